"""How cells are written: the same value as a Brazilian text and as a spreadsheet's number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coopcli.sample.writing import as_number, as_printed, as_text, write_csv, write_xlsx

from .exported import text, workbook

DAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (DAY, "date", "31/10/2026"),
        (123_456, "money", "1.234,56"),
        (-5, "money", "-0,05"),
        (True, "flag", "S"),
        (False, "flag", "N"),
        (None, "money", ""),
        ("1,234.56", "money", "1,234.56"),
        (Decimal("1.79"), "rate", "1,79"),
        (12, "count", "12"),
    ],
)
def test_text(value: object, kind: str, expected: str) -> None:
    assert as_text(value, kind) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (DAY, "date", 46_326),  # Excel: 31/10/2026 is day 46326 (01/01/2026 is 46023, 303 days before)
        (123_456, "money", 1234.56),
        ("00100000380", "document", 100_000_380),
        ("08JJJ497000149", "document", "08JJJ497000149"),
        ("0001", "code", "0001"),
        ("200001", "code", 200_001),
        ("31/02/2027", "date", "31/02/2027"),
        (True, "flag", "S"),
        (Decimal("1.79"), "rate", 1.79),
        (None, "date", None),
    ],
)
def test_number(value: object, kind: str, expected: object) -> None:
    assert as_number(value, kind) == expected  # type: ignore[arg-type]


def test_printed_documents_have_their_punctuation() -> None:
    assert as_printed("12ABC34501DE35", "document") == "12.ABC.345/01DE-35"


def test_total_line_adds_only_what_can_be_read(tmp_path: Path) -> None:
    columns = {"contract_id": ["1", "2", "3"], "amount_cents": [10_050, "1,00.00", 5]}
    write_csv(tmp_path / "a.csv", "installments", columns, encoding="cp1252", total=True, titles=["Título"])
    rows = text(tmp_path / "a.csv", "cp1252", titles=1)
    assert rows[-1] == {"Número Contrato Crédito": "Total Geral", "Valor Parcela": "100,55"}


def test_titles_leave_a_blank_line_above_the_header(tmp_path: Path) -> None:
    columns = {"contract_id": ["0012"], "Nome PA": ["=1+1"]}
    write_xlsx(tmp_path / "a.xlsx", "contracts", columns, numbers=True, titles=["A", "B"])
    assert workbook(tmp_path / "a.xlsx", header_row=4) == [{"Número Contrato Crédito": "0012", "Nome PA": "=1+1"}]
