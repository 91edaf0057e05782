"""What to do about each respondent: the study's actions by class, with all that who calls must know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.nps.questionnaire import Questionnaire
from coopcli.calc.nps.usage import joined
from coopcli.results.nps import CLASS_TITLE, CLASS_TITLES, CLASSES, Voices
from coopcli.rulebook.decide import collect
from coopcli.rulebook.facts import Facts
from coopcli.words.survey import ACTION_COLUMNS, ADVICE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.nps.answers import Answers
    from coopcli.rulebook.tables import RuleFile, Table

FAMILY = "survey_actions"
_FIRST = ("detractor", "neutral", "promoter")


def advice_of(classes: pd.Series[Any], rule: RuleFile) -> pd.DataFrame:
    """Return what is to be done about each class, those to be called first on top (ADVICE_COLUMNS)."""
    rows = [
        (CLASS_TITLES[name], int((classes == name).sum()), row, article)
        for name in _FIRST
        for row, article in _rows_for(rule.tables["actions"], name, "action")
    ]
    return pd.DataFrame(rows, columns=[column.name for column in ADVICE_COLUMNS])


def letters_by_class(rule: RuleFile) -> dict[str, str]:
    """Return the letter of each class that has one."""
    found = {name: _rows_for(rule.tables["letters"], name, "letter") for name in CLASSES}
    return {name: rows[0][0] for name, rows in found.items() if rows}


def _rows_for(table: Table, name: str, outcome: str) -> list[tuple[str, str]]:
    """Return outcome and article of each row that holds for a class."""
    matches = collect(table, Facts({"respondent_class": [name]}, 1)).matches[0]
    return [(str(row.outcomes[outcome]), row.article) for row, match in zip(table.rows, matches, strict=True) if match]


def actions_of(
    answers: Answers, classes: pd.Series[Any], questionnaire: Questionnaire, voices: Voices,
    members: pd.DataFrame, rule: RuleFile, institutions: RuleFile,
) -> pd.DataFrame:  # fmt: skip
    """Return one row a respondent with a valid note, detractors first and the lowest note on top (ACTION_COLUMNS).

    Reads   the themes of ``voices``, ``members`` member_id and name.
    """
    people = answers.respondents
    letters = letters_by_class(rule)
    doing = {name: "; ".join(text for text, _ in _rows_for(rule.tables["actions"], name, "action")) for name in CLASSES}
    days = classes.map({name: int(rule[f"{name}_contact_days"]) for name in CLASSES}).astype("float64")
    names = members.drop_duplicates("member_id").set_index("member_id")["name"] if len(members) else pd.Series()
    comment = questionnaire.only("comment")
    themes = voices.comments.groupby("respondent_id")["theme"].agg(", ".join)
    rows = people.assign(
        class_title=classes.map(CLASS_TITLE),
        score=people[questionnaire.score.code].astype("Int64"),
        member_name=people["member_id"].map(names),
        contact_until=people["answered_date"] + pd.to_timedelta(days, unit="D"),
        comment=people[comment.code] if comment else None,
        themes=people["respondent_id"].map(themes),
        low_marks=_low_marks(people, questionnaire),
        institutions=_institutions(people, questionnaire, institutions),
        letter=classes.map(letters),
        actions=classes.map(doing),
        order=classes.map({name: place for place, name in enumerate(_FIRST)}),
    )
    rows = rows[classes.notna()].sort_values(["order", "score", "respondent_id"], kind="stable")
    return rows[[column.name for column in ACTION_COLUMNS]].reset_index(drop=True)


def _low_marks(people: pd.DataFrame, questionnaire: Questionnaire) -> pd.Series[Any]:
    """Return the attributes that each respondent marked in the lower half of their scale."""
    marks = pd.Series("", index=people.index, dtype="object")
    for question in questionnaire.of_kind("scale"):
        low = people[question.code] < (question.lowest + question.highest) / 2
        marks += np.where(low, f", {question.title}", "")
    return marks.str.removeprefix(", ").replace("", None)


def _institutions(people: pd.DataFrame, questionnaire: Questionnaire, rule: RuleFile) -> pd.Series[Any]:
    question = questionnaire.only("names")
    if question is None:
        return pd.Series(None, index=people.index, dtype="object")
    return joined(people[question.code], rule)["institution"].groupby(level=0).agg(", ".join)
