"""One shipped rule file of collection with a cooperative's choices, and frames of charges written in a test."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from coopcli.calc.collection.charges import charged, charges_of
from coopcli.calc.collection.late_installments import late_installments
from coopcli.errors import Problem
from coopcli.results.collection_charges import Charges
from coopcli.rulebook.book import load_file
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder
from coopcli.words.collection import DEBT_COLUMNS
from tests.calc.building import Row, Rows, column_of, frames_of, plain_rows, portfolio

ON = date(2026, 10, 31)


def rule(name: str, **choices: str) -> RuleFile:
    """Return ``collection/<name>`` with the choices."""
    return _loaded(name, tuple(choices.items()))


@cache
def _loaded(name: str, choices: tuple[tuple[str, str], ...]) -> RuleFile:
    problems: list[Problem] = []
    path = folder("rules") / "collection" / f"{name}.yaml"
    found = load_file(path, path.name, {f"collection/{name}": dict(choices)}, problems)
    assert found is not None, problems
    return found


def late(amounts: list[int], past: list[int], on: date = ON, rates: list[float] | None = None) -> pd.DataFrame:
    """Return late instalments of one contract: what is owed of each, and for how many days."""
    count = len(amounts)
    due = np.datetime64(on, "D") - np.array(past, dtype=np.int64)
    return pd.DataFrame(
        {
            "debt_id": ["1"] * count,
            "contract_id": ["1"] * count,
            "member_id": ["7"] * count,
            "document": ["11111111111"] * count,
            "member_name": ["Ana Lima"] * count,
            "installment_number": np.arange(1, count + 1),
            "due_date": due.astype("datetime64[s]"),
            "days_past_due": np.array(past, dtype=np.int64),
            "overdue_cents": np.array(amounts, dtype=np.int64),
            "monthly_rate": np.array(rates or [np.nan] * count),
            "basis": ["parcela"] * count,
        }
    )


def one(cents: int, past: int, on: date = ON, rate: float | None = None, **choices: str) -> Row:
    """Return the charges of a single late instalment."""
    rows = late([cents], [past], on, None if rate is None else [rate])
    return plain_rows(charged(rows, rule("charges", **choices), on))[0]


def charges(rows: Rows, on: date = ON, at: date = ON, holidays: tuple[date, ...] = (), **choices: str) -> Charges:
    """Return the charges on ``at`` of rows written in a test, of the portfolio of ``on``."""
    found = late_installments(portfolio(rows, on, holidays=holidays), frames_of(rows), at)
    return charges_of(found, rule("charges", **choices), rule("charge-caps"), at)


def told(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of a frame, row by row, in plain values."""
    return [tuple(row[name] for name in names) for row in plain_rows(frame)]


def debts_of(*rows: Row) -> pd.DataFrame:
    """Return late debts (DEBT_COLUMNS) of one debtor each, R$ 1.000,00 since 01/08/2026, in the queue, as told."""
    usual: Row = {
        "debt_id": "1",
        "debt_kind": "contract",
        "client_key": "11111111111",
        "member_id": "7",
        "document": "11111111111",
        "member_name": "Ana Lima",
        "oldest_due_date": date(2026, 8, 1),
        "days_past_due": 91,
        "overdue_cents": 100_000,
        "balance_cents": 100_000,
        "updated_cents": 105_000,
        "stage_rank": 2,
        "days_late_on_act": 0,
        "destination_title": "na fila",
        "is_listed": False,
    }
    whole = [usual | {"contracts": row.get("debt_id", "1")} | row for row in rows]
    return pd.DataFrame({c.name: column_of(c, [row.get(c.name) for row in whole]) for c in DEBT_COLUMNS})
