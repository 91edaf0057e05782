"""Arrasto: the operations that another one's class pulled down, and what that cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, stacked, top
from coopcli.results import Classified, Month
from coopcli.words.classification import DRAGGED_COLUMNS, EXCEPTION_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_EXCEPTIONS = "Exceções documentadas em vigor: não recebem o risco de outra da mesma contraparte"

_NONE = "Nenhuma operação teve a classificação arrastada por outra da mesma contraparte ou grupo."


def contagion_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the dragged operations of every regime in one list, or the sentence that there are none."""
    rows = stacked([dragged(month, classified) for classified in month.classified], DRAGGED_COLUMNS)
    text = plural(len(rows), "operação arrastada", "operações arrastadas")
    cells = top("Arrasto", f"{about(month)} · {text}")
    excepted = _exceptions(month)
    if excepted:
        cells = (*cells, Cell(3, 0, _EXCEPTIONS, "heading", across=len(EXCEPTION_COLUMNS)))
    if not len(rows):
        below = max([table.next_row + 1 for table in excepted], default=3)
        nothing = Cell(below, 0, _NONE)
        return [Sheet("Arrasto", (*cells, nothing), tuple(excepted), widths={0: 90}, footer=footer(month))]
    page = Sheet("Arrasto", cells, tuple(excepted), freeze=(2, 2) if excepted else (5, 2), footer=footer(month))
    sums = ("balance_cents", "own_provision_cents", "provision_cents", "difference_cents")
    return long_pages(page, DRAGGED_COLUMNS, rows, rows_per_sheet, sums=sums)


def _exceptions(month: Month) -> list[Table]:
    """Return the documented exceptions in force, with author and reason (no table where there is none)."""
    if month.registers is None or not len(month.registers.exceptions):
        return []
    return [Table(EXCEPTION_COLUMNS, month.registers.exceptions, 4)]


def dragged(month: Month, classified: Classified) -> pd.DataFrame:
    """Return the dragged operations, with their class and provision had they not been."""
    facts = month.operations.reset_index(drop=True)
    given = classified.operations.reset_index(drop=True)
    hit = given["contagion_source"].astype("str").fillna("") != ""
    days = facts.drop_duplicates("contract_id").set_index("contract_id")["days_past_due"]
    rows = facts.loc[hit, [column.name for column in DRAGGED_COLUMNS if column.name in facts]].assign(
        regime=classified.act
    )
    for name in ("contagion_source", "own_provision_cents", "provision_cents"):
        rows[name] = given.loc[hit, name]
    is_level = "own_class" in given
    rows["risk_class"] = given.loc[hit, "risk_class"] if is_level else "ativo problemático"
    rows["class_article"] = given.loc[hit, "class_article" if is_level else "problem_article"]
    rows["source_days"] = rows["contagion_source"].astype("str").map(days).astype("Int64")
    rows["own_class"] = given.loc[hit, "own_class"] if is_level else "não problemático"
    rows["difference_cents"] = rows["provision_cents"] - rows["own_provision_cents"]
    return rows[[one.name for one in DRAGGED_COLUMNS]]
