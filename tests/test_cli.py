"""The command line: help in Portuguese, names in both languages, and what goes well."""

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
from coopcli.shipped import folder

BROKEN = folder("sample_data") / "broken"
Call = Callable[..., tuple[int, str]]
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


@pytest.mark.slow
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
