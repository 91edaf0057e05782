"""Folders of exports, from the file to the frame."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcli.errors import PROBLEM_KINDS, DataError, Problem
from coopcli.reading import faults
from coopcli.reading.layouts import Layout
from coopcli.reading.read import Exports, read_folder, read_paths
from coopcli.words import FRAMES
from tests.reading.conftest import CONTRACTS, WriteBook, WriteText

Read = Callable[[], Exports]
A_CONTRACT = ["1001", "José Conceição", "31/01/2026", "1.234,56"]
INSTALLMENTS = [
    "Número Contrato Crédito",
    "Número Parcela",
    "Data Vencimento Parcela",
    "Valor Parcela",
    "Valor Pago Parcela",
]


def codes(exports: Exports) -> list[str]:
    return [problem.code for problem in exports.problems]


def the_problem(exports: Exports, code: str) -> Problem:
    (problem,) = [problem for problem in exports.problems if problem.code == code]
    return problem


def assert_conserved(exports: Exports) -> None:
    for i, source in enumerate(exports.sources):
        assert source.rows_read == source.rows_used + source.rows_set_aside
        assert source.cents_read == source.cents_used + source.cents_set_aside
        assert source.rows_set_aside == (exports.set_aside["source"] == i).sum()
        if source.frame:
            assert source.rows_used == (exports.frames[source.frame]["source"] == i).sum()


# --- the same export in every dress ---------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_files(write_text: WriteText, read: Read, encoding: str, delimiter: str, end: str) -> None:
    row = [f'"{cell}"' for cell in A_CONTRACT]
    write_text([["Relatório – maio"], [""], CONTRACTS, row], delimiter=delimiter, encoding=encoding, end=end)
    contracts = read().frames["contracts"]
    assert contracts["contract_id"].tolist() == ["1001"]
    assert contracts["member_name"].tolist() == ["José Conceição"]
    assert contracts["balance_cents"].tolist() == [123456]
    assert contracts["contract_date"].tolist() == [pd.Timestamp(2026, 1, 31)]
    assert contracts["source_row"].tolist() == [4]


def test_workbooks_with_numbers_texts_and_serials(write_book: WriteBook, read: Read) -> None:
    write_book(
        [
            CONTRACTS,
            ["0001", "A", date(2026, 1, 31), 1234.5],
            ["0002", "B", 46053, 0.1 + 0.2],
            [3, "C", "31/01/2026", "1.234,56"],
        ]
    )
    contracts = read().frames["contracts"]
    assert contracts["contract_id"].tolist() == ["0001", "0002", "3"]
    assert contracts["balance_cents"].tolist() == [123450, 30, 123456]
    assert contracts["contract_date"].tolist() == [pd.Timestamp(2026, 1, 31)] * 3


def test_dates_with_a_time_of_day(write_book: WriteBook, read: Read) -> None:
    write_book([CONTRACTS, ["1", "A", datetime(2026, 1, 31, 23, 59), 1]])
    assert read().frames["contracts"]["contract_date"].tolist() == [pd.Timestamp(2026, 1, 31)]


def test_windows_characters_beyond_latin_1(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["1", "“Aspas” – €", "", "1,00"], ["2", "ã", "", "1,00"]], encoding="cp1252")
    assert read().frames["contracts"]["member_name"].tolist() == ["“Aspas” – €", "ã"]


def test_lines_inside_quoted_cells_do_not_move_the_rows(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["1", '"A\nB"', "", "1,00"], ["2", "C", "", "x"]])
    assert the_problem(read(), "valor-invalido").cell == "D3"


def test_every_sheet_of_a_workbook_is_read(write_book: WriteBook, read: Read) -> None:
    installments = [INSTALLMENTS, ["0001", 1, "31/10/2026", 100, None]]
    write_book([CONTRACTS, ["0001", "A", None, 1]], installments, [["Filtros"]], [], names=["C", "P", "F", "V"])
    exports = read()
    assert [(source.sheet, source.frame) for source in exports.sources] == [
        ("C", "contracts"),
        ("P", "installments"),
        ("F", ""),
    ]
    assert the_problem(exports, "arquivo-nao-reconhecido").sheet == "F"
    assert exports.frames["installments"]["paid_cents"].tolist() == [0]


# --- where a cell is ------------------------------------------------------------------------------


def test_a_problem_names_the_cell_of_a_table_that_does_not_start_at_a1(write_book: WriteBook, read: Read) -> None:
    write_book([["Relatório"], CONTRACTS, ["1", "A", None, "1.234"]], corner=(2, 1), names=["Plan 1"])
    problem = the_problem(read(), "valor-ambiguo")
    assert (problem.file, problem.sheet, problem.cell) == ("a.xlsx", "Plan 1", "E5")
    assert (problem.header, problem.found) == ("Valor Saldo Devedor Diário", "1.234")


def test_a_problem_names_the_cell_as_excel_would_show_the_text_file(write_text: WriteText, read: Read) -> None:
    write_text([["Título"], [""], CONTRACTS, A_CONTRACT, [""], ["1002", "", "31/02/2026", "1,00"]])
    exports = read()
    assert the_problem(exports, "data-invalida").cell == "C6"
    assert exports.frames["contracts"]["source_row"].tolist() == [4, 6]


# --- what is not data -----------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Total", "TOTAL GERAL", "Totais:", "Soma"])
def test_a_footer_that_adds_up(write_text: WriteText, read: Read, label: str) -> None:
    rows = [
        CONTRACTS,
        A_CONTRACT,
        ["1002", "", "", "0,44"],
        [label, "", "", "1.235,00"],
        ["Página 1 de 1", "", "", ""],
    ]
    write_text(rows)
    exports = read()
    assert codes(exports) == []
    assert exports.sources[0].footer_cents == 123500
    assert exports.sources[0].rows_read == 2


def test_a_footer_one_centavo_off(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT, ["", "Total", "", "1.234,57"]])
    problem = the_problem(read(), "total-nao-confere")
    assert "R$ 1.234,57" in problem.found and "R$ 1.234,56" in problem.found and "R$ 0,01" in problem.found


def test_a_footer_counts_rows_set_aside(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT, ["1002", "", "", "-34,56"], ["Total", "", "", "1.200,00"]])
    exports = read()
    assert codes(exports) == ["valor-negativo"]
    assert (exports.sources[0].cents_read, exports.sources[0].cents_set_aside) == (120000, -3456)


def test_a_footer_without_a_label(write_book: WriteBook, read: Read) -> None:
    write_book(
        [
            CONTRACTS,
            ["1", "A", None, 10],
            ["2", "B", None, 5.5],
            [None, None, None, 15.5],
            [],
            ["Fonte: Sisbr"],
        ]
    )
    exports = read()
    assert codes(exports) == []
    assert exports.sources[0].footer_cents == 1550


def test_a_footer_with_fewer_cells_than_the_header(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT, ["Total", "1.234,56"], ["Página 1 de 3"], ["Fonte: Sisbr"]])
    exports = read()
    assert codes(exports) == []
    assert (exports.sources[0].footer_cents, exports.sources[0].rows_read) == (123456, 1)


def test_a_row_that_lost_its_contract_is_no_footer(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT, ["", "Maria", "31/01/2026", "10,00"]])
    exports = read()
    assert codes(exports) == ["valor-ausente"]
    assert exports.sources[0].footer_cents is None
    assert exports.sources[0].cents_set_aside == 1000


def test_a_row_without_contract_or_name_inside_the_table_is_no_footer(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["", "", "", "10,00"], A_CONTRACT])
    exports = read()
    assert codes(exports) == ["valor-ausente"]
    assert exports.sources[0].rows_read == 2


def test_a_member_called_total_is_no_footer(write_text: WriteText, read: Read) -> None:
    header = ["Nome Cliente", "Número Contrato Crédito", "Valor Saldo Devedor Diário"]
    write_text([header, ["Total Transportes", "1", "10,00"], ["Total", "", "10,00"]])
    exports = read()
    assert exports.frames["contracts"]["member_name"].tolist() == ["Total Transportes"]
    assert exports.sources[0].footer_cents == 1000


def test_contracts_with_letters_are_data(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["C-01", "A", "", "1,00"], ["S01", "", "", "2,00"]])
    assert read().frames["contracts"]["contract_id"].tolist() == ["C-01", "S01"]


def test_blank_cells_mean_nothing_paid_but_the_column_must_be_there(write_text: WriteText, read: Read) -> None:
    write_text([INSTALLMENTS, ["1", "1", "31/10/2026", "1,00", ""]], name="1.csv")
    write_text([INSTALLMENTS[:-1], ["2", "1", "31/10/2026", "1,00"]], name="2.csv")
    exports = read()
    assert exports.frames["installments"]["paid_cents"].tolist() == [0]
    assert [(problem.code, problem.file) for problem in exports.problems] == [("coluna-ausente", "2.csv")]


# --- rows set aside -------------------------------------------------------------------------------


def test_only_identity_amount_and_age_take_an_operation_out_of_the_portfolio(write_text: WriteText, read: Read) -> None:
    header = [
        *CONTRACTS,
        "CPF/CNPJ",
        "Nivel Risco Atual",
        "% Taxa Operação",
        "Quantidade Parcelas",
        "Indicador de Repactuação",
    ]
    write_text([header, ["1001", "#N/D", "31/02/2026", "1,00", "52998224726", "Z", "x", "doze", "talvez"]])
    exports = read()
    assert Counter(codes(exports)) == Counter(
        ["documento-invalido", "celula-com-erro", "data-invalida", "taxa-invalida", "numero-invalido"]
        + ["codigo-invalido"] * 2
    )
    contract = exports.frames["contracts"].iloc[0]
    blank = [
        "document",
        "member_name",
        "contract_date",
        "monthly_rate",
        "installment_count",
        "exported_level",
        "is_renegotiated",
    ]
    assert contract[blank].isna().all()
    assert contract["balance_cents"] == 100
    assert all(problem.rows == 0 and "continua em uso" in problem.advice() for problem in exports.problems)


def test_a_row_set_aside_is_counted_once(write_text: WriteText, read: Read) -> None:
    header = [*INSTALLMENTS, "Data Pagamento Parcela"]
    write_text([header, ["1", "x", "31/02/2026", "10,00", "0,00", "ontem"], ["1", "2", "01/02/2026", "5,00", "", ""]])
    exports = read()
    assert codes(exports) == ["numero-invalido", "data-invalida", "data-invalida"]
    assert [(problem.rows, problem.cents) for problem in exports.problems] == [(1, 1000), (0, 0), (0, 0)]
    assert exports.set_aside.to_dict("records") == [
        {
            "source": 0,
            "source_row": 2,
            "file": "a.csv",
            "frame": "installments",
            "code": "numero-invalido",
            "cents": 1000,
        }
    ]
    assert_conserved(exports)


def test_rows_of_another_width(write_text: WriteText, read: Read) -> None:
    write_text(
        [CONTRACTS, A_CONTRACT, ["1002", "Ação"], [*A_CONTRACT, "a mais"], ["1003", "", "", "1,00"]],
        encoding="cp1252",
    )
    exports = read()
    assert [(problem.code, problem.line) for problem in exports.problems] == [
        ("linha-incompleta", 3),
        ("linha-incompleta", 4),
    ]
    assert "1002 | Ação" in exports.problems[0].found
    assert exports.frames["contracts"]["source_row"].tolist() == [2, 5]
    assert (exports.sources[0].rows_read, exports.sources[0].rows_set_aside) == (4, 2)
    assert exports.frames["contracts"]["member_name"].tolist()[0] == "José Conceição"


def test_an_error_cell_of_a_workbook(write_book: WriteBook, read: Read) -> None:
    write_book([CONTRACTS, ["1", "A", None, "#DIV/0!"], ["2", "B", None, 1]])
    problem = the_problem(read(), "celula-com-erro")
    assert (problem.cell, problem.found, problem.rows) == ("D2", "#DIV/0!", 1)


@pytest.mark.parametrize(
    "header, row, code",
    [
        (CONTRACTS, A_CONTRACT, "contrato-repetido"),
        (INSTALLMENTS, ["1", "1", "31/10/2026", "10,00", "0,00"], "parcela-repetida"),
        (
            ["Número Cliente Sisbr", "Nome Cliente", "Renda Bruta Mensal"],
            ["7", "A", "1,00"],
            "associado-repetido",
        ),
        (["Número Conta Capital", "Valor Saldo Final Integralizado Diário"], ["7", "1,00"], "linha-repetida"),
    ],
)
def test_the_first_of_repeated_rows_is_kept(
    write_text: WriteText, read: Read, header: list[str], row: list[str], code: str
) -> None:
    write_text([header, row], name="1.csv")
    write_text([["Título"], header, row], name="2.csv")
    exports = read()
    problem = the_problem(exports, code)
    assert (problem.file, problem.cell, problem.rows) == ("2.csv", "A3", 1)
    assert "1.csv, linha 2" in problem.found
    assert exports.set_aside[["source", "source_row", "code"]].values.tolist() == [[1, 3, code]]
    assert_conserved(exports)


def test_files_of_one_frame_are_joined_in_the_order_of_names(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["2", "B", "", "2,00"], ["1", "A", "", "1,00"]], name="pa02.csv")
    write_text([CONTRACTS, ["4", "D", "", "4,00"]], name="pa01.csv")
    contracts = read().frames["contracts"]
    assert contracts[["contract_id", "source", "source_row"]].values.tolist() == [
        ["4", 0, 2],
        ["2", 1, 2],
        ["1", 1, 3],
    ]


def test_many_problems_are_listed_to_a_limit(
    write_text: WriteText, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MAX_PROBLEMS", 3)
    write_text([CONTRACTS, *([str(i), "", "", "-1,00"] for i in range(8))])
    exports = read()
    assert codes(exports) == ["valor-negativo"] * 4
    last = exports.problems[-1]
    assert last.found.startswith("mais 5 células")
    assert (last.rows, last.cents) == (5, -500)
    assert sum(problem.rows for problem in exports.problems) == 8


def test_repeated_bad_cells_are_each_told(write_book: WriteBook, read: Read) -> None:
    write_book([CONTRACTS, *([str(i), "A", "ontem", "1.234" if i % 2 else None] for i in range(20))])
    exports = read()
    assert Counter(codes(exports)) == {"data-invalida": 20, "valor-ambiguo": 10, "valor-ausente": 10}
    found = [(problem.cell, problem.found) for problem in exports.problems if problem.code.startswith("valor")]
    assert found[0] == ("D2", "(vazia)") and ("D3", "1.234") in found


# --- files that cannot be read --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, content, code",
    [
        ("a.csv", b"", "arquivo-vazio"),
        ("a.csv", b" \n\n", "arquivo-vazio"),
        ("a.xlsx", b"", "arquivo-vazio"),
        ("a.xlsx", b"<html><table></table></html>", "arquivo-ilegivel"),
        ("a.xlsx", b"%PDF-1.7", "arquivo-ilegivel"),
        ("a.csv", b"PK\x03\x04rest", "arquivo-ilegivel"),
        ("a.csv", b"a;b\n\0\0", "arquivo-ilegivel"),
        ("a.xlsx", b"PK\x03\x04 cut short", "arquivo-ilegivel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "arquivo-protegido"),
        ("a.docx", b"whatever", "arquivo-nao-reconhecido"),
        ("a.csv", b"Produto;Quantidade\nA;1\n", "arquivo-nao-reconhecido"),
        ("a.csv", "Número;Nome\n1;".encode("cp1252") + b"\x81\n", "arquivo-ilegivel"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, read: Read, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    exports = read()
    assert codes(exports) == [code]
    assert exports.sources[0].layout == ""
    assert all(len(frame) == 0 for frame in exports.frames.values())


def test_a_truncated_workbook(write_book: WriteBook, read: Read) -> None:
    path = write_book([CONTRACTS, A_CONTRACT])
    path.write_bytes(path.read_bytes()[:3000])
    assert codes(read()) == ["arquivo-ilegivel"]


def test_a_workbook_of_empty_sheets(write_book: WriteBook, read: Read) -> None:
    write_book([], [])
    assert codes(read()) == ["arquivo-vazio"]


def test_a_file_of_one_endless_line(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_bytes(b"a" * 200_000)
    assert codes(read()) == ["arquivo-nao-reconhecido"]


def test_an_unpaired_quote(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, ["1", '"A', "", "1,00"], ["2", "B", "", "1,00"], ["3", 'C"', "", "1,00"]])
    exports = read()
    assert codes(exports) == []
    assert exports.frames["contracts"]["member_name"].tolist() == ['"A', "B", 'C"']


def test_a_header_without_rows_is_an_empty_frame(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS])
    exports = read()
    assert codes(exports) == []
    assert (exports.sources[0].frame, exports.sources[0].rows_read) == ("contracts", 0)


def test_what_is_not_an_export_is_left_alone(tmp_path: Path, write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT])
    for name in (".oculto", "~$a.xlsx", "problemas.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    exports = read()
    assert [source.name for source in exports.sources] == ["a.csv"]
    assert codes(exports) == []


def test_paths_that_do_not_exist(tmp_path: Path, layouts: list[Layout]) -> None:
    with pytest.raises(DataError) as caught:
        read_folder(tmp_path / "nada", layouts)
    assert [problem.code for problem in caught.value.problems] == ["arquivo-nao-encontrado"]
    with pytest.raises(DataError) as caught:
        read_paths([tmp_path / "a.csv", tmp_path / "b.csv"], layouts)
    assert [problem.file for problem in caught.value.problems] == ["a.csv", "b.csv"]


# --- sources and frames ---------------------------------------------------------------------------


def test_sources_say_what_was_read(write_text: WriteText, layouts: list[Layout]) -> None:
    path = write_text([["Título"], CONTRACTS, A_CONTRACT])
    told: list[str] = []
    (source,) = read_paths([path], layouts, told.append).sources
    assert told == ["a.csv"]
    assert (source.layout, source.frame, source.header_row) == ("layouts/sisbr-contracts", "contracts", 2)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.rows_read, source.cents_read, source.footer_cents) == (1, 123456, None)


def test_every_frame_is_there_with_its_columns_and_types(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT])
    frames = read().frames
    assert list(frames) == list(FRAMES)
    for name, frame in frames.items():
        empty = FRAMES[name].empty()
        assert list(frame.columns) == list(empty.columns)
        assert list(frame.dtypes) == list(empty.dtypes)


CELLS = st.sampled_from(["1,00", "2.345,67", "-3,00", "1.234", "", "x"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 6), CELLS, st.sampled_from(["31/01/2026", "31/02/2026", ""])), max_size=12))
def test_nothing_is_lost(write_text: WriteText, read: Read, rows: list[tuple[int, str, str]]) -> None:
    write_text([CONTRACTS, *([str(contract), "Nome", day, amount] for contract, amount, day in rows)])
    exports = read()
    assert_conserved(exports)
    assert exports.sources[0].rows_read == len(rows)
    known = {"1,00": 100, "2.345,67": 234567, "-3,00": -300}
    assert exports.sources[0].cents_read == sum(known.get(amount, 0) for _, amount, _ in rows)
    assert exports.frames["contracts"]["source_row"].is_monotonic_increasing
    assert sum(problem.rows for problem in exports.problems) == exports.sources[0].rows_set_aside
    assert all(problem.code in PROBLEM_KINDS for problem in exports.problems)


@pytest.mark.parametrize(("first", "second"), [("10.000,00", "5.000,00"), ("5.000,00", "10.000,00")])
def test_of_two_balances_both_are_told_and_the_higher_is_kept(
    write_text: WriteText, read: Read, first: str, second: str
) -> None:
    write_text([CONTRACTS, [*A_CONTRACT[:3], first], [*A_CONTRACT[:3], second]])
    exports = read()
    (problem,) = exports.problems
    assert problem.code == "linha-contraditoria" and problem.blocks
    assert "R$ 5.000,00 aqui, R$ 10.000,00 lá" in problem.found
    assert exports.frames["contracts"]["balance_cents"].tolist() == [1_000_000]
    assert (problem.rows, problem.cents) == (1, 500_000)
    assert_conserved(exports)


def test_a_name_written_otherwise_contradicts_nothing(write_text: WriteText, read: Read) -> None:
    write_text([CONTRACTS, A_CONTRACT, ["1001", "José C.", *A_CONTRACT[2:]]])
    assert codes(read()) == ["contrato-repetido"]


def test_the_same_number_on_another_day_is_another_instalment(write_text: WriteText, read: Read) -> None:
    rows = [["1", "1", "10/06/2026", "500,00", "500,00"], ["1", "1", "08/07/2026", "500,00", "0,00"]]
    write_text([INSTALLMENTS, *rows, [*rows[1][:4], "500,00"]])
    exports = read()
    assert codes(exports) == ["linha-contraditoria"]  # paid in one row, not in the other: the unpaid is kept
    assert exports.frames["installments"]["paid_cents"].tolist() == [50_000, 0]


def test_a_line_of_another_width_still_names_its_contract(write_text: WriteText, read: Read) -> None:
    whole, cut = ["1", "1", "10/06/2026", "500,00", "0,00"], ["2", "7"]
    write_text([INSTALLMENTS, whole, cut])
    exports = read()
    assert codes(exports) == ["linha-incompleta"]
    assert exports.aside["installments"]["contract_id"].tolist() == ["2"]
