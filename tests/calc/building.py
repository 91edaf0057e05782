"""Canonical frames from rows written in a test, and the shipped rules with a cooperative's choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from coopcli.calc import expected_loss, levels
from coopcli.calc.classified import Classification
from coopcli.calc.doubt import CERTAIN, Doubts
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.dates import BusinessCalendar, bank_holidays
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.shipped import folder
from coopcli.words import FRAMES, Column

OCTOBER_2026 = date(2026, 10, 31)
DECEMBER_2024 = date(2024, 12, 31)

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
Frames = dict[str, pd.DataFrame]

Choice = tuple[str, str, str]  # rule, parameter, value
SIGNED = {"reason": "motivo", "author": "autor"}
AMOUNTS_OF_AN_INSTALLMENT = {"amount_cents": 100_000, "paid_cents": 0}


def frames_of(rows: Rows) -> Frames:
    """Return every canonical frame; those without rows are empty."""
    return {name: _frame(name, rows.get(name, ())) for name in FRAMES}


def _frame(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    columns = FRAMES[name].columns
    unknown = {key for row in rows for key in row} - {column.name for column in columns}
    assert not unknown, f"{name} has no {unknown}"
    data = {column.name: column_of(column, [row.get(column.name) for row in rows]) for column in columns}
    place = np.arange(len(rows), dtype=np.int64)
    return pd.DataFrame({**data, "source": np.zeros(len(rows), dtype=np.int64), "source_row": place + 2})


def column_of(column: Column, values: list[Any]) -> pd.Series[Any]:
    """Return values as the column keeps them."""
    if column.kind == "date":
        return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[s]"))
    return pd.Series(values, dtype=column.dtype)  # type: ignore[call-overload,no-any-return]


def contract(contract_id: str = "1", days: int = 0, **facts: Any) -> Row:
    """Return a contract of R$ 1.000,00 of one person, so many days past due by the core system's count."""
    row: Row = {
        "contract_id": contract_id,
        "document": "11111111111",
        "person_type": "PF",
        "product_kind": "working_capital",
        "balance_cents": 100_000,
        "exported_days_past_due": days,
    }
    return row | facts


def installment(contract_id: str, due: date, **facts: Any) -> Row:
    """Return an unpaid instalment of R$ 1.000,00."""
    row: Row = {"contract_id": contract_id, "installment_number": 1, "due_date": due}
    return row | AMOUNTS_OF_AN_INSTALLMENT | facts


@cache
def rulebook(choices: tuple[Choice, ...] = ()) -> Rulebook:
    """Return the shipped rules; ``choices`` are (rule, parameter, value)."""
    chosen: dict[str, dict[str, str]] = {}
    for rule, parameter, value in choices:
        chosen.setdefault(rule, {})[parameter] = value
    return load_rulebook(folder("rules"), choices=chosen)


@cache
def calendar(extra: tuple[date, ...] = ()) -> BusinessCalendar:
    """Return the national calendar of banks from 2000 to 2040, and municipal holidays."""
    return bank_holidays(range(2000, 2041), ("Carnaval", "Corpus Christi"), extra)


def portfolio(
    rows: Rows,
    on: date = OCTOBER_2026,
    *,
    holidays: tuple[date, ...] = (),
    tolerance_cents: int = 0,
) -> Portfolio:
    """Return the portfolio of rows written in a test."""
    return portfolio_of(frames_of(rows), on, calendar(holidays), tolerance_cents)


DOUBLE_COUNT = ("provisioning/cmn-2682-1999", "double_count", "true")
ANNIVERSARY = ("provisioning/bcb-352-2023", "month_counting", "anniversary")
ONLY_COMPARE = ("provisioning/cmn-2682-1999", "exported_level", "compare")


def classify_levels(
    rows: Rows, on: date = OCTOBER_2026, *choices: Choice, previous: pd.DataFrame | None = None
) -> tuple[Portfolio, Classification]:
    """Return the portfolio and how Res. CMN 2.682 classifies it."""
    frames = frames_of(rows)
    operations = portfolio_of(frames, on, calendar())
    rule = rulebook(choices).nearest(levels.REGIME, on)
    return operations, levels.classify(operations, frames, rule, previous)


def classify_losses(
    rows: Rows,
    on: date = OCTOBER_2026,
    *choices: Choice,
    previous: pd.DataFrame | None = None,
    previous_on: date | None = None,
    method: str = "simplified",
    doubts: Doubts = CERTAIN,
) -> tuple[Portfolio, Classification]:
    """Return the portfolio and what Res. CMN 4.966 and Res. BCB 352 ask of it."""
    frames = frames_of(rows)
    operations = portfolio_of(frames, on, calendar(), 0, doubts)
    concepts, provision = (rulebook(choices).nearest(family, on) for family in expected_loss.FAMILIES)
    before = np.datetime64(previous_on, "D") if previous_on else None
    return operations, expected_loss.classify(operations, frames, concepts, provision, previous, before, method)


def by_contract(found: tuple[Portfolio, Classification]) -> dict[str, Row]:
    """Return the facts of each operation and what was decided of it, in plain values (None where missing)."""
    operations, classification = found
    whole = pd.concat([operations.operations, classification.classified.operations], axis=1)
    return {row["contract_id"]: row for row in plain_rows(whole)}


def plain_rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame in plain values: None where missing, dates as ``date``."""
    return [_plain(row) for row in frame.to_dict("records")]


def _plain(row: Mapping[Any, Any]) -> Row:
    return {str(key): _value(value) for key, value in row.items()}


def _value(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def leveled(
    rows: Rows, *choices: Choice, on: date = DECEMBER_2024, previous: pd.DataFrame | None = None
) -> dict[str, Row]:
    """Return each operation under Res. CMN 2.682, by contract."""
    return by_contract(classify_levels(rows, on, *choices, previous=previous))


def leveled_alone(one: Row, *choices: Choice, **others: list[Row]) -> Row:
    """Return how a contract that stands alone is classified; ``others`` are rows of other frames."""
    return leveled({"contracts": [one], **others}, *choices)[one["contract_id"]]


def provided(rows: Rows, *choices: Choice, on: date = OCTOBER_2026, **previous: Any) -> dict[str, Row]:
    """Return each operation under Res. CMN 4.966 and Res. BCB 352, by contract."""
    return by_contract(classify_losses(rows, on, *choices, **previous))


def provided_alone(one: Row, *choices: Choice, on: date = OCTOBER_2026, **others: list[Row]) -> Row:
    """Return what is asked of a contract that stands alone; ``others`` are rows of other frames."""
    return provided({"contracts": [one], **others}, *choices, on=on)[one["contract_id"]]


def components(found: Row) -> tuple[int, int, int]:
    """Return the items I, II and III of Res. BCB 352, art. 79, in centavos."""
    return found["incurred_cents"], found["additional_cents"], found["excess_cents"]


def trigger(kind: str, since: date = date(2026, 10, 6), until: date | None = None, **whose: Any) -> Row:
    """Return a row of the triggers' sheet."""
    told = {"contract_id": None, "document": None, "trigger": kind, "from_date": since, "until_date": until}
    return told | SIGNED | whose
