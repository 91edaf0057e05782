"""Which operations are problem assets: by themselves, since when, by another of the counterparty (Res. CMN 4.966)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import days
from coopcli.calc.contagion import Contagion, spread
from coopcli.calc.cure import Cure, cure_of
from coopcli.calc.triggers import Past, Triggers, active_triggers, declared, past_problems
from coopcli.dates import NEVER, days_after
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class ProblemAssets:
    """What makes each operation a problem asset: ``own`` by itself (``since`` when), ``contagion`` by another one;
    ``past`` and ``cure`` are what it was before and what became of that."""

    own: Decision
    contagion: Contagion
    triggers: Triggers
    past: Past
    cure: Cure
    since: Days

    @property
    def is_own(self) -> Flags:
        """Which operations are problem assets by themselves."""
        return self.own.flag("is_problem_asset")

    @property
    def is_problem(self) -> Flags:
        """Which operations are problem assets, by themselves or by another."""
        found: Flags = self.contagion.rank > 0
        return found

    def labels(self, name: str) -> pd.Categorical:
        """Return the ``articles`` or ``reasons`` of what decided: contagion where it drags, else the norm's row."""
        dragged = self.contagion.dragged.astype(np.int64)
        return choose(dragged, [getattr(part, name)() for part in (self.own, self.contagion.decision)])


def problem_assets(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], concepts: RuleFile, was_written_off: Flags,
    previous: pd.DataFrame | None, previous_on: np.datetime64 | None, collective: Flags | None = None,
) -> ProblemAssets:  # fmt: skip
    """Return the problem assets of the portfolio under ``concepts`` (Res. CMN 4.966).

    ``previous`` is the operations frame of the previous close (at ``previous_on``), or None: what was a problem by
    itself stays one until it meets all the conditions of art. 3, § 4. ``collective`` says which operations have
    their expected loss measured collectively; given, contagion is that of the complete method (art. 37, § 5).
    """
    on = np.datetime64(portfolio.on, "D")
    sheet = declared(frames, concepts)
    triggers = active_triggers(portfolio, sheet, on)
    past = past_problems(portfolio, sheet, on, previous, previous_on)
    cure = cure_of(portfolio, past, frames["installments"], concepts)
    facts = Facts(
        {
            "days_past_due": portfolio.days_past_due,
            "trigger": triggers.trigger,
            "was_problem_asset": past.was & ~cure.is_cured,
            "was_written_off": was_written_off,
        },
        portfolio.size,
    )
    own = decide(concepts.tables["problem_asset"], facts)
    is_own = own.flag("is_problem_asset")
    table = concepts.tables["contagion" if collective is None else "contagion_by_stage"]
    more = {} if collective is None else {"is_collective": collective}
    contagion = spread(is_own.astype(np.int64), portfolio, frames["contagion_exceptions"], table, **more)
    return ProblemAssets(own, contagion, triggers, past, cure, _since(portfolio, is_own, triggers, past, concepts, on))


def _since(
    portfolio: Portfolio, is_own: Flags, triggers: Triggers, past: Past, concepts: RuleFile, on: np.datetime64
) -> Days:  # fmt: skip
    """Return when each operation became a problem asset by itself (NaT: it is none): as it was known before; else
    when it passed the days of art. 3, I, or its first indication began; else now."""
    limit = int(concepts["problem_after_days"])
    due = days(portfolio.operations["oldest_due_date"])
    passed = np.where(portfolio.days_past_due > limit, days_after(due, limit + 1), NEVER)
    first = np.fmin(passed, triggers.since)
    known = np.where(np.isnat(past.since), first, past.since)
    return np.where(is_own, np.where(np.isnat(known), on, known), NEVER)
