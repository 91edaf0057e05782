"""Cobrança: where each late debt is, the queue of the day, what holds it, and the lists that go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coopcli.reports.sheet import Sheet, Table
from coopcli.reports.sheets.parts import about, footer, list_sheets, plural, top
from coopcli.reports.styles import ACCENT
from coopcli.results.collection import QUEUE_FIRST, shown
from coopcli.results.collection_report import CollectionReport
from coopcli.words import Column, column, columns
from coopcli.words.agreements import (
    AGREEMENT_COLUMNS,
    ALLOCATION_COLUMNS,
    BUREAU_COLUMNS,
    CHARGE_COLUMNS,
    LAWSUIT_COLUMNS,
    RENEGOTIATION_CHECK_COLUMNS,
    SCHEDULE_COLUMNS,
)
from coopcli.words.collection import (
    DEBT_COLUMNS,
    HOLD_COLUMNS,
    MANAGEMENT_EXCEPTION_COLUMNS,
    QUEUE_COLUMNS,
    SETTLEMENT_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "Cobrança"

_COUNTS = columns(
    "debt_count",
    column("member_count", "Devedores"),
    Column("late_acts", "count", "Providências atrasadas"),
    "overdue_cents balance_cents updated_cents",
)
_TABLES = {
    "destination_title": column("destination_title", "Onde está cada dívida em atraso"),
    "collection_stage": Column("collection_stage", "text", "Situação do devedor e etapa"),
    "responsible": column("responsible", "Responsável pela providência"),
}
"""What the debts are counted by."""
_WIDTHS = {0: 78, 1: 12, 2: 12, 3: 15, 4: 20, 5: 20, 6: 20}
_NO_STAGE = "sem etapa"


def collection_sheet(report: CollectionReport) -> Sheet:
    """Return the first sheet: all late debts by where they are, by stage and by who is to act."""
    debts = report.collection.debts
    parts = (_grouped(debts, ["destination_title"]), _by_stage(debts), _grouped(_acted(debts), ["responsible"]))
    tables, row = [], 3
    for counted, rows in zip(_TABLES.values(), parts, strict=True):
        tables.append(Table((counted, *_COUNTS), rows, row, sums=tuple(one.name for one in _COUNTS)))
        row = tables[-1].next_row + 1
    cells = top(NAME, f"{about(report.study)} · {_counted(debts)}")
    foot = footer(report.study)
    return Sheet(NAME, cells, tuple(tables), widths=_WIDTHS, one_page=True, footer=foot, colour=ACCENT)


def _counted(debts: pd.DataFrame) -> str:
    return plural(len(debts), "dívida em atraso", "dívidas em atraso")


def _acted(debts: pd.DataFrame) -> pd.DataFrame:
    return debts[debts["responsible"].fillna("") != ""]


def _by_stage(debts: pd.DataFrame) -> pd.DataFrame:
    found = _grouped(debts, ["situation_title", "stage_rank", "stage_title"])
    return found.assign(collection_stage=found["situation_title"] + " · " + found["stage_title"].replace("", _NO_STAGE))


def _grouped(debts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return debts, debtors, late acts and amounts by ``keys``, which may be blank."""
    labels = {key: debts[key].astype(object).fillna("") for key in keys}
    amounts = ["overdue_cents", "balance_cents", "updated_cents"]
    facts = debts[amounts].fillna(0).astype("int64").assign(
        **labels, member_count=debts["client_key"], late_acts=debts["is_act_late"].fillna(False).astype("int64")
    )  # fmt: skip
    groups = facts.groupby(keys, sort=True, observed=True)
    sums = groups[[*amounts, "late_acts"]].sum()
    return sums.assign(debt_count=groups.size(), member_count=groups["member_count"].nunique()).reset_index()


def collection_list_sheets(report: CollectionReport, rows_per_sheet: int) -> list[Sheet]:
    """Return the queue and every list behind it; those that are empty and that nobody looks for are left out."""
    return [
        sheet
        for name, columns, rows, counted, none in _lists(report)
        for sheet in list_sheets(report.study, name, columns, rows, rows_per_sheet, counted, none=none)
    ]


Listed = tuple[str, tuple[Column, ...], pd.DataFrame, str, str]
"""The name of a list, its columns and rows, how many there are in words, and what is said where there is none."""


def _lists(report: CollectionReport) -> Iterator[Listed]:
    found, bureau = report.collection, report.bureau
    queue = plural(len(found.queue), "devedor com providência", "devedores com providência")
    late = plural(int(found.queue["is_act_late"].sum()), "atrasada", "atrasadas")
    first = shown(QUEUE_COLUMNS, QUEUE_FIRST)
    yield "Fila do dia", first, found.queue, f"{queue} · {late}", "Nenhuma providência para hoje."
    yield "Dívidas", shown(DEBT_COLUMNS), found.debts, _counted(found.debts), "Nenhuma dívida em atraso."
    for kind, name, none in (
        ("to_include", "Negativar", "Nenhuma dívida a incluir."),
        ("to_exclude", "Baixar negativação", "Nenhuma negativação a excluir."),
        ("still_owing", "Negativados", ""),
        ("to_wait", "Negativar depois", ""),
        ("to_check", "Negativações a conferir", ""),
    ):
        rows = bureau[bureau["list_kind"] == kind]
        yield name, BUREAU_COLUMNS, rows, plural(len(rows), "dívida", "dívidas"), none
    yield "Jurídico", LAWSUIT_COLUMNS, report.lawsuits, plural(len(report.lawsuits), "dívida", "dívidas"), ""
    yield from _agreement_lists(report)
    yield "Encontro de contas", shown(SETTLEMENT_COLUMNS), found.settlements, _rows(found.settlements), ""
    yield "Pausas", shown(HOLD_COLUMNS), found.holds, _rows(found.holds), ""
    yield "Exceções", MANAGEMENT_EXCEPTION_COLUMNS, found.exceptions, _rows(found.exceptions), ""
    yield "Encargos", CHARGE_COLUMNS, report.charges.rows, plural(len(report.charges.rows), "parcela", "parcelas"), ""


def _agreement_lists(report: CollectionReport) -> Iterator[Listed]:
    found = report.agreements
    agreements = plural(len(found.agreements), "acordo", "acordos")
    yield "Acordos", AGREEMENT_COLUMNS, found.agreements, agreements, ""
    yield "Parcelas dos acordos", SCHEDULE_COLUMNS, found.schedule, _rows(found.schedule), ""
    yield "Pagamentos dos acordos", ALLOCATION_COLUMNS, found.allocations, _rows(found.allocations), ""
    yield "Acordos e renegociações", RENEGOTIATION_CHECK_COLUMNS, found.renegotiations, _rows(found.renegotiations), ""


def _rows(rows: pd.DataFrame) -> str:
    return plural(len(rows), "linha", "linhas")
