"""The credit bureau listings in force, by what the events say: a listing lasts until a removal of the same debt.

A row of the events that names neither contract nor agreement speaks of the debtor: its removal ends every listing of
the debtor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from coopcli.calc.columns import Groups, Keyed, days, strings, text
from coopcli.calc.debtors import client_keys

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints

LISTED, REMOVED = "bureau_listing", "bureau_removal"
CONTRACT, AGREEMENT, DEBTOR = "contrato ", "acordo ", "devedor "


def listing_events(frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> pd.DataFrame:
    """Return the listings not taken back, one row an event, in the order of their days.

    Adds    ``client_key`` and ``key``: the contract, the agreement or the debtor that is listed.
    """
    sheet = frames["collection_events"]
    chosen = sheet["event_kind"].isin((LISTED, REMOVED)).to_numpy() & (days(sheet["event_date"]) <= on)
    events = sheet[chosen].sort_values("event_date", kind="stable", ignore_index=True)
    events = _with_debtor(events, frames)
    is_removal = (events["event_kind"] == REMOVED).to_numpy()
    last = np.maximum(_last_removal(events["key"], is_removal), _last_of_debtor(events, is_removal))
    return events[~is_removal & (np.arange(len(events)) > last)].reset_index(drop=True)


def _with_debtor(events: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the events with whom they concern; what they do not say, their contract or agreement does."""
    told = events.copy()
    for key, name in (("contract_id", "contracts"), ("agreement_id", "agreements")):
        source = frames[name]
        own = Keyed(source[key]).of(told[key])
        for column in ("member_id", "document"):
            told[column] = told[column].fillna(own.text(source[column]))
    told["client_key"] = text(client_keys(told, frames))
    own = np.where(told["agreement_id"].notna(), AGREEMENT + told["agreement_id"].astype(object).fillna(""),
                   CONTRACT + told["contract_id"].astype(object).fillna(""))  # fmt: skip
    named = told[["agreement_id", "contract_id"]].notna().any(axis=1)
    debtor = DEBTOR + told["client_key"].astype(object).fillna("")
    return told.assign(key=np.where(named, own, debtor), is_of_debtor=~named)


def _last_removal(keys: pd.Series, is_removal: np.ndarray) -> Ints:  # type: ignore[type-arg]
    """Return, for each event, the place of the last removal of the same key (-1: none)."""
    codes, names = pd.factorize(keys)
    same = Groups(codes, len(names))
    return same.at(same.where(is_removal).last().of, -1)


def _last_of_debtor(events: pd.DataFrame, is_removal: np.ndarray) -> Ints:  # type: ignore[type-arg]
    return _last_removal(events["client_key"], is_removal & events["is_of_debtor"].to_numpy(dtype=bool))


def listings_in_force(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row a listed contract, agreement or debtor: since when, where, of whom (``listing_events``)."""
    found = events.drop_duplicates("key", ignore_index=True)
    told = events[["key", "bureau"]].dropna().drop_duplicates()
    several = told[told["key"].duplicated(keep=False)].groupby("key", sort=False)["bureau"].agg(", ".join)
    bureaus = told.drop_duplicates("key").set_index("key")["bureau"].astype(object)
    bureaus.update(several)
    return found.assign(listed_date=found["event_date"], bureau=bureaus.reindex(found["key"]).to_numpy(dtype=object))[
        ["key", "contract_id", "agreement_id", "client_key", "member_id", "document", "bureau", "listed_date"]
    ]


def same_bureau_counts(events: pd.DataFrame, target: Ints, size: int) -> Ints:
    """Return how many times each target is listed with one and the same bureau."""
    bureau = text(pc.utf8_lower(pc.utf8_trim_whitespace(strings(events["bureau"])))).fillna("")
    counted = pd.DataFrame({"target": target, "bureau": bureau}).groupby(["target", "bureau"]).size()
    most = counted.groupby(level="target").max()
    found = np.zeros(size, dtype=np.int64)
    found[most.index.to_numpy(dtype=np.int64)] = most.to_numpy()
    return found
