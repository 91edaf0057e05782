"""ISA and margin per month: of the cooperative, of each group, of each solution and family of products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts, nullable, sums
from coopcli.calc.relationship.usage import GROUPS, Usage
from coopcli.money import share
from coopcli.words.relationship import LATEST_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints

BY_TITLES = {"branch": "PA", "manager": "Gerente", "segment": "Segmento"}


def evolution(usage: Usage) -> pd.DataFrame:
    """Return a row for each month (results.relationship.EVOLUTION_COLUMNS)."""
    nobody = np.zeros(len(usage.roster), dtype=np.int64)
    return _by_month(usage, nobody, np.zeros(len(usage.margins), dtype=np.int64), [""]).drop(columns="member_group")


def groups(usage: Usage) -> pd.DataFrame:
    """Return a row for each group and month, by branch, manager and segment (GROUP_COLUMNS).

    The margin of a member counts in the member's group; one of no member in the group that its own row names.
    """
    parts = []
    for column in GROUPS:
        own = usage.margins[column].astype(object).to_numpy()
        entry = usage.margins["entry"].to_numpy(dtype=np.int64)
        of_member = usage.roster[column].astype(object).to_numpy()
        named = np.where(entry >= 0, of_member[entry], own) if len(of_member) else own
        names = sorted({*of_member, *named})
        place = {name: i for i, name in enumerate(names)}
        codes, margin_codes = (np.array([place[x] for x in xs], dtype=np.int64) for xs in (of_member, named))
        parts.append(_by_month(usage, codes, margin_codes, names).assign(by=BY_TITLES[column]))
    found = pd.concat(parts, ignore_index=True)
    return found[["by", "member_group", *(name for name in found if name not in ("by", "member_group"))]]


def _by_month(usage: Usage, codes: Ints, margin_codes: Ints, names: list[str]) -> pd.DataFrame:
    months = len(usage.months)
    cell = codes * months + usage.roster["month"].to_numpy(dtype=np.int64)
    size = len(names) * months
    members = counts(cell, size)
    solutions = sums(cell, usage.roster["solution_count"].to_numpy(dtype=np.int64), size)
    found = pd.DataFrame(
        {
            "member_group": np.repeat(np.array(names, dtype=object), months),
            "month": np.tile(np.array(usage.months, dtype=object), len(names)),
            "member_count": members,
            "solution_count": solutions,
            "isa": np.where(members > 0, solutions / np.maximum(members, 1), np.nan),
        }
    )
    if usage.has_margins:
        month = usage.margins["month"].to_numpy(dtype=np.int64)
        cents = sums(margin_codes * months + month, usage.margins["margin_cents"].to_numpy(dtype=np.int64), size)
        known = np.tile(np.isin(np.arange(months), month), len(names))
        found["margin_cents"] = nullable(cents, known)
        found["margin_per_member_cents"] = nullable(share(cents, 1, np.maximum(members, 1)), known & (members > 0))
    return found[found["member_count"].gt(0) | found.get("margin_cents", pd.Series(0, found.index)).fillna(0).ne(0)]


def means(found: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of the months, each month counting once: of members, ISA and margins."""
    row: dict[str, object] = {"month": "média dos meses", "isa": found["isa"].mean()}
    row["mean_members"] = found["member_count"].mean()
    for name in ("margin_cents", "margin_per_member_cents"):
        if name in found and (told := found[name].dropna()).size:
            row[name] = int(share(np.array([told.sum()], dtype=np.int64), 1, len(told))[0])
    return pd.DataFrame([row])


def latest_groups(found: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    """Return each group in the last month, against the first month that is told of it (LATEST_COLUMNS)."""
    last = found[found["month"] == months[-1]].set_index(["by", "member_group"])
    first = found.drop_duplicates(["by", "member_group"]).set_index(["by", "member_group"]).reindex(last.index)
    told = last.assign(isa_change=last["isa"] - first["isa"], since=first["month"])
    if "margin_per_member_cents" in last:
        told["margin_change_cents"] = last["margin_per_member_cents"] - first["margin_per_member_cents"]
    return told.reset_index()[[column.name for column in LATEST_COLUMNS if column.name in told.reset_index()]]


def solutions(usage: Usage) -> pd.DataFrame:
    """Return how many members used each solution in each month, those that somebody used (SOLUTION_COLUMNS …)."""
    months, size = len(usage.months), len(usage.solutions)
    month = usage.roster["month"].to_numpy(dtype=np.int64)[usage.pairs["entry"]]
    cell = usage.pairs["solution"].to_numpy(dtype=np.int64) * months + month
    table = counts(cell, size * months).reshape(size, months)
    found = pd.DataFrame({"solution": usage.solutions, "family": usage.solution_families})
    found = found.assign(**{name: table[:, place] for place, name in enumerate(usage.months)})
    members = max(len(usage.of_month(usage.last)), 1)
    found["mean"] = table.mean(axis=1)
    found["change"] = table[:, -1] - table[:, 0]
    found["last_change"] = table[:, -1] - table[:, max(months - 2, 0)]
    found["share_rate"] = table[:, -1] / members
    return found[table.any(axis=1)].reset_index(drop=True)


def families(usage: Usage) -> pd.DataFrame | None:
    """Return the margin of each family in each month, those that the list lacks last; None without margins."""
    if not usage.has_margins:
        return None
    names = list(dict.fromkeys([*usage.families, *sorted(set(usage.margins["family"]) - set(usage.families))]))
    months, place = len(usage.months), {name: i for i, name in enumerate(names)}
    cell = usage.margins["family"].map(place).to_numpy(dtype=np.int64) * months + usage.margins["month"].to_numpy()
    table = sums(cell, usage.margins["margin_cents"].to_numpy(dtype=np.int64), len(names) * months)
    table = table.reshape(len(names), months)
    with_margins = len(set(usage.margins["month"]))
    mean = share(table.sum(axis=1), 1, with_margins)
    found = pd.DataFrame({"family": names}).assign(**{name: table[:, i] for i, name in enumerate(usage.months)})
    whole = int(table.sum())
    found["mean_cents"] = mean
    found["share_rate"] = table.sum(axis=1) / whole if whole else np.nan
    found["change_cents"] = table[:, -1] - table[:, 0]
    seen = pd.Series(place).isin([place[name] for name in set(usage.margins["family"])]).to_numpy()
    return found[seen].reset_index(drop=True)


def distribution(usage: Usage) -> pd.DataFrame:
    """Return how many members have each number of solutions, in each month, from none to the most (BAND_COLUMNS …)."""
    roster = usage.roster
    most = int(roster["solution_count"].max()) if len(roster) else 0
    cell = roster["solution_count"].to_numpy(dtype=np.int64) * len(usage.months) + roster["month"].to_numpy()
    table = counts(cell, (most + 1) * len(usage.months)).reshape(most + 1, len(usage.months))
    found = pd.DataFrame({"solution_count": np.arange(most + 1)})
    return found.assign(**{name: table[:, place] for place, name in enumerate(usage.months)})
