"""Texts in the form that a layout declares, and what contradicts it: both sides of each edge."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from coopcli.reading.cells import parse
from coopcli.reading.layouts import LayoutColumn, plain_column
from coopcli.reading.raw import FileKind
from coopcli.reading.text_steps import TEXT_STEPS
from coopcli.words import FRAMES


def column(name: str, **declared: object) -> LayoutColumn:
    return replace(plain_column(FRAMES["contracts"].column(name), "x"), **declared)  # type: ignore[arg-type]


def rewritten(texts: list[str | None], key: str, one: LayoutColumn, kind: FileKind = "csv") -> list[str]:
    """Return the texts as they are read afterwards; those that contradict the declaration end in ``!``."""
    step = TEXT_STEPS[key](pa.array(texts, pa.string()), one, kind)
    return [f"{text}!" if bad else text for text, bad in zip(step.texts.to_pylist(), step.misfits, strict=True)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1,234.56", "1234,56"),
        ("1234.5", "1234,5"),
        ("1,234", "1234"),
        ("12", "12"),
        ("R$ 1,234.56", "R$ 1234,56"),
        ("(1,234.56)", "(1234,56)"),
        ("-0.01", "-0,01"),
        ("10.00 C", "10,00 C"),
        ("1 234.56", "1234,56"),
        ("1.234,56", "1.234,56!"),
        ("10,00", "10,00!"),
        ("1.234", "1.234!"),
        ("12,34,567.00", "12,34,567.00!"),
    ],
)
def test_a_decimal_point(before: str, after: str) -> None:
    assert rewritten([before], "decimal", column("balance_cents", decimal="point")) == [after]


def test_number_cells_of_a_workbook_have_a_point_already() -> None:
    one = column("balance_cents", decimal="point")
    assert rewritten(["1234.56", "1,234.56"], "decimal", one, "excel") == ["1234.56", "1234,56"]


def test_rates_may_have_any_decimals() -> None:
    one = column("monthly_rate", decimal="point", unit="percent")
    assert rewritten(["1.875", "2.5%"], "decimal", one) == ["1,875", "2,5%"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("10/31/2026", "31/10/2026"),
        ("12/1/2026", "1/12/2026"),
        ("13/1/2026", "13/1/2026!"),
        ("1.2.26", "2.1.26"),
        ("10/31/2026 08:30", "31/10/2026 08:30"),
        ("2026-10-31", "2026-10-31"),
    ],
)
def test_the_month_first(before: str, after: str) -> None:
    assert rewritten([before], "date_order", column("contract_date", date_order="month_first")) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [("7", "0007"), ("1234", "1234"), ("12345", "12345!"), ("A7", "A7!"), ("AB12", "AB12"), ("'7", "0007"), ("", "")],
)
def test_zeros_up_to_a_width(before: str, after: str) -> None:
    assert rewritten([before], "pad", column("contract_id", pad=4)) == [after]


def test_two_keys_that_would_become_one_both_contradict() -> None:
    assert rewritten(["7", "0007", "8"], "pad", column("contract_id", pad=4)) == ["7!", "0007!", "0008"]
    assert rewritten(["7", "7", "8"], "pad", column("contract_id", pad=4)) == ["0007", "0007", "0008"]


def test_zeros_taken_away() -> None:
    one = column("contract_id", zeros="strip")
    assert rewritten(["000123", "0", "000", "0A1", None], "zeros", one)[:2] == ["123", "0!"]
    assert rewritten(["000123", "0A1", "10"], "zeros", one) == ["123", "A1", "10"]


@pytest.mark.parametrize(("text", "day"), [("202610", "2026-10-31"), ("2026-02", "2026-02-28"), ("202613", None)])
def test_a_year_and_a_month(text: str, day: str | None) -> None:
    value = parse(pa.array([text]), column("contract_date", month="last"), "csv").values.to_pylist()[0]
    assert (value.date().isoformat() if value else None) == day


def test_without_a_declared_day_a_month_is_no_date() -> None:
    assert parse(pa.array(["202610"]), column("contract_date"), "csv").faults.all()
