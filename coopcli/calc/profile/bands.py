"""Tables of who is late, by bands of one characteristic, as the rule draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.profile.association import association
from coopcli.results.profile import NOBODY_TOLD, UNKNOWN_BAND, Association, BandTable
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words import CHOICE_TITLES

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.rulebook.tables import Row, RuleFile

REST = "(as demais)"
"""The band of the rarest values, where there are too many."""


def band_tables(facts: pd.DataFrame, is_late: Flags, rule: RuleFile) -> list[BandTable]:
    """Return a table for each characteristic of the rule, in its order; each adds up to all contracts."""
    least = int(rule["least_expected_count"])
    rows = rule.tables["characteristics"].rows
    return [_band_table(row, bands_of(facts, row, rule), is_late, least) for row in rows]


def bands_of(facts: pd.DataFrame, row: Row, rule: RuleFile) -> pd.Categorical:
    """Return the band of each contract, of the table that ``row`` names, in the order of that table.

    What the table does not list stays as it is written, after the listed bands, the rarest beyond ``most_bands``
    together; what is not told comes last.
    """
    fact, name = str(row.outcomes["fact"]), str(row.outcomes.get("table", ""))
    written = _written(facts, fact)
    listed: list[str] = []
    if name:
        table = rule.tables[name]
        decided = decide(table, Facts.of(facts)).outcome("band")
        listed = list(dict.fromkeys(str(r.outcomes["band"]) for r in table.rows))
        written = pd.Series(decided.astype(object)).fillna(written)
    told = written.astype(object).where(written.notna(), UNKNOWN_BAND).astype(str)
    counts = told[~told.isin([*listed, UNKNOWN_BAND])].value_counts()
    rare = counts.index[int(rule["most_bands"]) :]
    told = told.where(~told.isin(rare), REST)
    rest = [REST] if len(rare) else []
    others = sorted(set(counts.index) - {*rare, REST})
    order = [*(band for band in listed if band != UNKNOWN_BAND), *others, *rest, UNKNOWN_BAND]
    return pd.Categorical(told, categories=order)


def _written(facts: pd.DataFrame, fact: str) -> pd.Series[Any]:
    """Return a text fact as it was written, a closed list by its titles."""
    column = facts.get(f"{fact}_written", facts[fact]).astype(object)
    tidy = {value: " ".join(str(value).split()) or None for value in column.dropna().unique()}
    return column.map({value: CHOICE_TITLES.get(word or "", word) for value, word in tidy.items()})


def _band_table(row: Row, bands: pd.Categorical, is_late: Flags, least: int) -> BandTable:
    size = len(bands.categories)
    total = np.bincount(bands.codes, minlength=size).astype(np.int64)
    late = np.bincount(bands.codes[is_late], minlength=size).astype(np.int64)
    rows = pd.DataFrame(
        {
            "band": list(bands.categories),
            "total": total,
            "on_time": total - late,
            "late": late,
            "late_rate": shares(late, total),
            "portfolio_share": shares(total, np.full(size, total.sum())),
            "late_share": shares(late, np.full(size, late.sum())),
        }
    )
    shown = (total > 0) | (rows["band"] != UNKNOWN_BAND).to_numpy()
    known = rows[(total > 0) & (rows["band"] != UNKNOWN_BAND).to_numpy()]
    counts = known[["on_time", "late"]].to_numpy(dtype=np.int64)
    test = association(counts, least) if len(known) else Association(reason=NOBODY_TOLD)
    return BandTable(row.title, row.article, rows[shown].reset_index(drop=True), test)


def shares(part: np.ndarray[Any, Any], whole: np.ndarray[Any, Any]) -> pd.arrays.FloatingArray:
    """Return part ÷ whole, missing where there is nothing to divide by."""
    empty = whole == 0
    return pd.arrays.FloatingArray(part / np.where(empty, 1, whole), empty)
