"""What each letter is given to say: its debts with their charges, its terms, the sums of a settlement."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.collection.settlements import ACCOUNTS, AMORTIZATION
from coopcli.calc.letters.people import ADDRESS
from coopcli.calc.letters.sent import BETWEEN_DEBTS
from coopcli.results.letters import LetterLine, LetterRequest, Recipient, Value

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.dates import BusinessCalendar
    from coopcli.results.collection import Collection
    from coopcli.results.collection_charges import Charges
    from coopcli.rulebook.tables import RuleFile

Row = Mapping[Hashable, Any]
SETTLEMENTS = {"account-settlement": ACCOUNTS, "capital-use": AMORTIZATION}
"""The letters that show a calculation, and which."""

PAYABLE = {"account-settlement": "remaining_debt", "broken-agreement": "late"}
"""What the Pix code of a letter asks for, where it is not what is claimed of the debts."""


@dataclass(frozen=True)
class LetterRules:
    """The rules of letters: their own, that of their contents, the ladders (by id) for their terms, the bureau's."""

    letters: RuleFile
    contents: RuleFile
    ladders: Mapping[str, RuleFile]
    bureau: RuleFile
    calendar: BusinessCalendar


@dataclass(frozen=True)
class LetterInputs:
    """What letters are planned from: the debts of a day and their acts, what they come to, the agreements, the lists of
    the bureaus (BUREAU_COLUMNS: who has paid), the exports, and the log of earlier letters (LOG_COLUMNS)."""

    collection: Collection
    charges: Charges
    agreements: pd.DataFrame
    bureau: pd.DataFrame
    frames: Mapping[str, pd.DataFrame]
    log: pd.DataFrame


@dataclass(frozen=True)
class Grouped:
    """The debts that letters are about (``due``), in which letter each is (``group``), the letters, and the people."""

    due: pd.DataFrame
    group: Ints
    letters: pd.DataFrame
    people: pd.DataFrame

    def sent(self) -> Grouped:
        """Return only the letters that go out, numbered anew, with their debts."""
        goes = self.due["is_sent"].to_numpy(dtype=bool)
        numbers, group = np.unique(self.group[goes], return_inverse=True)
        return Grouped(self.due[goes], group.astype(np.int64), self.letters.iloc[numbers], self.people[goes])


def requests_of(grouped: Grouped, inputs: LetterInputs, rules: LetterRules, written_on: date) -> list[LetterRequest]:
    """Return a request for each letter that goes out."""
    sent = grouped.sent()
    lines = _lines(sent.due, inputs.charges)
    terms = _Terms(rules, written_on, inputs.charges.on)
    sums = _settlements(inputs.collection)
    agreed = _agreements(inputs.agreements)
    rows, reach, told = (frame.to_dict("records") for frame in (sent.due, sent.people, sent.letters))
    members: list[list[int]] = [[] for _ in told]
    for place, number in enumerate(sent.group):
        members[number].append(place)
    made = []
    for letter, places in zip(told, members, strict=True):
        debts = [rows[place] for place in places]
        shown = tuple(line for debt in debts for line in lines.get(debt["debt_id"], ()))
        values = terms.of(letter, debts) | sums.get((letter["client_key"], SETTLEMENTS.get(letter["letter"], "")), {})
        values |= agreed.get(debts[0]["debt_id"], {})
        made.append(_request(letter, _recipient(letter, reach[places[0]]), shown, values, terms))
    return made


def _request(
    letter: Row, to: Recipient, lines: tuple[LetterLine, ...], values: dict[str, Value], terms: _Terms
) -> LetterRequest:
    claimed = values.get(PAYABLE.get(letter["letter"], "claimed"))
    return LetterRequest(
        letter["letter"], to, terms.written_on, terms.held_on, lines, values,
        payable_cents=claimed if isinstance(claimed, int) and claimed > 0 else None,
        reference=letter["debts"].split(BETWEEN_DEBTS)[0],
        delivery=letter["delivery_title"],
        client_key=_said(letter["client_key"]),
        debts=letter["debts"],
    )  # fmt: skip


def _said(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _recipient(letter: Row, reach: Row) -> Recipient:
    told = {"member_id": letter["member_id"], "name": letter["member_name"], "document": letter["document"]}
    told |= {name: reach[name] for name in (*ADDRESS, "email", "phone")}
    return Recipient(**{name: _said(value) for name, value in told.items()})


def _lines(due: pd.DataFrame, charges: Charges) -> dict[str, list[LetterLine]]:
    """Return the lines of each debt: its late instalments, else one of the whole debt."""
    products = dict(zip(due["debt_id"], due["product"], strict=True))
    wanted = charges.rows[charges.rows["debt_id"].isin(due["debt_id"]).to_numpy(dtype=bool)]
    lines: dict[str, list[LetterLine]] = {}
    for row in wanted.to_dict("records"):
        number = row["installment_number"]
        text = "" if pd.isna(number) else str(int(number))
        lines.setdefault(row["debt_id"], []).append(_line(row, row["contract_id"], products, text, row["due_date"]))
    asked = charges.debts[charges.debts["debt_id"].isin(due["debt_id"]).to_numpy(dtype=bool)]
    others = asked[~asked["debt_id"].isin(list(lines)).to_numpy(dtype=bool)]
    for row in others.to_dict("records"):
        lines[row["debt_id"]] = [_line(row, row["debt_id"], products, "", row["oldest_due_date"])]
    for row in due[~due["debt_id"].isin(list(lines)).to_numpy(dtype=bool)].to_dict("records"):
        if row["total_cents"]:
            overdue = int(row["overdue_cents"])
            about = (str(row["debt_id"]), _said(products[row["debt_id"]]), "", None)
            lines[row["debt_id"]] = [LetterLine(*about, overdue, 0, row["total_cents"] - overdue, row["total_cents"])]
    return lines


def _line(row: Row, contract: str, products: Mapping[str, Any], number: str, due: Any) -> LetterLine:
    interest = int(row["interest_cents"]) + int(row["contract_interest_cents"])
    cents = (int(row["overdue_cents"]), int(row["fine_cents"]), interest, int(row["updated_cents"]))
    return LetterLine(str(contract), _said(products.get(row["debt_id"])), number, _day(due), *cents)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


class _Terms:
    """The terms that letters give: until when to pay, from when a listing may be, and whose rule they are."""

    def __init__(self, rules: LetterRules, written_on: date, held_on: date) -> None:
        self._rules, self.written_on, self.held_on = rules, written_on, held_on
        letters = rules.letters
        self._same: dict[str, Value] = {
            "pay_by": self._open_day(letters["payment_deadline_days"]),
            "bureau": letters["bureau"],
            "removal_days": int(rules.bureau["removal_business_days"]),
            "values_hold_until_deadline": letters["values_hold"] == "until_deadline",
        }

    def of(self, letter: Row, debts: list[dict[Hashable, Any]]) -> dict[str, Value]:
        """Return what a letter about these debts may name; ladders give the terms that are theirs."""
        ladder = self._rules.ladders.get(str(debts[0]["stage_reason"]).split("#")[0])
        terms = ladder.parameters if ladder else {}
        listed, settled, removal = (_day(debts[0][name]) for name in ("listed_date", "settled_date", "removal_date"))
        values: dict[str, Value] = {
            "claimed": int(letter["claimed_cents"]),
            "total": int(letter["total_cents"]),
            "in_transit": int(letter["in_transit_cents"]),
            "situation": _said(debts[0]["situation"]),
            "settled_on": settled,
            "was_listed": listed is not None,
            "is_single": len(debts) == 1,
            "removal_by": removal,
            "is_removal_late": removal is not None and removal < self.written_on,
        }
        if settled:
            values["contracts"] = ", ".join(str(debt["debt_id"]) for debt in debts)
        if "notice_days" in terms:
            last_day = int(terms["notice_days"].value) - 1  # type: ignore[arg-type]
            values["list_after"] = self.written_on + timedelta(days=last_day)  # the ladder lists from the day after
        if "capital_use_months" in terms:
            values["arrears_months"] = int(terms["capital_use_months"].value)  # type: ignore[arg-type]
        return self._same | values

    def _open_day(self, count: int) -> date:
        return open_day(self.written_on + timedelta(days=count), self._rules.calendar)


def open_day(day: date, calendar: BusinessCalendar) -> date:
    """Return the day, or the first business day after it."""
    moved: date = calendar.same_or_next(np.array([day], dtype="datetime64[D]"))[0].item()
    return moved


def _settlements(collection: Collection) -> dict[tuple[str, str], dict[str, Value]]:
    """Return the sums of each debtor's settlement, by the names of its columns without their unit."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    whole = collection.settlements[collection.settlements["remaining_debt_cents"].notna()]
    for row in whole.to_dict("records"):
        cents = {name.removesuffix("_cents"): int(row[name]) for name in row if str(name).endswith("_cents")}
        done = _day(row["done_date"])
        told: dict[str, Value] = {"left_on": _day(row["base_date"]), "is_done": done is not None, "settled_on": done}
        told.update(cents)
        found[row["client_key"], row["settlement_kind"]] = told
    return found


def _agreements(agreements: pd.DataFrame) -> dict[str, dict[str, Value]]:
    """Return what is late of each agreement."""
    return {
        str(row["agreement_id"]): {
            "agreement_id": str(row["agreement_id"]),
            "signed_on": _day(row["signed_date"]),
            "late": int(row["late_cents"]),
            "late_since": _day(row["first_late_date"]),
        }
        for row in agreements.to_dict("records")
    }
