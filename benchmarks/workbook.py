"""The report with a long detail sheet against XlsxWriter writing the same cells."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Result, seconds
from coopcli import sample
from coopcli.closing.month import MonthRun, Request, run_month
from coopcli.closing.settings import load_settings
from coopcli.reports.month import month_workbook

CONTRACTS = 100_000


def run(folder: Path) -> list[Result]:
    """Return the writing of the report of a hundred thousand operations."""
    sample.scaled(folder / "book", CONTRACTS, 1)
    settings = load_settings(folder / "book")
    month = run_month(Request(folder / "book" / "exports" / "2026-10"), settings, lambda step: None)
    mine = seconds(lambda: month_workbook(folder / "report.xlsx", month.month))
    columns = len(month.month.operations.columns) + len(month.month.classified[0].operations.columns)
    floor = seconds(lambda: _plain(folder / "plain.xlsx", month))
    what = f"report with {CONTRACTS:,} × {columns} operations, all sheets and charts"
    ratio = mine / floor
    return [
        Result(
            what,
            f"{mine:.2f} s",
            f"{floor:.2f} s (the same cells by XlsxWriter)",
            f"{ratio:.2f}×",
            "≤ 0.2×",
            ratio <= 0.2,
        )
    ]


def _plain(path: Path, run: MonthRun) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    frames = (run.month.operations, run.month.classified[0].operations)
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist() for frame in frames for name in frame
    ]
    for i, row in enumerate(zip(*columns, strict=True)):
        for j, value in enumerate(row):
            if hasattr(value, "year"):
                sheet.write_datetime(i, j, value.to_pydatetime())
            else:
                sheet.write(i, j, value)
    book.close()
