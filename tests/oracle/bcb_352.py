"""Res. CMN 4.966/2021, Res. BCB 352/2023, simplified method: problem assets, provision, stop of revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from . import bcb_352_tables as tables
from .calendar_days import month_turns, whole_months
from .contagion import counterparties, givers
from .days_past_due import Delay, delay_of
from .money import share_cents
from .operation import AS_IT_STANDS, PRODUCT_KINDS, Operation, Readings
from .portfolios import portfolio_of

NO_INDICATION = "climate_restructuring"  # Res. CMN 4.966, art. 72-A
PROBLEM_ABOVE_DAYS = 90  # Res. CMN 4.966, art. 3, I: "superior a 90 (noventa) dias"

TRIGGER_ARTICLES = {
    "delay": "CMN 4.966, art. 3º, § 4º",
    "early_evidence": "CMN 4.966, art. 3º, § 1º",
    "financial_incapacity": "CMN 4.966, art. 3º, § 2º, I",
    "restructuring": "CMN 4.966, art. 3º, § 2º, II",
    "bankruptcy": "CMN 4.966, art. 3º, § 2º, III",
    "judicial_recovery": "CMN 4.966, art. 3º, § 2º, III",
    "court_measure": "CMN 4.966, art. 3º, § 2º, IV",
    "loss_of_liquidity": "CMN 4.966, art. 3º, § 2º, V",
    "covenant_breach": "CMN 4.966, art. 3º, § 2º, VI",
    "sold_at_discount": "CMN 4.966, art. 3º, § 2º, VII",
}


@dataclass(frozen=True)
class Provided:
    """What the norms ask of one operation.

    ``incurred``, ``additional`` and ``excess`` are the items I, II and III of art. 79.
    ``additional_percent`` is the one of the table; ``additional_cents`` what the cap of art. 78, § 2, leaves.
    ``dragged_by``: the problem assets that made it one, where nothing of its own did.
    """

    contract_id: str
    days: int
    portfolio: str
    portfolio_article: str
    is_problem_asset: bool
    problem_articles: tuple[str, ...]
    dragged_by: frozenset[str]
    is_defaulted: bool
    default_date: date | None
    months: int | None
    incurred_percent: Decimal
    incurred_cents: int
    additional_percent: Decimal
    additional_cents: int
    excess_cents: int
    provision_cents: int
    stops_revenue: bool


@dataclass(frozen=True)
class _Facts:
    """One operation on one date; ``own`` are the articles that make it a problem asset by itself."""

    operation: Operation
    delay: Delay
    is_bankrupt_company: bool
    own: tuple[str, ...]

    @property
    def is_defaulted(self) -> bool:
        return self.delay.days > tables.DEFAULTED_ABOVE_DAYS


def provide(
    operations: Sequence[Operation], on: date, readings: Readings = AS_IT_STANDS, *, only_incurred: bool = False
) -> dict[str, Provided]:
    """Return each operation's provision by contract; ``only_incurred``: the floor of the complete method (art. 76)."""
    bankrupt = {each.client_key for each in operations if _declares_bankrupt_company(each)}
    result: dict[str, Provided] = {}
    for together in counterparties(operations):
        facts = {each.contract_id: _facts(each, on, readings, bankrupt) for each in together}
        sources = [each.contract_id for each in givers(together, readings) if facts[each.contract_id].own]
        for one in facts.values():
            result[one.operation.contract_id] = _finish(one, frozenset(sources), on, readings, only_incurred)
    return result


def _declares_bankrupt_company(operation: Operation) -> bool:
    """Return whether it tells that its borrower is a company in bankruptcy (art. 77 speaks of no other)."""
    return operation.person_type == "PJ" and (operation.is_bankrupt or "bankruptcy" in operation.triggers)


def _facts(operation: Operation, on: date, readings: Readings, bankrupt: set[str]) -> _Facts:
    delay = delay_of(operation, on, readings)
    is_bankrupt_company = operation.client_key in bankrupt
    own = _own_problem(operation, delay, is_bankrupt_company)
    return _Facts(operation, delay, is_bankrupt_company, own)


def _own_problem(operation: Operation, delay: Delay, is_bankrupt_company: bool) -> tuple[str, ...]:
    """Return every article that makes the operation a problem asset, contagion apart."""
    articles = ["CMN 4.966, art. 3º, I"] if delay.days > PROBLEM_ABOVE_DAYS else []
    articles += [TRIGGER_ARTICLES[trigger] for trigger in operation.triggers if trigger != NO_INDICATION]
    if is_bankrupt_company or operation.is_bankrupt:
        articles.append(TRIGGER_ARTICLES["bankruptcy"])
    if operation.renegotiates_write_off:
        articles.append("CMN 4.966, art. 49, § 2º")
    if operation.was_problem_asset:
        articles.append("CMN 4.966, art. 3º, § 4º")
    return tuple(dict.fromkeys(articles))


def default_date_of(delay: Delay, on: date) -> date:
    """Return the day on which the operation became 91 days late: the first above 90."""
    first_day = tables.DEFAULTED_ABOVE_DAYS + 1
    if delay.since is not None:
        return delay.since + timedelta(days=first_day)
    return on - timedelta(days=delay.days - first_day)


def months_since(default_date: date, on: date, readings: Readings) -> int:
    """Return the months of Annex I ("contados a partir do mês do inadimplemento")."""
    if readings.months == "calendar":
        return month_turns(default_date, on)
    return whole_months(default_date, on, readings.missing_day)


def is_payroll_loan(operation: Operation) -> bool:
    """Return whether it is "crédito pessoal com consignação" (art. 78, § 6): no other product."""
    kind = operation.product_kind
    return kind == "payroll_loan" or (kind == "personal_loan" and operation.is_payroll)


def incurred_percent(facts: _Facts, portfolio: str, months: int | None) -> Decimal:
    """Return the percentage of arts. 76 and 77."""
    if facts.is_bankrupt_company:
        return tables.BANKRUPT_COMPANY
    return Decimal(0) if months is None else tables.annex_i(portfolio, months)


def additional_percent(facts: _Facts, portfolio: str, is_problem: bool) -> Decimal:
    """Return the percentage of art. 78, §§ 1, 5 and 6."""
    days = facts.delay.days
    if facts.operation.is_federal_programme:
        return Decimal(0)
    if facts.is_defaulted:
        return tables.DEFAULTED[portfolio]
    if is_problem:
        return tables.PROBLEM_NOT_DEFAULTED[portfolio]
    if is_payroll_loan(facts.operation) and days <= tables.PAYROLL_LAST_DAY:
        return tables.PAYROLL
    return tables.annex_ii(portfolio, days)


def _portfolios(operation: Operation) -> list[tuple[str, str]]:
    """Return the portfolio of the operation; where nobody told the product, those of all others after it."""
    others = () if operation.is_product_told else PRODUCT_KINDS
    return [portfolio_of(operation), *sorted(portfolio_of(replace(operation, product_kind=kind)) for kind in others)]


def _components(facts: _Facts, portfolio: str, months: int | None, is_problem: bool) -> tuple[int, int]:
    """Return the amounts of items I and II of art. 79.

    Art. 78, § 2: the cap is on the amounts, so that two components rounded up do not exceed the balance.
    """
    balance_cents = facts.operation.balance_cents
    incurred_cents = share_cents(balance_cents, incurred_percent(facts, portfolio, months))
    additional_cents = share_cents(balance_cents, additional_percent(facts, portfolio, is_problem))
    return incurred_cents, min(additional_cents, balance_cents - incurred_cents)


def _finish(facts: _Facts, sources: frozenset[str], on: date, readings: Readings, only_incurred: bool) -> Provided:
    operation, balance_cents = facts.operation, facts.operation.balance_cents
    dragged_by = frozenset() if facts.own or operation.is_contagion_exception else sources
    is_problem = bool(facts.own or dragged_by)
    default_date = default_date_of(facts.delay, on) if facts.is_defaulted else None
    months = None if default_date is None else months_since(default_date, on, readings)
    portfolio, portfolio_article = max(
        _portfolios(operation),
        key=lambda each: sum(_components(facts, each[0], months, is_problem)[: 2 - only_incurred]),
    )
    incurred = incurred_percent(facts, portfolio, months)
    additional = additional_percent(facts, portfolio, is_problem)
    incurred_cents, additional_cents = _components(facts, portfolio, months, is_problem)
    # Res. CMN 4.966, art. 49, § 2: 100%; what exceeds arts. 76 to 78 is item III of art. 79
    rest_cents = balance_cents - incurred_cents - additional_cents
    excess_cents = rest_cents if operation.renegotiates_write_off else 0
    return Provided(
        contract_id=operation.contract_id,
        days=facts.delay.days,
        portfolio=portfolio,
        portfolio_article=portfolio_article,
        is_problem_asset=is_problem,
        problem_articles=facts.own or (("CMN 4.966, art. 51, § 4º",) if dragged_by else ()),
        dragged_by=dragged_by,
        is_defaulted=facts.is_defaulted,
        default_date=default_date,
        months=months,
        incurred_percent=incurred,
        incurred_cents=incurred_cents,
        additional_percent=additional,
        additional_cents=additional_cents,
        excess_cents=excess_cents,
        provision_cents=incurred_cents + additional_cents + excess_cents,
        stops_revenue=is_problem,
    )
