"""Days that count, against a count of one day after the other."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopcli.calc.collection.clock import StoppedClock, stopped

ON = date(2026, 10, 31)
Pause = tuple[int, int, int]
"""A debt, and the first and the last day of its pause, in days before the date."""


def clock_of(pauses: list[Pause]) -> StoppedClock:
    debt, first, last = (np.array([pause[i] for pause in pauses], dtype=np.int64) for i in range(3))
    on = np.datetime64(ON, "D")
    return stopped(on, debt, on - first, np.minimum(on - last, on))


def counted(since: int, pauses: list[Pause], debt: int) -> list[date]:
    """Return the days after ``since`` and up to the date on which no pause of the debt held."""
    days = [ON - timedelta(days=n) for n in range(since)][::-1]
    held = {ON - timedelta(days=n) for d, first, last in pauses if d == debt for n in range(last, first + 1)}
    return [day for day in days if day not in held]


pauses = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-5, 60), st.integers(-5, 60)).map(
        lambda p: (p[0], max(p[1], p[2]), min(p[1], p[2]))
    ),
    max_size=6,
)


@given(pauses=pauses, since=st.lists(st.integers(0, 50), min_size=3, max_size=3), wanted=st.integers(0, 40))
def test_against_a_count_of_each_day(pauses: list[Pause], since: list[int], wanted: int) -> None:
    clock = clock_of([pause for pause in pauses if pause[1] >= 0])
    of = np.arange(3)
    start = np.datetime64(ON, "D") - np.array(since)
    days = [counted(since[debt], pauses, debt) for debt in range(3)]
    assert clock.elapsed(start, of).tolist() == [len(found) for found in days]
    assert clock.held(start, of).tolist() == [since[i] - len(found) for i, found in enumerate(days)]
    ends = clock.after(start, np.full(3, wanted), of).astype(object).tolist()
    for debt, found in enumerate(days):
        if wanted == 0 or wanted <= len(found):
            expected = found[wanted - 1] if wanted else ON - timedelta(days=since[debt])
            assert _last_counted(ends[debt], debt, pauses, since[debt]) == expected
        else:  # the rest of the term lies ahead, where nobody knows of pauses
            assert ends[debt] == ON + timedelta(days=wanted - len(found))


def _last_counted(end: date, debt: int, pauses: list[Pause], since: int) -> date:
    """Return the last day up to ``end`` that counted: a pause that begins on the last day moves the end past it."""
    days = [day for day in counted(since, pauses, debt) if day <= end]
    return days[-1] if days else ON - timedelta(days=since)


def test_pauses_that_overlap_or_touch_are_one() -> None:
    """From 30 to 20 days ago, 25 to 15, and 14 to 10: one pause of 21 days, for debt 0 alone."""
    clock = clock_of([(0, 30, 20), (0, 25, 15), (0, 14, 10), (1, 3, 3)])
    assert clock.debt.tolist() == [0, 1]
    start = np.datetime64(ON, "D") - np.array([40, 40])
    assert clock.held(start, np.arange(2)).tolist() == [21, 1]
    assert clock.elapsed(start, np.arange(2)).tolist() == [19, 39]


def test_nothing_to_count_from() -> None:
    clock = clock_of([(0, 5, 1)])
    never = np.array([np.datetime64("NaT", "D")])
    assert clock.elapsed(never, np.zeros(1, dtype=np.int64)).tolist() == [0]
    assert np.isnat(clock.after(never, np.array([3]), np.zeros(1, dtype=np.int64))).all()
