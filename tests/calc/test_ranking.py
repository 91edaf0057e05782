"""AUC, KS, Gini and PSI: by hand, with ties, and against scipy."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from coopcli.calc.ranking import curve_of, even_groups, group_of, stability_parts


def flags(text: str) -> np.ndarray:
    return np.array([letter == "m" for letter in text])


def test_auc_and_ks_by_hand_with_a_tie() -> None:
    """Bad 3 and 2, good 1 and 2: of the four pairs three are won and one is a tie, 3,5/4. KS: at 3, 1/2 less 0."""
    curve = curve_of(np.array([3, 2, 1, 2]), flags("mmbb"))
    assert curve is not None
    assert (curve.auc, curve.ks, curve.gini) == (0.875, 0.5, 0.75)
    assert (curve.at, curve.bad, curve.good) == ((3, 2, 1), (0, 1, 2, 2), (0, 0, 1, 2))


@pytest.mark.parametrize(
    ("risk", "who", "auc", "ks", "because"),
    [
        ([2, 2, 2, 2], "mbmb", 0.5, 0.0, "todos empatados: meio ponto em cada par, e nenhuma distância"),
        ([4, 3, 2, 1], "mmbb", 1.0, 1.0, "todo mau acima de todo bom"),
        ([1, 2, 3, 4], "mmbb", 0.0, 1.0, "ao contrário: nenhum par ganho, e a distância é a mesma"),
        ([1, 2], "mb", 0.0, 1.0, "um de cada"),
    ],
)
def test_extremes(risk: list[int], who: str, auc: float, ks: float, because: str) -> None:
    curve = curve_of(np.array(risk), flags(who))
    assert curve is not None
    assert (curve.auc, curve.ks) == (auc, ks), because


@pytest.mark.parametrize("who", ["mmm", "bbb", ""])
def test_no_curve_where_there_is_one_kind_alone(who: str) -> None:
    assert curve_of(np.arange(len(who)), flags(who)) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40))
def test_agrees_with_scipy(cases: list[tuple[int, bool]]) -> None:
    risk, bad = np.array([c[0] for c in cases]), np.array([c[1] for c in cases])
    curve = curve_of(risk, bad)
    if curve is None:
        assert bad.all() or not bad.any()
        return
    pairs = int(bad.sum()) * int((~bad).sum())
    assert curve.auc == pytest.approx(stats.mannwhitneyu(risk[bad], risk[~bad]).statistic / pairs)
    assert curve.ks == pytest.approx(stats.ks_2samp(risk[bad], risk[~bad]).statistic)


def test_psi_by_hand() -> None:
    """50/50 to 25/75: (-0,25)·ln 0,5 + 0,25·ln 1,5 = 0,25·ln 3."""
    parts = stability_parts(np.array([50, 50]), np.array([10, 30]), 0.0001)
    assert parts.tolist() == pytest.approx([0.25 * log(2), 0.25 * log(1.5)])
    assert parts.sum() == pytest.approx(0.25 * log(3))


def test_psi_of_the_same_distribution_is_zero() -> None:
    assert stability_parts(np.array([3, 7]), np.array([30, 70]), 0.0001).tolist() == [0, 0]


def test_an_empty_group_counts_as_the_declared_share() -> None:
    """100% to 50%, and 0% (conta como 0,01%) to 50%."""
    parts = stability_parts(np.array([8, 0]), np.array([4, 4]), 0.0001)
    assert parts.tolist() == pytest.approx([-0.5 * log(0.5), 0.4999 * log(5000)])
    assert stability_parts(np.array([8, 0]), np.array([4, 0]), 0.0001).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("values", "groups", "ends", "because"),
    [
        ([1, 2, 3, 4], 2, [2, 4], "duas metades"),
        ([1, 1, 1, 1], 4, [1], "empates não se separam"),
        ([1, 1, 1, 2, 3, 3], 2, [1, 3], "o 2 e os 3 ficam na metade de cima"),
        ([5], 10, [5], "um só caso"),
        ([], 10, [], "nenhum"),
    ],
)
def test_even_groups_keep_ties_together(values: list[int], groups: int, ends: list[int], because: str) -> None:
    assert even_groups(np.array(values, dtype=np.int64), groups).tolist() == ends, because


def test_what_is_above_all_ends_is_of_the_last_group() -> None:
    assert group_of(np.array([0, 2, 3, 4, 99]), np.array([2, 4])).tolist() == [0, 0, 1, 1, 1]
