"""Indications of a problem asset other than delay, as the cooperative documents them (Res. CMN 4.966, art. 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, in_force, positions, strings
from coopcli.documents import client_root
from coopcli.frames import TRIGGERS as TRIGGER_TITLES

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio

TRIGGERS = tuple(TRIGGER_TITLES)
OF_THE_DEBTOR = ("bankruptcy", "judicial_recovery")
"""Indications that are of the debtor, whatever contract the sheet names."""

OF_THE_PAST = "delay"
"""A problem that delay began: it lasts until its cure is documented (§§ 4 and 5), whatever the days are now."""


@dataclass(frozen=True)
class Triggers:
    """The indication in force for each operation (missing: none) and whether its debtor is a bankrupt company."""

    trigger: pd.Categorical
    is_bankrupt_company: Flags


def active_triggers(portfolio: Portfolio, sheet: pd.DataFrame, on: np.datetime64) -> Triggers:
    """Return the indications in force on the date: of several on one operation, the first in the norm's order."""
    rows = sheet[in_force(sheet, on) & (sheet["trigger"] != OF_THE_PAST)]
    order = np.array([TRIGGERS.index(name) for name in rows["trigger"]], dtype=np.int64)
    first = np.full(portfolio.size, len(TRIGGERS), dtype=np.int64)
    bankrupt = np.zeros(portfolio.size, dtype=bool)
    for operations, row in _reach(portfolio, rows):
        first[operations] = np.minimum(first[operations], order[row])
        bankrupt[operations] |= TRIGGERS[order[row]] == "bankruptcy"
    codes = np.where(first == len(TRIGGERS), -1, first)
    is_company = (portfolio.operations["person_type"] == "PJ").to_numpy(dtype=bool, na_value=False)
    return Triggers(
        pd.Categorical.from_codes(codes, categories=pd.Index(TRIGGERS, dtype=object)), bankrupt & is_company
    )


def _reach(portfolio: Portfolio, rows: pd.DataFrame) -> list[tuple[Ints, int]]:
    """Return, for each row of the sheet, the positions of the operations that it speaks of."""
    if not len(rows):
        return []
    at = positions(strings(rows["contract_id"]), portfolio.ids)
    roots = client_root(strings(rows["document"]))
    roots_of_all = client_root(strings(portfolio.operations["document"]))
    by_root = positions(roots, roots_of_all)
    reached = []
    for row, (contract, root) in enumerate(zip(at, by_root, strict=True)):
        anchor = contract if contract >= 0 else root
        if contract >= 0 and rows["trigger"].iloc[row] not in OF_THE_DEBTOR:
            reached.append((np.array([contract]), row))
        elif anchor >= 0:
            reached.append((np.flatnonzero(portfolio.client == portfolio.client[anchor]), row))
    return reached


def uncured(
    portfolio: Portfolio, sheet: pd.DataFrame, on: np.datetime64, previous: pd.DataFrame | None,
    previous_on: np.datetime64 | None,
) -> Flags:  # fmt: skip
    """Return which operations were a problem by themselves and have no documented cure since.

    They were if the previous close says so, or where the sheet has a delay in force (one that no close has seen).
    The cure is a row of the sheet whose ``until_date`` lies after the previous close, up to the date (art. 3, §§ 4
    and 5: the cooperative documents that the four conditions are met).
    """
    was = np.zeros(portfolio.size, dtype=bool)
    if previous is not None and previous_on is not None and "is_own_problem" in previous:
        before = previous.loc[previous["is_own_problem"].fillna(False).astype(bool), "contract_id"]
        was = positions(portfolio.ids, strings(before)) >= 0
        until = days(sheet["until_date"])
        for operations, _row in _reach(portfolio, sheet[(until > previous_on) & (until <= on)]):
            was[operations] = False
    told = sheet[in_force(sheet, on) & (sheet["trigger"] == OF_THE_PAST)]
    for operations, _row in _reach(portfolio, told):
        was[operations] = True
    return was
