"""The writer: every kind of cell, text that stays text, the same bytes twice, no file written over."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coopcli.errors import CoopError
from coopcli.reports.cells import cell_values
from coopcli.reports.rows_xml import escaped
from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.workbook import write_workbook
from coopcli.words import DTYPES, Column
from tests.owner import assert_owners_alone

CREATED = date(2026, 10, 31)

KINDS: list[tuple[str, list[Any], list[Any], str]] = [
    ("text", ["Pão & <Cia>", None], ["Pão & <Cia>", None], "@"),
    ("code", ["0007", "0000000001"], ["0007", "0000000001"], "@"),
    ("document", ["12345678909", "12ABC34501DE35"], ["123.456.789-09", "12.ABC.345/01DE-35"], "@"),
    ("document", ["123", None], ["123", None], "@"),
    ("money", [123_456, -1], [1234.56, -0.01], "#,##0.00"),
    ("money", [9_000_000_000_000_000, None], [90_000_000_000_000, None], "#,##0.00"),
    ("rate", [0.005, None], [0.005, None], "0.00%"),
    ("count", [91, 0], [91, 0], "#,##0"),
    ("date", [date(2024, 2, 29), None], [datetime(2024, 2, 29), None], "dd/mm/yyyy"),
    ("flag", [True, False], ["Sim", "Não"], "@"),
    ("level", ["AA", "H"], ["AA", "H"], "@"),
    ("choice", ["PF", None], ["PF", None], "@"),
    (
        "choice",
        ["payroll_loan", "overdraft"],
        ["crédito pessoal com consignação", "adiantamento a depositante"],
        "@",
    ),
]

HOSTILE = [
    "=1+1",
    "+55 11 99999-0000",
    "-2",
    "@SOMA(A1)",
    "{=1}",
    "0101",
    "1e5",
    "31/12/2026",
    "VERDADEIRO",
    "https://exemplo.coop.br",
    "mailto:ana@exemplo.coop.br",
    "</t></is></c><c><f>1</f></c>",
    "&amp; &lt;",
    "_x0041_",
    "  espaços  ",
    "uma\nlinha",
    "🏦 ação",
]


def _table(kind: Any, values: list[Any], *, long: bool) -> Table:
    rows = pd.DataFrame({"value": pd.Series(values, dtype=DTYPES[kind])})
    return Table((Column("value", kind, "Valor"),), rows, row=2, long=long)


def _written(path: Path, *sheets: Sheet) -> Any:
    write_workbook(path, sheets, "Teste", CREATED)
    return openpyxl.load_workbook(path, data_only=True)


def _column(page: Any, first_row: int, rows: int) -> list[Any]:
    return [page.cell(first_row + number, 1).value for number in range(rows)]


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("kind, values, shown, number_format", KINDS)
def test_every_kind_comes_back_as_it_went(
    tmp_path: Path, kind: str, values: list[Any], shown: list[Any], number_format: str, long: bool
) -> None:
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", tables=(_table(kind, values, long=long),)))["Plan"]
    assert page["A3"].value == "Valor"
    assert _column(page, 4, len(values)) == shown
    assert page["A4"].number_format == number_format


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_text_from_outside_stays_text(tmp_path: Path, long: bool) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("Plan", tables=(_table("text", HOSTILE, long=long),))], "Teste", CREATED)
    page = openpyxl.load_workbook(path)["Plan"]  # formulas, had there been any, would show
    cells = [page.cell(4 + number, 1) for number in range(len(HOSTILE))]
    # openpyxl leaves Excel's own escape for a literal _x0041_ as it stands in the file
    assert [cell.value.replace("_x005F_", "_") for cell in cells] == HOSTILE
    assert all(cell.data_type in ("s", "inlineStr") and cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_control_characters_go_and_what_is_too_long_is_marked(tmp_path: Path, long: bool) -> None:
    texts = ["A\x00B\x0b\x1fC\uffff", "x" * 32_767, "x" * 32_768]
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", tables=(_table("text", texts, long=long),)))["Plan"]
    # a cell holds 32,767 characters: the first fits, of the second 32,766 and an ellipsis
    assert _column(page, 4, 3) == ["ABC", "x" * 32_767, "x" * 32_766 + "…"]


def test_a_single_cell_is_cleaned_and_written_as_text(tmp_path: Path) -> None:
    cells = (Cell(0, 0, "=1+1\x07"), Cell(1, 0, 123_456, kind="money"), Cell(2, 0, None, across=3))
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", cells))["Plan"]
    assert (page["A1"].value, page["A2"].value, page["A3"].value) == ("=1+1", 1234.56, None)


def test_a_name_that_is_not_unicode_does_not_break_the_workbook(tmp_path: Path) -> None:
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", (Cell(0, 0, "contrata\udce7\udce3o.csv"),)))["Plan"]
    assert page["A1"].value == "contrata??o.csv"


def test_totals_are_formulas_that_hold_their_value(tmp_path: Path) -> None:
    columns = (
        Column("name", "text", "Nome"),
        Column("cents", "money", "Valor"),
        Column("rate", "rate", "Taxa"),
    )
    rows = pd.DataFrame({"name": ["a", "b"], "cents": [10_000, 30_001], "rate": [0.1, 0.2], "part": [1, 2]})
    shown = (*columns, Column("part", "count", "Parte"))
    table = Table(shown, rows, 4, sums=("cents", "part"), ratios={"rate": ("part", "part")})
    path = tmp_path / "a.xlsx"
    values = _written(path, Sheet("Plan", tables=(table,)))["Plan"]
    formulas = openpyxl.load_workbook(path)["Plan"]
    assert [cell.value for cell in values[8]] == ["Total", 400.01, 1, 3]  # 100,00 + 300,01; 3 ÷ 3
    assert [cell.value for cell in formulas[8]] == [
        "Total",
        "=SUM(B6:B7)",
        '=IF(D8=0,"",D8/D8)',
        "=SUM(D6:D7)",
    ]


def test_totals_of_a_long_list_stand_above_it_and_follow_the_filter(tmp_path: Path) -> None:
    rows = pd.DataFrame({"cents": range(60_000)})
    table = Table((Column("cents", "money", "Valor"),), rows, 4, sums=("cents",), long=True)
    path = tmp_path / "a.xlsx"
    page = _written(path, Sheet("Plan", tables=(table,)))["Plan"]
    assert page["A4"].value == 17_999_700.00  # 59,999 × 60,000 ÷ 2 centavos
    assert page.auto_filter.ref == "A5:A60005"
    assert page.max_row == 60_005
    assert sum(cell for (cell,) in page.iter_rows(min_row=6, values_only=True)) == pytest.approx(17_999_700)
    assert openpyxl.load_workbook(path)["Plan"]["A4"].value == "=SUBTOTAL(109,A6:A60005)"


def test_the_total_of_nothing_is_zero(tmp_path: Path) -> None:
    rows = pd.DataFrame({"cents": pd.Series(dtype="int64")})
    columns = (Column("cents", "money", "Valor"), Column("rate", "rate", "Taxa"))
    short = Table(columns, rows.assign(rate=0.0), 1, sums=("cents",), ratios={"rate": ("cents", "cents")})
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", tables=(short,)))["Plan"]
    assert (page["A3"].value, page["B3"].value) == (0, None)


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    table = _table("text", ["a", "b"] * 30_000, long=True)
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [Sheet("Plan", tables=(table,))], "Teste", CREATED)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-10-31T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_footer_is_text_whatever_its_characters(tmp_path: Path) -> None:
    # "&8" sets the size: a digit straight after it would belong to it; "&&" is the character
    write_workbook(tmp_path / "a.xlsx", [Sheet("Plan", footer="3ª Cooperativa & Cia")], "Teste", CREATED)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddFooter>&amp;L&amp;8 3ª Cooperativa &amp;&amp; Cia&amp;R" in xml


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("Plan")], "Teste", CREATED)
    assert_owners_alone(tmp_path / "a.xlsx")


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"meu")
    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        write_workbook(path, [Sheet("Plan")], "Teste", CREATED)
    assert path.read_bytes() == b"meu"


def test_a_chart_draws_the_rows_of_its_table(tmp_path: Path) -> None:
    columns = (Column("band", "text", "Faixa"), Column("cents", "money", "Saldo"))
    table = Table(columns, pd.DataFrame({"band": ["a", "b", "c"], "cents": [1, 2, 3]}), 2)
    chart = Chart("Saldo", table, "band", "cents", 8, 0, 300, 200, first=1)
    write_workbook(tmp_path / "a.xlsx", [Sheet("Plan", tables=(table,), charts=(chart,))], "Teste", CREATED)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    # header in row 3, rows 4 to 6; the first is left out
    assert "<c:f>Plan!$A$5:$A$6</c:f>" in xml
    assert "<c:f>Plan!$B$5:$B$6</c:f>" in xml


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])), max_size=6))
def test_any_text_survives_as_xml(texts: list[str]) -> None:
    cleaned = cell_values("text", pa.array(texts, pa.string()))
    inside = "".join(f"<t>{text or ''}</t>" for text in escaped(cleaned).to_pylist())
    elements = ElementTree.fromstring(f"<r>{inside}</r>")
    assert [element.text for element in elements] == cleaned.to_pylist()
    assert [text or "" for text in cleaned.to_pylist()] == [_allowed(text) for text in texts]


def _allowed(text: str) -> str:
    """Return ``text`` without control characters except tab and line feed; not for Excel's own escapes."""
    assume("_x" not in text)
    return "".join(c for c in text if (c >= " " or c in "\t\n") and c not in "\ufffe\uffff")


def test_categories_are_written_like_text(tmp_path: Path) -> None:
    rows = pd.DataFrame({"value": pd.Categorical(["art. 4º", None, "art. 6º & 7º", "art. 4º"])})
    table = Table((Column("value", "text", "Fundamento"),), rows, row=2, long=True)
    page = _written(tmp_path / "a.xlsx", Sheet("Plan", tables=(table,)))["Plan"]
    assert _column(page, 4, 4) == ["art. 4º", None, "art. 6º & 7º", "art. 4º"]
