"""The workbook of a back-test."""

from __future__ import annotations

from pathlib import Path

from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.scorecard import bins_sheets, cut_offs_sheet, months_sheet, points_sheet
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Study
from coopcli.results.scorecard import BackTest


def scorecard_workbook(path: Path, study: Study, test: BackTest) -> None:
    """Write the back-test."""
    sheets = [
        points_sheet(study, test),
        cut_offs_sheet(study, test),
        months_sheet(study, test),
        *bins_sheets(study, test),
        notes_sheet(study),
        sources_sheet(study),
    ]
    write_workbook(path, sheets, f"{study.cooperative.name}: prova da pontuação", study.reference_date)
