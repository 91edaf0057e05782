"""Notas: the conventions that were applied and, apart and visible, what is not applied yet."""

from __future__ import annotations

from collections.abc import Sequence

from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Month, Note

_TOPIC_WIDTH, _TEXT_WIDTH, _LINE_HEIGHT = 34, 120, 12.5
_CHARACTERS_A_LINE = 125

_WARNING = "O que segue ainda não é aplicado por este programa. Os números deste relatório não o consideram."


def notes_sheet(month: Month) -> Sheet:
    """Return the sheet of notes."""
    applied = [note for note in month.notes if note.applied]
    missing = [note for note in month.notes if not note.applied]
    cells = [*top("Notas", about(month)), Cell(3, 0, "Convenções aplicadas", "heading", across=2)]
    cells += _lines(applied, 4, "wrapped") or [Cell(4, 0, "Nenhuma.")]
    row = 4 + max(len(applied), 1) + 1
    cells += [Cell(row, 0, "Ainda não aplicado", "heading", across=2)]
    cells += [
        Cell(
            row + 1,
            0,
            _WARNING if missing else "Nada a declarar.",
            "warning" if missing else "body",
            across=2,
        )
    ]
    cells += _lines(missing, row + 2, "warning")
    heights = {**_heights(applied, 4), **_heights(missing, row + 2)}
    widths = {0: _TOPIC_WIDTH, 1: _TEXT_WIDTH}
    return Sheet("Notas", tuple(cells), widths=widths, heights=heights, freeze=(2, 0), footer=footer(month))


def _lines(notes: Sequence[Note], row: int, style: str) -> list[Cell]:
    return [
        Cell(row + number, column, text, style)  # type: ignore[arg-type]
        for number, note in enumerate(notes)
        for column, text in enumerate((note.topic, note.text))
    ]


def _heights(notes: Sequence[Note], row: int) -> dict[int, float]:
    """Return the height of each line: its text wraps, and not every program makes room by itself."""
    return {
        row + number: _LINE_HEIGHT * (1 + len(note.text) // _CHARACTERS_A_LINE) + 4
        for number, note in enumerate(notes)
    }
