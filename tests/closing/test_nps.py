"""A survey from files to report: the sample against the study's figures, and answers that want to do harm."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.nps import SurveyRequest, run_sample, run_survey
from coopcli.closing.survey_files import publish_survey
from coopcli.errors import CoopError, DataError
from coopcli.reports.survey.document import document_of, html_of
from coopcli.reports.survey.workbook import survey_sheets
from coopcli.results.nps import SurveyResults
from coopcli.sample import nps
from coopcli.shipped import folder
from tests.owner import assert_owners_alone

Call = Callable[..., tuple[int, str]]
BROKEN = folder("sample_data") / "broken"
HEADER = "Respondente;Data da Resposta;Número PA;NPS;O que motivou a nota;Quais instituições;Utiliza outra instituição;Tempo de espera\r\n"


def quiet(_: str) -> None:
    return None


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pesquisa")
    nps(place / "nps")
    return place / "nps" / "exports" / "2017-08"


@pytest.fixture(scope="module")
def results(exports: Path) -> SurveyResults:
    return run_survey(SurveyRequest((exports,)), quiet)


def survey_of(place: Path, *lines: str) -> SurveyResults:
    path = place / "pesquisa.csv"
    path.write_bytes((HEADER + "".join(f"{line}\r\n" for line in lines)).encode())
    return run_survey(SurveyRequest((path,)), quiet)


class TestTheStudy:
    """Figures as printed in Lopes (2017), or as its counts give them where it contradicts itself."""

    def test_score(self, results: SurveyResults) -> None:
        score = results.score
        assert (score.promoters, score.neutrals, score.detractors) == (354, 52, 9)
        assert (round(score.points or 0, 2), score.zone, score.population) == (83.13, "Excelência", 15_000)

    def test_sample(self, results: SurveyResults) -> None:
        """3.2: 375 of 15,000; 17 branches; 510 sent, 415 answered; Urucânia 8.19%, Grama 1.93%, Sericita 2.65%."""
        rows = results.sample.by_branch.set_index("branch_name")
        assert results.sample.size is not None and results.sample.size.size == 375 == rows["planned"].sum()
        assert (len(rows), rows["sent"].sum(), rows["respondents"].sum()) == (17, 510, 415)
        shares = {
            name: round(100 * rows.loc[name, "sample_rate"], 2)
            for name in ("Urucânia", "Santo Antônio do Grama", "Sericita")
        }
        assert list(shares.values()) == [8.19, 1.93, 2.65]

    @pytest.mark.parametrize(
        ("question", "answer", "percent", "because"),
        [
            ("Sexo", "Masculino", 58, "Figura 7"),
            ("Faixa etária", "21 a 30 anos", 32, "Figura 8"),
            ("Faixa etária", "31 a 40 anos", 27, "Figura 8: 59% menos 32%"),
            ("Como conheceu a cooperativa", "Através de um amigo", 48, "Figura 9"),
            ("Como conheceu a cooperativa", "Por visitas da cooperativa", 33, "Figura 9"),
            ("Como conheceu a cooperativa", "Propaganda de televisão, jornal, redes sociais", 5, "Figura 9"),
            ("Frequência de visita", "Diariamente", 47, "Figura 10"),
            ("Tempo de associado", "Mais de 10 anos", 14, "Figura 11"),
        ],
    )
    def test_profile(self, results: SurveyResults, question: str, answer: str, percent: int, because: str) -> None:
        rows = results.profile.set_index(["question", "answer"])
        assert round(100 * rows.loc[(question, answer), "rate"]) == percent, because

    def test_products_and_table_1(self, results: SurveyResults) -> None:
        """Figure 13: 80% of the promoters use more than five. Table 1: 154, 24 and 6 use another institution."""
        many, others = (rows.set_index("class_title") for rows in (results.usage.many, results.usage.others))
        assert round(100 * many.loc["Promotores", "rate"]) == 80
        assert others["count"].to_dict() == {"Promotores": 154, "Neutros": 24, "Detratores": 6, "Todos": 184}

    def test_competitors(self, results: SurveyResults) -> None:
        """Figure 15."""
        found = dict(results.usage.institutions[["institution", "count"]].to_numpy().tolist())
        assert found == {"Banco do Brasil": 91, "Caixa Econômica Federal": 62, "Bradesco": 22, "Itaú": 22, "Santander": 6,
                         "Nubank": 1, "Credcooper": 1}  # fmt: skip

    def test_words(self, results: SurveyResults) -> None:
        """Figure 16."""
        found = dict(results.voices.words[["word", "count"]].to_numpy().tolist())
        assert {word: found[word] for word in ("atendimento", "bom", "funcionários", "taxas")} == {
            "atendimento": 260, "bom": 132, "funcionários": 22, "taxas": 22,
        }  # fmt: skip

    def test_attributes(self, results: SurveyResults) -> None:
        """Quadro 4, to two decimals and beyond."""
        rows = results.attributes.described.set_index("attribute")
        assert rows.loc["Tempo de espera", ["mean", "deviation"]].astype(float).round(4).tolist() == [4.1646, 0.9016]
        assert rows.loc["Segurança", ["mean", "deviation"]].astype(float).round(4).tolist() == [4.4885, 0.8924]
        assert rows["importance_r"].max() < 0.5  # "correlação fraca"

    def test_associations(self, results: SurveyResults) -> None:
        """Sex and class: 0.322 as printed. Age and class: 0.575 printed, 0.577 the nearest. None is significant."""
        rows = results.attributes.associations
        assert rows["p"].round(3).tolist()[:3] == [0.577, 0.322, 0.152]
        assert not rows["is_significant"].any()

    def test_three_clusters(self, results: SurveyResults) -> None:
        groups = results.attributes.membership.groupby("cluster")["attribute"].agg(list).tolist()
        assert [len(group) for group in groups] == [1, 13, 1]
        assert (groups[0], groups[2]) == (["Tempo de espera"], ["Segurança"])

    def test_two_waves(self, results: SurveyResults) -> None:
        assert results.waves["wave"].tolist() == ["2016", "2017"]
        assert results.waves["nps"].round(2).tolist() == [65.0, 83.13]

    def test_every_sum_closes(self, results: SurveyResults) -> None:
        assert all(check.agrees() for check in results.study.checks)
        assert results.study.problems == []
        assert (results.asked[["valid", "blank", "left_out"]].sum(axis=1) == results.asked["respondents"]).all()
        assert (results.segments.groupby("segment")["answers"].sum() == 415).all()

    def test_actions_begin_with_the_lowest_notes(self, results: SurveyResults) -> None:
        assert results.actions["class_title"].tolist() == ["Detrator"] * 9 + ["Neutro"] * 52 + ["Promotor"] * 354
        assert results.actions["score"].iloc[:9].is_monotonic_increasing
        first = results.actions.iloc[0]
        assert (first["contact_until"] - first["answered_date"]).days == 2


def test_another_wave(exports: Path) -> None:
    found = run_survey(SurveyRequest((exports,), wave="2016"), quiet)
    assert (found.wave, found.score.answers, len(found.waves)) == ("2016", 120, 1)
    assert found.attributes.tree is None


def test_another_questionnaire_with_another_scale(tmp_path: Path) -> None:
    """A cooperative's own files: a note from 0 to 5 (promoters 5, neutrals 4), one attribute from 1 to 3."""
    own = tmp_path / "rules" / "nps"
    own.mkdir(parents=True)
    (tmp_path / "coop.yaml").write_bytes(b"name: Cooperativa\n")
    classes = (folder("rules") / "nps" / "net-promoter-score.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("to: 10}", "to: 5}"),
        ("to: 6, ", "to: 3, "),
        ("from: 7, to: 8, ", "from: 4, to: 4, "),
        ("from: 9, to: 10,", "from: 5, to: 5,"),
    ):
        assert old in classes
        classes = classes.replace(old, new)
    (own / "net-promoter-score.yaml").write_bytes(classes.encode())
    (own / "short.yaml").write_bytes(SHORT.encode())
    answers = tmp_path / "exports" / "2026-10" / "p.csv"
    answers.parent.mkdir(parents=True)
    answers.write_bytes(
        b"Respondente;Data da Resposta;Indica?;Fila\nR1;01/10/2026;5;3\nR2;01/10/2026;4;1\nR3;01/10/2026;3;4\nR4;02/10/2026;5;2\nR5;02/10/2026;10;2\n"
    )
    found = run_survey(SurveyRequest((answers,), questionnaire="nps/short"), quiet)
    assert (found.score.promoters, found.score.neutrals, found.score.detractors) == (2, 1, 1)
    assert found.score.points == 25
    assert [(p.found, p.wanted()) for p in found.study.problems] == [
        ("4", "um número inteiro de 1 a 3"),
        ("10", "um número inteiro de 0 a 5"),
    ]
    described = found.attributes.described.iloc[0]
    assert (described["n"], described["mean"], described["top_rate"]) == (4, 2, 0.75)  # marks 2 and 3 are the top two
    publish_survey(tmp_path / "saida", found)


SHORT = """
id: nps/short
title: Pesquisa curta
role: survey
kind: policy
source: {act: Ata 1, url: "https://coop.example", checked_on: 2026-11-21}
effective_from: 2020-01-01
parameters:
  separators: {value: [";"], article: ata}
  other_option: {value: Outros, article: ata}
  many_above_count: {value: "5", article: ata}
tables:
  questions:
    title: Perguntas
    hit: collect
    rows:
      - {question: indica, answer_kind: score, lowest: 0, highest: 5, title: "Indica?", article: ata}
      - {question: fila, answer_kind: scale, lowest: 1, highest: 3, group: Atendimento, title: Fila, article: ata}
  also_known_as: {title: Nomes, hit: collect, rows: [{question: indica, variant: nota, article: ata}]}
  options: {title: Opções, hit: collect, rows: [{question: x, answer: y, article: ata}]}
  option_variants: {title: Variantes, hit: collect, rows: [{question: x, variant: z, answer: y, article: ata}]}
  age_bands: {title: Idades, hit: unique, over: age_years, rows: [{from: 0, band: todas, article: ata}]}
"""


def test_unknown_wave_and_questionnaire(exports: Path) -> None:
    with pytest.raises(CoopError, match="2016, 2017"):
        run_survey(SurveyRequest((exports,), wave="2015"), quiet)
    with pytest.raises(CoopError, match="nps/outro"):
        run_survey(SurveyRequest((exports,), questionnaire="nps/outro"), quiet)


def test_no_answers_at_all(exports: Path) -> None:
    with pytest.raises(DataError, match="Respostas da pesquisa"):
        run_survey(SurveyRequest((exports / "associados_por_pa.xlsx",)), quiet)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("resposta-invalida", "9,5"),
        ("resposta-em-branco", "respondente R001"),
        ("resposta-repetida", "respondente R001"),
        ("pergunta-desconhecida", "Cor preferida (1 resposta)"),
    ],
)
def test_what_can_be_wrong_with_an_answer(code: str, found: str) -> None:
    from datetime import date

    path = BROKEN / code / "exports" / "2026-10" / "pesquisa.csv"
    (problem,) = run_survey(SurveyRequest((path,), on=date(2026, 10, 31)), quiet).study.problems
    assert (problem.code, problem.found) == (code, found)
    assert problem.cell == {"resposta-repetida": "C4", "pergunta-desconhecida": ""}.get(code, "C3")


def test_cell_of_an_answer_in_a_column_of_its_own(tmp_path: Path) -> None:
    found = survey_of(tmp_path, "R1;01/10/2026;0001;10;;;;7", "R2;01/10/2026;0001;11;;;talvez;5")
    assert [(p.cell, p.found, p.header) for p in found.study.problems] == [
        ("H2", "7", "Tempo de espera"), ("D3", "11", "Nota de recomendação"), ("G3", "talvez", "Utiliza outra instituição"),
    ]  # fmt: skip


def test_one_respondent(tmp_path: Path) -> None:
    found = survey_of(tmp_path, "R1;01/10/2026;;10;;;;")
    assert (found.score.points, found.score.low, found.attributes.tree) == (100, None, None)
    publish_survey(tmp_path / "saida", found)
    assert {path.name for path in (tmp_path / "saida").iterdir()} == {
        "relatorio.xlsx",
        "relatorio.html",
        "relatorio.pdf",
    }


@pytest.mark.slow
def test_nobody_gave_a_valid_note(tmp_path: Path) -> None:
    found = survey_of(tmp_path, "R1;01/10/2026;0001;onze;;;;", "R2;01/10/2026;0001;;;;;")
    assert found.score.answers == 0
    publish_survey(tmp_path / "saida", found)
    assert "Nenhuma nota válida" in (tmp_path / "saida" / "relatorio.html").read_text(encoding="utf-8")


HOSTILE = [
    "=cmd|' /C calc'!A1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "$\\frac{a}{b}$ _x_ #y *z*",
    "\u202edoc.exe",
    "a" * 300,
]


@pytest.mark.slow
def test_texts_that_want_to_do_harm_stay_texts(tmp_path: Path) -> None:
    lines = [f'R{i};01/10/2026;"{text}";{i % 11};"{text}";"{text}";Sim;5' for i, text in enumerate(HOSTILE * 2)]
    found = survey_of(tmp_path, *lines)
    publish_survey(tmp_path / "saida", found)
    page = (tmp_path / "saida" / "relatorio.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert ">49<" not in page
    assert "\u202e" not in page
    with zipfile.ZipFile(tmp_path / "saida" / "relatorio.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"<f>[^<]*(cmd|7\*7)", text) for text in sheets)


def test_the_document_names_nobody(results: SurveyResults) -> None:
    page = html_of(document_of(results)).decode()
    names = [name for name in results.actions["member_name"].dropna().unique() if name in page]
    assert names == []
    assert "R001" not in page and "300001" not in page


@pytest.mark.slow
def test_same_answers_same_bytes(exports: Path, results: SurveyResults, tmp_path: Path) -> None:
    publish_survey(tmp_path / "a", results)
    publish_survey(tmp_path / "b", run_survey(SurveyRequest((exports,)), quiet))
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
        assert_owners_alone(path)


def test_nothing_is_written_over(results: SurveyResults, tmp_path: Path) -> None:
    (tmp_path / "saida").mkdir()
    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        publish_survey(tmp_path / "saida", results)
    assert list((tmp_path / "saida").iterdir()) == []


def test_sheets(results: SurveyResults) -> None:
    assert [sheet.name for sheet in survey_sheets(results)] == [
        "Resumo", "Amostra", "Perfil", "NPS por segmento", "Rodadas", "Produtos", "Outras instituições", "Atributos",
        "Mapa de correlações", "Correlações", "Testes", "Agrupamento", "Palavras e temas", "Comentários", "O que fazer",
        "Ações", "Problemas",
    ]  # fmt: skip


def test_sample_size_by_branch_and_without(exports: Path) -> None:
    from datetime import date

    run = run_sample([exports / "associados_por_pa.xlsx"], None, date(2026, 10, 31), quiet)
    assert (run.size.size, int(run.by_branch["planned"].sum())) == (375, 375)
    assert all(check.agrees() for check in run.study.checks)
    with pytest.raises(CoopError, match="associados"):
        run_sample([], None, date(2026, 10, 31), quiet)


def test_commands(call: Call, exports: Path, tmp_path: Path) -> None:
    status, told = call("nps", "report", exports / "pesquisa_2017.xlsx", "--population", "15000")
    assert status == 0
    assert "NPS 83,13, zona Excelência" in told
    assert "Fábio" not in told
    assert call("nps", "sample-size", "--population", "15000", "--output", tmp_path / "amostra.xlsx")[0] == 0
    assert pd.read_excel(tmp_path / "amostra.xlsx", sheet_name=None).keys() == {"Amostra", "Notas", "Fontes"}
    assert call("nps", "relatorio", tmp_path / "nada.csv")[0] == 1


def test_the_working_folder_will_do(call: Call, exports: Path) -> None:
    """``coopcli sample nps pesquisa`` makes a working folder: its latest exports are meant, as in other commands."""
    working = exports.parents[1]
    status, told = call("nps", "report", working)
    assert status == 0 and "NPS 83,13" in told
    status, told = call("nps", "sample-size", working)
    assert status == 0 and "375 respostas de 15.000 associados" in told and "Urucânia" in told


def test_who_told_its_products_is_the_same_everywhere_on_the_sheet(tmp_path: Path) -> None:
    """Two told their products, one of them without a valid note: the line under the title counts as its table does."""
    header = "Respondente;Data da Resposta;NPS;Produtos e serviços utilizados\r\n"
    path = tmp_path / "p.csv"
    path.write_bytes((header + "R1;01/10/2026;10;Seguro\r\nR2;01/10/2026;11;Seguro, Extrato\r\n").encode())
    found = run_survey(SurveyRequest((path,)), quiet)
    assert int(found.usage.how_many["count"].sum()) == 2
    (sheet,) = [sheet for sheet in survey_sheets(found) if sheet.name == "Produtos"]
    texts = [str(cell.value) for cell in sheet.cells]
    assert any("2 respondentes disseram o que usam" in text for text in texts)
    assert "Só os que deram uma nota válida." in texts


def test_one_of_a_thing_is_said_as_one(call: Call, tmp_path: Path) -> None:
    found = survey_of(tmp_path, "R1;01/10/2026;;10;;;;")
    assert any("Só há 1 nota válida:" in alert for alert in found.study.alerts)
    assert "1 resposta de 1 associado " in call("nps", "sample-size", "--population", "1")[1]


@pytest.mark.slow
def test_letters_go_to_those_who_said_who_they_are(call: Call, exports: Path, tmp_path: Path) -> None:
    status, told = call("nps", "letters", exports, "--output", tmp_path / "cartas", "--date", "21/11/2026")
    assert status == 0, told
    log = pd.read_csv(tmp_path / "cartas" / "registro.csv", sep=";", encoding="utf-8-sig", dtype=str)
    assert set(log["Carta"]) == {"survey-promoter", "survey-detractor"}
    assert f"{len(log)} cartas e mensagens" in told
    assert len(log) + int(re.search(r"sem carta: (\d+)", told)[1]) == 354 + 9  # type: ignore[index]
    pages = list((tmp_path / "cartas" / "email").glob("*.html"))
    assert pages, "a letter of no debt has no creditor; who writes is still said"
    assert not any("Credor" in page.read_text(encoding="utf-8") for page in pages)
    assert all("CNPJ" in page.read_text(encoding="utf-8") for page in pages)
