"""The collection of a day, put together: debts at their stage, queue, acts, holds, settlements, and their proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.acts import acts_of, listing_of
from coopcli.calc.collection.exceptions import exceptions_of
from coopcli.calc.collection.holds import Held, held_on, hold_rows, holds_of
from coopcli.calc.collection.payments_made import payments_made
from coopcli.calc.collection.proof import alerts_of, checks_of, without_effect
from coopcli.calc.collection.queue import queue_of
from coopcli.calc.collection.settlements import settlements_of
from coopcli.calc.collection.situation import is_followed, situation_of, standing_facts, standing_of
from coopcli.calc.collection.stages import Known, Stages, stages_of
from coopcli.calc.columns import Keyed, amounts, dates, nullable
from coopcli.results.collection import Collection
from coopcli.words.collection import ACT_COLUMNS, DEBT_COLUMNS
from coopcli.words.lists import DESTINATIONS

if TYPE_CHECKING:
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Flags
    from coopcli.rulebook.book import Rulebook
    from coopcli.rulebook.decide import Decision
    from coopcli.rulebook.tables import RuleFile

SITUATIONS, HOLDS, ON_LEAVE = "situations", "holds", "leave_ladder"


@dataclass(frozen=True)
class CollectionRules:
    """The rule files of a day: situations, holds, and the ladders that the situations name, by id."""

    situations: RuleFile
    holds: RuleFile
    on_leave: RuleFile
    ladders: Mapping[str, RuleFile]

    def all(self) -> list[RuleFile]:
        """Every file, each once."""
        return list({rule.id: rule for rule in (self.situations, self.holds, *self.ladders.values())}.values())


def is_in_force(book: Rulebook, on: date) -> bool:
    """Return whether there is a policy of collection on the date."""
    return book.is_in_force(SITUATIONS, on)


def collection_rules(book: Rulebook, on: date) -> CollectionRules:
    """Return the rules in force on the date; RuleError where one is not."""
    situations = book.in_force(SITUATIONS, on)
    names = dict.fromkeys(str(row.outcomes.get("ladder", "")) for row in situations.tables["situation"].rows)
    ladders = {name: book.in_force(name, on) for name in names}
    return CollectionRules(situations, book.in_force(HOLDS, on), book.in_force(ON_LEAVE, on), ladders)


def collect_debts(
    debts: LateDebts, frames: Mapping[str, pd.DataFrame], rules: CollectionRules, charges: pd.DataFrame | None = None,
    previous_on: date | None = None,
) -> Collection:  # fmt: skip
    """Return what must be done about the debts.

    Reads   collection_events, holds, collection_exceptions, departures, leaves, members, share_capital, installments
            and agreement_installments (payments); ``charges`` of each debt (debt_id, charges_cents, updated_cents).
    Adds    DEBT_COLUMNS, QUEUE_COLUMNS, ACT_COLUMNS, HOLD_COLUMNS, SETTLEMENT_COLUMNS; ``previous_on`` is the day of
            the run before (without it, the month's first): pauses that ended since then are pointed at.
    """
    payments, acts = payments_made(frames, debts), acts_of(frames, debts)
    listing, standing = listing_of(acts), standing_of(debts, frames, acts)
    holds = holds_of(debts, frames, payments, rules.holds)
    exceptions = exceptions_of(debts, frames, rules.situations)
    updated = _with_charges(debts, charges)
    measured = {name: amounts(updated[name]) for name in ("overdue_cents", "balance_cents")}
    measured["updated_cents"] = amounts(updated["updated_cents"].fillna(updated["overdue_cents"]))
    known = Known(debts, standing, acts, listing, payments, holds.clock, exceptions, measured)
    situation = situation_of(standing_facts(debts, standing, listing), rules.situations)
    stages = stages_of(known, np.asarray(situation.outcome("ladder"), dtype=object), rules.ladders)
    found = _debts(updated, known, situation, stages, held_on(holds, debts), rules)
    queue = queue_of(found)
    before = np.datetime64(previous_on or debts.on.astype("datetime64[M]").astype("datetime64[D]"), "D")
    return Collection(
        found,
        queue,
        _acts(found, debts, stages),
        hold_rows(holds, debts, before),
        settlements_of(debts, frames, standing, rules.situations, rules.on_leave),
        exceptions.rows,
        list(checks_of(debts, found, queue)),
        [*alerts_of(debts, found, holds), *without_effect(frames)],
    )


def _with_charges(debts: LateDebts, charges: pd.DataFrame | None) -> pd.DataFrame:
    """Return the debts with their charges; missing where nobody worked them out."""
    empty = nullable(np.zeros(debts.size, dtype=np.int64), np.zeros(debts.size, dtype=bool))
    if charges is None:
        return debts.frame.assign(charges_cents=empty, updated_cents=empty)
    own = Keyed(charges["debt_id"]).of(debts.frame["debt_id"])
    told = {name: own.at(amounts(charges[name]), 0) for name in ("charges_cents", "updated_cents")}
    return debts.frame.assign(**{name: nullable(cents, own.known) for name, cents in told.items()})


def _debts(
    updated: pd.DataFrame, known: Known, situation: Decision, stages: Stages, held: Held, rules: CollectionRules
) -> pd.DataFrame:
    """Return the debts with all that was decided of them (DEBT_COLUMNS)."""
    steps, listing = stages.steps, known.listing
    default = int(rules.situations["default_above_days"])
    destination = _destinations(known, stages, held, rules)
    acts_now = np.isin(destination, (DESTINATIONS["queue"], DESTINATIONS["waiting"]))
    late = (stages.days_late > 0) & acts_now
    told = {name: steps.texts[name] for name in _AS_DECIDED}
    responsible = np.asarray(situation.outcome("responsible"), dtype=object)
    said = steps.texts["responsible"] != None  # noqa: E711
    found = updated.assign(
        **told,
        situation=situation.outcome("situation"),
        situation_title=situation.titles(),
        situation_article=situation.articles(),
        count_from_date=dates(stages.start),
        count_from_basis=stages.basis,
        collection_days=nullable(stages.collection_days, ~np.isnat(stages.start)),
        held_days=stages.held_days,
        is_defaulted=updated["days_past_due"] > default,
        stage_rank=steps.numbers["stage_rank"],
        responsible=np.where(said, steps.texts["responsible"], responsible),
        deadline_date=dates(stages.deadline),
        is_act_late=late,
        days_late_on_act=np.where(late, stages.days_late, 0),
        missing_prerequisites=steps.texts["missing_before"],
        notice_date=dates(stages.notice),
        listed_date=dates(listing.since),
        is_listed=listing.is_listed,
        last_act_date=dates(stages.last_act),
        hold_kind=held.kind,
        hold_until_date=dates(held.until),
        hold_effect_title=held.effect,
        exception=known.exceptions.words,
        destination_title=destination,
    )
    return _typed(found[[column.name for column in DEBT_COLUMNS]])


_AS_DECIDED = (
    "act", "act_title", "channel", "letter", "collection_stage", "stage_title", "stage_reason", "stage_article",
    "act_article",
)  # fmt: skip
"""What a debt has as its step says it."""


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its texts as texts."""
    texts = [column.name for column in DEBT_COLUMNS if column.kind in ("text", "code", "document", "choice")]
    return frame.astype(dict.fromkeys(texts, "str"))


def _destinations(known: Known, stages: Stages, held: Held, rules: CollectionRules) -> np.ndarray:  # type: ignore[type-arg]
    """Return where each debt is, in words: what is not followed first, then agreements, exceptions and pauses."""
    followed = is_followed(standing_facts(known.debts, known.standing, known.listing), rules.situations)
    decided, act = stages.steps.texts["destination"], stages.steps.texts["act"]
    silent, no_act = decided == None, act == None  # noqa: E711
    decided = np.where(silent & no_act, "waiting", np.where(silent, "queue", decided))
    tests: list[Flags] = [
        ~followed,
        known.debts.is_in_agreement,
        known.exceptions.reaches["leave_out"],
        decided == "closed",
        held.is_held,
    ]
    names = ["not_followed", "in_agreement", "excepted", "closed", "held"]
    where = np.select(tests, names, decided.astype(str))
    return pd.Series(where).map(DESTINATIONS).to_numpy(dtype=object)


def _acts(found: pd.DataFrame, debts: LateDebts, stages: Stages) -> pd.DataFrame:
    """Return what may be done today (ACT_COLUMNS), late acts first, then the highest stage."""
    which = (found["destination_title"] == DESTINATIONS["queue"]).to_numpy() & found["act"].notna().to_numpy()
    is_contract = (found["debt_kind"] == "contract").to_numpy()
    rows = found.assign(
        contract_id=found["debt_id"].where(is_contract),
        agreement_id=found["debt_id"].where(~is_contract),
        event_kind=pd.Series(stages.steps.texts["event_kind"], dtype="str"),
    )[which]
    order = np.lexsort(
        (
            -rows["stage_rank"].to_numpy(dtype=np.int64),
            -rows["days_late_on_act"].to_numpy(dtype=np.int64),
            ~rows["is_act_late"].to_numpy(dtype=bool),
        )
    )
    return rows.iloc[order].reset_index(drop=True)[[column.name for column in ACT_COLUMNS]]
