"""``coopcli rating``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet, ReferenceDate, as_date, study_paths
from coopcli.commands.proposals import OtherExports, Proposals
from coopcli.commands.terminal import Progress, print_table, tell, write_outputs

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
        rows = [[r.proposal_id, r.level, text(r.costliest), str(r.total_points)] for r in found.ratings.itertuples()]
    else:
        with Progress(quiet=quiet) as progress:
            study, scores = run_score(paths, on, progress.say)
        write = partial(score_workbook, study=study, scores=scores)
        headers = ["proposta", "procedimento", "faltam pontos de", "pontuação"]
        rows = [
            [r.proposal_id, text(r.procedure), text(r.missing_parameters), text(r.score_points)]
            for r in scores.itertuples()
        ]
    if not quiet:
        print_table("Rating", headers, rows, text_columns=3)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    write_outputs((output, write))
