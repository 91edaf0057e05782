"""``coopcli indicators``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet, ReferenceDate, as_date, located, located_all
from coopcli.commands.terminal import Progress, print_problems, print_table, tell, write_outputs

Folders = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PASTA]…",
        help="Pastas ou arquivos com os meses de produtos em uso, margens, contatos e o mais; sem elas, o mês mais "
        "recente de ./exports.",
        show_default=False,
    ),
]


def indicators(
    folders: Folders = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Mostra soluções e margem por associado (ISA e MC), carteiras, Check Up Financeiro e giro de carteira."""
    from coopcli.closing.relationship import run_indicators
    from coopcli.commands.indicators_text import EVOLUTION_HEADERS, evolution_rows, said
    from coopcli.reports.studies import indicators_workbook

    paths = located_all(folders or [located(None).exports])
    with Progress(quiet=quiet) as progress:
        found = run_indicators(paths, as_date(reference_date), progress.say)
    if not quiet:
        print_table("Soluções e margem por associado", EVOLUTION_HEADERS, evolution_rows(found))
        for line in said(found):
            tell(line)
    print_problems(found.study, "a planilha de saída")
    write_outputs((output, lambda path: indicators_workbook(path, found)))
