"""What the provision could be, were what is not told of some operations otherwise than it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc import expected_loss
from coopcli.calc.guarantees import provisions_by_portfolio

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coopcli.calc.classified import Classification
    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.facts import Facts


def provision_range(
    portfolio: Portfolio, found: Classification, which: Flags, unsure_of: Collection[str]
) -> tuple[int, int]:
    """Return the least and the most that the provision of the operations ``which`` may come to, in centavos.

    ``unsure_of`` says what is not known of them (words.lists.UNSURE, or ``anything``: up to the whole balance); of
    days, anything from none to the whole balance.
    """
    own = found.classified.operations["provision_cents"].to_numpy(dtype=np.int64)
    low, high = own, own
    if found.classified.regime == expected_loss.REGIME:
        for cents in _of_annexes(portfolio, found, unsure_of):
            low, high = np.minimum(low, cents), np.maximum(high, cents)
    elif "days" in unsure_of:
        low = np.zeros(portfolio.size, dtype=np.int64)
    is_open = not {"days", "anything"}.isdisjoint(unsure_of) or (
        found.classified.regime != expected_loss.REGIME and "contagion" in unsure_of
    )
    high = portfolio.balance_cents if is_open else high
    return int(low[which].sum()), int(high[which].sum())


def _of_annexes(portfolio: Portfolio, found: Classification, unsure_of: Collection[str]) -> Iterator[Ints]:
    """Yield the provisions of Annexes I and II under each thing that may be (Res. BCB 352)."""
    facts = found.decisions["incurred_loss"].facts
    names = found.rules[1].values("portfolio")
    own = np.array([names.index(str(name)) for name in found.classified.operations["risk_class"]])
    for there in (facts, *_alternatives(facts, unsure_of)):
        by_portfolio = provisions_by_portfolio(portfolio.balance_cents, there, found.rules[1])
        if "portfolio" in unsure_of:
            yield from by_portfolio.T
        elif there is not facts:
            yield by_portfolio[np.arange(portfolio.size), own]


def _alternatives(facts: Facts, unsure_of: Collection[str]) -> Iterator[Facts]:
    nothing, everything = np.zeros(facts.rows, dtype=bool), np.ones(facts.rows, dtype=bool)
    if "contagion" in unsure_of:
        yield facts.with_columns(is_problem_asset=everything)
    if "federal_programme" in unsure_of:
        yield facts.with_columns(is_federal_programme=everything)
    if "days" in unsure_of:
        none = np.zeros(facts.rows, dtype=np.int64)
        yield facts.with_columns(days_past_due=none, months_since_default=none, is_problem_asset=nothing)
