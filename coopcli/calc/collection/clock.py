"""Days that count: the time between two dates less the days on which a pause stopped the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints

ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class StoppedClock:
    """The pauses of each debt, merged so that no day is in two: ``debt``, ``first`` and ``last`` day, both stopped."""

    on: np.datetime64
    debt: Ints
    first: Days
    last: Days

    def held(self, since: Days, of: Ints) -> Ints:
        """Return how many days after ``since`` and up to the date do not count, for the debts ``of`` (each once)."""
        at = self._places(of)
        rows = np.flatnonzero(at >= 0)
        at = at[rows]
        start = np.maximum(self.first[rows], since[at] + ONE_DAY)
        total = np.zeros(len(of), dtype=np.int64)
        inside = (np.minimum(self.last[rows], self.on) - start).astype(np.int64) + 1
        np.add.at(total, at, np.where(np.isnat(start), 0, np.maximum(inside, 0)))
        return total

    def elapsed(self, since: Days, of: Ints) -> Ints:
        """Return how many days counted after ``since`` (NaT: 0)."""
        known = ~np.isnat(since)
        passed = (self.on - np.where(known, since, self.on)).astype(np.int64)
        return passed - self.held(since, of)

    def after(self, since: Days, counted: Ints, of: Ints) -> Days:
        """Return the day on which so many days have counted after ``since``: a pause met on the way moves it on."""
        end = since + counted
        at = self._places(of)
        ordinal = np.arange(len(self.debt)) - np.searchsorted(self.debt, self.debt)
        for turn in range(int(ordinal.max(initial=-1)) + 1):
            rows = np.flatnonzero((ordinal == turn) & (at >= 0))
            its = at[rows]
            start = np.maximum(self.first[rows], since[its] + ONE_DAY)
            days = (np.minimum(self.last[rows], self.on) - start).astype(np.int64) + 1
            met = (start <= end[its]) & (days > 0)
            end[its] += np.where(met, days, 0)
        return end

    def _places(self, of: Ints) -> Ints:
        """Return where the debt of each pause stands in ``of`` (-1: nowhere)."""
        place = np.full(int(max(of.max(initial=-1), self.debt.max(initial=-1))) + 1, -1, dtype=np.int64)
        place[of] = np.arange(len(of))
        return place[self.debt]


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
