"""In which situation the debtor of each debt is, and so which ladder of stages it climbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.debts import reach
from coopcli.calc.columns import Groups, Keyed, days, nullable
from coopcli.dates import NEVER, days_after, days_between
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.collection.acts import Acts, Listing
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class Standing:
    """What is known of the debtor of each debt on the date.

    ``departed`` is when the member left (NaT: a member). Of the leave in force, or else of the last one:
    ``leave_from``, ``leave_end`` (NaT: still on leave, or the debt began after it), ``capital_used``, ``has_payroll``.
    ``settled`` is when the accounts of the former member were settled.
    """

    departed: Days
    settled: Days
    is_on_leave: Flags
    leave_from: Days
    leave_end: Days
    capital_used: Days
    has_payroll: Flags


def standing_of(debts: LateDebts, frames: Mapping[str, pd.DataFrame], acts: Acts) -> Standing:
    """Return the standing of each debt's debtor.

    Reads   departures, members (who came back is a member again), leaves, and the uses of capital among the events.
    """
    departed, settled = _departures(debts, frames, acts)
    sheet = frames["leaves"]
    sheet = sheet[days(sheet["from_date"]) <= debts.on].reset_index(drop=True)
    since, until = days(sheet["from_date"]), days(sheet["until_date"])
    in_force = np.isnat(until) | (until >= debts.on)  # the last day is a day of leave
    leave = _last_of_each(*reach(sheet, debts, frames), debts.size, np.lexsort((since, in_force)))
    leave_from, leave_end, used = (leave.at(each, NEVER) for each in (since, until, days(sheet["capital_used_date"])))
    on_leave = leave.at(in_force, none=False)
    by_event = acts.last("capital_use", days_after(leave_from, -1))
    return Standing(
        departed,
        settled,
        on_leave,
        leave_from,
        np.where(on_leave | (debts.due > leave_end), NEVER, leave_end),
        np.where((used <= debts.on), used, by_event),
        leave.at(sheet["has_payroll"].fillna(False).to_numpy(dtype=bool), none=False) & on_leave,
    )


def _departures(debts: LateDebts, frames: Mapping[str, pd.DataFrame], acts: Acts) -> tuple[Days, Days]:
    """Return when the debtor of each debt left for the last time, and when the accounts were settled."""
    sheet, members = frames["departures"], frames["members"]
    back = Keyed(members["member_id"]).of(sheet["member_id"]).at(days(members["member_since"]), NEVER)
    left = days(sheet["departure_date"])
    holds = (left <= debts.on) & ~(back > left)
    sheet, left = sheet[holds].reset_index(drop=True), left[holds]
    departure = _last_of_each(*reach(sheet, debts, frames), debts.size, np.argsort(left, kind="stable"))
    departed, settled = (departure.at(each, NEVER) for each in (left, days(sheet["settlement_date"])))
    by_event = acts.last("account_settlement", days_after(departed, -1))
    return departed, np.where(settled <= debts.on, settled, by_event)


def _last_of_each(row: Ints, debt: Ints, size: int, order: Ints) -> Groups:
    """Return for each debt the row that reaches it and comes last in ``order``."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Groups(Groups(debt, size).max(rank[row], -1), len(order)).within(Groups(order, len(order)))


def standing_facts(debts: LateDebts, standing: Standing, listing: Listing) -> Facts:
    """Return what the rule of situations may ask: of the debt by itself, and of its debtor on the date."""
    ended = ~np.isnat(standing.leave_end)
    return debts.facts.with_columns(
        has_left=~np.isnat(standing.departed),
        is_on_leave=standing.is_on_leave,
        is_listed=listing.is_listed,
        days_since_leave_end=nullable(days_between(standing.leave_end, debts.on, missing=0), ended),
    )


def situation_of(facts: Facts, rule: RuleFile) -> Decision:
    """Return the situation of each debt: the table ``situation`` (§§ 3 and 4)."""
    return decide(rule.tables["situation"], facts)


def is_followed(facts: Facts, rule: RuleFile) -> Flags:
    """Return which debts are followed at all: the table ``followed``."""
    return decide(rule.tables["followed"], facts).flag("is_followed")
