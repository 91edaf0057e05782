"""XML from outside, element by element: names without their prefix, no entities, nothing held in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

PIECE = 1 << 22

OnStart = Callable[[str, dict[str, str]], None]
OnEnd = Callable[[str], None]
OnText = Callable[[str], None]


class XmlError(Exception):
    """What should be XML is not, or declares what no workbook needs (a DTD, entities)."""


def feed(
    pieces: Iterable[bytes], on_start: OnStart, on_end: OnEnd | None = None, on_text: OnText | None = None
) -> None:
    """Tell the elements and texts of a document in their order; XmlError where it is none."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: on_start(_local(name), attributes)
    if on_end:
        parser.EndElementHandler = lambda name: on_end(_local(name))
    if on_text:
        parser.CharacterDataHandler = on_text
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise XmlError(str(error)) from error


def _refuse(*declared: object) -> None:
    raise XmlError("DTD")


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute whatever the prefix of its namespace ('' where there is none)."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def is_true(text: str) -> bool:
    """Return whether an attribute says yes."""
    return text.strip().lower() in ("1", "true", "on", "t")


def pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part of a workbook bit by bit."""
    with book.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece
