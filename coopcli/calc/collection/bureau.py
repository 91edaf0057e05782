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
from coopcli.calc.collection.settled import DebtKeys, Past, debt_keys, past_of
from coopcli.calc.columns import amounts, dates, days, earliest, latest, nullable, positions, strings, sums, take, text
from coopcli.dates import NEVER, days_between, term_end
from coopcli.frames.words import BUREAU_LISTS
from coopcli.results.collection import DESTINATIONS
from coopcli.results.collection_charges import BUREAU_COLUMNS
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints
    from coopcli.dates import BusinessCalendar
    from coopcli.rulebook.tables import RuleFile

FAMILY = "collection/bureau"


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
    at = positions(strings(rows["debt_id"]), strings(debts["debt_id"]))
    untold = np.setdiff1d(np.arange(size), at)
    place = np.concatenate([at[at >= 0], untold])
    whole = amounts(debts[name].fillna(debts["overdue_cents"]))[untold]
    cents = np.concatenate([rows[name].to_numpy(dtype=np.int64)[at >= 0], whole])
    due = np.concatenate([days(rows["due_date"])[at >= 0], days(debts["oldest_due_date"])[untold]])
    ends = term_end(due, months)
    fits = np.isnat(ends) | (ends > on)
    first = earliest(place[fits], due[fits], size)
    newest = np.fmax(latest(place, due, size), days(debts["oldest_due_date"]))
    limit = term_end(np.where(np.isnat(first), newest, first), months)
    return Listable(sums(place[fits], cents[fits], size), sums(place[~fits], cents[~fits], size), first, limit)


def _unlisted(debts: pd.DataFrame, listable: Listable, rule: RuleFile) -> pd.DataFrame:
    """Return the debts in arrears that are on their way to a listing; those of an agreement that is kept are not."""
    in_agreement = (debts["destination"] == DESTINATIONS["in_agreement"]).to_numpy(dtype=bool)
    which = np.flatnonzero(~debts["is_listed"].fillna(False).to_numpy(dtype=bool) & ~in_agreement)
    own = debts.iloc[which].reset_index(drop=True)
    facts: dict[str, object] = {
        "act": own["act"],
        "is_held": (own["destination"] == DESTINATIONS["held"]).to_numpy(dtype=bool),
        "has_listing_notice": own["notice_date"].notna().to_numpy(),
        "listable_cents": listable.cents[which],
    }
    decision = decide(rule.tables["listing"], Facts(facts, len(own)))
    found = _decided(_with_amounts(own, listable, which), decision)
    return found[found["list_kind"].notna()].reset_index(drop=True)


def _with_amounts(own: pd.DataFrame, listable: Listable, debt: Ints) -> pd.DataFrame:
    """Return the rows with what may be listed of each one's debt (-1: it has none)."""
    cents = {"amount_cents": listable.cents, "too_old_cents": listable.too_old_cents}
    money = {name: pd.arrays.IntegerArray(np.append(values, 0)[debt], debt < 0) for name, values in cents.items()}
    due, limit = (np.append(values, NEVER)[debt] for values in (listable.due, listable.limit))
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
    """The listings in force, each with the late debt that it is of (``debt``, -1: none) and what became of it."""

    def __init__(self, events: pd.DataFrame, debts: pd.DataFrame, listable: Listable, past: Past) -> None:
        self._debts, self._listable, self._past = debts, listable, past
        self._listings = listings_in_force(events)
        self._keys = strings(self._listings["key"])
        leading = debt_keys(debts)
        self._debt = _debt_of(self._listings["key"], leading)
        self._counts = self._counted(events, leading)
        self._last_whole = np.append(leading.latest(past.paid_whole), NEVER)[self._debt]

    def _counted(self, events: pd.DataFrame, leading: DebtKeys) -> Ints:
        """Return how many times the debt of each listing is listed with the same bureau."""
        codes = positions(strings(events["key"]), self._keys)
        of_event = _debt_of(events["key"], leading)
        size = len(self._debts)
        target = np.where(of_event >= 0, of_event, size + codes)
        counts = same_bureau_counts(events, target, size + len(self._keys))
        return counts[np.where(self._debt >= 0, self._debt, size + np.arange(len(self._keys)))]

    def rows(
        self, rule: RuleFile, calendar: BusinessCalendar, on: np.datetime64, members: pd.DataFrame
    ) -> pd.DataFrame:
        """Return the listings with what is to be done of each and, of those to be excluded, by when."""
        renegotiated, paid = (dated.of(self._keys) for dated in (self._past.renegotiated, self._past.paid))
        in_agreement = np.append((self._debts["destination"] == DESTINATIONS["in_agreement"]).to_numpy(), False)
        owing = (self._debt >= 0) & ~in_agreement[self._debt]
        settled = np.where(owing, NEVER, np.where(np.isnat(renegotiated), paid, renegotiated))
        facts: dict[str, object] = {
            "is_still_owing": owing,
            "listable_cents": np.append(self._listable.cents, 0)[self._debt],
            "listing_count": self._counts,
            "has_paid_since_listing": self._last_whole > days(self._listings["listed_date"]),
            "is_known_debt": self._past.knows(self._keys) | (self._debt >= 0),
            "is_renegotiated": ~np.isnat(renegotiated) & ~owing,
            "has_settled_date": ~np.isnat(settled),
        }
        decision = decide(rule.tables["listed"], Facts(facts, len(self._listings)))
        found = _decided(self._told(settled, members), decision)
        return _with_deadline(found, owing, calendar, rule, on)

    def _told(self, settled: Days, members: pd.DataFrame) -> pd.DataFrame:
        """Return who and what is listed; what the events do not say, the debt or the member's record does."""
        own, debts, at = self._listings, self._debts, self._debt
        who = {name: own[name] for name in ("client_key", "member_id", "document")}
        for name in (*who, "member_name", "branch", "notice_date", "hold_kind"):
            told = debts[name].reindex(range(len(debts) + 1)).iloc[at].reset_index(drop=True)
            who[name] = who[name].fillna(told) if name in who else told
        place = positions(strings(who["member_id"]), strings(members["member_id"]))
        for name, column in (("member_name", "name"), ("branch", "branch")):
            who[name] = who[name].fillna(text(take(strings(members[column]), place)))
        debt_id = own["agreement_id"].fillna(own["contract_id"]).fillna(text(take(strings(debts["debt_id"]), at)))
        rows = own.assign(**who, debt_id=debt_id.fillna(own["key"]), listing_count=self._counts,
                          settled_date=dates(settled))  # fmt: skip
        return _with_amounts(rows, self._listable, at)


def _debt_of(keys: pd.Series, leading: DebtKeys) -> Ints:  # type: ignore[type-arg]
    return np.append(leading.debt, -1)[positions(strings(keys), leading.keys)]


def _with_deadline(
    found: pd.DataFrame,
    owing: np.ndarray,
    calendar: BusinessCalendar,
    rule: RuleFile,
    on: np.datetime64,  # type: ignore[type-arg]
) -> pd.DataFrame:
    """Return the listings with the day by which they are to be excluded: five business days from payment or, of a
    debt too old to be listed, the day on which it became so."""
    after = calendar.business_days_after(days(found["settled_date"]), int(rule["removal_business_days"]))
    end = np.where(owing, days(found["limit_date"]), after)
    end = np.where((found["list_kind"] == "to_exclude").to_numpy(dtype=bool), end, NEVER)
    left = nullable(days_between(on, end, missing=0), ~np.isnat(end))
    return found.assign(deadline_date=dates(end), days_left=left)
