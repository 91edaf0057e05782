"""The sample survey has the frequencies that it promises, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coopcli.sample import nps
from coopcli.sample.survey_scales import marks, target
from coopcli.sample.survey_tables import ATTRIBUTES, SCORES

from .exported import same_files


def test_marks_have_their_frequencies_and_nearly_their_correlations() -> None:
    notes, scales = marks(np.random.default_rng(1))
    assert sorted(notes.tolist()) == sorted(SCORES)
    for column, frequencies in zip(scales.T, ATTRIBUTES.values(), strict=True):
        assert [int((column == mark).sum()) for mark in range(1, 6)] == list(frequencies)
    whole = np.column_stack([notes, scales])[~np.isnan(scales).any(axis=1)]
    assert np.abs(np.corrcoef(whole, rowvar=False) - target()).max() < 0.12


def test_same_bytes(tmp_path: Path) -> None:
    nps(tmp_path / "a")
    nps(tmp_path / "b")
    assert same_files(tmp_path / "a", tmp_path / "b")
