"""Workbooks as other programs write them, and those that must not be opened."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from coopcli.errors import DataError
from coopcli.reading import read as reading
from coopcli.reading.foreign import book as foreign_book
from coopcli.reading.layouts import Layout
from coopcli.reading.raw import MAX_COLUMNS
from coopcli.reading.read import Exports, read_paths
from tests.reading.conftest import CONTRACTS, WriteBook, WriteText

Read = Callable[[], Exports]
BIFF8 = Path(__file__).parent / "files" / "contratos.xls"
DAY = date(2026, 1, 31)
SOFFICE = shutil.which("soffice")


def codes(exports: Exports) -> list[str]:
    return [problem.code for problem in exports.problems]


def assert_two_contracts(exports: Exports) -> None:
    """Two contracts, the second with a wrong date in the third column of the table, whose corner is C4."""
    contracts = exports.frames["contracts"]
    assert contracts["contract_id"].tolist() == ["0001", "1002"]
    assert contracts["balance_cents"].tolist() == [123456, 50]
    assert contracts["contract_date"].tolist()[0] == pd.Timestamp(DAY)
    assert [(problem.code, problem.cell) for problem in exports.problems] == [("data-invalida", "E6")]


ROWS = [CONTRACTS, ["0001", "José", DAY, 1234.56], [1002, "Ana", "ontem", "0,50"]]


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [[], [], [], *([None, None, *row] for row in ROWS)]:
        book.active.append(row)
    book.save(path)


def by_pandas(path: Path) -> None:
    pd.DataFrame(ROWS[1:], columns=ROWS[0]).to_excel(path, index=False, startrow=3, startcol=2, engine="openpyxl")


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Plan1")
        for down, row in enumerate(ROWS, start=3):
            for right, value in enumerate(row, start=2):
                sheet.write(down, right, value)


@pytest.mark.parametrize("write", [by_openpyxl, by_pandas, by_xlsxwriter])
def test_workbooks_of_several_writers(tmp_path: Path, read: Read, write: Callable[[Path], None]) -> None:
    write(tmp_path / "a.xlsx")
    assert_two_contracts(read())


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_workbooks_of_libreoffice(tmp_path: Path, layouts: list[Layout], suffix: str) -> None:
    by_xlsxwriter(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        str(SOFFICE),
        "--headless",
        profile,
        "--convert-to",
        suffix,
        "--outdir",
        tmp_path / "out",
        tmp_path / "a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_two_contracts(read_paths([tmp_path / "out" / f"a.{suffix}"], layouts))


def test_an_xls_of_excel_97(layouts: list[Layout]) -> None:
    assert_two_contracts(read_paths([BIFF8], layouts))


def test_a_workbook_that_counts_from_1904(tmp_path: Path, read: Read) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for down, row in enumerate([CONTRACTS, ["1", "A", DAY, 1], ["2", "B", 44591, 1]]):
            for right, value in enumerate(row):
                sheet.write(down, right, value)
    days = read().frames["contracts"]["contract_date"]
    assert days.tolist() == [pd.Timestamp(DAY)] * 2  # 46053 - 1462


def test_merged_cells_of_titles_and_header(tmp_path: Path, read: Read) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Relatório de contratos")
        for column, header in enumerate(CONTRACTS):
            sheet.merge_range(1, column, 2, column, header)
        sheet.write_row(3, 0, ["1", "A", "", 1])
    exports = read()
    assert (codes(exports), exports.sources[0].cents_read) == ([], 100)


# --- formulas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("corner", [(0, 0), (3, 2)])
def test_a_formula_that_was_never_calculated_is_a_problem(tmp_path: Path, read: Read, corner: tuple[int, int]) -> None:
    book = openpyxl.Workbook()
    for down, row in enumerate([CONTRACTS, ["1", "A", None, "=1+1"], ["2", "B", None, 3]]):
        for right, value in enumerate(row):
            book.active.cell(corner[0] + down + 1, corner[1] + right + 1, value)
    book.save(tmp_path / "a.xlsx")
    (problem,) = read().problems
    assert (problem.code, problem.cell, problem.rows) == ("formula-sem-valor", "D2" if corner == (0, 0) else "F5", 1)


def test_a_zero_that_waits_to_be_calculated_is_no_value(tmp_path: Path, read: Read) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:  # writes 0 for each formula, to be calculated when opened
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CONTRACTS)
        sheet.write_row(1, 0, ["1", "A", ""])
        sheet.write_formula(1, 3, "=1+1")
        sheet.write_row(2, 0, ["2", "B", ""])
        sheet.write_formula(2, 3, "=1+1", None, 2)
    exports = read()
    assert codes(exports) == ["formula-sem-valor"]
    assert exports.frames["contracts"]["balance_cents"].tolist() == [200]


# --- bounds -----------------------------------------------------------------------------------------


def replaced_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Write the workbook anew with one of its parts changed."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_that_declares_more_rows_than_there_are_is_read(write_book: WriteBook, read: Read) -> None:
    path = write_book([CONTRACTS, ["1", "A", None, 1]])
    replaced_part(
        path, SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D2"/>', b'<dimension ref="A1:XFD999999999"/>')
    )
    assert read().sources[0].cents_read == 100


@pytest.mark.parametrize("cell", [b"D999999999", b"XFD1048576", b"ZZZZ9999999"])
def test_a_cell_too_far_away_is_not_read(write_book: WriteBook, read: Read, cell: bytes) -> None:
    path = write_book([CONTRACTS, ["1", "A", None, 1]])
    replaced_part(path, SHEET, lambda xml: xml.replace(b'r="D2"', b'r="' + cell + b'"'))
    (problem,) = read().problems
    assert problem.code == "arquivo-grande-demais"
    assert cell.decode() in problem.found


def test_a_zip_that_unpacks_to_too_much(write_book: WriteBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_book, "MAX_UNPACKED_BYTES", 50_000)
    path = write_book([CONTRACTS, ["1", "A", None, 1]])
    assert len(foreign_book.read_book(path.read_bytes(), path.name).parts) == 1
    replaced_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + b" " * 50_000))
    with pytest.raises(DataError) as caught:
        foreign_book.read_book(path.read_bytes(), path.name)
    assert [problem.code for problem in caught.value.problems] == ["arquivo-grande-demais"]


def test_too_many_columns(write_book: WriteBook, write_text: WriteText, read: Read) -> None:
    wide = [*CONTRACTS, *(f"c{i}" for i in range(MAX_COLUMNS - 3))]
    write_book([wide, ["1", "A", None, 1]])
    write_text([wide, ["1", "A", "", "1,00"]], name="b.csv")
    write_text([[f"c{i}" for i in range(20_000)]], name="c.csv")
    write_text([wide[:-1], ["1", "A", "", "1,00", *[""] * (MAX_COLUMNS - 4)]], name="d.csv")
    exports = read()
    assert codes(exports) == ["arquivo-grande-demais"] * 3
    assert exports.sources[3].cents_read == 100


def test_a_file_too_large_to_be_held_in_memory(
    write_text: WriteText, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_text([CONTRACTS, ["1", "A", "", "1,00"]])
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", path.stat().st_size)
    assert codes(read()) == []
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", path.stat().st_size - 1)
    assert codes(read()) == ["arquivo-grande-demais"]


def test_a_huge_cell_is_a_message(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["1", "A" * 20_000_000, "", "x"]])
    assert codes(read()) in (["arquivo-ilegivel"], ["valor-invalido"])
