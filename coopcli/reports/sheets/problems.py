"""Problemas: what did not fit, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcli.errors import PROBLEM_KINDS, Problem
from coopcli.frames import Column
from coopcli.reports.cells import clean_text
from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import long_pages, plural, top

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    Column("code", "code", "Código"),
    Column("title", "text", "Problema"),
    Column("file", "text", "Arquivo"),
    Column("sheet", "text", "Aba"),
    Column("cell", "code", "Célula"),
    Column("line", "count", "Linha"),
    Column("header", "text", "Coluna"),
    Column("found", "text", "Encontrado"),
    Column("expected", "text", "Esperado"),
    Column("remedy", "text", "O que fazer"),
    Column("rows", "count", "Linhas separadas"),
    Column("cents", "money", "Valor separado"),
)

_WIDTHS = {1: 52, 7: 36, 8: 52, 9: 72}
"""Of the texts that the clerk reads to the end."""

_NONE = "Nenhum problema: todas as células foram lidas com certeza."


def problems_sheets(problems: Sequence[Problem], subtitle: str, foot: str, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of problems, or the sentence that there are none."""
    cells = top("Problemas", subtitle)
    if not problems:
        return [Sheet("Problemas", (*cells, Cell(3, 0, _NONE)), widths={0: 90}, footer=foot)]
    page = Sheet("Problemas", cells, widths=_WIDTHS, freeze=(5, 0), footer=foot)
    return long_pages(page, _COLUMNS, problem_rows(problems), rows_per_sheet, sums=("rows", "cents"))


def counted(problems: Sequence[Problem]) -> str:
    """Return ``2 problemas``."""
    return plural(len(problems), "problema", "problemas")


def problem_rows(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return one row a problem, in the words that the clerk reads."""
    import pandas as pd

    texts = {
        "code": [problem.code for problem in problems],
        "title": [PROBLEM_KINDS[problem.code].title for problem in problems],
        "file": [clean_text(problem.file) for problem in problems],
        "sheet": [clean_text(problem.sheet) for problem in problems],
        "cell": [problem.cell for problem in problems],
        "header": [clean_text(problem.header) for problem in problems],
        "found": [clean_text(problem.found) for problem in problems],
        "expected": [problem.wanted() for problem in problems],
        "remedy": [problem.advice() for problem in problems],
    }
    lines = pd.Series([problem.line or None for problem in problems], dtype="Int64")
    counts = {
        "rows": [problem.rows for problem in problems],
        "cents": [problem.cents for problem in problems],
    }
    return pd.DataFrame({**texts, "line": lines, **counts})
