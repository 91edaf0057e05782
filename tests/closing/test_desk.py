"""The credit desk from exports: fifty proposals of the sample cooperative end to end, and the command lines."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from coopcli.cli import app
from coopcli.closing.desk import equity_of, run_authority, run_proposals, run_rating, run_score
from coopcli.errors import CoopError, DataError
from coopcli.results import Study
from coopcli.results.desk import Desk
from coopcli.sample import cooperative
from coopcli.shipped import folder

LAYOUTS = folder("sample_data") / "layouts"
PROPOSALS, ANSWERS = LAYOUTS / "coop-proposals.xlsx", LAYOUTS / "coop-questionnaire-answers.csv"
EQUITY = 1_200_000_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    cooperative(place, 700)
    return place


@pytest.fixture(scope="module")
def told(demo: Path) -> tuple[Study, Desk]:
    study, desk, table = run_proposals([demo / "exports" / "2026-10"], None, None, lambda _: None)
    assert table is not None
    return study, desk


def silent(_: str) -> None:
    """Say nothing."""


STORIES: tuple[tuple[str, str], ...] = (
    ("não é associado", "não é associado"),
    ("desligou-se", "não é associado"),
    ("em nome de outro titular", "em nome de outro titular (laranja)"),
    ("restrições sem justificativa", "restrições não justificadas"),
    ("restrições com justificativa", "restrições com justificativa: conferir o documento"),
    ("sem título de crédito", "sem título de crédito representativo da dívida"),
    ("saque a descoberto", "saque a descoberto em conta de depósitos"),
    ("finalidade: subscrever", "a finalidade é subscrever ou integralizar capital da cooperativa"),
    ("finalidade: pagar perdas", "a finalidade é pagar perdas rateadas"),
    ("retém parte", "aumento de capital por retenção de parte do crédito"),
    ("ficha cadastral desatualizada", "ficha cadastral desatualizada"),
    ("linha Novo", "Novo: até R$ 1.000,00"),
    ("garantia real de 99,99%", "garantia real de menos de 100% da proposta e sem complemento"),
    ("garantia real de 80%", "garantia real de menos de 100% da proposta, complementada por aval: conferir se basta"),
    ("aval cruzado", "aval cruzado"),
    ("aval triangular, com a proposta seguinte", "aval triangular"),
    ("aval triangular, com a proposta anterior", "aval triangular"),
    ("o garantidor é o próprio", "o garantidor é o próprio proponente"),
    ("garantidor com operação em atraso", "garantidor com operação em atraso: a restrição invalida a garantia"),
    ("garantidor sem cadastro", "garantidor sem cadastro na cooperativa"),
    ("acima de R$ 50.000,00 sem", "questionário obrigatório acima de R$ 50.000,00 com perguntas sem resposta"),
    ("respostas de um questionário", "respostas de um questionário anterior à proposta"),
    ("não cabe na margem", "não cabe no limite: margem consignável apurada"),
    ("não cabe em 30%", "não cabe no limite: 30% da renda líquida mensal comprovada"),
    ("empresa: um centavo acima de 40%", "não cabe no limite: 40% do faturamento médio com nota promissória"),
    ("empresa: um centavo acima de 15%", "não cabe no limite: PR por devedor, com o grupo"),
)
AUTHORITIES: tuple[tuple[str, str], ...] = (
    ("atendimento:", "Unidade de Crédito – Atendimento"),
    ("um centavo acima do atendimento", "Unidade de Crédito – Responsável pelo PAC"),
    ("PAC na folha", "Unidade de Crédito – Responsável pelo PAC"),
    ("um centavo acima do PAC", "Unidade de Crédito – Gerentes Operacionais"),
    ("PAC em conta corrente", "Unidade de Crédito – Responsável pelo PAC"),
    ("conta corrente em 25 meses", "Unidade de Crédito – Gerentes Operacionais"),
    ("gerente no limite", "Unidade de Crédito – Gerentes Operacionais"),
    ("Comitê no limite", "Comitê de Crédito"),
    ("um centavo acima do Comitê", "Diretoria Executiva"),
    ("um centavo acima da Diretoria", "Conselho de Administração"),
    ("boleto com avalista", "Comitê de Crédito"),
    ("não está pagando", "Diretoria Executiva"),
)


def number_of(demo: Path, story: str) -> str:
    """Return the proposal whose story in propostas.md begins so."""
    lines = (demo / "propostas.md").read_text(encoding="utf-8").splitlines()
    (found,) = (line.split(" | ")[0].strip("| ") for line in lines if line.startswith("| P-") and f"| {story}" in line)
    return found


def test_fifty_proposals_and_every_check_agrees(told: tuple[Study, Desk]) -> None:
    study, desk = told
    assert len(desk.summary) == 50
    assert study.checks and all(check.agrees() for check in study.checks)
    assert len(desk.rating.answers) == 50 * 13


@pytest.mark.parametrize(("story", "title"), STORIES)
def test_each_story_is_found(demo: Path, told: tuple[Study, Desk], story: str, title: str) -> None:
    findings = told[1].findings
    assert title in set(findings.loc[findings["proposal_id"] == number_of(demo, story), "title"])


def test_nothing_else_is_found(demo: Path, told: tuple[Study, Desk]) -> None:
    """What is no story of a prohibition has none, but the proposal of which nothing is told."""
    troubled = {number_of(demo, story) for story, _ in STORIES}
    troubled |= {number_of(demo, story) for story in ("cheque em 61", "não está pagando", "nada informado")}
    assert set(told[1].findings["proposal_id"]) == troubled


@pytest.mark.parametrize(("story", "authority"), AUTHORITIES)
def test_each_authority(demo: Path, told: tuple[Study, Desk], story: str, authority: str) -> None:
    row = told[1].summary.set_index("proposal_id").loc[number_of(demo, story)]
    assert row["authority_title"] == authority


def test_reported_to_the_board(demo: Path, told: tuple[Study, Desk]) -> None:
    summary = told[1].summary.set_index("proposal_id")
    assert summary.loc[number_of(demo, "gerente no limite"), "reports_to_board"]
    assert not summary.loc[number_of(demo, "atendimento:"), "reports_to_board"]


@pytest.mark.parametrize(
    ("story", "origin"), [("digitada com motivo", "digitada com motivo"), ("digitada sem", "exportações")]
)
def test_typed_answers(demo: Path, told: tuple[Study, Desk], story: str, origin: str) -> None:
    answers = told[1].rating.answers
    own = answers[(answers["proposal_id"] == number_of(demo, story)) & answers["derived"].notna()]
    assert own.loc[own["typed"].notna(), "origin"].tolist() == [origin]


def test_rates_of_renegotiations(demo: Path, told: tuple[Study, Desk]) -> None:
    summary = told[1].summary.set_index("proposal_id")
    assert summary.loc[number_of(demo, "renegociação, mais"), "rate_words"].startswith("1,")
    assert summary.loc[number_of(demo, "renegociação, até"), "rate_words"].startswith(
        "a mesma taxa do contrato anterior"
    )


def test_every_figure_has_its_article(told: tuple[Study, Desk]) -> None:
    desk = told[1]
    for frame, column in (
        (desk.summary, "level_article"), (desk.summary, "rate_article"), (desk.limits, "article"),
        (desk.findings, "article"), (desk.steps, "article"), (desk.rating.answers, "article"),
    ):  # fmt: skip
        assert frame[column].notna().all()
        assert (frame[column].astype(str).str.len() > 0).all()


def test_rows_follow_the_proposals_whatever_their_order(demo: Path) -> None:
    """The rating alone says what the whole desk says."""
    _, rating = run_rating([demo / "exports" / "2026-10"], None, silent)
    assert rating.ratings["proposal_id"].tolist() == [f"P-{n:03d}" for n in range(1, 51)]


def test_proposals_alone_are_held_and_not_guessed() -> None:
    study, desk, table = run_proposals([PROPOSALS], None, None, silent)
    assert table is None
    assert desk.summary["authority_title"].isna().all()
    assert any("Patrimônio de referência não informado" in alert for alert in study.alerts)
    assert any("não lidas" in note.text for note in study.notes)


def test_strange_answers_are_problems_at_their_cell() -> None:
    place = folder("sample_data") / "broken" / "resposta-desconhecida" / "exports" / "2026-10"
    study, desk, _ = run_proposals([place], None, EQUITY, silent)
    (problem,) = (p for p in study.problems if p.code == "resposta-desconhecida")
    assert (problem.file, problem.cell, problem.header) == ("respostas.csv", "C2", "Resposta")
    assert "Mais ou menos" in problem.found
    assert len(desk.summary) == 1


def test_answers_alone_are_no_desk() -> None:
    with pytest.raises(DataError, match="exportacao-ausente"):
        run_proposals([ANSWERS], None, EQUITY, silent)


def test_no_proposal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "propostas.csv"
    path.write_bytes(b"Proposta;Data da Proposta;CPF/CNPJ;Valor Proposto;Quantidade Parcelas\n")
    for run in (run_rating, run_score):
        with pytest.raises(DataError, match="nenhuma proposta"):
            run([path], date(2026, 10, 31), silent)


def test_one_row_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "propostas.csv"
    text = "Proposta;Data da Proposta;CPF/CNPJ;Valor Proposto;Quantidade Parcelas\nP1;26/10/2026;06280340244;0,00;0\n"
    path.write_bytes(text.encode())
    _, desk, _ = run_proposals([path], None, EQUITY, silent)
    assert {"proposta sem valor", "proposta sem parcelas"} <= set(desk.findings["title"])


def test_why_no_proposal_can_be_read_is_told_with_the_date_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "propostas.csv"
    path.write_bytes(
        b"Proposta;Data da Proposta;CPF/CNPJ;Valor Proposto;Quantidade Parcelas\nP1;26/10/2026;06280340244;-100,00;12\n"
    )
    with pytest.raises(CoopError) as stopped:
        run_proposals([path], None, EQUITY, silent)
    problems = {problem.code: problem for problem in stopped.value.problems}
    assert problems["valor-negativo"].cell == "D2"
    assert problems["opcao-invalida"].found == "nenhuma data nos arquivos"


@pytest.mark.parametrize(
    ("text", "cents"), [("12.000.000,00", EQUITY), ("12000000", EQUITY), ("450.000,01", 45_000_001)]
)
def test_reference_equity_as_typed(text: str, cents: int) -> None:
    assert equity_of(text) == cents


@pytest.mark.parametrize("text", ["doze", "12.00", "1,5", "-", "=1+1"])
def test_reference_equity_that_is_none(text: str) -> None:
    with pytest.raises(CoopError, match="opcao-invalida"):
        equity_of(text)


def test_authority_without_equity_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(CoopError, match="opcao-invalida"):
        run_authority(tmp_path, None, None, None)


def test_authority_of_the_working_folder(demo: Path) -> None:
    """coop.yaml says R$ 25 milhões: 160%, R$ 11.520,00 for the attendant."""
    study, table = run_authority(demo, None, None, None)
    assert table.rows["limit_AA_A_cents"].iloc[0] == 1_152_000
    assert study.cooperative.name == "Cooperativa de Crédito Vale do Ipê"


def test_score_of_securato() -> None:
    study, found = run_score([PROPOSALS, ANSWERS], None, silent)
    assert len(found) == 5
    assert found["score_points"].isna().all()
    assert found["missing_parameters"].str.contains("Conceito").all()
    assert all(check.agrees() for check in study.checks)


# --- the command lines ----------------------------------------------------------------------------


def call(*words: str | Path) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.slow
def test_proposals_in_one_command(demo: Path, tmp_path: Path) -> None:
    book, pdf = tmp_path / "p.xlsx", tmp_path / "p.pdf"
    done = call("proposals", demo / "exports" / "2026-10", "-o", book, "--committee", pdf)
    assert done.exit_code == 0, done.output
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 50
    assert load_workbook(book)["Propostas"].max_row == 5 + 50
    assert not re.search(r"\d{3}\.\d{3}\.\d{3}-\d{2}", done.output)
    names = {str(name) for name in load_workbook(book)["Propostas"]["E"][5:]} - {"None"}
    assert not any(name in done.output for name in names)


def test_a_number_of_outside_is_no_markup_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "propostas.csv"
    head = "Proposta;Data da Proposta;CPF/CNPJ;Valor Proposto;Quantidade Parcelas"
    path.write_bytes(f"{head}\n[red]P1;26/10/2026;06280340244;100,00;12\n".encode())
    assert "[red]P1" in call("proposals", path).output


def test_portuguese_names() -> None:
    assert "R$ 10.080,00" in call("alcadas", "--pr", "12.000.000,00").output
    assert "P-101" in call("propostas", PROPOSALS, "--pr", "12.000.000,00").output
    assert "P-101" in call("classificacao", PROPOSALS).output
    assert "Conceito" in call("rating", PROPOSALS, "--modelo", "securato").output


def test_authority_prints_the_published_table() -> None:
    shown = " ".join(call("authority", "--reference-equity", "12.000.000,00").output.split())
    for amount in ("10.080,00", "20.020,00", "30.800,00", "91.000,00", "170.800,00", "8.568,00", "7.560,00"):
        assert f"R$ {amount}" in shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rating", str(PROPOSALS), "--model", "outro"), "opcao-invalida"),
        (("authority", "--reference-equity", "12.000.000,00", "--rating", "D"), "opcao-invalida"),
        (("authority", "--reference-equity", "450.000,00"), "caso-sem-linha"),
        (("proposals", "nada.xlsx"), "arquivo-nao-encontrado"),
    ],
)
def test_what_goes_wrong_is_told(words: tuple[str, ...], code: str) -> None:
    done = call(*words)
    assert done.exit_code != 0
    assert isinstance(done.exception, CoopError)
    assert done.exception.problems[0].code == code
