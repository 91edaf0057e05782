"""Where the system's own figures are not ours: what is compared, what is not, and in which order it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from calc.building import Row, Rows, contract, frames_of, installment, portfolio
from coopcli.calc.divergences import divergences
from coopcli.words.classification import DIVERGENCE_COLUMNS

DUE = date(2026, 9, 30)
"""31 days before 31/10/2026."""


def found(rows: Rows, level: list[str] | None = None) -> pd.DataFrame:
    """Return the divergences on 31/10/2026; ``level`` is ours under Res. CMN 2.682."""
    given = None if level is None else pd.Series(level, dtype="str")
    return divergences(portfolio(rows), frames_of(rows)["contracts"], given)


def late(days: int | None, **facts: Any) -> Rows:
    """Return a contract with an unpaid instalment of R$ 1.000,00, 31 days late; the system says ``days``."""
    one: Row = contract("1") | {"exported_days_past_due": days} | facts
    return {"contracts": [one], "installments": [installment("1", DUE)]}


@pytest.mark.parametrize("days, difference", [(30, 1), (31, None), (32, -1), (0, 31), (None, None)])
def test_days_are_ours_less_the_systems(days: int | None, difference: int | None) -> None:
    rows = found(late(days))
    assert rows["days_difference"].tolist() == ([difference] if difference else [])
    if difference:
        one = rows.iloc[0]
        assert (one["exported_days_past_due"], one["days_past_due"], one["days_source"]) == (days, 31, "parcelas")
        assert one["differs"] == "dias"


def test_days_that_are_the_systems_own_cannot_differ() -> None:
    assert not len(found({"contracts": [contract("1", days=40)]}))


@pytest.mark.parametrize("overdue, difference", [(99_999, 1), (100_000, None), (100_001, -1), (None, None)])
def test_overdue_amounts_are_compared_to_the_centavo(overdue: int | None, difference: int | None) -> None:
    rows = found(late(31, exported_overdue_cents=overdue))
    assert rows["overdue_difference_cents"].tolist() == ([difference] if difference else [])


def test_an_overdue_amount_that_we_do_not_know_is_not_compared() -> None:
    """Nothing but the days tells the delay: what is overdue is what the system says, so nothing can differ."""
    assert not len(found({"contracts": [contract("1", days=40, exported_overdue_cents=5)]}))


@pytest.mark.parametrize(
    "theirs, ours, difference", [("AA", "A", 1), ("A", "AA", -1), ("A", "H", 7), ("C", "C", None), (None, "H", None)]
)
def test_levels_differ_by_as_many_as_lie_between(theirs: str | None, ours: str, difference: int | None) -> None:
    rows = found(late(31, exported_level=theirs), [ours])
    assert rows["level_difference"].tolist() == ([difference] if difference else [])


def test_levels_are_not_compared_where_the_regime_was_not_calculated() -> None:
    assert not len(found(late(31, exported_level="A")))


def test_all_that_differs_stands_in_one_row_and_nothing_else() -> None:
    (row,) = found(late(30, exported_level="A", exported_overdue_cents=100_000), ["C"]).to_dict("records")
    assert row["differs"] == "dias; nível"
    assert (row["exported_level"], row["risk_class"]) == ("A", "C")
    assert pd.isna(row["exported_overdue_cents"]) and pd.isna(row["overdue_cents"])


def test_the_largest_balance_comes_first_and_equal_ones_by_number() -> None:
    ids = {"1": 100_000, "3": 200_000, "2": 200_000}
    contracts = [contract(i, days=30, balance_cents=cents) for i, cents in ids.items()]
    rows = found({"contracts": contracts, "installments": [installment(i, DUE) for i in ids]})
    assert rows["contract_id"].tolist() == ["2", "3", "1"]
    assert list(rows) == [column.name for column in DIVERGENCE_COLUMNS]


def test_overdrafts_and_limits_export_nothing_to_compare() -> None:
    account = {"account_id": "7", "document": "11111111111", "overdraft_cents": 500, "overdraft_days": 3}
    assert not len(found({"contracts": [], "current_accounts": [account]}, ["A"]))
