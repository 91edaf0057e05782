"""A layout file as it is written, and every mistake in one, with its line (docs/layouts.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coopcli.errors import Problem
from coopcli.folding import slug
from coopcli.reading import layout_steps
from coopcli.reading.layout_steps import (
    MOST_FIGURES,
    DateOrder,
    Decimal,
    Encoding,
    Fill,
    JoinFile,
    LeaveOutFile,
    MonthDay,
    RowsFile,
    Zeros,
)
from coopcli.rulebook.signed import one_of
from coopcli.rulebook.yaml_text import YamlText
from coopcli.words import FRAMES, Column

OnError = Literal["set_aside", "blank"]
Unit = Literal["percent", "fraction"]
Sign = Literal["debit", "credit"]
Blank = Literal["drop", "keep"]
Hidden = Literal["leave_out", "read"]
FIRST_YEAR_OF_TWO_DIGITS = 1930
"""What Excel takes for the first of the hundred years that two digits mean: 30 is 1930, 29 is 2029."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Values(_Strict):
    exact: dict[str, str] = {}
    prefix: dict[str, str] = {}


class ColumnFile(_Strict):
    headers: list[str] = []
    values: _Values = _Values()
    otherwise: str | None = None
    unit: Unit = "fraction"
    sign: Sign | None = None
    first_year: int = FIRST_YEAR_OF_TWO_DIGITS
    month: MonthDay | None = None
    on_error: OnError | None = None
    when_missing: str = ""
    decimal: Decimal | None = None
    date_order: DateOrder | None = None
    pad: int | None = Field(default=None, ge=1, le=MOST_FIGURES)
    zeros: Zeros | None = None
    fill: Fill | None = None
    constant: str = ""
    join: JoinFile | None = None


class UnpivotFile(_Strict):
    name: str
    value: str
    headers: list[str] = []
    pattern: str = ""
    ignored: list[str] = Field(default=[], alias="except")
    names: dict[str, str] = {}
    blank: Blank = "drop"


class LayoutSource(_Strict):
    """Where a layout's headers were seen, and when somebody last compared them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    system: str
    checked_on: date
    note: str = ""


class LayoutFile(_Strict):
    id: str
    title: str
    frame: str
    source: LayoutSource
    signature: list[str]
    columns: dict[str, ColumnFile]
    unpivot: UnpivotFile | None = None
    hidden: Hidden = "leave_out"
    sheets: list[str] = []
    encoding: Encoding | None = None
    file: str = ""
    header: list[str] = []
    rows: RowsFile | None = None
    decimal: Decimal | None = None
    date_order: DateOrder | None = None

    @model_validator(mode="after")
    def _by_names_of_today(self) -> Self:
        """Take columns by the names that they had before (words.Word.formerly) for what they are."""
        frame = FRAMES.get(self.frame)
        now = {own.formerly: own.name for own in frame.columns if own.formerly} if frame else {}
        self.columns = {now.get(name, name): column for name, column in self.columns.items()}
        return self

    def of_values(self) -> tuple[str, ...]:
        """Return the canonical columns that headers and cells of columns of values fill."""
        return (self.unpivot.name, self.unpivot.value) if self.unpivot else ()


KEYS = tuple(
    dict.fromkeys(
        field.alias or name
        for model in (LayoutFile, ColumnFile, UnpivotFile, _Values, JoinFile, LeaveOutFile, RowsFile, LayoutSource)
        for name, field in model.model_fields.items()
    )
)
"""All keys that a layout may have, anywhere."""


def mistakes_of(raw: LayoutFile, text: YamlText, path: Path) -> Iterator[Problem]:
    if raw.id != f"layouts/{path.stem}":
        yield _mistake(text, ("id",), raw.id, f"layouts/{path.stem} (o nome do arquivo)")
    if not raw.signature and not raw.header:
        yield _mistake(text, ("signature",), "[]", "ao menos um cabeçalho")
    yield from _header_mistakes(raw, text)
    if raw.rows:
        yield from layout_steps.problems_of(layout_steps.row_mistakes(raw.rows), ("rows",), text)
    if raw.frame not in FRAMES:
        yield _mistake(text, ("frame",), raw.frame, one_of(raw.frame, FRAMES))
        return
    frame = FRAMES[raw.frame]
    known = {column.name: column for column in frame.columns}
    for name, column in raw.columns.items():
        if name in known:
            yield from _column_mistakes(known[name], column, text, of_values=name in raw.of_values())
        else:
            yield _mistake(text, ("columns", name), name, f"uma coluna de {raw.frame}: {one_of(name, known)}")
    said = {*raw.columns, *raw.of_values()}
    for column_name in (c.name for c in frame.columns if c.required and c.name not in said):
        yield _mistake(text, ("columns",), f"falta {column_name}", f"as colunas obrigatórias de {raw.frame}")
    if raw.unpivot:
        yield from _unpivot_mistakes(raw.unpivot, known, text)


def _header_mistakes(raw: LayoutFile, text: YamlText) -> Iterator[Problem]:
    """Yield what keeps an export without a header from being recognised, or its columns from being found."""
    if not raw.header:
        if raw.file:
            yield _mistake(text, ("file",), raw.file, "header: os nomes das colunas de um arquivo sem cabeçalho")
        return
    if not raw.file:
        yield _mistake(text, ("header",), "sem file", 'file: o nome do arquivo, como "PARC*.TXT"')
    if raw.signature:
        yield _mistake(text, ("signature",), raw.signature[0], "nenhum: um arquivo sem cabeçalho se conhece pelo nome")
    named = {slug(name) for name in raw.header}
    for name, column in raw.columns.items():
        if column.headers and not named.intersection(map(slug, column.headers)):
            yield _mistake(text, ("columns", name, "headers"), column.headers[0], one_of(column.headers[0], raw.header))


def _unpivot_mistakes(raw: UnpivotFile, known: dict[str, Column], text: YamlText) -> Iterator[Problem]:
    texts = [name for name, column in known.items() if column.kind in ("text", "code")]
    if raw.name not in texts:
        yield _mistake(text, ("unpivot", "name"), raw.name, f"uma coluna de texto: {', '.join(texts)}")
    if raw.value not in known or raw.value == raw.name:
        yield _mistake(text, ("unpivot", "value"), raw.value, f"outra coluna: {', '.join(known)}")
    try:
        re.compile(raw.pattern)
    except re.error:
        yield _mistake(text, ("unpivot", "pattern"), raw.pattern, "uma expressão regular")


def _column_mistakes(column: Column, raw: ColumnFile, text: YamlText, *, of_values: bool) -> Iterator[Problem]:
    place = ("columns", column.name)
    if of_values and raw.headers:
        yield _mistake(text, (*place, "headers"), raw.headers[0], "nenhum cabeçalho: a coluna vem de unpivot")
    made = bool(raw.constant) or raw.join is not None
    if not of_values and not raw.headers and not made:
        yield _mistake(text, (*place, "headers"), "[]", "ao menos um cabeçalho, constant ou join")
    if raw.join and (raw.headers or raw.constant):
        yield _mistake(text, (*place, "join"), raw.join.headers[0], "ou join, ou headers, ou constant")
    declared = {key: getattr(raw, key) for key in layout_steps.KINDS}
    yield from layout_steps.problems_of(layout_steps.kind_mistakes(column, declared), place, text)
    if raw.join:
        yield from layout_steps.problems_of(layout_steps.join_mistakes(raw.join), (*place, "join"), text)
    if column.required and raw.on_error == "blank":
        yield _mistake(text, (*place, "on_error"), "blank", "set_aside: a coluna é obrigatória")
    outcomes = [*raw.values.exact.values(), *raw.values.prefix.values(), raw.otherwise]
    for outcome in outcomes:
        if outcome is not None and outcome not in column.choices and not (column.kind == "count" and outcome.isdigit()):
            yield _mistake(text, (*place, "values"), outcome, f"um de: {', '.join(column.choices) or 'nenhum'}")


def _mistake(text: YamlText, place: tuple[str | int, ...], found: str, expected: str = "") -> Problem:
    return layout_problem(text, text.line(place), f"{'.'.join(map(str, place))}: {found}", expected)


def layout_problem(text: YamlText, line: int, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=text.file, line=line, expected=expected)
