"""What changes between two classifications of the same operations."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.compare import by_class, changes
from coopcli.results import Classified

BALANCES = np.array([100_000, 200_000, 300_000, 400_000])
PORTFOLIO = SimpleNamespace(
    balance_cents=BALANCES,
    operations=pd.DataFrame(
        {
            "contract_id": ["1", "2", "3", "4"],
            "branch": "0001",
            "product": "EMPRÉSTIMO",
            "days_past_due": [0, 20, 40, 0],
            "balance_cents": BALANCES,
        }
    ),
)


def side(classes: str, provision: list[int]) -> Classified:
    operations = pd.DataFrame({"risk_class": pd.Categorical(list(classes)), "provision_cents": provision})
    return Classified("risk_levels", "2.682", operations)


BEFORE = side("ABCA", [500, 2_000, 9_000, 2_000])
AFTER = side("AACB", [500, 1_000, 9_001, 4_000])


def test_only_what_differs_is_listed_the_largest_difference_first():
    found = changes(PORTFOLIO, BEFORE, AFTER)
    assert found["contract_id"].tolist() == ["4", "2", "3"]  # 2.000, 1.000 e 1 centavo de diferença
    assert found["difference_cents"].tolist() == [2_000, -1_000, 1]
    assert found["left_class"].tolist() == ["A", "B", "C"]
    assert found["right_class"].tolist() == ["B", "A", "C"]


def test_pairs_of_classes_add_up_to_the_portfolio():
    found = by_class(PORTFOLIO, BEFORE, AFTER)
    pairs = found.set_index(["left_class", "right_class"])
    assert pairs.loc[("A", "A"), ["count", "balance_cents", "difference_cents"]].tolist() == [1, 100_000, 0]
    assert pairs.loc[("A", "B"), ["count", "balance_cents", "difference_cents"]].tolist() == [1, 400_000, 2_000]
    assert found["count"].sum() == 4
    assert found["balance_cents"].sum() == 1_000_000
    assert found["difference_cents"].sum() == 2_000 - 1_000 + 1


@pytest.mark.parametrize("same", [BEFORE, AFTER])
def test_nothing_changes_between_a_classification_and_itself(same: Classified):
    assert changes(PORTFOLIO, same, replace(same)).empty
    assert by_class(PORTFOLIO, same, same)["difference_cents"].tolist() == [0] * len(by_class(PORTFOLIO, same, same))
