"""What holds a debt: pauses that stop the clock or the act, promises kept and broken, exceptions of the management."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.clock import StoppedClock, stopped
from coopcli.calc.collection.debts import reach
from coopcli.calc.columns import Groups, amounts, dates, days, nullable
from coopcli.dates import FOREVER, NEVER, days_after, days_between
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.collection import HOLD_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.collection.payments_made import PaymentsMade
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.rulebook.tables import RuleFile

IN_FORCE, AHEAD, ENDED, KEPT, BROKEN = (
    "em vigor",
    "ainda não começou",
    "encerrada",
    "promessa cumprida",
    "promessa quebrada",
)


@dataclass(frozen=True)
class Holds:
    """The pauses: ``sheet`` as given; ``row`` and ``debt`` the pairs that they reach, with ``first`` and ``last`` day
    (FOREVER: open), ``state``, ``received_cents`` and whether they stop the clock. ``clock`` has those that do."""

    sheet: pd.DataFrame
    decision: Decision
    row: Ints
    debt: Ints
    first: Days
    last: Days
    state: np.ndarray  # type: ignore[type-arg]
    received_cents: Ints
    stops_clock: Flags
    clock: StoppedClock

    def in_force(self) -> Ints:
        """Return which pairs hold the date."""
        return np.flatnonzero(self.state == IN_FORCE)


def holds_of(debts: LateDebts, frames: Mapping[str, pd.DataFrame], payments: PaymentsMade, rule: RuleFile) -> Holds:
    """Return what holds the debts on the date, and since when.

    Reads   holds. A pause lasts to the end of its last day. A promise without one lasts ``open_promise_days``; it ends
            when the promised amount has been paid (any amount where none is told) and is broken when its last day
            passes without that.
    Source  the table ``effect`` says what each kind stops.
    """
    sheet = frames["holds"]
    decision = decide(rule.tables["effect"], Facts({"hold_kind": sheet["hold_kind"]}, len(sheet)))
    row, debt = reach(sheet, debts, frames)
    first = days(sheet["from_date"])[row]
    until = days(sheet["until_date"])[row]
    is_promise = (sheet["hold_kind"] == "promise").to_numpy(dtype=bool)[row]
    open_end = np.where(is_promise, days_after(first, rule["open_promise_days"]), FOREVER)
    last = np.where(np.isnat(until), open_end, until)
    received = _received(row, debt, first, np.minimum(last, debts.on), payments)
    promised = amounts(sheet["promised_cents"])[row]
    is_kept = is_promise & (received >= np.maximum(promised, 1))
    state = np.select([first > debts.on, is_kept, last >= debts.on, is_promise], [AHEAD, KEPT, IN_FORCE, BROKEN], ENDED)
    last = np.where(is_kept, np.minimum(last, payments.last(debts.size)[debt]), last)
    stops = np.asarray(decision.outcome("hold_effect") == "clock", dtype=bool)[row]
    counted = np.flatnonzero(stops & (first <= debts.on) & (last >= first))
    clock = stopped(debts.on, debt[counted], first[counted], np.minimum(last[counted], debts.on))
    return Holds(sheet, decision, row, debt, first, last, state, received, stops, clock)


def _received(row: Ints, debt: Ints, first: Days, last: Days, payments: PaymentsMade) -> Ints:
    """Return what was paid, while each pause lasted, of all debts that it reaches."""
    paid = payments.between(debt, first, last)
    return Groups.numbered(row).total(paid)


def hold_rows(holds: Holds, debts: LateDebts, previous_on: np.datetime64) -> pd.DataFrame:
    """Return every pause (HOLD_COLUMNS) with the debts that it reaches; one that reaches none has a row of its own.

    ``ended_recently``: it ended after the previous run, on ``previous_on``.
    """
    alone = np.setdiff1d(np.arange(len(holds.sheet)), holds.row)
    row = np.concatenate([holds.row, alone])
    reached = np.arange(len(row)) < len(holds.row)
    debt = Groups(np.concatenate([holds.debt, np.full(len(alone), -1, dtype=np.int64)]), debts.size)
    sheet = holds.sheet.iloc[row].reset_index(drop=True)
    until = days(holds.sheet["until_date"])[alone]
    first = np.concatenate([holds.first, days(holds.sheet["from_date"])[alone]])
    last = np.concatenate([holds.last, np.where(np.isnat(until), FOREVER, until)])
    bare = np.select([first > debts.on, last >= debts.on], [AHEAD, IN_FORCE], ENDED)
    state = np.where(reached, np.append(holds.state, [""] * len(alone)), bare)
    is_over = np.isin(state, (ENDED, KEPT, BROKEN))
    spent = days_between(first, np.minimum(last, debts.on), missing=-1) + 1
    stops = np.append(holds.stops_clock, np.zeros(len(alone), dtype=bool))
    about = {name: debt.text(debts.frame[name]) for name in ("debt_id", "client_key", "member_name")}
    told = sheet.assign(
        **about,
        effect=holds.decision.titles()[row],
        state_title=state,
        ended_date=dates(np.where(is_over, last, NEVER)),
        ended_recently=is_over & (last >= previous_on),
        held_days=np.where(stops & (first <= debts.on), np.maximum(spent, 0), 0),
        received_cents=nullable(np.append(holds.received_cents, np.zeros(len(alone), dtype=np.int64)), reached),
        hold_reason=holds.decision.reasons()[row],
        hold_article=holds.decision.articles()[row],
    )
    for name in ("member_id", "document"):
        told[name] = told[name].fillna(debt.text(debts.frame[name]))
    rows = told[[column.name for column in HOLD_COLUMNS]]
    return rows.sort_values(["from_date", "debt_id"], kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Held:
    """The pause of each debt on the date: kind and effect (missing: none holds it), and its last day (NaT: open)."""

    is_held: Flags
    kind: np.ndarray  # type: ignore[type-arg]
    effect: np.ndarray  # type: ignore[type-arg]
    until: Days


def held_on(holds: Holds, debts: LateDebts) -> Held:
    """Return what holds each debt on the date: of several pauses, one that stops the clock, then the one that lasts."""
    pairs = holds.in_force()
    pairs = pairs[np.lexsort((holds.last[pairs], holds.stops_clock[pairs]))]
    held = Groups(holds.debt[pairs], debts.size)
    hold = held.last().within(Groups(holds.row[pairs], len(holds.sheet)))
    kinds, effects = (np.asarray(each, dtype=object) for each in (holds.sheet["hold_kind"], holds.decision.titles()))
    last = held.max(holds.last[pairs], FOREVER)
    return Held(hold.known, hold.at(kinds, None), hold.at(effects, None), np.where(last < FOREVER, last, NEVER))
