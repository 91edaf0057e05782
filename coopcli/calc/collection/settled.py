"""What the exports tell of the debts that a bureau lists: whether they exist, when they were paid or renegotiated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from coopcli.calc.collection.listings import AGREEMENT, CONTRACT, DEBTOR
from coopcli.calc.columns import Groups, Keyed, days, prefixed, strings
from coopcli.calc.debtors import client_keys
from coopcli.dates import NEVER

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Texts

KEPT = ("agreement_kept", "agreement_settled", "agreement_replaced")


@dataclass(frozen=True)
class Dated:
    """A day for each of some keys, each once."""

    keys: pa.Array
    day: Days

    def of(self, keys: Texts) -> Days:
        """Return the day of each key (NaT: none)."""
        return Keyed(self.keys).of(keys).at(self.day, NEVER)


@dataclass(frozen=True)
class Past:
    """Of contracts, agreements and debtors, by key: which are known, when they last paid, and last a whole instalment,
    and when a contract was renegotiated by an agreement that is being kept."""

    known: pa.Array
    paid: Dated
    paid_whole: Dated
    renegotiated: Dated

    def knows(self, keys: Texts) -> Flags:
        """Return which keys some export speaks of."""
        return Keyed(self.known).has(keys)


def past_of(frames: Mapping[str, pd.DataFrame], agreements: pd.DataFrame, on: np.datetime64) -> Past:
    """Return what the exports tell up to the date; ``agreements`` are AGREEMENT_COLUMNS."""
    contracts, sheet = frames["contracts"], frames["agreements"]
    known = [
        prefixed(CONTRACT, strings(contracts["contract_id"])),
        prefixed(CONTRACT, strings(frames["installments"]["contract_id"]).unique()),
        *(prefixed(CONTRACT, strings(sheet[name].dropna())) for name in ("contract_id", "new_contract_id")),
        prefixed(AGREEMENT, strings(sheet["agreement_id"])),
        prefixed(DEBTOR, client_keys(contracts, frames)),
    ]
    told = [(CONTRACT, "contract_id", frames["installments"]),
            (AGREEMENT, "agreement_id", frames["agreement_installments"])]  # fmt: skip
    return Past(
        pa.concat_arrays(known).unique(),
        _latest([_payments(*each, on, whole=False) for each in told]),
        _latest([_payments(*each, on, whole=True) for each in told]),
        _renegotiated(sheet, agreements),
    )


def _payments(prefix: str, name: str, rows: pd.DataFrame, on: np.datetime64, *, whole: bool) -> tuple[pa.Array, Days]:
    """Return key and day of each payment up to the date (``whole``: that left nothing of its instalment)."""
    paid = (rows["paid_cents"] > 0).to_numpy() & (days(rows["paid_date"]) <= on)
    if whole:
        paid &= (rows["paid_cents"] >= rows["amount_cents"]).to_numpy()
    latest = rows.loc[paid, [name, "paid_date"]].groupby(name, sort=False)["paid_date"].max()
    return prefixed(prefix, strings(pd.Series(latest.index, dtype="str"))), latest.to_numpy().astype("datetime64[D]")


def _latest(parts: Sequence[tuple[pa.Array, Days]]) -> Dated:
    return Dated(pa.concat_arrays([keys for keys, _ in parts]), np.concatenate([day for _, day in parts]))


def _renegotiated(sheet: pd.DataFrame, agreements: pd.DataFrame) -> Dated:
    """Return the contracts of agreements that are kept or paid, since the day they were signed."""
    kept = agreements.loc[agreements["agreement_state"].isin(KEPT), "agreement_id"]
    rows = sheet[sheet["agreement_id"].isin(kept)].sort_values("signed_date", ascending=False, kind="stable")
    rows = rows.drop_duplicates("contract_id")
    return Dated(prefixed(CONTRACT, strings(rows["contract_id"])), days(rows["signed_date"]))


def debt_keys(debts: pd.DataFrame) -> Keyed:
    """Return late debts (DEBT_COLUMNS) by the keys that lead to each: its contracts, its agreement; and its debtor,
    whose first debt counts."""
    contracts = debts["contracts"].str.split(", ").explode().dropna()
    own = np.flatnonzero((debts["debt_kind"] == "agreement").to_numpy(dtype=bool))
    keys = [prefixed(CONTRACT, strings(contracts)), prefixed(AGREEMENT, strings(debts["debt_id"].iloc[own]))]
    keys.append(prefixed(DEBTOR, strings(debts["client_key"])))
    place = [contracts.index.to_numpy(), own, np.arange(len(debts))]
    return Keyed(pa.concat_arrays(keys), Groups(np.concatenate(place).astype(np.int64), len(debts)))


def latest(dated: Dated, debts: Keyed) -> Days:
    """Return the latest day of any key of each debt (NaT: none)."""
    return debts.of(debts.keys).max(dated.of(debts.keys), NEVER)
