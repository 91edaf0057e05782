"""What a row set aside was last known to be worth, where its own amount could not be read: never R$ 0,00."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed
from coopcli.calc.portfolio import OVERDRAFT_PREFIX
from coopcli.words import FRAMES

if TYPE_CHECKING:
    from coopcli.reading.read import Exports
    from coopcli.results import SourceFile

_OPERATIONS = {"contracts": ("contract_id", ""), "current_accounts": ("account_id", OVERDRAFT_PREFIX)}
"""The frames of which a row is an operation, with the column and the prefix of its number."""


def with_last_known(exports: Exports, before: pd.DataFrame | None) -> Exports:
    """Return the exports with the rows set aside valued: by the balance at the previous close (``before``), else by
    the amount contracted; the files tell how much that is and how many rows nobody can value."""
    aside, sources = dict(exports.aside), list(exports.sources)
    for name in (frame.name for frame in FRAMES.values() if frame.amount and len(aside[frame.name])):
        rows, amount = aside[name], FRAMES[name].amount
        unread = rows[amount].isna().to_numpy()
        last = _last_known(name, rows, before) if name in _OPERATIONS else pd.Series(pd.NA, rows.index, dtype="Int64")
        known = last.where(unread & last.notna().to_numpy())
        aside[name] = rows.assign(**{amount: rows[amount].fillna(known)})
        sources = [_valued(i, source, rows["source"] == i, known, unread) for i, source in enumerate(sources)]
    return replace(exports, aside=aside, sources=sources)


def _last_known(name: str, rows: pd.DataFrame, before: pd.DataFrame | None) -> pd.Series[int]:
    """Return what each row was last known to owe, missing where nothing tells it."""
    column, prefix = _OPERATIONS[name]
    contracted = rows["amount_cents"] if "amount_cents" in rows else pd.Series(pd.NA, rows.index)
    told = contracted.astype("Int64")
    if before is not None and "balance_cents" in before:
        at = Keyed(before["contract_id"]).of(prefix + rows[column])
        told = at.column(before["balance_cents"].astype("Int64")).set_axis(rows.index).fillna(told)
    return told


def _valued(i: int, source: SourceFile, mine: pd.Series[bool], known: pd.Series[int], unread: np.ndarray) -> SourceFile:  # type: ignore[type-arg]
    own = mine.to_numpy(dtype=bool)
    if not (own & unread).any():
        return source
    unvalued = int((own & unread & known.isna().to_numpy()).sum())
    return replace(source, cents_unread=int(known[own].fillna(0).sum()), rows_unvalued=unvalued)
