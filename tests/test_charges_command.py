"""``coopcli charges``: the amount on any date, from a folder of exports, with the arithmetic and its proof."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from coopcli.shipped import folder as shipped
from tests.conftest import Call
from tests.owner import assert_owners_alone

CONTRACTS = """Número Contrato Crédito;Número Cliente Sisbr;Número CPF/CNPJ;Nome Cliente;Valor Saldo Devedor Diário;\
Data Vencimento Contrato;Data Movimento
1001;77;11144477735;Ana Maria Lima;5.000,00;01/12/2027;31/10/2026
1002;78;52998224725;=cmd|' /C calc'!A0;900,00;01/12/2027;31/10/2026
"""
INSTALLMENTS = """Número Contrato Crédito;Número Parcela;Data Vencimento Parcela;Valor Parcela;Valor Pago Parcela;Data Pagamento Parcela
1001;1;01/09/2026;1.000,00;0,00;
1001;2;01/10/2026;1.000,00;0,00;
1001;3;01/11/2026;1.000,00;0,00;
1002;1;01/12/2026;900,00;0,00;
"""
AGREEMENTS = """Acordo;Contrato da Dívida;Número Cliente Sisbr;Data do Acordo;Dívida na Data do Acordo;Quantidade de Parcelas;\
Forma de Cálculo;Quebrado em
A-9;1002;78;01/09/2026;1.000,00;2;Parcelas iguais;15/10/2026
"""


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Return a folder with two contracts, one of them late since September."""
    folder = tmp_path / "pasta" / "exports" / "2026-10"
    folder.mkdir(parents=True)
    (folder / "contratos.csv").write_bytes(CONTRACTS.encode())
    (folder / "parcelas.csv").write_bytes(INSTALLMENTS.encode())
    return folder


def test_a_contract_with_its_arithmetic(exports: Path, call: Call) -> None:
    """31/10: 60 dias (20,10) e 30 dias (10,00); multa de 20,00 cada: 2.000,00 + 40,00 + 30,10 = 2.070,10."""
    status, text = call("charges", exports, "--contract", "1001", "--quiet")
    assert (status, text) == (0, "")
    status, text = call("encargos", exports, "--contrato", "1001")
    assert status == 0
    assert "R$ 2.070,10" in text
    assert "multa: R$ 1.000,00 × 2% = R$ 20,00; juros: R$ 1.000,00 × ((1 + 1%)^(60/30) − 1) = R$ 20,10 (§ 4.5)" in text


def test_names_and_documents_are_masked(exports: Path, call: Call) -> None:
    for member in ("77", "111.444.777-35", "11144477735"):
        text = call("charges", exports, "--member", member)[1]
        assert "R$ 2.070,10" in text
        assert "A*** M*** L***" in text
        assert "***.444.777-**" in text
        assert "Ana" not in text and "11144477735" not in text and "111.444" not in text


def test_a_day_after_the_reference_date(exports: Path, call: Call) -> None:
    """01/11 é domingo e 02/11 feriado: a terceira parcela só está em atraso no dia 04/11, com três dias."""
    assert " 3 " not in call("charges", exports, "--contract", "1001", "--on", "03/11/2026")[1].split("Total")[0]
    text = call("charges", exports, "--contract", "1001", "--em", "2026-11-04")[1]
    assert "Encargos em 04/11/2026" in text
    assert "((1 + 1%)^(3/30) − 1)" in text


def test_the_whole_portfolio_and_its_workbook(exports: Path, call: Call, tmp_path: Path) -> None:
    output = tmp_path / "encargos.xlsx"
    status, text = call("charges", exports, "--output", output)
    assert status == 0
    assert "toda a carteira" in text
    assert_owners_alone(output)
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == ["Valor atualizado", "Encargos", "Notas", "Fontes"]
    results = [str(cell.value) for cell in book["Fontes"]["B"] if cell.value in ("confere", "não confere")]
    assert len(results) >= 5 and set(results) == {"confere"}
    values = [cell.value for row in book["Encargos"].iter_rows() for cell in row]
    assert 1020.1 not in values and 20.1 in values


def test_nothing_late(exports: Path, call: Call, tmp_path: Path) -> None:
    status, text = call("charges", exports, "--contract", "1002", "--output", tmp_path / "nada.xlsx")
    assert (status, "contrato 1002: nada em atraso em 31/10/2026." in text) == (0, True)
    book = openpyxl.load_workbook(tmp_path / "nada.xlsx")
    assert book.sheetnames == ["Valor atualizado", "Notas", "Fontes"]


def test_a_broken_agreement_takes_the_place_of_its_contract(exports: Path, call: Call) -> None:
    """1.000,00 de 01/09 a 31/10: 60 dias, 20,10; por acordo, por contrato e por associado."""
    (exports / "acordos.csv").write_bytes(AGREEMENTS.encode())
    for asked in (("--contract", "A-9"), ("--contract", "1002"), ("--member", "78")):
        text = call("charges", exports, *asked)[1]
        assert "acordo A-9" in text and "R$ 1.020,10" in text
    assert call("charges", exports)[0] == 0


@pytest.mark.parametrize(
    "words, code",
    [
        (("--contract", "9999"), "contrato-nao-encontrado"),
        (("--member", "9999"), "contrato-nao-encontrado"),
        (("--contract", "1001", "--on", "30/06/2026"), "sem-regra-vigente"),
    ],
)
def test_what_cannot_be_answered(exports: Path, call: Call, words: tuple[str, ...], code: str) -> None:
    status, text = call("charges", exports, *words)
    assert (status, f"[{code}]" in text) == (1, True)


def test_an_output_that_exists_is_kept(exports: Path, call: Call, tmp_path: Path) -> None:
    output = tmp_path / "encargos.xlsx"
    output.write_bytes(b"meu")
    assert "[arquivo-ja-existe]" in call("charges", exports, "--output", output)[1]
    assert output.read_bytes() == b"meu"


def test_broken_exports_stop_with_their_cell(exports: Path, call: Call) -> None:
    (exports / "contratos.csv").write_bytes("Número Contrato Crédito\n1001\n".encode())
    status, text = call("charges", exports)
    assert (status, "[exportacao-ausente]" in text) == (1, True)


def test_choices_of_the_cooperative_and_the_alarm(exports: Path, call: Call) -> None:
    choices = 'name: Ipê\nchoices:\n  collection/charges: {fine_rate: "0.10", late_interest_method: simple}\n'
    (exports.parent.parent / "coop.yaml").write_bytes(choices.encode())
    text = call("charges", exports, "--contract", "1001")[1]
    assert "R$ 1.000,00 × 10% = R$ 100,00; juros: R$ 1.000,00 × 1% × 60/30 = R$ 20,00" in text
    assert "atenção: Encargos acima do limite legal: multa de 10%, e o limite é 2% (CDC, art. 52, § 1º)" in text


def test_what_stops_a_study_may_be_accepted_too(tmp_path: Path, call: Call) -> None:
    """Contrato 1001 duas vezes, com R$ 10.000,00 e R$ 5.000,00: pára; aceito, com motivo, segue."""
    exports, output = tmp_path / "exports" / "2026-10", tmp_path / "encargos.xlsx"
    exports.mkdir(parents=True)
    faulty = shipped("sample_data") / "broken" / "linha-contraditoria.csv"
    (exports / "cre_contratos.csv").write_bytes(faulty.read_bytes())
    asked = ["charges", exports, "--quiet", "-o", output]
    decision = ["--accept", "linha-contraditoria=cre_contratos.csv", "--author", "Ana"]
    assert call(*asked)[0] == 1
    assert call(*asked, *decision)[0] == 1  # without a reason nothing is accepted
    assert call(*asked, *decision, "--reason", "a outra é de maio")[0] == 0
    cells = (str(cell.value) for sheet in openpyxl.load_workbook(output) for row in sheet.iter_rows() for cell in row)
    assert any("Aceito por Ana: linha-contraditoria" in text for text in cells)
