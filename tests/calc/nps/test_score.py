"""The score against the study's counts and against sums done here in another way."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.nps.score import by_segment, change_between, classes_of, score_of, segments_of, standard_error
from coopcli.results.nps import Score
from coopcli.words import FRAMES

from .building import QUESTIONNAIRE, answered, rule

RULE = rule("net-promoter-score")
STUDY = (354, 52, 9)
COUNTS = st.tuples(*[st.integers(0, 60)] * 3)


def classes(promoters: int, neutrals: int, detractors: int) -> pd.Series:  # type: ignore[type-arg]
    return pd.Series(["promoter"] * promoters + ["neutral"] * neutrals + ["detractor"] * detractors, dtype="object")


def test_the_study() -> None:
    """4.3: 354 promoters, 52 neutrals, 9 detractors: (354 − 9) ÷ 415 = 83,13…, not the 82 that is printed."""
    score = score_of(classes(*STUDY), RULE, 15_000)
    assert score.exact == Fraction(34_500, 415)
    assert f"{score.points:.2f}" == "83.13"
    assert score.zone == "Excelência"


def test_interval_of_the_study_by_hand() -> None:
    """p = 354/415, d = 9/415; variance p + d − (p − d)² = 0,183894; ÷ 415 × (15.000 − 415) ÷ 14.999 = 0,00043088;
    root 0,0207577; × 1,959964 = 4,0685 points."""
    score = score_of(classes(*STUDY), RULE, 15_000)
    assert score.low is not None and score.high is not None
    p, d = 354 / 415, 9 / 415
    half = 100 * 1.959963985 * math.sqrt((p + d - (p - d) ** 2) / 415 * (15_000 - 415) / 14_999)
    assert (score.low, score.high) == (
        pytest.approx(83.1325301 - half, abs=1e-6),
        pytest.approx(83.1325301 + half, abs=1e-6),
    )
    assert 4.0 < half < 4.1


@settings(deadline=None, max_examples=40)
@given(COUNTS)
def test_standard_error_is_that_of_the_mean_of_hundreds(counts: tuple[int, int, int]) -> None:
    """The score is the mean of +100, 0 and −100: numpy's deviation ÷ √n is its standard error."""
    if not sum(counts):
        return
    values = np.repeat([100, 0, -100], counts)
    score = Score(*counts)
    assert score.points == pytest.approx(values.mean())
    assert standard_error(score) == pytest.approx(values.std() / math.sqrt(len(values)))


@settings(deadline=None, max_examples=40)
@given(COUNTS, st.integers(0, 200))
def test_interval_holds_the_score_and_stays_on_the_scale(counts: tuple[int, int, int], more: int) -> None:
    score = score_of(classes(*counts), RULE, sum(counts) + more)
    if score.low is None or score.high is None or score.points is None:
        assert max(counts) == sum(counts)
        return
    assert -100 <= score.low <= score.points + 1e-9
    assert score.points - 1e-9 <= score.high <= 100


def test_a_census_has_no_error() -> None:
    score = score_of(classes(6, 3, 1), RULE, 10)
    assert score.low == score.high == score.points == 50


def test_all_alike_tell_no_interval_but_of_a_census() -> None:
    assert score_of(classes(30, 0, 0), RULE, 500).low is None
    assert score_of(classes(30, 0, 0), RULE, 30).low == 100


def test_a_population_below_the_answers_is_not_believed() -> None:
    """Ten answers of nine members: nobody can say so, and no interval of no width may come of it."""
    assert score_of(classes(6, 3, 1), RULE, 9) == score_of(classes(6, 3, 1), RULE)
    assert score_of(classes(5, 0, 0), RULE, 2).low is None


def test_one_respondent_and_none() -> None:
    assert score_of(classes(1, 0, 0), RULE).points == 100
    nobody = score_of(classes(0, 0, 0), RULE, 100)
    assert (nobody.points, nobody.low, nobody.zone) == (None, None, "")


@pytest.mark.parametrize(
    ("counts", "zone", "because"),
    [
        ((0, 0, 5), "Crítica", "−100"),
        ((99, 2, 100), "Crítica", "−0,5 fica na zona do inteiro abaixo, −1"),
        ((5, 0, 5), "Aperfeiçoamento", "0"),
        ((499, 500, 0), "Aperfeiçoamento", "49,95 é menos que 50"),
        ((5, 5, 0), "Qualidade", "50"),
        ((749, 251, 0), "Qualidade", "74,9 é menos que 75"),
        ((3, 1, 0), "Excelência", "75"),
        ((5, 0, 0), "Excelência", "100"),
    ],
)
def test_zones_at_their_edges(counts: tuple[int, int, int], zone: str, because: str) -> None:
    assert score_of(classes(*counts), RULE).zone == zone, because


def test_classes_leave_out_what_is_no_note() -> None:
    found = classes_of(pd.Series([0, 6, 7, 8, 9, 10, np.nan]), RULE)
    assert found.tolist()[:6] == ["detractor", "detractor", "neutral", "neutral", "promoter", "promoter"]
    assert found.isna().tolist() == [False] * 6 + [True]


def segments(people: list[dict[str, str]]) -> pd.DataFrame:
    found = answered(people)
    given_classes = classes_of(found.respondents["nps"], RULE)
    branches = FRAMES["survey_branches"].empty()
    return by_segment(given_classes, segments_of(found, QUESTIONNAIRE, branches), RULE, {})


def test_segments_add_up_and_small_ones_have_no_score() -> None:
    """minimum_segment_count is 10: ten women have a score, nine men have their counts alone."""
    people = (
        [{"nps": "10", "sexo": "F"}] * 10
        + [{"nps": "6", "sexo": "M"}] * 9
        + [{"nps": "8"}] * 2
        + [{"nps": "12", "sexo": "M"}]
    )
    rows = segments(people).set_index("value")
    assert rows["answers"].to_dict() == {"Feminino": 10, "Masculino": 9, "Não informado": 2}
    assert rows["nps"].fillna(-999).to_dict() == {"Feminino": 100, "Masculino": -999, "Não informado": -999}
    assert rows["detractor_count"].to_dict() == {"Feminino": 0, "Masculino": 9, "Não informado": 0}


def test_a_question_that_nobody_answered_is_no_segment() -> None:
    assert set(segments([{"nps": "10"}])["segment"]) == set()


def test_change_between_waves_by_hand() -> None:
    """Before 65 = (88 − 10)/120, after 83,13: the difference ÷ √(sum of the squared errors) is z; p = erfc(z ÷ √2)."""
    before, after = Score(88, 22, 10), Score(*STUDY, population=15_000)
    told = change_between(before, after, 0.05)
    z = (after.points - before.points) / math.hypot(standard_error(before), standard_error(after))  # type: ignore[operator]
    assert told["points_change"] == pytest.approx(18.1325, abs=1e-4)
    assert told["statistic"] == pytest.approx(z)
    assert told["p"] == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert told["is_significant"] is True


def test_no_change_is_not_significant_and_an_empty_wave_is_not_tested() -> None:
    assert change_between(Score(5, 3, 2), Score(5, 3, 2), 0.05)["is_significant"] is False
    assert change_between(Score(0, 0, 0), Score(5, 3, 2), 0.05) == {}
    assert "p" not in change_between(Score(5, 0, 0), Score(9, 0, 0), 0.05)
