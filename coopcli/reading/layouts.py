"""Layout files: which export is which, and which header feeds which canonical column (docs/layouts.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from coopcli.errors import Problem, RuleError
from coopcli.folding import folded, slug
from coopcli.reading.layout_file import (
    FIRST_YEAR_OF_TWO_DIGITS,
    KEYS,
    ColumnFile,
    LayoutFile,
    LayoutSource,
    OnError,
    Sign,
    Unit,
    UnpivotFile,
    layout_problem,
    mistakes_of,
)
from coopcli.reading.layout_steps import (
    KINDS,
    DateOrder,
    Decimal,
    Encoding,
    Fill,
    Join,
    LeaveOut,
    MonthDay,
    Zeros,
    joined,
    left_out,
)
from coopcli.rulebook.mistakes import mistakes
from coopcli.rulebook.yaml_text import read_yaml, yaml_files
from coopcli.words import FRAMES, Column, Frame


@dataclass(frozen=True)
class LayoutColumn:
    """How one canonical column is read.

    ``headers`` are normalised, the preferred first. ``exact`` (normalised texts) and ``prefix`` (as typed)
    turn texts into choices, ``otherwise`` takes what neither knows. ``when_missing`` is read where the cell
    is empty; ``words`` are the texts that the clerk may write. ``sign`` is the side of the ledger, D or C, on which
    an amount is above zero (None: D, or where either may be, nobody knows); ``first_year`` begins the hundred years
    that two digits mean; ``month`` is the day that a month alone (10/2026) stands for.

    The rest is done to the cells before they are read (transform.py): a decimal ``point``, dates with the month first,
    keys filled up to ``pad`` figures or without the zeros before them, merged cells ``fill``-ed down, one ``constant``
    for all rows, a key that is a ``join`` of parts.
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
    sign: Sign | None = None
    first_year: int = FIRST_YEAR_OF_TWO_DIGITS
    month: MonthDay | None = None
    written: tuple[str, ...] = ()  # the headers as the layout writes them
    decimal: Decimal | None = None
    date_order: DateOrder | None = None
    pad: int | None = None
    zeros: Zeros | None = None
    fill: Fill | None = None
    constant: str = ""
    join: Join | None = None

    @property
    def made_of(self) -> str:
        """How a column that the export has not is made; '' where it has it."""
        return f"constant: {self.constant}" if self.constant else " + ".join(self.join.headers) if self.join else ""


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
    """One export: recognised by ``signature`` (normalised headers, all present), it fills ``frame``.

    ``reads_hidden``: hidden sheets, rows and columns are read like any other. ``sheets`` (folded names; none: all) are
    those that it reads of a workbook, ``encoding`` is that of its texts (None: told by what they say), ``leave_out``
    the rows that are no data of it. An export without a header is recognised by the name of its file
    (``name_pattern``) and by having as many columns as there are names in ``header``.
    """

    id: str
    title: str
    frame: Frame
    signature: tuple[str, ...]
    columns: dict[str, LayoutColumn]
    source: LayoutSource
    file: Path
    unpivot: Unpivot | None = None
    reads_hidden: bool = False
    sheets: tuple[str, ...] = ()
    encoding: Encoding | None = None
    name_pattern: str = ""
    header: tuple[str, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()


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


def read_layout(path: Path, place: Path | None = None) -> Layout:
    """Return the layout in ``path``, that will stand at ``place`` (None: there); RuleError with file and line where it
    is not as docs/layouts.md says."""
    named = place or path
    name = f"{named.parent.name}/{named.name}"
    text = read_yaml(path, name)
    try:
        raw = LayoutFile.model_validate(text.data)
    except ValidationError as error:
        raise RuleError(
            [layout_problem(text, m.line, m.found, m.expected) for m in mistakes(error, text, keys=KEYS)]
        ) from error
    problems = list(mistakes_of(raw, text, named))
    if problems:
        raise RuleError(problems)
    columns = _columns(raw)
    unread = [column for column in columns.values() if column.constant and not _is_readable(column)]
    if unread:
        lines = [(column, ("columns", column.column.name, "constant")) for column in unread]
        expected = "um valor que se leia na coluna"
        raise RuleError([layout_problem(text, text.line(at), one.constant, expected) for one, at in lines])
    return _layout(raw, columns, path)


def _columns(raw: LayoutFile) -> dict[str, LayoutColumn]:
    """Return how each column is read, those of values included."""
    frame = FRAMES[raw.frame]
    of_all = {"decimal": raw.decimal, "date_order": raw.date_order}
    own = {name: _with_defaults(frame.column(name), column, of_all) for name, column in raw.columns.items()}
    said = {**own, **{name: own.get(name, ColumnFile()) for name in raw.of_values()}}
    return {key: _layout_column(frame.column(key), value) for key, value in said.items()}


def _layout(raw: LayoutFile, columns: dict[str, LayoutColumn], path: Path) -> Layout:
    return Layout(
        raw.id,
        raw.title,
        FRAMES[raw.frame],
        _slugs(raw.signature),
        columns,
        raw.source,
        path,
        _unpivot(raw.unpivot),
        reads_hidden=raw.hidden == "read",
        sheets=tuple(map(folded, raw.sheets)),
        encoding=raw.encoding,
        name_pattern=folded(raw.file),
        header=tuple(raw.header),
        leave_out=left_out(raw.rows),
    )


def _with_defaults(column: Column, raw: ColumnFile, of_all: Mapping[str, object]) -> ColumnFile:
    """Return a column with what the layout says of all columns of its kind."""
    mine = {key: value for key, value in of_all.items() if column.kind in KINDS[key] and getattr(raw, key) is None}
    return raw.model_copy(update=mine)


def _is_readable(column: LayoutColumn) -> bool:
    """Return whether the constant of a column is read as a value of it."""
    import pyarrow as pa

    from coopcli.reading.cells import parse  # which reads columns of layouts

    return not parse(pa.array([column.constant]), column, "csv").faults.any()


def _unpivot(raw: UnpivotFile | None) -> Unpivot | None:
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
    return _layout_column(column, ColumnFile(headers=[header]))


def _layout_column(column: Column, raw: ColumnFile) -> LayoutColumn:
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
        written=tuple(raw.headers),
        decimal=raw.decimal,
        date_order=raw.date_order,
        pad=raw.pad,
        zeros=raw.zeros,
        fill=raw.fill,
        constant=raw.constant,
        join=joined(raw.join),
    )


def headers_of(layout: Layout, column: str) -> tuple[str, ...]:
    """Return the headers under which a layout reads a canonical column, as it writes them; none where it does not."""
    return layout.columns[column].written if column in layout.columns else ()
