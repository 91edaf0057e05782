"""``coopcli rating``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Output,
    Quiet,
    Reason,
    ReferenceDate,
    as_date,
    decisions,
    study_paths,
)
from coopcli.commands.proposals import OtherExports, Proposals
from coopcli.commands.terminal import Progress, print_table, tell, write_outputs
from coopcli.words import each

if TYPE_CHECKING:
    from coopcli.placing import Write
    from coopcli.results import Study

_Answer: TypeAlias = "tuple[Study, Write, list[str], list[list[str]]]"
MODELS = ("nossacoop", "securato")


def rating(
    path: Proposals,
    exports: OtherExports = None,
    model: Annotated[
        str, typer.Option("--model", "--modelo", help="nossacoop (questionário) ou securato (pontos e pesos).")
    ] = MODELS[0],
    reference_date: ReferenceDate = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Classifica cada proposta pelo questionário de risco ou pela pontuação de Securato, com os motivos."""
    from coopcli.errors import stop

    if model not in MODELS:
        raise stop("opcao-invalida", f"--model {model}", expected=f"um de: {', '.join(MODELS)}")
    paths, on = study_paths(path, exports), as_date(reference_date)
    accepted = decisions(accept, author, reason)
    run = _by_questionnaire if model == MODELS[0] else _by_score
    with Progress(quiet=quiet) as progress:
        study, write, headers, rows = run(paths, on, progress.say, accepted)
    if not quiet:
        print_table("Rating", headers, rows, text_columns=3)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    write_outputs((output, write))


def _by_questionnaire(*asked: Any) -> _Answer:
    from coopcli.closing.desk import run_rating
    from coopcli.reports.desk import rating_workbook
    from coopcli.reports.desk_pages import text

    study, found = run_rating(*asked)
    told = each(found.ratings, "proposal_id level costliest total_points")
    rows = [[proposal, level, text(costliest), str(points)] for proposal, level, costliest, points in told]
    headers = ["proposta", "rating", "as que mais custam", "pontos"]
    return study, partial(rating_workbook, study=study, rating=found), headers, rows


def _by_score(*asked: Any) -> _Answer:
    from coopcli.closing.desk import run_score
    from coopcli.reports.desk import score_workbook
    from coopcli.reports.desk_pages import text

    study, scores = run_score(*asked)
    told = each(scores, "proposal_id procedure missing_parameters score_points")
    rows = [[proposal, *map(text, rest)] for proposal, *rest in told]
    headers = ["proposta", "procedimento", "faltam pontos de", "pontuação"]
    return study, partial(score_workbook, study=study, scores=scores), headers, rows
