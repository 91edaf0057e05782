"""The canonical frames: what every layout produces and every calculation consumes.

Declared once, a module a topic; ``shape`` says what a frame is, ``words`` holds the closed lists.
"""

from __future__ import annotations

from coopcli.frames import collection, credit, desk, people, position, relationship
from coopcli.frames.shape import DTYPES, Column, Frame, Kind
from coopcli.frames.words import (
    CHOICE_TITLES,
    CREDIT_TITLES,
    GUARANTEE_KINDS,
    HOLD_KINDS,
    PAYMENT_METHODS,
    PRODUCT_KINDS,
    TRIGGERS,
)

__all__ = [
    "CHOICE_TITLES",
    "CREDIT_TITLES",
    "DTYPES",
    "FRAMES",
    "GUARANTEE_KINDS",
    "HOLD_KINDS",
    "PAYMENT_METHODS",
    "PRODUCT_KINDS",
    "TRIGGERS",
    "Column",
    "Frame",
    "Kind",
]

FRAMES: dict[str, Frame] = {
    frame.name: frame
    for frame in (
        credit.CONTRACTS,
        credit.INSTALLMENTS,
        people.MEMBERS,
        people.ECONOMIC_GROUPS,
        credit.GUARANTEES,
        credit.GUARANTORS,
        credit.CURRENT_ACCOUNTS,
        people.SHARE_CAPITAL,
        credit.CONTAGION_EXCEPTIONS,
        credit.PROBLEM_TRIGGERS,
        credit.REVIEWS,
        credit.RENEGOTIATIONS,
        credit.WRITE_OFFS,
        credit.EXPECTED_LOSSES,
        people.DEPARTURES,
        people.LEAVES,
        people.PHONES,
        people.EMAILS,
        people.ADDRESSES,
        collection.AGREEMENTS,
        collection.AGREEMENT_INSTALLMENTS,
        collection.COLLECTION_EVENTS,
        collection.HOLDS,
        collection.COLLECTION_EXCEPTIONS,
        collection.COLLECTION_SHEET,
        desk.PROPOSALS,
        desk.QUESTIONNAIRE_ANSWERS,
        desk.SCORED_OUTCOMES,
        relationship.SURVEY_ANSWERS,
        relationship.SURVEY_BRANCHES,
        relationship.PRODUCT_USAGE,
        relationship.MARGINS,
        relationship.RELATIONSHIP_CONTACTS,
        position.DAILY_POSITIONS,
        position.DELINQUENCY_INDICATORS,
        position.SCR_POSITIONS,
        position.CONTROL_TOTALS,
    )
}
