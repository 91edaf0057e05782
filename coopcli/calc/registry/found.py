"""Findings about members, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.words.registry import FINDING_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags


def found(
    members: pd.DataFrame, where: Flags, finding: str | pd.Series[Any], detail: str | pd.Series[Any], importance: str,
    article: str,
) -> pd.DataFrame:  # fmt: skip
    """Return FINDING_COLUMNS of the members at ``where``; a column of findings or details is of all members."""
    own = {
        name: members.loc[where, name].reset_index(drop=True)
        for name in ("member_id", "name", "document", "branch", "manager")
    }
    told = {"finding": finding, "detail": detail}
    columns = {name: _at(value, where) for name, value in told.items()}
    rows = pd.DataFrame({**own, **columns}, index=range(int(where.sum())))
    return rows.assign(importance_title=importance, article=article)[[column.name for column in FINDING_COLUMNS]]


def _at(value: str | pd.Series[Any], where: Flags) -> str | pd.Series[Any]:
    return value if isinstance(value, str) else value[where].reset_index(drop=True)
