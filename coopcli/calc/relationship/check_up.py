"""Check Up Financeiro: whom to call first, what to offer, and where no offer should be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts
from coopcli.calc.relationship.holding import held, listed
from coopcli.rulebook.decide import Collected, collect
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.relationship.usage import Usage
    from coopcli.rulebook.tables import RuleFile

FAMILY = "check_up"
VETO_FACTS = ("days_past_due", "is_listed", "has_lawsuit", "has_hold_against_contact", "has_left", "is_detractor")


def check_up(members: pd.DataFrame, usage: Usage, rule: RuleFile) -> pd.DataFrame:
    """Return the members with few solutions, the first to be called on top; those to be left alone keep their place.

    Reads   of each member of the last month solution_count, lost_count, and where an export tells them margin_cents,
            days_since_relationship_contact and VETO_FACTS.
    Adds    rank, points, points_reason, suggestions, may_call, advice.
    """
    few = members[members["solution_count"] <= int(rule["few_solutions_count"])]
    points = collect(rule.tables["priority"], _facts(few))
    nothing = pd.Series(0, index=few.index)
    vetoes = collect(rule.tables["vetoes"], Facts({name: few.get(name, nothing) for name in VETO_FACTS}, len(few)))
    listed = few.assign(
        points=points.total,
        points_reason=_reasons(points).to_numpy(),
        suggestions=_suggestions(few, usage, rule),
        may_call=~vetoes.matches.any(axis=1),
        advice=_titles(vetoes).to_numpy(),
    )
    order = np.lexsort((listed["member_id"], listed["solution_count"], -listed["points"]))
    ranked = listed.iloc[order].reset_index(drop=True)
    return ranked.assign(rank=np.arange(1, len(ranked) + 1))


def _facts(few: pd.DataFrame) -> Facts:
    missing = pd.Series(pd.array([None] * len(few), dtype="Int64"))
    columns: dict[str, object] = {
        "solution_count": few["solution_count"].to_numpy(dtype=np.int64),
        "lost_solution_count": few["lost_count"].to_numpy(dtype=np.int64),
        "margin_cents": few.get("margin_cents", missing).reset_index(drop=True),
        "days_since_relationship_contact": few.get("days_since_relationship_contact", missing).reset_index(drop=True),
    }
    return Facts(columns, len(few))


def _reasons(points: Collected) -> pd.Series[Any]:
    """Return what gave points to each member: ``soluções 50 + contato 20``."""
    words = [f"{row.outcomes['question']} {row.outcomes['points']}" for row in points.table.rows]
    tells = np.array([int(row.outcomes["points"]) > 0 for row in points.table.rows], dtype=bool)
    return listed(points.matches & tells, words, " + ")


def _titles(vetoes: Collected) -> pd.Series[Any]:
    return listed(vetoes.matches, [row.title for row in vetoes.table.rows], "; ")


def _suggestions(few: pd.DataFrame, usage: Usage, rule: RuleFile) -> list[str]:
    """Return what most of each member's segment uses and the member does not, the most usual first."""
    roster = usage.of_month(usage.last)
    segments = pd.Index(sorted(roster["segment"].unique()))
    uses = _use_of_segments(usage, roster, segments, rule)
    lacking = ~held(usage, few.index)
    texts = np.full(len(few), "", dtype=object)
    for place, shares in enumerate(uses):
        mine = (few["segment"] == segments[place]).to_numpy()
        order = np.argsort(-shares, kind="stable")
        offered = lacking[np.ix_(mine, order)] & (shares[order] >= float(rule["usual_share_rate"]))
        offered &= np.cumsum(offered, axis=1) <= int(rule["suggestion_count"])
        texts[mine] = listed(offered, [usage.solutions[i] for i in order]).to_numpy(dtype=object)
    return texts.tolist()


def _use_of_segments(usage: Usage, roster: pd.DataFrame, segments: pd.Index[Any], rule: RuleFile) -> Any:
    """Return the share of each segment that uses each solution; nothing of segments too small to tell."""
    people = counts(segments.get_indexer(pd.Index(roster["segment"])).astype(np.int64), len(segments))
    pairs = usage.pairs[usage.pairs["entry"].isin(roster.index)]
    segment = segments.get_indexer(pd.Index(roster["segment"].loc[pairs["entry"]]))
    cell = segment * len(usage.solutions) + pairs["solution"].to_numpy(dtype=np.int64)
    table = counts(cell, len(segments) * len(usage.solutions)).reshape(len(segments), len(usage.solutions))
    enough = people >= int(rule["least_segment_count"])
    return np.where(enough[:, None], table / np.maximum(people, 1)[:, None], 0.0)
