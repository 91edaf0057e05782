"""Limits, rates and instalments of proposals, in round amounts, on both sides of each edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from coopcli.calc.desk.price import largest_loan
from coopcli.results.desk import DOES_NOT_FIT, FITS, NOT_TOLD

from .building import ANA, BIA, FIRM, answer, desk, loan, only, proposal

GOOD = [answer("2B", "1"), answer("5A", "1")]
CAPITAL = [{"capital_account_id": "1", "document": ANA, "paid_in_cents": 500_001}]


def decided(*, contracts: Any = (), installments: Any = (), equity: int | None = 1_200_000_000, groups: Any = (),
            **changes: Any) -> Any:  # fmt: skip
    """Return the desk's results for the usual proposal with changes, rated A."""
    typed = [*GOOD, answer("1C", "1"), answer("4A", "1", reason="margem livre")]
    return desk(proposals=[proposal(**changes)], questionnaire_answers=typed, share_capital=CAPITAL, equity=equity,
                contracts=contracts, installments=installments, economic_groups=groups)  # fmt: skip


def limits(found: Any) -> pd.DataFrame:
    return found.limits.set_index("limit")


@pytest.mark.parametrize(
    ("margin", "fits", "left"),
    [(9_168, FITS, 0), (9_167, DOES_NOT_FIT, -1), (None, NOT_TOLD, None)],
)
def test_payroll_margin(margin: int | None, fits: str, left: int | None) -> None:
    """R$ 1.000,00 in 12 at 1,50%: 1.000 × 0,015 × 1,015¹² ÷ (1,015¹² − 1) = 91,68 (1,015¹² = 1,1956182)."""
    found = limits(decided(payroll_margin_cents=margin)).loc["margem consignável apurada"]
    assert (found["new_cents"], found["fits"]) == (9_168, fits)
    assert left is None or found["left_cents"] == left


@pytest.mark.parametrize(("income", "fits"), [(30_750, FITS), (30_749, DOES_NOT_FIT)])
def test_thirty_percent_of_net_income(income: int, fits: str) -> None:
    """By account, 1,60%: 1.000 × 0,016 × 1,20983 ÷ 0,20983 = 92,25; 30% of 307,50 is 92,25, of 307,49 it is 92,247."""
    found = limits(decided(payment_method="account_debit", net_income_cents=income))
    row = found.loc["30% da renda líquida mensal comprovada"]
    assert (row["new_cents"], row["fits"]) == (9_225, fits)


def test_net_income_pays_what_is_in_course_first() -> None:
    """30% of R$ 1.000,00 is 300,00; 250,00 are in course: 50,00 are left for the new instalment of 92,25."""
    due = [{"contract_id": "7", "installment_number": 1, "due_date": date(2026, 11, 10), "amount_cents": 25_000,
            "paid_cents": 0}]  # fmt: skip
    found = decided(payment_method="account_debit", net_income_cents=100_000, contracts=[loan("7", ANA)],
                    installments=due)  # fmt: skip
    row = limits(found).loc["30% da renda líquida mensal comprovada"]
    assert (row["limit_cents"], row["used_cents"], row["left_cents"]) == (30_000, 25_000, -4_225)
    assert row["largest_cents"] == largest_loan(5_000, Decimal("0.016"), 12)


def company(**changes: Any) -> pd.DataFrame:
    told = {"document": FIRM, "person_type": "PJ", "payment_method": "account_debit", "product_kind": "working_capital",
            "annual_revenue_cents": 12_000_000, "net_equity_cents": 1_000_000, "credit_title": "promissory_note",
            "net_income_cents": None, "payroll_margin_cents": None}  # fmt: skip
    return limits(decided(**(told | changes)))


@pytest.mark.parametrize(
    ("changes", "limit", "cents"),
    [
        ({}, "40% do faturamento médio com nota promissória", 400_000),
        ({"guarantee_kind": "receivables_assignment"}, "80% do faturamento médio com garantia de recebíveis", 800_000),
        ({"is_new_company": True},
         "empresa recém-constituída: 30% do faturamento médio mais 30% do patrimônio líquido", 600_000),
        ({"is_new_company": True, "net_equity_cents": -1},
         "empresa recém-constituída: 30% do faturamento médio mais 30% do patrimônio líquido", 300_000),
    ],
)  # fmt: skip
def test_companies(changes: dict[str, Any], limit: str, cents: int) -> None:
    """R$ 120.000,00 a year are 10.000,00 a month; 30% of the net equity of 10.000,00 are 3.000,00, of a debt nothing."""
    for amount, fits in ((cents, FITS), (cents + 1, DOES_NOT_FIT)):
        row = company(**changes, amount_cents=amount).loc[limit]
        assert (row["limit_cents"], row["fits"], row["largest_cents"]) == (cents, fits, cents)


@pytest.mark.parametrize(
    "changes", [{"annual_revenue_cents": None}, {"is_new_company": True, "net_equity_cents": None}]
)
def test_company_that_does_not_tell(changes: dict[str, Any]) -> None:
    assert company(**changes)["fits"].tolist()[0] == NOT_TOLD


def test_company_that_the_figure_does_not_foresee() -> None:
    assert company(credit_title="bank_credit_note")["fits"].tolist()[0] == NOT_TOLD


@pytest.mark.parametrize(("amount", "fits"), [(180_000_000, FITS), (180_000_001, DOES_NOT_FIT)])
def test_fifteen_percent_of_the_reference_equity(amount: int, fits: str) -> None:
    """15% of R$ 12 milhões: 1.800.000,00."""
    row = limits(decided(amount_cents=amount)).loc["PR por devedor, com o grupo"]
    assert (row["limit_cents"], row["fits"]) == (180_000_000, fits)


def test_the_group_counts_and_the_renegotiated_does_not() -> None:
    """Ana owes 1.000,00 and her group another 1.000,00; what the proposal renegotiates leaves."""
    groups = [{"document": d, "group_id": "G"} for d in (ANA, BIA)]
    contracts = [loan("7", ANA), loan("8", BIA)]
    both = limits(decided(contracts=contracts, groups=groups)).loc["PR por devedor, com o grupo"]
    one = limits(decided(contracts=contracts, groups=groups, renegotiates="7")).loc["PR por devedor, com o grupo"]
    assert (both["used_cents"], one["used_cents"]) == (200_000, 100_000)


def test_somebody_elses_contract_is_not_renegotiated() -> None:
    found = decided(contracts=[loan("7", ANA), loan("8", BIA)], renegotiates="8")
    assert limits(found).loc["PR por devedor, com o grupo", "used_cents"] == 100_000


def test_the_other_proposals_of_the_group_are_told() -> None:
    found = desk(proposals=[proposal("P1"), proposal("P2", amount_cents=200_000)])
    used = found.limits.loc[found.limits["limit"].str.startswith("o mesmo"), "used_cents"].tolist()
    assert used == [200_000, 100_000]


def test_without_reference_equity_nobody_is_guessed() -> None:
    found = decided(equity=None)
    assert limits(found).loc["PR por devedor, com o grupo", "fits"] == NOT_TOLD
    summary = only(found.summary)
    assert pd.isna(summary["authority_title"]) and pd.isna(summary["largest_cents"])


@pytest.mark.parametrize(
    ("changes", "rate", "because"),
    [
        ({}, 0.015, "A na folha: 1,50%"),
        ({"payment_method": "account_debit"}, 0.016, "+ 0,10%"),
        ({"payment_method": "cheque"}, 0.0165, "+ 0,15%"),
        ({"payment_method": "slip", "guarantor_document": BIA}, 0.016, "+ 0,20% − 0,10%"),
        ({"guarantor_document": BIA}, 0.014, "− 0,10%"),
        ({"guarantee_kind": "movable_fiduciary", "guarantee_cents": 100_000}, 0.014, "− 0,10%"),
        ({"guarantor_document": BIA, "credit_line": "Empréstimos Promocionais"}, 0.015, "promocional: sem redução"),
        ({"payment_method": "slip"}, None, "boleto sem avalista não está na tabela"),
        ({"payment_method": None}, None, "pagamento não informado"),
    ],
)
def test_rate(changes: dict[str, Any], rate: float | None, because: str) -> None:
    found = only(decided(**changes).summary)["monthly_rate"]
    assert (pd.isna(found) and rate is None) or found == rate, because


@pytest.mark.parametrize(
    ("paid", "count", "rate", "because"),
    [
        (6, 10, 0.015, "60% pagas: taxa do rating"),
        (5, 10, 0.025, "50% exatos não são mais de 50%: a mesma taxa"),
        (6, 11, 0.015, "54,5%"),
        (5, 11, 0.025, "45,5%"),
        (None, 10, 0.025, "não informado: a mesma taxa"),
        (0, 0, 0.025, "sem parcelas: a mesma taxa"),
    ],
)
def test_rate_of_a_renegotiation(paid: int | None, count: int, rate: float, because: str) -> None:
    old = loan("7", ANA, paid_installment_count=paid, installment_count=count)
    found = only(decided(contracts=[old], renegotiates="7").summary)
    assert found["monthly_rate"] == rate, because


def test_rate_of_an_unknown_renegotiated_contract_is_none() -> None:
    assert pd.isna(only(decided(renegotiates="404").summary)["monthly_rate"])


def test_refused_levels_have_no_rate() -> None:
    found = only(desk(proposals=[proposal(has_restrictions=True)], members=[]).summary)
    assert found["level"] in "DEFGH"
    assert pd.isna(found["monthly_rate"])
    assert pd.isna(found["installment_cents"])


def test_largest_is_the_least_of_the_limits() -> None:
    """R$ 92,00 of margin at 1,50% in 12: (92,00 + 0,005) ÷ 0,09168 = 1.003,54…, less than 15% of the equity."""
    found = only(decided(payroll_margin_cents=9_200).summary)
    assert found["largest_cents"] == largest_loan(9_200, Decimal("0.015"), 12) == 100_354
    assert found["binding_limit"] == "margem consignável apurada"


@pytest.mark.parametrize("count", [0])
def test_no_instalments_is_no_division_by_zero(count: int) -> None:
    assert pd.isna(only(decided(installment_count=count).summary)["installment_cents"])


@pytest.mark.parametrize("margin", [9_200, 33_333, 100_001])
@pytest.mark.parametrize("method", ["payroll", "account_debit"])
def test_the_largest_amount_fits_every_limit_and_a_centavo_more_does_not(margin: int, method: str) -> None:
    """Proposed again at the largest amount that was told, with the rating held by a typed answer with its reason."""
    told = {
        "payment_method": method,
        "payroll_margin_cents": margin,
        "net_income_cents": margin,
        "installment_count": 36,
    }
    largest = int(only(decided(**told).summary)["largest_cents"])
    assert set(decided(**told, amount_cents=largest).limits["fits"]) == {FITS}
    assert DOES_NOT_FIT in set(decided(**told, amount_cents=largest + 1).limits["fits"])
