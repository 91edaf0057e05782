"""The collection of rows written in a test, under the shipped policy or another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from coopcli.calc.collection import collect_debts, collection_rules, late_debts
from coopcli.calc.collection.agreements import agreements_of
from coopcli.calc.portfolio import portfolio_of
from coopcli.results.collection import Collection
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.shipped import folder
from tests.calc.building import OCTOBER_2026, Choice, Row, Rows, calendar, contract, frames_of, installment, plain_rows

ON = OCTOBER_2026  # a Saturday
PERSON = "11111111111"
REMINDERS = Path(__file__).parent / "reminders"


def days_before(days: int, on: date = ON) -> date:
    return on - timedelta(days=days)


@cache
def book_of(choices: tuple[Choice, ...] = (), own: Path | None = None) -> Rulebook:
    """Return the shipped rules with a cooperative's choices and own files."""
    chosen: dict[str, dict[str, str]] = {}
    for rule, parameter, value in choices:
        chosen.setdefault(rule, {})[parameter] = value
    return load_rulebook(folder("rules"), own, chosen)


def collected(
    rows: Rows, on: date = ON, *choices: Choice, own: Path | None = None, previous_on: date | None = None
) -> Collection:
    """Return the collection of a day; every check of it must agree."""
    book = book_of(choices, own)
    frames = frames_of(rows)
    portfolio = portfolio_of(frames, on, calendar())
    rule, charges = (book.nearest(f"collection/{name}", on) for name in ("agreements", "charges"))
    agreements = agreements_of(portfolio, frames, rule, charges).agreements
    debts = late_debts(portfolio, frames, agreements)
    found = collect_debts(debts, frames, collection_rules(book, on), None, previous_on)
    assert [check for check in found.checks if not check.agrees()] == []
    return found


def debts_of(found: Collection) -> dict[str, Row]:
    """Return the debts in plain values, by their number."""
    return {row["debt_id"]: row for row in plain_rows(found.debts)}


def debt(rows: Rows, on: date = ON, *choices: Choice, **more: Any) -> Row:
    """Return the only debt of the rows."""
    (row,) = debts_of(collected(rows, on, *choices, **more)).values()
    return row


def late(contract_id: str = "1", days: int = 30, on: date = ON, cents: int = 100_000, **facts: Any) -> Rows:
    """Return a contract with one unpaid instalment, so many days past due."""
    one = installment(contract_id, days_before(days, on), amount_cents=cents)
    balance = {"balance_cents": cents, "member_id": "7"}
    return {"contracts": [contract(contract_id, **balance | facts)], "installments": [one]}


def joined(*many: Rows) -> Rows:
    """Return the rows of all, frame by frame."""
    names = dict.fromkeys(name for rows in many for name in rows)
    return {name: [row for rows in many for row in rows.get(name, ())] for name in names}


def left(days: int, on: date = ON, **facts: Any) -> Rows:
    """Return that member 7 left so many days ago, accounts settled on the same day."""
    day = days_before(days, on)
    row = {"member_id": "7", "document": PERSON, "departure_date": day, "settlement_date": day}
    return {"departures": [row | facts]}


def on_leave(days: int, used: int | None = None, until: date | None = None, on: date = ON, **facts: Any) -> Rows:
    """Return that member 7 is on leave since so many days, the capital used ``used`` days ago."""
    row = {"member_id": "7", "document": PERSON, "from_date": days_before(days, on), "until_date": until}
    return {"leaves": [row | {"capital_used_date": None if used is None else days_before(used, on)} | facts]}


def act(kind: str, days: int, on: date = ON, **facts: Any) -> Rows:
    """Return an event of contract 1 so many days ago."""
    return {
        "collection_events": [{"contract_id": "1", "event_kind": kind, "event_date": days_before(days, on)} | facts]
    }


def hold(kind: str, since: int, until: int | None = None, **facts: Any) -> Rows:
    """Return a pause of contract 1, from so many days ago to so many days ago (None: open)."""
    last = None if until is None else days_before(until)
    row = {"contract_id": "1", "hold_kind": kind, "from_date": days_before(since), "until_date": last}
    return {"holds": [row | {"reason": "motivo", "author": "autor"} | facts]}


def exception(kind: str, since: int = 5, until: int | None = None, **facts: Any) -> Rows:
    """Return an exception of the management for contract 1."""
    last = None if until is None else days_before(until)
    row = {"contract_id": "1", "exception_kind": kind, "from_date": days_before(since), "until_date": last}
    return {"collection_exceptions": [row | {"reason": "motivo", "author": "Gerência"} | facts]}


def table(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of a frame as tuples of plain values."""
    return [tuple(row[name] for name in names) for row in plain_rows(frame)]
