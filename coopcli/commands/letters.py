"""``coopcli letters write | preview``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.options import (
    Accept,
    Author,
    Exports,
    Folder,
    LetterDate,
    Quiet,
    Reason,
    ReferenceDate,
    as_date,
    decisions,
    located,
    new_place,
    run_exports,
)
from coopcli.commands.terminal import Progress, print_written, tell, tell_text
from coopcli.placing import require_free

letters_app = typer.Typer(help="As cartas da cobrança, da portabilidade e da pesquisa.", no_args_is_help=True)

Output = Annotated[
    Path | None,
    new_place(
        "--output",
        "--saida",
        "-o",
        help="Pasta nova para as cartas; sem ela, cartas/AAAA-MM-DD da pasta de trabalho.",
    ),
]


@letters_app.command("write")
@letters_app.command("gravar", hidden=True)
def write(
    exports: Exports = None,
    reference_date: ReferenceDate = None,
    letter_date: LetterDate = None,
    output: Output = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Grava as cartas que as etapas da cobrança pedem: PDF para imprimir, e-mail, mala direta e registro."""
    from coopcli.closing.collection import LettersWanted, run_collection
    from coopcli.closing.letters import FOLDER, publish_letters
    from coopcli.commands.letters_text import print_letters

    place, progress = located(exports), Progress(quiet=quiet)
    run = run_exports(exports, reference_date, None, False, progress, accepted=decisions(accept, author, reason))
    day = as_date(letter_date) or run.month.reference_date
    folder = output or place.closings.parent / FOLDER / day.isoformat()
    require_free(folder)
    with progress:
        progress.say("compondo as cartas")
        collection = run_collection(run, LettersWanted(place.closings, written_on=day))
        if collection.letters and len(collection.report.letters):
            progress.say("gravando as cartas")
            publish_letters(collection.letters, collection.report.study, folder)
    print_letters(collection.report.letters, folder, quiet=quiet)


@letters_app.command("single")
@letters_app.command("avulsa", hidden=True)
def single(
    name: Annotated[str, typer.Argument(metavar="CARTA", help="Como portability-answer.", show_default=False)],
    member: Annotated[
        str,
        typer.Option("--member", "--associado", help="Número do associado, ou o CPF/CNPJ dele.", show_default=False),
    ],
    output: Annotated[
        Path,
        new_place("--output", "--saida", "-o", help="Pasta nova para a carta.", show_default=False),
    ],
    exports: Exports = None,
    letter_date: LetterDate = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value", "--valor", help="Dado que a carta usa, como balance=1.234,56 ou is_approved=sim; repetível."
        ),
    ] = None,
    accept: Accept = None,
    author: Author = "",
    reason: Reason = "",
    quiet: Quiet = False,
) -> None:
    """Grava uma carta para um associado: pedido de portabilidade, a resposta, ou um modelo da cooperativa."""
    from coopcli.closing.single_letter import write_single

    day = as_date(letter_date)
    if day is None:
        raise typer.BadParameter("diga a data da carta, como --letter-date 03/11/2026")
    accepted = decisions(accept, author, reason)
    with (progress := Progress(quiet=quiet)):
        told, place = value or [], located(exports).exports
        letter = write_single(place, name, member.strip(), told, day, output, progress.say, accepted)
    tell(f"gravado: {output} ({letter.request.delivery})")


@letters_app.command("preview")
@letters_app.command("ver", hidden=True)
def preview(
    name: Annotated[str, typer.Argument(metavar="CARTA", help="Como first-notice; veja a lista em docs/guia.md.")],
    output: Annotated[
        Path | None,
        new_place("--output", "--saida", "-o", help="Arquivo .pdf, .html ou .txt a gravar (não pode existir)."),
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Mostra uma carta com dados inventados, com o modelo e os dados da cooperativa onde ela os tem."""
    from coopcli.closing.letters import preview_letter
    from coopcli.closing.settings import FILE, Settings, load_settings
    from coopcli.sample.letter_example import COOPERATIVE, example_request

    settings = load_settings(folder) if (folder / FILE).is_file() else Settings(COOPERATIVE)
    shown = preview_letter(example_request(name), settings, output)
    if output:
        print_written([output])
    else:
        tell_text(shown)
