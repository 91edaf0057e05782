"""Operations whose portfolio changed since the previous close, and what that did to the provision (art. 81, § 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, amounts
from coopcli.calc.expected_loss import components
from coopcli.rulebook.decide import decide
from coopcli.words.classification import PORTFOLIO_CHANGE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.classified import Classification
    from coopcli.calc.columns import Ints
    from coopcli.calc.portfolio import Portfolio


def portfolio_changes(
    portfolio: Portfolio, classification: Classification, previous: pd.DataFrame | None
) -> pd.DataFrame | None:
    """Return the operations of another portfolio than in the previous close (results.PORTFOLIO_CHANGE_COLUMNS).

    ``with_previous_cents`` is this month's provision had the portfolio not changed; the largest difference comes
    first. None where there is no previous close.
    """
    if previous is None:
        return None
    found = classification.classified.operations
    before_now = Keyed(previous["contract_id"]).of(portfolio.ids)
    old = before_now.text(previous["risk_class"].astype("str"))
    new = pd.Series(found["risk_class"].astype("str").to_numpy(), dtype="str")
    changed = np.flatnonzero(old.notna() & (old != new))
    guarantee = previous["guarantee_kind"] if "guarantee_kind" in previous else pd.Series([None] * len(previous))
    before = _with(portfolio, classification, old.where(old.notna(), new))
    columns = {
        "previous_class": old,
        "previous_guarantee": before_now.text(guarantee.astype("object")),
        **{name: found[name].reset_index(drop=True) for name in ("risk_class", "guarantee_kind", "class_article")},
        "with_previous_cents": before,
        "provision_cents": found["provision_cents"].to_numpy(),
        "difference_cents": found["provision_cents"].to_numpy() - before,
    }
    rows = portfolio.operations.assign(**columns).iloc[changed]
    order = rows.assign(size=-rows["difference_cents"].abs()).sort_values(["size", "contract_id"], kind="stable")
    return order[[column.name for column in PORTFOLIO_CHANGE_COLUMNS]].reset_index(drop=True)


def _with(portfolio: Portfolio, classification: Classification, classes: pd.Series) -> Ints:  # type: ignore[type-arg]
    """Return the provision of each operation were these the portfolios."""
    decisions = dict(classification.decisions)
    facts = decisions["incurred_loss"].facts.with_columns(portfolio=classes)
    for name in ("incurred_loss", "additional_loss"):
        decisions[name] = decide(decisions[name].table, facts)
    found = classification.classified.operations
    expected = (
        amounts(found["expected_loss_cents"]) if "expected_loss_cents" in found else np.zeros(portfolio.size, int)
    )
    parts = components(portfolio.balance_cents, expected, decisions)
    return parts[0] + parts[1] + parts[2]
