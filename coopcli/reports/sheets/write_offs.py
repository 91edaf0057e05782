"""Baixas: what has been written off, until when it stays in sight, and what may leave."""

from __future__ import annotations

from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, top
from coopcli.results import Month
from coopcli.words.classification import WRITE_OFF_COLUMNS

NAME = "Baixas"
_KEPT = "Cinco anos da baixa e enquanto a cobrança não se esgota; sem data em Cobrança Esgotada em, ela continua."


def write_off_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the register of write-offs; no sheet where there is none."""
    rows = month.registers.write_offs if month.registers else None
    if rows is None or not len(rows):
        return []
    over = plural(int(rows["is_term_over"].sum()), "com os cinco anos decorridos", "com os cinco anos decorridos")
    free = plural(int((~rows["stays_registered"]).sum()), "pode sair do controle", "podem sair do controle")
    text = plural(len(rows), "operação baixada", "operações baixadas")
    cells = (*top(NAME, f"{about(month)} · {text} · {over} · {free}"), Cell(2, 0, _KEPT, "small"))
    page = Sheet(NAME, cells, freeze=(5, 1), footer=footer(month))
    return long_pages(page, WRITE_OFF_COLUMNS, rows, rows_per_sheet, sums=("amount_cents", "recovered_cents"))
