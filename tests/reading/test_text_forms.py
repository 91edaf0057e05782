"""Texts as other systems write them: delimiters at the end of lines, code pages, fixed width, headers far down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.reading.read import Exports
from tests.reading.conftest import CONTRACTS, WriteText

Read = Callable[[], Exports]
ROWS = [["1001", "Ana", "31/01/2026", "10,00"], ["1002", "Antônio", "31/01/2026", "2,50"]]


def assert_both_rows(exports: Exports) -> None:
    assert [problem.text() for problem in exports.problems] == []
    frame = exports.frames["contracts"]
    assert frame["contract_id"].tolist() == ["1001", "1002"]
    assert frame["member_name"].tolist() == ["Ana", "Antônio"]
    assert frame["balance_cents"].tolist() == [1000, 250]


@pytest.mark.parametrize(
    "header, rows, because",
    [
        (CONTRACTS, [[*row, ""] for row in ROWS], "só nas linhas"),
        ([*CONTRACTS, ""], ROWS, "só no cabeçalho"),
        ([*CONTRACTS, ""], [[*row, ""] for row in ROWS], "em todas"),
        (CONTRACTS, [[*ROWS[0], ""], ROWS[1]], "só na primeira"),
        (CONTRACTS, [ROWS[0], [*ROWS[1], ""]], "só na segunda"),
        (CONTRACTS, [[*row, "", "", ""] for row in ROWS], "três"),
        ([*CONTRACTS, "", ""], [[*ROWS[0], ""], [*ROWS[1], "", "", ""]], "de todo jeito"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters_at_the_end_make_no_cells(
    write_text: WriteText, read: Read, header: list[str], rows: list[list[str]], because: str, delimiter: str
) -> None:
    write_text([header, *rows], delimiter=delimiter)
    exports = read()
    assert_both_rows(exports)
    assert exports.frames["contracts"]["source_row"].tolist() == [2, 3], because


def test_a_cell_more_that_holds_something_is_told(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, [*ROWS[0], "", "x"], ROWS[1]])
    exports = read()
    assert [(problem.code, problem.line) for problem in exports.problems] == [("linha-incompleta", 2)]
    assert exports.frames["contracts"]["contract_id"].tolist() == ["1002"]


@pytest.mark.parametrize("page", ["utf-8", "cp1252", "cp850", "mac_roman", "utf-16", "utf-8-sig"])
def test_code_pages(write_text: WriteText, read: Read, page: str) -> None:
    write_text([CONTRACTS, *ROWS], encoding=page)
    assert_both_rows(read())


def test_a_line_of_windows_in_a_file_of_utf_8(tmp_path: Path, read: Read) -> None:
    lines = [";".join(cells) for cells in ([*CONTRACTS], *ROWS)]
    (tmp_path / "a.csv").write_bytes("\n".join(lines[:2]).encode() + b"\n" + lines[2].encode("cp1252"))
    assert_both_rows(read())
