"""Days, months, business days and how dates are written.

Dates in columns are numpy ``datetime64[D]``. A date that is not known, or that never came, is NEVER (NaT), and a date
worked out from it is NEVER too; a number of days or months between dates says what stands where one is (``missing``).
Nothing else adds numbers to dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]
    Spans = npt.NDArray[np.timedelta64]
    Ints = npt.NDArray[np.int64]

NEVER = np.datetime64("NaT", "D")
"""No date: not told, not known, or of what has not happened."""

FOREVER = np.datetime64("9999-12-31", "D")
"""The last day of what has no end."""

FIRST = np.datetime64("0001-01-01", "D")
"""No date is written before it."""

DAY, MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")
_MOST_MONTHS = 12 * 9_999

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


def days_after(days: Days, count: int | Ints) -> Days:
    """Return each date so many days (one count, or one a date) later, from FIRST to FOREVER; NaT stays NaT."""
    most = days_between(FIRST, FOREVER, missing=0)
    moved = days + np.clip(np.asarray(count, dtype=np.int64), -most, most).astype("timedelta64[D]")
    result: Days = np.clip(moved, FIRST, FOREVER)
    return result


def days_between(since: np.datetime64 | Days, until: np.datetime64 | Days, *, missing: int) -> Ints:
    """Return the days from one date to another (below zero: back in time); ``missing`` where either is."""
    passed: Ints = _numbers(np.asarray(until - since, dtype="timedelta64[D]"), missing)
    return passed


def month_starts(days: Days) -> Days:
    """Return the first day of the month of each date; NaT stays NaT."""
    result: Days = days.astype("datetime64[M]").astype("datetime64[D]")
    return result


def month_ends(days: Days) -> Days:
    """Return the last day of the month of each date; NaT stays NaT."""
    next_month = (days.astype("datetime64[M]") + MONTH).astype("datetime64[D]")
    result: Days = (next_month - DAY).astype("datetime64[D]")
    return result


def months_and_days(days: Days) -> tuple[Ints, Ints]:
    """Return the month of each known date, counted from year 0 (January is a whole number of years), and its day."""
    month = days.astype("datetime64[M]")
    return month.astype(np.int64) + 1970 * 12, (days - month).astype(np.int64) + 1


def add_months(days: Days, months: int | Ints) -> Days:
    """Return each date ``months`` (one, or one a date) later, on the same day or, in a shorter month, its last.

    NaT stays NaT; no date lies beyond FOREVER.
    """
    first, day_of_month = _turned(days, months)
    result: Days = np.minimum(first + day_of_month, month_ends(first))
    return result


def calendar_months(since: Days, until: np.datetime64 | Days, *, missing: int) -> Ints:
    """Return how many month turns lie between two dates (31/01 to 01/02 is 1), whatever the days."""
    turns: Ints = _numbers(until.astype("datetime64[M]") - since.astype("datetime64[M]"), missing)
    return turns


def term_end(days: Days, months: Ints | int) -> Days:
    """Return when a term of ``months`` that began on each date ends: on the same day of the month or, where the
    month has none, on the day right after it (Civil Code, art. 132, § 3): 31/08 and six months is 01/03.

    NaT stays NaT; no term ends after FOREVER.
    """
    first, day_of_month = _turned(days, months)
    result: Days = np.minimum(np.minimum(first + day_of_month, month_ends(first) + DAY), FOREVER)
    return result


def full_months(since: Days, until: np.datetime64 | Days, *, missing: int) -> Ints:
    """Return how many terms of a month have ended: 15/01 to 14/02 is 0, to 15/02 is 1; 31/01 to 28/02 is 0."""
    months = calendar_months(since, until, missing=0)
    whole: Ints = months - (term_end(since, months) > until)
    return np.where(np.isnat(since) | np.isnat(until), missing, whole)


def started_months(since: np.datetime64 | Days, until: Days, *, missing: int) -> Ints:
    """Return how many months lie between, a begun month counting whole: exactly 36 months is 36, a day more is 37.

    None where the second date is not after the first.
    """
    start = np.broadcast_to(since, until.shape)
    months = calendar_months(start, until, missing=0)
    over = until > term_end(start, months)
    enough_before = term_end(start, months - 1) >= until
    started: Ints = np.maximum(months + over - enough_before, 0)
    return np.where(np.isnat(start) | np.isnat(until), missing, started)


def _turned(days: Days, months: int | Ints) -> tuple[Days, Spans]:
    """Return the first day of the month so many months later, from FIRST to FOREVER, and the day of the month."""
    turns = np.clip(np.asarray(months, dtype=np.int64), -_MOST_MONTHS, _MOST_MONTHS).astype("timedelta64[M]")
    first, last = FIRST.astype("datetime64[M]"), FOREVER.astype("datetime64[M]")
    target = np.clip(days.astype("datetime64[M]") + turns, first, last)
    return target.astype("datetime64[D]"), days - month_starts(days)


def _numbers(spans: Spans, missing: int) -> Ints:
    numbers = np.full(spans.shape, missing, dtype=np.int64)
    known = ~np.isnat(spans)
    numbers[known] = spans[known].astype(np.int64)
    return numbers


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Which days have no banking: weekends and ``holidays`` (a sorted tuple of dates)."""

    holidays: tuple[date, ...]

    def same_or_next(self, days: Days) -> Days:
        """Return each date, or the first business day after it; NaT stays NaT."""
        result = days.copy()
        known = ~np.isnat(days)
        result[known] = np.busday_offset(days[known], 0, roll="forward", holidays=self._closed())
        return result

    def business_days_after(self, days: Days, count: int | Ints) -> Days:
        """Return the day on which a term of so many business days ends; the first is the one after each date.

        NaT stays NaT, and a term of less than no days has no end.
        """
        counts = np.broadcast_to(np.asarray(count, dtype=np.int64), days.shape)
        result = np.full(days.shape, NEVER)
        known = ~np.isnat(days) & (counts >= 0)
        result[known] = np.busday_offset(days[known], counts[known], roll="backward", holidays=self._closed())
        return result

    def business_days_since(self, days: Days, on: np.datetime64, *, missing: int) -> Ints:
        """Return how many business days have passed after each date, that of ``on`` included."""
        result = np.full(days.shape, missing, dtype=np.int64)
        known = ~np.isnat(days)
        result[known] = np.busday_count(days[known] + DAY, on + DAY, holidays=self._closed())
        return result

    def _closed(self) -> Days:
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
