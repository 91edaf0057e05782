"""Instalments by the Price table, by hand and by what they must do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.desk.price import installment, largest_loan

RATES = st.integers(0, 1_000).map(lambda n: Decimal(n).scaleb(-4))


@pytest.mark.parametrize(
    ("cents", "rate", "count", "expected", "because"),
    [
        (120_000, "0", 12, 10_000, "sem juros: 1.200,00 ÷ 12"),
        (100_000, "0", 3, 33_333, "1.000,00 ÷ 3 = 333,33…, para baixo"),
        (200_000, "0", 3, 66_667, "2.000,00 ÷ 3 = 666,66…, para cima"),
        (100_000, "0.10", 1, 110_000, "uma parcela: 1.000,00 × 1,10"),
        (210_000, "0.10", 2, 121_000, "1,1² ÷ 2,1 × 0,1… : 2.100,00 × 0,1 × 1,21 ÷ 0,21 = 1.210,00"),
        (100_000, "0.01", 12, 8_885, "1.000,00 × 0,01 ÷ (1 − 1,01⁻¹²) = 1.000,00 × 0,0888488 = 88,85"),
        (331_000, "0.10", 3, 133_100, "3.310,00 × 0,1 × 1,331 ÷ 0,331 = 1.331,00"),
    ],
)
def test_installment(cents: int, rate: str, count: int, expected: int, because: str) -> None:
    assert installment(cents, Decimal(rate), count) == expected, because


def test_half_a_centavo_rounds_up() -> None:
    """R$ 0,01 em duas parcelas sem juros: meio centavo cada, que sobe para um."""
    assert installment(1, Decimal(0), 2) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**9), RATES, st.integers(1, 120))
def test_largest_loan_is_the_last_that_fits(limit: int, rate: Decimal, count: int) -> None:
    most = largest_loan(limit, rate, count)
    assert installment(most, rate, count) <= limit < installment(most + 1, rate, count)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**9), RATES, st.integers(1, 60))
def test_schedule_pays_the_debt(cents: int, rate: Decimal, count: int) -> None:
    """Independent of the formula: paying the exact instalment each month leaves next to nothing at the end."""
    debt = Fraction(cents)
    paid = installment(cents, rate, count)
    for _ in range(count):
        debt = debt * (1 + Fraction(rate)) - paid
    worst = sum((1 + Fraction(rate)) ** n for n in range(count)) / 2
    assert abs(debt) <= worst


@pytest.mark.parametrize("limit", [0, -1])
def test_nothing_fits_in_nothing(limit: int) -> None:
    assert largest_loan(limit, Decimal("0.01"), 12) == 0
