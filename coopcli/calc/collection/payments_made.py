"""What was paid of each debt, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import Groups, amounts, days
from coopcli.dates import NEVER

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Days, Ints

SPAN = np.int64(1_000_000)
"""More days than any two dates are apart: a debt and a day make one sortable number."""


@dataclass(frozen=True)
class PaymentsMade:
    """Payments up to the date, sorted by debt and day: ``key`` is debt × SPAN + day, ``total`` the running sum."""

    key: Ints
    total: Ints

    def between(self, debt: Ints, first: Days, last: Days) -> Ints:
        """Return what was paid of the debts from the first day to the last, both included (0 where one is NaT)."""
        start, end = (debt * SPAN + day.astype("datetime64[D]").astype(np.int64) for day in (first, last))
        low, high = np.searchsorted(self.key, start), np.searchsorted(self.key, end, side="right")
        is_known = ~np.isnat(first) & ~np.isnat(last)
        return np.where(is_known & (high > low), self.total[high] - self.total[low], 0)

    def last(self, size: int) -> Days:
        """Return the day of the last payment of each of ``size`` debts (NaT: none)."""
        day = (self.key % SPAN).astype("datetime64[D]")
        return Groups(self.key // SPAN, size).max(day, NEVER)


def payments_made(frames: Mapping[str, pd.DataFrame], debts: LateDebts) -> PaymentsMade:
    """Return the payments of the debts.

    Reads   installments and agreement_installments: an instalment tells what was paid of it and the last day. One paid
            without a day is left out: nobody knows when.
    """
    keys, cents = [], []
    for name, column, debt_by in (
        ("installments", "contract_id", debts.by_contract),
        ("agreement_installments", "agreement_id", debts.by_agreement),
    ):
        rows = frames[name]
        day, paid = days(rows["paid_date"]), amounts(rows["paid_cents"])
        dated = np.flatnonzero((day <= debts.on) & (paid > 0))
        debt = debt_by.of(rows[column].iloc[dated])
        known = dated[debt.known]
        keys.append(debt.of[debt.known] * SPAN + np.maximum(day[known].astype(np.int64), 0))
        cents.append(paid[known])
    key, paid = np.concatenate(keys), np.concatenate(cents)
    order = np.argsort(key, kind="stable")
    return PaymentsMade(key[order], np.concatenate([[0], np.cumsum(paid[order])]))
