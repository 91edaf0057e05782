"""The workbook of the indicators: what members use, what they give, whom to call."""

from __future__ import annotations

from pathlib import Path

from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets import relationship as tables
from coopcli.reports.sheets import relationship_lists as lists
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.parts import about, footer
from coopcli.reports.sheets.problems import counted, problems_sheets
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results.relationship import Relationship


def indicators_workbook(path: Path, found: Relationship, *, rows_per_sheet: int = EXCEL_ROWS) -> None:
    """Write the report; lists longer than ``rows_per_sheet`` go on in further sheets."""
    study = found.study
    write_workbook(
        path, indicator_sheets(found, rows_per_sheet), f"{study.cooperative.name}: indicadores", study.reference_date
    )


def indicator_sheets(found: Relationship, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return the sheets of the report in their order."""
    study = found.study
    problems = f"{about(study)} · {counted(study.problems)}"
    return [
        tables.overview_sheet(found),
        tables.solutions_sheet(found),
        *tables.families_sheets(found),
        tables.portfolios_sheet(found),
        tables.distribution_sheet(found),
        *lists.returns_sheets(found, rows_per_sheet),
        *lists.check_up_sheets(found, rows_per_sheet),
        *lists.cycle_sheets(found, rows_per_sheet),
        *lists.crossing_sheets(found, rows_per_sheet),
        *lists.movers_sheets(found, rows_per_sheet),
        *lists.groups_sheets(found, rows_per_sheet),
        *problems_sheets(study.problems, problems, footer(study), rows_per_sheet),
        notes_sheet(study),
        sources_sheet(study),
    ]
