"""A new working folder."""

from __future__ import annotations

import os
from pathlib import Path

from coopcli.closing.settings import FILE, load_settings
from coopcli.errors import stop
from coopcli.placing import PRIVATE_FOLDER, made_beside, put, write_new
from coopcli.shipped import folder as shipped

SCHEDULED = "fechar.bat"
"""What Windows' Task Scheduler runs."""

FOLDERS = ("exports", "closings", "rules", "templates")


def make_working_folder(folder: Path, name: str, cnpj: str) -> list[Path]:
    """Make coop.yaml and the folders beside it; return what was made.

    Raises CoopError (arquivo-ja-existe) where the folder already has a coop.yaml.
    """
    settings = folder / FILE
    if settings.exists():
        remedy = "use outra pasta, ou edite a que existe"
        raise stop("arquivo-ja-existe", str(settings), file=FILE, remedy=remedy)
    from jinja2 import Environment, StrictUndefined

    template = (shipped("templates") / "coop.yaml.j2").read_text(encoding="utf-8")
    text = Environment(undefined=StrictUndefined, keep_trailing_newline=True).from_string(template)
    content = text.render(name=name, cnpj=cnpj).encode()
    new = [path for path in (folder, *(folder / part for part in FOLDERS)) if not path.is_dir()]
    with made_beside(settings, lambda path: write_new(path, content)) as made:
        load_settings(made.parent)
        for path in new:
            path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        files = [(made, settings), *_for_the_scheduler(made.parent, folder)]
        put(files)
    return [*new, *(target for _, target in files)]


def _for_the_scheduler(staging: Path, folder: Path) -> list[tuple[Path, Path]]:
    """Make what closes a month by itself, on Windows, and return it with its place; one that is there stays."""
    made, target = staging / SCHEDULED, folder / SCHEDULED
    if os.name != "nt" or target.exists():
        return []
    write_new(made, (shipped("templates") / SCHEDULED).read_bytes())
    return [(made, target)]
