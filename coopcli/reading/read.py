"""A folder of exports in, canonical frames out, with every problem and its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli import contained
from coopcli.errors import DataError, Problem
from coopcli.reading.excel_file import BOOK
from coopcli.reading.files import MAX_FILE_BYTES, WORKBOOK_SUFFIXES, open_file
from coopcli.reading.foreign.facts import too_large
from coopcli.reading.headers import column_letters
from coopcli.reading.kept import empty_aside
from coopcli.reading.layouts import Layout, headers_of
from coopcli.reading.raw import NO_HEADER, Grid, RawTable
from coopcli.reading.recognise import (
    Match,
    ambiguous,
    columns_of,
    encodings_of,
    recognise,
    unexpected_header,
    unrecognised,
)
from coopcli.reading.repeated import amounts, repeated, repeated_code, repeated_problems
from coopcli.reading.replaced import NOTHING, Replacements, replaced, with_declared
from coopcli.reading.table import Reading, read_table
from coopcli.reading.transform import transformed
from coopcli.reading.unpivot import value_places, value_problems
from coopcli.reading.unseen import hidden_sheet, other_sheet
from coopcli.results import SourceFile, Transformation
from coopcli.words import FRAMES, Frame

if TYPE_CHECKING:
    import pandas as pd

_IGNORED_PREFIXES = (".", "~$")
_OWN_WORKBOOK = "problemas.xlsx"
_ASIDE_COLUMNS = ["source", "source_row", "file", "frame", "code", "cents"]


@dataclass(frozen=True)
class Exports:
    """All that was read.

    ``frames`` has every frame of ``frames.FRAMES`` (empty where no file gave it), ``source`` pointing into
    ``sources``; ``set_aside`` a row for each row not used: source, source_row, file, frame, code, cents; ``aside`` has
    of each frame what of those rows could be read (Frame.empty_aside).
    """

    frames: dict[str, pd.DataFrame]
    sources: list[SourceFile]
    problems: list[Problem]
    set_aside: pd.DataFrame
    aside: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class _Sheet:
    """A sheet as far as it came: ``reading`` is None where it was not recognised or could not be read."""

    source: SourceFile
    problems: list[Problem]
    reading: Reading | None = None


def read_folder(folder: Path, layouts: Sequence[Layout]) -> Exports:
    """Read every file of ``folder`` in the order of names; DataError where there is no such folder."""
    if not folder.is_dir():
        raise DataError([Problem("arquivo-nao-encontrado", str(folder), file=folder.name)])
    return read_paths(export_files(folder), layouts)


def export_files(folder: Path) -> list[Path]:
    """Return the files that a reading of ``folder`` takes, sorted by name."""
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith(_IGNORED_PREFIXES))
    return sorted((path for path in files if path.name != _OWN_WORKBOOK), key=lambda path: path.name)


def read_paths(
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    on_file: Callable[[str], None] | None = None,
    replacements: Replacements = NOTHING,
) -> Exports:
    """Read the files in the order given; ``on_file`` is told each name before its turn.

    ``replacements`` are read in the place of what the files have in those cells.

    Raises DataError, with all of them, for the paths that do not exist.
    """
    absent = [path for path in paths if not path.is_file()]
    if absent:
        raise DataError([Problem("arquivo-nao-encontrado", str(path), file=path.name) for path in absent])
    if any(path.suffix.lower() in WORKBOOK_SUFFIXES for path in paths):
        contained.prepare(BOOK)
    sheets: list[_Sheet] = []
    for path in paths:
        if on_file:
            on_file(path.name)
        sheets += _read_file(path, layouts, replacements)
    return _together(sheets)


# --- one file -------------------------------------------------------------------------------------


def _read_file(path: Path, layouts: Sequence[Layout], replacements: Replacements) -> list[_Sheet]:
    try:
        path.name.encode()
    except UnicodeEncodeError:
        shown = path.name.encode(errors="backslashreplace").decode()
        found, expected = "nome que não está em UTF-8", "um nome que todo programa saiba escrever"
        wrong = Problem("arquivo-ilegivel", found, file=shown, expected=expected, remedy="mude o nome do arquivo")
        return [_Sheet(_source(shown), [wrong])]
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            expected = f"até {MAX_FILE_BYTES / 1e9:.1f} GB"
            return [_Sheet(_source(path.name), too_large(f"{size / 1e9:.1f} GB", expected, path.name).problems)]
        content = path.read_bytes()
    except PermissionError:
        return [_Sheet(_source(path.name), [Problem("sem-permissao", path.name, file=path.name)])]
    except OSError as error:
        return [_Sheet(_source(path.name), [Problem("falha-de-disco", error.strerror or "", file=path.name)])]
    with ThreadPoolExecutor(1) as pool:
        digest = pool.submit(lambda: hashlib.sha256(content).hexdigest())
        sheets = list(_read_sheets(path.name, content, layouts, replacements))
        return [_with_digest(sheet, digest.result()) for sheet in sheets]


def _read_sheets(file: str, content: bytes, layouts: Sequence[Layout], replacements: Replacements) -> Iterator[_Sheet]:
    try:
        for grids in open_file(file, content, encodings_of(layouts)):
            yield _read_sheet(file, grids, layouts, replacements)
    except DataError as error:
        yield _Sheet(_source(file), error.problems)
    except UnicodeDecodeError as error:
        found = f"caractere que não é UTF-8 nem Windows-1252: byte {error.object[error.start]:#04x}"
        yield _Sheet(_source(file), [Problem("arquivo-ilegivel", found, file=file)])


def _read_sheet(
    file: str, grids: Sequence[Grid], layouts: Sequence[Layout], replacements: Replacements
) -> _Sheet:  # fmt: skip
    match = recognise(grids, layouts, file)
    if match is None and grids[0].hidden:
        known = recognise(grids, [replace(layout, reads_hidden=True) for layout in layouts])
        source = replace(_source(file, grids[0].sheet), hidden=True)
        return _Sheet(source, [hidden_sheet(grids[0], known.layouts if known else [], file)])
    if match is None and (other := recognise(grids, [replace(one, sheets=()) for one in layouts if one.sheets], file)):
        named = next(one for one in layouts if one.id == other.layouts[0].id)
        return _Sheet(_source(file, grids[0].sheet), [other_sheet(grids[0], named, file)])
    if match is None:
        return _Sheet(_source(file, grids[0].sheet), [unrecognised(grids, layouts, file)])
    if len(match.layouts) > 1:
        return _Sheet(_source(file, match.grid.sheet), [ambiguous(match, file)])
    return _read_recognised(file, match, match.layouts[0], replacements)


def _read_recognised(file: str, match: Match, layout: Layout, replacements: Replacements) -> _Sheet:
    if problems := unexpected_header(match, file):
        return _Sheet(_source(file, match.grid.sheet), problems)
    table, fixed = replaced(_table(match), file, replacements)
    source = SourceFile(
        file,
        table.sheet,
        sha256="",
        layout=layout.id,
        layout_title=layout.title,
        frame=layout.frame.name,
        header_row=table.header_row,
        hidden=match.grid.hidden,
    )
    positions, problems = columns_of(table, layout, file)
    layout = with_declared(layout, table, positions, file, replacements)
    made = transformed(table, layout, positions, file, fixed)
    table, positions = made.table, made.positions
    values = value_places(table.headers, layout, positions.values())
    problems += [*made.problems, *value_problems(table, layout, values, file)]
    if problems:
        return _Sheet(source, problems)
    try:
        reading = read_table(table, layout, positions, file)
    except DataError as error:
        return _Sheet(source, error.problems)
    source = replace(source, transformations=(*_of_the_file(match, layout), *made.done, *reading.left_out))
    seen = {name: table.seen(place) for name, place in positions.items()}
    letters = {name: column_letters(table.first_column + place) for name, place in seen.items() if place >= 0}
    by_header = {table.headers[place]: column_letters(table.first_column + place) for place in values}
    if layout.unpivot:
        ends = " a ".join(dict.fromkeys(list(by_header.values())[:: max(len(by_header) - 1, 1)]))
        letters |= dict.fromkeys((layout.unpivot.name, layout.unpivot.value), ends)
        by_header = {layout.unpivot.name_of(header): letter for header, letter in by_header.items()}
    absent = {column.name: " ou ".join(headers_of(layout, column.name)) for column in layout.frame.columns}
    absent = {name: headers for name, headers in absent.items() if name not in positions and name not in letters}
    told = replace(source, columns=letters, value_columns=by_header, absent_columns=absent)
    return _Sheet(told, reading.problems, reading)


def _of_the_file(match: Match, layout: Layout) -> Iterator[Transformation]:
    """Yield what the layout declares of the file as a whole, and was needed to read it."""
    if match.grid.encoding:
        yield Transformation(f"encoding: {layout.encoding}", "", "", 1, "arquivo")
    if match.header == NO_HEADER:
        yield Transformation("header: sem cabeçalho", "", "", len(layout.header), "coluna(s)")
    if layout.sheets and match.grid.sheet:
        yield Transformation(f"sheets: {match.grid.sheet}", "", "", 1, "aba")


def _table(match: Match) -> RawTable:
    """Return the rows below the header, with what stands above them."""
    loaded = match.grid.load(match.header)
    headers = [*(match.headers or []), *loaded.headers[len(match.headers or []) :]]
    return replace(loaded, headers=headers, above=match.grid.preview[: match.header + 1])


def _source(file: str, sheet: str = "") -> SourceFile:
    """Return the source of a sheet that no layout has recognised."""
    return SourceFile(file, sheet, sha256="", layout="", layout_title="", frame="", header_row=0)


def _with_digest(sheet: _Sheet, sha256: str) -> _Sheet:
    return replace(sheet, source=replace(sheet.source, sha256=sha256))


# --- all files ------------------------------------------------------------------------------------


def _together(sheets: Sequence[_Sheet]) -> Exports:
    import pandas as pd

    problems = [problem for sheet in sheets for problem in sheet.problems]
    files = [sheet.source.name for sheet in sheets]
    frames: dict[str, pd.DataFrame] = {}
    aside = [_set_aside(i, sheet) for i, sheet in enumerate(sheets) if sheet.reading]
    kept_aside = {frame.name: _aside(sheets, frame) for frame in FRAMES.values()}
    for frame in FRAMES.values():
        rows = _concatenated(sheets, frame)
        again = repeated(rows, frame)
        if again.any():
            problems += repeated_problems(rows, frame, again, [sheet.reading for sheet in sheets], files)
            aside.append(_repeated_rows(rows[again], frame, files))
            kept_aside[frame.name] = joined_aside(kept_aside[frame.name], rows[again], repeated_code(frame))
            rows = rows[~again].reset_index(drop=True)
        frames[frame.name] = rows
    set_aside = pd.concat([_no_rows_aside(), *aside], ignore_index=True)
    sources = [_counted(i, sheet, frames, set_aside) for i, sheet in enumerate(sheets)]
    return Exports(frames, sources, problems, set_aside, kept_aside)


def _aside(sheets: Sequence[_Sheet], frame: Frame) -> pd.DataFrame:
    import pandas as pd

    parts = [
        sheet.reading.aside.assign(source=i)
        for i, sheet in enumerate(sheets)
        if sheet.reading and sheet.reading.layout.frame is frame and len(sheet.reading.aside)
    ]
    empty = empty_aside(frame)
    return pd.concat(parts, ignore_index=True)[list(empty.columns)] if parts else empty.copy()


def joined_aside(aside: pd.DataFrame, rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return the rows set aside with more, that could be read and are not used because of ``code``."""
    import pandas as pd

    more = rows.assign(code=code).astype(aside.dtypes)
    return pd.concat([aside, more], ignore_index=True) if len(aside) else more.reset_index(drop=True)


def _concatenated(sheets: Sequence[_Sheet], frame: Frame) -> pd.DataFrame:
    import pandas as pd

    parts = [
        sheet.reading.frame.assign(source=i)
        for i, sheet in enumerate(sheets)
        if sheet.reading and sheet.reading.layout.frame is frame and len(sheet.reading.frame)
    ]
    empty = _empty(frame)
    return pd.concat(parts, ignore_index=True)[list(empty.columns)] if parts else empty.copy()


@cache
def _empty(frame: Frame) -> pd.DataFrame:
    """Return the frame without rows, made once."""
    return frame.empty()


def _no_rows_aside() -> pd.DataFrame:
    import pandas as pd

    numbers, words = pd.Series(dtype="int64"), pd.Series(dtype="str")
    columns = {
        "source": numbers,
        "source_row": numbers,
        "file": words,
        "frame": words,
        "code": words,
        "cents": numbers,
    }
    return pd.DataFrame(columns)


def _set_aside(source: int, sheet: _Sheet) -> pd.DataFrame:
    assert sheet.reading is not None
    rows = sheet.reading.set_aside
    return rows.assign(source=source, file=sheet.source.name, frame=sheet.source.frame)[_ASIDE_COLUMNS]


def _repeated_rows(rows: pd.DataFrame, frame: Frame, files: Sequence[str]) -> pd.DataFrame:
    names = [files[source] for source in rows["source"]]
    found = rows[["source", "source_row"]].assign(file=names, frame=frame.name, code=repeated_code(frame))
    return found.assign(cents=amounts(rows, frame))[_ASIDE_COLUMNS]


def _counted(i: int, sheet: _Sheet, frames: dict[str, pd.DataFrame], set_aside: pd.DataFrame) -> SourceFile:
    """Return the source with its rows and reais: those used and those set aside add up to those read."""
    if sheet.reading is None:
        return sheet.source
    frame = sheet.reading.layout.frame
    used = frames[frame.name]
    mine = (used["source"] == i).to_numpy()
    aside = set_aside[set_aside["source"] == i]
    rows_used, rows_aside = int(mine.sum()), len(aside)
    if sheet.reading.layout.unpivot:  # a row of the file is several of the frame
        rows = set(used.loc[mine, "source_row"])
        rows_used, rows_aside = len(rows), len(set(aside["source_row"]) - rows)
    cents_used, cents_aside = int(amounts(used, frame)[mine].sum()), int(aside["cents"].sum())
    return replace(
        sheet.source,
        rows_read=rows_used + rows_aside,
        rows_used=rows_used,
        rows_set_aside=rows_aside,
        cents_read=cents_used + cents_aside,
        cents_used=cents_used,
        cents_set_aside=cents_aside,
        footer_cents=sheet.reading.footer_cents,
    )
