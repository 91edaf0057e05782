"""Notes and marks on scales that have given frequencies and, nearly, given correlations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coopcli.sample.survey_tables import ATTRIBUTES, CORRELATIONS, SCORES

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

_ROUNDS, _SMALLEST_ROOT = 30, 0.02
_HURRIED = 60
"""How many respondents leave marks blank: the same ones leave several, so that most answered everything."""


def target() -> Matrix:
    """Return the correlations of the study: the note first, then the attributes."""
    size = len(CORRELATIONS)
    lower = np.zeros((size, size))
    for i, row in enumerate(CORRELATIONS):
        lower[i, : len(row)] = np.array(row) / 1000
    return lower + lower.T + np.eye(size)


def marks(rng: np.random.Generator) -> tuple[npt.NDArray[np.int64], Matrix]:
    """Return the note of each respondent, the lowest first, and the marks of each (missing: left blank)."""
    count = len(SCORES)
    normal = _uncorrelated(rng.standard_normal((count, len(CORRELATIONS))))
    wanted = hidden = target()
    values = [np.array(SCORES), *(_filled(frequencies, count) for frequencies in ATTRIBUTES.values())]
    for _ in range(_ROUNDS):
        found = _ranked(normal @ np.linalg.cholesky(hidden).T, values)
        hidden = _possible(hidden + 0.5 * (wanted - np.corrcoef(found, rowvar=False)))
    found = found[np.argsort(found[:, 0], kind="stable")]
    return found[:, 0].astype(np.int64), _with_blanks(found[:, 1:], rng)


def _uncorrelated(normal: Matrix) -> Matrix:
    """Return the columns, made to have no correlation at all."""
    centred = normal - normal.mean(axis=0)
    root = np.linalg.cholesky(np.cov(centred, rowvar=False))
    return np.linalg.solve(root, centred.T).T


def _filled(frequencies: Sequence[int], count: int) -> Matrix:
    """Return the marks in order; those to be left blank stand, spread evenly, among them for the time being."""
    given = np.repeat(np.arange(1, len(frequencies) + 1), frequencies)
    return given[np.linspace(0, len(given) - 1, count).round().astype(int)].astype(float)


def _ranked(latent: Matrix, values: Sequence[Matrix]) -> Matrix:
    """Return, column by column, the values in the order of the latent ones."""
    ranks = latent.argsort(axis=0).argsort(axis=0)
    return np.column_stack([ordered[ranks[:, i]] for i, ordered in enumerate(values)])


def _possible(matrix: Matrix) -> Matrix:
    """Return the nearest matrix that has no root below zero and ones on its diagonal."""
    roots, vectors = np.linalg.eigh(matrix)
    lifted = (vectors * np.maximum(roots, _SMALLEST_ROOT)) @ vectors.T
    scale = np.sqrt(np.diag(lifted))
    return lifted / np.outer(scale, scale)


def _with_blanks(found: Matrix, rng: np.random.Generator) -> Matrix:
    """Return the marks with so many of each taken away that the frequencies are those of the tables."""
    hurried = rng.permutation(len(found))[:_HURRIED]
    for place, frequencies in enumerate(ATTRIBUTES.values()):
        column = found[:, place]
        for mark, wanted in enumerate(frequencies, 1):
            having = np.flatnonzero(column == mark)
            first = np.concatenate([np.intersect1d(hurried, having), np.setdiff1d(having, hurried)])
            column[first[: len(having) - wanted]] = np.nan
    return found
