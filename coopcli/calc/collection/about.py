"""What is known of each late debt by itself: what situations, ladders and what is followed may ask about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, amounts, days, folded_column, text
from coopcli.calc.debtors import client_keys
from coopcli.rulebook.facts import Facts
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Groups, Ints
    from coopcli.calc.portfolio import Portfolio

BROKEN = "agreement_broken"


def facts_of(frame: pd.DataFrame, debt: Groups, portfolio: Portfolio) -> Facts:
    """Return the facts of the debts (signatures.collection.OF_A_DEBT, but for the agreements of the debtor).

    ``frame`` are the debts, ``debt`` the debt of each operation. The level is the worst that the system exported or a
    review gave to its operations; line and kind of person are those of its first.
    """
    first = debt.first()
    columns: dict[str, object] = {
        "debt_kind": frame["debt_kind"],
        "product_kind": frame["product_kind"].fillna("other"),
        "product": folded_column(frame["product"]),
        "credit_line_code": text(first.take(portfolio.credit_line_code)),
        "branch": frame["branch"],
        "member_id": frame["member_id"],
        "person_type": first.text(portfolio.operations["person_type"]),
        "given_level": _worst_levels(debt, portfolio),
        "days_past_due": frame["days_past_due"].to_numpy(dtype=np.int64),
        "overdue_cents": amounts(frame["overdue_cents"]),
        "balance_cents": amounts(frame["balance_cents"]),
    }
    return Facts(columns, len(frame))


def _worst_levels(debt: Groups, portfolio: Portfolio) -> pd.Categorical:
    told = (portfolio.operations["exported_level"], portfolio.given_level)
    ranks = [pd.Categorical(column.astype(object), categories=list(LEVELS)).codes.astype(np.int64) for column in told]
    return pd.Categorical.from_codes(debt.max(np.maximum(*ranks), -1), categories=list(LEVELS))


def broken_agreements(debts: LateDebts, frames: Mapping[str, pd.DataFrame], agreements: pd.DataFrame) -> Ints:
    """Return how many agreements the debtor of each debt has broken up to the date, replaced since or not.

    Reads   ``agreements`` as calculated (AGREEMENT_COLUMNS), the sheet's dates of breach.
    """
    sheet = frames["agreements"]
    told = sheet.loc[days(sheet["broken_date"]) <= debts.on, "agreement_id"]
    is_broken = (agreements["agreement_state"] == BROKEN) | agreements["agreement_id"].isin(told)
    rows = agreements[is_broken.to_numpy(dtype=bool)].reset_index(drop=True)
    return Keyed(debts.clients).of(client_keys(rows, frames)).count()[debts.client]
