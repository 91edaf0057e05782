"""Indications of a problem asset other than delay, as the cooperative documents them (Res. CMN 4.966, art. 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.columns import Keyed, dates, days, in_force, strings
from coopcli.dates import DAY, NEVER
from coopcli.documents import client_root
from coopcli.words.lists import TRIGGERS as TRIGGER_TITLES

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

TRIGGERS = tuple(TRIGGER_TITLES)
OF_THE_DEBTOR = ("bankruptcy", "judicial_recovery")
"""Indications that are of the debtor, whatever contract the sheet names."""

CLIMATE = "climate_restructuring"
"""A restructuring that is no indication (art. 72-A), within the norm's dates."""

OF_THE_PAST = "delay"
"""A problem that delay began: it lasts until its cure is documented (§§ 4 and 5), whatever the days are now."""

BEFORE_ALL = np.datetime64("1900-01-01", "D")
"""When a renegotiation began that nobody dated."""


@dataclass(frozen=True)
class Triggers:
    """The indication in force for each operation (missing: none), the first day of any, and whether its debtor is a
    bankrupt company."""

    trigger: pd.Categorical
    since: Days
    is_bankrupt_company: Flags


@dataclass(frozen=True)
class Past:
    """The operations that were problem assets by themselves (``was``), and what is documented of them.

    ``since`` is when each became one, ``began`` the latest beginning that the sheet tells of it, ``evidence`` the
    first day that documents its end (NaT: none does), ``in_cure_since`` what the previous close says of its cure.
    """

    was: Flags
    since: Days
    began: Days
    evidence: Days
    in_cure_since: Days


def declared(frames: Mapping[str, pd.DataFrame], concepts: RuleFile) -> pd.DataFrame:
    """Return the sheet of triggers with the restructurings of the sheet of renegotiations (art. 2, XXI).

    A restructuring that the sheet says is of the climate (art. 72-A) is one only within the norm's dates, and then
    outweighs what the sheet of renegotiations says. A plain renegotiation is no indication (art. 2, XX).
    """
    sheet = frames["problem_triggers"]
    first, last = (np.datetime64(str(concepts[f"climate_restructuring_{end}"]), "D") for end in ("from", "to"))
    since = days(sheet["from_date"])
    is_climate = (sheet["trigger"] == CLIMATE).to_numpy(dtype=bool)
    in_time = (since >= first) & (since <= last)
    sheet = sheet.assign(trigger=sheet["trigger"].where(~is_climate | in_time, "restructuring"))
    rows = frames["renegotiations"]
    rows = rows[(rows["renegotiation_kind"] == "restructured").to_numpy(dtype=bool, na_value=False)]
    rows = rows[~rows["contract_id"].isin(sheet.loc[sheet["trigger"] == CLIMATE, "contract_id"])]
    if not len(rows):
        return sheet
    more = pd.DataFrame({name: rows.get(name) for name in sheet.columns})
    started = days(rows["renegotiation_date"])
    started = np.where(np.isnat(started), BEFORE_ALL, started)
    until = dates(_documented_ends(strings(rows["contract_id"]), started, sheet))
    more = more.assign(trigger="restructuring", from_date=dates(started), until_date=until)
    return pd.concat([sheet, more.astype(sheet.dtypes)], ignore_index=True)


def _documented_ends(contracts: pa.Array, started: Days, sheet: pd.DataFrame) -> Days:
    """Return the first end that the sheet documents of each contract after the day (NaT: none)."""
    ends = np.full(len(contracts), NEVER)
    until = days(sheet["until_date"])
    for row in np.flatnonzero(~np.isnat(until) & sheet["contract_id"].notna().to_numpy()):
        mine = pc.equal(contracts, sheet["contract_id"].iloc[row]).to_numpy(zero_copy_only=False)
        mine = mine & (until[row] > started)
        ends[mine] = np.fmin(ends[mine], until[row])
    return ends


def active_triggers(portfolio: Portfolio, sheet: pd.DataFrame, on: np.datetime64) -> Triggers:
    """Return the indications in force on the date: of several on one operation, the first in the norm's order."""
    rows = sheet[in_force(sheet, on) & (sheet["trigger"] != OF_THE_PAST)]
    order = np.array([TRIGGERS.index(name) for name in rows["trigger"]], dtype=np.int64)
    from_date = days(rows["from_date"])
    first = np.full(portfolio.size, len(TRIGGERS), dtype=np.int64)
    since = np.full(portfolio.size, NEVER)
    bankrupt = np.zeros(portfolio.size, dtype=bool)
    for operations, row in _reach(portfolio, rows):
        first[operations] = np.minimum(first[operations], order[row])
        since[operations] = np.fmin(since[operations], from_date[row])
        bankrupt[operations] |= TRIGGERS[order[row]] == "bankruptcy"
    codes = np.where(first == len(TRIGGERS), -1, first)
    is_company = (portfolio.operations["person_type"] == "PJ").to_numpy(dtype=bool, na_value=False)
    return Triggers(
        pd.Categorical.from_codes(codes, categories=pd.Index(TRIGGERS, dtype=object)), since, bankrupt & is_company
    )


def _reach(portfolio: Portfolio, rows: pd.DataFrame) -> list[tuple[Ints, int]]:
    """Return, for each row of the sheet, the positions of the operations that it speaks of."""
    if not len(rows):
        return []
    named = Keyed(portfolio.ids).of(rows["contract_id"])
    by_root = Keyed(client_root(strings(portfolio.operations["document"]))).of(client_root(strings(rows["document"])))
    operation = named.otherwise(by_root)
    is_single = named.known & ~rows["trigger"].isin(OF_THE_DEBTOR).to_numpy(dtype=bool)
    by_client = np.argsort(portfolio.client, kind="stable")
    client = operation.at(portfolio.client, -1)
    first, last = (np.searchsorted(portfolio.client[by_client], client, side) for side in ("left", "right"))
    return [
        (operation.of[row : row + 1] if is_single[row] else by_client[first[row] : last[row]], row)
        for row in np.flatnonzero(operation.known).tolist()
    ]


def past_problems(
    portfolio: Portfolio, sheet: pd.DataFrame, on: np.datetime64, previous: pd.DataFrame | None,
    previous_on: np.datetime64 | None,
) -> Past:  # fmt: skip
    """Return which operations were problem assets by themselves, and what the sheet documents of them.

    They were if the previous close says so; or where the sheet has a delay in force, or an indication that ended
    after the previous close (without one: in the month of ``on``). An end is a row's ``until_date``, up to ``on``.
    """
    before = previous_on or on.astype("datetime64[M]").astype("datetime64[D]") - DAY
    since, in_cure_since = _as_closed(portfolio, previous, before)
    rows = sheet[(days(sheet["from_date"]) <= on) & (sheet["trigger"] != CLIMATE)]
    started, until = days(rows["from_date"]), days(rows["until_date"])
    reached = _reach(portfolio, rows)
    ended = until <= on
    is_delay = (rows["trigger"] == OF_THE_PAST).to_numpy(dtype=bool)
    tells = np.where(ended, until > before, is_delay)
    told = np.full(portfolio.size, NEVER)
    for operations, row in reached:
        if tells[row]:
            told[operations] = np.fmin(told[operations], started[row])
    since = np.where(np.isnat(since), told, since)
    closing = [(operations, row) for operations, row in reached if ended[row]]
    began = since.copy()
    for operations, row in closing:
        its = operations[until[row] > since[operations]]
        began[its] = np.maximum(began[its], started[row])
    evidence = np.full(portfolio.size, NEVER)
    for operations, row in closing:
        its = operations[until[row] > began[operations]]
        evidence[its] = np.fmin(evidence[its], until[row])
    return Past(~np.isnat(since), since, began, evidence, in_cure_since)


def _as_closed(portfolio: Portfolio, previous: pd.DataFrame | None, before: np.datetime64) -> tuple[Days, Days]:
    """Return since when each operation was a problem by itself (NaT: it was none) and in cure, by the last close.

    A close that does not tell since when (an older version's) is itself the day.
    """
    since, in_cure_since = (np.full(portfolio.size, NEVER) for _ in range(2))
    if previous is None or "is_own_problem" not in previous:
        return since, in_cure_since
    rows = previous[previous["is_own_problem"].fillna(False).astype(bool)]
    closed = Keyed(rows["contract_id"]).of(portfolio.ids)
    if "problem_since" in rows:
        since, in_cure_since = (closed.at(days(rows[name]), NEVER) for name in ("problem_since", "in_cure_since"))
    return np.where(closed.known & np.isnat(since), before, since), in_cure_since
