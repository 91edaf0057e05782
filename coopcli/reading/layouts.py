"""Layout files: which export is which, and which header feeds which canonical column (docs/layouts.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coopcli.errors import Problem, RuleError
from coopcli.frames import FRAMES, Column, Frame
from coopcli.reading.headers import slug
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files

OnError = Literal["set_aside", "blank"]
Unit = Literal["percent", "fraction"]
Sign = Literal["debit", "credit"]
MonthDay = Literal["first", "last"]
Blank = Literal["drop", "keep"]
FIRST_YEAR_OF_TWO_DIGITS = 1930
"""What Excel takes for the first of the hundred years that two digits mean: 30 is 1930, 29 is 2029."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Values(_Strict):
    exact: dict[str, str] = {}
    prefix: dict[str, str] = {}


class _ColumnFile(_Strict):
    headers: list[str] = []
    values: _Values = _Values()
    otherwise: str | None = None
    unit: Unit = "fraction"
    sign: Sign = "debit"
    first_year: int = FIRST_YEAR_OF_TWO_DIGITS
    month: MonthDay | None = None
    on_error: OnError | None = None
    when_missing: str = ""


class _UnpivotFile(_Strict):
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


class _LayoutFile(_Strict):
    id: str
    title: str
    frame: str
    source: LayoutSource
    signature: list[str]
    columns: dict[str, _ColumnFile]
    unpivot: _UnpivotFile | None = None

    def of_values(self) -> tuple[str, ...]:
        """Return the canonical columns that headers and cells of columns of values fill."""
        return (self.unpivot.name, self.unpivot.value) if self.unpivot else ()


@dataclass(frozen=True)
class LayoutColumn:
    """How one canonical column is read.

    ``headers`` are normalised, the preferred first. ``exact`` (normalised texts) and ``prefix`` (as typed)
    turn texts into choices, ``otherwise`` takes what neither knows. ``when_missing`` is read where the cell
    is empty; ``words`` are the texts that the clerk may write. ``sign`` is the side of the ledger, D or C, on which
    an amount is above zero; ``first_year`` begins the hundred years that two digits mean; ``month`` is the day that a
    month alone (10/2026) stands for.
    """

    column: Column
    headers: tuple[str, ...]
    exact: dict[str, str]
    prefix: dict[str, str]
    otherwise: str | None
    unit: Unit
    on_error: OnError
    when_missing: str
    words: tuple[str, ...]
    sign: Sign = "debit"
    first_year: int = FIRST_YEAR_OF_TWO_DIGITS
    month: MonthDay | None = None


@dataclass(frozen=True)
class Unpivot:
    """Columns of values: each filled cell is a row of the frame, its header in ``name`` and itself in ``value``.

    They are those of ``headers`` (normalised) or those that fit ``pattern``; where there is neither, all that feed
    nothing else and are not ``ignored``. ``names`` says what a header (normalised) is called in the frame.
    ``keeps_blank``: an empty cell is a value too.
    """

    name: str
    value: str
    headers: tuple[str, ...]
    pattern: str
    ignored: tuple[str, ...]
    names: dict[str, str]
    keeps_blank: bool

    def takes(self, header: str) -> bool:
        """Return whether a column of this header, that feeds nothing else, is one of values."""
        own = slug(header)
        if not own or own in self.ignored:
            return False
        if self.headers or self.pattern:
            return own in self.headers or bool(self.pattern and re.search(self.pattern, header))
        return True

    def name_of(self, header: str) -> str:
        """Return what the frame calls the values under ``header``."""
        return self.names.get(slug(header), " ".join(header.split()))


@dataclass(frozen=True)
class Layout:
    """One export: recognised by ``signature`` (normalised headers, all present), it fills ``frame``."""

    id: str
    title: str
    frame: Frame
    signature: tuple[str, ...]
    columns: dict[str, LayoutColumn]
    source: LayoutSource
    file: Path
    unpivot: Unpivot | None = None


def load_layouts(folders: Sequence[Path]) -> list[Layout]:
    """Return the layouts of ``folders``; a later folder replaces earlier ids (a cooperative's own file wins).

    Raises RuleError with every mistake found, each with file and line.
    """
    layouts: dict[str, Layout] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in yaml_files(folder):
            try:
                layout = read_layout(path)
            except RuleError as error:
                problems += error.problems
            else:
                layouts[layout.id] = layout
    if problems:
        raise RuleError(problems)
    return list(layouts.values())


def read_layout(path: Path) -> Layout:
    """Return the layout in ``path``; RuleError with file and line where it is not as docs/layouts.md says."""
    name = f"{path.parent.name}/{path.name}"
    text = read_yaml(path, name)
    try:
        raw = _LayoutFile.model_validate(text.data)
    except ValidationError as error:
        raise RuleError([_problem(text, m.line, m.found, m.expected) for m in mistakes(error, text)]) from error
    problems = list(_mistakes(raw, text, path))
    if problems:
        raise RuleError(problems)
    frame = FRAMES[raw.frame]
    said = {**raw.columns, **{name: raw.columns.get(name, _ColumnFile()) for name in raw.of_values()}}
    columns = {key: _layout_column(frame.column(key), value) for key, value in said.items()}
    return Layout(
        raw.id, raw.title, frame, _slugs(raw.signature), columns, raw.source, path, _unpivot(raw.unpivot)
    )  # fmt: skip


def _unpivot(raw: _UnpivotFile | None) -> Unpivot | None:
    if raw is None:
        return None
    names = {slug(header): name for header, name in raw.names.items()}
    return Unpivot(
        raw.name, raw.value, _slugs(raw.headers), raw.pattern, _slugs(raw.ignored), names, raw.blank == "keep"
    )  # fmt: skip


def _slugs(headers: Sequence[str]) -> tuple[str, ...]:
    return tuple(slug(header) for header in headers)


def plain_column(column: Column, header: str) -> LayoutColumn:
    """Return how a column is read by a layout that names its header and nothing else."""
    return _layout_column(column, _ColumnFile(headers=[header]))


def _layout_column(column: Column, raw: _ColumnFile) -> LayoutColumn:
    default: OnError = "blank" if column.kind == "text" and not column.required else "set_aside"
    own_names = {choice: choice for choice in column.choices}
    exact = raw.values.exact or ({} if raw.values.prefix else own_names)
    return LayoutColumn(
        column=column,
        headers=_slugs(raw.headers),
        exact={slug(text): choice for text, choice in exact.items()},
        prefix=raw.values.prefix,
        otherwise=raw.otherwise,
        unit=raw.unit,
        on_error=raw.on_error or default,
        when_missing=raw.when_missing,
        words=(*exact, *(f"{prefix}…" for prefix in raw.values.prefix)),
        sign=raw.sign,
        first_year=raw.first_year,
        month=raw.month,
    )


def _mistakes(raw: _LayoutFile, text: YamlText, path: Path) -> Iterator[Problem]:
    if raw.id != f"layouts/{path.stem}":
        yield _mistake(text, ("id",), raw.id, f"layouts/{path.stem} (o nome do arquivo)")
    if not raw.signature:
        yield _mistake(text, ("signature",), "[]", "ao menos um cabeçalho")
    if raw.frame not in FRAMES:
        yield _mistake(text, ("frame",), raw.frame, f"um de: {', '.join(FRAMES)}")
        return
    frame = FRAMES[raw.frame]
    known = {column.name: column for column in frame.columns}
    for name, column in raw.columns.items():
        if name in known:
            yield from _column_mistakes(known[name], column, text, of_values=name in raw.of_values())
        else:
            yield _mistake(text, ("columns", name), name, f"uma coluna de {raw.frame}: {', '.join(known)}")
    said = {*raw.columns, *raw.of_values()}
    for column_name in (c.name for c in frame.columns if c.required and c.name not in said):
        yield _mistake(text, ("columns",), f"falta {column_name}", f"as colunas obrigatórias de {raw.frame}")
    if raw.unpivot:
        yield from _unpivot_mistakes(raw.unpivot, known, text)


def _unpivot_mistakes(raw: _UnpivotFile, known: dict[str, Column], text: YamlText) -> Iterator[Problem]:
    texts = [name for name, column in known.items() if column.kind in ("text", "code")]
    if raw.name not in texts:
        yield _mistake(text, ("unpivot", "name"), raw.name, f"uma coluna de texto: {', '.join(texts)}")
    if raw.value not in known or raw.value == raw.name:
        yield _mistake(text, ("unpivot", "value"), raw.value, f"outra coluna: {', '.join(known)}")
    try:
        re.compile(raw.pattern)
    except re.error:
        yield _mistake(text, ("unpivot", "pattern"), raw.pattern, "uma expressão regular")


def _column_mistakes(column: Column, raw: _ColumnFile, text: YamlText, *, of_values: bool) -> Iterator[Problem]:
    place = ("columns", column.name)
    if of_values and raw.headers:
        yield _mistake(text, (*place, "headers"), raw.headers[0], "nenhum cabeçalho: a coluna vem de unpivot")
    if not of_values and not raw.headers:
        yield _mistake(text, (*place, "headers"), "[]", "ao menos um cabeçalho")
    if column.required and raw.on_error == "blank":
        yield _mistake(text, (*place, "on_error"), "blank", "set_aside: a coluna é obrigatória")
    outcomes = [*raw.values.exact.values(), *raw.values.prefix.values(), raw.otherwise]
    for outcome in outcomes:
        if outcome is not None and outcome not in column.choices and not (column.kind == "count" and outcome.isdigit()):
            yield _mistake(text, (*place, "values"), outcome, f"um de: {', '.join(column.choices) or 'nenhum'}")


def _mistake(text: YamlText, place: tuple[str | int, ...], found: str, expected: str = "") -> Problem:
    return _problem(text, text.line(place), f"{'.'.join(map(str, place))}: {found}", expected)


def _problem(text: YamlText, line: int, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=text.file, line=line, expected=expected)
