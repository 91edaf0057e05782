"""What rules check says of points: bands that no sum reaches, sums that the source has no band for, directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.errors import Problem
from coopcli.rulebook.book import load_file, load_rulebook
from coopcli.rulebook.peculiar import peculiarities, points_range
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder

HEAD = """id: rating/made-up
title: Pontuação inventada
kind: method
role: anything
source: {act: Ata, url: "https://example.org", checked_on: 2026-11-21}
effective_from: 2026-01-01
tables:
"""
QUESTIONS = """  questionnaire:
    title: Perguntas
    hit: collect sum
    sum: points
    one_per: question
    totals: {TOTALS}
    direction: {DIRECTION}
    rows:
      - {when: {membership_months: {below: 12}}, question: Q1, points: 5, article: a}
      - {when: {membership_months: {from: 12, below: 24}}, question: Q1, points: 3, article: a}
      - {when: {membership_months: {from: 24}}, question: Q1, points: 4, article: a}
      - {when: {membership_months: {missing: true}}, question: Q1, points: 5, article: a}
      - {when: {has_guarantor: {is: true}}, question: Q2, points: 10, article: a}
      - {when: {has_guarantor: {is: false}}, question: Q2, points: 20, article: a}
"""
BANDS = """  final_result:
    title: Faixas
    hit: unique
    over: total_points
    rows:
      - {to: 12, level: A, article: a}
      - {from: 13, to: 24, level: B, article: a}
      - {above: 24, level: C, article: a, added: "a fonte acaba em 24"}
"""


def rule_of(tmp_path: Path, totals: str = "{total_points: []}", direction: str = "{}", bands: str = BANDS) -> RuleFile:
    text = HEAD + QUESTIONS.replace("{TOTALS}", totals).replace("{DIRECTION}", direction) + bands
    path = tmp_path / "made-up.yaml"
    path.write_bytes(text.encode())
    problems: list[Problem] = []
    rule = load_file(path, "made-up.yaml", {}, problems)
    assert problems == []
    assert rule is not None
    return rule


def test_reach_is_the_least_and_the_most_of_each_question(tmp_path: Path) -> None:
    """Q1 from 3 to 5, Q2 10 or 20: 13 to 25; of Q1 alone 3 to 5."""
    table = rule_of(tmp_path, "{total_points: [], partial_points: [Q1]}").tables["questionnaire"]
    assert points_range(table) == (13, 25)
    assert points_range(table, "partial_points") == (3, 5)


def test_bands_and_sums_that_do_not_meet(tmp_path: Path) -> None:
    """A ends at 12 and the least sum is 13; above 24 only 25 is left, which the source has no band for."""
    assert peculiarities(rule_of(tmp_path)) == [
        "rating/made-up, tabela final_result, linha 1: os pontos vão de 13 a 25 e nunca chegam a esta faixa",
        "rating/made-up, tabela final_result, linha 3: de 25 a 25 pontos a fonte não tem faixa "
        "(a fonte acaba em 24; os pontos vão de 13 a 25)",
    ]


def test_without_totals_nothing_is_compared(tmp_path: Path) -> None:
    assert peculiarities(rule_of(tmp_path, "{}")) == []


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("falling", ["os pontos sobem quando meses completos de associação chega a 24"]),
        ("rising", ["os pontos caem quando meses completos de associação chega a 12"]),
    ],
)
def test_points_against_their_direction(tmp_path: Path, direction: str, expected: list[str]) -> None:
    """5, 3, 4: they fall at 12 and rise at 24."""
    rule = rule_of(tmp_path, "{}", f"{{membership_months: {direction}}}")
    assert peculiarities(rule) == [f"rating/made-up, tabela questionnaire: {text}" for text in expected]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("totals: {TOTALS}", "totals: {total_points: [Q9]}", "Q9"),
        ("totals: {TOTALS}", "totals: {no_such_fact: []}", "no_such_fact"),
        ("direction: {DIRECTION}", "direction: {no_such_fact: rising}", "no_such_fact"),
        ("direction: {DIRECTION}", "direction: {membership_months: sideways}", "sideways"),
    ],
)
def test_what_a_file_may_not_declare(tmp_path: Path, old: str, new: str, found: str) -> None:
    text = HEAD + QUESTIONS.replace(old, new).replace("{TOTALS}", "{}").replace("{DIRECTION}", "{}") + BANDS
    path = tmp_path / "made-up.yaml"
    path.write_bytes(text.encode())
    problems: list[Problem] = []
    assert load_file(path, "made-up.yaml", {}, problems) is None
    assert found in " ".join(problem.text() for problem in problems)


def test_what_is_peculiar_in_the_shipped_rules() -> None:
    """As printed in the sources: FLAGS F004-1, F004-2 and F004-18. Anything else is a mistake of ours."""
    found = [text for rule in load_rulebook(folder("rules")).files for text in peculiarities(rule)]
    assert [text.split("(")[0].strip() for text in found if text.startswith("rating/")] == [
        "rating/nossacoop, tabela partial_result, linha 9: de 151 a 169 pontos a fonte não tem faixa",
        "rating/nossacoop, tabela final_result, linha 9: de 312 a 374 pontos a fonte não tem faixa",
        "rating/securato, tabela net_equity_points: os pontos caem quando patrimônio líquido chega a R$ 30.000,00",
        "rating/securato, tabela net_equity_points: os pontos caem quando patrimônio líquido chega a R$ 50.000,00",
    ]


def test_a_row_for_any_sum_is_no_band(tmp_path: Path) -> None:
    row = "      - {when: {has_guarantor: {is: true}}, level: A, article: a}\n"
    bands = BANDS.replace("hit: unique", "hit: first").replace("    rows:\n", "    rows:\n" + row)
    assert not any("linha 1" in text for text in peculiarities(rule_of(tmp_path, bands=bands)))
