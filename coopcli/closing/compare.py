"""``rules diff``: the same portfolio under two rule files, regimes, methods or dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.calc.compare import by_class, changes
from coopcli.closing.month import MonthRun, classify_under
from coopcli.closing.rules import REGIMES
from coopcli.closing.settings import Settings
from coopcli.dates import brazilian, parse_date
from coopcli.errors import CoopError, Problem, RuleError
from coopcli.results import Classified
from coopcli.rulebook.book import Choices, Rulebook, load_file, load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder as shipped
from coopcli.signatures import FORMERLY

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Side:
    """One of the two: a regime with the rule files that it takes, and how it is called."""

    title: str
    regime: str
    rules: tuple[RuleFile, ...]


@dataclass(frozen=True)
class Comparison:
    """The two sides, the operations that differ (calc.compare.changes) and the totals by pair of classes."""

    reference_date: date
    left: Classified
    right: Classified
    titles: tuple[str, str]
    changes: pd.DataFrame
    by_class: pd.DataFrame


def compare(run: MonthRun, left: Side, right: Side) -> Comparison:
    """Return the portfolio of ``run`` under both sides."""
    before, after = (
        classify_under(side.regime, side.rules, run.portfolio, run.exports, run.previous, run.settings).classified
        for side in (left, right)
    )
    return Comparison(
        run.month.reference_date,
        before,
        after,
        (left.title, right.title),
        changes(run.portfolio, before, after),
        by_class(run.portfolio, before, after),
    )


def public_book(settings: Settings) -> Rulebook:
    """Return the shipped rules, without the cooperative's files, and with those of its choices that they have."""
    bare = load_rulebook(shipped("rules"))
    choices = {}
    for name, chosen in settings.choices.items():
        rules = [rule for rule in bare.files if name in (rule.id, rule.family, rule.role)] or bare.versions(name)
        may = {p.name for rule in rules for p in rule.parameters.values() if p.policy or p.one_of}
        choices[name] = {key: value for key, value in chosen.items() if key in may}
    return load_rulebook(shipped("rules"), None, {name: chosen for name, chosen in choices.items() if chosen})


def own_against_published(run: MonthRun) -> list[Comparison]:
    """Return the portfolio under the published rules and under those in force, for each regime of the month.

    Choices of coop.yaml are on both sides: what differs is what the cooperative's files and overlays decide.
    """
    book, on = public_book(run.settings), run.month.reference_date
    return [
        compare(run, Side("regras publicadas", regime, _versions(book, REGIMES[regime], on)),
                Side("regras em vigor", regime, rules))
        for regime, rules in run.rules.regimes.items()
    ]  # fmt: skip


def side_of(text: str, run: MonthRun) -> Side:
    """Return the side that ``text`` names: a regime, a rule's id, the path of a rule file, or a date.

    A regime or a rule is taken in the version nearest to the reference date of ``run``, with the cooperative's
    choices; a date takes the regime in force on it.
    Raises CoopError where ``text`` is none of these, RuleError where the file does not pass.
    """
    book, on = run.book, run.month.reference_date
    regime = FORMERLY.get(text, text)
    if regime in REGIMES:
        return Side(text, regime, _versions(book, REGIMES[regime], on))
    if text.endswith((".yaml", ".yml")):
        return _with_file(_loaded(Path(text), run.settings.choices), text, book, on)
    if versions := [rule for rule in book.files if rule.id == text]:
        return _with_file(next((rule for rule in versions if rule.covers(on)), versions[-1]), text, book, on)
    try:
        day = parse_date(text)
    except ValueError:
        known = [*REGIMES, *(rule.id for rule in book.files if rule.topic == "provisioning")]
        expected = f"uma data, o caminho de um arquivo .yaml ou um de: {', '.join(known)}"
        raise CoopError([Problem("opcao-invalida", text, expected=expected)]) from None
    return _on_date(book, day)


def _versions(book: Rulebook, families: Sequence[str], on: date) -> tuple[RuleFile, ...]:
    return tuple(book.nearest(family, on) for family in families)


def _on_date(book: Rulebook, day: date) -> Side:
    for regime, families in REGIMES.items():
        if all(book.is_in_force(family, day) for family in families):
            return Side(f"{regime} em {brazilian(day)}", regime, tuple(book.in_force(f, day) for f in families))
    raise RuleError([Problem("sem-regra-vigente", "nenhum regime de provisão", file=f"data {brazilian(day)}")])


def _loaded(path: Path, choices: Choices) -> RuleFile:
    if not path.is_file():
        raise CoopError([Problem("arquivo-nao-encontrado", str(path), file=path.name)])
    problems: list[Problem] = []
    rule = load_file(path, path.name, choices, problems)
    if rule is None:
        raise RuleError(problems)
    return rule


def _with_file(rule: RuleFile, text: str, book: Rulebook, on: date) -> Side:
    """Return the regime that the file belongs to, with the file in its family's place."""
    for regime, families in REGIMES.items():
        if rule.role in families:
            rules = tuple(rule if family == rule.role else book.nearest(family, on) for family in families)
            return Side(text, regime, rules)
    expected = f"uma regra com role: {', '.join(role for roles in REGIMES.values() for role in roles)}"
    raise CoopError([Problem("opcao-invalida", rule.id, expected=expected)])
