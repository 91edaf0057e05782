"""Links from the rows of a long table to other files, as the spreadsheet stores them: beside the rows.

A file is named once, however many rows lead to it, relative to the folder of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
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
    links = list(islice(_links(table), MOST))
    ids = {file: f"rIdLink{number}" for number, file in enumerate(dict.fromkeys(file for _, file, _ in links), 1)}
    if not links:
        return None
    elements = (f'<hyperlink ref="{cell}" r:id="{ids[file]}"{_location(place)}/>' for cell, file, place in links)
    relations = (
        f'<Relationship Id="{number}" Type="{_TYPE}" Target={quoteattr(address(file))} TargetMode="External"/>'
        for file, number in ids.items()
    )
    return LinksXml(
        f"<hyperlinks>{''.join(elements)}</hyperlinks>",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>',
    )


def _links(table: Table) -> Iterator[tuple[str, str, object]]:
    """Yield the cell, the file and the place of each link. Empty cells have none: programs would write it into them."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if table.links is None:
        return
    columns = {table.place(name): list(table.rows[name]) for name in table.links.columns}
    targets = zip(table.rows[table.links.file], table.rows[table.links.place], strict=True)
    for number, (file, place) in enumerate(targets):
        for column, values in columns.items():
            if isinstance(file, str) and values[number]:
                yield xl_rowcol_to_cell(table.first_row + number, column), file, place


def _location(place: object) -> str:
    return f" location={quoteattr(place)}" if isinstance(place, str) else ""


def address(file: str) -> str:
    """Return a relative path as an address: what no address may hold is written as ``%20``."""
    return "".join(f"%{ord(mark):02X}" if mark in _NOT_IN_AN_ADDRESS else mark for mark in file)
