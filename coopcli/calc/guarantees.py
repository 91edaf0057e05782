"""Portfolios C1–C5 from guarantees and product (Res. BCB 352, art. 81)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import positions, strings
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.lists import PORTFOLIOS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class PortfolioChoice:
    """The portfolio of each operation, the article and rule row that gave it, and the decisions behind.

    ``guarantee`` is the position, among the guarantees considered, of the one that decided (-1: the product did),
    ``guarantee_kind`` what it is.
    """

    portfolio: pd.Categorical
    article: pd.Categorical
    reason: pd.Categorical
    guarantee: Ints
    guarantee_kind: pd.Categorical
    decisions: Mapping[str, Decision]


def choose_portfolio(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile, on: np.datetime64
) -> PortfolioChoice:
    """Return the portfolio of each operation.

    Of several guarantees (and a product that has a portfolio of its own) the one with the lowest provision for
    less than one month of default counts, whatever its share (art. 81, § 1).
    """
    operation, kinds = _guarantees(portfolio, frames)
    has_guarantee = np.zeros(portfolio.size, dtype=bool)
    has_guarantee[operation] = True
    product_facts = Facts(
        {"product_kind": portfolio.operations["product_kind"], "has_guarantee": has_guarantee}, portfolio.size
    )
    by_product = decide(rule.tables["portfolio_by_product"], product_facts)
    by_guarantee = decide(rule.tables["portfolio_by_guarantee"], Facts({"guarantee_kind": kinds}, len(kinds)))
    order = preference(rule)
    best, guarantee = _lowest_provision(by_product, by_guarantee, operation, kinds, order)
    return PortfolioChoice(
        pd.Categorical.from_codes(best, categories=pd.Index(order, dtype=object)).set_categories(list(PORTFOLIOS)),
        _label(by_product.articles(), by_guarantee.articles(), guarantee),
        _label(by_product.reasons(), by_guarantee.reasons(), guarantee),
        guarantee,
        kinds.take(guarantee, allow_fill=True),
        {"portfolio_by_product": by_product, "portfolio_by_guarantee": by_guarantee},
    )


def preference(rule: RuleFile) -> list[str]:
    """Return the portfolios from the lowest provision for less than one month of default (Annex I) to the highest."""
    facts = Facts(
        {
            "portfolio": list(PORTFOLIOS),
            "months_since_default": [0] * len(PORTFOLIOS),
            "days_past_due": [91] * len(PORTFOLIOS),
            "is_bankrupt_company": [False] * len(PORTFOLIOS),
        },
        len(PORTFOLIOS),
    )
    rates = decide(rule.tables["incurred_loss"], facts).rates()
    return [PORTFOLIOS[i] for i in np.argsort(rates, kind="stable")]


def _guarantees(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]) -> tuple[Ints, pd.Categorical]:
    """Return the operation and the kind of every guarantee of the portfolio; a guarantor is a personal guarantee."""
    guarantees, guarantors = frames["guarantees"], frames["guarantors"]
    real = guarantees[guarantees["guarantee_kind"] != "none"]
    where = np.concatenate([positions(strings(frame["contract_id"]), portfolio.ids) for frame in (real, guarantors)])
    kinds = pd.concat(
        [
            real["guarantee_kind"].astype("str"),
            pd.Series(["personal_guarantee"] * len(guarantors), dtype="str"),
        ]
    )
    return where[where >= 0], pd.Categorical(kinds[where >= 0])


def _lowest_provision(
    by_product: Decision, by_guarantee: Decision, operation: Ints, kinds: pd.Categorical, order: list[str]
) -> tuple[Ints, Ints]:
    """Return the place in ``order`` of each operation's portfolio and the guarantee that gave it (-1: product)."""
    of_product = by_product.rank("portfolio", order)
    nothing = len(order)
    best = np.where(of_product < 0, nothing, of_product)
    of_guarantee = by_guarantee.rank("portfolio", order)
    guarantee = np.full(len(best), -1, dtype=np.int64)
    # the best guarantee of each operation is written last; of equals, the first in the rule, then by name
    sequence = np.lexsort((-np.arange(len(operation)), -kinds.codes, -by_guarantee.index, -of_guarantee))
    first = np.full(len(best), -1, dtype=np.int64)
    first[operation[sequence]] = sequence
    given = first >= 0
    better = given.copy()
    better[given] = of_guarantee[first[given]] < best[given]
    guarantee[better] = first[better]
    best[better] = of_guarantee[first[better]]
    return best, guarantee


def _label(product: pd.Categorical, guarantee: pd.Categorical, which: Ints) -> pd.Categorical:
    if not len(guarantee):
        return product
    picked = guarantee.take(np.where(which >= 0, which, 0))
    return choose((which >= 0).astype(np.int64), [product, picked])
