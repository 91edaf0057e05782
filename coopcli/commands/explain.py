"""``coopcli explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Also,
    Author,
    Corrections,
    Exports,
    Quiet,
    Reason,
    ReferenceDate,
    decisions,
    run_exports,
)
from coopcli.commands.terminal import Progress, tell_text


def explain(
    contract: Annotated[str, typer.Argument(metavar="CONTRATO", help="Número do contrato.", show_default=False)],
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    also: Also = None,
    corrections: Corrections = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Explica uma operação: dados com arquivo e célula, cada regra com artigo e linha, a conta ao centavo."""
    from coopcli.closing import explain as explaining
    from coopcli.reports.text import render

    run = run_exports(
        exports,
        reference_date,
        also,
        False,
        Progress(quiet=quiet),
        None,
        corrections,
        accepted=decisions(accept, author, reason),
    )
    tell_text(render("explain.txt.j2", page=explaining.explain(run, contract)))
