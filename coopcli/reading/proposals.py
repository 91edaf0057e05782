"""What would mend a whole column: a transformation tried on all its cells, and proposed only where it leaves none bad.

Nothing is done by itself: a person declares it, in the layout or as a correction of the column (docs/layouts.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coopcli.dates import brazilian
from coopcli.errors import Cause
from coopcli.money import brl, percent
from coopcli.reading.body import Body
from coopcli.reading.cells import parse
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.parsed import FAULT_CODES, Parsed
from coopcli.reading.raw import RawTable
from coopcli.reading.text_steps import TEXT_STEPS, filled_down

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from coopcli.reading.faults import ReadColumn

    Faults = npt.NDArray[np.int8]

_EXAMPLES, _MOST = 3, 0.9
_OTHERWISE = tuple(FAULT_CODES.index(code) for code in ("valor-ausente", "celula-com-erro", "formula-sem-valor"))
"""Faults that no form of writing explains: they speak neither for nor against a transformation."""
_CANDIDATES: dict[str, tuple[tuple[str, Any], ...]] = {
    "valor-americano": (("decimal", "point"),),
    "valor-invalido": (("decimal", "point"),),
    "valor-ambiguo": (("decimal", "point"),),
    "numero-invalido": (("decimal", "point"),),
    "taxa-invalida": (("decimal", "point"),),
    "mes-na-frente": (("date_order", "month_first"),),
    "data-invalida": (("date_order", "month_first"), ("month", "last")),
    "valor-ausente": (("fill", "merged"),),
}


def cause_of(code: str, column: ReadColumn, table: RawTable, layout: Layout, body: Body) -> Cause:
    """Return what the cells of a column with the fault ``code`` have in common, with what would mend them, if
    anything would."""
    cells = len(column.parsed.faults)
    for key, value in _CANDIDATES.get(code, ()):
        if getattr(column.layout, key) is None and column.position >= 0:
            tried = replace(column.layout, **{key: value})
            after = _after(tried, key, column, table, body)
            if after is not None and _mends(column.parsed.faults, after.faults, FAULT_CODES.index(code)):
                preview = tuple(_preview(code, column, tried, after))
                return Cause(cells, "", layout.id, column.layout.column.name, f"{key}: {value}", preview)
    return Cause(cells)


def _after(tried: LayoutColumn, key: str, column: ReadColumn, table: RawTable, body: Body) -> Parsed | None:
    """Return how the column would be read; None where a cell contradicts what would be declared."""
    whole = table.text(column.position)
    if key == "fill":
        if not table.merged:
            return None
        rewritten = filled_down(table, column.position)
    elif key in TEXT_STEPS:
        rewritten = TEXT_STEPS[key](whole, tried, table.kind)
    else:
        return parse(column.texts, tried, table.kind)
    if rewritten.misfits[body.data].any():
        return None
    import pyarrow as pa

    return parse(rewritten.texts.take(pa.array(body.data)), tried, table.kind)


def _mends(before: Faults, after: Faults, fault: int) -> bool:
    """Return whether no cell has the fault any more, and none another than before for want of a form."""
    import numpy as np

    left = after[after > 0]
    return bool((before == fault).any()) and fault not in left and bool(np.isin(left, _OTHERWISE).all())


def _preview(code: str, column: ReadColumn, tried: LayoutColumn, after: Parsed) -> Iterator[tuple[str, str]]:
    """Yield some different cells as they are and as they would be read."""
    import numpy as np
    import pyarrow as pa

    rows = np.flatnonzero(column.parsed.faults == FAULT_CODES.index(code))[: 50 * _EXAMPLES]
    texts, values = column.texts.take(pa.array(rows)).to_pylist(), after.values.take(pa.array(rows)).to_pylist()
    pairs = [(text or "(vazia)", _shown(value, tried)) for text, value in zip(texts, values, strict=True)]
    yield from list(dict.fromkeys(pairs))[:_EXAMPLES]


def _shown(value: Any, column: LayoutColumn) -> str:
    if value is None:
        return "não informado"
    kind = column.column.kind
    if kind == "money":
        return brl(int(value))
    if kind == "rate":
        return percent(value)
    return brazilian(value.date()) if kind == "date" else str(value)


# --- keys of other exports ----------------------------------------------------------------------------------------


def zeros_of(keys: Sequence[str], known: set[str]) -> tuple[str, str, list[tuple[str, str]]] | None:
    """Return what makes nearly all ``keys`` of an export known ones, where it is only the zeros before them: the line
    to declare, what is wrong with them, and some as they are and as they would be."""
    distinct = list(dict.fromkeys(keys))
    widths = {len(key) for key in known}
    forms = [("zeros: strip", [key.lstrip("0") or "0" for key in distinct])]
    if len(widths) == 1:
        (width,) = widths
        forms.append((f"pad: {width}", [key.zfill(width) for key in distinct]))
    for declared, mended in forms:
        changed = [(old, new) for old, new in zip(distinct, mended, strict=True) if old not in known and new in known]
        lost = sum(old in known and new not in known for old, new in zip(distinct, mended, strict=True))
        strange = sum(old not in known for old in distinct)
        if changed and not lost and len(set(mended)) == len(distinct) and len(changed) >= _MOST * strange:
            words = _difference({len(new) - len(old) for old, new in changed}, len(changed), len(distinct))
            return declared, words, changed[:_EXAMPLES]
    return None


def _difference(lengths: set[int], strange: int, keys: int) -> str:
    count = abs(next(iter(lengths)))
    zeros = "zeros" if len(lengths) > 1 else "um zero" if count == 1 else f"{count} zeros"
    whose = "todos os contratos têm" if strange == keys else f"{strange} de {keys} contratos têm"
    return f"{whose} {zeros} {'a mais' if min(lengths) < 0 else 'a menos'} na frente"
