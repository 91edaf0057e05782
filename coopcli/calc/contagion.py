"""Contagion (arrasto): one operation's risk on all the operations of its counterparty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.columns import Flags, Ints
    from coopcli.rulebook.tables import Table

from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts


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


def spread(
    own_rank: Ints,
    counterparty: Ints,
    excepted: Flags,
    days_past_due: Ints,
    balance_cents: Ints,
    table: Table,
) -> Contagion:
    """Return the risk of each operation once the worst of its counterparty is taken, as ``table`` decides.

    ``own_rank`` grows with risk, from 0. The source is the worst operation of the counterparty; of several, the one
    longest past due, then the largest, then the first. An excepted operation takes nobody's risk (it still gives
    its own).
    """
    groups = int(counterparty.max(initial=-1)) + 1
    worst = np.full(groups, -1, dtype=np.int64)
    np.maximum.at(worst, counterparty, own_rank)
    facts = Facts(
        {"has_contagion_exception": excepted, "counterparty_is_worse": own_rank < worst[counterparty]},
        len(own_rank),
    )
    decision = decide(table, facts)
    dragged = decision.flag("is_dragged")
    source = _sources(own_rank, counterparty, worst, dragged, days_past_due, balance_cents)
    return Contagion(np.where(dragged, worst[counterparty], own_rank), source, decision)


def _sources(
    own_rank: Ints, counterparty: Ints, worst: Ints, dragged: Flags, days_past_due: Ints, balance_cents: Ints
) -> Ints:
    of_interest = np.zeros(len(worst), dtype=bool)
    of_interest[counterparty[dragged]] = True
    givers = np.flatnonzero(of_interest[counterparty] & (own_rank == worst[counterparty]))
    order = givers[np.lexsort((givers, -balance_cents[givers], -days_past_due[givers]))]
    first = np.full(len(worst), -1, dtype=np.int64)
    first[counterparty[order[::-1]]] = order[::-1]  # the first of each counterparty is written last
    return np.where(dragged, first[counterparty], -1)


def exceptions_in_force(exceptions: pd.DataFrame, on: np.datetime64) -> pd.DataFrame:
    """Return the documented exceptions that hold on the date."""
    from coopcli.calc.columns import days

    since, until = days(exceptions["from_date"]), days(exceptions["until_date"])
    return exceptions[(since <= on) & (np.isnat(until) | (until > on))]
