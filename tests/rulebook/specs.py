"""Random tables and facts, and a plain evaluation of them, value by value, that shares nothing with the rulebook.

A table here is what YAML would hold: dicts and texts. A fact is a Python value, None where it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from coopcli.rulebook.compiled import compile_file
from coopcli.rulebook.schema import parse
from coopcli.rulebook.tables import Table
from coopcli.rulebook.yaml_text import YamlText

from .writing import ANYTHING

NUMBERS = {"days_past_due": False, "overdraft_days": True, "months_in_level_h": False}  # name: may be missing
CHOICES = {
    "level": ("AA", "A", "B", "C", "D", "E", "F", "G", "H"),
    "given_level": ("AA", "A", "B", "C", "D", "E", "F", "G", "H"),
    "portfolio": ("C1", "C2", "C3", "C4", "C5"),
}
OPTIONAL = ("overdraft_days", "given_level")
FLAGS = ("is_renegotiated", "was_written_off")
TEXT = "credit_line"
WORDS = ("rural", "casa", "carro", "")
LAST = 12
"""Limits lie between 0 and this; facts go a little beyond, so that edges are met often."""

Condition = dict[str, Any]
Spec = dict[str, Any]


def _number_conditions() -> st.SearchStrategy[Condition]:
    limit = st.integers(0, LAST)
    pair = st.tuples(limit, limit).map(sorted)
    return st.one_of(
        limit.map(lambda n: {"from": str(n)}),
        limit.map(lambda n: {"to": str(n)}),
        limit.map(lambda n: {"above": str(n)}),
        limit.map(lambda n: {"below": str(n)}),
        pair.map(lambda p: {"from": str(p[0]), "to": str(p[1])}),
        pair.map(lambda p: {"above": str(p[0]), "below": str(p[1] + 2)}),
        limit.map(lambda n: {"is": str(n)}),
        st.lists(limit.map(str), min_size=1, max_size=3).map(lambda ns: {"in": ns}),
    )


def _choice_conditions(values: tuple[str, ...], *, closed: bool = True) -> st.SearchStrategy[Condition]:
    some = st.lists(st.sampled_from(values), min_size=1, max_size=3)
    kinds = [st.sampled_from(values).map(lambda v: {"is": v}), some.map(lambda vs: {"in": vs})]
    return st.one_of(*kinds, *([some.map(lambda vs: {"not_in": vs})] if closed else []))


def conditions(fact: str) -> st.SearchStrategy[Condition]:
    if fact in NUMBERS:
        plain = _number_conditions()
    elif fact in FLAGS:
        plain = st.sampled_from(["true", "false"]).map(lambda v: {"is": v})
    elif fact == TEXT:
        plain = _choice_conditions(WORDS[:3], closed=False)
    else:
        plain = _choice_conditions(CHOICES[fact])
    missing = st.sampled_from([{"missing": "true"}, {"missing": "false"}])
    return st.one_of(plain, missing) if fact in OPTIONAL else plain


ALL_FACTS = (*NUMBERS, *CHOICES, *FLAGS, TEXT)


@st.composite
def whens(draw: st.DrawFn) -> dict[str, Condition]:
    """Draw the conditions of a row: on none to three facts."""
    facts = draw(st.lists(st.sampled_from(ALL_FACTS), max_size=3, unique=True))
    return {fact: draw(conditions(fact)) for fact in facts}


LEVELS = st.sampled_from(CHOICES["level"])


@st.composite
def row_specs(draw: st.DrawFn) -> Spec:
    """Draw a row: conditions, and a level, points and a rate as outcomes."""
    rate = draw(st.sampled_from(["0", "0.005", "0.055", "0.333333333", "0.5", "1"]))
    return {
        "when": draw(whens()), "level": draw(LEVELS), "points": str(draw(st.integers(-5, 9))), "rate": rate,
        "article": "art. 1º",
    }  # fmt: skip


tables = st.lists(row_specs(), min_size=1, max_size=6)


@st.composite
def fact_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a few operations with every fact."""
    number = st.integers(0, LAST + 3)
    one = {
        **{fact: st.none() | number if optional else number for fact, optional in NUMBERS.items()},
        **{f: (st.none() | st.sampled_from(v)) if f in OPTIONAL else st.sampled_from(v) for f, v in CHOICES.items()},
        **{fact: st.booleans() for fact in FLAGS},
        TEXT: st.sampled_from(WORDS),
    }
    return draw(st.lists(st.fixed_dictionaries(one), min_size=1, max_size=8))


def compiled(rows: list[Spec], hit: str, **keys: Any) -> Table:
    """Return the table that the loader makes of these rows (without its proof)."""
    data = {
        "id": "topic/rule", "title": "T", "kind": "method", "effective_from": "2026-01-01",
        "source": {"act": "A", "url": "https://example.org", "checked_on": "2026-11-21"},
        "tables": {"t": {"title": "T", "hit": hit, "rows": rows, "may_be_empty": "prova", **keys}},
    }  # fmt: skip
    model, problems = parse(YamlText("rule.yaml", data))
    assert model is not None, problems
    rule, problems = compile_file(model, YamlText("rule.yaml", data), ANYTHING)
    assert rule is not None, problems
    assert rule.covers(date(2026, 1, 1))
    return rule.tables["t"]


def holds(condition: Condition, value: Any) -> bool:
    """Return whether one value satisfies a condition as YAML holds it."""
    if "missing" in condition:
        return (condition["missing"] == "true") == (value is None)
    if value is None:
        return False
    text = str(value).lower() if isinstance(value, bool) else str(value)
    tests = {
        "is": lambda wanted: text == wanted,
        "in": lambda wanted: text in wanted,
        "not_in": lambda wanted: text not in wanted,
        "from": lambda wanted: value >= int(wanted),
        "above": lambda wanted: value > int(wanted),
        "to": lambda wanted: value <= int(wanted),
        "below": lambda wanted: value < int(wanted),
    }
    return all(tests[key](wanted) for key, wanted in condition.items())


def matching(rows: list[Spec], facts: dict[str, Any]) -> list[int]:
    """Return the places of the rows whose conditions all hold."""
    return [i for i, row in enumerate(rows) if all(holds(c, facts[fact]) for fact, c in row["when"].items())]


@dataclass(frozen=True)
class Columns:
    """The facts of several operations, by name."""

    rows: list[dict[str, Any]]

    def by_name(self) -> dict[str, object]:
        """Return each fact as a list."""
        return {fact: [row[fact] for row in self.rows] for fact in ALL_FACTS}
