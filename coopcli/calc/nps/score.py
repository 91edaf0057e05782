"""Promoters, neutrals and detractors: the score, exact, with its interval and zone, by segment and by wave."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.nps.sampling import quantile
from coopcli.results.nps import CLASS_TITLE, CLASSES, UNTOLD, Score, Zone
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.survey import SEGMENT_COLUMNS, WAVE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.nps.answers import Answers
    from coopcli.calc.nps.questionnaire import Questionnaire
    from coopcli.rulebook.tables import RuleFile

FAMILY = "survey_classes"

BRANCH = "PA"

Segment = tuple[str, "pd.Series[Any]", Sequence[str]]
"""What it is called, the group of each respondent (missing: not told), the groups in their order."""


def classes_of(scores: pd.Series[float], rule: RuleFile) -> pd.Series[Any]:
    """Return the class of each note; missing where there is none."""
    told = scores.notna()
    decision = decide(rule.tables["classes"], Facts({"recommendation": scores[told].astype("int64")}, int(told.sum())))
    classes = pd.Series(pd.NA, index=scores.index, dtype="object")
    classes[told] = np.asarray(decision.outcome("respondent_class"), dtype=object)
    return classes


def score_of(classes: pd.Series[Any], rule: RuleFile, population: int | None = None) -> Score:
    """Return the score of the valid answers.

    The variance of one answer is that of +100, 0 and −100 with their shares; its mean over n of N members varies
    by (N − n) ÷ (N − 1) of that ÷ n. The interval never leaves −100 to 100; where all answered alike, so that the
    answers tell nothing of how they vary, there is none. A population below the answers cannot be right: it is taken
    as not known.
    """
    promoters, neutrals, detractors = counts = [int((classes == name).sum()) for name in CLASSES]
    believed = population if population is not None and population >= sum(counts) else None
    bare = Score(promoters, neutrals, detractors, population=believed)
    if bare.points is None or bare.exact is None:
        return bare
    half = quantile(float(rule["confidence_rate"])) * standard_error(bare)
    knows_how_they_vary = max(counts) < bare.answers or bare.answers == population
    low, high = (
        (max(bare.points - half, -100.0), min(bare.points + half, 100.0)) if knows_how_they_vary else (None, None)
    )
    zone = decide(rule.tables["zones"], Facts({"nps_points": np.array([math.floor(bare.exact)])}, 1))
    return replace(bare, low=low, high=high, zone=str(zone.outcome("band")[0]))


def zones_of(rule: RuleFile) -> tuple[Zone, ...]:
    """Return the zones, the worst first."""
    rows = rule.tables["zones"].rows
    found = [Zone(str(row.outcomes["band"]), row.conditions["nps_points"].low) for row in rows]
    return tuple(sorted(found, key=lambda zone: zone.low))


def standard_error(score: Score) -> float:
    """Return the standard error of a score in points, of a finite population where it is known."""
    n, size = score.answers, score.population
    gain, loss = score.promoters / n, score.detractors / n
    variance = gain + loss - (gain - loss) ** 2
    finite = 1.0 if size is None else max(size - n, 0) / max(size - 1, 1)
    return 100 * math.sqrt(max(variance, 0.0) / n * finite)


def branch_labels(branches: pd.DataFrame) -> dict[str, str]:
    """Return what a branch is called: its code and, where it is told, its name."""
    named = branches["branch_name"].fillna("")
    return {code: f"{code} {name}".strip() for code, name in zip(branches["branch"], named, strict=True)}


def segments_of(answers: Answers, questionnaire: Questionnaire, branches: pd.DataFrame) -> list[Segment]:
    """Return how respondents are grouped: by branch, channel, age band and every question of one option."""
    people = answers.respondents
    codes = sorted(people["branch"].dropna().unique())
    names = branch_labels(branches)
    labels = {code: names.get(code, code) for code in codes}
    found: list[Segment] = [(BRANCH, people["branch"].map(labels), list(labels.values()))]
    for question in questionnaire.questions:
        if question.kind == "age":
            bands = questionnaire.rule.tables["age_bands"]
            found.append(("Faixa etária", age_bands(people[question.code], questionnaire), _outcomes(bands)))
        elif question.kind in ("one", "one_or_other", "yes_no"):
            order = [*question.answers, *([questionnaire.other] if question.kind == "one_or_other" else [])]
            found.append((question.title, people[question.code], order))
    channels = people["channel"]
    return [*found, ("Canal da resposta", channels, sorted(channels.dropna().unique()))]


def age_bands(ages: pd.Series[float], questionnaire: Questionnaire) -> pd.Series[Any]:
    """Return the band of each age; missing where it is."""
    told = ages.notna()
    table = questionnaire.rule.tables["age_bands"]
    decision = decide(table, Facts({"age_years": ages[told].astype("int64")}, int(told.sum())))
    bands = pd.Series(pd.NA, index=ages.index, dtype="object")
    bands[told] = np.asarray(decision.outcome("band"), dtype=object)
    return bands


def _outcomes(table: Any) -> list[str]:
    return list(dict.fromkeys(str(row.outcomes["band"]) for row in table.rows))


def by_segment(
    classes: pd.Series[Any], segments: Iterable[Segment], rule: RuleFile, members: Mapping[str, int]
) -> pd.DataFrame:
    """Return the score of each group of each segment (SEGMENT_COLUMNS), the valid answers of each adding up.

    ``members`` gives the population of a branch, by its label; of other groups it is not known, and their interval
    is the wider one. Groups below minimum_segment_count have their counts but no score.
    """
    minimum = int(rule["minimum_segment_count"])
    rows: list[dict[str, object]] = []
    for title, groups, order in segments:
        told = [(name, classes[groups == name]) for name in order] + [(UNTOLD, classes[groups.isna()])]
        if not any(len(mine) for name, mine in told if name != UNTOLD):
            continue
        for name, mine in told:
            score = score_of(mine, rule, members.get(name) if title == BRANCH else None)
            if score.answers:
                rows.append({"segment": title, "value": name, **_counts(score), **_figures(score, minimum)})
    return pd.DataFrame(rows, columns=[column.name for column in SEGMENT_COLUMNS])


def _counts(score: Score) -> dict[str, object]:
    counts = dict(zip(CLASSES, (score.promoters, score.neutrals, score.detractors), strict=True))
    return {
        "answers": score.answers,
        **{f"{name}_count": count for name, count in counts.items()},
        **{f"{name}_rate": count / score.answers if score.answers else None for name, count in counts.items()},
    }


def _figures(score: Score, minimum: int = 0) -> dict[str, object]:
    if score.answers < max(minimum, 1):
        return {"nps": None, "low": None, "high": None, "band": f"menos de {minimum} notas: sem índice"}
    return {"nps": score.points, "low": score.low, "high": score.high, "band": score.zone}


def by_wave(waves: Sequence[tuple[Answers, Score]], rule: RuleFile) -> pd.DataFrame:
    """Return each wave with its score and the test of its change since the one before (WAVE_COLUMNS)."""
    rows: list[dict[str, object]] = []
    for number, (answers, score) in enumerate(waves):
        before = waves[number - 1][1] if number else None
        last = answers.respondents["answered_date"].max()
        tested = change_between(before, score, float(rule["significance_rate"])) if before else {}
        rows.append({"wave": answers.wave, "last_date": last, **_counts(score), **_figures(score), **tested})
    frame = pd.DataFrame(rows, columns=[column.name for column in WAVE_COLUMNS])
    return frame.astype({"is_significant": "boolean", "last_date": "datetime64[s]"})


def change_between(before: Score, after: Score, significance: float) -> dict[str, object]:
    """Return the change of the score, its z and p (independent samples), and the chi-square of the classes."""
    from scipy.stats import norm

    if before.points is None or after.points is None:
        return {}
    change = after.points - before.points
    error = math.hypot(standard_error(before), standard_error(after))
    told: dict[str, object] = {"points_change": change, "classes_p": _classes_p(before, after)}
    if not error:
        return told
    p = 2 * float(norm.sf(abs(change / error)))
    return told | {"statistic": change / error, "p": p, "is_significant": p < significance}


def _classes_p(before: Score, after: Score) -> float | None:
    from scipy.stats import chi2_contingency

    table = np.array([[s.promoters, s.neutrals, s.detractors] for s in (before, after)])
    table = table[:, table.sum(axis=0) > 0]
    return float(chi2_contingency(table, correction=False).pvalue) if table.shape[1] > 1 else None


def class_titles(classes: pd.Series[Any]) -> pd.Series[Any]:
    """Return what the clerk reads for each class."""
    return classes.map(CLASS_TITLE).fillna(UNTOLD)
