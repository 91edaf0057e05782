"""The stage of each debt, what must be done about it, until when, and whether that is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.collection.acts import steps_done
from coopcli.calc.collection.ladder import Steps, advance_of, climb
from coopcli.calc.columns import Groups, nullable
from coopcli.dates import DAY, NEVER, full_months, month_ends
from coopcli.rulebook.facts import Facts
from coopcli.words.lists import BUSINESS_DAYS_SINCE, CLOCKS, SINCE

if TYPE_CHECKING:
    from coopcli.calc.collection.acts import Acts, Listing
    from coopcli.calc.collection.clock import StoppedClock
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.collection.exceptions import Exceptions
    from coopcli.calc.collection.payments_made import PaymentsMade
    from coopcli.calc.collection.situation import Standing
    from coopcli.calc.columns import Days, Ints
    from coopcli.rulebook.tables import RuleFile

BY_BREACH = "quebra do acordo (parcelas não exportadas)"
OF_AGREEMENT = "1ª parcela do acordo em atraso"
SINCE_THE_START = ("contact", "proposal")
"""What counts only where it was done in this arrears: after the clock began and the oldest due date."""

STATES = ("law_office", "lawsuit", "lawsuit_end")
"""What stays done, whatever instalments are paid."""


@dataclass(frozen=True)
class Known:
    """All that was found out about the debts before a ladder is asked."""

    debts: LateDebts
    standing: Standing
    acts: Acts
    listing: Listing
    payments: PaymentsMade
    clock: StoppedClock
    exceptions: Exceptions
    amounts: Mapping[str, Ints]


@dataclass
class Stages:
    """What the ladders decided (``steps``) and the days by which they did."""

    steps: Steps
    start: Days
    basis: np.ndarray  # type: ignore[type-arg]
    collection_days: Ints
    held_days: Ints
    notice: Days
    last_act: Days
    deadline: Days
    days_late: Ints


def stages_of(known: Known, ladder_of: np.ndarray, ladders: Mapping[str, RuleFile]) -> Stages:  # type: ignore[type-arg]
    """Return the stage of each debt on the ladder that its situation names (``ladder_of``: ids of rule files)."""
    size = known.debts.size
    never = np.full(size, NEVER)
    steps, basis = Steps.empty(size), np.full(size, None, dtype=object)
    zero = np.zeros(size, dtype=np.int64)
    found = Stages(steps, never, basis, zero, zero.copy(), never.copy(), never.copy(), never.copy(), zero.copy())
    for name, ladder in ladders.items():
        which = np.flatnonzero(ladder_of == name)
        if len(which):
            _climbed(known, ladder, which, found)
    return found


def _climbed(known: Known, ladder: RuleFile, which: Ints, found: Stages) -> None:
    """Fill in what one ladder decides of its debts."""
    start = _start(known, ladder, which, found)
    begun = np.full(known.debts.size, NEVER)
    begun[which] = np.fmax(start - DAY, known.debts.due[which])
    level, last_act = steps_done(known.acts, ladder, begun)
    dates = _dates(known, which, begun) | {"last_act": last_act[which]}
    found.notice[which], found.last_act[which] = dates["listing_notice"], dates["last_act"]
    facts = _facts(known, ladder, which, dates).with_columns(last_level=level[which])
    shorter = advance_of(ladder, facts) - known.exceptions.more_days[which]
    counted = np.maximum(known.clock.elapsed(start, which) + shorter, 0)
    found.collection_days[which] = counted
    found.held_days[which] = np.where(np.isnat(start), 0, known.clock.held(start, which))
    climb(found.steps, ladder, which, facts.with_columns(collection_days=nullable(counted, ~np.isnat(start))))
    _deadlines(known, ladder, which, dates | {"clock": start}, shorter, found)


def _start(known: Known, ladder: RuleFile, which: Ints, found: Stages) -> Days:
    """Return from when the ladder counts the days of its debts (NaT: nothing tells)."""
    bases = _bases(known, which)
    start = np.full(len(which), NEVER)
    basis = np.full(len(which), None, dtype=object)
    for name in ladder["clock"]:
        takes = np.isnat(start) & ~np.isnat(bases[name])
        start = np.where(takes, bases[name], start)
        basis[takes] = CLOCKS[name] if name != "oldest_due_date" else _due_words(known, which)[takes]
    if ladder["clock_not_before"] != "none":
        moved = bases[ladder["clock_not_before"]] > start
        start = np.where(moved, bases[ladder["clock_not_before"]], start)
        basis[moved] = CLOCKS[ladder["clock_not_before"]]
    found.start[which], found.basis[which] = start, basis
    return start


def _due_words(known: Known, which: Ints) -> np.ndarray:  # type: ignore[type-arg]
    """Return what the oldest due date of each debt is."""
    frame = known.debts.frame
    by_breach, of_agreement = frame["is_dated_by_breach"].to_numpy(dtype=bool), frame["debt_kind"] == "agreement"
    words = np.select([by_breach, of_agreement.to_numpy()], [BY_BREACH, OF_AGREEMENT], CLOCKS["oldest_due_date"])
    return words[which]


def _bases(known: Known, which: Ints) -> dict[str, Days]:
    standing, due = known.standing, known.debts.due
    bases = {
        "departure_date": standing.departed,
        "capital_used_date": standing.capital_used,
        "oldest_due_date": due,
        "due_month_end": month_ends(due),
        "listed_date": known.listing.since,
        "leave_end_date": standing.leave_end,
    }
    return {name: days[which] for name, days in bases.items()}


def _dates(known: Known, which: Ints, begun: Days) -> dict[str, Days]:
    """Return the days that facts and deadlines count from, by the names of CLOCKS and SINCE."""
    acts, listing = known.acts, known.listing
    dates = {name: acts.last(name, begun)[which] for name in SINCE_THE_START}
    dates |= {name: acts.last(name)[which] for name in STATES}
    dates["lawsuit_end"] = np.where(dates["lawsuit"] > dates["lawsuit_end"], NEVER, dates["lawsuit_end"])
    dates["listing_notice"] = acts.last("listing_notice", np.fmax(begun, listing.removed))[which]
    dates["account_settlement"] = known.standing.settled[which]
    dates["listing"], dates["removal"] = listing.since[which], listing.removed[which]
    dates["last_payment"] = known.payments.last(known.debts.size)[which]
    dates["leave_end"] = known.standing.leave_end[which]
    return dates | _bases(known, which)


def _facts(known: Known, ladder: RuleFile, which: Ints, dates: Mapping[str, Days]) -> Facts:
    """Return the facts of the debts that the ladder may ask about."""
    debts, standing, listing, on = known.debts, known.standing, known.listing, known.debts.on
    is_watched = ~listing.is_listed & (listing.removed >= debts.due)
    paid = dates["last_payment"] >= listing.before[which]
    facts: dict[str, Any] = {
        "debt_cents": _measured(known, ladder)[which],
        "months_past_due": np.maximum(full_months(dates["oldest_due_date"], on, missing=0), 0),
        "months_since_newest_due": np.maximum(full_months(debts.newest_due[which], on, missing=0), 0),
        "has_left": ~np.isnat(standing.departed[which]),
        "is_on_leave": standing.is_on_leave[which],
        "has_payroll": standing.has_payroll[which],
        "is_listed": listing.is_listed[which],
        "is_watched": is_watched[which] & paid,
        "is_listing_waived": known.exceptions.reaches["no_listing"][which],
        "is_lawsuit_waived": known.exceptions.reaches["no_lawsuit"][which],
        "is_lawsuit_decided": known.exceptions.reaches["lawsuit"][which],
    }
    since = {f"days_since_{name}": partial(_elapsed, known, which, dates[name]) for name in SINCE}
    business = {f"business_days_since_{name}": partial(_open_days, known, dates[name]) for name in BUSINESS_DAYS_SINCE}
    return debts.facts.take(which).with_columns(**facts, **since, **business)


def _elapsed(known: Known, which: Ints, day: Days) -> pd.arrays.IntegerArray:
    """Return the days since a date; pauses do not count, nor does what lies ahead (missing)."""
    done = day <= known.debts.on
    return nullable(known.clock.elapsed(np.where(done, day, NEVER), which), done)


def _open_days(known: Known, day: Days) -> pd.arrays.IntegerArray:
    """Return the business days since a date (missing: it lies ahead)."""
    on, done = known.debts.on, day <= known.debts.on
    return nullable(known.debts.calendar.business_days_since(np.where(done, day, NEVER), on, missing=0), done)


def _measured(known: Known, ladder: RuleFile) -> Ints:
    """Return the amount that the ladder compares with its limits, of each debt or of all debts of its debtor."""
    cents = known.amounts[ladder["amount_measure"]]
    if ladder["amount_scope"] == "debt":
        return cents
    client = known.debts.client
    return Groups.numbered(client).total(cents)


def _deadlines(
    known: Known, ladder: RuleFile, which: Ints, dates: Mapping[str, Days], shorter: Ints, found: Stages
) -> None:
    """Fill in until when each act must be done, and by how many counted days it is late."""
    base = found.steps.texts["deadline_from"][which]
    plain, business = (found.steps.numbers[f"deadline_{kind}"][which] for kind in ("days", "business_days"))
    deadline: Days = np.full(len(which), NEVER)
    for name in pd.unique(base[base != None]):  # noqa: E711
        at = np.flatnonzero(base == name)
        count = np.maximum(plain[at], 0) - shorter[at] * int(name == "clock")
        end = known.clock.after(dates[name][at], count, which[at])
        in_business_days = known.debts.calendar.business_days_after(dates[name][at], business[at])
        deadline[at] = np.where(business[at] >= 0, in_business_days, end)
    if ladder["deadline_on_closed_day"] == "next_business_day":
        deadline = known.debts.calendar.same_or_next(deadline)
    found.deadline[which] = deadline
    late = deadline < known.debts.on
    found.days_late[which] = np.where(late, known.clock.elapsed(deadline, which), 0)
