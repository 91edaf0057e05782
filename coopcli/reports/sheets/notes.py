"""Notas: the alerts, the conventions that were applied and, apart and visible, what is not applied yet."""

from __future__ import annotations

from collections.abc import Sequence

from coopcli.money import brl
from coopcli.reports.measure import height_of, wrapped_lines
from coopcli.reports.sheet import Cell, Sheet, Style
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Month, Study

_WIDTHS = {0: 34, 1: 120}

_NOT_APPLIED = "O que segue ainda não é aplicado; os números deste relatório não o consideram."

Line = tuple[str, str]
"""What it is about, and what there is to say."""


def notes_sheet(month: Month | Study) -> Sheet:
    """Return the sheet of notes."""
    alerts = [("Alerta", text) for text in month.alerts]
    applied = [(note.topic, note.text) for note in month.notes if note.applied]
    assumed = [(f"{brl(one.cents)}", one.sentence()) for one in (month.assumptions if isinstance(month, Month) else ())]
    missing = [(note.topic, note.text) for note in month.notes if not note.applied]
    cells, heights, row = list(top("Notas", about(month))), dict[int, float](), 3
    blocks: list[tuple[str, list[Line], Style]] = [
        ("Alertas do mês", alerts, "warning"),
        ("Convenções aplicadas", applied, "wrapped"),
        ("Ainda não aplicado", [("Atenção", _NOT_APPLIED), *missing] if missing else [], "warning"),
    ]
    if isinstance(month, Month):
        blocks.insert(1, ("Suposições, da maior para a menor", assumed, "warning"))
    for heading, lines, style in blocks:
        cells += _block(row, heading, lines, style)
        heights |= {row + 1 + number: _height(line) for number, line in enumerate(lines)}
        row += max(len(lines), 1) + 2
    return Sheet("Notas", tuple(cells), widths=_WIDTHS, heights=heights, freeze=(2, 0), footer=footer(month))


def _block(row: int, heading: str, lines: Sequence[Line], style: Style) -> list[Cell]:
    """Return a heading and its lines, or the word that there are none."""
    cells = [Cell(row, 0, heading, "heading", across=2)]
    if not lines:
        return [*cells, Cell(row + 1, 0, "Nada a declarar.")]
    return cells + [
        Cell(row + 1 + number, column, text, style)
        for number, line in enumerate(lines)
        for column, text in enumerate(line)
    ]


def _height(line: Line) -> float:
    return height_of(max(wrapped_lines(text, _WIDTHS[column]) for column, text in enumerate(line)))
