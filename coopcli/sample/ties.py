"""Situations that tie a loan to something else: a trigger, a counterparty, an old contract, a given level."""

from __future__ import annotations

from datetime import date

from coopcli.sample.desk import AUTHOR, REFERENCE, Desk, days_before
from coopcli.sample.loans import Loan, guarantee
from coopcli.sample.people import establishment

TRIGGER_WORDS = (
    "incapacidade financeira",
    "reestruturação",
    "falência",
    "recuperação judicial",
    "recuperação extrajudicial",
    "medida judicial",
    "perda de liquidez",
    "descumprimento de cláusula",
    "negociado com desconto",
    "evidência antecipada",
)


def triggers(desk: Desk) -> None:
    """Each trigger of a problem asset without delay; by contract and by member; one that has ended."""
    for word in TRIGGER_WORDS:
        product = "capital" if word.startswith(("fal", "recup")) else "personal"
        loan = desk.lend(f"gatilho: {word}", product, is_renegotiated=word == "reestruturação")
        _trigger(desk, word, contract=loan, since=date(2026, 9, 14))
    late = desk.lend("gatilho em outubro: incapacidade financeira, 20 dias de atraso", anchor=days_before(20))
    _trigger(desk, "incapacidade financeira", contract=late, since=date(2026, 10, 20))
    cured = desk.lend("gatilho encerrado em 15/10/2026 (descaracterizado)")
    _trigger(desk, "reestruturação", contract=cured, since=date(2026, 2, 10), until=date(2026, 10, 15))
    bankrupt = next(desk.businesses)
    for story, product in (("primeira", "capital"), ("segunda", "discount")):
        desk.lend(f"empresa falida, {story} operação", product, member=bankrupt)
    _trigger(desk, "falência", document=bankrupt.document, since=date(2026, 10, 6))


def _trigger(
    desk: Desk,
    word: str,
    *,
    since: date,
    until: date | None = None,
    contract: Loan | None = None,
    document: str | None = None,
) -> None:
    desk.book.triggers.append(
        {
            "contract_id": str(contract.contract) if contract else None,
            "document": document,
            "trigger": word,
            "from_date": since,
            "until_date": until,
            "reason": f"{word.capitalize()} apurada em {since:%d/%m/%Y}",
            "author": AUTHOR,
        }
    )


def contagion(desk: Desk) -> None:
    """The worst of the member, of the company's root, of the economic group."""
    for days in (45, 95, 200):
        member = next(desk.persons)
        desk.lend(f"arrasta: {days} dias de atraso", member=member, anchor=days_before(days))
        desk.lend(f"arrastado pelo mesmo associado ({days} dias)", "payroll", member=member)
    company = next(desk.businesses)
    branch = establishment(company, number=company.number + 50_000, order="0002")
    desk.book.members.append(branch)
    desk.lend("arrasta: matriz com 130 dias de atraso", "capital", member=company, anchor=days_before(130))
    desk.lend("arrastado pela raiz do CNPJ (filial em dia)", "discount", member=branch)
    partner, firm, farm = next(desk.persons), next(desk.businesses), next(desk.persons)
    desk.lend("arrasta: grupo econômico, 110 dias de atraso", "capital", member=firm, anchor=days_before(110))
    desk.lend("arrastado pelo grupo econômico (sócio em dia)", member=partner)
    desk.lend("arrastado pelo grupo econômico (produtor, 20 dias)", "rural", member=farm, anchor=days_before(20))
    desk.book.groups.append(("301", "GRUPO IPÊ AMARELO", (partner, firm, farm)))
    calm = tuple(next(desk.persons) for _ in range(2))
    for member in calm:
        desk.lend("grupo econômico em dia", member=member)
    desk.book.groups.append(("302", "GRUPO IPÊ BRANCO", calm))


def contagion_exceptions(desk: Desk) -> None:
    """Documented exceptions: in force, ended before the reference date, begun on it."""
    for story, since, until in (
        ("exceção ao arrasto em vigor", date(2026, 3, 2), None),
        ("exceção ao arrasto encerrada em 30/09/2026", date(2026, 3, 2), date(2026, 9, 30)),
        ("exceção ao arrasto até a data-base", date(2026, 3, 2), REFERENCE),
        ("exceção ao arrasto a partir da data-base", REFERENCE, None),
    ):
        member = next(desk.persons)
        desk.lend("arrasta: 100 dias de atraso", member=member, anchor=days_before(100))
        spared = desk.lend(
            story,
            "real_estate",
            member=member,
            guarantees=(guarantee("ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL", 14_000_000),),
        )
        desk.book.exceptions.append(
            {
                "contract_id": str(spared.contract),
                "from_date": since,
                "until_date": until,
                "reason": "Garantia real suficiente e pagamento em dia",
                "author": AUTHOR,
            }
        )


def renegotiations(desk: Desk) -> None:
    """Renegotiated loans, with the level that they held; loans written off, some of them renegotiated."""
    for days in (0, 20, 95):
        loan = desk.lend(f"renegociado, {days} dias de atraso", anchor=days_before(days), is_renegotiated=True, paid=2)
        _review(desk, loan, "E", date(2026, 6, 15), "Nível na data da renegociação")
    old = desk.next_contract + 700_000
    for place, days in enumerate((0, 35)):
        loan = desk.lend(
            f"renegociação de contrato baixado, {days} dias de atraso",
            anchor=days_before(days),
            is_renegotiated=True,
            paid=3,
            level="H",
        )
        _write_off(desk, old + place, 480_000, loan)
    _write_off(desk, old + 2, 1_234_567)
    _write_off(desk, old + 3, 98_765)


def _write_off(desk: Desk, contract: int, cents: int, into: Loan | None = None) -> None:
    member = into.member if into else next(desk.persons)
    desk.book.write_offs.append(
        {
            "contract_id": str(contract),
            "write_off_date": date(2025, 12, 15),
            "amount_cents": cents,
            "document": member.document,
            "renegotiated_into": str(into.contract) if into else None,
            "author": AUTHOR,
        }
    )


def _review(desk: Desk, loan: Loan, level: str, on: date, reason: str) -> None:
    row = {
        "contract_id": str(loan.contract),
        "level": level,
        "review_date": on,
        "reason": reason,
        "author": AUTHOR,
    }
    desk.book.reviews.append(dict(row))


def levels(desk: Desk) -> None:
    """Levels that the system exported or a person gave."""
    for level, words in (("AA", "AA"), (None, "em branco"), ("E", "E"), ("H", "H")):
        desk.lend(f"nível exportado {words}, em dia", level=level)
    better = desk.lend("revisão para B, 35 dias de atraso", anchor=days_before(35))
    _review(desk, better, "B", date(2026, 10, 5), "Atraso operacional do convênio")
    worse = desk.lend("revisão para D, em dia", "capital")
    _review(desk, worse, "D", date(2026, 10, 8), "Perda de faturamento")
    _review(desk, worse, "C", date(2026, 4, 8), "Revisão semestral")
    early = desk.lend("revisão anual em dia, consignado", "payroll")
    _review(desk, early, "A", date(2026, 7, 1), "Revisão anual")
