"""The only writer of .xlsx files.

XlsxWriter makes the whole workbook but for the rows of the long tables; one pass over its zip puts those in,
as ``rows_xml`` builds them. The bytes depend only on the sheets, the title and the date.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

from coopcli.placing import new_file
from coopcli.reports.cells import clean_text
from coopcli.reports.sheet import Sheet, Table

_COMPRESSION = 3
"""zlib level: nearly as fast as 1, nearly as small as 6."""

_ZIP64_FROM_BYTES = 2**31 - 1
_UNIX = 3
"""What made the zip, as it tells: the same on every system."""


def write_workbook(path: Path, sheets: Sequence[Sheet], title: str, created: date) -> None:
    """Write ``sheets`` to ``path``, readable by its owner only; CoopError (arquivo-ja-existe) where the file exists."""
    stub = _without_long_rows(sheets, title, created)
    long_tables = {
        f"xl/worksheets/sheet{number}.xml": sheet.long_table
        for number, sheet in enumerate(sheets, 1)
        if sheet.long_table is not None
    }
    with new_file(path) as target:
        _fill_in(stub, long_tables, target)


def _without_long_rows(sheets: Sequence[Sheet], title: str, created: date) -> io.BytesIO:
    from xlsxwriter import Workbook

    from coopcli.reports.drawing import draw
    from coopcli.reports.styles import FONT, Formats

    stub = io.BytesIO()
    with Workbook(stub, {"in_memory": True, "default_format_properties": dict(FONT)}) as book:
        midnight = datetime.combine(created, time())
        book.set_properties({"title": clean_text(title), "author": "coopcli", "created": midnight})
        formats = Formats(book)
        for sheet in sheets:
            draw(book, formats, sheet)
    stub.seek(0)
    return stub


def _fill_in(stub: io.BytesIO, long_tables: dict[str, Table], target: IO[bytes]) -> None:
    """Copy the zip member by member; in the sheets of ``long_tables`` rows take the place of the last one."""
    with zipfile.ZipFile(stub) as source, _new_zip(target) as result:
        for name in source.namelist():
            content = source.read(name)
            if name in long_tables:
                _write_long_sheet(result, name, content.decode(), long_tables[name])
            else:
                with result.open(name, "w") as member:
                    member.write(content)
        for part in result.filelist:
            part.create_system = _UNIX


def _new_zip(target: IO[bytes]) -> zipfile.ZipFile:
    """Return a zip whose members, opened by name, all bear the same time stamp (01/01/1980)."""
    return zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION)


def _write_long_sheet(result: zipfile.ZipFile, name: str, xml: str, table: Table) -> None:
    from coopcli.reports.links import links_xml
    from coopcli.reports.rows_xml import BATCH_ROWS, rows_xml

    start, styles, end = _split(xml, table)
    links = links_xml(table)
    if links is not None:
        below = re.search("<(printOptions|pageMargins)", end)
        assert below is not None  # every page has margins
        end = end[: below.start()] + links.element + end[below.start() :]
    batches = rows_xml(table, styles)
    first = next(batches)
    is_huge = len(first) / min(len(table.rows), BATCH_ROWS) * len(table.rows) * 1.2 > _ZIP64_FROM_BYTES
    with result.open(name, "w", force_zip64=is_huge) as member:
        member.write(start.encode())
        member.write(first)
        for batch in batches:
            member.write(batch)
        member.write(end.encode())
    if links is not None:
        with result.open(name.replace("worksheets/", "worksheets/_rels/") + ".rels", "w") as member:
            member.write(links.relations.encode())


def _split(xml: str, table: Table) -> tuple[str, list[int], str]:
    """Return the sheet before its last row, the style of each cell of that row, and the sheet after it."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    at = xml.rindex("<row ")
    row, end = xml[at:].split("</row>", 1)
    styles = [int(style) for style in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', row)]
    last = xl_rowcol_to_cell(table.last_row, table.column + len(table.columns) - 1)
    start = re.sub(r'<dimension ref="([A-Z]+\d+)[^"]*"/>', rf'<dimension ref="\1:{last}"/>', xml[:at], count=1)
    return start, styles, end
