"""The files of the credit desk: workbooks, and the committee's pages as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.placing import Write, place, write_new
from coopcli.reports.desk_pages import desk_pages
from coopcli.reports.sheet import EXCEL_ROWS
from coopcli.reports.sheets.desk import authority_sheets, desk_sheets, rating_sheets, score_sheets
from coopcli.reports.studies import study_workbook
from coopcli.results import Study
from coopcli.results.desk import AuthorityTable, Desk, Rating
from coopcli.shipped import folder

if TYPE_CHECKING:
    import pandas as pd


def committee_pdf(study: Study, desk: Desk) -> bytes:
    """Return the committee's pages, one a proposal."""
    from coopcli.reports.typeset import typeset

    template = folder("templates") / "reports" / "committee.typ"
    return typeset(template, {"pages": desk_pages(study, desk)})


def desk_files(
    workbook: Path | None, pdf: Path | None, study: Study, desk: Desk, table: AuthorityTable | None
) -> list[Path]:
    """Write the workbook and the PDF that are asked for, both or none; return the files written."""
    made = committee_pdf(study, desk) if pdf else b""
    sheets = [*desk_sheets(study, desk, EXCEL_ROWS), *(authority_sheets(study, table) if table else [])]
    outputs: list[tuple[Path, Write]] = []
    if workbook:
        outputs.append((workbook, lambda path: study_workbook(path, study, sheets, "propostas de crédito")))
    if pdf:
        outputs.append((pdf, lambda path: write_new(path, made)))
    return place(outputs)


def rating_workbook(path: Path, study: Study, rating: Rating) -> None:
    """Write the ratings with every answer."""
    study_workbook(path, study, rating_sheets(study, rating, EXCEL_ROWS), "rating")


def score_workbook(path: Path, study: Study, scores: pd.DataFrame) -> None:
    """Write the scores of weighted points."""
    study_workbook(path, study, score_sheets(study, scores, EXCEL_ROWS), "pontuação de crédito")


def authority_workbook(path: Path, study: Study, table: AuthorityTable) -> None:
    """Write the table of authority."""
    study_workbook(path, study, authority_sheets(study, table), "alçadas de crédito")
