"""``coopcli rating``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet, ReferenceDate, as_date, study_paths
from coopcli.commands.proposals import OtherExports, Proposals
from coopcli.commands.terminal import Progress, print_table, tell, write_outputs
from coopcli.words import each

MODELS = ("nossacoop", "securato")


def rating(
    path: Proposals,
    exports: OtherExports = None,
    model: Annotated[
        str, typer.Option("--model", "--modelo", help="nossacoop (questionário) ou securato (pontos e pesos).")
    ] = MODELS[0],
    reference_date: ReferenceDate = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Classifica cada proposta pelo questionário de risco ou pela pontuação de Securato, com os motivos."""
    from coopcli.closing.desk import run_rating, run_score
    from coopcli.errors import stop
    from coopcli.reports.desk import rating_workbook, score_workbook
    from coopcli.reports.desk_pages import text

    if model not in MODELS:
        raise stop("opcao-invalida", f"--model {model}", expected=f"um de: {', '.join(MODELS)}")
    paths, on = study_paths(path, exports), as_date(reference_date)
    if model == MODELS[0]:
        with Progress(quiet=quiet) as progress:
            study, found = run_rating(paths, on, progress.say)
        write = partial(rating_workbook, study=study, rating=found)
        headers = ["proposta", "rating", "as que mais custam", "pontos"]
        told = each(found.ratings, "proposal_id level costliest total_points")
        rows = [[proposal, level, text(costliest), str(points)] for proposal, level, costliest, points in told]
    else:
        with Progress(quiet=quiet) as progress:
            study, scores = run_score(paths, on, progress.say)
        write = partial(score_workbook, study=study, scores=scores)
        headers = ["proposta", "procedimento", "faltam pontos de", "pontuação"]
        told = each(scores, "proposal_id procedure missing_parameters score_points")
        rows = [[proposal, *map(text, rest)] for proposal, *rest in told]
    if not quiet:
        print_table("Rating", headers, rows, text_columns=3)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    write_outputs((output, write))
