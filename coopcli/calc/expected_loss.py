"""Res. CMN 4.966/2021 with Res. BCB 352/2023, simplified method: problem assets, portfolios, provision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.classified import Classification
from coopcli.calc.columns import dates, days, positions, strings, take, text
from coopcli.calc.contagion import Contagion, spread
from coopcli.calc.guarantees import PortfolioChoice, choose_portfolio
from coopcli.calc.triggers import Triggers, active_triggers, uncured
from coopcli.dates import calendar_months, full_months
from coopcli.results import BCB_352_COLUMNS, Classified
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

REGIME = "bcb-352"
FAMILIES = ("provisioning/cmn-4966-2021", "provisioning/bcb-352-2023")


def classify(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], concepts: RuleFile, levels: RuleFile,
    previous: pd.DataFrame | None, previous_on: np.datetime64 | None,
) -> Classification:  # fmt: skip
    """Return the portfolio by C1–C5 with its provision (results.BCB_352_COLUMNS), in the order of the operations.

    ``concepts`` is Res. CMN 4.966 (problem asset, contagion, revenue), ``levels`` Res. BCB 352 (portfolios, rates).
    ``previous`` is the operations frame of the previous close (at ``previous_on``), or None: an asset that was a
    problem by itself stays one until its cure is documented (art. 3, § 4).
    """
    day = np.datetime64(portfolio.on, "D")
    triggers = active_triggers(portfolio, frames["problem_triggers"], day)
    still = uncured(portfolio, frames["problem_triggers"], day, previous, previous_on)
    facts = _facts(portfolio, frames, triggers, still, levels)
    problem = decide(concepts.tables["problem_asset"], facts)
    own_rank = problem.flag("is_problem_asset").astype(np.int64)
    contagion = spread(own_rank, portfolio, frames["contagion_exceptions"], concepts.tables["contagion"])
    chosen = choose_portfolio(portfolio, frames, levels, day)
    default_date = _default_dates(portfolio, int(levels["default_after_days"]))
    facts = facts.with_columns(
        is_problem_asset=contagion.rank > 0,
        portfolio=chosen.portfolio,
        months_since_default=_months_since(default_date, day, str(levels["month_counting"])),
    )
    decisions = {
        **chosen.decisions,
        "problem_asset": problem,
        "contagion": contagion.decision,
        "incurred_loss": decide(levels.tables["incurred_loss"], facts),
        "additional_loss": decide(levels.tables["additional_loss"], facts),
        "minimum_total": decide(concepts.tables["minimum_total"], facts),
        "revenue_stop": decide(concepts.tables["revenue_stop"], facts),
    }
    frame = _frame(portfolio, contagion, chosen, decisions, default_date, facts)
    official = concepts.covers(portfolio.on) and levels.covers(portfolio.on)
    title = "Resoluções CMN nº 4.966/2021 e BCB nº 352/2023"
    return Classification(Classified(REGIME, title, frame, official), decisions, contagion, (concepts, levels))


def _facts(
    portfolio: Portfolio,
    frames: Mapping[str, pd.DataFrame],
    triggers: Triggers,
    still_a_problem: Flags,
    levels: RuleFile,
) -> Facts:
    renegotiated = strings(frames["write_offs"]["renegotiated_into"])
    programme = strings(str(levels["federal_programme_credit_lines"]).split() or [None])
    return Facts(
        {
            "days_past_due": portfolio.days_past_due,
            "trigger": triggers.trigger,
            "was_problem_asset": still_a_problem,
            "was_written_off": positions(portfolio.ids, renegotiated) >= 0,
            "product_kind": portfolio.operations["product_kind"],
            "is_bankrupt_company": triggers.is_bankrupt_company,
            "is_federal_programme": positions(portfolio.credit_line_code, programme) >= 0,
        },
        portfolio.size,
    )


def _default_dates(portfolio: Portfolio, after_days: int) -> Days:
    """Return the day on which each defaulted operation passed ``after_days`` of delay (NaT: it has not)."""
    due = days(portfolio.operations["oldest_due_date"])
    passed = due + np.timedelta64(after_days + 1, "D")
    return np.where(portfolio.days_past_due > after_days, passed, np.datetime64("NaT"))


def _months_since(default_date: Days, on: np.datetime64, counting: str) -> Ints:
    defaulted = ~np.isnat(default_date)
    since = np.where(defaulted, default_date, on)
    count = full_months if counting == "anniversary" else calendar_months
    return count(since, on)


def _components(balance: Ints, decisions: Mapping[str, Decision]) -> tuple[Ints, Ints, Ints]:
    """Return the provision in the parts of art. 79: incurred, additional, excess, in centavos."""
    incurred = decisions["incurred_loss"].share_of(balance)
    # art. 78, § 2: together at most the gross carrying amount
    additional = np.minimum(decisions["additional_loss"].share_of(balance), balance - incurred)
    excess = np.maximum(decisions["minimum_total"].share_of(balance) - incurred - additional, 0)
    return incurred, additional, excess


def _without_contagion(balance: Ints, decisions: Mapping[str, Decision], facts: Facts) -> Ints:
    """Return what the provision would be if each operation were a problem asset only by itself."""
    own = facts.with_columns(is_problem_asset=decisions["problem_asset"].flag("is_problem_asset"))
    parts = _components(balance, {**decisions, "additional_loss": decide(decisions["additional_loss"].table, own)})
    return parts[0] + parts[1] + parts[2]


def _frame(
    portfolio: Portfolio, contagion: Contagion, chosen: PortfolioChoice, decisions: Mapping[str, Decision],
    default_date: Days, facts: Facts,
) -> pd.DataFrame:  # fmt: skip
    parts = _components(portfolio.balance_cents, decisions)
    incurred, additional = decisions["incurred_loss"], decisions["additional_loss"]
    dragged = contagion.dragged.astype(np.int64)
    problem = [decisions["problem_asset"], decisions["contagion"]]
    defaulted = ~np.isnat(default_date)
    frame = pd.DataFrame(
        {
            "risk_class": chosen.portfolio,
            "class_article": chosen.article,
            "is_problem_asset": contagion.rank > 0,
            "problem_article": choose(dragged, [part.articles() for part in problem]),
            "is_defaulted": defaulted,
            "contagion_source": text(take(portfolio.ids, contagion.source)),
            "own_provision_cents": _without_contagion(portfolio.balance_cents, decisions, facts),
            "default_date": dates(default_date),
            "months_since_default": pd.arrays.IntegerArray(facts.numbers("months_since_default")[0], ~defaulted),
            "incurred_rate": incurred.rates(),
            "incurred_article": incurred.articles(),
            "incurred_cents": parts[0],
            "additional_rate": additional.rates(),
            "additional_article": additional.articles(),
            "additional_cents": parts[1],
            "excess_article": decisions["minimum_total"].articles(),
            "excess_cents": parts[2],
            "provision_cents": sum(parts),
            "stops_revenue": decisions["revenue_stop"].flag("stops_revenue"),
            "revenue_article": decisions["revenue_stop"].articles(),
        }
    )
    assert list(frame) == [column.name for column in BCB_352_COLUMNS]
    return frame.assign(
        class_reason=chosen.reason,
        problem_reason=choose(dragged, [part.reasons() for part in problem]),
        incurred_reason=incurred.reasons(),
        additional_reason=additional.reasons(),
        is_own_problem=decisions["problem_asset"].flag("is_problem_asset"),
    )
