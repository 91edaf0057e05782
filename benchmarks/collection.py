"""The collection step on two hundred thousand late contracts, with acts, pauses and departures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.measure import Result, alternating
from coopcli.calc.collection import collect_debts, collection_rules, late_debts
from coopcli.calc.collection.agreements import agreements_of
from coopcli.calc.portfolio import portfolio_of
from coopcli.dates import bank_holidays
from coopcli.results.collection import Collection
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder as shipped
from coopcli.words import FRAMES

ON = date(2026, 10, 31)
CONTRACTS = 200_000
EVENTS = ("contact", "listing_notice", "bureau_listing", "bureau_removal", "debtor_proposal", "law_office")
PAUSES = ("suspension", "dispute", "promise", "court_order")


def run(folder: Path) -> list[Result]:
    """Return the seconds of the step beside those of sorting the same debts by debtor and stage once."""
    collect = large_collection(CONTRACTS)
    found = collect()
    mine, floor = alternating([collect, lambda: _floor(found)], 3)
    what = f"stages, pauses, settlements and queue of {CONTRACTS:,} late contracts"
    least = f"{floor:.3f} s (the debts sorted by debtor and stage)"
    return [Result(what, f"{mine:.2f} s", least, f"{mine / floor:.0f}×", "≤ 6 s", mine <= 6)]


def _floor(found: Collection) -> int:
    return len(found.debts.sort_values(["client_key", "stage_rank"], kind="stable"))


def _frame(name: str, size: int, **columns: Any) -> pd.DataFrame:
    told = {"source": np.zeros(size, dtype=np.int64), "source_row": np.arange(size) + 2, **columns}
    data = {}
    for column in FRAMES[name].columns:
        values = told.get(column.name)
        if column.kind == "date":
            data[column.name] = pd.Series(
                np.full(size, np.datetime64("NaT", "s")) if values is None else values.astype("datetime64[s]")
            )
        else:
            data[column.name] = pd.Series([pd.NA] * size if values is None else values, dtype=column.dtype)
    return pd.DataFrame({**data, "source": told["source"], "source_row": told["source_row"]})


def large_collection(size: int) -> Callable[[], Collection]:
    """Return the step on ``size`` late contracts of half as many members, with events, pauses and departures."""
    chance = np.random.default_rng(7)
    on = np.datetime64(ON, "D")
    number = np.arange(size)
    members = np.char.add("", (number // 2).astype(str))
    ids = np.char.add("C", number.astype(str))
    due = on - chance.integers(5, 900, size)
    whole = chance.integers(10_000, 2_000_000, size)
    documents = np.array([f"{n // 2:011d}" for n in number])
    frames = {name: frame.empty() for name, frame in FRAMES.items()}
    frames["contracts"] = _frame(
        "contracts", size, contract_id=ids, member_id=members, document=documents, balance_cents=whole,
        member_name=np.char.add("Nome ", members), person_type=np.full(size, "PF"), branch=np.full(size, "0001"),
    )  # fmt: skip
    one = np.ones(size, dtype=np.int64)
    frames["installments"] = _frame(
        "installments", size, contract_id=ids, installment_number=one, due_date=due, amount_cents=whole,
        paid_cents=np.zeros(size, dtype=np.int64),
    )  # fmt: skip
    half, third = size // 2, size // 3
    of = chance.integers(0, size, size)
    frames["collection_events"] = _frame(
        "collection_events", size, contract_id=ids[of], event_date=on - chance.integers(0, 200, size),
        event_kind=np.array(EVENTS)[chance.integers(0, len(EVENTS), size)],
    )  # fmt: skip
    start = on - chance.integers(0, 300, third)
    frames["holds"] = _frame(
        "holds", third, contract_id=ids[chance.integers(0, size, third)], from_date=start,
        until_date=start + chance.integers(0, 100, third), hold_kind=np.array(PAUSES)[chance.integers(0, 4, third)],
        reason=np.full(third, "m"), author=np.full(third, "a"),
    )  # fmt: skip
    gone = np.unique(members[chance.integers(0, size, half)])
    frames["departures"] = _frame(
        "departures", len(gone), member_id=gone, departure_date=on - chance.integers(0, 200, len(gone))
    )
    book = load_rulebook(shipped("rules"))
    portfolio = portfolio_of(frames, ON, bank_holidays(range(2020, 2029), ("Carnaval", "Corpus Christi"), ()))
    rule, charges = (book.in_force(f"collection/{name}", ON) for name in ("agreements", "charges"))
    agreements = agreements_of(portfolio, frames, rule, charges).agreements
    rules = collection_rules(book, ON)
    return lambda: collect_debts(late_debts(portfolio, frames, agreements), frames, rules)
