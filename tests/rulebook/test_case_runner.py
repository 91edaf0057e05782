"""Cases written by accountants: what is checked, what a failing one says, and what is refused before it runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.rulebook.cases import Case, load_cases, run_case
from coopcli.shipped import folder as rules_folder

from .writing import header, write

TABLES = """\
tables:
  bands:
    title: Faixas
    hit: unique
    over: days_past_due
    covers: {days_past_due: {from: 1}}
    rows:
      - {from: 1, to: 14, rate: 0.005, level: A, article: art. 1º}
      - {above: 14, rate: 0.01, level: B, article: art. 2º}
  special:
    title: Especiais
    hit: first
    may_be_empty: só as renegociadas
    rows:
      - {when: {is_renegotiated: {is: true}}, level: H, article: art. 3º}
  score:
    title: Questionário
    hit: collect sum
    sum: points
    rows:
      - {when: {days_past_due: {to: 14}}, points: 5, article: art. 4º}
      - {when: {is_renegotiated: {is: false}}, points: 3, article: art. 4º}
  alerts:
    title: Alertas
    hit: collect
    rows:
      - {when: {days_past_due: {above: 14}}, indicator: X, article: art. 5º}
"""


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    folder = tmp_path / "rules"
    write(folder, "topic/rule", header(end="2026-06-30") + TABLES)
    later = "topic/rule.as-of-2026-07-01"
    write(folder, later, header(later, "2026-07-01") + TABLES.replace("rate: 0.01", "rate: 0.02"))
    return load_rulebook(folder)


def cases_file(folder: Path, *cases: str, head: str = "rule: topic/rule\non: 2026-06-30\n") -> Path:
    """Write a file of cases, one line each, after two lines of head and the line ``cases:``."""
    path = folder / "cases" / "topic" / "rule.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + "cases:\n" + "".join(f"  - {case}\n" for case in cases)).encode())
    return folder / "cases"


def run(book: Rulebook, folder: Path, *cases: str, head: str = "rule: topic/rule\non: 2026-06-30\n") -> list[Problem]:
    loaded = load_cases(cases_file(folder, *cases, head=head))
    return [problem for case in loaded if (problem := run_case(book, case))]


def refused(folder: Path, *cases: str, head: str = "rule: topic/rule\n") -> list[Problem]:
    with pytest.raises(RuleError) as caught:
        load_cases(cases_file(folder, *cases, head=head))
    return caught.value.problems


def case(table: str, given: str, expect: str, more: str = "") -> str:
    return f"{{name: caso, table: {table}, because: art. 9º, given: {{{given}}}, expect: {expect}{more}}}"


@pytest.mark.parametrize(
    "text",
    [
        case("bands", "days_past_due: 14", "{level: A}"),
        case("bands", "days_past_due: 15", "{level: B, rate: 0.010}"),
        case("bands", "days_past_due: 15", "{rate: 0.01}", ', of: "1.000,00", amount: "10,00"'),
        case("special", "is_renegotiated: true", "{level: H}"),
        case("special", "is_renegotiated: false", "none"),
        case("special", "", "none"),
        case("score", "days_past_due: 14", "{points: 8}"),
        case("score", "days_past_due: 15, is_renegotiated: true", "{points: 0}"),
    ],
)
def test_case_that_holds(book: Rulebook, tmp_path: Path, text: str) -> None:
    assert run(book, tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (case("bands", "days_past_due: 15", "{level: A}"), "level: B (art. 2º)", "level: A (art. 9º)"),
        (case("bands", "days_past_due: 14", "{rate: 0.01}"), "rate: 0.005 (art. 1º)", "rate: 0.01 (art. 9º)"),
        (
            case("bands", "days_past_due: 15", "{rate: 0.01}", ', of: "1.000,00", amount: "10,01"'),
            "R$ 10,00",
            "R$ 10,01 (art. 9º)",
        ),
        (case("bands", "days_past_due: 15", "{portfolio: C1}"), "portfolio: None (art. 2º)", "portfolio: C1 (art. 9º)"),
        (case("special", "is_renegotiated: true", "none"), "level: H (art. 3º)", "nenhuma linha (art. 9º)"),
        (case("special", "is_renegotiated: false", "{level: H}"), "nenhuma linha", "level: H (art. 9º)"),
        (case("bands", "days_past_due: 0", "{level: A}"), "tabela bands (Faixas): dias em atraso: 0", "level: A"),
        (case("bands", "", "{level: A}"), "falta o fato days_past_due em given", "level: A"),
        (case("score", "days_past_due: 14", "{points: 5}"), "points: 8", "points: 5 (art. 9º)"),
        (case("score", "days_past_due: 14", "{level: A}"), "tabela collect sum com expect level", "só points"),
        (
            case("alerts", "days_past_due: 15", "{indicator: X}"),
            "tabela collect com expect indicator",
            "decida uma linha",
        ),
        (case("nowhere", "days_past_due: 15", "{level: B}"), "a regra topic/rule com a tabela nowhere", "que exista"),
    ],
)
def test_failing_case_tells_what_was_found_and_what_was_expected(
    book: Rulebook, tmp_path: Path, text: str, found: str, expected: str
) -> None:
    (problem,) = run(book, tmp_path, text)
    assert (problem.code, problem.file, problem.line) == ("caso-divergente", "cases/topic/rule.yaml", 4)
    assert problem.found.startswith("caso: ")
    assert found in problem.found
    assert expected in problem.expected


@pytest.mark.parametrize(("on", "rate"), [("2026-06-30", "0.01"), ("2026-07-01", "0.02")])
def test_case_runs_against_the_version_in_force_on_its_day(book: Rulebook, tmp_path: Path, on: str, rate: str) -> None:
    text = case("bands", "days_past_due: 15", f"{{rate: {rate}}}")
    assert run(book, tmp_path, text, head=f"rule: topic/rule\non: {on}\n") == []


def test_case_on_a_day_without_a_rule_fails(book: Rulebook, tmp_path: Path) -> None:
    text = case("bands", "days_past_due: 15", "{rate: 0.01}")
    (problem,) = run(book, tmp_path, text, head="rule: topic/rule\non: 2025-12-31\n")
    assert "não existe a regra topic/rule" in problem.found


def test_every_failing_case_is_told(book: Rulebook, tmp_path: Path) -> None:
    wrong, right = (case("bands", "days_past_due: 15", f"{{level: {level}}}") for level in "AB")
    assert [problem.line for problem in run(book, tmp_path, wrong, right, wrong)] == [4, 6]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{name: n, table: t, because: b, given: {}, expects: {level: A}}", "chave desconhecida: expects"),
        ("{name: n, table: t, given: {}, expect: {level: A}}", "falta: because"),
        ('{name: n, table: t, because: "", given: {}, expect: {level: A}}', "falta: because"),
        ("{name: n, table: t, because: b, given: {}, expect: {}}", "falta: expect"),
        (case("t", "delay: 15", "{level: A}"), "nome desconhecido: delay"),
        (case("t", "days_past_due: 15", "{colour: blue}"), "nome desconhecido: colour"),
        (case("t", "days_past_due: ten", "{level: A}"), "um número inteiro"),
        (case("t", "days_past_due: {from: 1}", "{level: A}"), "um número inteiro"),
        (case("t", "client_total_cents: 50000", "{level: A}"), "'50.000,00'"),
        (case("t", "days_past_due: 15", "{level: Z}"), "um de: AA, A"),
        (case("t", "days_past_due: 15", "{rate: 1.5}"), "uma fração de 0 a 1"),
        (case("t", "days_past_due: 15", "{rate: 1}", ', of: "1,00"'), "of e amount vêm juntos"),
        (case("t", "days_past_due: 15", "{rate: 1}", ", of: 1000, amount: 10"), "'1000' em vez de um valor em reais"),
        ("only a text", "'only a text' em vez de chaves"),
    ],
)
def test_case_with_words_that_do_not_exist_is_refused(tmp_path: Path, text: str, found: str) -> None:
    (problem,) = refused(tmp_path, text)
    assert (problem.code, problem.file, problem.line) == ("regra-invalida", "cases/topic/rule.yaml", 3)
    assert found in problem.found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("rule: topic/rule\ncolour: blue\n", "chave desconhecida: colour"),
        ("on: 2026-01-01\n", "falta: rule"),
        ("rule: topic/rule\non: 30/06/2026\n", "on: '30/06/2026' em vez de uma data"),
    ],
)
def test_head_of_a_file_of_cases_is_checked_too(tmp_path: Path, head: str, found: str) -> None:
    (problem,) = refused(tmp_path, case("bands", "days_past_due: 15", "{level: B}"), head=head)
    assert found in problem.found


def test_file_without_cases_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path)
    assert problem.found == "falta: cases"


def test_every_line_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong, right = case("t", "delay: 1", "{level: A}"), case("t", "days_past_due: 1", "{level: A}")
    assert [problem.line for problem in refused(tmp_path, wrong, right, wrong)] == [3, 5]


def test_a_fact_that_the_table_cannot_ask_is_refused() -> None:
    """It would count for nothing, and the case would seem to prove that it does."""
    shipped = load_rulebook(rules_folder("rules"))
    given = {"guarantee_kind": "deposits", "days_past_due": 91}
    described = Case("provisioning/bcb-352-2023", None, "portfolio_by_guarantee", "caso", "art. 81", given,
                     {"portfolio": "C2"}, None, None, "cases/x.yaml", 4)  # fmt: skip
    problem = run_case(shipped, described)
    assert problem is not None
    assert problem.found == "caso: given: days_past_due: a tabela não pode perguntar"
    assert run_case(shipped, replace(described, given={"guarantee_kind": "deposits"})) is None
