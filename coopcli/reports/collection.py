"""The workbook of collection."""

from __future__ import annotations

from pathlib import Path

from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets.collection import collection_list_sheets, collection_sheet
from coopcli.reports.sheets.letters import letter_sheets
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results.collection_report import CollectionReport


def collection_workbook(path: Path, report: CollectionReport, *, rows_per_sheet: int = EXCEL_ROWS) -> None:
    """Write the queue of the day and every list behind it; CoopError (arquivo-ja-existe) where the file exists."""
    study = report.study
    sheets: list[Sheet] = [
        collection_sheet(report),
        *collection_list_sheets(report, rows_per_sheet),
        *letter_sheets(study, report.letters, rows_per_sheet),
        notes_sheet(study),
        sources_sheet(study),
    ]
    write_workbook(path, sheets, f"{study.cooperative.name}: cobrança", study.reference_date)
