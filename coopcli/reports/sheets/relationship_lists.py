"""The lists of members: quantity against return, Check Up, giro de carteira, movement and the crossing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, list_sheets, long_pages, plural, top
from coopcli.reports.sheets.relationship import present
from coopcli.results.relationship import Relationship
from coopcli.words import Column
from coopcli.words.relationship import (
    CHECK_UP_COLUMNS,
    CROSSING_COLUMNS,
    CYCLE_COLUMNS,
    GROUP_COLUMNS,
    LOW_RETURN_COLUMNS,
    MOVER_COLUMNS,
    OVERDUE_COLUMNS,
    QUADRANT_COLUMNS,
)

if TYPE_CHECKING:
    import pandas as pd

_MEMBERS = "associado", "associados"


def returns_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return the members by quantity and return, and those who use much and give little; none without margins."""
    if found.quadrants is None or found.bands is None or found.low_return is None:
        return []
    own = present(QUADRANT_COLUMNS, found.quadrants)
    counted = tuple(c.name for c in own if c.kind == "count" or c.name == "margin_cents")
    quadrants = Table(own, found.quadrants, 4, sums=counted)
    columns = (Column("solution_band", "text", "Soluções \\ margem do mês"), *_counts(found.bands))
    bands = Table(columns, found.bands, quadrants.next_row + 2, sums=tuple(column.name for column in columns[1:]))
    cells = (
        *top("ISA e MC", f"{about(found.study)} · {found.months[-1]}"),
        Cell(3, 0, "Quantidade e retorno, diante da média do grupo", "heading", across=len(own)),
        Cell(bands.row - 1, 0, "Associados por faixa de soluções e de margem", "heading", across=len(columns)),
        Cell(
            bands.next_row + 1,
            0,
            "Muitos produtos e pouco retorno: a lista está na aba Pouco retorno",
            "small",
            across=6,
        ),
    )
    chart = Chart(
        "Quantidade e retorno",
        quadrants,
        "quadrant",
        "member_count",
        bands.next_row + 3,
        0,
        760,
        270,
        unit="associados",
    )
    page = Sheet(
        "ISA e MC", cells, (quadrants, bands), (chart,), widths={0: 34}, one_page=True, footer=footer(found.study)
    )
    return [page, *_low_return_pages(found, found.low_return, rows_per_sheet)]


def _low_return_pages(found: Relationship, rows: pd.DataFrame, rows_per_sheet: int) -> list[Sheet]:
    title = f"{about(found.study)} · {plural(len(rows), *_MEMBERS)} com muitas soluções e margem abaixo da média"
    page = Sheet("Pouco retorno", top("Pouco retorno", title), freeze=(5, 2), footer=footer(found.study))
    return long_pages(page, present(LOW_RETURN_COLUMNS, rows), rows, rows_per_sheet, sums=("margin_cents",))


def _counts(bands: pd.DataFrame) -> tuple[Column, ...]:
    return tuple(Column(str(name), "count", str(name)) for name in bands if name != "solution_band")


def check_up_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return whom to call, the first on top."""
    now = plural(int(found.check_up["may_call"].sum()), "a chamar agora", "a chamar agora")
    counted = f"{plural(len(found.check_up), *_MEMBERS)} com poucas soluções, {now}"
    columns = present(CHECK_UP_COLUMNS, found.check_up)
    return list_sheets(found.study, "Check Up", columns, found.check_up, rows_per_sheet, counted,
                       none="Ninguém tem poucas soluções.", fixed_columns=3)  # fmt: skip


def cycle_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return the share contacted by manager, and who waits; none without contacts."""
    if found.cycle is None or found.overdue is None:
        return []
    table = Table(CYCLE_COLUMNS, found.cycle, 4, sums=("member_count", "contacted_count", "overdue", "never"),
                  ratios={"contacted_rate": ("contacted_count", "member_count")})  # fmt: skip
    cells = (*top("Giro", about(found.study)), Cell(3, 0, "Giro de carteira por gerente", "heading", across=7))
    chart = Chart("Contatados no giro", table, "manager", "contacted_rate", table.next_row + 1, 0, 640, 260)
    page = Sheet("Giro", cells, (table,), (chart,), widths={0: 30}, one_page=len(found.cycle) < 40,
                 footer=footer(found.study))  # fmt: skip
    columns = present(OVERDUE_COLUMNS, found.overdue)
    listed = f"{plural(len(found.overdue), *_MEMBERS)} fora do giro"
    return [page, *list_sheets(found.study, "Fora do giro", columns, found.overdue, rows_per_sheet, listed,
                               none="Todos foram contatados.", fixed_columns=2)]  # fmt: skip


def crossing_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return every member of the last month with all that the exports tell; what none tells is said, not blank."""
    columns = present(CROSSING_COLUMNS, found.crossing)
    absent = f" · sem exportação: {'; '.join(found.absent)}" if found.absent else ""
    title = f"{about(found.study)} · {plural(len(found.crossing), *_MEMBERS)}{absent}"
    page = Sheet("Cruzamento", top("Atraso, soluções, margem e recomendação", title), freeze=(5, 2),
                 footer=footer(found.study))  # fmt: skip
    sums = tuple(c.name for c in columns if c.kind == "money" and c.name != "monthly_income_cents")
    return long_pages(page, columns, found.crossing, rows_per_sheet, sums=(*sums, "solution_count"))


def movers_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return who gained, lost, came and left, the latest month first."""
    counted = plural(len(found.movers), "mudança", "mudanças")
    columns = present(MOVER_COLUMNS, found.movers)
    return list_sheets(found.study, "Quem mudou", columns, found.movers, rows_per_sheet, counted,
                       none="Só há um mês, ou nada mudou.", fixed_columns=2)  # fmt: skip


def groups_sheets(found: Relationship, rows_per_sheet: int) -> list[Sheet]:
    """Return every group in every month."""
    columns = present(GROUP_COLUMNS, found.groups)
    page = Sheet("Carteiras por mês", top("Carteiras por mês", about(found.study)), freeze=(5, 2),
                 footer=footer(found.study))  # fmt: skip
    return long_pages(page, columns, found.groups, rows_per_sheet)
