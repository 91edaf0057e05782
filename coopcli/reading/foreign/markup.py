"""What other programs write and call a workbook: tables of HTML, alone or in an archive, and SpreadsheetML of 2003."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcli.contained import Reply
from coopcli.reading.encoding import as_single_bytes, decodable
from coopcli.reading.foreign.book import unreadable
from coopcli.reading.foreign.facts import MAX_GRID_CELLS, SheetFacts, rewritten, too_large
from coopcli.reading.foreign.html_tables import HtmlTables
from coopcli.reading.foreign.sheet import Sheet, packed
from coopcli.reading.foreign.spreadsheetml import SpreadsheetMl
from coopcli.reading.foreign.xml_events import XmlError, feed
from coopcli.reading.raw import MAX_COLUMNS, FileKind

if TYPE_CHECKING:
    import pyarrow as pa

Rows = dict[int, dict[int, str]]
"""The filled cells by row and column, from 0."""


def read_markup(content: bytes, file: str) -> Reply:
    """Return the tables of a page or of a SpreadsheetML workbook as sheets; DataError where there is none."""
    try:
        if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4_000] and b"<?xml" in content[:200]:
            book = SpreadsheetMl()
            feed([content], book.start, book.end, book.text)
            return packed([_sheet(s.name, "excel", s.rows, s.facts, s.hidden, file) for s in book.sheets if s.rows])
    except (XmlError, ValueError) as error:
        raise unreadable(file) from error
    tables = HtmlTables()
    tables.feed(_page(content))
    tables.close()
    found = [table for table in tables.tables if table.rows]
    names = [f"tabela {i}" if len(found) > 1 else "" for i in range(1, len(found) + 1)]
    if not found:
        raise unreadable(file, "uma página HTML sem tabela")
    return packed([_sheet(name, "csv", t.rows, t.facts, False, file) for name, t in zip(names, found, strict=True)])


def _page(content: bytes) -> str:
    """Return the page as text; the one inside, where it is an archive (MHTML)."""
    if re.match(rb"(?i)\s*(mime-version|from|date|subject):", content[:200]):
        message = email.message_from_bytes(content, policy=email.policy.default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        return "\n".join(str(part.get_content()) for part in pages)
    data, encoding = decodable(as_single_bytes(content))
    return data.decode(encoding, "replace")


def _sheet(name: str, kind: FileKind, rows: Rows, facts: SheetFacts, hidden: bool, file: str) -> Sheet:
    height, width = max(rows) + 1, max(max(row, default=-1) for row in rows.values()) + 1
    if width > MAX_COLUMNS or height * width > MAX_GRID_CELLS:
        raise too_large(f"{width} colunas e {height} linhas", f"até {MAX_COLUMNS} colunas", file, name)
    columns = rewritten(_columns(rows, height, width), facts.changes(0))
    return Sheet(
        name,
        kind,
        columns,
        hidden=hidden,
        hidden_rows=[row for row in facts.hidden_rows if row < height],
        hidden_columns=facts.hidden_columns,
        merged=facts.merged,
    )


def _columns(rows: Rows, height: int, width: int) -> Sequence[pa.Array]:
    import pyarrow as pa

    empty: dict[int, str] = {}
    whole = [rows.get(row, empty) for row in range(height)]
    return [pa.array([row.get(column) for row in whole], pa.string()) for column in range(width)]
