"""Evaluation of any table over any number of operations, with the row that decided each.

One mechanism for bands, portfolios, triggers, ladders, questionnaires and choices: ``decide`` for the policies
that pick one row (unique, first, worst), ``collect`` for those that keep several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.errors import Problem, RuleError
from coopcli.money import as_fraction, share
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.grid import MAX_CELLS, Axis, axis_of, grid_of, row_ranks
from coopcli.rulebook.tables import Row, Table, Value
from coopcli.rulebook.vocabulary import FACTS

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Decision:
    """What a table decided from ``facts``: ``index`` (int32) is each operation's row of ``table.rows``, -1 for none."""

    table: Table
    index: npt.NDArray[np.int32]
    facts: Facts

    def outcome(self, name: str) -> pd.Categorical:
        """Return the outcome ``name`` of each operation (missing where no row matched)."""
        return self._labels([row.outcomes.get(name) for row in self.table.rows])

    def flag(self, name: str, *, absent: bool | None = None) -> Flags:
        """Return a true/false outcome as booleans: ``absent`` where the deciding row leaves it out.

        False where no row matched, which only a table may do whose signature says what that means.
        """
        return self._look_up([*self._told(name, absent), False], bool)

    def rank(self, name: str, order: Sequence[Value]) -> Ints:
        """Return the place of the outcome in ``order``, from 0 (-1 where no row matched)."""
        return self._look_up([order.index(row.outcomes[name]) for row in self.table.rows] + [-1], np.int64)

    def reasons(self) -> pd.Categorical:
        """Return the reference of the deciding row, ``id#table[row]``."""
        return self._labels([self.table.reference(i) for i in range(len(self.table.rows))])

    def articles(self) -> pd.Categorical:
        """Return the article of the deciding row."""
        return self._labels([row.article for row in self.table.rows])

    def titles(self) -> pd.Categorical:
        """Return the title of the deciding row (missing where it has none)."""
        return self._labels([row.title or None for row in self.table.rows])

    def numbers(self, name: str) -> tuple[Ints, Flags]:
        """Return a whole-number outcome and where the deciding row has it (elsewhere it is 0: ask the flags)."""
        values = [row.outcomes.get(name) for row in self.table.rows]
        told = self._look_up([int(value or 0) for value in values] + [0], np.int64)
        return told, self._look_up([value is not None for value in values] + [False], bool)

    def rates(self, name: str = "rate") -> npt.NDArray[np.float64]:
        """Return the rates as floats, to be shown (NaN where no row matched); money is computed by ``share_of``."""
        return self._look_up([float(r) for r in self._exact(name)] + [np.nan], np.float64)

    def share_of(self, cents: Ints, name: str = "rate") -> Ints:
        """Return the rate's share of each amount, exact, rounded half up to the centavo.

        Raises RuleError (caso-sem-linha) where no row matched: no rate is not a rate of zero.
        """
        if (self.index < 0).any():
            raise _undecided(self.table, self.facts, int(np.argmax(self.index < 0)))
        fractions = [as_fraction(rate) for rate in self._exact(name)]
        top = self._look_up([f[0] for f in fractions], np.int64)
        bottom = self._look_up([f[1] for f in fractions], np.int64)
        return share(cents, top, bottom)

    def row(self, position: int) -> Row | None:
        """Return the row that decided the operation at ``position``; None where none matched."""
        index = int(self.index[position])
        return self.table.rows[index] if index >= 0 else None

    def reference(self, position: int) -> str:
        """Return the reference of the row that decided the operation at ``position``; '' where none matched."""
        return self.table.reference(int(self.index[position]))

    def _exact(self, name: str) -> list[Decimal]:
        return [Decimal(str(value)) for value in self._told(name)]

    def _told(self, name: str, absent: Value | None = None) -> list[Value]:
        """Return what each row answers; RuleError where one is silent and nobody said what that means."""
        told = [row.outcomes.get(name, absent) for row in self.table.rows]
        silent = [row for row, value in zip(self.table.rows, told, strict=True) if value is None]
        if silent:
            found = f"tabela {self.table.name}, linha {silent[0].number}: falta {name}"
            raise RuleError([Problem("regra-invalida", found, file=self.table.file, line=silent[0].line)])
        return [value for value in told if value is not None]

    def _look_up(self, values: Sequence[object], dtype: npt.DTypeLike) -> Any:
        return np.array(values, dtype=dtype)[self.index]

    def _labels(self, values: Sequence[object]) -> pd.Categorical:
        names = list(dict.fromkeys(value for value in values if value is not None))
        place = {name: i for i, name in enumerate(names)}
        codes = np.array([place.get(value, -1) for value in values] + [-1], dtype=np.int32)
        return pd.Categorical.from_codes(codes[self.index], categories=pd.Index(names, dtype=object))


def decide(table: Table, facts: Facts) -> Decision:
    """Return the one row of a ``unique``, ``first`` or ``worst`` table for each operation.

    Raises RuleError (caso-sem-linha) where a table that must decide every case has no row for one.
    """
    _require_signed(table, facts)
    grid = grid_of(table)
    small = grid.size <= MAX_CELLS
    index = grid.decided[_flat_cells(grid.axes, facts)] if small else _row_by_row(table, facts)
    if not table.may_be_empty and (index < 0).any():
        raise _undecided(table, facts, int(np.argmax(index < 0)))
    return Decision(table, index, facts)


def _flat_cells(axes: Sequence[Axis], facts: Facts) -> Ints:
    cells = np.zeros(facts.rows, dtype=np.int64)
    for axis in axes:
        cells *= len(axis.values)
        cells += axis.cells(facts)
    return cells


def _row_by_row(table: Table, facts: Facts) -> npt.NDArray[np.int32]:
    index = np.full(facts.rows, -1, dtype=np.int32)
    best = np.full(facts.rows, -1, dtype=np.int64)
    for i, (rank, match) in enumerate(zip(row_ranks(table), row_matches(table, facts).T, strict=True)):
        wins = match & (rank > best)
        index[wins], best[wins] = i, rank
    return index


def _require_signed(table: Table, facts: Facts) -> None:
    """Refuse facts that lack what the table is signed to be given: any rule may ask it, whether today's does or not."""
    lacking = table.signature.lacks(facts.names)
    assert not lacking, f"{table.rule_id}, {table.name}: signed and not given: {', '.join(lacking)}"


def row_matches(table: Table, facts: Facts) -> Flags:
    """Return one row an operation, one column a table row: whether it matches."""
    _require_signed(table, facts)
    asked = {fact: [r.conditions[fact] for r in table.rows if fact in r.conditions] for fact in table.facts}
    axes = {fact: axis_of(table.fact(fact), conditions) for fact, conditions in asked.items()}
    cells = {fact: axis.cells(facts) for fact, axis in axes.items()}
    matches = np.ones((facts.rows, len(table.rows)), dtype=bool)
    for i, row in enumerate(table.rows):
        for fact, condition in row.conditions.items():
            matches[:, i] &= axes[fact].admits(condition)[cells[fact]]
    return matches


@dataclass(frozen=True)
class Collected:
    """What a ``collect`` or ``collect sum`` table decided: ``matches`` (operation × table row), ``total`` (int64)."""

    table: Table
    matches: Flags
    total: Ints


def collect(table: Table, facts: Facts) -> Collected:
    """Return every matching row of a ``collect`` table, and the sum of its points where it is ``collect sum``."""
    matches = row_matches(table, facts)
    points = [int(row.outcomes.get(table.sum, 0)) if table.sum else 0 for row in table.rows]
    total: Ints = matches.astype(np.int64) @ np.array(points, dtype=np.int64)
    return Collected(table, matches, total)


def choose(which: Ints, options: Sequence[pd.Categorical]) -> pd.Categorical:
    """Return, for each operation, the label of the option that ``which`` names (-1: missing)."""
    names = list(dict.fromkeys(str(name) for option in options for name in option.categories))
    place = {name: i for i, name in enumerate(names)}
    codes = np.full(len(which), -1, dtype=np.int32)
    for i, option in enumerate(options):
        own = np.array([place[str(name)] for name in option.categories] + [-1], dtype=np.int32)[option.codes]
        codes = np.where(which == i, own, codes)
    return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype=object))


def _undecided(table: Table, facts: Facts, position: int) -> RuleError:
    seen = []
    for fact in dict.fromkeys([*table.facts, *table.covers]):
        value = facts.value(fact, position)
        seen.append(f"{FACTS[fact].asked}: {'não informado' if value is None else value}")
    found = f"tabela {table.name} ({table.title}): {', '.join(seen)}"
    return RuleError([Problem("caso-sem-linha", found, file=table.file, line=table.line)])
