"""Res. CMN 2.682/1999: risk level, provision, write-off and stop of revenue of each operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.classified import Classification, acts_of, brief
from coopcli.calc.columns import Keyed, dates, days, take, text
from coopcli.calc.contagion import Contagion, spread
from coopcli.calc.renegotiation import HeldLevels, held_levels
from coopcli.calc.reviews import ReviewTerms, review_terms
from coopcli.dates import NEVER, days_after, full_months, month_ends
from coopcli.results import Classified
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts
from coopcli.signatures.provisioning import LEVEL
from coopcli.words.classification import RISK_LEVEL_COLUMNS
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

REGIME = "risk_levels"
H = LEVELS.index("H")


def classify(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile, previous: pd.DataFrame | None,
    previous_on: np.datetime64 | None = None, adjusted_equity_cents: int | None = None,
) -> Classification:  # fmt: skip
    """Return the portfolio by risk level (RISK_LEVEL_COLUMNS), in the order of the operations.

    Reads   reviews and exported levels (art. 2), delay and terms of review (art. 4), contagion (art. 3),
            renegotiations and write-offs renegotiated (art. 8).
    Source  the act in ``rule``. ``previous`` is the operations frame of the previous close (at ``previous_on``), or
            None; ``adjusted_equity_cents`` the adjusted equity of art. 4, II, a (None: not known).
    """
    terms = review_terms(portfolio, frames, rule, adjusted_equity_cents)
    held = held_levels(portfolio, frames, previous, previous_on)
    facts = _facts(portfolio, frames, rule, terms, held)
    own, decisions = _own_levels(facts, portfolio, rule)
    contagion = spread(own.ranks, portfolio, frames["contagion_exceptions"], rule.tables["contagion"])
    since = _in_level_h_since(portfolio, contagion.rank, previous, rule)
    day = np.datetime64(portfolio.on, "D")
    facts = facts.with_columns(level=_levels(contagion.rank), months_in_level_h=full_months(since, day, missing=0))
    decisions["contagion"] = contagion.decision
    decisions |= {name: decide(rule.tables[name], facts) for name in ("provision_rate", "write_off", "revenue_stop")}
    decisions["review"] = terms.decision
    frame = _frame(portfolio, own, contagion, decisions, since).assign(**_told(terms, held))
    assert {column.name for column in RISK_LEVEL_COLUMNS} <= set(frame)
    official = rule.covers(portfolio.on)
    return Classification(
        Classified(REGIME, acts_of(rule), frame, official, brief(rule)),
        decisions,
        contagion,
        (rule,),
    )


class _Own:
    """The level of each operation before contagion: its rank and, as ``which``, the decision it came from."""

    def __init__(self, parts: list[Decision]) -> None:
        ranks = np.stack([part.rank("level", LEVELS) for part in parts])
        self.parts = parts
        self.which = ranks.argmax(axis=0)
        self.ranks: Ints = ranks.max(axis=0)


def _own_levels(facts: Facts, portfolio: Portfolio, rule: RuleFile) -> tuple[_Own, dict[str, Decision]]:
    """Return the worst of: the delay; arts. 4, §§ 1 and 3, 5, § 2, and 8; the level given."""
    names = ("special_level", "initial_stock", "held_level", "given_level")
    decisions = {name: decide(rule.tables[name], facts) for name in names}
    delays = {"level_by_days_past_due": decide(rule.tables["level_by_days_past_due"], facts)}
    if rule["double_count"]:
        doubled = decide(rule.tables["level_by_days_past_due_doubled"], facts)
        chosen = _either(delays["level_by_days_past_due"], doubled, _counts_double(portfolio, rule))
        delays = {decision.table.name: decision for decision in chosen}
    return _Own([*delays.values(), *decisions.values()]), delays | decisions


def _counts_double(portfolio: Portfolio, rule: RuleFile) -> Flags:
    """Return which operations count their delay in double: the option of art. 4, § 2, above 36 months to run."""
    is_long: Flags = portfolio.remaining_months > rule["double_count_above_months"]
    return is_long & bool(rule["double_count"])


def _either(single: Decision, doubled: Decision, is_long: Flags) -> list[Decision]:
    """Return the two decisions, each keeping only the operations that it is meant for."""
    return [
        Decision(single.table, np.where(is_long, np.int32(-1), single.index), single.facts),
        Decision(doubled.table, np.where(is_long, doubled.index, np.int32(-1)), doubled.facts),
    ]


def _facts(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile, terms: ReviewTerms, held: HeldLevels
) -> Facts:
    operations = portfolio.operations
    given = portfolio.given_level
    if rule["exported_level"] == "floor":
        given = given.where(given.notna(), operations["exported_level"])
    overdraft = portfolio.overdraft_days
    contracted = days(operations["contract_date"])
    return Facts(
        {
            **portfolio.told(LEVEL),
            "given_level": given,
            "overdraft_days": pd.arrays.IntegerArray(overdraft, overdraft < 0),
            "is_under_one_month": portfolio.is_under_one_month,
            "was_written_off": held.was_written_off,
            "held_level": _levels(held.rank),
            "is_improved": held.is_improved,
            "has_overdue_review": terms.debtor_is_overdue & (rule["overdue_review"] == "level_h"),
            "is_initial_stock": contracted <= np.datetime64(str(rule["initial_stock_until"]), "D"),
            "client_total_cents": portfolio.client_total_cents,
        },
        portfolio.size,
    )


def _told(terms: ReviewTerms, held: HeldLevels) -> dict[str, object]:
    """Return what reports show of reviews and renegotiations, and what the next close needs of them."""
    return {
        "held_level": _levels(held.rank),
        "last_review_date": dates(terms.last),
        "review_due_date": dates(terms.due),
        "is_review_overdue": terms.is_overdue,
        "is_review_unknown": terms.is_unknown,
        "is_held_level_unknown": held.is_unknown,
        "held_before": _levels(held.before),
        "held_since": dates(held.since),
    }


def _levels(ranks: Ints) -> pd.Categorical:
    return pd.Categorical.from_codes(ranks, categories=pd.Index(LEVELS, dtype=object))


def _in_level_h_since(portfolio: Portfolio, ranks: Ints, previous: pd.DataFrame | None, rule: RuleFile) -> Days:
    """Return since when each operation has been in level H (NaT: it is not).

    The previous close tells it; else, for delay, the end of the month in which it passed the days of level H (the
    balance sheet of that month classified it); else the reference date.
    """
    day = np.datetime64(portfolio.on, "D")
    in_h = ranks == H
    due = days(portfolio.operations["oldest_due_date"])
    above = np.where(
        _counts_double(portfolio, rule), rule["level_h_doubled_above_days"], rule["level_h_above_days"]
    ).astype(np.int64)
    by_delay = month_ends(days_after(due, above + 1))
    since = np.where((portfolio.days_past_due > above) & ~np.isnat(by_delay), np.minimum(by_delay, day), day)
    if previous is not None and "level_h_since" in previous:
        before = Keyed(previous["contract_id"]).of(portfolio.ids).at(days(previous["level_h_since"]), NEVER)
        since = np.where(np.isnat(before), since, np.minimum(before, since))
    return np.where(in_h, since, NEVER)


def _frame(
    portfolio: Portfolio, own: _Own, contagion: Contagion, decisions: Mapping[str, Decision], since: Days
) -> pd.DataFrame:
    which = np.where(contagion.dragged, len(own.parts), own.which)
    sources = [*own.parts, contagion.decision]
    rate = decisions["provision_rate"]
    own_rate = decide(rate.table, rate.facts.with_columns(level=_levels(own.ranks)))
    frame = pd.DataFrame(
        {
            "risk_class": _levels(contagion.rank),
            "class_article": choose(which, [part.articles() for part in sources]),
            "own_class": _levels(own.ranks),
            "contagion_source": text(take(portfolio.ids, contagion.source)),
            "own_provision_cents": own_rate.share_of(portfolio.balance_cents),
            "provision_rate": rate.rates(),
            "rate_article": rate.articles(),
            "provision_cents": rate.share_of(portfolio.balance_cents),
            "review_basis": decisions["review"].outcome("review"),
            "level_h_since": dates(since),
            "write_off_due": decisions["write_off"].flag("write_off_due"),
            "stops_revenue": decisions["revenue_stop"].flag("stops_revenue"),
            "revenue_article": decisions["revenue_stop"].articles(),
        }
    )
    return frame.assign(class_reason=choose(which, [part.reasons() for part in sources]), rate_reason=rate.reasons())
