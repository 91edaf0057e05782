"""Past cases on one footing: a month, what is known of each, and whether it went bad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, amounts, folded_column, nullable
from coopcli.calc.desk.people import member_rows
from coopcli.calc.profile.facts import wages_begun

if TYPE_CHECKING:
    from datetime import date

NO_MONTH = "sem mês"
UNKNOWN_OUTCOME = "sem o que aconteceu"
ALREADY_BAD = "já eram maus na data dos pontos"
GONE = "não estão mais na carteira do resultado, nem foram baixados (quitados, ou de outra cooperativa)"


def cases_of_outcomes(outcomes: pd.DataFrame, wage_cents: int, bad_above_days: int) -> pd.DataFrame:
    """Return the rows of a sheet of past cases (frames.SCORED_OUTCOMES) with ``month`` and ``is_bad`` (nullable).

    What the sheet says of the outcome wins over the days; where it says neither, ``is_bad`` is missing. Without a
    word on guarantors and guarantees there are none.
    """
    late = (outcomes["days_past_due"] > bad_above_days).astype("boolean")
    month = outcomes["decided_date"].dt.strftime("%Y-%m")
    is_bad = outcomes["is_bad"].astype("boolean").fillna(late)
    return outcomes.assign(
        month=month.fillna(NO_MONTH),
        is_bad=is_bad,
        aside=np.where(is_bad.isna(), UNKNOWN_OUTCOME, ""),
        income_wages=wages_begun(outcomes["monthly_income_cents"], wage_cents),
        commitment_basis_points=_basis_points(outcomes["commitment_rate"]),
        has_guarantor=outcomes["has_guarantor"].fillna(False).to_numpy(dtype=bool),
        guarantee_kind=outcomes["guarantee_kind"].fillna("none"),
        **{name: folded_column(outcomes[name]) for name in ("sex", "marital_status", "profession")},
    )


def _basis_points(rates: pd.Series[float]) -> pd.arrays.IntegerArray:
    """Return rates as hundredths of a percent, a begun one counted whole: 30,001% is more than 30%."""
    known = rates.notna().to_numpy(dtype=bool)
    parts = np.round(rates.to_numpy(dtype=np.float64, na_value=0.0) * 100_000_000).astype(np.int64)
    return pd.arrays.IntegerArray(-(-parts // 10_000), ~known)


def cases_of_contracts(
    facts: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: date, bad_above_days: int
) -> pd.DataFrame:
    """Return the contracts of a folder (calc.profile.facts) as cases of the month of ``on``."""
    return facts.assign(
        application_id=facts["contract_id"],
        month=f"{on:%Y-%m}",
        points=pd.Series(pd.NA, index=facts.index, dtype="Int64"),
        is_bad=pd.array(facts["days_past_due"] > bad_above_days, dtype="boolean"),
        aside="",
        paid_capital_cents=_paid_capital(facts, frames["share_capital"]),
        has_guarantor=facts["contract_id"].isin(frames["guarantors"]["contract_id"]).to_numpy(dtype=bool),
        guarantee_kind=_guarantees(facts, frames["guarantees"]),
    )


def with_later_outcome(
    cases: pd.DataFrame, later: pd.DataFrame, written_off: pd.Series[str], bad_above_days: int
) -> pd.DataFrame:
    """Return contracts as cases (``cases_of_contracts``) with the outcome of a later date.

    ``later`` has contract_id and days_past_due then. Written off is bad. Those that were bad already, or that nobody
    can tell of, are put aside.
    """
    then = Keyed(later["contract_id"]).of(cases["contract_id"])
    days_then = then.at(later["days_past_due"].to_numpy(dtype=np.int64), 0)
    lost = cases["contract_id"].isin(written_off).to_numpy(dtype=bool)
    was_bad = cases["is_bad"].to_numpy(dtype=bool)
    gone = ~then.known & ~lost
    is_bad = pd.arrays.BooleanArray((days_then > bad_above_days) | lost, gone | was_bad)
    return cases.assign(is_bad=is_bad, aside=np.select([was_bad, gone], [ALREADY_BAD, GONE], ""))


def _paid_capital(facts: pd.DataFrame, capital: pd.DataFrame) -> pd.arrays.IntegerArray:
    """Return the capital paid in by the member of each contract; missing for those without an account."""
    first = member_rows(facts, facts)  # several contracts of a member share what is found for the first
    owner = member_rows(capital, facts)
    return nullable(first.at(owner.sum(amounts(capital["paid_in_cents"])), 0), first.at(owner.any(), none=False))


def _guarantees(facts: pd.DataFrame, guarantees: pd.DataFrame) -> pd.Series[str]:
    """Return the first guarantee of each contract; ``none`` where it has none."""
    first = guarantees.drop_duplicates("contract_id").set_index("contract_id")["guarantee_kind"]
    return facts["contract_id"].map(first).astype("str").fillna("none")
