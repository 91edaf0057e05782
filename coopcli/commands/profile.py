"""``coopcli profile``."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Exports,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    as_date,
    decisions,
    located,
)
from coopcli.commands.terminal import Progress, print_table, tell, write_outputs

LATE_DAYS = (0, 30, 60, 90)
LateDays = Annotated[
    int | None,
    typer.Option(
        "--late-days",
        "--dias-de-atraso",
        help="Inadimplente é quem tem mais de 0, 30, 60 ou 90 dias de atraso; sem ela, como a regra diz.",
    ),
]


def checked_days(days: int | None) -> int | None:
    """Return the days; CoopError where they are none of those that the rules know."""
    from coopcli.errors import stop

    if days is not None and days not in LATE_DAYS:
        raise stop("opcao-invalida", f"--late-days {days}", expected=f"um de: {', '.join(map(str, LATE_DAYS))}")
    return days


def profile(
    exports: Exports = None,
    late_days: LateDays = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Mostra quem está inadimplente, por característica, com testes e regressões."""
    days = checked_days(late_days)
    from coopcli.closing.profile import run_profile
    from coopcli.money import percent
    from coopcli.reports.sheets.profile import test_words
    from coopcli.reports.studies import profile_workbook

    accepted = decisions(accept, author, reason)
    with Progress(quiet=quiet) as progress:
        study, found = run_profile(located(exports).exports, as_date(reference_date), days, progress.say, accepted)
    if not quiet:
        rate = percent(found.late / found.contracts) if found.contracts else "–"
        tell(f"{found.contracts} contratos, {found.late} inadimplentes ({rate})")
        rows = [[table.title, test_words(table.test)] for table in found.tables]
        print_table("Características", ["característica", "teste"], rows, text_columns=2)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    write_outputs((output, lambda path: profile_workbook(path, study, found)))
