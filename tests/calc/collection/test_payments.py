"""A payment applied in the declared order, conserving every centavo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.calc.collection.payments import allocate, payment_order
from coopcli.errors import RuleError
from coopcli.words.lists import CHARGE_COMPONENTS as COMPONENTS
from tests.calc.collection.ruling import rule

ORDER = ("costs", "fine", "interest", "contract_interest", "principal")
OWED = {"costs": 5_000, "fine": 2_000, "interest": 1_000, "principal": 100_000}


def applied(paid: int, order: tuple[str, ...] = ORDER) -> tuple[dict[str, int], int]:
    owed = {name: np.array([cents]) for name, cents in OWED.items()}
    found, left = allocate(np.array([paid]), owed, order)
    return {name: int(cents[0]) for name, cents in found.items() if cents[0]}, int(left[0])


@pytest.mark.parametrize(
    "paid, goes_to, left, because",
    [
        (0, {}, 0, "nada pago"),
        (4_999, {"costs": 4_999}, 0, "primeiro as custas"),
        (5_000, {"costs": 5_000}, 0, "as custas inteiras"),
        (5_001, {"costs": 5_000, "fine": 1}, 0, "depois a multa"),
        (7_001, {"costs": 5_000, "fine": 2_000, "interest": 1}, 0, "depois os juros (Código Civil, art. 354)"),
        (8_001, {"costs": 5_000, "fine": 2_000, "interest": 1_000, "principal": 1}, 0, "por fim a dívida"),
        (108_000, OWED, 0, "tudo"),
        (108_001, OWED, 1, "um centavo sobra"),
    ],
)
def test_order_of_the_rule(paid: int, goes_to: dict[str, int], left: int, because: str) -> None:
    assert applied(paid) == (goes_to, left), because


def test_another_order() -> None:
    assert applied(100_500, tuple(reversed(ORDER))) == ({"principal": 100_000, "interest": 500}, 0)


def test_shipped_order_is_the_one_of_the_tests() -> None:
    assert payment_order(rule("charges")) == ORDER


@pytest.mark.parametrize(
    "order", [("costs",), (*ORDER, "fine"), ("costs", "fine", "interest", "juros", "principal"), ()]
)
def test_an_order_that_forgets_or_repeats_is_refused(order: tuple[str, ...]) -> None:
    shipped = rule("charges")
    parameter = replace(shipped.parameters["payment_order"], value=order)
    wrong = replace(shipped, parameters={**shipped.parameters, "payment_order": parameter})
    with pytest.raises(RuleError) as caught:
        payment_order(wrong)
    assert caught.value.problems[0].code == "regra-invalida"


AMOUNTS = st.integers(0, 10**15)


@given(
    st.lists(st.tuples(AMOUNTS, *(AMOUNTS for _ in COMPONENTS)), min_size=1, max_size=5), st.permutations(COMPONENTS)
)
def test_nothing_is_lost_and_nothing_overpaid(rows: list[tuple[int, ...]], order: list[str]) -> None:
    paid = np.array([row[0] for row in rows])
    owed = {name: np.array([row[1 + at] for row in rows]) for at, name in enumerate(COMPONENTS)}
    found, left = allocate(paid, owed, order)
    assert (sum(found.values()) + left == paid).all()
    assert all(((found[name] >= 0) & (found[name] <= owed[name])).all() for name in COMPONENTS)
    earlier = np.zeros(len(paid), dtype=bool)
    for name in reversed(order):  # something went to this one: all before it are paid in full
        assert (~earlier | (found[name] == owed[name])).all()
        earlier |= found[name] > 0
    assert ((left == 0) | (sum(owed.values()) == paid - left)).all()
