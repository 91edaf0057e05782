"""Rule cases: what a table must decide in a described situation, written by accountants in YAML.

A file names the rule; a case names the table, the facts given, what is expected and because of which article.
``of`` and ``amount`` check a rate on an amount, rounded as reports round it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coopcli.errors import Problem, RuleError
from coopcli.money import brl, parse_brl
from coopcli.rulebook.book import Rulebook
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.tables import RuleFile, Value, term_value
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files

_FILE_KEYS = {"rule", "on", "cases"}
_CASE_KEYS = {"name", "table", "because", "given", "expect", "of", "amount"}


@dataclass(frozen=True)
class Case:
    """One case, with its place in the file."""

    rule: str
    on: date | None
    table: str
    name: str
    because: str
    given: Mapping[str, Value]
    expect: Mapping[str, str]
    of_cents: int | None
    amount_cents: int | None
    file: str
    line: int


def load_cases(folder: Path) -> list[Case]:
    """Return the cases of every .yaml file below ``folder``; RuleError names every line that is wrong."""
    problems: list[Problem] = []
    cases = [case for path in yaml_files(folder) for case in _cases_of(read_yaml(path), problems)]
    if problems:
        raise RuleError(problems)
    return cases


def _cases_of(text: YamlText, problems: list[Problem]) -> Iterator[Case]:
    for i, item in enumerate(text.data.get("cases", [])):
        line = text.line(("cases", i))
        try:
            yield _case(text, item, line)
        except (ValueError, KeyError) as error:
            found = f"falta {error}" if isinstance(error, KeyError) else str(error)
            problems.append(Problem("regra-invalida", found, file=text.file, line=line))


def _case(text: YamlText, item: Mapping[str, Any], line: int) -> Case:
    unknown = (set(item) - _CASE_KEYS) | (set(text.data) - _FILE_KEYS)
    if unknown:
        raise ValueError(f"chave desconhecida: {', '.join(sorted(unknown))}")
    given = {name: term_value(FACTS[name], value) for name, value in item["given"].items()}
    on = date.fromisoformat(text.data["on"]) if "on" in text.data else None
    cents = [parse_brl(item[key]) if key in item else None for key in ("of", "amount")]
    return Case(
        text.data["rule"], on, item["table"], item["name"], item["because"], given, item["expect"], *cents,
        text.file, line,
    )  # fmt: skip


def run_case(book: Rulebook, case: Case) -> Problem | None:
    """Return why the case does not hold; None where it does."""
    rule = _rule_of(book, case)
    if rule is None or case.table not in rule.tables:
        return _differs(case, f"não existe a regra {case.rule} com a tabela {case.table}", "uma regra que exista")
    table = rule.tables[case.table]
    row = decide(table, _facts(case, [*table.facts, *table.covers])).row(0)
    if row is None:
        return _differs(case, "nenhuma linha", str(dict(case.expect)))
    expected = {name: term_value(OUTCOMES[name], text) for name, text in case.expect.items()}
    decided = {name: row.outcomes.get(name) for name in expected}
    if decided != expected:
        return _differs(case, f"{_words(decided)} ({row.article})", _words(expected))
    return _amount_differs(book, case)


def _words(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in values.items())


def _amount_differs(book: Rulebook, case: Case) -> Problem | None:
    if case.of_cents is None or case.amount_cents is None:
        return None
    import numpy as np

    rule = _rule_of(book, case)
    assert rule is not None
    table = rule.tables[case.table]
    decision = decide(table, _facts(case, [*table.facts, *table.covers]))
    amount = int(decision.share_of(np.array([case.of_cents]))[0])
    return None if amount == case.amount_cents else _differs(case, brl(amount), brl(case.amount_cents))


def _rule_of(book: Rulebook, case: Case) -> RuleFile | None:
    versions = [f for f in book.files if case.rule in (f.id, f.family)]
    if case.on is not None:
        versions = [f for f in versions if f.covers(case.on)]
    return versions[-1] if versions else None


def _facts(case: Case, needed: list[str]) -> Facts:
    """Return the given facts; a flag that is not given is false, an optional fact missing; the rest must be given."""
    columns: dict[str, object] = {}
    for name in needed:
        value: object = case.given.get(name, False if FACTS[name].kind == "flag" else None)
        if value is None and not FACTS[name].optional:
            raise RuleError([_differs(case, f"falta o fato {name} em given", "todos os fatos que a tabela usa")])
        columns[name] = [value]
    return Facts(columns, 1)


def _differs(case: Case, found: str, expected: str) -> Problem:
    return Problem(
        "caso-divergente", f"{case.name}: {found}", file=case.file, line=case.line, expected=f"{expected} ({case.because})"
    )
