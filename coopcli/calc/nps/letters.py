"""Letters and messages to those who answered a survey: thanks to promoters, an ear for detractors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.letters.people import ADDRESS, has_died, reached
from coopcli.results.letters import ELECTRONIC, MAIL, LetterRequest, Recipient
from coopcli.results.nps import CLASS_TITLE

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class SurveyLetters:
    """The letters to be written, and how many respondents get none: not known, not to be reached, or dead since."""

    requests: tuple[LetterRequest, ...]
    unnamed: int
    unreachable: int
    deceased: int


def survey_letters(
    actions: pd.DataFrame, frames: Mapping[str, pd.DataFrame], written_on: date, rule: RuleFile, other_theme: str
) -> SurveyLetters:
    """Return a letter for each respondent whose class has one (rules/nps/actions) and who can be reached.

    Reads   actions (results.nps.ACTION_COLUMNS); members, addresses, emails and phones, holds (who has died).
    A member who answered twice gets one letter, for the lower note. Who has an e-mail or a mobile phone gets a message.
    """
    asked = actions[actions["letter"].notna()]
    named = asked[asked["member_name"].notna()].drop_duplicates("member_id").reset_index(drop=True)
    documents = frames["members"].drop_duplicates("member_id").set_index("member_id")["document"]
    who = named.assign(document=named["member_id"].map(documents))
    dead = has_died(who[["member_id", "document"]], frames, np.datetime64(written_on, "D"))
    who = who[~dead].reset_index(drop=True)
    found = reached(who[["member_id", "document"]], frames)
    can = (found["has_postal_address"] | found["has_electronic_address"]).to_numpy()
    whole = pd.concat([who, found], axis=1)[can].astype("object")
    days = {CLASS_TITLE[name]: int(rule[f"{name}_contact_days"]) for name in CLASS_TITLE}
    requests = [_request(row, written_on, days, other_theme) for row in whole.to_dict("records")]
    return SurveyLetters(tuple(requests), int(asked["member_name"].isna().sum()), int((~can).sum()), int(dead.sum()))


def _request(row: Mapping[str, object], written_on: date, days: Mapping[str, int], other_theme: str) -> LetterRequest:
    names = ("email", "phone", *ADDRESS)
    to = Recipient(
        str(row["member_id"]), str(row["member_name"]), "" if pd.isna(row["document"]) else str(row["document"]),  # type: ignore[call-overload]
        **{name: str(row[name]) for name in names},
    )  # fmt: skip
    theme = next((text for text in str(row["themes"] or "").split(", ") if text not in ("", "nan", other_theme)), None)
    values = {
        "has_theme": theme is not None,
        "theme": theme[:1].lower() + theme[1:] if theme else None,
        "pay_by": written_on + timedelta(days=days[str(row["class_title"])]),
    }
    delivery = ELECTRONIC if row["has_electronic_address"] else MAIL
    return LetterRequest(
        str(row["letter"]), to, written_on, written_on, values=values, delivery=delivery, is_of_debt=False
    )
