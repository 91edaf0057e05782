"""What can be read and cannot well be true: dates and amounts of the exports against each other and the last close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import Groups, Keyed, amounts, days
from coopcli.calc.delay import unpaid_cents
from coopcli.dates import NEVER, add_months, days_after, months_and_days

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.columns import Days, Flags, Ints

REVOLVING = ("revolving", "overdraft")
"""Products of which the balance goes up and down by nature."""
_FEW = 20
"""Below so many dates a column says nothing of how its days are spread."""
_VARIED = 6
"""So many different days in a column are no habit of a cooperative (the 5th and the 10th, moved by weekends)."""
_PAIRS = 2
"""So many intervals more that are of a month once days and months change places: no chance."""


@dataclass(frozen=True)
class Schedule:
    """The instalments of the contracts, in the order of their numbers: ``at`` is the place of each in the frame,
    ``operation`` the contract that each belongs to (calc.columns.Groups)."""

    contracts: pd.DataFrame
    installments: pd.DataFrame
    on: np.datetime64

    @cached_property
    def at(self) -> Ints:
        """The rows of the frame by contract and number."""
        number = amounts(self.installments["installment_number"])
        own = Keyed(self.contracts["contract_id"]).of(self.installments["contract_id"]).of
        order: Ints = np.lexsort((days(self.installments["due_date"]), number, own))
        return order[own[order] >= 0]

    @cached_property
    def operation(self) -> Groups:
        """The contract of each row of ``at``."""
        return Keyed(self.contracts["contract_id"]).of(self.installments["contract_id"].iloc[self.at])

    @cached_property
    def due(self) -> Days:
        """The due date of each row of ``at``."""
        return days(self.installments["due_date"])[self.at]

    def _steps(self, values: Ints, none: int) -> Ints:
        """Return by how much each value is above that of the instalment before it; ``none`` for the first ones."""
        step = np.full(len(values), none, dtype=np.int64)
        same = self.operation.of[1:] == self.operation.of[:-1]
        step[1:][same] = np.diff(values)[same]
        return step

    def _days(self, none: int) -> Ints:
        return self._steps(self.due.astype(np.int64), none)

    def falling(self) -> Ints:
        """Return the rows that fall due before the instalment whose number comes before theirs."""
        return self.at[(self._days(1) < 0) & ~self._in_draws]

    def draws(self) -> Ints:
        """Return the rows with the number of the one before: of another draw of the contract."""
        return self.at[self._numbers() == 0]

    @cached_property
    def _in_draws(self) -> Flags:
        """Which rows are of a contract with several instalments of one number, each draw in its own order."""
        return self.operation.shared(self._numbers() == 0)

    def _numbers(self) -> Ints:
        return self._steps(amounts(self.installments["installment_number"])[self.at], 1)

    def repeated(self) -> Ints:
        """Return the rows that fall due on the day of the instalment before."""
        return self.at[(self._days(1) == 0) & ~self._in_draws]

    def after_a_gap(self, aside: pd.DataFrame) -> Ints:
        """Return the rows before whose number some are missing, but of contracts of which rows were set ``aside``."""
        is_told = Keyed(aside["contract_id"]).has(self.contracts["contract_id"])
        return self.at[(self._numbers() > 1) & ~self.operation.at(is_told, none=False)]

    def outside(self, days_after_maturity: int) -> Ints:
        """Return the rows that fall due before their contract was made, or more than so many days after its end."""
        made, end = (self.operation.at(days(self.contracts[name]), NEVER) for name in _LIFE)
        return self.at[(self.due < made) | (self.due > days_after(end, days_after_maturity))]

    def swapped(self) -> Ints:
        """Return the first row of each contract whose due dates come monthly only once days and months change places.

        Of 05/10, 05/11 and 05/12 read with the month in front the 10th, 11th and 12th of May are left.
        """
        month, day = months_and_days(self.due)
        other = np.where(day <= 12, month // 12 * 12 + day - 1, month)
        gain = (self._steps(other, 0) == 1).astype(np.int64) - (self._steps(month, 0) == 1)
        of_contract = self.operation.sum(gain)
        first = self.operation.first().of
        return self.at[first[(of_contract >= _PAIRS) & (first >= 0)]]

    def owed(self) -> tuple[Ints, Flags]:
        """Return what the instalments of each contract still owe, and which contracts have any."""
        unpaid = unpaid_cents(self.installments, self.on)[self.at]
        return self.operation.sum(unpaid), self.operation.any()

    def gone(self, before: pd.DataFrame) -> Ints:
        """Return the contracts (rows) that owe, had instalments at the last close and have none, though others have."""
        had = before.loc[before["days_source"].astype("str").isin(_TOLD), "contract_id"]
        still = self.contracts["balance_cents"].to_numpy(dtype=np.int64) > 0
        has_any = self.operation.any()
        return np.flatnonzero(still & Keyed(had).has(self.contracts["contract_id"]) & ~has_any & has_any.any())

    def oldest_unpaid(self) -> Days:
        """Return the oldest due date of each contract that is not paid."""
        unpaid = unpaid_cents(self.installments, self.on)[self.at] > 0
        return self.operation.where(unpaid).min(self.due, NEVER)

    def moved(self, before: pd.DataFrame) -> Iterator[tuple[int, np.datetime64]]:
        """Yield each contract (its place) whose oldest unpaid instalment of the last close has no such due date any
        more, with that date; nothing where the sheet may have dropped it because it was paid."""
        place = Keyed(before["contract_id"]).of(self.contracts["contract_id"])
        told = before["days_source"].astype("str").isin(_TOLD).to_numpy() & (amounts(before["days_past_due"]) > 0)
        since = place.at(np.where(told, days(before["oldest_due_date"]), NEVER), NEVER)
        kept = self.operation.where(self.due == self.operation.at(since, NEVER)).any()
        for row in np.flatnonzero(~np.isnat(since) & self._is_whole() & ~kept):
            yield int(row), since[row]

    def _is_whole(self) -> Flags:
        """Return which contracts have their instalments from the first on, paid or not."""
        number = amounts(self.installments["installment_number"])[self.at]
        has_paid = (unpaid_cents(self.installments, self.on) == 0).any()
        return self.operation.where((number == 1) | has_paid).any()


_LIFE = ("contract_date", "maturity_date")
_TOLD = ("parcelas", "parcelas que se leem")


def lives(contracts: pd.DataFrame, on: np.datetime64, days_after_maturity: int) -> Iterator[tuple[str, Ints]]:
    """Yield the columns of contracts with the rows in which their date lies outside of the contract's life."""
    made, end, oldest = (days(contracts[name]) for name in (*_LIFE, "oldest_due_date"))
    yield "contract_date", np.flatnonzero(made > on)
    yield "maturity_date", np.flatnonzero(end < made)
    yield "oldest_due_date", np.flatnonzero((oldest < made) | (oldest > days_after(end, days_after_maturity)))


def sentinels(column: Days, on: np.datetime64, months_before: int, months_after: int) -> Ints:
    """Return the rows with a date so far from ``on`` that it only stands for one that is not known (01/01/1900)."""
    first, last = add_months(np.array([on, on]), np.array([-months_before, months_after]))
    return np.flatnonzero((column < first) | (column > last))


def has_days_for_months(column: Days) -> bool:
    """Return whether a column looks as if its days and months had changed places: no day above the 12th, and more
    different days than months; a cooperative with few due days has it the other way round."""
    known = column[~np.isnat(column)]
    if len(known) < _FEW:
        return False
    month, day = months_and_days(known)
    found, months = len(np.unique(day)), len(np.unique(month % 12))
    return bool(day.max() <= 12 and found >= _VARIED and found > months)


def jumps(contracts: pd.DataFrame, before: pd.DataFrame, factor: int) -> tuple[Ints, Ints, Ints]:
    """Return the contracts (rows) whose balance is at least ``factor`` times what it was, or at most its ``factor``-th
    part, with the balance then and now; revolving credit aside."""
    place = Keyed(before["contract_id"]).of(contracts["contract_id"])
    was, now = place.at(amounts(before["balance_cents"]), 0), amounts(contracts["balance_cents"])
    usual = contracts["product_kind"].isin(REVOLVING).to_numpy()
    far = (now >= was * factor) | (now * factor <= was)
    rows = np.flatnonzero(~usual & (was > 0) & (now > 0) & far)
    return rows, was[rows], now[rows]


def schedule_of(frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> Schedule:
    """Return the instalments of the portfolio's contracts."""
    return Schedule(frames["contracts"], frames["installments"], on)
