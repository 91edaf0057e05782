"""``coopcli letters preview``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Folder

letters_app = typer.Typer(help="As cartas da cobrança, da portabilidade e da pesquisa.", no_args_is_help=True)


@letters_app.command("preview")
@letters_app.command("ver", hidden=True)
def preview(
    name: Annotated[str, typer.Argument(metavar="CARTA", help="Como first-notice; veja a lista em docs/guia.md.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "--saida", "-o", help="Arquivo .pdf, .html ou .txt a gravar (não pode existir)."),
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Mostra uma carta com dados inventados, com o modelo e os dados da cooperativa onde ela os tem."""
    from coopcli.closing.letters import preview_letter
    from coopcli.closing.settings import FILE, Settings, load_settings
    from coopcli.sample.letter_example import COOPERATIVE, example_request

    settings = load_settings(folder) if (folder / FILE).is_file() else Settings(COOPERATIVE)
    shown = preview_letter(example_request(name), settings, output)
    typer.echo(f"gravado: {output}" if output else shown)
