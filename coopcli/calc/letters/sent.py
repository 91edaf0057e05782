"""When a letter was last sent about a debt, by the log of earlier letters and the events of collection."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, days, folded_column, text
from coopcli.calc.debtors import client_keys
from coopcli.dates import NEVER
from coopcli.folding import folded

if TYPE_CHECKING:
    from coopcli.calc.columns import Days

BETWEEN_DEBTS = ", "
"""What stands between the debts of a letter in the log."""

LETTER, LISTING_NOTICE = "letter", "listing_notice"
"""The events that are a letter: one named by the event, and the prior notice of a listing."""


def last_sent(
    due: pd.DataFrame, log: pd.DataFrame, frames: Mapping[str, pd.DataFrame], titles: Mapping[str, str],
    notices: Several[str], on: np.datetime64,
) -> Days:  # fmt: skip
    """Return when the letter of each row of ``due`` was last sent (debt_id, contracts, client_key, letter; NaT: never).

    Reads   the log (LOG_COLUMNS) and collection_events, up to ``on``. An event that names no contract nor agreement is
            of all debts of its debtor. ``titles`` are the names by which events may call a letter; ``notices`` the
            letters that an event of prior notice is.
    """
    told = pd.concat([_logged(log), _events(frames, titles, notices)], ignore_index=True)
    told = told[(told["day"] <= on).to_numpy(dtype=bool)]
    if told.empty:
        return np.full(len(due), NEVER)
    keyed = [_latest(told, "debt_id", due["debt_id"], due["letter"]), _by_contract(told, due)]
    alone = told[told["debt_id"].isna() & told["contract_id"].isna()]
    keyed.append(_latest(alone, "client_key", due["client_key"], due["letter"]))
    return np.fmax.reduce(keyed)


def _logged(log: pd.DataFrame) -> pd.DataFrame:
    each = log.assign(debt_id=log["debts"].str.split(BETWEEN_DEBTS)).explode("debt_id", ignore_index=True)
    return pd.DataFrame(
        {
            "debt_id": each["debt_id"].replace("", None),
            "contract_id": pd.Series([None] * len(each), dtype="str"),
            "client_key": pd.Series([None] * len(each), dtype="str"),
            "letter": each["letter"],
            "day": each["letter_date"].astype("datetime64[s]"),
        }
    )


def _events(frames: Mapping[str, pd.DataFrame], titles: Mapping[str, str], notices: Several[str]) -> pd.DataFrame:
    sheet = frames["collection_events"]
    rows = sheet[sheet["event_kind"].isin([LETTER, LISTING_NOTICE]).to_numpy(dtype=bool)]
    called = {folded(title): letter for letter, title in titles.items()} | {folded(name): name for name in titles}
    named = folded_column(rows["letter"])
    named = named.map(called).fillna(rows["letter"])
    kinds = [
        pd.DataFrame({"letter": letter, "row": np.flatnonzero(rows["event_kind"].to_numpy() == LISTING_NOTICE)})
        for letter in notices
    ]
    whole = pd.DataFrame({"letter": named.to_numpy(), "row": np.arange(len(rows))})
    of = pd.concat([whole[whole["letter"].notna()], *kinds], ignore_index=True)
    place = of["row"].to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {
            "debt_id": rows["agreement_id"].to_numpy()[place],
            "contract_id": rows["contract_id"].to_numpy()[place],
            "client_key": text(client_keys(rows, frames)).to_numpy()[place],
            "letter": of["letter"].to_numpy(),
            "day": days(rows["event_date"])[place].astype("datetime64[s]"),
        }
    )


def _latest(told: pd.DataFrame, key: str, keys: pd.Series[str], letters: pd.Series[str]) -> Days:
    """Return the latest day on which something was told of each key and letter."""
    known = told[told[key].notna()]
    last = known.groupby([key, "letter"], observed=True)["day"].max()
    wanted = pd.MultiIndex.from_arrays([keys.astype(object), letters.astype(object)])
    last.index = pd.MultiIndex.from_tuples(list(last.index), names=[key, "letter"]) if len(last) else wanted[:0]
    return last.reindex(wanted).to_numpy().astype("datetime64[D]")


def _by_contract(told: pd.DataFrame, due: pd.DataFrame) -> Days:
    """Return the latest day on which something was told of a contract of each debt."""
    each = due["contracts"].fillna("").str.split(BETWEEN_DEBTS).explode()
    found = _latest(told, "contract_id", each, due["letter"].loc[each.index])
    return Groups(due.index.get_indexer(each.index), len(due)).max(found, NEVER)
