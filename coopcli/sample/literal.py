"""Exports written out by hand: a table of texts, and the file that a system would make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from coopcli.documents import punctuate
from coopcli.sample.people import cnpj, cpf
from coopcli.sample.writing import excel_serial, new_book

Form = Literal["utf-8-sig", "cp1252", "xlsx numbers", "xlsx texts"]
_DATE, _AMOUNT = re.compile(r"(\d\d)/(\d\d)/(\d{4})"), re.compile(r"-?[\d.]+,\d\d")
_CPF, _NUMBER = re.compile(r"\d{3}\.\d{3}\.\d{3}-\d\d"), re.compile(r"[1-9]\d*|0")


@dataclass(frozen=True)
class Table:
    """``text`` has a line a row, cells between semicolons, the header first; titles and totals are rows too.

    ``{p1}`` stands for the CPF of person 1, ``{c1}`` for the CNPJ of company 1.
    """

    form: Form
    text: str

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return ".xlsx" if self.form.startswith("xlsx") else ".csv"

    def rows(self) -> list[list[str]]:
        """Return the cells of each row."""
        text = re.sub(r"\{([pc])(\d)\}", _document, self.text.strip("\n"))
        return [line.split(";") for line in text.split("\n")]

    def write(self, path: Path) -> None:
        """Write the file."""
        if self.suffix == ".xlsx":
            _write_book(path, self.rows(), numbers=self.form == "xlsx numbers")
        else:
            lines = "".join(";".join(row) + "\r\n" for row in self.rows())
            path.write_bytes(lines.encode(self.form))


def _document(match: re.Match[str]) -> str:
    number = int(match[2])
    return punctuate(cpf(number) if match[1] == "p" else cnpj(f"12ABC{number:03}"))


def _write_book(path: Path, rows: list[list[str]], *, numbers: bool) -> None:
    with new_book(path) as book:
        page = book.add_worksheet("Plan1")
        for place, row in enumerate(rows):
            page.write_row(place, 0, [as_stored(cell) for cell in row] if numbers else row)


def as_stored(cell: str) -> str | int | float | None:
    """Return the cell as a spreadsheet stores it: serial dates, numbers, a CPF without its zeros."""
    if found := _DATE.fullmatch(cell):
        return excel_serial(date(int(found[3]), int(found[2]), int(found[1])))
    if _AMOUNT.fullmatch(cell):
        return float(cell.replace(".", "").replace(",", "."))
    if _CPF.fullmatch(cell):
        return int(re.sub(r"\D", "", cell))
    return int(cell) if _NUMBER.fullmatch(cell) else cell or None
