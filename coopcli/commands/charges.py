"""``coopcli charges``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Exports,
    Output,
    Quiet,
    Reason,
    as_date,
    decisions,
    located,
)
from coopcli.commands.terminal import Progress, write_outputs


def charges(
    exports: Exports = None,
    contract: Annotated[str, typer.Option("--contract", "--contrato", help="Número do contrato.")] = "",
    member: Annotated[
        str, typer.Option("--member", "--associado", help="Número do associado, ou o CPF/CNPJ dele.")
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            "--em",
            formats=["%d/%m/%Y", "%Y-%m-%d"],
            help="Dia do cálculo, como 15/11/2026, também depois da data-base; sem ele, a data-base.",
        ),
    ] = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Calcula o valor atualizado em qualquer data: multa, juros e a conta de cada parcela em atraso."""
    from coopcli.closing.charges import ChargesRequest, run_charges
    from coopcli.commands.charges_text import print_charges
    from coopcli.reports.sheets.charges import charges_workbook

    accepted = decisions(accept, author, reason)
    request = ChargesRequest(located(exports).exports, contract.strip(), member.strip(), as_date(on), accepted)
    with (progress := Progress(quiet=quiet)):
        run = run_charges(request, progress.say)
    if not quiet:
        print_charges(run)
    write_outputs((output, lambda path: charges_workbook(path, run.study, run.charges)))
