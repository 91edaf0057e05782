"""What can be read and does not seem true: both sides of each edge, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.plausible import Schedule, has_days_for_months, jumps, sentinels
from coopcli.words import FRAMES

from .building import OCTOBER_2026, contract, frames_of, installment

ON = np.datetime64(OCTOBER_2026, "D")


def day(text: str) -> date:
    """Return the date of dd/mm/yyyy."""
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)


def schedule(*due: str, numbers: Sequence[int] = (), made: str = "05/01/2026", end: str = "05/12/2027") -> Schedule:
    """Return the instalments 1, 2, … of a contract with these due dates."""
    loan = contract("1", contract_date=day(made), maturity_date=day(end))
    of = zip(numbers or range(1, len(due) + 1), due, strict=True)
    rows = [installment("1", day(text), installment_number=number) for number, text in of]
    frames = frames_of({"contracts": [loan], "installments": rows})
    return Schedule(frames["contracts"], frames["installments"], ON)


@pytest.mark.parametrize(
    ("due", "falling", "repeated"),
    [
        (("10/10/2026", "10/11/2026", "10/12/2026"), [], []),
        (("10/10/2026", "10/12/2026", "10/11/2026"), [2], []),
        (("10/10/2026", "10/10/2026", "10/11/2026"), [], [1]),
        (("10/10/2026", "09/10/2026", "10/11/2026"), [1], []),
    ],
)
def test_due_dates_rise_with_the_number(due: tuple[str, ...], falling: list[int], repeated: list[int]) -> None:
    found = schedule(*due)
    assert (found.falling().tolist(), found.repeated().tolist()) == (falling, repeated)


def test_the_order_of_the_rows_does_not_matter() -> None:
    """Parcelas 3, 1 e 2, de dezembro, outubro e novembro: em ordem."""
    assert schedule("10/12/2026", "10/10/2026", "10/11/2026", numbers=(3, 1, 2)).falling().tolist() == []


@pytest.mark.parametrize(("numbers", "rows"), [((1, 2, 3), []), ((4, 5, 6), []), ((1, 2, 4), [2]), ((1, 3, 9), [1, 2])])
def test_numbers_between_the_first_and_the_last(numbers: tuple[int, ...], rows: list[int]) -> None:
    """An export of what is open alone may begin at any number, and then misses none."""
    found = schedule("10/10/2026", "10/11/2026", "10/12/2026", numbers=numbers)
    nothing = FRAMES["installments"].empty_aside()
    assert found.after_a_gap(nothing).tolist() == rows
    told = nothing.reindex([0]).assign(contract_id="1")
    assert found.after_a_gap(told).tolist() == []  # what was set aside has its problem already


@pytest.mark.parametrize(
    ("due", "is_outside"),
    [("05/01/2026", False), ("04/01/2026", True), ("05/01/2028", False), ("06/01/2028", True)],
)
def test_the_life_of_a_contract(due: str, is_outside: bool) -> None:
    """From 05/01/2026 to 05/12/2027, and 31 days more: 05/12/2027 + 31 = 05/01/2028."""
    assert (schedule(due).outside(31).tolist() == [0]) is is_outside


@pytest.mark.parametrize(
    ("due", "is_swapped"),
    [
        (("05/10/2026", "05/11/2026", "05/12/2026", "05/01/2027"), False),
        (("10/05/2026", "11/05/2026", "12/05/2026", "01/05/2027"), True),  # the same, month in front
        (("05/10/2026", "05/11/2026", "07/12/2026", "05/01/2027"), False),  # a weekend
        (("10/05/2026", "11/05/2026"), False),  # one interval is chance
        (("10/05/2026", "11/05/2026", "12/05/2026"), True),
        (("15/10/2026", "15/11/2026", "15/12/2026"), False),
        (("01/05/2026", "08/05/2026", "15/05/2026", "22/05/2026"), False),  # weekly
        (("05/01/2026", "05/07/2026", "05/01/2027", "05/07/2027"), False),  # twice a year
    ],
)
def test_months_that_only_follow_once_swapped(due: tuple[str, ...], is_swapped: bool) -> None:
    assert (schedule(*due).swapped().tolist() == [0]) is is_swapped


def test_a_column_without_a_day_above_the_twelfth() -> None:
    """Whole columns: 1 to 12 as days of May and October is swapped; the 5th and the 10th of all months is a habit."""
    swapped = [date(2026, month, number) for month in (5, 10) for number in range(1, 13)]
    habit = [date(2026, month, number) for month in range(1, 13) for number in (5, 10)]

    def column(dates: Sequence[date]) -> np.ndarray:  # type: ignore[type-arg]
        return np.array(dates, dtype="datetime64[D]")

    assert has_days_for_months(column(swapped))
    assert not has_days_for_months(column(habit))
    assert not has_days_for_months(column([*swapped, date(2026, 5, 13)]))
    assert not has_days_for_months(column(swapped[:19]))  # too few to tell


@pytest.mark.parametrize(
    ("date_", "is_one"),
    [("01/01/1900", True), ("30/10/1926", True), ("31/10/1926", False), ("31/10/2086", False), ("01/11/2086", True)],
)
def test_dates_that_stand_for_none(date_: str, is_one: bool) -> None:
    """A hundred years before 31/10/2026 and sixty after."""
    found = sentinels(np.array([day(date_), None], dtype="datetime64[D]"), ON, 1200, 720)
    assert (found.tolist() == [0]) is is_one


@pytest.mark.parametrize(
    ("was", "now", "kind", "jumps_up_or_down"),
    [
        (1_000_00, 4_999_99, "personal_loan", False),
        (1_000_00, 5_000_00, "personal_loan", True),
        (1_000_00, 200_01, "personal_loan", False),
        (1_000_00, 200_00, "personal_loan", True),
        (1_000_00, 100_000_00, "revolving", False),
        (0, 1_000_00, "personal_loan", False),
    ],
)
def test_balances_five_times_up_or_down(was: int, now: int, kind: str, jumps_up_or_down: bool) -> None:
    contracts = frames_of({"contracts": [contract("1", balance_cents=now, product_kind=kind)]})["contracts"]
    before = pd.DataFrame({"contract_id": ["1"], "balance_cents": [was]})
    rows, _, _ = jumps(contracts, before, 5)
    assert (rows.tolist() == [0]) is jumps_up_or_down


def test_the_oldest_due_date_of_the_last_close_is_gone() -> None:
    """Paid (its row is kept) or still open it is there; moved it is not; a sheet without what was paid says nothing."""
    before = pd.DataFrame(
        {
            "contract_id": ["1"],
            "days_past_due": [51],
            "days_source": ["parcelas"],
            "oldest_due_date": pd.to_datetime([date(2026, 8, 10)]),
        }
    )

    def moved(*due: str, paid: int, numbers: Sequence[int] = ()) -> list[str]:
        found = schedule(*due, numbers=numbers)
        found.installments.loc[: paid - 1, "paid_cents"] = found.installments["amount_cents"]
        return [str(old) for _, old in found.moved(before)]

    assert moved("10/07/2026", "10/08/2026", "10/11/2026", paid=1) == []
    assert moved("10/07/2026", "10/08/2026", "10/11/2026", paid=2) == []
    assert moved("10/07/2026", "20/10/2026", "10/11/2026", paid=1) == ["2026-08-10"]
    assert moved("10/10/2026", "20/10/2026", paid=0) == ["2026-08-10"]  # parcela 1 is still there, unpaid
    assert moved("20/10/2026", "10/11/2026", paid=0, numbers=(3, 4)) == []


def test_two_draws_have_instalments_of_the_same_number() -> None:
    """Of 10/06 and 10/12, and of 08/07 and 08/01: nothing falls, nothing is missing, the second ones are told."""
    found = schedule("10/06/2026", "10/12/2026", "08/07/2026", "08/01/2027", numbers=(1, 2, 1, 2))
    assert found.draws().tolist() == [2, 3]
    assert [found.falling().tolist(), found.repeated().tolist()] == [[], []]
    assert found.after_a_gap(FRAMES["installments"].empty_aside()).tolist() == []
