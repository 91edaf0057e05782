"""Answers to the shipped questionnaire, written short, and the shipped rules of surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from coopcli.calc.nps.answers import Answers, answers_of
from coopcli.calc.nps.questionnaire import Questionnaire, questionnaire_of
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder
from coopcli.words import FRAMES

DAY = date(2026, 10, 31)
BOOK = load_rulebook(folder("rules"))


def rule(name: str) -> RuleFile:
    return BOOK.in_force(f"nps/{name}", DAY)


QUESTIONNAIRE: Questionnaire = questionnaire_of(rule("member-satisfaction"))

Told = Mapping[str, str | None]
"""What a respondent answered, by the name of the question; ``branch`` and ``wave`` are of the respondent."""


def frame_of(people: Sequence[Told], wave: str | None = None, day: str = "2026-10-05") -> pd.DataFrame:
    """Return the canonical frame of the answers of R0, R1, R2 …"""
    rows = [
        {"wave": wave, "respondent_id": f"R{i}", "member_id": told.get("member"), "branch": told.get("branch"),
         "answered_date": pd.Timestamp(day), "channel": None, "question": name, "answer": answer,
         "source": 0, "source_row": i + 2}
        for i, told in enumerate(people) for name, answer in told.items() if name not in ("branch", "member")
    ]  # fmt: skip
    return pd.concat([FRAMES["survey_answers"].empty(), pd.DataFrame(rows)], ignore_index=True)


def answered(people: Sequence[Told], wave: str | None = None) -> Answers:
    return answers_of(frame_of(people, wave), QUESTIONNAIRE, wave or "")
