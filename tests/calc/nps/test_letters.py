"""Letters to those who answered a survey: who gets none."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from coopcli.calc.nps.letters import survey_letters
from coopcli.results.nps import CLASS_TITLE
from tests.calc.building import frames_of, rulebook

ON = date(2026, 10, 31)


@pytest.mark.parametrize(("until", "written"), [(None, ["2"]), (date(2026, 10, 30), ["1", "2"]), (ON, ["2"])])
def test_nobody_who_has_died_is_thanked(until: date | None, written: list[str]) -> None:
    """A pause tells the death of member 1, with its last day as a day of it."""
    pause = {"member_id": "1", "hold_kind": "deceased", "from_date": date(2026, 10, 1), "until_date": until,
             "reason": "certidão", "author": "A"}  # fmt: skip
    members = [{"member_id": number, "document": number * 11} for number in "12"]
    emails = [{"member_id": number, "email": f"{number}@example.com"} for number in "12"]
    frames = frames_of({"holds": [pause], "members": members, "emails": emails})
    about = {"letter": "survey-promoter", "class_title": CLASS_TITLE["promoter"], "themes": ""}
    actions = pd.DataFrame([{"member_id": number, "member_name": f"PESSOA {number}"} | about for number in "12"])
    found = survey_letters(actions, frames, ON, rulebook().in_force("nps/actions", ON), "outros")
    assert [request.to.member_id for request in found.requests] == written
    assert found.deceased == 2 - len(written)
