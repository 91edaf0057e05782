"""Small exports made in the test that reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from coopcli import shipped
from coopcli.reading.layouts import Layout, load_layouts
from coopcli.reading.read import Exports, read_folder

CONTRACTS = [
    "Número Contrato Crédito",
    "Nome Cliente",
    "Data Operação Contrato",
    "Valor Saldo Devedor Diário",
]
WriteText = Callable[..., Path]
WriteBook = Callable[..., Path]


@pytest.fixture(scope="session")
def layouts() -> list[Layout]:
    return load_layouts([shipped.folder("rules") / "layouts"])


@pytest.fixture
def read(tmp_path: Path, layouts: list[Layout]) -> Callable[[], Exports]:
    return lambda: read_folder(tmp_path, layouts)


@pytest.fixture
def write_text(tmp_path: Path) -> WriteText:
    """Write lines of cells as a text file."""

    def write(
        rows: Sequence[Sequence[str]],
        name: str = "a.csv",
        delimiter: str = ";",
        encoding: str = "utf-8",
        end: str = "\n",
    ) -> Path:
        path = tmp_path / name
        path.write_bytes("".join(delimiter.join(row) + end for row in rows).encode(encoding))
        return path

    return write


@pytest.fixture
def write_book(tmp_path: Path) -> WriteBook:
    """Write rows as sheets of a workbook, from the cell ``corner`` on."""

    def write(
        *sheets: Sequence[Sequence[object]],
        name: str = "a.xlsx",
        corner: tuple[int, int] = (0, 0),
        names: Sequence[str] = (),
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for i, rows in enumerate(sheets):
                sheet = book.add_worksheet(names[i] if names else None)
                for down, row in enumerate(rows):
                    for right, cell in enumerate(row):
                        _put(sheet, corner[0] + down, corner[1] + right, cell)
        return path

    return write


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, str) and cell.startswith("#"):
        sheet.write_formula(row, column, "=1/0", None, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)
