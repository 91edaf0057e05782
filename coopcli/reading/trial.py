"""One layout tried on one file: which header feeds which column, what is left over, what the rows become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.folding import slug
from coopcli.reading.files import open_file
from coopcli.reading.headers import slugs
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.read import read_paths
from coopcli.reading.recognise import encodings_of, recognise
from coopcli.reading.unpivot import value_places
from coopcli.results import SourceFile
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class TriedColumn:
    """A column of the layout: its header and letter in the file ('' where there is none), and what it read: how many
    cells of how many."""

    column: Column
    header: str
    letter: str
    filled: int
    cells: int
    first: tuple[object, ...]


@dataclass(frozen=True)
class Trial:
    """A sheet read by the layout; ``unused`` are the headers that feed nothing."""

    source: SourceFile
    columns: tuple[TriedColumn, ...]
    unused: tuple[str, ...]


def try_layout(path: Path, layout: Layout, rows: int = 2) -> tuple[list[Trial], list[Problem]]:
    """Return what ``layout`` reads of each sheet of a file, the first ``rows`` rows shown, and all problems."""
    exports = read_paths([path], [layout])
    frame = exports.frames[layout.frame.name]
    headers = list(_headers(path, layout)) if any(source.layout for source in exports.sources) else []
    recognised = [(i, source) for i, source in enumerate(exports.sources) if source.layout]
    trials = [
        _trial(source, names, frame[frame["source"] == i], layout, rows)
        for (i, source), names in zip(recognised, headers, strict=False)
    ]
    return trials, exports.problems


def _headers(path: Path, layout: Layout) -> Iterator[list[str]]:
    """Yield the header of each sheet that the layout recognises."""
    try:
        for grids in open_file(path.name, path.read_bytes(), encodings_of([layout])):
            match = recognise(grids, [layout], path.name)
            if match:
                yield match.headers or match.grid.preview[match.header]
    except DataError:  # the reading has told it
        return


def _trial(source: SourceFile, headers: list[str], frame: pd.DataFrame, layout: Layout, rows: int) -> Trial:
    present = slugs(headers)
    places = {
        name: next((present.index(header) for header in column.headers if header in present), None)
        for name, column in layout.columns.items()
    }
    feeding = {place for place in places.values() if place is not None}
    values = value_places(headers, layout, feeding)
    lines = frame.drop_duplicates("source_row") if layout.unpivot else frame
    columns = tuple(
        _tried(layout.columns[name], "" if place is None else headers[place], source, lines, rows)
        if layout.columns[name].headers
        else _tried(layout.columns[name], layout.columns[name].made_of, source, lines, rows)
        if layout.columns[name].made_of
        else _tried(layout.columns[name], f"{len(values)} colunas", source, frame, rows)
        for name, place in places.items()
    )
    parts = [slug(header) for column in layout.columns.values() if column.join for header in column.join.headers]
    taken = feeding.union(values, (place for place, own in enumerate(present) if own in parts))
    unused = tuple(header for place, header in enumerate(headers) if header and place not in taken)
    return Trial(source, columns, unused)


def _tried(column: LayoutColumn, header: str, source: SourceFile, frame: pd.DataFrame, rows: int) -> TriedColumn:
    own = column.column
    cells = frame[own.name]
    letter = source.columns.get(own.name, "")
    return TriedColumn(own, header, letter, int(cells.notna().sum()), len(cells), _first(cells, rows))


def _first(values: pd.Series, rows: int) -> tuple[object, ...]:
    head = values[:rows]
    return tuple(None if missing else value for value, missing in zip(head, head.isna(), strict=True))
