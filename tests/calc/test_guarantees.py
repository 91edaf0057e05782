"""Portfolios C1 to C5 from guarantees and product: Res. BCB 352, art. 81, and the choice of § 1."""

from __future__ import annotations

from itertools import permutations

import pytest

from coopcli.calc.guarantees import preference

from .building import OCTOBER_2026, Row, by_contract, classify_losses, contract, rulebook


def chosen(product: str, *guarantees: str, guarantor: bool = False) -> tuple[str, str]:
    """Return the portfolio and the article of an operation with these guarantees."""
    rows: dict[str, list[Row]] = {
        "contracts": [contract("0", document="9" * 11, product_kind="leasing"), contract("1", product_kind=product)],
        "guarantees": [{"contract_id": "1", "guarantee_kind": kind} for kind in guarantees],
        "guarantors": [{"contract_id": "1", "document": "00000000191"}] if guarantor else [],
    }
    found = by_contract(classify_losses(rows))["1"]
    return found["risk_class"], found["class_article"]


def test_the_order_of_section_1() -> None:
    """Annex I, under one month: C1 5,5% < C2 30% < C4 35% < C3 45% < C5 50%."""
    rule = rulebook().in_force("provisioning/bcb-352-2023", OCTOBER_2026)
    assert preference(rule) == ["C1", "C2", "C4", "C3", "C5"]


@pytest.mark.parametrize(
    "product, guarantees, expected, because",
    [
        ("working_capital", (), ("C4", "art. 81, IV, a"), "capital de giro sem garantia"),
        ("working_capital", ("none",), ("C4", "art. 81, IV, a"), "'sem garantia' não é garantia"),
        ("personal_loan", (), ("C5", "art. 81, V, a"), "crédito pessoal"),
        ("other", (), ("C5", "art. 81, V, b"), "os demais"),
        ("working_capital", ("other_real",), ("C3", "art. 81, III, c"), "com garantia já não é C4"),
        ("personal_loan", ("deposits",), ("C2", "art. 81, II, c"), "depósito"),
        ("personal_loan", ("other_mortgage", "real_estate_fiduciary"), ("C1", "art. 81, I, a"), "5,5% < 45%"),
        ("personal_loan", ("none", "other_mortgage"), ("C3", "art. 81, III, c"), "uma garantia basta"),
        ("leasing", (), ("C2", "art. 81, II, a"), "arrendamento"),
        ("leasing", ("personal_guarantee",), ("C2", "art. 81, II, a"), "o produto tem a menor: 30% < 45%"),
        ("leasing", ("sovereign_guarantee",), ("C1", "art. 81, I, b"), "a garantia tem a menor: 5,5% < 30%"),
        ("receivables_discount", (), ("C3", "art. 81, III, a"), "desconto"),
        ("receivables_discount", ("federal_securities",), ("C2", "art. 81, II, d"), "30% < 45%"),
    ],
)  # fmt: skip
def test_portfolio(product: str, guarantees: tuple[str, ...], expected: tuple[str, str], because: str) -> None:
    assert chosen(product, *guarantees) == expected, because


def test_a_guarantor_is_a_personal_guarantee() -> None:
    assert chosen("personal_loan", guarantor=True) == ("C3", "art. 81, III, c")
    assert chosen("personal_loan", "deposits", guarantor=True) == ("C2", "art. 81, II, c")


def test_of_equal_portfolios_the_product_and_then_the_first_of_the_norm() -> None:
    assert chosen("leasing", "deposits") == ("C2", "art. 81, II, a")
    kinds = ("credit_insurance_unrelated", "deposits", "pledge_of_goods", "other_mortgage")
    assert {chosen("personal_loan", *order) for order in permutations(kinds)} == {("C2", "art. 81, II, b")}


def test_guarantees_of_other_contracts_and_of_none() -> None:
    rows = {
        "contracts": [contract("1"), contract("2", balance_cents=0), contract("3", document="3" * 11)],
        "guarantees": [{"contract_id": key, "guarantee_kind": "deposits"} for key in ("2", "99", "3")],
    }
    found = by_contract(classify_losses(rows))
    assert {key: row["risk_class"] for key, row in found.items()} == {"1": "C4", "3": "C2"}
