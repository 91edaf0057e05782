"""Which layout a sheet follows, on which row its header stands, and which column feeds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from coopcli.errors import DataError, Problem
from coopcli.reading.files import open_file
from coopcli.reading.headers import bare_slugs, slugs
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.raw import PREVIEW_ROWS, Grid, RawTable
from coopcli.reading.unseen import may_claim

_SHOWN_HEADERS = 12


@dataclass(frozen=True)
class Match:
    """A header row (position in the preview) and the layouts that claim it with equal right.

    ``headers`` are the texts of a header that stands on two rows, the lower of which is ``header``.
    """

    grid: Grid
    header: int
    layouts: list[Layout]
    headers: list[str] | None = None


def recognise(grids: Sequence[Grid], layouts: Sequence[Layout]) -> Match | None:
    """Return the first header that a layout recognises in any view of one sheet; None where none does.

    Of several layouts the longest signature wins; equally long ones come back together. Where no row is a header,
    two rows one above the other may be; so too where the lower of them alone names fewer columns.
    """
    for grid in grids:
        allowed = [layout for layout in layouts if may_claim(layout, grid)]
        for position, cells in enumerate(grid.preview):
            claims = _claims(cells, allowed)
            if claims:
                alone = Match(grid, position, claims)
                both = _on_two_rows(grid, position, allowed) if position else None
                return both if both and _named(both) > _named(alone) else alone
    for grid in grids:
        allowed = [layout for layout in layouts if may_claim(layout, grid)]
        for position in range(1, len(grid.preview)):
            both = _on_two_rows(grid, position, allowed)
            if both:
                return both
    return _further_down(grids, layouts)


def _further_down(grids: Sequence[Grid], layouts: Sequence[Layout]) -> Match | None:
    """Return the first header below the first rows, where nothing but words stands in a row."""
    for grid in grids:
        allowed = [layout for layout in layouts if may_claim(layout, grid)]
        for position, cells in grid.further() if allowed else ():
            claims = _claims(cells, allowed)
            if claims:
                return Match(grid, position, claims, list(cells))
    return None


def _on_two_rows(grid: Grid, lower: int, layouts: Sequence[Layout]) -> Match | None:
    """Return the header that a row and the one above it make together."""
    rows = zip_longest(grid.preview[lower - 1], grid.preview[lower], fillvalue="")
    headers = [" ".join(parts).strip() for parts in rows]
    claims = _claims(headers, layouts)
    return Match(grid, lower, claims, headers) if claims else None


def _named(match: Match) -> int:
    """Return how many columns of a layout the header names, each once."""
    present = bare_slugs(match.headers or match.grid.preview[match.header])
    return max(
        sum(sum(present.count(header) for header in column.headers) == 1 for column in layout.columns.values())
        for layout in match.layouts
    )


def frames_in(file: str, content: bytes, layouts: Sequence[Layout]) -> set[str]:
    """Return the names of the frames that the sheets of a file fill; none where it cannot be read."""
    try:
        matches = [recognise(grids, layouts) for grids in open_file(file, content)]
    except (DataError, UnicodeDecodeError):  # a reading will tell it
        return set()
    return {layout.frame.name for match in matches if match for layout in match.layouts}


def _claims(cells: Sequence[str], layouts: Sequence[Layout]) -> list[Layout]:
    present = {*slugs(cells), *bare_slugs(cells)}
    claims = [layout for layout in layouts if present.issuperset(layout.signature)]
    longest = max((len(layout.signature) for layout in claims), default=0)
    return [layout for layout in claims if len(layout.signature) == longest]


def unrecognised(grids: Sequence[Grid], layouts: Sequence[Layout], file: str) -> Problem:
    """Return the problem of a sheet that no layout knows: its size, the known words of its header, the nearest layout.

    Nothing else of it is told: it may be a list of names.
    """
    rows = [(grid, cells) for grid in grids for cells in grid.preview]
    grid, cells = max(rows, key=lambda row: sum(map(bool, row[1])))
    present = set(slugs(cells))
    found = f"{_size(grid, cells)}; {_known_headers(cells, layouts)}"
    nearest = max(layouts, key=lambda layout: _shared(layout, present), default=None)
    if nearest is None or not _shared(nearest, present):
        return Problem("arquivo-nao-reconhecido", found, file=file, sheet=grid.sheet)
    lacking = [header for header in nearest.signature if header not in present]
    expected = f"o mais parecido é {nearest.title}, que exige também: {', '.join(lacking)}"
    return Problem("arquivo-nao-reconhecido", found, file=file, sheet=grid.sheet, expected=expected)


def _size(grid: Grid, cells: Sequence[str]) -> str:
    rows = len(grid.preview)
    told = f"{PREVIEW_ROWS} linhas ou mais" if rows >= PREVIEW_ROWS else f"{rows} linha(s)"
    return f"{sum(map(bool, cells))} coluna(s), {told}"


def _known_headers(cells: Sequence[str], layouts: Sequence[Layout]) -> str:
    """Return those cells of a row that are made of words that headers of known exports are made of."""
    headers = (header for layout in layouts for column in layout.columns.values() for header in column.headers)
    words = {word for header in headers for word in header.split("_")}
    named = [cell for cell, name in zip(cells, slugs(cells), strict=True) if name and words.issuperset(name.split("_"))]
    return f"cabeçalhos conhecidos: {', '.join(named[:_SHOWN_HEADERS])}" if named else "nenhum cabeçalho conhecido"


def _shared(layout: Layout, present: set[str]) -> float:
    return len(present.intersection(layout.signature)) / len(layout.signature)


def ambiguous(match: Match, file: str) -> Problem:
    """Return the problem of a header that several layouts claim."""
    names = ", ".join(layout.id for layout in match.layouts)
    return Problem("layout-ambiguo", names, file=file, sheet=match.grid.sheet)


def columns_of(table: RawTable, layout: Layout, file: str) -> tuple[dict[str, int], list[Problem]]:
    """Return the position of each canonical column in the table, and the problems of its header."""
    spellings = slugs(table.headers), bare_slugs(table.headers)
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    for name, column in layout.columns.items():
        if not column.headers or column.constant:  # its cells come from elsewhere
            continue
        named = ((header, headers) for header in column.headers for headers in spellings if header in headers)
        header, headers = next(named, ("", []))
        if not header:
            problems += _absent(table, column, file)
            continue
        positions[name] = headers.index(header)
        if headers.count(header) > 1:
            problems.append(_twice(table, headers, header, file))
    return positions, problems


def _absent(table: RawTable, column: LayoutColumn, file: str) -> list[Problem]:
    if not column.column.required:
        return []
    found = "colunas que existem: " + ", ".join(header for header in table.headers if header)
    expected = f"{column.column.title}: uma coluna de nome {' ou '.join(column.headers)}"
    return [Problem("coluna-ausente", found, file=file, sheet=table.sheet, line=table.header_row, expected=expected)]


def _twice(table: RawTable, headers: list[str], header: str, file: str) -> Problem:
    places = [i for i, other in enumerate(headers) if other == header]
    return Problem(
        "coluna-repetida",
        " e ".join(f"{table.headers[i]} em {table.address(table.header_row, i)}" for i in places),
        file=file,
        sheet=table.sheet,
        cell=table.address(table.header_row, places[-1]),
        header=table.headers[places[-1]],
    )
