"""Who was a member in each month, which solutions each one used and what each one gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, amounts, days, looked_up
from coopcli.dates import MONTH, MONTHS_PT, month_ends
from coopcli.folding import words_of
from coopcli.results.relationship import NOT_TOLD
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.tables import RuleFile, Table
from coopcli.words.relationship import OUTSIDE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints

PRODUCTS, MANAGEMENT = "solutions", "portfolio_management"
GROUPS = ("branch", "manager", "segment")
_ALWAYS = np.datetime64("1900-01-01", "D")


@dataclass(frozen=True)
class Usage:
    """Solutions and margins, member by member and month by month.

    ``roster`` has a row for each member of each month, by month and number: month (position in ``months``),
    member_id, GROUPS, solution_count, margin_cents (missing in months without margins). ``pairs`` has a row for each
    solution that an entry of the roster used: entry (position in the roster), solution (position in ``solutions``).
    ``margins`` has every margin: month, entry (-1: of no member), GROUPS, family, margin_cents.
    ``outside`` are the names that the rules do not know (results.relationship.OUTSIDE_COLUMNS).
    """

    months: list[str]
    missing_months: list[str]
    solutions: tuple[str, ...]
    solution_families: tuple[str, ...]
    families: tuple[str, ...]
    roster: pd.DataFrame
    pairs: pd.DataFrame
    margins: pd.DataFrame
    outside: pd.DataFrame
    counted: Mapping[str, int]

    @property
    def last(self) -> int:
        """The position of the last month."""
        return len(self.months) - 1

    @property
    def has_margins(self) -> bool:
        """Whether any margin was exported."""
        return len(self.margins) > 0

    def of_month(self, month: int) -> pd.DataFrame:
        """Return the roster of one month; its index are the positions in the whole roster."""
        return self.roster[self.roster["month"] == month]


def usage_of(frames: Mapping[str, pd.DataFrame], products: RuleFile, management: RuleFile, on: date) -> Usage:
    """Return what was in use up to the end of ``on``.

    Reads   product_usage, margins, members, departures. A product counts once for a member in a month; a row of
            quantity 0 says that somebody is a member, not that the product is in use.
    Source  the list of products and the choice of who counts as a member (rules/indicators).
    """
    used = _until(frames["product_usage"], on)
    every_margin = _until(frames["margins"], on)
    months = np.unique(used["when"].to_numpy().astype("datetime64[M]"))
    margins = every_margin[np.isin(every_margin["when"].to_numpy().astype("datetime64[M]"), months)]
    used, margins = (rows.assign(month=_place(rows, months)) for rows in (used, margins))
    register = _registered(frames, months) if management["members_from"] == "register" else None
    roster = _roster([used, margins, *([register] if register is not None else [])], frames["members"])
    table = products.tables["products"]
    solution = _decided(table, "solution_name", used["product"])
    is_used = used["quantity"].isna().to_numpy() | (amounts(used["quantity"]) > 0)
    pairs = _pairs(used, solution, is_used, roster)
    families = _decided(products.tables["families"], "family_name", margins["family"])
    named = _margins(margins, families, products.tables["families"], roster)
    roster = roster.assign(
        solution_count=np.bincount(pairs["entry"], minlength=len(roster)).astype(np.int64),
        margin_cents=_margin_of_entries(named, roster),
    )
    return Usage(
        [label(month) for month in months],
        [label(month) for month in _gaps(months)],
        tuple(str(row.outcomes["solution"]) for row in table.rows),
        tuple(str(row.outcomes["family"]) for row in table.rows),
        tuple(dict.fromkeys(str(row.outcomes["family"]) for row in products.tables["families"].rows)),
        roster,
        pairs,
        named,
        _outside(used[is_used & (solution < 0)], margins[families < 0]),
        _counted(used, is_used, solution, pairs) | _apart(frames["margins"], margins),
    )


def label(month: np.datetime64) -> str:
    """Return ``jun/2017``."""
    day: date = month.astype("datetime64[D]").item()
    return f"{MONTHS_PT[day.month - 1][:3]}/{day.year}"


def _until(rows: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the rows up to the end of the month of ``on``, with their day as ``when``."""
    when = days(rows["reference_date"])
    kept = when.astype("datetime64[M]") <= np.datetime64(on, "M")
    return rows.assign(when=rows["reference_date"])[kept].reset_index(drop=True)


def _place(rows: pd.DataFrame, months: Any) -> Ints:
    found: Ints = np.searchsorted(months, rows["when"].to_numpy().astype("datetime64[M]"))
    return found


def _gaps(months: Any) -> list[np.datetime64]:
    """Return the months between the first and the last of which nothing was exported."""
    if not len(months):
        return []
    whole = np.arange(months[0], months[-1] + MONTH)
    return [month for month in whole if month not in months]


def _registered(frames: Mapping[str, pd.DataFrame], months: Any) -> pd.DataFrame:
    """Return the members of the register in each month: admitted by its end and not departed."""
    members = frames["members"]
    since = np.where(np.isnat(days(members["member_since"])), _ALWAYS, days(members["member_since"]))
    gone = frames["departures"].groupby("member_id")["departure_date"].min()
    left = days(looked_up(gone, members["member_id"]))
    parts = []
    for place, month in enumerate(months):
        end = month_ends(month)
        here = (since <= end) & (np.isnat(left) | (left > end))
        parts.append(members.loc[here, ["member_id", *GROUPS]].assign(month=place))
    return pd.concat(parts, ignore_index=True)


def _roster(parts: Sequence[pd.DataFrame], members: pd.DataFrame) -> pd.DataFrame:
    """Return one row a month and member, with the first branch, manager and segment that anything tells."""
    columns = ["month", "member_id", *GROUPS]
    told = pd.concat([part[columns] for part in parts], ignore_index=True)
    told = told[told["member_id"].notna()]
    roster = told.groupby(["month", "member_id"], sort=True)[list(GROUPS)].first().reset_index()
    register = members.drop_duplicates("member_id").set_index("member_id")
    for column in GROUPS:
        known = looked_up(register[column], roster["member_id"])
        roster[column] = roster[column].astype("str").fillna(known).fillna(NOT_TOLD)
    return roster


def _decided(table: Table, fact: str, names: pd.Series[Any]) -> Ints:
    """Return the row of the table that knows each name (-1: none); each distinct name is asked once."""
    codes, distinct = pd.factorize(names)
    asked = [words_of(str(name)) for name in distinct]
    rows = decide(table, Facts({fact: asked}, len(asked))).index if asked else np.zeros(0, dtype=np.int32)
    found: Ints = rows.astype(np.int64)[codes]
    return found


def entries(rows: pd.DataFrame, roster: pd.DataFrame) -> Ints:
    """Return the position in the roster of each row's month and member (-1: of none)."""
    place = pd.MultiIndex.from_frame(roster[["month", "member_id"]])
    found: Ints = place.get_indexer(pd.MultiIndex.from_frame(rows[["month", "member_id"]]))
    return found


def _pairs(used: pd.DataFrame, solution: Ints, is_used: Flags, roster: pd.DataFrame) -> pd.DataFrame:
    entry = entries(used, roster)
    pairs = pd.DataFrame({"entry": entry, "solution": solution})[is_used & (solution >= 0)]
    return pairs.drop_duplicates().sort_values(["entry", "solution"], ignore_index=True)


def _margins(margins: pd.DataFrame, families: Ints, table: Table, roster: pd.DataFrame) -> pd.DataFrame:
    known = [str(row.outcomes["family"]) for row in table.rows]
    names = np.where(families >= 0, np.array([*known, ""], dtype=object)[families], margins["family"].astype(object))
    kept = margins[["month", *GROUPS, "margin_cents"]].fillna(dict.fromkeys(GROUPS, NOT_TOLD))
    return kept.assign(entry=entries(margins, roster), family=names, is_known=families >= 0)


def _margin_of_entries(margins: pd.DataFrame, roster: pd.DataFrame) -> pd.arrays.IntegerArray:
    """Return the margin of each entry: 0 where only others of its month have one, missing where nobody has."""
    entries = Groups(margins["entry"].to_numpy(dtype=np.int64), len(roster))
    total = entries.sum(margins["margin_cents"].to_numpy(dtype=np.int64))
    known = roster["month"].isin(margins["month"].unique()).to_numpy()
    return pd.arrays.IntegerArray(total, ~known)


def _outside(products: pd.DataFrame, families: pd.DataFrame) -> pd.DataFrame:
    """Return the names that no rule knows, with how often they came."""
    found = [
        rows.groupby(name, sort=True)
        .agg(rows=("month", "size"), members=("member_id", "nunique"))
        .reset_index(names="exported_name")
        .assign(kind=kind)
        for rows, name, kind in ((products, "product", "Produto"), (families, "family", "Família"))
    ]
    cents = [pd.NA] * len(found[0]) + families.groupby("family", sort=True)["margin_cents"].sum().tolist()
    whole = pd.concat(found, ignore_index=True).assign(margin_cents=pd.array(cents, dtype="Int64"))
    return whole[[column.name for column in OUTSIDE_COLUMNS]]


def _apart(read: pd.DataFrame, used: pd.DataFrame) -> dict[str, int]:
    """Return the margins of months of which no usage was exported."""
    cents = int(read["margin_cents"].sum()) - int(used["margin_cents"].sum())
    return {"margins_apart": len(read) - len(used), "margin_cents_apart": cents}


def _counted(used: pd.DataFrame, is_used: Flags, solution: Ints, pairs: pd.DataFrame) -> dict[str, int]:
    """Return what became of the rows of product_usage."""
    inside = is_used & (solution >= 0)
    return {
        "rows": len(used),
        "solutions": len(pairs),
        "again": int(inside.sum()) - len(pairs),
        "outside": int((is_used & (solution < 0)).sum()),
        "not_used": int((~is_used).sum()),
    }
