"""``coopcli layouts list | show | guess | test``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.commands.options import Folder, new_place
from coopcli.commands.terminal import tell, tell_text, write_outputs
from coopcli.placing import made_beside, sync, write_new

if TYPE_CHECKING:
    from coopcli.errors import CoopError
    from coopcli.reading.layouts import Layout

layouts_app = typer.Typer(
    help="Os layouts: como cada exportação é reconhecida e lida, e como acrescentar uma.", no_args_is_help=True
)

LayoutName = Annotated[
    str,
    typer.Argument(metavar="LAYOUT", help="Como sisbr-contracts, ou um arquivo .yaml.", show_default=False),
]
File = Annotated[
    Path, typer.Argument(metavar="ARQUIVO", help="A exportação, em .csv, .xlsx ou outra planilha.", show_default=False)
]


def _layouts(folder: Path) -> list[Layout]:
    from coopcli.reading.layouts import load_layouts
    from coopcli.shipped import folder as shipped

    published, own = shipped("rules") / "layouts", folder / "rules" / "layouts"
    return load_layouts([published, *([] if own.resolve() == published.resolve() else [own])])


def _layout(name: str, folder: Path) -> Layout:
    from coopcli.reading.layouts import read_layout

    if name.endswith((".yaml", ".yml")):
        return read_layout(Path(name))
    layouts = {layout.id.removeprefix("layouts/"): layout for layout in _layouts(folder)}
    found = layouts.get(name.removeprefix("layouts/"))
    if found is None:
        raise _unknown(name, list(layouts))
    return found


def _unknown(name: str, known: list[str]) -> CoopError:
    from difflib import get_close_matches

    from coopcli.errors import stop

    near = get_close_matches(name, known, n=5, cutoff=0.4) or known
    return stop("opcao-invalida", name, expected=f"um layout, como: {', '.join(near)}")


@layouts_app.command("list")
@layouts_app.command("listar", hidden=True)
def list_layouts(folder: Folder = Path()) -> None:
    """Lista os layouts: o que cada um lê e de onde vem."""
    from coopcli.commands.terminal import print_table
    from coopcli.shipped import folder as shipped

    published = shipped("rules") / "layouts"
    rows = [
        [
            layout.id.removeprefix("layouts/"),
            layout.title,
            layout.frame.title,
            "publicado" if layout.file.is_relative_to(published) else "da cooperativa",
        ]
        for layout in sorted(_layouts(folder), key=lambda layout: layout.id)
    ]
    print_table("Layouts", ["layout", "título", "preenche", "de onde vem"], rows, text_columns=4)


@layouts_app.command("show")
@layouts_app.command("mostrar", hidden=True)
def show(layout: LayoutName, folder: Folder = Path()) -> None:
    """Mostra um layout: o que o reconhece e que cabeçalho alimenta cada coluna (* obrigatória)."""
    from coopcli.commands.layout_text import SHOW_HEADERS, head_of, shown_column
    from coopcli.commands.terminal import print_table

    found = _layout(layout, folder)
    for line in head_of(found):
        tell(line)
    print_table("Colunas", SHOW_HEADERS, [shown_column(column) for column in found.columns.values()], text_columns=5)


@layouts_app.command("guess")
@layouts_app.command("propor", hidden=True)
def guess(
    file: File,
    frame: Annotated[
        str, typer.Option("--frame", "--assunto", help="O que o arquivo é, como contracts; sem isto, o mais provável.")
    ] = "",
    output: Annotated[
        Path | None,
        new_place(
            "--output",
            "--saida",
            "-o",
            help="Layout .yaml a gravar (não pode existir); sem isto, na tela.",
        ),
    ] = None,
    folder: Folder = Path(),
) -> None:
    """Propõe um layout para uma exportação desconhecida, pelas palavras do cabeçalho e pelo conteúdo das células."""
    from coopcli.commands.layout_text import GUESS_HEADERS, guessed_rows
    from coopcli.commands.terminal import print_table
    from coopcli.reading.guess import guess_layout
    from coopcli.reading.guess_trial import tried
    from coopcli.reading.guess_yaml import file_name, layout_yaml
    from coopcli.words import FRAMES

    if frame and frame not in FRAMES:
        raise _unknown(frame, list(FRAMES))
    layouts = _layouts(folder)
    found = guess_layout(file.name, file.read_bytes(), layouts, frame)
    text = tried(layout_yaml(found, output.stem if output else file_name(found), date.today(), layouts), file)
    if output is None:
        tell_text(text)
        return
    print_table(f"{found.frame.title}: {file.name}", GUESS_HEADERS, guessed_rows(found), text_columns=6)
    write_outputs((output, lambda path: write_new(path, text.encode())))
    tell(f"Confira com: coopcli layouts test {output} {file}")


@layouts_app.command("declare")
@layouts_app.command("declarar", hidden=True)
def declare(
    layout: LayoutName,
    column: Annotated[
        str, typer.Argument(metavar="COLUNA", help="Coluna do layout, como balance_cents.", show_default=False)
    ],
    line: Annotated[
        str, typer.Argument(metavar="LINHA", help='O que se declara, como "decimal: point".', show_default=False)
    ],
    folder: Folder = Path(),
) -> None:
    """Declara uma transformação de uma coluna no layout da cooperativa (rules/layouts da pasta de trabalho)."""
    from coopcli.reading.layout_edit import line_in, text_of, with_line
    from coopcli.reading.layouts import read_layout

    found = _layout(layout, folder)
    text = with_line(text_of(found.file), column, line)
    own = folder / "rules" / "layouts" / f"{found.id.removeprefix('layouts/')}.yaml"

    def write(path: Path) -> None:
        write_new(path, text.encode())
        read_layout(path, own)

    own.parent.mkdir(parents=True, exist_ok=True)
    with made_beside(own, write) as made:
        made.replace(own)
        sync(own.parent)
    tell(f"gravado: {own}", *(f"  {one}" for one in line_in(text, column).splitlines()))


@layouts_app.command("test")
@layouts_app.command("testar", hidden=True)
def test(layout: LayoutName, file: File, folder: Folder = Path()) -> None:
    """Mostra o que um layout lê de um arquivo: colunas, primeiras linhas (sem dados pessoais) e problemas."""
    from coopcli.commands.layout_text import TEST_HEADERS, counts_of, tried_rows
    from coopcli.commands.terminal import print_table
    from coopcli.errors import PROBLEM_KINDS
    from coopcli.reading.trial import try_layout
    from coopcli.reports.terminal import problems_text

    trials, problems = try_layout(file, _layout(layout, folder))
    for trial in trials:
        sheet = f", aba {trial.source.sheet}" if trial.source.sheet else ""
        title = f"{trial.source.layout_title}: {file.name}{sheet}, cabeçalho na linha {trial.source.header_row}"
        print_table(title, TEST_HEADERS, tried_rows(trial), text_columns=6)
        if trial.unused:
            tell(f"sem uso: {', '.join(trial.unused)}")
        for one in trial.source.transformations:
            tell(f"declarado: {one.text()}")
        tell(counts_of(trial))
    if problems:
        tell("")
        tell_text(problems_text(problems, where="problemas.xlsx, ao fechar o mês"))
    if not trials or any(PROBLEM_KINDS[problem.code].blocks for problem in problems):
        raise typer.Exit(1)
