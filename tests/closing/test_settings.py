"""coop.yaml: every wrong field with its line, and nothing guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.closing.settings import load_settings
from coopcli.errors import CoopError, Problem

FULL = """\
name: Cooperativa de Teste
cnpj: "11.222.333/0001-81"
address: {street: Rua A, city: Vila, state: MG, zip: "30000-000"}
phones:
  ombudsman: "0800 000 0000"
  sac: "0800 000 0001"
reference_equity: "25.000.000,00"
adjusted_equity: "25.000.000,00"
segment: S5
method: simplified
installment_tolerance: "1.000,01"
choices:
  provisioning/bcb-352-2023: {month_counting: anniversary}
"""


def problems_in(folder: Path, text: str) -> list[Problem]:
    (folder / "coop.yaml").write_bytes(text.encode())
    with pytest.raises(CoopError) as error:
        load_settings(folder)
    return error.value.problems


def test_a_full_file(tmp_path: Path) -> None:
    (tmp_path / "coop.yaml").write_bytes(FULL.encode())
    settings = load_settings(tmp_path)
    assert (settings.cooperative.name, settings.cooperative.cnpj) == ("Cooperativa de Teste", "11.222.333/0001-81")
    assert (settings.method, settings.tolerance_cents) == ("simplified", 100_001)
    assert settings.choices == {"provisioning/bcb-352-2023": {"month_counting": "anniversary"}}
    assert settings.own_rules == tmp_path / "rules"


def test_only_the_name_is_needed(tmp_path: Path) -> None:
    (tmp_path / "coop.yaml").write_bytes(b"name: Coop\n")
    settings = load_settings(tmp_path)
    assert (settings.tolerance_cents, settings.method, settings.choices) == (0, "simplified", {})


@pytest.mark.parametrize(
    "old, new, line, said",
    [
        ("name: Cooperativa de Teste\n", "", 1, "name: falta o campo"),
        ("segment: S5", "segment: S9", 9, "segment"),
        ("method: simplified", "method: simplificada", 10, "method"),
        ('"11.222.333/0001-81"', '"11.222.333/0001-82"', 2, "CNPJ com dígito verificador errado"),
        ('reference_equity: "25.000.000,00"', "reference_equity: 25000000", 7, "escreva o valor em reais entre aspas"),
        ('adjusted_equity: "25.000.000,00"', 'adjusted_equity: "25,000,000.00"', 8, "escreva o valor em reais"),
        ('"1.000,01"', '"-"', 11, "installment_tolerance"),
        ('"1.000,01"', '"-1,00"', 11, "installment_tolerance"),
        ('"1.000,01"', '""', 11, "installment_tolerance"),
        ('adjusted_equity: "25.000.000,00"', 'adjusted_equity: "-1,00"', 8, "não pode ser negativo"),
        ("  sac: ", "  telefone: ", 6, "phones.telefone: campo desconhecido"),
        ("segment: S5", "segmento: S5", 9, "segmento: campo desconhecido"),
        ("segment: S5", "segment: S5\nsegment: S4", 10, "a chave 'segment' aparece duas vezes"),
        ("segment: S5", "segment: [S5", 10, ""),
        ("{month_counting: anniversary}", "anniversary", 13, "choices"),
    ],
)
def test_each_wrong_field_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in FULL
    (problem,) = problems_in(tmp_path, FULL.replace(old, new, 1))
    assert (problem.code, problem.file, problem.line) == ("configuracao-invalida", "coop.yaml", line)
    assert said in problem.found


def test_all_wrong_fields_at_once(tmp_path: Path) -> None:
    found = problems_in(tmp_path, FULL.replace("S5", "S9").replace("0001-81", "0001-00").replace("name:", "nome:"))
    assert sorted(problem.line for problem in found) == [1, 1, 2, 9]  # the name is missing, nome is unknown


@pytest.mark.parametrize("text", ["", "[]\n", "texto\n", "\x00"])
def test_what_is_no_settings_file(tmp_path: Path, text: str) -> None:
    assert {problem.code for problem in problems_in(tmp_path, text)} == {"configuracao-invalida"}


def test_no_file_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CoopError) as error:
        load_settings(tmp_path)
    (problem,) = error.value.problems
    assert problem.code == "arquivo-nao-encontrado"
    assert problem.advice() == f"crie uma com: coopcli init {tmp_path}"
