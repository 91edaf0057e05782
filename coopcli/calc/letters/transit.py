"""Payments on their way: made after the reference date, or told by the member and not yet in the system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, Keyed, amounts, days, text
from coopcli.calc.debtors import client_keys
from coopcli.dates import days_between
from coopcli.money import MAX_CENTS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints

REPORTED = "payment_reported"


def in_transit(
    due: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: np.datetime64, until: np.datetime64, within_days: int
) -> Ints:
    """Return what is on its way to each debt (debt_id, contracts, client_key, total_cents), at most its total.

    Reads   the payments of instalments after ``on`` and up to ``until``; reported payments of the last ``within_days``
            days. Both may be the same money: the larger of them counts. A reported payment without an amount covers
            the debt; one that names no debt goes to the debts of its debtor, in their order.
    """
    total = due["total_cents"].to_numpy(dtype=np.int64)
    posted = _posted(due, frames, on, until)
    reported = _reported(frames, until, within_days)
    direct = _of_debts(due, reported)
    alone = reported[(reported["contract_id"].isna() & reported["agreement_id"].isna()).to_numpy(dtype=bool)]
    spread = _of_debtors(due, alone, total - np.minimum(direct, total))
    return np.minimum(np.maximum(posted, direct + spread), total)


def _posted(due: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: np.datetime64, until: np.datetime64) -> Ints:
    paid = []
    for name, key in (("installments", "contract_id"), ("agreement_installments", "agreement_id")):
        sheet = frames[name]
        day = days(sheet["paid_date"])
        late = (day > on) & (day <= until)
        paid.append(sheet.loc[late, [key, "paid_cents"]].rename(columns={"paid_cents": "amount_cents"}))
    return _of_debts(due, pd.concat(paid, ignore_index=True))


def _reported(frames: Mapping[str, pd.DataFrame], until: np.datetime64, within_days: int) -> pd.DataFrame:
    sheet = frames["collection_events"]
    day = days(sheet["event_date"])
    recent = (sheet["event_kind"].to_numpy() == REPORTED) & (day <= until)
    recent &= days_between(day, until, missing=within_days) < within_days
    rows = sheet[recent]
    told = rows[["contract_id", "agreement_id"]].reset_index(drop=True)
    told["contract_id"] = told["contract_id"].where(told["agreement_id"].isna())  # one of them names the debt
    cents = rows["amount_cents"].fillna(MAX_CENTS).to_numpy(dtype=np.int64)
    return told.assign(client_key=text(client_keys(rows, frames)).to_numpy(), amount_cents=cents)


def _of_debts(due: pd.DataFrame, payments: pd.DataFrame) -> Ints:
    """Return what was paid of each debt by name: of one of its contracts, or of the agreement that it is."""
    if payments.empty:
        return np.zeros(len(due), dtype=np.int64)
    each = due["contracts"].fillna("").str.split(", ").explode()
    debt = due.index.get_indexer(each.index)
    found = np.zeros(len(due), dtype=np.int64)
    cents = np.minimum(amounts(payments["amount_cents"]), MAX_CENTS // max(len(payments), 1))
    for key, debts in (("contract_id", Keyed(each, Groups(debt, len(due)))), ("agreement_id", Keyed(due["debt_id"]))):
        if key in payments:
            found += debts.of(payments[key]).sum(cents)
    return found


def _of_debtors(due: pd.DataFrame, payments: pd.DataFrame, owed: Ints) -> Ints:
    """Return what falls to each debt of payments that name only the debtor, the first debts first."""
    clients = pd.Index(due["client_key"].unique())
    client = clients.get_indexer(due["client_key"])
    cents = np.minimum(amounts(payments["amount_cents"]), MAX_CENTS // max(len(payments), 1))
    available = Groups(clients.get_indexer(payments["client_key"]), len(clients)).sum(cents)[client]
    before = pd.Series(owed).groupby(client).cumsum().to_numpy(dtype=np.int64) - owed
    return np.clip(available - before, 0, owed)
