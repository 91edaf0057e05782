"""One sheet of an .xlsx, element by element."""

from __future__ import annotations

import re

from coopcli.reading.foreign.facts import Cell, SheetFacts, column_position
from coopcli.reading.foreign.xml_events import attribute, is_true

_MAX_COLUMN = 16_384


class SheetScan:
    """What the elements of a sheet say, as they come.

    ``formulas`` are cells with the text of their value (None: there is none); ``farthest`` is the cell that lies
    farthest from the first one.
    """

    def __init__(self, percents: frozenset[str], signs: frozenset[str]) -> None:
        self.facts = SheetFacts()
        self.formulas: list[tuple[Cell, str | None]] = []
        self.last_row = self.last_column = -1
        self.farthest = ""
        self._percents, self._signs = percents, signs
        self._row = self._column = -1
        self._kind = ""
        self._has_formula = self._in_value = False
        self._value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._in_value, self._value = True, ""
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "col" and _is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.facts.hidden_columns += range(first - 1, min(last, _MAX_COLUMN))
        elif name == "mergeCell":
            self._merge(attribute(attributes, "ref"))

    def text(self, text: str) -> None:
        if self._in_value:
            self._value = (self._value or "") + text

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c" and self._has_formula:
            empty = not (self._value or "").strip() and self._kind != "str"
            self.formulas.append(((self._row, self._column), None if empty else self._value))

    def _start_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "").strip()
        self._row = int(said) - 1 if said.isdigit() else self._row + 1
        self._column = -1
        if _is_hidden(attributes, "ht"):
            self.facts.hidden_rows.append(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._has_formula, self._value = attributes.get("t", "n"), False, None
        place = _place(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        if self._row > self.last_row or self._column > self.last_column:
            self.farthest = attributes.get("r", "")
            self.last_row, self.last_column = max(self._row, self.last_row), max(self._column, self.last_column)
        if self._kind == "n" and (self._percents or self._signs):
            style = attributes.get("s", "0").strip().lstrip("0") or "0"
            if style in self._percents:
                self.facts.percents.append((self._row, self._column))
            elif style in self._signs:
                self.facts.signs.append((self._row, self._column))

    def _merge(self, ref: str) -> None:
        corners = [_place(corner) for corner in ref.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            self.facts.merged.append((*corners[0], *corners[1]))


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return is_true(attributes.get("hidden", "")) or _is_nothing(attributes.get(size, ""))


def _is_nothing(size: str) -> bool:
    return bool(re.fullmatch(r"\s*0*\.?0*\s*", size)) and "0" in size


def _place(ref: str) -> Cell | None:
    match = re.fullmatch(r"\s*\$?([A-Za-z]{1,7})\$?(\d{1,12})\s*", ref)
    return (int(match[2]) - 1, column_position(match[1])) if match else None
