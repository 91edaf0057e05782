"""The list of the problems that stopped a close, beside the closes: what somebody typed in it is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coopcli.closing.corrections import read_corrections
from coopcli.errors import CoopError, Problem
from coopcli.placing import made_beside, rename, sync
from coopcli.reports.month import problems_workbook
from coopcli.results import Correction


def put_list(path: Path, problems: Sequence[Problem], corrections: Sequence[Correction], exports: Path) -> None:
    """Put the list in the place of the one before, once it is safe; ``corrections`` are those that this run applied."""

    def write(made: Path) -> None:
        problems_workbook(made, problems, corrections, exports, place=path)

    with made_beside(path, write) as made:
        if _holds_more(path, corrections):
            rename(path, _free(path))
        made.replace(path)
        sync(path.parent)


def remove_list(path: Path, corrections: Sequence[Correction]) -> None:
    """Take the list away; one that holds more than the ``corrections`` applied is kept under another name."""
    if _holds_more(path, corrections):
        rename(path, _free(path))
    else:
        path.unlink(missing_ok=True)


def _holds_more(path: Path, corrections: Sequence[Correction]) -> bool:
    if not path.exists():
        return False
    try:
        typed = read_corrections(path, "")
    except CoopError:
        return True  # somebody made something else of it
    applied = {(one.file, one.sheet, one.cell, one.text) for one in corrections}
    return any((one.file, one.sheet, one.cell, one.text) not in applied for one in typed)


def _free(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}.guardado-{number}{path.suffix}")).exists():
        number += 1
    return kept
