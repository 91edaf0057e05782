"""The report of the month: its sheets, its sums, its continuation, its proof."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from coopcli.errors import Problem
from coopcli.reports.month import month_workbook, problems_workbook
from coopcli.results import AgingTable, Month
from coopcli.words.classification import FLOOR_PROVISION_COLUMNS, OPERATION_COLUMNS, RISK_LEVEL_COLUMNS

NAMES = [
    "Resumo", "Aging", "Provisão", "Operações", "Arrasto", "Paradas de receita", "Divergências", "Problemas", "Notas",
    "Fontes",
]  # fmt: skip

HEADER = 5
"""The row of a long list's header, as Excel numbers it; its totals are in the row above."""

BALANCE = 300_448.50
"""300 operations of R$ 1.000,00 and 0 to 299 centavos: 300,000.00 + 299 × 300 ÷ 2 centavos."""


@pytest.fixture(scope="module")
def path(month: Month, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the made-up month, written once."""
    path: Path = tmp_path_factory.mktemp("month") / "relatorio.xlsx"
    month_workbook(path, month)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    """The report as read back, formulas as their values."""
    return openpyxl.load_workbook(path, data_only=True)


def _list(page: Any, header: int = HEADER) -> pd.DataFrame:
    """Return a long list as it stands on the page."""
    titles, *rows = page.iter_rows(min_row=header, values_only=True)
    return pd.DataFrame(rows, columns=titles)


def _texts(page: Any) -> list[str]:
    return [value for row in page.iter_rows(values_only=True) for value in row if isinstance(value, str)]


def _tables(page: Any) -> list[list[tuple[Any, ...]]]:
    """Return the runs of rows that end in a Total, header first."""
    tables, run = [], []
    for row in page.iter_rows(values_only=True):
        run.append(row)
        if row[0] is None:
            run = []
        if row[0] == "Total":
            tables.append(run[1:] if len([v for v in run[0] if v is not None]) == 1 else run)
            run = []
    return tables


def test_the_sheets_stand_in_their_order(book: Any) -> None:
    assert book.sheetnames == NAMES


def test_every_total_is_the_sum_of_its_rows(book: Any) -> None:
    summed = 0
    for name in ("Aging", "Provisão"):
        for header, *rows, total in _tables(book[name]):
            for position, title in enumerate(header):
                if title and title not in ("Provisão ÷ saldo",) and isinstance(total[position], int | float):
                    assert sum(row[position] for row in rows) == pytest.approx(total[position]), (name, title)
                    summed += 1
    # aging: 3 tables × 4 sums; provision: BCB 352 by class 8, by branch and product 8 + 5 portfolios each;
    # CMN 2682 by class 4, by branch and product 4 + 6 levels each
    assert summed == 3 * 4 + 8 + 2 * 13 + 4 + 2 * 10


def test_every_provision_table_has_the_same_total(book: Any) -> None:
    totals = [table[-1][table[0].index("Provisão")] for table in _tables(book["Provisão"])]
    # BCB 352: 1% of each balance, whole centavos: 100 operations each of 1.000, 1.001 and 1.002 centavos give
    # 3.003,00; half of the balances over 90 days: the 11th and 12th of each dozen, 2 × 25 of them: 25.038,50
    assert totals[:3] == [28_041.50] * 3
    assert len(set(totals[3:])) == 1


def test_the_effective_rate_of_the_total_is_provision_over_balance(book: Any) -> None:
    header, *_, total = _tables(book["Provisão"])[0]
    assert total[header.index("Provisão ÷ saldo")] == pytest.approx(28_041.50 / BALANCE)


def test_operations_have_a_row_each_with_codes_dates_and_documents(book: Any) -> None:
    rows = _list(book["Operações"])
    assert len(rows) == 300
    first = rows.iloc[0]
    assert (first["Contrato"], first["PA"]) == ("00000001", "0000")
    assert first["CPF/CNPJ"] == "000.000.000-01"
    assert f"{first['Data da operação']:%d/%m/%Y}" == "29/02/2024"
    assert first["Renegociada"] == "Sim"
    assert rows.loc[4, "CPF/CNPJ"] == "00.000.000/0000-05"
    assert rows["Saldo devedor"].sum() == pytest.approx(BALANCE)
    assert rows["Fundamento da carteira (BCB 352)"].unique().tolist() == ["art. 81, V"]
    assert rows["Fundamento do nível (CMN 2682)"].unique().tolist() == ["art. 4º, I"]


def test_operations_total_above_the_header(book: Any) -> None:
    page = book["Operações"]
    titles = [cell.value for cell in page[HEADER]]
    totals = dict(zip(titles, (cell.value for cell in page[HEADER - 1]), strict=True))
    assert totals["Saldo devedor"] == BALANCE
    assert totals["Provisão (BCB 352)"] == 28_041.50
    assert page.freeze_panes == "B6"
    columns = [*OPERATION_COLUMNS, *RISK_LEVEL_COLUMNS, *FLOOR_PROVISION_COLUMNS]
    assert page.auto_filter.ref == f"A5:{get_column_letter(len(columns))}305"  # 300 rows
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$5:$5"


def test_a_long_list_goes_on_in_further_sheets(month: Month, tmp_path: Path) -> None:
    # 105 rows hold the five of the top and 100 operations: 300 = 3 × 100
    month_workbook(tmp_path / "a.xlsx", month, rows_per_sheet=105)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    pages = [name for name in book.sheetnames if name.startswith("Operações")]
    assert pages == ["Operações", "Operações 2", "Operações 3"]
    parts = [_list(book[name]) for name in pages]
    assert [len(part) for part in parts] == [100, 100, 100]
    assert pd.concat(parts)["Contrato"].tolist() == [f"{number:08d}" for number in range(1, 301)]
    assert "parte 2 de 3" in book["Operações 2"]["A2"].value


def test_a_list_that_just_fits_stays_on_one_sheet(month: Month, tmp_path: Path) -> None:
    for rows, sheets in ((305, 1), (304, 2)):
        path = tmp_path / f"{rows}.xlsx"
        month_workbook(path, month, rows_per_sheet=rows)
        names = openpyxl.load_workbook(path, read_only=True).sheetnames
        assert sum(name.startswith("Operações") for name in names) == sheets


def test_the_summary_is_one_page_with_charts_and_the_month_in_figures(book: Any, path: Path) -> None:
    page = book["Resumo"]
    assert len(page._charts) == 2 or _charts_in(path) == 2
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in ((1, 1), (None, None))
    texts, values = (
        _texts(page),
        [v for row in page.iter_rows(values_only=True) for v in row if v is not None],
    )
    assert "Cooperativa Exemplo & Cia" in texts
    assert any("CNPJ 12.345.678/0001-95" in text for text in texts)
    assert {BALANCE, 28_041.50} <= set(values)
    assert "provisão ÷ saldo com mais de 90 dias de atraso" in texts  # the tile of coverage
    assert any(isinstance(v, float) and v == pytest.approx(28_041.50 / 50_077.25) for v in values)  # coverage
    assert "A provisão subiu 12% em relação ao mês anterior." in texts


def _charts_in(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(name.startswith("xl/charts/chart") for name in archive.namelist())


def test_the_aging_chart_leaves_out_what_is_not_late(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart2.xml").decode()
    # header in row 10, "Em dia" in row 11, the late bands in rows 12 to 16
    assert "<c:f>Resumo!$I$12:$I$16</c:f>" in xml


def test_contagion_names_the_source_and_the_difference(book: Any) -> None:
    rows = _list(book["Arrasto"])
    assert rows["Regime"].tolist() == ["BCB 352", "CMN 2682"]
    dragged = rows.iloc[1]
    assert (dragged["Contrato"], dragged["Contrato que arrasta"]) == ("00000002", "00000012")
    assert dragged["Dias em atraso do que arrasta"] == 200
    assert (dragged["Classe sem arrasto"], dragged["Classe com arrasto"]) == ("A", "H")
    # 1.000,01 at 0,5% is 5,00005, rounded 5,00; at 100% 1.000,01
    assert (dragged["Provisão sem arrasto"], dragged["Provisão"]) == (5.00, 1000.01)
    assert dragged["Diferença"] == 995.01
    # the made-up month has the third operation dragged and in arrears by nothing: 1% with contagion and without it
    assert rows.iloc[0]["Diferença"] == 0


def test_stopped_revenue_has_its_article_and_totals_by_branch(book: Any) -> None:
    page = book["Paradas de receita"]
    # by branch under 352: over 90 days are the 11th and 12th of each dozen, in PA 0002 and 0003
    totals = [row[:3] for row in page.iter_rows(min_row=6, max_row=10, values_only=True)]
    assert totals == [
        ("BCB 352", "0002", 25),
        ("BCB 352", "0003", 25),
        ("CMN 2682", "0001", 25),
        ("CMN 2682", "0002", 25),
        ("CMN 2682", "0003", 25),
    ]
    rows = _list(page, header=13)
    assert len(rows) == 50 + 75
    assert rows["Fundamento da parada"].unique().tolist() == ["art. 17", "art. 9º"]


def test_problems_say_where_and_what_to_do(book: Any, month: Month, tmp_path: Path) -> None:
    problems_workbook(tmp_path / "problemas.xlsx", month.problems)
    alone = openpyxl.load_workbook(tmp_path / "problemas.xlsx", data_only=True)
    for page in (book["Problemas"], alone["Problemas"]):
        rows = _list(page)
        assert rows["Código"].tolist() == ["data-invalida", "valor-invalido", "documento-invalido"]
        assert rows["Encontrado"].tolist() == ["31/02/2026", "=1+1", "123.456.789-00"]
        assert rows["O que fazer"][0] == "corrija a célula na origem"
        assert rows["Célula"][0] == "F7"
        assert rows["Linhas separadas"].tolist() == [1, 1, 0]
        assert rows["Valor separado"].tolist() == [123.45, 0, 0]
        assert page.freeze_panes == "A6"
        assert page.auto_filter.ref == ("A5:L8" if page.parent is book else "A5:M8")  # and the column to fill in


def test_notes_keep_apart_what_is_not_applied(book: Any) -> None:
    texts = _texts(book["Notas"])
    apart = texts.index("Ainda não aplicado")
    assert texts.index("Dias em atraso") < apart < texts.index("Metodologia completa")
    assert "2 operações sem produto." in texts


def test_alerts_beyond_the_eighth_are_on_the_notes(month: Month, tmp_path: Path) -> None:
    alerts = [f"alerta {number}" for number in range(1, 11)]
    month_workbook(tmp_path / "a.xlsx", replace(month, alerts=alerts))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    summary = _texts(book["Resumo"])
    assert "alerta 8" in summary
    assert "alerta 9" not in summary
    assert "… e mais 2 alertas, na aba Notas" in summary
    assert set(alerts) <= set(_texts(book["Notas"]))


def test_sources_prove_the_report(book: Any) -> None:
    texts = _texts(book["Fontes"])
    # the file twice (rows, footer), the portfolio, two of BCB 352, one of CMN 2682, three agings
    assert texts.count("confere") == 9
    assert "não confere" not in texts
    assert {"ab" * 32, "cd" * 32, "Resolução BCB nº 352/2023", "https://www.bcb.gov.br/352"} <= set(texts)
    assert "regra da cooperativa, no lugar da distribuída" in texts


@pytest.mark.parametrize("rows, cents", [(1, 0), (0, 1)])
def test_a_row_or_a_centavo_that_is_missing_shows(month: Month, tmp_path: Path, rows: int, cents: int) -> None:
    source = month.sources[0]
    short = replace(source, rows_used=source.rows_used - rows, cents_used=source.cents_used - cents)
    month_workbook(tmp_path / "a.xlsx", replace(month, sources=[short]))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    # read against used and set aside, and used against the portfolio
    assert _texts(book["Fontes"]).count("não confere") == 2


def test_operations_of_current_accounts_count_as_the_reading_says(month: Month, tmp_path: Path) -> None:
    contracts = replace(month.sources[0], footer_cents=None)
    less = replace(
        contracts, rows_read=292, rows_used=290, cents_read=contracts.cents_read - 500,
        cents_used=contracts.cents_used - 500,
    )  # fmt: skip
    accounts = replace(
        contracts, name="contas.xlsx", frame="current_accounts", rows_read=40, rows_used=40, rows_set_aside=0,
        cents_read=400, cents_used=400, cents_set_aside=0, operation_rows=10, operation_cents=500,
    )  # fmt: skip
    month_workbook(tmp_path / "a.xlsx", replace(month, sources=[less, accounts]))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert "não confere" not in _texts(book["Fontes"])  # 290 + 10 operations


def test_an_aging_of_instalments_says_so_and_is_proved_in_reais(month: Month, tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {
            "group": ["0001"] * 2,
            "band": ["v110", "v120"],
            "band_order": [0, 1],
            "count": [488, 0],
            "balance_cents": [30_044_850, 0],
            "overdue_cents": [0, 0],
        }
    )
    by_branch = AgingTable("aging/scr", "Faixas do SCR", "branch", "PA", rows, by_installment=True)
    month_workbook(tmp_path / "a.xlsx", replace(month, aging=[by_branch]))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    texts = _texts(book["Aging"])
    assert "Parcelas" in texts
    assert "v110" in texts
    assert "v120" not in texts  # a breakdown leaves out the bands that hold nothing
    assert "não confere" not in _texts(book["Fontes"])  # 488 instalments, the balance of 300 operations


def test_the_same_month_gives_the_same_bytes(month: Month, path: Path, tmp_path: Path) -> None:
    month_workbook(tmp_path / "outra.xlsx", month)
    assert (tmp_path / "outra.xlsx").read_bytes() == path.read_bytes()


def test_an_empty_portfolio_has_a_report(month_of: Callable[[int], Month], tmp_path: Path) -> None:
    empty = replace(month_of(0), alerts=[], problems=[], notes=[], rules=[])
    month_workbook(tmp_path / "a.xlsx", empty)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert book.sheetnames == NAMES
    assert any("Nenhuma operação teve" in text for text in _texts(book["Arrasto"]))
    assert any("Nenhuma operação está" in text for text in _texts(book["Paradas de receita"]))
    assert any("Nenhum problema" in text for text in _texts(book["Problemas"]))


def test_a_month_without_a_classification_has_a_report(month: Month, tmp_path: Path) -> None:
    month_workbook(tmp_path / "a.xlsx", replace(month, classified=[], aging=[], indicators=[]))
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == NAMES


def test_a_problem_found_in_a_name_stays_text(tmp_path: Path) -> None:
    problems_workbook(tmp_path / "a.xlsx", [Problem("codigo-invalido", "=cmd|' /C calc'!A0", "a\udce7.csv")])
    rows = _list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Problemas"])
    assert (rows["Encontrado"][0], rows["Arquivo"][0]) == ("=cmd|' /C calc'!A0", "a?.csv")
