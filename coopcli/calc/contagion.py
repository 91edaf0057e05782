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
    group = portfolio.counterparties
    worst = group.at(group.max(own_rank, 0), 0)
    holding = exceptions[in_force(exceptions, np.datetime64(portfolio.on, "D"))]
    facts = Facts(
        {
            "has_contagion_exception": Keyed(holding["contract_id"]).has(portfolio.ids),
            "counterparty_is_worse": own_rank < worst,
            **more,
        },
        portfolio.size,
    )
    decision = decide(table, facts)
    dragged = decision.flag("is_dragged")
    givers = group.shared(dragged) & (own_rank == worst)
    source = group.where(dragged).within(_givers(portfolio, np.flatnonzero(givers)))
    return Contagion(np.where(dragged, worst, own_rank), source.of, decision)


def _givers(portfolio: Portfolio, givers: Ints) -> Groups:
    """Return, for each counterparty, the operation among its worst that it drags by."""
    number = pc.rank(portfolio.ids.take(givers), tiebreaker="dense").to_numpy().astype(np.int64)
    order = givers[np.lexsort((number, -portfolio.balance_cents[givers], -portfolio.days_past_due[givers]))]
    return portfolio.counterparties[order].first().within(Groups(order, portfolio.size))
