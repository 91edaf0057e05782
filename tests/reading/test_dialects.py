"""The same portfolio in every dialect reads back as the same frame."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcli.reading.layouts import Layout
from coopcli.reading.read import Exports, read_paths
from coopcli.sample.exports import rows_to_columns
from coopcli.sample.people import cpf
from tests.sample.dialect_files import write
from tests.sample.dialects import Dialect, mixed

QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
NAMES = st.sampled_from(["José da Conceição", "D'Ávila & Filhos; Ltda", "Ção, São", "“Aspas”", 'Bar "do Zé"', "ANA"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "document": st.one_of(st.none(), st.integers(0, 999).map(cpf)),
            "member_name": NAMES,
            "branch": st.sampled_from(["0001", "0002"]),
            "contract_date": st.dates(date(2010, 1, 1), date(2026, 10, 31)),
            "maturity_date": st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2050, 12, 31))),
            "amount_cents": st.one_of(st.none(), st.integers(0, 10**12)),
            "balance_cents": st.integers(0, 10**12),
            "monthly_rate": st.sampled_from([None, Decimal("1.99"), Decimal("0.5"), Decimal("12")]),
            "installment_count": st.one_of(st.none(), st.integers(1, 420)),
            "exported_level": st.sampled_from([None, "AA", "A", "H"]),
            "is_renegotiated": st.sampled_from([None, True, False]),
        }
    ),
    min_size=1,
    max_size=30,
)
DIALECTS = st.integers(0, 10**6).map(mixed)


def contracts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"contract_id": str(1001 + i), **row} for i, row in enumerate(rows)]


def as_read(value: Any, name: str) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if name == "monthly_rate":
        return round(float(value), 9)
    return value.date() if isinstance(value, pd.Timestamp) else value


def expected(value: Any, name: str) -> Any:
    return round(float(value) / 100, 9) if name == "monthly_rate" and value is not None else value


def assert_same(exports: Exports, rows: list[dict[str, Any]]) -> None:
    frame = exports.frames["contracts"]
    for name in rows[0]:
        found = [as_read(value, name) for value in frame[name].astype(object)]
        assert found == [expected(row[name], name) for row in rows], name


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(ROWS, DIALECTS)
def test_any_dialect_reads_back_as_the_same_frame(
    tmp_path: Path, layouts: list[Layout], rows: list[dict[str, Any]], dialect: Dialect
) -> None:
    rows = contracts(rows)
    path = write(tmp_path / "cre_contratos", "contracts", rows_to_columns("contracts", rows), dialect)
    exports = read_paths([path], layouts)
    told = {problem.code for problem in exports.problems}
    assert told <= ({"arquivo-nao-reconhecido", "aba-oculta"} if dialect.hidden and dialect.format != "csv" else set())
    assert_same(exports, rows)
    if dialect.footer:
        (source,) = (source for source in exports.sources if source.layout)
        assert source.footer_cents == sum(row["balance_cents"] for row in rows)


ROW = {
    "document": cpf(7),
    "member_name": "José",
    "contract_date": date(2026, 1, 31),
    "balance_cents": 123456,
    "is_renegotiated": True,
}


@pytest.mark.parametrize("seed", range(60))
def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path, layouts: list[Layout], seed: int) -> None:
    dialect = replace(mixed(seed), format="xlsx", hidden=True)
    columns = rows_to_columns("contracts", contracts([ROW] * 12))
    exports = read_paths([write(tmp_path / "a", "contracts", columns, dialect)], layouts)
    sources = [(source.sheet, source.hidden) for source in exports.sources]
    assert sources == [("Capa", False), ("Plan1", False), ("antigo", True)]
    assert_same(exports, contracts([ROW] * 12))
