"""What the text of a survey's document is given: figures in words, never a respondent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopcli.money import percent
from coopcli.reports.sheets.parts import plural, thousands
from coopcli.reports.survey.drawing import comma
from coopcli.reports.survey.words import interval_words, p_words, respondents_words, size_words
from coopcli.results.nps import SurveyResults
from coopcli.words import each

if TYPE_CHECKING:
    import pandas as pd

_STRONG_SHOWN = 8


def told_of(results: SurveyResults) -> dict[str, Any]:
    """Return the values of ``survey.md`` but for the pictures."""
    return {
        "title": results.title,
        "wave": results.wave or "única",
        "alerts": results.study.alerts,
        "size_words": size_words(results),
        "respondents_words": respondents_words(results).capitalize(),
        "score": _score(results),
        "change": _change(results),
        **_branches(results),
        **_usage(results),
        **_attributes(results),
        **_together(results),
        **_voices(results),
        "advice": _advice(results),
        "notes": _conventions(results),
    }


def _conventions(results: SurveyResults) -> list[str]:
    """Return the notes of the report itself; those of its rules are on the Notas sheet."""
    of_rules = {rule.title for rule in results.study.rules}
    return [f"{note.topic}: {note.text}" for note in results.study.notes if note.topic not in of_rules]


def figures_of(results: SurveyResults) -> list[tuple[str, str]]:
    """Return the figures under the title."""
    score = results.score
    told = score.points is not None
    return [
        ("NPS", comma(score.points, 2) if score.points is not None else "–"),
        ("Zona", score.zone or "–"),
        ("Notas válidas", thousands(score.answers)),
        ("Promotores", _share(score.promoters, score.answers) if told else "–"),
        ("Neutros", _share(score.neutrals, score.answers) if told else "–"),
        ("Detratores", _share(score.detractors, score.answers) if told else "–"),
    ]


def _share(count: int, total: int) -> str:
    return percent(count / total) if total else "–"


def _score(results: SurveyResults) -> dict[str, Any]:
    score = results.score
    counts = {"promoters": score.promoters, "neutrals": score.neutrals, "detractors": score.detractors}
    return {
        **counts,
        **{f"{name}_rate": _share(count, score.answers) for name, count in counts.items()},
        "answers": score.answers,
        "points": comma(score.points, 2) if score.points is not None else "–",
        "zone": score.zone,
        "has_interval": score.low is not None,
        "low": comma(score.low) if score.low is not None else "",
        "high": comma(score.high) if score.high is not None else "",
        "interval": interval_words(results),
    }


def _change(results: SurveyResults) -> dict[str, Any] | None:
    rows = results.waves
    if len(rows) < 2 or rows["p"].isna().iloc[-1]:
        return None
    before, after = rows.iloc[-2], rows.iloc[-1]
    sign = "+" if after["points_change"] > 0 else ""
    return {
        "wave": before["wave"],
        "points": comma(before["nps"], 2),
        "by": f"{sign}{comma(after['points_change'], 1)}",
        "p": p_words(after["p"]),
        "is_significant": bool(after["is_significant"]),
    }


def _branches(results: SurveyResults) -> dict[str, Any]:
    rows = results.segments[results.segments["segment"] == "PA"]
    scored = rows.dropna(subset=["nps"]).sort_values("nps")
    ends = {"worst": scored.iloc[0], "best": scored.iloc[-1]} if len(scored) > 1 else {}
    silent = ", ".join(rows.loc[rows["nps"].isna(), "value"])
    told = {name: {"name": row["value"], "points": comma(row["nps"])} for name, row in ends.items()}
    return {"best": None, "worst": None, **told, "silent": silent}


def _usage(results: SurveyResults) -> dict[str, Any]:
    usage = results.usage
    many = usage.many[usage.many["rate"].notna()].iloc[:-1]
    products, rivals = usage.products, usage.institutions
    return {
        "many_above": usage.many_above,
        "many": [{"title": title.lower(), "rate": percent(rate)} for title, rate in each(many, "class_title rate")],
        "first_product": _named(products, "product", 0),
        "last_product": _named(products, "product", -1),
        "rival": _named(rivals, "institution", 0),
    }


def _named(rows: pd.DataFrame, name: str, place: int) -> dict[str, Any] | None:
    if not len(rows):
        return None
    row = rows.iloc[place]
    return {"name": row[name], "count": int(row["count"]), "rate": percent(row["rate"])}


def _attributes(results: SurveyResults) -> dict[str, Any]:
    rows = results.attributes.described.dropna(subset=["mean", "deviation"])
    told = [_attribute(*row) for row in each(rows, "attribute n mean deviation top_rate")]
    quadrants = rows.dropna(subset=["quadrant"]).groupby("quadrant", observed=True)["attribute"].agg(", ".join)
    return {
        "attributes": told,
        "lowest": told[int(rows["mean"].argmin())] if told else None,
        "widest": told[int(rows["deviation"].argmax())] if told else None,
        "quadrants": [{"name": name, "attributes": names} for name, names in quadrants.items()],
    }


def _attribute(name: str, n: int, mean: float, deviation: float, top_rate: float) -> dict[str, Any]:
    shown = {"mean": comma(mean, 2), "deviation": comma(deviation, 2), "top": percent(top_rate)}
    return {"name": name, "n": int(n), **shown}


def _together(results: SurveyResults) -> dict[str, Any]:
    found = results.attributes
    groups = found.membership.groupby("cluster")["attribute"].agg(", ".join).tolist() if found.tree else []
    strong = found.pairs[found.pairs["is_strong"].fillna(value=False)].sort_values("r", ascending=False)
    pairs = each(strong.head(_STRONG_SHOWN), "first second r")
    names = [f"{first} e {second} ({comma(r, 2)})" for first, second, r in pairs]
    by_score = found.described.dropna(subset=["importance_r"]).sort_values("importance_r")
    weak = None
    if len(by_score) and by_score["importance_r"].iloc[-1] < 0.5:
        weak = {"name": by_score["attribute"].iloc[-1], "r": comma(by_score["importance_r"].iloc[-1], 2)}
    return {
        "groups": groups,
        "strong": ", ".join(names),
        "weak_with_score": weak,
        "associations": [
            _association(*row) for row in each(found.associations[found.associations["p"].notna()], _ASSOCIATION)
        ],
    }


_ASSOCIATION = "first second is_significant p note"


def _association(first: str, second: str, is_significant: bool, p: float, note: object) -> str:
    verdict = "há associação" if is_significant else "não se encontrou associação"
    return f"{first} e {second}: {verdict}, {p_words(p)}{f' ({note})' if isinstance(note, str) else ''}."


def _voices(results: SurveyResults) -> dict[str, Any]:
    voices = results.voices
    themes = voices.themes[voices.themes["comments"] >= 5].dropna(subset=["mean"])
    hardest = themes.sort_values("mean").iloc[0] if len(themes) > 1 else None
    word = voices.words.iloc[0] if len(voices.words) else None
    return {
        "comments": plural(voices.total, "respondente", "respondentes"),
        "first_word": {"name": word["word"], "count": int(word["count"])} if word is not None else None,
        "hardest_theme": {"name": hardest["theme"], "mean": comma(hardest["mean"])} if hardest is not None else None,
    }


def _advice(results: SurveyResults) -> list[dict[str, Any]]:
    groups = results.advice.groupby("class_title", sort=False)
    return [{"title": t, "count": int(g["respondents"].iloc[0]), "actions": g["action"].tolist()} for t, g in groups]
