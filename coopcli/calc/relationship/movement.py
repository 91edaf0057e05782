"""Who gained and lost solutions, who came and who left, from each month to the next one exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts, looked_up
from coopcli.results.relationship import MOVEMENT_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.relationship.usage import Usage

STAYED, JOINED, LEFT = "ficou", "entrou", "saiu"


def changes(usage: Usage) -> pd.DataFrame:
    """Return a row for each member of two months that follow each other.

    ``month`` is the position of the later one; ``what`` STAYED, JOINED or LEFT; ``before`` and ``after`` count
    solutions, ``gained_count`` and ``lost_count`` those of who stayed; ``gained`` and ``lost`` name them.
    """
    parts = [_between(usage, month) for month in range(1, len(usage.months))]
    return pd.concat(parts, ignore_index=True) if parts else _between(usage, 0).iloc[:0]


def _between(usage: Usage, month: int) -> pd.DataFrame:
    columns = ["member_id", "manager", "solution_count"]
    before = usage.of_month(month - 1)[columns].rename(columns={"solution_count": "before"})
    after = usage.of_month(month)[columns].rename(columns={"solution_count": "after"})
    both = before.merge(after, on="member_id", how="outer", suffixes=("_before", ""), sort=True)
    both["what"] = np.select([both["before"].isna(), both["after"].isna()], [JOINED, LEFT], default=STAYED)
    both["manager"] = both["manager"].fillna(both["manager_before"])
    both[["before", "after"]] = both[["before", "after"]].astype("Int64")
    moves = _moves(usage, month, set(both.loc[both["what"] == STAYED, "member_id"]))
    for name, side in (("gained", "right_only"), ("lost", "left_only")):
        mine = moves[moves["side"] == side].groupby("member_id")["solution"]
        both[f"{name}_count"] = looked_up(mine.size(), both["member_id"]).fillna(0).astype("int64")
        both[name] = looked_up(mine.agg(_listed).astype("str"), both["member_id"]).fillna("")
    names = ["member_id", "manager", "what", "before", "after", "gained_count", "lost_count", "gained", "lost"]
    return both[names].assign(month=month)


def _listed(names: pd.Series[Any]) -> str:
    return ", ".join(names)


def _moves(usage: Usage, month: int, stayed: set[str]) -> pd.DataFrame:
    """Return the solutions that only one of two months has, of those who stayed: member_id, solution, side."""
    member = usage.roster["member_id"].to_numpy()[usage.pairs["entry"]]
    when = usage.roster["month"].to_numpy()[usage.pairs["entry"]]
    names = np.array(usage.solutions, dtype=object)[usage.pairs["solution"]]
    used = pd.DataFrame({"member_id": member, "solution": names, "order": usage.pairs["solution"]})
    used = used[pd.Series(member).isin(stayed).to_numpy()]
    sides = [used[when[used.index] == place] for place in (month - 1, month)]
    both = sides[0].merge(sides[1], on=["member_id", "solution", "order"], how="outer", indicator="side")
    return both.sort_values(["member_id", "order"], kind="stable")


def movement(usage: Usage, changed: pd.DataFrame) -> pd.DataFrame:
    """Return each month against the one before (results.relationship.MOVEMENT_COLUMNS)."""
    size = len(usage.months)
    month, what = changed["month"].to_numpy(dtype=np.int64), changed["what"].to_numpy()
    gained, lost = (changed[f"{name}_count"].to_numpy(dtype=np.int64) for name in ("gained", "lost"))
    before, after = (changed[name].fillna(0).to_numpy(dtype=np.int64) for name in ("before", "after"))
    rows = {
        "joined": what == JOINED,
        "left": what == LEFT,
        "gained": gained > 0,
        "lost": lost > 0,
        "unchanged": (what == STAYED) & (gained == 0) & (lost == 0),
    }
    solutions = {
        "solutions_before": before,
        "solutions_of_joined": np.where(what == JOINED, after, 0),
        "solutions_of_left": np.where(what == LEFT, before, 0),
        "solutions_gained": gained,
        "solutions_lost": lost,
        "solutions_after": after,
    }
    found = pd.DataFrame({name: counts(month[flags], size) for name, flags in rows.items()})
    for name, values in solutions.items():
        found[name] = np.bincount(month, weights=values, minlength=size).astype(np.int64)
    found["month"], found["since"] = usage.months, ["", *usage.months[:-1]]
    return found.loc[1:, [column.name for column in MOVEMENT_COLUMNS]].reset_index(drop=True)
