"""What a layout declares is done to a file: each transformation, from a file that needs it to the month's provision.

October of the small sample: 47 operations, R$ 496.700,00, provision R$ 130.769,50 under Res. BCB 352 (simplified).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from coopcli.closing.inputs import Request
from coopcli.closing.manifest import read_manifest
from coopcli.closing.month import MonthRun, run_month
from coopcli.closing.settings import load_settings
from coopcli.errors import CoopError, Problem
from coopcli.results import Transformation
from coopcli.shipped import folder as shipped

from .closing_month import close_month

Rows = list[list[str]]
Change = Callable[[Rows], Rows]
NAME = "Parcelas 10-2026.csv"
HEADERS = [
    "Data Movimento", "Número Contrato Crédito", "Número Parcela", "Data Vencimento Parcela", "Valor Parcela",
    "Valor Pago Parcela", "Data Pagamento Parcela", "Valor Saldo Devedor Parcela", "Valor Juros Parcela",
    "Quantidade Dias Atraso", "Situação Parcela",
]  # fmt: skip
CONTRACT, DUE, STATUS = 1, 3, 10
DATES, AMOUNTS = (0, 3, 6), (4, 5, 7, 8)


def installments(folder: Path) -> Rows:
    """Return the rows of the instalments of October, without header, titles and totals."""
    text = (folder / "exports" / "2026-10" / NAME).read_bytes().decode("cp1252")
    return [row for row in csv.reader(io.StringIO(text), delimiter=";") if len(row) > 1 and row[CONTRACT].isdigit()]


def put(folder: Path, rows: Rows, encoding: str = "utf-8", name: str = NAME) -> None:
    text = "".join(";".join(row) + "\r\n" for row in rows)
    (folder / "exports" / "2026-10" / NAME).unlink()
    (folder / "exports" / "2026-10" / name).write_bytes(text.encode(encoding))


def declare(folder: Path, *changes: tuple[str, str]) -> None:
    """Put the shipped layout of the instalments, with each text replaced, among the cooperative's own."""
    text = (shipped("rules") / "layouts" / "sisbr-installments.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    own = folder / "rules" / "layouts"
    own.mkdir(parents=True, exist_ok=True)
    (own / "sisbr-installments.yaml").write_bytes(text.encode())


def month(folder: Path) -> MonthRun:
    request = Request(folder / "exports" / "2026-10", month=(2026, 10))
    return run_month(request, load_settings(folder), lambda step: None)


def assert_undamaged(run: MonthRun) -> None:
    (classified,) = run.month.classified
    assert len(run.month.operations) == 47
    assert int(classified.operations["provision_cents"].sum()) == 130_769_50
    assert not [problem for problem in run.month.problems if problem.file.startswith("Parcelas")]


def done(run: MonthRun) -> list[Transformation]:
    """Return what was done to the instalments."""
    return [one for source in run.month.sources if source.frame == "installments" for one in source.transformations]


def stopped(folder: Path) -> list[Problem]:
    with pytest.raises(CoopError) as error:
        month(folder)
    return error.value.problems


def american(amount: str) -> str:
    """1.234,56 → 1,234.56"""
    return amount.translate(str.maketrans(".,", ",."))


def month_first(date: str) -> str:
    """31/10/2026 → 10/31/2026"""
    return re.sub(r"^(\d+)/(\d+)/", r"\2/\1/", date)


def each(rows: Rows, places: tuple[int, ...], change: Callable[[str], str]) -> Rows:
    return [[change(cell) if i in places else cell for i, cell in enumerate(row)] for row in rows]


# --- decimal: point -----------------------------------------------------------------------------------------------


def test_amounts_with_a_decimal_point(working: Path) -> None:
    rows = each(installments(working), AMOUNTS, american)
    put(working, [HEADERS, *rows])
    declare(working, ("signature:", "decimal: point\nsignature:"))
    run = month(working)
    assert_undamaged(run)
    told = {one.title: one for one in done(run)}
    assert told["Valor da parcela"].declared == "decimal: point" and told["Valor da parcela"].count == 584


def test_an_amount_with_a_decimal_comma_contradicts_the_decimal_point_and_stops(working: Path) -> None:
    rows = each(installments(working), AMOUNTS, american)
    rows[5][4] = "1.234,56"
    put(working, [HEADERS, *rows])
    declare(working, ("{headers: [Valor Parcela]}", "{headers: [Valor Parcela], decimal: point}"))
    (problem,) = [one for one in stopped(working) if one.code == "fora-do-declarado"]
    assert (problem.cell, problem.found) == ("E7", "1.234,56")
    assert problem.expected == "com ponto decimal, como 1,234.56 (decimal, no layout)"


# --- date_order: month_first --------------------------------------------------------------------------------------


def test_dates_with_the_month_first(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), DATES, month_first)])
    declare(working, ("signature:", "date_order: month_first\nsignature:"))
    run = month(working)
    assert_undamaged(run)
    assert {one.declared for one in done(run)} == {"date_order: month_first"}


def test_the_thirteenth_month_stops(working: Path) -> None:
    rows = each(installments(working), DATES, month_first)
    rows[0][DUE] = "13/05/2026"
    put(working, [HEADERS, *rows])
    declare(working, ("signature:", "date_order: month_first\nsignature:"))
    assert [(p.cell, p.found) for p in stopped(working) if p.code == "fora-do-declarado"] == [("D2", "13/05/2026")]


# --- keys ---------------------------------------------------------------------------------------------------------


def test_zeros_before_the_contract_are_taken_away(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), (CONTRACT,), lambda key: f"000{key}")])
    declare(working, ("{headers: [Número Contrato Crédito]}", "{headers: [Número Contrato Crédito], zeros: strip}"))
    run = month(working)
    assert_undamaged(run)
    assert [(one.declared, one.count) for one in done(run)] == [("zeros: strip", 584)]


def test_two_contracts_that_would_become_one_stop(working: Path) -> None:
    rows = installments(working)
    again = [[*rows[0]]]
    again[0][CONTRACT] = "000" + rows[0][CONTRACT]
    put(working, [HEADERS, *rows, *again])
    declare(working, ("{headers: [Número Contrato Crédito]}", "{headers: [Número Contrato Crédito], zeros: strip}"))
    assert "fora-do-declarado" in {problem.code for problem in stopped(working)}


def test_a_key_put_together_from_its_parts(working: Path) -> None:
    rows = [
        [*row[:CONTRACT], row[CONTRACT][:2], str(int(row[CONTRACT][2:])), *row[2:]] for row in installments(working)
    ]
    put(working, [[HEADERS[0], "Agência", "Conta", *HEADERS[2:]], *rows])
    declare(
        working,
        ("{headers: [Número Contrato Crédito]}", "{join: {headers: [Agência, Conta], widths: [2, 2]}}"),
        ("[Número Contrato Crédito, Número Parcela]", "[Agência, Conta, Número Parcela]"),
    )
    run = month(working)
    assert_undamaged(run)
    assert [(one.declared, one.header, one.count) for one in done(run)] == [("join", "Agência + Conta", 584)]


def test_a_part_longer_than_its_width_stops(working: Path) -> None:
    rows = [[*row[:CONTRACT], row[CONTRACT][:2], row[CONTRACT][2:], *row[2:]] for row in installments(working)]
    rows[3][2] = "123"
    put(working, [[HEADERS[0], "Agência", "Conta", *HEADERS[2:]], *rows])
    declare(
        working,
        ("{headers: [Número Contrato Crédito]}", "{join: {headers: [Agência, Conta], widths: [2, 2]}}"),
        ("[Número Contrato Crédito, Número Parcela]", "[Agência, Conta, Número Parcela]"),
    )
    assert "fora-do-declarado" in {problem.code for problem in stopped(working)}


# --- columns that are not there -----------------------------------------------------------------------------------


def test_a_column_that_the_file_has_not_is_one_constant(working: Path) -> None:
    put(working, [HEADERS[1:], *(row[1:] for row in installments(working))])
    declare(working, ("{headers: [Data Movimento], on_error: blank}", '{constant: "31/10/2026"}'))
    run = month(working)
    assert_undamaged(run)
    assert set(run.exports.frames["installments"]["movement_date"].astype(str)) == {"2026-10-31"}
    assert [(one.declared, one.count) for one in done(run)] == [("constant: 31/10/2026", 584)]


def test_a_constant_that_the_file_has_as_a_column_stops(working: Path) -> None:
    put(working, [HEADERS, *installments(working)])
    declare(working, ("{headers: [Data Movimento], on_error: blank}",
                      '{headers: [Data Movimento], constant: "30/09/2026"}'))  # fmt: skip
    (problem,) = [one for one in stopped(working) if one.code == "fora-do-declarado"]
    assert (problem.cell, problem.header) == ("A1", "Data Movimento")


# --- merged cells, sheets -----------------------------------------------------------------------------------------


def workbook(folder: Path, sheets: dict[str, Rows], *, merged: bool = False) -> None:
    """Write the instalments as a workbook; ``merged``: one contract number for all its rows."""
    exports = folder / "exports" / "2026-10"
    (exports / NAME).unlink()
    with xlsxwriter.Workbook(exports / "Parcelas.xlsx") as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEADERS)
            for i, row in enumerate(rows, 1):
                page.write_row(i, 0, row)
            starts = [i for i, row in enumerate(rows) if not i or rows[i - 1][CONTRACT] != row[CONTRACT]]
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True) if merged else ():
                if end - start > 1:
                    for i in range(start + 1, end):
                        page.write_blank(i + 1, CONTRACT, None, book.add_format({"bold": True}))
                    page.merge_range(start + 1, CONTRACT, end, CONTRACT, rows[start][CONTRACT])


def test_a_contract_number_merged_over_its_rows(working: Path) -> None:
    rows = installments(working)
    workbook(working, {"Parcelas": rows}, merged=True)
    declare(working, ("{headers: [Número Contrato Crédito]}", "{headers: [Número Contrato Crédito], fill: merged}"))
    run = month(working)
    assert_undamaged(run)
    contracts = len({row[CONTRACT] for row in rows})
    assert [(one.declared, one.count) for one in done(run)] == [("fill: merged", 584 - contracts)]


def test_a_blank_cell_that_is_not_merged_is_not_filled(working: Path) -> None:
    rows = installments(working)
    workbook(working, {"Parcelas": [*rows[:-1], [*rows[-1][:CONTRACT], "", *rows[-1][2:]]]})
    declare(working, ("{headers: [Número Contrato Crédito]}", "{headers: [Número Contrato Crédito], fill: merged}"))
    run = month(working)
    assert [(one.code, one.cell) for one in run.month.problems if one.sheet] == [("valor-ausente", "B585")]


def test_only_the_sheets_that_the_layout_names_are_read(working: Path) -> None:
    rows = installments(working)
    workbook(working, {"Rascunho": rows[:100], "Parcelas": rows})
    declare(working, ("signature:", "sheets: [Parcelas]\nsignature:"))
    run = month(working)
    assert [(p.code, p.sheet) for p in run.month.problems if p.sheet] == [("aba-nao-escolhida", "Rascunho")]
    assert [one.declared for one in done(run)] == ["sheets: Parcelas"]
    assert len(run.exports.frames["installments"]) == 584


# --- rows ---------------------------------------------------------------------------------------------------------


def test_rows_that_are_no_data_are_left_out_and_counted(working: Path) -> None:
    rows = installments(working)
    previews = [[*row[:4], "10,00", *row[5:STATUS], "PRÉVIA"] for row in rows[:3]]
    put(working, [HEADERS, *previews, *rows])
    declare(
        working,
        ("columns:", "rows:\n  leave_out:\n    - {header: Situação Parcela, is: [Prévia], because: prévias}\ncolumns:"),
    )
    run = month(working)
    assert_undamaged(run)
    (one,) = done(run)
    assert (one.count, one.cents) == (3, 30_00)
    assert one.text() == "rows.leave_out: Situação Parcela previa (prévias), 3 linha(s) de fora, R$ 30,00"
    (source,) = [source for source in run.month.sources if source.frame == "installments"]
    assert (source.rows_read, source.rows_used, source.rows_set_aside) == (587, 584, 3)
    assert source.cents_read - source.cents_used == 30_00


@pytest.mark.parametrize(
    "condition",
    ["header: Situação Parcela, pattern: '.*'", "header: Coluna Que Não Há, blank: true"],
    ids=["every row", "no such column"],
)
def test_a_filter_that_leaves_no_row_or_cannot_be_asked_stops(working: Path, condition: str) -> None:
    put(working, [HEADERS, *installments(working)])
    declare(working, ("columns:", f"rows:\n  leave_out:\n    - {{{condition}, because: teste}}\ncolumns:"))
    assert "fora-do-declarado" in {problem.code for problem in stopped(working)}


# --- encoding, header ---------------------------------------------------------------------------------------------


def test_a_text_in_the_encoding_that_the_layout_says(working: Path) -> None:
    put(working, [HEADERS, *installments(working)], "cp850")
    declare(working, ("signature:", "encoding: cp850\nsignature:"))
    run = month(working)
    assert_undamaged(run)
    assert [one.declared for one in done(run)] == ["encoding: cp850"]


def test_a_text_in_another_encoding_than_declared_stops(working: Path) -> None:
    put(working, [HEADERS, *installments(working)], "utf-8")
    declare(working, ("signature:", "encoding: cp850\nsignature:"))
    assert next((p.code, p.found) for p in stopped(working)) == ("fora-do-declarado", "um texto em UTF-8")


WITHOUT_HEADER = ("signature: [Número Contrato Crédito, Número Parcela]",
                  f"file: parcelas*.csv\nheader: [{', '.join(HEADERS)}]\nsignature: []")  # fmt: skip


def test_a_file_without_a_header(working: Path) -> None:
    put(working, installments(working))
    declare(working, WITHOUT_HEADER)
    run = month(working)
    assert_undamaged(run)
    assert [(one.declared, one.count) for one in done(run)] == [("header: sem cabeçalho", 11)]


def test_a_header_where_none_is_declared_stops(working: Path) -> None:
    put(working, [HEADERS, *installments(working)])
    declare(working, WITHOUT_HEADER)
    assert "fora-do-declarado" in {problem.code for problem in stopped(working)}


def test_another_number_of_columns_is_another_file(working: Path) -> None:
    put(working, [row[:-1] for row in installments(working)])
    declare(working, WITHOUT_HEADER)
    (strange,) = [problem for problem in stopped(working) if problem.code == "arquivo-nao-reconhecido"]
    assert strange.expected.endswith("11 colunas, sem cabeçalho; a primeira linha tem 10")


# --- what is told -------------------------------------------------------------------------------------------------


def test_a_close_tells_in_fontes_notes_and_manifest_what_was_transformed(working: Path) -> None:
    put(working, [HEADERS, *each(installments(working), (CONTRACT,), lambda key: f"000{key}")])
    declare(working, ("{headers: [Número Contrato Crédito]}", "{headers: [Número Contrato Crédito], zeros: strip}"))
    closed = close_month(working, letters=False)
    book = openpyxl.load_workbook(closed.folder / "relatorio.xlsx", read_only=True)
    told = {name: [[cell for cell in row if cell] for row in book[name].values] for name in ("Fontes", "Notas")}
    assert ["Transformações declaradas nos layouts"] in told["Fontes"]
    assert any(row[:2] == [NAME, "zeros: strip"] and 584 in row for row in told["Fontes"])
    assert any("zeros: strip, 584 célula(s)" in str(cell) for row in told["Notas"] for cell in row)
    assumed = read_manifest(closed.folder)["assumptions"]
    assert any(one["code"] == "transformacao-declarada" for one in assumed)
