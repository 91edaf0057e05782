"""Text files: encoding, delimiter, and pyarrow's reader with every column as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.reading.encoding import UTF8_MARK, encoding_of
from coopcli.reading.raw import PREVIEW_ROWS, Grid, RawTable, ShortRow

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = (";", ",", "\t", "|")
_HEAD_BYTES = 1 << 17


@dataclass(frozen=True)
class _Text:
    """A text file and how it is cut into cells."""

    data: bytes
    encoding: str
    delimiter: str
    file: str


def text_grids(content: bytes, file: str) -> list[Grid]:
    """Return the file cut by each delimiter that its first lines hold; DataError where it is not text."""
    if b"\0" in content[:_HEAD_BYTES]:
        raise DataError([Problem("arquivo-ilegivel", "bytes nulos: não é UTF-8 nem Windows-1252", file=file)])
    data = content.removeprefix(UTF8_MARK)
    encoding = encoding_of(data)
    head = [line.decode(encoding) for line in _first_lines(data)]
    found = [mark for mark in DELIMITERS if any(mark in line for line in head)]
    return [_grid(_Text(data, encoding, mark, file), head) for mark in found or DELIMITERS[:1]]


def _first_lines(data: bytes) -> list[bytes]:
    lines = data[:_HEAD_BYTES].splitlines(keepends=True)
    return lines[:-1] if len(data) > _HEAD_BYTES and len(lines) > 1 else lines


def _grid(text: _Text, head: list[str]) -> Grid:
    records = list(_records(head, text))
    return Grid("", [cells for cells, _ in records], partial(_load, text, records))


def _records(head: list[str], text: _Text) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each of the first records, and where in the file the next one starts."""
    reader = csv.reader(head, delimiter=text.delimiter)
    lines = offset = 0
    for cells, _ in zip(reader, range(PREVIEW_ROWS), strict=False):
        offset += sum(len(line.encode(text.encoding)) for line in head[lines : reader.line_num])
        lines = reader.line_num
        yield cells, offset


def _load(text: _Text, records: list[tuple[list[str], int]], header: int) -> RawTable:
    import numpy as np
    import pyarrow as pa

    headers, start = records[header]
    first = header + 2  # 1-based, and below the header
    body = pa.py_buffer(text.data).slice(start)
    try:
        columns = _read(body, len(headers), text)
    except pa.ArrowInvalid:  # rows of another width: only a slower reading knows which
        return _load_with_short_rows(text, headers, start, first)
    numbers = np.arange(first, first + len(columns[0]))
    return RawTable("csv", "", headers, first - 1, columns, numbers, text.encoding, delimiter=text.delimiter)


def _load_with_short_rows(text: _Text, headers: list[str], start: int, first: int) -> RawTable:
    import numpy as np
    import pyarrow as pa

    bad: list[tuple[int, str]] = []
    body = pa.py_buffer(text.data[start:].decode(text.encoding).encode("utf-8"))
    try:
        columns = _read(body, len(headers), text, bad)
    except pa.ArrowInvalid as error:
        found = "texto que não se separa em colunas (aspas sem par?)"
        raise DataError([Problem("arquivo-ilegivel", found, file=text.file)]) from error
    good = np.ones(len(columns[0]) + len(bad), dtype=bool)
    good[[number - 1 for number, _ in bad]] = False
    short = [ShortRow(first + number - 1, _cells(line, text)) for number, line in bad]
    rows = np.flatnonzero(good) + first
    return RawTable("csv", "", headers, first - 1, columns, rows, short_rows=short, delimiter=text.delimiter)


def _cells(line: str, text: _Text) -> list[str]:
    return next(csv.reader([line], delimiter=text.delimiter), [])


def _read(
    body: pa.Buffer, width: int, text: _Text, bad: list[tuple[int, str]] | None = None
) -> Sequence[pa.ChunkedArray]:
    """Return the columns as bytes; rows of another width (number, text) go to ``bad``, where it is given."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        assert bad is not None
        bad.append((row.number, row.text))
        return "skip"

    if not body.size:
        return [pa.chunked_array([], pa.binary()) for _ in range(width)]
    names = [str(position) for position in range(width)]
    table = arrow_csv.read_csv(
        body,
        arrow_csv.ReadOptions(column_names=names, use_threads=bad is None),
        arrow_csv.ParseOptions(
            delimiter=text.delimiter,
            newlines_in_values=b'"' in text.data,
            ignore_empty_lines=False,
            invalid_row_handler=None if bad is None else set_aside,
        ),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False),
    )
    columns: Sequence[pa.ChunkedArray] = table.columns
    return columns
