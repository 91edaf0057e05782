"""The committee's pages: one a proposal, with hostile text as text, and a sheet that says the same."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from coopcli.errors import CoopError
from coopcli.reports.desk import authority_workbook, committee_pdf, desk_files
from coopcli.reports.desk_pages import desk_pages
from coopcli.results import Cooperative, Study
from tests.calc.desk.building import answer, desk, member, proposal
from tests.owner import assert_owners_alone

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "#panic() $x$ *b* _i_ @a \\ ]]",
    "\u202egpj.exe",
)


def study() -> Study:
    return Study(Cooperative("Cooperativa do Teste"), date(2026, 10, 31), [], [], [], "0")


def found(**changes: Any) -> Any:
    return desk(proposals=[proposal(**changes)], questionnaire_answers=[answer("2B", "1"), answer("5A", "1")])


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_only_text(words: str, tmp_path: Path) -> None:
    told = {"member_name": words, "credit_line": words, "attendant": words, "restrictions_reason": words}
    result = found(**told, has_restrictions=True)
    shown = "".join(text_of(committee_pdf(study(), result)).split())
    assert "".join(words.replace("\u202e", "").split())[:8] in shown
    desk_files(tmp_path / "a.xlsx", None, study(), result, None)
    book = load_workbook(tmp_path / "a.xlsx")
    formulas = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert {formula.split("(")[0] for formula in formulas} <= {"=SUM", "=SUBTOTAL"}


def test_a_page_a_proposal_however_much_stands_against_it() -> None:
    bare = {name: None for name in proposal() if name not in ("proposal_id", "proposal_date", "document")}
    bare |= {"amount_cents": 10**10, "installment_count": 61, "is_for_third_party": True, "has_restrictions": True,
             "purpose": "capital social e rateio de perdas " * 10, "product_kind": "overdraft", "credit_title": "no_title",
             "guarantor_document": "11111111111", "retains_capital": True, "credit_line": "Normal " * 12}  # fmt: skip
    result = desk(proposals=[proposal("P1"), proposal("P2", **bare), proposal("P3")], members=[member("22222222222")])
    assert pages_of(committee_pdf(study(), result)) == 3


def test_the_same_data_give_the_same_bytes() -> None:
    assert committee_pdf(study(), found()) == committee_pdf(study(), found())


def test_the_page_says_what_was_decided_and_why() -> None:
    shown = " ".join(text_of(committee_pdf(study(), found(guarantor_document="22222222222"))).split())
    for words in (
        "Proposta P1", "Cooperativa do Teste", "111.111.111-11", "R$ 1.000,00 em 12 parcelas", "sem impedimento",
        "1,40% ao mês", "Anexo 2, faixas do total", "5.12, Figura 3 × 5.12, Tabela 2", "margem consignável apurada",
        "Parecer da alçada", "não concede nem nega crédito",
    ):  # fmt: skip
        assert words in shown


def test_sheet_and_page_say_the_same(tmp_path: Path) -> None:
    result = found(has_restrictions=True)
    desk_files(tmp_path / "a.xlsx", None, study(), result, None)
    sheet = load_workbook(tmp_path / "a.xlsx")["Comitê"]
    shown = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    (page,) = desk_pages(study(), result)
    assert {value for pair in (*page["identity"], *page["rating"], *page["authority"]) for value in pair} <= shown
    assert {title for _, title, _ in page["findings"]} <= shown


def test_nothing_is_left_behind_where_one_file_exists(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        desk_files(tmp_path / "a.xlsx", tmp_path / "a.pdf", study(), found(), None)
    assert not (tmp_path / "a.pdf").exists()
    assert (tmp_path / "a.xlsx").read_bytes() == b"x"


def test_files_are_the_owners_alone(tmp_path: Path) -> None:
    written = desk_files(tmp_path / "a.xlsx", tmp_path / "a.pdf", study(), found(), None)
    assert len(written) == 2
    assert_owners_alone(*written)


def test_workbook_ends_with_notes_and_sources(tmp_path: Path) -> None:
    from coopcli.calc.desk.authority import authority_table
    from tests.calc.desk.building import EQUITY, rules

    table = authority_table(rules().approval, EQUITY)
    desk_files(tmp_path / "a.xlsx", None, study(), found(), table)
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == [
        "Resumo", "Propostas", "Comitê", "Limites", "Impedimentos", "Rating", "Questionário", "Alçada por proposta",
        "Alçadas", "Notas", "Fontes",
    ]  # fmt: skip
    authority_workbook(tmp_path / "b.xlsx", study(), table)
    assert load_workbook(tmp_path / "b.xlsx").sheetnames == ["Alçadas", "Notas", "Fontes"]
