"""Rule files written by the tests, and the way from them to tables and problems."""

from __future__ import annotations

from pathlib import Path

from coopcli.errors import Problem
from coopcli.rulebook.book import load_file
from coopcli.rulebook.tables import RuleFile, Table
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.signatures import Role, Signature

HEADER = """\
id: topic/rule
title: Regra de teste
kind: policy
role: anything
source: {act: Ata nº 1, url: "https://example.org", checked_on: 2026-11-21}
effective_from: 2026-01-01
"""


class Unsigned(Signature):
    """What the tests of tables in general use: every word may be used, and nothing is checked of what is given."""

    @property
    def hits(self) -> tuple[str, ...]:
        return ("unique", "first", "worst", "collect", "collect sum")

    def lacks(self, names: object) -> list[str]:
        return []


ANYTHING = Role(
    "anything",
    "qualquer regra",
    (),
    may_have={"*": ("count", "nada")},
    several="cada arquivo é de um teste",
    others=Unsigned(tuple(FACTS), may_answer=dict.fromkeys(OUTCOMES, "nada"), empty="nada"),
)
"""The role of a file with any tables and any parameters; no file that is shipped has it."""
HERE = "# <-"
"""Marks the line that a problem must name."""


def header(rule_id: str = "topic/rule", start: str = "2026-01-01", end: str = "", more: str = "") -> str:
    """Return a header with another id and period."""
    text = HEADER.replace("topic/rule", rule_id).replace("2026-01-01", start)
    return text + (f"effective_to: {end}\n" if end else "") + more


def bands(name: str = "t", *, rates: tuple[str, str] = ("0.1", "0.2")) -> str:
    """Return the smallest sound table: two bands of days."""
    return (
        f"tables:\n  {name}:\n    title: Faixas\n    hit: unique\n    over: days_past_due\n    rows:\n"
        f"      - {{from: 0, to: 14, rate: {rates[0]}, article: art. 1º}}\n"
        f"      - {{above: 14, rate: {rates[1]}, article: art. 2º}}\n"
    )


def write(folder: Path, rule_id: str, text: str) -> Path:
    """Write a rule file at the place that its id names."""
    path = folder / f"{rule_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def load(folder: Path, text: str) -> tuple[RuleFile | None, list[Problem]]:
    """Return the rule of a text, or its problems."""
    problems: list[Problem] = []
    rule = load_file(write(folder, "topic/rule", text), "rules/topic/rule.yaml", {}, problems)
    return rule, problems


def table(folder: Path, body: str, name: str = "t") -> Table:
    """Return a table of a text without its header; the text must be sound."""
    rule, problems = load(folder, HEADER + body)
    assert rule is not None, [problem.text() for problem in problems]
    return rule.tables[name]


def refused(folder: Path, body: str, *, head: str = HEADER) -> Problem:
    """Return the only problem of a text; it must name the file and the marked line."""
    text = head + body
    rule, problems = load(folder, text)
    assert rule is None
    assert len(problems) == 1, [problem.text() for problem in problems]
    assert problems[0].file == "rules/topic/rule.yaml"
    if HERE in text:
        marked = next(i for i, line in enumerate(text.splitlines(), 1) if HERE in line)
        assert problems[0].line == marked, problems[0].text()
    return problems[0]
