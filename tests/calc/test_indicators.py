"""Indicators of delinquency, cover and quality, from a portfolio whose sums fit in the head."""

from __future__ import annotations

from datetime import date

import pytest

from coopcli.calc.indicators import indicators
from coopcli.results import Indicator

from .building import DECEMBER_2024, OCTOBER_2026, classify_levels, classify_losses, contract, rulebook

RULE = rulebook().in_force("indicators/delinquency", OCTOBER_2026)

# ten operations of R$ 1.000,00 (personal loans, C5), each of another person
DAYS = (0, 15, 16, 30, 31, 60, 61, 90, 91, 0)
CONTRACTS = [contract(f"{n}", days, document=f"{n:011d}", product_kind="personal_loan") for n, days in enumerate(DAYS)]


def found_on(on: date) -> dict[str, Indicator]:
    classify = classify_levels if on <= DECEMBER_2024 else classify_losses
    portfolio, classification = classify({"contracts": CONTRACTS}, on)
    return {each.key: each for each in indicators(portfolio, classification.classified, RULE)}


@pytest.mark.parametrize(
    "key, numerator, denominator, because",
    [
        ("INAD15", 700_000, 1_000_000, "mais de 15 dias: 16, 30, 31, 60, 61, 90 e 91"),
        ("INAD30", 500_000, 1_000_000, "mais de 30: 31, 60, 61, 90 e 91"),
        ("INAD90", 100_000, 1_000_000, "mais de 90: só 91"),
        ("PAR 30", 500_000, 1_000_000, "mais de 30"),
        ("PAR 60", 300_000, 1_000_000, "mais de 60: 61, 90 e 91"),
        ("PAR 90", 100_000, 1_000_000, "mais de 90"),
        # C5: 2 × 19,00 + 3 × 75,00 (15, 16, 30) + 2 × 150,00 (31, 60) + 2 × 380,00 (61, 90) + 534,00 (91)
        ("IPROV", 185_700, 1_000_000, "38 + 225 + 300 + 760 + 534 = 1.857,00"),
        ("IC", 185_700, 100_000, "1.857,00 de provisão sobre 1.000,00 acima de 90 dias"),
    ],
)
def test_indicators_of_2026(key: str, numerator: int, denominator: int, because: str) -> None:
    one = found_on(OCTOBER_2026)[key]
    assert (one.numerator_cents, one.denominator_cents) == (numerator, denominator), because
    assert one.value == numerator / denominator


def test_quality_needs_levels() -> None:
    assert "IQC" not in found_on(OCTOBER_2026)
    one = found_on(DECEMBER_2024)["IQC"]
    assert (one.numerator_cents, one.denominator_cents) == (300_000, 1_000_000)  # D: 61 and 90; E: 91


def test_provision_of_2024() -> None:
    """A: 2 × 5,00; B: 3 × 10,00; C: 2 × 30,00; D: 2 × 100,00; E: 300,00 = 600,00."""
    assert found_on(DECEMBER_2024)["IPROV"].numerator_cents == 60_000


def test_nothing_over_nothing_is_no_number() -> None:
    portfolio, classification = classify_losses({})
    assert all(each.value is None for each in indicators(portfolio, classification.classified, RULE))


def test_cover_without_delinquency_is_no_number() -> None:
    portfolio, classification = classify_losses({"contracts": [contract("1")]})
    cover = {each.key: each for each in indicators(portfolio, classification.classified, RULE)}["IC"]
    assert (cover.numerator_cents, cover.denominator_cents, cover.value) == (1_900, 0, None)
