"""What each of the fifty proposals shows: authorities, prohibitions, guarantees, limits, rates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from coopcli.documents import with_check_digits
from coopcli.sample.desk import NEXT_DUE, REFERENCE
from coopcli.sample.proposing import (
    BOLETO,
    CAR,
    CHEQUE,
    DAY,
    DEBITO,
    FOLHA,
    FULL_RECORD_DAYS,
    USUAL_ANSWERS,
    VALID_RECORD_DAYS,
    People,
    Told,
    has_record_of,
    usual,
)

if TYPE_CHECKING:
    from coopcli.sample.loans import Book, Loan
    from coopcli.sample.people import Member


def tell_all(told: Told, people: People) -> None:
    """Add every proposal."""
    for tell in (authority, prohibitions, guarantees, questionnaire, limits, rates, unsaid):
        tell(told, people)


def authority(told: Told, people: People) -> None:
    """Each authority, at its limit with a PR of R$ 25 million (160%) and a centavo above."""
    rich: dict[str, Any] = {"payroll_margin_cents": 20_000_000, "net_income_cents": 30_000_000}
    for story, cents, count, method in (
        ("atendimento: R$ 11.520,00 é 160% de R$ 7.200,00", 1_152_000, 36, FOLHA),
        ("um centavo acima do atendimento: PAC", 1_152_001, 36, FOLHA),
        ("PAC na folha em 60 meses, no limite de R$ 22.880,00", 2_288_000, 60, FOLHA),
        ("um centavo acima do PAC: gerente", 2_288_001, 60, FOLHA),
        ("PAC em conta corrente em 24 meses", 500_000, 24, DEBITO),
        ("conta corrente em 25 meses passa do PAC: gerente", 500_000, 25, DEBITO),
        ("cheque em 61 meses passa do gerente e da linha", 900_000, 61, CHEQUE),
    ):
        told.add(story, next(people.calm), amount_cents=cents, installment_count=count, payment_method=method, **rich)
    told.add("gerente no limite de R$ 35.200,00; volume acima de R$ 50.000,00 se reporta à Diretoria",
             _in_debt(people.book), amount_cents=3_520_000, installment_count=48, **rich)  # fmt: skip
    for story, cents in (
        ("Comitê no limite de R$ 104.000,00", 10_400_000),
        ("um centavo acima do Comitê: Diretoria", 10_400_001),
        ("um centavo acima da Diretoria (R$ 195.200,00): Conselho", 19_520_001),
    ):
        told.add(story, next(people.calm), amount_cents=cents, installment_count=60, **rich)
    told.add("boleto com avalista sobe ao Comitê", next(people.calm), payment_method=BOLETO,
             guarantee_kind="Aval", guarantor_document=people.next_signer(), **rich)  # fmt: skip


def _in_debt(book: Book) -> Member:
    """Return somebody who pays an ordinary loan of more than R$ 50.000,00 on time."""
    return next(
        loan.member for loan in book.loans
        if not loan.story and loan.member.person_type == "PF" and loan.principal_cents > 9_000_000 and loan.paid
        and loan.anchor.month == NEXT_DUE.month and loan.settled_on is None and 3 * loan.paid < loan.count
        and has_record_of(loan.member, FULL_RECORD_DAYS)
    )  # fmt: skip


def prohibitions(told: Told, people: People) -> None:
    """What the manual forbids of the person, the purpose and the paper."""
    stranger = with_check_digits(_one("987654320"))[0].as_py()
    told.add("não é associado", next(people.calm), document=stranger, member_id=None, member_name="Nair Ninguém")
    left = people.book.sheets["departures"][0]
    told.add("desligou-se da cooperativa", next(people.calm), document=left["document"], member_id=left["member_id"],
             member_name=left["name"])  # fmt: skip
    for story, changes in (
        ("em nome de outro titular", {"is_for_third_party": True}),
        ("restrições sem justificativa", {"has_restrictions": True}),
        ("sem título de crédito", {"credit_title": "Sem título"}),
        ("saque a descoberto", {"product_kind": "Adiantamento a depositante", "payment_method": DEBITO}),
        ("finalidade: subscrever quotas-partes", {"purpose": "Subscrição de quotas-partes da cooperativa"}),
        ("finalidade: pagar perdas rateadas", {"purpose": "Pagar o rateio das perdas de 2025"}),
        ("retém parte do crédito como capital", {"retains_capital": True}),
    ):
        told.add(story, next(people.calm), **changes)
    told.add("restrições com justificativa", next(people.calm), {**USUAL_ANSWERS, "2A": "Com restrições irrelevantes"},
             has_restrictions=True, restrictions_reason="Protesto pago em 02/10")  # fmt: skip
    told.add("ficha cadastral desatualizada", _with_old_record(people.book))
    told.add("linha Novo com mais de R$ 1.000,00", next(people.calm), credit_line="Novo - 12 meses",
             amount_cents=100_001, installment_count=12)  # fmt: skip


def _one(text: str) -> Any:
    import pyarrow as pa

    return pa.array([text])


def _with_old_record(book: Book) -> Member:
    """Return somebody who pays on time and whose record is older than thirteen months."""
    told = {loan.member.document for loan in book.loans if loan.story}
    old = (m for m in book.members if m.person_type == "PF" and m.document not in told)
    return next(m for m in old if (REFERENCE - m.record_updated_on).days > 400)


def guarantees(told: Told, people: People) -> None:
    """Guarantees that are too small, and guarantors who close a cycle, are late or are not known."""
    amount: dict[str, Any] = {"amount_cents": 1_000_000, "guarantee_kind": CAR}
    told.add("garantia real de 99,99% da proposta", next(people.calm), **amount, guarantee_cents=999_900)
    told.add("garantia real de 100% da proposta", next(people.calm), **amount, guarantee_cents=1_000_000)
    told.add("garantia real de 80%, com avalista", next(people.calm), **amount, guarantee_cents=800_000,
             guarantor_document=people.next_signer())  # fmt: skip
    loan = _guaranteed(people.book)
    signer = next(m for m in people.book.members if m.document == loan.guarantors[0].document)
    told.add("aval cruzado: o garantidor é garantido pelo proponente", signer, guarantee_kind="Aval",
             guarantor_document=loan.member.document)  # fmt: skip
    third = next(people.calm)
    told.add("aval triangular, com a proposta seguinte", signer, guarantee_kind="Aval",
             guarantor_document=third.document)  # fmt: skip
    told.add("aval triangular, com a proposta anterior", third, guarantee_kind="Aval",
             guarantor_document=loan.member.document)  # fmt: skip
    alone = next(people.calm)
    told.add("o garantidor é o próprio proponente", alone, guarantee_kind="Aval", guarantor_document=alone.document)
    late = next(row.member for row in people.book.loans if row.story.startswith("arrasta: 95"))
    told.add("garantidor com operação em atraso", next(people.calm), guarantee_kind="Aval",
             guarantor_document=late.document)  # fmt: skip
    unknown = with_check_digits(_one("876543210"))[0].as_py()
    told.add("garantidor sem cadastro", next(people.calm), guarantee_kind="Aval", guarantor_document=unknown)


def _guaranteed(book: Book) -> Loan:
    """Return an ordinary loan to a person, with a guarantor who is a person too."""
    return next(
        loan
        for loan in book.loans
        if not loan.story and loan.guarantors and loan.member.person_type == "PF" and loan.settled_on is None
        and len(loan.guarantors[0].document) == 11 and loan.anchor.month == NEXT_DUE.month
    )  # fmt: skip


def questionnaire(told: Told, people: People) -> None:
    """What is typed, with and without reason; the questionnaire above R$ 50.000,00; a rating that is refused."""
    rich: dict[str, Any] = {"payroll_margin_cents": 20_000_000, "net_income_cents": 30_000_000, "installment_count": 48}
    told.add("digitada com motivo: vale", next(people.calm),
             {**USUAL_ANSWERS, "1B": ("3", "Atraso de 40 dias que a exportação não mostra", DAY)})  # fmt: skip
    told.add("digitada sem motivo: não vale", next(people.calm), {**USUAL_ANSWERS, "1C": "Até 3 anos"})
    told.add("acima de R$ 50.000,00 sem questionário", next(people.calm), {}, amount_cents=5_000_001, **rich)
    told.add("R$ 50.000,00 exatos: questionário dispensado", next(people.calm), {}, amount_cents=5_000_000, **rich)
    early = {question: (answer, None, date(2026, 6, 15)) for question, answer in USUAL_ANSWERS.items()}
    told.add("respostas de um questionário anterior", next(people.calm), early)
    stopped = next(row.member for row in people.book.loans if row.story.startswith("arrasta: 200"))
    told.add("não está pagando o contrato: classe de não conceder", stopped,
             {"2B": "Acima de 2 operação", "5A": "Muito desfavorável"}, has_restrictions=True,
             restrictions_reason="Acordo em curso")  # fmt: skip


def limits(told: Told, people: People) -> None:
    """What does not fit: margin, net income, the three limits of companies, 15% of the reference equity."""
    told.add("não cabe na margem consignável", next(people.calm), payroll_margin_cents=30_000)
    told.add("não cabe em 30% da renda líquida", next(people.calm), payment_method=DEBITO, net_income_cents=100_000)
    receivables: dict[str, Any] = {
        "guarantee_kind": "Cessão ou caução de direitos creditórios",
        "guarantee_cents": 9_000_000,
    }
    told.add("empresa: 80% do faturamento médio, com recebíveis", next(people.firms), amount_cents=8_000_000,
             installment_count=12, **receivables)  # fmt: skip
    told.add("empresa: um centavo acima de 40% com nota promissória", next(people.firms), amount_cents=4_000_001)
    told.add("empresa recém-constituída: 30% mais 30% do patrimônio", next(people.firms), amount_cents=9_000_000,
             is_new_company=True)  # fmt: skip
    told.add("empresa: um centavo acima de 15% do PR", next(people.firms), amount_cents=375_000_001,
             annual_revenue_cents=20_000_000_000, installment_count=60)  # fmt: skip


def rates(told: Told, people: People) -> None:
    """Renegotiations before and after half is paid, a loss, a conflict of interests."""
    for story, wanted in (("mais de 50% quitado: taxa do rating", True), ("até 50% quitado: a mesma taxa", False)):
        loan = next(
            row for row in people.book.loans
            if not row.story and row.member.person_type == "PF" and row.settled_on is None and row.lag_days <= 1
            and row.anchor.month == NEXT_DUE.month and row.count > 12 and (2 * row.paid > row.count) == wanted
            and has_record_of(row.member, VALID_RECORD_DAYS)
        )  # fmt: skip
        told.add(f"renegociação, {story}", loan.member, renegotiates=str(loan.contract))
    lost = str(people.book.write_offs[-1]["document"])
    owner = next(m for m in people.book.members if m.document == lost)
    told.add("operação em prejuízo, com margem e avalista", owner, guarantee_kind="Aval",
             guarantor_document=people.next_signer())  # fmt: skip
    told.add("conflito de interesses", next(people.calm), has_conflict_of_interest=True)


def unsaid(told: Told, people: People) -> None:
    """A proposal of which only number, day, document, amount and term are told."""
    member = next(people.calm)
    kept = ("proposal_date", "document", "amount_cents", "installment_count")
    told.add(
        "nada informado além do obrigatório", member, {}, **dict.fromkeys(n for n in usual(member) if n not in kept)
    )
