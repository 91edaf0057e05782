"""Months, business days and how dates are written.

Dates in columns are numpy ``datetime64[D]``; a missing date is NaT.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]
    Ints = npt.NDArray[np.int64]

MONTHS_PT = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
)  # fmt: skip


def parse_date(text: str) -> date:
    """Return the date of ``31/10/2026`` or ``2026-10-31``; else ``ValueError``."""
    form = "%d/%m/%Y" if "/" in text else "%Y-%m-%d"
    return datetime.strptime(text.strip(), form).date()


def brazilian(day: date) -> str:
    """Return ``31/10/2026``."""
    return f"{day:%d/%m/%Y}"


def parse_month(text: str) -> tuple[int, int]:
    """Return (year, month) of ``2026-10`` or ``10/2026``; else ``ValueError``."""
    match = re.fullmatch(r"(?P<year>\d{4})-(?P<month>\d{2})|(?P<m>\d{2})/(?P<y>\d{4})", text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a month")
    year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
    date(year, month, 1)
    return year, month


def month_end(year: int, month: int) -> date:
    """Return the last day of the month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def month_ends(days: Days) -> Days:
    """Return the last day of the month of each date; NaT stays NaT."""
    import numpy as np

    next_month = (days.astype("datetime64[M]") + 1).astype("datetime64[D]")
    result: Days = (next_month - np.timedelta64(1, "D")).astype("datetime64[D]")
    return result


def add_months(days: Days, months: int | Ints) -> Days:
    """Return each date ``months`` (one, or one a date) later, on the same day or, in a shorter month, its last."""
    import numpy as np

    target = days.astype("datetime64[M]") + months
    day_of_month = days - days.astype("datetime64[M]").astype("datetime64[D]")
    last = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    result: Days = np.minimum(target.astype("datetime64[D]") + day_of_month, last)
    return result


def calendar_months(since: Days, until: np.datetime64 | Days) -> Ints:
    """Return how many month turns lie between two dates (31/01 to 01/02 is 1), whatever the days."""
    import numpy as np

    months: Ints = (until.astype("datetime64[M]") - since.astype("datetime64[M]")).astype(np.int64)
    return months


def term_end(days: Days, months: Ints | int) -> Days:
    """Return when a term of ``months`` that began on each date ends: on the same day of the month or, where the
    month has none, on the day right after it (Civil Code, art. 132, § 3): 31/08 and six months is 01/03."""
    import numpy as np

    target = days.astype("datetime64[M]") + months
    day_of_month = days - days.astype("datetime64[M]").astype("datetime64[D]")
    result: Days = np.minimum(target.astype("datetime64[D]") + day_of_month, (target + 1).astype("datetime64[D]"))
    return result


def full_months(since: Days, until: np.datetime64) -> Ints:
    """Return how many terms of a month have ended: 15/01 to 14/02 is 0, to 15/02 is 1; 31/01 to 28/02 is 0."""
    months = calendar_months(since, until)
    whole: Ints = months - (term_end(since, months) > until)
    return whole


def started_months(since: np.datetime64 | Days, until: Days) -> Ints:
    """Return how many months lie between, a begun month counting whole: exactly 36 months is 36, a day more is 37."""
    import numpy as np

    months = (until.astype("datetime64[M]") - since.astype("datetime64[M]")).astype(np.int64)
    start = np.broadcast_to(since, until.shape)
    over = until > term_end(start, months)
    enough_before = term_end(start, months - 1) >= until
    started: Ints = months + over - enough_before
    return np.maximum(started, 0)


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Which days have no banking: weekends and ``holidays`` (a sorted tuple of dates)."""

    holidays: tuple[date, ...]

    def same_or_next(self, days: Days) -> Days:
        """Return each date, or the first business day after it; NaT stays NaT."""
        import numpy as np

        result = days.copy()
        known = ~np.isnat(days)
        result[known] = np.busday_offset(days[known], 0, roll="forward", holidays=self._closed())
        return result

    def business_days_after(self, days: Days, count: int | Ints) -> Days:
        """Return the day on which a term of so many business days ends; the first is the one after each date.

        NaT stays NaT, and a term of less than no days has no end.
        """
        import numpy as np

        counts = np.broadcast_to(np.asarray(count, dtype=np.int64), days.shape)
        result = np.full(days.shape, np.datetime64("NaT", "D"))
        known = ~np.isnat(days) & (counts >= 0)
        result[known] = np.busday_offset(days[known], counts[known], roll="backward", holidays=self._closed())
        return result

    def business_days_since(self, days: Days, on: np.datetime64) -> Ints:
        """Return how many business days have passed after each date, that of ``on`` included."""
        import numpy as np

        day = np.timedelta64(1, "D")
        passed: Ints = np.busday_count(days + day, on + day, holidays=self._closed()).astype(np.int64)
        return passed

    def _closed(self) -> Days:
        import numpy as np

        return np.array(self.holidays, dtype="datetime64[D]")


def bank_holidays(years: Collection[int], bank_optional: Collection[str], extra: Collection[date]) -> BusinessCalendar:
    """Return the calendar of ``years``: national holidays, the optional days on which banks close, and ``extra``.

    ``bank_optional`` are names of optional days as the holidays library writes them in Portuguese.
    """
    import holidays

    national = holidays.country_holidays("BR", years=list(years), categories=("public",), language="pt_BR")
    optional = holidays.country_holidays("BR", years=list(years), categories=("optional",), language="pt_BR")
    closed = set(national) | {day for day, name in optional.items() if name in bank_optional} | set(extra)
    return BusinessCalendar(tuple(sorted(closed)))
