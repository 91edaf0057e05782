"""What an export shows of a loan, by hand: 12 instalments of R$ 1.000,00 without interest."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from coopcli.sample import ledger
from coopcli.sample.loans import Loan
from coopcli.sample.people import people

BASE = date(2026, 10, 31)
MEMBER = people(1, np.random.default_rng(1), BASE)[0]


def shown(base: date = BASE, **terms: Any) -> dict[str, Any]:
    """The row of the contracts export of one loan, {} where it has none."""
    usual: dict[str, Any] = {"anchor": date(2026, 11, 10), "paid": 2, "count": 12, "by_hand": True}
    loan = Loan(1, MEMBER, "personal", 1_200_000, **(usual | terms))
    columns = ledger.contracts(ledger.schedules([loan]), base)
    return {name: values[0] for name, values in columns.items() if len(values)}


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (date(2026, 10, 31), 0),  # due on the reference date
        (date(2026, 10, 30), 1),
        (date(2026, 8, 2), 90),
        (date(2026, 8, 1), 91),  # 30 days of August, 30 of September, 31 of October
        (date(2026, 11, 1), 0),
    ],
)
def test_days_past_due(due: date, days: int) -> None:
    assert shown(anchor=due)["exported_days_past_due"] == days


def test_balance_is_what_is_unpaid() -> None:
    assert shown()["balance_cents"] == 1_000_000
    assert shown(anchor=date(2026, 10, 30), partial_cents=30_000)["balance_cents"] == 970_000
    assert shown(anchor=date(2026, 11, 30), partial_cents=30_000)["balance_cents"] == 1_000_000  # not due yet


def test_a_payment_on_the_next_business_day() -> None:
    # due on Monday 12/10/2026 (holiday): paid on the 13th; the day before, it is a day late
    assert shown(date(2026, 10, 13), anchor=date(2026, 11, 12), paid=3)["exported_days_past_due"] == 0
    assert shown(date(2026, 10, 13), anchor=date(2026, 11, 12), paid=3)["paid_installment_count"] == 3
    assert shown(date(2026, 10, 12), anchor=date(2026, 11, 12), paid=3)["paid_installment_count"] == 2


def test_settled_loans_are_shown_in_their_month_and_vanish_after_it() -> None:
    settled = date(2026, 9, 18)
    assert shown(date(2026, 9, 30), settled_on=settled)["status"] == "QUITADO"
    assert shown(date(2026, 9, 30), settled_on=settled)["balance_cents"] == 0
    assert shown(date(2026, 10, 31), settled_on=settled) == {}


def test_loans_are_shown_from_their_day_until_they_are_gone() -> None:
    begun = {"paid": 0, "contract_date": BASE}
    assert shown(BASE, **begun)
    assert shown(date(2026, 10, 30), **begun) == {}
    assert shown(date(2026, 9, 30), gone_on=date(2026, 10, 1))
    assert shown(BASE, gone_on=date(2026, 10, 1)) == {}


def test_months_end_on_their_own_last_day() -> None:
    loan = Loan(1, MEMBER, "personal", 1_200_000, date(2028, 1, 31), paid=0, count=3, by_hand=True)
    due = [str(day) for day in ledger.schedules([loan]).due]
    assert due == ["2028-01-31", "2028-02-29", "2028-03-31"]  # 2028 is a leap year


def test_price_table_with_interest() -> None:
    # R$ 1.000,00 in two instalments at 2,89% a month: 1000 = p/1.0289 + p/1.0289²
    loan = Loan(1, MEMBER, "personal", 100_000, BASE, paid=0, count=2)
    plan = ledger.schedules([loan])
    assert plan.amount.tolist() == [52_178, 52_178]  # 100000 / (0.9719118 + 0.9446125) = 52177.7
    assert plan.interest.tolist() == [
        2_890,
        1_466,
    ]  # 2.89% of 1000,00 and of 1000,00 + 28,90 - 521,78 = 507,12


@pytest.mark.parametrize(
    ("days", "level", "expected"),
    [(0, "A", "A"), (14, "A", "A"), (15, "A", "B"), (15, "E", "E"), (181, "AA", "H")],
)
def test_exported_level_is_the_worse_of_delay_and_origin(days: int, level: str, expected: str) -> None:
    due = np.datetime64(BASE) - np.timedelta64(days, "D")
    assert shown(anchor=due.item(), level=level)["exported_level"] == expected


def test_level_may_be_blank() -> None:
    assert shown(level=None)["exported_level"] is None
