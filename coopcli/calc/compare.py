"""Two classifications of the same operations, side by side: what changes class and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.results import Classified

if TYPE_CHECKING:
    from coopcli.calc.portfolio import Portfolio

FACTS = ("contract_id", "branch", "product", "days_past_due", "balance_cents")


def changes(portfolio: Portfolio, left: Classified, right: Classified) -> pd.DataFrame:
    """Return the operations whose class or provision differs, the largest difference first.

    Adds    left_class, right_class (text), left_cents, right_cents and difference_cents (right − left, int64).
    Keeps   of the operations only those that differ; ties in the order of the portfolio.
    """
    facts = portfolio.operations[list(FACTS)].reset_index(drop=True)
    sides = [side.operations.reset_index(drop=True) for side in (left, right)]
    rows = facts.assign(
        left_class=sides[0]["risk_class"].astype("str"),
        right_class=sides[1]["risk_class"].astype("str"),
        left_cents=sides[0]["provision_cents"],
        right_cents=sides[1]["provision_cents"],
    )
    rows["difference_cents"] = rows["right_cents"] - rows["left_cents"]
    differs = (rows["left_class"] != rows["right_class"]) | (rows["difference_cents"] != 0)
    order = np.argsort(-rows["difference_cents"].abs().to_numpy()[differs], kind="stable")
    return rows[differs].iloc[order].reset_index(drop=True)


def by_class(portfolio: Portfolio, left: Classified, right: Classified) -> pd.DataFrame:
    """Return, for each pair of classes, how many operations, their balance and the provision on both sides.

    Every operation is in one row: count, balance_cents, left_cents, right_cents and difference_cents add up to
    the portfolio.
    """
    rows = pd.DataFrame(
        {
            "left_class": left.operations["risk_class"].astype("str").to_numpy(),
            "right_class": right.operations["risk_class"].astype("str").to_numpy(),
            "balance_cents": portfolio.balance_cents,
            "left_cents": left.operations["provision_cents"].to_numpy(),
            "right_cents": right.operations["provision_cents"].to_numpy(),
        }
    )
    groups = rows.groupby(["left_class", "right_class"], sort=True)
    totals = groups[["balance_cents", "left_cents", "right_cents"]].sum()
    totals.insert(0, "count", groups.size())
    return totals.assign(difference_cents=totals["right_cents"] - totals["left_cents"]).reset_index()
