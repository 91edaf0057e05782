"""The facts of an .ods: its one part, element by element."""

from __future__ import annotations

import zipfile

from coopcli.reading.foreign.facts import (
    MAX_GRID_CELLS,
    BookFacts,
    Cell,
    SheetFacts,
    far_cell,
    never_calculated,
    too_large,
)
from coopcli.reading.foreign.xml_events import attribute, feed, pieces
from coopcli.reading.headers import column_letters

MAX_REPEATED = 1 << 20
"""How often a cell or row may repeat: the rows of the largest sheet."""
_CALCULATORS = ("libreoffice", "openoffice", "microsoftoffice")
_NUMBERS = ("float", "currency", "percentage")
_CELLS = ("table-cell", "covered-table-cell")


def ods_facts(book: zipfile.ZipFile, file: str) -> BookFacts:
    """Return the facts of each sheet; DataError where one would not fit in memory."""
    scan = _Scan(file)
    feed(pieces(book, "content.xml"), scan.start, scan.end, scan.text)
    for name, facts in scan.sheets.items():
        facts.uncalculated += never_calculated(
            scan.formulas[name], must_calculate=False, was_calculated=_was_calculated(book)
        )
    return BookFacts(sheets=scan.sheets)


def _was_calculated(book: zipfile.ZipFile) -> bool:
    """Return whether a program that calculates what it saves wrote the workbook."""
    texts: list[str] = []
    if "meta.xml" in book.namelist():
        feed(pieces(book, "meta.xml"), lambda name, attributes: texts.append(f"<{name}>"), on_text=texts.append)
    written = "".join(texts).lower()
    return any(f"<generator>{program}" in written for program in _CALCULATORS)


class _Scan:
    """What the elements say, as they come; a row is put down when it ends, as often as it repeats."""

    def __init__(self, file: str) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.formulas: dict[str, list[tuple[Cell, str | None]]] = {}
        self._file, self._sheet = file, ""
        self._row = self._column = self._repeated = 0
        self._cell: dict[str, str] = {}
        self._text = ""
        self._of_row: list[tuple[str, int, str | None]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._cell, self._text = attributes, ""
        elif name == "table-row":
            self._column, self._repeated, self._of_row = 0, self._count(attributes, "number-rows-repeated"), []
            if attribute(attributes, "visibility") in ("collapse", "filter"):
                self.sheets[self._sheet].hidden_rows += range(self._row, self._row + self._repeated)
        elif name == "table-column":
            count = self._count(attributes, "number-columns-repeated")
            if attribute(attributes, "visibility") in ("collapse", "filter"):
                self.sheets[self._sheet].hidden_columns += range(self._column, self._column + count)
            self._column += count
        elif name == "table":
            self._sheet = attribute(attributes, "name")
            self.sheets[self._sheet], self.formulas[self._sheet] = SheetFacts(), []
            self._row = self._column = 0

    def text(self, text: str) -> None:
        self._text += text

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def _count(self, attributes: dict[str, str], name: str) -> int:
        count = int(attribute(attributes, name) or 1)
        if count > MAX_REPEATED:
            raise too_large(f"células repetidas {count} vezes", f"até {MAX_REPEATED} linhas", self._file, self._sheet)
        return count

    def _end_cell(self) -> None:
        cell = self._cell
        count = self._count(cell, "number-columns-repeated")
        kind = attribute(cell, "value-type")
        if kind or self._text:
            columns = range(self._column, self._column + count)
            self._check_area(columns[-1])
            if kind == "percentage":
                self._of_row += [("percent", column, None) for column in columns]
        if attribute(cell, "formula"):
            value = attribute(cell, "value") or None if kind in _NUMBERS else self._text if kind else None
            self._of_row += [("formula", column, value) for column in range(self._column, self._column + count)]
        self._merge(cell)
        self._column += count

    def _merge(self, cell: dict[str, str]) -> None:
        down, right = (self._count(cell, f"number-{side}-spanned") for side in ("rows", "columns"))
        if down > 1 or right > 1:
            area = self._row, self._column, self._row + down - 1, self._column + right - 1
            self.sheets[self._sheet].merged.append(area)

    def _end_row(self) -> None:
        percents = [column for what, column, _ in self._of_row if what == "percent"]
        formulas = [(column, value) for what, column, value in self._of_row if what == "formula"]
        for row in range(self._row, self._row + self._repeated) if percents or formulas else ():
            self.sheets[self._sheet].percents += [(row, column) for column in percents]
            self.formulas[self._sheet] += [((row, column), value) for column, value in formulas]
        self._row += self._repeated

    def _check_area(self, column: int) -> None:
        if (self._row + self._repeated) * (column + 1) > MAX_GRID_CELLS:
            raise far_cell(f"{column_letters(column)}{self._row + self._repeated}", self._file, self._sheet)
