"""Check Up Financeiro: whom to call first, what to offer, and where no offer should be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts
from coopcli.rulebook.decide import Collected, collect
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.relationship.usage import Usage
    from coopcli.rulebook.tables import RuleFile

FAMILY = "indicators/check-up"
VETO_FACTS = ("days_past_due", "is_listed", "has_lawsuit", "has_hold_against_contact", "has_left", "is_detractor")


def check_up(members: pd.DataFrame, usage: Usage, rule: RuleFile) -> pd.DataFrame:
    """Return the members with few solutions, the first to be called on top; those to be left alone keep their place.

    Reads   of each member of the last month solution_count, lost_count, and where an export tells them margin_cents,
            days_since_contact and VETO_FACTS.
    Adds    rank, points, points_reason, suggestions, may_call, advice.
    """
    few = members[members["solution_count"] <= int(rule["few_solutions_count"])]
    points = collect(rule.tables["priority"], _facts(few))
    nothing = pd.Series(0, index=few.index)
    vetoes = collect(rule.tables["vetoes"], Facts({name: few.get(name, nothing) for name in VETO_FACTS}, len(few)))
    listed = few.assign(
        points=points.total,
        points_reason=_reasons(points),
        suggestions=_suggestions(few, usage, rule),
        may_call=~vetoes.matches.any(axis=1),
        advice=_titles(vetoes),
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
        "days_since_relationship_contact": few.get("days_since_contact", missing).reset_index(drop=True),
    }
    return Facts(columns, len(few))


def _reasons(points: Collected) -> list[str]:
    """Return what gave points to each member: ``soluções 50 + contato 20``."""
    words = [f"{row.outcomes['question']} {row.outcomes['points']}" for row in points.table.rows]
    tells = np.array([int(row.outcomes["points"]) > 0 for row in points.table.rows], dtype=bool)
    return _joined(points.matches & tells, words, " + ")


def _titles(vetoes: Collected) -> list[str]:
    return _joined(vetoes.matches, [row.title for row in vetoes.table.rows], "; ")


def _joined(matches: npt.NDArray[np.bool_], words: list[str], separator: str) -> list[str]:
    """Return the words of each row's matches; each distinct set is written once."""
    sets, place = np.unique(matches, axis=0, return_inverse=True)
    texts = [separator.join(word for word, says in zip(words, flags, strict=True) if says) for flags in sets]
    return [texts[i] for i in place.reshape(-1)]


def _suggestions(few: pd.DataFrame, usage: Usage, rule: RuleFile) -> list[str]:
    """Return what most of each member's segment uses and the member does not, the most usual first."""
    roster = usage.of_month(usage.last)
    segments = pd.Index(sorted(roster["segment"].unique()))
    uses = _use_of_segments(usage, roster, segments, rule)
    mine = _own(usage, few)
    place = segments.get_indexer(pd.Index(few["segment"]))
    order = np.argsort(-uses, axis=1, kind="stable")
    most = int(rule["suggestion_count"])
    lacking = (uses[place] >= float(rule["usual_share_rate"])) & ~mine
    names = np.array(usage.solutions, dtype=object)
    ranked = np.take_along_axis(lacking, order[place], axis=1)
    ranked &= np.cumsum(ranked, axis=1) <= most
    return [", ".join(names[order[p]][row]) for p, row in zip(place, ranked, strict=True)]


def _use_of_segments(usage: Usage, roster: pd.DataFrame, segments: pd.Index[Any], rule: RuleFile) -> Any:
    """Return the share of each segment that uses each solution; nothing of segments too small to tell."""
    people = counts(segments.get_indexer(pd.Index(roster["segment"])).astype(np.int64), len(segments))
    pairs = usage.pairs[usage.pairs["entry"].isin(roster.index)]
    segment = segments.get_indexer(pd.Index(roster["segment"].loc[pairs["entry"]]))
    cell = segment * len(usage.solutions) + pairs["solution"].to_numpy(dtype=np.int64)
    table = counts(cell, len(segments) * len(usage.solutions)).reshape(len(segments), len(usage.solutions))
    enough = people >= int(rule["least_segment_count"])
    return np.where(enough[:, None], table / np.maximum(people, 1)[:, None], 0.0)


def _own(usage: Usage, few: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which solutions each of the members uses; their index are positions in the roster."""
    mine = np.zeros((len(few), len(usage.solutions)), dtype=bool)
    row = few.index.get_indexer(pd.Index(usage.pairs["entry"]))
    here = row >= 0
    mine[row[here], usage.pairs["solution"].to_numpy()[here]] = True
    return mine
