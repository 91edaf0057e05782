"""``coopcli scorecard``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Output, Quiet, new_place
from coopcli.commands.profile import LateDays, checked_days
from coopcli.commands.terminal import Progress, print_table, print_written, tell

_Cases = Annotated[
    list[Path],
    typer.Argument(
        metavar="ARQUIVO…", help="Planilhas de casos passados, ou pastas de exportações.", show_default=False
    ),
]
_Rule = Annotated[
    str, typer.Option("--rule", "--regra", help="Regra da pontuação, como rating/nossacoop; sem ela, os pontos dados.")
]
_Base = Annotated[
    str, typer.Option("--base", "--mes-de-base", help="Mês de base do PSI, como 2026-01; sem ele, o mais antigo.")
]
_Outcome = Annotated[
    Path | None, typer.Option("--outcome", "--resultado", help="Pasta de uma data posterior, que diz como acabou.")
]
_Woe = Annotated[bool, typer.Option("--woe", "--faixas", help="Procura faixas, com WoE e IV (biblioteca optbinning).")]
_Draft = Annotated[
    Path | None,
    new_place("--draft", "--rascunho", help="Rascunho de regra .yaml, das faixas de --woe, a assinar."),
]


def scorecard(
    paths: _Cases, rule: _Rule = "", base: _Base = "", late_days: LateDays = None, outcome: _Outcome = None,
    woe: _Woe = False, draft: _Draft = None, output: Output = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Prova uma pontuação contra o que aconteceu: bons e maus por pontos, cortes, meses."""
    from coopcli.closing.scorecard import Request, run_scorecard, write_reports
    from coopcli.errors import stop
    from coopcli.reports.sheets.scorecard import month_words, summary_words

    if draft and not woe:
        raise stop("opcao-invalida", "--draft sem --woe", expected="--woe junto de --draft")
    with Progress(quiet=quiet) as progress:
        request = Request(tuple(paths), rule, base, checked_days(late_days), woe=woe, outcome=outcome)
        study, test = run_scorecard(request, progress.say)
    if not quiet:
        tell(test.scorecard, summary_words(test))
        headers = ["mês", "casos", "maus", "AUC", "KS", "PSI", "leitura do PSI"]
        print_table("Meses", headers, month_words(test))
        for alert in study.alerts:
            tell(f"atenção: {alert}")
    print_written(write_reports(study, test, output, draft))
