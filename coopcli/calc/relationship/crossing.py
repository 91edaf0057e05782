"""Delay, solutions, margin and recommendation of each member, side by side: what the sources present tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.words.relationship import CROSSING_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

BELOW, USUAL, ABOVE = "abaixo", "dentro", "acima"


def crossing(members: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Return the members of the last month with the columns of CROSSING_COLUMNS that they have, the most late first.

    Adds    income_rate, income_words: the margin over the monthly income, against the usual share of it.
    """
    told = _with_income(members, rule) if {"monthly_income_cents", "margin_cents"} <= set(members) else members
    names = [column.name for column in CROSSING_COLUMNS if column.name in told]
    by = [name for name in ("days_past_due", "solution_count") if name in told]
    return told.sort_values([*by, "member_id"], ascending=[False] * len(by) + [True])[names].reset_index(drop=True)


def _with_income(members: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Compared without rounding: margin against the usual share of the income."""
    known = (members["monthly_income_cents"].fillna(0) > 0) & members["margin_cents"].notna()
    income = members["monthly_income_cents"].where(known).astype("Float64")
    margin = members["margin_cents"].where(known).astype("Float64")
    low, high = (float(rule[f"usual_income_{end}_rate"]) for end in ("low", "high"))
    rate = margin / income
    words = np.select([~known, rate.fillna(0) < low, rate.fillna(0) > high], ["", BELOW, ABOVE], default=USUAL)
    return members.assign(income_rate=rate, income_words=pd.Series(words, index=members.index, dtype="str"))
