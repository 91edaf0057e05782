"""``coopcli indicators``, as the clerk runs it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from coopcli.sample import indicators
from tests.conftest import Call
from tests.owner import assert_owners_alone

SHEETS = ["Resumo", "Soluções", "Margem", "Carteiras", "Distribuição", "ISA e MC", "Pouco retorno", "Check Up", "Giro",
          "Fora do giro", "Cruzamento", "Quem mudou", "Carteiras por mês", "Problemas", "Notas", "Fontes"]  # fmt: skip


@pytest.fixture
def carteira(tmp_path: Path) -> Path:
    indicators(tmp_path / "carteira")
    return tmp_path / "carteira"


def test_the_sample_in_one_command(carteira: Path, tmp_path: Path, call: Call) -> None:
    report = tmp_path / "indicadores.xlsx"
    status, told = call("indicators", carteira, "--output", report)
    assert status == 0
    assert "dez/2017" in told and "4,26" in told and "R$ 117.491,75" in told
    assert "215 associado(s) com poucas soluções" in told
    book = openpyxl.load_workbook(report)
    assert book.sheetnames == SHEETS
    assert_owners_alone(report)
    verdicts = {cell.value for cell in book["Fontes"]["B"]}
    assert "confere" in verdicts and "não confere" not in verdicts


def test_no_name_is_printed(carteira: Path, call: Call) -> None:
    _, told = call("indicadores", carteira / "exports" / "2017-12")
    assert "Almeida" not in told and "Brandão" not in told


def test_an_existing_report_is_never_written_over(carteira: Path, tmp_path: Path, call: Call) -> None:
    report = tmp_path / "indicadores.xlsx"
    report.write_bytes(b"meu")
    status, told = call("indicators", carteira, "-q", "--output", report)
    assert status == 1 and "[arquivo-ja-existe]" in told
    assert report.read_text(encoding="utf-8") == "meu"


def test_use_alone_makes_a_workbook(carteira: Path, tmp_path: Path, call: Call) -> None:
    files = sorted((carteira / "exports" / "2017-12").glob("Produtos em uso*"))[:1]
    report = tmp_path / "uso.xlsx"
    status, told = call("indicators", *files, "--output", report)
    assert status == 0 and "sem exportação, fora do relatório: margem de contribuição" in told
    assert openpyxl.load_workbook(report).sheetnames == [
        "Resumo", "Soluções", "Carteiras", "Distribuição", "Check Up", "Cruzamento", "Quem mudou", "Carteiras por mês",
        "Problemas", "Notas", "Fontes",
    ]  # fmt: skip


def test_the_last_month_without_margins_makes_a_workbook(carteira: Path, tmp_path: Path, call: Call) -> None:
    """Its groups have no margin at all: nothing to draw, nothing to compare, and it is said."""
    (carteira / "exports" / "2017-12" / "Margens 2017-12.csv").unlink()
    status, told = call("indicators", carteira, "--output", tmp_path / "i.xlsx")
    assert status == 0, told
    assert "mês sem margens exportadas: dez/2017" in told
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    assert "ISA e MC" not in book.sheetnames and "Carteiras" in book.sheetnames


def test_many_give_little(carteira: Path, tmp_path: Path, call: Call) -> None:
    call("indicators", carteira, "--output", tmp_path / "i.xlsx")
    said = [str(cell.value) for cell in openpyxl.load_workbook(tmp_path / "i.xlsx")["Resumo"]["A"]]
    assert any("associados usam muitas soluções e dão pouco retorno" in text for text in said)


def test_what_is_wrong_is_told_with_its_cell(carteira: Path, call: Call) -> None:
    path = carteira / "exports" / "2017-12" / "Margens 2017-12.csv"
    text = path.read_text(encoding="utf-8-sig").splitlines()
    text[1] = text[1].replace("31/12/2017", "31/13/2017", 1)
    path.write_bytes("\n".join(text).encode("utf-8-sig"))
    status, told = call("indicators", carteira, "-q")
    assert status == 0 and "[data-invalida] Margens 2017-12.csv, célula A2 (Data-base)" in told
    assert "total-nao-confere" not in told, "what is set aside still adds up to the total below"


def test_the_same_file_twice_counts_once(carteira: Path, call: Call) -> None:
    file = carteira / "exports" / "2017-12" / "Produtos em uso 2017-12.xlsx"
    status, told = call("indicators", file, file)
    assert status == 0 and "1955" in told and "problema" not in told


def test_a_folder_that_is_not_there(tmp_path: Path, call: Call) -> None:
    status, told = call("indicators", tmp_path / "nada")
    assert status == 1 and "[arquivo-nao-encontrado]" in told
