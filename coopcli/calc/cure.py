"""When what was a problem asset may cease to be one: the four conditions of Res. CMN 4.966, art. 3, §§ 4 to 6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, Keyed, days, nullable
from coopcli.calc.delay import unpaid_cents
from coopcli.dates import NEVER, add_months, calendar_months, days_between, full_months
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.calc.triggers import Past
    from coopcli.rulebook.tables import RuleFile

CONDITIONS = ("cure_no_arrears", "cure_timely_payment", "cure_other_obligations", "cure_evidence")
"""The tables of the four conditions, items I to IV of § 4."""


@dataclass(frozen=True)
class Cure:
    """Which operations ceased to be problem assets of their own (``is_cured``) and what the others lack.

    ``pending`` names each condition that is not met (missing: it was no problem, or is cured); ``in_cure_since`` is
    the first date on which a calculation saw it without arrears, every one since then too.
    """

    is_cured: Flags
    pending: pd.Categorical
    in_cure_since: Days
    decisions: Mapping[str, Decision]


def cure_of(portfolio: Portfolio, past: Past, installments: pd.DataFrame, rule: RuleFile) -> Cure:
    """Return what became of the operations that were problem assets by themselves (``past``)."""
    on = np.datetime64(portfolio.on, "D")
    is_current = portfolio.days_past_due == 0
    since = np.where(np.isnat(past.in_cure_since), on, past.in_cure_since)
    in_cure_since = np.where(past.was & is_current, since, NEVER)
    paid = _payments(portfolio, past, installments, on)
    facts = Facts(
        {
            "was_own_problem": past.was,
            "days_past_due": portfolio.days_past_due,
            "timely_payment_months": _timely_months(portfolio, past, paid, in_cure_since, on),
            "installment_interval_months": _intervals(portfolio, paid),
            "evidence_days": _evidence_days(past, on),
            "counterparty_has_arrears": _others_late(portfolio),
        },
        portfolio.size,
    )
    decisions = {name: decide(rule.tables[name], facts) for name in CONDITIONS}
    met = np.logical_and.reduce([decision.flag("is_met") for decision in decisions.values()])
    is_cured: Flags = past.was & met
    kept = np.where(is_cured, NEVER, in_cure_since)
    return Cure(is_cured, _pending(past.was & ~is_cured, decisions), kept, decisions)


@dataclass(frozen=True)
class _Payments:
    """The instalments of the operations in question: ``settled`` is the day until which one kept payment from being
    timely (NaT: it did not), ``is_timely`` those paid by the due date or the next business day."""

    operation: Groups
    due: Days
    settled: Days
    is_timely: Flags


def _payments(portfolio: Portfolio, past: Past, installments: pd.DataFrame, on: np.datetime64) -> _Payments:
    """Return how each instalment was paid, as of ``on``.

    One that is unpaid and late keeps payment from being timely until ``on``; one paid late, until it was paid; one
    paid nobody knows when, until it fell due.
    """
    if not past.was.any():
        installments = installments.iloc[:0]  # nobody is asked: millions of rows are not looked up
    of = Keyed(portfolio.ids).of(installments["contract_id"])
    asked = of.at(past.was, none=False)
    rows, operation = installments[asked], of[asked]
    due, paid = days(rows["due_date"]), days(rows["paid_date"])
    limit = portfolio.calendar.same_or_next(due)
    is_open = unpaid_cents(rows, on) > portfolio.tolerance_cents
    is_due = due <= on
    is_timely = is_due & ~is_open & (paid <= limit)
    settled = np.where(is_open, on, np.where(np.isnat(paid), due, paid))
    hinders = is_due & ~is_timely & (~is_open | (limit < on))
    return _Payments(operation, due, np.where(hinders, settled, NEVER), is_timely)


def _timely_months(
    portfolio: Portfolio, past: Past, paid: _Payments, in_cure_since: Days, on: np.datetime64
) -> Ints:  # fmt: skip
    """Return how many whole months of timely payment lie behind each operation since it became a problem.

    With instalments: since the last that was not timely, if at least one has been paid since. Without any: since
    the first close that saw it without arrears.
    """
    start = np.fmax(np.where(np.isnat(past.began), on, past.began), paid.operation.max(paid.settled, NEVER))
    has_paid = paid.operation.where(paid.is_timely & (paid.due > paid.operation.at(start, NEVER))).any()
    unseen = ~portfolio.delay.known
    start[unseen] = np.maximum(start, np.where(np.isnat(in_cure_since), on, in_cure_since))[unseen]
    return np.where(has_paid | unseen, full_months(start, on, missing=0), 0)


def _intervals(portfolio: Portfolio, paid: _Payments) -> Ints:
    """Return the shortest time between two instalments of each operation, in whole months (0: unknown).

    Of a single instalment it is the time from the contract.
    """
    order = np.lexsort((paid.due, paid.operation.of))
    operation, due = paid.operation[order], paid.due[order]
    follows = np.flatnonzero((operation.of[1:] == operation.of[:-1]) & (due[1:] > due[:-1])) + 1
    between = operation[follows].min(_whole_months(due[follows - 1], due[follows]), -1)
    started = operation.at(days(portfolio.operations["contract_date"]), NEVER)
    single = np.flatnonzero(started < due)  # counts only where no other instalment does
    alone = operation[single].min(_whole_months(started[single], due[single]), 0)
    return np.where(between < 0, alone, between)


def _whole_months(since: Days, until: Days) -> Ints:
    """Return the whole months between dates; a month that lacks the day ends on its last."""
    months: Ints = calendar_months(since, until, missing=0)
    whole: Ints = months - (add_months(since, months) > until)
    return whole


def _evidence_days(past: Past, on: np.datetime64) -> pd.arrays.IntegerArray:
    known = ~np.isnat(past.evidence)
    return nullable(days_between(past.evidence, on, missing=0), known)


def _others_late(portfolio: Portfolio) -> Flags:
    """Return which operations have another of the same counterparty in arrears."""
    late = portfolio.days_past_due > 0
    others: Flags = portfolio.counterparties.total(late.astype(np.int64)) - late > 0
    return others


def _pending(lacking: Flags, decisions: Mapping[str, Decision]) -> pd.Categorical:
    """Return the titles of the conditions that each of the ``lacking`` operations does not meet."""
    titles = [np.array([row.title for row in d.table.rows], dtype=object)[d.index] for d in decisions.values()]
    unmet = [~decision.flag("is_met") for decision in decisions.values()]
    words = np.full(len(lacking), None, dtype=object)
    for at in np.flatnonzero(lacking):
        words[at] = "; ".join(title[at] for title, is_unmet in zip(titles, unmet, strict=True) if is_unmet[at])
    return pd.Categorical(words)
