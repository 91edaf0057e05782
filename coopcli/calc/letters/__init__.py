"""Which letters go out on a day, to whom, and with what in them. The words are in templates/letters."""

from __future__ import annotations

from coopcli.calc.letters.plan import LetterInputs, LetterPlan, LetterRules, plan_letters

__all__ = ["LetterInputs", "LetterPlan", "LetterRules", "plan_letters"]
