"""Stages of the complete method with the reason codes of the SCR (Res. CMN 4.966, arts. 37, 38 and 43)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, days
from coopcli.rulebook.decide import Decision, decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.calc.problem_assets import ProblemAssets
    from coopcli.rulebook.facts import Facts
    from coopcli.rulebook.tables import RuleFile

FLAGS = ("is_collective", "has_significant_increase", "has_sixty_day_evidence", "has_risk_reduction")
"""What the export of expected losses says of each operation besides the amount; blank is no."""


@dataclass(frozen=True)
class ExpectedLosses:
    """The expected loss of each operation as exported, at most its balance (``known``: there is one), and its flags."""

    known: Flags
    cents: Ints
    flags: Mapping[str, Flags]


def expected_losses(portfolio: Portfolio, rows: pd.DataFrame) -> ExpectedLosses:
    """Return what the export (frames.EXPECTED_LOSSES) says of each operation."""
    told = Keyed(rows["contract_id"]).of(portfolio.ids)
    cents = told.at(rows["expected_loss_cents"].to_numpy(dtype=np.int64), 0)
    flags = {name: told.at(rows[name].fillna(False).to_numpy(dtype=bool), none=False) for name in FLAGS}
    return ExpectedLosses(told.known, np.minimum(cents, portfolio.balance_cents), flags)


def ceased(portfolio: Portfolio, problems: ProblemAssets, previous: pd.DataFrame | None) -> Flags:
    """Return which operations were problem assets, by themselves or by another, and are no more."""
    was = problems.past.was.copy()
    if previous is not None and "is_problem_asset" in previous:
        rows = previous.loc[previous["is_problem_asset"].fillna(False).astype(bool), "contract_id"]
        was |= Keyed(rows).has(portfolio.ids)
    found: Flags = was & ~problems.is_problem
    return found


def began_as_problem(
    portfolio: Portfolio, problems: ProblemAssets, was_written_off: Flags, previous: pd.DataFrame | None,
    previous_on: np.datetime64 | None,
) -> Flags:  # fmt: skip
    """Return which operations were problem assets when they were recognised: renegotiations of what had been written
    off (art. 49, § 2), those contracted since the previous close, and those of which a close said so."""
    began = was_written_off.copy()
    if previous_on is not None:
        began |= problems.is_problem & (days(portfolio.operations["contract_date"]) > previous_on)
    if previous is not None and "began_as_problem" in previous:
        rows = previous.loc[previous["began_as_problem"].fillna(False).astype(bool), "contract_id"]
        began |= Keyed(rows).has(portfolio.ids)
    return began


def stages(
    portfolio: Portfolio, facts: Facts, losses: ExpectedLosses, concepts: RuleFile, previous: pd.DataFrame | None
) -> dict[str, Decision]:
    """Return the decisions of the tables ``stage`` and ``stage_reason``.

    ``facts`` has what is asked of the problem assets; what the previous close allocated is read from ``previous``.
    """
    before = {name: _before(portfolio, previous, name.removeprefix("previous_")) for name in PREVIOUS}
    facts = facts.with_columns(**losses.flags, **before)
    stage = decide(concepts.tables["stage"], facts)
    reason = decide(concepts.tables["stage_reason"], facts.with_columns(stage=stage.outcome("stage")))
    return {"stage": stage, "stage_reason": reason}


PREVIOUS = ("previous_stage", "previous_stage_code")


def _before(portfolio: Portfolio, previous: pd.DataFrame | None, name: str) -> pd.Series:  # type: ignore[type-arg]
    """Return a column of the previous close for each operation (missing: there is none)."""
    if previous is None or name not in previous:
        return pd.Series([None] * portfolio.size, dtype="str")
    told = previous[previous[name].notna()]
    return Keyed(told["contract_id"]).of(portfolio.ids).text(told[name].astype("str"))
