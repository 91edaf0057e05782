"""Every frame of a close has the columns that its table declares, with values of the kinds that their words are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pandas.api import types

from coopcli.closing.close import Closed
from coopcli.closing.history import FILE
from coopcli.results import Classified
from coopcli.sample import cooperative, mini
from coopcli.words import Column, agreements, classification, collection, letters
from coopcli.words.classification import FLOOR_PROVISION_KEPT, REGIME_COLUMNS, RISK_LEVEL_KEPT
from tests.closing.closing_month import SEPTEMBER, close_month

TABLES: dict[str, tuple[Column, ...]] = {
    "Month.operations": classification.OPERATION_COLUMNS,
    "Month.divergences": classification.DIVERGENCE_COLUMNS,
    "Month.portfolio_changes": classification.PORTFOLIO_CHANGE_COLUMNS,
    "AgingTable.rows": classification.AGING_COLUMNS,
    "Disclosures.by_activity": classification.ACTIVITY_COLUMNS,
    "Disclosures.of_the_year": classification.YEAR_COLUMNS,
    "Registers.write_offs": classification.WRITE_OFF_COLUMNS,
    "Registers.exceptions": classification.EXCEPTION_COLUMNS,
    "Registers.renegotiations": classification.RENEGOTIATION_COLUMNS,
    "Collection.debts": collection.DEBT_COLUMNS,
    "Collection.queue": collection.QUEUE_COLUMNS,
    "Collection.acts": collection.ACT_COLUMNS,
    "Collection.holds": collection.HOLD_COLUMNS,
    "Collection.settlements": collection.SETTLEMENT_COLUMNS,
    "Collection.exceptions": collection.MANAGEMENT_EXCEPTION_COLUMNS,
    "Charges.rows": agreements.CHARGE_COLUMNS,
    "Charges.debts": agreements.DEBT_CHARGE_COLUMNS,
    "Agreements.agreements": agreements.AGREEMENT_COLUMNS,
    "Agreements.schedule": agreements.SCHEDULE_COLUMNS,
    "Agreements.allocations": agreements.ALLOCATION_COLUMNS,
    "Agreements.renegotiations": agreements.RENEGOTIATION_CHECK_COLUMNS,
    "CollectionReport.bureau": agreements.BUREAU_COLUMNS,
    "CollectionReport.lawsuits": agreements.LAWSUIT_COLUMNS,
    "CollectionReport.letters": letters.LETTER_COLUMNS,
}

IS_A: dict[str, Callable[[pd.Series], bool]] = {  # type: ignore[type-arg]
    **dict.fromkeys(("text", "code", "document", "level", "choice"), types.is_string_dtype),
    **dict.fromkeys(("money", "count", "days", "months"), types.is_integer_dtype),
    **dict.fromkeys(("rate", "number"), types.is_float_dtype),
    "date": types.is_datetime64_dtype,
    "flag": types.is_bool_dtype,
}


def _frames(value: object) -> Iterator[tuple[str, tuple[Column, ...], pd.DataFrame]]:
    """Yield every frame below a result, by its place, with the table that declares it."""
    if isinstance(value, Classified):
        yield f"Classified[{value.regime}]", value.columns, value.operations
    elif is_dataclass(value):
        for one in fields(value):
            inner, place = getattr(value, one.name), f"{type(value).__name__}.{one.name}"
            if isinstance(inner, pd.DataFrame):
                yield place, TABLES[place], inner
            else:
                yield from _frames(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _frames(inner)


def _misfits(columns: tuple[Column, ...], frame: pd.DataFrame) -> Iterator[str]:
    for column in columns:
        if column.name not in frame:
            yield f"{column.name}: missing"
            continue
        values = frame[column.name]
        told = values.cat.categories.to_series() if isinstance(values.dtype, pd.CategoricalDtype) else values
        if not IS_A[column.kind](told.infer_objects()):
            yield f"{column.name}: {column.kind} as {values.dtype} {told.dtype}"
        elif column.choices and not set(values.dropna()) <= set(column.choices):
            yield f"{column.name}: {set(values.dropna()) - set(column.choices)}"


def _closes(folder: Path, write: Callable[[Path], None]) -> list[Closed]:
    write(folder)
    return [close_month(folder, SEPTEMBER), close_month(folder, also=("risk_levels",))]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Closed]:
    """September and October of the small sample."""
    return _closes(tmp_path_factory.mktemp("closes") / "mini", mini)


def _nonconforming(closes: list[Closed]) -> list[str]:
    found = []
    for closed in closes:
        assert closed.collection
        for place, columns, frame in _frames([closed.run.month, closed.collection.report]):
            found += [f"{place}.{misfit}" for misfit in _misfits(columns, frame)]
    return found


STORED = {
    **dict.fromkeys(("text", "code", "document", "level", "choice"), pa.string()),
    **dict.fromkeys(("money", "count", "days", "months"), pa.int64()),
    **dict.fromkeys(("rate", "number"), pa.float64()),
    "date": pa.timestamp("ms"),
    "flag": pa.bool_(),
}


KEPT = {"risk_levels": RISK_LEVEL_KEPT, "floor_provision": FLOOR_PROVISION_KEPT}


def _stored(closed: Closed) -> list[tuple[str, pa.DataType]]:
    """Return what the close's parquet must have: declared columns, under their regime's name, by their kinds."""
    own = [(column.name, STORED[column.kind]) for column in classification.OPERATION_COLUMNS]
    for one in closed.run.month.classified:
        shown = [column for column in REGIME_COLUMNS[one.regime] if column.name in one.operations]
        own += [(f"{one.regime}.{c.name}", STORED[c.kind]) for c in (*shown, *KEPT[one.regime])]
    return own


def _conforms(closes: list[Closed]) -> None:
    assert _nonconforming(closes) == []
    for closed in closes:
        schema = pq.read_schema(closed.folder / FILE)
        assert sorted(zip(schema.names, schema.types, strict=True)) == sorted(_stored(closed))


def test_the_small_sample(small: list[Closed]) -> None:
    _conforms(small)


@pytest.mark.slow
def test_the_sample_cooperative(tmp_path: Path) -> None:
    """Every frame that a close may have is in it."""
    closes = _closes(tmp_path / "cooperative", cooperative)
    _conforms(closes)
    collected = closes[1].collection
    assert collected
    places = {place for place, _, _ in _frames([closes[1].run.month, collected.report])}
    assert places == {*TABLES, "Classified[floor_provision]", "Classified[risk_levels]"}
