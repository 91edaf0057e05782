"""Portfolios C1 to C5: Res. BCB 352/2023, art. 81."""

from __future__ import annotations

from .operation import Operation

BY_GUARANTEE = {
    "real_estate_fiduciary": ("C1", "art. 81, I, a"),
    "sovereign_guarantee": ("C1", "art. 81, I, b"),
    "first_mortgage_residential": ("C2", "art. 81, II, b"),
    "pledge_of_goods": ("C2", "art. 81, II, b"),
    "movable_fiduciary": ("C2", "art. 81, II, b"),
    "deposits": ("C2", "art. 81, II, c"),
    "federal_securities": ("C2", "art. 81, II, d"),
    "authorized_institution_guarantee": ("C2", "art. 81, II, e"),
    "credit_insurance_unrelated": ("C2", "art. 81, II, f"),
    "receivables_assignment": ("C3", "art. 81, III, b"),
    "other_mortgage": ("C3", "art. 81, III, c"),
    "personal_guarantee": ("C3", "art. 81, III, c"),
    "other_real": ("C3", "art. 81, III, c"),
    "other_credit_insurance": ("C3", "art. 81, III, c"),
}

BY_PRODUCT = {
    # what the operation is, whatever guarantees it has
    "leasing": ("C2", "art. 81, II, a"),
    "receivables_discount": ("C3", "art. 81, III, a"),
}

BY_PRODUCT_UNSECURED = {
    # "sem garantias ou colaterais"
    "working_capital": ("C4", "art. 81, IV, a"),
    "exchange_advance": ("C4", "art. 81, IV, a"),
    "private_securities": ("C4", "art. 81, IV, a"),
    "rural_investment": ("C4", "art. 81, IV, b"),
    "payroll_loan": ("C5", "art. 81, V, a"),
    "personal_loan": ("C5", "art. 81, V, a"),
    "consumer_financing": ("C5", "art. 81, V, a"),
    "rural_other": ("C5", "art. 81, V, a"),
    "revolving": ("C5", "art. 81, V, a"),
    "import_financing": ("C5", "art. 81, V, b"),
    "overdraft": ("C5", "art. 81, V, b"),
    "real_estate": ("C5", "art. 81, V, b"),
    "other": ("C5", "art. 81, V, b"),
}

RISING_FIRST_MONTH = ("C1", "C2", "C4", "C3", "C5")
"""Annex I under one month: 5.5 < 30 < 35 < 45 < 50, the order in which § 1 chooses."""


def portfolio_of(operation: Operation) -> tuple[str, str]:
    """Return the portfolio and its article; of several, the one of least provision (§ 1, no proportion)."""
    fits = [BY_GUARANTEE[kind] for kind in operation.guarantee_kinds if kind != "none"]
    if operation.product_kind in BY_PRODUCT:
        fits.append(BY_PRODUCT[operation.product_kind])
    if not fits:
        return BY_PRODUCT_UNSECURED[operation.product_kind]
    return min(fits, key=lambda fit: RISING_FIRST_MONTH.index(fit[0]))
