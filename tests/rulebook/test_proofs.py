"""What is proved of a table: no gap, no overlap, no falling rate, small enough; and what is merely odd."""

from __future__ import annotations

from math import prod
from pathlib import Path

import pytest

from coopcli.rulebook.grid import MAX_CELLS, OTHER, grid_of
from coopcli.rulebook.proofs import flaws, oddities
from coopcli.rulebook.vocabulary import FACTS
from coopcli.words import Word

from .writing import HEADER, load, refused, table


def days(*rows: str, hit: str = "unique", keys: str = "") -> str:
    """Return a table ``t`` over days past due."""
    extra = "".join(f"    {key}\n" for key in keys.splitlines())
    head = f"tables:\n  t:\n    title: Faixas\n    hit: {hit}\n    over: days_past_due\n"
    return head + extra + "    rows:\n" + "".join(f"      - {{{row}, article: a}}\n" for row in rows)


def test_bands_that_meet_are_proved(tmp_path: Path) -> None:
    proved = table(tmp_path, days("from: 0, to: 14, rate: 0", "from: 15, to: 30, rate: 0.1", "above: 30, rate: 0.1"))
    assert flaws(proved) == []
    assert oddities(proved) == []


def test_below_and_from_meet_at_the_same_number(tmp_path: Path) -> None:
    assert flaws(table(tmp_path, days("below: 15, rate: 0", "from: 15, rate: 0.1"))) == []


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (("from: 0, to: 14, rate: 0", "from: 16, rate: 1"), 15),
        (("from: 0, to: 14, rate: 0", "above: 15, rate: 1"), 15),
        (("from: 0, to: 14, rate: 0", "from: 15, to: 30, rate: 1"), 31),
        (("from: 1, rate: 1",), 0),
    ],
)
def test_gap_names_the_first_day_that_no_row_decides(tmp_path: Path, rows: tuple[str, ...], day: int) -> None:
    problem = refused(tmp_path, days(*rows))
    assert problem.code == "regra-com-lacuna"
    assert problem.found == f"tabela t: nenhuma linha para dias em atraso: {day}"


def test_days_before_zero_cannot_occur_and_need_no_row(tmp_path: Path) -> None:
    assert flaws(table(tmp_path, days("from: 0, rate: 1"))) == []


def test_overlap_names_both_rows_and_the_day(tmp_path: Path) -> None:
    problem = refused(tmp_path, days("from: 0, to: 15, rate: 0", "from: 15, rate: 1"))
    assert (problem.code, problem.line) == ("regra-com-sobreposicao", 14)
    rows = "as linhas 1 (linha 13 do arquivo) e 2 (linha 14 do arquivo)"
    assert problem.found == f"tabela t: {rows} valem para dias em atraso: 15"


def test_the_same_overlap_is_no_flaw_where_the_first_row_wins(tmp_path: Path) -> None:
    first = table(tmp_path, days("from: 0, to: 15, rate: 0", "from: 15, rate: 1", hit="first"))
    assert [first.rows[i].number for i in grid_of(first).decided if i >= 0] == [
        1,
        1,
        2,
    ]  # days 0–14, 15, 16 on


def test_gap_in_one_portfolio_only(tmp_path: Path) -> None:
    body = (
        "tables:\n  t:\n    title: T\n    hit: first\n    rows:\n"
        "      - {when: {portfolio: {not_in: [C5]}}, rate: 0.1, article: a}\n"
        "      - {when: {portfolio: {is: C5}, days_past_due: {from: 1}}, rate: 0.2, article: a}\n"
    )
    assert refused(tmp_path, body).found == "tabela t: nenhuma linha para carteira: C5, dias em atraso: 0"


@pytest.mark.parametrize(
    ("fact", "condition"),
    [("given_level", "in: [AA, A, B, C, D, E, F, G, H]"), ("overdraft_days", "from: 0")],
)
def test_optional_fact_needs_a_row_for_missing(tmp_path: Path, fact: str, condition: str) -> None:
    row = f"      - {{when: {{{fact}: {{{condition}}}}}, level: A, article: a}}\n"
    body = "tables:\n  t:\n    title: T\n    hit: unique\n    rows:\n" + row
    problem = refused(tmp_path, body)
    assert problem.code == "regra-com-lacuna"
    assert problem.found.endswith(f"{FACTS[fact].asked}: não informado")
    handled = body + f"      - {{when: {{{fact}: {{missing: true}}}}, level: A, article: a}}\n"
    assert flaws(table(tmp_path, handled)) == []


def test_may_be_empty_allows_the_gap_but_not_the_overlap(tmp_path: Path) -> None:
    allowed = days("from: 31, rate: 1", keys="may_be_empty: só acima de 30 dias")
    assert flaws(table(tmp_path, allowed)) == []
    twice = days("from: 31, rate: 1", "from: 40, rate: 1", keys="may_be_empty: só acima de 30 dias")
    assert refused(tmp_path, twice).code == "regra-com-sobreposicao"


def test_covers_limits_what_must_be_decided(tmp_path: Path) -> None:
    assert flaws(table(tmp_path, days("from: 1, rate: 1", keys="covers: {days_past_due: {from: 1}}"))) == []
    problem = refused(tmp_path, days("from: 2, rate: 1", keys="covers: {days_past_due: {from: 1}}"))
    assert problem.found == "tabela t: nenhuma linha para dias em atraso: 1"


def test_falling_rate_names_the_day_of_the_fall(tmp_path: Path) -> None:
    problem = refused(tmp_path, days("from: 0, to: 14, rate: 0.10", "from: 15, rate: 0.09"))
    assert problem.code == "taxa-decrescente"
    assert problem.found == "tabela t: a taxa cai quando dias em atraso chega a 15"


def test_equal_rates_do_not_fall(tmp_path: Path) -> None:
    assert flaws(table(tmp_path, days("from: 0, to: 14, rate: 0.10", "from: 15, rate: 0.100"))) == []


def test_rate_that_falls_in_one_portfolio_only(tmp_path: Path) -> None:
    rates = "rate: {{C1: 0.1, C2: 0.1, C3: 0.1, C4: 0.1, C5: {}}}"
    body = days(f"from: 0, to: 14, {rates.format('0.3')}", f"from: 15, {rates.format('0.2')}", keys="by: portfolio")
    assert refused(tmp_path, body).code == "taxa-decrescente"


def test_rate_that_falls_between_levels_is_no_matter_of_days(tmp_path: Path) -> None:
    body = (
        "tables:\n  t:\n    title: T\n    hit: first\n    rows:\n"
        "      - {when: {level: {is: A}}, rate: 1, article: a}\n      - {rate: 0.1, article: a}\n"
    )
    assert flaws(table(tmp_path, body)) == []


def test_rates_may_fall_with_a_reason(tmp_path: Path) -> None:
    why = "rates_may_fall: a norma soma outra parcela"
    body = days("from: 0, to: 14, rate: 0.10", f"from: 15, rate: 0.09, {why}")
    assert flaws(table(tmp_path, body)) == []


def test_the_reason_of_one_row_does_not_exempt_another(tmp_path: Path) -> None:
    why = "rates_may_fall: a norma soma outra parcela"
    body = days("from: 0, to: 14, rate: 0.10", f"from: 15, to: 30, rate: 0.09, {why}", "above: 30, rate: 0.08")
    assert refused(tmp_path, body).found == "tabela t: a taxa cai quando dias em atraso chega a 31"


def test_a_reason_for_the_whole_table_is_refused(tmp_path: Path) -> None:
    body = days("from: 0, to: 14, rate: 0.10", "from: 15, rate: 0.09", keys="rates_may_fall: porque sim")
    assert "na linha em que a taxa cai" in refused(tmp_path, body).text()


def test_row_that_never_decides_is_odd(tmp_path: Path) -> None:
    odd = table(tmp_path, days("to: 30, rate: 0", "from: 5, to: 20, rate: 0", "above: 30, rate: 0", hit="first"))
    assert oddities(odd) == ["topic/rule, tabela t: a linha 2 nunca decide"]


def test_row_for_days_that_cannot_occur_is_odd(tmp_path: Path) -> None:
    odd = table(tmp_path, days("to: -1, rate: 0", "from: 0, rate: 0"))
    assert oddities(odd) == ["topic/rule, tabela t: a linha 1 nunca decide"]


def test_row_that_decides_for_one_portfolio_is_not_odd(tmp_path: Path) -> None:
    """Unfolded by portfolio, four of its five entries are overtaken; the row still decides for C5."""
    rates = "rate: {C1: 0.1, C2: 0.1, C3: 0.1, C4: 0.1, C5: 0.1}"
    before = "when: {portfolio: {not_in: [C5]}}, from: 0, rate: 0.1"
    body = days(before, f"from: 0, {rates}", hit="first", keys="by: portfolio")
    assert oddities(table(tmp_path, body)) == []


def test_too_many_cells_are_refused_as_unprovable(tmp_path: Path) -> None:
    """Every value of five closed lists, and a cell more for those that may be missing."""
    facts = ("product_kind", "guarantee_kind", "level", "given_level", "trigger")
    cells = prod(len(FACTS[fact].choices) + FACTS[fact].may_be_missing for fact in facts)
    assert cells > MAX_CELLS
    when = (
        "product_kind: {is: other}, guarantee_kind: {is: none}, level: {is: A}, given_level: {is: A}, "
        "trigger: {is: bankruptcy}"
    )
    body = (
        "tables:\n  t:\n    title: T\n    hit: first\n    rows:\n"
        f"      - {{when: {{{when}}}, level: A, article: a}}\n      - {{level: B, article: a}}\n"
    )
    problem = refused(tmp_path, body)
    assert problem.code == "regra-invalida"
    assert f"{cells} combinações" in problem.found
    assert "divida a tabela" in problem.expected


QUESTIONS = """\
tables:
  t:
    title: Questionário
    hit: collect sum
    sum: points
    one_per: question
    rows:
      - {when: {days_past_due: {to: 0}}, question: atraso, points: 3, article: a}
      - {when: {days_past_due: {from: 1}}, question: atraso, points: 0, article: a}
      - {when: {is_renegotiated: {is: false}}, question: renegociada, points: 2, article: a}
      - {when: {is_renegotiated: {is: true}}, question: renegociada, points: 0, article: a}
"""


def test_each_question_is_proved_apart(tmp_path: Path) -> None:
    assert flaws(table(tmp_path, QUESTIONS)) == []


def test_question_with_a_gap_is_refused(tmp_path: Path) -> None:
    problem = refused(tmp_path, QUESTIONS.replace("from: 1", "from: 2"))
    assert problem.code == "regra-com-lacuna"
    assert problem.found == "tabela t: nenhuma linha para dias em atraso: 1"


def test_question_with_two_answers_for_a_case_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, QUESTIONS.replace("to: 0", "to: 1")).code == "regra-com-sobreposicao"


def test_points_without_questions_need_no_proof(tmp_path: Path) -> None:
    loose = QUESTIONS.replace("    one_per: question\n", "").replace("from: 1", "from: 2")
    assert flaws(table(tmp_path, loose)) == []


def test_open_text_has_a_cell_for_every_other_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTS, "credit_line", Word("credit_line", "text", "linha de crédito"))
    body = (
        "tables:\n  t:\n    title: T\n    hit: unique\n    rows:\n"
        "      - {when: {credit_line: {in: [rural, casa]}}, level: A, article: a}\n"
    )
    assert refused(tmp_path, body).found == "tabela t: nenhuma linha para linha de crédito: outro valor"
    rule, _ = load(tmp_path, HEADER + body.replace("hit: unique", "hit: first") + "      - {level: B, article: b}\n")
    assert rule is not None
    (axis,) = grid_of(rule.tables["t"]).axes
    assert axis.values == ("casa", "rural", OTHER)
