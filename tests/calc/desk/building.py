"""A proposal against which nothing stands, and the desk's results for rows written in a test."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from coopcli.calc.desk.whole import DeskRules, desk_of
from coopcli.calc.portfolio import portfolio_of
from coopcli.dates import BusinessCalendar, bank_holidays
from coopcli.results.desk import Desk
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.shipped import folder
from tests.calc.building import Row, frames_of

ON = date(2026, 10, 31)
ANA, BIA, CAU, DINO = "11111111111", "22222222222", "33333333333", "44444444444"
FIRM = "12345678000195"
EQUITY = 1_200_000_000  # R$ 12 milhões: 140%
READ = (
    "proposals", "members", "share_capital", "contracts", "installments", "guarantors", "economic_groups",
    "questionnaire_answers", "write_offs", "departures",
)  # fmt: skip


@cache
def book() -> Rulebook:
    return load_rulebook(folder("rules"))


@cache
def rules() -> DeskRules:
    def of(family: str) -> Any:
        return book().in_force(family, ON)

    return DeskRules(
        of("rating/nossacoop"), of("proposals/vetoes"), of("proposals/limits"), of("proposals/rates"),
        of("proposals/base-rates"), of("authority/approval"), of("authority/committee"),
    )  # fmt: skip


@cache
def calendar() -> BusinessCalendar:
    return bank_holidays(range(2020, 2028), (), ())


def proposal(proposal_id: str = "P1", document: str = ANA, **changes: Any) -> Row:
    """Return R$ 1.000,00 in 10 payroll instalments, with everything told and in order."""
    row: Row = {
        "proposal_id": proposal_id, "proposal_date": date(2026, 10, 26), "document": document, "person_type": "PF",
        "member_name": "Ana", "product_kind": "payroll_loan", "credit_line": "Normal / Refinanciamento",
        "purpose": "Reforma", "amount_cents": 100_000, "installment_count": 12, "payment_method": "payroll",
        "net_income_cents": 500_000, "payroll_margin_cents": 200_000, "guarantee_kind": "none",
        "has_restrictions": False, "is_for_third_party": False, "has_conflict_of_interest": False,
        "credit_title": "bank_credit_note", "employment_since": date(2015, 1, 1), "receives_salary_here": True,
        "is_new_company": False, "retains_capital": False,
    }  # fmt: skip
    return row | changes


def member(document: str = ANA, **changes: Any) -> Row:
    row: Row = {
        "member_id": document[:6], "document": document, "name": "Ana", "person_type": "PF",
        "monthly_income_cents": 600_000, "birth_date": date(1980, 5, 5), "member_since": date(2015, 1, 1),
        "record_updated_on": date(2026, 5, 1),
    }  # fmt: skip
    return row | changes


def answer(question: str, words: str, proposal_id: str = "P1", **changes: Any) -> Row:
    row: Row = {
        "proposal_id": proposal_id, "question": question, "answer": words, "answered_date": date(2026, 10, 26),
    }  # fmt: skip
    return row | changes


def loan(contract_id: str, document: str, **changes: Any) -> Row:
    row: Row = {
        "contract_id": contract_id, "document": document, "person_type": "PF", "product_kind": "personal_loan",
        "balance_cents": 100_000, "contract_date": date(2026, 1, 10), "monthly_rate": 0.025,
        "installment_count": 10, "paid_installment_count": 5, "exported_days_past_due": 0,
    }  # fmt: skip
    return row | changes


def desk(read: tuple[str, ...] = READ, equity: int | None = EQUITY, own: DeskRules | None = None, **rows: Any) -> Desk:
    """Return the desk's results; without ``members`` the four people and the company are members."""
    usual = [member(document) for document in (ANA, BIA, CAU, DINO)]
    usual.append(member(FIRM, person_type="PJ", member_id="9"))
    frames = frames_of({"members": usual, **rows})
    return desk_of(frames, portfolio_of(frames, ON, calendar()), read, own or rules(), equity)


def only(frame: pd.DataFrame) -> Any:
    """Return the one row of a frame."""
    assert len(frame) == 1
    return frame.iloc[0]


def titles(found: Desk, proposal_id: str = "P1") -> set[str]:
    """Return the titles of a proposal's findings."""
    return set(found.findings.loc[found.findings["proposal_id"] == proposal_id, "title"])


def points(found: Desk, question: str) -> int:
    answers = found.rating.answers
    return int(only(answers[answers["question"] == question])["points"])


def missing(value: object) -> bool:
    return bool(pd.isna(value)) if np.isscalar(value) or value is None else False
