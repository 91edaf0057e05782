"""The workbook of the review of member records."""

from __future__ import annotations

from pathlib import Path

from coopcli.reports.sheet import EXCEL_ROWS
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.registry import findings_sheets, regions_sheet, registry_sheet
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Study
from coopcli.results.registry import RegistryReview


def registry_workbook(path: Path, study: Study, review: RegistryReview) -> None:
    """Write the review."""
    sheets = [
        registry_sheet(study, review),
        *findings_sheets(study, review, EXCEL_ROWS),
        regions_sheet(study, review),
        notes_sheet(study),
        sources_sheet(study),
    ]
    write_workbook(path, sheets, f"{study.cooperative.name}: cadastro dos associados", study.reference_date)
