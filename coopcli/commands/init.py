"""``coopcli init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopcli.commands.terminal import tell


def init(
    folder: Annotated[Path, typer.Argument(metavar="PASTA", help="Pasta de trabalho a criar.", show_default=False)],
    name: Annotated[str, typer.Option("--name", "--nome", help="Nome da cooperativa.")] = "Nome da cooperativa",
    cnpj: Annotated[str, typer.Option("--cnpj", help="CNPJ da cooperativa.")] = "",
) -> None:
    """Cria uma pasta de trabalho: coop.yaml, exports/, closings/, rules/ e templates/."""
    from coopcli.closing.init import make_working_folder

    for path in make_working_folder(folder, name, cnpj):
        tell(f"criado: {path}")
    exports = folder / "exports" / "AAAA-MM"
    tell(f"Ponha as exportações do mês em {exports} e rode: coopcli close AAAA-MM --folder {folder}")
