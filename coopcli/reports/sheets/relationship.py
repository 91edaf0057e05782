"""Indicadores: solutions and margin per member on one page, and the tables of solutions, families and portfolios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.sheets.parts import Tile, about, footer, plural, tile_cells, top
from coopcli.results.relationship import Relationship, month_columns
from coopcli.words import Column
from coopcli.words.relationship import (
    BAND_COLUMNS,
    EVOLUTION_COLUMNS,
    FAMILY_COLUMNS,
    FAMILY_TOTALS,
    LATEST_COLUMNS,
    MEAN_COLUMNS,
    MOVEMENT_COLUMNS,
    OUTSIDE_COLUMNS,
    SOLUTION_COLUMNS,
    SOLUTION_TOTALS,
)

if TYPE_CHECKING:
    import pandas as pd

_WARM = "#C8793A"
_CHART_ROWS, _CHART_SIZE = 13, (470, 250)
_ISA_UNIT = "soluções por associado"
_MOST_ON_A_PAGE = 40
_TABLE_ROW = 9
_WIDTHS = {0: 22, 1: 15, 2: 17, 3: 12, 4: 24, 5: 20, 6: 4, 7: 18, 8: 18}

_TILE_PLACES = ((0, 1), (1, 2), (3, 2), (5, 2), (7, 2))


def present(columns: Sequence[Column], rows: pd.DataFrame) -> tuple[Column, ...]:
    """Return the columns that the rows have."""
    return tuple(column for column in columns if column.name in rows)


def overview_sheet(found: Relationship) -> Sheet:
    """Return the first sheet: the last month, the months side by side, and what to look at."""
    table = Table(present(EVOLUTION_COLUMNS, found.evolution), found.evolution, _TABLE_ROW)
    mean = Table(present(MEAN_COLUMNS, found.means), found.means, table.next_row + 2)
    charts = [Chart("ISA por mês", table, "month", "isa", mean.next_row + 1, 0, *_CHART_SIZE, unit=_ISA_UNIT)]
    if "margin_per_member_cents" in found.evolution:
        values = (table, "month", "margin_per_member_cents", mean.next_row + 1, 4, *_CHART_SIZE)
        charts.append(Chart("MC por associado", *values, colour=_WARM))
    below = mean.next_row + _CHART_ROWS + 2
    cells = [
        *top("Soluções e margem por associado", f"{about(found.study)} · {found.months[0]} a {found.months[-1]}"),
        *tile_cells(_tiles(found), _TILE_PLACES),
        Cell(_TABLE_ROW - 1, 0, "Mês a mês", "heading", across=len(table.columns)),
        Cell(mean.row - 1, 0, "Em média, cada mês contando uma vez", "heading", across=len(mean.columns)),
        Cell(below, 0, "O que olhar", "heading", across=6),
        *(Cell(below + n, 0, text, "warning", across=6) for n, text in enumerate(_to_look_at(found), 1)),
    ]
    return Sheet(
        "Resumo", tuple(cells), (table, mean), tuple(charts), widths=_WIDTHS,
        heights={4: 15, 5: 24, 6: 23} | dict.fromkeys(range(below + 1, below + 1 + len(_to_look_at(found))), 23.0),
        one_page=True, footer=footer(found.study), colour="#1F6F78",
    )  # fmt: skip


def _tiles(found: Relationship) -> list[Tile]:
    last = found.evolution.iloc[-1]
    month = found.months[-1]
    tiles: list[Tile] = [
        ("ISA", float(last["isa"]), "number", f"{month}: soluções distintas ÷ associados"),
        ("Associados", int(last["member_count"]), "count", plural(int(last["solution_count"]), "solução", "soluções")),
    ]
    if "margin_cents" in last and last.notna()["margin_cents"]:
        each = "MC por associado", int(last["margin_per_member_cents"]), "money", "margem ÷ associados"
        tiles += [each, ("Margem do mês", int(last["margin_cents"]), "money", month)]  # type: ignore[list-item]
    if found.cycle is not None:
        share = int(found.cycle["contacted_count"].sum()) / max(int(found.cycle["member_count"].sum()), 1)
        tiles.append(("Giro da carteira", share, "rate", "contatados dentro do giro"))
    return tiles


def _to_look_at(found: Relationship) -> list[str]:
    now = int(found.check_up["may_call"].sum())
    texts = [f"{plural(len(found.check_up), 'associado', 'associados')} na lista do Check Up, {now} a chamar agora"]
    if found.low_return is not None:
        one, many = (f"{who} muitas soluções e {gives} pouco retorno (aba ISA e MC)"
                     for who, gives in (("associado usa", "dá"), ("associados usam", "dão")))  # fmt: skip
        texts.append(plural(len(found.low_return), one, many))
    if found.absent:
        texts.append(f"sem exportação, fora do relatório: {'; '.join(found.absent)}")
    return [*texts, *found.study.alerts]


def solutions_sheet(found: Relationship) -> Sheet:
    """Return how many members use each solution, month by month, and the names that are not on the list."""
    columns = (*SOLUTION_COLUMNS, *month_columns(found.months), *SOLUTION_TOTALS)
    table = Table(columns, found.solutions, 4, sums=(*found.months, "mean", "change", "last_change"))
    cells = [*top("Soluções", about(found.study)), Cell(3, 0, "Associados que usaram cada solução no mês", "heading",
                                                        across=len(columns))]  # fmt: skip
    tables = [table]
    row = table.next_row + 2
    if len(found.outside):
        tables.append(Table(OUTSIDE_COLUMNS, found.outside, row))
        text = "Fora da lista: produtos não contam no ISA, famílias contam na margem com o nome que têm"
        cells.append(Cell(row - 1, 0, text, "heading", across=len(columns)))
        row = tables[-1].next_row + 2
    chart = Chart(f"Associados por solução, {found.months[-1]}", table, "solution", found.months[-1], row, 0, 1100, 300)
    return Sheet("Soluções", tuple(cells), tuple(tables), (chart,), widths={0: 27, 1: 22}, freeze=(5, 1),
                 one_page=len(found.outside) < _MOST_ON_A_PAGE,
                 footer=footer(found.study))  # fmt: skip


def families_sheets(found: Relationship) -> list[Sheet]:
    """Return the margin of each family, month by month; no sheet without margins."""
    if found.families is None:
        return []
    columns = (*FAMILY_COLUMNS, *month_columns(found.months, money=True), *FAMILY_TOTALS)
    table = Table(columns, found.families, 4, sums=(*found.months, "mean_cents", "share_rate", "change_cents"))
    heading = Cell(3, 0, "Margem de contribuição por família", "heading", across=len(columns))
    chart = Chart(
        "Margem média por família", table, "family", "mean_cents", table.next_row + 1, 0, 900, 280, colour=_WARM
    )
    return [Sheet("Margem", (*top("Margem", about(found.study)), heading), (table,), (chart,), widths={0: 22},
                  freeze=(5, 1), one_page=True, footer=footer(found.study))]  # fmt: skip


def portfolios_sheet(found: Relationship) -> Sheet:
    """Return the groups of the last month: by branch, manager's portfolio and segment."""
    columns = present(LATEST_COLUMNS[1:], found.latest_groups)
    cells, tables, charts, row = list(top("Carteiras", f"{about(found.study)} · {found.months[-1]}")), [], [], 4
    for by, rows in found.latest_groups.groupby("by", sort=False):
        table = Table(columns, rows.reset_index(drop=True), row)
        cells.append(Cell(row - 1, 0, f"Por {_of_group(str(by))}", "heading", across=len(columns)))
        tables.append(table)
        row = table.next_row + 2
        if by == "Gerente":
            charts.append(Chart("ISA por gerente", table, "member_group", "isa", 0, 0, *_CHART_SIZE, unit=_ISA_UNIT))
        if by == "Gerente" and "margin_per_member_cents" in rows:
            value = "margin_per_member_cents"
            charts.append(
                Chart("MC por associado, por gerente", table, "member_group", value, 0, 4, *_CHART_SIZE, colour=_WARM)
            )
    placed = [replace(chart, row=row) for chart in charts]
    return Sheet("Carteiras", tuple(cells), tuple(tables), tuple(placed), widths={0: 30}, freeze=(2, 0),
                 one_page=len(found.latest_groups) < _MOST_ON_A_PAGE, footer=footer(found.study))  # fmt: skip


def _of_group(by: str) -> str:
    return {"PA": "PA", "Gerente": "gerente (carteira)", "Segmento": "segmento"}[by]


def distribution_sheet(found: Relationship) -> Sheet:
    """Return how many members have each number of solutions, and what has moved from month to month."""
    columns = (*BAND_COLUMNS, *month_columns(found.months))
    table = Table(columns, found.distribution, 4, sums=tuple(found.months))
    moves = Table(MOVEMENT_COLUMNS, found.movement, table.next_row + 2)
    cells = (
        *top("Distribuição", about(found.study)),
        Cell(3, 0, "Associados por número de soluções em uso", "heading", across=len(columns)),
        Cell(moves.row - 1, 0, "Quem entrou, saiu, ganhou e perdeu", "heading", across=len(MOVEMENT_COLUMNS)),
        *([] if len(found.movement) else [Cell(moves.next_row, 0, "Só há um mês: nada com que comparar.")]),
    )
    title = f"Associados por número de soluções, {found.months[-1]}"
    chart = Chart(title, table, "solution_count", found.months[-1], 3, len(columns) + 1, 640, 300)
    return Sheet("Distribuição", cells, (table, moves), (chart,), widths={0: 24}, freeze=(2, 1),
                 one_page=len(found.distribution) < _MOST_ON_A_PAGE, footer=footer(found.study))  # fmt: skip
