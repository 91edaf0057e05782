"""Comparação: the same portfolio under two sets of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.dates import brazilian
from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import long_pages, plural, top
from coopcli.words import Column, column, columns

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd


def comparison_sheets(
    titles: tuple[str, str], on: date, by_class: pd.DataFrame, changes: pd.DataFrame, rows_per_sheet: int
) -> list[Sheet]:
    """Return the totals by pair of classes, then every operation that differs."""
    about = f"{titles[0]} → {titles[1]} · data-base {brazilian(on)} · {plural(len(changes), 'mudança', 'mudanças')}"
    cells = top("Comparação", about)
    sums = ("count", "balance_cents", "left_cents", "right_cents", "difference_cents")
    pairs = (*_classes(titles), column("count", "Operações"), *_amounts(titles))
    totals = Table(pairs, by_class, 4, sums=sums)
    heading = Cell(3, 0, "De classe a classe", "heading", across=len(pairs))
    page = Sheet("Comparação", (*cells, heading), (totals,), footer=about)
    each = columns("contract_id branch product days_past_due", *_classes(titles), *_amounts(titles))
    return long_pages(page, each, changes, rows_per_sheet, sums=sums[1:])


def _classes(titles: tuple[str, str]) -> tuple[Column, Column]:
    return Column("left_class", "text", f"Classe ({titles[0]})"), Column("right_class", "text", f"Classe ({titles[1]})")


def _amounts(titles: tuple[str, str]) -> tuple[Column, ...]:
    left, right = (
        Column(name, "money", f"Provisão ({title})")
        for name, title in zip(("left_cents", "right_cents"), titles, strict=True)
    )
    return columns("balance_cents", left, right, "difference_cents")
