"""A close that was cut short: one good close of the month stands afterwards, the old one or the new, never neither."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from coopcli import placing
from coopcli.closing import close as closing
from coopcli.closing import publish as publishing
from coopcli.closing.manifest import changed_outputs, read_manifest

from .closing_month import NOON, SEPTEMBER, close_month, codes_of, tree

Call = Callable[..., tuple[int, str]]


def events(working: Path) -> list[tuple[str, str]]:
    lines = (working / "closings" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [(told["event"], told["month"]) for told in map(json.loads, lines)]


def is_good(folder: Path) -> bool:
    return not changed_outputs(folder, read_manifest(folder), with_typed=True)


class Killed(BaseException):
    """The program is gone: nothing that it would do afterwards is done."""


@pytest.fixture
def closed(working: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with October closed, collection left out for speed."""
    settings = working / "coop.yaml"
    settings.write_bytes(settings.read_bytes() + b"collection_in_close: false\n")
    close_month(working)
    return working


def killed_at(working: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Replace October's close, the program ending for good right after ``step``."""
    closings = working / "closings"
    saved = closings.parent / "saved"

    def keep() -> None:
        shutil.copytree(closings, saved)
        raise Killed

    renames: list[Path] = []
    real = placing.rename

    def rename(path: Path, target: Path) -> None:
        real(path, target)
        renames.append(target)
        if step == ("aside", "named")[len(renames) - 1]:
            keep()

    def written(staging: Path, manifest: object) -> None:
        (real_manifest(staging, manifest), keep()) if step == "written" else keep()

    real_manifest = closing.write_manifest
    with monkeypatch.context() as patch:
        patch.setattr(placing, "rename", rename)
        patch.setattr(publishing, "rename", rename)
        if step in ("unwritten", "written"):
            patch.setattr(closing, "write_manifest", written)
        with suppress(Killed):  # after the last name it is caught: all is done
            close_month(working, also=("risk_levels",), replace=True)
    shutil.rmtree(closings)
    saved.rename(closings)
    placing.forget()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "which"), [("unwritten", "old"), ("written", "old"), ("aside", "new"), ("named", "new")]
)
def test_a_replacement_that_was_killed(
    closed: Path, monkeypatch: pytest.MonkeyPatch, call: Call, step: str, which: str
) -> None:
    folder = closed / "closings" / "2026-10"
    before = read_manifest(folder)["fingerprint"]
    killed_at(closed, monkeypatch, step)
    assert folder.exists() == (step != "aside")
    _, told = call("check", closed / "exports" / "2026-10")  # 1 where the new close was asked for more
    assert "Falha do coopcli" not in told and is_good(folder)
    assert (read_manifest(folder)["fingerprint"] == before) == (which == "old")
    assert ("a troca do fechamento de 2026-10, interrompida, foi concluída" in told) == (step == "aside")


@pytest.mark.slow
def test_what_cannot_be_finished_is_undone(closed: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    folder = closed / "closings" / "2026-10"
    before = tree(folder)
    killed_at(closed, monkeypatch, "aside")
    (left,) = (closed / "closings").glob(".2026-10*.em-andamento")
    (left / "carteira.parquet").write_bytes(b"cut")
    told = call("aging", closed / "exports" / "2026-10")[1]
    assert "a troca do fechamento de 2026-10, interrompida, foi desfeita" in told
    assert tree(folder) == before and ("recovered", "2026-10") in events(closed)
    assert close_month(closed, also=("risk_levels",), replace=True).published
    assert not list((closed / "closings").glob(".2026-10*.em-andamento"))


@pytest.mark.parametrize(
    "words", ["close 2026-10 --folder .", "check .", "explain 3002 .", "collection .", "letters write ."]
)
def test_every_command_that_reads_closings_sees_it(
    working: Path, monkeypatch: pytest.MonkeyPatch, call: Call, words: str
) -> None:
    (working / "closings" / "2026-09.substituido-1").mkdir(parents=True)
    (working / "closings" / "2026-09.substituido-2").mkdir()
    monkeypatch.chdir(working)
    told = call(*words.split())[1]
    assert "a troca do fechamento de 2026-09, interrompida, foi desfeita" in told
    assert sorted(p.name for p in (working / "closings").glob("2026-09*")) == ["2026-09", "2026-09.substituido-1"]
    assert "[fechamento-ilegivel] 2026-09/manifest.json" in told  # what stands there is no close, and that is told too


def test_nobody_goes_on_without_the_one_before(working: Path) -> None:
    (working / "closings" / "2026-09.substituido-1").mkdir(parents=True)
    assert codes_of(lambda: publishing.closes(working / "closings")) == ["fechamento-ilegivel"]


@pytest.mark.slow
def test_the_log_of_a_killed_run_is_completed(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_at(closed, monkeypatch, "named")
    assert events(closed)[-1] == ("publishing", "2026-10")
    with (closed / "closings" / "log.jsonl").open("ab") as log:
        log.write(b'{"at": "20')  # cut
    publishing.put_in_order(closed / "closings", lambda line: None, lambda: NOON)
    text = (closed / "closings" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(text[-1])["event"], text[-2]) == ("closed", '{"at": "20')


# --- what is not as it was written --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"[]"),
        ("manifest.json", b"{}"),
        ("manifest.json", b'{"reference_date": "ontem", "fingerprint": 1, "inputs": [1], "outputs": {}}'),
        ("manifest.json", b"\xff\xfe"),
        ("carteira.parquet", b"PAR1"),
        ("carteira.parquet", b""),
    ],
)
def test_an_earlier_close_that_cannot_be_read_stops_the_next(
    working: Path, call: Call, name: str, content: bytes
) -> None:
    folder = close_month(working, SEPTEMBER).folder
    (folder / name).write_bytes(content)
    for words in (("close", "2026-10", "--folder", working), ("check", working)):
        status, told = call(*words)
        assert (status, f"[fechamento-ilegivel] 2026-09/{name}" in told) == (1, True)
    assert not (working / "closings" / "2026-10").exists()


# --- what follows a publication -----------------------------------------------------------------------------------


def test_a_log_that_cannot_be_written_stops_the_close_before_it_is_published(working: Path, call: Call) -> None:
    (working / "closings" / "log.jsonl").mkdir(parents=True)
    status, told = call("close", "2026-10", "--folder", working)
    assert status == 1 and "log.jsonl" in told
    assert not (working / "closings" / "2026-10").exists()


@pytest.mark.parametrize("step", ["remove_list", "closed"])
def test_what_fails_after_the_publication_is_told_with_status_0(
    working: Path, call: Call, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real = closing.write_log

    def fails(*details: object, **more: object) -> None:
        if step == "closed" and "closed" not in details:
            return real(*details, **more)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(closing, "write_log" if step == "closed" else step, fails)
    status, told = call("close", "2026-10", "--folder", working)
    assert (status, is_good(working / "closings" / "2026-10")) == (0, True)
    assert "No space left on device" in told and "publicado em" in told


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("where", ["remove_list", "_log"])
def test_an_interruption_after_the_publication(
    working: Path, call: Call, monkeypatch: pytest.MonkeyPatch, where: str, error: type[BaseException]
) -> None:
    real = closing._log

    def fails(*details: object) -> None:
        if details[-1] == "publishing":
            return real(*details)  # type: ignore[arg-type]
        raise error

    monkeypatch.setattr(closing, where, fails)
    status, told = call("close", "2026-10", "--folder", working, "--quiet")
    assert (status, is_good(working / "closings" / "2026-10")) == (0, True)
    assert "nada foi publicado" not in told and "2026-10" in told


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_killed_anywhere(closed: Path, call: Call) -> None:
    """Replacements killed at moments spread over their whole length: after the next command there is one good close."""
    folder, exports = closed / "closings" / "2026-10", closed / "exports" / "2026-10"
    line = [sys.executable, "-m", "coopcli", "close", "2026-10", "--folder", str(closed), "--replace", "--quiet"]
    start = time.monotonic()
    subprocess.run([*line, "--also", "risk_levels"], check=True)
    whole = time.monotonic() - start
    for tenth in (2, 5, 7, 8, 9, 9.5, 10):
        process = subprocess.Popen([*line, *(["--also", "risk_levels"] if tenth in (5, 8, 9.5) else [])])
        time.sleep(whole * tenth / 10)
        process.kill()
        process.wait()
        call("aging", exports, "--quiet")
        assert is_good(folder), tenth
