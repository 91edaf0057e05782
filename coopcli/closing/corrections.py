"""What the clerk typed into the list of problems, read in the place of the cells; the exports stay as they are.

A correction fits while its problem is still there, word for word: an export that changed since makes it a problem
itself, and so does a value that does not fit either. Nothing is applied by halves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopcli.dates import brazilian
from coopcli.errors import CoopError, Problem
from coopcli.folding import folded
from coopcli.reading.layout_steps import COLUMN_KEYS, declared
from coopcli.reading.replaced import NOTHING, Place, Replacements
from coopcli.reading.transform import MISFIT
from coopcli.reports.causes import grouped
from coopcli.reports.cells import clean_text
from coopcli.reports.sheets.problems import CORRECTION, EMPTY, NO_CELL, PROPOSAL, TITLES, YES, can_be_corrected
from coopcli.results import Correction

if TYPE_CHECKING:
    from coopcli.reading.read import Exports

    Read = Callable[[Replacements], Exports]

CODE = "correcao-nao-aplicada"
_HEADER_ROWS = 30


@dataclass(frozen=True)
class Corrected:
    """The exports as corrected, the corrections applied, and a problem for each that was not."""

    exports: Exports
    applied: list[Correction]
    problems: list[Problem]


# --- the workbook -------------------------------------------------------------------------------------------------


def read_corrections(path: Path, author: str) -> list[Correction]:
    """Return what was typed into a list of problems, and what an earlier run had applied; ``author`` typed it.

    Raises CoopError where the file cannot be read or is no list of problems.
    """
    import openpyxl

    if not path.is_file():
        raise CoopError([Problem("arquivo-nao-encontrado", str(path), file=path.name)])
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        pages = [rows for page in book.worksheets if (rows := _rows(page)) is not None]
        book.close()
    except Exception as error:  # whatever openpyxl meets in a file that is no workbook
        raise CoopError([Problem("arquivo-ilegivel", "conteúdo que não é o de uma planilha", path.name)]) from error
    if not pages:
        expected = f"a lista de problemas do coopcli, com a coluna {CORRECTION}"
        raise CoopError([Problem("arquivo-nao-reconhecido", ", ".join(book.sheetnames), path.name, expected=expected)])
    typed = [_correction(row, author) for rows in pages for row in rows]
    return list(dict.fromkeys(one for one in typed if one.text))


def _rows(page: Any) -> list[dict[str, str]] | None:
    """Return the rows of a list of problems or of corrections, by title; None where the sheet is neither."""
    for number, cells in enumerate(page.iter_rows(max_row=_HEADER_ROWS), 1):
        titles = [cell.value for cell in cells]
        if set(TITLES.values()) <= set(titles):
            below = page.iter_rows(min_row=number + 1)
            return [{str(t): _text_of(cell.value) for t, cell in zip(titles, row, strict=False)} for row in below]
    return None


def _text_of(value: Any) -> str:
    """Return what a cell holds, as one would write it into an export."""
    if isinstance(value, bool):
        return "S" if value else "N"
    if isinstance(value, datetime | date):
        return brazilian(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f").replace(".", ",")
    return "" if value is None else str(value)


def _correction(row: dict[str, str], author: str) -> Correction:
    names = {name: row.get(title, "") for name, title in TITLES.items()}
    text = row.get(CORRECTION, "").strip()
    if folded(text) == YES and row.get(PROPOSAL):
        text = row[PROPOSAL].strip()
    return Correction(**names, text="" if text == NO_CELL else text, author=row.get("Autor") or author)


# --- applying -----------------------------------------------------------------------------------------------------


def corrected(read: Read, corrections: Sequence[Correction]) -> Corrected:
    """Read the exports with the corrections that fit; ``read`` reads them with cells replaced.

    A correction whose value does not fit either is left out, and the exports are read once more without it.
    """
    exports = original = read(NOTHING)
    applied, problems = _fitting(corrections, exports.problems)
    while applied:
        exports = read({_place(one): _text(one) for one in applied})
        wrong = {(problem.file, problem.sheet, problem.cell): problem.found for problem in exports.problems}
        wrong |= _wrong_columns(applied, exports.problems)
        bad = [one for one in applied if _place(one) in wrong]
        if not bad:
            break
        problems += [_refused(one, f"o valor também não serve ({wrong[_place(one)]})") for one in bad]
        applied = [one for one in applied if one not in bad]
    return Corrected(exports if applied else original, applied, problems)


def _fitting(corrections: Sequence[Correction], found: Sequence[Problem]) -> tuple[list[Correction], list[Problem]]:
    """Return the corrections whose problem stands as it was listed, and the problems of the others."""
    if not corrections:
        return [], []
    standing = {(p.code, p.file, p.sheet, p.cell, clean_text(p.found)): p for p in found}
    whole = {(g.first.code, g.first.file, g.first.sheet, g.column, clean_text(g.sentence())) for g in grouped(found)}
    fitting: dict[Place, Correction] = {}
    refused = []
    for one in corrections:
        problem = standing.get((one.code, *_place(one), one.found))
        if is_of_a_column(one):
            why = _why_not(one, whole)
            if why:
                refused.append(_refused(one, why))
            elif fitting.setdefault(_place(one), one).text != one.text:
                refused.append(_refused(one, f"há outra correção para a mesma coluna, {fitting[_place(one)].text}"))
        elif problem is None:
            refused.append(_refused(one, "a célula mudou, ou o problema já não existe"))
        elif not can_be_corrected(problem):
            refused.append(_refused(one, "este problema não se corrige em uma célula"))
        elif one.text.startswith("="):
            refused.append(_refused(one, "é uma fórmula; escreva o valor"))
        elif fitting.setdefault(_place(one), one).text != one.text:
            refused.append(_refused(one, f"há outra correção para a mesma célula, {fitting[_place(one)].text}"))
    return list(fitting.values()), refused


def is_of_a_column(one: Correction) -> bool:
    """Return whether a correction is of a whole column: its place has letters and no row."""
    return one.cell.isalpha()


def _why_not(one: Correction, whole: set[tuple[str, str, str, str, str]]) -> str:
    """Return why a correction of a whole column cannot be tried; '' where it can."""
    if declared(one.text) is None:
        return f"não é uma transformação; as que há são: {', '.join(COLUMN_KEYS)}, como decimal: point"
    if (one.code, *_place(one), one.found) not in whole:
        return "a coluna mudou, ou o problema já não existe"
    return ""


def _wrong_columns(applied: Sequence[Correction], found: Sequence[Problem]) -> dict[Place, str]:
    """Return the columns in which the problem stays, or a cell contradicts what was declared, with what is wrong."""
    left = {(g.first.code, g.first.file, g.first.sheet, g.column): g.sentence() for g in grouped(found)}
    return {
        _place(one): left[code, *_place(one)]
        for one in applied
        if is_of_a_column(one)
        for code in (one.code, MISFIT)
        if (code, *_place(one)) in left
    }


def _place(one: Correction) -> Place:
    return one.file, one.sheet, one.cell


def _text(one: Correction) -> str:
    return "" if one.text == EMPTY else one.text


def _refused(one: Correction, why: str) -> Problem:
    return Problem(CODE, f"{one.text}: {why}", one.file, one.sheet, one.cell, one.header)
