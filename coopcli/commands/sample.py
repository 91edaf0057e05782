"""``coopcli sample``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.terminal import print_written
from coopcli.placing import Write, fill, place

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
    from coopcli.errors import stop

    if kind not in KINDS:
        raise stop("opcao-invalida", kind, expected=f"um de: {', '.join(KINDS)}")
    if folder.exists() and any(folder.iterdir()):
        expected, remedy = "uma pasta nova ou vazia", "escolha outra pasta"
        raise stop("arquivo-ja-existe", str(folder), expected=expected, remedy=remedy)
    make: Write = getattr(samples, kind)
    if kind == "scaled":
        make = partial(samples.scaled, contracts=contracts, installments_per_contract=installments)
    if folder.exists():
        fill(folder, make)
    else:
        place([(folder, make)], is_private=False)
    print_written([folder])
