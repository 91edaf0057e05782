"""SpreadsheetML of 2003: a workbook as one XML, element by element."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from coopcli.reading.foreign.facts import Cell, SheetFacts, never_calculated, shows_percent
from coopcli.reading.foreign.xml_events import attribute, is_true

_MAX_ROW, _MAX_COLUMN = 1 << 20, 1 << 14
_PERCENTS = {"Percent": "0%"}


@dataclass
class XmlSheet:
    """One sheet: its filled cells by row and column, and what is said of them."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    facts: SheetFacts = field(default_factory=SheetFacts)
    formulas: list[tuple[Cell, str | None]] = field(default_factory=list)
    hidden: bool = False


class SpreadsheetMl:
    """What the elements say, as they come."""

    def __init__(self) -> None:
        self.sheets: list[XmlSheet] = []
        self._formats: dict[str, tuple[bool, bool]] = {}
        self._style = ""
        self._row = self._column = self._next_column = -1
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._text: list[str] | None = None
        self._value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self.sheets.append(XmlSheet(attribute(attributes, "Name")))
            self._row, self._next_column = -1, 0
        elif name == "Style":
            self._style = said.get("ID", "")
        elif name == "NumberFormat":
            code = said.get("Format", "")
            self._formats[self._style] = shows_percent(_PERCENTS.get(code, code))
        elif name == "Column":
            self._start_column(said)
        elif name == "Row":
            self._start_row(said)
        elif name == "Cell":
            self._column = int(said["Index"]) - 1 if "Index" in said else self._column + 1
            self._cell, self._value = said, None
        elif name == "Data":
            self._kind, self._text = said.get("Type", "String"), []
        elif name == "Visible":
            self._text = []

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name == "Data":
            self._value, self._text = _as_calamine("".join(self._text or ()), self._kind), None
        elif name == "Cell":
            self._end_cell()
        elif name == "Visible" and self.sheets:
            self.sheets[-1].hidden, self._text = "Hidden" in "".join(self._text or ()), None
        elif name == "Worksheet":
            sheet = self.sheets[-1]
            sheet.facts.uncalculated += never_calculated(sheet.formulas, must_calculate=False, was_calculated=False)

    def _start_column(self, said: dict[str, str]) -> None:
        first = int(said["Index"]) - 1 if "Index" in said else self._next_column
        self._next_column = first + int(said.get("Span", "0")) + 1
        if is_true(said.get("Hidden", "")) or said.get("Width") == "0":
            self.sheets[-1].facts.hidden_columns += range(first, min(self._next_column, _MAX_COLUMN))

    def _start_row(self, said: dict[str, str]) -> None:
        self._row = int(said["Index"]) - 1 if "Index" in said else self._row + 1
        self._column = -1
        span = int(said.get("Span", "0"))
        if is_true(said.get("Hidden", "")) or said.get("Height") == "0":
            self.sheets[-1].facts.hidden_rows += range(self._row, min(self._row + span + 1, _MAX_ROW))
        if span:
            self._row += span

    def _end_cell(self) -> None:
        if self._row > _MAX_ROW or self._column > _MAX_COLUMN:
            raise ValueError("a cell that no sheet has")
        sheet, place = self.sheets[-1], (self._row, self._column)
        if "Formula" in self._cell:
            sheet.formulas.append((place, self._value if self._kind != "Number" else self._value or None))
        if self._value is not None or "Formula" in self._cell:
            sheet.rows.setdefault(self._row, {})[self._column] = self._value or ""
        scaled, signed = self._formats.get(self._cell.get("StyleID", ""), (False, False))
        if self._value and self._kind == "Number" and (scaled or signed):
            (sheet.facts.percents if scaled else sheet.facts.signs).append(place)
        down, right = (int(self._cell.get(f"Merge{side}", "0")) for side in ("Down", "Across"))
        if down or right:
            sheet.facts.merged.append((self._row, self._column, self._row + down, self._column + right))
        self._column += right


def _as_calamine(text: str, kind: str) -> str:
    """Return the text of a cell as that of other workbooks: numbers without an exponent."""
    if kind != "Number" or "E" not in text.upper():
        return text
    try:
        return f"{Decimal(text.strip()):f}"
    except InvalidOperation:
        return text
