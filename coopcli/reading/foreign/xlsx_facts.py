"""The facts of an .xlsx: its parts read by an XML parser, in whatever spelling a program wrote them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from coopcli.reading.foreign.facts import (
    MAX_GRID_CELLS,
    BookFacts,
    SheetFacts,
    far_cell,
    never_calculated,
    shows_percent,
)
from coopcli.reading.foreign.xlsx_sheet import SheetScan
from coopcli.reading.foreign.xml_events import OnStart, XmlError, attribute, feed, is_true, pieces

_BUILT_IN_PERCENTS = {"9", "10"}
_CALCULATORS = ("libreoffice",)
"""Programs that calculate what they save, and leave no chain of calculation in the file."""


@dataclass
class Head:
    """What the workbook says of all its sheets: names, parts, whether Excel must calculate when it opens it, whether
    somebody ever did; styles that show percent, and those that only write the sign."""

    sheets: list[tuple[str, str]]
    from_1904: bool
    must_calculate: bool
    was_calculated: bool
    percents: frozenset[str]
    signs: frozenset[str]


def xlsx_facts(book: zipfile.ZipFile, file: str) -> BookFacts:
    """Return the facts of each sheet; DataError where one would not fit in memory."""
    head = _head(book)
    names = {name.lower(): name for name in book.namelist()}
    known = [(tab, names[part.lower()]) for tab, part in head.sheets if part.lower() in names]
    return BookFacts(head.from_1904, {tab: _sheet(book, head, tab, part, file) for tab, part in known})


# --- the workbook ---------------------------------------------------------------------------------------------


def _head(book: zipfile.ZipFile) -> Head:
    names = {name.lower(): name for name in book.namelist()}
    root = _targets(book, names, "_rels/.rels", "")
    path = next((target for kind, target in root.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    flags = {"date1904": False, "fullCalcOnLoad": False}
    tabs: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            tabs.append((attributes.get("name", ""), attribute(attributes, "id")))
        for flag in flags:
            flags[flag] |= is_true(attributes.get(flag, ""))

    _feed_part(book, names, path, start)
    folder, _, name = path.rpartition("/")
    links = _targets(book, names, f"{folder}/_rels/{name}.rels", folder)
    kinds = {kind.rpartition("/")[2]: target for kind, target in links.values()}
    percents, signs = _percent_styles(book, names, kinds.get("styles", ""))
    return Head(
        sheets=[(tab, links.get(link, ("", ""))[1]) for tab, link in tabs],
        from_1904=flags["date1904"],
        must_calculate=flags["fullCalcOnLoad"],
        was_calculated="calcChain" in kinds or _program(book, names).startswith(_CALCULATORS),
        percents=percents,
        signs=signs,
    )


def _targets(book: zipfile.ZipFile, names: dict[str, str], part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the part of each relationship, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        whole = target.removeprefix("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        if name == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Type", ""), _without_dots(whole)

    _feed_part(book, names, part, start)
    return found


def _without_dots(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _feed_part(book: zipfile.ZipFile, names: dict[str, str], part: str, start: OnStart) -> None:
    """Tell the elements of a part, where there is such a part."""
    if part.lower() in names:
        feed(pieces(book, names[part.lower()]), start)


def _program(book: zipfile.ZipFile, names: dict[str, str]) -> str:
    """Return the program that says it wrote the workbook, in small letters."""
    texts: list[str] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        inside[0] = name == "Application"

    if "docprops/app.xml" in names:
        part = pieces(book, names["docprops/app.xml"])
        feed(part, start, on_text=lambda text: texts.append(text) if inside[0] else None)
    return "".join(texts).strip().lower()


def _percent_styles(book: zipfile.ZipFile, names: dict[str, str], part: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of the cell styles that show percent, and of those that only write the sign."""
    percent, sign = set(_BUILT_IN_PERCENTS), set[str]()
    formats: list[str] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            scaled, signed = shows_percent(attributes.get("formatCode", ""))
            kind = attributes.get("numFmtId", "").strip()
            percent.update({kind} if scaled else set())
            sign.update({kind} if signed else set())
        elif name == "xf" and inside[0]:
            formats.append(attributes.get("numFmtId", "").strip())
        elif name in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            inside[0] = name == "cellXfs"

    _feed_part(book, names, part, start)
    numbered = list(enumerate(formats))
    return (
        frozenset(str(i) for i, kind in numbered if kind in percent),
        frozenset(str(i) for i, kind in numbered if kind in sign),
    )


# --- a sheet --------------------------------------------------------------------------------------------------


def _sheet(book: zipfile.ZipFile, head: Head, name: str, part: str, file: str) -> SheetFacts:
    scan = _scanned(book, head, part)
    if (scan.last_row + 1) * (scan.last_column + 1) > MAX_GRID_CELLS:
        raise far_cell(scan.farthest, file, name)
    scan.facts.uncalculated += never_calculated(
        scan.formulas, must_calculate=head.must_calculate, was_calculated=head.was_calculated
    )
    return scan.facts


def _scanned(book: zipfile.ZipFile, head: Head, part: str) -> SheetScan:
    outline = None if head.percents or head.signs else _outline(book, part)
    for document in filter(None, (outline, pieces(book, part))):
        scan = SheetScan(head.percents, head.signs)
        try:
            feed(document, scan.start, scan.end, scan.text)
        except XmlError:
            if document is outline:
                continue
            raise
        return scan
    raise XmlError(part)


_TELLING = r"""<f[\s/>]|:f[\s/>]|\shidden\s*=\s*["']\s*[^0f\s]|\sht\s*=\s*["']\s*0*\.?0*\s*["']""" + (
    r"""|["'](?:[A-Za-z]{3,}\d|[D-Zd-z][A-Za-z]\d{6}|[A-Za-z]*(?:[2-9]\d{6}|\d{8}))"""
)
"""Whatever may say something of cells and rows: a formula, something hidden, a place far away. Nothing that a parser
would find is without one of these letters; what only looks like it costs a reading by the parser."""
_SEAM = 1 << 9


def _outline(book: zipfile.ZipFile, part: str) -> list[bytes] | None:
    """Return what stands before and after the rows of a sheet whose rows tell nothing but values; else None.

    A parser that calls Python for each of some million cells takes longer than the reading itself.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    first = before = last = b""
    for piece in pieces(book, part):
        window = last[-_SEAM:] + piece
        first = first or piece
        if not _is_plain(first) or pc.match_substring_regex(pa.array([window], pa.binary()), _TELLING)[0].as_py():
            return None
        before, last = last, piece
    return _around_rows(first, before + last)


def _around_rows(first: bytes, last: bytes) -> list[bytes] | None:
    opened = first.find(b">", max(first.find(b"sheetData"), 0))
    closing = last.rfind(b"</", 0, max(last.rfind(b"sheetData"), 0))
    if opened < 0 or closing < 0 or first[opened - 1 : opened] == b"/":
        return None
    return [first[: opened + 1], last[closing:]]


def _is_plain(head: bytes) -> bool:
    """Return whether the letters of a part are single bytes."""
    declared = re.match(rb"""\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", head)
    return b"\0" not in head[:64] and (not declared or declared[1].lower() in (b"utf-8", b"us-ascii", b"iso-8859-1"))
