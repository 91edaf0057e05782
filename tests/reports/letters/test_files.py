"""The files of letters: in order, private, harmless in a spreadsheet, all or nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from coopcli.errors import CoopError
from coopcli.reports.letters.compose import Letter, Sender, compose
from coopcli.reports.letters.files import write_files
from coopcli.reports.letters.templates import Templates
from coopcli.results.letters import ELECTRONIC, LetterRequest
from coopcli.rulebook.book import load_rulebook
from coopcli.sample.letter_example import COOPERATIVE, example_request
from coopcli.shipped import folder as shipped
from tests.owner import assert_owners_alone

CONTENTS = load_rulebook(shipped("rules")).in_force("collection/letter-contents", date(2026, 10, 31))
SENDER = Sender(COOPERATIVE, Templates(), CONTENTS)


def letters(*names: str, **of_all: str) -> list[Letter]:
    one = example_request("survey-promoter")
    return compose([named(one, name, **of_all) for name in names], SENDER)


def named(request: LetterRequest, name: str, **more: str) -> LetterRequest:
    delivery = more.pop("delivery", request.delivery)
    return replace(request, to=replace(request.to, name=name, **more), delivery=delivery)  # type: ignore[arg-type]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def files(folder: Path, made: list[Letter], *, duplex: bool = True) -> dict[str, bytes]:
    """Return the files that are written, by name."""
    write_files(folder / "letters", made, SENDER, duplex=duplex)
    paths = [path for path in (folder / "letters").rglob("*") if path.is_file()]
    return {path.relative_to(folder / "letters").as_posix(): path.read_bytes() for path in paths}


def test_what_is_written(tmp_path: Path) -> None:
    assert sorted(files(tmp_path, letters("Ana", "Bia"))) == [
        "email/0001-survey-promoter.html", "email/0002-survey-promoter.html", "imprimir.pdf",
        "individuais/0001-survey-promoter.pdf", "individuais/0002-survey-promoter.pdf", "mala-direta.csv",
        "registro.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(("duplex", "pages"), [(True, 3), (False, 2)])
def test_each_letter_begins_on_its_own_sheet_where_chosen(tmp_path: Path, duplex: bool, pages: int) -> None:
    """Printed on both sides, the back of the first sheet is blank: nobody gets another's letter."""
    made = files(tmp_path, letters("Ana", "Bia"), duplex=duplex)
    with pikepdf.open(io.BytesIO(made["imprimir.pdf"])) as whole:
        assert len(whole.pages) == pages
        assert {tuple(map(round, map(float, page.mediabox))) for page in whole.pages} == {(0, 0, 595, 842)}


def test_what_does_not_go_by_post_is_not_printed(tmp_path: Path) -> None:
    made = files(tmp_path, letters("Ana", delivery=ELECTRONIC))
    assert "imprimir.pdf" not in made and "individuais/0001-survey-promoter.pdf" in made


def test_no_letters_leave_an_empty_log(tmp_path: Path) -> None:
    made = files(tmp_path, [])
    assert sorted(made) == ["mala-direta.csv", "registro.csv"] and len(rows(made["registro.csv"])) == 1


def test_the_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    assert files(tmp_path / "a", letters("Ana", "Bia")) == files(tmp_path / "b", letters("Ana", "Bia"))


@pytest.mark.parametrize("text", ["=1+1", "+5531", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_of_the_mailing_is_a_formula(text: str, tmp_path: Path) -> None:
    made = files(tmp_path, letters(text, email=text, member_id=text))
    cells = [cell for name in ("mala-direta.csv", "registro.csv") for row in rows(made[name]) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert f"'{text}" in cells


def test_the_mailing_has_message_and_subject_and_leaves_out_who_has_neither_email_nor_phone(tmp_path: Path) -> None:
    one = example_request("survey-promoter")
    made = files(tmp_path, compose([one, named(one, "Bia", email="", phone="")], SENDER))
    header, *told = rows(made["mala-direta.csv"])
    assert header == ["Número", "Carta", "Associado", "Nome", "E-mail", "Celular", "Assunto", "Mensagem"]
    assert len(told) == 1 and told[0][4:6] == ["maria.santos@exemplo.example", "31988880000"]
    assert "Obrigado" in told[0][6] and "Ouvidoria 0800 000 0000" in told[0][7]


def test_the_log_tells_no_name_nor_amount(tmp_path: Path) -> None:
    made = files(tmp_path, letters("Ana Fulana"))
    (row,) = rows(made["registro.csv"])[1:]
    assert row[:3] == ["0001", "31/10/2026", "survey-promoter"] and len(row[-1]) == 64
    assert "Fulana" not in ";".join(row)


def test_the_digest_is_of_the_words() -> None:
    assert letters("Ana")[0].digest == letters("Ana")[0].digest != letters("Bia")[0].digest


def test_files_are_private_and_never_over_another(tmp_path: Path) -> None:
    files(tmp_path, letters("Ana"))
    assert_owners_alone(*tmp_path.rglob("*"))
    with pytest.raises(CoopError):
        files(tmp_path, letters("Ana"))


def test_a_name_never_reaches_a_file_name(tmp_path: Path) -> None:
    made = files(tmp_path, letters("../../etc/passwd", member_id="../x"))
    assert all(".." not in name for name in made)
