"""``coopcli registry``."""

from __future__ import annotations

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


def registry(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Confere o cadastro dos associados: documentos, campos que faltam, prazo, repetições."""
    from coopcli.closing.registry import run_registry
    from coopcli.money import percent
    from coopcli.reports.studies import registry_workbook

    accepted = decisions(accept, author, reason)
    with Progress(quiet=quiet) as progress:
        study, review = run_registry(located(exports).exports, as_date(reference_date), progress.say, accepted)
    if not quiet:
        tell(f"{review.members} associados conferidos, {review.findings['member_id'].nunique()} com pendência")
        rows = [
            [row["finding"], row["importance_title"], str(row["count"]), percent(row["share"])]
            for row in review.summary.to_dict("records")
        ]
        print_table("Pendências", ["o que há", "importância", "associados", "parte"], rows, text_columns=2)
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    write_outputs((output, lambda path: registry_workbook(path, study, review)))
