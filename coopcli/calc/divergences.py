"""Where the system that exported the portfolio and our calculation do not say the same of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed
from coopcli.words.classification import DIVERGENCE_COLUMNS
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.portfolio import Portfolio


_COMPARED = (
    ("dias", "exported_days_past_due", "days_past_due", "days_difference"),
    ("nível", "exported_level", "risk_class", "level_difference"),
    ("valor vencido", "exported_overdue_cents", "overdue_cents", "overdue_difference_cents"),
)
"""What is compared: its name, the system's column, ours, and where the difference goes."""


def divergences(portfolio: Portfolio, contracts: pd.DataFrame, level: pd.Series[Any] | None) -> pd.DataFrame:
    """Return the operations that the system sees otherwise (results.DIVERGENCE_COLUMNS), the largest balance first.

    Reads   the operations' exported days and level; ``exported_overdue_cents`` of the contracts.
    Adds    ``level``, ours under Res. CMN 2.682, where it was calculated.
    Keeps   out of the comparison what the system does not tell or we do not know.
    """
    rows = portfolio.operations.assign(
        risk_class=level.to_numpy() if level is not None else pd.Series([None] * portfolio.size, dtype="str"),
        exported_overdue_cents=_exported_overdue(portfolio, contracts),
    )
    differs = pd.Series("", index=rows.index, dtype="str")
    for name, theirs, ours, difference in _COMPARED:
        gap = _numbers(rows[ours]) - _numbers(rows[theirs])
        apart = gap.fillna(0) != 0
        told = {column: _nullable(rows[column]).where(apart) for column in (theirs, ours)}
        rows = rows.assign(**told, **{difference: gap.where(apart)})
        differs = differs.where(~apart, differs + np.where(differs == "", "", "; ") + name)
    source = rows["days_source"].astype("str").where(rows["days_difference"].notna())
    found = rows.assign(differs=differs, days_source=source)[differs != ""]
    by_size = found.sort_values(["balance_cents", "contract_id"], ascending=[False, True], kind="stable")
    return by_size[[column.name for column in DIVERGENCE_COLUMNS]].reset_index(drop=True)


def _nullable(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.astype("Int64") if pd.api.types.is_numeric_dtype(column) else column


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as whole numbers with missing values; a level is its place from the best to the worst."""
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("Int64")
    return column.map({level: rank for rank, level in enumerate(LEVELS)}).astype("Int64")


def _exported_overdue(portfolio: Portfolio, contracts: pd.DataFrame) -> pd.arrays.IntegerArray:
    """Return the overdue amount that the system exported of each operation; accounts export none."""
    told = Keyed(contracts["contract_id"]).of(portfolio.ids).column(contracts["exported_overdue_cents"])
    return told.array
