"""Months and bank holidays, by hand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

FIXED_HOLIDAYS = ((1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25))
"""Month and day of the national holidays of every year (Leis 662/1949, 6.802/1980, 10.607/2002)."""

BLACK_AWARENESS_DAY = (11, 20)
BLACK_AWARENESS_FROM = 2024  # Lei 14.759/2023

EASTER_OFFSETS = (-48, -47, -2, 60)
"""No banking on Carnival Monday and Tuesday, Good Friday and Corpus Christi, counted from Easter Sunday."""


def months_after(day: date, months: int, missing_day: str = "last") -> date:
    """Return the same day ``months`` later; where the month has no such day, its last day or the next one."""
    turns = day.year * 12 + day.month - 1 + months
    year, month = divmod(turns, 12)
    month += 1
    length = monthrange(year, month)[1]
    if day.day <= length:
        return date(year, month, day.day)
    last = date(year, month, length)
    return last if missing_day == "last" else last + ONE_DAY


def month_turns(since: date, until: date) -> int:
    """Return how many times the month changes between two dates."""
    return (until.year - since.year) * 12 + until.month - since.month


def whole_months(since: date, until: date, missing_day: str = "last") -> int:
    """Return how many whole months have gone by."""
    count = 0
    while months_after(since, count + 1, missing_day) <= until:
        count += 1
    return count


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_bank_holiday(day: date) -> bool:
    """Return whether banks are shut all over the country on ``day``, weekends apart."""
    if (day.month, day.day) in FIXED_HOLIDAYS:
        return True
    if (day.month, day.day) == BLACK_AWARENESS_DAY and day.year >= BLACK_AWARENESS_FROM:
        return True
    return (day - easter(day.year)).days in EASTER_OFFSETS


def same_or_next_business_day(day: date, local_holidays: frozenset[date] = frozenset()) -> date:
    """Return ``day`` or, where banks are shut, the first day after it on which they open."""
    while day.weekday() >= 5 or is_bank_holiday(day) or day in local_holidays:
        day += ONE_DAY
    return day
