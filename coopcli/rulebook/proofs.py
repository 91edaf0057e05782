"""What is proved of a table before it decides anything, and what is merely odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from coopcli.errors import Problem
from coopcli.rulebook.grid import MAX_CELLS, Grid, grid_of
from coopcli.rulebook.tables import Row, RuleFile, Table
from coopcli.words import WHOLE_NUMBERS


def flaws(table: Table) -> list[Problem]:
    """Return why the table must not be used: unfinished rows, gaps, overlaps, falling rates (empty: proved)."""
    return _unfinished_rows(table) or [problem for part in _parts(table) for problem in _flaws_of(part)]


def _unfinished_rows(table: Table) -> list[Problem]:
    """Return the rows that lack an outcome without which the table cannot decide, or hold one out of its order."""
    needed = {*table.order, table.sum, table.one_per} - {""}
    needed |= {"rate"} if any("rate" in row.outcomes for row in table.rows) else set()
    problems = []
    for row in table.rows:
        wrong = [f"falta {name}" for name in sorted(needed - set(row.outcomes))] or [
            f"{name}: {row.outcomes[name]} não está em order"
            for name, order in table.order.items()
            if row.outcomes[name] not in order
        ]
        if wrong:
            found = f"tabela {table.name}, linha {row.number}: {'; '.join(wrong)}"
            problems.append(Problem("regra-invalida", found, file=table.file_of(row), line=row.line))
    return problems


def idle(rule: RuleFile) -> list[str]:
    """Return the changes of overlays that never decide: a minimum that the law has already, a row behind others."""
    reached = {(row.overlay, row.line) for table in rule.tables.values() for row in _deciding(table) if row.overlay}
    return [
        f"{overlay.file}, linha {line}: nunca decide em {rule.id}"
        for overlay in rule.overlays
        for line in overlay.changes
        if (overlay, line) not in reached
    ]


def _deciding(table: Table) -> Iterator[Row]:
    """Yield the rows that decide some case; all of a table of which that is not known."""
    parts = [*_parts(table)]
    for part in parts:
        grid = grid_of(part)
        which = np.unique(grid.decided[grid.possible]) if grid.size <= MAX_CELLS else range(len(part.rows))
        yield from (part.rows[int(i)] for i in which if i >= 0)
    yield from () if parts else table.rows


def oddities(table: Table) -> list[str]:
    """Return what a careful reader would ask about: rows that never decide anything."""
    odd: list[str] = []
    for part in _parts(table):
        grid = grid_of(part)
        if grid.size <= MAX_CELLS:
            reached = set(np.unique(grid.decided[grid.possible]))
            never = [row for i, row in enumerate(part.rows) if i not in reached and not row.overlay]
            numbers = sorted({row.number for row in never} - {part.rows[i].number for i in reached if i >= 0})
            odd += [f"{part.rule_id}, tabela {part.name}: a linha {n} nunca decide" for n in numbers]
    return odd


def _parts(table: Table) -> Iterator[Table]:
    """Yield what is proved apart: the table itself, or each question of a questionnaire."""
    if table.hit == "collect" or (table.hit == "collect sum" and not table.one_per):
        return
    if table.hit != "collect sum":
        yield table
        return
    for question in dict.fromkeys(row.outcomes[table.one_per] for row in table.rows):
        rows = tuple(row for row in table.rows if row.outcomes[table.one_per] == question)
        yield replace(table, rows=rows, hit="unique")


def _flaws_of(table: Table) -> list[Problem]:
    grid = grid_of(table)
    if grid.size > MAX_CELLS:
        found = f"tabela {table.name}: {grid.size} combinações de condições"
        expected = f"no máximo {MAX_CELLS}, para que a prova seja possível: divida a tabela"
        return [Problem("regra-invalida", found, file=table.file, line=table.line, expected=expected)]
    problems = []
    count = grid.matches.sum(axis=0)
    if table.hit == "unique" and (twice := np.flatnonzero(grid.possible & (count > 1))).size:
        problems.append(_overlap(grid, int(twice[0])))
    if not table.may_be_empty and (none := np.flatnonzero(grid.possible & (count == 0))).size:
        found = f"tabela {table.name}: nenhuma linha para {grid.describe(int(none[0]))}"
        problems.append(Problem("regra-com-lacuna", found, file=table.file, line=table.line))
    return problems or _falling_rates(grid)


def _overlap(grid: Grid, cell: int) -> Problem:
    table = grid.table
    rows = [table.rows[int(i)] for i in np.flatnonzero(grid.matches[:, cell])]
    numbers = " e ".join(f"{row.number} (linha {row.line} do arquivo)" for row in rows[:2])
    found = f"tabela {table.name}: as linhas {numbers} valem para {grid.describe(cell)}"
    return Problem("regra-com-sobreposicao", found, file=table.file_of(rows[1]), line=rows[1].line)


def _falling_rates(grid: Grid) -> list[Problem]:
    """Return the first place where a rate falls while days or months grow, everything else being equal.

    A row that says why (``rates_may_fall``) may be fallen to.
    """
    table = grid.table
    if not any("rate" in row.outcomes for row in table.rows):
        return []
    exact = np.array([Decimal(str(row.outcomes.get("rate", 0))) for row in table.rows] + [Decimal(0)], dtype=object)
    rates = exact[grid.decided].reshape(grid.shape)
    sound = (grid.possible & (grid.decided >= 0)).reshape(grid.shape)
    told = np.array([bool(row.rates_may_fall) for row in table.rows] + [False])[grid.decided].reshape(grid.shape)
    for i, axis in enumerate(grid.axes):
        if axis.term.kind in WHOLE_NUMBERS:
            rates_on, sound_on, told_on = (np.moveaxis(part, i, 0) for part in (rates, sound, told))
            ahead = slice(1, len(axis.starts) + 1)
            falls = (rates_on[ahead] < rates_on[: len(axis.starts)]) & sound_on[ahead] & sound_on[: len(axis.starts)]
            falls &= ~told_on[ahead]
            if falls.any():
                step = int(np.argwhere(falls)[0][0]) + 1
                found = f"tabela {table.name}: a taxa cai quando {axis.term.asked} chega a {axis.values[step]}"
                return [Problem("taxa-decrescente", found, file=table.file, line=table.line)]
    return []
