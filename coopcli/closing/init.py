"""A new working folder."""

from __future__ import annotations

from pathlib import Path

from coopcli.closing.publish import PRIVATE_FILE, PRIVATE_FOLDER
from coopcli.closing.settings import FILE, load_settings
from coopcli.errors import CoopError, Problem
from coopcli.shipped import folder as shipped

FOLDERS = ("exports", "closings", "rules", "templates")


def make_working_folder(folder: Path, name: str, cnpj: str) -> list[Path]:
    """Make coop.yaml and the folders beside it; return what was made.

    Raises CoopError (arquivo-ja-existe) where the folder already has a coop.yaml.
    """
    settings = folder / FILE
    if settings.exists():
        raise CoopError(
            [
                Problem(
                    "arquivo-ja-existe",
                    str(settings),
                    file=FILE,
                    remedy="use outra pasta, ou edite a que existe",
                )
            ]
        )
    from jinja2 import Environment, StrictUndefined

    template = (shipped("templates") / "coop.yaml.j2").read_text(encoding="utf-8")
    text = Environment(undefined=StrictUndefined, keep_trailing_newline=True).from_string(template)
    made = []
    for path in (folder, *(folder / part for part in FOLDERS)):
        if not path.is_dir():
            path.mkdir(mode=PRIVATE_FOLDER, parents=True)
            made.append(path)
    settings.write_bytes(text.render(name=name, cnpj=cnpj).encode())
    settings.chmod(PRIVATE_FILE)
    try:
        load_settings(folder)
    except CoopError:
        settings.unlink()
        raise
    return [*made, settings]
