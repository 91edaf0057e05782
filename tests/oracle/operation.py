"""What the second reckoning knows of an operation, and the readings of the norm that are open to choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PERSON_TYPES = ("PF", "PJ")

LEVELS = ("AA", "A", "B", "C", "D", "E", "F", "G", "H")
"""Res. CMN 2.682, art. 1: in rising order of risk."""

PRODUCT_KINDS = (
    "payroll_loan",
    "personal_loan",
    "consumer_financing",
    "working_capital",
    "receivables_discount",
    "leasing",
    "exchange_advance",
    "import_financing",
    "private_securities",
    "rural_investment",
    "rural_other",
    "revolving",
    "overdraft",
    "real_estate",
    "other",
)

GUARANTEE_KINDS = (
    "real_estate_fiduciary",
    "sovereign_guarantee",
    "first_mortgage_residential",
    "other_mortgage",
    "pledge_of_goods",
    "movable_fiduciary",
    "deposits",
    "federal_securities",
    "authorized_institution_guarantee",
    "credit_insurance_unrelated",
    "receivables_assignment",
    "personal_guarantee",
    "other_real",
    "other_credit_insurance",
    "none",
)

TRIGGERS = (
    "financial_incapacity",
    "restructuring",
    "bankruptcy",
    "judicial_recovery",
    "court_measure",
    "loss_of_liquidity",
    "covenant_breach",
    "sold_at_discount",
    "early_evidence",
    "climate_restructuring",
    "delay",
)
"""``delay`` in force: a problem that delay began and that is not over (Res. CMN 4.966, art. 3, § 4)."""


@dataclass(frozen=True)
class Installment:
    """One instalment. A payment without a date may have been made by the reference date, or later."""

    due_date: date
    amount_cents: int
    paid_cents: int = 0
    paid_date: date | None = None


@dataclass(frozen=True)
class Operation:
    """One credit operation that exists on the reference date (paid-off ones are not handed in).

    ``client_key`` is what ``client_key()`` returns; ``group_key`` is the economic group, if any.
    The days come from ``overdraft_days`` for an overdraft, else ``installments``, else ``oldest_due_date``,
    else ``given_days``. ``given_level`` is the level that the cooperative gave (art. 2); ``held_level`` the
    one that a renegotiated operation had (art. 8). ``triggers`` are those in force on the reference date.
    ``is_payroll`` counts for personal loans only. ``renegotiates_write_off``: this operation comes from one
    that had been written off. ``was_problem_asset``: it was one and has not met Res. CMN 4.966, art. 3, § 4;
    ``was_problem_before``: it was one by itself, whatever became of that. ``is_product_told``: False where nobody told
    the product, so that it may be any: then the portfolio that provides for most.
    """

    contract_id: str
    client_key: str
    balance_cents: int
    group_key: str | None = None
    person_type: str = "PF"
    product_kind: str = "other"
    guarantee_kinds: tuple[str, ...] = ()
    installments: tuple[Installment, ...] = ()
    oldest_due_date: date | None = None
    given_days: int | None = None
    overdraft_days: int | None = None
    contract_date: date | None = None
    maturity_date: date | None = None
    given_level: str | None = None
    held_level: str | None = None
    level_h_since: date | None = None
    triggers: tuple[str, ...] = ()
    is_renegotiated: bool = False
    renegotiates_write_off: bool = False
    is_payroll: bool = False
    is_bankrupt: bool = False
    is_federal_programme: bool = False
    is_contagion_exception: bool = False
    was_problem_asset: bool = False
    was_problem_before: bool = False
    is_product_told: bool = True

    def __post_init__(self) -> None:
        """Refuse words outside the vocabularies and impossible amounts."""
        _known(PERSON_TYPES, self.person_type)
        _known(PRODUCT_KINDS, self.product_kind)
        _known(GUARANTEE_KINDS, *self.guarantee_kinds)
        _known(TRIGGERS, *self.triggers)
        _known(LEVELS, *(level for level in (self.given_level, self.held_level) if level is not None))
        if self.balance_cents < 0:
            raise ValueError(f"{self.contract_id}: negative balance")


@dataclass(frozen=True)
class Readings:
    """Choices that the norms leave open.

    ``tolerance_cents``  an instalment counts as unpaid when more than this is missing.
    ``local_holidays``   municipal holidays, besides the national ones.
    ``double_count``     Res. CMN 2.682, art. 4, § 2: "admite-se", so only where the cooperative chose it.
    ``aa_survives``      art. 4, I, sets no minimum under 15 days: a given AA stays AA (False: at least A).
    ``months``           Annex I: month turns ("calendar") or whole months elapsed ("anniversary").
    ``missing_day``      31/08 and six months: 28/02 ("last") or 01/03 ("next", Civil Code, art. 132, § 3).
    ``exceptions_drag``  an excepted operation does not receive; it still gives, as art. 51, § 4, of
                         Res. CMN 4.966 excepts only the instrument of lower risk (False: neither).
    """

    tolerance_cents: int = 0
    local_holidays: frozenset[date] = frozenset()
    double_count: bool = False
    aa_survives: bool = True
    months: Literal["calendar", "anniversary"] = "calendar"
    missing_day: Literal["last", "next"] = "last"
    exceptions_drag: bool = True


AS_IT_STANDS = Readings()


def client_key(document: str) -> str:
    """Return what tells the client: the CPF (11 characters), or the root (8) of a CNPJ (14)."""
    if len(document) not in (11, 14):
        raise ValueError(f"{len(document)} characters are neither a CPF nor a CNPJ")
    return document[:8] if len(document) == 14 else document


def _known(words: tuple[str, ...], *found: str) -> None:
    for word in found:
        if word not in words:
            raise ValueError(f"{word!r} is not one of {', '.join(words)}")
