"""From the life of the loans to what the exports of a month show of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coopcli.dates import NEVER, BusinessCalendar, add_months, bank_holidays, days_after, days_between
from coopcli.sample.loans import PRODUCTS, Loan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from coopcli.dates import Days, Ints
    from coopcli.sample.exports import Columns


POSTED_AFTER_DAYS = 5
LEVELS = ("A", "B", "C", "D", "E", "F", "G", "H")
LEVEL_STARTS = (15, 31, 61, 91, 121, 151, 181)
"""How the sample's core system grades a delay in ``Nivel Risco Atual``; no rule of coopcli uses it."""


@dataclass(frozen=True)
class Schedules:
    """All instalments of all loans, one position an instalment; ``loan`` is the loan's position."""

    loans: list[Loan]
    loan: Ints
    number: Ints
    due: Days
    amount: Ints
    interest: Ints
    paid_on: Days
    partial: Ints

    def total(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum of ``values`` of each loan."""
        sums: npt.NDArray[np.float64] = np.bincount(self.loan, values, len(self.loans)).astype(np.float64)
        return sums


@dataclass(frozen=True)
class State:
    """What is known of the instalments on a reference date."""

    paid: npt.NDArray[np.bool_]
    unpaid: Ints
    days_past_due: Ints


def schedules(loans: Sequence[Loan]) -> Schedules:
    """Return the instalments of ``loans``, with the date on which each was, or will be, paid."""
    count = _of(loans, lambda loan: loan.count)
    loan = np.repeat(np.arange(len(loans)), count)
    number = np.arange(len(loan)) - np.repeat(np.cumsum(count) - count, count) + 1
    anchor_number = _of(loans, lambda loan: loan.anchor_number or loan.paid + 1)
    step = _of(loans, lambda loan: loan.step_months)
    due = add_months(_days(loans, lambda loan: loan.anchor)[loan], (number - anchor_number[loan]) * step[loan])
    amount, interest = _price(loans, loan, number)
    first_unpaid = number == _of(loans, lambda loan: loan.paid)[loan] + 1
    partial = np.where(first_unpaid, _of(loans, lambda loan: loan.partial_cents)[loan], 0)
    paid_on = _paid_on(loans, loan, number, due)
    return Schedules(list(loans), loan, number, due, amount, interest, paid_on, partial)


def _of(loans: Sequence[Loan], fact: Callable[[Loan], int]) -> Ints:
    return np.array([fact(loan) for loan in loans], dtype=np.int64)


def _days(loans: Sequence[Loan], fact: Callable[[Loan], date | None]) -> Days:
    return np.array([fact(loan) for loan in loans], dtype="datetime64[D]")


def _step_rate(loans: Sequence[Loan]) -> npt.NDArray[np.float64]:
    """Return the interest rate of one step of each schedule."""
    monthly = np.array([0 if loan.by_hand else float(PRODUCTS[loan.product].monthly_rate) / 100 for loan in loans])
    steps = _of(loans, lambda loan: loan.step_months).astype(np.float64)
    rate: npt.NDArray[np.float64] = (1 + monthly) ** steps - 1
    return rate


def _price(loans: Sequence[Loan], loan: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Return amount and interest of each instalment: equal amounts (Tabela Price), in centavos."""
    rate = _step_rate(loans)
    count = _of(loans, lambda loan: loan.count)
    share = np.where(rate > 0, rate / np.where(rate > 0, 1 - (1 + rate) ** -count, 1), 1 / count)
    equal: Ints = np.rint(_of(loans, lambda loan: loan.principal_cents) * share).astype(np.int64)
    amount = equal[loan]
    left = count[loan] - number + 1
    interest = np.rint(amount * (1 - (1 + rate[loan]) ** -left)).astype(np.int64)
    return amount, interest


def _paid_on(loans: Sequence[Loan], loan: Ints, number: Ints, due: Days) -> Days:
    """Return the day on which each instalment was or will be paid; NaT where it never is."""
    calendar = _calendar(due)
    paid = number <= _of(loans, lambda loan: loan.paid)[loan]
    lag = _of(loans, lambda loan: loan.lag_days)[loan]
    caught_up = _days(loans, lambda loan: loan.caught_up_on)[loan]
    paid_on = np.where(paid, calendar.same_or_next(days_after(due, lag)), NEVER)
    paid_on = np.where(np.isnat(paid_on) & (due <= caught_up), caught_up, paid_on)
    settled: Days = np.fmin(paid_on, _days(loans, lambda loan: loan.settled_on)[loan])
    return settled


def _calendar(due: Days) -> BusinessCalendar:
    first, last = (int(str(day)[:4]) for day in (due.min(), due.max()))
    return bank_holidays(range(first, last + 2), (), ())


def state(plan: Schedules, reference: date) -> State:
    """Return what is paid, what is not, and how many days late, on ``reference``."""
    base = np.datetime64(reference, "D")
    paid = plan.paid_on <= base
    unpaid = np.where(paid, 0, plan.amount - np.where(plan.due <= base, plan.partial, 0))
    days = np.where(paid, 0, np.maximum(days_between(plan.due, base, missing=0), 0))
    return State(paid, unpaid, days)


def balances(plan: Schedules, now: State, reference: date) -> Ints:
    """Return the balance of each loan: what is overdue as it stands, the rest at its present value."""
    ahead = np.maximum(days_between(np.datetime64(reference, "D"), plan.due, missing=0), 0)
    step_days = 30 * _of(plan.loans, lambda loan: loan.step_months)[plan.loan]
    discount = (1 + _step_rate(plan.loans)[plan.loan]) ** -(ahead / step_days)
    return np.rint(plan.total(now.unpaid * discount)).astype(np.int64)


def loan_days(plan: Schedules, now: State) -> Ints:
    """Return the days past due of each loan: those of its oldest unpaid instalment."""
    days = np.zeros(len(plan.loans), dtype=np.int64)
    np.maximum.at(days, plan.loan, now.days_past_due)
    return days


def contract_dates(plan: Schedules) -> Days:
    """Return the day of each contract: its own, else one step before its first instalment."""
    first = plan.due[plan.number == 1]
    usual = add_months(first, -_of(plan.loans, lambda loan: loan.step_months))
    own = _days(plan.loans, lambda loan: loan.contract_date)
    return np.where(np.isnat(own), usual, own)


def exported(plan: Schedules, reference: date) -> npt.NDArray[np.bool_]:
    """Return which loans the exports of the month show: begun, not gone, not settled in an earlier month."""
    base = np.datetime64(reference, "D")
    settled = _days(plan.loans, lambda loan: loan.settled_on)
    gone = _days(plan.loans, lambda loan: loan.gone_on)
    shown: npt.NDArray[np.bool_] = (
        (contract_dates(plan) <= base) & ~(settled < base.astype("datetime64[M]")) & ~(gone <= base)
    )
    return shown


def contracts(plan: Schedules, reference: date) -> Columns:
    """Return the contracts export of the month."""
    now = state(plan, reference)
    shown = np.flatnonzero(exported(plan, reference))
    balance, days = balances(plan, now, reference), loan_days(plan, now)
    facts: dict[str, list[object]] = {
        "contract_date": contract_dates(plan)[shown].tolist(),
        "maturity_date": plan.due[np.cumsum(_of(plan.loans, lambda loan: loan.count)) - 1][shown].tolist(),
        "balance_cents": balance[shown].tolist(),
        "paid_installment_count": plan.total(now.paid.astype(float)).astype(np.int64)[shown].tolist(),
        "exported_level": [_level(plan.loans[i], int(days[i])) for i in shown],
        "exported_days_past_due": days[shown].tolist(),
        "status": ["ENTRADA NORMAL" if balance[i] else "QUITADO" for i in shown],
    }
    rows = [_contract(plan.loans[i], reference) for i in shown]
    return {**{name: [row[name] for row in rows] for name in (rows[0] if rows else ())}, **facts}


def _level(loan: Loan, days: int) -> str | None:
    if loan.level is None or days < LEVEL_STARTS[0]:
        return loan.level
    return max(loan.level.replace("AA", "A"), LEVELS[int(np.searchsorted(LEVEL_STARTS, days, side="right"))])


def _contract(loan: Loan, reference: date) -> dict[str, object]:
    product = PRODUCTS[loan.product]
    return {
        "movement_date": reference,
        "member_id": str(loan.member.number),
        "document": loan.member.document,
        "member_name": loan.member.name,
        "person_type": loan.member.person_type,
        "branch": loan.member.branch,
        "contract_id": str(loan.contract),
        "product": product.modality,
        "product_kind": product.submodality,
        "credit_line_code": product.line_code,
        "credit_line": product.line,
        "purpose": product.purpose,
        "payment_form": product.payment,
        "amount_cents": loan.principal_cents,
        "monthly_rate": product.monthly_rate,
        "installment_count": loan.count,
        "is_renegotiated": loan.is_renegotiated,
    }


def installments(plan: Schedules, reference: date) -> Columns:
    """Return the instalments export of the month; later payments only where they are already posted."""
    now = state(plan, reference)
    has_rows = exported(plan, reference) & np.array([loan.has_schedule for loan in plan.loans])
    rows = np.flatnonzero(has_rows[plan.loan])
    base = np.datetime64(reference, "D")
    posted = _of(plan.loans, lambda loan: POSTED_AFTER_DAYS * loan.posted_after)
    visible = days_after(plan.paid_on, -posted[plan.loan]) <= base
    paid_cents = np.where(visible, plan.amount, plan.amount - now.unpaid)
    partial = ~visible & (paid_cents > 0)
    paid_date = np.where(visible, plan.paid_on, np.where(partial, plan.due, NEVER))
    ids = np.array([str(loan.contract) for loan in plan.loans], dtype=object)
    return {
        "movement_date": [reference] * len(rows),
        "contract_id": ids[plan.loan[rows]].tolist(),
        "installment_number": plan.number[rows].tolist(),
        "due_date": plan.due[rows].tolist(),
        "amount_cents": plan.amount[rows].tolist(),
        "paid_cents": paid_cents[rows].tolist(),
        "paid_date": paid_date[rows].tolist(),
        "balance_cents": now.unpaid[rows].tolist(),
        "interest_cents": plan.interest[rows].tolist(),
        "exported_days_past_due": now.days_past_due[rows].tolist(),
        "status": _status(visible, partial, now.days_past_due)[rows].tolist(),
    }


def _status(visible: npt.NDArray[np.bool_], partial: npt.NDArray[np.bool_], days: Ints) -> npt.NDArray[np.str_]:
    words: npt.NDArray[np.str_] = np.select(
        [visible, partial, days > 0], ["LIQUIDADA", "PAGA PARCIALMENTE", "VENCIDA"], "A VENCER"
    )
    return words
