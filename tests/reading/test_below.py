"""Where a table ends: summaries below it are no rows of it; rows that lost their cells are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from coopcli.reading.read import Exports
from tests.reading.conftest import CONTRACTS, WriteBook, WriteText

Read = Callable[[], Exports]
HEADER = [*CONTRACTS, "Número PA", "Situação Contrato"]
ROWS = [[str(1001 + i), "Ana", "31/01/2026", "10,00", "0001", "NORMAL"] for i in range(5)]
TITLE = ["Resumo por PA"]
LABELS = ["PA", "", "", "Saldo"]
SUMMARY = [["1", "", "", "30,00"], ["2", "", "", "20,00"]]
TOTAL = ["Total", "", "", "50,00"]


def codes(exports: Exports) -> list[str]:
    return [problem.code for problem in exports.problems]


def padded(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[*row, *[""] * (len(HEADER) - len(row))] for row in rows]


@pytest.mark.parametrize(
    "below, because",
    [
        ([[], TITLE, LABELS, *SUMMARY], "linha em branco, título, cabeçalho"),
        ([[], TITLE, *SUMMARY], "sem cabeçalho"),
        ([TITLE, *SUMMARY], "só o título"),
        ([[], LABELS, *SUMMARY], "só o cabeçalho"),
        ([TOTAL, [], TITLE, LABELS, *SUMMARY, TOTAL], "o total da tabela e o do resumo"),
        ([[], [], TITLE, [], LABELS, *SUMMARY, [], ["Por produto"], *SUMMARY], "dois resumos"),
        ([[], TITLE, *SUMMARY, ["Emitido por Ana"]], "uma nota no fim"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_summary_is_no_data(
    write_text: WriteText, write_book: WriteBook, read: Read, below: list[list[str]], because: str, form: str
) -> None:
    rows = padded([HEADER, *ROWS, *below])
    write_text(rows) if form == "csv" else write_book(rows)
    exports = read()
    assert exports.frames["contracts"]["contract_id"].tolist() == [row[0] for row in ROWS], because
    assert codes(exports) == ["resumo-abaixo-da-tabela"], because
    assert exports.sources[0].rows_set_aside == 0


def test_a_summary_of_fewer_cells_in_a_text(write_text: WriteText, read: Read) -> None:
    write_text([HEADER, *ROWS, TITLE, ["PA", "Saldo"], ["1", "30,00"], ["2", "20,00"]])
    exports = read()
    assert [(problem.code, problem.found, problem.rows) for problem in exports.problems] == [
        ("resumo-abaixo-da-tabela", "linhas 8 a 10, sob «Resumo por PA»", 0)
    ]
    assert exports.sources[0].rows_read == 5


def test_lines_of_fewer_cells_without_a_title_are_told_one_by_one(write_text: WriteText, read: Read) -> None:
    write_text([HEADER, *ROWS, ["1", "30,00"], ["2", "20,00"]])
    assert codes(read()) == ["linha-incompleta"] * 2


def test_rows_without_a_title_may_be_of_the_table_and_are_set_aside(write_text: WriteText, read: Read) -> None:
    write_text(padded([HEADER, *ROWS, [], *SUMMARY]))
    exports = read()
    (problem,) = exports.problems
    assert (problem.code, problem.rows, problem.cents) == ("resumo-abaixo-da-tabela", 2, 5000)
    (source,) = exports.sources
    assert (source.rows_used, source.rows_set_aside, source.cents_set_aside) == (5, 2, 5000)


@pytest.mark.parametrize(
    "below, used",
    [
        ([[], *ROWS[3:]], 5),  # a blank row inside the table
        ([["Página 2"], *ROWS[3:]], 5),
        ([["1004", "", "", "10,00"]], 4),  # no gap: a row that lost its cells
        ([[], ["1004", "Ana", "31/01/2026", "10,00"]], 4),  # more than half of the cells
        ([TITLE, ["1004", "", "", "10,00"], ROWS[4]], 5),  # whole rows below
    ],
)
def test_rows_of_data_stay_rows_of_data(write_text: WriteText, read: Read, below: list[list[str]], used: int) -> None:
    write_text(padded([HEADER, *ROWS[:3], *below]))
    exports = read()
    assert len(exports.frames["contracts"]) == used
    assert codes(exports) == []


def test_too_few_rows_say_nothing(write_text: WriteText, read: Read) -> None:
    write_text(padded([HEADER, ROWS[0], [], ["1002", "", "", "10,00"]]))
    assert len(read().frames["contracts"]) == 2
