"""The command line: help in Portuguese, exit statuses, and no traceback whatever is put before it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
import typer
from typer.models import CommandInfo, ParameterInfo
from typer.testing import CliRunner

from coopcli import cli
from coopcli.errors import PROBLEM_KINDS
from coopcli.shipped import folder

BROKEN = folder("sample_data") / "broken"
DONE, MENDABLE, WRONG_USE, FAULT = 0, 1, 2, 70
COMMANDS = [*cli.COMMANDS]


def run(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "coopcli", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )


def called(*words: str | Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run ``main`` in this process; return its exit status and all that it printed."""
    monkeypatch.setattr(sys, "argv", ["coopcli", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out + told.err


Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    return lambda *words: called(*words, capsys=capsys, monkeypatch=monkeypatch)


# --- help and names -----------------------------------------------------------------------------------------------

ENGLISH = re.compile(r"\b(the|of|and|with|file|folder|month|show|only|from|this|message|exit)\b", re.IGNORECASE)


def is_a_portuguese_sentence(text: str) -> bool:
    return text.endswith(".") and not ENGLISH.search(text)


def leaves(group: typer.Typer) -> Iterator[tuple[str, CommandInfo]]:
    for command in group.registered_commands:
        assert command.name is not None
        yield command.name, command
    for inner in group.registered_groups:
        if not inner.hidden and inner.typer_instance is not None:
            for name, command in leaves(inner.typer_instance):
                yield f"{inner.name} {name}", command


def parameters(callback: Callable[..., object] | None) -> Iterator[ParameterInfo]:
    """Yield what each parameter of a command declares of itself."""
    for hint in get_type_hints(callback, include_extras=True).values():
        yield from (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, ParameterInfo))


NAMES = [name for name, command in leaves(cli.app) if not command.hidden]


def test_the_commands_of_the_design() -> None:
    assert {"init", "close", "aging", "provision", "explain", "sample"} <= set(NAMES)
    assert {f"rules {verb}" for verb in ("list", "show", "check", "test")} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_explains_itself_in_portuguese(name: str) -> None:
    shown = CliRunner().invoke(cli.app, [*name.split(), "--ajuda"])
    assert shown.exit_code == DONE
    command = dict(leaves(cli.app))[name]
    text = " ".join(str(getattr(command.callback, "__doc__", "")).split())
    assert is_a_portuguese_sentence(text)
    assert text[:40] in " ".join(shown.output.split())
    for parameter in parameters(command.callback):
        assert is_a_portuguese_sentence(str(parameter.help)), parameter.help
        written = (parameter.default, *(parameter.param_decls or ()))
        names = [word for word in written if isinstance(word, str) and word.startswith("--")]
        assert len(names) != 1 or names == ["--cnpj"], f"{names} has no name in Portuguese"


def test_every_command_has_a_hidden_name_in_portuguese() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"]).output
    for name, alias, command in COMMANDS:
        infos = {info.name: info for info in cli.app.registered_commands}
        assert infos[alias].hidden and not infos[name].hidden
        assert infos[alias].callback is infos[name].callback is command
        assert re.search(rf"^\s+{name}\s", shown, re.MULTILINE) and not re.search(rf"\b{alias}\b\s{{2,}}", shown)
        assert CliRunner().invoke(cli.app, [alias, "--help"]).exit_code == DONE
    assert CliRunner().invoke(cli.app, ["regras", "listar", "--ajuda"]).exit_code == DONE


def test_every_command_of_the_rules_has_one_too() -> None:
    infos = cli.rules_app.registered_commands
    for shown in (info for info in infos if not info.hidden):
        assert [info.name for info in infos if info.hidden and info.callback is shown.callback], shown.name


def test_options_have_a_name_in_portuguese() -> None:
    shown = CliRunner().invoke(cli.app, ["close", "--help"]).output
    pairs = {
        "--reference-date": "--data-base",
        "--replace": "--substituir",
        "--dry-run": "--simular",
        "--quiet": "--silencioso",
        "--strict": "--estrito",
        "--folder": "--pasta",
        "--also": "--tambem",
    }
    assert all(english in shown and portuguese in shown for english, portuguese in pairs.items())


def test_version() -> None:
    assert run("--version").stdout == f"coopcli {cli.__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'pandas', 'pyarrow', 'numpy', 'openpyxl', 'xlsxwriter', 'pydantic', 'holidays', 'jinja2', 'yaml'}"
    code = f"""
import sys, json
from coopcli.cli import app
try:
    app(['--help'])
except SystemExit:
    pass
print(json.dumps(sorted({heavy} & set(sys.modules))), file=sys.stderr)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(found.stderr) == []


# --- what goes well -----------------------------------------------------------------------------------------------


def test_from_nothing_to_a_closed_month(tmp_path: Path) -> None:
    """The same commands by their Portuguese names, in a process of their own, with plain lines as in cron."""
    home = tmp_path / "coop"
    assert run("amostra", "mini", home).returncode == DONE
    closed = run("fechamento", "2026-10", "--pasta", home)
    assert closed.returncode == DONE, closed.stderr
    assert closed.stdout.rstrip().endswith(f"publicado em {home / 'closings' / '2026-10'}")
    assert "lendo cre_contratos.xlsx" in closed.stderr and "\x1b[" not in closed.stdout + closed.stderr
    again = run("fechamento", "10/2026", "--pasta", home)
    assert (again.returncode, "já estava fechado" in again.stdout) == (DONE, True)
    quiet = run("close", "2026-09", "--folder", home, "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (DONE, "", "")


def test_a_new_folder_may_be_closed_once_it_has_exports(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "nova"
    assert call("init", home, "--name", "Coop", "--cnpj", "11.222.333/0001-81")[0] == DONE
    status, told = call("close", "2026-10", "--folder", home)
    assert (status, "[arquivo-nao-encontrado]" in told) == (MENDABLE, True)
    shutil.copytree(folder("sample_data") / "mini" / "exports" / "2026-10", home / "exports" / "2026-10")
    assert call("close", "2026-10", "--folder", home)[0] == DONE


def test_aging_and_provision_write_their_workbook_but_never_over_one(call: Call, working: Path) -> None:
    exports = working / "exports" / "2026-10"
    for command in ("aging", "provision"):
        output = working / f"{command}.xlsx"
        assert call(command, exports, "--output", output)[0] == DONE
        written = output.read_bytes()
        status, told = call(command, exports, "--output", output)
        assert (status, "[arquivo-ja-existe]" in told) == (MENDABLE, True)
        assert output.read_bytes() == written


def test_explain_shows_articles_and_arithmetic(call: Call, working: Path) -> None:
    status, told = call("explain", "3002", working / "exports" / "2026-10")
    assert status == DONE
    assert "art. 3º, § 2º, II" in told and "R$" in told and "×" in told


@pytest.mark.parametrize("verb", ["list", "check", "test"])
def test_rules(call: Call, working: Path, verb: str) -> None:
    assert call("rules", verb, "--folder", working)[0] == DONE


def test_rules_show(call: Call) -> None:
    status, told = call("rules", "show", "provisioning/bcb-352-2023")
    assert status == DONE and "art. 78, § 1º, II" in told


# --- what goes wrong ----------------------------------------------------------------------------------------------


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
    assert "cmn-2682" in told
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
        assert re.search(r"rules/provisioning/[a-z-]+\.yaml, linha \d+", fails(call(*words), code))
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
    told = fails(call("close", "2026-10", "--folder", working, "--also", "cmn-2682"), "fechamento-ja-existe")
    assert "--replace" in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
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

    from coopcli.closing import publish

    def refused(*_: object) -> None:
        wanted = getattr(errno, number)
        raise OSError(wanted, os.strerror(wanted), "relatorio.xlsx")

    monkeypatch.setattr(publish, "_to_disk", refused)
    fails(call("close", "2026-10", "--folder", working), code)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_terminal_that_cannot_be_written_to(working: Path) -> None:
    with Path("/dev/full").open("w") as full:
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
        cli.main()


# --- personal data ------------------------------------------------------------------------------------------------


def personal(working: Path) -> set[str]:
    """Return every CPF (plain and punctuated) and name of a person in the sample."""
    from coopcli.closing.month import read_exports
    from coopcli.closing.settings import load_settings
    from coopcli.documents import punctuate

    exports = read_exports(working / "exports" / "2026-10", load_settings(working), lambda step: None)
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
