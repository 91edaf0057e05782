"""Which layout a sheet follows, on which row its header stands, and which column feeds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import zip_longest

from coopcli.errors import DataError, Problem
from coopcli.folding import folded, slug
from coopcli.reading.files import open_file
from coopcli.reading.headers import bare_slugs, slugs
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.raw import NO_HEADER, PREVIEW_ROWS, Grid, RawTable
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


def recognise(grids: Sequence[Grid], layouts: Sequence[Layout], file: str = "") -> Match | None:
    """Return the first header that a layout recognises in any view of one sheet; None where none does.

    Of several layouts the longest signature wins; equally long ones come back together. Where no row is a header,
    two rows one above the other may be; so too where the lower of them alone names fewer columns. Where there is no
    header at all, the name of the ``file`` and the number of columns may tell.
    """
    headed = [layout for layout in layouts if not layout.header]
    return _headed(grids, headed) or _without_header(grids, layouts, file)


def _headed(grids: Sequence[Grid], layouts: Sequence[Layout]) -> Match | None:
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


def _without_header(grids: Sequence[Grid], layouts: Sequence[Layout], file: str) -> Match | None:
    """Return the layouts of a file without a header: those that its name fits and that name as many columns."""
    for layout in layouts:
        for grid in grids if _is_named(layout, file) else ():
            width = _width(grid)
            if may_claim(layout, grid) and width == len(layout.header):
                return Match(grid, NO_HEADER, [layout], list(layout.header))
    return None


def _is_named(layout: Layout, file: str) -> bool:
    return bool(layout.header) and fnmatchcase(folded(file), layout.name_pattern)


def _width(grid: Grid) -> int:
    """Return how many cells the first filled row has; blank ones at its end are none."""
    row = next((cells for cells in grid.preview if any(cells)), [])
    return max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0)


def unexpected_header(match: Match, file: str) -> list[Problem]:
    """Return the problem of a file that has a header though its layout declares none."""
    layout = match.layouts[0]
    first = next((slugs(cells) for cells in match.grid.preview if any(cells)), [])
    again = [name for name, there in zip(layout.header, first, strict=False) if name and slug(name) == there]
    if match.header != NO_HEADER or not again:
        return []
    found = f"um cabeçalho, com {', '.join(again)}, e o layout diz que não há (header)"
    return [Problem("fora-do-declarado", found, file=file, sheet=match.grid.sheet, line=1)]


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


def encodings_of(layouts: Sequence[Layout]) -> list[str]:
    """Return the encodings that layouts declare for their texts."""
    return list(dict.fromkeys(layout.encoding for layout in layouts if layout.encoding))


def frames_in(file: str, content: bytes, layouts: Sequence[Layout]) -> set[str]:
    """Return the names of the frames that the sheets of a file fill; none where it cannot be read."""
    try:
        matches = [recognise(grids, layouts, file) for grids in open_file(file, content, encodings_of(layouts))]
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
    named = next((layout for layout in layouts if _is_named(layout, file)), None)
    if named:
        expected = f"{named.title}: {len(named.header)} colunas, sem cabeçalho; a primeira linha tem {_width(grid)}"
        return Problem("arquivo-nao-reconhecido", found, file=file, sheet=grid.sheet, expected=expected)
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
    return len(present.intersection(layout.signature)) / max(len(layout.signature), 1)


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
