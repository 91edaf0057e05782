"""Who gained and lost solutions, who came and who left, from each month to the next one exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts
from coopcli.calc.relationship.holding import held, listed
from coopcli.words.relationship import MOVEMENT_COLUMNS

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
    sides = [usage.of_month(place)[columns].reset_index(names="entry") for place in (month - 1, month)]
    both = sides[0].merge(sides[1], on="member_id", how="outer", suffixes=("_before", ""), sort=True)
    came, went = both["entry_before"].isna().to_numpy(), both["entry"].isna().to_numpy()
    before, after = (held(usage, pd.Index(both[name].fillna(-1).astype("int64"))) for name in ("entry_before", "entry"))
    stayed = (~came & ~went)[:, None]
    gained, lost = after & ~before & stayed, before & ~after & stayed
    return pd.DataFrame(
        {
            "member_id": both["member_id"],
            "manager": both["manager"].fillna(both["manager_before"]),
            "what": np.select([came, went], [JOINED, LEFT], default=STAYED),
            "before": both["solution_count_before"].astype("Int64"),
            "after": both["solution_count"].astype("Int64"),
            "gained_count": gained.sum(axis=1),
            "lost_count": lost.sum(axis=1),
            "gained": listed(gained, usage.solutions),
            "lost": listed(lost, usage.solutions),
            "month": month,
        }
    )


def movement(usage: Usage, changed: pd.DataFrame) -> pd.DataFrame:
    """Return each month against the one before (results.relationship.MOVEMENT_COLUMNS)."""
    size = len(usage.months)
    month, what = changed["month"].to_numpy(dtype=np.int64), changed["what"].to_numpy()
    gained, lost = (changed[f"{name}_count"].to_numpy(dtype=np.int64) for name in ("gained", "lost"))
    before, after = (changed[name].fillna(0).to_numpy(dtype=np.int64) for name in ("before", "after"))
    rows = {
        "joined": what == JOINED,
        "left": what == LEFT,
        "gained_count": gained > 0,
        "lost_count": lost > 0,
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
