"""The workbook of a survey, and that of a planned sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets import survey, survey_attributes
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.reports.studies import problem_sheets, study_workbook
from coopcli.results import Study
from coopcli.results.nps import SampleSize, SurveyResults
from coopcli.words.survey import SIZE_COLUMNS

if TYPE_CHECKING:
    import pandas as pd


def survey_sheets(results: SurveyResults) -> list[Sheet]:
    """Return the sheets of the report in their order."""
    return [
        survey.overview_sheet(results),
        survey.sample_sheet(results),
        survey.profile_sheet(results),
        survey.segments_sheet(results),
        *survey.waves_sheets(results),
        survey.products_sheet(results),
        survey.institutions_sheet(results),
        *survey_attributes.attributes_sheets(results),
        *survey_attributes.correlations_sheets(results),
        survey_attributes.tests_sheet(results),
        *survey_attributes.clusters_sheets(results),
        *survey_attributes.words_sheets(results),
        *survey_attributes.comments_sheets(results),
        survey_attributes.advice_sheet(results),
        *survey_attributes.actions_sheets(results),
        *problem_sheets(results.study),
    ]


def survey_workbook(path: Path, results: SurveyResults) -> None:
    """Write the report of a survey."""
    study_workbook(path, results.study, survey_sheets(results), results.title)


def sample_workbook(path: Path, study: Study, size: SampleSize, by_branch: pd.DataFrame) -> None:
    """Write a planned sample."""
    words = f"{size.size} respostas de {size.population} associados"
    cells = [*top("Amostra", f"{about(study).split(' · valores')[0]} · {words}")]
    if not len(by_branch):
        cells.append(Cell(3, 0, "Sem a planilha de associados por PA não se reparte a amostra.", "warning", across=6))
    table = Table(SIZE_COLUMNS, by_branch, 4, sums=("population", "planned"))
    page = Sheet("Amostra", tuple(cells), (table,) if len(by_branch) else (), freeze=(2, 0), footer=footer(study))
    study_workbook(path, study, [page], "amostra da pesquisa")
