"""The sheets of what was compared and corrected: divergences, corrections, control totals, the list to fill in."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from coopcli.errors import Problem
from coopcli.reports.month import month_workbook, problems_workbook
from coopcli.reports.sheets.divergences import divergence_counts
from coopcli.results import ControlTotal, Correction, Month
from coopcli.words.classification import DIVERGENCE_COLUMNS

ROWS = {
    "contract_id": ["2", "1", "3"],
    "balance_cents": [300_000, 200_000, 100_000],
    "differs": ["dias; nível", "valor vencido", "dias"],
    "exported_days_past_due": [0, None, 31],
    "days_past_due": [31, None, 30],
    "days_difference": [31, None, -1],
    "exported_level": ["A", None, None],
    "risk_class": ["C", None, None],
    "level_difference": [2, None, None],
    "exported_overdue_cents": [None, 5_000, None],
    "overdue_cents": [None, 5_001, None],
    "overdue_difference_cents": [None, 1, None],
}
"""Three operations: two differ in days (R$ 3.000,00 and R$ 1.000,00), one in level, one by a centavo overdue."""

CORRECTION = Correction("valor-invalido", "contratos.xlsx", "Plan1", "D9", "Saldo devedor", "=1+1", "2,00", "Ana")


def divergences() -> pd.DataFrame:
    return pd.DataFrame({c.name: pd.Series(ROWS.get(c.name, [None] * 3), dtype=c.dtype) for c in DIVERGENCE_COLUMNS})


@pytest.fixture(scope="module")
def compared(month: Month) -> Month:
    """The made-up month with divergences, a correction and a control total."""
    controls = [
        ControlTotal("contratos", False, 100, 100, "balancete"),
        ControlTotal("parcelas", True, 7, 7, "--control-total"),
    ]
    return replace(month, divergences=divergences(), controls=controls, corrections=[CORRECTION])


@pytest.fixture(scope="module")
def book(compared: Month, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("compared") / "relatorio.xlsx"
    month_workbook(path, compared)
    return openpyxl.load_workbook(path, data_only=True)


def rows_of(page: Any) -> pd.DataFrame:
    """Return a long list as it stands on the page."""
    titles, *rows = page.iter_rows(min_row=5, values_only=True)
    return pd.DataFrame(rows, columns=titles)


def values(page: Any) -> list[Any]:
    return [value for row in page.iter_rows(values_only=True) for value in row if value is not None]


def test_divergences_are_counted_by_what_differs() -> None:
    assert divergence_counts(divergences()) == [
        ("dias em atraso", 2, 400_000),
        ("nível de risco", 1, 300_000),
        ("valor vencido", 1, 200_000),
    ]


def test_the_sheet_has_both_values_and_the_difference(book: Any) -> None:
    rows = rows_of(book["Divergências"])
    assert rows["Contrato"].tolist() == ["2", "1", "3"]
    assert rows["Diferença em dias"].dropna().tolist() == [31, -1]
    assert (rows["Nível do sistema"][0], rows["Nível calculado"][0], rows["Diferença em níveis"][0]) == ("A", "C", 2)
    assert (rows["Valor vencido do sistema"][1], rows["Valor vencido calculado"][1]) == (50.0, 50.01)
    assert rows["Diferença do valor vencido"][1] == 0.01
    assert "dias em atraso: 2 · nível de risco: 1 · valor vencido: 1" in book["Divergências"]["A2"].value


def test_the_summary_tells_how_many_and_how_much(book: Any) -> None:
    told = values(book["Resumo"])
    assert told[told.index("Operações que o sistema vê de outro modo (aba Divergências)") + 1] == 3
    assert told[told.index("Saldo das operações da aba Divergências") + 1] == 6_000


@pytest.mark.parametrize("rows, words", [(divergences().iloc[:0], "Nenhuma: "), (None, "Nenhuma comparação")])
def test_no_divergence_is_said_in_words(month: Month, tmp_path: Path, rows: Any, words: str) -> None:
    month_workbook(tmp_path / "r.xlsx", replace(month, divergences=rows))
    page = openpyxl.load_workbook(tmp_path / "r.xlsx")["Divergências"]
    assert any(str(value).startswith(words) for value in values(page))


def test_corrections_stand_on_their_sheet_as_text(book: Any, month: Month, tmp_path: Path) -> None:
    (row,) = rows_of(book["Correções"]).to_dict("records")
    assert (row["Arquivo"], row["Célula"], row["Encontrado"]) == ("contratos.xlsx", "D9", "=1+1")
    assert (row["Correção"], row["Autor"]) == ("2,00", "Ana")
    month_workbook(tmp_path / "r.xlsx", month)
    assert "Correções" not in openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames


def test_control_totals_stand_among_the_checks(book: Any) -> None:
    told = {row[0]: row for row in book["Fontes"].iter_rows(values_only=True)}
    assert told["contratos"][1:3] == ("confere", "lido = total de controle (balancete)")
    assert told["contratos"][6:9] == (1, 1, 0)
    assert told["parcelas"][3:6] == (7, 7, 0)


def test_the_column_to_fill_in_is_empty_and_keeps_text_as_text(month: Month, tmp_path: Path) -> None:
    unknown = Problem("atraso-desconhecido", "contrato 1", "contratos.xlsx", "Plan1", "A9")
    path = tmp_path / "problemas.xlsx"
    problems_workbook(path, [*month.problems, unknown])
    titles, *rows = openpyxl.load_workbook(path)["Problemas"].iter_rows(min_row=5)
    place = [cell.value for cell in titles].index("Correção")
    assert titles[place - 1].value == "Encontrado"
    cells = [row[place] for row in rows]
    assert [cell.value for cell in cells] == [None, None, "—", "—"]  # the third has a line, no cell
    assert {cell.number_format for cell in cells} == {"@"}


def test_without_the_exports_there_are_no_links(month: Month, tmp_path: Path) -> None:
    problems_workbook(tmp_path / "problemas.xlsx", month.problems)
    with zipfile.ZipFile(tmp_path / "problemas.xlsx") as book:
        assert not [name for name in book.namelist() if "worksheets/_rels" in name]
        assert b"<hyperlink" not in book.read("xl/worksheets/sheet1.xml")


def test_links_are_where_a_spreadsheet_looks_for_them(month: Month, tmp_path: Path) -> None:
    """After the conditional formats, before the margins: elsewhere Excel would call the file damaged."""
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "contratos.xlsx").write_bytes(b"")
    problems_workbook(tmp_path / "problemas.xlsx", month.problems, exports=exports)
    with zipfile.ZipFile(tmp_path / "problemas.xlsx") as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    order = [xml.index(f"<{name}") for name in ("autoFilter", "conditionalFormatting", "hyperlinks", "pageMargins")]
    assert order == sorted(order)
    links = {
        c.coordinate: c.hyperlink
        for row in openpyxl.load_workbook(tmp_path / "problemas.xlsx")["Problemas"]
        for c in row
        if c.hyperlink
    }
    assert {cell: (link.target, link.location) for cell, link in links.items()} == {
        f"{column}{row}": ("exports/contratos.xlsx", f"'Plan1'!{place}")
        for row, place in ((6, "F7"), (7, "D9"))
        for column in "CE"
    }
