"""``coopcli sample``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

KINDS = ("mini", "cooperative", "nossacoop", "scaled", "broken", "layouts", "nps", "indicators")
_KINDS_HELP = (
    "mini (40 contratos), cooperative (3.000 associados, setembro e outubro de 2026), nossacoop (5.997 contratos em "
    "30/10/2011), nps (pesquisa com 415 respostas), indicators (soluções e margens de junho a dezembro de 2017), "
    "scaled (qualquer tamanho), broken (um arquivo para cada problema) ou layouts (uma exportação pequena para cada "
    "layout)."
)


def sample(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="TIPO",
            help=_KINDS_HELP,
            show_default=False,
        ),
    ],
    folder: Annotated[Path, typer.Argument(metavar="PASTA", help="Pasta a criar.", show_default=False)],
    contracts: Annotated[
        int, typer.Option("--contracts", "--contratos", min=1, help="Só em scaled: quantos contratos.")
    ] = 6000,
    installments: Annotated[
        int, typer.Option("--installments", "--parcelas", min=1, help="Só em scaled: parcelas por contrato.")
    ] = 5,
) -> None:
    """Grava dados inventados, com os cabeçalhos das exportações reais, para experimentar."""
    from coopcli import sample as samples
    from coopcli.errors import CoopError, Problem

    if kind not in KINDS:
        raise CoopError([Problem("opcao-invalida", kind, expected=f"um de: {', '.join(KINDS)}")])
    if folder.exists() and any(folder.iterdir()):
        raise CoopError(
            [
                Problem(
                    "arquivo-ja-existe",
                    str(folder),
                    expected="uma pasta nova ou vazia",
                    remedy="escolha outra pasta",
                )
            ]
        )
    if kind == "scaled":
        samples.scaled(folder, contracts, installments)
    else:
        getattr(samples, kind)(folder)
    typer.echo(f"gravado: {folder}")
