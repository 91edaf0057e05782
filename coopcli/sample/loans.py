"""What a sample loan is: its product, its schedule and how it was paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from coopcli.sample.people import Member


@dataclass(frozen=True, slots=True)
class Product:
    """A product in the words of the core system."""

    modality: str
    submodality: str
    line_code: str
    line: str
    purpose: str
    payment: str
    monthly_rate: Decimal


def _product(modality: str, submodality: str, code: str, line: str, rate: str, payment: str = "BOLETO") -> Product:
    purpose = submodality.split(" - ", 1)[1].upper()
    return Product(modality, submodality, code, line, purpose, payment, Decimal(rate))


DEBIT = "DÉBITO EM CONTA"
PRODUCTS: dict[str, Product] = {
    "payroll": _product(
        "EMPRÉSTIMO",
        "0202 - Crédito pessoal com consignação",
        "1010",
        "CONSIGNADO",
        "1.79",
        "FOLHA DE PAGAMENTO",
    ),
    "personal": _product(
        "EMPRÉSTIMO", "0203 - Crédito pessoal sem consignação", "1020", "CRÉDITO PESSOAL", "2.89", DEBIT
    ),
    "account_limit": _product("LIMITE", "0214 - Conta garantida", "1030", "CONTA GARANTIDA", "3.90", DEBIT),
    "capital_short": _product(
        "EMPRÉSTIMO", "0215 - Capital de giro até 365 dias", "3010", "CAPITAL DE GIRO CURTO", "1.95", DEBIT
    ),
    "capital": _product("EMPRÉSTIMO", "0216 - Capital de giro acima de 365 dias", "3020", "CAPITAL DE GIRO", "1.89"),
    "federal": _product("EMPRÉSTIMO", "0216 - Capital de giro acima de 365 dias", "7001", "PRONAMPE", "0.99", DEBIT),
    "discount": _product("TÍTULO DESCONTADO", "0301 - Desconto de duplicatas", "4010", "DUPLICATAS", "2.10"),
    "vehicle": _product("FINANCIAMENTO", "0401 - Aquisição de veículos", "2010", "VEÍCULOS", "1.69"),
    "goods": _product("FINANCIAMENTO", "0402 - Aquisição de outros bens", "2020", "BENS E SERVIÇOS", "1.99"),
    "rural": _product("CRÉDITO RURAL", "0801 - Custeio", "5010", "CUSTEIO AGRÍCOLA", "0.95", DEBIT),
    "rural_investment": _product("CRÉDITO RURAL", "0802 - Investimento", "5020", "INVESTIMENTO RURAL", "0.99", DEBIT),
    "rural_sale": _product("CRÉDITO RURAL", "0803 - Comercialização", "5030", "COMERCIALIZAÇÃO RURAL", "1.05", DEBIT),
    "real_estate": _product("FINANCIAMENTO", "0902 - Financiamento imobiliário", "6010", "CASA PRÓPRIA", "0.89"),
    "leasing": _product("ARRENDAMENTO", "1201 - Arrendamento financeiro", "6510", "ARRENDAMENTO", "1.55"),
    "exchange": _product(
        "CÂMBIO", "0502 - Adiantamento sobre contratos de câmbio", "6610", "EXPORTAÇÃO", "0.85", DEBIT
    ),
    "import": _product("CÂMBIO", "0601 - Financiamento à importação", "6620", "IMPORTAÇÃO", "0.90", DEBIT),
    "card": _product("CARTÃO", "1304 - Cartão de crédito", "8010", "CARTÃO PARCELADO", "4.50", DEBIT),
}


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A guarantee of a contract; ``kind`` in the words of the export."""

    kind: str
    description: str
    amount_cents: int | None = None


def guarantee(kind: str, loan_cents: int = 1_000_000) -> Guarantee:
    """Return a guarantee worth a little more than the loan; one of persons has no value of its own."""
    has_value = kind not in ("AVAL", "FIANÇA", "SEM GARANTIA")
    return Guarantee(kind, kind.capitalize(), loan_cents * 5 // 4 if has_value else None)


@dataclass(frozen=True, slots=True)
class Guarantor:
    """Who signed for somebody else's contract."""

    document: str
    name: str


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan and its whole life; what an export of a month shows of it is worked out in ``ledger``.

    Instalment number ``anchor_number`` (where 0: the first that is not paid) falls due on ``anchor``, the
    others ``step_months`` before and after. The first ``paid`` are paid ``lag_days`` after they fall due (on
    a business day), those due up to ``caught_up_on`` on that day, all others on ``settled_on``.
    ``partial_cents`` were paid towards the first unpaid one. ``posted_after`` shows payments of later days
    too, as an export taken after the reference date does. From ``gone_on`` on, no export has the contract.
    ``by_hand`` leaves interest out of the instalments, so that a reader can do the sums in the head.
    """

    contract: int
    member: Member
    product: str
    principal_cents: int
    anchor: date
    paid: int
    count: int
    story: str = ""
    anchor_number: int = 0
    step_months: int = 1
    lag_days: int = 0
    caught_up_on: date | None = None
    settled_on: date | None = None
    gone_on: date | None = None
    partial_cents: int = 0
    posted_after: bool = False
    has_schedule: bool = True
    is_renegotiated: bool = False
    level: str | None = "A"
    contract_date: date | None = None
    by_hand: bool = False
    guarantees: tuple[Guarantee, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A current account with a debt: a limit in use, an overdraft (adiantamento a depositante), or both."""

    number: int
    member: Member
    limit_used_cents: int = 0
    limit_late_since: date | None = None
    overdraft_cents: int = 0
    overdraft_since: date | None = None
    story: str = ""


@dataclass(slots=True)
class Book:
    """All that a sample cooperative has: members, loans, accounts and the sheets it keeps itself.

    The sheets are rows by canonical column (``sheets``: by frame); ``groups`` is of (code, name, members).
    """

    members: list[Member] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    groups: list[tuple[str, str, tuple[Member, ...]]] = field(default_factory=list)
    exceptions: list[dict[str, object]] = field(default_factory=list)
    triggers: list[dict[str, object]] = field(default_factory=list)
    reviews: list[dict[str, object]] = field(default_factory=list)
    write_offs: list[dict[str, object]] = field(default_factory=list)
    sheets: dict[str, list[dict[str, object]]] = field(default_factory=dict)
