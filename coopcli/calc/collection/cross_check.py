"""Agreements with a new contract against the renegotiations of the close: an agreement never betters a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, Keyed
from coopcli.calc.renegotiation import level_ranks
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.agreements import RENEGOTIATION_CHECK_COLUMNS
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


def renegotiation_check(
    sheet: pd.DataFrame, portfolio: Portfolio, renegotiations: pd.DataFrame, rule: RuleFile,
    classes: pd.DataFrame | None, previous: pd.DataFrame | None,
) -> pd.DataFrame:  # fmt: skip
    """Return the contracts of agreements that became a new contract, and whether the close treats them as such.

    The class before is that of the contract replaced at the previous close, else the level that the renegotiations
    sheet says that it kept. A class is better by its level or, under Res. CMN 4.966, where a problem asset is none any
    more.
    """
    rows = sheet[sheet["new_contract_id"].notna()].reset_index(drop=True)
    new = Keyed(portfolio.ids).of(rows["new_contract_id"])
    pair = _place_in_sheet(rows, renegotiations)
    before, was_problem = _before(rows, renegotiations, pair, previous)
    after, is_problem = _after(new, classes)
    rank, rank_before = (level_ranks(column.where(column.isin(LEVELS))) for column in (after, before))
    better = (rank >= 0) & (rank < rank_before) | (was_problem & ~is_problem)
    facts = {
        "is_in_portfolio": new.known,
        "is_in_sheet": pair.known,
        "is_marked": new.at(portfolio.operations["is_renegotiated"].to_numpy(dtype=bool), none=False),
        "is_class_better": better & new.known & after.notna().to_numpy(),
    }
    decision = decide(rule.tables["renegotiated_class"], Facts(dict(facts), len(rows)))
    told = rows.assign(
        **facts,
        previous_class=before,
        risk_class=after,
        check_result=decision.outcome("cross_check"),
        check_article=decision.articles(),
    )
    return told[[column.name for column in RENEGOTIATION_CHECK_COLUMNS]]


def _place_in_sheet(rows: pd.DataFrame, renegotiations: pd.DataFrame) -> Groups:
    """Return the last row of the renegotiations sheet about each pair of new and old contract."""
    told = zip(renegotiations["contract_id"], renegotiations["previous_contract_id"], strict=True)
    place = {pair: number for number, pair in enumerate(told)}
    pairs = zip(rows["new_contract_id"], rows["contract_id"], strict=True)
    return Groups(np.array([place.get(pair, -1) for pair in pairs], dtype=np.int64), len(renegotiations))


def _before(
    rows: pd.DataFrame, renegotiations: pd.DataFrame, pair: Groups, previous: pd.DataFrame | None
) -> tuple[pd.Series[str], Flags]:
    """Return the class of what each agreement replaced, and whether it was a problem asset."""
    held = pair.text(renegotiations["held_level"])
    if previous is None:
        return held, np.zeros(len(rows), dtype=bool)
    old = Keyed(previous["contract_id"]).of(rows["contract_id"])
    return old.text(previous["risk_class"].astype("str")).fillna(held), _flags(previous, old)


def _after(new: Groups, classes: pd.DataFrame | None) -> tuple[pd.Series[str], Flags]:
    if classes is None:
        return pd.Series([pd.NA] * len(new.of), dtype="str"), np.ones(len(new.of), dtype=bool)
    return new.text(classes["risk_class"].astype("str")), _flags(classes, new)


def _flags(rows: pd.DataFrame, own: Groups) -> Flags:
    if "is_problem_asset" not in rows:
        return np.zeros(len(own.of), dtype=bool)
    return own.at(rows["is_problem_asset"].fillna(False).to_numpy(dtype=bool), none=False)
