"""Res. CMN 4.966/2021, art. 3, §§ 4 to 6: when a problem asset ceases to be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .calendar_days import months_after, same_or_next_business_day, whole_months
from .days_past_due import delay_of, unpaid_cents
from .operation import Installment, Operation, Readings

TIMELY_MONTHS = 3  # § 5: the cooperative's own criterion; three months unless it says otherwise
LONG_INTERVAL_MONTHS = 3  # § 6
EVIDENCE_DAYS = 90  # § 6


@dataclass(frozen=True)
class Problem:
    """A problem asset as it was known: ``since`` when; ``documents`` the beginnings and ends that the cooperative
    wrote down; ``current_since`` the first close that saw it without arrears, all later ones too."""

    since: date
    documents: Sequence[tuple[date, date]] = ()
    current_since: date | None = None


def is_cured(
    operation: Operation, problem: Problem, others: Sequence[Operation], on: date, readings: Readings, *,
    sixth_paragraph: bool = True,
) -> bool:  # fmt: skip
    """Return whether all of the conditions hold. ``others`` are the counterparty's other operations."""
    began = max([problem.since, *(start for start, end in problem.documents if problem.since < end <= on)])
    ends = [end for _, end in problem.documents if began < end <= on]
    if not ends:  # IV, documented
        return False
    if delay_of(operation, on, readings).days > 0:  # I
        return False
    if any(delay_of(each, on, readings).days > 0 for each in others):  # III
        return False
    held = (on - min(ends)).days
    if sixth_paragraph and held >= EVIDENCE_DAYS and _interval(operation) >= LONG_INTERVAL_MONTHS:
        return True
    return _is_timely(operation, problem, began, on, readings)


def _is_timely(operation: Operation, problem: Problem, began: date, on: date, readings: Readings) -> bool:
    """Return whether condition II holds: months without any payment out of time, and at least one in time."""
    if not operation.installments:
        start = max(began, problem.current_since or on)
        return whole_months(start, on, "next") >= TIMELY_MONTHS
    start = began
    for each in operation.installments:
        start = max(start, _out_of_time_until(each, on, readings) or began)
    paid = [each for each in operation.installments if _in_time(each, on, readings) and each.due_date > start]
    return bool(paid) and whole_months(start, on, "next") >= TIMELY_MONTHS


def _limit(each: Installment, readings: Readings) -> date:
    return same_or_next_business_day(each.due_date, readings.local_holidays)


def _is_unpaid(each: Installment, on: date, readings: Readings) -> bool:
    return unpaid_cents(each, on) > readings.tolerance_cents


def _in_time(each: Installment, on: date, readings: Readings) -> bool:
    paid = each.due_date <= on and not _is_unpaid(each, on, readings)
    return paid and each.paid_date is not None and each.paid_date <= _limit(each, readings)


def _out_of_time_until(each: Installment, on: date, readings: Readings) -> date | None:
    """Return the day until which the instalment was, or may have been, out of time; None where it never was."""
    if each.due_date > on or _in_time(each, on, readings):
        return None
    if _is_unpaid(each, on, readings):
        return on if on > _limit(each, readings) else None
    return each.paid_date or each.due_date


def _interval(operation: Operation) -> int:
    """Return the whole months between the two closest instalments (of a single one: from the contract)."""
    dues = sorted({each.due_date for each in operation.installments})
    if len(dues) == 1 and operation.contract_date is not None:
        dues = [operation.contract_date, *dues]
    gaps = [_months_between(one, other) for one, other in pairwise(dues) if one < other]
    return min(gaps, default=0)


def _months_between(one: date, other: date) -> int:
    count = 0
    while months_after(one, count + 1, "last") <= other:
        count += 1
    return count
