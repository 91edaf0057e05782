from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coopcli.reading.layouts import Layout, load_layouts
from coopcli.reading.raw import PREVIEW_ROWS
from coopcli.reading.read import Exports, read_folder, read_paths
from coopcli.shipped import folder as shipped
from tests.reading.conftest import CONTRACTS, WriteText
from tests.reading.test_layouts import GOOD

A_CONTRACT = ["1001", "José", "31/01/2026", "1.234,56"]
Read = Callable[[], Exports]


def test_the_header_may_stand_on_the_thirtieth_row_and_below(write_text: WriteText, read: Read) -> None:
    titles = [["Título"]] * (PREVIEW_ROWS - 1)
    write_text([*titles, CONTRACTS, A_CONTRACT], name="1.csv")
    write_text([*titles, ["Título"], CONTRACTS, A_CONTRACT], name="2.csv")
    exports = read()
    assert [source.header_row for source in exports.sources] == [30, 31]
    assert "arquivo-nao-reconhecido" not in [problem.code for problem in exports.problems]


def test_a_delimiter_inside_a_title_does_not_mislead(write_text: WriteText, read: Read) -> None:
    write_text([["Contratos, posição de 31/10/2026, emitido por: A, B, C"], CONTRACTS, A_CONTRACT])
    assert read().frames["contracts"]["balance_cents"].tolist() == [123456]


def test_a_near_miss_names_the_nearest_layout_and_what_lacks(write_text: WriteText, read: Read) -> None:
    write_text([["Número Conta Capital", "Saldo"], ["1", "1,00"]])
    (problem,) = read().problems
    assert problem.code == "arquivo-nao-reconhecido"
    assert "Capital social" in problem.expected
    assert "valor_saldo_final_integralizado_diario" in problem.expected


def test_the_longer_signature_wins_and_equal_ones_are_ambiguous(
    tmp_path: Path, write_text: WriteText, layouts: list[Layout]
) -> None:
    own, exports = tmp_path / "own", tmp_path
    own.mkdir()
    header = "signature: [Contrato Baixado, Data da Baixa]"
    same = GOOD.replace("signature: [Operação, Baixada em]", header)
    (own / "own.yaml").write_bytes(same.encode())
    write_text([["Contrato Baixado", "Data da Baixa", "Operação", "Baixada em", "Valor", "Valor Baixado"]])
    (problem,) = read_folder(exports, [*layouts, *load_layouts([own])]).problems
    assert (problem.code, problem.found) == ("layout-ambiguo", "layouts/coop-write-offs, layouts/own")
    (own / "own.yaml").write_bytes(same.replace("Data da Baixa]", "Data da Baixa, Valor]").encode())
    (source,) = read_folder(exports, [*layouts, *load_layouts([own])]).sources
    assert source.layout == "layouts/own"


def test_a_required_column_that_is_absent_names_those_that_exist(write_text: WriteText, read: Read) -> None:
    header = ["Número Contrato Crédito", "Número Parcela", "Valor Parcela", "Valor Pago Parcela"]
    write_text([header, ["1", "1", "1,00", ""]])
    (problem,) = read().problems
    assert (problem.code, problem.line) == ("coluna-ausente", 1)
    assert "Número Parcela, Valor Parcela" in problem.found
    assert "Vencimento" in problem.expected
    assert "data_vencimento_parcela" in problem.expected


def test_a_used_header_twice_is_a_problem_and_an_unused_one_is_not(write_text: WriteText, read: Read) -> None:
    write_text([[*CONTRACTS, "NOME CLIENTE"], [*A_CONTRACT, "x"]], name="1.csv")
    write_text([[*CONTRACTS, "Obs", "Obs", ""], [*A_CONTRACT, "x", "y", ""]], name="2.csv")
    exports = read()
    (problem,) = exports.problems
    assert (problem.code, problem.file, problem.cell) == ("coluna-repetida", "1.csv", "E1")
    assert [source.rows_read for source in exports.sources] == [0, 1]


def test_the_preferred_header_wins_over_its_aliases(write_text: WriteText, read: Read) -> None:
    header = ["CPF/CNPJ", *CONTRACTS, "Número CPF/CNPJ"]
    write_text([header, ["191", *A_CONTRACT, "529.982.247-25"]])
    assert read().frames["contracts"]["document"].tolist() == ["52998224725"]


def test_a_header_on_two_rows_is_read_whole_even_where_its_lower_row_alone_would_do(
    write_text: WriteText, read: Read
) -> None:
    upper = ["Número Cliente", "", "Tipo", "", "Número", "", "", ""]
    lower = ["Sisbr", "CPF/CNPJ", "Endereço", "Logradouro", "Logradouro", "Bairro", "Município", "UF"]
    write_text([["Endereços dos associados"], upper, lower, ["100001", "", "R", "Rua A", "12", "Centro", "Ipê", "MG"]])
    exports = read()
    assert exports.problems == []
    row = exports.frames["addresses"].iloc[0]
    assert (row["member_id"], row["street"], row["number"], row["city"]) == ("100001", "Rua A", "12", "Ipê")


def test_a_title_right_above_the_header_is_no_part_of_it(write_text: WriteText, read: Read) -> None:
    write_text([["Posição em", "31/10/2026"], CONTRACTS, A_CONTRACT])
    assert read().frames["contracts"]["balance_cents"].tolist() == [123456]


def test_nothing_of_a_list_of_names_is_told(tmp_path: Path) -> None:
    people = tmp_path / "lista.csv"
    people.write_bytes("Maria Aparecida Souza;529.982.247-25\nJoão Prata;111.444.777-35\n".encode())
    (problem,) = read_paths([people], load_layouts([shipped("rules") / "layouts"])).problems
    assert problem.found == "2 coluna(s), 2 linha(s); nenhum cabeçalho conhecido"


def test_known_words_of_a_header_are_told(tmp_path: Path) -> None:
    other = tmp_path / "outra.csv"
    other.write_bytes("CPF;Saldo;Apelido\n52998224725;1,00;Zé\n".encode())
    (problem,) = read_paths([other], load_layouts([shipped("rules") / "layouts"])).problems
    assert problem.found == "3 coluna(s), 2 linha(s); cabeçalhos conhecidos: CPF, Saldo"
