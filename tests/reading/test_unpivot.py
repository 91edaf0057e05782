"""Sheets with a column for each value: from the wide row to the rows of the frame, every problem with its cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import Exports, read_folder
from tests.reading.conftest import WriteBook, WriteText

Read = Callable[[], Exports]
USAGE = ["Data-base", "Número Cliente Sisbr", "Nome Cliente", "Capital Social", "Poupança", "Seguro Vida"]
MARGINS = ["Data-base", "Número Cliente Sisbr", "Créditos", "Captação"]
SURVEY = ["Respondente", "Data da Resposta", "NPS", "Comentário"]


def rows_of(exports: Exports, frame: str, *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(exports.frames[frame][name].tolist() for name in names), strict=True))


def counts(exports: Exports) -> tuple[int, int, int]:
    (source,) = exports.sources
    return source.rows_read, source.rows_used, source.rows_set_aside


def test_each_filled_cell_is_a_row_of_the_frame(write_text: WriteText, read: Read) -> None:
    write_text([USAGE, ["10/2026", "001", "Ana", "1", "", "2"], ["10/2026", "002", "Rui", "-", "X", "0"]])
    exports = read()
    assert rows_of(exports, "product_usage", "member_id", "product", "quantity", "source_row") == [
        ("001", "Capital Social", 1, 2),
        ("001", "Seguro Vida", 2, 2),
        ("002", "Poupança", 1, 3),
        ("002", "Seguro Vida", 0, 3),
    ]
    assert (counts(exports), exports.problems) == ((2, 2, 0), [])


@pytest.mark.parametrize("header", ["Total", "Margem Total", "MC", "Margem de Contribuição", "Renda Mensal", "CPF"])
def test_a_total_or_an_income_beside_the_families_is_no_family(write_text: WriteText, read: Read, header: str) -> None:
    """Quadro 2 has such a total: were it a family, the margin would count twice."""
    write_text([[*MARGINS, header], ["10/2026", "001", "10,00", "5,00", "15,00"]])
    assert rows_of(read(), "margins", "family", "margin_cents") == [("Créditos", 1000), ("Captação", 500)]


def test_a_row_without_any_value_is_not_lost(write_text: WriteText, read: Read) -> None:
    write_text([USAGE, ["10/2026", "001", "Ana", "", "", ""]])
    exports = read()
    assert rows_of(exports, "product_usage", "member_id", "product", "quantity") == [("001", "Capital Social", 0)]


def test_a_bad_cell_takes_out_itself_alone_and_is_named(write_book: WriteBook, read: Read) -> None:
    write_book([USAGE, ["10/2026", "001", "Ana", 1, "talvez", 1], ["10/2026", "002", "Rui", "?", None, None]])
    exports = read()
    assert [(p.code, p.cell, p.header, p.found, p.rows) for p in exports.problems] == [
        ("numero-invalido", "D3", "Capital Social", "?", 1),
        ("numero-invalido", "E2", "Poupança", "talvez", 0),
    ]
    assert rows_of(exports, "product_usage", "member_id", "product") == [
        ("001", "Capital Social"),
        ("001", "Seguro Vida"),
    ]
    assert counts(exports) == (2, 1, 1)
    assert exports.set_aside["source_row"].tolist() == [2, 3]


def test_a_bad_row_is_told_once_and_takes_out_all_its_values(write_text: WriteText, read: Read) -> None:
    write_text([MARGINS, ["31/13/2026", "001", "10,00", "5,00"], ["10/2026", "002", "1,00", "x"]])
    exports = read()
    assert [(p.code, p.cell, p.rows, p.cents) for p in exports.problems] == [
        ("data-invalida", "A2", 1, 1500),
        ("valor-invalido", "D3", 0, 0),
    ]
    (source,) = exports.sources
    assert (source.cents_read, source.cents_used, source.cents_set_aside) == (1600, 100, 1500)
    assert counts(exports) == (2, 1, 1)


def test_totals_of_every_column_are_checked(write_text: WriteText, read: Read) -> None:
    rows = [["10/2026", "001", "10,00", "5,00"], ["10/2026", "002", "-1,00", ""]]
    write_text([MARGINS, *rows, ["Total", "", "9,00", "6,00"]])
    exports = read()
    assert [(p.code, p.cell) for p in exports.problems] == [("total-nao-confere", "D4")]
    assert (exports.sources[0].cents_read, exports.sources[0].footer_cents) == (1400, 1500)


def test_a_margin_without_any_member_is_still_counted(write_text: WriteText, read: Read) -> None:
    write_text([MARGINS, ["10/2026", "", "10,00", "5,00"], ["10/2026", "003", "", ""]])
    margins = read().frames["margins"]
    assert margins["margin_cents"].tolist() == [1000, 500, 0]
    assert margins["member_id"].isna().tolist() == [True, True, False]


def test_a_row_said_twice_is_one_problem(write_text: WriteText, read: Read) -> None:
    row = ["10/2026", "001", "Ana", "1", "1", "1"]
    write_text([USAGE, row, row])
    exports = read()
    (problem,) = exports.problems
    assert (problem.code, problem.cell, problem.rows) == ("linha-repetida", "B3", 1)
    assert problem.found.endswith("linha 2; e mais 2 valores desta linha")
    assert counts(exports) == (2, 1, 1)


def test_a_row_said_twice_in_part_is_used_for_the_rest(write_text: WriteText, read: Read) -> None:
    write_text([USAGE, ["10/2026", "001", "Ana", "1", "", ""], ["10/2026", "001", "Ana", "1", "1", ""]])
    exports = read()
    assert [problem.rows for problem in exports.problems] == [0]
    assert counts(exports) == (2, 2, 0)
    assert rows_of(exports, "product_usage", "product", "source_row") == [("Capital Social", 2), ("Poupança", 3)]


def test_blank_answers_stay_where_the_layout_keeps_them(write_text: WriteText, read: Read) -> None:
    write_text([SURVEY, ["R1", "05/10/2026", "10", ""], ["R2", "06/10/2026", "", "=1+1"]])
    answers = read().frames["survey_answers"]
    assert answers["question"].tolist() == ["NPS", "Comentário", "NPS", "Comentário"]
    assert answers["answer"].isna().tolist() == [False, True, True, False]
    assert answers["answer"].tolist()[3] == "=1+1"


def test_no_column_of_values_is_a_missing_column(tmp_path: Path, write_text: WriteText) -> None:
    (tmp_path / "own").mkdir()
    text = """\
id: layouts/own
title: Margens
frame: margins
source: {system: planilha, checked_on: 2026-11-21}
signature: [Mês, Conta]
columns: {reference_date: {headers: [Mês], month: last}, member_id: {headers: [Conta]}}
unpivot: {name: family, value: margin_cents, headers: [Créditos, Seguros]}
"""
    (tmp_path / "own" / "own.yaml").write_bytes(text.encode())
    write_text([["Mês", "Conta", "Créditos (R$ mil)"], ["10/2026", "1", "2,00"]])
    exports = read_folder(tmp_path, load_layouts([tmp_path / "own"]))
    assert [problem.code for problem in exports.problems] == ["coluna-ausente"]


def test_a_column_of_values_twice_is_refused(write_text: WriteText, read: Read) -> None:
    write_text([[*USAGE, "POUPANÇA"], ["10/2026", "001", "Ana", "1", "1", "1", "1"]])
    (problem,) = read().problems
    assert (problem.code, problem.cell) == ("coluna-repetida", "G1")


@pytest.mark.parametrize("rows", [0, 1])
def test_few_rows(write_text: WriteText, read: Read, rows: int) -> None:
    write_text([USAGE, *[["10/2026", "001", "Ana", "1", "1", "1"]] * rows])
    exports = read()
    assert counts(exports) == (rows, rows, 0)
    assert len(exports.frames["product_usage"]) == 3 * rows


def test_two_months_in_two_sheets_are_one_frame(write_book: WriteBook, read: Read) -> None:
    write_book([USAGE, ["09/2026", "1", "Ana", 1, 1, 1]], [USAGE, ["10/2026", "1", "Ana", 1, None, 1]])
    exports = read()
    assert len(exports.frames["product_usage"]) == 5
    assert [source.rows_used for source in exports.sources] == [1, 1]
