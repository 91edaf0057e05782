"""``coopcli registry`` from a folder of exports to the workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl

from coopcli.shipped import folder
from tests.owner import assert_owners_alone

Call = Callable[..., tuple[int, str]]
HEADER = "Número Cliente Sisbr;CPF/CNPJ;Nome Cliente;Sigla Tipo Pessoa;Número PA;Renda Bruta Mensal;Data Nascimento\n"


def test_hostile_and_wrong_records(tmp_path: Path, call: Call) -> None:
    """A wrong check digit, a name that is a formula, a birth to come: all told, nobody's CPF on the screen."""
    rows = (
        "1;111.444.777-34;=cmd|'/c calc'!A1;PF;0001;1.000,00;01/01/1990\n"
        "2;529.982.247-25;<script>{{7*7}};PF;0001;;01/01/2030\n"
    )
    (tmp_path / "cli_associados.csv").write_bytes((HEADER + rows).encode())
    code, told = call("registry", tmp_path, "--reference-date", "31/10/2026", "-o", tmp_path / "cadastro.xlsx")
    assert code == 0, told
    assert "dígito verificador errado" in told
    assert "529.982.247-25" not in told
    assert "111.444.777-34" not in told
    sheet = openpyxl.load_workbook(tmp_path / "cadastro.xlsx")["Pendências"]
    names = {str(row[1].value): row[1].data_type for row in sheet.iter_rows(min_row=4) if row[1].value}
    assert names["=cmd|'/c calc'!A1"] == "s"
    assert names["<script>{{7*7}}"] == "s"
    said = {str(row[5].value) for row in sheet.iter_rows(min_row=4)}
    assert {"nascimento depois da data-base", "falta: Renda bruta mensal"} <= said
    assert_owners_alone(tmp_path / "cadastro.xlsx")


def test_without_a_date_the_message_asks_for_one(tmp_path: Path, call: Call) -> None:
    row = "1;111.444.777-35;Maria;PF;0001;1.000,00;01/01/1990\n"
    (tmp_path / "cli_associados.csv").write_bytes((HEADER + row).encode())
    code, told = call("registry", tmp_path)
    assert code == 1
    assert "--reference-date" in told


def test_the_small_sample(tmp_path: Path, call: Call) -> None:
    code, told = call("registry", folder("sample_data") / "mini" / "exports" / "2026-10", "-o", tmp_path / "c.xlsx")
    assert code == 0, told
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert {"Cadastro", "Nono algarismo", "Notas", "Fontes"} <= set(book.sheetnames)
    checks = [row[1].value for row in book["Fontes"].iter_rows() if row[1].value in ("confere", "não confere")]
    assert checks
    assert "não confere" not in checks
