"""Every output of every command: refused before anything is read where it cannot be, whole or not there at all."""

from __future__ import annotations

import ast
import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import coopcli
from coopcli import placing
from coopcli.cli import app
from coopcli.shipped import folder

Call = Callable[..., tuple[int, str]]
PACKAGE = Path(coopcli.__file__).parent
EXPORT = folder("sample_data") / "mini" / "exports" / "2026-10" / "cre_contratos.xlsx"
NAMES = {"output", "lists", "committee", "draft"}


def outputs(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every option for something to be written, with the command that has it."""
    yield from ((f"{name} {p.opts[0]}", p) for p in command.params if p.name in NAMES)
    for own_name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from outputs(inner, f"{name} {own_name}")


OUTPUTS = dict(outputs(typer.main.get_command(app)))


def test_there_are_outputs() -> None:
    assert len(OUTPUTS) >= 20


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_looked_at_before_anything_is_read(name: str, call: Call, tmp_path: Path) -> None:
    """The other arguments name nothing that exists: the output is told all the same."""
    (tmp_path / "taken").touch()
    (tmp_path / "locked").touch()
    *words, option = name.split()
    needed = {
        "single": ["x", "--member", "1"], "preview": ["x"], "diff": ["a", "b"], "guess": ["nada.csv"],
        "sample-size": [], "authority": [],
    }  # fmt: skip
    given = needed.get(words[-1], [str(tmp_path / "nada")])
    for place, code in (("taken", "arquivo-ja-existe"), ("locked/x.xlsx", "opcao-invalida")):
        status, told = call(*words, *given, option, tmp_path / place)
        assert (status, f"[{code}]" in told, "nada" in told) == (1, True, False), told


LIGHT = {
    "authority": ["authority", "--reference-equity", "12.000.000,00", "-o"],
    "sample-size": ["nps", "sample-size", "--population", "15000", "-o"],
    "preview": ["letters", "preview", "first-notice", "-o"],
    "guess": ["layouts", "guess", str(EXPORT), "-o"],
    "sample": ["sample", "layouts"],
    "init": ["init"],
}
ENDINGS = {"first-notice": "a.html", str(EXPORT): "a.yaml"}


@pytest.mark.parametrize("words", LIGHT.values(), ids=LIGHT)
def test_parents_are_made_and_a_full_disk_leaves_nothing(
    words: list[str], call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rules" / "layouts" / ENDINGS.get(words[-2] if words[-1] == "-o" else "", "a.xlsx")

    def full(path: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(placing, "rename", full)
        status, told = call(*words, target)
    assert (status, "[sem-espaco]" in told) == (1, True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert call(*words, target)[0] == 0
    assert target.exists() and not list(tmp_path.rglob(f".*{placing.UNFINISHED}"))


WRITERS = {
    "placing.py": "the one way",
    "closing/publish.py": "takes away what a killed run left",
    "closing/manifest.py": "inside of a close that is being made",
    "closing/history.py": "inside of a close that is being made",
    "closing/last_sheets.py": "inside of a close that is being made",
    "closing/log.py": "grows by whole lines",
    "closing/problem_list.py": "takes the place of the list before, once it is safe",
    "reading/guess_trial.py": "in a folder of its own, for as long as the trial takes",
    "reports/typeset.py": "in a private folder, for as long as typst takes",
    "reports/picture.py": "into memory",
    "reports/workbook.py": "the parts of a file that is being made",
}
WRITES = {"write_bytes", "write_text", "unlink", "rmtree", "savefig", "to_csv", "to_parquet", "write_table"}


def test_nobody_else_writes() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITES:
                found.add(name)
            is_open = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "open"
            if is_open and {"w", "x", "a"} & set("".join(_texts(node))):  # type: ignore[arg-type]
                found.add(name)
    ours = {name for name in found if not name.startswith(("sample/", "_shipped/"))}
    assert ours <= WRITERS.keys(), ours - WRITERS.keys()


def _texts(call: ast.Call) -> list[str]:
    """Return the short texts among what a call is given: modes of opening."""
    given = [*call.args, *(word.value for word in call.keywords)]
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
