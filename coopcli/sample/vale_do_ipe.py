"""Cooperativa de Crédito Vale do Ipê: an invented cooperative in September and October 2026."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coopcli.errors import stop
from coopcli.sample import ledger, stories
from coopcli.sample.collection import tell_collection
from coopcli.sample.desk import REFERENCE, USUAL_PRINCIPAL, Desk
from coopcli.sample.loans import Book, Guarantor, guarantee
from coopcli.sample.months import month_tables, situations, write_month
from coopcli.sample.people import cnpj, companies, people
from coopcli.sample.proposals import write_proposals
from coopcli.sample.writing import write_coop, write_text

if TYPE_CHECKING:
    from coopcli.sample.exports import Columns
    from coopcli.sample.people import Member

NAME = "Cooperativa de Crédito Vale do Ipê"
CITY = "Vale do Ipê"
SEPTEMBER = date(2026, 9, 30)
SEED = 20_261_031
ROOT = "90123456"
CHOICES = 'choices:\n  provisioning/bcb-352-2023:\n    federal_programme_credit_lines: "7001"\n'
FIRST_STORY, FIRST_ORDINARY, FIRST_ACCOUNT = 200_001, 500_001, 70_001

PERSON_PRODUCTS = {
    "payroll": 46,
    "personal": 26,
    "vehicle": 10,
    "goods": 6,
    "rural": 7,
    "real_estate": 3,
    "card": 2,
}
COMPANY_PRODUCTS = {"capital": 45, "capital_short": 20, "discount": 20, "account_limit": 9, "vehicle": 6}
TERMS = {"account_limit": (2, 12), "discount": (1, 6), "capital_short": (4, 12), "real_estate": (120, 240)}
USUAL_TERM = (12, 60)
HELD = {
    "vehicle": ("ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO",),
    "real_estate": ("ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL",),
    "capital": (
        "AVAL",
        "AVAL",
        "CESSÃO FIDUCIÁRIA DE DIREITOS CREDITÓRIOS",
        "ALIENAÇÃO FIDUCIÁRIA DE BENS MÓVEIS",
        "",
    ),
    "capital_short": ("AVAL", ""),
    "rural": ("PENHOR DE BENS", "AVAL", ""),
    "personal": ("", "", "", "AVAL", "DEPÓSITO EM GARANTIA"),
}
BEHAVIOURS = {"punctual": 895, "slow": 45, "stopped": 14, "cured": 13, "settled": 15, "new": 18}
SECOND_LOAN_SHARE = 0.32
BORROWER_SHARE = 0.85
MIN_MEMBERS = 700  # the situations alone take that many people and companies
WRONG = {stories.WRONG_BALANCE, stories.WRONG_DOCUMENT}
DUE_DAYS = (5, 10, 15, 20, 25)


def write(folder: Path, members: int = 3000) -> None:
    """Write the working folder: ``coop.yaml``, two months of exports, and the list of situations."""
    book = portfolio(members)
    plan = ledger.schedules(book.loans)
    write_coop(folder, NAME, cnpj(ROOT), CITY, CHOICES)
    for reference in (SEPTEMBER, REFERENCE):
        tables = month_tables(book, plan, reference)
        if reference == REFERENCE:
            tables = with_wrong_cells(book, tables)
        write_month(folder, tables, reference, NAME)
    write_proposals(folder, book)
    write_text(folder / "situacoes.md", situations(book, tables["contracts"], f"{NAME}: situações em 31/10/2026"))


def portfolio(members: int) -> Book:
    """Return the whole book: the situations first, the ordinary members and their loans after."""
    if members < MIN_MEMBERS:
        raise stop("opcao-invalida", f"{members} associados", expected=f"{MIN_MEMBERS} associados ou mais")
    rng = np.random.default_rng(SEED)
    persons = people(members * 4 // 5, rng, SEPTEMBER)
    firms = companies(members - len(persons), rng, SEPTEMBER, first_number=persons[-1].number + 1)
    book = Book(members=[*persons, *firms])
    desk = Desk(book, iter(persons), iter(firms), FIRST_STORY, FIRST_ACCOUNT)
    stories.tell_all(desk)
    desk.next_contract = FIRST_ORDINARY
    ordinary(desk, rng)
    tell_collection(book)
    return book


def ordinary(desk: Desk, rng: np.random.Generator) -> None:
    """Lend to the members that no story took: most pay, some do not; some have an account in debt."""
    signers = desk.book.members[:200]
    for member in [*desk.persons, *desk.businesses]:
        loans = int(rng.random() < BORROWER_SHARE) + int(rng.random() < SECOND_LOAN_SHARE)
        for _ in range(loans):
            _lend(desk, rng, member, signers)
        if rng.random() < 0.06:
            desk.open_account("", member, limit_used_cents=int(rng.integers(200, 9_000)) * 100)


def _lend(desk: Desk, rng: np.random.Generator, member: Member, signers: list[Member]) -> None:
    product = _pick(rng, COMPANY_PRODUCTS if member.person_type == "PJ" else PERSON_PRODUCTS)
    low, high = TERMS.get(product, USUAL_TERM)
    count = int(rng.integers(low, high + 1))
    terms = _behaviour(_pick(rng, BEHAVIOURS), rng, count)
    principal = round(USUAL_PRINCIPAL[product] * float(rng.lognormal(0, 0.5)) / 10_000) * 10_000
    kinds = HELD.get(product, ("",))
    kind = kinds[int(rng.integers(len(kinds)))]
    signer = signers[int(rng.integers(len(signers)))]
    desk.lend(
        "",
        product,
        member=member,
        count=count,
        principal_cents=max(principal, 50_000),
        level=_pick(rng, {"AA": 8, "A": 80, "B": 10, "C": 2}),
        guarantees=(guarantee(kind, principal),) if kind else (),
        guarantors=(Guarantor(signer.document, signer.name),) if kind == "AVAL" and signer != member else (),
        **terms,
    )


def _pick(rng: np.random.Generator, weights: dict[str, int]) -> str:
    """Return a key, as often as its weight says."""
    place = int(rng.integers(sum(weights.values())))
    for key, weight in weights.items():
        place -= weight
        if place < 0:
            return key
    raise AssertionError("weights add up to more than their sum")


def _behaviour(behaviour: str, rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Return how a loan of ``count`` instalments is paid, as terms of Loan."""
    day = DUE_DAYS[int(rng.integers(len(DUE_DAYS)))]
    paid = int(rng.integers(0, count))
    coming = date(2026, 11, day)
    if behaviour == "slow":
        return {"anchor": coming, "paid": paid, "lag_days": int(rng.integers(5, 50))}
    if behaviour == "stopped":
        return {"anchor": date(2026, int(rng.integers(6, 11)), day), "paid": paid}
    if behaviour == "cured":
        missed = date(2026, int(rng.integers(6, 10)), day)
        return {"anchor": missed, "paid": paid, "caught_up_on": date(2026, 10, int(rng.integers(1, 29)))}
    if behaviour == "settled":
        return {
            "anchor": coming,
            "paid": paid,
            "settled_on": date(2026, 9, 1) + timedelta(int(rng.integers(60))),
        }
    if behaviour == "new":
        return {"anchor": coming, "paid": 0}
    return {"anchor": coming, "paid": paid, "lag_days": int(rng.integers(0, 3))}


def with_wrong_cells(book: Book, tables: dict[str, Columns]) -> dict[str, Columns]:
    """Return the month with the handful of wrong cells that real exports have; none of them stops a close.

    An amount in foreign form, a CPF with a wrong digit, a due date that does not exist, an instalment of an
    unknown contract, a guarantee outside the list.
    """
    changed = {frame: {name: list(values) for name, values in columns.items()} for frame, columns in tables.items()}
    loans, rows = changed["contracts"], changed["installments"]
    place = {loan.story: loans["contract_id"].index(str(loan.contract)) for loan in book.loans if loan.story in WRONG}
    loans["balance_cents"][place[stories.WRONG_BALANCE]] = "1,234.56"
    loan = place[stories.WRONG_DOCUMENT]
    loans["document"][loan] = _wrong_digit(str(loans["document"][loan]))
    rows["due_date"][-1] = "31/02/2027"
    for values in rows.values():
        values.append(values[0])
    rows["contract_id"][-1] = "999999"
    changed["guarantees"]["guarantee_kind"][-1] = "GARANTIA A CLASSIFICAR"
    return {frame: dict(columns) for frame, columns in changed.items()}


def _wrong_digit(document: str) -> str:
    return document[:-1] + str((int(document[-1]) + 1) % 10)
