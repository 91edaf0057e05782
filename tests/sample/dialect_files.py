"""Exports written in a dialect: their lines from the first title to the last total, as a text or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from coopcli.sample.exports import Columns, Field, fields, in_order
from coopcli.sample.writing import new_book
from coopcli.words import FRAMES
from tests.sample.dialects import Dialect, Value, cell

TITLES = ("Cooperativa de Crédito Vale do Ipê", "Relatório de posição; emitido por A, B", "Posição em 31/10/2026")
Line = list[Value]


def write(stem: Path, frame: str, columns: Columns, dialect: Dialect) -> Path:
    """Write one export in the dialect as ``stem`` with the ending of its format; return the path."""
    columns = in_order(frame, columns)
    path = stem.with_name(f"{stem.name}.{dialect.format}")
    lines = [_placed(line, dialect) for line in _lines(frame, columns, dialect)]
    lines = [[] for _ in range(dialect.offset[0])] + lines
    if dialect.format == "csv":
        path.write_bytes(_text(lines, dialect))
    else:
        _workbook(path, lines, dialect)
    return path


def _placed(line: Line, dialect: Dialect) -> Line:
    """Return a line with the empty columns of the dialect: before the table, and inside it."""
    if not line:
        return line
    inner = [*line[:2], "", *line[2:]] if dialect.blank_column else line
    return [""] * dialect.offset[1] + inner


def _lines(frame: str, columns: Columns, dialect: Dialect) -> Iterator[Line]:
    """Yield titles, header, rows with what stands between them, and the total."""
    cells = fields(frame, columns)
    heading: list[Line] = [[title] for title in TITLES[: dialect.title_lines]]
    heading += _headers(cells, dialect)
    yield from heading
    rows = list(zip(*columns.values(), strict=True))
    amounts = _amounts(frame, columns)
    done = 0
    for i, row in enumerate(rows, start=1):
        yield [cell(value, name, field.kind, dialect) for value, name, field in zip(row, columns, cells, strict=True)]
        if dialect.group_rows and amounts and i % dialect.group_rows == 0:
            yield _total("Subtotal", frame, columns, sum(amounts[done:i]), dialect)
            done = i
        if dialect.blank_rows and i % dialect.blank_rows == 0:
            yield []
        if dialect.page_rows and i % dialect.page_rows == 0:
            yield [f"Página {i // dialect.page_rows} de 99"]
            yield from heading
    if dialect.footer and amounts:
        yield _total("Total Geral", frame, columns, sum(amounts), dialect)


def _headers(cells: Sequence[Field], dialect: Dialect) -> list[Line]:
    texts = [field.header for field in cells]
    if dialect.headers == "upper":
        return [[text.upper() for text in texts]]
    if dialect.headers == "unit":
        return [[f"{field.header} (R$)" if field.kind == "money" else field.header for field in cells]]
    if dialect.headers == "two_lines":
        parts = [text.rpartition(" ") for text in texts]
        upper: Line = [before for before, _, _ in parts]
        return [upper, [after for _, _, after in parts]]
    return [list(texts)]


def _amounts(frame: str, columns: Columns) -> list[int]:
    """Return what each row adds to a total: nothing where its amount is no amount."""
    values = columns.get(FRAMES[frame].amount, ())
    return [value if isinstance(value, int) else 0 for value in values]


def _total(label: str, frame: str, columns: Columns, cents: int, dialect: Dialect) -> Line:
    amount = FRAMES[frame].amount
    line: Line = [label, *("" for _ in range(len(columns) - 1))]
    line[list(columns).index(amount)] = cell(cents, amount, "money", dialect)
    return line


# --- texts -------------------------------------------------------------------------------------------------------


def _text(lines: Sequence[Line], dialect: Dialect) -> bytes:
    width = max(map(len, lines))
    rows = [[str(value) for value in line] for line in lines]
    if not dialect.ragged:
        rows = [row + [""] * (width - len(row)) for row in rows]
    if dialect.nulls:
        rows = [[*row[:-1], f"{row[-1]}\0"] if row else row for row in rows]
    text = _joined(rows, dialect)
    if dialect.separator_line:
        text = f"sep={dialect.delimiter}{dialect.line_end}{text}"
    try:
        return text.encode(dialect.encoding)
    except UnicodeEncodeError:  # a letter that the encoding does not have
        return text.encode("utf-8-sig")


class _Form(csv.excel):
    """How Excel writes a text, but for what the dialect says."""


def _joined(rows: Sequence[Sequence[str]], dialect: Dialect) -> str:
    """Return the rows as text; without quotes only where no cell holds a letter of the form."""
    special = (dialect.delimiter, '"', "\n", "\r")
    if dialect.quoting == "none" and not any(mark in value for row in rows for value in row for mark in special):
        return "".join(dialect.delimiter.join(row) + dialect.line_end for row in rows)
    text = StringIO(newline="")
    form = _Form()
    form.delimiter, form.lineterminator = dialect.delimiter, dialect.line_end
    form.quoting = csv.QUOTE_ALL if dialect.quoting == "all" else csv.QUOTE_MINIMAL
    csv.writer(text, form).writerows(rows)
    return text.getvalue()


# --- workbooks ---------------------------------------------------------------------------------------------------


def _workbook(path: Path, lines: Sequence[Line], dialect: Dialect) -> None:
    with new_book(path, date_1904=dialect.counts_from_1904, default_date_format="dd/mm/yyyy") as book:
        if dialect.hidden:
            book.add_worksheet("Capa").write(0, 0, "Exportado em 01/11/2026")
        page = book.add_worksheet("Plan1")
        if dialect.hidden:
            old = book.add_worksheet("antigo")
            old.hide()
            for row, line in enumerate(lines[:-1]):
                old.write_row(row, 0, [str(value) for value in line])
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, datetime):
                    page.write_datetime(row, column, value)
                elif value != "":
                    page.write(row, column, value)
