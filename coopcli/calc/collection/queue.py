"""The queue of the day: one row a debtor, at the highest stage of any debt, what is late against the policy first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.columns import Keyed, beside, joined, nullable, strings
from coopcli.words.collection import QUEUE_COLUMNS
from coopcli.words.lists import DESTINATIONS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints

OF_THE_ACT = (
    "client_key", "member_id", "document", "member_name", "branch", "situation_title", "debt_id", "act_title",
    "responsible", "channel", "letter", "deadline_date", "missing_prerequisites", "stage_article",
)  # fmt: skip
TO_DO, WAITING = DESTINATIONS["queue"], DESTINATIONS["waiting"]


def queue_of(debts: pd.DataFrame) -> pd.DataFrame:
    """Return the queue (QUEUE_COLUMNS) of the debts (DEBT_COLUMNS).

    Keeps   every debt that is in the queue or waits for a date, in exactly one row; its amounts add up to theirs.
            The act is that of the debt at the highest stage, an act before a wait; a row is late where any of them is.
    """
    in_queue = debts["destination_title"].isin((TO_DO, WAITING)).to_numpy()
    rows = debts[in_queue].reset_index(drop=True)
    keys = strings(rows["client_key"]).dictionary_encode()
    client = keys.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    order = _by_client(rows, client)
    starts = np.flatnonzero(np.diff(client[order], prepend=-1))
    first = order[starts]
    found = rows.iloc[first].reset_index(drop=True)[list(OF_THE_ACT)]
    held = debts[(debts["destination_title"] == DESTINATIONS["held"]).to_numpy()]
    late = rows["is_act_late"].to_numpy(dtype=bool)
    highest = rows["stage_rank"].to_numpy(dtype=np.int64)[order]
    top = order[_first_of_max(highest, starts)]
    totals = {name: _reduced(np.add, rows[name], order, starts) for name in ("overdue_cents", "balance_cents")} | {
        name: _reduced(np.maximum, rows[name], order, starts) for name in ("days_past_due", "days_late_on_act")
    }
    queue = found.assign(
        **totals,
        stage_title=rows["stage_title"].to_numpy()[top],
        stage_rank=rows["stage_rank"].to_numpy(dtype=np.int64)[top],
        debt_count=np.diff(np.append(starts, len(order))),
        debts=_listed(rows, order, starts),
        updated_cents=_updated(rows["updated_cents"], order, starts),
        is_act_late=np.maximum.reduceat(late[order], starts) if len(starts) else late[:0],
        held_debts=_held_lists(held, found["client_key"]),
    )
    return _sorted(queue)[[column.name for column in QUEUE_COLUMNS]]


def _by_client(rows: pd.DataFrame, client: Ints) -> Ints:
    """Return the debts of each debtor together, the one whose act is to be done first."""
    waits = (rows["destination_title"] == WAITING).to_numpy()
    return np.lexsort(
        (
            -rows["overdue_cents"].to_numpy(dtype=np.int64),
            -rows["days_late_on_act"].to_numpy(dtype=np.int64),
            -rows["stage_rank"].to_numpy(dtype=np.int64),
            waits,
            client,
        )
    )


def _first_of_max(values: Ints, starts: Ints) -> Ints:
    """Return where the highest value of each group first stands."""
    if not len(starts):
        return starts
    best = np.repeat(np.maximum.reduceat(values, starts), np.diff(np.append(starts, len(values))))
    place = np.where(values == best, np.arange(len(values)), len(values))
    return np.minimum.reduceat(place, starts)


def _reduced(by: np.ufunc, column: pd.Series, order: Ints, starts: Ints) -> Ints:  # type: ignore[type-arg]
    values = column.to_numpy(dtype=np.int64)[order]
    return by.reduceat(values, starts) if len(starts) else values[:0]


def _updated(column: pd.Series, order: Ints, starts: Ints) -> pd.arrays.IntegerArray:  # type: ignore[type-arg]
    """Return what each debtor owes with charges; missing where it is of any of the debts."""
    known: Flags = column.notna().to_numpy()[order]
    values = column.fillna(0).to_numpy(dtype=np.int64)[order]
    if not len(starts):
        return nullable(values[:0], known[:0])
    return nullable(np.add.reduceat(values, starts), np.logical_and.reduceat(known, starts))


def _listed(rows: pd.DataFrame, order: Ints, starts: Ints) -> pd.Series[str]:
    """Return the debts of each debtor in words: ``1234: Atraso, 30 dias; 5678: Inadimplência, 95 dias``."""
    ordered = rows.iloc[order]
    days = pc.cast(pa.array(ordered["days_past_due"].to_numpy(dtype=np.int64)), pa.string())
    stage = pc.fill_null(strings(ordered["stage_title"]), "")
    each = beside(strings(ordered["debt_id"]), ": ", stage, ", ", days, " dias")
    return joined(each, np.append(starts, len(order)), "; ")


def _held_lists(held: pd.DataFrame, clients: pd.Series[str]) -> pd.Series[str]:
    """Return the debts of each debtor that a pause holds ('' where none)."""
    ordered = held.sort_values("client_key", kind="stable")
    keys = strings(ordered["client_key"]).dictionary_encode()
    number: Ints = keys.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    ends = np.append(np.flatnonzero(np.diff(number, prepend=-1)), len(number))
    lists = joined(strings(ordered["debt_id"]), ends, ", ")
    return Keyed(keys.dictionary).of(clients).text(lists).fillna("")


def _sorted(queue: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of the day: late acts by how late, then the highest stage, then the deadline."""
    order = np.lexsort(
        (
            queue["client_key"].to_numpy(dtype=object).astype(str),
            -queue["overdue_cents"].to_numpy(dtype=np.int64),
            queue["deadline_date"].fillna(pd.Timestamp.max.floor("D")).to_numpy(),
            -queue["stage_rank"].to_numpy(dtype=np.int64),
            -queue["days_late_on_act"].to_numpy(dtype=np.int64),
            ~queue["is_act_late"].to_numpy(dtype=bool),
        )
    )
    return queue.iloc[order].reset_index(drop=True)
