"""The operations of a month and the facts that rules ask about: one row an operation.

Operations are the contracts with a balance, and what current accounts owe: overdrafts (adiantamento a depositante)
and used limits. Everything is as of the reference date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from coopcli.calc.columns import (
    Groups,
    Keyed,
    amounts,
    dates,
    days,
    folded_column,
    strings,
    text,
)
from coopcli.calc.days import NOT_TOLD, days_of
from coopcli.calc.debtors import Debtors, debtors_of
from coopcli.calc.delay import Delay, delay_from_installments
from coopcli.calc.doubt import CERTAIN, Doubts
from coopcli.dates import days_after, started_months, term_end
from coopcli.words import WORDS
from coopcli.words.classification import OPERATION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.dates import BusinessCalendar

OVERDRAFT_PREFIX, LIMIT_PREFIX = "ADP-", "LIM-"


@dataclass(frozen=True)
class Portfolio:
    """The operations (results.OPERATION_COLUMNS, one row each) and what is computed from them once.

    ``client`` and ``counterparty`` number the debtor (CPF, company root) and the debtor's economic group;
    ``overdraft_days`` is -1 where the operation is no overdraft; ``settled`` counts the contracts left out because
    nothing is owed (rows); ``unknown_product`` has no kind of product, ``unread_guarantee`` a guarantee or guarantor
    that could not be read; ``exported`` are the columns of the contracts as they were read; ``source`` and
    ``source_row`` lead back to the cell.
    """

    on: date
    operations: pd.DataFrame
    exported: pd.DataFrame
    client: Ints
    counterparty: Ints
    client_total_cents: Ints
    remaining_months: Ints
    is_under_one_month: Flags
    overdraft_days: Ints
    credit_line_code: pa.Array
    given_level: pd.Series  # type: ignore[type-arg]
    delay: Delay
    settled: int
    unknown_product: Flags
    unread_guarantee: Flags
    source: Ints
    source_row: Ints
    calendar: BusinessCalendar
    tolerance_cents: int

    @property
    def unknown_delay(self) -> Flags:
        """Which operations have nothing that tells their delay."""
        return (self.operations["days_source"] == NOT_TOLD).to_numpy()

    @property
    def size(self) -> int:
        """The number of operations."""
        return len(self.operations)

    @property
    def balance_cents(self) -> Ints:
        """The balance of each operation, int64 centavos."""
        return self.operations["balance_cents"].to_numpy(dtype=np.int64)

    @property
    def days_past_due(self) -> Ints:
        """The days past due of each operation, int64."""
        return self.operations["days_past_due"].to_numpy(dtype=np.int64)

    @property
    def clients(self) -> Groups:
        """The operations as they belong to debtors."""
        return Groups.numbered(self.client)

    @property
    def counterparties(self) -> Groups:
        """The operations as they belong to economic groups, or to debtors without one."""
        return Groups.numbered(self.counterparty)

    def told(self, asked: Iterable[str]) -> dict[str, object]:
        """Return, of the facts that a rule may ask, those that an export tells of the operations by that very name:
        texts as rules compare them."""
        known = {**self.exported, **self.operations}
        return {
            name: folded_column(known[name]) if WORDS[name].kind == "text" else known[name]
            for name in asked
            if name in known
        }

    @property
    def ids(self) -> pa.Array:
        """The contract numbers."""
        return strings(self.operations["contract_id"])


def portfolio_of(
    frames: Mapping[str, pd.DataFrame], on: date, calendar: BusinessCalendar, tolerance_cents: int = 0,
    doubts: Doubts = CERTAIN,
) -> Portfolio:  # fmt: skip
    """Return the operations of the canonical ``frames`` on the reference date.

    Reads   contracts, installments, members, economic_groups, current_accounts, reviews.
    Adds    what the exports leave blank: document and kind of person as the member is registered.
    Keeps   the order of the contracts; overdrafts and limits follow them. Frames are not changed.
    Doubts  the worse of two answers, where instalments could not be read or nothing tells the days.
    """
    day = np.datetime64(on, "D")
    base = _owed(frames, day)
    ids = strings(base["contract_id"])
    delay = delay_from_installments(ids, frames["installments"], day, calendar, tolerance_cents)
    debtors = debtors_of(base, frames)
    operations = _operations(base, debtors, days_of(base, ids, frames, delay, doubts, day, calendar))
    balance, maturity = base["balance_cents"].to_numpy(dtype=np.int64), days(base["maturity_date"])
    return Portfolio(
        on=on,
        operations=operations,
        exported=base,
        client=debtors.client,
        counterparty=debtors.counterparty,
        client_total_cents=Groups.numbered(debtors.client).total(balance),
        remaining_months=started_months(day, maturity, missing=0),
        is_under_one_month=_under_one_month(days(base["contract_date"]), maturity),
        overdraft_days=np.where(operations["product_kind"] == "overdraft", operations["days_past_due"], -1),
        credit_line_code=strings(base["credit_line_code"]),
        given_level=_given_levels(ids, frames["reviews"], day),
        delay=delay,
        settled=int((frames["contracts"]["balance_cents"] <= 0).sum()),
        unknown_product=base["product_kind"].isna().to_numpy(),
        unread_guarantee=doubts.unread(ids, "guarantees") | doubts.unread(ids, "guarantors"),
        source=base["source"].to_numpy(dtype=np.int64),
        source_row=base["source_row"].to_numpy(dtype=np.int64),
        calendar=calendar,
        tolerance_cents=tolerance_cents,
    )


def _owed(frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> pd.DataFrame:
    """Return the contracts with a balance and what current accounts owe, in the columns of contracts."""
    contracts = frames["contracts"]
    owed = contracts["balance_cents"].to_numpy(dtype=np.int64) > 0
    return pd.concat([contracts[owed], *_account_operations(frames["current_accounts"], on)], ignore_index=True)


def _operations(
    base: pd.DataFrame, debtors: Debtors, delays: tuple[Days, Ints, pd.arrays.IntegerArray, pd.Categorical]
) -> pd.DataFrame:
    """Return the operations as reports show them (results.OPERATION_COLUMNS)."""
    due, late, overdue, source = delays
    told = base.assign(
        document=text(debtors.document),
        person_type=text(debtors.person_type),
        group_id=text(debtors.group_id),
        client_key=text(debtors.key),
        product_kind=base["product_kind"].fillna("other"),
        oldest_due_date=dates(due),
        days_past_due=late,
        overdue_cents=overdue,
        days_source=source,
        is_renegotiated=base["is_renegotiated"].fillna(False).astype(bool),
    )
    return told[[column.name for column in OPERATION_COLUMNS]]


def _account_operations(accounts: pd.DataFrame, on: np.datetime64) -> list[pd.DataFrame]:
    """Return what current accounts owe, in the columns of contracts: overdrafts, then used limits."""
    kinds = (
        ("overdraft_cents", "overdraft_days", OVERDRAFT_PREFIX, "Adiantamento a depositante", "overdraft"),
        ("limit_used_cents", "limit_days_past_due", LIMIT_PREFIX, "Limite de crédito em conta", "revolving"),
    )
    found = []
    for cents, past, prefix, product, kind in kinds:
        rows = accounts[amounts(accounts[cents]) > 0]
        late = amounts(rows[past])
        found.append(
            pd.DataFrame(
                {
                    "contract_id": prefix + rows["account_id"],
                    "member_id": rows["member_id"],
                    "document": rows["document"],
                    "member_name": rows["member_name"],
                    "branch": rows["branch"],
                    "product": product,
                    "product_kind": kind,
                    "balance_cents": amounts(rows[cents]),
                    "exported_days_past_due": rows[past],
                    # an overdraft is due from its first day, all of it
                    "exported_overdue_cents": rows[cents] if kind == "overdraft" else pd.NA,
                    "contract_date": dates(days_after(np.full(len(late), on), -late)),
                    "source": rows["source"],
                    "source_row": rows["source_row"],
                }
            )
        )
    return [frame for frame in found if len(frame)]


def _under_one_month(start: Days, maturity: Days) -> Flags:
    """Return which operations run for less than one month from contract to maturity."""
    result: Flags = maturity < term_end(start, 1)  # never where either is missing
    return result


def _given_levels(ids: pa.Array, reviews: pd.DataFrame, on: np.datetime64) -> pd.Series:  # type: ignore[type-arg]
    """Return the level of the latest documented review of each operation up to the date (missing: none)."""
    dated = reviews[days(reviews["review_date"]) <= on].sort_values("review_date", kind="stable")
    latest = dated.drop_duplicates("contract_id", keep="last")
    return Keyed(latest["contract_id"]).of(ids).text(latest["level"])
