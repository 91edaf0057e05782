"""The files of letters: in order, private, harmless in a spreadsheet, all or nothing."""

from __future__ import annotations

import csv
import io
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopcli.errors import CoopError
from coopcli.reports.letters import printing
from coopcli.reports.letters.compose import Letter, Sender, compose
from coopcli.reports.letters.files import letter_files
from coopcli.reports.letters.templates import Templates
from coopcli.results.letters import ELECTRONIC, LetterRequest
from coopcli.rulebook.book import load_rulebook
from coopcli.sample.letter_example import COOPERATIVE, example_request
from coopcli.shipped import folder as shipped

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


def test_what_is_written() -> None:
    made = letter_files(letters("Ana", "Bia"), SENDER, duplex=True).files
    assert sorted(made) == [
        "email/0001-survey-promoter.html", "email/0002-survey-promoter.html", "imprimir.pdf",
        "individuais/0001-survey-promoter.pdf", "individuais/0002-survey-promoter.pdf", "mala-direta.csv",
        "registro.csv",
    ]  # fmt: skip
    assert b"/Type/Pages/Count 3/" in made["imprimir.pdf"]  # the back of the first sheet is blank


def test_each_letter_has_its_own_sheet_only_where_chosen() -> None:
    made = letter_files(letters("Ana", "Bia"), SENDER, duplex=False).files
    assert b"/Type/Pages/Count 2/" in made["imprimir.pdf"]


def test_many_letters_are_printed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BATCH", 2)
    made = letter_files(letters("Ana", "Bia", "Caio"), SENDER, duplex=True).files
    assert [name for name in made if name.startswith("imprimir")] == ["imprimir-1-de-2.pdf", "imprimir-2-de-2.pdf"]


def test_what_does_not_go_by_post_is_not_printed() -> None:
    made = letter_files(letters("Ana", delivery=ELECTRONIC), SENDER, duplex=True).files
    assert "imprimir.pdf" not in made and "individuais/0001-survey-promoter.pdf" in made


def test_no_letters_leave_an_empty_log() -> None:
    made = letter_files([], SENDER, duplex=True).files
    assert sorted(made) == ["mala-direta.csv", "registro.csv"] and len(rows(made["registro.csv"])) == 1


@pytest.mark.parametrize("text", ["=1+1", "+5531", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_of_the_mailing_is_a_formula(text: str) -> None:
    made = letter_files(letters(text, email=text, member_id=text), SENDER, duplex=True).files
    cells = [cell for name in ("mala-direta.csv", "registro.csv") for row in rows(made[name]) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert f"'{text}" in cells


def test_the_mailing_has_message_and_subject_and_leaves_out_who_has_neither_email_nor_phone() -> None:
    one = example_request("survey-promoter")
    made = letter_files(compose([one, named(one, "Bia", email="", phone="")], SENDER), SENDER, duplex=True).files
    header, *told = rows(made["mala-direta.csv"])
    assert header == ["Número", "Carta", "Associado", "Nome", "E-mail", "Celular", "Assunto", "Mensagem"]
    assert len(told) == 1 and told[0][4:6] == ["maria.santos@exemplo.example", "31988880000"]
    assert "Obrigado" in told[0][6] and "Ouvidoria 0800 000 0000" in told[0][7]


def test_the_log_tells_no_name_nor_amount() -> None:
    made = letter_files(letters("Ana Fulana"), SENDER, duplex=True).files
    (row,) = rows(made["registro.csv"])[1:]
    assert row[:3] == ["0001", "31/10/2026", "survey-promoter"] and len(row[-1]) == 64
    assert "Fulana" not in ";".join(row)


def test_the_digest_is_of_the_words() -> None:
    assert letters("Ana")[0].digest == letters("Ana")[0].digest != letters("Bia")[0].digest


def test_files_are_private_and_never_over_another(tmp_path: Path) -> None:
    made = letter_files(letters("Ana"), SENDER, duplex=True)
    made.write(tmp_path / "cartas")
    for path in (tmp_path / "cartas").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    with pytest.raises(CoopError):
        made.write(tmp_path / "cartas")


def test_a_name_never_reaches_a_file_name() -> None:
    made = letter_files(letters("../../etc/passwd", member_id="../x"), SENDER, duplex=True).files
    assert all(".." not in name for name in made)
