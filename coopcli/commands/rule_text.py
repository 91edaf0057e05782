"""A rule file as plain text for the terminal."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from coopcli.errors import stop
from coopcli.reports.signature_pages import signature_lines
from coopcli.rulebook.book import Rulebook, period
from coopcli.rulebook.copies import below_the_published
from coopcli.rulebook.peculiar import peculiarities
from coopcli.rulebook.proofs import idle, oddities
from coopcli.rulebook.published import Deviation
from coopcli.rulebook.signed import one_of
from coopcli.rulebook.tables import FOREVER, Condition, Parameter, Row, RuleFile, Table, Value
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.rulebook.yaml_text import in_a_line, read_yaml
from coopcli.shipped import folder as shipped
from coopcli.signatures import ROLES


def rule_lines(rule: RuleFile) -> Iterator[str]:
    """Yield the lines of the rule as a reader would compare it with the act."""
    yield f"{rule.id}: {rule.title}"
    yield f"  papel:     {rule.role} ({ROLES[rule.role].title})"
    yield f"  fonte:     {rule.act}" + "".join(f"; alterada por {act}" for act in rule.amended_by)
    yield f"  endereço:  {rule.url}"
    yield f"  vigência:  {period(rule)}; conferida em {rule.checked_on:%d/%m/%Y}"
    yield f"  arquivo:   {rule.file}; impressão do que decide: {rule.fingerprint}"
    for text in own_lines(rule):
        yield f"  da cooperativa: {text}"
    for note in rule.notes:
        yield f"  nota: {note}"
    for text in rule.confirm:
        yield f"  a confirmar: {text}"
    for p in rule.parameters.values():
        choice = f" (escolha: {', '.join(p.one_of) or 'livre'})" if p.policy or p.one_of else ""
        yield f"  {p.name} = {p.value}  [{p.article}] {p.title}{choice}"
    for table in rule.tables.values():
        yield from _table_lines(table)


def check_lines(rules: Sequence[RuleFile]) -> Iterator[str]:
    """Yield what is odd about the rules, what nobody confirmed, and what is the cooperative's own."""
    for rule in rules:
        yield from (f"estranho: {text}" for table in rule.tables.values() for text in oddities(table))
    for rule in rules:
        yield from (f"estranho: {text}" for text in (*peculiarities(rule), *idle(rule)))
        unsure = (f"{p.name}: {p.confirm}" for p in rule.parameters.values() if p.confirm)
        yield from (f"a confirmar: {rule.id}: {text}" for text in (*rule.confirm, *unsure))
        if rule.shipped:
            yield f"da cooperativa: {rule.id} substitui a regra publicada"
        if rule.hidden_correction:
            yield f"da cooperativa: {rule.file}: {rule.hidden_correction}"
        yield from (f"abaixo da publicada: {text}" for text in below_the_published(rule))
        yield from (f"da cooperativa: {text}" for text in own_lines(rule))


def decided_lines(changed: Sequence[Deviation], untested: Sequence[str]) -> Iterator[str]:
    """Yield which published cases the cooperative's decisions change, and its rules that no case is about."""
    words = {"overlay": "sobreposição, mais prudente que a regra", "choice": "escolha da cooperativa"}
    yield from (f"{words[one.cause]}: {one.text()}" for one in changed if one.cause in words)
    yield from (f"sem casos: {rule_id}; escreva-os em rules/cases" for rule_id in untested)


def own_lines(rule: RuleFile) -> Iterator[str]:
    """Yield what the cooperative's overlays do to a rule: who decided it, and where an answer may be below the law."""
    for overlay in rule.overlays:
        changes = f"{len(overlay.changes)} {'mudança' if len(overlay.changes) == 1 else 'mudanças'}"
        yield (
            f"{overlay.id} ({overlay.title}; {overlay.act}) sobre {rule.id}, {period(overlay)}, {changes}, "
            f"por {overlay.author}: {overlay.reason}"
        )
    below = {
        (row.overlay.file, row.line): row.rates_may_fall
        for table in rule.tables.values()
        for row in table.rows
        if row.overlay and row.rates_may_fall and (row.law is None or row.rates_may_fall != row.law.rates_may_fall)
    }
    for (file, line), why in below.items():
        yield f"{file}, linha {line}: pode ficar abaixo da regra publicada: {why}"


def _table_lines(table: Table) -> Iterator[str]:
    yield ""
    yield f"  {table.name}: {table.title} ({table.hit})"
    for line in signature_lines(table.signature):
        yield f"    · {line.replace('`', '')}"
    for row in table.rows:
        number = f"{row.number:>3}." if row.overlay is None else f"{row.number or '':>3}+"
        yield f"    {number} {_row_text(row)}"


def quoted_lines(rule: RuleFile, table: str, own_rules: Path | None) -> Iterator[str]:
    """Yield the rows of a table as they are written, a line each: what an overlay quotes.

    Raises CoopError (opcao-invalida) where the rule has no such table.
    """
    if table not in rule.tables:
        raise stop("opcao-invalida", f"--quote {table}", expected=one_of(table, rule.tables))
    places = [folder / f"{rule.id}.yaml" for folder in (own_rules, shipped("rules")) if folder is not None]
    text = read_yaml(next(path for path in places if path.is_file()), rule.file)
    yield f"{rule.id}, {table}:"
    yield from (f"- {in_a_line(row)}" for row in text.data["tables"][table]["rows"])


def _row_text(row: Row) -> str:
    when = " e ".join(f"{FACTS[fact].asked} {condition_text(c)}" for fact, c in row.conditions.items())
    then = ", ".join(f"{OUTCOMES[name].asked} {_value(value)}" for name, value in row.outcomes.items())
    return f"{when or 'sempre'} → {then}  [{row.article}]"


def difference_lines(public: Rulebook, book: Rulebook, on: date | None) -> Iterator[str]:
    """Yield what the rules in force (on a day, or ever) decide otherwise than the published ones, line by line."""
    published = {rule.id: rule for rule in public.files}
    for rule in book.files:
        if on is not None and not rule.covers(on):
            continue
        old = published.get(rule.id)
        before, after = list(_decided(old)) if old else [], list(_decided(rule))
        lines = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[0] in "+-"][2:]
        if lines:
            yield f"{rule.id}, {period(rule)}: {rule.title}" + ("" if old else " (da cooperativa)")
            yield from (f"  {line[0]} {line[1:]}" for line in lines)


def _decided(rule: RuleFile) -> Iterator[str]:
    """Yield what a rule decides and when, a line each, without numbers: an added row does not change those after it."""
    yield f"vigência: {period(rule.published or rule)}"
    yield from (
        f"{OUTCOMES[word].asked}: {', '.join(values)}" for word, values in rule.lists.items() if word in OUTCOMES
    )
    yield from (f"{p.name} = {_value_of(p)}  [{p.article}]" for p in rule.parameters.values())
    for table in rule.tables.values():
        yield from (f"{table.name}: {_row_text(row)}" for row in table.rows)


def _value_of(parameter: Parameter) -> str:
    value = parameter.value
    return ", ".join(value) if isinstance(value, tuple) else _value(value)


def condition_text(condition: Condition) -> str:
    """Return a condition in words: ``de 15 a 30``, ``acima de 90``, ``= C5``."""
    if condition.missing is not None:
        return "não informado" if condition.missing else "informado"
    if condition.values is not None:
        return "= " + " ou ".join(sorted(_value(value) for value in condition.values))
    if condition.high == FOREVER:
        return f"de {condition.low} em diante"
    return f"até {condition.high}" if condition.low == -FOREVER else f"de {condition.low} a {condition.high}"


def _value(value: Value) -> str:
    return ("sim" if value else "não") if isinstance(value, bool) else str(value)
