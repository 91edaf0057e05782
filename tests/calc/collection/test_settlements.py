"""The account settlement of who left (§ 4.3) and the use of the capital of who is on leave (§ 4.2), by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.calc.building import Row, Rows, plain_rows
from tests.calc.collection.collecting import ON, PERSON, act, collected, days_before, joined, late, left, on_leave


def settlement(rows: Rows, *choices: Any) -> Row:
    (row,) = plain_rows(collected(rows, ON, *choices).settlements)
    return row


def test_capital_interest_and_deposits_less_the_loans() -> None:
    """2.000,00 + 60,00 + 500,00 − 5.000,00: 2.440,00 are left."""
    told = {
        "share_capital_cents": 200_000, "capital_interest_cents": 6_000, "deposits_cents": 50_000,
        "loans_cents": 500_000,
    }  # fmt: skip
    row = settlement(joined(late(days=90, cents=300_000), left(60, settlement_date=None, **told)))
    assert (row["remaining_debt_cents"], row["used_cents"], row["to_return_cents"]) == (244_000, 256_000, 0)
    assert row["arithmetic"] == "R$ 2.000,00 + R$ 60,00 + R$ 500,00 − R$ 5.000,00: dívida que resta R$ 2.440,00"
    assert (row["state_title"], row["base_date"], row["settlement_kind"]) == (
        "a fazer", days_before(60), "capital_account_settlement",
    )  # fmt: skip


@pytest.mark.parametrize(("loans", "left_over", "to_return"), [(256_000, 0, 0), (255_999, 0, 1), (256_001, 1, 0)])
def test_to_the_centavo_on_both_sides_of_nothing_left(loans: int, left_over: int, to_return: int) -> None:
    told = {"share_capital_cents": 200_000, "capital_interest_cents": 6_000, "deposits_cents": 50_000}
    row = settlement(joined(late(days=90), left(60, loans_cents=loans, **told)))
    assert (row["remaining_debt_cents"], row["to_return_cents"], row["state_title"]) == (left_over, to_return, "feito")
    assert ("a devolver: R$ 0,01" in row["arithmetic"]) == (to_return == 1)


def test_what_the_sheet_does_not_tell_comes_from_the_exports() -> None:
    """Capital by the export of share capital (700,00 in two accounts), loans by the late debts (3.000,00)."""
    capital = [
        {"capital_account_id": str(i), "document": PERSON, "paid_in_cents": cents}
        for i, cents in enumerate((50_000, 20_000))
    ]
    other = {"capital_account_id": "9", "document": "22222222222", "paid_in_cents": 999}
    nothing_else = {"capital_interest_cents": 0, "deposits_cents": 0}
    rows = joined(
        late("1", 90, cents=100_000), late("2", 80, cents=200_000), left(60, **nothing_else),
        {"share_capital": [*capital, other]},
    )  # fmt: skip
    row = settlement(rows)
    assert (row["share_capital_cents"], row["loans_cents"], row["remaining_debt_cents"]) == (70_000, 300_000, 230_000)


def capital(cents: int) -> Rows:
    return {
        "share_capital": [{"capital_account_id": "1", "member_id": "7", "document": PERSON, "paid_in_cents": cents}]
    }


@pytest.mark.parametrize(
    ("paid_in", "used", "remaining"),
    [(35_000, 25_000, 75_000), (10_000, 0, 100_000), (9_999, 0, 100_000), (10_001, 1, 99_999), (500_000, 100_000, 0)],
)
def test_the_capital_above_the_minimum_share_goes_into_the_debt(paid_in: int, used: int, remaining: int) -> None:
    """Debt of 1.000,00, minimum share of 100,00 (minimum_share_cents): at most the debt is used."""
    row = settlement(joined(late(days=400), on_leave(500), capital(paid_in)))
    assert (row["used_cents"], row["remaining_debt_cents"], row["minimum_share_cents"]) == (used, remaining, 10_000)
    assert row["share_capital_cents"] - row["used_cents"] >= min(paid_in, 10_000)


def test_the_arithmetic_of_the_use_of_the_capital() -> None:
    row = settlement(joined(late(days=400), on_leave(500), capital(35_000)))
    assert row["arithmetic"] == (
        "capital R$ 350,00 − cota mínima R$ 100,00: usa R$ 250,00; R$ 1.000,00 − R$ 250,00 = R$ 750,00"
    )


@pytest.mark.parametrize(("due", "state"), [(date(2025, 10, 31), "a fazer"), (date(2025, 11, 1), "ainda não cabe")])
def test_when_the_capital_may_be_used(due: date, state: str) -> None:
    """Twelve months after the original due date of the oldest unpaid instalment."""
    row = settlement(joined(late(days=(ON - due).days), on_leave(500), capital(35_000)))
    assert (row["state_title"], row["base_date"]) == (state, due)
    assert row["due_date"] == due.replace(year=2026)


def test_a_use_that_was_made_is_told_as_made() -> None:
    """250,00 were used: the export shows what is left of capital (100,00) and of the debt (750,00)."""
    rows = joined(late(days=400, cents=75_000), on_leave(500, used=20, capital_used_cents=25_000), capital(10_000))
    row = settlement(rows)
    assert (row["state_title"], row["done_date"], row["used_cents"]) == ("feito", days_before(20), 25_000)
    assert (row["share_capital_cents"], row["loans_cents"], row["remaining_debt_cents"]) == (35_000, 100_000, 75_000)


def test_another_minimum_share_is_the_cooperatives() -> None:
    choice = ("collection/situations", "minimum_share_cents", "50,00")
    row = settlement(joined(late(days=400), on_leave(500), capital(35_000)), choice)
    assert row["used_cents"] == 30_000


def test_one_row_a_debtor_and_none_for_members() -> None:
    rows = joined(
        late("1", 90), late("2", 80), left(60), act("account_settlement", 50, contract_id=None, member_id="7")
    )
    assert len(collected(rows).settlements) == 1
    assert len(collected(late(days=90)).settlements) == 0


TOLD = {"share_capital_cents": 200_000, "capital_interest_cents": 6_000, "deposits_cents": 50_000}


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("share_capital_cents", "capital"),
        ("capital_interest_cents", "juros ao capital"),
        ("deposits_cents", "saldo em RDC"),
    ],
)
def test_an_amount_that_nobody_told_is_no_zero(missing: str, words: str) -> None:
    row = settlement(joined(late(days=90), left(60, loans_cents=500_000, **(TOLD | {missing: None}))))
    assert row["arithmetic"] == f"não informado: {words}"
    assert [row[name] for name in (missing, "used_cents", "remaining_debt_cents", "to_return_cents")] == [None] * 4


def test_zero_is_told() -> None:
    row = settlement(joined(late(days=90), left(60, loans_cents=500_000, **dict.fromkeys(TOLD, 0))))
    assert (row["remaining_debt_cents"], row["used_cents"]) == (500_000, 0)


def test_the_capital_of_who_is_on_leave_may_be_unknown_too() -> None:
    row = settlement(joined(late(days=400), on_leave(500)))
    assert (row["share_capital_cents"], row["used_cents"], row["arithmetic"]) == (None, None, "não informado: capital")
