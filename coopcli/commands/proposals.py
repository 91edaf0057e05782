"""``coopcli proposals``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    ReferenceEquity,
    as_date,
    decisions,
    new_place,
    study_paths,
)
from coopcli.commands.terminal import Progress, print_table, print_written, tell, tell_text
from coopcli.words import each

if TYPE_CHECKING:
    from coopcli.results.desk import Desk

Committee = Annotated[
    Path | None,
    new_place("--committee", "--comite", help="PDF do comitê, uma página por proposta (não pode existir)."),
]
OtherExports = Annotated[
    Path | None,
    typer.Option("--exports", "--exportacoes", help="Pasta com associados, contratos, capital e avalistas."),
]
Proposals = Annotated[
    Path, typer.Argument(metavar="ARQUIVO|PASTA", help="Propostas, ou a pasta que as tem.", show_default=False)
]


def proposals(
    path: Proposals,
    exports: OtherExports = None,
    reference_equity: ReferenceEquity = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    committee: Committee = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Apura limites, impedimentos, rating, taxa, prestação e alçada de cada proposta de crédito."""
    from coopcli.closing.desk import equity_of, run_proposals
    from coopcli.reports.desk import desk_files

    equity = equity_of(reference_equity) if reference_equity else None
    paths, on, accepted = study_paths(path, exports), as_date(reference_date), decisions(accept, author, reason)
    with Progress(quiet=quiet) as progress:
        study, desk, table = run_proposals(paths, on, equity, progress.say, accepted)
    if not quiet:
        _print_proposals(desk)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    if study.problems:
        from coopcli.reports.terminal import problems_text

        tell_text(problems_text(study.problems, where="a planilha de saída, em Fontes"), err=True)
    print_written(desk_files(output, committee, study, desk, table))


def _print_proposals(desk: Desk) -> None:
    from coopcli.reports.desk_pages import money, text

    told = each(desk.summary, "proposal_id standing level authority_title amount_cents largest_cents")
    rows = [
        [proposal, standing, text(level), text(authority), money(amount), money(largest)]
        for proposal, standing, level, authority, amount, largest in told
    ]
    headers = ["proposta", "situação", "rating", "alçada", "valor", "maior valor que cabe"]
    print_table("Propostas", headers, rows, text_columns=4)
