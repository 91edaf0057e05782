"""What the pictures of a survey have in common: colours of the classes, bars, labels as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coopcli.reports.letters.values import shortened
from coopcli.reports.picture import NEUTRAL, new_figure, png_of
from coopcli.reports.styles import ACCENT, BAD, GOOD, LINE, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CLASS_COLOURS = {"promoter": GOOD, "neutral": NEUTRAL, "detractor": BAD}
ZONE_COLOURS = (BAD, "#C8793A", NEUTRAL, GOOD)
_LONGEST_LABEL = 48
_BAR, _FRAME = 0.29, 0.75
"""Inches of height that a bar and what surrounds the bars take."""


def plain(text: object) -> str:
    """Return a text as a picture shows it: on one line, no longer than a label, never a formula."""
    return shortened(str(text), _LONGEST_LABEL).replace("$", r"\$")


def comma(value: float, decimals: int = 1) -> str:
    """Return ``83,1``; a dash for what is not known."""
    if value != value:
        return "–"
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def whole_percent(value: float, _place: float = 0) -> str:
    """Return ``35%``, as an axis shows it."""
    return f"{value:.0%}"


def axes_of(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    """Return a figure with a single pair of axes under a title."""
    figure = new_figure(width, height)
    axes: Axes = figure.subplots()
    axes.set_title(title)
    axes.set_axisbelow(True)
    return figure, axes


def bars(
    axes: Axes, labels: Sequence[object], values: Sequence[float], texts: Sequence[str], colour: str = ACCENT
) -> None:
    """Draw bars to the right, the first on top, with what each comes to at its end."""
    places = list(range(len(labels)))
    axes.barh(places, values, color=colour, height=0.68)
    axes.set_yticks(places, [plain(label) for label in labels])
    axes.set_ylim(len(places) - 0.4, -0.6)
    end = max([*values, 0]) or 1
    for place, value, text in zip(places, values, texts, strict=True):
        axes.text(value + end * 0.015, place, text, va="center", color=MUTED, fontsize=8)
    axes.set_xlim(0, end * 1.17)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(left=False)


def bar_picture(
    title: str, labels: Sequence[object], values: Sequence[float], texts: Sequence[str], width: float = 6.4
) -> bytes:
    """Return a picture of bars."""
    figure, axes = axes_of(width, _FRAME + _BAR * max(len(labels), 1), title)
    bars(axes, labels, values, texts)
    return png_of(figure)


def quiet(axes: Axes, *, x: bool = True, y: bool = True) -> None:
    """Take away the ticks that say nothing."""
    if x:
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    if y:
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)


def guide(axes: Axes, at: float, *, across: bool) -> None:
    """Draw a thin line that cuts the picture at a value."""
    draw: Any = axes.axhline if across else axes.axvline
    draw(at, color=LINE, linewidth=1, zorder=0)
