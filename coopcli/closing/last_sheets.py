"""planilhas.parquet: who had a group, a trigger or a guarantee at a close: a row that is gone next month is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, beside, days, strings
from coopcli.words import FRAMES

if TYPE_CHECKING:
    import pyarrow as pa

    from coopcli.calc.columns import Flags

FILE = "planilhas.parquet"
KEPT = {
    "economic_groups": ("member_id", "document", "group_id"),
    "problem_triggers": ("contract_id", "document", "trigger", "from_date"),
    "renegotiations": ("contract_id", "previous_contract_id"),
    "reviews": ("contract_id", "level", "review_date"),
    "write_offs": ("contract_id", "write_off_date"),
    "guarantees": ("contract_id", "guarantee_kind"),
    "guarantors": ("contract_id", "document"),
}
"""The sheets that decide of a debt by a row, with the columns by which a row is known again."""
_ALL = tuple(dict.fromkeys(name for names in KEPT.values() for name in names))
_DEBTORS = ("contracts", "current_accounts")


def write_sheets(folder: Path, frames: Mapping[str, pd.DataFrame], on: date) -> None:
    """Write the rows of the sheets that hold after the date."""
    rows = [
        _texts(frames[name][_holds(frames[name], np.datetime64(on, "D"))], names).assign(frame=name)
        for name, names in KEPT.items()
    ]
    table = pd.concat(rows, ignore_index=True).reindex(columns=["frame", *_ALL]).fillna("").astype("str")
    table.to_parquet(folder / FILE, index=False, compression="zstd")


def gone(
    before: pd.DataFrame, frames: Mapping[str, pd.DataFrame], aside: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each sheet with what the rows said that are gone, of debts and debtors that are still there; one of which
    a row was set aside (``aside``) has its problem already."""
    for name, names in KEPT.items():
        was = before.loc[before["frame"] == name, list(names)].reset_index(drop=True)
        lost = ~Keyed(_key(_texts(frames[name], names))).has(_key(was))
        lost &= ~_named(was, [aside[name]])
        lost &= _still_there(was, frames) | (name == "write_offs")  # a debt written off is no more in the portfolio
        if lost.any():
            yield name, [_told(name, row) for row in was[lost].to_dict("records")]


def _holds(rows: pd.DataFrame, on: np.datetime64) -> Flags:
    if "until_date" not in rows:
        return np.ones(len(rows), dtype=bool)
    until = days(rows["until_date"])
    holds: Flags = np.isnat(until) | (until > on)
    return holds


def _texts(rows: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the columns as texts, dates in ISO, missing as blank."""
    plain = {name: rows[name].dt.strftime("%Y-%m-%d") if rows[name].dtype.kind == "M" else rows[name] for name in names}
    return pd.DataFrame({name: column.astype("object").fillna("").astype("str") for name, column in plain.items()})


def _key(rows: pd.DataFrame) -> pa.Array:
    return beside(*(part for name in rows for part in (strings(rows[name]), "\x1f")))


def _still_there(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Flags:
    """Return which rows name a contract, a member or a document that this month's debts have."""
    return _named(rows, [frames[name] for name in _DEBTORS])


def _named(rows: pd.DataFrame, tables: Sequence[pd.DataFrame]) -> Flags:
    """Return which rows have the contract of a row of the tables; where they name none, its member or document."""
    found = np.zeros(len(rows), dtype=bool)
    without = (rows["contract_id"] == "").to_numpy() if "contract_id" in rows else np.ones(len(rows), dtype=bool)
    for name in (name for name in ("contract_id", "member_id", "document") if name in rows):
        known = pd.concat([table[name] for table in tables if name in table]).dropna()
        found |= Keyed(known).has(rows[name]) & (without | (name == "contract_id"))
    return found


def _told(frame: str, row: Mapping[str, str]) -> str:
    """Return what a row said; what is personal is only named."""
    columns = [FRAMES[frame].column(name) for name in row if row[name]]
    return ", ".join(column.title if column.personal else f"{column.title} {row[column.name]}" for column in columns)
