"""Who may propose credit in the sample cooperative, and the usual proposal against which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coopcli.sample.desk import REFERENCE

if TYPE_CHECKING:
    from coopcli.sample.loans import Book
    from coopcli.sample.people import Member

Row = dict[str, object]
CLERK, NORMAL = "Clara Brandão", "Normal / Refinanciamento"
DAY = date(2026, 10, 26)
CCB, NOTE = "Cédula de Crédito Bancário", "Nota promissória"
FOLHA, DEBITO, CHEQUE, BOLETO = "Folha", "Débito em conta", "Cheque", "Boleto"
CAR = "Alienação fiduciária de veículo"
USUAL_ANSWERS = {"2B": "Nenhuma", "5A": "Favorável"}
COMPANY_ANSWERS = USUAL_ANSWERS | {"1C": "Mais de 5 anos", "3C": "Sem garantia", "4A": "Até 20% da margem consig"}
FULL_RECORD_DAYS, VALID_RECORD_DAYS = 300, 360


def has_record_of(member: Member, days: int) -> bool:
    """Return whether the record was renewed less than so many days ago."""
    return (REFERENCE - member.record_updated_on).days < days


@dataclass(slots=True)
class People:
    """Who may propose: people who pay on time and are well recorded, and companies that owe nothing."""

    calm: Iterator[Member]
    firms: Iterator[Member]
    book: Book

    def next_signer(self) -> str:
        """Return the document of somebody who may stand for another."""
        return next(self.calm).document


@dataclass(slots=True)
class Told:
    """What has been proposed, the answers typed, and what each proposal shows."""

    proposals: list[Row]
    answers: list[Row]
    stories: list[tuple[str, str]]

    def add(self, story: str, member: Member, answers: dict[str, Any] | None = None, **changes: Any) -> str:
        """Add the usual proposal of a member with ``changes``; return its number."""
        number = f"P-{len(self.proposals) + 1:03d}"
        row = usual(member) | changes | {"proposal_id": number}
        self.proposals.append(row)
        self.stories.append((number, story))
        for question, said in (_usual_answers(member) if answers is None else answers).items():
            answer, reason, day = said if isinstance(said, tuple) else (said, None, DAY)
            self.answers.append(
                {
                    "proposal_id": number, "question": question, "answer": answer, "reason": reason,
                    "author": CLERK, "answered_date": day,
                }
            )  # fmt: skip
        return number


def _usual_answers(member: Member) -> dict[str, Any]:
    return dict(USUAL_ANSWERS if member.person_type == "PF" else COMPANY_ANSWERS)


def usual(member: Member) -> Row:
    """Return a proposal against which nothing stands: 24 payroll instalments that a third of the margin pays."""
    is_person = member.person_type == "PF"
    return {
        "proposal_date": DAY,
        "member_id": str(member.number),
        "document": member.document,
        "member_name": member.name,
        "person_type": member.person_type,
        "branch": member.branch,
        "product_kind": "Crédito pessoal com consignação" if is_person else "Capital de giro",
        "credit_line": NORMAL,
        "purpose": "Reforma da casa" if is_person else "Estoque de fim de ano",
        "amount_cents": 800_000,
        "installment_count": 24,
        "first_due_date": date(2026, 12, 10),
        "payment_method": FOLHA if is_person else DEBITO,
        "net_income_cents": 800_000 if is_person else None,
        "payroll_margin_cents": 900_000 if is_person else None,
        "annual_revenue_cents": None if is_person else 120_000_000,
        "net_equity_cents": None if is_person else 20_000_000,
        "guarantee_kind": "Sem garantia",
        "has_restrictions": False,
        "is_for_third_party": False,
        "has_conflict_of_interest": False,
        "attendant": CLERK,
        "credit_title": CCB if is_person else NOTE,
        "employment_since": member.member_since - timedelta(days=800) if is_person else None,
        "receives_salary_here": True if is_person else None,
        "is_new_company": False,
        "retains_capital": False,
    }
