"""The workbooks of what is no month's close: each its sheets in their order, then notes and sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coopcli.reports.sheet import EXCEL_ROWS, Sheet
from coopcli.reports.sheets import collection, profile, profile_models, registry, scorecard
from coopcli.reports.sheets import relationship as tables
from coopcli.reports.sheets import relationship_lists as lists
from coopcli.reports.sheets.letters import letter_sheets
from coopcli.reports.sheets.notes import notes_sheet
from coopcli.reports.sheets.parts import about, footer
from coopcli.reports.sheets.problems import counted, problems_sheets
from coopcli.reports.sheets.sources import sources_sheet
from coopcli.reports.workbook import write_workbook
from coopcli.results import Study
from coopcli.results.collection_report import CollectionReport
from coopcli.results.profile import Profile
from coopcli.results.registry import RegistryReview
from coopcli.results.relationship import Relationship
from coopcli.results.scorecard import BackTest


def study_workbook(path: Path, study: Study, sheets: Sequence[Sheet], what: str) -> None:
    """Write the sheets of a study called ``what``, with its notes and sources; CoopError where the file exists."""
    title = f"{study.cooperative.name}: {what}"
    write_workbook(path, [*sheets, notes_sheet(study), sources_sheet(study)], title, study.reference_date)


def problem_sheets(study: Study, rows_per_sheet: int = EXCEL_ROWS) -> list[Sheet]:
    """Return the problems of a study's exports."""
    counts = f"{about(study)} · {counted(study.problems)}"
    return problems_sheets(study.problems, counts, footer(study), rows_per_sheet)


def collection_workbook(path: Path, report: CollectionReport, *, rows_per_sheet: int = EXCEL_ROWS) -> None:
    """Write the queue of the day and every list behind it."""
    sheets = [
        collection.collection_sheet(report),
        *collection.collection_list_sheets(report, rows_per_sheet),
        *letter_sheets(report.study, report.letters, rows_per_sheet),
    ]
    study_workbook(path, report.study, sheets, "cobrança")


def registry_workbook(path: Path, study: Study, review: RegistryReview) -> None:
    """Write the review of member records."""
    sheets = [
        registry.registry_sheet(study, review),
        *registry.findings_sheets(study, review, EXCEL_ROWS),
        registry.regions_sheet(study, review),
    ]
    study_workbook(path, study, sheets, "cadastro dos associados")


def scorecard_workbook(path: Path, study: Study, test: BackTest) -> None:
    """Write a back-test."""
    sheets = [
        scorecard.points_sheet(study, test),
        scorecard.cut_offs_sheet(study, test),
        scorecard.months_sheet(study, test),
        *scorecard.bins_sheets(study, test),
    ]
    study_workbook(path, study, sheets, "prova da pontuação")


def profile_workbook(path: Path, study: Study, found: Profile) -> None:
    """Write the profile of default."""
    sheets = [
        profile.overview_sheet(study, found),
        profile.tables_sheet(study, found),
        profile_models.variables_sheet(study, found),
        profile_models.linear_sheet(study, found),
        profile_models.logistic_sheet(study, found),
    ]
    study_workbook(path, study, sheets, "perfil da inadimplência")


def indicators_workbook(path: Path, found: Relationship, *, rows_per_sheet: int = EXCEL_ROWS) -> None:
    """Write what members use, what they give, whom to call; longer lists go on in further sheets."""
    sheets = [
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
        *problem_sheets(found.study, rows_per_sheet),
    ]
    study_workbook(path, found.study, sheets, "indicadores")
