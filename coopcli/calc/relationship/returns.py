"""Quantity against return: many solutions that give little, the study's conclusion, member by member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts, nullable, sums
from coopcli.money import share
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile, Table


@dataclass(frozen=True)
class Returns:
    """``quadrant`` of each member (in the order given), ``is_low`` where many solutions give little, the ISA and the
    mean margin of the group that each was compared with."""

    quadrant: pd.Categorical
    is_low: pd.Series[bool]
    group_isa: pd.Series[float]
    group_margin_cents: pd.Series[Any]


def returns_of(members: pd.DataFrame, rule: RuleFile) -> Returns:
    """Return the quadrant of each member: at or above the mean of the group counts as many, and as high.

    Reads   segment, solution_count, margin_cents of one month. Compared without rounding: own × members ≥ total.
    """
    by_segment = rule["reference_group"] == "segment"
    codes = pd.factorize(members["segment"])[0] if by_segment else np.zeros(len(members), dtype=np.int64)
    size = int(codes.max(initial=-1)) + 1
    own, cents = (members[name].to_numpy(dtype=np.int64) for name in ("solution_count", "margin_cents"))
    people, solutions, margins = counts(codes, size), sums(codes, own, size), sums(codes, cents, size)
    many, high = own * people[codes] >= solutions[codes], cents * people[codes] >= margins[codes]
    facts = Facts({"has_many_solutions": many, "has_high_margin": high}, len(members))
    quadrant = decide(rule.tables["quadrants"], facts).outcome("band")
    return Returns(
        quadrant,
        pd.Series(many & ~high, index=members.index),
        pd.Series((solutions / np.maximum(people, 1))[codes], index=members.index),
        pd.Series(share(margins, 1, np.maximum(people, 1))[codes], index=members.index),
    )


def quadrants(members: pd.DataFrame, returns: Returns) -> pd.DataFrame:
    """Return how many members, solutions and reais each quadrant has, and how many of them are late and detractors
    where exports tell it (results.relationship.QUADRANT_COLUMNS)."""
    codes, size = np.asarray(returns.quadrant.codes, dtype=np.int64), len(returns.quadrant.categories)
    people = counts(codes, size)
    cents = sums(codes, members["margin_cents"].to_numpy(dtype=np.int64), size)
    found = pd.DataFrame(
        {
            "quadrant": list(returns.quadrant.categories),
            "member_count": people,
            "member_rate": people / max(len(members), 1),
            "solution_count": sums(codes, members["solution_count"].to_numpy(dtype=np.int64), size),
            "margin_cents": cents,
            "margin_per_member_cents": nullable(share(cents, 1, np.maximum(people, 1)), people > 0),
        }
    )
    told = {"late_count": ("contract_count", "days_past_due"), "detractor_count": ("score", "is_detractor")}
    for name, (source, fact) in told.items():
        if source in members:
            found[name] = counts(codes[members[fact].to_numpy(dtype=np.int64) > 0], size)
    return found


def bands(members: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Return how many members each pair of bands has: a row a band of solutions, a column a band of margin."""
    down = _banded(rule.tables["solution_bands"], "solution_count", members)
    across = _banded(rule.tables["margin_bands"], "margin_cents", members)
    width = len(across.categories)
    cell = np.asarray(down.codes, dtype=np.int64) * width + np.asarray(across.codes, dtype=np.int64)
    table = counts(cell, len(down.categories) * width).reshape(len(down.categories), width)
    found = pd.DataFrame(table, columns=list(across.categories))
    return found.assign(solution_band=list(down.categories))[["solution_band", *across.categories]]


def _banded(table: Table, fact: str, members: pd.DataFrame) -> pd.Categorical:
    return decide(table, Facts({fact: members[fact].to_numpy(dtype=np.int64)}, len(members))).outcome("band")
