"""Which rule files a month needs, and which regimes its reference date asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coopcli.calc import disclosures, expected_loss, levels, write_offs
from coopcli.dates import BusinessCalendar, bank_holidays
from coopcli.errors import CoopError, Problem, RuleError
from coopcli.rulebook.book import Rulebook
from coopcli.rulebook.tables import RuleFile

REGIMES: dict[str, tuple[str, ...]] = {
    levels.REGIME: (levels.REGIME,),
    expected_loss.REGIME: expected_loss.FAMILIES,
}
"""The regimes, each called by the role that gives its provision, and the roles that each needs, oldest first."""

CALENDARS = ("national_holidays", "municipal_holidays")


@dataclass(frozen=True)
class MonthRules:
    """The rule files of a month: those of each regime (the one in force first), of aging, indicators, calendar."""

    regimes: dict[str, tuple[RuleFile, ...]]
    aging: list[RuleFile]
    indicators: RuleFile
    calendars: tuple[RuleFile, ...]
    register: RuleFile
    disclosures: RuleFile | None = None

    def all(self) -> list[RuleFile]:
        """Every file, each once."""
        used = [rule for rules in self.regimes.values() for rule in rules]
        return list({r.id: r for r in [*used, *self.aging, self.indicators, *self.calendars, *self._papers()]}.values())

    def _papers(self) -> list[RuleFile]:
        return [self.register] if self.disclosures is None else [self.register, self.disclosures]


def rules_for(book: Rulebook, on: date, also: Sequence[str] = ()) -> MonthRules:
    """Return the rules of the reference date; ``also`` names regimes wanted beside the one in force.

    Raises RuleError (sem-regra-vigente) where no regime is in force.
    """
    in_force = [name for name, families in REGIMES.items() if all(book.is_in_force(f, on) for f in families)]
    if not in_force:
        raise _no_regime(book, on)
    regimes = {name: tuple(book.in_force(f, on) for f in REGIMES[name]) for name in in_force}
    for name in also:
        if name not in regimes:
            regimes[name] = tuple(book.nearest(f, on) for f in REGIMES[name])
    return MonthRules(
        regimes,
        book.topic("aging", on),
        book.in_force("delinquency_indicators", on),
        tuple(book.in_force(family, on) for family in CALENDARS),
        book.in_force(write_offs.FAMILY, on),
        book.nearest(disclosures.FAMILY, on) if levels.REGIME in regimes else None,
    )


def _no_regime(book: Rulebook, on: date) -> RuleError:
    problems = []
    for families in REGIMES.values():
        for family in families:
            try:
                book.in_force(family, on)
            except RuleError as error:
                problems += error.problems
    return RuleError(problems)


def calendar_of(calendars: Sequence[RuleFile], first: date, last: date) -> BusinessCalendar:
    """Return the business calendar of the years between two dates, from the national and the municipal file."""
    national, municipal = calendars
    years = range(first.year, last.year + 2)
    extra = [_day(municipal, text, f"{text}/{year}") for text in municipal["every_year"] for year in years]
    extra += [_day(municipal, text, text) for text in municipal["dates"]]
    return bank_holidays(years, national["bank_optional_holidays"], [day for day in extra if day])


def _day(rule: RuleFile, written: str, text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        if text.startswith("29/02"):
            return None  # a fixed date that this year does not have
        problem = Problem("regra-invalida", written, file=rule.file, expected="datas como 24/06 ou 13/06/2026")
        raise CoopError([problem]) from None
