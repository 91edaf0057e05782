"""Sentences about a survey that its sheets and its document share."""

from __future__ import annotations

from coopcli.money import percent
from coopcli.reports.sheets.parts import plural, thousands
from coopcli.reports.survey.drawing import comma
from coopcli.results.nps import SurveyResults


def interval_words(results: SurveyResults) -> str:
    """Return ``intervalo de 79,1 a 87,2``."""
    score = results.score
    if score.low is None or score.high is None:
        return "sem intervalo: as notas não variam" if score.answers else "nenhuma nota válida"
    kind = f"população de {thousands(score.population)}" if score.population else "população sem limite"
    return f"intervalo de {comma(score.low)} a {comma(score.high)} ({kind})"


def respondents_words(results: SurveyResults) -> str:
    """Return how many answered, of how many asked."""
    rows = results.sample.by_branch
    people, sent = int(rows["respondents"].sum()), int(rows["sent"].fillna(0).sum())
    told = plural(people, "respondente", "respondentes")
    return f"{told}; {thousands(sent)} questionários enviados ({percent(people / sent)})" if sent else told


def size_words(results: SurveyResults) -> str:
    """Return how large the sample had to be, and how large it is."""
    size, score = results.sample.size, results.score
    if size is None:
        return "O número de associados não foi informado: não se planejou a amostra."
    asked = (
        f"confiança de {percent(size.confidence)}, erro de {percent(size.error)}, proporção de {percent(size.expected)}"
    )
    verdict = "é o bastante" if score.answers >= size.size else "não é o bastante"
    p = results.sample.p
    fit = "" if p is None else f" Respostas por PA contra associados por PA: qui-quadrado com {p_words(p)}."
    return (
        f"Para {thousands(size.population)} associados, {asked}: {thousands(size.size)} notas válidas. "
        f"Há {thousands(score.answers)}, {verdict}.{fit}"
    )


def p_words(p: float) -> str:
    """Return ``p = 0,322`` or ``p < 0,001``."""
    return "p < 0,001" if p < 0.001 else f"p = {comma(p, 3)}"
