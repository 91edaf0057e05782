"""Days past due of one operation on one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .calendar_days import same_or_next_business_day
from .operation import AS_IT_STANDS, Installment, Operation, Readings


@dataclass(frozen=True)
class Delay:
    """How late an operation is; ``since`` is the due date from which the days count, where known."""

    days: int
    since: date | None
    overdue_cents: int | None


def delay_of(operation: Operation, on: date, readings: Readings = AS_IT_STANDS) -> Delay:
    """Return how late the operation is on ``on``; ``ValueError`` where nothing tells it.

    A payment without its day may be later than ``on``: then the worse of the instalments and what the system tells.
    """
    if operation.product_kind == "overdraft" and operation.overdraft_days is not None:
        return Delay(operation.overdraft_days, None, operation.balance_cents)
    if operation.installments:
        told = _by_installments(operation.installments, on, readings)
        exported = _exported(operation, on, readings)
        in_doubt = any(each.paid_cents and each.paid_date is None for each in operation.installments)
        if in_doubt and exported is not None and exported.days > told.days:
            since = exported.since or on - timedelta(days=exported.days)
            return Delay(exported.days, since, told.overdue_cents or None)
        return told
    exported = _exported(operation, on, readings)
    if exported is None:
        raise ValueError(f"{operation.contract_id}: nothing tells how late it is")
    return exported


def _exported(operation: Operation, on: date, readings: Readings) -> Delay | None:
    """Return the delay that the system tells by itself: of the oldest due date, else the days that it counted."""
    if operation.oldest_due_date is not None:
        return _since(operation.oldest_due_date, None, on, readings)
    if operation.given_days is not None:
        return Delay(operation.given_days, None, None)
    return None


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
