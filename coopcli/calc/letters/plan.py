"""Which letters go out on a day: what the acts ask for, less what a hold, a payment or an earlier letter stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.columns import counts, dates, nullable, strings, sums, text
from coopcli.calc.letters.people import DECEASED, deceased, reached
from coopcli.calc.letters.requests import SETTLEMENTS, Grouped, LetterInputs, LetterRules, requests_of
from coopcli.calc.letters.sent import BETWEEN_DEBTS, last_sent
from coopcli.calc.letters.transit import in_transit
from coopcli.dates import NEVER, days_between
from coopcli.results.letters import ELECTRONIC, MAIL, NOWHERE, SEND, WAIT, WITHHOLD, LetterRequest
from coopcli.rulebook.decide import Decision, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.letters import LETTER_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.rulebook.tables import RuleFile

ACTIONS = {"send": SEND, "wait": WAIT, "withhold": WITHHOLD}
DELIVERIES = {"mail": MAIL, "electronic": ELECTRONIC, "nowhere": NOWHERE}


@dataclass(frozen=True)
class LetterPlan:
    """Every letter that an act asks for (``letters``: LETTER_COLUMNS) and the requests of those that go out.

    ``asked_debts`` and ``asked_cents`` are of the debts for which acts ask a letter, one a debt and letter.
    """

    letters: pd.DataFrame
    requests: list[LetterRequest]
    asked_debts: int = 0
    asked_cents: int = 0


def plan_letters(inputs: LetterInputs, rules: LetterRules, written_on: date) -> LetterPlan:
    """Return the letters of a day.

    Reads   the acts and debts, their charges, agreements, who has paid, the members' addresses, e-mails and phones,
            payments and events, the log of earlier letters.
    Keeps   each act with a letter in exactly one row: a debtor gets one letter of a kind, with all debts that it is
            about.
    """
    due = _due(inputs, rules.letters)
    if due.empty:
        return LetterPlan(_empty(), [])
    now, frames = np.datetime64(written_on, "D"), inputs.frames
    has_died = due["client_key"].isin(deceased(frames, now)).to_numpy(dtype=bool)
    due["hold_kind"] = due["hold_kind"].where(~has_died, DECEASED)
    last = last_sent(due, inputs.log, frames, titles_of(rules.letters), rules.letters["written_notice"], now)
    paid = in_transit(due, frames, np.datetime64(inputs.charges.on, "D"), now, rules.letters["transit_days"])
    people = reached(due, frames)
    sending = _sending(due, inputs, rules.letters, last, now, paid)
    delivery = _delivery(due, rules.letters, people)
    due = due.assign(in_transit_cents=paid, last_sent_date=dates(last), **_words(sending, delivery))
    group, letters = _grouped(due, rules.letters)
    requests = requests_of(Grouped(due, group, letters, people), inputs, rules, written_on)
    return LetterPlan(letters, requests, len(due), int(due["total_cents"].sum()))


def titles_of(rule: RuleFile) -> dict[str, str]:
    """Return the title of each letter that the rule names."""
    rows = rule.tables["letters"].rows
    named = [
        (value, row) for row in rows if "letter" in row.conditions for value in row.conditions["letter"].values or ()
    ]
    return {str(value): str(row.outcomes["letter_title"]) for value, row in named}


_OF_A_DEBT = [
    "debt_id", "client_key", "member_id", "document", "member_name", "branch", "product", "contracts", "overdue_cents",
    "updated_cents", "hold_kind", "situation", "stage_reason", "listed_date",
]  # fmt: skip
_OF_A_LISTING = [
    "debt_id", "client_key", "member_id", "document", "member_name", "branch", "hold_kind", "settled_date",
    "listed_date",
]  # fmt: skip


def _due(inputs: LetterInputs, rule: RuleFile) -> pd.DataFrame:
    """Return one row a debt and letter that is asked for, with what it comes to: late debts, then those paid."""
    acts = inputs.collection.acts
    asked = acts.loc[acts["letter"].notna().to_numpy(dtype=bool), ["debt_id", "letter"]].drop_duplicates()
    due = asked.merge(inputs.collection.debts[_OF_A_DEBT], on="debt_id", how="left")
    worked_out = inputs.charges.debts.drop_duplicates("debt_id").set_index("debt_id")["updated_cents"]
    told = due["debt_id"].map(worked_out).astype("Int64")
    due["total_cents"] = told.fillna(due["updated_cents"]).fillna(due["overdue_cents"]).to_numpy(dtype=np.int64)
    settled = _settled(inputs.bureau, rule)
    return pd.concat([due, settled], ignore_index=True) if len(settled) else due.assign(**dict.fromkeys(_DATES, NEVER))


_DATES = ("settled_date", "removal_date")


def _settled(bureau: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Return the debts that a bureau still lists and that are paid in full, each asking for the letter that says so."""
    paid = bureau["bureau_status"].isin(rule["settled_status"]) & bureau["settled_date"].notna()
    rows = bureau[paid.to_numpy(dtype=bool)].drop_duplicates("debt_id")
    told = rows[_OF_A_LISTING].assign(removal_date=rows["deadline_date"], contracts=rows["debt_id"])
    return told.assign(letter=rule["settled_letter"], total_cents=0, overdue_cents=0, situation="", stage_reason="")


def _sending(
    due: pd.DataFrame, inputs: LetterInputs, rule: RuleFile, last: Days, now: np.datetime64, paid: Ints
) -> Decision:
    total = due["total_cents"].to_numpy(dtype=np.int64)
    facts = Facts.of(
        due[["letter", "hold_kind"]],
        days_since_letter=nullable(days_between(last, now, missing=0), ~np.isnat(last)),
        claims_nothing=total == 0,
        has_unknown_amount=_unknown_amounts(due, inputs),
        transit_covers_debt=(paid > 0) & (paid >= total),
        waits_for_transit=(paid > 0) & (rule["in_transit"] == "wait"),
    )
    return decide(rule.tables["sending"], facts)


def _unknown_amounts(due: pd.DataFrame, inputs: LetterInputs) -> Flags:
    """Return which letters tell an account in which an amount is not known."""
    rows = inputs.collection.settlements
    open_ones = rows[rows["remaining_debt_cents"].isna()]
    accounts = set(zip(open_ones["client_key"], open_ones["settlement_kind"], strict=True))
    asked = zip(due["client_key"], due["letter"].map(SETTLEMENTS), strict=True)
    return np.array([pair in accounts for pair in asked], dtype=bool)


def _delivery(due: pd.DataFrame, rule: RuleFile, people: pd.DataFrame) -> Decision:
    facts = Facts.of(
        people[["has_postal_address", "has_electronic_address"]],
        requires_paper=due["letter"].isin(rule["written_notice"]).to_numpy(dtype=bool),
    )
    return decide(rule.tables["delivery"], facts)


def _words(sending: Decision, delivery: Decision) -> dict[str, object]:
    """Return the decisions as the clerk reads them; where a letter is sent nowhere the delivery gives the reason."""
    action = pd.Series(sending.outcome("letter_action").map(ACTIONS)).astype("str")
    by = pd.Series(delivery.outcome("delivery").map(DELIVERIES)).astype("str")
    nowhere = ((action == SEND) & (by == NOWHERE)).to_numpy()
    pairs = {
        "explanation": (_titles(sending), _titles(delivery)),
        "letter_article": tuple(pd.Series(d.articles()).astype("str") for d in (sending, delivery)),
        "letter_reason": tuple(pd.Series(d.reasons()).astype("str") for d in (sending, delivery)),
    }
    told = {name: np.where(nowhere, other, own) for name, (own, other) in pairs.items()}
    goes = (action == SEND).to_numpy() & ~nowhere
    return {
        "letter_action_title": np.where(nowhere, WITHHOLD, action),
        "delivery_title": np.where(goes, by, np.where(nowhere, NOWHERE, "")),
        "is_sent": goes,
        **told,
    }


def _titles(decision: Decision) -> pd.Series[str]:
    names = np.array([row.title for row in decision.table.rows], dtype=object)
    return pd.Series(names[decision.index], dtype="str")


_SAME = ["client_key", "letter", "letter_reason"]
"""What the debts of one letter share: of one debtor, of one kind, decided alike."""


def _grouped(due: pd.DataFrame, rule: RuleFile) -> tuple[Ints, pd.DataFrame]:
    """Return the letter that each debt is in, and the letters, those that go out first."""
    order = due.sort_values(["is_sent", "letter", "client_key"], ascending=[False, True, True], kind="stable").index
    of = np.empty(len(due), dtype=np.int64)
    of[order.to_numpy()] = due.loc[order].groupby(_SAME, sort=False, dropna=False).ngroup()
    size = int(of.max()) + 1
    first = due.loc[order].drop_duplicates(_SAME).reset_index(drop=True)
    titles = titles_of(rule)
    other = str(rule.tables["letters"].rows[-1].outcomes["letter_title"])
    letters = first.assign(letter_title=first["letter"].map(titles).fillna(other))
    letters["debts"] = _joined(due["debt_id"], of, size).to_numpy()
    for name in ("total_cents", "in_transit_cents"):
        letters[name] = sums(of, due[name].to_numpy(dtype=np.int64), size)
    letters["claimed_cents"] = letters["total_cents"] - letters["in_transit_cents"]
    letters["last_sent_date"] = due.groupby(of)["last_sent_date"].max().to_numpy()
    assert int(counts(of, size).min()) > 0  # every letter is of some debt
    return of, letters[[column.name for column in LETTER_COLUMNS]]


def _joined(debts: pd.Series[str], of: Ints, size: int) -> pd.Series[str]:
    """Return the debts of each letter in one text."""
    ends = np.concatenate([[0], np.cumsum(counts(of, size))])
    lists = pa.LargeListArray.from_arrays(ends, strings(debts).take(np.argsort(of, kind="stable")))
    return text(pc.binary_join(lists, pa.scalar(BETWEEN_DEBTS, pa.large_string())))


def _empty() -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in LETTER_COLUMNS})  # type: ignore[call-overload]
