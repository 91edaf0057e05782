"""Reais as Decimal, rounded half up to the centavo once a component."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENTAVO = Decimal("0.01")
HUNDRED = Decimal(100)


def share_cents(balance_cents: int, percent: Decimal) -> int:
    """Return ``percent`` (12.5 means 12,5%) of the balance."""
    reais = Decimal(balance_cents) / HUNDRED
    part = (reais * percent / HUNDRED).quantize(CENTAVO, ROUND_HALF_UP)
    return int(part * HUNDRED)
