"""The scales of satisfaction: what they come to, how they go with the note, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.results.nps import CLASSES, Question
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.survey import ASSOCIATION_COLUMNS, ATTRIBUTE_COLUMNS, NORMALITY_COLUMNS, PAIR_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

FAMILY = "survey_statistics"
_FEWEST_FOR_CORRELATION, _FEWEST_FOR_NORMALITY = 3, 5


def described(
    values: pd.DataFrame, scales: Sequence[Question], scores: pd.Series[Any], classes: pd.Series[Any], rule: RuleFile
) -> pd.DataFrame:
    """Return one row an attribute (ATTRIBUTE_COLUMNS); ``values`` has a column for each of ``scales``."""
    top = int(rule["top_boxes_count"])
    rows = []
    for question in scales:
        column = values[question.code].dropna()
        means = {name: column[classes.reindex(column.index) == name].mean() for name in CLASSES}
        rows.append({
            "group": question.group, "attribute": question.title, "n": len(column),
            "mean": column.mean(), "deviation": column.std(), "minimum": column.min(), "median": column.median(),
            "maximum": column.max(), "top_rate": (column > question.highest - top).mean() if len(column) else np.nan,
            **{f"{name}_mean": mean for name, mean in means.items()},
            "gap": means["promoter"] - means["detractor"],
            "importance_r": pearson(values[question.code], scores)[0],
        })  # fmt: skip
    frame = pd.DataFrame(rows, columns=[column.name for column in ATTRIBUTE_COLUMNS])
    return frame.assign(quadrant=_quadrants(frame, rule))


def _quadrants(frame: pd.DataFrame, rule: RuleFile) -> pd.Series[Any]:
    """Return what to do about each attribute: both axes are cut at the mean of the attributes."""
    told = frame["importance_r"].notna() & frame["mean"].notna()
    axes = {"is_important": frame["importance_r"], "is_satisfying": frame["mean"]}
    facts = {name: (axis[told] >= axis[told].mean()).astype(bool) for name, axis in axes.items()}
    decision = decide(rule.tables["quadrants"], Facts(facts, int(told.sum())))  # type: ignore[arg-type]
    return pd.Series(decision.outcome("band"), index=frame.index[told]).reindex(frame.index)


def pearson(first: pd.Series[Any], second: pd.Series[Any]) -> tuple[float, float, int]:
    """Return r, p and n over those who answered both; r and p are missing where one does not vary, or n is too low."""
    from scipy.stats import pearsonr

    both = first.notna() & second.notna()
    one, other = first[both].to_numpy(dtype=float), second[both].to_numpy(dtype=float)
    if len(one) < _FEWEST_FOR_CORRELATION or np.ptp(one) == 0 or np.ptp(other) == 0:
        return np.nan, np.nan, len(one)
    result = pearsonr(one, other)
    return float(result.statistic), float(result.pvalue), len(one)


def complete(values: pd.DataFrame, deletion: str) -> pd.DataFrame:
    """Return the rows to be counted: all of them pairwise, listwise only those without a missing answer."""
    return values.dropna() if deletion == "listwise" else values


def pairs_of(values: pd.DataFrame, rule: RuleFile, significance: float) -> pd.DataFrame:
    """Return the correlation of every two columns (PAIR_COLUMNS), each pair once."""
    strong = float(rule["strong_correlation_rate"])
    used = complete(values, str(rule["correlation_deletion"]))
    names = list(used.columns)
    rows = []
    for i, second in enumerate(names):
        for first in names[:i]:
            r, p, n = pearson(used[first], used[second])
            rows.append((first, second, n, r, p, p < significance, abs(r) > strong))
    frame = pd.DataFrame(rows, columns=[column.name for column in PAIR_COLUMNS])
    untold = frame["r"].isna()
    for name in ("is_significant", "is_strong"):
        frame[name] = frame[name].astype("boolean").mask(untold)
    return frame


def matrix_of(pairs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the pairs as a square, 1 on its diagonal."""
    square = pd.DataFrame(np.eye(len(names)), index=list(names), columns=list(names))
    for first, second, r in zip(pairs["first"], pairs["second"], pairs["r"], strict=True):
        square.loc[first, second] = square.loc[second, first] = r
    return square


def normality_of(values: pd.DataFrame, significance: float) -> pd.DataFrame:
    """Return the test of Kolmogorov and Smirnov with Lilliefors' correction (NORMALITY_COLUMNS).

    Its p comes from a table that ends at 0.001 and 0.2: at an end the text says so.
    """
    rows = [(name, *_lilliefors(values[name].dropna().to_numpy(dtype=float), significance)) for name in values]
    frame = pd.DataFrame(rows, columns=[column.name for column in NORMALITY_COLUMNS])
    return frame.astype({"is_normal": "boolean"})


def _lilliefors(column: np.ndarray[Any, Any], significance: float) -> tuple[int, float, str, bool | None]:
    from statsmodels.stats.diagnostic import lilliefors

    if len(column) < _FEWEST_FOR_NORMALITY or np.ptp(column) == 0:
        return len(column), np.nan, "sem variação ou poucas respostas", None
    statistic, p = lilliefors(column, dist="norm", pvalmethod="table")
    ends = {0.001: "menos de 0,001", 0.2: "mais de 0,2"}
    near = next((text for end, text in ends.items() if abs(p - end) < 1e-9), f"{p:.3f}".replace(".", ","))
    return len(column), float(statistic), near, bool(p >= significance)


def associations_of(
    columns: dict[str, tuple[str, pd.Series[Any]]], rule: RuleFile, significance: float
) -> pd.DataFrame:
    """Return Pearson's chi-square of the pairs that the rule names (ASSOCIATION_COLUMNS).

    ``columns`` gives the title and the groups of each name of the rule; a pair of which one is not there is left out.
    """
    rows = []
    for row in rule.tables["associations"].rows:
        names = str(row.outcomes["question"]), str(row.outcomes["against"])
        if all(name in columns for name in names):
            (one, first), (other, second) = (columns[name] for name in names)
            rows.append((one, other, *_chi_square(first, second, int(rule["expected_frequency_count"]), significance)))
    frame = pd.DataFrame(rows, columns=[column.name for column in ASSOCIATION_COLUMNS])
    return frame.astype({"is_significant": "boolean", "freedom": "Int64"})


def _chi_square(
    first: pd.Series[Any], second: pd.Series[Any], fewest: int, significance: float
) -> tuple[int, float, int | None, float, bool | None, str | None]:
    from scipy.stats import chi2_contingency

    both = first.notna() & second.notna()
    table = pd.crosstab(first[both].to_numpy(), second[both].to_numpy())
    if min(table.shape) < 2:
        return int(both.sum()), np.nan, None, np.nan, None, "só um grupo: nada a comparar"
    result = chi2_contingency(table.to_numpy(), correction=False)
    few = int((result.expected_freq < fewest).sum())
    note = f"{few} de {table.size} frequências esperadas abaixo de {fewest}: p aproximado" if few else None
    p = float(result.pvalue)
    return int(both.sum()), float(result.statistic), int(result.dof), p, p < significance, note


def split_at_median(ages: pd.Series[Any]) -> tuple[str, pd.Series[Any]]:
    """Return the ages as younger than their median, or not, and the name of that."""
    median = ages.median()
    shown = "?" if pd.isna(median) else f"{median:g}".replace(".", ",")
    groups = pd.Series(np.where(ages < median, "menores", "maiores"), index=ages.index, dtype="object")
    return f"Idade (antes e a partir da mediana, {shown} anos)", groups.where(ages.notna())
