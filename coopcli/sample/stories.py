"""Every situation that the rules name, as one contract or a few; each carries its story, in Portuguese."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from coopcli.dates import add_months
from coopcli.sample.desk import REFERENCE, Desk, days_before
from coopcli.sample.loans import PRODUCTS, Guarantee, Guarantor, Loan
from coopcli.sample.people import cpf, establishment

DELAY_EDGES = (
    0, 1, 14, 15, 30, 31, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181,
    240, 241, 300, 301, 360, 361, 365, 366, 540, 541, 720, 721,
)  # fmt: skip
DEFAULT_MONTHS = range(23)
DEFAULT_AFTER_DAYS = 91
AUTHOR = "Comitê de Crédito"

GUARANTEE_KINDS = (
    "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL",
    "GARANTIA DA UNIÃO",
    "HIPOTECA RESIDENCIAL 1º GRAU",
    "HIPOTECA",
    "PENHOR DE BENS",
    "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO",
    "ALIENAÇÃO FIDUCIÁRIA DE BENS MÓVEIS",
    "DEPÓSITO EM GARANTIA",
    "TÍTULOS PÚBLICOS FEDERAIS",
    "FIANÇA DE INSTITUIÇÃO AUTORIZADA",
    "SEGURO DE CRÉDITO",
    "SEGURO DE CRÉDITO DE PARTE RELACIONADA",
    "CESSÃO FIDUCIÁRIA DE DIREITOS CREDITÓRIOS",
    "CAUÇÃO DE RECEBÍVEIS",
    "PENHOR DE DIREITOS CREDITÓRIOS",
    "AVAL",
    "FIANÇA",
    "OUTRA GARANTIA REAL",
    "SEM GARANTIA",
)
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
WRONG_BALANCE = "saldo ilegível em outubro (1,234.56)"
WRONG_DOCUMENT = "CPF com dígito verificador errado em outubro"
PORTFOLIOS = {
    "C1": ("real_estate", "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL"),
    "C2": ("vehicle", "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO"),
    "C3": ("personal", "AVAL"),
    "C4": ("capital", None),
    "C5": ("personal", None),
}


def guarantee(kind: str, loan_cents: int = 1_000_000) -> Guarantee:
    """Return a guarantee worth a little more than the loan; one of persons has no value of its own."""
    has_value = kind not in ("AVAL", "FIANÇA", "SEM GARANTIA")
    return Guarantee(kind, kind.capitalize(), loan_cents * 5 // 4 if has_value else None)


def tell_all(desk: Desk) -> None:
    """Add every situation to the desk's book."""
    for tell in (
        delays,
        months_in_default,
        guarantees,
        products,
        triggers,
        contagion,
        contagion_exceptions,
        renegotiations,
        calendar,
        payments,
        schedules,
        long_terms,
        levels,
        accounts,
    ):
        tell(desk)


def delays(desk: Desk) -> None:
    """Each edge of every band of days."""
    for days in DELAY_EDGES:
        desk.lend(f"{days} dias de atraso", anchor=days_before(days))
    for days in (0, 1, 14, 15, 30, 31, 60, 61, 90, 91):
        desk.lend(f"consignado com {days} dias de atraso", "payroll", anchor=days_before(days))
    for days in (0, 15, 45, 75, 120):
        desk.lend(
            f"programa federal de crédito com {days} dias de atraso", "federal", anchor=days_before(days)
        )


def months_in_default(desk: Desk) -> None:
    """Each row of Annex I for each portfolio, and the two sides of a month's turn."""
    month = np.datetime64(REFERENCE.replace(day=15))
    for months in DEFAULT_MONTHS:
        default: date = add_months(np.array([month]), -months)[0].item()
        since = default - timedelta(days=DEFAULT_AFTER_DAYS)
        for portfolio, (product, kind) in PORTFOLIOS.items():
            held = (guarantee(kind),) if kind else ()
            story = f"{portfolio}: inadimplido há {months} meses"
            desk.lend(
                story, product, anchor=since, paid=6, count=48, principal_cents=700_000, guarantees=held
            )
    for default in (date(2026, 9, 30), date(2026, 10, 1)):
        since = default - timedelta(days=DEFAULT_AFTER_DAYS)
        desk.lend(f"completa 91 dias de atraso em {default:%d/%m/%Y}", anchor=since)


def guarantees(desk: Desk) -> None:
    """Each kind of guarantee, on time and late; several at once; a guarantor without more; nothing at all."""
    for kind in GUARANTEE_KINDS:
        desk.lend(f"garantia: {kind}", "capital", guarantees=(guarantee(kind, 4_000_000),))
        desk.lend(
            f"garantia: {kind}, 45 dias de atraso", anchor=days_before(45), guarantees=(guarantee(kind),)
        )
    for kinds in (
        ("AVAL", "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL"),
        ("FIANÇA", "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO", "CAUÇÃO DE RECEBÍVEIS"),
        ("HIPOTECA", "HIPOTECA RESIDENCIAL 1º GRAU"),
        ("SEM GARANTIA", "AVAL"),
    ):
        held = tuple(guarantee(kind, 4_000_000) for kind in kinds)
        desk.lend(f"várias garantias: {' + '.join(kinds)}", "capital", guarantees=held)
    signer = next(desk.persons)
    desk.lend("só avalista, sem linha de garantia", guarantors=(Guarantor(signer.document, signer.name),))
    outsider = Guarantor(cpf(90_000), "Zilda Brandão Esteves")
    desk.lend(
        "aval de quem não é associado",
        "capital",
        guarantees=(guarantee("AVAL"),),
        guarantors=(outsider, Guarantor(signer.document, signer.name)),
    )
    desk.lend("capital de giro sem garantia nenhuma", "capital")


def products(desk: Desk) -> None:
    """Each product, on time and forty days late."""
    for product, words in PRODUCTS.items():
        desk.lend(f"produto: {words.submodality}", product)
        desk.lend(f"produto: {words.submodality}, 40 dias de atraso", product, anchor=days_before(40))


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
    desk.lend(
        "arrastado pelo grupo econômico (produtor, 20 dias)", "rural", member=farm, anchor=days_before(20)
    )
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
            story, "real_estate", member=member, guarantees=(guarantee(GUARANTEE_KINDS[0], 14_000_000),)
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
        loan = desk.lend(
            f"renegociado, {days} dias de atraso", anchor=days_before(days), is_renegotiated=True, paid=2
        )
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


def calendar(desk: Desk) -> None:
    """Due dates that fall on days without banking, paid on the next business day or not at all."""
    desk.lend("vence no sábado 31/10/2026, sem pagamento", anchor=date(2026, 10, 31))
    desk.lend("venceu na sexta-feira 30/10/2026, sem pagamento", anchor=date(2026, 10, 30))
    desk.lend("venceu no feriado 12/10/2026, pago em 13/10", anchor=date(2026, 11, 12))
    desk.lend("venceu no feriado 12/10/2026, sem pagamento", anchor=date(2026, 10, 12))
    desk.lend("venceu no sábado 10/10/2026 (feriado na segunda), pago em 13/10", anchor=date(2026, 11, 10))
    desk.lend("venceu no domingo 25/10/2026, sem pagamento", anchor=date(2026, 10, 25))
    desk.lend(
        "vence em 31, inclusive nos meses mais curtos", anchor=date(2026, 12, 31), anchor_number=11, paid=9
    )


def payments(desk: Desk) -> None:
    """What was paid, when, and how much of it."""
    oldest = days_before(50)
    desk.lend("pagamento parcial da parcela mais antiga, 50 dias", anchor=oldest, partial_cents=15_000)
    desk.lend("pagamento parcial de R$ 0,01, 91 dias", anchor=days_before(91), partial_cents=1)
    desk.lend(
        "venceu em 16/10/2026, pagamento de 03/11 já lançado",
        anchor=date(2026, 10, 16),
        anchor_number=9,
        paid=9,
        lag_days=18,
        posted_after=True,
    )
    desk.lend("quitado em outubro", settled_on=date(2026, 10, 20))
    desk.lend("quitado em setembro (some em outubro)", settled_on=date(2026, 9, 18))
    desk.lend(
        "regularizado em outubro: 91 dias em setembro",
        anchor=date(2026, 7, 1),
        caught_up_on=date(2026, 10, 22),
    )
    desk.lend("some da carteira em outubro sem quitação", gone_on=date(2026, 10, 1))
    desk.lend("novo em outubro", paid=0, count=12)
    desk.lend("contratado na data-base", paid=0, count=12, contract_date=REFERENCE)


def schedules(desk: Desk) -> None:
    """Loans with no schedule exported, with yearly and half-yearly instalments, with one, past their term."""
    for days in (0, 40, 200):
        story = f"sem parcelas na exportação, {days} dias de atraso"
        desk.lend(story, "card", anchor=days_before(days), has_schedule=False)
    desk.lend(WRONG_BALANCE, "card", has_schedule=False)
    desk.lend(WRONG_DOCUMENT)
    desk.lend("parcelas anuais, em dia", "rural_investment", step_months=12, paid=2, count=6)
    desk.lend(
        "parcelas semestrais, 100 dias",
        "rural_investment",
        step_months=6,
        paid=2,
        count=6,
        anchor=days_before(100),
    )
    desk.lend("parcela única, 60 dias", "discount", step_months=3, paid=0, count=1, anchor=days_before(60))
    desk.lend("vencido por inteiro: última parcela em atraso", paid=10, count=12, anchor=days_before(75))
    desk.lend("operação acima de 5% do patrimônio", "capital", principal_cents=180_000_000, paid=4, count=48)


def long_terms(desk: Desk) -> None:
    """Thirty-six months to run exactly, and a day more, late by days of the simple and the doubled bands."""
    for months_late in (1, 2, 4, 7):
        for last_due, words in (
            (date(2029, 10, 31), "36 meses exatos"),
            (date(2029, 11, 1), "36 meses e um dia"),
        ):
            count = 6 + 36 + months_late + 1  # paid, steps from the oldest unpaid one to the last, itself
            story = f"{words} a decorrer, parcelas em atraso: {months_late}"
            desk.lend(story, "payroll", anchor=last_due, anchor_number=count, paid=6, count=count)


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


def accounts(desk: Desk) -> None:
    """Overdrafts and limits on each side of their edges."""
    for days in (5, 29, 30, 31, 45, 91, 120):
        desk.open_account(
            f"adiantamento a depositante há {days} dias",
            overdraft_cents=35_000 + 1_000 * days,
            overdraft_since=days_before(days),
        )
    for days in (0, 10, 35, 95):
        late = days_before(days) if days else None
        desk.open_account(
            f"limite em uso, {days} dias de atraso", limit_used_cents=150_000, limit_late_since=late
        )
    desk.open_account(
        "limite e adiantamento ao mesmo tempo",
        limit_used_cents=300_000,
        overdraft_cents=42_000,
        overdraft_since=days_before(12),
    )
    drags = desk.lend("arrastado pelo adiantamento a depositante", "payroll")
    desk.open_account(
        "arrasta: adiantamento há 100 dias",
        drags.member,
        overdraft_cents=61_000,
        overdraft_since=days_before(100),
    )
    desk.open_account("limite contratado e não usado")
