"""The writers that all samples share: spreadsheets and texts in the forms that core systems print."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.dates import brazilian
from coopcli.documents import punctuate
from coopcli.money import brl
from coopcli.sample.exports import Columns, Field, fields, in_order
from coopcli.words import FRAMES, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook

EXCEL_EPOCH = date(1899, 12, 30)
CREATED = datetime(2026, 1, 1)
"""The creation date that every sample workbook states, so that its bytes do not depend on the day."""

_STAMP, _UNIX, _PLAIN_FILE = (1980, 1, 31, 0, 0, 0), 3, 0o100600 << 16
"""What the zip tells of its parts: Windows would have its own."""


def excel_serial(day: date) -> int:
    """Return the number by which Excel stores ``day``."""
    return (day - EXCEL_EPOCH).days


def as_text(value: object, kind: Kind) -> str:
    """Return the cell as a Brazilian system prints it: ``31/10/2026``, ``1.234,56``, ``S``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return brazilian(value)
    if isinstance(value, bool):
        return "S" if value else "N"
    if kind == "money" and isinstance(value, int):
        return brl(value, symbol=False)
    return str(value).replace(".", ",")


def as_number(value: object, kind: Kind) -> str | float | int | None:
    """Return the cell as a spreadsheet stores it: numbers, serial dates, documents without their zeros."""
    if isinstance(value, date):
        return excel_serial(value)
    if kind == "money" and type(value) is int:
        return value / 100
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and value.isdecimal() and (kind == "document" or (kind == "code" and value[0] != "0")):
        return int(value)
    return as_text(value, kind) if isinstance(value, bool) else value  # type: ignore[return-value]


def as_printed(value: object, kind: Kind) -> str:
    """Return the cell as text, documents with their punctuation."""
    return punctuate(value) if kind == "document" and isinstance(value, str) else as_text(value, kind)


@contextmanager
def new_book(path: Path, **options: object) -> Iterator[Workbook]:
    """Open a workbook to be written to ``path``, in which texts are no formulas; the same bytes on every system."""
    import xlsxwriter

    content = BytesIO()
    own = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, own | options) as book:
        book.set_properties({"created": CREATED})
        yield book
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(path, "w") as parts:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _STAMP)
            part.create_system, part.external_attr = _UNIX, _PLAIN_FILE
            parts.writestr(part, made.read(name), zipfile.ZIP_DEFLATED)


def write_xlsx(
    path: Path,
    frame: str,
    columns: Columns,
    *,
    numbers: bool,
    titles: Sequence[str] = (),
    sheet: str = "Plan1",
) -> None:
    """Write one export as a workbook, with numeric cells and serial dates, or every cell as text."""
    columns = in_order(frame, columns)
    form = as_number if numbers else as_printed
    with new_book(path) as book:
        page = book.add_worksheet(sheet)
        page.write_column(0, 0, titles)
        first = len(titles) + bool(titles)  # a blank line below the titles
        for place, (field, values) in enumerate(zip(fields(frame, columns), columns.values(), strict=True)):
            page.write_row(first, place, [field.header])
            page.write_column(first + 1, place, [form(value, field.kind) for value in values])


def write_csv(
    path: Path,
    frame: str,
    columns: Columns,
    *,
    encoding: str,
    delimiter: str = ";",
    quote_all: bool = False,
    titles: Sequence[str] = (),
    total: bool = False,
) -> None:
    """Write one export as text; ``total`` adds the line of totals that the core system prints below."""
    columns = in_order(frame, columns)
    cells = fields(frame, columns)
    printed = [
        [as_text(value, field.kind) for value in values] for field, values in zip(cells, columns.values(), strict=True)
    ]
    text = StringIO()
    text.writelines(f"{title}\r\n" for title in titles)
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(field.header for field in cells)
    writer.writerows(zip(*printed, strict=True))
    if total:
        writer.writerow(total_line(frame, columns, cells))
    path.write_bytes(text.getvalue().encode(encoding))


def total_line(frame: str, columns: Columns, cells: Sequence[Field]) -> list[str]:
    """Return the line of totals: the word in the first cell, the sum under the column that is added up."""
    line = ["Total Geral"] + [""] * (len(cells) - 1)
    amount = FRAMES[frame].amount
    readable = [value for value in columns[amount] if isinstance(value, int)]
    line[list(columns).index(amount)] = brl(sum(readable), symbol=False)
    return line


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 with line feeds, on every system alike."""
    path.write_bytes(text.encode("utf-8"))


def write_coop(folder: Path, name: str, cnpj: str, city: str, choices: str = "choices: {}\n") -> None:
    """Write the working folder's ``coop.yaml``; ``choices`` is its last block, as YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (
        f"name: {name}\n"
        f'cnpj: "{punctuate(cnpj)}"\n'
        "address:\n"
        "  street: Rua das Acácias, 100\n"
        f"  city: {city}\n"
        "  state: MG\n"
        '  zip: "30000-000"\n'
        "phones:\n"
        '  main: "(31) 3000-0000"\n'
        '  whatsapp: "(31) 90000-0000"\n'
        '  sac: "0800 000 0001"\n'
        '  ombudsman: "0800 000 0000"\n'
        "channels:\n"
        "  email: atendimento@example.com\n"
        "  site: https://coop.example\n"
        "  ombudsman_email: ouvidoria@example.com\n"
        "  ombudsman_site: https://coop.example/ouvidoria\n"
        "  whistleblower: https://coop.example/denuncia\n"
        "signatory:\n"
        "  name: Teresa Vilaça\n"
        "  role: Recuperação de Crédito\n"
        "pix:\n"
        f'  key: "{cnpj}"\n'
        'reference_equity: "25.000.000,00"\n'
        'adjusted_equity: "25.000.000,00"\n'
        "segment: S5\n"
        "method: simplified\n"
    )
    write_text(folder / "coop.yaml", text + choices)


def month_folder(folder: Path, reference: date) -> Path:
    """Return ``exports/AAAA-MM`` of the working folder, made."""
    month = folder / "exports" / f"{reference:%Y-%m}"
    month.mkdir(parents=True, exist_ok=True)
    return month
