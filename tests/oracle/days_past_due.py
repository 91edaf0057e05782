"""Days past due of one operation on one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .calendar_days import same_or_next_business_day
from .operation import AS_IT_STANDS, Installment, Operation, Readings


@dataclass(frozen=True)
class Delay:
    """How late an operation is; ``since`` is the due date from which the days count, where known."""

    days: int
    since: date | None
    overdue_cents: int | None


def delay_of(operation: Operation, on: date, readings: Readings = AS_IT_STANDS) -> Delay:
    """Return how late the operation is on ``on``; ``ValueError`` where nothing tells it."""
    if operation.product_kind == "overdraft" and operation.overdraft_days is not None:
        return Delay(operation.overdraft_days, None, operation.balance_cents)
    if operation.installments:
        return _by_installments(operation.installments, on, readings)
    if operation.oldest_due_date is not None:
        return _since(operation.oldest_due_date, None, on, readings)
    if operation.given_days is not None:
        return Delay(operation.given_days, None, None)
    raise ValueError(f"{operation.contract_id}: nothing tells how late it is")


def unpaid_cents(installment: Installment, on: date) -> int:
    """Return what was missing on ``on``: a payment made later does not exist yet."""
    if installment.paid_date is not None and installment.paid_date > on:
        return installment.amount_cents
    return max(installment.amount_cents - installment.paid_cents, 0)


def _by_installments(installments: tuple[Installment, ...], on: date, readings: Readings) -> Delay:
    """Return the delay of the oldest instalment that is due and still lacks more than the tolerance."""
    overdue: list[Installment] = []
    for installment in sorted(installments, key=lambda each: each.due_date):
        limit = same_or_next_business_day(installment.due_date, readings.local_holidays)
        if on > limit and unpaid_cents(installment, on) > readings.tolerance_cents:
            overdue.append(installment)
    if not overdue:
        return Delay(0, None, 0)
    return _since(overdue[0].due_date, sum(unpaid_cents(each, on) for each in overdue), on, readings)


def _since(due_date: date, overdue_cents: int | None, on: date, readings: Readings) -> Delay:
    """Return the delay from a due date: none up to the next business day (Lei 7.089/1983), then every day."""
    if on <= same_or_next_business_day(due_date, readings.local_holidays):
        return Delay(0, None, 0)
    return Delay((on - due_date).days, due_date, overdue_cents)
