"""Exit statuses, no traceback whatever is put before the program, and nobody's name on the terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli import cli
from coopcli.errors import PROBLEM_KINDS
from coopcli.shipped import folder
from tests.owner import has_modes

BROKEN = folder("sample_data") / "broken"
Call = Callable[..., tuple[int, str]]
DONE, MENDABLE, WRONG_USE, FAULT = 0, 1, 2, 70


def fails(found: tuple[int, str], *codes: str) -> str:
    """Return what was told of a failure that the user can mend: status 1, these codes, no traceback."""
    status, told = found
    assert "Traceback" not in told and "Error:" not in told
    assert status == MENDABLE, told
    assert set(re.findall(r"^\[([a-z-]+)\]", told, re.MULTILINE)) >= set(codes)
    assert "o que fazer:" in told
    return told


def test_a_folder_that_is_not_there(call: Call, tmp_path: Path) -> None:
    for words in (("close", "2026-10", "--folder"), ("aging",), ("provision",), ("explain", "1")):
        fails(call(*words, tmp_path / "nada"), "arquivo-nao-encontrado")


def test_a_folder_without_exports(call: Call, tmp_path: Path, working: Path) -> None:
    empty = tmp_path / "vazia"
    empty.mkdir()
    fails(call("provision", empty), "exportacao-ausente")
    fails(call("explain", "1", empty), "exportacao-ausente")
    fails(call("close", "2026-08", "--folder", working), "arquivo-nao-encontrado")
    (working / "exports" / "2026-08").mkdir()
    fails(call("close", "2026-08", "--folder", working), "exportacao-ausente")


def test_exports_that_are_a_file(call: Call, working: Path) -> None:
    fails(call("provision", working / "coop.yaml"), "arquivo-nao-encontrado")


FILES = sorted(path for path in BROKEN.iterdir() if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_faulty_file_among_the_exports(call: Call, working: Path, path: Path) -> None:
    """It stops the month or sets rows aside, as its kind says; it never ends in a traceback."""
    code = path.name.split(".")[0].split("--")[0]
    shutil.copy(path, working / "exports" / "2026-10" / path.name)
    status, told = call("provision", working / "exports" / "2026-10")
    assert "Traceback" not in told and f"[{code}]" in told
    assert status == MENDABLE if PROBLEM_KINDS[code].blocks else status in (DONE, MENDABLE)


def test_a_contract_that_is_not_there(call: Call, working: Path) -> None:
    fails(call("explain", "999999", working / "exports" / "2026-10"), "contrato-nao-encontrado")


@pytest.mark.parametrize("month", ["2026-13", "outubro", "2026", "10-2026", ""])
def test_what_is_no_month(call: Call, working: Path, month: str) -> None:
    status, told = call("close", month, "--folder", working)
    assert status == WRONG_USE and "Traceback" not in told


@pytest.mark.parametrize(
    "words",
    [
        ("close",),
        ("nada",),
        ("aging", ".", "--reference-date", "31/02/2026"),
        ("close", "2026-10", "--nada"),
        ("sample",),
    ],
)
def test_wrong_use_of_the_command_line(call: Call, words: tuple[str, ...]) -> None:
    status, told = call(*words)
    assert status == WRONG_USE and "Traceback" not in told


def test_unknown_words(call: Call, working: Path, tmp_path: Path) -> None:
    exports = working / "exports" / "2026-10"
    told = fails(call("provision", exports, "--also", "ifrs-9"), "opcao-invalida")
    assert "risk_levels" in told
    fails(call("sample", "grande", tmp_path / "x"), "opcao-invalida")
    fails(call("rules", "show", "provisioning/nada"), "sem-regra-vigente")
    fails(call("sample", "mini", working), "arquivo-ja-existe")
    fails(call("init", working), "arquivo-ja-existe")


def test_settings_with_a_mistake(call: Call, working: Path) -> None:
    shutil.copy(BROKEN / "configuracao-invalida" / "coop.yaml", working / "coop.yaml")
    for words in (
        ("close", "2026-10", "--folder", working),
        ("provision", working / "exports" / "2026-10"),
        ("rules", "list", "--folder", working),
    ):
        assert "coop.yaml, linha" in fails(call(*words), "configuracao-invalida")


@pytest.mark.parametrize("code", ["regra-com-lacuna", "regra-com-sobreposicao", "regra-invalida", "taxa-decrescente"])
def test_a_rule_with_a_mistake_in_the_working_folder(call: Call, working: Path, code: str) -> None:
    shutil.copytree(BROKEN / code / "rules", working / "rules", dirs_exist_ok=True)
    for words in (("close", "2026-10", "--folder", working), ("rules", "check", "--folder", working)):
        assert re.search(r"rules/[a-z]+/[a-z0-9-]+\.yaml, linha \d+", fails(call(*words), code))
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]


def test_a_case_that_does_not_hold(call: Call, working: Path) -> None:
    wrong = BROKEN / "caso-divergente"
    shutil.copytree(wrong / "rules", working / "rules", dirs_exist_ok=True)
    fails(call("rules", "test", wrong / "cases", "--folder", working), "caso-divergente")


def test_a_reference_date_before_all_rules(call: Call, working: Path) -> None:
    words = ("provision", working / "exports" / "2026-10", "--reference-date", "31/12/1999")
    fails(call(*words), "sem-regra-vigente")


def test_a_close_of_other_data(call: Call, working: Path) -> None:
    assert call("close", "2026-10", "--folder", working)[0] == DONE
    told = fails(call("close", "2026-10", "--folder", working, "--also", "risk_levels"), "fechamento-ja-existe")
    assert "--replace" in told


@pytest.mark.skipif(not has_modes() or os.geteuid() == 0, reason="root may write anywhere, and where no modes are")
def test_an_output_folder_that_may_not_be_written(call: Call, working: Path) -> None:
    (working / "closings").mkdir(mode=0o500)
    fails(call("close", "2026-10", "--folder", working), "sem-permissao")


@pytest.mark.parametrize(
    "number, code",
    [
        ("ENOSPC", "sem-espaco"),
        ("EDQUOT", "sem-espaco"),
        ("EACCES", "sem-permissao"),
        ("EROFS", "sem-permissao"),
        ("EIO", "falha-de-disco"),
    ],
)
def test_what_the_system_refuses(
    call: Call, working: Path, monkeypatch: pytest.MonkeyPatch, number: str, code: str
) -> None:
    import errno

    from coopcli import placing

    def refused(*_: object) -> None:
        wanted = getattr(errno, number)
        raise OSError(wanted, os.strerror(wanted), "relatorio.xlsx")

    monkeypatch.setattr(placing, "sync", refused)
    fails(call("close", "2026-10", "--folder", working), code)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a disk that is always full")
def test_a_terminal_that_cannot_be_written_to(working: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopcli", "rules", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode != DONE and "Traceback" not in done.stderr


def broken_inside(*_: object) -> None:
    raise ZeroDivisionError("division by zero")


def test_a_fault_of_ours_is_not_blamed_on_the_data(call: Call, working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coopcli.closing import month

    monkeypatch.delenv("COOPCLI_DEBUG", raising=False)
    monkeypatch.setattr(month, "run_month", broken_inside)
    status, told = call("provision", working / "exports" / "2026-10")
    assert status == FAULT
    assert "Falha do coopcli, não dos seus dados (ZeroDivisionError)" in told and "Traceback" not in told


def test_a_fault_of_ours_shows_itself_when_asked(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coopcli.closing import month

    monkeypatch.setenv("COOPCLI_DEBUG", "1")
    monkeypatch.setattr(month, "run_month", broken_inside)
    monkeypatch.setattr(sys, "argv", ["coopcli", "provision", str(working / "exports" / "2026-10")])
    with pytest.raises(ZeroDivisionError):
        cli.run()


# --- personal data ------------------------------------------------------------------------------------------------


def personal(working: Path) -> set[str]:
    """Return every CPF (plain and punctuated) and name of a person in the sample."""
    from coopcli.closing.inputs import files_of, read_exports
    from coopcli.closing.settings import load_settings
    from coopcli.documents import punctuate

    exports = read_exports(files_of(working / "exports" / "2026-10"), load_settings(working), lambda step: None)
    members = exports.frames["members"]
    documents = {text for text in members["document"].dropna() if len(text) == 11}
    return documents | {punctuate(text) for text in documents} | set(members["name"].dropna())


def test_the_terminal_shows_nobody(call: Call, working: Path) -> None:
    secret = personal(working)
    assert len(secret) > 50
    exports = working / "exports" / "2026-10"
    for path in (BROKEN / "documento-invalido.csv", BROKEN / "valor-invalido.csv", BROKEN / "data-invalida.csv"):
        shutil.copy(path, exports / path.name)
    printed = "".join(
        call(*words)[1]
        for words in (
            ("close", "2026-10", "--folder", working),
            ("provision", exports),
            ("aging", exports),
            ("explain", "3002", exports),
            ("explain", "3021", exports),
            ("explain", "ADP-7030", exports),
        )
    )
    log = (working / "closings" / "log.jsonl").read_text(encoding="utf-8")
    assert len(printed) > 3_000
    assert not [text for text in secret if text in printed or text in log]
    assert not re.search(r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)", printed)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is Unicode")
def test_a_file_whose_name_is_no_text(call: Call, working: Path) -> None:
    exports = working / "exports" / "2026-10"
    shutil.copy(BROKEN / "valor-invalido.csv", os.fsencode(exports) + b"/contratos-\xe9.csv")
    for words in (("check", exports), ("check", exports, "--json"), ("close", "2026-10", "--folder", working)):
        status, told = call(*words)
        assert (status, "arquivo-ilegivel" in told, "contratos-" in told and "udce9.csv" in told) == (
            MENDABLE,
            True,
            True,
        )
