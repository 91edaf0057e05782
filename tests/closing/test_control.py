"""Control totals: given on the command line or in a sheet, matched to the centavo, or the run stops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coopcli.closing.control import asked_on_the_command_line, reconciled
from coopcli.closing.inputs import Request, gather
from coopcli.closing.manifest import read_manifest
from coopcli.closing.settings import Settings
from coopcli.errors import Problem
from coopcli.results import ControlTotal, SourceFile

from .closing_month import close_month, codes_of


def source(name: str, frame: str, rows: int, cents: int, aside: tuple[int, int] = (0, 0)) -> SourceFile:
    """Return a file of which ``aside`` (rows, centavos) was set aside."""
    used = (rows - aside[0], cents - aside[1])
    return SourceFile(
        name, "Plan1", "", "layouts/x", "X", frame, 1, rows, used[0], aside[0], cents, used[1], aside[1]
    )  # fmt: skip


SOURCES = [
    source("PA 1.xlsx", "contracts", 10, 100_000, aside=(1, 20_000)),
    source("PA 2.xlsx", "contracts", 5, 23_456),
    source("cre_garantias.csv", "guarantees", 7, 0),
    source("Contas Correntes.csv", "current_accounts", 3, 500),
]
"""Two files of contracts, R$ 1.000,00 and R$ 234,56; R$ 200,00 of the first were set aside."""


def reconcile(*texts: str) -> tuple[list[ControlTotal], list[Problem]]:
    return reconciled(asked_on_the_command_line(texts), SOURCES)


@pytest.mark.parametrize(
    "text, because",
    [
        ("contratos=1.234,56", "as duas exportações, com o que foi separado: 1.000,00 + 234,56"),
        ("contracts=1234,56", "o nome em inglês, sem ponto de milhar"),
        ("Contratos=R$ 1.234,56", "com o símbolo"),
        ("linhas:contratos=15", "10 + 5 linhas, a separada também"),
        ("rows:contracts=15", "em inglês"),
        ("PA 1.xlsx=1.000,00", "um arquivo"),
        ("pa 2=234,56", "o nome do arquivo sem a extensão"),
        ("linhas:PA 1.xlsx=10", "linhas de um arquivo"),
        ("contas correntes=5,00", "adiantamentos da conta corrente: o valor que a exportação soma"),
        ("linhas:garantias=7", "exportação sem valor a somar: só as linhas"),
    ],
)
def test_totals_that_agree(text: str, because: str) -> None:
    totals, problems = reconcile(text)
    assert totals[0].agrees and not problems, because


@pytest.mark.parametrize(
    "text, found",
    [
        ("contratos=1.234,57", "lido R$ 1.234,56, esperado R$ 1.234,57, diferença R$ 0,01"),
        ("contratos=1.234,55", "lido R$ 1.234,56, esperado R$ 1.234,55, diferença -R$ 0,01"),
        ("contratos=1.034,56", "lido R$ 1.234,56, esperado R$ 1.034,56, diferença -R$ 200,00"),
        ("linhas:contratos=14", "lido 15 linha(s), esperado 14 linha(s), diferença -1 linha(s)"),
        ("parcelas=0,00", "nenhuma exportação lida é parcelas"),
        ("PA 3.xlsx=1,00", "nenhuma exportação lida é PA 3.xlsx"),
        ("garantias=0,00", "garantias: esta exportação não tem coluna de valor a somar; confira pelas linhas"),
    ],
)
def test_totals_that_do_not_agree_say_by_how_much(text: str, found: str) -> None:
    (total,), (problem,) = reconcile(text)
    assert not total.agrees
    assert (problem.code, problem.found) == ("total-nao-confere", found)


@pytest.mark.parametrize(
    "text",
    [
        "contratos",
        "contratos=",
        "=1,00",
        "linhas:=5",
        "contratos=1.234",
        "contratos=1,234.56",
        "contratos=muito",
        "linhas:contratos=1,5",
        "linhas:contratos=-1",
    ],
)
def test_a_total_that_cannot_be_read_is_a_wrong_option(text: str) -> None:
    assert codes_of(lambda: asked_on_the_command_line([text])) == ["opcao-invalida"]


def test_all_wrong_options_are_told_at_once() -> None:
    assert len(codes_of(lambda: asked_on_the_command_line(["x", "contratos=1,00", "y"]))) == 2


# --- in a month ---------------------------------------------------------------------------------------------------


def total_of(working: Path) -> tuple[int, int]:
    """Return rows and centavos of the contracts of October, added up here from the sheet itself."""
    path = next((working / "exports" / "2026-10").glob("*contratos*.xlsx"))
    titles, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    place = titles.index("Valor Saldo Devedor Diário")
    amounts = [row[place] for row in rows if row[place] is not None]
    return len(amounts), sum(round(float(amount) * 100) for amount in amounts)


def in_reais(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def test_a_close_that_agrees_shows_it_in_fontes_and_in_the_manifest(working: Path) -> None:
    rows, cents = total_of(working)
    given = (f"linhas:contratos={rows}", f"contratos={in_reais(cents)}")
    closed = close_month(working, control_totals=given)
    page = openpyxl.load_workbook(closed.folder / "relatorio.xlsx")["Fontes"]
    told = [row for row in page.iter_rows(values_only=True) if row[0] == "contratos"]
    assert [row[1] for row in told] == ["confere", "confere"]
    assert [row[3] for row in told] == [rows, 0] and told[1][6] == cents / 100
    manifest = read_manifest(closed.folder)
    assert manifest is not None
    assert [total["expected"] for total in manifest["controls"]] == [rows, cents]
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]  # what was checked is part of a close


def test_a_close_that_differs_by_a_centavo_stops(working: Path) -> None:
    _, cents = total_of(working)
    given = (f"contratos={in_reais(cents + 1)}",)
    assert codes_of(lambda: close_month(working, control_totals=given)) == ["total-nao-confere"]
    assert not (working / "closings" / "2026-10").exists()
    assert (working / "closings" / "2026-10.problemas.xlsx").is_file()


def write_sheet(working: Path, *rows: tuple[Any, ...]) -> Path:
    """Put a sheet of control totals among the exports of October."""
    from coopcli.reading.layouts import load_layouts
    from coopcli.shipped import folder

    layouts = {layout.id: layout for layout in load_layouts([folder("rules") / "layouts"])}
    columns = layouts["layouts/coop-control-totals"].columns
    book = openpyxl.Workbook()
    page = book.active
    page.append([columns[name].headers[0] for name in ("target", "total_cents", "row_count", "origin", "author")])
    for row in rows:
        page.append(row)
    path = working / "exports" / "2026-10" / "totais.xlsx"
    book.save(path)
    return path


def test_totals_of_a_sheet_count_as_those_of_the_command_line(working: Path) -> None:
    rows, cents = total_of(working)
    write_sheet(working, ("contratos", in_reais(cents), rows, "balancete", "Ana"))
    inputs = gather(Request(working / "exports" / "2026-10"), Settings(), lambda step: None)
    assert [(total.of_rows, total.expected, total.agrees) for total in inputs.controls] == [
        (False, cents, True),
        (True, rows, True),
    ]
    assert inputs.controls[0].origin == "totais.xlsx, balancete, Ana"


def test_a_wrong_total_of_a_sheet_is_told_at_its_cell(working: Path) -> None:
    rows, cents = total_of(working)
    write_sheet(working, ("contratos", in_reais(cents), rows, None, None), ("linhas erradas", None, 3, None, None))
    inputs = gather(Request(working / "exports" / "2026-10"), Settings(), lambda step: None)
    (problem,) = [problem for problem in inputs.problems if problem.code == "total-nao-confere"]
    assert (problem.file, problem.cell) == ("totais.xlsx", "C3")
    assert problem.found == "nenhuma exportação lida é linhas erradas"
