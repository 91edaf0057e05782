"""The letters of a folder: the log that is read again, publication all or nothing, the commands."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coopcli.closing.letters import FOLDER, earlier_letters, letter_rules, write_letters
from coopcli.closing.month import rulebook_of
from coopcli.closing.settings import Settings, load_settings
from coopcli.dates import BusinessCalendar
from coopcli.errors import CoopError, DataError
from coopcli.reports.letters.files import LOG
from coopcli.sample.letter_example import COOPERATIVE, example_request
from coopcli.words.letters import LOG_COLUMNS
from tests.conftest import Call

ON = date(2026, 10, 31)
HEADER = ";".join(f'"{column.title}"' for column in LOG_COLUMNS)


def log(closings: Path, name: str, *rows: str, header: str = HEADER) -> None:
    folder = closings / name / FOLDER
    folder.mkdir(parents=True)
    (folder / LOG).write_bytes("\r\n".join(["\ufeff" + header, *rows]).encode())


def row(day: str, member: str = "4321") -> str:
    return f'"0001";"{day}";"first-notice";"{member}";"1, 2";"correio";"{"0" * 64}"'


class TestLog:
    def test_every_close_but_the_own_and_what_was_written_between(self, tmp_path: Path) -> None:
        closings = tmp_path / "closings"
        log(closings, "2026-08", row("31/08/2026"))
        log(closings, "2026-10", row("31/10/2026"))
        log(closings, "2026-09.substituido-1", row("30/09/2026"))
        (closings / "2026-09").mkdir()  # which has no letters
        between = tmp_path / FOLDER / "2026-10-15"
        between.mkdir(parents=True)
        (between / LOG).write_bytes(f"\ufeff{HEADER}\r\n{row('15/10/2026')}".encode())
        found = earlier_letters(closings, "2026-10")
        assert [day.date() for day in found["letter_date"]] == [date(2026, 8, 31), date(2026, 10, 15)]
        assert list(found.columns) == [column.name for column in LOG_COLUMNS]

    def test_none_is_no_letter(self, tmp_path: Path) -> None:
        found = earlier_letters(tmp_path / "closings")
        assert len(found) == 0 and found["letter_date"].dtype == "datetime64[s]"

    def test_the_apostrophe_of_a_harmless_cell_is_taken_away(self, tmp_path: Path) -> None:
        log(tmp_path, "2026-08", row("31/08/2026", "'=1+1"), row("31/08/2026", "'x"))
        assert list(earlier_letters(tmp_path)["member_id"]) == ["=1+1", "'x"]

    @pytest.mark.parametrize(
        ("rows", "header"),
        [((row("31/08"),), HEADER), (("a;b",), HEADER), ((), "Número"), ((row("2026"),), HEADER)],
    )
    def test_a_log_that_was_changed_is_told_by_name(self, rows: tuple[str, ...], header: str, tmp_path: Path) -> None:
        log(tmp_path, "2026-08", *rows, header=header)
        with pytest.raises(CoopError) as error:
            earlier_letters(tmp_path)
        assert [(p.code, p.file) for p in error.value.problems] == [("arquivo-ilegivel", LOG)]


class TestLettersOfSomebodyElse:
    RULES = letter_rules(rulebook_of(Settings()), ON, BusinessCalendar(()))
    SETTINGS = Settings(COOPERATIVE)

    def test_are_published_whole_and_in_the_log(self, tmp_path: Path) -> None:
        names = ("survey-promoter", "survey-detractor")
        made = write_letters(tmp_path / "out", [example_request(name) for name in names], self.SETTINGS, self.RULES)
        assert {letter.request.letter for letter in made} == set(names)
        content = (tmp_path / "out" / LOG).read_text(encoding="utf-8-sig")
        assert [told[2] for told in list(csv.reader(io.StringIO(content), delimiter=";"))[1:]] == [
            letter.request.letter for letter in made
        ]

    def test_nothing_is_written_where_one_of_them_is_not_whole(self, tmp_path: Path) -> None:
        good, bad = example_request("survey-detractor"), replace(example_request("survey-detractor"), values={})
        with pytest.raises(DataError):
            write_letters(tmp_path / "out", [good, bad], self.SETTINGS, self.RULES)
        assert list(tmp_path.iterdir()) == []

    def test_never_over_a_folder_that_exists(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        with pytest.raises(CoopError, match="arquivo-ja-existe"):
            write_letters(tmp_path / "out", [example_request("survey-promoter")], self.SETTINGS, self.RULES)
        assert list((tmp_path / "out").iterdir()) == []


class TestPreview:
    def test_on_the_screen(self, call: Call, tmp_path: Path) -> None:
        status, told = call("letters", "preview", "first-notice", "--folder", tmp_path)
        assert status == 0 and "Prestação em aberto" in told and "Ouvidoria" in told

    @pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF"), ("a.html", b"<!doctype"), ("a.txt", b"Presta")])
    def test_in_each_form(self, call: Call, tmp_path: Path, name: str, start: bytes) -> None:
        status, _ = call("cartas", "ver", "first-notice", "-o", tmp_path / name, "--pasta", tmp_path)
        assert status == 0 and (tmp_path / name).read_bytes().startswith(start)
        assert call("letters", "preview", "first-notice", "-o", tmp_path / name)[0] == 1

    @pytest.mark.parametrize(
        ("words", "found"), [(["nada"], "carta-desconhecida"), (["listing", "-o", "a.doc"], "a.doc")]
    )
    def test_what_cannot_be(self, call: Call, words: list[str], found: str) -> None:
        status, told = call("letters", "preview", *words)
        assert status == 1 and found in told

    def test_with_the_cooperative_and_templates_of_the_folder(self, call: Call, working: Path) -> None:
        own = working / "templates" / "letters"
        own.mkdir(parents=True)
        (own / "first-notice.md").write_bytes(b"# Oi\n\n{{ greeting }}!\n")
        status, told = call("letters", "preview", "first-notice", "--folder", working)
        assert status == 0 and told.startswith("Oi") and load_settings(working).cooperative.name in told


@pytest.fixture
def addressed(working: Path) -> Path:
    """The small month, with a whole address for every member."""
    exports = working / "exports" / "2026-10"
    rows = load_workbook(exports / "cli_associados.xlsx").active.iter_rows(values_only=True)  # type: ignore[union-attr]
    header, *members = [row for row in rows if row[0]]
    at = header.index("Número Cliente Sisbr")
    lines = ["Número Cliente Sisbr;Logradouro;Número Logradouro;Bairro;Município;UF;CEP"]
    lines += [f"{member[at]};Rua A;1;Centro;Vale;MG;30100-000" for member in members]
    (exports / "cli_enderecos.csv").write_bytes("\n".join(lines).encode())
    return working


class TestWrite:
    def test_the_letters_of_a_month_are_written_once(self, call: Call, addressed: Path) -> None:
        status, told = call("letters", "write", addressed)
        folder = addressed / FOLDER / "2026-10-31"
        assert status == 0 and f"gravado: {folder}" in told
        assert {"cartas.xlsx", "imprimir.pdf", "mala-direta.csv", LOG} <= {path.name for path in folder.iterdir()}
        status, told = call("letters", "write", addressed, "--letter-date", "01/11/2026")
        assert status == 0, told
        assert "nenhuma carta a enviar" in told and "lembrete já enviado" in told

    def test_without_addresses_each_is_listed_with_its_reason(self, call: Call, working: Path) -> None:
        status, told = call("letters", "write", working)
        assert status == 0 and "nenhuma carta a enviar" in told and "sem endereço" in told
        assert {path.name for path in (working / FOLDER / "2026-10-31").iterdir()} == {
            "cartas.xlsx", "mala-direta.csv", LOG
        }  # fmt: skip

    def test_what_coop_yaml_lacks_is_told_and_nothing_is_written(self, call: Call, addressed: Path) -> None:
        settings = addressed / "coop.yaml"
        lines = settings.read_text(encoding="utf-8").splitlines()
        settings.write_bytes(("\n".join(x for x in lines if "sac:" not in x) + "\n").encode())
        status, told = call("letters", "write", addressed)
        assert status == 1 and "phones, sac" in told and not (addressed / FOLDER).exists()


ANSWER = ("is_incoming=não", "is_approved=sim", "institution=Banco X", "contract=200026", "balance=1.234,56")


class TestSingle:
    def write(
        self, call: Call, folder: Path, member: str, *values: str, letter: str = "portability-answer"
    ) -> tuple[int, str]:
        words = [word for value in values for word in ("--value", value)]
        day = ("--letter-date", "03/11/2026")
        return call("letters", "single", letter, folder, "--member", member, "-o", folder / "out", *day, *words)

    def test_the_answer_to_a_request(self, call: Call, addressed: Path) -> None:
        status, told = self.write(call, addressed, "100001", *ANSWER)
        assert status == 0 and "correio" in told
        page = next((addressed / "out" / "email").iterdir()).read_text(encoding="utf-8")
        assert "levar a operação 200026 para Banco X" in page and "R$ 1.234,56" in page and "Ana Almeida Duarte" in page

    @pytest.mark.parametrize("member", ["001.000.003-80", "00100000380"])
    def test_a_member_may_be_named_by_document(self, call: Call, working: Path, member: str) -> None:
        status, told = self.write(call, working, member, letter="portability-request")
        assert status == 0 and "e-mail ou mensagem" in told

    def test_what_is_missing_is_told_by_name_and_nothing_is_written(self, call: Call, working: Path) -> None:
        status, told = self.write(call, working, "100001", *ANSWER[:-1])
        assert status == 1 and "falta balance" in told and not (working / "out").exists()

    @pytest.mark.parametrize(("member", "value"), [("nobody", "a=b"), ("100001", "no-equals"), ("100001", "=x")])
    def test_what_cannot_be(self, call: Call, working: Path, member: str, value: str) -> None:
        assert self.write(call, working, member, value)[0] == 1

    def test_who_has_died_is_not_written_to(self, call: Call, working: Path) -> None:
        lines = ("Contrato;Número Cliente Sisbr;CPF/CNPJ;Tipo de Pausa;Desde;Até;Valor Prometido;Motivo;Autor",
                 ";100001;;falecimento;01/10/2026;;;Certidão;Atendimento")  # fmt: skip
        (working / "exports" / "2026-10" / "pausas_da_cobranca.csv").write_bytes("\n".join(lines).encode())
        status, told = self.write(call, working, "100001", letter="portability-request")
        assert status == 1 and "falecimento" in told and not (working / "out").exists()

    def test_without_a_date_there_is_no_letter(self, call: Call, working: Path) -> None:
        words = ("letters", "single", "portability-request", working, "--member", "100001", "-o", working / "out")
        assert call(*words)[0] == 2
