"""Text files: encoding, delimiter, quotes, and pyarrow's reader with every column as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.reading.encoding import as_single_bytes, contradiction, decodable
from coopcli.reading.fixed_width import fixed_width_grid
from coopcli.reading.raw import DATA, MAX_COLUMNS, NO_HEADER, PREVIEW_ROWS, Grid, RawTable, ShortRow

if TYPE_CHECKING:
    import pyarrow as pa

csv.field_size_limit(2**31 - 1)  # a cell may be as large as its file; the largest that a C long holds everywhere
DELIMITERS = (";", ",", "\t", "|")
_HEAD_BYTES = 1 << 17
_MAX_NULS = 0.1
"""Padding has a few; a file with more zero bytes is no text."""
_SEPARATOR_LINE = re.compile(rb'(?i)"?sep=([^\r\n])"?[;,]*(?:\r\n|\r|\n)')


@dataclass(frozen=True)
class _Text:
    """A text file and how it is cut into cells."""

    data: bytes
    encoding: str
    delimiter: str
    file: str
    quotes: bool


@dataclass(frozen=True)
class _Cut:
    """What lies below the header: the columns as bytes, and the lines (number from 1, cells) of another width."""

    columns: Sequence[pa.ChunkedArray]
    bad: list[tuple[int, list[str]]]
    encoding: str


def text_grids(content: bytes, file: str, encodings: Sequence[str] = ()) -> list[Grid]:
    """Return the file cut by each delimiter that its first lines hold; DataError where it is not text.

    In each of the ``encodings`` that layouts declare first, then in the one that the text itself tells. A first line
    ``sep=;`` names the delimiter; Excel does not show it and does not count it.
    """
    data = _without_nuls(as_single_bytes(content), file)
    named = _SEPARATOR_LINE.match(data)
    data = data[named.end() :] if named else data
    declared = [grid for encoding in encodings for grid in _declared(data, encoding, named, file)]
    return [*declared, *_cut_up(*decodable(data), named, file)]


def _declared(data: bytes, encoding: str, named: re.Match[bytes] | None, file: str) -> list[Grid]:
    """Return the grids of a text in the encoding that a layout declares; what contradicts that refuses to be read."""
    contradicted = contradiction(data, encoding)
    if contradicted:
        expected = f"um texto em {encoding} (encoding, no layout)"
        problem = Problem("fora-do-declarado", contradicted, file=file, expected=expected)
    read = decodable(data) if contradicted else (data, encoding)
    found = [replace(grid, encoding=encoding) for grid in _cut_up(*read, named, file)]
    return [replace(grid, load=partial(_refuse, problem)) for grid in found] if contradicted else found


def _refuse(problem: Problem, header: int) -> RawTable:
    raise DataError([problem])


def _cut_up(data: bytes, encoding: str, named: re.Match[bytes] | None, file: str) -> list[Grid]:
    head = [line.decode(encoding) for line in _first_lines(data)]
    marks = (named[1].decode("latin-1"),) if named else DELIMITERS
    found = [mark for mark in marks if any(mark in line for line in head)] or list(marks[:1])
    if any(line.count(mark) >= MAX_COLUMNS for mark in found for line in head):
        expected = f"até {MAX_COLUMNS} colunas"
        raise DataError([Problem("arquivo-grande-demais", "colunas demais", file=file, expected=expected)])
    quotes = b'"' in data
    grids = [_grid(_Text(data, encoding, mark, file, quotes), head) for mark in found]
    aligned = None if named else fixed_width_grid(data, encoding, head)
    return [*grids, aligned] if aligned else grids


def _without_nuls(data: bytes, file: str) -> bytes:
    """Return a text whose zero bytes, the padding of old systems, are blanks."""
    head = data[:_HEAD_BYTES]
    if head.count(0) > _MAX_NULS * len(head):
        raise DataError([Problem("arquivo-ilegivel", "bytes nulos: não é UTF-8 nem Windows-1252", file=file)])
    return data.replace(b"\0", b" ") if b"\0" in data else data


def _first_lines(data: bytes) -> list[bytes]:
    lines = data[:_HEAD_BYTES].splitlines(keepends=True)
    return lines[:-1] if len(data) > _HEAD_BYTES and len(lines) > 1 else lines


def _grid(text: _Text, head: list[str]) -> Grid:
    records = list(_records(head, text))
    preview = [cells for cells, _ in records]
    return Grid("", preview, partial(_load, text, records), further=partial(_further, text))


def _further(text: _Text) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines below the first ones that look like a header."""
    mark, data = text.delimiter.encode(text.encoding), re.compile(DATA.encode())
    for row, line in enumerate(text.data.splitlines()):
        if row >= PREVIEW_ROWS and mark in line and not data.search(line):
            yield row, _cells(line.decode(text.encoding), text)


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

    if header == NO_HEADER:
        headers, start = [""] * len(next((cells for cells, _ in records if any(cells)), [""])), 0
    else:
        headers, start = records[header] if header < len(records) else _line(text, header)
    first = header + 2  # 1-based, and below the header
    cut = _cut(text, start, headers)
    good = np.ones(len(cut.columns[0]) + len(cut.bad), dtype=bool)
    good[[number - 1 for number, _ in cut.bad]] = False
    return RawTable(
        kind="csv",
        sheet="",
        headers=headers,
        header_row=first - 1,
        columns=cut.columns,
        rows=np.flatnonzero(good) + first,
        encoding=cut.encoding,
        short_rows=[ShortRow(first + number - 1, cells) for number, cells in cut.bad],
        delimiter=text.delimiter,
    )


def _line(text: _Text, row: int) -> tuple[list[str], int]:
    """Return the cells of a line further down, and where in the file the next one starts."""
    lines = text.data.splitlines(keepends=True)
    return _cells(lines[row].decode(text.encoding), text), sum(map(len, lines[: row + 1]))


def _cut(text: _Text, start: int, headers: list[str]) -> _Cut:
    """Cut the lines into cells as they fit best: with quotes, or with quotes as letters like any other.

    A lone quote swallows the lines down to the next one. So where a quoted reading has fewer rows than the file has
    lines, or does not fit, and every line fits without quotes, there are none. A delimiter at the end of a line makes
    no cell.
    """
    width = len(headers)
    exact = _exact(text, start, width)
    if exact is not None and (not text.quotes or len(exact.columns[0]) == _lines(text.data, start)):
        return exact
    plain = replace(text, quotes=False)
    unquoted = _exact(plain, start, width) if text.quotes else None
    if unquoted is not None or exact is not None:
        return unquoted or exact  # type: ignore[return-value]
    forms = list(dict.fromkeys((text, plain)))
    ended = [cut for cut in (_ended(form, start, headers) for form in forms) if cut]
    if ended:
        return ended[0]
    loose = [_mended(cut, headers) for cut in (_loose(form, start, width) for form in forms) if cut]
    if not loose:
        found = "texto que não se separa em colunas (aspas sem par?)"
        raise DataError([Problem("arquivo-ilegivel", found, file=text.file)])
    return min(loose, key=lambda cut: len(cut.bad))


def _lines(data: bytes, start: int) -> int:
    ends = data.count(b"\n", start) or data.count(b"\r", start)
    return ends + (start < len(data) and not data.endswith((b"\n", b"\r")))


def _exact(text: _Text, start: int, width: int) -> _Cut | None:
    """Cut lines that all have ``width`` cells; None where one has not: only a slower reading knows which."""
    import pyarrow as pa

    try:
        return _Cut(_read(pa.py_buffer(text.data).slice(start), width, text), [], text.encoding)
    except pa.ArrowInvalid:
        return None


def _ended(text: _Text, start: int, headers: list[str]) -> _Cut | None:
    """Cut lines that all have delimiters at their end which the header has not, or has and they have not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    end = text.data.find(b"\n", start)
    line = text.data[start : end if end > 0 else len(text.data)].decode(text.encoding, "replace").rstrip("\r")
    width = len(_cells(line, text))
    if width == len(headers) or not _fits([""] * width, headers):
        return None
    cut = _exact(text, start, width)
    if cut is None or not all(pc.all(pc.equal(column, b"")).as_py() for column in cut.columns[len(headers) :]):
        return None
    blank = pa.chunked_array([pa.repeat(pa.scalar(b"", pa.binary()), len(cut.columns[0]))])
    lacking = [blank] * (len(headers) - width)
    return replace(cut, columns=[*cut.columns[: len(headers)], *lacking])


def _fits(cells: list[str], headers: list[str]) -> bool:
    """Return whether what a line has more, or what the header has more, is blank."""
    width = min(len(cells), len(headers))
    return not any(cell.strip() for cell in (*cells[width:], *headers[width:])) and bool(width)


def _mended(cut: _Cut, headers: list[str]) -> _Cut:
    """Return the same with the lines that fit in their place among the others."""
    import numpy as np
    import pyarrow as pa

    fitting = [(number, cells) for number, cells in cut.bad if len(cells) > 1 and _fits(cells, headers)]
    if not fitting:
        return cut
    width, total = len(headers), len(cut.columns[0]) + len(cut.bad)
    good = np.setdiff1d(np.arange(1, total + 1), [number for number, _ in cut.bad])
    order = pa.array(np.argsort(np.concatenate([good, [number for number, _ in fitting]])))
    rows = [[*cells[:width], *[""] * (width - len(cells))] for _, cells in fitting]
    columns = [
        pa.chunked_array([*column.chunks, pa.array([row[i].encode() for row in rows], pa.binary())]).take(order)
        for i, column in enumerate(cut.columns)
    ]
    taken = {number for number, _ in fitting}
    return replace(cut, columns=columns, bad=[line for line in cut.bad if line[0] not in taken])


def _loose(text: _Text, start: int, width: int) -> _Cut | None:
    """Cut lines of any width; None where quotes have no pair."""
    import pyarrow as pa

    bad: list[tuple[int, str]] = []
    body = pa.py_buffer(text.data[start:].decode(text.encoding).encode("utf-8"))
    try:
        columns = _read(body, width, text, bad)
    except pa.ArrowInvalid:
        return None
    return _Cut(columns, [(number, _cells(line, text)) for number, line in bad], "utf-8")


def _cells(line: str, text: _Text) -> list[str]:
    plain = csv.reader([line], delimiter=text.delimiter, quoting=csv.QUOTE_NONE)
    try:
        return next(csv.reader([line], delimiter=text.delimiter) if text.quotes else plain, [])
    except csv.Error:  # a line end inside a cell without quotes
        return line.split(text.delimiter)


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
            quote_char='"' if text.quotes else False,
            newlines_in_values=text.quotes,
            ignore_empty_lines=False,
            invalid_row_handler=None if bad is None else set_aside,
        ),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False),
    )
    columns: Sequence[pa.ChunkedArray] = table.columns
    return columns
