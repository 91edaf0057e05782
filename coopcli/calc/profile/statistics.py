"""Descriptive statistics of the variables, and how they go together two by two."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.results.profile import p_text
from coopcli.words.profile import CORRELATION_COLUMNS, DESCRIPTION_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def descriptions(variables: Mapping[str, Floats]) -> pd.DataFrame:
    """Return mean, standard deviation (over n - 1) and the like of each variable, without the missing (nan)."""
    rows = [_description(name, values[~np.isnan(values)], len(values)) for name, values in variables.items()]
    return pd.DataFrame(rows, columns=[column.name for column in DESCRIPTION_COLUMNS])


def _description(name: str, known: Floats, size: int) -> tuple[object, ...]:
    if not len(known):
        return (name, 0, size, *[None] * 5)
    deviation = float(known.std(ddof=1)) if len(known) > 1 else None
    middle = (float(known.min()), float(np.median(known)), float(known.max()))
    return (name, len(known), size - len(known), float(known.mean()), deviation, *middle)


def correlations(variables: Mapping[str, Floats], significance: float) -> pd.DataFrame:
    """Return Pearson's r of each pair over the contracts that have both, with its two-tailed p."""
    from scipy import stats

    rows: list[tuple[object, ...]] = []
    for first, second in combinations(variables, 2):
        both = ~(np.isnan(variables[first]) | np.isnan(variables[second]))
        x, y = variables[first][both], variables[second][both]
        if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
            why = "poucos contratos" if len(x) < 3 else "variável constante"
            rows.append((first, second, None, p_text(None), len(x), f"sem correlação: {why}"))
            continue
        found = stats.pearsonr(x, y)
        verdict = "significativa" if found.pvalue < significance else "não significativa"
        rows.append((first, second, float(found.statistic), p_text(float(found.pvalue)), len(x), verdict))
    return pd.DataFrame(rows, columns=[column.name for column in CORRELATION_COLUMNS])
