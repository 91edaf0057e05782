"""What is known of each contract: its own terms and the record of the member who owes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, folded_column
from coopcli.calc.desk.people import member_rows, since

if TYPE_CHECKING:
    from coopcli.calc.portfolio import Portfolio


def contract_facts(frames: Mapping[str, pd.DataFrame], portfolio: Portfolio, wage_cents: int) -> pd.DataFrame:
    """Return one row for each contract with a balance: what rules ask about contract and member.

    Reads   contracts, members; the portfolio of the same frames (its first rows are these contracts, in order).
    Adds    days_past_due (int64), member_age_years, income_wages and the like (nullable), texts in small letters
            without accents (``sex``, ``marital_status``, ``profession``) and as written (``sex_written`` …).
    Keeps   the order of the contracts; overdrafts and limits of current accounts are no contracts.
    """
    owed = frames["contracts"]["balance_cents"].to_numpy(dtype=np.int64) > 0
    contracts = frames["contracts"][owed].reset_index(drop=True)
    debtors = portfolio.operations.iloc[: len(contracts)]
    own = member_rows(contracts.assign(document=debtors["document"]), frames["members"])
    member = own.rows(frames["members"])
    on, income = np.datetime64(portfolio.on, "D"), member["monthly_income_cents"]
    facts = pd.DataFrame(
        {
            "contract_id": contracts["contract_id"],
            "member_id": contracts["member_id"],
            "document": debtors["document"],
            "balance_cents": contracts["balance_cents"],
            "days_past_due": portfolio.days_past_due[: len(contracts)],
            "branch": contracts["branch"],
            "product_kind": contracts["product_kind"].fillna("other"),
            "installment_count": contracts["installment_count"],
            "given_level": contracts["exported_level"],
            # of a company the date is that of its foundation
            "member_age_years": since(days(member["birth_date"]), on, 12).where(debtors["person_type"] != "PJ"),
            "membership_months": since(days(member["member_since"]), on),
            "dependent_count": member["dependent_count"],
            "income_wages": wages_begun(income, wage_cents),
            "monthly_income_thousands": income.astype("Float64") / 100_000,
            "is_member": own.known,
        }
    )
    for name in ("sex", "marital_status", "profession"):
        facts[f"{name}_written"], facts[name] = member[name], folded_column(member[name])
    return facts


def wages_begun(income_cents: pd.Series[Any], wage_cents: int) -> pd.Series[Any]:
    """Return an income in minimum wages, the one begun counted whole: 3 wages are 3, a centavo more is 4."""
    return (income_cents + (wage_cents - 1)) // wage_cents
