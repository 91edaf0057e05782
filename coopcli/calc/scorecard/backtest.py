"""Points against outcomes: distribution, cut-offs, discrimination, and stability from month to month."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.profile.bands import shares
from coopcli.calc.ranking import curve_of, even_groups, group_of, stability_parts
from coopcli.results.scorecard import BackTest
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.scorecard import CUT_OFF_COLUMNS, MONTH_COLUMNS, STABILITY_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints
    from coopcli.results.scorecard import Information
    from coopcli.rulebook.tables import RuleFile, Table

FAMILY = "scorecard_test"
_ALL_CUTS = 40
"""Up to so many distinct points each is a cut-off; beyond, the ends of the groups are."""


def back_test(
    cases: pd.DataFrame, rule: RuleFile, scorecard: str, more_is_risk: bool, bad_above_days: int, base: str,
    information: Information | None = None,
) -> BackTest:  # fmt: skip
    """Return the test of cases that all have ``points`` and ``is_bad``; ``base`` is the month to compare with.

    The groups of points are made as even as ties allow on the base month, and are the same for every month.
    """
    points = cases["points"].to_numpy(dtype=np.int64)
    is_bad = cases["is_bad"].to_numpy(dtype=bool)
    month = cases["month"].to_numpy(dtype=object)
    ends = even_groups(points[month == base], int(rule["score_groups"]))
    group = group_of(points, ends)
    floor = float(rule["empty_group_rate"])
    stability = _stability(month, group, base, _labels(ends), floor)
    risk = points if more_is_risk else -points
    return BackTest(
        scorecard,
        more_is_risk,
        bad_above_days,
        base,
        len(cases),
        int(is_bad.sum()),
        _distribution(group, is_bad, _labels(ends)),
        cut_offs(points, is_bad, more_is_risk, ends),
        _months(month, points, risk, is_bad, stability, rule.tables["psi_reading"]),
        stability,
        curve_of(risk, is_bad),
        int(rule["points_to_double"]),
        information,
    )


def _labels(ends: Ints) -> list[str]:
    """Return the groups in words: ``até 120``, ``121 a 150``, ``151 ou mais``."""
    if len(ends) == 1:
        return ["todos"]
    inner = [f"{first + 1} a {last}" for first, last in pairwise(ends[:-1])]
    return [f"até {ends[0]}", *inner, f"{ends[-2] + 1} ou mais"]


def _distribution(group: Ints, is_bad: Flags, labels: list[str]) -> pd.DataFrame:
    """Return GROUP_COLUMNS over all months."""
    count = np.bincount(group, minlength=len(labels)).astype(np.int64)
    bad = np.bincount(group[is_bad], minlength=len(labels)).astype(np.int64)
    good = count - bad
    whole = [np.full(len(labels), part.sum()) for part in (count, good, bad)]
    columns = {"points_group": labels, "count": count, "good": good, "bad": bad, "bad_rate": shares(bad, count)}
    return pd.DataFrame(columns).assign(
        share=shares(count, whole[0]), good_share=shares(good, whole[1]), bad_share=shares(bad, whole[2])
    )


def cut_offs(points: Ints, is_bad: Flags, more_is_risk: bool, ends: Ints) -> pd.DataFrame:
    """Return CUT_OFF_COLUMNS: what approving up to (or from) each number of points would have done."""
    distinct = np.unique(points)
    cuts = distinct if len(distinct) <= _ALL_CUTS else _cuts_of(ends, distinct, more_is_risk)
    goods, bads = int((~is_bad).sum()), int(is_bad.sum())
    rows = []
    for cut in cuts.tolist():
        inside = points <= cut if more_is_risk else points >= cut
        approved, bad = int(inside.sum()), int((inside & is_bad).sum())
        good_out = goods - (approved - bad)
        words = f"até {cut}" if more_is_risk else f"a partir de {cut}"
        rows.append(
            (words, approved, _part(approved, len(points)), bad, _part(bad, approved), bads - bad,
             _part(bads - bad, bads), good_out, _part(good_out, goods))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in CUT_OFF_COLUMNS])


def _cuts_of(ends: Ints, distinct: Ints, more_is_risk: bool) -> Ints:
    """Return the cuts that part the groups: the last points of each, or the first."""
    if more_is_risk:
        return ends
    first = [distinct[0], *(distinct[distinct > end][0] for end in ends[:-1] if (distinct > end).any())]
    return np.array(sorted(set(first)), dtype=np.int64)


def _part(some: int, whole: int) -> float | None:
    return some / whole if whole else None


def _stability(month: np.ndarray, group: Ints, base: str, labels: list[str], floor: float) -> pd.DataFrame:
    """Return STABILITY_COLUMNS: each group of each month against the base."""
    size = len(labels)
    of_base = np.bincount(group[month == base], minlength=size).astype(np.int64)
    found = []
    for name in sorted(set(month)):
        now = np.bincount(group[month == name], minlength=size).astype(np.int64)
        columns = {"month": [name] * size, "points_group": labels, "base": of_base, "count": now}
        found.append(
            pd.DataFrame(columns).assign(
                base_share=of_base / of_base.sum(),
                share=now / now.sum(),
                part=stability_parts(of_base, now, floor),
            )
        )
    return pd.concat(found, ignore_index=True)[[column.name for column in STABILITY_COLUMNS]]


def _months(
    month: np.ndarray, points: Ints, risk: Ints, is_bad: Flags, stability: pd.DataFrame, reading: Table
) -> pd.DataFrame:
    """Return MONTH_COLUMNS, oldest first; a month all good or all bad has no AUC."""
    psi = stability.groupby("month")["part"].sum()
    bands = read_index(psi.to_numpy(dtype=float), reading, "psi_millionths")
    rows = []
    for place, name in enumerate(psi.index):
        inside = month == name
        curve = curve_of(risk[inside], is_bad[inside])
        count, bad = int(inside.sum()), int(is_bad[inside].sum())
        told = (None, None, None) if curve is None else (curve.auc, curve.ks, curve.gini)
        mean = float(points[inside].mean())
        rows.append((name, count, bad, bad / count, mean, *told, float(psi[name]), bands[place]))
    return pd.DataFrame(rows, columns=[column.name for column in MONTH_COLUMNS])


def read_index(values: np.ndarray, table: Table, fact: str) -> list[str]:
    """Return how the rule reads each index."""
    millionths = np.round(np.maximum(values, 0) * 1_000_000).astype(np.int64)
    return [str(band) for band in decide(table, Facts({fact: millionths}, len(values))).outcome("band")]
