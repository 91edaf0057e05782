"""The desk that lends: members in turn, contract numbers in order, the usual terms of each product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coopcli.sample.loans import Account, Book, Loan
from coopcli.sample.people import Member

REFERENCE = date(2026, 10, 31)
NEXT_DUE = date(2026, 11, 10)
AUTHOR = "Comitê de Crédito"
BUSINESS = {
    "capital",
    "capital_short",
    "federal",
    "discount",
    "account_limit",
    "exchange",
    "import",
    "leasing",
}

USUAL_PRINCIPAL = {
    "payroll": 900_000,
    "personal": 600_000,
    "account_limit": 1_500_000,
    "capital_short": 2_000_000,
    "capital": 4_000_000,
    "federal": 5_000_000,
    "discount": 1_200_000,
    "vehicle": 3_500_000,
    "goods": 700_000,
    "rural": 3_000_000,
    "rural_investment": 5_000_000,
    "rural_sale": 2_500_000,
    "real_estate": 14_000_000,
    "leasing": 4_500_000,
    "exchange": 3_000_000,
    "import": 3_000_000,
    "card": 300_000,
}
"""What is usually lent, in centavos."""


@dataclass(slots=True)
class Desk:
    """Who gives each story its member and its number, and keeps the book."""

    book: Book
    persons: Iterator[Member]
    businesses: Iterator[Member]
    next_contract: int
    next_account: int

    def member_for(self, product: str) -> Member:
        """Return the next member who would take such a loan."""
        return next(self.businesses if product in BUSINESS else self.persons)

    def lend(self, story: str, product: str = "personal", **terms: Any) -> Loan:
        """Add a loan that shows ``story``; ``terms`` are those of Loan (``anchor``: the oldest unpaid)."""
        terms.setdefault("principal_cents", USUAL_PRINCIPAL[product])
        member = terms.pop("member", None) or self.member_for(product)
        usual: dict[str, Any] = {"anchor": NEXT_DUE, "paid": 8, "count": 24}
        loan = Loan(self.next_contract, member, product, story=story, **(usual | terms))
        self.next_contract += 1
        self.book.loans.append(loan)
        return loan

    def open_account(self, story: str, member: Member | None = None, **debts: Any) -> Account:
        """Add a current account in debt."""
        account = Account(self.next_account, member or next(self.persons), story=story, **debts)
        self.next_account += 1
        self.book.accounts.append(account)
        return account


def days_before(days: int, reference: date = REFERENCE) -> date:
    """Return the due date that is ``days`` past due on ``reference``."""
    return reference - timedelta(days=days)
