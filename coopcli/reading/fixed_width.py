"""Texts whose columns stand under each other, with blanks between them and no delimiter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from coopcli.reading.raw import NO_HEADER, PREVIEW_ROWS, Grid, RawTable, ShortRow

if TYPE_CHECKING:
    pass

Span = tuple[int, int]
"""From which letter of a line a column goes, and up to which (not included)."""

_TITLE = re.compile(r"\S+(?: \S+)*")
"""Words with one blank between them are one title."""
_RULER = re.compile(r"[-=_\s]*[-=_]{2,}[-=_\s]*")
_LEAST_COLUMNS = 2


def fixed_width_grid(data: bytes, encoding: str, head: Sequence[str]) -> Grid | None:
    """Return the text cut where all of its first lines are blank; None where that makes no columns."""
    spans = _spans([line.rstrip("\r\n").expandtabs(8) for line in head])
    if len(spans) < _LEAST_COLUMNS:
        return None
    preview = [_cells(line.rstrip("\r\n"), spans) for line in head[:PREVIEW_ROWS]]
    return Grid("", preview, partial(_load, data, encoding, spans))


def _spans(lines: Sequence[str]) -> list[Span]:
    """Return the columns: what a ruler (``-----  ---``) says, else the letters between blanks in every line."""
    for line in lines[:PREVIEW_ROWS]:
        if _RULER.fullmatch(line) and " " in line.strip():
            return _up_to_the_next([match.span() for match in re.finditer(r"\S+", line)])
    titles = [_TITLE.findall(line) for line in lines[:PREVIEW_ROWS]]
    if not titles:
        return []
    header = max(range(len(titles)), key=lambda i: (len(titles[i]), -i))
    if len(titles[header]) < _LEAST_COLUMNS:
        return []
    body = [line for line in lines[header + 1 :] if len(re.findall(r"\S+(?: \S+)*", line)) >= len(titles[header]) / 2]
    own = [match.span() for match in _TITLE.finditer(lines[header])]
    joined = _joined(_blocks([lines[header], *body]), own, body)
    return _up_to_the_next([part for block in joined for part in _at_titles(block, own)])


def _at_titles(block: Span, titles: list[Span]) -> list[Span]:
    """Return a block cut where its second title begins, and each further one: some line ran into the next column."""
    starts = [start for start, _ in titles if block[0] <= start < block[1]][1:]
    return [*pairwise([block[0], *starts]), ((starts or [block[0]])[-1], block[1])]


def _blocks(lines: Iterable[str]) -> list[Span]:
    """Return the runs of places that some line fills."""
    filled: set[int] = set()
    for line in lines:
        filled.update(match.start() for match in re.finditer(r"\S", line))
    blocks: list[Span] = []
    for place in sorted(filled):
        if blocks and blocks[-1][1] == place:
            blocks[-1] = blocks[-1][0], place + 1
        else:
            blocks.append((place, place + 1))
    return blocks


def _joined(blocks: list[Span], titles: list[Span], body: Sequence[str]) -> list[Span]:
    """Return the blocks with those of one title as one, and a title beside its cells with them."""
    result: list[Span] = []
    for block in blocks:
        one_title = result and any(start < result[-1][1] and block[0] < end for start, end in titles)
        halves = {_is_half(span, titles, body) for span in (*result[-1:], block)}
        if one_title or halves == {"title", "cells"}:
            result[-1] = result[-1][0], block[1]
        else:
            result.append(block)
    return result


def _is_half(span: Span, titles: list[Span], body: Sequence[str]) -> str:
    """Return ``title`` or ``cells`` for a block that has nothing else, else nothing."""
    titled = any(start < span[1] and span[0] < end for start, end in titles)
    celled = any(line[slice(*span)].strip() for line in body)
    return "" if titled == celled else "title" if titled else "cells"


def _up_to_the_next(spans: list[Span]) -> list[Span]:
    """Return the columns with the blanks behind them; the first begins with the line, the last one has no end."""
    starts = [0, *(start for start, _ in spans[1:])]
    return [*pairwise(starts), (starts[-1], 1 << 20)] if spans else []


def _cells(line: str, spans: Sequence[Span]) -> list[str]:
    return [line[start:end].strip() for start, end in spans]


def _load(data: bytes, encoding: str, spans: list[Span], header: int) -> RawTable:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lines = [line.expandtabs(8) for line in data.decode(encoding).splitlines()]
    body = lines[header + 1 :]
    short = [i for i, line in enumerate(body) if _RULER.fullmatch(line) or _overflows(line, spans)]
    kept = np.setdiff1d(np.arange(len(body)), short)
    texts = pa.array(body, pa.string()).take(pa.array(kept))
    first = header + 2
    return RawTable(
        kind="csv",
        sheet="",
        headers=[""] * len(spans) if header == NO_HEADER else _cells(lines[header], spans),
        header_row=header + 1,
        columns=[pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(texts, *span)) for span in spans],
        rows=kept + first,
        short_rows=[ShortRow(i + first, _TITLE.findall(body[i])) for i in short if not _RULER.fullmatch(body[i])],
    )


def _overflows(line: str, spans: Sequence[Span]) -> bool:
    """Return whether a text of the line goes on from one column to the next: it is not cut as the others are."""
    return any(line[start - 1 : start].strip() and line[start : start + 1].strip() for start, _ in spans[1:])
