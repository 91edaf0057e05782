"""Portfolios C1–C5 from guarantees and product (Res. BCB 352, art. 81)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import positions, strings
from coopcli.rulebook.decide import Decision, choose, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.lists import GUARANTEE_KINDS, PRODUCT_KINDS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class PortfolioChoice:
    """The portfolio of each operation, the article and rule row that gave it, and the decisions behind.

    ``guarantee`` is the position, among the guarantees considered, of the one that decided (-1: the product did),
    ``guarantee_kind`` what it is; ``has_guarantee`` says whether any was read.
    """

    portfolio: pd.Categorical
    article: pd.Categorical
    reason: pd.Categorical
    guarantee: Ints
    guarantee_kind: pd.Categorical
    has_guarantee: Flags
    decisions: Mapping[str, Decision]


def choose_portfolio(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile) -> PortfolioChoice:
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
        pd.Categorical.from_codes(best, categories=pd.Index(order, dtype=object)).set_categories(
            list(rule.values("portfolio"))
        ),
        _label(by_product.articles(), by_guarantee.articles(), guarantee),
        _label(by_product.reasons(), by_guarantee.reasons(), guarantee),
        guarantee,
        kinds.take(guarantee, allow_fill=True),
        has_guarantee,
        {"portfolio_by_product": by_product, "portfolio_by_guarantee": by_guarantee},
    )


IN_DOUBT = "garantia ou natureza que não se leu: a carteira de maior provisão"


def prudent(choice: PortfolioChoice, portfolio: Portfolio, facts: Facts, rule: RuleFile) -> PortfolioChoice:
    """Return the choice with, where a guarantee or the kind of product is not known, the portfolio of the highest
    provision among those that the rule gives over all that it may be, no guarantee included.

    ``facts`` are those that the tables of provision ask for, but for the portfolio.
    """
    unsure = np.flatnonzero(portfolio.unread_guarantee | portfolio.unknown_product)
    if not len(unsure):
        return choice
    rows = np.arange(len(unsure))
    provisions = provisions_by_portfolio(portfolio.balance_cents, facts, rule)[unsure]
    worst = np.where(possible(choice, portfolio, rule)[unsure], provisions, -1)
    own = choice.portfolio.codes[unsure]
    is_worse = worst[rows, own] < worst.max(axis=1)
    changed = unsure[is_worse]
    codes, which = choice.portfolio.codes.copy(), np.zeros(portfolio.size, dtype=np.int64)
    codes[changed], which[changed] = worst.argmax(axis=1)[is_worse], 1
    guarantee = np.where(which == 1, -1, choice.guarantee)
    kept = np.where(which == 1, -1, np.arange(portfolio.size))
    return replace(
        choice,
        portfolio=pd.Categorical.from_codes(codes, dtype=choice.portfolio.dtype),
        article=choose(which, [choice.article, pd.Categorical([IN_DOUBT] * portfolio.size)]),
        guarantee=guarantee,
        guarantee_kind=choice.guarantee_kind.take(kept, allow_fill=True),
    )


def possible(choice: PortfolioChoice, portfolio: Portfolio, rule: RuleFile) -> Flags:
    """Return, for each operation and each portfolio of the rule, whether it may be the operation's: over all kinds of
    product where its kind is not known, over all guarantees and none where one was not read."""
    order = preference(rule)
    nothing = len(order)
    kinds = [kind for kind in GUARANTEE_KINDS if kind != "none"]
    of_kinds = decide(rule.tables["portfolio_by_guarantee"], Facts({"guarantee_kind": kinds}, len(kinds)))
    ranks = np.unique(of_kinds.rank("portfolio", order))
    read = np.where(choice.guarantee >= 0, choice.portfolio.set_categories(order).codes.astype(np.int64), nothing)
    found = np.zeros((portfolio.size, nothing + 1), dtype=bool)
    for product in (None, *PRODUCT_KINDS):
        mine = np.flatnonzero(portfolio.unknown_product if product else ~portfolio.unknown_product)
        kind = [product] * len(mine) if product else portfolio.operations["product_kind"].iloc[mine]
        alone, guaranteed = (
            _by_product(rule, kind, has, order) for has in (choice.has_guarantee[mine], np.ones(len(mine), dtype=bool))
        )
        found[mine, np.minimum(alone, read[mine])] = True
        unread = portfolio.unread_guarantee[mine]
        for rank in ranks:
            found[mine[unread], np.minimum(np.minimum(guaranteed, read[mine]), rank)[unread]] = True
    return found[:, [order.index(name) for name in rule.values("portfolio")]]


def _by_product(rule: RuleFile, kinds: Any, has_guarantee: Flags, order: list[str]) -> Ints:
    """Return the place in ``order`` of the portfolio that each kind of product has by itself (its length: none)."""
    facts = Facts({"product_kind": kinds, "has_guarantee": has_guarantee}, len(has_guarantee))
    rank = decide(rule.tables["portfolio_by_product"], facts).rank("portfolio", order)
    return np.where(rank < 0, len(order), rank)


def provisions_by_portfolio(balance: Ints, facts: Facts, rule: RuleFile) -> Ints:
    """Return what Annexes I and II come to for each operation in each portfolio of the rule, in centavos."""
    columns = []
    names = list(rule.values("portfolio"))
    for name in names:
        there = facts.with_columns(portfolio=pd.Categorical([name] * facts.rows, categories=names))
        parts = {table: decide(rule.tables[table], there) for table in ("incurred_loss", "additional_loss")}
        columns.append(sum(least_provision(balance, parts)))
    return np.stack(columns, axis=1)


def least_provision(balance: Ints, decisions: Mapping[str, Decision]) -> tuple[Ints, Ints]:
    """Return incurred and additional loss, in centavos: together at most the balance (art. 78, § 2)."""
    incurred = decisions["incurred_loss"].share_of(balance)
    return incurred, np.minimum(decisions["additional_loss"].share_of(balance), balance - incurred)


def preference(rule: RuleFile) -> list[str]:
    """Return the portfolios from the lowest provision for less than one month of default (Annex I) to the highest."""
    names = rule.values("portfolio")
    just_late = {"months_since_default": 0, "days_past_due": int(rule["default_after_days"]) + 1}
    each = {fact: [value] * len(names) for fact, value in {**just_late, "is_bankrupt_company": False}.items()}
    facts = Facts({"portfolio": list(names), **each}, len(names))
    rates = decide(rule.tables["incurred_loss"], facts).rates()
    return [names[i] for i in np.argsort(rates, kind="stable")]


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
