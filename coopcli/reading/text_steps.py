"""Texts brought from the form that a layout declares to the one that the parsers read (docs/layouts.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.reading.cells import is_missing
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import as_flags, matches
from coopcli.reading.raw import FileKind, RawTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]

_NUMBER = r"^(?P<before>\D*)(?P<number>\d(?:[\d.,'\x{A0}\x{2009}\x{202F} ]*\d)?)(?P<after>\D*(?:\(\d{1,2}\))?)$"
_SEPARATORS = r"[,'\x{A0}\x{2009}\x{202F} ]"
_WHOLE = rf"(?:\d{{1,3}}(?:{_SEPARATORS}\d{{3}})+|\d+)"
_DECIMALS = {"money": r"(?:\.\d{1,2})?", "count": r"(?:\.0+)?", "days": r"(?:\.0+)?", "months": r"(?:\.0+)?"}
"""By kind of column; of any other, any decimals."""
_NUMBER_CELL = r"^-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?$"
_DAY_AND_MONTH = r"^(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P<t>[/.-](?:\d{4}|\d{2})(?:[T ].*)?)$"
_LAST_MONTH = 12


@dataclass(frozen=True)
class Rewritten:
    """The texts of a column, and which of them contradict the form declared and are left as they were."""

    texts: pa.Array
    misfits: Flags


def _pointed(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Rewritten:
    """Rewrite ``1,234.56`` as ``1234,56``; number cells of a workbook are no texts and stay."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    parts = pc.extract_regex(bare, _NUMBER)
    before, number, after = (pc.fill_null(pc.struct_field(parts, name), "") for name in ("before", "number", "after"))
    decimals = _DECIMALS.get(column.column.kind, r"(?:\.\d+)?")
    declared = f"^{_WHOLE}{decimals}$"
    fits = pc.and_(pc.is_valid(parts), matches(number, declared))
    is_cell = matches(bare, _NUMBER_CELL) if kind != "csv" else pa.repeat(False, len(texts))
    plain = pc.replace_substring(pc.replace_substring_regex(number, _SEPARATORS, ""), ".", ",")
    rewritten = pc.if_else(pc.and_not(fits, is_cell), pc.binary_join_element_wise(before, plain, after, ""), texts)
    strange = pc.and_not(pc.invert(fits), is_cell)
    return Rewritten(rewritten, as_flags(strange) & ~is_missing(texts))


def _day_first(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Rewritten:
    """Rewrite ``10/31/2026`` as ``31/10/2026``; dates in any other form stay."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = pc.extract_regex(pc.utf8_trim_whitespace(pc.fill_null(texts, "")), _DAY_AND_MONTH)
    first, mark, second, rest = (pc.struct_field(parts, name) for name in ("a", "s", "b", "t"))
    is_date = pc.is_valid(parts)
    too_late = pc.fill_null(pc.greater(first.cast(pa.int64()), _LAST_MONTH), False)
    swapped = pc.binary_join_element_wise(second, mark, first, rest, "")
    return Rewritten(pc.if_else(pc.and_not(is_date, too_late), swapped, texts), as_flags(pc.and_(is_date, too_late)))


def _filled_up(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Rewritten:
    return _distinct(padded(texts, column.pad or 0, kind), texts, kind)


def padded(texts: pa.Array, width: int, kind: FileKind) -> Rewritten:
    """Fill keys up to ``width`` figures with zeros (0: any width); longer ones, and shorter ones of letters, misfit."""
    import pyarrow.compute as pc

    bare = _bare_key(texts, kind)
    length = pc.utf8_length(bare)
    short = pc.less(length, width)
    digits = matches(bare, r"^\d+$")
    wrong = pc.or_(pc.greater(length, width), pc.and_not(short, digits)) if width else pc.less(length, 0)
    missing = is_missing(texts)
    result = pc.if_else(pc.and_(short, digits), pc.utf8_lpad(bare, width, "0"), bare) if width else bare
    return Rewritten(_but(result, texts, missing | as_flags(wrong)), as_flags(wrong) & ~missing)


def _without_zeros(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Rewritten:
    """Take the zeros before a key away; a key of nothing but zeros keeps one."""
    import pyarrow.compute as pc

    bare = pc.replace_substring_regex(_bare_key(texts, kind), r"^0+(.)", r"\1")
    missing = is_missing(texts)
    return _distinct(Rewritten(_but(bare, texts, missing), missing & False), texts, kind)


def _bare_key(texts: pa.Array, kind: FileKind) -> pa.Array:
    """Return keys without blanks, the apostrophe of a text and the decimals of a number cell."""
    import pyarrow.compute as pc

    bare = pc.replace_substring_regex(pc.utf8_trim_whitespace(pc.fill_null(texts, "")), r"^'\s*", "")
    return bare if kind == "csv" else pc.replace_substring_regex(bare, r"^(\d+)\.0+$", r"\1")


def _but(result: pa.Array, texts: pa.Array, left: Flags) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pa.array(left), texts, result)


def _distinct(rewritten: Rewritten, texts: pa.Array, kind: FileKind) -> Rewritten:
    """Mark as misfits the keys that were two and would become one: 7 and 007 may be two contracts."""
    import numpy as np
    import pandas as pd

    pairs = pd.DataFrame({"now": rewritten.texts.to_pandas(), "then": _bare_key(texts, kind).to_pandas()})
    pairs = pairs[~is_missing(texts) & ~rewritten.misfits].drop_duplicates()
    twice = pairs.loc[pairs["now"].duplicated(keep=False), "then"]
    if not len(twice):
        return rewritten
    collide = np.asarray(_bare_key(texts, kind).to_pandas().isin(twice), dtype=bool)
    return Rewritten(_but(rewritten.texts, texts, collide), rewritten.misfits | collide)


def filled_down(table: RawTable, place: int) -> Rewritten:
    """Give each cell of a column that is merged with the one above what stands in the first of them."""
    import numpy as np
    import pyarrow as pa

    cells = table.text(place).to_pylist()
    misfits = np.zeros(len(cells), dtype=bool)
    first = int(table.rows[0]) if len(table.rows) else 0
    for top, left, bottom, _ in table.merged:
        start, end = top - first, min(bottom - first, len(cells) - 1)
        if left != place or start < 0:
            continue
        for row in range(start + 1, end + 1):
            if not (cells[row] or "").strip():
                cells[row] = cells[start]
            elif cells[row] != cells[start]:
                misfits[row] = True
    return Rewritten(pa.array(cells, pa.string()), misfits)


TextStep = Callable[["pa.Array", LayoutColumn, FileKind], Rewritten]

TEXT_STEPS: dict[str, TextStep] = {
    "decimal": _pointed,
    "date_order": _day_first,
    "pad": _filled_up,
    "zeros": _without_zeros,
}
"""By the key of the layout."""
EXPECTED = {
    "decimal": "com ponto decimal, como 1,234.56",
    "date_order": "com o mês na frente, como 10/31/2026",
    "pad": "com {} algarismos no máximo, e nenhum número que com os zeros fique igual a outro",
    "zeros": "com zeros na frente que se possam tirar sem que dois números fiquem iguais",
    "fill": "vazia, debaixo da primeira das células mescladas",
    "join": "com partes que caibam nas larguras declaradas",
}
"""What a cell of a column with that key looks like."""
