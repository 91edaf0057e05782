"""Months and holidays, against the almanac."""

from __future__ import annotations

from datetime import date

import pytest

from .calendar_days import (
    easter,
    is_bank_holiday,
    month_turns,
    months_after,
    same_or_next_business_day,
    whole_months,
)


@pytest.mark.parametrize(
    "day, months, missing_day, expected",
    [
        (date(2026, 10, 15), 1, "last", date(2026, 11, 15)),
        (date(2026, 12, 31), 1, "last", date(2027, 1, 31)),
        (date(2026, 10, 31), 1, "last", date(2026, 11, 30)),
        (date(2026, 10, 31), 1, "next", date(2026, 12, 1)),
        (date(2026, 8, 31), 6, "last", date(2027, 2, 28)),
        (date(2026, 8, 31), 6, "next", date(2027, 3, 1)),
        (date(2027, 8, 31), 6, "last", date(2028, 2, 29)),
        (date(2024, 2, 29), 36, "last", date(2027, 2, 28)),
        (date(2024, 2, 29), 36, "next", date(2027, 3, 1)),
        (date(2024, 2, 29), 48, "next", date(2028, 2, 29)),
    ],
)
def test_months_after(day: date, months: int, missing_day: str, expected: date) -> None:
    assert months_after(day, months, missing_day) == expected


@pytest.mark.parametrize(
    "since, until, turns, whole",
    [
        (date(2028, 2, 29), date(2028, 2, 29), 0, 0),
        (date(2028, 2, 29), date(2028, 3, 1), 1, 0),
        (date(2028, 2, 29), date(2028, 3, 28), 1, 0),
        (date(2028, 2, 29), date(2028, 3, 29), 1, 1),
        (date(2027, 1, 31), date(2027, 2, 27), 1, 0),
        (date(2027, 1, 31), date(2027, 2, 28), 1, 1),
        (date(2026, 1, 31), date(2027, 12, 31), 23, 23),
    ],
)
def test_months_between(since: date, until: date, turns: int, whole: int) -> None:
    assert month_turns(since, until) == turns
    assert whole_months(since, until) == whole


@pytest.mark.parametrize(
    "sunday",
    [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ],
)
def test_easter(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 16),  # Carnival Monday
        date(2026, 2, 17),  # Carnival Tuesday
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 21),
        date(2026, 5, 1),
        date(2026, 6, 4),  # Corpus Christi
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 2),
        date(2026, 11, 15),
        date(2026, 11, 20),
        date(2026, 12, 25),
        date(2024, 11, 20),  # the first year of Lei 14.759/2023
    ],
)
def test_bank_holidays(day: date) -> None:
    assert is_bank_holiday(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 2, 18),  # Ash Wednesday: banks open at noon
        date(2023, 11, 20),  # national only from 2024 (Lei 14.759/2023)
        date(2026, 12, 24),
        date(2026, 10, 28),
    ],
)
def test_no_bank_holiday(day: date) -> None:
    assert not is_bank_holiday(day)


@pytest.mark.parametrize(
    "day, expected",
    [
        (date(2026, 10, 30), date(2026, 10, 30)),  # Friday
        (date(2026, 10, 31), date(2026, 11, 3)),  # Saturday, Sunday, All Souls on Monday
        (date(2026, 2, 14), date(2026, 2, 18)),  # Saturday before Carnival
        (date(2026, 10, 12), date(2026, 10, 13)),  # holiday on a Monday
        (date(2027, 1, 1), date(2027, 1, 4)),  # Friday, holiday, and the weekend
    ],
)
def test_same_or_next_business_day(day: date, expected: date) -> None:
    assert same_or_next_business_day(day) == expected


def test_a_municipal_holiday_counts() -> None:
    holiday = frozenset({date(2026, 11, 3)})
    assert same_or_next_business_day(date(2026, 10, 31), holiday) == date(2026, 11, 4)
