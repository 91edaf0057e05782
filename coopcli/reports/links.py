"""Links from the rows of a long table to other files, as the spreadsheet stores them: beside the rows.

A file is named once, however many rows lead to it, relative to the folder of the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from coopcli.reports.sheet import Table

MOST = 65_530
"""How many links a sheet of Excel may have; the rows beyond are without."""

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_IN_AN_ADDRESS = '%#? "<>[]^`{}|\\'


@dataclass(frozen=True)
class LinksXml:
    """The element of the sheet, and the file beside it that says where it leads."""

    element: str
    relations: str


def links_xml(table: Table) -> LinksXml | None:
    """Return the links of a table; None where it has none."""
    from xlsxwriter.utility import xl_range

    if table.links is None:
        return None
    first, last = table.place(table.links.first), table.place(table.links.last)
    pairs = list(zip(table.rows[table.links.file], table.rows[table.links.place], strict=True))
    linked = [(row, *pair) for row, pair in enumerate(pairs, table.first_row) if isinstance(pair[0], str)][:MOST]
    files = list(dict.fromkeys(file for _, file, _ in linked))
    if not files:
        return None
    ids = {file: f"rIdLink{number}" for number, file in enumerate(files, 1)}
    links = (
        f'<hyperlink ref="{xl_range(row, first, row, last)}" r:id="{ids[file]}"{_location(place)}/>'
        for row, file, place in linked
    )
    relations = (
        f'<Relationship Id="{ids[file]}" Type="{_TYPE}" Target={quoteattr(address(file))} TargetMode="External"/>'
        for file in files
    )
    return LinksXml(
        f"<hyperlinks>{''.join(links)}</hyperlinks>",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>',
    )


def _location(place: object) -> str:
    return f" location={quoteattr(place)}" if isinstance(place, str) else ""


def address(file: str) -> str:
    """Return a relative path as an address: what no address may hold is written as ``%20``."""
    return "".join(f"%{ord(mark):02X}" if mark in _NOT_IN_AN_ADDRESS else mark for mark in file)
