"""From a book of loans to the folder of a month, each export in its own form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.sample import ledger
from coopcli.sample.collection import collection_situations
from coopcli.sample.exports import Columns, file_names, rows_to_columns
from coopcli.sample.loans import PRODUCTS, Account, Book
from coopcli.sample.writing import as_text, month_folder, write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopcli.sample.people import Member

Row = dict[str, object]

SHEETS = (
    "departures", "leaves", "agreements", "agreement_installments", "collection_events", "holds", "addresses",
    "emails", "phones",
)  # fmt: skip
"""What the cooperative writes down about its debts, and how it reaches its members."""


def month_tables(book: Book, plan: ledger.Schedules, reference: date) -> dict[str, Columns]:
    """Return every export of the month, by frame."""
    loans = ledger.contracts(plan, reference)
    shown = set(loans["contract_id"])
    rows: dict[str, list[Row]] = {
        "members": [member.export() for member in book.members if member.member_since <= reference],
        "economic_groups": list(_groups(book)),
        "guarantees": [row for row in _guarantees(book, reference) if row["contract_id"] in shown],
        "guarantors": [row for row in _guarantors(book) if row["contract_id"] in shown],
        "current_accounts": [_account(account, reference) for account in book.accounts],
        "share_capital": [_capital(member, reference) for member in book.members if member.member_since <= reference],
        "contagion_exceptions": _since(book.exceptions, "from_date", reference),
        "problem_triggers": _since(book.triggers, "from_date", reference),
        "reviews": _since(book.reviews, "review_date", reference),
        "write_offs": _since(book.write_offs, "write_off_date", reference),
        **{frame: _sheet(frame, sheet, reference) for frame, sheet in book.sheets.items()},
    }
    tables = {frame: rows_to_columns(frame, found) for frame, found in rows.items()}
    return {"contracts": loans, "installments": ledger.installments(plan, reference), **tables}


def _groups(book: Book) -> Iterable[Row]:
    for code, name, members in book.groups:
        for member in members:
            yield {
                "member_id": str(member.number),
                "document": member.document,
                "group_id": code,
                "group_name": name,
            }


def _guarantees(book: Book, reference: date) -> Iterable[Row]:
    for loan in book.loans:
        for guarantee in loan.guarantees:
            yield {
                "movement_date": reference,
                "contract_id": str(loan.contract),
                "guarantee_kind": guarantee.kind,
                "description": guarantee.description,
                "amount_cents": guarantee.amount_cents,
            }


def _guarantors(book: Book) -> Iterable[Row]:
    for loan in book.loans:
        for guarantor in loan.guarantors:
            yield {"contract_id": str(loan.contract), "document": guarantor.document, "name": guarantor.name}


def _account(account: Account, reference: date) -> Row:
    overdrawn = _days_since(account.overdraft_since, reference)
    member = account.member
    return {
        "movement_date": reference,
        "account_id": str(account.number),
        "member_id": str(member.number),
        "document": member.document,
        "member_name": member.name,
        "branch": member.branch,
        "limit_used_cents": account.limit_used_cents,
        "limit_days_past_due": _days_since(account.limit_late_since, reference),
        "overdraft_cents": account.overdraft_cents if overdrawn else 0,
        "overdraft_days": overdrawn,
    }


def _days_since(day: date | None, reference: date) -> int:
    return max((reference - day).days, 0) if day else 0


def _capital(member: Member, reference: date) -> Row:
    return {
        "movement_date": reference,
        "capital_account_id": str(900_000 + member.number % 100_000),
        "member_id": str(member.number),
        "document": member.document,
        "status": "ATIVA",
        "paid_in_cents": 5_000 + member.income_cents // 20,
        "to_pay_in_cents": 10_000 if member.number % 17 == 0 else 0,
    }


def _since(rows: list[Row], name: str, reference: date) -> list[Row]:
    """Return the rows that had been written down by ``reference``."""
    return [row for row in rows if isinstance(day := row[name], date) and day <= reference]


_WRITTEN_ON = {
    "departures": "departure_date",
    "leaves": "from_date",
    "agreements": "signed_date",
    "collection_events": "event_date",
    "holds": "from_date",
}
"""When a row of a sheet was written down; the sheets without a date are always whole."""


def _sheet(frame: str, rows: list[Row], reference: date) -> list[Row]:
    return _since(rows, _WRITTEN_ON[frame], reference) if frame in _WRITTEN_ON else rows


def write_month(folder: Path, tables: dict[str, Columns], reference: date, cooperative: str) -> None:
    """Write the exports of a month: workbooks and texts as mixed as a core system's."""
    month = month_folder(folder, reference)
    paths = {frame: month / name for frame, name in file_names(reference).items()}
    titles = (cooperative.upper(), f"Posição em {reference:%d/%m/%Y}")
    write_xlsx(paths["contracts"], "contracts", tables["contracts"], numbers=True)
    for frame in ("installments", "current_accounts"):
        write_csv(paths[frame], frame, tables[frame], encoding="cp1252", titles=titles, total=True)
    write_csv(paths["guarantees"], "guarantees", tables["guarantees"], encoding="utf-8-sig")
    write_csv(
        paths["guarantors"],
        "guarantors",
        tables["guarantors"],
        encoding="utf-8",
        delimiter=",",
        quote_all=True,
    )
    write_xlsx(paths["share_capital"], "share_capital", tables["share_capital"], numbers=True, titles=titles)
    for frame in (
        "members",
        "economic_groups",
        "contagion_exceptions",
        "problem_triggers",
        "reviews",
        "write_offs",
        *SHEETS,
    ):
        if frame in tables and any(tables[frame].values()):
            write_xlsx(paths[frame], frame, tables[frame], numbers=False)


def situations(book: Book, loans: Columns, title: str) -> str:
    """Return, as a Markdown table, what each contract or account shows; ``loans`` is the contracts export."""
    lines = [f"# {title}", "", "Dados inventados: nenhuma pessoa, empresa ou cooperativa existe.", ""]
    lines += [
        "| contrato ou conta | produto | saldo | dias em atraso | o que mostra |",
        "|---|---|--:|--:|---|",
    ]
    facts = zip(loans["contract_id"], loans["balance_cents"], loans["exported_days_past_due"], strict=True)
    shown = {str(contract): (as_text(cents, "money"), days) for contract, cents, days in facts}
    for loan in book.loans:
        balance, days = shown.get(str(loan.contract), ("–", "–"))
        if loan.story:
            lines.append(f"| {loan.contract} | {PRODUCTS[loan.product].line} | {balance} | {days} | {loan.story} |")
    lines += [f"| {told.number} | CONTA CORRENTE | | | {told.story} |" for told in book.accounts if told.story]
    if book.sheets:
        contracts = {loan.story: loan.contract for loan in book.loans}
        lines += ["", "## Cobrança", "", "| contrato | o que mostra |", "|---|---|"]
        lines += [f"| {contracts[story]} | {words} |" for story, words in collection_situations()]
    return "\n".join(lines) + "\n"
