"""From one row an answer to one row a respondent. What cannot be taken as it stands is left out, and told.

An answer is never mended: a note of 11, of 9,5 or of nothing is no note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.nps.questionnaire import Questionnaire
from coopcli.folding import words_of

if TYPE_CHECKING:
    from coopcli.results.nps import Question

WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:[.,]0+)?")
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
KNOWN = ("member_id", "branch", "answered_date", "channel")

Read = tuple[object, str]
"""A value (None: left out) and, where it is left out, why: blank, not_a_number, fraction, out_of_scale, not_an_option
(a question answered twice is repeated)."""


@dataclass(frozen=True)
class Answers:
    """The answers of one wave.

    ``respondents`` has a row a respondent: respondent_id, KNOWN, and a column for each question by its code (notes,
    scales and ages float64, texts, of questions of several a tuple). ``left_out`` has source, source_row,
    respondent_id, code, question, answer, reason; ``told`` says how many answers each question has, those given twice
    once, and ``unknown`` how many each that the questionnaire lacks.
    """

    wave: str
    respondents: pd.DataFrame
    left_out: pd.DataFrame
    told: Mapping[str, int]
    unknown: Mapping[str, int]
    rows: int


def waves_of(frame: pd.DataFrame) -> list[str]:
    """Return the waves of a survey_answers frame, the latest last: by the last day answered, then by name."""
    last = frame.groupby(frame["wave"].fillna(""))["answered_date"].max()
    return [str(name) for name in last.sort_index().sort_values(kind="stable", na_position="first").index]


def answers_of(frame: pd.DataFrame, questionnaire: Questionnaire, wave: str) -> Answers:
    """Return what the respondents of one wave answered.

    Reads   survey_answers: wave, respondent_id, KNOWN, question, answer, source, source_row.
    Keeps   every respondent, in the order of the file; every answer is either in its column or in ``left_out``.
    """
    rows = frame[frame["wave"].fillna("") == wave].reset_index(drop=True)
    asked = rows["question"].map({name: questionnaire.names.get(words_of(name)) for name in rows["question"].unique()})
    unknown = rows["question"][asked.isna()].value_counts(sort=False).to_dict()
    told = rows.assign(code=asked)[asked.notna()]
    again = told.duplicated(["respondent_id", "code"])
    respondents = _respondents(rows)
    left_out = [_left_out(told[again], "repeated")]
    for question in questionnaire.questions:
        mine = told[(told["code"] == question.code) & ~again]
        values, wrong = _read(mine, question, questionnaire)
        respondents[question.code] = _placed(values, mine["respondent_id"], respondents["respondent_id"], question)
        left_out.append(wrong)
    counts = told["code"][~again].value_counts().to_dict()
    return Answers(wave, respondents, pd.concat(left_out, ignore_index=True), counts, unknown, len(rows))


def _respondents(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who answered, with the first thing told of each."""
    return rows.groupby("respondent_id", sort=False)[list(KNOWN)].first().reset_index()


def _read(rows: pd.DataFrame, question: Question, questionnaire: Questionnaire) -> tuple[list[object], pd.DataFrame]:
    """Return the values of the rows in their order, and the rows that are left out; each text is read once."""
    texts = rows["answer"].fillna("").str.strip()
    reader = _reader(question, questionnaire)
    read: dict[str, Read] = {text: reader(text) for text in texts.unique()}
    reasons = texts.map({text: reason for text, (_, reason) in read.items()})
    wrong = reasons.ne("") if question.kind == "score" else ~reasons.isin(["", "blank"])
    return [read[text][0] for text in texts], _left_out(rows[wrong], reasons[wrong])


def _left_out(rows: pd.DataFrame, reason: object) -> pd.DataFrame:
    return rows[["source", "source_row", "respondent_id", "code", "question", "answer"]].assign(reason=reason)


def _reader(question: Question, questionnaire: Questionnaire) -> Callable[[str], Read]:
    known = questionnaire.answers.get(question.code, {})
    split = partial(_parts, separators=questionnaire.separators)
    readers: dict[str, Callable[[str], Read]] = {
        "one": lambda text: _option(text, known),
        "yes_no": lambda text: _option(text, known),
        "one_or_other": lambda text: (known.get(words_of(text), questionnaire.other), ""),
        "many": lambda text: (_several(text, known, questionnaire), ""),
        "names": lambda text: (split(text), ""),
        "comment": lambda text: (text, ""),
    }
    read: Callable[[str], Read] = readers.get(question.kind, lambda text: _number(text, question))
    is_comment = question.kind == "comment"
    return lambda text: read(text) if (text if is_comment else words_of(text)) else (None, "blank")


def _number(text: str, question: Question) -> Read:
    if not NUMBER.fullmatch(text):
        return None, "not_a_number"
    if not WHOLE.fullmatch(text):
        return None, "fraction" if re.search(r"[.,]0*[1-9]", text) else "out_of_scale"
    value = int(re.split("[.,]", text)[0])
    return (value, "") if question.lowest <= value <= question.highest else (None, "out_of_scale")


def _option(text: str, known: Mapping[str, str]) -> Read:
    answer = known.get(words_of(text))
    return (answer, "") if answer else (None, "not_an_option")


def _parts(text: str, separators: tuple[str, ...]) -> tuple[str, ...]:
    pattern = "|".join(re.escape(separator) for separator in separators)
    parts = (part.strip(" .") for part in re.split(pattern, text, flags=re.IGNORECASE))
    return tuple(dict.fromkeys(part for part in parts if words_of(part)))


def _several(text: str, known: Mapping[str, str], questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the options named; what is none of them counts as another, once for each."""
    whole = known.get(words_of(text))
    if whole:
        return (whole,)
    parts = _parts(text, questionnaire.separators)
    named = dict.fromkeys(known.get(words_of(part), f"{questionnaire.other}: {part}") for part in parts)
    return tuple(named)


def _placed(
    values: list[object], owners: pd.Series[Any], respondents: pd.Series[Any], question: Question
) -> pd.Series[Any]:
    """Return the values in the order of the respondents, missing where there is none."""
    is_number = question.kind in ("score", "scale", "age")
    column = pd.Series(values, index=owners.to_numpy(), dtype="Float64" if is_number else "object")
    placed = column.reindex(respondents.to_numpy())
    placed.index = pd.RangeIndex(len(placed))
    return placed.astype("float64") if is_number else placed.where(placed.notna(), np.nan)
