"""The member behind each proposal: record, time as a member, capital; by document, else by number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, Keyed, amounts, days
from coopcli.dates import NEVER, full_months, started_months

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags
    from coopcli.rulebook.tables import RuleFile

Frames = Mapping[str, pd.DataFrame]


def member_rows(rows: pd.DataFrame, table: pd.DataFrame) -> Groups:
    """Return the row of a table that is of the member of each row, by document.

    By number where the row or what the number finds has no document: two documents are two persons.
    """
    by_document = Keyed(table["document"]).of(rows["document"])
    by_number = Keyed(table["member_id"]).of(rows["member_id"])
    nameless = by_number.at(table["document"].isna().to_numpy(), none=False) | rows["document"].isna().to_numpy()
    return by_document.otherwise(by_number.where(nameless))


def person_facts(
    proposals: pd.DataFrame, frames: Frames, read: Collection[str], rule: RuleFile, on: np.datetime64
) -> pd.DataFrame:
    """Return what the members' exports tell of who proposes, one row a proposal; missing where they are not read.

    Reads   proposals, members, departures, share_capital; ``rule`` for the fields of a complete record.
    Adds    is_member, membership_months, member_age_years, record_age_months, is_record_incomplete, paid_capital_cents.
    """
    members = frames["members"]
    own = member_rows(proposals, members)
    joined, born, renewed = (
        own.at(days(members[name]), NEVER) for name in ("member_since", "birth_date", "record_updated_on")
    )
    is_told = "members" in read
    incomplete = members[list(rule["record_fields"])].isna().any(axis=1).to_numpy()
    is_person = own.text(members["person_type"]) != "PJ"
    return pd.DataFrame(
        {
            "is_member": flags(own.known & ~_has_left(proposals, frames["departures"], on), is_told),
            "membership_months": since(joined, on),
            "member_age_years": since(born, on, 12).where(is_person),
            "record_age_months": record_age(renewed, on),
            "is_record_incomplete": flags(own.at(incomplete, none=False), own.known & is_told),
            "paid_capital_cents": _paid_capital(proposals, frames["share_capital"], "share_capital" in read),
        }
    )


def _has_left(proposals: pd.DataFrame, departures: pd.DataFrame, on: np.datetime64) -> Flags:
    gone = departures[days(departures["departure_date"]) <= on].reset_index(drop=True)
    return member_rows(proposals, gone).known


def _paid_capital(proposals: pd.DataFrame, capital: pd.DataFrame, is_told: bool) -> pd.Series[Any]:
    """Return the capital that the member has paid in, over all accounts; nothing where it has no account."""
    found = member_rows(capital, proposals).sum(amounts(capital["paid_in_cents"]))
    first = member_rows(proposals, proposals)  # several proposals of a member share what was found for the first
    return told(pd.Series(first.at(found, 0), dtype="Int64"), is_told)


def told(column: pd.Series[Any], is_told: bool) -> pd.Series[Any]:
    """Return the column, all missing where nothing tells it."""
    return column if is_told else column.mask(np.ones(len(column), dtype=bool))


def flags(values: Flags, told: Flags | bool) -> pd.Series[Any]:
    """Return booleans, missing where nothing tells them."""
    return pd.Series(values, dtype="boolean").where(pd.Series(np.broadcast_to(np.asarray(told), len(values))))


def since(day: Days, on: np.datetime64, months_each: int = 1) -> pd.Series[Any]:
    """Return the full months (or periods of so many) from each day until the date; missing where either is not."""
    known = ~np.isnat(day) & (day <= on)
    months = full_months(day, on, missing=0) // months_each
    return pd.Series(months, dtype="Int64").where(pd.Series(known))


def record_age(renewed: Days, on: np.datetime64) -> pd.Series[Any]:
    """Return the months since each renewal, a begun one counting whole: twelve months and a day is 13.

    So "at most 12 months" ends on the day after them. Missing where there is no renewal, or it lies ahead.
    """
    known = ~np.isnat(renewed) & (renewed <= on)
    months = started_months(renewed, np.full(len(renewed), on), missing=0)
    return pd.Series(months, dtype="Int64").where(pd.Series(known))
