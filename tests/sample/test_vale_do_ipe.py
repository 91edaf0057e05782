"""Every situation that the rules name is in the sample, counted again from the exported files."""

from __future__ import annotations

from pathlib import Path

import pytest
from validate_docbr import CNPJ, CPF

from coopcli.errors import CoopError
from coopcli.sample import cooperative

from .exported import cents, day, same_files
from .situations import (
    BAD_DATE,
    BASE,
    SEPTEMBER,
    SITUATIONS,
    UNKNOWN_CONTRACT,
    Month,
    months_in_default,
    submodalities,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vale")
    cooperative(folder)
    return folder


@pytest.fixture(scope="module")
def october(folder: Path) -> Month:
    return Month(folder, BASE)


@pytest.fixture(scope="module")
def september(folder: Path) -> Month:
    return Month(folder, SEPTEMBER)


def test_size_of_the_cooperative(october: Month) -> None:
    assert 2_900 <= len(october.members) <= 3_100
    assert 3_300 <= len(october.contracts) <= 3_700
    kinds = {row["Sigla Tipo Pessoa"] for row in october.members.values()}
    assert kinds == {"PF", "PJ"}


def test_inad90_is_realistic(october: Month, september: Month) -> None:
    for month in (september, october):
        readable = [row for row in month.contracts.values() if row["Valor Saldo Devedor Diário"] != "1,234.56"]
        balances = [(float(str(row["Valor Saldo Devedor Diário"])), row["Quantidade Dias Atraso"]) for row in readable]
        late = sum(balance for balance, days in balances if int(str(days)) > 90)
        assert 0.03 <= late / sum(balance for balance, _ in balances) <= 0.05


def test_exported_days_are_those_of_the_instalments(october: Month, september: Month) -> None:
    for month in (september, october):
        exported = {c: int(str(month.contracts[c]["Quantidade Dias Atraso"])) for c in month.days}
        assert exported == month.days


EDGES = (0, 1, 14, 15, 30, 31, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181, 240, 365, 541)


@pytest.mark.parametrize("days", EDGES)
def test_each_edge_of_delay(october: Month, days: int) -> None:
    assert days in october.days.values()


def test_each_number_of_months_in_default(october: Month) -> None:
    assert set(range(23)) <= months_in_default(october)


def test_each_kind_of_guarantee(october: Month) -> None:
    kinds = {kind for found in october.guarantees.values() for kind in found}
    assert kinds >= {
        "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL", "GARANTIA DA UNIÃO", "HIPOTECA RESIDENCIAL 1º GRAU", "HIPOTECA",
        "PENHOR DE BENS", "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO", "ALIENAÇÃO FIDUCIÁRIA DE BENS MÓVEIS",
        "DEPÓSITO EM GARANTIA", "TÍTULOS PÚBLICOS FEDERAIS", "FIANÇA DE INSTITUIÇÃO AUTORIZADA",
        "SEGURO DE CRÉDITO",
        "SEGURO DE CRÉDITO DE PARTE RELACIONADA", "CESSÃO FIDUCIÁRIA DE DIREITOS CREDITÓRIOS",
        "CAUÇÃO DE RECEBÍVEIS", "PENHOR DE DIREITOS CREDITÓRIOS", "AVAL", "FIANÇA", "OUTRA GARANTIA REAL",
        "SEM GARANTIA",
    }  # fmt: skip


def test_each_product(october: Month) -> None:
    assert submodalities(october) >= {
        "0202", "0203", "0214", "0215", "0216", "0301", "0401", "0402", "0502", "0601",
        "0801", "0802", "0803", "0902", "1201", "1304",
    }  # fmt: skip


def test_each_trigger_by_contract_and_by_member(october: Month) -> None:
    rows = october.sheet("gatilhos_ativo_problematico.xlsx")
    assert {row["Gatilho"] for row in rows} == {
        "incapacidade financeira", "reestruturação", "falência", "recuperação judicial",
        "recuperação extrajudicial",
        "medida judicial", "perda de liquidez", "descumprimento de cláusula", "negociado com desconto",
        "evidência antecipada",
    }  # fmt: skip
    assert any(row["Contrato"] and not row["CPF/CNPJ"] for row in rows)
    assert any(row["CPF/CNPJ"] and not row["Contrato"] for row in rows)
    assert any(row["Até"] and day(str(row["Até"])) < BASE for row in rows)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation(october: Month, situation: str) -> None:
    assert SITUATIONS[situation](october)


def test_october_comes_out_of_september(september: Month, october: Month) -> None:
    before, after = september.days, october.days
    stayed = before.keys() & after.keys()
    assert after.keys() - before.keys(), "new"
    assert before.keys() - after.keys(), "vanished"
    assert any(before[c] > 90 and after[c] == 0 for c in stayed), "cured"
    assert any(before[c] <= 90 < after[c] for c in stayed), "became problem assets"
    assert any(before[c] == 0 < after[c] for c in stayed), "late for the first time"
    assert sum(after[c] == 0 for c in stayed) / len(stayed) > 0.8


def test_documents(october: Month) -> None:
    documents = [(str(row["CPF/CNPJ"]), row["Sigla Tipo Pessoa"]) for row in october.members.values()]
    assert all((CPF() if kind == "PF" else CNPJ()).validate(document) for document, kind in documents)
    assert len({document for document, _ in documents}) == len(documents)
    assert any(kind == "PJ" and any(map(str.isalpha, document)) for document, kind in documents)
    lost = [row["Número CPF/CNPJ"] for row in october.contracts.values() if row["Sigla Tipo Pessoa"] == "PF"]
    assert any(len(str(number)) < 11 for number in lost), "CPF without its zeros"


@pytest.mark.parametrize(
    ("name", "column"),
    [("Parcelas {}.csv", "Valor Parcela"), ("Contas Correntes - {}.csv", "Valor Saldo Devedor ADP")],
)
def test_totals_are_the_sum_of_the_lines(september: Month, october: Month, name: str, column: str) -> None:
    for month in (september, october):
        *rows, total = month.csv(name.format(f"{month.base:%m-%Y}"), "cp1252", titles=2)
        assert cents(total[column]) == sum(cents(row[column]) for row in rows)


def test_october_has_five_wrong_cells(october: Month) -> None:
    assert [c for c, row in october.contracts.items() if row["Valor Saldo Devedor Diário"] == "1,234.56"]
    assert UNKNOWN_CONTRACT in october.schedules.keys() - october.contracts.keys()
    assert any(row["Data Vencimento Parcela"] == BAD_DATE for rows in october.schedules.values() for row in rows)
    assert ["GARANTIA A CLASSIFICAR"] in october.guarantees.values()
    people = [c for c, row in october.contracts.items() if row["Sigla Tipo Pessoa"] == "PF"]
    numbers = [str(october.contracts[c]["Número CPF/CNPJ"]).zfill(11) for c in people]
    assert sum(not CPF().validate(number) for number in numbers) == 1


def test_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        cooperative(tmp_path / name, members=700)
    assert same_files(tmp_path / "one", tmp_path / "other")


def test_too_few_members_for_the_situations(tmp_path: Path) -> None:
    with pytest.raises(CoopError, match="700 associados ou mais"):
        cooperative(tmp_path, members=699)
    assert not list(tmp_path.iterdir())
