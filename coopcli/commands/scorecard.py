"""``coopcli scorecard``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet
from coopcli.commands.profile import LATE_DAYS
from coopcli.commands.terminal import Progress, print_table


def scorecard(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="ARQUIVO…", help="Planilhas de casos passados, ou pastas de exportações.", show_default=False
        ),
    ],
    rule: Annotated[
        str,
        typer.Option(
            "--rule", "--regra", help="Regra da pontuação, como rating/nossacoop; sem ela, os pontos do arquivo."
        ),
    ] = "",
    base: Annotated[str, typer.Option("--base", help="Mês de base do PSI, como 2026-01; sem ele, o mais antigo.")] = "",
    late_days: Annotated[
        int | None,
        typer.Option("--late-days", "--dias-de-atraso", help="É mau quem atrasou mais de 0, 30, 60 ou 90 dias."),
    ] = None,
    woe: Annotated[bool, typer.Option("--woe", help="Procura faixas, com WoE e IV (biblioteca optbinning).")] = False,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", "--rascunho", help="Com --woe: rascunho de regra .yaml, a assinar por ata."),
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Prova uma pontuação contra o que aconteceu: bons e maus por pontos, cortes, meses."""
    from coopcli.errors import stop

    if late_days is not None and late_days not in LATE_DAYS:
        raise stop("opcao-invalida", f"--late-days {late_days}", expected="um de: 0, 30, 60, 90")
    if draft and not woe:
        raise stop("opcao-invalida", "--draft sem --woe", expected="--woe junto de --draft")
    from coopcli.closing.scorecard import Request, run_scorecard, write_reports
    from coopcli.reports.sheets.scorecard import month_words, summary_words

    with Progress(quiet=quiet) as progress:
        study, test = run_scorecard(Request(tuple(paths), rule, base, late_days, woe=woe), progress.say)
    if not quiet:
        typer.echo(f"{test.scorecard}\n{summary_words(test)}")
        headers = ["mês", "casos", "maus", "AUC", "KS", "PSI", "leitura do PSI"]
        print_table("Meses", headers, month_words(test))
        for alert in study.alerts:
            typer.echo(f"atenção: {alert}")
    for path in write_reports(study, test, output, draft):
        typer.echo(f"gravado: {path}")
