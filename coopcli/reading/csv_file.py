"""Text files: encoding, delimiter, and pyarrow's reader with every column as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from coopcli.errors import DataError, Problem
from coopcli.reading.raw import PREVIEW_ROWS, Grid, RawTable, ShortRow

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = (";", ",", "\t", "|")
_HEAD_BYTES = 1 << 17
_UTF8_MARK = b"\xef\xbb\xbf"
_C1_CONTROLS = bytes(range(0x80, 0xA0))


def text_grids(content: bytes, file: str) -> list[Grid]:
    """Return the file cut by each delimiter that its first lines hold; DataError where it is not text."""
    data = to_utf8(content, file)
    head = _first_lines(data)
    found = [mark for mark in DELIMITERS if any(mark.encode() in line for line in head)]
    return [_grid(data, head, mark, file) for mark in found or DELIMITERS[:1]]


def to_utf8(content: bytes, file: str) -> bytes:
    """Return the text as UTF-8 without a mark: UTF-8 where it decodes as such, else cp1252."""
    if b"\0" in content[:_HEAD_BYTES]:
        raise DataError(
            [Problem("arquivo-ilegivel", "bytes nulos: não é um texto em UTF-8 nem Windows-1252", file=file)]
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _from_windows(content, file)
    return content.removeprefix(_UTF8_MARK)


def _from_windows(content: bytes, file: str) -> bytes:
    # cp1252 is latin-1, which decodes many times faster, but for the 32 places of the C1 controls
    same_as_latin = len(content.translate(None, _C1_CONTROLS)) == len(content)
    try:
        return content.decode("latin-1" if same_as_latin else "cp1252").encode("utf-8")
    except UnicodeDecodeError as error:
        found = f"caractere inválido na posição {error.start}"
        raise DataError(
            [Problem("arquivo-ilegivel", found, file=file, expected="texto em UTF-8 ou Windows-1252")]
        ) from error


def _first_lines(data: bytes) -> list[bytes]:
    lines = data[:_HEAD_BYTES].splitlines(keepends=True)
    return lines[:-1] if len(data) > _HEAD_BYTES else lines


def _grid(data: bytes, head: list[bytes], delimiter: str, file: str) -> Grid:
    records = list(_records(head, delimiter))
    return Grid("", [cells for cells, _ in records], partial(_load, data, records, delimiter, file))


def _records(head: list[bytes], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each of the first records, and where in the file the next one starts."""
    reader = csv.reader((line.decode() for line in head), delimiter=delimiter)
    lines = offset = 0
    for cells, _ in zip(reader, range(PREVIEW_ROWS), strict=False):
        offset += sum(len(line) for line in head[lines : reader.line_num])
        lines = reader.line_num
        yield cells, offset


def _load(
    data: bytes, records: list[tuple[list[str], int]], delimiter: str, file: str, header: int
) -> RawTable:
    import numpy as np
    import pyarrow as pa

    headers, start = records[header]
    body = pa.py_buffer(data).slice(start)
    columns, bad = _columns(body, len(headers), delimiter, b'"' in data, file)
    good = np.ones(len(columns[0]) + len(bad), dtype=bool)
    good[[number - 1 for number, _ in bad]] = False
    header_row = header + 1
    short = [
        ShortRow(header_row + number, next(csv.reader([text], delimiter=delimiter), []))
        for number, text in bad
    ]
    return RawTable(
        "csv", "", headers, header_row, columns, np.flatnonzero(good) + header_row + 1, short_rows=short
    )


def _columns(
    body: pa.Buffer, width: int, delimiter: str, quoted: bool, file: str
) -> tuple[list[pa.ChunkedArray], list[tuple[int, str]]]:
    """Return the columns and the rows of another width (their number and text)."""
    import pyarrow as pa

    if not body.size:
        return [pa.chunked_array([], pa.string()) for _ in range(width)], []
    bad: list[tuple[int, str]] = []
    try:
        table = _read(body, width, delimiter, quoted, bad, threads=True)
        if bad:  # only a reader of one thread knows the number of a row
            bad.clear()
            table = _read(body, width, delimiter, quoted, bad, threads=False)
    except pa.ArrowInvalid as error:
        raise DataError([Problem("arquivo-ilegivel", str(error).splitlines()[0], file=file)]) from error
    return table.columns, bad


def _read(
    body: pa.Buffer, width: int, delimiter: str, quoted: bool, bad: list[Any], *, threads: bool
) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        bad.append((row.number, row.text))
        return "skip"

    names = [str(position) for position in range(width)]
    return arrow_csv.read_csv(
        body,
        arrow_csv.ReadOptions(column_names=names, use_threads=threads),
        arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=quoted,
            ignore_empty_lines=False,
            invalid_row_handler=set_aside,
        ),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
