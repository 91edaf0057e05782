"""Tables as reports print them: pages, subtotals, columns that moved, commas that separate too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.reading.read import Exports
from tests.reading.conftest import CONTRACTS, WriteBook, WriteText

Read = Callable[[], Exports]
ROWS = [[str(1001 + i), "Ana", "31/01/2026", "10,00"] for i in range(6)]


def codes(exports: Exports) -> list[str]:
    return [problem.code for problem in exports.problems]


def total(label: str, amount: str) -> list[str]:
    return [label, "", "", amount]


# --- totals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines, footer, wrong, because",
    [
        ([*ROWS[:2], total("Subtotal", "20,00"), *ROWS[2:], total("Subtotal", "40,00"), total("Total", "60,00")],
         6000, [], "dois grupos e o total"),
        ([*ROWS[:2], total("Total PA 1", "20,00"), *ROWS[2:], total("Total PA 2", "40,00")], None, [],
         "grupos sem total geral"),
        ([*ROWS[:2], total("Total", "20,00"), *ROWS[2:], total("Total", "60,00")], 6000, [], "total que corre"),
        ([*ROWS[:1], total("Subtotal", "10,00"), *ROWS[1:3], total("Subtotal", "20,00"),
          total("Total da regional", "30,00"), *ROWS[3:], total("Total Geral", "60,00")], 6000, [],
         "grupos dentro de grupos"),
        ([*ROWS[:2], total("Subtotal", "20,01"), *ROWS[2:], total("Total", "60,00")], 6000,
         [("subtotal-nao-confere", "D4")], "um centavo a mais no grupo"),
        ([*ROWS[:2], total("Subtotal", "20,00"), *ROWS[2:], total("Total", "59,99")], 5999,
         [("total-nao-confere", "D9")], "um centavo a menos no total"),
        ([*ROWS[:2], total("Total", "20,00"), *ROWS[2:]], 2000, [("total-nao-confere", "D4")],
         "linhas abaixo do único total"),
        ([*ROWS, total("Quantidade de registros", "6")], None, [], "não é valor"),
    ],
)  # fmt: skip
def test_lines_of_totals(
    write_text: WriteText,
    read: Read,
    lines: list[list[str]],
    footer: int | None,
    wrong: list[tuple[str, str]],
    because: str,
) -> None:
    write_text([CONTRACTS, *lines])
    exports = read()
    assert [(problem.code, problem.cell) for problem in exports.problems if problem.rows == 0] == wrong, because
    assert exports.sources[0].footer_cents == footer, because
    assert exports.frames["contracts"]["contract_id"].tolist() == [row[0] for row in ROWS]


def test_many_subtotals_take_no_time(write_text: WriteText, read: Read) -> None:
    lines = [line for i in range(20_000) for line in ([str(i), "Ana", "", "10,00"], total("Subtotal", "10,00"))]
    write_text([CONTRACTS, *lines])
    assert codes(read()) == []


# --- pages ----------------------------------------------------------------------------------------

HEADING = [["Cooperativa", "", "", "Página 1"], ["Posição em 31/10/2026, 10:15"], CONTRACTS]


def test_headings_of_pages_inside_the_data_are_no_data(write_text: WriteText, read: Read) -> None:
    again = [["Cooperativa", "", "", "Página 2"], ["Posição em 31/10/2026, 10:16"], CONTRACTS]
    write_text([*HEADING, *ROWS[:3], ["", "", "", "Pág. 1/2"], *again, *ROWS[3:], ["2"]])
    exports = read()
    assert codes(exports) == []
    assert exports.frames["contracts"]["source_row"].tolist() == [4, 5, 6, 11, 12, 13]


def test_headings_of_pages_in_a_workbook(write_book: WriteBook, read: Read) -> None:
    write_book([*HEADING, *ROWS[:3], *HEADING, *ROWS[3:]], corner=(3, 2))
    exports = read()
    assert codes(exports) == []
    assert exports.frames["contracts"]["source_row"].tolist() == [7, 8, 9, 13, 14, 15]


def test_a_member_named_like_the_title_is_data(write_text: WriteText, read: Read) -> None:
    write_text([["Cooperativa"], CONTRACTS, ["A-1", "Cooperativa", "", "10,00"], ["A-2", "Página 3", "", "1,00"]])
    assert read().frames["contracts"]["member_name"].tolist() == ["Cooperativa", "Página 3"]


# --- headers --------------------------------------------------------------------------------------


def test_a_header_on_two_rows(write_book: WriteBook, read: Read) -> None:
    upper = ["Número Contrato", "Nome", "Data Operação", "Valor Saldo"]
    write_book([["Título"], upper, ["Crédito", "Cliente", "Contrato", "Devedor Diário"], *ROWS])
    exports = read()
    assert (exports.sources[0].header_row, exports.sources[0].cents_read) == (3, 6000)


@pytest.mark.parametrize("unit", ["(R$)", "(em R$)", "(1)", "*", "(em reais)"])
def test_a_unit_behind_a_header_is_overlooked(write_text: WriteText, read: Read, unit: str) -> None:
    write_text([[*CONTRACTS[:3], f"{CONTRACTS[3]} {unit}"], *ROWS])
    assert read().sources[0].cents_read == 6000


# --- columns that moved -----------------------------------------------------------------------------


def test_a_cell_too_many_moves_the_columns(write_book: WriteBook, read: Read) -> None:
    write_book([[*CONTRACTS, ""], *([row[0], "x", *row[1:]] for row in ROWS)])
    (problem,) = read().problems
    assert (problem.code, problem.cell) == ("coluna-deslocada", "C1")
    assert "mais 1 colunas" in problem.found


@pytest.mark.parametrize("good, told", [(0, "coluna-deslocada"), (1, "valor-ausente")])
def test_nine_of_ten_cells_must_be_elsewhere(write_text: WriteText, read: Read, good: int, told: str) -> None:
    rows = [[str(i), "Ana", "", "", "10,00"] for i in range(10 - good)] + [["99", "Ana", "", "10,00", ""]] * good
    write_text([[*CONTRACTS, "Outra"], *rows])
    assert set(codes(read())) == {told}


def test_a_neighbour_with_its_own_meaning_is_no_place_to_have_moved_to(write_text: WriteText, read: Read) -> None:
    header = [*CONTRACTS[:3], "Data Vencimento Contrato", CONTRACTS[3]]
    write_text([header, *([row[0], "Ana", "ontem", "31/01/2027", "10,00"] for row in ROWS)])
    assert set(codes(read())) == {"data-invalida"}


# --- commas -----------------------------------------------------------------------------------------


def test_centavos_cut_off_by_a_comma(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, *ROWS], delimiter=",")
    (problem,) = read().problems
    assert (problem.code, problem.line) == ("virgula-sem-aspas", 2)


def test_centavos_in_a_column_without_a_title(write_text: WriteText, read: Read) -> None:
    write_text([[*CONTRACTS, ""], *ROWS], delimiter=",")
    assert codes(read()) == ["virgula-sem-aspas"]


def test_quoted_commas_are_no_problem(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, *([*row[:3], f'"{row[3]}"'] for row in ROWS)], delimiter=",")
    assert codes(read()) == []


# --- quotes, marks, separators ----------------------------------------------------------------------


def test_two_lone_quotes_do_not_swallow_the_rows_between(write_text: WriteText, read: Read) -> None:
    rows = [["1", '"Bar', "", "1,00"], ["2", "x", "", "2,00"], ["3", '"Loja', "", "3,00"], ["4", 'y"', "", "4,00"]]
    write_text([CONTRACTS, *rows])
    assert read().frames["contracts"]["balance_cents"].tolist() == [100, 200, 300, 400]


def test_a_separator_line_is_not_counted_as_excel_does_not(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_bytes(("sep=^\n" + "^".join(CONTRACTS) + "\n1^A^^x\n").encode())
    (problem,) = read().problems
    assert (problem.code, problem.cell) == ("valor-invalido", "D2")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_other_encodings(write_text: WriteText, read: Read, encoding: str) -> None:
    write_text([CONTRACTS, ["1", "José Conceição", "", "1,00"]], encoding=encoding)
    assert read().frames["contracts"]["member_name"].tolist() == ["José Conceição"]


def test_zero_bytes_inside_a_number_do_not_join_its_figures(tmp_path: Path, read: Read) -> None:
    text = ";".join(CONTRACTS) + "\n1;A\0\0;;1,00\n2;B;;1\0002,00\n"
    (tmp_path / "a.csv").write_bytes(text.encode("cp1252"))
    exports = read()
    assert [(problem.code, problem.found) for problem in exports.problems] == [("valor-invalido", "1 2,00")]
    assert exports.frames["contracts"]["member_name"].tolist() == ["A"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(write_text: WriteText, read: Read, end: str) -> None:
    write_text([["Título"], CONTRACTS, *ROWS], end=end)
    assert read().frames["contracts"]["source_row"].tolist() == [3, 4, 5, 6, 7, 8]
