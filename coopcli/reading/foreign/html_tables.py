"""The tables of an HTML page, as they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from coopcli.reading.foreign.facts import SheetFacts

_MAX_SPAN = 1_000
_UNSEEN = ("script", "style", "head", "noscript", "template")


@dataclass
class HtmlTable:
    """One table: its filled cells by row and column, what is hidden and merged, and where the next cell goes."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    facts: SheetFacts = field(default_factory=SheetFacts)
    row: int = -1
    column: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)
    text: list[str] | None = None


class HtmlTables(HTMLParser):
    """Gathers the tables of a page in the order in which they begin; one inside another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self._open: list[HtmlTable] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open.append(HtmlTable())
            self.tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._start_row(self._open[-1], attributes)
        elif tag in ("td", "th"):
            self._start_cell(self._open[-1], attributes)
        elif tag in ("br", "p", "div", "li"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._open:
            self._end_cell(self._open.pop())
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell(self._open[-1])

    def close(self) -> None:
        super().close()
        while self._open:
            self._end_cell(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(data)

    def _start_row(self, table: HtmlTable, attributes: dict[str, str]) -> None:
        self._end_cell(table)
        table.row, table.column = table.row + 1, 0
        if _is_hidden(attributes):
            table.facts.hidden_rows.append(table.row)

    def _start_cell(self, table: HtmlTable, attributes: dict[str, str]) -> None:
        self._end_cell(table)
        table.row = max(table.row, 0)
        while (table.row, table.column) in table.taken:
            table.column += 1
        down, right = (_span(attributes.get(name, "")) for name in ("rowspan", "colspan"))
        if down > 1 or right > 1:
            area = table.row, table.column, table.row + down - 1, table.column + right - 1
            table.facts.merged.append(area)
            table.taken |= {(area[0] + i, area[1] + j) for i in range(down) for j in range(right)}
        table.text = []

    def _end_cell(self, table: HtmlTable) -> None:
        if table.text is None:
            return
        text = re.sub(r"[ \t\r\n]+", " ", "".join(table.text)).strip()
        if text:
            table.rows.setdefault(table.row, {})[table.column] = text
        table.text = None
        table.column += 1


def _span(text: str) -> int:
    return min(int(text), _MAX_SPAN) if text.strip().isdigit() and int(text) else 1


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or "display:none" in re.sub(r"\s", "", attributes.get("style", "").lower())
