"""Pictures of how well a number tells bad from good: ROC, the two distributions (KS), calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopcli.reports.picture import NEUTRAL, new_figure, png_of
from coopcli.reports.styles import ACCENT, BAD, LINE, MUTED

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.results.profile import Curve

_SIDE = 4.4
"""Inches."""


def roc_png(curve: Curve) -> bytes:
    """Return the ROC curve: of the bad, which share is reached when this share of the good is touched."""
    figure, axes = _axes("Curva ROC")
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1)
    good, bad = _shares(curve)
    axes.plot(good, bad, color=ACCENT, linewidth=2)
    axes.fill_between(good, bad, color=ACCENT, alpha=0.08)
    axes.text(0.97, 0.06, f"AUC {_comma(curve.auc)}   Gini {_comma(curve.gini)}", ha="right", color=MUTED)
    axes.set_xlabel("dos bons, parte classificada como má")
    axes.set_ylabel("dos maus, parte encontrada")
    _percent_axes(axes, both=True)
    return png_of(figure)


def ks_png(curve: Curve, label: str, *, falls: bool = False) -> bytes:
    """Return the cumulative shares of bad and good along the number, and their largest distance.

    ``falls``: the curve is of a number with its sign turned, which falls as risk grows.
    """
    figure, axes = _axes("Bons e maus, acumulados (KS)")
    good, bad = _shares(curve)
    sign = -1 if falls else 1
    at = [sign * value for value in (curve.at[0], *curve.at)]
    axes.step(at, bad, where="post", color=BAD, linewidth=1.8, label="maus")
    axes.step(at, good, where="post", color=ACCENT, linewidth=1.8, label="bons")
    place = curve.at.index(curve.ks_at) + 1
    axes.plot([sign * curve.ks_at] * 2, [good[place], bad[place]], color=NEUTRAL, linewidth=2)
    if not falls:
        axes.invert_xaxis()
    axes.legend(loc="lower right")
    axes.set_xlabel(f"{label}, do mais arriscado ao menos")
    axes.set_title(f"Bons e maus, acumulados (KS {_comma(curve.ks)})")
    _percent_axes(axes, both=False)
    return png_of(figure)


def calibration_png(calibration: pd.DataFrame) -> bytes:
    """Return what was foreseen against what happened, group by group."""
    figure, axes = _axes("Calibração por grupo")
    expected, seen = calibration["expected_rate"].astype(float), calibration["late_rate"].astype(float)
    end = max(expected.max(), seen.max()) * 1.08 or 1.0
    axes.plot([0, end], [0, end], color=LINE, linewidth=1)
    axes.plot(expected, seen, color=ACCENT, marker="o", linewidth=1.5)
    axes.set_xlabel("inadimplência prevista")
    axes.set_ylabel("inadimplência observada")
    _percent_axes(axes, both=True)
    return png_of(figure)


def _axes(title: str) -> tuple[Any, Any]:
    figure = new_figure(_SIDE, _SIDE)
    axes = figure.subplots()
    axes.set_title(title)
    axes.grid(axis="y")
    return figure, axes


def _shares(curve: Curve) -> tuple[list[float], list[float]]:
    return [n / curve.good[-1] for n in curve.good], [n / curve.bad[-1] for n in curve.bad]


def _percent_axes(axes: Any, *, both: bool) -> None:
    from matplotlib.ticker import PercentFormatter

    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    if both:
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylim(bottom=0)


def _comma(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
