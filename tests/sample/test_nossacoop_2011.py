"""Tables 5 to 13 of the study, counted again from the exports.

nossacoop_tables.csv holds the tables as they stand in the study (UFMG, 2012: "Inadimplência em cooperativa de
crédito, estudo de caso Sicoob Nossacoop"), data-base 30/10/2011.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from validate_docbr import CPF

from coopcli.sample import nossacoop

from .exported import Row, cents, day, same_files, serial_day, workbook

TABLES = Path(__file__).with_name("nossacoop_tables.csv")
BASE = date(2011, 10, 30)


def age_band(row: Row) -> str:
    born = day(str(row["Data Nascimento"]))
    age = BASE.year - born.year - ((BASE.month, BASE.day) < (born.month, born.day))
    bands = ((30, "Entre 01 e 30"), (40, "Entre 31 a 40"), (50, "Entre 41 a 50"), (60, "Entre 51 a 60"))
    return next((label for last, label in bands if age <= last), "Acima 61")


def income_band(row: Row) -> str:
    wages = cents(str(row["Renda Bruta Mensal"])) / 54_500
    bands = ((3, "De 1 a 3"), (6, "De 4 a 6"), (9, "De 7 a 9"))
    return next((label for last, label in bands if wages <= last), "ACIMA DE 9")


def dependants_band(row: Row) -> str:
    count = int(str(row["Número de Dependentes"]))
    return "0" if count == 0 else "1 A 3" if count <= 3 else "ACIMA DE 3"


def term_band(row: Row) -> str:
    count = int(str(row["Quantidade Parcelas"]))
    bands = ((12, "Até 12"), (24, "De 13 a 24"), (36, "De 25 a 36"), (48, "De 37 a 48"))
    return next((label for last, label in bands if count <= last), "ACIMA DE 49")


def modality(row: Row) -> str:
    names = {"0202": "Consignação folha", "0203": "Crédito pessoal", "0401": "Financiamento"}
    return names[str(row["Submodalidade Bacen"])[:4]]


DIMENSIONS: dict[str, Callable[[Row], str]] = {
    "idade": age_band,
    "sexo": lambda row: str(row["Sexo"]),
    "estado_civil": lambda row: str(row["Estado Civil"]),
    "dependentes": dependants_band,
    "renda_salarios_minimos": income_band,
    "profissao": lambda row: str(row["Profissão"]),
    "modalidade": modality,
    "quantidade_parcelas": term_band,
    "pac": lambda row: str(row["Nome PA"]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nossacoop")
    nossacoop(folder)
    return folder


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[Row]:
    """One row a contract, with its member's columns beside it."""
    exports = folder / "exports" / "2011-10"
    members = {str(row["Número Cliente Sisbr"]): row for row in workbook(exports / "cli_associados.xlsx")}
    contracts = workbook(exports / "cre_contratos.xlsx")
    return [{**members[str(row["Número Cliente Sisbr"])], **row} for row in contracts]


def published(dimension: str) -> dict[tuple[str, bool], int]:
    with TABLES.open(encoding="utf-8") as file:
        found = [row for row in csv.DictReader(file) if row["dimension"] == dimension]
    on_time = {(row["category"], False): int(row["adimplente"]) for row in found}
    return on_time | {(row["category"], True): int(row["inadimplente"]) for row in found}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_counts_are_those_of_the_study(rows: list[Row], dimension: str) -> None:
    category = DIMENSIONS[dimension]
    counts = Counter((category(row), int(str(row["Quantidade Dias Atraso"])) > 0) for row in rows)
    assert counts == published(dimension)


def test_951_of_5997_contracts_are_late_one_a_member(rows: list[Row]) -> None:
    assert len(rows) == 5997
    assert sum(int(str(row["Quantidade Dias Atraso"])) > 0 for row in rows) == 951
    assert len({row["Número Contrato Crédito"] for row in rows}) == 5997
    assert len({row["CPF/CNPJ"] for row in rows}) == 5997


def test_delays_lie_in_every_band_of_resolution_2682(rows: list[Row]) -> None:
    days = [int(str(row["Quantidade Dias Atraso"])) for row in rows]
    for low, high in ((1, 14), (15, 30), (31, 60), (61, 90), (91, 120), (121, 150), (151, 180), (181, 541)):
        assert any(low <= count <= high for count in days), (low, high)


def test_documents_have_right_check_digits(rows: list[Row]) -> None:
    assert all(CPF().validate(str(row["CPF/CNPJ"])) for row in rows[:500])
    for row in rows:
        digits = str(row["CPF/CNPJ"]).replace(".", "").replace("-", "")
        assert str(row["Número CPF/CNPJ"]) == digits.lstrip("0")


def test_dates_and_amounts_are_in_range(rows: list[Row]) -> None:
    for row in rows:
        begun, ends = serial_day(row["Data Operação Contrato"]), serial_day(row["Data Vencimento Contrato"])
        assert date(2000, 1, 1) < begun <= BASE
        assert begun < ends
        assert float(str(row["Valor Saldo Devedor Diário"])) > 0


def test_payroll_loans_are_mostly_of_public_servants(rows: list[Row]) -> None:
    payroll = [row for row in rows if modality(row) == "Consignação folha"]
    assert sum(row["Profissão"] == "Funcionário público" for row in payroll) / len(payroll) > 0.85


def test_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    nossacoop(tmp_path)
    assert same_files(folder, tmp_path)
