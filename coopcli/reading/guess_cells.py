"""How much the cells of a column look like what a canonical column holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coopcli.folding import slug
from coopcli.reading.cells import parse
from coopcli.reading.headers import MISSING_WORDS
from coopcli.reading.layouts import Layout, LayoutColumn, plain_column
from coopcli.reading.parsed import as_flags, matches
from coopcli.reading.raw import FileKind, RawTable
from coopcli.reading.text_steps import TEXT_STEPS
from coopcli.words import CHOICE_TITLES, Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

SAMPLE_ROWS = 2_000
UNKNOWN = 0.5
"""What an empty column tells: nothing, for or against."""
FEW_WORDS = 40
_WEAK, _VERY_WEAK = 0.6, 0.3
_MOST = 0.5
_LARGEST_COUNT_DIGITS = 6
_SECOND = 0.9
"""What cells that need a transformation are worth beside those that do not."""
_NAME = r"^\d[\d./-]*$"
_FORMS = {"money": ("decimal", "point"), "rate": ("decimal", "point"), "date": ("date_order", "month_first")}


@dataclass(frozen=True)
class Cells:
    """A sample of the filled cells of a column, trimmed; ``rows`` is the size of the sample, empty ones included."""

    texts: pa.Array
    rows: int
    kind: FileKind
    shares: dict[str, float] = field(default_factory=dict)

    def share(self, pattern: str) -> float:
        """Return the share of cells that match."""
        if pattern not in self.shares:
            flags = as_flags(matches(self.texts, pattern))
            self.shares[pattern] = float(flags.mean()) if len(flags) else 0.0
        return self.shares[pattern]

    def readable(self, column: LayoutColumn) -> float:
        """Return the share of cells that the parser of the column accepts."""
        own = column.column
        key = f"{own.name}.{own.kind}" if own.kind == "choice" else f"{own.kind}{own.may_be_negative}{column.month}"
        if key not in self.shares:
            faults = parse(self.texts, column, self.kind).faults
            self.shares[key] = float((faults == 0).mean()) if len(faults) else 0.0
        return self.shares[key]

    def are_names(self) -> bool:
        """Return whether each cell is another number of a few figures, as what names a row is."""
        import pyarrow.compute as pc

        distinct = pc.count_distinct(self.texts).as_py()
        return bool(len(self.texts) == self.rows == distinct and self.share(_NAME) == 1)

    def words(self) -> list[str]:
        """Return the distinct texts, the most frequent first."""
        import pyarrow.compute as pc

        counted = pc.value_counts(self.texts).to_pylist()
        return [item["values"] for item in sorted(counted, key=lambda item: (-item["counts"], item["values"]))]


def readers(frame: Frame, layouts: Sequence[Layout]) -> dict[str, LayoutColumn]:
    """Return how each column of a frame is read, a choice with all the words that titles and layouts know for it."""
    columns = {column.name: plain_column(column, column.title) for column in frame.columns}
    for name, column in columns.items():
        if column.column.kind != "choice":
            continue
        theirs = [layout.columns[name] for layout in layouts if layout.frame is frame and name in layout.columns]
        exact = {slug(CHOICE_TITLES.get(choice, choice)): choice for choice in column.column.choices}
        prefix: dict[str, str] = {}
        for other in theirs:
            exact |= other.exact
            prefix |= other.prefix
        columns[name] = replace(column, exact=exact, prefix=prefix)
    return columns


def cells_of(table: RawTable, position: int) -> Cells:
    """Return the first filled cells of a column."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = min(len(table.rows), SAMPLE_ROWS)
    texts = pc.utf8_trim_whitespace(pc.fill_null(table.text(position, np.arange(rows)), ""))
    missing = pc.is_in(pc.utf8_upper(texts), pa.array(MISSING_WORDS))
    return Cells(texts.filter(pc.invert(missing)), rows, table.kind)


def fit(cells: Cells, column: LayoutColumn) -> float:
    """Return from 0 to 1 how much the cells look like the column's; ``UNKNOWN`` where there are none."""
    if not len(cells.texts):
        return UNKNOWN
    as_it_is = cells.readable(with_months(cells, column))
    return max(as_it_is, _SECOND * _transformed(cells, column)) * _manner(cells, column.column.kind)


def _transformed(cells: Cells, column: LayoutColumn) -> float:
    """Return the share of cells that would be read were their form declared: a decimal point, the month first."""
    key, value = _FORMS.get(column.column.kind, ("", None))
    name = f"{column.column.name}.{key}"
    if key and name not in cells.shares:
        told = replace(column, **{key: value})  # type: ignore[arg-type]
        rewritten = TEXT_STEPS[key](cells.texts, told, cells.kind)
        good = (parse(rewritten.texts, told, cells.kind).faults == 0) & ~rewritten.misfits
        cells.shares[name] = float(good.mean()) if len(good) else 0.0
    return cells.shares.get(name, 0.0)


def with_months(cells: Cells, column: LayoutColumn) -> LayoutColumn:
    """Return the column, reading a month alone (10/2026) as its last day where that reads more cells."""
    if column.column.kind != "date":
        return column
    other = replace(column, month="last")
    return other if cells.readable(other) > cells.readable(column) else column


def _manner(cells: Cells, kind: str) -> float:
    """Return how usual the cells are for a kind whose parser would accept much else."""
    with_centavos, whole = cells.share(r"[.,]\d{1,2}\D?$"), cells.share(r"^\d+(\.0+)?$")
    zeros_first, letters = cells.share(r"^0\d"), cells.share(r"\pL")
    dates = cells.share(r"^(\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})")
    if kind == "money":
        return _VERY_WEAK if zeros_first > 0 else 1.0 if with_centavos > 0 else _WEAK
    if kind == "rate":
        return 1.0 if with_centavos > 0 or cells.share("%$") > 0 else _WEAK
    if kind in ("count", "days", "months"):
        large = cells.share(rf"^\d{{{_LARGEST_COUNT_DIGITS + 1},}}") > 0
        return _VERY_WEAK if zeros_first > 0 or large else 1.0
    if kind == "date":
        return _WEAK if whole > _MOST else 1.0
    if kind == "code":
        odd = with_centavos > _MOST or dates > _MOST
        return _VERY_WEAK if odd else cells.share(r"^\S+$") * (1.0 if letters < _MOST else _WEAK)
    return letters * (_VERY_WEAK if dates > _MOST else 1.0) if kind == "text" else 1.0
