"""``coopcli profile`` on Nossacoop: every total and percentage of tables 5 to 13, and what else can be compared."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from coopcli.closing.profile import run_profile
from coopcli.results import Study
from coopcli.results.profile import Profile
from coopcli.sample import nossacoop
from coopcli.shipped import folder
from tests.owner import assert_owners_alone

Call = Callable[..., tuple[int, str]]
MINI = folder("sample_data") / "mini" / "exports" / "2026-10"
PUBLISHED = Path(__file__).parents[1] / "sample" / "nossacoop_tables.csv"
TABLES = {
    "5": "Idade", "6": "Sexo", "7": "Estado civil", "8": "Dependentes", "9": "Renda em salários mínimos",
    "10": "Profissão", "11": "Modalidade", "12": "Quantidade de parcelas", "13": "PA",
}  # fmt: skip
BRANCHES = dict(
    zip(
        ["SEDE", "CEFET", "NH", "SAÚDE", "JP", "UNIMONTES", "PUC", "M.T.E"],
        [f"{n:04d}" for n in range(1, 9)],
        strict=True,
    )
)
"""The study names its branches; the export numbers them, in the same order."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Profile]:
    place = tmp_path_factory.mktemp("nossacoop")
    nossacoop(place)
    return run_profile(place / "exports" / "2011-10", None, None, lambda _step: None)


@pytest.fixture(scope="module")
def profile(found: tuple[Study, Profile]) -> Profile:
    return found[1]


def published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("printed", published(), ids=lambda row: f"{row['table']}-{row['category']}")
def test_tables_of_the_study(printed: dict[str, str], profile: Profile) -> None:
    """Total, on time and late as printed; the percentage, rounded as the study does (Tabela 8 prints none)."""
    (table,) = (t for t in profile.tables if t.title == TABLES[printed["table"]])
    band = BRANCHES.get(printed["category"], printed["category"])
    row = table.rows.set_index("band").loc[band]
    wanted = [int(printed[name]) for name in ("total", "adimplente", "inadimplente")]
    assert [int(row[name]) for name in ("total", "on_time", "late")] == wanted
    assert float(row["late_rate"]) * 100 == pytest.approx(float(printed["pct_recomputed"]), abs=0.00005)
    assert float(row["portfolio_share"]) * 100 == pytest.approx(float(printed["pct_of_portfolio"]), abs=0.00005)
    assert float(row["late_share"]) * 100 == pytest.approx(float(printed["pct_of_defaulters"]), abs=0.00005)
    if printed["pct_published"]:
        assert round(float(row["late_rate"]) * 100) == int(printed["pct_published"])


def test_every_row_of_the_study_is_a_band_and_no_band_but_an_empty_one_is_more(profile: Profile) -> None:
    rows = sum(int((table.rows["total"] > 0).sum()) for table in profile.tables)
    assert rows == len(published())
    assert (profile.contracts, profile.late) == (5997, 951)


@pytest.mark.parametrize(
    ("variable", "mean", "deviation"),
    [("Inadimplência", "0.16", "0.365"), ("PAC", "2.15", "2.303"), ("Modalidade", "1.31", "0.491")],
)
def test_descriptive_statistics_of_tabela_14(variable: str, mean: str, deviation: str, profile: Profile) -> None:
    row = profile.descriptions.set_index("variable").loc[variable]
    assert f"{row['mean']:.2f}" == mean
    assert f"{row['deviation']:.3f}" == deviation


@pytest.mark.parametrize(
    ("variable", "r", "because"),
    [
        ("PAC", "-0.005", "correlação simples do quadro de coeficientes"),
        ("Modalidade", "0.292", "correlação simples do quadro de coeficientes"),
        ("tipoinstitui", "0.147", "da Tabela 10; o quadro imprime 0,152, de contagens um pouco diferentes (F004-23)"),
    ],
)
def test_correlations_with_default(variable: str, r: str, because: str, profile: Profile) -> None:
    pairs = profile.correlations.set_index(["first", "second"])["r"]
    assert f"{pairs['Inadimplência', variable]:.3f}" == r, because


def test_sum_of_squares_and_degrees_of_the_anova(profile: Profile) -> None:
    """Tabela 15: total 800,191 with 5.996 degrees (951 · 5046 / 5997), nine variables, 5.987 of the residual."""
    assert profile.linear.anova is not None
    assert f"{profile.linear.anova['squares'][2]:.3f}" == "800.191"
    assert profile.linear.anova["degrees"].tolist() == [9, 5987, 5996]
    assert profile.linear.left_out.empty


def test_phi_of_sex_is_the_correlation_of_annex_1(profile: Profile) -> None:
    """Anexo 1: r of Sexo with default 0,0475551; of two by two, Cramér's V is that r."""
    (table,) = (t for t in profile.tables if t.title == "Sexo")
    assert table.test.cramers_v == pytest.approx(0.0475551, abs=5e-7)


def test_the_checks_agree(found: tuple[Study, Profile]) -> None:
    study, profile = found
    assert all(check.agrees() for check in study.checks)
    assert len(study.checks) == 1 + 2 * len(profile.tables)
    assert study.reference_date == date(2011, 10, 30)


def test_late_of_more_than_90_days_are_fewer(found: tuple[Study, Profile], call: Call) -> None:
    code, told = call("profile", MINI, "--late-days", "90")
    assert code == 0
    assert "inadimplentes" in told


def test_workbook_of_the_small_sample(tmp_path: Path, call: Call) -> None:
    """Forty contracts: tests are approximate, the logistic regression has no room, and the workbook says so."""
    code, told = call("profile", MINI, "-o", tmp_path / "perfil.xlsx")
    assert code == 0, told
    book = openpyxl.load_workbook(tmp_path / "perfil.xlsx")
    assert book.sheetnames == [
        "Perfil",
        "Tabelas",
        "Variáveis",
        "Regressão linear",
        "Regressão logística",
        "Notas",
        "Fontes",
    ]
    assert_owners_alone(tmp_path / "perfil.xlsx")
    assert call("profile", MINI, "-o", tmp_path / "perfil.xlsx")[0] == 1


@pytest.mark.parametrize("words", [("--late-days", "45"), ("--reference-date", "31/01/1980")])
def test_what_the_rule_does_not_know_is_told(words: tuple[str, ...], call: Call) -> None:
    code, told = call("profile", MINI, *words)
    assert code == 1
    assert "o que fazer" in told


def test_folder_without_members_is_told(tmp_path: Path, call: Call) -> None:
    (tmp_path / "exports").mkdir()
    source = next(path for path in MINI.iterdir() if "contratos" in path.name)
    (tmp_path / "exports" / source.name).write_bytes(source.read_bytes())
    code, told = call("profile", tmp_path / "exports")
    assert (code, "exportacao-ausente" in told) == (1, True)
