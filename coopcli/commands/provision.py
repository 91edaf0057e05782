"""``coopcli provision``."""

from __future__ import annotations

from coopcli.commands.options import (
    Accept,
    Also,
    Author,
    ControlTotals,
    Corrections,
    Exports,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    Strict,
    decisions,
    run_exports,
)
from coopcli.commands.terminal import Progress, print_problems, print_recognised, print_summary, write_outputs


def provision(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    also: Also = None,
    output: Output = None,
    strict: Strict = False,
    control_total: ControlTotals = None,
    corrections: Corrections = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Classifica as operações e calcula a provisão, cada uma com o artigo que a decidiu."""
    run = run_exports(
        exports,
        reference_date,
        also,
        strict,
        Progress(quiet=quiet),
        control_total,
        corrections,
        accepted=decisions(accept, author, reason),
    )
    from coopcli.reports.month import month_workbook

    if not quiet:
        print_recognised(run.month.sources)
        print_summary(run.month)
    print_problems(run.month, "a aba Problemas" if output else "problemas.xlsx do fechamento")
    write_outputs((output, lambda path: month_workbook(path, run.month)))
