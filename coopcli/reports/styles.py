"""The looks of the workbook: one quiet palette, one typeface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopcli.reports.cells import NUMBER_FORMATS, NUMBERS
from coopcli.reports.sheet import Style
from coopcli.words import Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, ACCENT, MUTED, LINE = "#17343A", "#1F6F78", "#66757A", "#D5DDDF"
PALE, TILE, GOOD, BAD, ENTRY = "#E4EEEF", "#F2F6F6", "#2E7D4F", "#B3362B", "#FFFBE8"

FONT = {"font_name": "Arial", "font_size": 9}

_TILE = {"bg_color": TILE, "right": 5, "right_color": "#FFFFFF"}

_LOOKS: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": INK},
    "subtitle": {"font_size": 10, "font_color": MUTED},
    "heading": {"bold": True, "font_size": 11, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "plain": {},
    "body": {"bottom": 4, "bottom_color": LINE},
    "wrapped": {"bottom": 4, "bottom_color": LINE, "text_wrap": True},
    "small": {
        "font_size": 8,
        "indent": 1,
        "font_color": MUTED,
        "text_wrap": True,
        "bottom": 4,
        "bottom_color": LINE,
    },
    "band": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "align": "left"},
    "warning": {"font_color": "#7A4B00", "bg_color": "#FFF3DC", "text_wrap": True},
    "good": {"bold": True, "font_color": GOOD, "bottom": 4, "bottom_color": LINE},
    "bad": {"bold": True, "font_color": "#FFFFFF", "bg_color": BAD},
    "tile_label": {"font_size": 8, "font_color": MUTED, **_TILE, "indent": 1, "valign": "bottom"},
    "tile_value": {"bold": True, "font_size": 15, "font_color": INK, **_TILE, "indent": 1, "align": "left"},
    "tile_note": {
        "font_size": 8,
        "font_color": ACCENT,
        **_TILE,
        "indent": 1,
        "valign": "top",
        "text_wrap": True,
    },
    "header": {
        "bold": True,
        "font_color": INK,
        "bg_color": PALE,
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": ACCENT,
    },
    "total": {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": TILE},
    "link": {"font_color": ACCENT, "underline": 1},
    "to_fill_in": {"bg_color": ENTRY, "border": 4, "border_color": LINE},
}


_INDENTED: frozenset[Style] = frozenset(
    {"plain", "body", "wrapped", "small", "header", "total", "warning", "good", "bad", "link", "to_fill_in"}
)
"""Styles whose text stands off from a number to its left."""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Style, Kind], Format] = {}

    def of(self, style: Style, kind: Kind = "text") -> Format:
        """Return the format of a value of ``kind`` in ``style``."""
        if (style, kind) not in self._made:
            self._made[style, kind] = self._book.add_format(_properties(style, kind))
        return self._made[style, kind]

    def stripe(self) -> Format:
        """Return the shade of every other row of a long list."""
        return self._book.add_format({"bg_color": TILE})


def _properties(style: Style, kind: Kind) -> dict[str, Any]:
    number_format = "General" if style == "header" else NUMBER_FORMATS[kind]
    if style == "tile_value" and kind == "money":
        number_format = '"R$" ' + number_format
    base = {**FONT, "valign": "vcenter", "align": _align(kind), "num_format": number_format}
    indent = {"indent": 1} if style in _INDENTED and _align(kind) == "left" else {}
    return {**base, **indent, **_LOOKS[style]}


def _align(kind: Kind) -> str:
    if kind in ("date", "level", "flag"):
        return "center"
    return "right" if kind in NUMBERS else "left"
