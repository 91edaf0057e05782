"""Portfolios that change with guarantees: Res. BCB 352, art. 81, §§ 2 and 3. R$ 1.000,00 each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from coopcli.calc.portfolio_review import portfolio_changes

from .building import Row, Rows, classify_losses, contract, plain_rows, provided


def changes(rows: Rows, **previous: list[Any]) -> list[Row]:
    found = portfolio_changes(*classify_losses(rows), pd.DataFrame(previous))
    assert found is not None
    return plain_rows(found)


def guarantee(kind: str, contract_id: str = "1") -> Row:
    return {"contract_id": contract_id, "guarantee_kind": kind}


@pytest.mark.parametrize(
    "days, kinds, old, old_kind, new, before, now, because",
    [
        (0, ["deposits"], "C4", None, "C2", 1_900, 1_400, "garantia agregada: Anexo II, de 1,9% para 1,4%"),
        (60, ["deposits"], "C4", None, "C2", 13_000, 6_000, "31 a 60 dias: de 13% para 6%"),
        (91, ["deposits"], "C4", None, "C2", 39_500, 33_400, "35% + 4,5% e 30% + 3,4%"),
        (0, [], "C2", "deposits", "C4", 1_400, 1_900, "garantia que saiu"),
        (0, ["personal_guarantee", "movable_fiduciary"], "C3", "personal_guarantee", "C2", 1_900, 1_400,
         "garantia substituída: a de menor provisão (§ 1º)"),
    ],
)  # fmt: skip
def test_the_new_guarantees_review_the_portfolio(
    days: int, kinds: list[str], old: str, old_kind: str | None, new: str, before: int, now: int, because: str
) -> None:
    rows: Rows = {"contracts": [contract("1", days)], "guarantees": [guarantee(kind) for kind in kinds]}
    (row,) = changes(rows, contract_id=["1"], risk_class=[old], guarantee_kind=[old_kind])
    assert (row["previous_class"], row["previous_guarantee"], row["risk_class"]) == (old, old_kind, new)
    assert (row["with_previous_cents"], row["provision_cents"]) == (before, now), because
    assert row["difference_cents"] == now - before


def test_only_what_changed_is_told_the_largest_difference_first() -> None:
    contracts = [contract("1"), contract("2"), contract("3", 60), contract("4")]
    rows: Rows = {"contracts": contracts, "guarantees": [guarantee("deposits", key) for key in "123"]}
    found = changes(rows, contract_id=["1", "2", "3"], risk_class=["C4", "C2", "C4"])
    assert [row["contract_id"] for row in found] == ["3", "1"], "a 2 já era C2; a 4 é nova"


def test_without_a_previous_close_nothing_is_compared() -> None:
    assert portfolio_changes(*classify_losses({"contracts": [contract("1")]}), None) is None


def test_of_several_mortgages_the_one_of_highest_rank() -> None:
    """§ 2: of first and second rank on one residence the first counts: C2."""
    kinds = ["other_mortgage", "first_mortgage_residential"]
    found = provided({"contracts": [contract("1")], "guarantees": [guarantee(kind) for kind in kinds]})["1"]
    assert (found["risk_class"], found["guarantee_kind"]) == ("C2", "first_mortgage_residential")
