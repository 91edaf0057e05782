"""The workbook of the profile of default."""

from __future__ import annotations

from pathlib import Path

from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.profile import overview_sheet, tables_sheet
from coopcli.reports.sheets.profile_models import linear_sheet, logistic_sheet, variables_sheet
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Study
from coopcli.results.profile import Profile


def profile_workbook(path: Path, study: Study, profile: Profile) -> None:
    """Write the profile."""
    sheets = [
        overview_sheet(study, profile),
        tables_sheet(study, profile),
        variables_sheet(study, profile),
        linear_sheet(study, profile),
        logistic_sheet(study, profile),
        notes_sheet(study),
        sources_sheet(study),
    ]
    write_workbook(path, sheets, f"{study.cooperative.name}: perfil da inadimplência", study.reference_date)
