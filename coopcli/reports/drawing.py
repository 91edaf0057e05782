"""Puts a sheet's cells, tables and charts into an XlsxWriter workbook; of a long table only the frame around its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopcli.reports.cells import cell_values, clean_text, to_arrow
from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.styles import FONT, INK, LINE, MUTED, Formats

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from coopcli.frames import Column, Kind

_A4 = 9
_WIDTHS: dict[Kind, float] = {
    "text": 14, "code": 12, "document": 19, "money": 16, "rate": 10, "count": 10, "date": 11, "flag": 10, "level": 9,
    "choice": 14,
}  # fmt: skip
_WIDEST, _SAMPLED_ROWS, _HEADER_HEIGHT = 46, 2_000, 38


def draw(book: Workbook, formats: Formats, sheet: Sheet) -> None:
    """Add ``sheet`` to ``book``."""
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet)
    for column, width in {**_table_widths(sheet), **sheet.widths}.items():
        page.set_column(column, column, width, formats.of("plain"))
    for row, height in sheet.heights.items():
        page.set_row(row, height)
    for cell in sheet.cells:
        _draw_cell(page, cell, formats.of(cell.style, cell.kind))
    for table in sheet.tables:
        _draw_table(page, table, formats)
    for chart in sheet.charts:
        page.insert_chart(chart.row, chart.column, _native(book, sheet.name, chart), {"object_position": 1})


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Set the screen and the print-out: A4 on its side, as wide as the page, header repeated, pages numbered."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 1 if sheet.one_page else 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L&8{clean_text(sheet.footer)[:120].replace('&', '&&')}&R&8&A · página &P de &N")
    page.hide_gridlines(0 if sheet.gridlines else 2)
    if sheet.one_page:
        page.center_horizontally()
    if sheet.colour:
        page.set_tab_color(sheet.colour)
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)


def _table_widths(sheet: Sheet) -> dict[int, float]:
    """Return the width of each column: what its tables need."""
    widths: dict[int, float] = {}
    for table in sheet.tables:
        for position, column in enumerate(table.columns, table.column):
            widths[position] = max(widths.get(position, 0), _width(column, table))
    return widths


def _width(column: Column, table: Table) -> float:
    """Return a width for the longest word of the title and, of text, for its first rows."""
    longest_word = max(len(word) for word in column.title.split() or [""])
    width = max(_WIDTHS[column.kind], longest_word + 2.5)
    if column.kind in ("text", "code", "choice") and len(table.rows):
        texts = table.rows[column.name].iloc[:_SAMPLED_ROWS].dropna().astype(str)
        width = max(width, float(texts.str.len().max() or 0) + 2 if len(texts) else 0)
    return min(width, _WIDEST)


def _draw_cell(page: Worksheet, cell: Cell, form: Format) -> None:
    import pyarrow as pa

    value = clean_text(cell.value) if isinstance(cell.value, str) else cell.value
    if cell.across > 1 or cell.down > 1:
        page.merge_range(
            cell.row, cell.column, cell.row + cell.down - 1, cell.column + cell.across - 1, "", form
        )
    _put(page, cell.row, cell.column, cell_values(cell.kind, pa.array([value]))[0].as_py(), form)


def _put(page: Worksheet, row: int, column: int, value: str | float | None, form: Format) -> None:
    """Write text as text (a member called "=1+1" is a name, "www…" is no link) and numbers as numbers."""
    if value is None:
        page.write_blank(row, column, None, form)
    elif isinstance(value, str):
        page.write_string(row, column, value, form)
    else:
        page.write_number(row, column, value, form)


def _draw_table(page: Worksheet, table: Table, formats: Formats) -> None:
    for position, column in enumerate(table.columns, table.column):
        page.write_string(table.row, position, column.title, formats.of("header", column.kind))
    if table.has_totals:
        _draw_totals(page, table, formats)
    if table.long:
        _frame_long_table(page, table, formats)
        return
    for position, column in enumerate(table.columns, table.column):
        form = formats.of("body", column.kind)
        for row, value in enumerate(cell_values(column.kind, to_arrow(table.rows[column.name])).to_pylist()):
            _put(page, table.first_row + row, position, value, form)


def _frame_long_table(page: Worksheet, table: Table, formats: Formats) -> None:
    """Draw what surrounds the rows, and one row of blanks that shows the style of each column (see ``workbook``)."""
    last_column = table.column + len(table.columns) - 1
    page.set_row(table.row, _HEADER_HEIGHT)
    page.autofilter(table.row, table.column, max(table.last_row, table.first_row), last_column)
    page.repeat_rows(table.row)
    for position, column in enumerate(table.columns, table.column):
        page.write_blank(table.first_row, position, None, formats.of("plain", column.kind))


def _draw_totals(page: Worksheet, table: Table, formats: Formats) -> None:
    """Write the totals as formulas that hold their value, so that every program shows the same."""
    for position, column in enumerate(table.columns, table.column):
        form = formats.of("total", column.kind)
        if column.name in table.sums:
            page.write_formula(
                table.totals_row, position, _sum_formula(table, position), form, _total(table, column)
            )
        elif column.name in table.ratios:
            formula, value = _ratio(table, *table.ratios[column.name])
            page.write_formula(table.totals_row, position, formula, form, value)
        else:
            _put(page, table.totals_row, position, "Total" if position == table.column else None, form)


def _sum_formula(table: Table, column: int) -> str:
    from xlsxwriter.utility import xl_range

    cells = xl_range(table.first_row, column, max(table.last_row, table.first_row), column)
    return f"=SUBTOTAL(109,{cells})" if table.long else f"=SUM({cells})"


def _total(table: Table, column: Column) -> float:
    """Return the sum as the cell shows it: of centavos it is exact."""
    total = table.rows[column.name].sum()
    return int(total) / 100 if column.kind == "money" else float(total)


def _ratio(table: Table, numerator: str, denominator: str) -> tuple[str, float | str]:
    from xlsxwriter.utility import xl_rowcol_to_cell

    top, bottom = (
        xl_rowcol_to_cell(table.totals_row, table.place(name)) for name in (numerator, denominator)
    )
    whole = int(table.rows[denominator].sum())
    value = int(table.rows[numerator].sum()) / whole if whole else ""
    return f'=IF({bottom}=0,"",{top}/{bottom})', value


def _native(book: Workbook, sheet_name: str, chart: Chart) -> Any:
    """Return the column chart in the quiet style of the report, its axis in thousands or millions of reais."""
    table = chart.table
    picture = book.add_chart({"type": "column"})

    def cells(name: str) -> list[object]:
        column = table.place(name)
        return [sheet_name, table.first_row + chart.first, column, table.last_row, column]

    picture.add_series(
        {
            "name": chart.title,
            "categories": cells(chart.category),
            "values": cells(chart.value),
            "fill": {"color": chart.colour},
            "gap": 55,
        }
    )
    unit, axis_format = _scale(int(table.rows[chart.value].iloc[chart.first :].max() or 0))
    label = {"name": FONT["font_name"], "size": 8, "color": MUTED}
    picture.set_title(
        {
            "name": f"{chart.title} ({unit})",
            "name_font": {**label, "size": 10, "color": INK},
            "overlay": False,
        }
    )
    picture.set_legend({"none": True})
    picture.set_x_axis({"num_font": label, "line": {"color": LINE}, "major_tick_mark": "none"})
    picture.set_y_axis(
        {
            "num_font": label,
            "num_format": axis_format,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        }
    )
    picture.set_chartarea({"border": {"color": LINE}})
    picture.set_size({"width": chart.width, "height": chart.height})
    return picture


def _scale(largest_cents: int) -> tuple[str, str]:
    """Return the unit and format of an axis on which ``largest_cents`` has few digits."""
    if largest_cents >= 1_000_000_000:
        return "R$ milhões", "#,##0.0,,"
    return ("R$ mil", "#,##0,") if largest_cents >= 1_000_000 else ("R$", "#,##0")
