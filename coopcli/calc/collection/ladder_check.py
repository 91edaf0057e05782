"""Whether a rule file can be climbed as a ladder, told before any debt is on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.results.collection import CLOCKS
from coopcli.rulebook.vocabulary import SINCE

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

GIVEN = frozenset(
    (
        "collection_days", "days_past_due", "months_past_due", "months_since_newest_due", "overdue_cents",
        "balance_cents", "debt_cents", "last_level", "debt_kind", "product_kind", "has_left", "is_on_leave",
        "has_payroll", "is_listed", "is_watched", "is_listing_waived", "is_lawsuit_waived", "is_lawsuit_decided",
        *(f"days_since_{name}" for name in SINCE),
        *(f"business_days_since_{name}" for name in SINCE),
    )
)  # fmt: skip
"""The facts that the tables of a ladder may ask about."""

OF_AN_EVENT = frozenset(("event_kind", "event_letter"))
PARAMETERS = ("clock", "clock_not_before", "amount_measure", "amount_scope", "deadline_on_closed_day")
DATES = tuple(name for name in CLOCKS if name != "clock")
MEASURES = ("updated_cents", "overdue_cents", "balance_cents")


def ladder_problems(ladder: RuleFile) -> list[Problem]:
    """Return why a rule file is no ladder (empty: it is one)."""
    found = [*_missing(ladder), *_unknown_facts(ladder)] or _unknown_words(ladder)
    return list(found)


def is_meant_as_ladder(rule: RuleFile) -> bool:
    """Return whether a rule file is written as a ladder."""
    return rule.topic == "collection" and "clock" in rule.parameters


def _missing(ladder: RuleFile) -> Iterator[Problem]:
    if "stage" not in ladder.tables:
        yield _problem(ladder, "falta a tabela stage", ["stage"])
    for name in PARAMETERS:
        if name not in ladder.parameters:
            yield _problem(ladder, f"falta o parâmetro {name}", PARAMETERS)


def _unknown_facts(ladder: RuleFile) -> Iterator[Problem]:
    for name, table in ladder.tables.items():
        given = OF_AN_EVENT if name == "acts_done" else GIVEN
        given -= {"collection_days"} if name == "advance" else set()
        for fact in dict.fromkeys((*table.facts, *table.covers)):
            if fact not in given:
                yield _problem(ladder, f"tabela {name}: a cobrança não informa {fact}", sorted(given))


def _unknown_words(ladder: RuleFile) -> Iterator[Problem]:
    if isinstance(ladder["clock"], str):
        yield _problem(ladder, f"clock: {ladder['clock']}", [f"uma lista, como [{DATES[0]}]"])
        return
    known = {"clock_not_before": ("none", *DATES), "amount_measure": MEASURES, "clock": DATES}
    for name, words in known.items():
        told = ladder[name]
        for word in [told] if isinstance(told, str) else told:
            if word not in words:
                yield _problem(ladder, f"{name}: {word}", words)


def _problem(ladder: RuleFile, found: str, expected: Iterable[str]) -> Problem:
    return Problem("regra-invalida", f"{ladder.id}: {found}", file=ladder.file, expected=", ".join(expected))
