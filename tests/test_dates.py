"""Months, business days and dates, on both sides of each edge."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.dates import (
    DAY,
    FOREVER,
    NEVER,
    BusinessCalendar,
    add_months,
    bank_holidays,
    brazilian,
    calendar_months,
    days_after,
    days_between,
    full_months,
    month_end,
    month_ends,
    month_starts,
    parse_date,
    parse_month,
    started_months,
    term_end,
)


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize("text", ["31/10/2026", "2026-10-31", " 31/10/2026 "])
def test_a_date_is_parsed(text: str) -> None:
    assert parse_date(text) == date(2026, 10, 31)
    assert brazilian(parse_date(text)) == "31/10/2026"


@pytest.mark.parametrize("text", ["31/02/2026", "10/31/2026", "31-10-2026", "2026/10/31", "", "31/10/26"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text)


@pytest.mark.parametrize("text", ["2026-10", "10/2026", " 2026-10 "])
def test_a_month_is_parsed(text: str) -> None:
    assert parse_month(text) == (2026, 10)


@pytest.mark.parametrize("text", ["2026-13", "00/2026", "2026", "2026-1", "10-2026", "2026-10-31"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError):
        parse_month(text)


@pytest.mark.parametrize(
    "year, month, day", [(2026, 1, 31), (2026, 2, 28), (2024, 2, 29), (1900, 2, 28), (2000, 2, 29), (2026, 12, 31)]
)
def test_the_last_day_of_a_month(year: int, month: int, day: int) -> None:
    assert month_end(year, month) == date(year, month, day)


@pytest.mark.parametrize(
    "start, months, expected",
    [
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-28", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_are_added_up_to_the_end_of_the_shorter_month(start: str, months: int, expected: str) -> None:
    assert add_months(days(start), months).tolist() == days(expected).tolist()


@pytest.mark.parametrize(
    "since, until, turns, whole",
    [
        ("2026-01-31", "2026-02-01", 1, 0),
        ("2026-01-01", "2026-01-31", 0, 0),
        ("2026-01-15", "2026-02-14", 1, 0),
        ("2026-01-15", "2026-02-15", 1, 1),
        ("2026-01-31", "2026-02-27", 1, 0),
        ("2026-01-31", "2026-02-28", 1, 0),  # Civil Code, art. 132, § 3: the term ends on the day right after
        ("2026-01-31", "2026-03-01", 2, 1),
        ("2024-01-31", "2024-02-29", 1, 0),
        ("2024-01-29", "2024-02-29", 1, 1),
        ("2025-12-31", "2026-12-30", 12, 11),
        ("2025-12-31", "2026-12-31", 12, 12),
    ],
)
def test_month_turns_and_whole_months(since: str, until: str, turns: int, whole: int) -> None:
    assert calendar_months(days(since), np.datetime64(until), missing=0).tolist() == [turns]
    assert full_months(days(since), np.datetime64(until), missing=0).tolist() == [whole]


@pytest.mark.parametrize(
    "since, until, months",
    [
        ("2026-10-31", "2029-10-31", 36),  # exactly thirty-six months
        ("2026-10-31", "2029-11-01", 37),  # and a day more
        ("2026-10-31", "2029-10-30", 36),
        ("2026-10-31", "2026-10-31", 0),
        ("2026-10-31", "2026-11-01", 1),
        ("2026-10-31", "2026-02-28", 0),  # already past
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-03-01", 1),  # the term of a month ends on 1 March
        ("2026-01-31", "2026-03-02", 2),
    ],
)
def test_months_ahead_count_whole_once_begun(since: str, until: str, months: int) -> None:
    assert started_months(np.datetime64(since), days(until), missing=0).tolist() == [months]


@pytest.mark.parametrize(
    "start, months, end",
    [
        ("2026-08-31", 6, "2027-03-01"),  # February has no 31st: the day right after
        ("2027-08-30", 6, "2028-03-01"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-10-31", 0, "2026-10-31"),
    ],
)
def test_the_end_of_a_term_of_months(start: str, months: int, end: str) -> None:
    assert term_end(days(start), months).tolist() == days(end).tolist()


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 600))
def test_a_term_has_ended_on_its_last_day_and_not_before(day: date, months: int) -> None:
    (end,) = term_end(days(day.isoformat()), months)
    start, around = days(day.isoformat(), day.isoformat()), np.array([end - DAY, end])
    assert full_months(start, around, missing=0).tolist() == [months - 1, months]
    assert started_months(np.datetime64(day), around + DAY, missing=0).tolist() == [months, months + 1]


WITH_GAPS = days("2026-08-31", "NaT", "2026-08-31", "NaT")
UNTIL = days("2027-03-01", "2027-03-01", "NaT", "NaT")


def test_what_is_worked_out_from_a_missing_date_is_missing() -> None:
    """31/08/2026 and six months is 28/02/2027, as a term 01/03/2027, for want of a 31st; two days on it is 02/09."""
    counts = np.array([6, 6, -6, 0])
    assert add_months(WITH_GAPS, counts).tolist() == [date(2027, 2, 28), None, date(2026, 2, 28), None]
    assert term_end(WITH_GAPS, counts).tolist() == [date(2027, 3, 1), None, date(2026, 3, 1), None]
    assert days_after(WITH_GAPS, 2).tolist() == [date(2026, 9, 2), None] * 2
    assert month_starts(WITH_GAPS).tolist() == [date(2026, 8, 1), None] * 2
    assert month_ends(WITH_GAPS).tolist() == [date(2026, 8, 31), None] * 2
    assert str(NEVER) == "NaT"


@pytest.mark.parametrize("missing", [0, -1])
def test_a_number_between_dates_says_what_stands_where_one_is_missing(missing: int) -> None:
    """31/08/2026 to 01/03/2027: 182 days, seven turns of the month, six terms ended, six begun."""
    gone = [missing] * 3
    assert days_between(WITH_GAPS, UNTIL, missing=missing).tolist() == [182, *gone]
    assert calendar_months(WITH_GAPS, UNTIL, missing=missing).tolist() == [7, *gone]
    assert full_months(WITH_GAPS, UNTIL, missing=missing).tolist() == [6, *gone]
    assert started_months(WITH_GAPS, UNTIL, missing=missing).tolist() == [6, *gone]
    assert started_months(NEVER, UNTIL, missing=missing).tolist() == [missing] * 4
    assert full_months(UNTIL, NEVER, missing=missing).tolist() == [missing] * 4


@pytest.mark.parametrize("count", [10**7, np.iinfo(np.int64).max])
def test_no_date_lies_beyond_the_first_and_the_last_that_can_be_written(count: int) -> None:
    today = days("2026-10-31")
    for moved in (add_months, term_end):
        assert moved(today, count).tolist() == [date(9999, 12, 31)]
        assert moved(today, -count).tolist() == [date(1, 1, 31)]
    assert days_after(today, count).tolist() == [date(9999, 12, 31)]
    assert days_after(today, -count).tolist() == [date(1, 1, 1)]


def test_what_has_no_end_counts_like_any_other_date() -> None:
    """From 31/12/2026 to 31/12/9999 are 7.973 years: 95.676 months; the last day of the last month is itself."""
    open_end = np.array([FOREVER])
    assert full_months(days("2026-12-31"), FOREVER, missing=0).tolist() == [95_676]
    assert started_months(days("2026-12-31"), open_end, missing=0).tolist() == [95_676]
    assert month_ends(open_end).tolist() == add_months(open_end, 1).tolist() == [date(9999, 12, 31)]


OPTIONAL = ("Carnaval", "Início da Quaresma", "Corpus Christi")


@pytest.fixture(scope="module")
def calendar() -> BusinessCalendar:
    return bank_holidays(range(2023, 2027), OPTIONAL, [date(2026, 10, 28)])


@pytest.mark.parametrize(
    "day, is_open",
    [
        (date(2026, 10, 30), True),  # Friday
        (date(2026, 10, 31), False),  # Saturday
        (date(2026, 11, 1), False),  # Sunday
        (date(2026, 11, 2), False),  # Finados, a Monday
        (date(2026, 11, 3), True),
        (date(2024, 11, 20), False),  # a national holiday since Lei 14.759/2023
        (date(2023, 11, 20), True),  # not yet
        (date(2026, 10, 28), False),  # municipal, given from outside
    ],
)
def test_days_on_which_banks_open(calendar: BusinessCalendar, day: date, is_open: bool) -> None:
    assert (calendar.same_or_next(days(day.isoformat())).tolist() == [day]) is is_open


def test_optional_days_close_banks_only_where_they_are_named() -> None:
    carnival = date(2026, 2, 17)
    names = bank_holidays([2026], ("Carnaval",), []).holidays
    assert carnival in names
    assert carnival not in bank_holidays([2026], (), []).holidays


def test_business_days_after_a_day_and_since_it(calendar: BusinessCalendar) -> None:
    """Friday 30/10/2026, then a weekend and Finados: the first business day after is Tuesday 03/11, the second 04/11."""
    friday = days("2026-10-30", "2026-10-30", "2026-10-30", "2026-10-30", "NaT")
    ends = calendar.business_days_after(friday, np.array([0, 1, 2, -1, 1]))
    assert ends.tolist() == [date(2026, 10, 30), date(2026, 11, 3), date(2026, 11, 4), None, None]
    assert calendar.business_days_after(friday[:1], 2).tolist() == [date(2026, 11, 4)]
    since = days("2026-10-30", "2026-11-02", "2026-11-03", "NaT")
    assert calendar.business_days_since(since, np.datetime64("2026-11-03"), missing=-1).tolist() == [1, 1, 0, -1]


def test_the_next_business_day(calendar: BusinessCalendar) -> None:
    found = calendar.same_or_next(days("2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "NaT"))
    assert found.tolist() == [date(2026, 10, 30), date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 3), None]


def test_month_ends() -> None:
    days = np.array(["2026-02-01", "2026-02-28", "2028-02-10", "2026-12-31", "NaT"], dtype="datetime64[D]")
    assert [str(day) for day in month_ends(days)] == ["2026-02-28", "2026-02-28", "2028-02-29", "2026-12-31", "NaT"]
