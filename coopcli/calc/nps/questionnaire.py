"""A questionnaire as its rule file has it: the questions, by every name that a sheet may call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coopcli.errors import Problem, RuleError
from coopcli.folding import words_of
from coopcli.results.nps import Question
from coopcli.rulebook.tables import Row, RuleFile

ONLY_ONE = ("age", "many", "yes_no", "names")
"""Kinds of question of which the report shows a single one."""


@dataclass(frozen=True)
class Questionnaire:
    """``names`` gives the question of each normalised name; ``answers`` the option, by question and normalised text."""

    rule: RuleFile
    questions: tuple[Question, ...]
    names: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]

    def of_kind(self, *kinds: str) -> list[Question]:
        """Return the questions of some kinds, in the order of the questionnaire."""
        return [question for question in self.questions if question.kind in kinds]

    def only(self, kind: str) -> Question | None:
        """Return the question of a kind that has at most one."""
        return next(iter(self.of_kind(kind)), None)

    @property
    def score(self) -> Question:
        """The question of recommendation."""
        return self.of_kind("score")[0]

    @property
    def separators(self) -> tuple[str, ...]:
        """What stands between the answers to a question of several."""
        return tuple(self.rule["separators"])

    @property
    def other(self) -> str:
        """What none of the options is called."""
        return str(self.rule["other_option"])


def questionnaire_of(rule: RuleFile) -> Questionnaire:
    """Return the questionnaire of a rule file.

    Raises RuleError where it has not exactly one note of recommendation, or two of what there may be one.
    """
    answers: dict[str, dict[str, str]] = {}
    for row in rule.tables["options"].rows:
        answers.setdefault(_text(row, "question"), {})[words_of(_text(row, "answer"))] = _text(row, "answer")
    options = {code: tuple(known.values()) for code, known in answers.items()}
    for row in rule.tables["option_variants"].rows:
        answers.setdefault(_text(row, "question"), {})[words_of(_text(row, "variant"))] = _text(row, "answer")
    questions = tuple(_question(row, options) for row in rule.tables["questions"].rows)
    found = Questionnaire(rule, questions, _names(rule, questions), answers)
    _refuse_where_ambiguous(found)
    return found


def _question(row: Row, options: Mapping[str, tuple[str, ...]]) -> Question:
    code = _text(row, "question")
    low, high = int(row.outcomes.get("lowest", 0)), int(row.outcomes.get("highest", 0))
    kind, group, asked = (_text(row, name) for name in ("answer_kind", "group", "asked"))
    return Question(code, row.title or code, kind, group, asked or row.title, low, high, options.get(code, ()))


def _names(rule: RuleFile, questions: Iterable[Question]) -> dict[str, str]:
    names = {words_of(_text(row, "variant")): _text(row, "question") for row in rule.tables["also_known_as"].rows}
    for question in questions:
        names |= {words_of(name): question.code for name in (question.asked, question.title, question.code)}
    return names


def _refuse_where_ambiguous(found: Questionnaire) -> None:
    counts = {kind: len(found.of_kind(kind)) for kind in ("score", *ONLY_ONE)}
    wrong = [kind for kind in ONLY_ONE if counts[kind] > 1] + (["score"] if counts["score"] != 1 else [])
    if wrong:
        told = ", ".join(f"{counts[kind]} de answer_kind: {kind}" for kind in wrong)
        expected = "uma pergunta score e no máximo uma de cada: " + ", ".join(ONLY_ONE)
        raise RuleError([Problem("regra-invalida", told, file=found.rule.file, line=1, expected=expected)])


def _text(row: Row, name: str) -> str:
    return str(row.outcomes.get(name, ""))
