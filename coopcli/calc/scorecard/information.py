"""Weight of evidence and information value, by optbinning: a help to whoever calibrates a scorecard."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.scorecard.backtest import read_index
from coopcli.extras import require
from coopcli.money import brl
from coopcli.results.scorecard import Bin, Information
from coopcli.rulebook.vocabulary import FACTS
from coopcli.words import CHOICE_TITLES
from coopcli.words.scorecard import BIN_COLUMNS, INFORMATION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.rulebook.tables import Row, RuleFile

NOT_TOLD = "Não informado"


def information(cases: pd.DataFrame, rule: RuleFile) -> Information:
    """Return the bands of each characteristic that part good from bad, with WoE and IV, the most telling first.

    ``cases`` have the facts and ``is_bad``. A characteristic that nobody told, or with one value, is left out and
    named; all of them where every case is good, or bad.
    """
    require("binning", "--woe")
    is_bad = cases["is_bad"].to_numpy(dtype=bool)
    found, titles, left_out = {}, {}, []
    for row in rule.tables["characteristics"].rows:
        fact = str(row.outcomes["fact"])
        if fact not in cases or cases[fact].nunique() < 2 or is_bad.all() or not is_bad.any():
            left_out.append(row.title)
            continue
        found[fact], titles[fact] = _binned(cases[fact], is_bad, row, float(rule["least_bin_rate"])), row.title
    tables = {fact: table for fact, (table, _) in found.items()}
    values = {fact: float(table["iv"].sum()) for fact, table in tables.items()}
    order = sorted(values, key=lambda fact: -values[fact])
    readings = read_index(np.array([values[fact] for fact in order]), rule.tables["iv_reading"], "iv_millionths")
    rows = [
        (titles[fact], int((tables[fact]["count"] > 0).sum()), values[fact], reading)
        for fact, reading in zip(order, readings, strict=True)
    ]
    return Information(
        pd.DataFrame(rows, columns=[column.name for column in INFORMATION_COLUMNS]),
        _together([tables[fact] for fact in order]),
        {fact: found[fact][1] for fact in order},
        titles,
        tuple(left_out),
    )


def _together(tables: list[pd.DataFrame]) -> pd.DataFrame:
    names = [column.name for column in BIN_COLUMNS]
    return pd.concat(tables, ignore_index=True)[names] if tables else pd.DataFrame(columns=names)


def _binned(column: pd.Series[Any], is_bad: Flags, row: Row, least: float) -> tuple[pd.DataFrame, list[Bin]]:
    """Return BIN_COLUMNS and the bands of one characteristic."""
    logging.getLogger("__cvxpy__").addFilter(lambda _record: False)  # it tells of solvers that are not used
    from optbinning import OptimalBinning

    is_number = row.outcomes["coding"] == "number"
    if is_number:
        values = column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    else:
        values = column.astype(object).where(column.notna(), None).to_numpy(dtype=object)
    kind = "numerical" if is_number else "categorical"
    binning = OptimalBinning(row.title, dtype=kind, min_bin_size=least).fit(values, is_bad.astype(np.int64))
    table = binning.binning_table.build(add_totals=False)
    bins = _number_bins(binning.splits) if is_number else [Bin(0.0, words=tuple(map(str, s))) for s in binning.splits]
    bins = [*bins, Bin(0.0, is_missing=True)]
    parts = table.drop(index=table.index[-2])  # the row of special codes, of which there are none
    woes = [float(woe or 0) for woe in parts["WoE"]]
    bins = [Bin(woe, b.low, b.high, b.words, b.is_missing) for woe, b in zip(woes, bins, strict=True)]
    return _bin_rows(parts, bins, row), bins


def _number_bins(splits: Any) -> list[Bin]:
    """Return the bands between the splits; a fact is a whole number, so that below 34.5 is below 35."""
    edges = [math.ceil(split) for split in splits]
    return [Bin(0.0, low, high) for low, high in zip([None, *edges], [*edges, None], strict=True)]


def _bin_rows(parts: pd.DataFrame, bins: list[Bin], row: Row) -> pd.DataFrame:
    columns = {
        "characteristic": row.title,
        "bin": [bin_words(b, str(row.outcomes["fact"])) for b in bins],
        "count": parts["Count"].to_numpy(dtype=np.int64),
        "good": parts["Non-event"].to_numpy(dtype=np.int64),
        "bad": parts["Event"].to_numpy(dtype=np.int64),
        "bad_rate": parts["Event rate"].to_numpy(dtype=np.float64),
        "woe": [b.woe for b in bins],
        "iv": parts["IV"].to_numpy(dtype=np.float64),
    }
    rows = pd.DataFrame(columns)
    return rows[rows["count"] > 0]


def bin_words(found: Bin, fact: str) -> str:
    """Return a band in words: ``até 34``, ``35 a 44``, ``45 ou mais``, the categories, or that it is not told."""
    low, high = _told(found.low, fact), _told(None if found.high is None else found.high - 1, fact)
    if found.is_missing:
        return NOT_TOLD
    if found.words:
        return ", ".join(CHOICE_TITLES.get(word, word) for word in found.words)
    if not low:
        return f"até {high}" if high else "todos"
    if low == high:
        return low
    return f"{low} a {high}" if high else f"{low} ou mais"


def _told(number: int | None, fact: str) -> str:
    """Return a limit as it is read, amounts in reais."""
    if number is None:
        return ""
    return brl(number) if FACTS[fact].kind == "money" else str(number)
