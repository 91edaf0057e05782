"""Every situation that the rules name, as one contract or a few; each carries its story, in Portuguese."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from coopcli.dates import add_months
from coopcli.sample import ties
from coopcli.sample.desk import REFERENCE, Desk, days_before
from coopcli.sample.loans import PRODUCTS, Guarantor, guarantee
from coopcli.sample.people import cpf

DELAY_EDGES = (
    0, 1, 14, 15, 30, 31, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181,
    240, 241, 300, 301, 360, 361, 365, 366, 540, 541, 720, 721,
)  # fmt: skip
DEFAULT_MONTHS = range(23)
DEFAULT_AFTER_DAYS = 91

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
WRONG_BALANCE = "saldo ilegível em outubro (1,234.56)"
WRONG_DOCUMENT = "CPF com dígito verificador errado em outubro"
PORTFOLIOS = {
    "C1": ("real_estate", "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL"),
    "C2": ("vehicle", "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO"),
    "C3": ("personal", "AVAL"),
    "C4": ("capital", None),
    "C5": ("personal", None),
}


def tell_all(desk: Desk) -> None:
    """Add every situation to the desk's book."""
    for tell in (
        delays,
        months_in_default,
        guarantees,
        products,
        ties.triggers,
        ties.contagion,
        ties.contagion_exceptions,
        ties.renegotiations,
        calendar,
        payments,
        schedules,
        long_terms,
        ties.levels,
        accounts,
    ):
        tell(desk)


def many(count: int, one: str, more: str = "") -> str:
    """Return ``1 dia``, ``2 dias``."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def delays(desk: Desk) -> None:
    """Each edge of every band of days."""
    for days in DELAY_EDGES:
        desk.lend(f"{many(days, 'dia')} de atraso", anchor=days_before(days))
    for days in (0, 1, 14, 15, 30, 31, 60, 61, 90, 91):
        desk.lend(f"consignado com {many(days, 'dia')} de atraso", "payroll", anchor=days_before(days))
    for days in (0, 15, 45, 75, 120):
        desk.lend(f"programa federal de crédito com {days} dias de atraso", "federal", anchor=days_before(days))


def months_in_default(desk: Desk) -> None:
    """Each row of Annex I for each portfolio, and the two sides of a month's turn."""
    month = np.datetime64(REFERENCE.replace(day=15))
    for months in DEFAULT_MONTHS:
        default: date = add_months(np.array([month]), -months)[0].item()
        since = default - timedelta(days=DEFAULT_AFTER_DAYS)
        for portfolio, (product, kind) in PORTFOLIOS.items():
            held = (guarantee(kind),) if kind else ()
            story = f"{portfolio}: inadimplido há {many(months, 'mês', 'meses')}"
            desk.lend(story, product, anchor=since, paid=6, count=48, principal_cents=700_000, guarantees=held)
    for default in (date(2026, 9, 30), date(2026, 10, 1)):
        since = default - timedelta(days=DEFAULT_AFTER_DAYS)
        desk.lend(f"completa 91 dias de atraso em {default:%d/%m/%Y}", anchor=since)


def guarantees(desk: Desk) -> None:
    """Each kind of guarantee, on time and late; several at once; a guarantor without more; nothing at all."""
    for kind in GUARANTEE_KINDS:
        desk.lend(f"garantia: {kind}", "capital", guarantees=(guarantee(kind, 4_000_000),))
        desk.lend(f"garantia: {kind}, 45 dias de atraso", anchor=days_before(45), guarantees=(guarantee(kind),))
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


def calendar(desk: Desk) -> None:
    """Due dates that fall on days without banking, paid on the next business day or not at all."""
    desk.lend("vence no sábado 31/10/2026, sem pagamento", anchor=date(2026, 10, 31))
    desk.lend("venceu na sexta-feira 30/10/2026, sem pagamento", anchor=date(2026, 10, 30))
    desk.lend("venceu no feriado 12/10/2026, pago em 13/10", anchor=date(2026, 11, 12))
    desk.lend("venceu no feriado 12/10/2026, sem pagamento", anchor=date(2026, 10, 12))
    desk.lend("venceu no sábado 10/10/2026 (feriado na segunda), pago em 13/10", anchor=date(2026, 11, 10))
    desk.lend("venceu no domingo 25/10/2026, sem pagamento", anchor=date(2026, 10, 25))
    desk.lend("vence em 31, inclusive nos meses mais curtos", anchor=date(2026, 12, 31), anchor_number=11, paid=9)


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
        desk.open_account(f"limite em uso, {days} dias de atraso", limit_used_cents=150_000, limit_late_since=late)
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
