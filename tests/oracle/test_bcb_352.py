"""Provision by Res. BCB 352/2023, simplified method, on both sides of each edge."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from . import bcb_352_tables as tables
from .building import OCTOBER_2026, in_portfolio, operation, provided
from .operation import Installment, Readings

ANNIVERSARY = Readings(months="anniversary")


def test_annex_i_rises_by_equal_steps_to_a_hundred() -> None:
    steps = zip(tables.PORTFOLIOS, ("4.5", "3.4", "3.7", "4.5", "3.4"), strict=True)
    for portfolio, step in steps:
        for months, row in enumerate(tables.ANNEX_I):
            straight = tables.ANNEX_I[0][portfolio] + months * Decimal(step)
            assert row[portfolio] == min(straight, Decimal(100)), (portfolio, months)
    assert len(tables.ANNEX_I) == 22


@pytest.mark.parametrize(
    "days, reais",
    [
        # art. 78, § 1, I, Annex II
        (0, (1_400, 1_400, 1_900, 1_900, 1_900)),
        (14, (1_400, 1_400, 1_900, 1_900, 1_900)),
        (15, (3_500, 3_500, 3_500, 3_500, 7_500)),
        (30, (3_500, 3_500, 3_500, 3_500, 7_500)),
        (31, (4_500, 6_000, 13_000, 13_000, 15_000)),
        (60, (4_500, 6_000, 13_000, 13_000, 15_000)),
        (61, (5_000, 17_000, 32_000, 32_000, 38_000)),
        (90, (5_000, 17_000, 32_000, 32_000, 38_000)),
        # Annex I under a month and art. 78, § 1, III: 5.5 + 4.5, 30 + 3.4, 45 + 3.7, 35 + 4.5, 50 + 3.4
        (91, (10_000, 33_400, 48_700, 39_500, 53_400)),
    ],
)
def test_provision_by_days(days: int, reais: tuple[int, ...]) -> None:
    found = [provided(in_portfolio(portfolio, days)) for portfolio in tables.PORTFOLIOS]
    assert [each.portfolio for each in found] == list(tables.PORTFOLIOS)
    assert tuple(each.provision_cents for each in found) == reais


def test_ninety_and_ninety_one_days() -> None:
    before, after = provided(in_portfolio("C5", 90)), provided(in_portfolio("C5", 91))
    assert (before.is_problem_asset, before.is_defaulted, before.stops_revenue) == (False, False, False)
    assert (after.is_problem_asset, after.is_defaulted, after.stops_revenue) == (True, True, True)
    assert (before.incurred_cents, before.additional_cents) == (0, 38_000)
    assert (after.incurred_cents, after.additional_cents) == (50_000, 3_400), "art. 79: separadas"
    assert (before.months, after.months) == (None, 0)


@pytest.mark.parametrize(
    "months, cents",
    [
        # incurred and additional, C1 to C5, of R$ 1.000,00
        (1, ((10_000, 4_500), (33_400, 3_400), (48_700, 3_700), (39_500, 4_500), (53_400, 3_400))),
        (13, ((64_000, 4_500), (74_200, 3_400), (93_100, 3_700), (93_500, 4_500), (94_200, 3_400))),
        # art. 78, § 2: 96.8 + 3.7, 98 + 4.5 and 97.6 + 3.4 exceed 100
        (14, ((68_500, 4_500), (77_600, 3_400), (96_800, 3_200), (98_000, 2_000), (97_600, 2_400))),
        (15, ((73_000, 4_500), (81_000, 3_400), (100_000, 0), (100_000, 0), (100_000, 0))),
        (19, ((91_000, 4_500), (94_600, 3_400), (100_000, 0), (100_000, 0), (100_000, 0))),
        # 95.5 + 4.5 is 100 exactly; 98 + 3.4 exceeds
        (20, ((95_500, 4_500), (98_000, 2_000), (100_000, 0), (100_000, 0), (100_000, 0))),
        (21, ((100_000, 0),) * 5),
        (60, ((100_000, 0),) * 5),
    ],
)
def test_months_since_default(months: int, cents: tuple[tuple[int, int], ...]) -> None:
    # default on 15/10 `months` months before 31/10/2026
    year, month = divmod(2026 * 12 + 9 - months, 12)
    due_date = date(year, month + 1, 15) - timedelta(days=91)
    found = [provided(in_portfolio(each, 0, oldest_due_date=due_date)) for each in tables.PORTFOLIOS]
    assert {each.months for each in found} == {months}
    assert tuple((each.incurred_cents, each.additional_cents) for each in found) == cents


@pytest.mark.parametrize(
    "due_date, on, default_date, calendar, anniversary",
    [
        # 01/08 + 91 = 31/10: 30 days left of August, 30, 31
        (date(2026, 8, 1), date(2026, 10, 31), date(2026, 10, 31), 0, 0),
        (date(2026, 8, 1), date(2026, 11, 1), date(2026, 10, 31), 1, 0),
        (date(2026, 8, 1), date(2026, 11, 30), date(2026, 10, 31), 1, 1),
        # 30/11 + 91 = 29/02 of a leap year: 31, 31, 29
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 2, 29), 0, 0),
        (date(2027, 11, 30), date(2028, 3, 1), date(2028, 2, 29), 1, 0),
        (date(2027, 11, 30), date(2028, 3, 28), date(2028, 2, 29), 1, 0),
        (date(2027, 11, 30), date(2028, 3, 29), date(2028, 2, 29), 1, 1),
        # 29/11 (a Sunday, unpaid long after it) + 91 = 28/02 of a common year: 1, 31, 31, 28
        (date(2026, 11, 29), date(2027, 2, 28), date(2027, 2, 28), 0, 0),
        (date(2026, 11, 29), date(2027, 3, 27), date(2027, 2, 28), 1, 0),
        (date(2026, 11, 29), date(2027, 3, 28), date(2027, 2, 28), 1, 1),
    ],
)
def test_month_edges(due_date: date, on: date, default_date: date, calendar: int, anniversary: int) -> None:
    late = operation(installments=(Installment(due_date, 10_000),))
    found = provided(late, on)
    assert (found.default_date, found.months) == (default_date, calendar)
    assert provided(late, on, ANNIVERSARY).months == anniversary


def test_the_day_before_ninety_one_is_no_default() -> None:
    eve = provided(operation(installments=(Installment(date(2026, 8, 2), 10_000),)))
    assert (eve.days, eve.is_defaulted, eve.default_date) == (90, False, None)


@pytest.mark.parametrize(
    "days, default_date, months",
    [(91, OCTOBER_2026, 0), (121, date(2026, 10, 1), 0), (122, date(2026, 9, 30), 1)],
)
def test_default_date_from_days_alone(days: int, default_date: date, months: int) -> None:
    found = provided(operation(days=days))
    assert (found.default_date, found.months) == (default_date, months)


def test_the_cap_is_on_the_amount() -> None:
    # R$ 1,00 in C1 20 months on: 95.5% rounds to 0,96 and 4.5% to 0,05; together 1,01
    due_date = date(2025, 2, 15) - timedelta(days=91)
    found = provided(in_portfolio("C1", 0, balance_cents=100, oldest_due_date=due_date))
    assert (found.months, found.incurred_cents, found.additional_cents) == (20, 96, 4), "art. 78, § 2º"


@pytest.mark.parametrize(
    "facts, cents, because",
    [
        ({"given_days": 0}, 500, "§ 6º: 0,5%, não 1,9%"),
        ({"given_days": 14}, 500, "até quatorze dias"),
        ({"given_days": 15}, 7_500, "do 15º em diante, Anexo II, C5"),
        ({"given_days": 14, "guarantee_kinds": ("real_estate_fiduciary",)}, 500, "qualquer carteira"),
        ({"given_days": 0, "triggers": ("court_measure",)}, 53_400, "§ 6º só afasta o inciso I do § 1º"),
        ({"given_days": 91}, 53_400, "inadimplida"),
        ({"product_kind": "personal_loan", "is_payroll": True}, 500, "crédito pessoal com consignação"),
        ({"product_kind": "personal_loan", "is_payroll": False}, 1_900, "sem consignação"),
        ({"product_kind": "consumer_financing", "is_payroll": True}, 1_900, "não é crédito pessoal"),
    ],
)
def test_payroll_loans(facts: dict[str, Any], cents: int, because: str) -> None:
    found = provided(operation(**{"product_kind": "payroll_loan", **facts}))
    assert found.provision_cents == cents, f"art. 78, {because}"


@pytest.mark.parametrize(
    "facts, incurred, because",
    [
        ({"given_days": 0}, 0, "em dia"),
        ({"given_days": 90}, 0, "até 90 dias só haveria o art. 78"),
        ({"triggers": ("restructuring",)}, 0, "problemático, não inadimplido"),
        ({"given_days": 91}, 50_000, "o art. 76 continua"),
    ],
)
def test_federal_programmes_have_no_additional_provision(facts: dict[str, Any], incurred: int, because: str) -> None:
    found = provided(operation(is_federal_programme=True, **facts))
    assert (found.incurred_cents, found.additional_cents) == (incurred, 0), f"art. 78, § 5º: {because}"


@pytest.mark.parametrize(
    "facts, components, because",
    [
        ({}, (0, 53_400, 46_600), "problemática e não inadimplida"),
        ({"given_days": 91}, (50_000, 3_400, 46_600), "inadimplida"),
        ({"is_federal_programme": True}, (0, 0, 100_000), "sem o art. 78"),
    ],
)
def test_renegotiated_write_off(facts: dict[str, Any], components: tuple[int, int, int], because: str) -> None:
    found = provided(operation(renegotiates_write_off=True, is_renegotiated=True, **facts))
    assert (found.incurred_cents, found.additional_cents, found.excess_cents) == components, because
    assert found.provision_cents == 100_000, "CMN 4.966, art. 49, § 2º: 100%"
    assert found.is_problem_asset and found.stops_revenue


@pytest.mark.parametrize("portfolio", tables.PORTFOLIOS)
def test_provision_never_falls_as_days_grow_and_never_exceeds_the_balance(portfolio: str) -> None:
    amounts = [provided(in_portfolio(portfolio, days, balance_cents=123_457)).provision_cents for days in range(900)]
    assert amounts == sorted(amounts)
    assert amounts[-1] == 123_457
