"""What has been done about each debt: when each kind of act was last done, and whether a bureau lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.collection.debts import reach
from coopcli.calc.columns import Groups, days
from coopcli.dates import NEVER
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.rulebook.tables import RuleFile

KINDS = {
    "contact": ("contact", "contact_attempt"),
    "listing_notice": ("listing_notice",),
    "proposal": ("debtor_proposal",),
    "account_settlement": ("account_settlement",),
    "capital_use": ("capital_use",),
    "law_office": ("law_office",),
    "lawsuit": ("lawsuit",),
    "lawsuit_end": ("lawsuit_end",),
}
"""What the ladders ask about, and the events that are it."""


@dataclass(frozen=True)
class Acts:
    """The events up to the date, one entry an event and debt: ``row`` of the sheet, ``debt``, ``day``, ``kind``."""

    sheet: pd.DataFrame
    row: Ints
    debt: Ints
    day: Days
    kind: np.ndarray  # type: ignore[type-arg]
    size: int

    @property
    def debts(self) -> Groups:
        """The events as they belong to debts."""
        return Groups(self.debt, self.size)

    def last(self, name: str, since: Days | None = None) -> Days:
        """Return when an act of KINDS was last done about each debt, after ``since`` (NaT: not)."""
        which = np.isin(self.kind, KINDS[name])
        if since is not None:
            which &= self.day > since[self.debt]
        return self.latest(which)

    def latest(self, which: Flags) -> Days:
        """Return the latest day of the chosen events of each debt (NaT: none)."""
        return self.debts.where(which).max(self.day, NEVER)


def acts_of(frames: Mapping[str, pd.DataFrame], debts: LateDebts) -> Acts:
    """Return what was done about the debts up to the date, in the order of the days and then of the sheet."""
    sheet = frames["collection_events"]
    sheet = sheet[days(sheet["event_date"]) <= debts.on].sort_values("event_date", kind="stable", ignore_index=True)
    row, debt = reach(sheet, debts, frames)
    order = np.argsort(row, kind="stable")
    row, debt = row[order], debt[order]
    kinds = sheet["event_kind"].to_numpy(dtype=object)[row].astype(str)
    return Acts(sheet, row, debt, days(sheet["event_date"])[row], kinds, debts.size)


@dataclass(frozen=True)
class Listing:
    """Whether a bureau lists each debt: ``since`` is the first listing not taken back (NaT: not listed), ``removed``
    the last removal, ``before`` the last listing ahead of that removal."""

    since: Days
    removed: Days
    before: Days

    @property
    def is_listed(self) -> Flags:
        """Which debts are listed."""
        listed: Flags = ~np.isnat(self.since)
        return listed


def listing_of(acts: Acts) -> Listing:
    """Return the listing of each debt, by the order of the events; a second listing changes nothing."""
    listed = acts.debts.where(acts.kind == "bureau_listing")
    removal = acts.debts.where(acts.kind == "bureau_removal").last()
    is_after = np.arange(len(acts.row)) > removal.of[acts.debt]  # all of them, where there was no removal
    first, before = listed.where(is_after).first(), listed.where(~is_after).last()
    return Listing(*(event.at(acts.day, NEVER) for event in (first, removal, before)))


def steps_done(acts: Acts, ladder: RuleFile, since: Days) -> tuple[Ints, Days]:
    """Return the highest level of the ladder that was done of each debt after ``since`` (0: none), and the last day.

    The ladder's table ``acts_done`` says which event is which level; a ladder without one has no levels.
    """
    if "acts_done" not in ladder.tables:
        return np.zeros(acts.size, dtype=np.int64), np.full(acts.size, NEVER)
    letters = acts.sheet["letter"].iloc[acts.row]
    facts = Facts({"event_kind": acts.kind, "event_letter": letters}, len(acts.row))
    done, counts = decide(ladder.tables["acts_done"], facts).numbers("stage_rank")
    counts &= acts.day > since[acts.debt]
    return acts.debts.where(counts).max(done, 0), acts.latest(counts)
