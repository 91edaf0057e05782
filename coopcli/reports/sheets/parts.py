"""What the sheets have in common: the title at the top, headings, and the pages of a long list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coopcli.dates import brazilian
from coopcli.reports.sheet import Cell, Sheet, Table, Value
from coopcli.results import COMPONENTS, Classified, Month, Study
from coopcli.words import Column, Kind
from coopcli.words.classification import REGIME_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

BAND_ROW, HEADER_ROW = 2, 4
"""Where a long list has the band that groups its columns, and its header; the totals stand between them."""


def about(month: Month | Study) -> str:
    """Return the line under every sheet's title."""
    return f"{month.cooperative.name} · data-base {brazilian(month.reference_date)} · valores em reais"


Tile = tuple[str, Value, Kind, str]
"""Label, value, kind of value, note."""


def tile_cells(tiles: Sequence[Tile], places: Sequence[tuple[int, int]]) -> list[Cell]:
    """Return the figures at the top of a summary, each at its place: a column, and how many it spans."""
    return [
        cell
        for (column, across), (label, value, kind, note) in zip(places, tiles, strict=False)
        for cell in (
            Cell(4, column, label, "tile_label", across=across),
            Cell(5, column, value, "tile_value", kind, across=across),
            Cell(6, column, note, "tile_note", across=across),
        )
    ]


def top(title: str, subtitle: str) -> tuple[Cell, ...]:
    """Return the title and the line under it, in the first two rows."""
    return Cell(0, 0, title, "title"), Cell(1, 0, subtitle, "subtitle")


def footer(month: Month | Study) -> str:
    """Return what is printed at the foot of every page."""
    return f"{month.cooperative.name} · data-base {brazilian(month.reference_date)} · coopcli {month.version}"


def thousands(count: int) -> str:
    """Return ``1.234``."""
    return f"{count:,}".replace(",", ".")


def plural(count: int, one: str, many: str) -> str:
    """Return ``1 operação``, ``2 operações``."""
    return f"{thousands(count)} {one if count == 1 else many}"


def in_sentence(title: str) -> str:
    """Return ``produto`` for ``Produto``; PA, an abbreviation, stays as it is."""
    return title if title.isupper() else title[:1].lower() + title[1:]


def money_columns(regime: str) -> tuple[Column, ...]:
    """Return the regime's amounts: the components of the provision, where it has any, and the provision."""
    return tuple(column for column in REGIME_COLUMNS[regime] if column.name in (*COMPONENTS[regime], "provision_cents"))


def official_words(classified: Classified) -> str:
    """Return the regime's title, saying where it is not the one in force."""
    return classified.title if classified.official else f"{classified.title} (visão gerencial: fora da vigência)"


def in_order(classes: Sequence[str]) -> list[str]:
    """Return risk classes or portfolios from best to worst: AA before A, then as the alphabet has it."""
    return sorted(classes, key=lambda name: "" if name == "AA" else name)


def stacked(frames: Sequence[pd.DataFrame], columns: Sequence[Column]) -> pd.DataFrame:
    """Return the frames one below the other, or an empty frame with ``columns``."""
    import pandas as pd

    if frames:
        return pd.concat(frames, ignore_index=True)
    return pd.DataFrame({column.name: pd.Series(dtype="str") for column in columns})


def list_sheets(
    report: Month | Study, name: str, columns: tuple[Column, ...], rows: pd.DataFrame, rows_per_sheet: int,
    counted: str, *, none: str = "", fixed_columns: int = 1,
) -> list[Sheet]:  # fmt: skip
    """Return a long list with the totals of its amounts, ``counted`` under its title.

    Where there are no rows, the sentence ``none`` stands in its place; without one there is no sheet.
    """
    if not len(rows):
        empty = Sheet(name, (*top(name, about(report)), Cell(3, 0, none)), widths={0: 90}, footer=footer(report))
        return [empty] if none else []
    sums = tuple(column.name for column in columns if column.kind == "money")
    page = Sheet(name, top(name, f"{about(report)} · {counted}"), freeze=(5, fixed_columns), footer=footer(report))
    return long_pages(page, columns, rows, rows_per_sheet, sums=sums)


def long_pages(
    page: Sheet, columns: tuple[Column, ...], rows: pd.DataFrame, rows_per_sheet: int, **totals: object
) -> list[Sheet]:
    """Return ``page`` with ``rows`` as its long list, continued on "name 2", "name 3"… where they do not fit.

    ``page`` brings the name, the title and what stands above the list; ``totals`` are the ``sums`` and
    ``ratios`` of each part.
    """
    header = max((table.next_row for table in page.tables), default=HEADER_ROW - 2) + 2
    parts = list(_parts(rows, rows_per_sheet - header - 1))
    return [
        replace(
            page,
            name=page.name if number == 1 else f"{page.name} {number}",
            cells=tuple(_numbered(cell, number, len(parts)) for cell in page.cells),
            tables=(*page.tables, Table(columns, part, header, long=True, **totals)),  # type: ignore[arg-type]
        )
        for number, part in enumerate(parts, 1)
    ]


def _parts(rows: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    for start in range(0, max(len(rows), 1), size):
        yield rows.iloc[start : start + size]


def _numbered(cell: Cell, number: int, parts: int) -> Cell:
    """Return the cell; the line under the title says which part of the list this is."""
    if parts == 1 or cell.style != "subtitle":
        return cell
    return replace(cell, value=f"{cell.value} · parte {number} de {parts} (totais desta parte)")
