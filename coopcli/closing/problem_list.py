"""The list of the problems that stopped a close, beside the closes: what somebody typed in it is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coopcli.closing.corrections import read_corrections
from coopcli.errors import CoopError, Problem
from coopcli.reports.month import problems_workbook
from coopcli.results import Correction


def put_list(path: Path, problems: Sequence[Problem], corrections: Sequence[Correction], exports: Path) -> None:
    """Write the list in the place of the one before; ``corrections`` are those that this run applied."""
    remove_list(path, corrections)
    problems_workbook(path, problems, corrections, exports)


def remove_list(path: Path, corrections: Sequence[Correction]) -> None:
    """Take the list away; one that holds more than the ``corrections`` applied is kept under another name."""
    if not path.exists():
        return
    if _holds_more(path, corrections):
        _keep(path)
    else:
        path.unlink()


def _holds_more(path: Path, corrections: Sequence[Correction]) -> bool:
    try:
        typed = read_corrections(path, "")
    except CoopError:
        return True  # somebody made something else of it
    applied = {(one.file, one.sheet, one.cell, one.text) for one in corrections}
    return any((one.file, one.sheet, one.cell, one.text) not in applied for one in typed)


def _keep(path: Path) -> None:
    number = 1
    while (kept := path.with_name(f"{path.stem}.guardado-{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
