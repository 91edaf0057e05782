"""Attributes against Quadro 4 and against sums done here in another way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.nps import attributes
from coopcli.results.nps import Question

from .building import rule

RULE = rule("statistics")

QUADRO_4 = {
    "Tempo_espera": ((1, 10, 97, 102, 185), 4.1646, 0.9016, 1, 4),
    "Educacao_Disponibilidade": ((1, 0, 18, 53, 317), 4.7609, 0.5533, 1, 5),
    "Rapidez_problemas": ((1, 0, 46, 68, 278), 4.5827, 0.7135, 1, 5),
    "Apresentacao_Prod_Serv": ((1, 0, 14, 113, 266), 4.6320, 0.5788, 1, 5),
    "Preco": ((1, 0, 32, 104, 254), 4.5601, 0.6647, 1, 5),
    "Condicoes_Pagamento": ((0, 1, 14, 106, 263), 4.6432, 0.5647, 2, 5),
    "Conhecimento_Colaborador": ((1, 0, 14, 74, 307), 4.7323, 0.5457, 1, 5),
    "Adaptacao": ((1, 0, 18, 77, 293), 4.6992, 0.5784, 1, 5),
    "Inovacao": ((0, 1, 23, 98, 265), 4.6202, 0.6090, 2, 5),
    "Localizacao": ((1, 0, 17, 67, 306), 4.7315, 0.5611, 1, 5),
    "Seguranca": ((1, 18, 47, 49, 278), 4.4885, 0.8924, 1, 5),
    "Ambiente": ((1, 0, 23, 55, 313), 4.7321, 0.5873, 1, 5),
    "Nome_Prod_Serv_conhecido": ((1, 0, 22, 87, 283), 4.6565, 0.6074, 1, 5),
    "Cumpre_promete": ((1, 0, 26, 68, 297), 4.6837, 0.6168, 1, 5),
    "Colabores_Confiaveis": ((1, 0, 11, 51, 333), 4.8056, 0.4931, 1, 5),
}
"""Quadro 4 of the study (mean, deviation, minimum, median; the maximum is 5) and frequencies that give it."""


def described(values: list[float], scores: list[float] | None = None, given: list[str] | None = None) -> pd.Series:  # type: ignore[type-arg]
    frame = pd.DataFrame({"x": values})
    told = pd.Series(scores or [np.nan] * len(values))
    classes = pd.Series(given or [None] * len(values), dtype="object")
    question = Question("x", "X", "scale", "G", lowest=1, highest=5)
    return attributes.described(frame, [question], told, classes, RULE).iloc[0]


@pytest.mark.parametrize("name", QUADRO_4)
def test_quadro_4(name: str) -> None:
    frequencies, mean, deviation, minimum, median = QUADRO_4[name]
    row = described([float(mark) for mark, times in enumerate(frequencies, 1) for _ in range(times)])
    assert (round(row["mean"], 4), round(row["deviation"], 4)) == (mean, deviation)
    assert (row["minimum"], row["median"], row["maximum"], row["n"]) == (minimum, median, 5, sum(frequencies))
    assert row["top_rate"] == pytest.approx(sum(frequencies[3:]) / sum(frequencies))


def test_gap_by_class_and_top_boxes() -> None:
    """Promoters 5 and 4, detractors 2: 4,5 − 2 = 2,5; two of four marked 4 or 5."""
    row = described([5, 4, 2, 3, np.nan], given=["promoter", "promoter", "detractor", "neutral", "promoter"])
    assert (row["gap"], row["top_rate"], row["n"], row["neutral_mean"]) == (2.5, 0.5, 4, 3)


def test_one_respondent_has_a_mean_and_no_deviation() -> None:
    row = described([4], [9], ["promoter"])
    assert row["mean"] == 4
    assert math.isnan(row["deviation"]) and math.isnan(row["importance_r"]) and math.isnan(row["gap"])


def test_nobody_answered() -> None:
    row = described([np.nan, np.nan])
    assert row["n"] == 0
    assert math.isnan(row["top_rate"])


def test_pearson_by_the_definition() -> None:
    """Covariance over the product of deviations; p of t = r·√((n − 2) ÷ (1 − r²)) with n − 2 degrees."""
    from scipy.stats import t

    x, y = pd.Series([1.0, 2, 3, 4, np.nan, 7]), pd.Series([2.0, 1, 4, 3, 5, np.nan])
    r, p, n = attributes.pearson(x, y)
    a, b = np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3])
    by_hand = ((a - a.mean()) * (b - b.mean())).sum() / math.sqrt(
        ((a - a.mean()) ** 2).sum() * ((b - b.mean()) ** 2).sum()
    )
    assert (r, n) == (pytest.approx(by_hand), 4)
    assert by_hand == pytest.approx(0.6)
    assert p == pytest.approx(2 * t.sf(0.6 * math.sqrt(2 / (1 - 0.36)), 2))


@pytest.mark.parametrize("pair", [([1.0, 1, 1], [1.0, 2, 3]), ([1.0, 2], [1.0, 2]), ([np.nan] * 3, [1.0, 2, 3])])
def test_what_does_not_vary_has_no_correlation(pair: tuple[list[float], list[float]]) -> None:
    r, p, _ = attributes.pearson(pd.Series(pair[0]), pd.Series(pair[1]))
    assert math.isnan(r) and math.isnan(p)


def with_choice(name: str, value: str):  # type: ignore[no-untyped-def]
    parameters = dict(RULE.parameters) | {name: replace(RULE.parameters[name], value=value)}
    return replace(RULE, parameters=parameters)


def test_pairwise_and_listwise_use_different_rows() -> None:
    values = pd.DataFrame({"a": [1.0, 2, 3, 4, 9], "b": [1.0, 2, 4, 3, 9], "c": [4.0, 3, 2, 1, np.nan]})
    pairwise = attributes.pairs_of(values, RULE, 0.05)
    listwise = attributes.pairs_of(values, with_choice("correlation_deletion", "listwise"), 0.05)
    assert pairwise["n"].tolist() == [5, 4, 4]
    assert listwise["n"].tolist() == [4, 4, 4]
    assert listwise["r"].iloc[0] == pytest.approx(0.8)


def test_strong_is_above_seven_tenths() -> None:
    values = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.0, 2, 4, 3], "c": [2.0, 1, 4, 3], "d": [1.0] * 4})
    rows = attributes.pairs_of(values, RULE, 0.05).set_index(["first", "second"])
    assert rows.loc[("a", "b"), "is_strong"]  # 0,8
    assert not rows.loc[("a", "c"), "is_strong"]  # 0,6
    assert pd.isna(rows.loc[("a", "d"), "is_strong"])


def test_chi_square_by_the_formula_of_two_by_two() -> None:
    """n·(ad − bc)² ÷ product of the margins: 100 × (10·40 − 20·30)² ÷ (30·70·40·60) = 0,793651."""
    first = pd.Series(["x"] * 30 + ["y"] * 70)
    second = pd.Series(["p"] * 10 + ["q"] * 20 + ["p"] * 30 + ["q"] * 40)
    columns = {"sexo": ("Sexo", first), "recomendação": ("Classe", second)}
    row = attributes.associations_of(columns, RULE, 0.05).iloc[0]
    assert (row["statistic"], row["freedom"], row["n"]) == (pytest.approx(0.7936508), 1, 100)
    assert row["p"] == pytest.approx(math.erfc(math.sqrt(0.7936508 / 2)), abs=1e-6)
    assert row["note"] is None


def test_small_expected_frequencies_are_told_and_a_single_group_is_not_tested() -> None:
    columns = {"sexo": ("Sexo", pd.Series(["F", "M", "F"])), "recomendação": ("Classe", pd.Series(["a", "b", "a"]))}
    assert "abaixo de 5" in attributes.associations_of(columns, RULE, 0.05).iloc[0]["note"]
    alone = columns | {"sexo": ("Sexo", pd.Series(["F", "F", None]))}
    assert math.isnan(attributes.associations_of(alone, RULE, 0.05).iloc[0]["p"])


def test_ages_are_split_at_their_median() -> None:
    title, groups = attributes.split_at_median(pd.Series([20.0, 37, 40, np.nan]))
    assert groups.fillna("").tolist() == ["menores", "maiores", "maiores", ""]
    assert "37 anos" in title


def test_normality_says_where_its_table_ends() -> None:
    rng = np.random.default_rng(1)
    values = pd.DataFrame({"normal": rng.standard_normal(200), "marks": rng.choice([4.0, 5.0], 200), "same": 5.0})
    rows = attributes.normality_of(values, 0.05).set_index("variable")
    assert rows.loc["marks", "p_text"] == "menos de 0,001"
    assert not rows.loc["marks", "is_normal"]
    assert rows.loc["normal", "is_normal"]
    assert pd.isna(rows.loc["same", "is_normal"])


def test_lilliefors_statistic_is_the_largest_distance() -> None:
    """D: the largest step between the sample's distribution and the normal of its own mean and deviation."""
    from scipy.stats import norm

    x = np.array([1.0, 2, 2, 3, 5, 8, 13])
    row = attributes.normality_of(pd.DataFrame({"x": x}), 0.05).iloc[0]
    cdf = norm.cdf(np.sort(x), x.mean(), x.std(ddof=1))
    steps = np.arange(1, 8) / 7
    assert row["statistic"] == pytest.approx(max((steps - cdf).max(), (cdf - steps + 1 / 7).max()))
