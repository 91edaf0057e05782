"""Options that several commands share, declared once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coopcli.closing.month import MonthRun
    from coopcli.commands.terminal import Progress

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
Output = Annotated[
    Path | None, typer.Option("--output", "--saida", "-o", help="Planilha .xlsx a gravar (não pode existir).")
]
Folder = Annotated[Path, typer.Option("--folder", "--pasta", help="Pasta de trabalho, com o arquivo coop.yaml.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", "--tambem", help="Outro regime lado a lado: cmn-2682 ou bcb-352 (visão gerencial)."),
]
Strict = Annotated[bool, typer.Option("--strict", "--estrito", help="Para se houver qualquer problema nos dados.")]
Quiet = Annotated[bool, typer.Option("--quiet", "--silencioso", "-q", help="Só mostra erros.")]


def as_date(value: datetime | None) -> date | None:
    """Return the day of an option's value."""
    return value.date() if value else None


def regimes(names: list[str] | None) -> tuple[str, ...]:
    """Return the regimes asked for; CoopError where one is unknown."""
    from coopcli.closing.rules import REGIMES
    from coopcli.errors import CoopError, Problem

    wanted = tuple(names or ())
    unknown = [name for name in wanted if name not in REGIMES]
    if unknown:
        expected = f"um de: {', '.join(REGIMES)}"
        raise CoopError([Problem("opcao-invalida", f"--also {name}", expected=expected) for name in unknown])
    return wanted


def _latest_exports() -> Path:
    """Return the latest month of the working folder that the command was started in."""
    months = sorted(Path("exports").glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
    return months[-1] if months else Path("exports")


def run_exports(
    exports: Path | None,
    reference_date: datetime | None,
    also: list[str] | None,
    strict: bool,
    progress: Progress,
) -> MonthRun:
    """Return the results of a folder of exports; the settings are those of its working folder, where it has one."""
    from coopcli.closing.history import previous_close
    from coopcli.closing.inputs import Request
    from coopcli.closing.month import run_month
    from coopcli.closing.settings import FILE, Settings, load_settings

    exports = exports or _latest_exports()
    working = exports.resolve().parent.parent
    settings = load_settings(working) if (working / FILE).is_file() else Settings()
    closings, name = working / "closings", exports.resolve().name
    request = Request(exports, as_date(reference_date), also=regimes(also), strict=strict, any_date=True)
    with progress:
        return run_month(request, settings, progress.say, lambda on: previous_close(closings, on, name))
