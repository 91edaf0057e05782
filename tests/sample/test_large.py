"""A portfolio of any size: so many rows, nothing dangling, the same bytes each time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from validate_docbr import CNPJ, CPF

from coopcli.sample import large, scaled

from .exported import cents, same_files, text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    scaled(folder, 1_000, 7)
    return folder


def test_each_contract_has_its_instalments_and_its_balance(folder: Path) -> None:
    month = folder / "exports" / "2026-10"
    contracts = {row["Número Contrato Crédito"]: row for row in text(month / "cre_contratos.csv", "cp1252")}
    rows = text(month / "Parcelas 10-2026.csv", "cp1252")
    assert len(contracts) == 1_000
    assert set(Counter(row["Número Contrato Crédito"] for row in rows).values()) == {7}
    unpaid: Counter[str] = Counter()
    for row in rows:
        unpaid[row["Número Contrato Crédito"]] += cents(row["Valor Parcela"]) - cents(row["Valor Pago Parcela"])
    assert unpaid == {name: cents(row["Valor Saldo Devedor Diário"]) for name, row in contracts.items()}


def test_documents_names_and_guarantees(folder: Path) -> None:
    month = folder / "exports" / "2026-10"
    contracts = text(month / "cre_contratos.csv", "cp1252")
    for row in contracts:
        rule = CPF() if row["Sigla Tipo Pessoa"] == "PF" else CNPJ()
        assert rule.validate(row["Número CPF/CNPJ"])
    numbers = {row["Número Contrato Crédito"] for row in contracts}
    guarantees = text(month / "cre_garantias.csv", "cp1252")
    assert {row["Número Contrato Crédito"] for row in guarantees} < numbers
    assert len(guarantees) == 333  # contracts 1000001 to 1001000: 1000002 is the first multiple of 3, 1000998 the last
    assert 0.08 < sum(int(row["Quantidade Dias Atraso"]) > 0 for row in contracts) / 1_000 < 0.16


def test_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    scaled(tmp_path, 1_000, 7)
    assert same_files(folder, tmp_path)


def test_several_blocks_make_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "BLOCK", 40)
    scaled(tmp_path, 100, 1)
    rows = text(tmp_path / "exports" / "2026-10" / "cre_contratos.csv", "cp1252")
    assert [int(row["Número Contrato Crédito"]) for row in rows] == list(range(1_000_001, 1_000_101))
