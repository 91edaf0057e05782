"""Column arithmetic: where keys stand, by whichever way is the cheaper."""

from __future__ import annotations

import numpy as np
import pytest

from coopcli.calc.columns import Groups, Keyed, positions, strings


@pytest.mark.parametrize("straws", [3, 4, 5, 100])
def test_first_place_of_each_needle(straws: int):
    haystack = strings(["b", None, "a", "b", *(f"x{i}" for i in range(straws))])
    assert positions(strings(["a", None, "b", "z", "a"]), haystack).tolist() == [2, -1, 0, -1, 2]


def test_nothing_is_found_in_nothing():
    assert positions(strings([]), strings(["a"])).tolist() == []
    assert positions(strings(["a", None]), strings([])).tolist() == [-1, -1]


def test_both_ways_give_the_same_places():
    rng = np.random.default_rng(3)
    haystack = [str(n) for n in rng.integers(0, 500, 2_000)]
    needles = [None if n % 17 == 0 else str(n) for n in rng.integers(0, 700, 100)]
    found = positions(strings(needles), strings(haystack))  # 100 needles in 2,000 straws: the cheap way
    assert found.tolist() == [haystack.index(n) if n in haystack else -1 for n in needles]
    many = positions(strings(needles * 20), strings(haystack))  # 2,000 in 2,000: the haystack is indexed
    assert many.tolist() == found.tolist() * 20


NEVER = np.datetime64("NaT", "D")
PAYMENTS = Keyed(["L1", "L2", "L3", "L2"]).of(["L2", None, "L3", "L9", "L2", "L3"])
"""Six payments of loans L1 to L3 (L2 is written twice): the second tells no loan, the fourth one that is unknown."""


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def test_each_payment_finds_its_loan():
    assert PAYMENTS.known.tolist() == [True, False, True, False, True, True]
    assert PAYMENTS.at(np.array([10, 20, 30, 40]), 0).tolist() == [20, 0, 30, 0, 20, 30], "the first L2 counts"
    assert PAYMENTS.at(np.array([True, True, True, True]), none=False).tolist() == PAYMENTS.known.tolist()
    assert PAYMENTS.text(["a", "b", None, "d"]).fillna("?").tolist() == ["b", "?", "?", "?", "b", "?"]
    assert Keyed(["L1", None]).has(["L1", "L2", None]).tolist() == [True, False, False], "nothing is no key"


def test_what_loans_know_of_their_payments():
    cents = np.array([100, 7, 30, 7, 50, 5])
    assert PAYMENTS.count().tolist() == [0, 2, 2, 0]
    assert PAYMENTS.any().tolist() == [False, True, True, False]
    assert PAYMENTS.sum(cents).tolist() == [0, 150, 35, 0]
    assert PAYMENTS.min(cents, -1).tolist() == [-1, 50, 5, -1]
    assert PAYMENTS.max(-cents, 0).tolist() == [0, -50, -5, 0], "none is for the groups without rows only"
    assert PAYMENTS.first().at(cents, 0).tolist() == [0, 100, 30, 0]
    assert PAYMENTS.last().at(cents, 0).tolist() == [0, 50, 5, 0]
    assert PAYMENTS.where(cents > 40).count().tolist() == [0, 2, 0, 0]
    assert PAYMENTS.where(cents > 50).last().at(cents, 0).tolist() == [0, 100, 0, 0]


def test_dates_that_are_missing_do_not_count():
    paid = np.array(["2026-10-05", "2026-01-01", "NaT", "2026-01-01", "NaT", "2026-10-02"], dtype="datetime64[D]")
    for extreme in (PAYMENTS.min, PAYMENTS.max):
        found = extreme(paid, NEVER)
        assert np.isnat(found).tolist() == [True, False, False, True]
        assert found[1:3].tolist() == [day("2026-10-05").item(), day("2026-10-02").item()]
    assert np.isnat(PAYMENTS.at(np.array([], dtype="datetime64[D]"), NEVER)).all()


def test_groups_of_groups():
    members = Groups(np.array([0, 0, -1, 1]), 2)  # of the four loans
    assert PAYMENTS.within(members).of.tolist() == [0, -1, -1, -1, 0, -1]
    guessed = Groups(np.array([3, 3, 3, -1, 3, 3]), 4)
    assert PAYMENTS.otherwise(guessed).of.tolist() == [1, 3, 2, -1, 1, 2]


def test_what_rows_share_with_the_others_of_their_group():
    clients = Groups.numbered(np.array([1, 0, 1]))
    assert clients.size == 2 and Groups.numbered(np.array([], dtype=np.int64)).size == 0
    assert clients.total(np.array([10, 20, 30])).tolist() == [40, 20, 40]
    assert clients.shared(np.array([False, False, True])).tolist() == [True, False, True]
    assert PAYMENTS.total(np.full(6, 5)).tolist() == [10, 0, 10, 0, 10, 10], "of no loan: nothing"


def test_sums_are_exact_and_extremes_are_those_of_python():
    rng = np.random.default_rng(5)
    of, values = rng.integers(-1, 50, 5_000), rng.integers(-(10**15), 10**15, 5_000)
    groups = Groups(of, 50)
    own = [[int(v) for v in values[of == group]] for group in range(50)]
    assert groups.sum(values).tolist() == [sum(rows) for rows in own]
    assert groups.min(values, 0).tolist() == [min(rows) for rows in own]
    assert groups.max(values, 0).tolist() == [max(rows) for rows in own]
