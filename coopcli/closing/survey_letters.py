"""The letters and messages to those who answered a survey."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from coopcli.calc.nps.letters import SurveyLetters, survey_letters
from coopcli.closing.inputs import Say
from coopcli.closing.letters import letter_rules, write_letters
from coopcli.closing.nps import FAMILIES, SurveyRequest, gather_survey
from coopcli.errors import stop

_DAYS_AHEAD = 60


def write_survey_letters(request: SurveyRequest, folder: Path, written_on: date, say: Say) -> SurveyLetters:
    """Write the letters of a survey into a new folder; return what was written, and who gets none.

    Raises CoopError where the folder exists, nobody can be written to, or the cooperative's data do not do.
    """
    inputs, results = gather_survey(request, say)
    action, themes = (inputs.rule(FAMILIES[name]) for name in ("actions", "themes"))
    letters = survey_letters(results.actions, inputs.frames, written_on, action, str(themes["other_theme"]))
    if not letters.requests:
        found = f"{letters.unnamed} respondentes sem cadastro, {letters.unreachable} sem endereço, e-mail ou celular"
        expected = "respondentes com Número Cliente, e o cadastro de associados e de endereços"
        raise stop("exportacao-ausente", found, expected=expected)
    calendar = inputs.calendar(written_on, written_on + timedelta(days=_DAYS_AHEAD))
    say("escrevendo")
    write_letters(folder, letters.requests, inputs.settings, letter_rules(inputs.book, written_on, calendar))
    return letters
