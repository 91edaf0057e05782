"""Portfolios of Res. BCB 352/2023, art. 81: every guarantee, every product, and several at once."""

from __future__ import annotations

import pytest

from . import bcb_352_tables as tables
from .building import operation
from .operation import GUARANTEE_KINDS, PRODUCT_KINDS
from .portfolios import portfolio_of


@pytest.mark.parametrize(
    "guarantee_kind, portfolio",
    [
        ("real_estate_fiduciary", "C1"), ("sovereign_guarantee", "C1"),
        ("first_mortgage_residential", "C2"), ("pledge_of_goods", "C2"), ("movable_fiduciary", "C2"),
        ("deposits", "C2"), ("federal_securities", "C2"), ("authorized_institution_guarantee", "C2"),
        ("credit_insurance_unrelated", "C2"),
        ("receivables_assignment", "C3"), ("other_mortgage", "C3"), ("personal_guarantee", "C3"),
        ("other_real", "C3"), ("other_credit_insurance", "C3"),
        ("none", "C5"),
    ],
)  # fmt: skip
def test_portfolio_by_guarantee(guarantee_kind: str, portfolio: str) -> None:
    assert portfolio_of(operation(guarantee_kinds=(guarantee_kind,)))[0] == portfolio


@pytest.mark.parametrize(
    "product_kind, portfolio",
    [
        ("leasing", "C2"), ("receivables_discount", "C3"),
        ("working_capital", "C4"), ("exchange_advance", "C4"), ("private_securities", "C4"),
        ("rural_investment", "C4"),
        ("payroll_loan", "C5"), ("personal_loan", "C5"), ("consumer_financing", "C5"), ("rural_other", "C5"),
        ("revolving", "C5"), ("import_financing", "C5"), ("overdraft", "C5"),
        ("real_estate", "C5"), ("other", "C5"),
    ],
)  # fmt: skip
def test_portfolio_without_guarantee(product_kind: str, portfolio: str) -> None:
    assert portfolio_of(operation(product_kind=product_kind))[0] == portfolio


@pytest.mark.parametrize(
    "product_kind, guarantee_kinds, portfolio, because",
    [
        ("other", ("personal_guarantee", "deposits"), "C2", "§ 1º: 30% < 45%"),
        ("other", ("personal_guarantee", "deposits", "real_estate_fiduciary"), "C1", "§ 1º: 5,5%"),
        ("other", ("none", "personal_guarantee"), "C3", "'none' não é garantia"),
        (
            "working_capital",
            ("personal_guarantee",),
            "C3",
            "C4 só sem garantias: o aval leva a C3",
        ),
        ("rural_investment", ("pledge_of_goods",), "C2", "idem, b"),
        ("receivables_discount", ("personal_guarantee",), "C3", "III, a e c"),
        ("receivables_discount", ("deposits",), "C2", "§ 1º por analogia"),
        ("leasing", ("personal_guarantee",), "C2", "II, a"),
        ("leasing", ("real_estate_fiduciary",), "C1", "§ 1º por analogia"),
    ],
)
def test_several_portfolios(product_kind: str, guarantee_kinds: tuple[str, ...], portfolio: str, because: str) -> None:
    for kinds in (guarantee_kinds, guarantee_kinds[::-1]):
        assert portfolio_of(operation(product_kind=product_kind, guarantee_kinds=kinds))[0] == portfolio, because


def test_every_kind_has_a_portfolio() -> None:
    for product_kind in PRODUCT_KINDS:
        for guarantee_kind in GUARANTEE_KINDS:
            any_kind = operation(product_kind=product_kind, guarantee_kinds=(guarantee_kind,))
            assert portfolio_of(any_kind)[0] in tables.PORTFOLIOS
