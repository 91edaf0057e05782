"""A day of collection made by hand: debts with acts that ask for letters, people, payments, events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from coopcli.calc.letters import LetterInputs, LetterPlan, LetterRules, plan_letters
from coopcli.dates import BusinessCalendar
from coopcli.results.collection import Collection
from coopcli.results.collection_charges import Charges
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder as shipped
from coopcli.words import WHOLE_NUMBERS, Column
from coopcli.words.agreements import AGREEMENT_COLUMNS, BUREAU_COLUMNS, CHARGE_COLUMNS, DEBT_CHARGE_COLUMNS
from coopcli.words.collection import ACT_COLUMNS, DEBT_COLUMNS, SETTLEMENT_COLUMNS
from coopcli.words.letters import LOG_COLUMNS
from tests.calc.building import frames_of

ON = date(2026, 10, 30)
"""A Friday."""

BOOK = load_rulebook(shipped("rules"))
UNTOLD = ("charges_cents", "updated_cents")
"""What may not have been worked out; every other number is 0 where a row does not tell it."""
MARIA, JOAO = "52998224725", "11144477735"


def frame(columns: tuple[Column, ...], rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame of these columns; what a row does not tell is missing, or 0."""
    told = {
        c.name: [row.get(c.name, 0 if c.kind in WHOLE_NUMBERS and c.name not in UNTOLD else None) for row in rows]
        for c in columns
    }
    return pd.DataFrame({c.name: pd.Series(told[c.name], dtype=c.dtype) for c in columns})  # type: ignore[call-overload]


@dataclass
class Day:
    """What letters are planned from. Each debt: R$ 100,00 late, R$ 2,00 fine, R$ 1,00 interest: R$ 103,00."""

    debts: list[dict[str, Any]] = field(default_factory=list)
    charges: list[dict[str, Any]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    settlements: list[dict[str, Any]] = field(default_factory=list)
    settled: list[dict[str, Any]] = field(default_factory=list)
    agreements: list[dict[str, Any]] = field(default_factory=list)
    sheets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    def owes(self, debt: str, letter: str | None = "first-notice", who: str = MARIA, **more: Any) -> Day:
        """Add a debt whose act asks for a letter."""
        about = {"client_key": who, "member_id": who[:4], "document": who, "member_name": f"PESSOA {who[:2]}"}
        told = {"debt_id": debt, "contracts": debt, "debt_kind": "contract", "product": "Crédito pessoal"}
        ladder = {"stage_reason": "collection/former-member#listing[7]", "destination": "queue"}
        self.debts.append(about | told | ladder | {"overdue_cents": 10_000, "letter": letter} | more)
        cents = {"overdue_cents": 10_000, "fine_cents": 200, "interest_cents": 100, "charges_cents": 300}
        self.charges.append(
            {"debt_id": debt, "contract_id": debt, "due_date": "2026-09-30"} | cents | {"updated_cents": 10_300}
        )
        return self

    def lives(self, who: str = MARIA, **more: Any) -> Day:
        """Give somebody a whole address."""
        address = {"street": "Rua A", "number": "1", "city": "Vale", "state": "MG", "zip_code": "30100000"}
        return self.told("addresses", {"member_id": who[:4], "document": who} | address | more)

    def told(self, name: str, row: dict[str, Any]) -> Day:
        """Add a row to a sheet."""
        self.sheets.setdefault(name, []).append(row)
        return self

    def logged(self, letter: str, day: str, debts: str, who: str = MARIA) -> Day:
        """Add a letter to the log."""
        row = {"letter_number": "0001", "letter_date": day, "letter": letter, "member_id": who[:4]}
        self.log.append(row | {"debts": debts, "delivery_title": "correio", "sha256": "0" * 64})
        return self

    def plan(self, written_on: date = ON) -> LetterPlan:
        """Return the letters of the day."""
        acts = [row for row in self.debts if row["letter"]]
        collection = Collection(
            frame(DEBT_COLUMNS, self.debts), pd.DataFrame(), frame(ACT_COLUMNS, acts), pd.DataFrame(),
            frame(SETTLEMENT_COLUMNS, self.settlements), pd.DataFrame(),
        )  # fmt: skip
        charges = Charges(ON, frame(CHARGE_COLUMNS, self.charges), frame(DEBT_CHARGE_COLUMNS, self.charges))
        frames = frames_of(self.sheets)
        book = load_rulebook(shipped("rules"), choices={"collection/letters": self.choices}) if self.choices else BOOK
        rules = LetterRules(
            book.in_force("collection/letters", ON), book.in_force("collection/letter-contents", ON),
            {rule.id: rule for rule in book.topic("collection", ON)}, book.in_force("bureau", ON),
            BusinessCalendar((date(2026, 11, 2),)),
        )  # fmt: skip
        log, bureau = frame(LOG_COLUMNS, self.log), frame(BUREAU_COLUMNS, self.settled)
        agreements = frame(AGREEMENT_COLUMNS, self.agreements)
        return plan_letters(LetterInputs(collection, charges, agreements, bureau, frames, log), rules, written_on)


def said(plan: LetterPlan, *names: str) -> list[tuple[Any, ...]]:
    """Return columns of the planned letters, a tuple a letter."""
    return [tuple(row) for row in plan.letters[list(names)].itertuples(index=False)]
