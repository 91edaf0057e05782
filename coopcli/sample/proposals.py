"""Fifty credit proposals of the sample cooperative, each of which shows one thing, and the answers that were typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.sample.desk import NEXT_DUE, REFERENCE
from coopcli.sample.exports import rows_to_columns
from coopcli.sample.proposal_stories import tell_all
from coopcli.sample.proposing import FULL_RECORD_DAYS, VALID_RECORD_DAYS, People, Told, has_record_of
from coopcli.sample.writing import month_folder, write_csv, write_text, write_xlsx

if TYPE_CHECKING:
    from coopcli.sample.loans import Book, Loan
    from coopcli.sample.people import Member


def write_proposals(folder: Path, book: Book) -> None:
    """Write the proposals and the answers of October beside the month's exports, and what each shows."""
    told = Told([], [], [])
    people = _people(book)
    tell_all(told, people)
    month = month_folder(folder, REFERENCE)
    write_xlsx(month / "propostas.xlsx", "proposals", rows_to_columns("proposals", told.proposals), numbers=True)
    answers = rows_to_columns("questionnaire_answers", told.answers)
    write_csv(month / "respostas.csv", "questionnaire_answers", answers, encoding="utf-8-sig")
    lines = ["# Propostas de outubro de 2026", "", "Dados inventados.", "", "| proposta | o que mostra |", "|---|---|"]
    write_text(
        folder / "propostas.md", "\n".join([*lines, *(f"| {n} | {story} |" for n, story in told.stories)]) + "\n"
    )


def _people(book: Book) -> People:
    loans: dict[str, list[Loan]] = {}
    for loan in book.loans:
        loans.setdefault(loan.member.document, []).append(loan)
    gone = {str(row["document"]) for row in book.sheets.get("departures", [])}
    calm = (m for m in book.members if m.document not in gone and _is_calm(m, loans.get(m.document, [])))
    debtors = {document[:8] for document in loans} | {account.member.document[:8] for account in book.accounts}
    firms = (
        m for m in book.members
        if m.person_type == "PJ" and m.document[:8] not in debtors and has_record_of(m, VALID_RECORD_DAYS)
    )  # fmt: skip
    return People(calm, firms, book)


def _is_calm(member: Member, loans: list[Loan]) -> bool:
    """Return whether somebody has one ordinary loan, paid on time, and a full and recent record."""
    if member.person_type != "PF" or len(loans) != 1:
        return False
    loan = loans[0]
    ordinary = not loan.story and loan.settled_on is None and loan.caught_up_on is None and loan.lag_days <= 1
    on_time = loan.anchor.month == NEXT_DUE.month and 2 <= loan.paid < loan.count and loan.principal_cents < 2_000_000
    return (
        ordinary
        and on_time
        and has_record_of(member, FULL_RECORD_DAYS)
        and (REFERENCE - member.member_since).days > 1_200
    )
