"""``coopcli close``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.commands.collection_text import print_collection
from coopcli.commands.options import (
    Accept,
    Also,
    Author,
    ControlTotals,
    Corrections,
    Folder,
    LetterDate,
    Quiet,
    Reason,
    ReferenceDate,
    Strict,
    as_date,
    author_or_user,
    decisions,
    regimes,
)
from coopcli.commands.terminal import Progress, print_problems, print_recognised, print_summary, tell

if TYPE_CHECKING:
    from coopcli.closing.close import Closed


def close(
    month: Annotated[str, typer.Argument(metavar="MÊS", help="O mês a fechar, como 2026-10.", show_default=False)],
    folder: Folder = Path(),
    reference_date: ReferenceDate = None,
    also: Also = None,
    strict: Strict = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", "--substituir", help="Refaz um mês já fechado; o anterior fica guardado ao lado."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "--simular", help="Faz tudo, mas não grava nada.")] = False,
    control_total: ControlTotals = None,
    corrections: Corrections = None,
    author: Author = "",
    accept: Accept = None,
    reason: Reason = "",
    letters: Annotated[
        bool, typer.Option("--letters/--no-letters", "--cartas/--sem-cartas", help="Grava as cartas da cobrança.")
    ] = True,
    letter_date: LetterDate = None,
    quiet: Quiet = False,
) -> None:
    """Fecha o mês: lê as exportações, classifica, provisiona e publica a pasta do fechamento de uma vez."""
    from coopcli.closing import close as closing

    options = closing.Options(
        _month(month), as_date(reference_date), regimes(also), strict, replace, dry_run,
        corrections, author_or_user(author) if corrections else "",
        tuple(control_total or ()), decisions(accept, author, reason), letters, as_date(letter_date),
    )  # fmt: skip
    with (progress := Progress(quiet=quiet)):
        closed = closing.close(folder, options, progress.say, datetime.now)
    if not quiet:
        _tell(closed)


def _month(text: str) -> tuple[int, int]:
    from coopcli.dates import parse_month

    try:
        return parse_month(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} não é um mês; escreva como 2026-10", param_hint="MÊS") from None


def _tell(closed: Closed) -> None:
    """Print what was read, what it came to, and where it was published."""
    print_recognised(closed.run.month.sources)
    print_summary(closed.run.month)
    if closed.collection:
        print_collection(closed.collection)
    print_problems(closed.run.month, "problemas.xlsx, na pasta do fechamento")
    for remark in closed.remarks:
        tell(f"atenção: {remark}")
    if closed.kept_aside:
        tell(f"fechamento anterior guardado em {closed.kept_aside}")
    unpublished = "já estava fechado, igual, em" if closed.already else "simulado, nada gravado:"
    tell(f"{'publicado em' if closed.published else unpublished} {closed.folder}")
