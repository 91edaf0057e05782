"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopcli.commands.terminal import tell
from coopcli.placing import require_free

if TYPE_CHECKING:
    from coopcli.closing.month import MonthRun
    from coopcli.closing.repeated_month import Previous
    from coopcli.closing.settings import Settings
    from coopcli.commands.terminal import Progress
    from coopcli.errors import Acceptance

Exports = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PASTA]",
        help="Pasta com as exportações do mês, como exports/2026-10; sem ela, o mês mais recente de ./exports.",
        show_default=False,
    ),
]
ReferenceDate = Annotated[
    datetime | None,
    typer.Option(
        "--reference-date",
        "--data-base",
        formats=["%d/%m/%Y", "%Y-%m-%d"],
        help="Data-base, como 31/10/2026; sem ela, a data do movimento das exportações.",
    ),
]


def new_place(*names: str, help: str, **further: Any) -> Any:
    """Return an option for a file or folder to be written, refused before anything is read where it cannot be."""

    def free(path: Path | None) -> Path | None:
        if path is not None:
            require_free(path)
        return path

    return typer.Option(*names, callback=free, help=help, **further)


Output = Annotated[
    Path | None, new_place("--output", "--saida", "-o", help="Planilha .xlsx a gravar (não pode existir).")
]
Folder = Annotated[Path, typer.Option("--folder", "--pasta", help="Pasta de trabalho, com o arquivo coop.yaml.")]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also", "--tambem", help="Outro regime lado a lado: risk_levels ou floor_provision (visão gerencial)."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", "--estrito", help="Para se houver qualquer problema nos dados.")]
ControlTotals = Annotated[
    list[str] | None,
    typer.Option(
        "--control-total",
        "--total-de-controle",
        help="Total que a exportação tem de dar, como contratos=42.933.329,76 ou linhas:contratos=3455; repetível.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option("--corrections", "--correcoes", help="Lista de problemas com a coluna Correção preenchida (.xlsx)."),
]
Author = Annotated[
    str, typer.Option("--author", "--autor", help="Quem corrige ou aceita; sem ele, o usuário do sistema.")
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        "--aceitar",
        metavar="CÓDIGO[=ASSUNTO]",
        help="Problema com que se segue assim mesmo, só desse arquivo, exportação ou coluna; repetível, com --reason.",
    ),
]
Reason = Annotated[str, typer.Option("--reason", "--motivo", help="Por que se segue com o que --accept aceita.")]
ReferenceEquity = Annotated[
    str | None,
    typer.Option(
        "--reference-equity", "--pr", help="Patrimônio de referência, como 12.000.000,00; sem ele, o de coop.yaml."
    ),
]
LetterDate = Annotated[
    datetime | None,
    typer.Option(
        "--letter-date",
        "--data-das-cartas",
        formats=["%d/%m/%Y", "%Y-%m-%d"],
        help="Data escrita nas cartas, como 03/11/2026; sem ela, a data-base. Os valores são sempre os da data-base.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "--silencioso", "-q", help="Só mostra erros.")]


def as_date(value: datetime | None) -> date | None:
    """Return the day of an option's value."""
    return value.date() if value else None


def regimes(names: list[str] | None) -> tuple[str, ...]:
    """Return the regimes asked for; CoopError where one is unknown."""
    from coopcli.closing.rules import REGIMES
    from coopcli.errors import CoopError, Problem
    from coopcli.signatures import FORMERLY

    wanted = tuple(FORMERLY.get(name, name) for name in names or ())
    unknown = [name for name in wanted if name not in REGIMES]
    if unknown:
        expected = f"um de: {', '.join(REGIMES)}"
        raise CoopError([Problem("opcao-invalida", f"--also {name}", expected=expected) for name in unknown])
    return wanted


def _latest_exports(folder: Path) -> Path:
    """Return the latest month of a working folder."""
    months = sorted((folder / "exports").glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
    return months[-1] if months else folder / "exports"


@dataclass(frozen=True)
class Place:
    """A folder of exports, and the settings and closes of the working folder that it is in."""

    exports: Path
    settings: Settings
    closings: Path

    def previous(self, on: date) -> Previous | None:
        """Return the close before the date, but for one of this very month."""
        from coopcli.closing.history import previous_close

        return previous_close(self.closings, on, self.exports.resolve().name)


def located(folder: Path | None) -> Place:
    """Return the exports that a command is to read: a folder of them, or the latest of a working folder.

    A replacement of a close that was cut short is put in order first, and told.
    """
    from coopcli.closing.publish import recover
    from coopcli.closing.settings import FILE, Settings, load_settings

    exports = folder or _latest_exports(Path())
    if (exports / FILE).is_file():
        exports = _latest_exports(exports)
    working = exports.resolve().parent.parent
    settings = load_settings(working) if (working / FILE).is_file() else Settings()
    recover(working / "closings", lambda line: tell(line, err=True), datetime.now)
    return Place(exports, settings, working / "closings")


def located_all(paths: Sequence[Path]) -> list[Path]:
    """Return files as they are, and of each folder the exports that ``located`` finds in it."""
    return [located(path).exports if path.is_dir() else path for path in paths]


def study_paths(path: Path, exports: Path | None) -> list[Path]:
    """Return what a study of a file reads: the file or folder, and the folder of the other exports."""
    return [path, exports] if exports else [path]


def decisions(accept: list[str] | None, author: str, reason: str) -> tuple[Acceptance, ...]:
    """Return what somebody goes on with; CoopError where it cannot be accepted, or no reason is given."""
    from coopcli.closing.accepted import acceptances

    return acceptances(accept, author_or_user(author), reason) if accept else ()


def author_or_user(author: str) -> str:
    """Return the name given, else that of the user of the operating system."""
    import getpass

    return author or getpass.getuser()


def run_exports(
    exports: Path | None,
    reference_date: datetime | None,
    also: list[str] | None,
    strict: bool,
    progress: Progress,
    control_totals: list[str] | None = None,
    corrections: Path | None = None,
    accepted: tuple[Acceptance, ...] = (),
) -> MonthRun:
    """Return the results of a folder of exports; the settings are those of its working folder, where it has one."""
    from coopcli.closing.inputs import Request
    from coopcli.closing.month import run_month

    place = located(exports)
    request = Request(
        place.exports, as_date(reference_date), None, regimes(also), strict, any_date=True,
        corrections=corrections, author=author_or_user("") if corrections else "",
        control_totals=tuple(control_totals or ()), accepted=accepted,
    )  # fmt: skip
    with progress:
        return run_month(request, place.settings, progress.say, place.previous)
