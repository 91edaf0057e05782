"""Comitê: a printed page for each proposal, with the texts of the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.reports.desk_pages import Page
from coopcli.reports.measure import height_of, wrapped_lines
from coopcli.reports.sheet import Cell, Sheet, Style
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Study
from coopcli.results.desk import BLOCKED

Line = tuple[str, ...]
_WIDTHS = {0: 42, 1: 62, 2: 52, 3: 22}
_LAST = len(_WIDTHS) - 1


def committee_sheet(study: Study, pages: Sequence[Page]) -> Sheet:
    """Return the sheet; each proposal begins a printed page."""
    cells, heights, breaks, row = list(top("Comitê de Crédito", about(study))), dict[int, float](), list[int](), 3
    for page in pages:
        if row > 3:
            breaks.append(row)
        cells.append(Cell(row, 0, f"Proposta {page['proposal']}", "heading", across=_LAST))
        cells.append(Cell(row, _LAST, page["situation"], "bad" if page["situation"] == BLOCKED else "good"))
        row += 1
        for words, lines in _blocks(page):
            cells.append(Cell(row, 0, words, "band", across=_LAST + 1))
            row += 1
            for line in lines:
                cells += _cells(row, line)
                heights[row] = height_of(_lines(line))
                row += 1
        row += 1
    return Sheet(
        "Comitê",
        tuple(cells),
        widths=_WIDTHS,
        heights=heights,
        breaks=tuple(breaks),
        freeze=(2, 0),
        upright=True,
        footer=footer(study),
    )


def _blocks(page: Page) -> Iterator[tuple[str, list[Line]]]:
    """Yield the blocks of a page: a heading, and lines of two to four texts."""
    yield "Proposta", [tuple(pair) for pair in page["identity"]]
    yield "Rating", [tuple(pair) for pair in page["rating"]]
    yield "Taxa e prestação", [tuple(pair) for pair in page["rate"]]
    limits: list[Line] = [
        (words, f"limite {limit}; já comprometido {used}; desta proposta {new}; folga {left}", fits, article)
        for words, limit, used, new, left, fits, article in page["limits"]
    ]
    yield "Limites", limits
    found: list[Line] = [(effect, title, "", article) for effect, title, article in page["findings"]]
    yield "Impedimentos e o que falta conferir", found or [("", "nada nas exportações", "", "")]
    warned: list[Line] = [("", item, "", article) for item, article in page["warnings"]]
    yield "Alçada", [*(tuple(pair) for pair in page["authority"]), *warned]
    yield "Questionário", [tuple(answer) for answer in page["answers"]]
    yield "Quem decide confere", [("☐", item, "", article) for item, article in page["checklist"]]
    yield "Parecer da alçada", [("Nome, cargo e data", "")] * 2


def _cells(row: int, line: Line) -> list[Cell]:
    style: Style = "wrapped"
    if len(line) == 2:
        return [Cell(row, 0, line[0], style), Cell(row, 1, line[1], style, across=_LAST)]
    if not line[2]:
        return [Cell(row, 0, line[0], style), Cell(row, 1, line[1], style, across=2), Cell(row, 3, line[3], style)]
    return [Cell(row, place, words, style) for place, words in enumerate(line)]


def _lines(line: Line) -> int:
    """Return how many lines of text the row takes: merged cells do not grow by themselves."""
    if len(line) == 2:
        widths: Sequence[float] = (_WIDTHS[0], sum(_WIDTHS.values()) - _WIDTHS[0])
    elif not line[2]:
        widths = (_WIDTHS[0], _WIDTHS[1] + _WIDTHS[2], 1_000, _WIDTHS[3])
    else:
        widths = tuple(_WIDTHS.values())
    return max(wrapped_lines(words, width) for words, width in zip(line, widths, strict=True))
