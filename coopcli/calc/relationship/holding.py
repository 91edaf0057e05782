"""Which solutions each member has, as a matrix, and sets of words as texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.relationship.usage import Usage

    Matrix = npt.NDArray[np.bool_]


def held(usage: Usage, entries: pd.Index[Any]) -> Matrix:
    """Return a row for each entry of the roster (its position; -1: of nobody), a column for each solution."""
    place = np.full(len(usage.roster) + 1, -1, dtype=np.int64)
    place[entries.to_numpy()] = np.arange(len(entries))
    place[-1] = -1
    row = place[usage.pairs["entry"].to_numpy(dtype=np.int64)]
    found = np.zeros((len(entries), len(usage.solutions)), dtype=bool)
    here = row >= 0
    found[row[here], usage.pairs["solution"].to_numpy(dtype=np.int64)[here]] = True
    return found


def listed(matches: Matrix, words: Sequence[str], separator: str = ", ") -> pd.Series[Any]:
    """Return the words that each row says, in their order; each distinct set is written once."""
    packed = np.packbits(matches, axis=1)
    keys = np.ascontiguousarray(packed).view(f"S{max(packed.shape[1], 1)}").reshape(-1)
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    texts = [separator.join(np.array(words, dtype=object)[flags]) for flags in matches[first]]
    return pd.Series(pd.array(texts, dtype="str").take(place))
