"""PDF by typst. Data travel as JSON and pictures as files: nothing of a member is ever pasted into the source.

Only the fonts inside typst are used, and no date is written: the same data give the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Fonts

MAIN = "main.typ"


def typeset(template: Path, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the PDF of a typst template (or of its folder's main.typ, with the other .typ files beside it).

    The template reads ``json(bytes(sys.inputs.data))``, which is ``data``, and the ``files`` by their names. Files
    are laid in a private folder for as long as it takes: typst takes no pictures from memory.
    """
    sources = {MAIN: template} if template.is_file() else {path.name: path for path in template.glob("*.typ")}
    content = {name: path.read_bytes() for name, path in sources.items()}
    if not files:
        return _compiled(content, data)
    with TemporaryDirectory(prefix="coopcli-") as folder:
        for name, held in (content | dict(files)).items():
            (Path(folder) / name).write_bytes(held)
        return _compiled(str(Path(folder) / MAIN), data, root=folder)


def _compiled(source: Any, data: Mapping[str, Any], **place: Any) -> bytes:
    import typst

    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    fonts: Any = _fonts()
    made: bytes = typst.compile(source, sys_inputs=inputs, font_paths=fonts, ignore_system_fonts=True, **place)
    return made


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    """Return the fonts of typst itself, found once."""
    from typst import Fonts

    return Fonts(include_system_fonts=False)
