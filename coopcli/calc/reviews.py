"""When the level of each operation must be reviewed: Res. CMN 2.682/1999, arts. 4, II and § 3, and 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, days
from coopcli.dates import NEVER, term_end
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class ReviewTerms:
    """``last`` is the latest review, else the day of the contract (NaT: neither is known); ``due`` the last day of
    the term (NaT: none runs, or from an unknown day). ``is_overdue``: the term is over; ``debtor_is_overdue``: that
    of some operation of the same debtor is. ``is_unknown``: a term runs, and nothing tells since when."""

    last: Days
    due: Days
    is_overdue: Flags
    debtor_is_overdue: Flags
    is_unknown: Flags
    decision: Decision


def review_terms(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile, adjusted_equity_cents: int | None
) -> ReviewTerms:
    """Return the term of the review of each operation on the reference date.

    Reads   reviews, contract dates, what client and counterparty owe in all, the adjusted equity (None: not known,
            and no client is above its share).
    Source  art. 4, II (every 6 or 12 months), art. 5 (small clients: by delay alone), § 3 (all of the debtor).
    """
    day = np.datetime64(portfolio.on, "D")
    facts = Facts(
        {
            "client_total_cents": portfolio.client_total_cents,
            "is_above_equity_share": _above_share(portfolio, rule, adjusted_equity_cents),
        },
        portfolio.size,
    )
    decision = decide(rule.tables["review"], facts)
    months = pd.array(decision.outcome("review_months"), dtype="Int64")
    runs = ~np.asarray(months.isna())
    last = np.fmax(_latest_reviews(portfolio, frames["reviews"], day), _contract_days(portfolio, frames["contracts"]))
    known = runs & ~np.isnat(last)
    due = np.full(portfolio.size, NEVER)
    due[known] = term_end(last[known], months[known].to_numpy(dtype=np.int64))
    overdue = known & (due < day)
    of_debtor = portfolio.clients.shared(overdue)
    return ReviewTerms(last, due, overdue, of_debtor, runs & np.isnat(last), decision)


def _above_share(portfolio: Portfolio, rule: RuleFile, adjusted_equity_cents: int | None) -> Flags:
    """Return which operations are of a client or group that owes more than the share of the adjusted equity."""
    if adjusted_equity_cents is None:
        return np.zeros(portfolio.size, dtype=bool)
    top, bottom = rule["large_exposure_rate"].as_integer_ratio()
    above: Flags = portfolio.counterparties.total(portfolio.balance_cents) > adjusted_equity_cents * top // bottom
    return above


def _latest_reviews(portfolio: Portfolio, sheet: pd.DataFrame, day: np.datetime64) -> Days:
    dated = sheet[days(sheet["review_date"]) <= day].sort_values("review_date", kind="stable")
    latest = dated.drop_duplicates("contract_id", keep="last")
    return Keyed(latest["contract_id"]).of(portfolio.ids).at(days(latest["review_date"]), NEVER)


def _contract_days(portfolio: Portfolio, contracts: pd.DataFrame) -> Days:
    """Return when each operation was contracted; an overdraft on the day that it began, a limit unknown."""
    told = Keyed(contracts["contract_id"]).of(portfolio.ids).at(days(contracts["contract_date"]), NEVER)
    began = days(portfolio.operations["contract_date"])
    return np.where(portfolio.overdraft_days >= 0, began, told)
