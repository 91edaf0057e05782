"""The folder of a survey's report, published whole or not at all."""

from __future__ import annotations

from pathlib import Path

from coopcli.placing import place, write_new
from coopcli.reports.survey.document import document_of, html_of, pdf_of
from coopcli.reports.survey.workbook import survey_workbook
from coopcli.results.nps import SurveyResults

WORKBOOK, PAGE, PRINT = "relatorio.xlsx", "relatorio.html", "relatorio.pdf"


def publish_survey(folder: Path, results: SurveyResults) -> None:
    """Write the workbook, the page and the PDF into a new folder.

    Raises CoopError (arquivo-ja-existe) where there is something of that name.
    """
    document = document_of(results)
    page, printed = html_of(document), pdf_of(document)

    def write(made: Path) -> None:
        made.mkdir()
        survey_workbook(made / WORKBOOK, results)
        write_new(made / PAGE, page)
        write_new(made / PRINT, printed)

    place([(folder, write)])
