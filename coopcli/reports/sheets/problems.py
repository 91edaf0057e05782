"""Problemas: what did not fit, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import PROBLEM_KINDS, Cause, Problem
from coopcli.reports.causes import Group, grouped
from coopcli.reports.cells import clean_text
from coopcli.reports.sheet import Cell, Links, Sheet
from coopcli.reports.sheets.parts import long_pages, plural, top
from coopcli.results import Correction
from coopcli.words import Column

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

_WIDTHS = {
    "title": 52,
    "found": 36,
    "correction": 36,
    "expected": 52,
    "remedy": 72,
    "proposal": 22,
    "preview": 52,
    "examples": 52,
}
"""Of the texts that the clerk reads to the end."""

CORRECTION = "Correção"
NO_CELL, EMPTY = "—", "(vazia)"
"""In the column of corrections: no cell would mend this; and the word that leaves a cell empty."""

TITLES = {column.name: column.title for column in _COLUMNS if column.name in ("code", "file", "sheet", "cell")}
TITLES |= {"header": "Coluna", "found": "Encontrado"}
"""The columns by which a list of problems that comes back tells which cell a correction is of."""

_TO_FILL_IN = Column("correction", "text", CORRECTION)
_FOUND = [column.name for column in _COLUMNS].index("found") + 1
_WITH_CORRECTION = (*_COLUMNS[:_FOUND], _TO_FILL_IN, *_COLUMNS[_FOUND:])

PROPOSAL, YES = "Proposta", "sim"
"""The column of what would mend all of a cause, and the word that accepts it."""

_CAUSES = (
    *(column for column in _COLUMNS if column.name in ("code", "title", *TITLES)),
    _TO_FILL_IN,
    Column("proposal", "text", PROPOSAL),
    Column("preview", "text", "Prévia"),
    Column("examples", "text", "Exemplos"),
    *(column for column in _COLUMNS if column.name in ("rows", "cents")),
)

_CORRECTIONS = (
    *(column for column in _COLUMNS if column.name in ("code", "title", *TITLES)),
    _TO_FILL_IN,
    Column("author", "text", "Autor"),
)

_NOT_IN_A_CELL = ("atraso-desconhecido", "coluna-repetida", "coluna-deslocada")
"""Problems whose cell only says where to look: another value in it would mend nothing."""

_NONE = "Nenhum problema: todas as células foram lidas com certeza."


@dataclass(frozen=True)
class ExportFolder:
    """Where the exports are, seen from the workbook (``../../exports/2026-10``), and which files are there."""

    folder: str
    files: frozenset[str]

    def link(self, problem: Problem) -> tuple[str | None, str | None]:
        """Return the file of a problem and the place in it; nothing where it is no export."""
        if problem.file not in self.files:
            return None, None
        quoted = problem.sheet.replace("'", "''")
        return f"{self.folder}/{problem.file}", f"'{quoted}'!{problem.cell or 'A1'}" if problem.sheet else None


def can_be_corrected(problem: Problem) -> bool:
    """Return whether another value in the problem's cell may mend it."""
    return bool(problem.file and re.fullmatch(r"[A-Z]+\d+", problem.cell)) and problem.code not in _NOT_IN_A_CELL


def problems_sheets(
    problems: Sequence[Problem],
    subtitle: str,
    foot: str,
    rows_per_sheet: int,
    exports: ExportFolder | None = None,
    *,
    to_fill_in: bool = False,
) -> list[Sheet]:
    """Return the list of problems, or the sentence that there are none.

    With ``exports`` each leads to its cell; ``to_fill_in`` adds the column where the clerk types corrections.
    """
    cells = top("Problemas", subtitle)
    if not problems:
        return [Sheet("Problemas", (*cells, Cell(3, 0, _NONE)), widths={0: 90}, footer=foot)]
    rows, links = problem_rows(problems), None
    rows[_TO_FILL_IN.name] = [None if can_be_corrected(problem) else NO_CELL for problem in problems]
    if exports is not None:
        rows["link_file"], rows["link_place"] = zip(*(exports.link(problem) for problem in problems), strict=True)
        links = Links(("file", "cell"), "link_file", "link_place")
    columns = _WITH_CORRECTION if to_fill_in else _COLUMNS
    widths = {place: _WIDTHS[column.name] for place, column in enumerate(columns) if column.name in _WIDTHS}
    page = Sheet("Problemas", cells, widths=widths, freeze=(5, 0), footer=foot)
    awaiting = (_TO_FILL_IN.name,) if to_fill_in else ()
    return long_pages(page, columns, rows, rows_per_sheet, sums=("rows", "cents"), links=links, to_fill_in=awaiting)


def causes_sheets(problems: Sequence[Problem], subtitle: str, foot: str, rows_per_sheet: int) -> list[Sheet]:
    """Return the problems by cause, with a column to correct a whole column of an export at once; no sheet where
    there are none."""
    groups = [group for group in grouped(problems) if group.count > 1 or (group.cause and group.cause.declared)]
    if not groups:
        return []
    widths = {place: _WIDTHS[column.name] for place, column in enumerate(_CAUSES) if column.name in _WIDTHS}
    page = Sheet("Causas", top("Causas", subtitle), widths=widths, freeze=(5, 0), footer=foot)
    rows = _cause_rows(groups)
    return long_pages(
        page, _CAUSES, rows, rows_per_sheet, sums=("rows", "cents"), to_fill_in=(_TO_FILL_IN.name,)
    )  # fmt: skip


def _cause_rows(groups: Sequence[Group]) -> pd.DataFrame:
    import pandas as pd

    firsts = [group.first for group in groups]
    causes = [group.cause or Cause(0) for group in groups]
    examples = [" · ".join(clean_text(problem.found) for problem in group.problems[:3]) for group in groups]
    return pd.DataFrame(
        {
            "code": [first.code for first in firsts],
            "title": [PROBLEM_KINDS[first.code].title for first in firsts],
            "file": [clean_text(first.file) for first in firsts],
            "sheet": [clean_text(first.sheet) for first in firsts],
            "cell": [group.column for group in groups],
            "header": [clean_text(first.header) for first in firsts],
            "found": [clean_text(group.sentence()) for group in groups],
            "correction": [None if cause.declared and group.column else NO_CELL
                           for group, cause in zip(groups, causes, strict=True)],
            "proposal": [cause.declared for cause in causes],
            "preview": [" · ".join(f"{before} → {after}" for before, after in cause.preview) for cause in causes],
            "examples": examples,
            "rows": [group.rows for group in groups],
            "cents": [group.cents for group in groups],
        }
    )  # fmt: skip


def corrections_sheets(corrections: Sequence[Correction], subtitle: str, foot: str, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of the corrections applied; no sheet where there are none."""
    if not corrections:
        return []
    page = Sheet("Correções", top("Correções", subtitle), widths={1: 52, 6: 36, 7: 36}, freeze=(5, 0), footer=foot)
    return long_pages(page, _CORRECTIONS, _correction_rows(corrections), rows_per_sheet)


def _correction_rows(corrections: Sequence[Correction]) -> pd.DataFrame:
    import pandas as pd

    names = ("code", "file", "sheet", "cell", "header", "found", "author")
    texts = {name: [clean_text(getattr(one, name)) for one in corrections] for name in names}
    titles = [PROBLEM_KINDS[one.code].title for one in corrections]
    return pd.DataFrame({**texts, "title": titles, "correction": [clean_text(one.text) for one in corrections]})


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
