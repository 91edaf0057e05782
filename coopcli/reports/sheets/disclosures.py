"""Divulgação: the tables that Res. CMN 2.682, art. 11, has disclosed in explanatory notes."""

from __future__ import annotations

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Disclosures, Month
from coopcli.words import Column
from coopcli.words.classification import LEVEL_COLUMNS

NAME = "Divulgação"

_BALANCE = Column("balance_cents", "money", "Saldo devedor")
_BY_ACTIVITY = (
    Column("person_type", "text", "Tipo de cliente"),
    Column("activity", "text", "Atividade econômica"),
    *LEVEL_COLUMNS,
    _BALANCE,
)
_BY_MATURITY = (Column("band", "text", "Faixa de vencimento"), Column("count", "count", "Parcelas"), _BALANCE)
_OF_THE_YEAR = (
    Column("item", "text", "Montantes do exercício"),
    Column("count", "count", "Operações"),
    Column("cents", "money", "Valor"),
    Column("article", "text", "Fundamento"),
)


def disclosure_sheets(month: Month) -> list[Sheet]:
    """Return the sheet of disclosures; none where Res. CMN 2.682 was not calculated."""
    found = month.registers.disclosures if month.registers else None
    return [_sheet(month, found)] if found else []


def _sheet(month: Month, found: Disclosures) -> Sheet:
    cells, tables, row = list(top(NAME, f"{about(month)} · Resolução CMN nº 2.682, art. 11")), [], 3
    blocks = (
        ("I · Por tipo de cliente, atividade econômica e nível", _BY_ACTIVITY, found.by_activity, _sums()),
        ("II · Por faixa de vencimento", _BY_MATURITY, found.by_maturity.rows, ("count", "balance_cents")),
        ("III · Renegociadas, lançadas contra prejuízo e recuperadas", _OF_THE_YEAR, found.of_the_year, ()),
    )
    for heading, columns, rows, sums in blocks:
        table = Table(columns, rows, row + 1, sums=sums)
        cells.append(Cell(row, 0, heading, "heading", across=len(columns)))
        tables.append(table)
        row = table.next_row + 1
    return Sheet(NAME, tuple(cells), tuple(tables), freeze=(2, 0), footer=footer(month))


def _sums() -> tuple[str, ...]:
    return (*(column.name for column in LEVEL_COLUMNS), "balance_cents")
