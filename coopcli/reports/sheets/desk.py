"""The sheets of the credit desk: summary, proposals, committee, limits, impediments, answers, authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.money import brl
from coopcli.reports.desk_pages import desk_pages
from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.sheets.desk_committee import committee_sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, top
from coopcli.results import Study
from coopcli.results.desk import BLOCKED, CLEAR, TO_CHECK, AuthorityTable, Desk, Rating
from coopcli.words import Column
from coopcli.words.desk import (
    ANSWER_COLUMNS,
    FINDING_COLUMNS,
    LIMIT_COLUMNS,
    RATING_COLUMNS,
    SCORE_COLUMNS,
    STEP_COLUMNS,
    SUMMARY_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_COUNTS = (
    Column("name", "text", ""),
    Column("count", "count", "Propostas"),
    Column("amount_cents", "money", "Valor proposto"),
)
_NOT_DECIDED = "sem alçada"
_CHART_SIZE = (430, 230)


def desk_sheets(study: Study, desk: Desk, rows_per_sheet: int) -> list[Sheet]:
    """Return the sheets of the proposals, from the summary to the answers."""
    return [
        _summary_sheet(study, desk),
        *_list(study, "Propostas", SUMMARY_COLUMNS, desk.summary, rows_per_sheet, ("amount_cents",)),
        committee_sheet(study, desk_pages(study, desk)),
        *_list(study, "Limites", LIMIT_COLUMNS, desk.limits, rows_per_sheet),
        *_list(study, "Impedimentos", FINDING_COLUMNS, desk.findings, rows_per_sheet, widths={3: 64, 4: 60}),
        *rating_sheets(study, desk.rating, rows_per_sheet),
        *_list(study, "Alçada por proposta", STEP_COLUMNS, desk.steps, rows_per_sheet),
    ]


def rating_sheets(study: Study, rating: Rating, rows_per_sheet: int) -> list[Sheet]:
    """Return the ratings, and every answer with its origin."""
    return [
        *_list(study, "Rating", RATING_COLUMNS, rating.ratings, rows_per_sheet, ("amount_cents",), {12: 100}),
        *_list(study, "Questionário", ANSWER_COLUMNS, rating.answers, rows_per_sheet, ("points",), {6: 76, 7: 60}),
    ]


def score_sheets(study: Study, scores: pd.DataFrame, rows_per_sheet: int) -> list[Sheet]:
    """Return the scores of weighted points."""
    return _list(study, "Pontuação", SCORE_COLUMNS, scores, rows_per_sheet, ("amount_cents",))


def authority_sheets(study: Study, table: AuthorityTable) -> list[Sheet]:
    """Return the table of limits for the reference equity."""
    equity = (
        f"PR da cooperativa: {brl(table.reference_equity_cents)} · percentual {table.percentage}% ({table.article})"
    )
    columns = (
        Column("authority_title", "text", "Descrição das alçadas"),
        Column("base_cents", "money", "Valor da Figura 3"),
        *(Column(name, "money", title) for title, name in table.groups.items()),
    )
    rows = Table(columns, table.rows, 4)
    below = [Cell(rows.next_row + 1 + i, 0, words) for i, words in enumerate(table.notes)]
    cells = (*top("Alçadas", about(study)), Cell(2, 0, equity, "heading", across=len(columns)), *below)
    return [Sheet("Alçadas", cells, (rows,), widths={0: 44}, footer=footer(study))]


def _list(
    study: Study, name: str, columns: tuple[Column, ...], rows: pd.DataFrame, rows_per_sheet: int,
    sums: tuple[str, ...] = (), widths: Mapping[int, float] | None = None,
) -> list[Sheet]:  # fmt: skip
    told = f"{about(study)} · {plural(len(rows), 'linha', 'linhas')}"
    page = Sheet(name, top(name, told), freeze=(5, 1), widths=widths or {}, footer=footer(study))
    return long_pages(page, columns, rows, rows_per_sheet, sums=sums)


def _summary_sheet(study: Study, desk: Desk) -> Sheet:
    rows = desk.summary
    situations = _counted(rows, "standing", (CLEAR, TO_CHECK, BLOCKED), "Situação", 8)
    levels = _counted(rows, "level", tuple(sorted(rows["level"].dropna().unique())), "Rating", situations.next_row + 2)
    decided = rows.assign(authority_title=rows["authority_title"].fillna(_NOT_DECIDED))
    order = tuple(dict.fromkeys([*desk.steps["authority_title"], _NOT_DECIDED]))
    authorities = _counted(decided, "authority_title", order, "Alçada", levels.next_row + 2)
    tiles = (
        ("Propostas", len(rows), "count"), ("Valor proposto", int(rows["amount_cents"].sum()), "money"),
        ("Impedidas", int((rows["standing"] == BLOCKED).sum()), "count"),
    )  # fmt: skip
    cells = [*top("Propostas de crédito", about(study))]
    for place, (label, value, kind) in enumerate(tiles):
        cells += [Cell(3, place, label, "tile_label"), Cell(4, place, value, "tile_value", kind)]  # type: ignore[arg-type]
    for table, words in ((situations, "Por situação"), (levels, "Por rating"), (authorities, "Por alçada")):
        cells.append(Cell(table.row - 1, 0, words, "heading", across=3))
    for row, alert in enumerate(study.alerts, authorities.next_row + 1):
        cells.append(Cell(row, 0, alert, "warning", across=8))
    charts = (Chart("Propostas por rating", levels, "name", "count", 6, 4, *_CHART_SIZE),) if len(levels.rows) else ()
    return Sheet(
        "Resumo", tuple(cells), (situations, levels, authorities), charts, widths={0: 44, 1: 24, 2: 22},
        heights={4: 23}, footer=footer(study), colour="#1F6F78",
    )  # fmt: skip


def _counted(rows: pd.DataFrame, by: str, order: Sequence[str], title: str, row: int) -> Table:
    """Return how many proposals, and for how much, each value has."""
    groups = rows.groupby(by)["amount_cents"].agg(["size", "sum"])
    found = groups.reindex(list(order)).fillna(0).astype("int64").reset_index()
    found.columns = ["name", "count", "amount_cents"]
    columns = (Column("name", "text", title), *_COUNTS[1:])
    return Table(columns, found, row, sums=("count", "amount_cents"))
