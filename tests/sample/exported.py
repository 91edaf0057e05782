"""Exports as a plain reader sees them: rows of texts and cells by header, nothing taken from coopcli."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import openpyxl

Row = dict[str, object]


def workbook(path: Path, header_row: int = 1) -> list[Row]:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(min_row=header_row, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def text(path: Path, encoding: str, delimiter: str = ";", titles: int = 0) -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        lines = file.readlines()[titles:]
    return list(csv.DictReader(lines, delimiter=delimiter))


def cents(amount: str) -> int:
    return int(amount.replace(".", "").replace(",", ""))


def day(written: str) -> date:
    day_, month, year = map(int, written.split("/"))
    return date(year, month, day_)


def serial_day(number: object) -> date:
    return date(1899, 12, 30) + timedelta(days=int(str(number)))


def same_files(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = [sorted(p.relative_to(root) for p in root.rglob("*") if p.is_file()) for root in (one, other)]
    return names[0] == names[1] and all((one / n).read_bytes() == (other / n).read_bytes() for n in names[0])
