"""``coopcli letters write | preview``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import Exports, Folder, LetterDate, Quiet, ReferenceDate, as_date, located, run_exports
from coopcli.commands.terminal import Progress

letters_app = typer.Typer(help="As cartas da cobrança, da portabilidade e da pesquisa.", no_args_is_help=True)

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "--saida", "-o", help="Pasta nova para as cartas; sem ela, cartas/AAAA-MM-DD da pasta de trabalho."
    ),
]


@letters_app.command("write")
@letters_app.command("gravar", hidden=True)
def write(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    letter_date: LetterDate = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Grava as cartas que as etapas da cobrança pedem: PDF para imprimir, e-mail, mala direta e registro."""
    from coopcli.closing.collection import LettersWanted, run_collection
    from coopcli.closing.letters import FOLDER, publish_letters
    from coopcli.commands.letters_text import print_letters

    place, progress = located(exports), Progress(quiet=quiet)
    run = run_exports(exports, reference_date, None, False, progress)
    day = as_date(letter_date) or run.month.reference_date
    folder = output or place.closings.parent / FOLDER / day.isoformat()
    with progress:
        progress.say("compondo as cartas")
        collection = run_collection(run, LettersWanted(place.closings, written_on=day))
        if collection.letters and len(collection.report.letters):
            progress.say("gravando as cartas")
            publish_letters(collection.letters, collection.report.study, folder)
    print_letters(collection.report.letters, folder, quiet=quiet)


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
