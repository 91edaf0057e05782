"""Column arithmetic: where keys stand, by whichever way is the cheaper."""

from __future__ import annotations

import numpy as np
import pytest

from coopcli.calc.columns import positions, strings


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
