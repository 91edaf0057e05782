"""From a column of values to what a spreadsheet holds: text that stays text, and numbers.

Centavos become reais, dates the serial number of Excel, flags Sim and Não, documents their punctuated form,
the values of closed lists their Portuguese titles. This is the only place where any of it happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.words import CHOICE_TITLES, WHOLE_NUMBERS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa

NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "code": "@",
    "document": "@",
    "money": "#,##0.00",
    "rate": "0.00%",
    "number": "#,##0.00##",
    "count": "#,##0",
    "days": "#,##0",
    "months": "#,##0",
    "date": "dd/mm/yyyy",
    "flag": "@",
    "level": "@",
    "choice": "@",
}
"""Spreadsheet formats; the separators follow the country of whoever opens the file."""

NUMBERS: frozenset[Kind] = frozenset({*WHOLE_NUMBERS, "rate", "number", "date"})

MAX_TEXT = 32_767
"""How many characters a spreadsheet cell holds."""

_CONTROL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
_EXCEL_EPOCH_DAYS = 25_569  # from 30/12/1899 to 01/01/1970


def to_arrow(series: pd.Series) -> pa.Array:
    """Return the series as one Arrow array, missing values as nulls."""
    import pyarrow as pa

    array = pa.array(series, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def cell_values(kind: Kind, column: pa.Array) -> pa.Array:
    """Return what the cells hold: numbers for the kinds in ``NUMBERS``, else text; null is an empty cell."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_null(column.type):
        return pa.nulls(len(column), pa.float64() if kind in NUMBERS else pa.string())
    if kind == "money":
        return pc.divide(column.cast(pa.float64()), 100.0)
    if kind == "date":
        return pc.add(column.cast(pa.timestamp("s")).cast(pa.date32()).cast(pa.int32()), _EXCEL_EPOCH_DAYS)
    if kind in NUMBERS:
        return column
    if kind == "flag":
        return pc.if_else(column.cast(pa.bool_()), "Sim", "Não")
    if kind == "choice" and not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return _of_each_word(column, _CHANGES.get(kind, _text))


def clean_text(text: str) -> str:
    """Return ``text`` without what no spreadsheet may hold: control characters, half characters, excess."""
    import pyarrow as pa

    cleaned: str | None = _text(pa.array([text.encode("utf-8", "replace").decode()]))[0].as_py()
    return cleaned or ""


def _of_each_word(column: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return ``change`` of the column; of a column of categories, only of each category."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        return change(column.dictionary.cast(pa.string())).take(column.indices)
    return change(column.cast(pa.string()))


def _text(column: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    if pc.any(pc.match_substring_regex(column, _CONTROL)).as_py():
        column = pc.replace_substring_regex(column, _CONTROL, "")
    if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_TEXT:
        cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(column, 0, MAX_TEXT - 1), "…", "")
        column = pc.if_else(pc.greater(pc.utf8_length(column), MAX_TEXT), cut, column)
    return pc.if_else(pc.equal(pc.binary_length(column), 0), None, column)


def _document(column: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    text = _text(column)
    companies = pc.replace_substring_regex(text, r"^(\w{2})(\w{3})(\w{3})(\w{4})(\w{2})$", r"\1.\2.\3/\4-\5")
    return pc.replace_substring_regex(companies, r"^(\d{3})(\d{3})(\d{3})(\d{2})$", r"\1.\2.\3-\4")


def _choice(column: pa.Array) -> pa.Array:
    import pyarrow as pa

    return _text(pa.array([CHOICE_TITLES.get(word, word) for word in column.to_pylist()], pa.string()))


_CHANGES: dict[Kind, Callable[[pa.Array], pa.Array]] = {"document": _document, "choice": _choice}
