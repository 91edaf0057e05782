"""``coopcli check``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Also,
    Author,
    ControlTotals,
    Corrections,
    Exports,
    Quiet,
    Reason,
    ReferenceDate,
    Strict,
    as_date,
    author_or_user,
    decisions,
    located,
    new_place,
    regimes,
)
from coopcli.commands.terminal import Progress, print_written

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopcli.closing.check import Checked
    from coopcli.closing.inputs import Request
    from coopcli.closing.month import MonthRun
    from coopcli.commands.options import Place
    from coopcli.errors import Problem


Json = Annotated[bool, typer.Option("--json", "--em-json", help="Resposta para programas, sem dados pessoais.")]
ProblemList = Annotated[
    Path | None,
    new_place("--output", "--saida", "-o", help="Lista .xlsx dos problemas, para corrigir (não pode existir)."),
]


def check(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    also: Also = None,
    strict: Strict = False,
    control_total: ControlTotals = None,
    corrections: Corrections = None,
    author: Author = "",
    accept: Accept = None,
    reason: Reason = "",
    json: Json = False,
    output: ProblemList = None,
    quiet: Quiet = False,
) -> None:
    """Confere as exportações sem fechar: o que é cada arquivo, os problemas por causa e o que faltaria para fechar.

    Termina com 0 se o fechamento seguiria, com 1 se pararia.
    """
    from coopcli.closing import check as checking
    from coopcli.closing.inputs import Request
    from coopcli.commands.check_text import print_check, print_json

    place = located(exports)
    request = Request(
        place.exports, as_date(reference_date), _month_of(place.exports), regimes(also), strict,
        corrections=corrections, author=author_or_user(author) if corrections else "",
        control_totals=tuple(control_total or ()), accepted=decisions(accept, author, reason),
    )  # fmt: skip
    with (progress := Progress(quiet=quiet or json)):
        checked = checking.check(
            request, place.settings, progress.say, place.previous, _further(place, request, progress)
        )
    if json:
        print_json(checking.as_json(checked))
    else:
        print_check(checked, quiet=quiet, listed=str(output or ""))
    _write_list(output, checked, place.exports, quiet=quiet or json)
    raise typer.Exit(1 if checked.stops else 0)


def _write_list(output: Path | None, checked: Checked, exports: Path, *, quiet: bool) -> None:
    """Write the list of problems, to be filled in, where one was asked for."""
    from coopcli.placing import place
    from coopcli.reports.month import problems_workbook

    def write(path: Path) -> None:
        problems_workbook(path, checked.problems, checked.inputs.corrections, exports, place=output)

    if output:
        written = place([(output, write)])
        if not quiet:
            print_written(written)


def _further(place: Place, request: Request, progress: Progress) -> Callable[[MonthRun], list[Problem]] | None:
    """Return how a close of these exports goes on; None where they are not those of a month of a working folder."""
    from coopcli.closing.close import Options, still_stops

    folder = place.settings.folder
    if folder is None or request.month is None or place.exports.resolve().parent != folder.resolve() / "exports":
        return None
    options = Options(request.month, also=request.also)
    return lambda run: still_stops(run, folder, options, progress.say)


def _month_of(exports: Path) -> tuple[int, int] | None:
    """Return the month that a folder of exports is named after (``2026-10``)."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", exports.resolve().name)
    return (int(found[1]), int(found[2])) if found else None
