"""Faulty exports whose fault lies in where cells stand, and in what a spreadsheet did to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.sample.writing import new_book, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = ("Número Contrato Crédito", "Nome Cliente", "Número PA", "Valor Saldo Devedor Diário")
NAMES = ("Ana Almeida", "Bruno Barros", "Célia Campos", "Davi Duarte", "Elisa Esteves", "Fábio Freitas")
LAST_CELL = 1_048_575, 16_383
ROUNDED = 12_345_678_901_234_500_000
"""Twenty figures of a contract that was a number once: Excel kept fifteen."""


def write(folder: Path) -> None:
    """Write them as ``<code>.csv`` and ``<code>.xlsx`` below ``folder``."""
    rows = [(str(1001 + i), name, "0001", "10.000,00") for i, name in enumerate(NAMES)]
    moved = [(*row[:-1], "", row[-1]) for row in rows]
    _csv(folder / "coluna-deslocada.csv", [(*HEADER, ""), *moved])
    _csv(folder / "virgula-sem-aspas.csv", [HEADER, *rows], delimiter=",")
    groups = [rows[:2], rows[2:]]
    wrong = [*groups[0], _total("Subtotal PA 0001", "20.000,01"), *groups[1], _total("Subtotal PA 0002", "40.000,00")]
    _csv(folder / "subtotal-nao-confere.csv", [HEADER, *wrong, _total("Total Geral", "60.000,00")])
    _csv(
        folder / "resumo-abaixo-da-tabela.csv", [HEADER, *rows, ("Resumo por PA",), ("PA", "Saldo"), ("1", "60.000,00")]
    )
    _workbooks(folder)


def _total(label: str, amount: str) -> tuple[str, ...]:
    return (label, "", "", amount)


def _csv(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ";") -> None:
    write_text(path, "".join(delimiter.join(row) + "\r\n" for row in rows))


def _workbooks(folder: Path) -> None:
    """A formula that was never calculated, a code that was rounded, a cell at the far end of a sheet."""
    loan = [1001, "Ana Almeida", "0001", 10_000]
    _xlsx(folder / "formula-sem-valor.xlsx", [loan, [1002, "Bruno Barros", "0001", "=D2*2"]])
    _xlsx(folder / "codigo-arredondado.xlsx", [loan, [ROUNDED, "Bruno Barros", "0001", 10_000]])
    _xlsx(folder / "arquivo-grande-demais.xlsx", [loan], last="x")
    other = [1002, "Bruno Barros", "0001", 20_000]
    for hidden in ("aba", "linha", "coluna"):
        _xlsx(folder / f"{hidden}-oculta.xlsx", [loan, other], hidden=hidden)


def _xlsx(path: Path, rows: Sequence[Sequence[object]], last: str = "", hidden: str = "") -> None:
    """Write a workbook; ``hidden`` is its first sheet, the last row, or the column of the branch."""
    with new_book(path, strings_to_formulas=True) as book:
        if hidden == "aba":
            old = book.add_worksheet("antigo")
            old.write_row(0, 0, HEADER)
            old.write_row(1, 0, rows[0])
            old.hide()
        page = book.add_worksheet("Plan1")
        if hidden == "aba":
            page.activate()
            page.set_first_sheet()
        elif hidden == "linha":
            page.set_row(len(rows), None, None, {"hidden": True})
        elif hidden == "coluna":
            page.set_column(2, 2, None, None, {"hidden": True})
        page.write_row(0, 0, HEADER)
        for down, row in enumerate(rows, start=1):
            page.write_row(down, 0, row)
        if last:
            page.write(*LAST_CELL, last)
