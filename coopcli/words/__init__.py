"""The dictionary: every word once, by topic, with the tables of columns that are made of them.

A topic declares its words, then the frames that exports are read into and the tables that calculations fill, as lists
of names. ``word`` says what a word is, ``lists`` holds the closed lists of values.
"""

# ruff: noqa: I001  (a table may use the words of its own topic and of those imported before)
from __future__ import annotations

from coopcli.words import common, people, credit, positions, classification, collection, agreements, letters
from coopcli.words import desk, scorecard, survey, relationship, profile, registry, reading
from coopcli.words.lists import CHOICE_TITLES
from coopcli.words.word import DTYPES, WHOLE_NUMBERS, WORDS, Column, Frame, Kind, Word, column, columns, declare, each

__all__ = [
    "CHOICE_TITLES",
    "DTYPES",
    "FRAMES",
    "TABLES",
    "WHOLE_NUMBERS",
    "WORDS",
    "Column",
    "Frame",
    "Kind",
    "Word",
    "column",
    "columns",
    "declare",
    "each",
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
        scorecard.SCORED_OUTCOMES,
        survey.SURVEY_ANSWERS,
        survey.SURVEY_BRANCHES,
        relationship.PRODUCT_USAGE,
        relationship.MARGINS,
        relationship.RELATIONSHIP_CONTACTS,
        positions.DAILY_POSITIONS,
        positions.DELINQUENCY_INDICATORS,
        positions.SCR_POSITIONS,
        positions.CONTROL_TOTALS,
    )
}
"""What every layout produces and every calculation consumes."""

declare(Word("frame", "choice", "Exportação", choices=tuple(FRAMES)))

TABLES: dict[str, tuple[Column, ...]] = {
    f"{topic.__name__.rpartition('.')[2]}.{name}": value
    for topic in (
        common, people, credit, positions, classification, collection, agreements, letters, desk, scorecard, survey,
        relationship, profile, registry, reading,
    )
    for name, value in vars(topic).items()
    if isinstance(value, tuple) and value and isinstance(value[0], Column)
}  # fmt: skip
"""The tables that calculations fill, as ``topic.NAME``."""
