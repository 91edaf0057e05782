"""One month from exports to results: read, check, calculate. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coopcli import __version__
from coopcli.calc import expected_loss, levels
from coopcli.calc.aging import aging
from coopcli.calc.classified import Classification
from coopcli.calc.columns import Groups
from coopcli.calc.divergences import divergences
from coopcli.calc.doubt import Doubts
from coopcli.calc.indicators import indicators
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.calc.portfolio_review import portfolio_changes
from coopcli.closing.accepted import accepted_alerts, with_acceptances
from coopcli.closing.checks import (
    alerts_of,
    alerts_of_copies,
    change_alerts,
    missing_expected_losses,
    unknown_delays,
)
from coopcli.closing.gates import with_verdicts
from coopcli.closing.inputs import (
    OF_READING,
    FindPrevious,
    Inputs,
    Request,
    Say,
    gated,
    gather,
    stop_where_blocked,
)  # fmt: skip
from coopcli.closing.ledger import ledger_of
from coopcli.closing.method import require_a_method
from coopcli.closing.notes import notes_of
from coopcli.closing.registers import registers_of
from coopcli.closing.repeated_month import Previous
from coopcli.closing.rules import MonthRules, calendar_of, rules_for
from coopcli.closing.settings import Settings
from coopcli.dates import NEVER
from coopcli.errors import Problem, RuleError
from coopcli.reading.read import Exports
from coopcli.reports.letters.templates import folders_of, letter_names
from coopcli.results import Month, SourceFile
from coopcli.rulebook.book import Rulebook, load_rulebook, rule_sources
from coopcli.rulebook.references import letter_problems
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder as shipped

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class MonthRun:
    """The results of a month (``month``) and all that explains them."""

    month: Month
    exports: Exports
    portfolio: Portfolio
    rules: MonthRules
    classifications: dict[str, Classification]
    book: Rulebook
    settings: Settings
    previous: Previous | None


def rulebook_of(settings: Settings) -> Rulebook:
    """Return the shipped rules with the cooperative's own files and choices; every letter that they name exists."""
    book = load_rulebook(shipped("rules"), settings.own_rules, settings.choices)
    if problems := letter_problems(book.files, letter_names(folders_of(settings.own_templates))):
        raise RuleError(problems)
    return book


def run_month(request: Request, settings: Settings, say: Say, previous: FindPrevious | None = None) -> MonthRun:
    """Return the month's results.

    ``previous`` finds the close before a reference date. Raises DataError with every problem where one of them
    blocks (or where any exists and the request is strict), RuleError where no rule is in force.
    """
    book = rulebook_of(settings)
    inputs = gated(gather(request, settings, say, previous), settings, book, request.also)
    stop_where_blocked(inputs.problems, inputs.corrections, strict=request.strict)
    say("calculando")
    run = calculate(inputs, settings, book, request.also)
    stop_where_blocked(run.month.problems, inputs.corrections, strict=request.strict)
    return run


def calculate(inputs: Inputs, settings: Settings, book: Rulebook, also: Sequence[str] = ()) -> MonthRun:
    """Return the results of exports that nothing blocks; RuleError where no rule is in force."""
    exports, on, previous = inputs.exports, inputs.on, inputs.previous
    assert on is not None  # without a date there is a problem that blocks
    rules = rules_for(book, on, also)
    require_a_method(settings, rules)
    portfolio = _portfolio(inputs, on, rules, settings)
    classifications = {
        regime: classify_under(regime, files, portfolio, exports, previous, settings)
        for regime, files in rules.regimes.items()
    }
    classified = [found.classified for found in classifications.values()]
    changes = _portfolio_changes(portfolio, classifications, previous)
    problems = _problems(inputs, portfolio, required=_is_complete(settings, rules))
    month = Month(
        settings.cooperative,
        on,
        portfolio.operations,
        classified,
        aging(portfolio, rules.aging),
        indicators(portfolio, classified[0], rules.indicators),
        problems,
        with_verdicts(_with_operations(exports.sources, portfolio), problems),
        rule_sources(_asked(rules, book, on), on),
        notes_of(rules, settings, previous.on if previous else None),
        __version__,
        [
            *_alerts(inputs, problems),
            *alerts_of_copies(_asked(rules, book, on)),
            *alerts_of(portfolio, exports, classifications),
            *change_alerts(changes, classifications),
        ],
        divergences(portfolio, exports.frames["contracts"], _levels(classifications)),
        inputs.controls,
        inputs.corrections,
        registers_of(portfolio, exports.frames, classifications, rules),
        changes,
        assumptions=ledger_of(inputs, portfolio, next(iter(classifications.values()))),
    )
    return MonthRun(month, exports, portfolio, rules, classifications, book, settings, previous)


def _asked(rules: MonthRules, book: Rulebook, on: date) -> list[RuleFile]:
    """Return every rule that decided something of the month, those of its reading last."""
    return [*rules.all(), *(book.in_force(family, on) for family in OF_READING)]


def _portfolio(inputs: Inputs, on: date, rules: MonthRules, settings: Settings) -> Portfolio:
    exports, previous = inputs.exports, inputs.previous
    calendar = calendar_of(rules.calendars, first_date(exports, on), on)
    before, before_on = (previous.any_regime, np.datetime64(previous.on, "D")) if previous else (None, NEVER)
    doubts = Doubts(exports.aside, before, before_on, inputs.implausible.suspects)
    return portfolio_of(exports.frames, on, calendar, settings.tolerance_cents, doubts)


def _alerts(inputs: Inputs, problems: Sequence[Problem]) -> list[str]:
    return [*inputs.alerts, *accepted_alerts(problems, inputs.accepted)]


def _problems(inputs: Inputs, portfolio: Portfolio, *, required: bool) -> list[Problem]:
    """Return what was found of the exports, and what only the portfolio tells; ``required`` are expected losses."""
    found = [
        *inputs.problems,
        *unknown_delays(portfolio, inputs.exports),
        *missing_expected_losses(portfolio, inputs.exports, required=required),
    ]
    return with_acceptances(found, inputs.accepted)


def _levels(classifications: Mapping[str, Classification]) -> pd.Series | None:
    found = classifications.get(levels.REGIME)
    return found.classified.operations["risk_class"] if found else None


def _portfolio_changes(
    portfolio: Portfolio, classifications: Mapping[str, Classification], previous: Previous | None
) -> pd.DataFrame | None:
    found = classifications.get(expected_loss.REGIME)
    before = previous.operations.get(expected_loss.REGIME) if previous else None
    return portfolio_changes(portfolio, found, before) if found else None


def _is_complete(settings: Settings, rules: MonthRules) -> bool:
    return settings.method == expected_loss.COMPLETE and expected_loss.REGIME in rules.regimes


def classify_under(
    regime: str, rules: tuple[RuleFile, ...], portfolio: Portfolio, exports: Exports, previous: Previous | None,
    settings: Settings,
) -> Classification:  # fmt: skip
    """Return the portfolio under one regime with these rule files (one for each of its families, in order)."""
    before = previous.operations.get(regime) if previous else None
    before_on = np.datetime64(previous.on, "D") if previous else None
    if regime == levels.REGIME:
        equity = settings.adjusted_equity_cents
        return levels.classify(portfolio, exports.frames, rules[0], before, before_on, equity)
    concepts, provision = rules
    return expected_loss.classify(portfolio, exports.frames, concepts, provision, before, before_on, settings.method)


def first_date(exports: Exports, on: date) -> date:
    """Return the oldest date that a business day may be asked for (at most 30 years back)."""
    import pandas as pd

    due = [
        exports.frames["installments"]["due_date"].min(),
        exports.frames["contracts"]["oldest_due_date"].min(),
    ]
    due.append(exports.frames["contracts"]["maturity_date"].min())
    known = [pd.Timestamp(day).date() for day in due if not pd.isna(day)]
    return max(min([*known, on]), on.replace(year=on.year - 30, day=1))


def _with_operations(sources: list[SourceFile], portfolio: Portfolio) -> list[SourceFile]:
    """Return the sources with the operations that came from each."""
    of_source = Groups(portfolio.source, len(sources))
    rows, cents = of_source.count().tolist(), of_source.sum(portfolio.balance_cents).tolist()
    return [replace(source, operation_rows=rows[i], operation_cents=cents[i]) for i, source in enumerate(sources)]
