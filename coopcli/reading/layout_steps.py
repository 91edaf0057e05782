"""What a layout declares to be done with an export before its cells are read (docs/layouts.md, "Transformações")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from coopcli.errors import Problem
from coopcli.folding import folded
from coopcli.rulebook.yaml_text import YamlText
from coopcli.words import Column, Kind

Decimal = Literal["point"]
DateOrder = Literal["month_first"]
Zeros = Literal["strip"]
Fill = Literal["merged"]
Encoding = Literal["utf-8", "cp1252", "cp850", "mac_roman"]
MonthDay = Literal["first", "last"]
MOST_FIGURES = 60
"""Of a key that is filled up with zeros."""
VALUES: dict[str, tuple[str, ...]] = {
    "decimal": get_args(Decimal),
    "date_order": get_args(DateOrder),
    "month": get_args(MonthDay),
    "zeros": get_args(Zeros),
    "fill": get_args(Fill),
}
NUMBERS: tuple[Kind, ...] = ("money", "rate", "number", "count", "days", "months")
KINDS: dict[str, tuple[Kind, ...]] = {
    "decimal": NUMBERS,
    "date_order": ("date",),
    "pad": ("code",),
    "zeros": ("code",),
    "join": ("code", "text"),
}
"""Of which kinds of columns a transformation is."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class JoinFile(_Strict):
    headers: list[str] = Field(min_length=2)
    separator: str = ""
    widths: list[int] = []


class LeaveOutFile(_Strict):
    header: str
    any_of: list[str] = Field(default=[], alias="is")
    pattern: str = ""
    blank: bool = False
    because: str


class RowsFile(_Strict):
    leave_out: list[LeaveOutFile] = Field(min_length=1)


@dataclass(frozen=True)
class Join:
    """A key whose parts stand in columns of their own, in the order of ``headers``; ``widths`` (none, or one of each
    part) are filled up with zeros on the left."""

    headers: tuple[str, ...]
    separator: str
    widths: tuple[int, ...]


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no data of this export: those whose cell under ``header`` is one of ``any_of`` (folded), fits
    ``pattern``, or is ``blank``."""

    header: str
    any_of: tuple[str, ...]
    pattern: str
    blank: bool
    because: str


def joined(raw: JoinFile | None) -> Join | None:
    return Join(tuple(raw.headers), raw.separator, tuple(raw.widths)) if raw else None


def left_out(raw: RowsFile | None) -> tuple[LeaveOut, ...]:
    return tuple(
        LeaveOut(one.header, tuple(folded(text) for text in one.any_of), one.pattern, one.blank, one.because)
        for one in (raw.leave_out if raw else ())
    )


COLUMN_KEYS = ("decimal", "date_order", "month", "pad", "zeros", "fill")
"""What may be declared of a column by one line, in the layout or as a correction of the whole column."""


def declared(line: str) -> tuple[str, str | int] | None:
    """Return the key and the value of ``decimal: point`` (or ``decimal=point``); None where it declares nothing."""
    match = re.fullmatch(r"\s*(\w+)\s*[:=]\s*(\w+)\s*", line)
    if not match or match[1] not in COLUMN_KEYS:
        return None
    key, value = match[1], match[2]
    if key == "pad":
        return (key, int(value)) if value.isdecimal() and 0 < int(value) <= MOST_FIGURES else None
    return (key, value) if value in VALUES[key] else None


Mistakes = Iterator[tuple[tuple[str | int, ...], str, str]]
"""Where in the file (path of keys), what was found, what was expected."""


def kind_mistakes(column: Column, declared: dict[str, object]) -> Mistakes:
    """Yield the transformations that a column of its kind cannot have."""
    for key, kinds in KINDS.items():
        if declared.get(key) and column.kind not in kinds:
            yield (key,), f"uma coluna de {column.kind}", f"uma coluna de: {', '.join(kinds)}"
    if declared.get("pad") and declared.get("zeros"):
        yield ("zeros",), "strip", "ou pad, ou zeros: um contradiz o outro"


def join_mistakes(raw: JoinFile) -> Mistakes:
    """Yield what would let two keys become one."""
    if raw.widths and len(raw.widths) != len(raw.headers):
        yield ("widths",), f"{len(raw.widths)} largura(s)", f"uma de cada parte: {len(raw.headers)}"
    elif not raw.separator and not raw.widths:
        yield ("headers",), "partes sem separador nem larguras", "separator ou widths: 1 e 23 seriam o mesmo que 12 e 3"
    if any(width < 1 for width in raw.widths):
        yield ("widths",), str(raw.widths), "larguras de 1 ou mais"


def row_mistakes(raw: RowsFile) -> Mistakes:
    """Yield the filters that say of no row that it goes."""
    for i, one in enumerate(raw.leave_out):
        place = ("leave_out", i)
        if bool(one.any_of) + bool(one.pattern) + one.blank != 1:
            yield (*place, "header"), one.header, "um de: is, pattern, blank"
        if not one.because.strip():
            yield (*place, "because"), "(vazio)", "por que estas linhas não são dados"
        try:
            re.compile(one.pattern)
        except re.error:
            yield (*place, "pattern"), one.pattern, "uma expressão regular"


def problems_of(found: Mistakes, place: tuple[str | int, ...], text: YamlText) -> Iterator[Problem]:
    """Yield mistakes found below ``place`` as problems, each with its line."""
    for path, what, expected in found:
        whole = (*place, *path)
        yield Problem("regra-invalida", f"{'.'.join(map(str, whole))}: {what}", file=text.file, line=text.line(whole),
                      expected=expected)  # fmt: skip
