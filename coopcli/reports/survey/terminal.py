"""What the terminal says of a survey: no respondent, no comment."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.money import percent
from coopcli.reports.survey.drawing import comma
from coopcli.reports.survey.words import interval_words, respondents_words, size_words
from coopcli.results.nps import CLASS_TITLES, CLASSES, SurveyResults


def survey_lines(results: SurveyResults) -> Iterator[str]:
    """Yield the lines."""
    score = results.score
    yield f"{results.title}, rodada {results.wave or 'única'}"
    points = "sem índice" if score.points is None else f"NPS {comma(score.points, 2)}, zona {score.zone}"
    yield f"{points}; {interval_words(results)}"
    counts = zip(CLASSES, (score.promoters, score.neutrals, score.detractors), strict=True)
    total = max(score.answers, 1)
    yield "; ".join(f"{CLASS_TITLES[name].lower()} {count} ({percent(count / total)})" for name, count in counts)
    yield respondents_words(results)
    yield size_words(results)
    for alert in results.study.alerts:
        yield f"atenção: {alert}"
