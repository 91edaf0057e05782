"""Res. CMN 4.966/2021 with Res. BCB 352/2023, both methods: problem assets, portfolios, stages, provision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.classified import Classification, acts_of, brief
from coopcli.calc.columns import Keyed, dates, days, nullable, take, text
from coopcli.calc.guarantees import PortfolioChoice, choose_portfolio, least_provision, prudent
from coopcli.calc.problem_assets import ProblemAssets, problem_assets
from coopcli.calc.stages import ExpectedLosses, began_as_problem, ceased, expected_losses, stages
from coopcli.calc.written_off import WrittenOff, written_off
from coopcli.dates import NEVER, calendar_months, days_after, full_months
from coopcli.results import Classified
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts
from coopcli.signatures.provisioning import OPERATION
from coopcli.words.classification import FLOOR_PROVISION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

REGIME = "floor_provision"
FAMILIES = ("problem_concepts", REGIME)
COMPLETE = "complete"


def classify(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], concepts: RuleFile, levels: RuleFile,
    previous: pd.DataFrame | None, previous_on: np.datetime64 | None, method: str = "simplified",
) -> Classification:  # fmt: skip
    """Return the portfolio by C1–C5 with its provision (FLOOR_PROVISION_COLUMNS), in the order of the operations.

    ``concepts`` is Res. CMN 4.966 (problem asset, contagion, stages, revenue), ``levels`` Res. BCB 352 (portfolios,
    rates). ``previous`` is the operations frame of the previous close (at ``previous_on``), or None: an asset that
    was a problem by itself stays one until its cure (art. 3, § 4). ``method`` is that of art. 50: simplified, or
    complete, where the expected losses of frames.EXPECTED_LOSSES count from Annex I up, by stage.
    """
    day = np.datetime64(portfolio.on, "D")
    losses = expected_losses(portfolio, frames["expected_losses"])
    gone = written_off(portfolio, frames)
    collective = losses.flags["is_collective"] if method == COMPLETE else None
    problems = problem_assets(portfolio, frames, concepts, gone.renegotiated, previous, previous_on, collective)
    default = _default_dates(portfolio, int(levels["default_after_days"]))
    months = _months_since(default, day, str(levels["month_counting"]))
    began = began_as_problem(portfolio, problems, gone.renegotiated, previous, previous_on)
    known = _facts(portfolio, problems, gone, losses, concepts, levels, method == COMPLETE).with_columns(
        months_since_default=months[0],
        ceased_to_be_problem=ceased(portfolio, problems, previous),
        began_as_problem=began,
    )
    chosen = prudent(choose_portfolio(portfolio, frames, levels), portfolio, known, levels)
    facts = known.with_columns(portfolio=chosen.portfolio)
    decisions = {
        **chosen.decisions,
        **problems.cure.decisions,
        "problem_asset": problems.own,
        "contagion": problems.contagion.decision,
        **(stages(portfolio, facts, losses, concepts, previous) if method == COMPLETE else {}),
        **{name: decide(levels.tables[name], facts) for name in ("incurred_loss", "additional_loss", "excess")},
        **{name: decide(concepts.tables[name], facts) for name in ("minimum_total", "revenue_stop", "write_off")},
    }
    frame = _frame(portfolio, problems, chosen, losses, decisions, facts, default, months).assign(
        began_as_problem=began
    )
    classified = _classified(frame, portfolio, concepts, levels, method)
    return Classification(classified, decisions, problems.contagion, (concepts, levels))


def _classified(
    frame: pd.DataFrame, portfolio: Portfolio, concepts: RuleFile, levels: RuleFile, method: str
) -> Classified:
    title = acts_of(concepts, levels) + (", metodologia completa" if method == COMPLETE else "")
    official = concepts.covers(portfolio.on) and levels.covers(portfolio.on)
    return Classified(REGIME, title, frame, official, brief(levels))


def _facts(
    portfolio: Portfolio, problems: ProblemAssets, gone: WrittenOff, losses: ExpectedLosses, concepts: RuleFile,
    levels: RuleFile, is_complete: bool,
) -> Facts:  # fmt: skip
    programme = Keyed(str(levels["federal_programme_credit_lines"]).split())
    all_of_them = np.ones(portfolio.size, dtype=bool)
    without_additional = is_complete and not levels["additional_under_complete"]
    return Facts(
        {
            **portfolio.told(OPERATION),
            "trigger": problems.triggers.trigger,
            "is_problem_asset": problems.is_problem,
            "is_dragged": problems.contagion.dragged,
            "was_written_off": gone.renegotiated,
            "has_write_off_relief": gone.has_relief,
            "has_write_off_decision": gone.is_decided,
            "has_write_off_criterion": all_of_them & (int(concepts["write_off_after_days"]) > 0),
            "is_bankrupt_company": problems.triggers.is_bankrupt_company,
            "is_federal_programme": programme.has(portfolio.credit_line_code),
            "is_complete_method": all_of_them & without_additional,
            "has_expected_loss": losses.known,
        },
        portfolio.size,
    )


def _default_dates(portfolio: Portfolio, after_days: int) -> Days:
    """Return the day on which each defaulted operation passed ``after_days`` of delay (NaT: it has not)."""
    due = days(portfolio.operations["oldest_due_date"])
    return np.where(portfolio.days_past_due > after_days, days_after(due, after_days + 1), NEVER)


def _months_since(default_date: Days, on: np.datetime64, counting: str) -> tuple[Ints, Ints]:
    """Return the months of Annex I as ``counting`` has them, and by the other way of counting."""
    both = calendar_months(default_date, on, missing=0), full_months(default_date, on, missing=0)
    return both if counting == "calendar" else (both[1], both[0])


def components(balance: Ints, expected: Ints, decisions: Mapping[str, Decision]) -> tuple[Ints, Ints, Ints]:
    """Return the provision in the parts of art. 79: incurred, additional, excess, in centavos.

    The excess is what the expected loss of the cooperative, or the minimum of what was written off, has above both.
    """
    incurred, additional = least_provision(balance, decisions)
    taken = np.where(decisions["excess"].flag("takes_expected_loss"), expected, 0)
    total = np.maximum(decisions["minimum_total"].share_of(balance), taken)
    return incurred, additional, np.maximum(total - incurred - additional, 0)


def _without_contagion(balance: Ints, expected: Ints, decisions: Mapping[str, Decision], facts: Facts) -> Ints:
    """Return what the provision would be if each operation were a problem asset only by itself."""
    own = facts.with_columns(is_problem_asset=decisions["problem_asset"].flag("is_problem_asset"))
    alone = {**decisions, "additional_loss": decide(decisions["additional_loss"].table, own)}
    parts = components(balance, expected, alone)
    return parts[0] + parts[1] + parts[2]


def _frame(
    portfolio: Portfolio, problems: ProblemAssets, chosen: PortfolioChoice, losses: ExpectedLosses,
    decisions: Mapping[str, Decision], facts: Facts, default_date: Days, months: tuple[Ints, Ints],
) -> pd.DataFrame:  # fmt: skip
    columns = {
        "risk_class": chosen.portfolio,
        "class_article": chosen.article,
        "guarantee_kind": chosen.guarantee_kind,
        **_problem_columns(portfolio, problems),
        **_stage_columns(decisions),
        **_default_columns(default_date, months),
        **_provision_columns(portfolio, losses, decisions, facts),
        "stops_revenue": decisions["revenue_stop"].flag("stops_revenue"),
        "revenue_article": decisions["revenue_stop"].articles(),
        "write_off_due": decisions["write_off"].flag("write_off_due"),
        "write_off_article": decisions["write_off"].articles(),
    }
    frame = pd.DataFrame(
        {column.name: columns[column.name] for column in FLOOR_PROVISION_COLUMNS if column.name in columns}
    )
    return frame.assign(
        class_reason=chosen.reason,
        problem_reason=problems.labels("reasons"),
        incurred_reason=decisions["incurred_loss"].reasons(),
        additional_reason=decisions["additional_loss"].reasons(),
        is_own_problem=problems.is_own,
    )


def _problem_columns(portfolio: Portfolio, problems: ProblemAssets) -> dict[str, object]:
    return {
        "is_problem_asset": problems.is_problem,
        "problem_article": problems.labels("articles"),
        "problem_since": dates(problems.since),
        "in_cure_since": dates(problems.cure.in_cure_since),
        "cure_pending": problems.cure.pending,
        "contagion_source": text(take(portfolio.ids, problems.contagion.source)),
    }


def _stage_columns(decisions: Mapping[str, Decision]) -> dict[str, object]:
    if "stage" not in decisions:
        return {}
    stage, reason = decisions["stage"], decisions["stage_reason"]
    return {
        "stage": stage.outcome("stage"),
        "stage_article": stage.articles(),
        "stage_code": reason.outcome("stage_code"),
    }


def _default_columns(default_date: Days, months: tuple[Ints, Ints]) -> dict[str, object]:
    defaulted = ~np.isnat(default_date)
    return {
        "is_defaulted": defaulted,
        "default_date": dates(default_date),
        "months_since_default": nullable(months[0], defaulted),
        "other_months": nullable(months[1], defaulted & (months[0] != months[1])),
    }


def _provision_columns(
    portfolio: Portfolio, losses: ExpectedLosses, decisions: Mapping[str, Decision], facts: Facts
) -> dict[str, object]:
    balance = portfolio.balance_cents
    parts = components(balance, losses.cents, decisions)
    incurred, additional = decisions["incurred_loss"], decisions["additional_loss"]
    exceeds = (losses.cents > decisions["minimum_total"].share_of(balance)).astype(np.int64)
    articles = [decisions[name].articles() for name in ("minimum_total", "excess")]
    return {
        "own_provision_cents": _without_contagion(balance, losses.cents, decisions, facts),
        "incurred_rate": incurred.rates(),
        "incurred_article": incurred.articles(),
        "incurred_cents": parts[0],
        "additional_rate": additional.rates(),
        "additional_article": additional.articles(),
        "additional_cents": parts[1],
        **({"expected_loss_cents": nullable(losses.cents, losses.known)} if losses.known.any() else {}),
        "excess_article": choose(exceeds, articles),
        "excess_cents": parts[2],
        "provision_cents": parts[0] + parts[1] + parts[2],
    }
