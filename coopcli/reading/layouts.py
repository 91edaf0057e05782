"""Layout files: which export is which, and which header feeds which canonical column (docs/layouts.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coopcli.errors import Problem, RuleError
from coopcli.frames import FRAMES, Column, Frame
from coopcli.reading.headers import slug
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files

OnError = Literal["set_aside", "blank"]
Unit = Literal["percent", "fraction"]
Sign = Literal["debit", "credit"]
MonthDay = Literal["first", "last"]
FIRST_YEAR_OF_TWO_DIGITS = 1930
"""What Excel takes for the first of the hundred years that two digits mean: 30 is 1930, 29 is 2029."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Values(_Strict):
    exact: dict[str, str] = {}
    prefix: dict[str, str] = {}


class _ColumnFile(_Strict):
    headers: list[str]
    values: _Values = _Values()
    otherwise: str | None = None
    unit: Unit = "fraction"
    sign: Sign = "debit"
    first_year: int = FIRST_YEAR_OF_TWO_DIGITS
    month: MonthDay | None = None
    on_error: OnError | None = None
    when_missing: str = ""


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
class Layout:
    """One export: recognised by ``signature`` (normalised headers, all present), it fills ``frame``."""

    id: str
    title: str
    frame: Frame
    signature: tuple[str, ...]
    columns: dict[str, LayoutColumn]
    source: LayoutSource
    file: Path


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
    columns = {key: _layout_column(frame.column(key), value) for key, value in raw.columns.items()}
    signature = tuple(slug(header) for header in raw.signature)
    return Layout(raw.id, raw.title, frame, signature, columns, raw.source, path)


def plain_column(column: Column, header: str) -> LayoutColumn:
    """Return how a column is read by a layout that names its header and nothing else."""
    return _layout_column(column, _ColumnFile(headers=[header]))


def _layout_column(column: Column, raw: _ColumnFile) -> LayoutColumn:
    default: OnError = "blank" if column.kind == "text" and not column.required else "set_aside"
    own_names = {choice: choice for choice in column.choices}
    exact = raw.values.exact or ({} if raw.values.prefix else own_names)
    return LayoutColumn(
        column=column,
        headers=tuple(slug(header) for header in raw.headers),
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
            yield from _column_mistakes(known[name], column, text)
        else:
            yield _mistake(text, ("columns", name), name, f"uma coluna de {raw.frame}: {', '.join(known)}")
    for column_name in (c.name for c in frame.columns if c.required and c.name not in raw.columns):
        yield _mistake(text, ("columns",), f"falta {column_name}", f"as colunas obrigatórias de {raw.frame}")


def _column_mistakes(column: Column, raw: _ColumnFile, text: YamlText) -> Iterator[Problem]:
    place = ("columns", column.name)
    if not raw.headers:
        yield _mistake(text, (*place, "headers"), "[]", "ao menos um cabeçalho")
    if column.required and raw.on_error == "blank":
        yield _mistake(text, (*place, "on_error"), "blank", "set_aside: a coluna é obrigatória")
    outcomes = [*raw.values.exact.values(), *raw.values.prefix.values(), raw.otherwise]
    for outcome in outcomes:
        if outcome is not None and outcome not in column.choices:
            yield _mistake(text, (*place, "values"), outcome, f"um de: {', '.join(column.choices) or 'nenhum'}")


def _mistake(text: YamlText, place: tuple[str | int, ...], found: str, expected: str = "") -> Problem:
    return _problem(text, text.line(place), f"{'.'.join(map(str, place))}: {found}", expected)


def _problem(text: YamlText, line: int, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=text.file, line=line, expected=expected)
