"""What other exports say of each member: the register, debts, listings, holds, the answer to the last survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, in_force, looked_up
from coopcli.calc.nps.answers import answers_of, waves_of
from coopcli.calc.nps.questionnaire import questionnaire_of
from coopcli.calc.nps.score import classes_of

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

DETRACTOR = "detractor"


def registered(members: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Return the members with name and monthly income, where the register has any of either."""
    if not len(register):
        return members
    of = register.drop_duplicates("member_id").set_index("member_id")
    told = {"member_name": of["name"], "monthly_income_cents": of["monthly_income_cents"]}
    return members.assign(**{name: looked_up(values, members["member_id"]) for name, values in told.items()})


def with_debts(members: pd.DataFrame, operations: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Return the members with what they owe.

    Reads   operations (results.OPERATION_COLUMNS); one without a member's number is that of who has its document.
    Adds    contract_count, balance_cents, overdue_cents (missing where one operation's is), days_past_due (the worst).
    """
    numbers = register[register["document"].notna()].drop_duplicates("document").set_index("document")["member_id"]
    owner = operations["member_id"].fillna(looked_up(numbers, operations["document"]))
    told = operations.assign(owner=owner)[owner.notna().to_numpy()]
    whole = told.groupby("owner")
    found = whole.agg(
        contract_count=("contract_id", "size"), balance_cents=("balance_cents", "sum"),
        overdue_cents=("overdue_cents", "sum"), days_past_due=("days_past_due", "max"),
    )  # fmt: skip
    found["overdue_cents"] = found["overdue_cents"].mask(told["overdue_cents"].isna().groupby(told["owner"]).any())
    owes = members["member_id"].isin(found.index)
    columns = {name: looked_up(found[name], members["member_id"]).astype("Int64") for name in found}
    return members.assign(**{name: values.where(owes, 0) for name, values in columns.items()})


def with_answers(
    members: pd.DataFrame, answers: pd.DataFrame, survey: RuleFile, classes: RuleFile, on: date
) -> pd.DataFrame:
    """Return the members with the note that each gave in the last wave in which it gave a valid one.

    Adds    score (missing: none), respondent_class (promoter, neutral, detractor, or missing).
    """
    questionnaire = questionnaire_of(survey)
    until = answers[~(days(answers["answered_date"]) > np.datetime64(on, "D"))]
    told: pd.Series[Any] = pd.Series(dtype="Float64")
    for wave in waves_of(until):
        people = answers_of(until, questionnaire, wave).respondents
        named = people[people["member_id"].notna() & people[questionnaire.score.code].notna()]
        given = named.drop_duplicates("member_id", keep="last").set_index("member_id")[questionnaire.score.code]
        told = pd.concat([told[~told.index.isin(given.index)], given])
    score = looked_up(told, members["member_id"]).astype("Float64")
    return members.assign(score=score.astype("Int64"), respondent_class=classes_of(score, classes))


def flags_of(
    members: pd.DataFrame, frames: Mapping[str, pd.DataFrame], holds_against: Sequence[str], on: date
) -> pd.DataFrame:
    """Return, for each member, what stands against a call: is_listed, has_lawsuit, has_hold_against_contact, has_left.

    Events and holds that name only a contract are of its member.
    """
    day = np.datetime64(on, "D")
    events = frames["collection_events"]
    past = events[days(events["event_date"]) <= day].sort_values("event_date", kind="stable")
    holds = frames["holds"]
    holding = holds[in_force(holds, day) & holds["hold_kind"].isin(list(holds_against)).to_numpy()]
    gone = frames["departures"][days(frames["departures"]["departure_date"]) <= day]
    owners = _Owners(frames)
    found = {
        "is_listed": owners.of(_standing(past, "bureau_listing", "bureau_removal")),
        "has_lawsuit": owners.of(_standing(past, "lawsuit", "lawsuit_end")),
        "has_hold_against_contact": owners.of(holding),
        "has_left": set(gone["member_id"]),
    }
    return pd.DataFrame({name: members["member_id"].isin(list(who)) for name, who in found.items()})


def _standing(events: pd.DataFrame, begins: str, ends: str) -> pd.DataFrame:
    """Return the last event of each debtor or contract among two kinds, where it is the beginning."""
    mine = events[events["event_kind"].isin([begins, ends])]
    key = mine["contract_id"].fillna("") + "|" + mine["member_id"].fillna("") + "|" + mine["document"].fillna("")
    last = mine[~key.duplicated(keep="last")]
    return last[last["event_kind"] == begins]


class _Owners:
    """The member of a row that names a member, a document or a contract."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        register, contracts = frames["members"], frames["contracts"]
        by_document = register[register["document"].notna()].drop_duplicates("document")
        self._documents = by_document.set_index("document")["member_id"]
        self._contracts = contracts.drop_duplicates("contract_id").set_index("contract_id")["member_id"]

    def of(self, rows: pd.DataFrame) -> set[str]:
        """Return the members of the rows."""
        named = rows["member_id"]
        for column, owners in (("document", self._documents), ("contract_id", self._contracts)):
            named = named.fillna(looked_up(owners, rows[column]))
        return set(named.dropna())
