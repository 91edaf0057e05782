"""Days past due: on both sides of the due date, of days without banking, of payments and of the tolerance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .building import OCTOBER_2026, Row, contract, installment, plain_rows, portfolio

WEDNESDAY = date(2026, 10, 14)
SATURDAY = date(2026, 10, 31)  # followed by Sunday and, on Monday 02/11, Finados: banks open on Tuesday 03/11


def delay(*installments: Row, on: date = OCTOBER_2026, **options: Any) -> Row:
    """Return the facts of one contract with these instalments."""
    rows = {"contracts": [contract("1", exported_days_past_due=None)], "installments": list(installments)}
    return plain_rows(portfolio(rows, on, **options).operations)[0]


@pytest.mark.parametrize(
    "due, on, days, because",
    [
        (WEDNESDAY, date(2026, 10, 13), 0, "vence amanhã"),
        (WEDNESDAY, date(2026, 10, 14), 0, "no dia do vencimento não há atraso"),
        (WEDNESDAY, date(2026, 10, 15), 1, "o primeiro dia de atraso é o seguinte ao vencimento"),
        (SATURDAY, date(2026, 10, 31), 0, "vence hoje, sábado"),
        (SATURDAY, date(2026, 11, 1), 0, "domingo: pode pagar na terça (Lei 7.089/1983)"),
        (SATURDAY, date(2026, 11, 2), 0, "Finados, segunda-feira: pode pagar na terça"),
        (SATURDAY, date(2026, 11, 3), 0, "terça, o primeiro dia útil: ainda em dia"),
        (SATURDAY, date(2026, 11, 4), 4, "não pagou na terça: os dias contam do vencimento, 04/11 − 31/10"),
        (date(2026, 10, 30), date(2026, 10, 31), 1, "sexta-feira útil: sábado já é um dia de atraso"),
        (date(2026, 2, 16), date(2026, 2, 18), 0, "segunda de Carnaval: quarta-feira de Cinzas é dia útil"),
        (date(2026, 2, 16), date(2026, 2, 19), 3, "19/02 − 16/02"),
        (date(2026, 4, 3), date(2026, 4, 6), 0, "Sexta-feira Santa: segunda é o dia útil"),
        (date(2026, 11, 20), date(2026, 11, 23), 0, "Consciência Negra (Lei 14.759/2023), sexta: segunda é útil"),
        (date(2026, 6, 4), date(2026, 6, 5), 0, "Corpus Christi: sexta é o dia útil"),
        (date(2024, 2, 28), date(2024, 3, 1), 2, "ano bissexto: 29/02 conta"),
        (date(2026, 2, 27), date(2026, 3, 2), 3, "01/03 − 27/02 são dois dias, 02/03 três"),
    ],
)
def test_days_past_due(due: date, on: date, days: int, because: str) -> None:
    found = delay(installment("1", due), on=on)
    assert found["days_past_due"] == days, because
    assert found["oldest_due_date"] == (due if days else None)
    assert found["overdue_cents"] == (100_000 if days else 0)


def test_a_municipal_holiday_closes_banks_only_where_it_is_declared() -> None:
    monday = date(2026, 8, 24)
    assert delay(installment("1", monday), on=date(2026, 8, 25))["days_past_due"] == 1
    assert delay(installment("1", monday), on=date(2026, 8, 25), holidays=(monday,))["days_past_due"] == 0
    assert delay(installment("1", monday), on=date(2026, 8, 26), holidays=(monday,))["days_past_due"] == 2


OLDEST, NEXT = date(2026, 8, 12), date(2026, 9, 14)  # 80 and 47 days before 31/10/2026


@pytest.mark.parametrize(
    "paid_cents, paid_date, days, overdue_cents, because",
    [
        (0, None, 80, 200_000, "19 dias de agosto + 30 + 31 = 80; duas parcelas de R$ 1.000,00"),
        (40_000, date(2026, 9, 1), 80, 160_000, "pagamento parcial: a idade fica, o valor cai para 600 + 1.000"),
        (99_999, date(2026, 9, 1), 80, 100_001, "falta R$ 0,01 e a tolerância é zero: 80 dias"),
        (100_000, date(2026, 9, 1), 47, 100_000, "a mais antiga foi paga: conta a de 14/09 (16 + 31 dias)"),
        (100_000, date(2026, 10, 31), 47, 100_000, "paga na data-base: vale"),
        (100_000, date(2026, 11, 1), 80, 200_000, "paga depois da data-base: não existe"),
        (100_000, None, 47, 100_000, "pagamento sem data: feito até a data-base"),
        (120_000, date(2026, 9, 1), 47, 100_000, "o que se pagou a mais não quita a parcela seguinte"),
    ],
)  # fmt: skip
def test_payments_of_the_oldest_instalment(
    paid_cents: int, paid_date: date | None, days: int, overdue_cents: int, because: str
) -> None:
    paid = installment("1", OLDEST, paid_cents=paid_cents, paid_date=paid_date)
    found = delay(paid, installment("1", NEXT, installment_number=2))
    assert (found["days_past_due"], found["overdue_cents"]) == (days, overdue_cents), because


@pytest.mark.parametrize("missing, days", [(999, 47), (1_000, 47), (1_001, 80)])
def test_the_tolerance_of_ten_reais(missing: int, days: int) -> None:
    nearly = installment("1", OLDEST, paid_cents=100_000 - missing, paid_date=OLDEST)
    found = delay(nearly, installment("1", NEXT, installment_number=2), tolerance_cents=1_000)
    assert found["days_past_due"] == days


def test_instalments_decide_before_anything_else_tells_the_delay() -> None:
    told = contract("1", oldest_due_date=date(2026, 1, 5), exported_days_past_due=200, maturity_date=date(2026, 7, 1))
    paid = installment("1", OLDEST, paid_cents=100_000)
    cases: list[tuple[Row, list[Row], int, str]] = [
        (told, [installment("1", NEXT)], 47, "parcelas"),
        (told, [paid], 0, "parcelas"),
        (told, [], 299, "vencimento mais antigo"),  # 26 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31
        (told | {"oldest_due_date": None}, [], 200, "sistema"),
        (told | {"oldest_due_date": None, "exported_days_past_due": None}, [], 122, "vencimento final"),
        (contract("1", exported_days_past_due=None), [], 0, "não informada"),
    ]
    for one, installments, days, source in cases:
        found = plain_rows(portfolio({"contracts": [one], "installments": installments}).operations)[0]
        assert (found["days_past_due"], found["days_source"]) == (days, source)


def test_exported_days_lead_back_to_a_due_date_but_to_no_amount() -> None:
    found = plain_rows(portfolio({"contracts": [contract("1", days=100)]}).operations)[0]
    assert found["oldest_due_date"] == date(2026, 7, 23)  # 100 days before 31/10: 8 + 31 + 30 + 31
    assert found["overdue_cents"] is None


def test_nothing_is_owed_means_nothing_overdue_even_where_no_one_says_so() -> None:
    found = plain_rows(portfolio({"contracts": [contract("1", days=0)]}).operations)[0]
    assert (found["days_past_due"], found["overdue_cents"], found["oldest_due_date"]) == (0, 0, None)


def test_what_is_not_late_owes_nothing_overdue_whatever_the_system_says() -> None:
    saturday = contract("1", oldest_due_date=SATURDAY, exported_days_past_due=2, exported_overdue_cents=30_000)
    for on, days, overdue_cents in ((date(2026, 11, 2), 0, 0), (date(2026, 11, 4), 4, 30_000)):
        found = plain_rows(portfolio({"contracts": [saturday]}, on).operations)[0]
        assert (found["days_past_due"], found["overdue_cents"]) == (days, overdue_cents)


def test_instalments_of_unknown_contracts_change_nothing() -> None:
    rows = {"contracts": [contract("1", days=5)], "installments": [installment("2", OLDEST)]}
    assert portfolio(rows).operations["days_past_due"].tolist() == [5]


@pytest.mark.parametrize(
    ("due", "on", "late", "ahead", "because"),
    [
        (WEDNESDAY, date(2026, 10, 13), 0, 1, "vence amanhã"),
        (WEDNESDAY, date(2026, 10, 14), 0, 0, "vence hoje: nem a vencer nem vencida, zero dias"),
        (WEDNESDAY, date(2026, 10, 15), 1, 0, "vencida: não há dias a vencer"),
        (SATURDAY, date(2026, 11, 1), 0, 0, "o vencimento passou e a terça não chegou: nenhum dia a vencer, e não −1"),
    ],
)
def test_days_to_run_until_an_instalment_is_due(due: date, on: date, late: int, ahead: int, because: str) -> None:
    rows = {"contracts": [contract("1")], "installments": [installment("1", due)]}
    found = portfolio(rows, on).delay.open
    assert (found.days_past_due.tolist(), found.days_to_due.tolist()) == ([late], [ahead]), because
