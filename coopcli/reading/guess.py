"""A layout proposed for an export that none recognises: each column by the words of its header and by its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopcli.errors import DataError, Problem
from coopcli.folding import slug
from coopcli.reading.files import open_file
from coopcli.reading.guess_cells import Cells, cells_of, fit, readers
from coopcli.reading.guess_words import Vocabulary, vocabulary
from coopcli.reading.headers import slugs
from coopcli.reading.layouts import Layout, LayoutColumn, Unpivot
from coopcli.reading.raw import Grid, RawTable
from coopcli.reading.recognise import encodings_of, recognise
from coopcli.words import FRAMES, Column, Frame

SURE, DOUBTFUL = 0.75, 0.45
"""From ``SURE`` on a column is taken for what it seems; between the two it is proposed and marked as in doubt."""
_WORDS_WEIGHT, _CELLS_WEIGHT = 0.6, 0.4
_NO_WORDS, _CERTAIN_WORDS = 0.35, 0.9
_CERTAIN_CELLS, _BY_CELLS_ALONE = 0.9, 0.5
_STRANGE_CELLS, _STRANGE = 0.3, 0.6
_TELLING_KINDS = ("document", "choice")
"""Check digits and closed lists tell what a column is whatever it is called."""
_NEAR = 0.25
_ABSENT = 0.5
"""What a required column that no header gives takes from the score of a frame."""
_LONGEST_HEADER = 120
_SHORTEST_SIGNATURE = 2
_LEAST_SURE, _HALF, _MOST_EXPLAINED = 3, 0.5, 0.8
"""A file is of a subject where so many headers are surely its own, and so much of all headers is explained."""
_A_VALUE = 0.6
"""What a column of values adds to the score of a frame."""


@dataclass(frozen=True)
class Found:
    """A header of the export taken for a canonical column; ``words`` and ``cells`` say how much each likens it.

    ``rivals`` are other columns that the header might as well be: what is like two things is in doubt.
    """

    column: Column
    header: str
    position: int
    confidence: float
    words: float
    cells: float
    rivals: tuple[Column, ...] = ()

    @property
    def is_by_name(self) -> bool:
        """Whether the header is one of the column's own names."""
        return self.words == 1

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE and not self.rivals


@dataclass(frozen=True)
class Guess:
    """What an export seems to be.

    ``found`` in the order of the frame; ``missing`` are required columns that no header gives, ``unused`` headers that
    feed nothing. ``known`` is the layout that reads the file already, if one does. ``unpivot`` names
    the columns of values, where the export has one for each product, family or question.
    """

    file: str
    table: RawTable
    frame: Frame
    found: tuple[Found, ...]
    missing: tuple[Column, ...]
    unused: tuple[str, ...]
    signature: tuple[str, ...]
    known: Layout | None
    cells: tuple[Cells, ...]
    unpivot: Unpivot | None = None


@dataclass(frozen=True)
class _Sheet:
    """A table of the file, the cells of its columns, and the layout that reads it already."""

    table: RawTable
    cells: tuple[Cells, ...]
    known: Layout | None


@dataclass(frozen=True)
class _Subject:
    """A frame that a table may be, and how each of its columns is read."""

    frame: Frame
    columns: dict[str, LayoutColumn]
    words: Vocabulary
    unpivot: Unpivot | None = None


@dataclass(frozen=True)
class _Try:
    """A sheet taken for a subject: the columns found, and the positions of the columns of values, if it has any."""

    sheet: _Sheet
    subject: _Subject
    found: list[Found]
    values: tuple[int, ...] = ()

    @property
    def score(self) -> float:
        return _score(self.found, self.subject.frame, self.of_values) + _A_VALUE * len(self.values)

    @property
    def of_values(self) -> tuple[str, ...]:
        unpivot = self.subject.unpivot
        return (unpivot.name, unpivot.value) if unpivot and self.values else ()

    @property
    def explained(self) -> float:
        """The share of the headers that are taken for something."""
        return (len(self.found) + len(self.values)) / max(len([h for h in self.sheet.table.headers if h]), 1)

    def fits(self) -> bool:
        """Whether enough speaks for it: headers explained, some of them surely, and of the required ones too."""
        required = [column.name for column in self.subject.frame.columns if column.required]
        given = [item for item in self.found if item.column.name in required]
        sure = sum(item.is_sure for item in self.found)
        least = min(_LEAST_SURE, len(self.found))
        told = len(given) + len(self.of_values)
        return sure >= max(least, 2) and self.explained >= _HALF and 2 * told >= len(required) and bool(told)


def guess_layout(file: str, content: bytes, layouts: Sequence[Layout], frame: str = "") -> Guess:
    """Return the likeliest frame of a file, or how ``frame`` fits it; DataError where nothing in it is known."""
    words = vocabulary(layouts)
    frames = [FRAMES[frame]] if frame else list(FRAMES.values())
    subjects = [_Subject(one, readers(one, layouts), words, _unpivot_of(one, layouts)) for one in frames]
    sheets = _sheets(file, content, layouts)
    best = _best_try([_Try(sheet, subject, _matched(sheet, subject)) for sheet in sheets for subject in subjects])
    if best is None or len(best.found) < _SHORTEST_SIGNATURE or not (frame or best.fits()):
        raise DataError([_none(file, best)])
    sheet, subject = best.sheet, best.subject
    found = [*best.found, *_by_cells_alone(best)]
    order = list(subject.columns)
    found.sort(key=lambda item: order.index(item.column.name))
    taken = {item.position for item in found} | set(best.values)
    return Guess(
        file=file,
        table=sheet.table,
        frame=subject.frame,
        found=tuple(found),
        missing=tuple(_missing(found, subject.frame, best.of_values)),
        unused=tuple(header for place, header in enumerate(sheet.table.headers) if header and place not in taken),
        signature=_signature(found, sheet, layouts),
        known=sheet.known,
        cells=sheet.cells,
        unpivot=_own_unpivot(best),
    )


def _best_try(plain: Sequence[_Try]) -> _Try | None:
    """Return the likeliest; a table most of which is explained as it stands has no columns of values."""
    best = max(plain, key=lambda one: one.score, default=None)
    if best is None or (best.fits() and best.explained >= _MOST_EXPLAINED):
        return best
    return max([best, *filter(None, map(_with_values, plain))], key=lambda one: one.score)


def _none(file: str, best: _Try | None) -> Problem:
    """Return the problem of a file that is nothing that coopcli knows."""
    found = "nenhum assunto conhecido"
    if best is not None and best.found:
        headers = [header for header in best.sheet.table.headers if header]
        explained = len(best.found) + len(best.values)
        found += f"; o mais parecido, {best.subject.frame.title}, explica {explained} de {len(headers)} cabeçalhos"
    expected = "uma tabela com cabeçalho, de um dos assuntos que coopcli layouts list mostra"
    remedy = "se o arquivo é mesmo de um deles, diga qual com --frame; respostas de um formulário lê coopcli nps"
    return Problem("arquivo-nao-reconhecido", found, file=file, expected=expected, remedy=remedy)


def _missing(found: Sequence[Found], frame: Frame, of_values: Sequence[str] = ()) -> Iterator[Column]:
    given = {*(item.column.name for item in found), *of_values}
    yield from (column for column in frame.columns if column.required and column.name not in given)


# --- the header -----------------------------------------------------------------------------------


def _sheets(file: str, content: bytes, layouts: Sequence[Layout]) -> list[_Sheet]:
    try:
        return [
            sheet
            for grids in open_file(file, content, encodings_of(layouts))
            if (sheet := _sheet(grids, layouts, file))
        ]
    except UnicodeDecodeError as error:
        raise DataError([Problem("arquivo-ilegivel", "caracteres que não são texto", file=file)]) from error


def _sheet(grids: Sequence[Grid], layouts: Sequence[Layout], file: str) -> _Sheet | None:
    """Return what lies below the row that has most names of columns, in the view of the sheet that shows most."""
    rows = [(_names(cells), -i, -place) for i, grid in enumerate(grids) for place, cells in enumerate(grid.preview)]
    count, grid, place = max(rows, default=(0, 0, 0))
    if count < _SHORTEST_SIGNATURE:
        return None
    table = grids[-grid].load(-place)
    match = recognise(grids, layouts, file)
    cells = tuple(cells_of(table, position) for position in range(len(table.headers)))
    return _Sheet(table, cells, match.layouts[0] if match else None)


def _names(cells: Sequence[str]) -> int:
    """Return how many different cells of a row could be names of columns."""
    named = {slug(cell) for cell in cells if len(cell) <= _LONGEST_HEADER and re.search(r"[^\W\d_]", cell)}
    return len(named - {""})


# --- columns --------------------------------------------------------------------------------------


def _matched(sheet: _Sheet, subject: _Subject) -> list[Found]:
    """Return the best pairs of header and column, the most certain first, each header and column once."""
    pairs = [found for found in _pairs(sheet, subject) if found.confidence >= DOUBTFUL]
    pairs.sort(key=lambda found: (not found.is_by_name, -found.confidence, found.position))
    chosen: list[Found] = []
    for found in pairs:
        if all(found.position != other.position and found.column != other.column for other in chosen):
            chosen.append(found)
    return [replace(found, rivals=tuple(_rivals(found, pairs, chosen))) for found in chosen]


def _rivals(found: Found, pairs: Sequence[Found], chosen: Sequence[Found]) -> Iterator[Column]:
    """Yield the columns that a header is nearly as likely to be; where it bears a known name, those that share it."""
    taken = [other.column for other in chosen]
    for pair in pairs:
        is_free = pair.position == found.position and pair.column not in taken
        is_near = pair.confidence > found.confidence - _NEAR
        if is_free and (pair.is_by_name if found.is_by_name else is_near):
            yield pair.column


def _pairs(sheet: _Sheet, subject: _Subject) -> Iterator[Found]:
    for position, header in enumerate(sheet.table.headers):
        if not slug(header):
            continue
        for name, column in subject.columns.items():
            alike = subject.words.likeness(header, subject.frame.name, name)
            if alike >= _NO_WORDS or column.column.kind in _TELLING_KINDS:
                fits = fit(sheet.cells[position], column)
                yield Found(column.column, header, position, _confidence(alike, fits), alike, fits)


def _confidence(words: float, cells: float) -> float:
    if words < _NO_WORDS:
        return _BY_CELLS_ALONE if cells >= _CERTAIN_CELLS else 0.0
    both = _WORDS_WEIGHT * words + _CELLS_WEIGHT * cells
    if cells >= _STRANGE_CELLS:
        return both
    return min(both, _STRANGE) if words >= _CERTAIN_WORDS else 0.0


def _score(found: Sequence[Found], frame: Frame, of_values: Sequence[str] = ()) -> float:
    return sum(item.confidence**2 for item in found) - _ABSENT * len(list(_missing(found, frame, of_values)))


def _by_cells_alone(one: _Try) -> Iterator[Found]:
    """Yield, for each required column without header, the only header left whose cells are of its kind.

    Nearly anything is a text or a code; the code that names a row is another in each.
    """
    sheet, subject, headers = one.sheet, one.subject, one.sheet.table.headers
    taken = {item.position for item in one.found} | set(one.values)
    free = [place for place, header in enumerate(headers) if place not in taken and slug(header)]
    for column in _missing(one.found, subject.frame, one.of_values):
        names_rows = column.kind == "code" and subject.frame.key == (column.name,)
        if column.kind in ("text", "code") and not names_rows:
            continue
        likely = [
            place
            for place in free
            if _certain(sheet.cells[place], subject.columns[column.name])
            and (not names_rows or sheet.cells[place].are_names())
        ]
        if len(likely) == 1:
            free.remove(likely[0])
            yield Found(column, headers[likely[0]], likely[0], DOUBTFUL, words=0.0, cells=1.0)


def _certain(cells: Cells, column: LayoutColumn) -> bool:
    return len(cells.texts) > 0 and fit(cells, column) >= _CERTAIN_CELLS


# --- columns of values ----------------------------------------------------------------------------


def _unpivot_of(frame: Frame, layouts: Sequence[Layout]) -> Unpivot | None:
    return next((layout.unpivot for layout in layouts if layout.frame is frame and layout.unpivot), None)


def _with_values(plain: _Try) -> _Try | None:
    """Return the sheet as one with a column for each value, where all else that the frame requires is surely there."""
    unpivot, frame = plain.subject.unpivot, plain.subject.frame
    if unpivot is None:
        return None
    columns = {n: c for n, c in plain.subject.columns.items() if n not in (unpivot.name, unpivot.value)}
    found = [item for item in _matched(plain.sheet, replace(plain.subject, columns=columns)) if item.is_sure]
    given = {item.column.name for item in found}
    needed = {*frame.key, *(column.name for column in frame.columns if column.required)}
    if not needed - {unpivot.name, unpivot.value} <= given:
        return None
    taken, value = {item.position for item in found}, plain.subject.columns[unpivot.value]
    places = [place for place, header in enumerate(plain.sheet.table.headers) if place not in taken and slug(header)]
    values = tuple(place for place in places if _is_value(plain.sheet, place, value, unpivot))
    return replace(plain, found=found, values=values) if len(values) >= _SHORTEST_SIGNATURE else None


def _is_value(sheet: _Sheet, place: int, value: LayoutColumn, unpivot: Unpivot) -> bool:
    cells, header = sheet.cells[place], sheet.table.headers[place]
    is_free = slug(header) not in unpivot.ignored
    return is_free and (not len(cells.texts) or value.column.kind == "text" or fit(cells, value) >= _CERTAIN_CELLS)


def _own_unpivot(one: _Try) -> Unpivot | None:
    """Return the columns of values of the export by their headers, as it writes them."""
    if one.subject.unpivot is None or not one.values:
        return None
    headers = tuple(one.sheet.table.headers[place] for place in one.values)
    return replace(one.subject.unpivot, headers=headers, pattern="", ignored=(), names={})


# --- the signature --------------------------------------------------------------------------------


def _signature(found: Sequence[Found], sheet: _Sheet, layouts: Sequence[Layout]) -> tuple[str, ...]:
    """Return headers that tell this export from all others: the required and certain ones, as few as will do."""
    present = slugs(sheet.table.headers)
    once = [item for item in found if present.count(slug(item.header)) == 1]
    ranked = sorted(once, key=lambda item: (not item.column.required, not item.is_sure, -item.confidence))
    headers = [item.header for item in ranked]
    for size in range(min(_SHORTEST_SIGNATURE, len(headers)), len(headers) + 1):
        chosen = {slug(header) for header in headers[:size]}
        if not any(_confused(chosen, set(present), layout, layout is sheet.known) for layout in layouts):
            return tuple(headers[:size])
    return tuple(headers)


def _confused(signature: set[str], present: set[str], layout: Layout, known: bool) -> bool:
    """Return whether a signature would leave this export to ``layout``, or take the exports that are its own.

    The layout that reads the file already (``known``) is to be replaced.
    """
    theirs = {header for column in layout.columns.values() for header in column.headers}
    takes = signature <= theirs and len(signature) >= len(layout.signature) and not known
    loses = present.issuperset(layout.signature) and len(layout.signature) >= len(signature)
    return takes or loses
