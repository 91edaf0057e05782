"""``coopcli aging``."""

from __future__ import annotations

from coopcli.commands.options import (
    Accept,
    Author,
    Exports,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    Strict,
    decisions,
    run_exports,
)
from coopcli.commands.terminal import Progress, print_problems, print_table, write_outputs
from coopcli.words import each


def aging(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    strict: Strict = False,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Mostra a carteira por faixas de atraso, na data-base."""
    run = run_exports(
        exports, reference_date, None, strict, Progress(quiet=quiet), accepted=decisions(accept, author, reason)
    )
    from coopcli.money import brl
    from coopcli.reports.month import aging_workbook

    for table in run.month.aging:
        if not table.by and not quiet:
            rows = [
                [str(band), str(count), brl(balance), brl(overdue)]
                for band, count, balance, overdue in each(table.rows, "band count balance_cents overdue_cents")
            ]
            print_table(table.scheme_title, ["faixa", "quantidade", "saldo", "vencido"], rows)
    print_problems(run.month, "a planilha de saída" if output else "problemas.xlsx do fechamento")
    write_outputs((output, lambda path: aging_workbook(path, run.month)))
