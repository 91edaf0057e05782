"""Reading and checking an export against the fastest reading of the same file to strings."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Result, against_floor
from coopcli import sample
from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import read_paths
from coopcli.shipped import folder as shipped

CSV_CONTRACTS, XLSX_CONTRACTS = 1_000_000, 100_000


def run(folder: Path) -> list[Result]:
    """Return the reading of a CSV of a million contracts and of an XLSX of a hundred thousand."""
    import fastexcel
    import pyarrow as pa
    import pyarrow.csv as pc

    layouts = load_layouts([shipped("rules") / "layouts"])
    sample.scaled(folder / "csv", CSV_CONTRACTS, 1)
    csv = folder / "csv" / "exports" / "2026-10" / "cre_contratos.csv"
    header = csv.open(encoding="cp1252").readline().strip().split(";")
    as_text = pc.ConvertOptions(column_types=dict.fromkeys(header, pa.string()))

    def csv_floor() -> object:
        options = pc.ReadOptions(encoding="cp1252")
        return pc.read_csv(csv, options, pc.ParseOptions(delimiter=";"), as_text)

    xlsx = _workbook(folder, XLSX_CONTRACTS)
    return [
        against_floor(
            f"read and check CSV, {CSV_CONTRACTS:,} × {len(header)}",
            lambda: read_paths([csv], layouts),
            csv_floor,
            2,
            3,
        ),
        against_floor(
            f"read and check XLSX, {XLSX_CONTRACTS:,} × {len(header)}",
            lambda: read_paths([xlsx], layouts),
            lambda: fastexcel.read_excel(xlsx).load_sheet(0, dtypes="string").to_arrow(),
            1.6,
            3,
        ),
    ]


def _workbook(folder: Path, rows: int) -> Path:
    """Write contracts as a workbook with dates and amounts as numbers, as the core system does."""
    import pyarrow.csv as pc
    import xlsxwriter

    sample.scaled(folder / "xlsx", rows, 1)
    csv = folder / "xlsx" / "exports" / "2026-10" / "cre_contratos.csv"
    table = pc.read_csv(
        csv,
        pc.ReadOptions(encoding="cp1252"),
        pc.ParseOptions(delimiter=";"),
        pc.ConvertOptions(decimal_point=",", timestamp_parsers=["%d/%m/%Y"]),
    )
    path = folder / "contratos.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, table.column_names)
    for i, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=1):
        sheet.write_row(i, 0, ["" if value is None else value for value in row])
    book.close()
    return path
