"""A table over the finitely many cases that it can tell apart.

Conditions only compare facts with values, so the values that a table mentions cut each fact into a few cells
within which every condition answers alike (an ``Axis``). The cells of all its axes together are the table's
``Grid``: deciding each of them once decides every operation by look-up, and whatever is proved on the grid
(no gap, no overlap, no falling rate, no row that never wins) is proved for all operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.tables import FOREVER, Condition, Table, Value
from coopcli.words import WHOLE_NUMBERS, Word

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.rulebook.facts import Facts

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

MAX_CELLS = 200_000
"""Above this many cells a table is evaluated row by row, and its proof is refused as too large."""

OTHER = "\0other"  # stands for every value of an open text that the table does not mention


@dataclass(frozen=True)
class Axis:
    """The cells of one fact: ``values`` are their representatives (None: missing), ``starts`` where numbers cut."""

    term: Word
    values: tuple[Value | None, ...]
    starts: tuple[int, ...] = ()

    def admits(self, condition: Condition) -> Flags:
        """Return, for each cell, whether the condition holds in it."""
        return np.array([condition.admits(value) for value in self.values])

    @cached_property
    def possible(self) -> Flags:
        """Which cells can occur: hardly a fact of ours is ever a negative number."""
        return np.array([self.term.may_be_negative or not isinstance(v, int) or v >= 0 for v in self.values])

    def cells(self, facts: Facts) -> Ints:
        """Return the cell of each operation."""
        if self.term.kind in WHOLE_NUMBERS:
            numbers, missing = facts.numbers(self.term.name)
            cells = np.searchsorted(np.array(self.starts), numbers, side="right")
        else:
            place: dict[object, int] = {value: i for i, value in enumerate(self.values)}
            codes, names, missing = facts.categories(self.term.name)
            other = place.get(OTHER, -1)
            cells = np.array([place.get(name, other) for name in names] or [0], dtype=np.int64)[codes]
        if missing is not None:
            cells = np.where(missing, len(self.values) - 1 if self.term.may_be_missing else -1, cells)
        if (cells < 0).any():
            raise RuleError([self._unknown(facts, int(np.argmax(cells < 0)))])
        return cells

    def _unknown(self, facts: Facts, position: int) -> Problem:
        """Return the problem of an operation whose fact lies in no cell: missing, or out of the closed list."""
        value = facts.value(self.term.name, position)
        found = f"{self.term.asked}: {'não informado' if value is None else value}"
        return Problem("caso-sem-linha", found, expected=", ".join(self.term.choices) or "um valor informado")


def axis_of(term: Word, conditions: list[Condition]) -> Axis:
    """Return the axis that these conditions cut out of a fact."""
    missing: tuple[None, ...] = (None,) if term.may_be_missing else ()
    if term.kind in WHOLE_NUMBERS:
        bounds = {0} | {b for c in conditions for b in (c.low, c.high + 1) if abs(b) < FOREVER}
        bounds |= {int(v) + step for c in conditions for v in c.values or () for step in (0, 1)}
        starts = tuple(sorted(bounds))
        return Axis(term, (starts[0] - 1, *starts, *missing), starts)
    if term.kind == "flag":
        return Axis(term, (False, True, *missing))
    if term.choices:
        return Axis(term, (*term.choices, *missing))
    named = sorted({str(v) for c in conditions for v in c.values or ()})
    return Axis(term, (*named, OTHER, *missing))


@dataclass(frozen=True)
class Grid:
    """All cells of a table, as a product of its axes, flattened in C order."""

    table: Table
    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of cells along each axis."""
        return tuple(len(axis.values) for axis in self.axes)

    @property
    def size(self) -> int:
        """The number of cells."""
        return int(np.prod(self.shape, dtype=object)) if self.axes else 1

    def _product(self, along: list[Flags]) -> Flags:
        result = np.ones(self.shape, dtype=bool)
        for i, flags in enumerate(along):
            result &= flags.reshape([-1 if i == j else 1 for j in range(len(along))])
        return result.reshape(-1)

    @cached_property
    def matches(self) -> Flags:
        """Return a row a table row, a column a cell: whether the row matches there."""
        rows = []
        for row in self.table.rows:
            along = [
                axis.admits(row.conditions[axis.term.name])
                if axis.term.name in row.conditions
                else np.ones(len(axis.values), dtype=bool)
                for axis in self.axes
            ]
            rows.append(self._product(along))
        return np.array(rows)

    @cached_property
    def possible(self) -> Flags:
        """Return which cells the table must decide: those that can occur and lie in what it ``covers``."""
        along = []
        for axis in self.axes:
            covered = self.table.covers.get(axis.term.name)
            along.append(axis.possible & axis.admits(covered) if covered else axis.possible)
        return self._product(along)

    @cached_property
    def decided(self) -> npt.NDArray[np.int32]:
        """Return the index of the row that decides each cell by the hit policy; -1 where none matches."""
        ranks = row_ranks(self.table)
        scored = np.where(self.matches, ranks[:, None] + 1, 0)
        best = scored.argmax(axis=0).astype(np.int32)
        return np.where(scored.max(axis=0) > 0, best, np.int32(-1))

    def describe(self, cell: int) -> str:
        """Return a cell in words, for messages: ``dias em atraso 15, carteira C5``."""
        place = np.unravel_index(cell, self.shape)
        words = [(axis.term.asked, axis.values[int(i)]) for axis, i in zip(self.axes, place, strict=True)]
        return ", ".join(f"{title}: {_word(value)}" for title, value in words)


def row_ranks(table: Table) -> Ints:
    """Return how strongly each row wins: by the declared order for ``worst``, else by coming first."""
    if table.hit != "worst":
        return np.zeros(len(table.rows), dtype=np.int64)
    ((outcome, order),) = table.order.items()
    return np.array([order.index(row.outcomes[outcome]) for row in table.rows], dtype=np.int64)


def _word(value: Value | None) -> str:
    if value is None:
        return "não informado"
    if isinstance(value, bool):
        return "sim" if value else "não"
    return "outro valor" if value == OTHER else str(value)


def grid_of(table: Table) -> Grid:
    """Return the grid of a table, with an axis for each fact that its rows or its ``covers`` mention."""
    facts = list(dict.fromkeys([*table.facts, *table.covers]))
    conditions = {fact: [row.conditions[fact] for row in table.rows if fact in row.conditions] for fact in facts}
    for fact, covered in table.covers.items():
        conditions[fact].append(covered)
    return Grid(table, tuple(axis_of(table.fact(fact), conditions[fact]) for fact in facts))
