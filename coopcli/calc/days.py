"""Where the days past due of each operation come from: instalments, what the system exported, or the last close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts, days, nullable
from coopcli.calc.delay import Delay, days_late
from coopcli.calc.doubt import MOVED, SHORT, Doubts, undated_payments
from coopcli.dates import NEVER, days_after

if TYPE_CHECKING:
    import pyarrow as pa

    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.dates import BusinessCalendar

NOT_TOLD = "não informada"
INSTALLMENTS, OLDEST_DUE, SYSTEM, MATURITY = "parcelas", "vencimento mais antigo", "sistema", "vencimento final"
READABLE, IN_DOUBT, LAST_CLOSE = "parcelas que se leem", "sistema, por parcelas ilegíveis", "fechamento anterior"
DAYS_SOURCES = (INSTALLMENTS, OLDEST_DUE, SYSTEM, MATURITY, NOT_TOLD, READABLE, IN_DOUBT, LAST_CLOSE)
"""Where the days of an operation come from: the first five, best first, then what is taken in doubt."""


def days_of(
    base: pd.DataFrame, ids: pa.Array, frames: Mapping[str, pd.DataFrame], delay: Delay, doubts: Doubts,
    on: np.datetime64, calendar: BusinessCalendar,
) -> tuple[Days, Ints, pd.arrays.IntegerArray, pd.Categorical]:  # fmt: skip
    """Return oldest due date, days past due, overdue amount and where the days came from (``DAYS_SOURCES``).

    The sources: instalments; else the exported oldest due date; else the exported days; else the final maturity. Of
    operations with instalments that could not be read, or do not seem true, the worse of what is left and of what the
    system exported counts; where nothing but the maturity tells, or the oldest due date was moved, what was late at the
    previous close still is; of what nothing is told, not even that it was late, it is late since that close.
    """
    is_unsure = doubts.unsure_days(ids) | undated_payments(frames["installments"], ids)
    exported = base["exported_days_past_due"].notna().to_numpy()
    due, maturity = days(base["oldest_due_date"]), days(base["maturity_date"])
    by_date, counted = days_late(due, on, calendar), amounts(base["exported_days_past_due"])
    tests = [delay.known, ~np.isnat(due), exported, ~np.isnat(maturity)]
    which = np.select(tests, range(4), default=4)
    late = np.select(tests, [delay.days_past_due, by_date, counted, days_late(maturity, on, calendar)], default=0)
    by_system = np.where(np.isnat(due), counted, by_date)
    of_nothing = which == DAYS_SOURCES.index(NOT_TOLD)
    last_due = np.where(of_nothing, doubts.late_at_most_since(ids), doubts.late_since(ids))
    by_last_close = days_late(last_due, on, calendar)
    is_told = exported | ~np.isnat(due)
    from_system = (is_unsure | doubts.suspected(ids, SHORT)) & delay.known & (by_system > late)
    late = np.where(from_system, by_system, late)
    untold = (is_unsure & ~is_told) | (which >= DAYS_SOURCES.index(MATURITY))
    from_last_close = (untold | doubts.suspected(ids, MOVED)) & (by_last_close > late)
    late = np.where(from_last_close, by_last_close, late)
    names = [LAST_CLOSE, IN_DOUBT, READABLE]
    doubtful = [from_last_close, from_system, is_unsure & delay.known]
    which = np.select(doubtful, [DAYS_SOURCES.index(name) for name in names], default=which)
    of_rest = delay.known & ~from_system & ~from_last_close
    since = days_after(np.full(len(late), on), -late)
    oldest = np.where(of_rest, delay.oldest_due_date, np.where(late > 0, since, NEVER))
    return oldest, late, _overdue(base, delay, late, of_rest), pd.Categorical.from_codes(which, categories=DAYS_SOURCES)


def _overdue(base: pd.DataFrame, delay: Delay, late: Ints, of_rest: Flags) -> pd.arrays.IntegerArray:
    """Return the overdue amount: of the instalments that tell the days (``of_rest``), else the most that what they owe
    and what the system exported come to; missing where neither tells it."""
    told = np.where(late > 0, amounts(base["exported_overdue_cents"]), 0)
    overdue = np.where(of_rest, delay.overdue_cents, np.maximum(told, np.where(delay.known, delay.overdue_cents, 0)))
    known = of_rest | base["exported_overdue_cents"].notna().to_numpy() | (late == 0) | (overdue > 0)
    return nullable(overdue, known)
