"""Days past due and overdue amounts, as of any date, from the instalments.

The conventions are those of the design: 0 on the due date and 1 on the next day; the oldest unpaid instalment
counts; payments after the reference date do not exist; what falls due on a day without banking and is unpaid up
to the next business day is not late, and unpaid after it counts from the due date (Lei 7.089/1983; STJ, REsp
1.954.924).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, amounts, days, positions, strings, sums
from coopcli.dates import DAY, NEVER, days_between

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.dates import BusinessCalendar


@dataclass(frozen=True)
class OpenInstallments:
    """The unpaid instalments on the reference date, one entry each.

    ``operation`` is the position of the contract, ``unpaid_cents`` what is still owed of it, ``balance_cents`` its
    exported balance (else what is owed), ``days_past_due`` 0 where not late, ``days_to_due`` 0 where late, ``row`` its
    place among the instalments.
    """

    operation: Ints
    unpaid_cents: Ints
    balance_cents: Ints
    days_past_due: Ints
    days_to_due: Ints
    row: Ints


@dataclass(frozen=True)
class Delay:
    """The delay of each contract: ``known`` says whether instalments told it."""

    known: Flags
    oldest_due_date: Days
    days_past_due: Ints
    overdue_cents: Ints
    open: OpenInstallments


def is_late(due: Days, on: np.datetime64, calendar: BusinessCalendar) -> Flags:
    """Return which unpaid due dates are late on ``on``: those whose next business day has passed."""
    late: Flags = calendar.same_or_next(due) < on
    return late


def days_late(due: Days, on: np.datetime64, calendar: BusinessCalendar) -> Ints:
    """Return the days past due of unpaid due dates (NaT: 0)."""
    return np.where(is_late(due, on, calendar), days_between(due, on, missing=0), 0)


def delay_from_installments(
    contract_ids: pa.Array,
    installments: pd.DataFrame,
    on: np.datetime64,
    calendar: BusinessCalendar,
    tolerance_cents: int = 0,
) -> Delay:
    """Return the delay of each contract from its instalments (frames.INSTALLMENTS) on the date ``on``.

    An instalment counts as unpaid while more than ``tolerance_cents`` of it is owed. Instalments of contracts
    that are not in ``contract_ids`` are left out: the reader reports them.
    """
    size = len(contract_ids)
    operation = positions(strings(installments["contract_id"]), contract_ids)
    unpaid = unpaid_cents(installments, on)
    open_rows = np.flatnonzero((operation >= 0) & (unpaid > tolerance_cents))
    due = days(installments["due_date"])[open_rows]
    past = _days_by_date(due, on, calendar)
    found = OpenInstallments(
        operation[open_rows],
        unpaid[open_rows],
        _balances(installments["balance_cents"], unpaid)[open_rows],
        past,
        np.where(past > 0, 0, np.maximum(days_between(on, due, missing=0), 0)),
        open_rows,
    )
    late = past > 0
    oldest = Groups(found.operation, size).where(late).min(due, NEVER)
    known = np.zeros(size, dtype=bool)
    known[operation[operation >= 0]] = True
    return Delay(
        known,
        oldest,
        days_between(oldest, on, missing=0),
        sums(found.operation[late], found.unpaid_cents[late], size),
        found,
    )


def unpaid_cents(installments: pd.DataFrame, on: np.datetime64) -> Ints:
    """Return what is owed of each instalment on ``on``: a payment dated later does not exist yet."""
    paid_later = days(installments["paid_date"]) > on
    paid = np.where(paid_later, 0, amounts(installments["paid_cents"]))
    return np.maximum(amounts(installments["amount_cents"]) - paid, 0)


def _balances(exported: pd.Series, unpaid: Ints) -> Ints:  # type: ignore[type-arg]
    known = exported.notna().to_numpy()
    return np.where(known, amounts(exported), unpaid)


def _days_by_date(due: Days, on: np.datetime64, calendar: BusinessCalendar) -> npt.NDArray[np.int64]:
    """Return ``days_late``, computed once for each distinct date: millions of instalments share a few hundred."""
    known = due[~np.isnat(due)]
    if not len(known):
        return np.zeros(len(due), dtype=np.int64)
    offsets = days_between(known.min(), due, missing=-1)
    distinct = np.arange(known.min(), known.max() + DAY)
    return np.append(days_late(distinct, on, calendar), 0)[offsets]
