"""Small months of use and margins, written row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from coopcli.calc.relationship.usage import MANAGEMENT, PRODUCTS, Usage, usage_of
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder
from tests.calc.building import Frames, Row, frames_of

SEPTEMBER, OCTOBER, DECEMBER = date(2026, 9, 30), date(2026, 10, 31), date(2026, 12, 31)


def rule_of(family: str, **choices: str) -> RuleFile:
    """Return a shipped rule with choices made."""
    return load_rulebook(folder("rules"), None, {family: choices} if choices else {}).in_force(family, DECEMBER)


def used(member: str, *products: str, on: date = OCTOBER, **told: Any) -> list[Row]:
    """Return a row for each product of a member in a month."""
    return [{"reference_date": on, "member_id": member, "product": product, **told} for product in products]


def gives(member: str | None, cents: int, family: str = "Créditos", on: date = OCTOBER, **told: Any) -> Row:
    """Return a margin."""
    return {"reference_date": on, "member_id": member, "family": family, "margin_cents": cents, **told}


def frames(rows: Sequence[Row], margins: Sequence[Row] = (), **others: Sequence[Row]) -> Frames:
    """Return the canonical frames of use, margins and whatever else."""
    return frames_of({"product_usage": rows, "margins": margins, **others})


def usage(
    rows: Sequence[Row], margins: Sequence[Row] = (), on: date = DECEMBER, members_from: str = "usage",
    **others: Sequence[Row],
) -> Usage:  # fmt: skip
    """Return the usage of the rows by the shipped rules."""
    management = rule_of(MANAGEMENT, members_from=members_from)
    return usage_of(frames(rows, margins, **others), rule_of(PRODUCTS), management, on)
