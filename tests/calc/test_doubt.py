"""Of two answers the worse: instalments, guarantees and kinds of product that could not be read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.doubt import Doubts
from coopcli.calc.ranges import provision_range
from coopcli.words import FRAMES

from .building import OCTOBER_2026, Row, by_contract, classify_losses, contract, installment


def aside(frame: str, *rows: Row, code: str = "valor-invalido") -> Doubts:
    """Return doubts over rows of a frame that were set aside; what is not given could not be read."""
    empty = FRAMES[frame].empty_aside()
    told = pd.DataFrame([{name: row.get(name) for name in empty.columns} | {"code": code} for row in rows])
    return Doubts({frame: told.assign(source=0, source_row=2).astype(empty.dtypes)})


def before(contract_id: str, due: date) -> Doubts:
    """Return what the close of 30/09/2026 knew of a contract that was late."""
    days = (date(2026, 9, 30) - due).days
    told = {"contract_id": [contract_id], "days_past_due": [days], "oldest_due_date": pd.to_datetime([due])}
    return Doubts({}, pd.DataFrame(told))


def days_ago(days: int) -> date:
    return OCTOBER_2026 - timedelta(days=days)


def one(rows: dict[str, list[Row]], doubts: Doubts) -> Row:
    (found,) = by_contract(classify_losses(rows, doubts=doubts)).values()
    return found


# --- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "exported", "days", "source"),
    [
        (0, 95, 95, "sistema, por parcelas ilegíveis"),
        (40, 95, 95, "sistema, por parcelas ilegíveis"),
        (96, 95, 96, "parcelas que se leem"),
        (95, 95, 95, "parcelas que se leem"),
        (40, None, 40, "parcelas que se leem"),
    ],
)
def test_the_worse_of_what_is_left_and_what_was_exported(left: int, exported: Any, days: int, source: str) -> None:
    loan = contract("1", 0, exported_days_past_due=exported, product_kind="personal_loan")
    rows = {"contracts": [loan], "installments": [installment("1", days_ago(left))]}
    lost = aside("installments", {"contract_id": "1", "installment_number": 2})
    found = one(rows, lost)
    assert (found["days_past_due"], found["days_source"]) == (days, source)
    assert found["oldest_due_date"] == (days_ago(days) if days else None)


def test_an_instalment_said_twice_is_no_doubt() -> None:
    loan = contract("1", 95, product_kind="personal_loan")
    rows = {"contracts": [loan], "installments": [installment("1", days_ago(0))]}
    again = aside("installments", {"contract_id": "1", "installment_number": 1}, code="parcela-repetida")
    assert one(rows, again)["days_past_due"] == 0


def test_the_overdue_amount_is_the_larger_too() -> None:
    loan = contract("1", 95, exported_overdue_cents=250_000, product_kind="personal_loan")
    rows = {"contracts": [loan], "installments": [installment("1", days_ago(40))]}
    assert one(rows, aside("installments", {"contract_id": "1"}))["overdue_cents"] == 250_000
    loan = contract("1", 95, product_kind="personal_loan")
    rows = {"contracts": [loan], "installments": [installment("1", days_ago(40))]}
    assert one(rows, aside("installments", {"contract_id": "1"}))["overdue_cents"] == 100_000


def test_a_payment_without_its_day_is_in_doubt_where_others_have_theirs() -> None:
    paid = {"paid_cents": 100_000}
    loan = contract("1", 60, product_kind="personal_loan")
    undated, dated = (
        installment("1", days_ago(60), **paid),
        installment("1", days_ago(30), installment_number=2, **paid),
    )
    told = {"contracts": [loan], "installments": [undated, dated | {"paid_date": days_ago(29)}]}
    assert one(told, Doubts())["days_past_due"] == 60
    nobody = {"contracts": [loan], "installments": [undated, dated]}
    assert one(nobody, Doubts())["days_past_due"] == 0


@pytest.mark.parametrize(
    ("maturity", "days", "source"), [(None, 121, "fechamento anterior"), (days_ago(200), 200, "vencimento final")]
)
def test_what_was_late_and_of_which_nothing_is_told_still_is(maturity: Any, days: int, source: str) -> None:
    """Due 02/07/2026: 90 days at the close of September, 121 on 31/10/2026."""
    loan = contract("1", 0, exported_days_past_due=None, maturity_date=maturity, product_kind="personal_loan")
    found = one({"contracts": [loan]}, before("1", date(2026, 7, 2)))
    assert (found["days_past_due"], found["days_source"]) == (days, source)


# --- guarantees and products --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "portfolio", "cents", "because"),
    [
        (95, "C3", 48_700, "C3 45% + 3,7%; sem garantia C4 35% + 4,5%"),
        (0, "C4", 1_900, "Anexo II, até 14 dias: C3 e C4 1,9%; fica a do produto"),
    ],
)
def test_an_unread_guarantee_takes_the_highest_provision_that_it_may_have(
    days: int, portfolio: str, cents: int, because: str
) -> None:
    """Working capital of R$ 1.000,00 (art. 81): C1 to C3 with a guarantee, C4 without."""
    rows = {"contracts": [contract("1", days, product_kind="working_capital")]}
    found = one(rows, aside("guarantees", {"contract_id": "1"}, code="codigo-invalido"))
    assert (found["risk_class"], found["provision_cents"]) == (portfolio, cents), because
    found = one(rows, aside("guarantors", {"contract_id": "1"}, code="documento-invalido"))
    assert (found["risk_class"], found["provision_cents"]) == (portfolio, cents), because


def test_with_another_guarantee_that_was_read_it_is_no_worse_than_that() -> None:
    """C1 by the land; what was not read could only add another: 95 days, 5,5% + 4,5%."""
    rows = {
        "contracts": [contract("1", 95, product_kind="working_capital")],
        "guarantees": [{"contract_id": "1", "guarantee_kind": "real_estate_fiduciary"}],
    }
    found = one(rows, aside("guarantees", {"contract_id": "1"}))
    assert (found["risk_class"], found["provision_cents"]) == ("C1", 10_000)


@pytest.mark.parametrize(
    ("days", "portfolio", "cents"), [(95, "C5", 53_400), (20, "C5", 7_500), (91 + 13 * 31, "C4", 98_000)]
)
def test_an_unknown_product_takes_the_highest_provision_of_all_products(days: int, portfolio: str, cents: int) -> None:
    """13 months: C4 93,5% + 4,5% = 98%, C5 94,2% + 3,4% = 97,6%, C3 93,1% + 3,7% = 96,8%."""
    found = one({"contracts": [contract("1", days, product_kind=None)]}, Doubts())
    assert (found["risk_class"], found["provision_cents"]) == (portfolio, cents)


# --- ranges -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unsure", "low", "high"),
    [
        (("portfolio",), 10_000, 53_400),  # C1 5,5% + 4,5%; C5 50% + 3,4%
        (("days",), 1_900, 100_000),  # C5 current 1,9%; lost
        (("contagion",), 53_400, 53_400),  # defaulted as it is
        ((), 53_400, 53_400),
    ],
)
def test_what_the_provision_could_be(unsure: tuple[str, ...], low: int, high: int) -> None:
    """R$ 1.000,00, personal loan, 95 days."""
    portfolio, found = classify_losses({"contracts": [contract("1", 95, product_kind="personal_loan")]})
    which = portfolio.balance_cents > 0
    assert provision_range(portfolio, found, which, unsure) == (low, high)
    assert provision_range(portfolio, found, ~which, unsure) == (0, 0)


@pytest.mark.parametrize(
    ("was", "days", "source"),
    [(None, 0, "não informada"), (0, 31, "fechamento anterior"), (10, 41, "fechamento anterior")],
)
def test_of_what_nothing_is_told_the_last_close_tells_the_most(was: int | None, days: int, source: str) -> None:
    """Not late on 30/09/2026: nothing fell due before that day, so 31 days at most by 31/10; late 10 days then: 41."""
    loan = contract("1", exported_days_past_due=None, maturity_date=None)
    due = date(2026, 9, 30) - timedelta(days=was or 0)
    told = {
        "contract_id": ["1"],
        "days_past_due": [was or 0],
        "oldest_due_date": pd.to_datetime([due if was else None]),
    }
    known = Doubts({}, pd.DataFrame(told) if was is not None else None, np.datetime64("2026-09-30"))
    found = one({"contracts": [loan]}, known)
    assert (found["days_past_due"], found["days_source"]) == (days, source)
