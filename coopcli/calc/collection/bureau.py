"""The credit bureau lists: what to include, to exclude and by when, what is listed and still owed, what to look into.

Source  rules/collection/bureau: Política de Recuperação de Crédito, §§ 4.3 e 4.4; CDC, art. 43; Súmulas 323, 359, 548.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.listings import listing_events, listings_in_force, same_bureau_counts
from coopcli.calc.collection.settled import Past, debt_keys, latest, past_of
from coopcli.calc.columns import Groups, Keyed, amounts, dates, days, nullable
from coopcli.dates import NEVER, days_between, term_end
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.agreements import BUREAU_COLUMNS
from coopcli.words.lists import BUREAU_LISTS, DESTINATIONS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.dates import BusinessCalendar
    from coopcli.rulebook.tables import RuleFile

FAMILY = "bureau"


@dataclass(frozen=True)
class Listable:
    """Of each debt: what may be listed and what is too old, the oldest due date that may, and when it no longer may."""

    cents: Ints
    too_old_cents: Ints
    due: Days
    limit: Days


def bureau_lists(
    debts: pd.DataFrame, rows: pd.DataFrame, agreements: pd.DataFrame, frames: Mapping[str, pd.DataFrame],
    rule: RuleFile, calendar: BusinessCalendar, on: np.datetime64,
) -> pd.DataFrame:  # fmt: skip
    """Return the lists (results BUREAU_COLUMNS), what is to be done first.

    Reads   ``debts`` (DEBT_COLUMNS), ``rows`` of their charges (CHARGE_COLUMNS), ``agreements`` (AGREEMENT_COLUMNS),
            collection_events, contracts, installments, agreements, agreement_installments, members.
    Keeps   every debt whose act is a listing or its notice, and every listing in force, once each.
    """
    listable = _listable(debts, rows, rule, on)
    events = listing_events(frames, on)
    listed = _Listed(events, debts, listable, past_of(frames, agreements, on))
    parts = [_unlisted(debts, listable, rule), listed.rows(rule, calendar, on, frames["members"])]
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    place = whole["list_kind"].map({name: place for place, name in enumerate(BUREAU_LISTS)})
    by = ["place", "deadline_date", "client_key", "debt_id"]
    return whole.assign(place=place).sort_values(by, kind="stable", ignore_index=True).drop(columns="place")


def _listable(debts: pd.DataFrame, rows: pd.DataFrame, rule: RuleFile, on: np.datetime64) -> Listable:
    """Return what of each debt may be listed: the instalments that fell due less than five years ago.

    A debt without rows of charges counts whole, since its oldest due date.
    """
    size, months, name = len(debts), int(rule["record_months"]), str(rule["listed_amount"])
    told = Keyed(debts["debt_id"]).of(rows["debt_id"])
    untold = np.flatnonzero(~told.any())
    debt = Groups(np.concatenate([told.of, untold]), size)
    whole = amounts(debts[name].fillna(debts["overdue_cents"]))[untold]
    cents = np.concatenate([rows[name].to_numpy(dtype=np.int64), whole])
    due = np.concatenate([days(rows["due_date"]), days(debts["oldest_due_date"])[untold]])
    ends = term_end(due, months)
    fits = np.isnat(ends) | (ends > on)
    young = debt.where(fits)
    first = young.min(due, NEVER)
    newest = np.fmax(days(debts["oldest_due_date"]), debt.max(due, NEVER))
    limit = term_end(np.where(np.isnat(first), newest, first), months)
    return Listable(young.sum(cents), debt.where(~fits).sum(cents), first, limit)


def _unlisted(debts: pd.DataFrame, listable: Listable, rule: RuleFile) -> pd.DataFrame:
    """Return the debts in arrears that are on their way to a listing; those of an agreement that is kept are not."""
    in_agreement = (debts["destination_title"] == DESTINATIONS["in_agreement"]).to_numpy(dtype=bool)
    which = np.flatnonzero(~debts["is_listed"].fillna(False).to_numpy(dtype=bool) & ~in_agreement)
    own = debts.iloc[which].reset_index(drop=True)
    facts: dict[str, object] = {
        "act": own["act"],
        "is_held": (own["destination_title"] == DESTINATIONS["held"]).to_numpy(dtype=bool),
        "has_listing_notice": own["notice_date"].notna().to_numpy(),
        "listable_cents": listable.cents[which],
    }
    decision = decide(rule.tables["listing"], Facts(facts, len(own)))
    found = _decided(_with_amounts(own, listable, Groups(which, len(debts))), decision)
    return found[found["list_kind"].notna()].reset_index(drop=True)


def _with_amounts(own: pd.DataFrame, listable: Listable, debt: Groups) -> pd.DataFrame:
    """Return the rows with what may be listed of each one's debt."""
    cents = {"amount_cents": listable.cents, "too_old_cents": listable.too_old_cents}
    money = {name: nullable(debt.at(values, 0), debt.known) for name, values in cents.items()}
    due, limit = (debt.at(values, NEVER) for values in (listable.due, listable.limit))
    return own.assign(**money, due_date=dates(due), limit_date=dates(limit))


def _decided(rows: pd.DataFrame, decision: Decision) -> pd.DataFrame:
    """Return the rows as the lists have them; a column that they lack is missing."""
    titles = np.array([row.title for row in decision.table.rows] + [""], dtype=object)[decision.index]
    told = rows.assign(
        list_kind=pd.Series(np.asarray(decision.outcome("bureau_list"), dtype=object), dtype="str"),
        bureau_status=pd.Series(titles, dtype="str"),
        bureau_reason=pd.Series(np.asarray(decision.reasons(), dtype=object), dtype="str"),
        bureau_article=pd.Series(np.asarray(decision.articles(), dtype=object), dtype="str"),
    )
    blank = {column.name: pd.Series([pd.NA] * len(rows), dtype=column.dtype) for column in BUREAU_COLUMNS}  # type: ignore[call-overload]
    return pd.DataFrame({name: told.get(name, empty) for name, empty in blank.items()})


class _Listed:
    """The listings in force, each with the late debt that it is of and what became of it."""

    def __init__(self, events: pd.DataFrame, debts: pd.DataFrame, listable: Listable, past: Past) -> None:
        self._debts, self._listable, self._past = debts, listable, past
        self._listings = listings_in_force(events)
        self._keys = self._listings["key"]
        leading = debt_keys(debts)
        self._debt = leading.of(self._keys)
        self._counts = self._counted(events, leading)
        self._last_whole = self._debt.at(latest(past.paid_whole, leading), NEVER)

    def _counted(self, events: pd.DataFrame, leading: Keyed) -> Ints:
        """Return how many times the debt of each listing is listed with the same bureau."""
        size, listings = len(self._debts), len(self._keys)
        alone = Groups(size + np.arange(listings), size + listings)  # a listing of no late debt counts by itself
        target = leading.of(events["key"]).otherwise(Keyed(self._keys).of(events["key"]).within(alone))
        counts = same_bureau_counts(events, target.of, alone.size)
        return counts[self._debt.otherwise(alone).of]

    def rows(
        self, rule: RuleFile, calendar: BusinessCalendar, on: np.datetime64, members: pd.DataFrame
    ) -> pd.DataFrame:
        """Return the listings with what is to be done of each and, of those to be excluded, by when."""
        renegotiated, paid = (dated.of(self._keys) for dated in (self._past.renegotiated, self._past.paid))
        in_agreement = (self._debts["destination_title"] == DESTINATIONS["in_agreement"]).to_numpy(dtype=bool)
        owing = self._debt.known & ~self._debt.at(in_agreement, none=False)
        settled = np.where(owing, NEVER, np.where(np.isnat(renegotiated), paid, renegotiated))
        facts: dict[str, object] = {
            "is_still_owing": owing,
            "listable_cents": self._debt.at(self._listable.cents, 0),
            "listing_count": self._counts,
            "has_paid_since_listing": self._last_whole > days(self._listings["listed_date"]),
            "is_known_debt": self._past.knows(self._keys) | self._debt.known,
            "is_renegotiated": ~np.isnat(renegotiated) & ~owing,
            "has_settled_date": ~np.isnat(settled),
        }
        decision = decide(rule.tables["listed"], Facts(facts, len(self._listings)))
        found = _decided(self._told(settled, members), decision)
        return _with_deadline(found, owing, calendar, rule, on)

    def _told(self, settled: Days, members: pd.DataFrame) -> pd.DataFrame:
        """Return who and what is listed; what the events do not say, the debt or the member's record does."""
        own, debts, debt = self._listings, self._debts, self._debt
        who = {name: own[name] for name in ("client_key", "member_id", "document")}
        for name in (*who, "member_name", "branch", "notice_date", "hold_kind"):
            told = debt.column(debts[name])
            who[name] = who[name].fillna(told) if name in who else told
        member = Keyed(members["member_id"]).of(who["member_id"])
        for name, column in (("member_name", "name"), ("branch", "branch")):
            who[name] = who[name].fillna(member.text(members[column]))
        debt_id = own["agreement_id"].fillna(own["contract_id"]).fillna(debt.text(debts["debt_id"]))
        rows = own.assign(**who, debt_id=debt_id.fillna(own["key"]), listing_count=self._counts,
                          settled_date=dates(settled))  # fmt: skip
        return _with_amounts(rows, self._listable, debt)


def _with_deadline(
    found: pd.DataFrame, owing: Flags, calendar: BusinessCalendar, rule: RuleFile, on: np.datetime64
) -> pd.DataFrame:
    """Return the listings with the day by which they are to be excluded: five business days from payment or, of a
    debt too old to be listed, the day on which it became so."""
    after = calendar.business_days_after(days(found["settled_date"]), int(rule["removal_business_days"]))
    end = np.where(owing, days(found["limit_date"]), after)
    end = np.where((found["list_kind"] == "to_exclude").to_numpy(dtype=bool), end, NEVER)
    left = nullable(days_between(on, end, missing=0), ~np.isnat(end))
    return found.assign(deadline_date=dates(end), days_left=left)
