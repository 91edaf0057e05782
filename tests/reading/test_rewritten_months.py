"""October of the samples, each export rewritten in a dialect chosen at random, closes to the same figures."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

from coopcli import sample
from coopcli.closing.inputs import Request
from coopcli.closing.month import MonthRun, run_month
from coopcli.closing.settings import load_settings
from coopcli.reading.body import find_body
from coopcli.reading.cells import parse
from coopcli.reading.files import open_file
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.raw import RawTable
from coopcli.reading.recognise import columns_of, recognise
from tests.sample.dialect_files import write
from tests.sample.dialects import Dialect, mixed

MONTH = "2026-10"
DIALECTS = 20


def rewritten(path: Path, layouts: list[Layout], stem: Path, dialect: Dialect) -> None:
    """Write the export at ``path`` anew in the dialect."""
    ((grid, *_),) = [[g for g in grids if recognise([g], layouts)] for grids in open_file(path.name, path.read_bytes())]
    match = recognise([grid], layouts)
    assert match is not None
    layout, table = match.layouts[0], grid.load(match.header)
    positions, problems = columns_of(table, layout, path.name)
    assert not problems
    key = positions[layout.frame.key[0]] if layout.frame.key else min(positions.values())
    rows = find_body(table, key, list(positions.values()), []).data
    columns = {name: list(cells(table, layout.columns[name], place, rows)) for name, place in positions.items()}
    write(stem, layout.frame.name, columns, dialect)


def cells(table: RawTable, column: LayoutColumn, place: int, rows: np.ndarray[Any, Any]) -> Iterator[object]:
    """Yield the cells of a column as values; what does not fit, and words, as they stand."""
    texts = table.text(place, rows).to_pylist()
    parsed = parse(pa.array(texts, pa.string()), column, table.kind)
    for text, value, fault in zip(texts, parsed.values.to_pylist(), parsed.faults.tolist(), strict=True):
        if column.column.kind in ("choice", "text") or fault:
            yield text or None
        elif column.column.kind == "rate" and value is not None:
            yield Decimal(str(round(value * 100, 6)))
        else:
            yield value.date() if column.column.kind == "date" and value is not None else value


def closed(folder: Path) -> MonthRun:
    settings = load_settings(folder)
    return run_month(
        Request(folder / "exports" / MONTH, month=(2026, 10), also=("floor_provision",)), settings, lambda step: None
    )


def assert_same_figures(run: MonthRun, original: MonthRun) -> None:
    for one, other in zip(run.month.classified, original.month.classified, strict=True):
        assert_frame_equal(one.operations, other.operations)
    assert sum(s.cents_read for s in run.exports.sources) == sum(s.cents_read for s in original.exports.sources)
    assert told(run) == told(original)


def told(run: MonthRun) -> Counter[str]:
    """Return the problems but for the covers that stand before hidden sheets, and those sheets."""
    found = (problem for problem in run.month.problems if problem.sheet != "Capa")
    return Counter(problem.code for problem in found if problem.code != "aba-oculta")


def mixes(folder: Path, layouts: list[Layout], tmp_path: Path, seed: int) -> Path:
    """Return the working folder with each export of October in one of the dialects."""
    target = tmp_path / f"mix-{seed}"
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("exports", "closings"))
    month = target / "exports" / MONTH
    month.mkdir(parents=True)
    rng = random.Random(seed)
    for path in sorted((folder / "exports" / MONTH).iterdir()):
        rewritten(path, layouts, month / path.stem.replace(".", "-"), mixed(rng.randrange(DIALECTS)))
    return target


@pytest.fixture(scope="module", params=[sample.mini, sample.cooperative], ids=["mini", "cooperative"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MonthRun]:
    folder = tmp_path_factory.mktemp("sample")
    write_sample: Callable[[Path], None] = request.param
    write_sample(folder)
    return folder, closed(folder)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_october_in_twenty_dialects_closes_to_the_same_figures(
    month: tuple[Path, MonthRun], layouts: list[Layout], tmp_path: Path, seed: int
) -> None:
    folder, original = month
    assert_same_figures(closed(mixes(folder, layouts, tmp_path, seed)), original)
