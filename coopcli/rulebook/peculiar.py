"""What a careful reader would ask of a source about its points: nothing here stops a rule from deciding.

A questionnaire (``collect sum`` with ``one_per``) can reach only some sums. A band that no sum reaches, a sum that only
a row ``added`` to the source decides, points that move against the ``direction`` that the table declares: a source as
printed may have them, and whoever uses it should know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from coopcli.rulebook.grid import MAX_CELLS, Grid, grid_of
from coopcli.rulebook.tables import FOREVER, Condition, Row, RuleFile, Table
from coopcli.rulebook.vocabulary import FACTS
from coopcli.words import WHOLE_NUMBERS


def peculiarities(rule: RuleFile) -> list[str]:
    """Return what is peculiar about the points of a rule file, a sentence each."""
    found = [text for table in rule.tables.values() for text in (*_bands(rule, table), *_against_direction(table))]
    return [f"{rule.id}, {text}" for text in found]


def points_range(table: Table, total: str = "") -> tuple[int, int]:
    """Return the least and the most points of a questionnaire, or of the questions of one of its ``totals``."""
    wanted = table.totals.get(total, ())
    points: dict[object, list[int]] = {}
    for row in table.rows:
        question = row.outcomes[table.one_per]
        if not wanted or question in wanted:
            points.setdefault(question, []).append(int(row.outcomes[table.sum]))
    return sum(map(min, points.values())), sum(map(max, points.values()))


def _bands(rule: RuleFile, table: Table) -> Iterator[str]:
    """Yield where the sums that a questionnaire reaches and the bands of the tables over its totals do not meet."""
    for total in table.totals:
        low, high = points_range(table, total)
        for bands in rule.tables.values():
            if total in bands.facts:
                rows = [row for row in bands.rows if total in row.conditions]  # a row for any sum is no band
                yield from (text for row in rows for text in _band(bands, row, row.conditions[total], low, high))


def _band(table: Table, row: Row, band: Condition, low: int, high: int) -> Iterator[str]:
    place = f"tabela {table.name}, linha {row.number}"
    if band.high < low or band.low > high:
        yield f"{place}: os pontos vão de {low} a {high} e nunca chegam a esta faixa"
    elif row.added:
        first, last = max(band.low, low), min(band.high, high)
        reach = f"os pontos vão de {low} a {high}"
        yield f"{place}: de {first} a {last} pontos a fonte não tem faixa ({row.added}; {reach})"


def _against_direction(table: Table) -> Iterator[str]:
    """Yield where points move against the declared direction as a fact grows, everything else being equal."""
    for part in _questions(table):
        grid = grid_of(part)
        if grid.size <= MAX_CELLS:
            yield from (text for fact in table.direction if fact in part.facts for text in _steps(grid, fact))


def _questions(table: Table) -> Iterator[Table]:
    if not table.direction:
        return
    for question in dict.fromkeys(row.outcomes.get(table.one_per) for row in table.rows):
        rows = tuple(row for row in table.rows if row.outcomes.get(table.one_per) == question)
        yield replace(table, rows=rows, hit="unique")


def _steps(grid: Grid, fact: str) -> Iterator[str]:
    """Yield each limit of ``fact`` at which points go the wrong way in some cell."""
    names = [axis.term.name for axis in grid.axes]
    place = names.index(fact)
    axis, sign = grid.axes[place], 1 if grid.table.direction[fact] == "rising" else -1
    if axis.term.kind not in WHOLE_NUMBERS:
        return
    points = np.array([int(row.outcomes["points"]) for row in grid.table.rows] + [0], dtype=np.int64)
    sound = np.moveaxis((grid.possible & (grid.decided >= 0)).reshape(grid.shape), place, 0)
    moved = np.moveaxis(points[grid.decided].reshape(grid.shape), place, 0)
    for step in range(1, len(axis.starts)):
        both = sound[step] & sound[step + 1]
        if (both & (sign * (moved[step + 1] - moved[step]) < 0)).any():
            word = "caem" if sign > 0 else "sobem"
            yield (
                f"tabela {grid.table.name}: os pontos {word} quando {FACTS[fact].asked} chega a "
                f"{_shown(axis.starts[step], axis.term.kind)}"
            )


def _shown(value: int, kind: str) -> str:
    from coopcli.money import brl

    assert value < FOREVER
    return brl(value) if kind == "money" else str(value)
