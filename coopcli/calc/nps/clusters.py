"""Variables that go together, joined step by step, as table 5 of the study tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.words.survey import CLUSTER_COLUMNS, MEMBERSHIP_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt

Tree = list[list[float]]


def tree_of(correlations: npt.NDArray[np.float64], linkage: str) -> Tree | None:
    """Return scipy's linkage of variables at the distances 1 − r; None where fewer than two, or an r is missing."""
    from scipy.cluster.hierarchy import linkage as joined
    from scipy.spatial.distance import squareform

    if len(correlations) < 2 or np.isnan(correlations).any():
        return None
    distances = np.clip(1 - correlations, 0, 2)
    np.fill_diagonal(distances, 0)
    tree: Tree = joined(squareform(distances, checks=False), method=linkage).tolist()
    return tree


def stages_of(tree: Tree | None) -> pd.DataFrame:
    """Return each step (CLUSTER_COLUMNS). A cluster bears the lowest number of its variables, which count from 1."""
    rows = []
    names = list(range(1, len(tree or []) + 2))
    for step, (first, second, distance, size) in enumerate(tree or [], 1):
        one, other = sorted((names[int(first)], names[int(second)]))
        names.append(one)
        left = len(tree or []) + 1 - step
        rows.append((step, left, 100 * (1 - distance / 2), distance, one, other, one, int(size)))
    return pd.DataFrame(rows, columns=[column.name for column in CLUSTER_COLUMNS])


def membership_of(tree: Tree | None, titles: Sequence[str], clusters: int) -> pd.DataFrame:
    """Return the final cluster of each variable, numbered in the order of the variables (MEMBERSHIP_COLUMNS)."""
    from scipy.cluster.hierarchy import fcluster

    if tree is None:
        return pd.DataFrame(columns=[column.name for column in MEMBERSHIP_COLUMNS])
    found = fcluster(np.array(tree), clusters, criterion="maxclust").tolist()
    numbers = {name: place for place, name in enumerate(dict.fromkeys(found), 1)}
    rows = [(place, title, numbers[name]) for place, (title, name) in enumerate(zip(titles, found, strict=True), 1)]
    return pd.DataFrame(rows, columns=[column.name for column in MEMBERSHIP_COLUMNS])
