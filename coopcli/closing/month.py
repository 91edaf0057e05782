"""One month from exports to results: read, check, calculate. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coopcli import __version__
from coopcli.calc import expected_loss, levels
from coopcli.calc.aging import aging
from coopcli.calc.classified import Classification
from coopcli.calc.indicators import indicators
from coopcli.calc.portfolio import LIMIT_PREFIX, OVERDRAFT_PREFIX, Portfolio, portfolio_of
from coopcli.closing.checks import alerts_of, missing_exports, other_dates, unknown_delays
from coopcli.closing.notes import notes_of
from coopcli.closing.rules import MonthRules, calendar_of, rules_for
from coopcli.closing.settings import Settings
from coopcli.dates import brazilian
from coopcli.errors import PROBLEM_KINDS, CoopError, DataError, Problem
from coopcli.reading.crossed import crossed
from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import Exports, export_files, read_paths
from coopcli.results import Month, SourceFile
from coopcli.rulebook.book import Rulebook, load_rulebook, rule_source
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder as shipped

if TYPE_CHECKING:
    import pandas as pd

Say = Callable[[str], None]


@dataclass(frozen=True)
class Previous:
    """The previous close: its reference date, by regime its operations, and the fingerprint of its manifest."""

    on: date
    operations: Mapping[str, pd.DataFrame]
    fingerprint: str = ""


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


@dataclass(frozen=True)
class Request:
    """What is asked for: the exports, the date (None: as the exports say), further regimes, strictness.

    ``any_date``: the exports may be of another date (a question about a past day, never a close).
    """

    exports: Path
    reference_date: date | None = None
    month: tuple[int, int] | None = None
    also: tuple[str, ...] = ()
    strict: bool = False
    any_date: bool = False


def rulebook_of(settings: Settings) -> Rulebook:
    """Return the shipped rules with the cooperative's own files and choices."""
    return load_rulebook(shipped("rules"), settings.own_rules, settings.choices)


def read_exports(folder: Path, settings: Settings, say: Say) -> Exports:
    """Return the exports of a folder, telling each file's name."""
    if not folder.is_dir():
        expected = "a pasta com as exportações do mês"
        raise DataError([Problem("arquivo-nao-encontrado", str(folder), file=folder.name, expected=expected)])
    own = [settings.own_rules / "layouts"] if settings.own_rules else []
    layouts = load_layouts([shipped("rules") / "layouts", *own])
    exports = read_paths(export_files(folder), layouts, lambda name: say(f"lendo {name}"))
    return crossed(exports, (OVERDRAFT_PREFIX, LIMIT_PREFIX))


def run_month(
    request: Request, settings: Settings, say: Say, previous: Callable[[date], Previous | None] | None = None
) -> MonthRun:
    """Return the month's results.

    ``previous`` finds the close before a reference date. Raises DataError with every problem where one of them
    blocks (or where any exists and the request is strict), RuleError where no rule is in force.
    """
    if settings.method == "complete":
        raise CoopError([_complete_method()])
    book = rulebook_of(settings)
    exports = read_exports(request.exports, settings, say)
    stop_where_blocked([*exports.problems, *missing_exports(exports)])
    on = reference_date(request, exports)
    problems = [*exports.problems, *other_dates(exports, on, may_differ=request.any_date)]
    stop_where_blocked(problems, strict=request.strict)
    say("calculando")
    rules = rules_for(book, on, request.also)
    run = _calculate(exports, problems, on, settings, book, rules, previous(on) if previous else None)
    stop_where_blocked(run.month.problems, strict=request.strict)
    return run


def _complete_method() -> Problem:
    return Problem(
        "configuracao-invalida",
        "method: complete",
        file="coop.yaml",
        expected="method: simplified (arts. 50 e 51 da Resolução CMN nº 4.966)",
        remedy="a metodologia completa ainda não é calculada por esta versão; não use a simplificada no lugar dela",
    )


def reference_date(request: Request, exports: Exports) -> date:
    """Return the reference date: the one asked for; else the exports' own, where they agree; else the month's end."""
    import pandas as pd

    from coopcli.dates import month_end

    if request.reference_date is not None:
        return request.reference_date
    dated = [frame["movement_date"] for frame in exports.frames.values() if "movement_date" in frame]
    found = {pd.Timestamp(day).date() for column in dated for day in column.dropna().unique()}
    if request.month is not None:
        inside = {day for day in found if (day.year, day.month) == request.month}
        return inside.pop() if len(inside) == 1 else month_end(*request.month)
    if len(found) == 1:
        return found.pop()
    told = ", ".join(sorted(brazilian(day) for day in found)) or "nenhuma data de movimento nas exportações"
    expected, remedy = "uma data-base", "diga a data-base com --reference-date, como 31/10/2026"
    raise CoopError([Problem("opcao-invalida", told, expected=expected, remedy=remedy)])


def stop_where_blocked(problems: Sequence[Problem], *, strict: bool = False) -> None:
    """Raise DataError with all problems, those that block first, where one blocks (or, when strict, exists)."""
    if any(PROBLEM_KINDS[p.code].blocks for p in problems) or (strict and problems):
        raise DataError(sorted(problems, key=lambda p: not PROBLEM_KINDS[p.code].blocks))


def _calculate(
    exports: Exports,
    problems: list[Problem],
    on: date,
    settings: Settings,
    book: Rulebook,
    rules: MonthRules,
    previous: Previous | None,
) -> MonthRun:
    calendar = calendar_of(rules.calendars, _first_date(exports, on), on)
    portfolio = portfolio_of(exports.frames, on, calendar, settings.tolerance_cents)
    problems = [*problems, *unknown_delays(portfolio, exports)]
    classifications = {
        regime: classify_under(regime, files, portfolio, exports, previous) for regime, files in rules.regimes.items()
    }
    classified = [found.classified for found in classifications.values()]
    month = Month(
        settings.cooperative,
        on,
        portfolio.operations,
        classified,
        aging(portfolio, rules.aging),
        indicators(portfolio, classified[0], rules.indicators),
        problems,
        _with_operations(exports.sources, portfolio),
        [rule_source(rule, on) for rule in rules.all()],
        notes_of(rules, settings, previous.on if previous else None),
        __version__,
        alerts_of(portfolio, exports, classifications),
    )
    return MonthRun(month, exports, portfolio, rules, classifications, book, settings, previous)


def classify_under(
    regime: str, rules: tuple[RuleFile, ...], portfolio: Portfolio, exports: Exports, previous: Previous | None
) -> Classification:
    """Return the portfolio under one regime with these rule files (one for each of its families, in order)."""
    before = previous.operations.get(regime) if previous else None
    if regime == levels.REGIME:
        return levels.classify(portfolio, exports.frames, rules[0], before)
    concepts, provision = rules
    before_on = np.datetime64(previous.on, "D") if previous else None
    return expected_loss.classify(portfolio, exports.frames, concepts, provision, before, before_on)


def _first_date(exports: Exports, on: date) -> date:
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
    rows = np.bincount(portfolio.source, minlength=len(sources))
    cents = np.zeros(len(sources), dtype=np.int64)
    np.add.at(cents, portfolio.source, portfolio.balance_cents)
    return [
        replace(source, operation_rows=int(rows[i]), operation_cents=int(cents[i])) for i, source in enumerate(sources)
    ]
