"""Operations for the checks: R$ 1.000,00 of one member, unless said otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from .bcb_352 import Provided, provide
from .operation import AS_IT_STANDS, Operation, Readings

OCTOBER_2026 = date(2026, 10, 31)

SECURED = {"C1": "real_estate_fiduciary", "C2": "deposits", "C3": "personal_guarantee"}
UNSECURED = {"C4": "working_capital", "C5": "personal_loan"}


def operation(contract_id: str = "1", days: int = 0, **facts: Any) -> Operation:
    """Return an operation so many days late, with these facts."""
    defaults = {"client_key": "11111111111", "balance_cents": 100_000, "given_days": days}
    return Operation(contract_id, **{**defaults, **facts})


def in_portfolio(portfolio: str, days: int = 0, **facts: Any) -> Operation:
    """Return an operation of the portfolio: by its guarantee, or unsecured (C4 and C5)."""
    if portfolio in SECURED:
        return operation(days=days, guarantee_kinds=(SECURED[portfolio],), **facts)
    return operation(days=days, product_kind=UNSECURED[portfolio], **facts)


def provided(one: Operation, on: date = OCTOBER_2026, readings: Readings = AS_IT_STANDS) -> Provided:
    """Return the provision of an operation that stands alone."""
    return provide([one], on, readings)[one.contract_id]


def provided_all(*operations: Operation, readings: Readings = AS_IT_STANDS) -> list[Provided]:
    """Return the provision of several operations, in their order."""
    result = provide(operations, OCTOBER_2026, readings)
    return [result[each.contract_id] for each in operations]
