"""Workbooks as calamine reads them, with the facts that it does not tell: the task of the contained process."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from coopcli.contained import Reply
from coopcli.errors import DataError, Problem
from coopcli.reading.foreign.facts import (
    MAX_UNPACKED_BYTES,
    BookFacts,
    Change,
    SheetFacts,
    rewritten,
    too_large,
)
from coopcli.reading.foreign.ods_facts import ods_facts
from coopcli.reading.foreign.sheet import Sheet, packed
from coopcli.reading.foreign.xlsx_facts import xlsx_facts
from coopcli.reading.foreign.xml_events import XmlError
from coopcli.reading.raw import MAX_COLUMNS, FileKind

if TYPE_CHECKING:
    import fastexcel

_EXCEL_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!",
    "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
_LARGE_BYTES = 1 << 25
"""Unpacked, from which on the facts are gathered while calamine reads; of a smaller workbook before, so that what
would not fit in memory is told with its cell."""


def read_book(content: bytes, file: str) -> Reply:
    """Return the sheets that hold anything; DataError where the workbook cannot be read."""
    import fastexcel

    try:
        with ThreadPoolExecutor(1) as pool:
            facts = pool.submit(_facts, content, file)
            if _unpacked_bytes(content, file) < _LARGE_BYTES:
                facts.result()
            book = fastexcel.read_excel(content)
            sheets = [_sheet(book, position, facts, file) for position in range(len(book.sheet_names))]
    except (fastexcel.FastExcelError, XmlError, zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise unreadable(file) from error
    return packed([sheet for sheet in sheets if sheet])


def unreadable(file: str, found: str = "conteúdo que não é o de uma planilha") -> DataError:
    """Return the failure of a file that is not what it should be."""
    return DataError([Problem("arquivo-ilegivel", found, file=file)])


def _unpacked_bytes(content: bytes, file: str) -> int:
    """Return what a workbook holds unpacked; DataError where that is too much."""
    if not content.startswith(b"PK"):
        return len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        unpacked = sum(part.file_size for part in book.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        found = f"{unpacked / 1e9:.1f} GB depois de descompactado"
        raise too_large(found, f"até {MAX_UNPACKED_BYTES / 1e9:.1f} GB", file)
    return unpacked


def _facts(content: bytes, file: str) -> BookFacts:
    _unpacked_bytes(content, file)
    if not content.startswith(b"PK"):
        return BookFacts(_xls_counts_from_1904(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if "content.xml" in book.namelist():
                return ods_facts(book, file)
            return xlsx_facts(book, file)
    except RuntimeError as error:  # a part with a password
        raise XmlError(str(error)) from error


def _xls_counts_from_1904(content: bytes) -> bool:
    """Return whether the DATEMODE record (0x22) of the workbook says 1904."""
    record = b"\x22\x00\x02\x00"
    return record + b"\x01\x00" in content and record + b"\x00\x00" not in content


def _sheet(book: fastexcel.ExcelReader, position: int, facts: Future[BookFacts], file: str) -> Sheet | None:
    name = book.sheet_names[position]
    sheet = book.load_sheet(position, header_row=None, skip_rows=0, dtypes="string")
    if not sheet.width:
        return None
    if sheet.width > MAX_COLUMNS:
        raise too_large(f"{sheet.width} colunas", f"até {MAX_COLUMNS} colunas", file, name)
    first = sheet.available_columns()[0].absolute_index
    batch, failures = sheet.to_arrow_with_errors()
    errors = {error.position: _error_word(error.detail) for error in (failures.errors if failures else [])}
    of_book = facts.result()
    own = of_book.sheets.get(name, SheetFacts())
    kind: FileKind = "excel1904" if of_book.from_1904 else "excel"
    return Sheet(
        name=name,
        kind=kind,
        columns=rewritten(batch.columns, errors | own.changes(first)),
        first_column=first,
        hidden=sheet.visible != "visible",
        hidden_rows=[row for row in own.hidden_rows if row < batch.num_rows],
        hidden_columns=own.hidden_columns,
        merged=own.merged,
    )


def _error_word(detail: str) -> Change:
    match = re.search(r"Error\((\w+)\)", detail)
    word = _EXCEL_ERRORS.get(match[1], "#VALUE!") if match else "#VALUE!"
    return lambda text: word
