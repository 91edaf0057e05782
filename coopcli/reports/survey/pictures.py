"""The pictures of who answered, of the score and of what is used."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from coopcli.money import percent
from coopcli.reports.picture import new_figure, png_of
from coopcli.reports.styles import ACCENT, INK, LINE, MUTED
from coopcli.reports.survey.drawing import (
    CLASS_COLOURS,
    ZONE_COLOURS,
    axes_of,
    bar_picture,
    bars,
    comma,
    guide,
    plain,
    quiet,
    whole_percent,
)
from coopcli.results.nps import CLASS_TITLES, CLASSES, SurveyResults, Zone

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WIDTH = 6.9
"""Inches: the width of the text of a page."""


def score_picture(results: SurveyResults) -> bytes:
    """Return the three classes in one bar, and the score with its interval over the zones."""
    figure = new_figure(WIDTH, 2.6)
    above, below = figure.subplots(2, 1)
    _classes_bar(above, results)
    _zones_bar(below, results)
    return png_of(figure)


def _classes_bar(axes: Axes, results: SurveyResults) -> None:
    score, start = results.score, 0
    counts = (score.promoters, score.neutrals, score.detractors)
    for name, count in zip(CLASSES, counts, strict=True):
        axes.barh([0], [count], left=start, color=CLASS_COLOURS[name], height=0.9)
        if count / max(score.answers, 1) > 0.06:
            axes.text(start + count / 2, 0, percent(count / score.answers), ha="center", va="center", color="white")
        start += count
    axes.set_xlim(0, max(score.answers, 1))
    shown = [f"{CLASS_TITLES[name]} {count}" for name, count in zip(CLASSES, counts, strict=True)]
    axes.set_title(" · ".join(shown))
    quiet(axes)


def _zones_bar(axes: Axes, results: SurveyResults) -> None:
    ends = [zone.low for zone in results.zones[1:]] + [100]
    for zone, end, colour in zip(results.zones, ends, _zone_colours(results.zones), strict=True):
        axes.barh([0], [end - zone.low], left=zone.low, color=colour, height=0.5, alpha=0.85)
        axes.text((zone.low + end) / 2, -0.62, plain(zone.title), ha="center", va="center", color=MUTED, fontsize=8)
    score = results.score
    if score.points is not None:
        axes.plot([score.points] * 2, [-0.34, 0.42], color=INK, linewidth=2.4, solid_capstyle="butt")
        axes.text(score.points, 0.58, comma(score.points, 2), ha="center", va="center", color=INK, weight="bold")
    if score.low is not None and score.high is not None:
        axes.plot([score.low, score.high], [0, 0], color=INK, linewidth=1.4)
    axes.set_ylim(-0.9, 0.8)
    axes.set_xlim(-101, 101)
    axes.set_xticks([-100, *[zone.low for zone in results.zones[1:]], 100])
    quiet(axes, x=False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(bottom=False)


def _zone_colours(zones: tuple[Zone, ...]) -> list[str]:
    last = len(ZONE_COLOURS) - 1
    return [ZONE_COLOURS[round(i * last / max(len(zones) - 1, 1))] for i in range(len(zones))]


def branches_picture(results: SurveyResults) -> bytes:
    """Return the score of each branch with its interval, the best on top; branches without a score are left out."""
    rows = results.segments[(results.segments["segment"] == "PA") & results.segments["nps"].notna()]
    rows = rows.sort_values(["nps", "value"])
    figure, axes = axes_of(WIDTH, 0.9 + 0.25 * max(len(rows), 1), "NPS por PA, com o intervalo")
    for place, (points, low, high) in enumerate(zip(rows["nps"], rows["low"], rows["high"], strict=True)):
        if not math.isnan(low or math.nan):
            axes.plot([low, high], [place, place], color=ACCENT, linewidth=1.6, alpha=0.55)
        axes.plot([points], [place], "o", color=ACCENT, markersize=5)
    axes.set_yticks(range(len(rows)), [plain(value) for value in rows["value"]])
    if results.score.points is not None:
        guide(axes, results.score.points, across=False)
    axes.set_xlim(max(min([*rows["low"].dropna(), 0]), -100) - 3, 103)
    axes.grid(visible=True, axis="x", color=LINE, linewidth=0.6)
    axes.tick_params(left=False)
    return png_of(figure)


def waves_picture(results: SurveyResults) -> bytes:
    """Return the score of each wave with its interval."""
    rows = results.waves
    figure, axes = axes_of(WIDTH, 2.5, "NPS por rodada, com o intervalo")
    for place, (points, low, high) in enumerate(zip(rows["nps"], rows["low"], rows["high"], strict=True)):
        axes.plot([place, place], [low, high], color=ACCENT, linewidth=2, alpha=0.5)
        axes.text(place + 0.05, points, comma(points, 2), va="center", color=INK)
    axes.plot(range(len(rows)), rows["nps"], "o-", color=ACCENT, linewidth=1)
    axes.set_xticks(range(len(rows)), [plain(wave) or "–" for wave in rows["wave"]])
    axes.set_xlim(-0.4, len(rows) - 0.4)
    axes.grid(visible=True, axis="y", color=LINE, linewidth=0.6)
    return png_of(figure)


def profile_pictures(results: SurveyResults) -> list[tuple[str, bytes]]:
    """Return, for each question about the respondents that not all answered alike, its name and its picture."""
    found = []
    for question, rows in results.profile.groupby("question", sort=False):
        if (rows["count"] > 0).sum() < 2:
            continue
        texts = [f"{count} ({percent(rate)})" for count, rate in zip(rows["count"], rows["rate"], strict=True)]
        found.append(
            (str(question), bar_picture(str(question), rows["answer"].tolist(), rows["count"].tolist(), texts))
        )
    return found


def products_picture(results: SurveyResults) -> bytes:
    """Return, for each class, how its respondents are spread by how many products they use (figure 13)."""
    rows, usage = results.usage.how_many, results.usage
    figure, axes = axes_of(WIDTH, 2.9, f"Quantos produtos e serviços usa (mais de {usage.many_above} é muito)")
    width = 0.8 / len(CLASSES)
    for i, name in enumerate(CLASSES):
        counts = rows[f"{name}_count"]
        shares = counts / max(int(counts.sum()), 1)
        places = [number + (i - 1) * width for number in rows["products"]]
        axes.bar(places, shares, width=width, color=CLASS_COLOURS[name], label=CLASS_TITLES[name])
    axes.axvline(usage.many_above + 0.5, color=MUTED, linewidth=1, linestyle=":")
    axes.set_xticks(rows["products"].tolist())
    axes.yaxis.set_major_formatter(whole_percent)
    axes.set_ylabel("parte da classe")
    axes.grid(visible=True, axis="y", color=LINE, linewidth=0.6)
    axes.legend(loc="upper left")
    return png_of(figure)


def many_products_picture(results: SurveyResults) -> bytes:
    """Return the share of each class that uses many products."""
    title = f"Usam mais de {results.usage.many_above} produtos ou serviços"
    return _class_shares(results.usage.many, title)


def others_picture(results: SurveyResults) -> bytes:
    """Return the share of each class that uses another institution (figure 14 and table 1)."""
    return _class_shares(results.usage.others, "Usam outra instituição")


def _class_shares(rows: pd.DataFrame, title: str) -> bytes:
    figure, axes = axes_of(WIDTH, 0.75 + 0.29 * len(rows), title)
    shares = rows["rate"].fillna(0).astype(float).tolist()
    texts = [f"{count} de {told}" for count, told in zip(rows["count"], rows["answered"], strict=True)]
    texts = [f"{percent(share)} ({text})" for share, text in zip(shares, texts, strict=True)]
    bars(axes, rows["class_title"].tolist(), shares, texts)
    return png_of(figure)


def institutions_picture(results: SurveyResults) -> bytes:
    """Return the ranking of other institutions (figure 15)."""
    rows = results.usage.institutions.head(15)
    texts = [f"{count} ({percent(rate)})" for count, rate in zip(rows["count"], rows["rate"], strict=True)]
    title = "Outras instituições usadas, em menções"
    return bar_picture(title, rows["institution"].tolist(), rows["count"].tolist(), texts, WIDTH)
