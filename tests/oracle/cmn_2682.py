"""Res. CMN 2.682/1999: level of risk, minimum provision, write-off, stop of revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .calendar_days import months_after
from .contagion import counterparties, givers
from .days_past_due import delay_of
from .money import share_cents
from .operation import AS_IT_STANDS, LEVELS, Operation, Readings

BY_DAYS = (
    # first day, level, article: art. 4, I ("no mínimo"); under 15 days the act sets no minimum
    (15, "B", "art. 4º, I, a"),
    (31, "C", "art. 4º, I, b"),
    (61, "D", "art. 4º, I, c"),
    (91, "E", "art. 4º, I, d"),
    (121, "F", "art. 4º, I, e"),
    (151, "G", "art. 4º, I, f"),
    (181, "H", "art. 4º, I, g"),
)

BY_DAYS_DOUBLED = (
    # art. 4, § 2: A 0-29, B 30-60, C 61-120, D 121-180, E 181-240, F 241-300, G 301-360, H above 360
    (30, "B", "art. 4º, I, a, e § 2º"),
    (61, "C", "art. 4º, I, b, e § 2º"),
    (121, "D", "art. 4º, I, c, e § 2º"),
    (181, "E", "art. 4º, I, d, e § 2º"),
    (241, "F", "art. 4º, I, e, e § 2º"),
    (301, "G", "art. 4º, I, f, e § 2º"),
    (361, "H", "art. 4º, I, g, e § 2º"),
)

DOUBLED_ABOVE_MONTHS = 36  # art. 4, § 2: "superior a 36 meses"
OVERDRAFT_DAYS = 30  # art. 4, § 1: "a partir de trinta dias de sua ocorrência"
SHORT_OPERATION_DAYS = 30  # art. 4, § 1: "superiores a trinta dias"
SHORT_OPERATION_MONTHS = 1  # art. 4, § 1: "inferiores a um mês"
SHORT_PRODUCTS = ("exchange_advance", "import_financing")
MONTHS_IN_H = 6  # art. 7
REVENUE_STOPS_DAYS = 60  # art. 9: "igual ou superior a sessenta dias"

PERCENT = {
    "AA": Decimal("0"),  # art. 6 begins at A
    "A": Decimal("0.5"),
    "B": Decimal("1"),
    "C": Decimal("3"),
    "D": Decimal("10"),
    "E": Decimal("30"),
    "F": Decimal("50"),
    "G": Decimal("70"),
    "H": Decimal("100"),
}


@dataclass(frozen=True)
class Classified:
    """What the act asks of one operation; ``dragged_by`` are the others whose worse level it takes."""

    contract_id: str
    days: int
    own_level: str
    own_article: str
    level: str
    dragged_by: frozenset[str]
    percent: Decimal
    provision_cents: int
    is_write_off_due: bool
    stops_revenue: bool


@dataclass(frozen=True)
class _Own:
    operation: Operation
    days: int
    level: str
    article: str


def classify(operations: Sequence[Operation], on: date, readings: Readings = AS_IT_STANDS) -> dict[str, Classified]:
    """Return each operation's level and provision by contract; arts. 3 to 9."""
    result: dict[str, Classified] = {}
    for together in counterparties(operations):
        own = {each.contract_id: _own(each, on, readings) for each in together}
        sources = [own[each.contract_id] for each in givers(together, readings)]
        for one in own.values():
            result[one.operation.contract_id] = _finish(one, sources, on, readings)
    return result


def worst(levels: Sequence[str]) -> str:
    """Return the level of most risk."""
    return max(levels, key=LEVELS.index)


def level_by_days(days: int, doubled: bool) -> tuple[str, str] | None:
    """Return the minimum level that the delay asks for and its article; None where it asks for nothing."""
    found = None
    for first_day, level, article in BY_DAYS_DOUBLED if doubled else BY_DAYS:
        if days >= first_day:
            found = (level, article)
    return found


def is_doubled(operation: Operation, on: date, readings: Readings) -> bool:
    """Return whether the periods count double: more than 36 months to run (art. 4, § 2), where chosen."""
    if not readings.double_count or operation.maturity_date is None:
        return False
    return operation.maturity_date > months_after(on, DOUBLED_ABOVE_MONTHS, readings.missing_day)


def is_short(operation: Operation, readings: Readings) -> bool:
    """Return whether art. 4, § 1, counts it among those that fall to G after 30 days of delay."""
    if operation.product_kind in SHORT_PRODUCTS:
        return True
    if operation.contract_date is None or operation.maturity_date is None:
        return False
    month = months_after(operation.contract_date, SHORT_OPERATION_MONTHS, readings.missing_day)
    return operation.maturity_date < month


def level_by_kind(operation: Operation, days: int, readings: Readings) -> tuple[str, str] | None:
    """Return the minimum of art. 4, § 1; § 2 doubles only "os prazos previstos no inciso I"."""
    if operation.product_kind == "overdraft" and days >= OVERDRAFT_DAYS:
        return ("G", "art. 4º, § 1º")
    if is_short(operation, readings) and days > SHORT_OPERATION_DAYS:
        return ("G", "art. 4º, § 1º")
    return None


def _own(operation: Operation, on: date, readings: Readings) -> _Own:
    """Return the level that the operation has by itself, before art. 3."""
    days = delay_of(operation, on, readings).days
    minima = [
        level_by_days(days, is_doubled(operation, on, readings)),
        level_by_kind(operation, days, readings),
        _given(operation, readings),
        _renegotiated(operation),
    ]
    known = [minimum for minimum in minima if minimum is not None] or [("A", "art. 4º, I")]
    level, article = max(known, key=lambda pair: LEVELS.index(pair[0]))
    return _Own(operation, days, level, article)


def _given(operation: Operation, readings: Readings) -> tuple[str, str] | None:
    """Return the level given by the cooperative (arts. 2 and 5), which delay alone never betters."""
    if operation.given_level is None:
        return None
    if operation.given_level == "AA" and not readings.aa_survives:
        return ("A", "art. 4º, I")
    return (operation.given_level, "arts. 2º e 5º")


def _renegotiated(operation: Operation) -> tuple[str, str] | None:
    """Return the minimum of art. 8: the level held, or H where it had been written off."""
    if operation.renegotiates_write_off:
        return ("H", "art. 8º")
    if operation.is_renegotiated and operation.held_level is not None:
        return (operation.held_level, "art. 8º")
    return None


def _finish(own: _Own, sources: Sequence[_Own], on: date, readings: Readings) -> Classified:
    operation = own.operation
    level = own.level
    if not operation.is_contagion_exception:
        level = worst([own.level, *(source.level for source in sources)])
    dragged = frozenset(s.operation.contract_id for s in sources if s.level == level and level != own.level)
    return Classified(
        contract_id=operation.contract_id,
        days=own.days,
        own_level=own.level,
        own_article=own.article,
        level=level,
        dragged_by=dragged,
        percent=PERCENT[level],
        provision_cents=share_cents(operation.balance_cents, PERCENT[level]),
        is_write_off_due=level == "H" and _six_months_gone(operation, on, readings),
        stops_revenue=own.days >= REVENUE_STOPS_DAYS,
    )


def _six_months_gone(operation: Operation, on: date, readings: Readings) -> bool:
    """Return whether six months have gone by in H (art. 7); without the day on which it got there, no."""
    since = operation.level_h_since
    return since is not None and on >= months_after(since, MONTHS_IN_H, readings.missing_day)
