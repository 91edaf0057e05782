"""The level that a renegotiated operation must keep: Res. CMN 2.682/1999, art. 8, caput and § 1.

A *hold* says that a contract keeps at least a level since a day. Holds come from the renegotiations sheet (one for
each contract replaced), from the previous close (what it held, and the class of what the system has marked as
renegotiated since) and from write-offs. A review after that day, for significant amortisation or new facts, betters it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from coopcli.calc.columns import Groups, Keyed, days, strings
from coopcli.dates import NEVER
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio

H = LEVELS.index("H")
GROUNDS = ("amortization", "new_fact")
"""What art. 8, § 1, admits a lower risk for."""


@dataclass(frozen=True)
class HeldLevels:
    """For each operation, as ranks in ``LEVELS`` (-1: none): ``rank`` is the level to keep after any documented
    improvement, ``before`` the one without it, ``since`` the day of the renegotiation. ``is_unknown``: it is a
    renegotiation and nothing tells the level."""

    rank: Ints
    before: Ints
    since: Days
    is_improved: Flags
    was_written_off: Flags
    is_unknown: Flags


def held_levels(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], previous: pd.DataFrame | None,
    previous_on: np.datetime64 | None,
) -> HeldLevels:  # fmt: skip
    """Return the level that art. 8 makes each operation keep.

    Reads   renegotiations, reviews with their ground, write_offs; of the previous close ``risk_class``,
            ``is_renegotiated``, ``held_before`` and ``held_since``, where it has them.
    """
    day = np.datetime64(portfolio.on, "D")
    sheet = frames["renegotiations"]
    sheet = sheet[~(days(sheet["renegotiation_date"]) > day)]
    nodes = _nodes(portfolio.ids, sheet)
    past = _Past(nodes, previous)
    replaced = _replaced(nodes, sheet, frames["write_offs"], past, day, previous_on)
    marked = portfolio.operations["is_renegotiated"].to_numpy(dtype=bool)
    renegotiated = np.zeros(len(nodes), dtype=bool)
    renegotiated[np.flatnonzero(marked)] = True
    renegotiated[replaced["contract"].to_numpy()] = True
    carried, marked_since = past.carried(renegotiated), _newly_marked(portfolio, past, replaced, day)
    holds = pd.concat([replaced, carried, marked_since, _written_off(portfolio, frames, day)], ignore_index=True)
    better = _Improvements(nodes, frames["reviews"], day)
    found = _deciding(holds, better, len(nodes), portfolio.size)
    return replace(found, is_unknown=renegotiated[: portfolio.size] & (found.rank < 0))


def level_ranks(column: pd.Series[Any]) -> Ints:
    """Return the place of each level from the best to the worst (-1: missing)."""
    return pd.Categorical(column, categories=list(LEVELS)).codes.astype(np.int64)


def _nodes(ids: pa.Array, sheet: pd.DataFrame) -> pa.Array:
    """Return every contract that is spoken of, the operations of the portfolio first, in their order."""
    named = pa.concat_arrays([strings(sheet["contract_id"]), strings(sheet["previous_contract_id"])]).unique()
    return pa.concat_arrays([ids, named.filter(pa.array(~Keyed(ids).has(named)))])


def _holds(contract: Ints, level: Ints, since: Days, *, by_write_off: bool = False) -> pd.DataFrame:
    """Return holds as rows; ``source`` is the contract whose own level counts too (-1: none)."""
    columns = {"contract": contract, "level": level, "since": since.astype("datetime64[s]")}
    return pd.DataFrame({**columns, "by_write_off": by_write_off, "source": np.int64(-1)})


class _Past:
    """What the previous close knew of each node."""

    def __init__(self, nodes: pa.Array, previous: pd.DataFrame | None) -> None:
        size = len(nodes)
        self.level = np.full(size, -1, dtype=np.int64)
        self.held = np.full(size, -1, dtype=np.int64)
        self.since = np.full(size, NEVER)
        self.was_unmarked = np.zeros(size, dtype=bool)
        if previous is None:
            return
        known = Keyed(previous["contract_id"]).of(nodes)
        if "risk_class" in previous:
            self.level = known.at(level_ranks(previous["risk_class"]), -1)
        if "held_before" in previous:
            self.held = known.at(level_ranks(previous["held_before"]), -1)
            self.since = known.at(days(previous["held_since"]), NEVER)
        if "is_renegotiated" in previous:
            unmarked = ~previous["is_renegotiated"].fillna(False).to_numpy(dtype=bool)
            self.was_unmarked = known.at(unmarked, none=False)

    def carried(self, renegotiated: Flags) -> pd.DataFrame:
        """Return what was held at the previous close, of contracts that are still told to be renegotiated."""
        at = np.flatnonzero((self.held >= 0) & renegotiated)
        return _holds(at, self.held[at], self.since[at])


def _replaced(
    nodes: pa.Array, sheet: pd.DataFrame, write_offs: pd.DataFrame, past: _Past, day: np.datetime64,
    previous_on: np.datetime64 | None,
) -> pd.DataFrame:  # fmt: skip
    """Return the holds of the renegotiations sheet: of each contract replaced, the worst of the level told, its class
    at the previous close where the renegotiation came after it, and H where it had been written off.

    Where no close knows the level, that of the contract replaced counts as the sheet itself has it (``source``).
    """
    new, old = (Keyed(nodes).of(sheet[name]).of for name in ("contract_id", "previous_contract_id"))  # all are nodes
    dated = days(sheet["renegotiation_date"])
    first_seen = np.where(np.isnat(past.since[new]), day, past.since[new])
    since = np.where(np.isnat(dated), first_seen, dated)
    is_recent = dated > previous_on if previous_on is not None else np.zeros(len(new), dtype=bool)
    carried = past.held[new] >= 0
    known = np.where(is_recent | ~carried, past.level[old], -1)
    gone = _first_write_off(nodes, write_offs)[old] <= since
    holds = _holds(new, np.maximum(level_ranks(sheet["held_level"]), known), since)
    holds["source"] = np.where((known < 0) & ~carried, old, -1)
    written_off = _holds(new[gone], np.full(int(gone.sum()), H), since[gone], by_write_off=True)
    return pd.concat([holds, written_off], ignore_index=True)


def _first_write_off(nodes: pa.Array, write_offs: pd.DataFrame) -> Days:
    return Keyed(nodes).of(write_offs["contract_id"]).min(days(write_offs["write_off_date"]), NEVER)


def _written_off(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], day: np.datetime64) -> pd.DataFrame:
    """Return the holds of what the write-offs sheet says that was renegotiated into operations of the portfolio."""
    into = Keyed(portfolio.ids).of(frames["write_offs"]["renegotiated_into"])
    at = into.of[into.known]
    since = days(portfolio.operations["contract_date"])[at]
    unknown = np.isnat(since)
    return _holds(
        at, np.full(len(at), H), np.where(unknown, np.datetime64(portfolio.on, "D"), since), by_write_off=True
    )


def _newly_marked(portfolio: Portfolio, past: _Past, replaced: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Return the holds of operations that the system has marked as renegotiated since the previous close."""
    marked = portfolio.operations["is_renegotiated"].to_numpy(dtype=bool)
    at = np.flatnonzero(marked & past.was_unmarked[: portfolio.size] & (past.level[: portfolio.size] >= 0))
    at = at[~np.isin(at, replaced["contract"].to_numpy())]
    return _holds(at, past.level[at], np.full(len(at), day))


class _Improvements:
    """The latest review of each node for a reason of art. 8, § 1."""

    def __init__(self, nodes: pa.Array, reviews: pd.DataFrame, day: np.datetime64) -> None:
        counts = reviews["ground"].isin(GROUNDS).to_numpy(dtype=bool) & (days(reviews["review_date"]) <= day)
        rows = reviews[counts].sort_values("review_date", kind="stable")
        latest = Keyed(nodes).of(rows["contract_id"]).last()
        self._on = latest.at(days(rows["review_date"]), NEVER)
        self._level = latest.at(level_ranks(rows["level"]), -1)

    def of(self, contract: Ints, level: Ints, since: Days) -> Ints:
        """Return the levels of holds once bettered by a review after their day."""
        betters = self._on[contract] > since
        return np.where(betters, np.minimum(level, self._level[contract]), level)


def _deciding(holds: pd.DataFrame, better: _Improvements, nodes: int, size: int) -> HeldLevels:
    """Return, for each operation, the hold that asks for the worst level (of equals, the latest)."""
    contract, since = holds["contract"].to_numpy(), days(holds["since"])
    raw, kept = _through_chains(holds, better, nodes)
    written_off = np.zeros(nodes, dtype=bool)
    written_off[contract[holds["by_write_off"].to_numpy(dtype=bool) & (kept == H)]] = True
    order = np.lexsort((since.astype(np.int64), raw, kept))
    order = order[kept[order] >= 0]
    worst = Groups(contract[order], nodes).last()[slice(size)].within(Groups(order, len(holds)))
    rank, before = (worst.at(values, -1) for values in (kept, raw))
    return HeldLevels(
        rank, before, worst.at(since, NEVER), rank < before, written_off[:size], np.zeros(size, dtype=bool)
    )


def _through_chains(holds: pd.DataFrame, better: _Improvements, nodes: int) -> tuple[Ints, Ints]:
    """Return the level of each hold, before and after improvement, once those of what was replaced have come through.

    Levels only grow from one turn to the next, and there are nine of them: chains and circles both come to rest.
    """
    contract, source = holds["contract"].to_numpy(), holds["source"].to_numpy()
    own, since = holds["level"].to_numpy(), days(holds["since"])
    floor = np.full(nodes, -1, dtype=np.int64)
    while True:
        raw = np.where(source >= 0, np.maximum(own, floor[source]), own)
        kept = better.of(contract, raw, since)
        grown = np.maximum(floor, Groups(contract, nodes).max(kept, -1))
        if (grown == floor).all():
            return raw, kept
        floor = grown
