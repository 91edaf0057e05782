"""Puts a sheet's cells, tables and charts into an XlsxWriter workbook.

Of a long table it draws only the frame around the rows; ``workbook`` puts those in.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coopcli.reports.cells import NUMBERS, cell_values, clean_text, to_arrow
from coopcli.reports.charts import native_chart
from coopcli.reports.measure import column_widths, row_heights
from coopcli.reports.picture import dots_per_inch, width_of
from coopcli.reports.sheet import Cell, Picture, Sheet, Style, Table
from coopcli.reports.styles import Formats

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from coopcli.words import Column

_A4 = 9
_SCREEN_DOTS = 96
"""Dots an inch of a screen: XlsxWriter shows a picture as large as it says it would be printed."""
_PAGE_CHARACTERS = 230
"""How wide a sheet may be before it is printed two or more pages wide."""


def draw(book: Workbook, formats: Formats, sheet: Sheet) -> None:
    """Add ``sheet`` to ``book``."""
    widths = column_widths(sheet)
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet, sum(widths.values()))
    for column, width in widths.items():
        page.set_column(column, column, width)
    for row, height in row_heights(sheet, widths).items():
        page.set_row(row, height)
    for table in sheet.tables:
        _draw_table(page, table, formats)
    for cell in sheet.cells:
        _draw_cell(page, cell, formats.of(cell.style, cell.kind))
    for chart in sheet.charts:
        page.insert_chart(chart.row, chart.column, native_chart(book, sheet.name, chart), {"object_position": 1})
    for picture in sheet.pictures:
        _draw_picture(page, picture)


def _set_up(page: Worksheet, sheet: Sheet, width: float) -> None:
    """Set the screen and the print-out: A4 on its side (or upright); a wide list takes several pages across."""
    if not sheet.upright:
        page.set_landscape()
    page.set_paper(_A4)
    across = 1 if sheet.upright else max(round(width / _PAGE_CHARACTERS), 1)
    page.fit_to_pages(across, 1 if sheet.one_page else 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L&8 {_footer_text(sheet.footer)}&R&8 &A · página &P de &N")
    page.hide_gridlines(1 if sheet.long_table else 2)
    page.set_h_pagebreaks(list(sheet.breaks))
    if sheet.one_page:
        page.center_horizontally()
        page.center_vertically()
    if sheet.colour:
        page.set_tab_color(sheet.colour)
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)


def _footer_text(text: str) -> str:
    """Return the text as a footer has it: & doubled; the whole footer may have 255 characters."""
    return clean_text(text)[:100].replace("&", "&&")


def _draw_picture(page: Worksheet, picture: Picture) -> None:
    scale = picture.width / width_of(picture.png) * dots_per_inch(picture.png) / _SCREEN_DOTS
    options = {"image_data": BytesIO(picture.png), "x_scale": scale, "y_scale": scale, "object_position": 1}
    page.insert_image(picture.row, picture.column, "figura.png", {**options, "description": picture.description})


def _draw_cell(page: Worksheet, cell: Cell, form: Format) -> None:
    import pyarrow as pa

    value = clean_text(cell.value) if isinstance(cell.value, str) else cell.value
    if cell.across > 1 or cell.down > 1:
        page.merge_range(cell.row, cell.column, cell.row + cell.down - 1, cell.column + cell.across - 1, "", form)
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
        form = formats.of("body" if column.kind in NUMBERS else "wrapped", column.kind)
        for row, value in enumerate(cell_values(column.kind, to_arrow(table.rows[column.name])).to_pylist()):
            _put(page, table.first_row + row, position, value, form)


def _frame_long_table(page: Worksheet, table: Table, formats: Formats) -> None:
    """Draw what surrounds the rows, and a row of blanks that bear the style of each column."""
    last_column = table.column + len(table.columns) - 1
    page.autofilter(table.row, table.column, max(table.last_row, table.first_row), last_column)
    page.repeat_rows(table.row)
    page.repeat_columns(table.column)
    stripes = {"type": "formula", "criteria": "=MOD(ROW(),2)=0", "format": formats.stripe()}
    page.conditional_format(table.first_row, table.column, table.last_row, last_column, stripes)
    styles = _styles(table)
    for position, column in enumerate(table.columns, table.column):
        page.write_blank(table.first_row, position, None, formats.of(styles.get(position, "plain"), column.kind))


def _styles(table: Table) -> dict[int, Style]:
    """Return the style of the sheet's columns that are links or wait to be filled in."""
    linked = table.links.columns if table.links else ()
    styles: tuple[tuple[Style, tuple[str, ...]], ...] = (("link", linked), ("to_fill_in", table.to_fill_in))
    return {table.place(name): style for style, names in styles for name in names}


def _draw_totals(page: Worksheet, table: Table, formats: Formats) -> None:
    """Write the totals as formulas that hold their value, so that every program shows the same."""
    for position, column in enumerate(table.columns, table.column):
        form = formats.of("total", column.kind)
        if column.name in table.sums:
            page.write_formula(table.totals_row, position, _sum_formula(table, position), form, _total(table, column))
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

    top, bottom = (xl_rowcol_to_cell(table.totals_row, table.place(name)) for name in (numerator, denominator))
    whole = int(table.rows[denominator].sum())
    value = int(table.rows[numerator].sum()) / whole if whole else ""
    return f'=IF({bottom}=0,"",{top}/{bottom})', value
