"""Instalments by the Price table, exact: a rate and a term give a fraction, and only the amount is rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)
def factor(monthly_rate: Decimal, count: int) -> Fraction:
    """Return the instalment of one centavo lent at ``monthly_rate`` (a fraction) for ``count`` months.

    The first falls due a month after the loan: i ÷ (1 − (1 + i)^−n); without interest, 1 ÷ n.
    """
    rate = Fraction(monthly_rate)
    if not rate:
        return Fraction(1, count)
    grown = (1 + rate) ** count
    return rate * grown / (grown - 1)


def installment(cents: int, monthly_rate: Decimal, count: int) -> int:
    """Return the instalment of a loan, rounded half up to the centavo."""
    exact = cents * factor(monthly_rate, count)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def largest_loan(installment_cents: int, monthly_rate: Decimal, count: int) -> int:
    """Return the largest loan whose instalment, once rounded, is no more than ``installment_cents`` (0: none)."""
    if installment_cents <= 0:
        return 0
    edge = (Fraction(installment_cents) + Fraction(1, 2)) / factor(monthly_rate, count)
    return -(-edge.numerator // edge.denominator) - 1
