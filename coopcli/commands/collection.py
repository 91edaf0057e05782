"""``coopcli collection``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from coopcli.commands.collection_text import print_collection
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
    new_place,
    run_exports,
)
from coopcli.commands.terminal import Progress, print_problems, write_outputs
from coopcli.placing import write_new


def collection(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    output: Output = None,
    lists: Annotated[
        Path | None,
        new_place(
            "--lists",
            "--listas",
            help="Arquivo .csv de negativações e baixas a gravar (não pode existir).",
        ),
    ] = None,
    strict: Strict = False,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Mostra a cobrança do dia: a etapa de cada dívida, a fila, as listas de negativação e o que falta fazer."""
    from coopcli.closing.collection import run_collection
    from coopcli.reports.studies import collection_workbook

    run = run_exports(
        exports,
        reference_date,
        None,
        strict,
        progress := Progress(quiet=quiet),
        accepted=decisions(accept, author, reason),
    )
    with progress:
        progress.say("cobrança")
        collected = run_collection(run, None)
    if not quiet:
        print_collection(collected, queue=True)
        print_problems(run.month, "a planilha de saída" if output else "problemas.xlsx do fechamento")
    write_outputs(
        (output, lambda path: collection_workbook(path, collected.report)),
        (lists, lambda path: write_new(path, collected.bureau_csv)),
    )
