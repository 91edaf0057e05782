"""Rule cases: what a table must decide in a described situation, written by accountants in YAML.

A file names the rule; a case names the table, the facts given, what is expected and because of which article.
``of`` and ``amount`` check a rate on an amount, rounded as reports round it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from coopcli.errors import Problem, RuleError, stop
from coopcli.money import brl, parse_brl
from coopcli.rulebook.book import Rulebook
from coopcli.rulebook.compiled import term_value
from coopcli.rulebook.decide import Decision, collect, decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.tables import Row, RuleFile, Table, Value
from coopcli.rulebook.vocabulary import FACTS, LISTED, OUTCOMES
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files
from coopcli.words import Word

NO_ROW = "none"
"""What ``expect`` says where no row of the table may decide."""

_FILE_NEEDS = {"rule", "cases"}
_FILE_KEYS = _FILE_NEEDS | {"on"}
_CASE_NEEDS = {"name", "table", "because", "expect"}
_CASE_KEYS = _CASE_NEEDS | {"given", "of", "amount"}


@dataclass(frozen=True)
class Case:
    """One case, with its place in the file."""

    rule: str
    on: date | None
    table: str
    name: str
    because: str
    given: Mapping[str, Value]
    expect: Mapping[str, Value]
    of_cents: int | None
    amount_cents: int | None
    file: str
    line: int


def load_cases(folder: Path) -> list[Case]:
    """Return the cases of every .yaml file below ``folder``; RuleError names every line that is wrong.

    A folder that does not exist is a CoopError (arquivo-nao-encontrado): no case is not the same as all cases well.
    """
    if not folder.is_dir():
        raise stop("arquivo-nao-encontrado", str(folder), file=folder.name)
    problems: list[Problem] = []
    cases: list[Case] = []
    for path in yaml_files(folder):
        text = read_yaml(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        cases += _cases_of(text, problems)
    if problems:
        raise RuleError(problems)
    return cases


def _cases_of(text: YamlText, problems: list[Problem]) -> Iterator[Case]:
    try:
        items = _known(text.data, _FILE_KEYS, _FILE_NEEDS)["cases"]
        if not isinstance(items, list) or not items:
            raise ValueError("cases: nenhum caso")
    except ValueError as error:
        problems.append(Problem("regra-invalida", str(error), file=text.file, line=1))
        return
    for i, item in enumerate(items):
        line = text.line(("cases", i))
        try:
            yield _case(text, _known(item, _CASE_KEYS, _CASE_NEEDS), line)
        except ValueError as error:
            problems.append(Problem("regra-invalida", str(error), file=text.file, line=line))


def _known(item: Any, keys: set[str], needs: set[str]) -> Mapping[str, Any]:
    """Return ``item`` where it has no other keys and none of ``needs`` is empty; else ValueError."""
    if not isinstance(item, dict):
        raise ValueError(f"{item!r} em vez de chaves: {', '.join(sorted(keys))}")
    if unknown := set(item) - keys:
        raise ValueError(f"chave desconhecida: {', '.join(sorted(unknown))}")
    if absent := {key for key in needs if not item.get(key)}:
        raise ValueError(f"falta: {', '.join(sorted(absent))}")
    return item


def _case(text: YamlText, item: Mapping[str, Any], line: int) -> Case:
    if ("of" in item) != ("amount" in item):
        raise ValueError("of e amount vêm juntos: o valor da operação e o que a taxa dá sobre ele")
    on = _day(text.data["on"]) if "on" in text.data else None
    of_cents, amount_cents = (_cents(item[key]) if key in item else None for key in ("of", "amount"))
    given = _terms(item.get("given") or {}, FACTS)
    expect = {} if item["expect"] == NO_ROW else _terms(item["expect"], OUTCOMES)
    return Case(
        text.data["rule"], on, item["table"], item["name"], item["because"], given, expect, of_cents, amount_cents,
        text.file, line,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"on: {text!r} em vez de uma data como 2026-11-21") from None


def _cents(text: str) -> int:
    try:
        return parse_brl(text)
    except ValueError:
        raise ValueError(f"{text!r} em vez de um valor em reais entre aspas, como '50.000,00'") from None


def _terms(texts: Mapping[str, Any], vocabulary: Mapping[str, Word]) -> dict[str, Value]:
    if unknown := set(texts) - set(vocabulary):
        raise ValueError(f"nome desconhecido: {', '.join(sorted(unknown))}")
    words = {name: replace(vocabulary[name], choices=()) if name in LISTED else vocabulary[name] for name in texts}
    return {name: term_value(words[name], str(value)) for name, value in texts.items()}


def failures(book: Rulebook, cases: list[Case]) -> list[Problem]:
    """Return why each case that does not hold does not."""
    return [problem for case in cases if (problem := run_case(book, case)) is not None]


def run_case(book: Rulebook, case: Case) -> Problem | None:
    """Return why the case does not hold; None where it does."""
    rule = rule_of(book, case)
    if rule is None:
        return _differs(case, f"não existe a regra {case.rule} com a tabela {case.table}", "uma regra que exista")
    return answer(rule, case).problem


@dataclass(frozen=True)
class Answer:
    """What a rule says to a case: why it does not hold (None: it does), and the row that decided (None: no one row)."""

    problem: Problem | None
    row: Row | None = None
    decided: Mapping[str, Value | None] = field(default_factory=dict)


def answer(rule: RuleFile, case: Case) -> Answer:
    """Return what a rule says to a case, whichever rule the case was written for."""
    if case.table not in rule.tables:
        found = f"não existe a regra {case.rule} com a tabela {case.table}"
        return Answer(_differs(case, found, "uma regra que exista"))
    try:
        return _table_answers(case, rule.tables[case.table])
    except RuleError as error:
        return Answer(_differs(case, error.problems[0].found, words_of(case.expect)))


def _table_answers(case: Case, table: Table) -> Answer:
    facts = _facts(case, table)
    if table.hit.startswith("collect"):
        return Answer(_sum_differs(case, table, facts))
    decision = decide(table, facts)
    row = decision.row(0)
    if row is None:
        return Answer(_differs(case, "nenhuma linha", words_of(case.expect)) if case.expect else None)
    decided = {name: row.outcomes.get(name) for name in case.expect} or dict(row.outcomes)
    if decided != case.expect:
        return Answer(_differs(case, f"{words_of(decided)} ({row.article})", words_of(case.expect)), row, decided)
    return Answer(_amount_differs(case, decision), row, decided)


def _sum_differs(case: Case, table: Table, facts: Facts) -> Problem | None:
    """Return why the sum of a ``collect sum`` table is not the expected one."""
    if set(case.expect) != {table.sum}:
        wanted = f"só {table.sum}" if table.sum else "uma tabela que decida uma linha ou some"
        return _differs(case, f"tabela {table.hit} com expect {', '.join(case.expect)}", wanted)
    total = int(collect(table, facts).total[0])
    return None if total == case.expect[table.sum] else _differs(case, f"{table.sum}: {total}", words_of(case.expect))


def words_of(values: Mapping[str, object]) -> str:
    """Return answers as cases write them: ``level: A, rate: 0.005``."""
    return ", ".join(f"{name}: {value}" for name, value in values.items()) or "nenhuma linha"


def _amount_differs(case: Case, decision: Decision) -> Problem | None:
    if case.of_cents is None or case.amount_cents is None:
        return None
    import numpy as np

    amount = int(decision.share_of(np.array([case.of_cents], dtype=np.int64))[0])
    return None if amount == case.amount_cents else _differs(case, brl(amount), brl(case.amount_cents))


def rule_of(book: Rulebook, case: Case) -> RuleFile | None:
    """Return the version that the case is about; None where there is none."""
    versions = [f for f in book.files if case.rule in (f.id, f.family)]
    if case.on is not None:
        versions = [f for f in versions if f.covers(case.on)]
    return versions[-1] if versions else None


def _facts(case: Case, table: Table) -> Facts:
    """Return the given facts; a flag that is not given is false, an optional fact missing; the rest must be given.

    Raises RuleError for a fact that the table cannot ask: what the case describes would count for nothing.
    """
    if strange := sorted(set(case.given).difference(table.signature.given)):
        raise RuleError([Problem("caso-divergente", f"given: {', '.join(strange)}: a tabela não pode perguntar")])
    columns: dict[str, object] = {name: [None] for name in table.signature.given}
    for name in (*table.facts, *table.covers):
        value: object = case.given.get(name, False if FACTS[name].kind == "flag" else None)
        if value is None and not FACTS[name].may_be_missing:
            raise RuleError([Problem("caso-divergente", f"falta o fato {name} em given")])
        columns[name] = [value]
    return Facts(columns, 1)


def _differs(case: Case, found: str, expected: str) -> Problem:
    wanted = f"{expected} ({case.because})"
    return Problem("caso-divergente", f"{case.name}: {found}", file=case.file, line=case.line, expected=wanted)
