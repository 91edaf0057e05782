"""What the management decided for a debt outside the policy, with author, date and reason (§ 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.debts import reach
from coopcli.calc.columns import Groups, amounts, days
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.collection import MANAGEMENT_EXCEPTION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Flags, Ints
    from coopcli.rulebook.tables import RuleFile

LEAVE_OUT, NO_LISTING, NO_LAWSUIT, LAWSUIT = "leave_out", "no_listing", "no_lawsuit", "lawsuit"
LONGER, SHORTER = "longer", "shorter"


@dataclass(frozen=True)
class Exceptions:
    """The exceptions in force: which debts each effect of the rule reaches, the days more that each window has, and
    the exceptions of each debt in words (missing: none). ``rows`` is the register (MANAGEMENT_EXCEPTION_COLUMNS)."""

    reaches: Mapping[str, Flags]
    more_days: Ints
    words: np.ndarray  # type: ignore[type-arg]
    rows: pd.DataFrame


def exceptions_of(debts: LateDebts, frames: Mapping[str, pd.DataFrame], rule: RuleFile) -> Exceptions:
    """Return the exceptions of the debts on the date; one without an end holds until somebody ends it.

    Source  the table ``exceptions`` says what each kind does.
    """
    sheet = frames["collection_exceptions"]
    decision = decide(rule.tables["exceptions"], Facts({"exception_kind": sheet["exception_kind"]}, len(sheet)))
    until = days(sheet["until_date"])
    in_force = (days(sheet["from_date"]) <= debts.on) & (np.isnat(until) | (until >= debts.on))
    row, debt = reach(sheet, debts, frames)
    effect = np.asarray(decision.outcome("exception_effect"), dtype=object)[row]
    held = Groups(debt, debts.size).where(in_force[row])
    reaches = {name: held.where(effect == name).any() for name in (LEAVE_OUT, NO_LISTING, NO_LAWSUIT, LAWSUIT)}
    sign = np.select([effect == LONGER, effect == SHORTER], [1, -1], 0)
    more = held.sum(sign * np.abs(amounts(sheet["window_days"])[row]))
    words = held.last().at(np.asarray(decision.titles(), dtype=object)[row], None)
    told = _register(sheet, row, debt, in_force, debts).assign(
        exception_article=lambda rows: np.asarray(decision.articles(), dtype=object)[rows["place"].to_numpy()]
    )
    return Exceptions(reaches, more, words, told[[column.name for column in MANAGEMENT_EXCEPTION_COLUMNS]])


def _register(sheet: pd.DataFrame, row: Ints, debt: Ints, in_force: Flags, debts: LateDebts) -> pd.DataFrame:
    """Return a row an exception and debt, and one an exception that reaches no late debt."""
    alone = np.setdiff1d(np.arange(len(sheet)), row)
    place = np.concatenate([row, alone])
    reached = Groups(np.concatenate([debt, np.full(len(alone), -1, dtype=np.int64)]), debts.size)
    told = sheet.iloc[place].reset_index(drop=True)
    about = {name: reached.text(debts.frame[name]) for name in ("debt_id", "member_id", "document", "member_name")}
    for name in ("member_id", "document"):
        about[name] = told[name].fillna(about[name])
    return told.assign(**about, is_in_force=in_force[place], place=place)
