"""Native charts in the quiet style of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopcli.reports.sheet import Chart
from coopcli.reports.styles import FONT, INK, LINE, MUTED

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LABEL = {"name": FONT["font_name"], "size": 8, "color": MUTED}
_TITLE = {"name": FONT["font_name"], "size": 10, "color": INK}


def native_chart(book: Workbook, sheet_name: str, chart: Chart) -> Any:
    """Return the column chart, its axis from zero (or from the least amount below), in the unit of what it shows."""
    unit, axis_format = _unit(chart)
    picture = book.add_chart({"type": "column"})
    picture.add_series(
        {
            "name": chart.title,
            "categories": _cells(sheet_name, chart, chart.category),
            "values": _cells(sheet_name, chart, chart.value),
            "fill": {"color": chart.colour},
            "gap": 55,
        }
    )
    picture.set_title({"name": f"{chart.title} ({chart.unit or unit})", "name_font": _TITLE})
    picture.set_legend({"none": True})
    below = bool((chart.table.rows[chart.value].iloc[chart.first :] < 0).any())
    labels = {"label_position": "low"} if below else {}
    picture.set_x_axis({"num_font": _LABEL, "line": {"color": LINE}, "major_tick_mark": "none", **labels})
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    axis = {"num_font": _LABEL, "num_format": axis_format, "min": None if below else 0, "line": {"none": True}}
    picture.set_y_axis({**axis, "major_gridlines": grid, "major_tick_mark": "none"})
    picture.set_chartarea({"border": {"color": LINE}})
    picture.set_size({"width": chart.width, "height": chart.height})
    return picture


def _cells(sheet_name: str, chart: Chart, name: str) -> list[object]:
    """Return the range of a column of the chart's table, as XlsxWriter wants it."""
    column = chart.table.place(name)
    return [sheet_name, chart.table.first_row + chart.first, column, chart.table.last_row, column]


def _unit(chart: Chart) -> tuple[str, str]:
    """Return the unit and format of the chart's axis: percent, a count, or reais, thousands or millions of them."""
    kinds = {column.name: column.kind for column in chart.table.columns}
    if kinds[chart.value] == "rate":
        return "%", "0%"
    if kinds[chart.value] in ("count", "days", "months", "number"):
        return "quantidade", "#,##0"
    shown = chart.table.rows[chart.value].iloc[chart.first :].dropna()
    return _scale(int(shown.max()) if len(shown) else 0)


def _scale(largest_cents: int) -> tuple[str, str]:
    """Return the unit and format of an axis on which ``largest_cents`` has few digits."""
    if largest_cents >= 1_000_000_000:
        return "R$ milhões", "#,##0.0,,"
    return ("R$ mil", "#,##0,") if largest_cents >= 1_000_000 else ("R$", "#,##0")
