"""Which letters go out on a day, to whom, and with what in them. The words are in templates/letters."""

from __future__ import annotations

from coopcli.calc.letters.plan import LetterPlan, plan_letters
from coopcli.calc.letters.requests import LetterInputs, LetterRules

__all__ = ["LetterInputs", "LetterPlan", "LetterRules", "plan_letters"]
