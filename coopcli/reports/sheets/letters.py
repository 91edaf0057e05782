"""Cartas: what was sent to whom and by what, and what was not, with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.parts import list_sheets, plural
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Month, Study
from coopcli.results.letters import SEND
from coopcli.words.letters import LETTER_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_INSIDE = ("client_key", "letter", "letter_reason", "letter_action_title")
"""What a reader does not need: codes, and what the sheet's name says already."""

_SENT = tuple(column for column in LETTER_COLUMNS if column.name not in _INSIDE)
_STOPPED = tuple(column for column in LETTER_COLUMNS if column.name not in _INSIDE[:-1])


def letter_sheets(report: Month | Study, letters: pd.DataFrame, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return the letters that go out and those that do not (LETTER_COLUMNS), a list each."""
    is_sent = (letters["letter_action_title"] == SEND).to_numpy(dtype=bool)
    sent, stopped = letters[is_sent], letters[~is_sent]
    none = "Nenhuma carta a enviar nesta data." if not len(letters) else ""
    return [
        *list_sheets(
            report, "Cartas", _SENT, sent, rows_per_sheet, plural(len(sent), "carta", "cartas"), none=none
        ),
        *list_sheets(
            report, "Cartas não enviadas", _STOPPED, stopped, rows_per_sheet,
            plural(len(stopped), "carta pedida e não enviada", "cartas pedidas e não enviadas"),
        ),
    ]  # fmt: skip


def letters_workbook(path: Path, study: Study, letters: pd.DataFrame) -> None:
    """Write the letters with the conventions and what they came from; CoopError where the file exists."""
    sheets = [*letter_sheets(study, letters), notes_sheet(study), sources_sheet(study)]
    write_workbook(path, sheets, f"{study.cooperative.name}: cartas", study.reference_date)
