"""The profile of default: tests by hand and against scipy, regressions against other reckonings, and odd data."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from coopcli.calc.columns import folded_column
from coopcli.calc.profile.association import association
from coopcli.calc.profile.bands import band_tables
from coopcli.calc.profile.design import Design, linear_design, logistic_design
from coopcli.calc.profile.facts import wages_begun
from coopcli.calc.profile.linear import linear_model, part, partial
from coopcli.calc.profile.logistic import calibration_of, hosmer_lemeshow, logistic_model
from coopcli.calc.profile.statistics import correlations, descriptions
from coopcli.calc.profile.whole import FAMILY, profile_of
from coopcli.results.profile import p_text
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder

ON = date(2026, 10, 31)


@cache
def rule() -> RuleFile:
    return load_rulebook(folder("rules")).in_force(FAMILY, ON)


def contracts(size: int, **columns: object) -> pd.DataFrame:
    """Return contracts of which nothing is known but ``columns``."""
    texts = ("branch", "given_level", "sex", "marital_status", "profession")
    written = tuple(f"{name}_written" for name in texts[2:])
    numbers = ("member_age_years", "dependent_count", "income_wages", "installment_count")
    blank: dict[str, object] = {name: pd.Series([None] * size, dtype="str") for name in (*texts, *written)}
    blank |= {name: pd.Series([pd.NA] * size, dtype="Int64") for name in numbers}
    blank |= {"monthly_income_thousands": pd.Series([pd.NA] * size, dtype="Float64")}
    blank |= {"product_kind": ["personal_loan"] * size, "days_past_due": np.zeros(size, dtype=np.int64)}
    for name, values in columns.items():
        blank[name] = values
        if name in texts[2:]:
            blank[f"{name}_written"] = values
    return pd.DataFrame(blank)


# --- chi-square, Cramér, Fisher -------------------------------------------------------------------


def test_chi_square_and_cramer_by_hand() -> None:
    """40 and 60 contracts, half of all late: expected 20, 20, 30, 30; 100/20·2 + 100/30·2 = 16,667; V = √0,16667."""
    found = association(np.array([[30, 10], [20, 40]]), 5)
    assert found.statistic == pytest.approx(50 / 3)
    assert found.cramers_v == pytest.approx((1 / 6) ** 0.5)
    assert (found.degrees, found.smallest_expected, found.exact_p, found.warning) == (1, 20.0, None, "")
    assert found.p == pytest.approx(stats.chi2.sf(50 / 3, 1))


def test_fisher_by_hand_where_expected_counts_are_small() -> None:
    """The lady tasting tea: of 70 tables 1 + 16 on each side are as odd: 34/70. Every expected count is 2."""
    found = association(np.array([[3, 1], [1, 3]]), 5)
    assert found.exact_p == pytest.approx(34 / 70)
    assert (found.small_cells, found.cells) == (4, 4)
    assert "4 de 4 células" in found.warning
    assert "Fisher" in found.warning


@pytest.mark.parametrize(("counts", "small"), [([[5, 5], [5, 5]], 0), ([[4, 5], [5, 4]], 4)])
def test_five_expected_is_enough_and_less_is_not(counts: list[list[int]], small: int) -> None:
    """Expected 10·10/20 = 5 is not below 5; 9·9/18 = 4,5 is."""
    assert association(np.array(counts), 5).small_cells == small


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([[7, 3]], "uma só faixa"),
        ([[7, 0], [3, 0]], "nenhum contrato inadimplente"),
        ([[0, 7], [0, 3]], "todos os contratos inadimplentes"),
    ],
)
def test_what_cannot_be_tested_says_why(counts: list[list[int]], words: str) -> None:
    found = association(np.array(counts), 5)
    assert found.p is None
    assert words in found.reason


def test_a_band_with_none_late_is_tested_and_warned_of() -> None:
    """Expected late in the first band: 4 · 10/34 = 1,18, below 5."""
    found = association(np.array([[4, 0], [10, 5], [10, 5]]), 5)
    assert found.statistic == pytest.approx(stats.chi2_contingency([[4, 0], [10, 5], [10, 5]], correction=False)[0])
    assert "junte faixas" in found.warning


# --- bands ----------------------------------------------------------------------------------------


def test_wages_begun_count_whole() -> None:
    """R$ 1.635,00 are exactly three wages of R$ 545,00; a centavo more begins the fourth; none is none."""
    cents = pd.Series([163_500, 163_501, 1, 0, pd.NA], dtype="Int64")
    assert wages_begun(cents, 54_500).tolist()[:4] == [3, 4, 1, 0]
    assert wages_begun(cents, 54_500).isna().tolist() == [False, False, False, False, True]


def test_words_are_read_without_accents_and_spaces() -> None:
    column = pd.Series(["  VIÚVO   (a)", "viuvo (a)", " ", None], dtype="str")
    assert folded_column(column).tolist()[:2] == ["viuvo (a)", "viuvo (a)"]
    assert folded_column(column).isna().tolist() == [False, False, True, True]


def test_what_the_table_does_not_list_stays_as_written_and_all_are_counted() -> None:
    facts = contracts(
        4,
        sex=pd.Series(["m", "=cmd|'/c calc'!A1", None, "feminino"], dtype="str"),
        branch=["0001", "0001", "0002", None],
    )
    late = np.array([True, False, False, False])
    tables = {table.title: table.rows for table in band_tables(facts, late, rule())}
    assert tables["Sexo"]["band"].tolist() == ["Masculino", "Feminino", "=cmd|'/c calc'!A1", "Não informado"]
    assert tables["Sexo"]["total"].tolist() == [1, 1, 1, 1]
    assert tables["PA"]["band"].tolist() == ["0001", "0002", "Não informado"]
    assert tables["PA"]["late_rate"].tolist() == [0.5, 0.0, 0.0]
    assert all(int(rows["total"].sum()) == 4 for rows in tables.values())


def test_too_many_professions_do_not_fill_the_table() -> None:
    """61 professions, one each, and a second doctor: 60 stay, the last goes by itself under the rest."""
    names = pd.Series([f"profissão {n:02d}" for n in range(61)] + ["profissão 00"], dtype="str")
    tables = {t.title: t.rows for t in band_tables(contracts(62, profession=names), np.arange(62) == 0, rule())}
    rows = tables["Profissão"].set_index("band")
    assert int(rows["total"].sum()) == 62
    assert int(rows["total"]["profissão 00"]) == 2
    assert int(rows["total"]["(as demais)"]) == 1


def test_an_empty_portfolio_has_empty_tables_and_no_models() -> None:
    profile = profile_of(contracts(0), rule(), 0)
    assert (profile.contracts, profile.late) == (0, 0)
    assert profile.linear.reason
    assert profile.logistic.reason
    assert all(table.test.reason for table in profile.tables)


def test_one_contract_of_which_nothing_is_known() -> None:
    profile = profile_of(contracts(1), rule(), 0)
    assert profile.linear.reason
    assert {row["left_out_because"] for row in profile.linear.left_out.to_dict("records")} >= {
        "nenhum contrato tem o dado"
    }


@pytest.mark.parametrize(
    ("days", "above", "late"), [(0, 0, 0), (1, 0, 1), (30, 30, 0), (31, 30, 1), (90, 90, 0), (91, 90, 1)]
)
def test_late_is_more_than_the_days(days: int, above: int, late: int) -> None:
    assert profile_of(contracts(1, days_past_due=np.array([days])), rule(), above).late == late


# --- statistics -----------------------------------------------------------------------------------


def test_description_by_hand() -> None:
    """2, 4 and 6: mean 4, deviation √(8/2) = 2, median 4; one is not told."""
    row = descriptions({"x": np.array([2.0, 4.0, 6.0, np.nan])}).iloc[0]
    assert row.tolist() == ["x", 3, 1, 4.0, 2.0, 2.0, 4.0, 6.0]


def test_correlation_uses_those_who_have_both() -> None:
    """1, 2, 3 against 2, 4, 6 is r = 1; the fourth lacks one of them. A constant has no correlation."""
    found = correlations(
        {"a": np.array([1.0, 2, 3, 9]), "b": np.array([2.0, 4, 6, np.nan]), "c": np.ones(4)}, 0.05
    ).to_dict("records")
    assert [(row["first"], row["second"], row["count"]) for row in found] == [
        ("a", "b", 3),
        ("a", "c", 4),
        ("b", "c", 3),
    ]
    assert found[0]["r"] == pytest.approx(1.0)
    assert found[1]["reading"] == "sem correlação: variável constante"


@pytest.mark.parametrize(("p", "text"), [(0.00009, "< 0,0001"), (0.0001, "0,0001"), (0.5, "0,5000"), (None, "–")])
def test_p_is_never_zero(p: float | None, text: str) -> None:
    assert p_text(p) == text


# --- linear regression ----------------------------------------------------------------------------


def invented(size: int = 400) -> tuple[Design, np.ndarray]:
    rng = np.random.default_rng(7)
    x = np.column_stack([rng.normal(40, 10, size), rng.integers(0, 4, size), rng.normal(3, 1, size)])
    late = rng.random(size) < 1 / (1 + np.exp(2 - 0.03 * x[:, 0] + 0.4 * x[:, 2]))
    return Design(("a", "b", "c"), x, np.ones(size, dtype=bool), ()), late


def test_coefficients_are_those_of_the_normal_equations() -> None:
    """b = (X'X)⁻¹X'y, errors from s²(X'X)⁻¹, F, R² and VIF each by its own formula."""
    design, late = invented()
    y, x = late.astype(float), np.column_stack([np.ones(len(late)), design.values])
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ x.T @ y
    rest = y - x @ b
    variance = rest @ rest / (len(y) - 4)
    total = ((y - y.mean()) ** 2).sum()
    model = linear_model(design, late, rule())
    assert model.coefficients is not None
    assert model.anova is not None
    table = model.coefficients.set_index("variable")
    assert table["b"].to_numpy() == pytest.approx(b)
    assert table["error"].to_numpy() == pytest.approx(np.sqrt(variance * np.diag(inverse)))
    assert model.r_squared == pytest.approx(1 - rest @ rest / total)
    assert model.adjusted == pytest.approx(1 - (rest @ rest / (len(y) - 4)) / (total / (len(y) - 1)))
    assert model.error == pytest.approx(variance**0.5)
    assert model.anova["f"][0] == pytest.approx((total - rest @ rest) / 3 / variance)
    assert model.anova["squares"].tolist() == pytest.approx([total - rest @ rest, rest @ rest, total])
    others = np.column_stack([np.ones(len(y)), design.values[:, 1:]])
    first = design.values[:, 0]
    unexplained = first - others @ np.linalg.lstsq(others, first, rcond=None)[0]
    assert table["tolerance"]["a"] == pytest.approx((unexplained**2).sum() / ((first - first.mean()) ** 2).sum())
    assert table["vif"]["a"] == pytest.approx(1 / table["tolerance"]["a"])
    assert table["beta"]["a"] == pytest.approx(b[1] * first.std() / y.std())
    assert table["partial"]["a"] == pytest.approx(np.corrcoef(unexplained, rest_without_first(y, others))[0, 1])


def rest_without_first(y: np.ndarray, others: np.ndarray) -> np.ndarray:
    return y - others @ np.linalg.lstsq(others, y, rcond=None)[0]


PUBLISHED = Path(__file__).parent / "published_regression.csv"


def test_partial_and_part_are_those_of_the_study() -> None:
    """Study, 5.18: from t, 5.987 degrees and R² = 373,911/800,191 come the printed partial and part correlations."""
    with PUBLISHED.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["partial"]]
    assert len(rows) == 9
    t = np.array([float(row["t"]) for row in rows])
    assert partial(t, 5987) == pytest.approx([float(row["partial"]) for row in rows], abs=0.00051)
    assert part(t, 373.911 / 800.191, 5987) == pytest.approx([float(row["part"]) for row in rows], abs=0.00051)


def test_constant_and_collinear_columns_are_named() -> None:
    rng = np.random.default_rng(1)
    size = 60
    facts = contracts(
        size,
        installment_count=pd.Series(rng.integers(1, 60, size), dtype="Int64"),
        dependent_count=pd.Series([2] * size, dtype="Int64"),
        member_age_years=pd.Series(rng.integers(20, 70, size), dtype="Int64"),
    )
    facts["monthly_income_thousands"] = (facts["installment_count"] * 2 + facts["member_age_years"]).astype("Float64")
    design = linear_design(facts, rule())
    said = {name: reason for name, _count, reason in design.left_out}
    assert design.names == ("QuantParc", "Idade")
    assert said["NumDependentes"] == "o mesmo valor em todos os contratos do modelo"
    assert said["Salario (R$ mil)"] == "combinação exata de outras variáveis (QuantParc, Idade)"
    assert said["NivelRisco"] == "nenhum contrato tem o dado"
    assert set(said) | set(design.names) >= {"Modalidade", "PAC", "tipoinstitui", "EstadoCivil"}


def test_contracts_without_a_datum_are_counted() -> None:
    ages = pd.Series([30, 40, 50, pd.NA], dtype="Int64")
    terms = pd.Series([12, pd.NA, 24, 12], dtype="Int64")
    design = linear_design(contracts(4, member_age_years=ages, installment_count=terms), rule())
    assert design.used.tolist() == [True, False, True, False]
    words = "contratos sem o dado: ficam fora deste modelo"
    assert {("QuantParc", 1, words), ("Idade", 1, words)} <= set(design.left_out)


def test_too_few_contracts_for_the_variables() -> None:
    """50 + 8 · 3 = 74 contracts (Tabachnick e Fidell): 73 are too few, 74 are not."""
    for size, warned in ((73, True), (74, False)):
        design, late = invented(size)
        assert any("pede ao menos 74" in text for text in linear_model(design, late, rule()).warnings) == warned


# --- logistic regression --------------------------------------------------------------------------


def test_odds_ratio_of_one_indicator_is_that_of_the_table() -> None:
    """10 late of 40 and 40 of 60: odds 10/30 and 40/20, ratio 6. AUC: 40/50 and 20/50: (0,8 + 1 - 0,4)/2 = 0,7."""
    x = np.repeat([0.0, 0, 1, 1], [30, 10, 20, 40])
    late = np.repeat([False, True, False, True], [30, 10, 20, 40])
    model = logistic_model(Design(("x",), x[:, None], np.ones(100, dtype=bool), ()), late, rule())
    assert model.coefficients is not None
    assert model.curve is not None
    assert model.coefficients["odds"].to_numpy() == pytest.approx([1 / 3, 6])
    error = (1 / 30 + 1 / 10 + 1 / 20 + 1 / 40) ** 0.5
    assert model.coefficients["error"][1] == pytest.approx(error, rel=1e-4)
    limits = [6 * np.exp(-1.959964 * error), 6 * np.exp(1.959964 * error)]
    assert model.coefficients[["odds_low", "odds_high"]].iloc[1].to_numpy(dtype=float) == pytest.approx(
        limits, rel=1e-4
    )
    assert (model.curve.auc, model.curve.ks) == (pytest.approx(0.7), pytest.approx(0.4))


def test_expected_and_observed_add_up_to_the_same() -> None:
    design, late = invented()
    model = logistic_model(design, late, rule())
    assert model.calibration is not None
    assert model.calibration["expected"].sum() == pytest.approx(late.sum())
    assert int(model.calibration["count"].sum()) == len(late)
    assert len(model.calibration) == 10


def test_hosmer_lemeshow_by_hand() -> None:
    """Three groups of 10, expected 2, 5 and 8, seen 3, 5 and 7: 1/1,6 + 0 + 1/1,6 = 1,25; one degree."""
    probability = np.repeat([0.2, 0.5, 0.8], 10)
    late = np.concatenate([np.arange(10) < n for n in (3, 5, 7)])
    statistic, p = hosmer_lemeshow(calibration_of(probability, late, 10))
    assert statistic == pytest.approx(1.25)
    assert p == pytest.approx(stats.chi2.sf(1.25, 1))
    assert hosmer_lemeshow(calibration_of(probability[:20], late[:20], 10)) == (None, None)


def test_a_category_without_any_late_leaves_with_its_contracts_and_is_named() -> None:
    """40 women none late; of 60 men half: as no estimate of it is finite, the category goes, and says so."""
    sex = pd.Series(["masculino"] * 60 + ["feminino"] * 40, dtype="str")
    late = np.array([True, False] * 30 + [False] * 40)
    rng = np.random.default_rng(3)
    facts = contracts(100, sex=sex, member_age_years=pd.Series(rng.integers(20, 70, 100), dtype="Int64"))
    design = logistic_design(facts, late, rule())
    assert ("Sexo: Feminino", 40) in {(name, count) for name, count, _reason in design.left_out}
    assert int(design.used.sum()) == 60
    model = logistic_model(design, late, rule())
    assert (model.count, model.late, model.reason) == (60, 30, "")
    assert "Sexo: Feminino" in model.left_out["variable"].tolist()


def test_a_number_that_separates_perfectly_has_no_model_and_says_why() -> None:
    x = np.arange(100.0)
    model = logistic_model(Design(("x",), x[:, None], np.ones(100, dtype=bool), ()), x >= 50, rule())
    assert model.coefficients is None
    assert "não converge" in model.reason


def test_small_categories_go_in_together() -> None:
    """29 and 28 contracts are below 30: they become one; 43 stays."""
    branch = ["0001"] * 43 + ["0002"] * 29 + ["0003"] * 28
    late = np.arange(100) % 3 == 0
    design = logistic_design(contracts(100, branch=branch), late, rule())
    assert [name for name in design.names if name.startswith("PA")] == ["PA: 0001"]
    assert "PA: Outros" in design.references


def test_beyond_twelve_the_smallest_categories_go_in_together() -> None:
    """Fourteen branches of 40 to 53 contracts: the twelve largest stay, the two smallest become one."""
    branch = [f"{n:04d}" for n in range(14) for _contract in range(40 + n)]
    design = logistic_design(contracts(len(branch), branch=branch), np.arange(len(branch)) % 3 == 0, rule())
    told = {*(name for name in design.names if name.startswith("PA")), *design.references}
    assert {"PA: 0002", "PA: 0013"} <= told
    assert not {"PA: 0000", "PA: 0001"} & told
    assert "PA: Outros" in told


@pytest.mark.parametrize("late", [np.zeros(50, dtype=bool), np.ones(50, dtype=bool)])
def test_all_or_none_late_has_no_model(late: np.ndarray) -> None:
    ages = pd.Series(np.arange(20, 70), dtype="Int64")
    profile_facts = contracts(50, member_age_years=ages, days_past_due=late.astype(np.int64))
    profile = profile_of(profile_facts, rule(), 0)
    assert profile.linear.reason
    assert profile.logistic.reason
