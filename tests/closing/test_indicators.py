"""The indicators of the study's portfolio, from the files to the tables that it published."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.relationship import run_indicators
from coopcli.errors import CoopError, DataError
from coopcli.folding import words_of
from coopcli.results.relationship import Relationship
from coopcli.sample import indicators

STUDY = Path(__file__).parents[1] / "sample"
MONTHS = ["jun/2017", "jul/2017", "ago/2017", "set/2017", "out/2017", "nov/2017", "dez/2017"]
OTHER_NAMES = {"consorcio automovel": "Consórcio automóveis", "consorcio imovel": "Consórcio imóveis",
               "consorcio moto": "Consórcio motos", "canais digitais": "Canais", "cartao credito": "Cartão de crédito",
               "cartao debito": "Cartão de débito", "debito conta": "Débito em conta", "custodia cheque": "Custódia de cheque",
               "cesta relacionamento": "Cesta de relacionamento", "deposito prazo": "Depósito a prazo"}  # fmt: skip


def published(name: str) -> list[dict[str, str]]:
    """Return a table of the study, as it was typed from the document (not from our sample)."""
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*paths: Path, on: date | None = None) -> Relationship:
    return run_indicators(paths, on, lambda _: None)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indicators") / "amostra"
    indicators(folder)
    return folder / "exports" / "2017-12"


@pytest.fixture(scope="module")
def found(exports: Path) -> Relationship:
    return run(exports)


# --- what the study published ---------------------------------------------------------------------


def test_quadro_1_solution_by_solution(found: Relationship) -> None:
    rows = found.solutions.set_index("solution")
    table = published("check_up_solutions.csv")
    assert len(table) == len(rows) == 23
    for line in table:
        ours = rows.loc[OTHER_NAMES.get(words_of(line["produto"]), line["produto"].capitalize())]
        assert [int(line[month]) for month in ("Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez")] == ours[
            MONTHS
        ].tolist()
        assert f"{ours['mean']:.2f}" == line["media_7_meses_publicada"], line["produto"]


def test_isa_of_each_month_and_of_the_seven(found: Relationship) -> None:
    """Quadro 1 and Gráfico 3: 3,84 (1.821 ÷ 474) … 4,26 (1.955 ÷ 459), 4,03 on average; printed totals are 4 higher."""
    assert [f"{isa:.2f}" for isa in found.evolution["isa"]] == ["3.84", "3.79", "3.90", "3.99", "4.17", "4.24", "4.26"]
    assert found.evolution["solution_count"].tolist() == [
        total - 4 for total in (1825, 1790, 1831, 1869, 1947, 1966, 1959)
    ]
    assert found.evolution["member_count"].tolist()[::6] == [474, 459]
    assert f"{found.means['isa'][0]:.2f}" == "4.03"


def test_quadro_2_family_by_family(found: Relationship) -> None:
    assert found.families is not None
    rows = found.families.set_index("family")
    *table, total = published("check_up_margins.csv")
    for line in table:
        ours = rows.loc[line["familia"]]
        cents = [round(float(line[month] or 0) * 100) for month in ("Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez")]
        assert cents == ours[MONTHS].tolist(), line["familia"]
        assert ours["mean_cents"] == round(float(line["media_publicada"]) * 100)
        assert f"{100 * ours['share_rate']:.2f}" == line["pct_da_media"]
    assert found.means["margin_cents"][0] == round(float(total["media_publicada"]) * 100) == 12_027_275
    assert found.evolution["margin_cents"].tolist()[0] == round(float(total["Jun"]) * 100)


def test_credit_and_funding_are_four_fifths_of_the_margin(found: Relationship) -> None:
    """4.2: 60,90% and 20,72%, 81,62% together."""
    assert found.families is not None
    share = found.families.set_index("family")["share_rate"]
    assert f"{100 * (share['Créditos'] + share['Captação']):.2f}" == "81.62"


def test_margin_per_member_falls_by_ten_reais_and_eight_centavos(found: Relationship) -> None:
    """Gráfico 7: 126.106,41 ÷ 474 = 266,05; 117.491,75 ÷ 459 = 255,97."""
    first, *_, last = found.evolution["margin_per_member_cents"].tolist()
    assert (first, last, first - last) == (26_605, 25_597, 1_008)


def test_grafico_5_members_by_number_of_solutions(found: Relationship) -> None:
    """86 with none, 84 with one, 45 with two, 8 with 12, 4 with 14, 2 with 16, 1 with 18; none with 15 or 17."""
    table = found.distribution.set_index("solution_count")["dez/2017"]
    told = {0: 86, 1: 84, 2: 45, 12: 8, 14: 4, 15: 0, 16: 2, 17: 0, 18: 1}
    assert {count: table[count] for count in told} == told
    assert len(found.check_up) == 86 + 84 + 45, "the few are the target of the Check Up"


def test_fifteen_accounts_closed_and_nobody_came(found: Relationship) -> None:
    assert (found.movement["left"].sum(), found.movement["joined"].sum()) == (15, 0)
    left = found.movers[found.movers["what"] == "saiu"]
    assert left["before"].max() <= 1, "4.1: who left had the capital alone, or nothing"


# --- the report itself ----------------------------------------------------------------------------


def test_everything_adds_up(found: Relationship) -> None:
    assert [check for check in found.study.checks if not check.agrees()] == []
    assert found.study.problems == []
    assert found.absent == ["eventos de cobrança (negativação e processo)", "pausas da cobrança"]


def test_the_crossing_has_every_member_and_every_source(found: Relationship) -> None:
    assert len(found.crossing) == 459
    assert {"days_past_due", "solution_count", "margin_cents", "score", "days_since_relationship_contact"} <= set(
        found.crossing
    )
    late = found.crossing["days_past_due"] > 0
    assert late.sum() == 15 and found.crossing["days_past_due"].is_monotonic_decreasing


def test_no_offer_to_the_late_and_to_detractors(found: Relationship) -> None:
    listed = found.check_up
    unwise = (listed["days_past_due"] > 0) | (listed["class_title"] == "Detrator")
    assert {"dívida em atraso: primeiro a cobrança", "detrator na última pesquisa: primeiro ouvir"} <= set(
        listed["advice"]
    )
    assert (listed["may_call"] == ~unwise).all()


def test_the_sample_is_the_same_each_time(exports: Path, tmp_path: Path) -> None:
    indicators(tmp_path / "again")
    for path in (tmp_path / "again" / "exports" / "2017-12").iterdir():
        assert path.read_bytes() == (exports / path.name).read_bytes(), path.name


@pytest.fixture
def some(exports: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return what copies the files whose names have one of the words into a folder."""

    def copied(*words: str) -> Path:
        folder = tmp_path / "-".join(words)
        folder.mkdir()
        for path in exports.iterdir():
            if any(word in path.name for word in words):
                (folder / path.name).write_bytes(path.read_bytes())
        return folder

    return copied


def test_use_alone_gives_a_report_that_says_what_it_lacks(some: Callable[..., Path]) -> None:
    found = run(some("Produtos em uso"))
    assert list(found.evolution) == ["month", "member_count", "solution_count", "isa"]
    assert (found.families, found.quadrants, found.cycle) == (None, None, None)
    assert list(found.crossing) == ["member_id", "branch", "manager", "segment", "solution_count"]
    assert found.absent[0] == "margem de contribuição" and len(found.absent) == 7


def test_files_and_folders_may_be_mixed(some: Callable[..., Path], exports: Path) -> None:
    use, margins = some("Produtos em uso 2017-06", "Produtos em uso 2017-12"), exports / "Margens 2017-12.csv"
    found = run(use, margins)
    assert found.months == ["jun/2017", "dez/2017"]
    assert found.evolution["margin_cents"].isna().tolist() == [True, False]
    assert any("falta o mês de jul/2017, ago/2017" in alert for alert in found.study.alerts)
    assert any("mês sem margens exportadas: jun/2017" in alert for alert in found.study.alerts)


def test_of_several_months_the_register_and_the_debts_are_the_last(some: Callable[..., Path], tmp_path: Path) -> None:
    """Two folders that both have all exports: no contract and no member comes twice."""
    whole = ("cli_associados", "cre_contratos", "Contatos")
    before = some(*whole, "2017-11").rename(tmp_path / "2017-11")
    now = some(*whole, "2017-12").rename(tmp_path / "2017-12")
    found = run(before, now)
    assert found.months == ["nov/2017", "dez/2017"]
    codes = {problem.code for problem in found.study.problems}
    assert not codes & {"contrato-repetido", "associado-repetido"}
    assert [source.name for source in found.study.sources].count("cre_contratos.xlsx") == 1


def test_the_past_as_it_was(exports: Path) -> None:
    found = run(exports, on=date(2017, 9, 30))
    assert (found.months[-1], len(found.crossing)) == ("set/2017", 467)
    assert [check for check in found.study.checks if not check.agrees()] == []


def test_without_use_there_is_no_report(exports: Path) -> None:
    with pytest.raises(DataError) as caught:
        run(exports / "Margens 2017-12.csv")
    assert [problem.code for problem in caught.value.problems] == ["exportacao-ausente"]


def test_a_date_before_everything_is_said(exports: Path) -> None:
    with pytest.raises(CoopError):
        run(exports / "Produtos em uso 2017-06.xlsx", on=date(2017, 1, 31))


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    text = "Data-base;Número Cliente Sisbr;Produto em Uso;Nome do Gerente\n"
    text += "31/10/2026;1;=cmd|' /C calc'!A0;<script>\n31/10/2026;1;Poupança;{{7*7}}\n"
    (tmp_path / "uso.csv").write_bytes(text.encode())
    found = run(tmp_path / "uso.csv")
    assert found.outside["exported_name"].tolist() == ["=cmd|' /C calc'!A0"]
    assert isinstance(found.groups, pd.DataFrame) and "<script>" in set(found.groups["member_group"])
