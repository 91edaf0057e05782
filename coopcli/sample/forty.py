"""Cooperativa de Bolso: some forty contracts in round amounts, each of which tells one story.

Every ordinary loan is of R$ 12.000,00 in 12 instalments of R$ 1.000,00, two of them paid: R$ 10.000,00 are
left, and a reader can do every sum in the head.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from coopcli.sample import ledger
from coopcli.sample.desk import AUTHOR, BUSINESS, NEXT_DUE, REFERENCE, days_before
from coopcli.sample.forty_stories import STORIES, Story
from coopcli.sample.loans import Account, Book, Guarantor, Loan, guarantee
from coopcli.sample.months import month_tables, situations, write_month
from coopcli.sample.people import Member, cnpj, companies, establishment, people
from coopcli.sample.writing import write_coop, write_text

NAME = "Cooperativa de Bolso"
ROOT = "90400040"
SEPTEMBER = date(2026, 9, 30)
CHOICES = 'choices:\n  provisioning/bcb-352-2023:\n    federal_programme_credit_lines: "7001"\n'
INSTALLMENT_CENTS = 100_000
PERSONS, COMPANIES = 40, 12
FIRST_COMPANY = 500


def write(folder: Path) -> None:
    """Write the working folder with its two months, and README.md with the stories."""
    book = portfolio()
    plan = ledger.schedules(book.loans)
    write_coop(folder, NAME, cnpj(ROOT), "Vale do Ipê", CHOICES)
    for reference in (SEPTEMBER, REFERENCE):
        tables = month_tables(book, plan, reference)
        write_month(folder, tables, reference, NAME)
    write_text(
        folder / "README.md",
        situations(book, tables["contracts"], f"{NAME}: o que cada contrato mostra em 31/10/2026"),
    )


def portfolio() -> Book:
    """Return the stories' book: their members, loans and accounts, and the sheets that go with them."""
    rng = np.random.default_rng(40)
    persons = people(PERSONS, rng, SEPTEMBER)
    firms = companies(COMPANIES, rng, SEPTEMBER, first_number=persons[-1].number + FIRST_COMPANY)
    members = _members(persons, firms)
    loans = [_loan(story, members[story.contract]) for story in STORIES]
    used = {member.number: member for member in members.values()}
    book = Book(members=list(used.values()), loans=loans, accounts=_accounts(persons))
    book.members += persons[-4:]
    _sheets(book, members)
    return book


def _members(persons: list[Member], firms: list[Member]) -> dict[int, Member]:
    """Return the member of each contract: the next person or company, unless the story says whose it is."""
    next_person, next_firm = iter(persons), iter(firms)
    members: dict[int, Member] = {}
    for story in STORIES:
        takes = next_firm if story.product in BUSINESS else next_person
        members[story.contract] = members[story.same_as] if story.same_as else next(takes)
    matrix = members[3020]
    members[3021] = establishment(matrix, matrix.number + 1_000, "0002")
    return members


def _loan(story: Story, member: Member) -> Loan:
    terms: dict[str, Any] = {"anchor": NEXT_DUE if story.days is None else days_before(story.days)}
    terms |= {"paid": 2, "count": 12} | dict(story.terms)
    cents = INSTALLMENT_CENTS * terms["count"]
    return Loan(
        story.contract,
        member,
        story.product,
        cents,
        story=story.text,
        guarantees=tuple(guarantee(kind, cents) for kind in story.guarantees),
        guarantors=(Guarantor(member.document, member.name),) if "AVAL" in story.guarantees else (),
        by_hand=True,
        **terms,
    )


def _accounts(persons: list[Member]) -> list[Account]:
    overdraft, late, limit, unused = persons[-4:]
    return [
        Account(
            7005,
            overdraft,
            overdraft_cents=50_000,
            overdraft_since=days_before(5),
            story="adiantamento há 5 dias",
        ),
        Account(
            7030,
            late,
            overdraft_cents=80_000,
            overdraft_since=days_before(30),
            story="adiantamento há 30 dias",
        ),
        Account(7100, limit, limit_used_cents=200_000, story="limite em uso, em dia"),
        Account(7101, unused, story="limite não usado"),
    ]


def _sheets(book: Book, members: dict[int, Member]) -> None:
    """Fill the sheets that the cooperative keeps itself."""
    book.groups.append(("301", "GRUPO IPÊ AMARELO", (members[3030], members[3031])))
    signed = {"author": AUTHOR}
    september, october = date(2026, 9, 14), date(2026, 10, 6)
    book.triggers += [
        {
            "document": members[3001].document,
            "trigger": "falência",
            "from_date": october,
            "reason": "Sentença",
        }
        | signed,
        {"contract_id": "3002", "trigger": "reestruturação", "from_date": september, "reason": "Acordo"} | signed,
    ]
    book.exceptions += [
        {"contract_id": "3041", "from_date": september, "reason": "Garantia real suficiente"} | signed,
    ]
    book.reviews += [
        {"contract_id": "4005", "level": "E", "review_date": september, "reason": "Renegociação"} | signed,
    ]
    book.write_offs += [
        {
            "contract_id": "9001",
            "write_off_date": date(2025, 12, 15),
            "amount_cents": 1_000_000,
            "document": members[4006].document,
            "renegotiated_into": "4006",
            "author": AUTHOR,
        },
    ]
