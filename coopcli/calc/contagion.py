"""Contagion (arrasto): one operation's risk on all the operations of its counterparty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from coopcli.calc.columns import Groups, Keyed, in_force
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import Table


@dataclass(frozen=True)
class Contagion:
    """``rank`` is each operation's risk after contagion, ``source`` the position of the operation that it came
    from (-1: its own), ``decision`` the row of the norm that says so."""

    rank: Ints
    source: Ints
    decision: Decision

    @property
    def dragged(self) -> Flags:
        """Which operations take another's risk."""
        return self.source >= 0


def spread(own_rank: Ints, portfolio: Portfolio, exceptions: pd.DataFrame, table: Table, **more: object) -> Contagion:
    """Return the risk of each operation once the worst of its counterparty is taken, as ``table`` decides.

    ``own_rank`` grows with risk, from 0. The source is the worst operation of the counterparty; of several, the one
    longest past due, then the largest, then the first by contract number. An operation with a documented exception
    takes nobody's risk (it still gives its own). ``more`` are facts that the table asks about besides.
    """
    counterparty = portfolio.counterparty
    worst = Groups(counterparty, int(counterparty.max(initial=-1)) + 1).max(own_rank, -1)
    holding = exceptions[in_force(exceptions, np.datetime64(portfolio.on, "D"))]
    facts = Facts(
        {
            "has_contagion_exception": Keyed(holding["contract_id"]).has(portfolio.ids),
            "counterparty_is_worse": own_rank < worst[counterparty],
            **more,
        },
        portfolio.size,
    )
    decision = decide(table, facts)
    dragged = decision.flag("is_dragged")
    source = np.where(dragged, _givers(own_rank, portfolio, worst, dragged)[counterparty], -1)
    return Contagion(np.where(dragged, worst[counterparty], own_rank), source, decision)


def _givers(own_rank: Ints, portfolio: Portfolio, worst: Ints, dragged: Flags) -> Ints:
    """Return, for each counterparty that drags, the operation that it drags by (-1: it drags none)."""
    counterparty = portfolio.counterparty
    of_interest = np.zeros(len(worst), dtype=bool)
    of_interest[counterparty[dragged]] = True
    givers = np.flatnonzero(of_interest[counterparty] & (own_rank == worst[counterparty]))
    number = pc.rank(portfolio.ids.take(givers), tiebreaker="dense").to_numpy().astype(np.int64)
    order = givers[np.lexsort((number, -portfolio.balance_cents[givers], -portfolio.days_past_due[givers]))]
    first = np.full(len(worst), -1, dtype=np.int64)
    first[counterparty[order[::-1]]] = order[::-1]  # the first of each counterparty is written last
    return first
