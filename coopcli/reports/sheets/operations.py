"""Operações: one row an operation, its facts and, under each regime, its classification with the reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import (
    BAND_ROW,
    HEADER_ROW,
    about,
    footer,
    long_pages,
    official_words,
    plural,
    top,
)
from coopcli.results import Classified, Month
from coopcli.words import Column
from coopcli.words.classification import OPERATION_COLUMNS

if TYPE_CHECKING:
    import pandas as pd


def operations_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of operations, on as many sheets as it needs."""
    columns = (
        *OPERATION_COLUMNS,
        *(c for classified in month.classified for c in regime_columns(classified)),
    )
    page = Sheet(
        "Operações",
        cells=(*top("Operações", _subtitle(month)), *_bands(month)),
        freeze=(HEADER_ROW + 1, 1),
        footer=footer(month),
    )
    sums = tuple(column.name for column in columns if column.kind == "money")
    return long_pages(page, columns, _side_by_side(month), rows_per_sheet, sums=sums)


def regime_columns(classified: Classified) -> tuple[Column, ...]:
    """Return the regime's columns under names and titles that tell one regime from another."""
    return tuple(
        replace(column, name=f"{classified.regime}.{column.name}", title=f"{column.title} ({classified.act})")
        for column in classified.columns
    )


def _side_by_side(month: Month) -> pd.DataFrame:
    """Return facts and classifications in one frame, without copying a column."""
    import pandas as pd

    whole = {column.name: month.operations[column.name].reset_index(drop=True) for column in OPERATION_COLUMNS}
    for classified in month.classified:
        for column in classified.columns:
            values = classified.operations[column.name].reset_index(drop=True)
            whole[f"{classified.regime}.{column.name}"] = values
    return pd.DataFrame(whole, copy=False)


def _subtitle(month: Month) -> str:
    return f"{about(month)} · {plural(len(month.operations), 'operação', 'operações')}"


def _bands(month: Month) -> list[Cell]:
    """Return the band above the header that says where facts end and each regime begins."""
    start = len(OPERATION_COLUMNS)
    bands = [Cell(BAND_ROW, 0, "Operação", "band"), Cell(BAND_ROW, 1, None, "band", across=start - 1)]
    for classified in month.classified:
        width = len(classified.columns)
        bands.append(Cell(BAND_ROW, start, official_words(classified), "band", across=width))
        start += width
    return bands
