"""Giro de carteira: who was spoken to within the cycle, who was not, manager by manager."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import counts, dates, days, looked_up, nullable
from coopcli.dates import days_between
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

FACT = "days_since_relationship_contact"


def with_contacts(members: pd.DataFrame, contacts: pd.DataFrame, rule: RuleFile, on: date) -> pd.DataFrame:
    """Return the members with their last contact up to ``on``.

    Adds    last_contact_date, channel, last_subject, next_contact_date (as the last contact has them),
            days_since_relationship_contact (missing where there was none), status, is_contacted.
    """
    day = np.datetime64(on, "D")
    until = contacts[days(contacts["contact_date"]) <= day].sort_values("contact_date", kind="stable")
    last = until.drop_duplicates("member_id", keep="last").set_index("member_id")
    when = days(looked_up(last["contact_date"], members["member_id"]))
    known = ~np.isnat(when)
    since = nullable(days_between(when, day, missing=0), known)
    decision = decide(rule.tables["contact"], Facts({FACT: pd.Series(since)}, len(members)))
    return members.assign(
        last_contact_date=dates(when),
        channel=looked_up(last["channel"], members["member_id"]),
        last_subject=looked_up(last["subject"], members["member_id"]),
        next_contact_date=looked_up(last["next_contact_date"], members["member_id"]),
        days_since_relationship_contact=since,
        status=decision.outcome("band"),
        is_contacted=decision.flag("is_met"),
    )


def cycle(members: pd.DataFrame) -> pd.DataFrame:
    """Return each manager's share of members contacted within the cycle (results.relationship.CYCLE_COLUMNS)."""
    codes, names = pd.factorize(members["manager"], sort=True)
    size = len(names)
    contacted = members["is_contacted"].to_numpy(dtype=bool)
    told = members["days_since_relationship_contact"].notna().to_numpy()
    people = counts(codes, size)
    elapsed = np.bincount(
        codes[told], weights=members["days_since_relationship_contact"][told].astype(float), minlength=size
    )
    reached = counts(codes[told], size)
    return pd.DataFrame(
        {
            "manager": names,
            "member_count": people,
            "contacted_count": counts(codes[contacted], size),
            "contacted_rate": counts(codes[contacted], size) / np.maximum(people, 1),
            "overdue": counts(codes[told & ~contacted], size),
            "never": counts(codes[~told], size),
            "mean_days": np.where(reached > 0, elapsed / np.maximum(reached, 1), np.nan),
        }
    )


def overdue(members: pd.DataFrame) -> pd.DataFrame:
    """Return the members out of the cycle: those never spoken to first, then the longest ago."""
    late = members[~members["is_contacted"].to_numpy(dtype=bool)]
    order = late["days_since_relationship_contact"].fillna(10**9).astype("int64")
    return late.iloc[np.argsort(-order.to_numpy(), kind="stable")].reset_index(drop=True)
