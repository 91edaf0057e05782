"""Days past due: the conventions of the design, on both sides of each edge."""

from __future__ import annotations

from datetime import date

import pytest

from .days_past_due import Delay, delay_of
from .operation import Installment, Operation, Readings, client_key


def _loan(*installments: Installment, **facts: object) -> Operation:
    return Operation("1", "12345678901", 100_000, installments=installments, **facts)  # type: ignore[arg-type]


def _unpaid(due_date: date) -> Installment:
    return Installment(due_date, 10_000)


@pytest.mark.parametrize(
    "due_date, on, days, because",
    [
        (date(2026, 10, 30), date(2026, 10, 30), 0, "no dia do vencimento"),
        (date(2026, 10, 30), date(2026, 10, 31), 1, "vencida na sexta, o sábado já conta"),
        (date(2026, 11, 30), date(2026, 10, 31), 0, "a vencer"),
        (date(2026, 10, 31), date(2026, 10, 31), 0, "sábado"),
        (date(2026, 10, 31), date(2026, 11, 2), 0, "segunda, Finados"),
        (date(2026, 10, 31), date(2026, 11, 3), 0, "terça, o primeiro dia útil"),
        (date(2026, 10, 31), date(2026, 11, 4), 4, "passou o dia útil: conta desde 31/10"),
        (date(2026, 2, 14), date(2026, 2, 18), 0, "Quarta-feira de Cinzas, o primeiro dia útil"),
        (date(2026, 2, 14), date(2026, 2, 19), 5, "passou a quarta: conta desde 14/02"),
        (date(2026, 10, 12), date(2026, 10, 13), 0, "feriado na segunda"),
        (date(2026, 10, 12), date(2026, 10, 14), 2, "passou a terça"),
        (date(2024, 2, 28), date(2024, 3, 1), 2, "ano bissexto: 29/02 no meio"),
        (date(2028, 2, 28), date(2028, 3, 1), 0, "28 e 29/02/2028 são Carnaval"),
        (date(2028, 2, 28), date(2028, 3, 2), 3, "passou a Quarta-feira de Cinzas: conta desde 28/02"),
        (date(2025, 2, 28), date(2025, 3, 1), 1, "ano comum, vencida numa sexta"),
        (date(2026, 8, 2), date(2026, 10, 31), 90, "29 de agosto, 30 de setembro, 31 de outubro"),
        (date(2026, 8, 1), date(2026, 10, 31), 91, "mais um dia"),
    ],
)
def test_days_of_one_instalment(due_date: date, on: date, days: int, because: str) -> None:
    assert delay_of(_loan(_unpaid(due_date)), on).days == days, because
    assert delay_of(_loan(oldest_due_date=due_date), on).days == days, because


def test_the_oldest_unpaid_counts_and_all_overdue_add_up() -> None:
    paid = Installment(date(2026, 7, 10), 10_000, 10_000, date(2026, 7, 9))
    loan = _loan(_unpaid(date(2026, 9, 10)), paid, _unpaid(date(2026, 8, 10)), _unpaid(date(2026, 11, 10)))
    # 10/08 to 31/10: 21 + 30 + 31
    assert delay_of(loan, date(2026, 10, 31)) == Delay(82, date(2026, 8, 10), 20_000)


@pytest.mark.parametrize("on, overdue_cents", [(date(2026, 11, 3), 10_000), (date(2026, 11, 4), 20_000)])
def test_an_instalment_in_its_days_of_grace_is_not_overdue(on: date, overdue_cents: int) -> None:
    loan = _loan(_unpaid(date(2026, 8, 10)), _unpaid(date(2026, 10, 31)))
    assert delay_of(loan, on).overdue_cents == overdue_cents


def test_partial_payment_of_the_oldest_keeps_the_age_and_lessens_the_amount() -> None:
    part = Installment(date(2026, 8, 10), 10_000, 9_999, date(2026, 9, 1))
    assert delay_of(_loan(part), date(2026, 10, 31)) == Delay(82, date(2026, 8, 10), 1)


@pytest.mark.parametrize("tolerance_cents, days", [(0, 82), (499, 82), (500, 0)])
def test_up_to_the_tolerance_an_instalment_is_paid(tolerance_cents: int, days: int) -> None:
    part = Installment(date(2026, 8, 10), 10_000, 9_500, date(2026, 9, 1))
    assert delay_of(_loan(part), date(2026, 10, 31), Readings(tolerance_cents)).days == days


@pytest.mark.parametrize("paid_date, days", [(date(2026, 10, 31), 0), (date(2026, 11, 1), 82)])
def test_payments_after_the_reference_date_do_not_exist(paid_date: date, days: int) -> None:
    paid = Installment(date(2026, 8, 10), 10_000, 10_000, paid_date)
    assert delay_of(_loan(paid), date(2026, 10, 31)).days == days


def test_a_municipal_holiday_lengthens_the_grace() -> None:
    readings = Readings(local_holidays=frozenset({date(2026, 10, 30)}))
    loan = _loan(_unpaid(date(2026, 10, 30)))
    # Friday is a holiday in town, Monday All Souls
    assert delay_of(loan, date(2026, 11, 3), readings).days == 0
    assert delay_of(loan, date(2026, 11, 4), readings).days == 5


def test_where_the_days_come_from() -> None:
    on = date(2026, 10, 31)
    older = {"oldest_due_date": date(2026, 10, 1), "given_days": 7}
    assert delay_of(_loan(_unpaid(date(2026, 10, 20)), **older), on).days == 11
    assert delay_of(_loan(**older), on).days == 30
    assert delay_of(_loan(given_days=7), on) == Delay(7, None, None)
    assert delay_of(_loan(product_kind="overdraft", overdraft_days=29), on) == Delay(29, None, 100_000)
    assert delay_of(_loan(product_kind="overdraft", given_days=7), on) == Delay(7, None, None)
    assert delay_of(_loan(overdraft_days=29, given_days=7), on) == Delay(7, None, None)
    with pytest.raises(ValueError, match="nothing tells"):
        delay_of(_loan(), on)


def test_client_key() -> None:
    assert client_key("12345678901") == "12345678901"
    assert client_key("12ABC34501DE35") == "12ABC345"
    with pytest.raises(ValueError, match="neither"):
        client_key("123")


@pytest.mark.parametrize(
    "facts",
    [
        {"product_kind": "loan"},
        {"guarantee_kinds": ("aval",)},
        {"triggers": ("late",)},
        {"given_level": "I"},
        {"person_type": "pf"},
    ],
)
def test_unknown_words_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        _loan(**facts)
