"""What must hold for any portfolio: nothing is lost, order does not matter, more delay never asks for less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.words.lists import GUARANTEE_KINDS, LEVELS, PRODUCT_KINDS

from .building import (
    ANNIVERSARY,
    DOUBLE_COUNT,
    OCTOBER_2026,
    Row,
    Rows,
    by_contract,
    classify_levels,
    classify_losses,
    contract,
    portfolio,
)
from .drawing import draw

Classify = Callable[[Rows], dict[str, Row]]


def levels_of(rows: Rows) -> dict[str, Row]:
    return by_contract(classify_levels(rows, OCTOBER_2026, DOUBLE_COUNT))


def losses_of(rows: Rows) -> dict[str, Row]:
    return by_contract(classify_losses(rows, OCTOBER_2026, ANNIVERSARY))


REGIMES = pytest.mark.parametrize("classify", [levels_of, losses_of])


@pytest.mark.parametrize("seed", [11, 12])
def test_every_row_and_every_real_of_the_exports_is_in_the_portfolio(seed: int) -> None:
    rows = draw(seed, 1_500, OCTOBER_2026).rows
    accounts = rows["current_accounts"]
    amounts = [row["balance_cents"] for row in rows["contracts"]]
    amounts += [row[name] or 0 for row in accounts for name in ("overdraft_cents", "limit_used_cents")]
    found = portfolio(rows)
    assert found.size == sum(amount > 0 for amount in amounts)
    assert found.settled == sum(row["balance_cents"] == 0 for row in rows["contracts"])
    assert found.balance_cents.sum() == sum(amounts)
    assert found.operations["contract_id"].is_unique


@REGIMES
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_the_order_of_rows_is_irrelevant(classify: Classify, seed: int) -> None:
    """Shuffle every frame but the reviews: of two reviews on one day the later row counts."""
    rows = draw(seed, 600, OCTOBER_2026).rows
    shuffled = {
        name: list(found) if name == "reviews" else Random(seed).sample(found, len(found))
        for name, found in rows.items()
    }
    assert classify(shuffled) == classify(rows)


@REGIMES
def test_ties_between_sources_of_contagion_do_not_depend_on_the_order(classify: Classify) -> None:
    contracts = [contract(f"{n}", 200 if n % 2 else 0) for n in range(12)]
    results = [classify({"contracts": Random(seed).sample(contracts, 12)}) for seed in range(5)]
    assert all(found == results[0] for found in results)
    assert {row["contagion_source"] for row in results[0].values()} == {None, "1"}


@REGIMES
def test_twice_the_same_is_the_same(classify: Classify) -> None:
    rows = draw(31, 400, OCTOBER_2026).rows
    assert classify(rows) == classify(rows)


@REGIMES
def test_a_debtor_more_changes_nobody_else(classify: Classify) -> None:
    rows = draw(32, 400, OCTOBER_2026).rows
    before = classify(rows)
    more = [*rows["contracts"], contract("99999999", 300, document="99999999999")]
    after = classify({**rows, "contracts": more})
    assert {key: after[key] for key in before} == before


DAYS = (*range(400), 500, 700, 900, 1_100)


@REGIMES
@pytest.mark.parametrize("product", list(PRODUCT_KINDS))
def test_the_provision_never_falls_as_days_grow(classify: Classify, product: str) -> None:
    contracts = [contract(f"{days:05d}", days, document=f"{days:011d}", product_kind=product) for days in DAYS]
    found = classify({"contracts": contracts})
    _never_falls([found[f"{days:05d}"]["provision_cents"] for days in DAYS])


@pytest.mark.parametrize("guarantee", list(GUARANTEE_KINDS))
def test_the_provision_never_falls_as_days_grow_with_any_guarantee(guarantee: str) -> None:
    contracts = [contract(f"{days:05d}", days, document=f"{days:011d}", balance_cents=333) for days in DAYS]
    guarantees = [{"contract_id": row["contract_id"], "guarantee_kind": guarantee} for row in contracts]
    found = losses_of({"contracts": contracts, "guarantees": guarantees})
    _never_falls([found[f"{days:05d}"]["provision_cents"] for days in DAYS])


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_never_improves_as_days_grow(level: str) -> None:
    contracts = [contract(f"{days:05d}", days, document=f"{days:011d}", exported_level=level) for days in DAYS]
    found = levels_of({"contracts": contracts})
    ranks = [LEVELS.index(found[f"{days:05d}"]["risk_class"]) for days in DAYS]
    _never_falls(ranks)
    assert ranks[0] == LEVELS.index(level)  # without delay the level given is kept


def test_as_time_goes_by_without_payment_the_provision_never_falls() -> None:
    rows = {"contracts": [contract("1", 0, oldest_due_date=OCTOBER_2026, exported_days_past_due=None)]}
    months = [OCTOBER_2026 + timedelta(days=days) for days in range(80, 800, 41)]
    for choices in ((), (ANNIVERSARY,)):
        _never_falls([by_contract(classify_losses(rows, on, *choices))["1"]["provision_cents"] for on in months])


def _never_falls(values: list[int]) -> None:
    assert all(earlier <= later for earlier, later in pairwise(values)), values


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**13), st.integers(0, 1_200), st.sampled_from(list(PRODUCT_KINDS)), st.integers(1, 4)
        ),
        min_size=1,
        max_size=12,
    )
)
def test_components_add_up_and_never_exceed_the_balance(drawn: list[tuple[int, int, str, int]]) -> None:
    contracts = [
        contract(f"{n}", days, balance_cents=cents, product_kind=product, document=f"{client:011d}")
        for n, (cents, days, product, client) in enumerate(drawn)
    ]
    losses, levels = losses_of({"contracts": contracts}), levels_of({"contracts": contracts})
    for row in losses.values():
        parts = [row["incurred_cents"], row["additional_cents"], row["excess_cents"]]
        assert min(parts) >= 0 and sum(parts) == row["provision_cents"] <= row["balance_cents"]
    for row in levels.values():
        assert 0 <= row["provision_cents"] <= row["balance_cents"]
        assert LEVELS.index(row["risk_class"]) >= LEVELS.index(row["own_class"])
    _one_risk_per_client(losses, levels)


def _one_risk_per_client(losses: dict[str, Row], levels: dict[str, Row]) -> None:
    """Without exceptions all the operations of a client have one level, and are problems together or not at all."""
    for client in {row["client_key"] for row in losses.values()}:
        assert len({row["is_problem_asset"] for row in losses.values() if row["client_key"] == client}) == 1
        assert len({row["risk_class"] for row in levels.values() if row["client_key"] == client}) == 1
