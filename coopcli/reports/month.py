"""The workbooks of a month: the report, and the list of problems by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets.aging import aging_sheet
from coopcli.reports.sheets.comparison import comparison_sheets
from coopcli.reports.sheets.contagion import contagion_sheets
from coopcli.reports.sheets.disclosures import disclosure_sheets
from coopcli.reports.sheets.divergences import divergences_sheets
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.operations import operations_sheets
from coopcli.reports.sheets.parts import about, footer, plural
from coopcli.reports.sheets.portfolio_changes import portfolio_change_sheets
from coopcli.reports.sheets.problems import ExportFolder, causes_sheets, corrections_sheets, counted, problems_sheets
from coopcli.reports.sheets.provision import provision_sheet
from coopcli.reports.sheets.renegotiations import renegotiation_sheets
from coopcli.reports.sheets.revenue import revenue_sheets
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.sheets.summary import summary_sheet
from coopcli.reports.sheets.write_offs import write_off_sheets
from coopcli.reports.workbook import write_workbook
from coopcli.results import Correction, Month

if TYPE_CHECKING:
    import pandas as pd

_UNDATED = date(1980, 1, 1)
"""The creation date of a list of problems that is of no month: the bytes depend on the problems alone."""

_HOW_TO_CORRECT = "digite na coluna Correção o que a célula deve ter; (vazia) a deixa sem valor"
_HOW_TO_CORRECT_ALL = "sim na coluna Correção aplica a proposta à coluna inteira, só neste mês"
_APPLIED = "já aplicadas; voltam com esta lista"


def export_folder(workbook: Path, exports: Path) -> ExportFolder | None:
    """Return the exports as a workbook sees them; None where no relative path leads there (another drive)."""
    try:
        folder = os.path.relpath(exports.resolve(), workbook.resolve().parent)
    except ValueError:
        return None
    files = frozenset(path.name for path in exports.iterdir()) if exports.is_dir() else frozenset()
    return ExportFolder(PurePath(folder).as_posix(), files)


def month_workbook(path: Path, month: Month, exports: Path | None = None, *, rows_per_sheet: int = EXCEL_ROWS) -> None:
    """Write the report of the month.

    Lists longer than ``rows_per_sheet`` go on in further sheets; nothing is cut. With ``exports``, the folder that
    the month was read from, each problem leads to its cell.
    """
    title = f"{month.cooperative.name}: carteira de crédito"
    place = export_folder(path, exports) if exports else None
    write_workbook(path, month_sheets(month, rows_per_sheet, place), title, month.reference_date)


def month_sheets(month: Month, rows_per_sheet: int, exports: ExportFolder | None = None) -> list[Sheet]:
    """Return the sheets of the report in their order."""
    problems = f"{about(month)} · {counted(month.problems)}"
    corrections = f"{about(month)} · {plural(len(month.corrections), 'correção aplicada', 'correções aplicadas')}"
    return [
        summary_sheet(month),
        aging_sheet(month),
        provision_sheet(month),
        *operations_sheets(month, rows_per_sheet),
        *contagion_sheets(month, rows_per_sheet),
        *portfolio_change_sheets(month, rows_per_sheet),
        *revenue_sheets(month, rows_per_sheet),
        *renegotiation_sheets(month, rows_per_sheet),
        *write_off_sheets(month, rows_per_sheet),
        *disclosure_sheets(month),
        *divergences_sheets(month, rows_per_sheet),
        *problems_sheets(month.problems, problems, footer(month), rows_per_sheet, exports),
        *corrections_sheets(month.corrections, corrections, footer(month), rows_per_sheet),
        notes_sheet(month),
        sources_sheet(month),
    ]


def problems_workbook(
    path: Path, problems: Sequence[Problem], corrections: Sequence[Correction] = (), exports: Path | None = None,
    place: Path | None = None,
) -> None:  # fmt: skip
    """Write the list of problems, with all that the clerk needs to mend them, and a column to do it in.

    Its links lead to ``exports`` from ``place``, where the list will stand (None: ``path``).

    The corrections already applied are listed too: the list that comes back brings them all.
    """
    folder = export_folder(place or path, exports) if exports else None
    foot, told = "Problemas de leitura", f"{counted(problems)} · {_HOW_TO_CORRECT}"
    sheets = causes_sheets(problems, f"{counted(problems)} · {_HOW_TO_CORRECT_ALL}", foot, EXCEL_ROWS)
    sheets += problems_sheets(problems, told, foot, EXCEL_ROWS, folder, to_fill_in=True)
    sheets += corrections_sheets(corrections, _APPLIED, foot, EXCEL_ROWS)
    write_workbook(path, sheets, "Problemas", _UNDATED)


def comparison_workbook(
    path: Path, titles: tuple[str, str], on: date, by_class: pd.DataFrame, changes: pd.DataFrame
) -> None:
    """Write what changes between two sets of rules."""
    write_workbook(path, comparison_sheets(titles, on, by_class, changes, EXCEL_ROWS), "Comparação de regras", on)


def aging_workbook(path: Path, month: Month) -> None:
    """Write the aging by itself, with where it came from."""
    sheets = [aging_sheet(month), notes_sheet(month), sources_sheet(month)]
    write_workbook(path, sheets, f"{month.cooperative.name}: atrasos", month.reference_date)
