"""What a cooperative writes down about its debts: who left, who is on leave, agreements, acts and holds; and addresses.

Told about the members of loans that other stories made, so that the portfolio stays as it is. Each tells the days on
one side of an edge of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from coopcli.dates import add_months
from coopcli.sample.desk import REFERENCE, days_before
from coopcli.sample.stories import many

if TYPE_CHECKING:
    from coopcli.sample.loans import Book, Loan
    from coopcli.sample.people import Member

Row = dict[str, object]

AREA, LAW, DESK = "Recuperação de Crédito", "Jurídico", "Atendimento"
STREETS = ("Rua das Acácias", "Avenida dos Ipês", "Rua do Comércio", "Travessa da Matriz", "Rua São João")
DISTRICTS = ("Centro", "Vila Nova", "Jardim América", "Bela Vista")
TOWNS = (("Vale do Ipê", "MG", 30_000), ("Ipê Amarelo", "MG", 31_200), ("Serra Alta", "MG", 32_450))
NO_ADDRESS_EVERY, NO_EMAIL_EVERY = 97, 4
CONTACTED_WITHIN_DAYS, NO_CONTACT_EVERY = 40, 7

Act = tuple[str, int]
"""What was done, and how many days before the reference date."""

FORMER: tuple[tuple[str, int, tuple[Act, ...]], ...] = (
    ("30 dias de atraso", 1, ()),
    ("31 dias de atraso", 50, (("contato", 40), ("tentativa de contato", 12))),
    ("60 dias de atraso", 51, (("contato", 45), ("aviso prévio de negativação", 12))),
    ("61 dias de atraso", 75, (("contato", 70), ("aviso prévio de negativação", 9))),
    ("90 dias de atraso", 76, (("tentativa de contato", 60),)),
    ("91 dias de atraso", 100, (("aviso prévio de negativação", 60), ("negativação", 45))),
    ("C2: inadimplido há 21 meses", 130, (("aviso prévio de negativação", 70), ("negativação", 45))),
    ("C2: inadimplido há 22 meses", 140, (("aviso prévio de negativação", 80), ("negativação", 46))),
    ("C2: inadimplido há 20 meses", 170, (("negativação", 90), ("envio ao jurídico", 60), ("ajuizamento", 30))),
    ("C2: inadimplido há 6 meses", 180, (("negativação", 120), ("baixa da negativação", 29))),
    ("C2: inadimplido há 7 meses", 190, (("negativação", 130), ("baixa da negativação", 61))),
    ("C2: inadimplido há 8 meses", 200, (("negativação", 150), ("negativação", 40))),
    ("C1: inadimplido há 3 meses", 20, ()),
    *((story, 300, ()) for story in ("C1: inadimplido há 4 meses", "C1: inadimplido há 5 meses")),
    *((story, 300, ()) for story in ("C1: inadimplido há 6 meses", "C1: inadimplido há 7 meses")),
    ("quitado em outubro", 120, (("aviso prévio de negativação", 90), ("negativação", 75))),
    ("regularizado em outubro: 91 dias em setembro", 150, (("negativação", 50),)),
)
"""Loans whose member left so many days ago, and what was done since."""

UNSETTLED = "C1: inadimplido há 3 meses"
"""The loan whose member left and whose account nobody settled yet."""

ON_LEAVE: tuple[tuple[str, date, date | None, date | None, tuple[Act, ...]], ...] = (
    ("365 dias de atraso", date(2025, 9, 1), None, None, ()),
    ("366 dias de atraso", date(2025, 9, 1), None, None, ()),
    ("541 dias de atraso", date(2025, 3, 1), None, date(2026, 8, 31), (("aviso prévio de negativação", 15),)),
    ("720 dias de atraso", date(2024, 9, 1), None, date(2026, 3, 31), (("negativação", 120),)),
    ("721 dias de atraso", date(2024, 9, 1), date(2026, 10, 15), date(2026, 3, 31), (("negativação", 140),)),
)
"""Loans whose member is on leave: from, until, use of the capital, and what was done."""

AGREEMENTS: tuple[tuple[str, str, int, int, int, str], ...] = (
    ("A-101", "C1: inadimplido há 4 meses", 12, 95, 2, "Tabela Price"),
    ("A-102", "C1: inadimplido há 5 meses", 12, 152, 3, "Tabela Price"),
    ("A-103", "C1: inadimplido há 6 meses", 6, 61, 0, "Parcelas iguais"),
    ("A-104", "C1: inadimplido há 7 meses", 10, 92, 4, "Parcelas iguais"),
)
"""Agreement, loan, instalments, days since the first fell due, how many were paid, form of the schedule."""

FROM_THE_OFFICE = (("A-105", "C1: inadimplido há 8 meses", 10), ("A-106", "C1: inadimplido há 9 meses", 11))
"""Agreements that the law office sent so many days ago and that nobody registered yet."""

HOLDS: tuple[tuple[str, str, int, int | None, str], ...] = (
    ("14 dias de atraso", "promessa de pagamento", 3, -4, "Prometeu pagar em 04/11"),
    ("15 dias de atraso", "promessa de pagamento", 10, 2, "Prometeu pagar em 29/10 e não pagou"),
    ("150 dias de atraso", "contestação", 20, None, "Contesta a parcela de setembro"),
    ("consignado com 61 dias de atraso", "falecimento", 30, None, "Certidão de óbito apresentada"),
    ("120 dias de atraso", "ordem judicial", 25, None, "Liminar suspende a cobrança"),
    ("121 dias de atraso", "suspensão", 40, 20, "Decisão da Gerência: negociação em curso"),
    ("121 dias de atraso", "contestação", 25, 10, "Contesta os encargos"),
)
"""Loans with a hold: its kind, how many days ago it began and ended (negative: days ahead; none: open), why."""


def tell_collection(book: Book) -> None:
    """Fill the sheets of collection of the book."""
    loans = {loan.story: loan for loan in book.loans}
    sheets: dict[str, list[Row]] = {
        "departures": [_departure(loans[story], days) for story, days, _ in FORMER],
        "leaves": [_leave(loans[story], since, until, used) for story, since, until, used, _ in ON_LEAVE],
        "agreements": [*_agreements(loans), *_from_the_office(loans)],
        "agreement_installments": list(_installments()),
        "collection_events": [*_acts(loans), *_uses_of_capital(loans), *_contacts(book)],
        "holds": [_hold(loans[story], kind, since, until, why) for story, kind, since, until, why in HOLDS],
        "addresses": [_address(member) for member in book.members if member.number % NO_ADDRESS_EVERY],
        "emails": [_email(member) for member in book.members if member.number % NO_EMAIL_EVERY],
        "phones": [_phone(member) for member in book.members],
    }
    book.sheets.update(sheets)


def collection_situations() -> Iterator[tuple[str, str]]:
    """Yield each loan's story with what collection shows about it."""
    for story, days, acts in FORMER:
        yield story, f"associado desligado há {many(days, 'dia')}{_done(acts)}"
    for story, since, until, used, acts in ON_LEAVE:
        until_text = f", até {until:%d/%m/%Y}" if until else ""
        capital = f", capital utilizado em {used:%d/%m/%Y}" if used else ""
        yield story, f"associado afastado desde {since:%d/%m/%Y}{until_text}{capital}{_done(acts)}"
    for agreement, story, count, days, paid, form in AGREEMENTS:
        yield story, f"acordo {agreement} ({form}): {count} parcelas, a primeira há {many(days, 'dia')}, pagas {paid}"
    for agreement, story, days in FROM_THE_OFFICE:
        yield story, f"acordo {agreement}, recebido do escritório há {many(days, 'dia')} e não registrado"
    for story, kind, began, ended_on, _ in HOLDS:
        end = "em aberto" if ended_on is None else f"até {days_before(ended_on):%d/%m/%Y}"
        yield story, f"pausa ({kind}) desde {days_before(began):%d/%m/%Y}, {end}"


def _done(acts: tuple[Act, ...]) -> str:
    return "".join(f"; {act} há {many(days, 'dia')}" for act, days in acts)


def _who(loan: Loan) -> Row:
    return {"member_id": str(loan.member.number), "document": loan.member.document}


def _departure(loan: Loan, days: int) -> Row:
    capital, interest, deposits = 120_000, 3_600, 25_000
    return _who(loan) | {
        "name": loan.member.name,
        "branch": loan.member.branch,
        "departure_date": days_before(days),
        "departure_kind": "Exclusão",
        "employment_end_date": days_before(days + 2),
        "share_capital_cents": capital,
        "capital_interest_cents": interest,
        "deposits_cents": deposits,
        "loans_cents": loan.principal_cents,
        "settlement_date": days_before(days - 1) if loan.story != UNSETTLED else None,
        "reason": "Perda do vínculo empregatício",
    }


def _leave(loan: Loan, since: date, until: date | None, used: date | None) -> Row:
    return _who(loan) | {
        "name": loan.member.name,
        "employer": "Prefeitura de Ipê Amarelo",
        "from_date": since,
        "until_date": until,
        "capital_used_date": used,
        "capital_used_cents": 35_000 if used else None,
        "reason": "Auxílio-doença",
        "author": "RH",
    }


def _agreements(loans: dict[str, Loan]) -> Iterator[Row]:
    for agreement, story, count, days, _, form in AGREEMENTS:
        rate = "1,00" if form == "Tabela Price" else None
        told = _agreement(agreement, loans[story], count, days_before(days))
        yield told | {"amortization": form, "monthly_rate": rate}


def _agreement(agreement: str, loan: Loan, count: int, first_due: date) -> Row:
    return _who(loan) | {
        "agreement_id": agreement,
        "contract_id": str(loan.contract),
        "signed_date": first_due - timedelta(days=30),
        "debt_cents": 600_000,
        "discount_cents": 0,
        "down_payment_cents": 0,
        "installment_count": count,
        "first_due_date": first_due,
        "monthly_rate": "1,00",
        "amortization": "Tabela Price",
        "negotiated_by": AREA,
        "author": AREA,
    }


def _from_the_office(loans: dict[str, Loan]) -> Iterator[Row]:
    for agreement, story, days in FROM_THE_OFFICE:
        told = {
            "negotiated_by": "Escritório Brandão",
            "received_date": days_before(days),
            "signed_date": days_before(days),
        }
        yield _agreement(agreement, loans[story], 10, REFERENCE + timedelta(days=20)) | told


PRICE_12 = 53_309
"""R$ 6.000,00 in twelve instalments at 1% a month: 6.000,00 × 0,01 ÷ (1 − 1,01⁻¹²) = 533,0927…"""
LAST_OF_PRICE_12 = 53_312
"""The last one, which closes the balance that rounding left: R$ 533,12."""


def _installments() -> Iterator[Row]:
    """Yield the instalments of agreements; those of A-102 do not close the balance, as sheets made by hand do not."""
    amounts = {"A-101": PRICE_12, "A-102": PRICE_12, "A-103": 100_000, "A-104": 60_000}
    for agreement, _, count, days, paid, _ in AGREEMENTS:
        first = np.array([days_before(days)], dtype="datetime64[D]")
        for number in range(count):
            due = add_months(first, number)[0].item()
            last = agreement == "A-101" and number + 1 == count
            cents = LAST_OF_PRICE_12 if last else amounts[agreement]
            yield {
                "agreement_id": agreement,
                "installment_number": number + 1,
                "due_date": due,
                "amount_cents": cents,
                "paid_cents": cents if number < paid else 0,
                "paid_date": due if number < paid else None,
            }


def _acts(loans: dict[str, Loan]) -> Iterator[Row]:
    told = [(story, acts) for story, _, acts in FORMER] + [(story, acts) for story, *_, acts in ON_LEAVE]
    for story, acts in told:
        for act, days in acts:
            loan = loans[story]
            yield _who(loan) | {
                "contract_id": str(loan.contract),
                "event_date": days_before(days),
                "event_kind": act,
                "channel": "Telefone" if "contato" in act else "Correio" if "aviso" in act else None,
                "bureau": "Serasa" if "negativação" in act and "aviso" not in act else None,
                "letter": "listing-notice" if "aviso" in act else None,
                "author": LAW if act in ("envio ao jurídico", "ajuizamento") else AREA,
            }


def _uses_of_capital(loans: dict[str, Loan]) -> Iterator[Row]:
    for story, _, _, used, _ in ON_LEAVE:
        if used:
            loan = loans[story]
            told = {"event_date": used, "event_kind": "utilização do capital", "amount_cents": 35_000, "author": AREA}
            yield _who(loan) | {"contract_id": str(loan.contract)} | told


def _contacts(book: Book) -> Iterator[Row]:
    """Yield what the branches did: a contact with most of those who are late, none with the others."""
    told = {story for story, *_ in (*FORMER, *ON_LEAVE)}
    for loan in book.loans:
        is_open = loan.anchor_number == 0 and loan.caught_up_on is None and loan.settled_on is None
        days = loan.contract % CONTACTED_WITHIN_DAYS
        if is_open and loan.anchor < days_before(days) and loan.story not in told and loan.contract % NO_CONTACT_EVERY:
            done = {"event_date": days_before(days), "event_kind": "contato", "channel": "Telefone", "author": DESK}
            yield _who(loan) | {"contract_id": str(loan.contract)} | done


def _hold(loan: Loan, kind: str, since: int, until: int | None, reason: str) -> Row:
    return _who(loan) | {
        "contract_id": str(loan.contract),
        "hold_kind": kind,
        "from_date": days_before(since),
        "until_date": None if until is None else days_before(until),
        "promised_cents": 50_000 if "promessa" in kind else None,
        "reason": reason,
        "author": DESK,
    }


def _address(member: Member) -> Row:
    town, state, first_zip = TOWNS[member.number % len(TOWNS)]
    return {
        "member_id": str(member.number),
        "document": member.document,
        "address_kind": "RESIDENCIAL",
        "street": STREETS[member.number % len(STREETS)],
        "number": str(member.number % 900 + 10),
        "complement": f"Apto {member.number % 40 + 1}" if member.number % 3 == 0 else None,
        "district": DISTRICTS[member.number % len(DISTRICTS)],
        "city": town,
        "state": state,
        "zip_code": f"{first_zip + member.number % 200:05d}-{member.number % 1000:03d}",
    }


def _email(member: Member) -> Row:
    return {
        "member_id": str(member.number),
        "document": member.document,
        "email": f"associado{member.number}@example.com",
    }


def _phone(member: Member) -> Row:
    return {
        "member_id": str(member.number),
        "document": member.document,
        "mobile_phone": f"(31) 90000-{member.number % 10_000:04d}",
    }
