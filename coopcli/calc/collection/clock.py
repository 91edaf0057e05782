"""Days that count: the time between two dates less the days on which a pause stopped the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import Groups
from coopcli.dates import DAY, NEVER, days_after, days_between

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints


@dataclass(frozen=True)
class StoppedClock:
    """The pauses of each debt, merged so that no day is in two: ``debt``, ``first`` and ``last`` day, both stopped."""

    on: np.datetime64
    debt: Ints
    first: Days
    last: Days

    def held(self, since: Days, of: Ints) -> Ints:
        """Return how many days after ``since`` and up to the date do not count, for the debts ``of`` (each once)."""
        pauses = self._pauses(of)
        return pauses.sum(self._days(pauses.at(since, NEVER))[1])

    def elapsed(self, since: Days, of: Ints) -> Ints:
        """Return how many days counted after ``since`` (NaT: 0)."""
        return days_between(since, self.on, missing=0) - self.held(since, of)

    def after(self, since: Days, counted: Ints, of: Ints) -> Days:
        """Return the day on which so many days have counted after ``since``: a pause met on the way moves it on."""
        end = days_after(since, counted)
        pauses = self._pauses(of)
        start, days = self._days(pauses.at(since, NEVER))
        ordinal = np.arange(len(self.debt)) - np.searchsorted(self.debt, self.debt)
        for turn in range(int(ordinal.max(initial=-1)) + 1):
            met = pauses.where((ordinal == turn) & (start <= pauses.at(end, NEVER)))
            end = days_after(end, met.sum(days))
        return end

    def _days(self, since: Days) -> tuple[Days, Ints]:
        """Return from which day each pause counts after ``since``, and how many days of it up to the date (NaT: 0)."""
        start = np.maximum(self.first, since + DAY)
        inside = days_between(start, np.minimum(self.last, self.on), missing=-1) + 1
        return start, np.maximum(inside, 0)

    def _pauses(self, of: Ints) -> Groups:
        """Return the pauses as they belong to the debts ``of``."""
        size = int(max(of.max(initial=-1), self.debt.max(initial=-1))) + 1
        return Groups(self.debt, size).within(Groups(Groups(of, size).first().of, len(of)))


def stopped(on: np.datetime64, debt: Ints, first: Days, last: Days) -> StoppedClock:
    """Return the pauses merged: those that overlap or touch are one."""
    order = np.lexsort((first, debt))
    debt, first, last = debt[order], first[order].astype("datetime64[D]"), last[order].astype("datetime64[D]")
    if not len(debt):
        return StoppedClock(on, debt, first, last)
    span = np.int64(1_000_000)  # more days than any two dates are apart
    reached = np.maximum.accumulate(debt * span + last.astype(np.int64)) - debt * span
    before = np.concatenate([[-span], reached[:-1]])
    begins = np.concatenate([[True], debt[1:] != debt[:-1]]) | (first.astype(np.int64) > before + 1)
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(debt)) - 1
    return StoppedClock(on, debt[starts], first[starts], reached[ends].astype("datetime64[D]"))
