"""Aging: the portfolio by bands of delay, whole and by branch, product and payment method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts, counts, sums
from coopcli.results import AgingTable
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

BREAKDOWNS = {"": "Carteira", "branch": "PA", "product": "Produto", "payment_form": "Forma de pagamento"}
NOT_TOLD = "(não informado)"


@dataclass(frozen=True)
class _Entries:
    """What is put into bands: operations, or their open instalments. ``operation`` is where each belongs."""

    operation: Ints
    band: Ints
    names: list[str]
    balance_cents: Ints
    overdue_cents: Ints


def aging(portfolio: Portfolio, schemes: Sequence[RuleFile]) -> list[AgingTable]:
    """Return the aging of the portfolio under each scheme (rules/aging), whole and by each of ``BREAKDOWNS``.

    A scheme with a table ``bands`` sorts operations by their balance; one with ``overdue`` and ``falling_due`` sorts
    the open instalments (SCR): the balance of each operation is divided among them in proportion to their own
    balances, and an operation without open instalments counts whole at its own delay.
    """
    return [
        _table(portfolio, scheme, entries, by)
        for scheme in schemes
        for entries in [
            _by_installment(portfolio, scheme) if "overdue" in scheme.tables else _by_operation(portfolio, scheme)
        ]
        for by in BREAKDOWNS
    ]


def _by_operation(portfolio: Portfolio, scheme: RuleFile) -> _Entries:
    decision = decide(scheme.tables["bands"], Facts({"days_past_due": portfolio.days_past_due}, portfolio.size))
    names = [str(row.outcomes["band"]) for row in decision.table.rows]
    overdue = amounts(portfolio.operations["overdue_cents"])
    return _Entries(np.arange(portfolio.size), decision.index.astype(np.int64), names, portfolio.balance_cents, overdue)


def _by_installment(portfolio: Portfolio, scheme: RuleFile) -> _Entries:
    found = portfolio.delay.open
    divided = sums(found.operation, found.balance_cents, portfolio.size) > 0
    parts = np.flatnonzero(divided[found.operation])
    alone = np.flatnonzero(~divided)
    past = np.concatenate([found.days_past_due[parts], portfolio.days_past_due[alone]])
    owed = np.concatenate([found.unpaid_cents[parts], amounts(portfolio.operations["overdue_cents"])[alone]])
    # how far ahead an operation without open instalments falls due is unknown: v199
    ahead = pd.arrays.IntegerArray(
        np.concatenate([found.days_to_due[parts], np.zeros(len(alone), dtype=np.int64)]),
        np.arange(len(past)) >= len(parts),
    )
    late = past > 0
    overdue = _some(scheme, "overdue", {"days_past_due": past[late]})
    falling = _some(scheme, "falling_due", {"days_to_due": ahead[~late]})
    names = [str(row.outcomes["band"]) for part in (overdue, falling) for row in part.table.rows]
    band = np.empty(len(past), dtype=np.int64)
    band[late] = overdue.index
    band[~late] = falling.index + len(overdue.table.rows)
    shares = _shares(portfolio.balance_cents, found.operation[parts], found.balance_cents[parts])
    balance = np.concatenate([shares, portfolio.balance_cents[alone]])
    operation = np.concatenate([found.operation[parts], alone])
    return _Entries(operation, band, names, balance, np.where(late, owed, 0))


def _shares(total: Ints, operation: Ints, weight: Ints) -> Ints:
    """Return each operation's ``total`` divided among its entries in proportion to their ``weight``, to the centavo.

    The shares of an operation add up to its total exactly: each is the difference of two running sums, cut to the
    centavo, the last of which is the total itself. Every operation named has a weight above zero in all.
    """
    order = np.argsort(operation, kind="stable")
    group = operation[order]
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    begins = np.maximum.accumulate(np.where(first, np.arange(len(group)), 0))
    running = np.cumsum(weight[order])
    within = running - (running - weight[order])[begins]
    whole = sums(operation, weight, len(total))[group]
    upto = (total[group] * (within / whole)).astype(np.int64)
    # floats come within a few centavos; what is missing is exact, for in it the overflow of the products cancels out
    upto += (total[group] * within - upto * whole) // whole
    shares = np.empty(len(group), dtype=np.int64)
    shares[order] = upto - np.where(first, 0, np.roll(upto, 1))
    return shares


def _some(scheme: RuleFile, table: str, columns: dict[str, object]) -> Decision:
    (column,) = columns.values()
    return decide(scheme.tables[table], Facts(columns, len(column)))  # type: ignore[arg-type]


def _table(portfolio: Portfolio, scheme: RuleFile, entries: _Entries, by: str) -> AgingTable:
    groups, names = _groups(portfolio, by)
    size = len(names) * len(entries.names)
    cell = groups[entries.operation] * len(entries.names) + entries.band
    rows = pd.DataFrame(
        {
            "group": np.repeat(np.array(names, dtype=object), len(entries.names)),
            "band": np.tile(np.array(entries.names, dtype=object), len(names)),
            "band_order": np.tile(np.arange(len(entries.names)), len(names)),
            "count": counts(cell, size),
            "balance_cents": sums(cell, entries.balance_cents, size),
            "overdue_cents": sums(cell, entries.overdue_cents, size),
        }
    )
    by_installment = "overdue" in scheme.tables
    title = f"{scheme.title} (por parcela)" if by_installment else scheme.title
    return AgingTable(scheme.id, title, by, BREAKDOWNS[by], rows, by_installment)


def _groups(portfolio: Portfolio, by: str) -> tuple[Ints, list[str]]:
    """Return the group of each operation and the groups' names, in order."""
    if not by:
        return np.zeros(portfolio.size, dtype=np.int64), [BREAKDOWNS[""]]
    column = portfolio.operations[by].fillna(NOT_TOLD).astype("category")
    return column.cat.codes.to_numpy().astype(np.int64), [str(name) for name in column.cat.categories]
