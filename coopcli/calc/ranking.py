"""How well a number tells bad from good: ROC, AUC, KS, Gini, and the stability of its distribution. Ties are exact.

Everything comes from the counts of good and bad at each distinct value: two with the same value are one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from coopcli.results.profile import Curve

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.columns import Flags, Ints

    Floats = npt.NDArray[np.float64]

Numbers = TypeVar("Numbers", bound="np.ndarray[Any, Any]")


def curve_of(risk: Floats | Ints, is_bad: Flags) -> Curve | None:
    """Return the curve of a number that grows with risk; None where all are good or all are bad.

    The area is that of Mann and Whitney: the share of pairs (bad, good) in which the bad one is riskier, a tie
    counting half. KS is the largest distance between the two cumulative distributions.
    """
    values, place = np.unique(risk, return_inverse=True)
    bad = np.bincount(place, weights=is_bad, minlength=len(values)).astype(np.int64)[::-1]
    good = np.bincount(place, minlength=len(values)).astype(np.int64)[::-1] - bad
    bads, goods = int(bad.sum()), int(good.sum())
    if not bads or not goods:
        return None
    met_bad, met_good = np.cumsum(bad), np.cumsum(good)
    twice = int((bad * (2 * (goods - met_good) + good)).sum())  # pairs won count 2, ties 1
    gaps = met_bad * goods - met_good * bads
    best = int(np.argmax(np.abs(gaps)))
    return Curve(
        tuple(values[::-1].tolist()),
        (0, *met_bad.tolist()),
        (0, *met_good.tolist()),
        twice / (2 * bads * goods),
        abs(int(gaps[best])) / (bads * goods),
        float(values[::-1][best]),
    )


def stability_parts(base: Ints, now: Ints, least_share: float) -> Floats:
    """Return the part of each group in the PSI of two distributions: (b - a) · ln(b / a) of its shares.

    A group that is empty on one side counts there as ``least_share`` (its logarithm has no value otherwise); one
    that is empty on both has no part.
    """
    first, second = (np.maximum(counts / counts.sum(), least_share) for counts in (base, now))
    return (second - first) * np.log(second / first)


def even_groups(values: Numbers, groups: int) -> Numbers:
    """Return the last value of each of at most ``groups`` groups, as even as ties allow: equals stay together."""
    distinct, counts = np.unique(values, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    group = np.minimum((middle * groups / max(len(values), 1)).astype(np.int64), groups - 1)
    last = np.append(group[1:] != group[:-1], True) if len(group) else np.zeros(0, dtype=bool)
    return distinct[last]


def group_of(values: Numbers, ends: Numbers) -> Ints:
    """Return the group of each value: the first whose last value is not below it; above all, the last group."""
    return np.minimum(np.searchsorted(ends, values, side="left"), len(ends) - 1).astype(np.int64)
