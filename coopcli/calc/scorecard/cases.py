"""Past cases on one footing: a month, what is known of each, and whether it went bad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts, days, positions, strings, sums
from coopcli.calc.profile.facts import folded, wages_begun
from coopcli.dates import full_months

if TYPE_CHECKING:
    from datetime import date

NO_MONTH = "sem mês"


def cases_of_outcomes(outcomes: pd.DataFrame, wage_cents: int, bad_above_days: int) -> pd.DataFrame:
    """Return the rows of a sheet of past cases (frames.SCORED_OUTCOMES) with ``month`` and ``is_bad`` (nullable).

    What the sheet says of the outcome wins over the days; where it says neither, ``is_bad`` is missing.
    """
    late = (outcomes["days_past_due"] > bad_above_days).astype("boolean")
    month = outcomes["decided_date"].dt.strftime("%Y-%m")
    return outcomes.assign(
        month=month.fillna(NO_MONTH),
        is_bad=outcomes["is_bad"].astype("boolean").fillna(late),
        income_wages=wages_begun(outcomes["monthly_income_cents"], wage_cents),
        **{name: folded(outcomes[name]) for name in ("sex", "marital_status", "profession")},
    )


def cases_of_contracts(
    facts: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: date, bad_above_days: int
) -> pd.DataFrame:
    """Return the contracts of a folder (calc.profile.facts) as cases of the month of ``on``."""
    members = frames["members"]
    where = positions(strings(facts["member_id"]), strings(members["member_id"]))
    since = np.append(days(members["member_since"]), np.datetime64("NaT"))[where]
    known = ~np.isnat(since) & (since <= np.datetime64(on, "D"))
    months = full_months(np.where(known, since, np.datetime64(on, "D")), np.datetime64(on, "D"))
    return facts.assign(
        application_id=facts["contract_id"],
        month=f"{on:%Y-%m}",
        points=pd.Series(pd.NA, index=facts.index, dtype="Int64"),
        is_bad=pd.array(facts["days_past_due"] > bad_above_days, dtype="boolean"),
        membership_months=pd.arrays.IntegerArray(months.astype(np.int64), ~known),
        paid_capital_cents=_paid_capital(facts, frames["share_capital"]),
        has_guarantor=facts["contract_id"].isin(frames["guarantors"]["contract_id"]).to_numpy(dtype=bool),
        guarantee_kind=_guarantees(facts, frames["guarantees"]),
    )


def _paid_capital(facts: pd.DataFrame, capital: pd.DataFrame) -> pd.arrays.IntegerArray:
    """Return the capital paid in by the member of each contract; missing where the exports tell none of anybody."""
    owners = strings(pd.Series(capital["member_id"].dropna().unique(), dtype="str"))
    owner = positions(strings(capital["member_id"]), owners)
    paid = sums(owner[owner >= 0], amounts(capital["paid_in_cents"])[owner >= 0], len(owners))
    where = positions(strings(facts["member_id"]), owners)
    values = np.append(paid, 0)[where]
    return pd.arrays.IntegerArray(values.astype(np.int64), where < 0)


def _guarantees(facts: pd.DataFrame, guarantees: pd.DataFrame) -> pd.Series[str]:
    """Return the first guarantee of each contract; ``none`` where it has none."""
    first = guarantees.drop_duplicates("contract_id").set_index("contract_id")["guarantee_kind"]
    return facts["contract_id"].map(first).astype("str").fillna("none")
