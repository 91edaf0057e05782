"""What rules name elsewhere: ladders, letters, columns, reasons. What nothing has is told by file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.errors import Problem
from coopcli.rulebook.signed import one_of
from coopcli.rulebook.tables import Row, RuleFile, Table
from coopcli.words import FRAMES

LADDERS = ("ladder", "leave_ladder")
_LETTER_LISTS = ("settled_letter", "written_notice")
"""Parameters of the role ``letters`` that name letters."""


def ladder_problems(files: Sequence[RuleFile]) -> list[Problem]:
    """Return the situations that name a ladder which no file has, or none throughout the time of the situations."""
    found = []
    for rule in files:
        for table, row in _rows(rule, "ladder") if rule.role == "situations" else ():
            name = str(row.outcomes["ladder"])
            ladders = [f for f in files if f.role in LADDERS and f.family == name]
            if not ladders:
                known = (f.family for f in files if f.role in LADDERS)
                found.append(_problem(table, row, f"ladder: {name}: nenhuma regra", one_of(name, known)))
            elif not _covers(ladders, rule):
                expected = "uma escada em vigor enquanto a situação vigora"
                found.append(_problem(table, row, f"ladder: {name}: não vigora o tempo todo", expected))
    return found


def _covers(ladders: Sequence[RuleFile], rule: RuleFile) -> bool:
    """Return whether a ladder is in force on the first day of ``rule`` and on its last (or has no end, as it)."""
    starts = any(f.covers(rule.effective_from) for f in ladders)
    if rule.effective_to is None:
        return starts and any(f.effective_to is None for f in ladders)
    return starts and any(f.covers(rule.effective_to) for f in ladders)


def letter_problems(files: Sequence[RuleFile], letters: Sequence[str]) -> list[Problem]:
    """Return where rules name a letter that has no template; ``letters`` are those that there are."""
    found = []
    for rule in files:
        for table, row in _rows(rule, "letter"):
            name = str(row.outcomes["letter"])
            if name not in letters:
                found.append(_problem(table, row, f"letter: {name}: nenhum modelo de carta", one_of(name, letters)))
        for table, row, name in _asked(rule, "letter"):
            if name not in letters:
                what = f"pergunta por letter: {name}: nenhum modelo de carta"
                found.append(_problem(table, row, what, one_of(name, letters)))
        for name in _LETTER_LISTS if rule.role == "letters" else ():
            told = rule[name]
            for letter in (told,) if isinstance(told, str) else told:
                if letter not in letters:
                    what = f"{name}: {letter}: nenhum modelo de carta"
                    found.append(_of_parameter(rule, name, what, one_of(letter, letters)))
    return found


def word_problems(files: Sequence[RuleFile]) -> list[Problem]:
    """Return what would never decide for being misspelt: columns that no export has, reasons that no row gives.

    Of the indicators, each has one row: two of one name would be shown as one.
    """
    found = []
    columns = {column.name for frame in FRAMES.values() for column in frame.columns}
    reasons = {row.title for rule in files if rule.role == "bureau" for _, row in _rows(rule, "bureau_list")}
    for rule in files:
        for table, row, name in _asked(rule, "column"):
            if name not in columns:
                what = f"pergunta por column: {name}: nenhuma exportação a tem"
                found.append(_problem(table, row, what, one_of(name, columns)))
        for name in rule["settled_status"] if rule.role == "letters" else ():
            if name not in reasons:
                what = f"settled_status: {name}: nenhuma linha da regra da negativação tem esse título"
                found.append(_of_parameter(rule, "settled_status", what, one_of(name, reasons)))
        found += _twice(rule)
    return found


def _twice(rule: RuleFile) -> Iterator[Problem]:
    first: dict[object, Row] = {}
    for table, row in _rows(rule, "indicator"):
        before = first.setdefault(row.outcomes["indicator"], row)
        if before.line != row.line:
            found = f"indicator: {row.outcomes['indicator']} outra vez (já na linha {before.line} do arquivo)"
            yield _problem(table, row, found, "um nome para cada indicador")


def _asked(rule: RuleFile, fact: str) -> Iterator[tuple[Table, Row, str]]:
    """Yield each value of a fact that a row names in its condition."""
    for table in rule.tables.values():
        for row in table.rows:
            values = row.conditions[fact].values if fact in row.conditions else None
            yield from ((table, row, value) for value in sorted(map(str, values or ())))


def _of_parameter(rule: RuleFile, name: str, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=rule.file, line=rule.parameters[name].line, expected=expected)


def _rows(rule: RuleFile, outcome: str) -> Iterator[tuple[Table, Row]]:
    for table in rule.tables.values():
        yield from ((table, row) for row in table.rows if outcome in row.outcomes)


def _problem(table: Table, row: Row, found: str, expected: str) -> Problem:
    what = f"tabela {table.name}, linha {row.number}: {found}"
    return Problem("regra-invalida", what, file=table.file_of(row), line=row.line, expected=expected)
