"""A survey as a whole: one wave in all its parts, and the waves beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.nps import attributes as scales
from coopcli.calc.nps.actions import actions_of, advice_of
from coopcli.calc.nps.answers import Answers, answers_of, waves_of
from coopcli.calc.nps.clusters import membership_of, stages_of, tree_of
from coopcli.calc.nps.questionnaire import Questionnaire
from coopcli.calc.nps.sampling import sample_of, sample_size
from coopcli.calc.nps.score import (
    branch_labels,
    by_segment,
    by_wave,
    class_titles,
    classes_of,
    score_of,
    segments_of,
    zones_of,
)
from coopcli.calc.nps.usage import profile_of, usage_of
from coopcli.calc.nps.voices import voices_of
from coopcli.results.nps import KIND_TITLES, Attributes, Sample, Score, SurveyResults, Voices
from coopcli.words.survey import QUESTION_COLUMNS

if TYPE_CHECKING:
    from coopcli.results import Study
    from coopcli.rulebook.tables import RuleFile

RECOMMENDATION = "recomendação"
"""What the rule of associations calls the class of a respondent."""


@dataclass(frozen=True)
class SurveyRules:
    """The rule files of a survey, each in force on its date."""

    score: RuleFile
    sample: RuleFile
    statistics: RuleFile
    institutions: RuleFile
    words: RuleFile
    themes: RuleFile
    actions: RuleFile

    @property
    def significance(self) -> float:
        """The level below which a test tells something."""
        return float(self.score["significance_rate"])


@dataclass(frozen=True)
class Survey:
    """What a survey is calculated from: all answers, the wave looked at, the members of each branch in that wave.

    ``populations`` are of the whole cooperative in each wave of which somebody told.
    """

    frame: pd.DataFrame
    wave: str
    branches: pd.DataFrame
    populations: Mapping[str, int]
    members: pd.DataFrame


def wave_scores(
    survey: Survey, questionnaire: Questionnaire, rule: RuleFile, looked_at: Answers
) -> list[tuple[Answers, Score]]:
    """Return the answers and score of each wave up to the one looked at, the latest last."""
    waves = waves_of(survey.frame)
    earlier = waves[: waves.index(survey.wave)]
    every = [*(answers_of(survey.frame, questionnaire, wave) for wave in earlier), looked_at]
    code = questionnaire.score.code
    return [
        (one, score_of(classes_of(one.respondents[code], rule), rule, survey.populations.get(one.wave)))
        for one in every
    ]


def results_of(
    survey: Survey, answers: Answers, questionnaire: Questionnaire, rules: SurveyRules, sample: Sample, study: Study
) -> SurveyResults:
    """Return all that the report of one wave shows; ``sample`` is its ``sample_within``."""
    people = answers.respondents
    scores = people[questionnaire.score.code]
    classes = classes_of(scores, rules.score)
    segments = segments_of(answers, questionnaire, survey.branches)
    counts = zip(branch_labels(survey.branches).values(), survey.branches["population"].astype("int64"), strict=True)
    members = dict(counts)
    waves = wave_scores(survey, questionnaire, rules.score, answers)
    voices = _voices(answers, questionnaire, rules, scores, classes)
    return SurveyResults(
        study=study,
        title=questionnaire.rule.title,
        wave=answers.wave,
        questions=questionnaire.questions,
        score=waves[-1][1],
        sample=sample,
        segments=by_segment(classes, segments, rules.score, members),
        waves=by_wave(waves, rules.score),
        profile=profile_of(segments),
        usage=usage_of(answers, classes, questionnaire, rules.institutions),
        attributes=_attributes(answers, questionnaire, rules, scores, classes),
        voices=voices,
        actions=actions_of(answers, classes, questionnaire, voices, survey.members, rules.actions, rules.institutions),
        advice=advice_of(classes, rules.actions),
        asked=asked_of(answers, questionnaire),
        zones=zones_of(rules.score),
        choices=_choices(rules),
    )


def _choices(rules: SurveyRules) -> dict[str, str]:
    names = ("correlation_deletion", "cluster_deletion", "linkage")
    return {name: str(rules.statistics[name]) for name in names}


def sample_within(survey: Survey, answers: Answers, questionnaire: Questionnaire, rules: SurveyRules) -> Sample:
    """Return who was asked and who gave a score."""
    valid = answers.respondents[questionnaire.score.code].notna()
    population = survey.populations.get(survey.wave)
    size = sample_size(population, rules.sample) if population else None
    return sample_of(answers, valid, survey.branches, size, rules.score, rules.statistics)


def _voices(
    answers: Answers, questionnaire: Questionnaire, rules: SurveyRules, scores: pd.Series[Any], classes: pd.Series[Any]
) -> Voices:
    question = questionnaire.only("comment")
    nobody = pd.Series(None, index=scores.index, dtype="object")
    comments = answers.respondents[question.code] if question else nobody
    return voices_of(comments, scores, classes, class_titles(classes), answers, rules.words, rules.themes)


def _attributes(
    answers: Answers, questionnaire: Questionnaire, rules: SurveyRules, scores: pd.Series[Any], classes: pd.Series[Any]
) -> Attributes:
    people, rule = answers.respondents, rules.statistics
    asked = [question for question in questionnaire.of_kind("scale") if people[question.code].notna().any()]
    values = people[[question.code for question in asked]]
    titled = values.set_axis([question.title for question in asked], axis=1)
    numbers = [one for one in (*questionnaire.of_kind("age"), questionnaire.score) if people[one.code].notna().any()]
    variables = pd.concat([*(people[one.code].rename(one.title) for one in numbers), titled], axis=1)
    pairs = scales.pairs_of(variables, rule, rules.significance)
    used = scales.complete(titled, str(rule["cluster_deletion"]))
    tree = tree_of(used.corr().to_numpy(), str(rule["linkage"]))
    return Attributes(
        scales.described(values, asked, scores, classes, rule),
        pairs,
        scales.matrix_of(pairs, variables.columns),
        scales.normality_of(variables, rules.significance),
        scales.associations_of(_crossed(people, questionnaire, classes), rule, rules.significance),
        stages_of(tree),
        membership_of(tree, list(titled.columns), int(rule["clusters_count"])),
        tree,
        len(used),
    )


def _crossed(
    people: pd.DataFrame, questionnaire: Questionnaire, classes: pd.Series[Any]
) -> dict[str, tuple[str, pd.Series[Any]]]:
    """Return what can be crossed with what, by the names of the rule: the class, ages in two halves, single options."""
    found = {RECOMMENDATION: ("Recomendação (classe)", class_titles(classes).where(classes.notna()))}
    for question in questionnaire.of_kind("one", "one_or_other", "yes_no"):
        found[question.code] = (question.title, people[question.code])
    for question in questionnaire.of_kind("age"):
        found[question.code] = scales.split_at_median(people[question.code])
    return found


def asked_of(answers: Answers, questionnaire: Questionnaire) -> pd.DataFrame:
    """Return how each question was answered (QUESTION_COLUMNS): respondents = valid + blank + left out."""
    total = len(answers.respondents)
    wrong = answers.left_out[~answers.left_out["reason"].isin(["blank", "repeated"])]
    left_out = wrong["code"].value_counts()
    rows = []
    for question in questionnaire.questions:
        valid = int(answers.respondents[question.code].notna().sum())
        out = int(left_out.get(question.code, 0))
        rows.append((question.title, KIND_TITLES[question.kind], total, valid, total - valid - out, out))
    return pd.DataFrame(rows, columns=[column.name for column in QUESTION_COLUMNS])
