"""Res. BCB 352/2023 over whole portfolios, arts. 76 to 79: R$ 1.000,00 each unless said otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from .building import (
    ANNIVERSARY,
    OCTOBER_2026,
    Row,
    classify_losses,
    components,
    contract,
    installment,
    provided,
    provided_alone,
    trigger,
)

C1, C2, C3 = "real_estate_fiduciary", "deposits", "other_mortgage"


@pytest.mark.parametrize(
    "days, c1, c2, c3, c4, c5, because",
    [
        (0, 1_400, 1_400, 1_900, 1_900, 1_900, "Anexo II, de zero a 14 dias"),
        (14, 1_400, 1_400, 1_900, 1_900, 1_900, "Anexo II, de zero a 14 dias"),
        (15, 3_500, 3_500, 3_500, 3_500, 7_500, "Anexo II, de 15 a 30 dias"),
        (30, 3_500, 3_500, 3_500, 3_500, 7_500, "Anexo II, de 15 a 30 dias"),
        (31, 4_500, 6_000, 13_000, 13_000, 15_000, "Anexo II, de 31 a 60 dias"),
        (60, 4_500, 6_000, 13_000, 13_000, 15_000, "Anexo II, de 31 a 60 dias"),
        (61, 5_000, 17_000, 32_000, 32_000, 38_000, "Anexo II, de 61 a 90 dias"),
        (90, 5_000, 17_000, 32_000, 32_000, 38_000, "90 dias não é superior a 90"),
        (91, 10_000, 33_400, 48_700, 39_500, 53_400, "inadimplido hoje: Anexo I menor que 1 mês + art. 78, § 1º, III"),
    ],
)
def test_provision_by_portfolio_and_delay(days: int, c1: int, c2: int, c3: int, c4: int, c5: int, because: str) -> None:
    contracts = [contract(f"C{n}", days, document=f"{n}" * 11, product_kind="working_capital") for n in (1, 2, 3, 4)]
    contracts.append(contract("C5", days, document="5" * 11, product_kind="personal_loan"))
    guarantees = [{"contract_id": f"C{n}", "guarantee_kind": kind} for n, kind in enumerate((C1, C2, C3), start=1)]
    found = provided({"contracts": contracts, "guarantees": guarantees})
    assert [found[key]["risk_class"] for key in found] == ["C1", "C2", "C3", "C4", "C5"]
    assert [row["provision_cents"] for row in found.values()] == [c1, c2, c3, c4, c5], because
    late = days > 90
    for row in found.values():
        assert (row["is_problem_asset"], row["is_defaulted"], row["stops_revenue"]) == (late, late, late)
        assert (row["incurred_cents"] > 0) is late


def test_the_components_of_a_default_are_kept_apart() -> None:
    found = provided_alone(contract("1", 91, product_kind="personal_loan"))
    # art. 79, I: 50% of Annex I; II: 3,4% of art. 78, § 1º, III
    assert components(found) == (50_000, 3_400, 0)
    assert (found["default_date"], found["months_since_default"]) == (OCTOBER_2026, 0)


def defaulted_on(day: date, **facts: Any) -> Row:
    """Return a contract whose oldest instalment became 91 days late on ``day``."""
    return contract("1", 0, oldest_due_date=day - timedelta(days=91), exported_days_past_due=None, **facts)


@pytest.mark.parametrize(
    "default, on, calendar, anniversary, because",
    [
        (date(2026, 10, 31), OCTOBER_2026, 0, 0, "inadimplido na data-base"),
        (date(2026, 10, 1), OCTOBER_2026, 0, 0, "mesmo mês; de aniversário só em 01/11"),
        (date(2026, 9, 30), OCTOBER_2026, 1, 1, "um mês de calendário; de aniversário em 30/10"),
        (date(2026, 9, 1), date(2026, 9, 30), 0, 0, "o mês do inadimplemento não passou"),
        (date(2028, 2, 29), date(2028, 2, 29), 0, 0, "29/02/2028: 91º dia"),
        (date(2028, 2, 29), date(2028, 3, 1), 1, 0, "virou o mês; o aniversário é em 29/03"),
        (date(2028, 2, 29), date(2028, 3, 28), 1, 0, "véspera do aniversário"),
        (date(2028, 2, 29), date(2028, 3, 29), 1, 1, "aniversário"),
        (date(2027, 2, 28), date(2027, 3, 27), 1, 0, "ano comum: o aniversário de 28/02 é 28/03"),
        (date(2027, 2, 28), date(2027, 3, 28), 1, 1, "aniversário"),
        (date(2027, 1, 31), date(2027, 2, 28), 1, 0, "fevereiro não tem 31: o mês completa em 01/03"),
        (date(2027, 1, 31), date(2027, 3, 1), 2, 1, "Código Civil, art. 132, § 3º"),
        (date(2024, 12, 31), OCTOBER_2026, 22, 22, "de 12/2024 a 10/2026"),
    ],
)
def test_months_since_default(default: date, on: date, calendar: int, anniversary: int, because: str) -> None:
    one = defaulted_on(default)
    by_calendar, by_anniversary = provided_alone(one, on=on), provided_alone(one, ANNIVERSARY, on=on)
    assert (by_calendar["default_date"], by_anniversary["default_date"]) == (default, default)
    assert by_calendar["months_since_default"] == calendar, because
    assert by_anniversary["months_since_default"] == anniversary, because


def test_both_countings_are_told_where_they_differ() -> None:
    """29/02/2028 to 01/03/2028: one month of the calendar, none by anniversary; 31/12/2024 to 31/10/2026: 22 both."""
    one = defaulted_on(date(2028, 2, 29))
    on = date(2028, 3, 1)
    found = [provided_alone(one, *choices, on=on) for choices in ((), (ANNIVERSARY,))]
    assert [(row["months_since_default"], row["other_months"]) for row in found] == [(1, 0), (0, 1)]
    assert provided_alone(defaulted_on(date(2024, 12, 31)))["other_months"] is None


@pytest.mark.parametrize("on, defaulted", [(date(2028, 2, 28), False), (date(2028, 2, 29), True)])
def test_the_91st_day_on_a_leap_day(on: date, defaulted: bool) -> None:
    """30/11/2027 + 91 days = 31 (December) + 31 (January) + 29 (February) = 29/02/2028."""
    rows = {"contracts": [contract("1")], "installments": [installment("1", date(2027, 11, 30))]}
    assert provided(rows, on=on)["1"]["is_defaulted"] is defaulted


@pytest.mark.parametrize(
    "months, incurred, because",
    [
        (1, 10_000, "Anexo I, C1, de 1 a menos de 2 meses: 10%"),
        (14, 68_500, "C1: 68,5%"),
        (20, 95_500, "C1, de 20 a menos de 21 meses: 95,5%"),
        (21, 100_000, "C1, 21 meses ou mais: 100%"),
        (60, 100_000, "C1, muito depois: 100%"),
    ],
)
def test_annex_i_by_months(months: int, incurred: int, because: str) -> None:
    year, month = divmod(2026 * 12 + 10 - 1 - months, 12)
    one = defaulted_on(date(year, month + 1, 15))
    found = provided_alone(one, guarantees=[{"contract_id": "1", "guarantee_kind": C1}])
    assert (found["months_since_default"], found["incurred_cents"]) == (months, incurred), because
    assert found["provision_cents"] == min(incurred + 4_500, 100_000)  # art. 78, § 1º, III: + 4,5%; § 2º: at most all


@pytest.mark.parametrize(
    "balance, incurred, additional, because",
    [
        (100, 96, 4, "95,5% de R$ 1,00 = 0,955 → 0,96; 4,5% = 0,045 → 0,05, mas só cabem 0,04 (art. 78, § 2º)"),
        (200, 191, 9, "1,91 + 0,09 = 2,00"),
        (1, 1, 0, "R$ 0,01: 0,00955 → 0,01, não sobra nada"),
        (100_000, 95_500, 4_500, "955,00 + 45,00"),
    ],
)
def test_the_cap_of_100_percent_in_centavos(balance: int, incurred: int, additional: int, because: str) -> None:
    """C1 at 20 months: 95,5% + 4,5% = 100%."""
    one = defaulted_on(date(2025, 2, 15), balance_cents=balance)
    found = provided_alone(one, guarantees=[{"contract_id": "1", "guarantee_kind": C1}])
    assert found["months_since_default"] == 20
    assert components(found) == (incurred, additional, 0), because


def test_a_bankrupt_company_is_provided_in_full_from_the_first_day() -> None:
    company = {"document": "11222333000181", "person_type": "PJ"}
    contracts = [contract("1", 0, **company), contract("2", 200, **company)]
    accounts: list[Row] = [
        {"account_id": "7", "document": "11222333000262", "overdraft_cents": 100_000, "overdraft_days": 3}
    ]
    sheet = [trigger("bankruptcy", contract_id="1")]
    found = provided({"contracts": contracts, "current_accounts": accounts, "problem_triggers": sheet})
    for row in found.values():  # art. 77: 100% incurred; nothing is left for art. 78 (§ 2º)
        assert components(row) == (100_000, 0, 0) and row["incurred_article"] == "art. 77"
    assert [row["is_defaulted"] for row in found.values()] == [False, True, False]


def test_bankruptcy_of_a_person_is_a_problem_but_not_article_77() -> None:
    found = provided_alone(
        contract("1", 0, product_kind="personal_loan"), problem_triggers=[trigger("bankruptcy", contract_id="1")]
    )
    assert components(found) == (0, 53_400, 0)  # art. 78, § 1º, II, C5: 53,4%


FEDERAL = ("provisioning/bcb-352-2023", "federal_programme_credit_lines", "7001 7002")


@pytest.mark.parametrize(
    "line, days, choices, expected, because",
    [
        ("7001", 0, (FEDERAL,), (0, 0, 0), "art. 78, § 5º: sem perda adicional"),
        ("7002", 90, (FEDERAL,), (0, 0, 0), "art. 78, § 5º"),
        ("7001", 91, (FEDERAL,), (50_000, 0, 0), "inadimplido: só a perda incorrida, 50%"),
        ("7003", 0, (FEDERAL,), (0, 1_900, 0), "outra linha: Anexo II"),
        (None, 0, (FEDERAL,), (0, 1_900, 0), "sem linha: Anexo II"),
        ("7001", 0, (), (0, 1_900, 0), "nenhuma linha declarada em coop.yaml"),
        (None, 0, (), (0, 1_900, 0), "sem linha e nenhuma declarada"),
    ],
)  # fmt: skip
def test_federal_programmes(
    line: str | None, days: int, choices: tuple[Any, ...], expected: tuple[int, int, int], because: str
) -> None:
    one = contract("1", days, product_kind="personal_loan", credit_line_code=line)
    assert components(provided_alone(one, *choices)) == expected, because


@pytest.mark.parametrize(
    "days, additional, because",
    [
        (0, 500, "art. 78, § 6º: 0,5%"),
        (14, 500, "até 14 dias"),
        (15, 7_500, "15 dias: Anexo II, C5, 7,5%"),
    ],
)
def test_payroll_loans(days: int, additional: int, because: str) -> None:
    assert components(provided_alone(contract("1", days, product_kind="payroll_loan"))) == (0, additional, 0), because


def test_a_payroll_loan_that_is_a_problem_loses_the_lower_rate() -> None:
    found = provided_alone(
        contract("1", 0, product_kind="payroll_loan"), problem_triggers=[trigger("restructuring", contract_id="1")]
    )
    assert components(found) == (0, 53_400, 0)


def test_the_renegotiation_of_what_was_written_off_is_provided_in_full() -> None:
    gone = {"contract_id": "9", "write_off_date": date(2026, 1, 5), "amount_cents": 1, "renegotiated_into": "1"}
    found = provided_alone(contract("1", 0, product_kind="personal_loan"), write_offs=[gone])
    # problem, not defaulted: 53,4% of art. 78, § 1º, II; the rest up to 100% (Res. 4.966, art. 49, § 2º) apart
    assert components(found) == (0, 53_400, 46_600)
    assert found["is_problem_asset"] and not found["is_defaulted"]


def test_an_official_regime_from_its_beginning() -> None:
    rows = {"contracts": [contract("1")]}
    assert classify_losses(rows, date(2025, 1, 1))[1].classified.official
    assert not classify_losses(rows, date(2024, 12, 31))[1].classified.official
