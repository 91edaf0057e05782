"""Control totals: what somebody says that an export adds up to, against what was read, to the centavo.

They come from the command line (``contratos=42.933.329,76``, ``linhas:contratos=3455``) and from the sheet of
control totals; the exports' own footers are checked where they are read. Rows set aside are counted: a control
total is of the whole export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from coopcli.errors import CoopError, Problem
from coopcli.folding import slug
from coopcli.money import brl, parse_brl
from coopcli.results import ControlTotal, SourceFile
from coopcli.words import FRAMES

if TYPE_CHECKING:
    from coopcli.reading.read import Exports

OPTION = "--control-total"
SHEET = "control_totals"

_ROWS = ("linhas", "rows")
_EXAMPLE = "como contratos=42.933.329,76 ou linhas:contratos=3455"


@dataclass(frozen=True)
class Asked:
    """A control total as it was given; ``file``, ``sheet`` and ``cell`` where a sheet gave it."""

    subject: str
    of_rows: bool
    expected: int
    origin: str
    file: str = ""
    sheet: str = ""
    cell: str = ""


def asked_on_the_command_line(texts: Sequence[str]) -> list[Asked]:
    """Return the control totals of the option; CoopError (opcao-invalida) tells each that cannot be read."""
    found, problems = [], []
    for text in texts:
        try:
            found.append(_asked(text))
        except ValueError:
            problems.append(Problem("opcao-invalida", f"{OPTION} {text}", expected=f"um total de controle, {_EXAMPLE}"))
    if problems:
        raise CoopError(problems)
    return found


def _asked(text: str) -> Asked:
    subject, _, value = text.rpartition("=")
    kind, _, rest = subject.partition(":")
    of_rows = slug(kind) in _ROWS and bool(rest)
    name = (rest if of_rows else subject).strip()
    if not name:
        raise ValueError(text)
    return Asked(
        name, of_rows, _count(value.strip()) if of_rows else parse_brl(value.replace("R$", "").strip()), OPTION
    )


def _count(text: str) -> int:
    if not re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+", text):
        raise ValueError(text)
    return int(text.replace(".", ""))


def asked_in_sheets(exports: Exports) -> Iterator[Asked]:
    """Yield the control totals of the sheets read; a row may give amount, number of rows, or both."""
    for row in exports.frames[SHEET].to_dict("records"):
        source = exports.sources[row["source"]]
        origin = ", ".join([source.name, *(row[name] for name in ("origin", "author") if isinstance(row[name], str))])
        for column, of_rows in (("total_cents", False), ("row_count", True)):
            if not _is_missing(row[column]):
                cell = f"{source.columns[column]}{row['source_row']}"
                yield Asked(row["target"], of_rows, int(row[column]), origin, source.name, source.sheet, cell)


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def reconciled(asked: Sequence[Asked], sources: Sequence[SourceFile]) -> tuple[list[ControlTotal], list[Problem]]:
    """Return each control total with what was read, and a problem for each that is not what was read."""
    totals, problems = [], []
    for one in asked:
        matching = _matching(one.subject, sources)
        found = _found(one, matching)
        total = ControlTotal(one.subject, one.of_rows, one.expected, found, one.origin)
        totals.append(total)
        if not total.agrees:
            problems.append(_problem(one, total, matching))
    return totals, problems


def _matching(subject: str, sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Return the files that a name stands for: an export (``contratos``, ``contracts``), a file or its stem."""
    word = slug(subject)
    frames = {frame.name for frame in FRAMES.values() if word in (slug(frame.title), slug(frame.name))}
    tests = (
        lambda source: source.name == subject,
        lambda source: source.frame in frames,
        lambda source: slug(source.name) == word,
        lambda source: slug(PurePath(source.name).stem) == word,
    )
    found = ([source for source in sources if source.frame and test(source)] for test in tests)
    return next((matching for matching in found if matching), [])


def _has_amount(source: SourceFile) -> bool:
    return bool(FRAMES[source.frame].amount)


def _found(asked: Asked, matching: Sequence[SourceFile]) -> int | None:
    if asked.of_rows:
        return sum(source.rows_read for source in matching) if matching else None
    amounts = [source.cents_read for source in matching if _has_amount(source)]
    return sum(amounts) if amounts else None


def _problem(asked: Asked, total: ControlTotal, matching: Sequence[SourceFile]) -> Problem:
    told = (lambda value: f"{value} linha(s)") if asked.of_rows else brl
    if total.found is not None:
        gap = told(total.expected - total.found)
        found = f"lido {told(total.found)}, esperado {told(total.expected)}, diferença {gap}"
    elif matching:
        found = f"{asked.subject}: esta exportação não tem coluna de valor a somar; confira pelas linhas"
    else:
        found = f"nenhuma exportação lida é {asked.subject}"
    place = asked.file or ", ".join(dict.fromkeys(source.name for source in matching)) or asked.subject
    expected = f"{asked.subject}: {told(asked.expected)} ({asked.origin})"
    remedy = "confira o total informado e se a exportação está inteira e é da data-base"
    return Problem("total-nao-confere", found, place, asked.sheet, asked.cell, expected=expected, remedy=remedy)
