"""What is printed can be printed everywhere, obeys nobody, and never decides what is on the disk."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.commands.screen import Screen
from coopcli.errors import Problem
from coopcli.reports.terminal import printable, printable_text, problems_text

Call = Callable[..., tuple[int, str]]
ENCODINGS = ("cp1252", "cp850", "iso-8859-1", "ascii")
ROOT = Path(__file__).parents[1]


# --- the filter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cooperativa São João, R$ 1.000,00 → €", "Cooperativa São João, R$ 1.000,00 → €"),
        ("\x1b]0;dono\x07", r"\u001b]0;dono\u0007"),
        ("\x1b]52;c;cm0gLXJm\x1b\\", "\\u001b]52;c;cm0gLXJm\\u001b\\"),
        ("a\r\n[ok] publicado", r"a\r\n[ok] publicado"),
        ("\x9b31m", r"\u009b31m"),
        ("fatura\u202egpj.exe", r"fatura\u202egpj.exe"),
        ("nome-\udce9.csv", r"nome-\udce9.csv"),
        ("a\u2028b\x7f", r"a\u2028b\u007f"),
        ("\U000e0041", r"\udb40\udc41"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown == printable(shown)


def test_no_control_mark_of_direction_or_half_character_is_left() -> None:
    obeyed = {"Cc", "Cs", "Cf", "Zl", "Zp"}
    kept = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in obeyed and printable(c) == c]
    assert {unicodedata.bidirectional(c) for c in kept} <= {"AL", "AN", "L"}  # marks that show, of Arabic and Egyptian
    assert not [c for c in kept if ord(c) < 0x600]


def test_a_text_keeps_its_own_line_ends_alone() -> None:
    assert printable_text("a\nb\rc\x85d\n") == "a\nb\\rc\\u0085d\n"


def test_a_problem_forges_no_line() -> None:
    told = problems_text([Problem("valor-invalido", "1\n[ok]\x1b[2J", file="a\nb.csv", header="x\u202ey")])
    assert len(told.splitlines()) == 4 and told.isprintable() is False and "\x1b" not in told
    assert told.startswith(r"[valor-invalido] a\nb.csv (x\u202ey)")


# --- the screen ---------------------------------------------------------------------------------------------------


def screen_of(encoding: str) -> tuple[Screen, io.BytesIO]:
    held = io.BytesIO()
    return Screen(io.TextIOWrapper(held, encoding=encoding)), held


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_an_encoding_lacks_is_replaced(encoding: str) -> None:
    screen, held = screen_of(encoding)
    screen.write("R$ 1,00 → \U0001f600 \x1b[2J\n")
    screen.flush()
    shown = held.getvalue().decode(encoding)
    assert shown.startswith("R$ 1,00 ? ? ") and "\x1b" not in shown


def test_what_draws_keeps_its_colours() -> None:
    screen, held = screen_of("utf-8")
    screen.unfiltered.write("\x1b[1mx\x1b[0m")
    screen.flush()
    assert held.getvalue() == b"\x1b[1mx\x1b[0m"


@pytest.mark.parametrize(("number", "failed"), [(errno.ENOSPC, True), (errno.EIO, True), (errno.EPIPE, False)])
def test_a_screen_that_is_lost_is_remembered(number: int, failed: bool) -> None:
    class Lost(io.StringIO):
        def flush(self) -> None:
            raise OSError(number, os.strerror(number))

    screen = Screen(Lost())
    screen.write("a\n")
    screen.flush()
    screen.flush()
    assert (screen.failed is not None) is failed


# --- commands -----------------------------------------------------------------------------------------------------

SHORT = (
    "rules list",
    "rules show provisioning/bcb-352-2023",
    "layouts list",
    "letters preview listing-notice",
    "--help",
)


def run(words: str, encoding: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "coopcli", *words.split()],
        cwd=cwd, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("words", SHORT)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_code_page_ends_a_command(words: str, encoding: str, tmp_path: Path) -> None:
    done = run(words, encoding, tmp_path)
    assert done.returncode == 0 and done.stdout
    done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp850", "ascii"])
def test_a_code_page_ends_nothing(
    encoding: str, monkeypatch: pytest.MonkeyPatch, working: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """In this process, over the commands that print the most."""
    from coopcli import cli

    exports = str(working / "exports" / "2026-10")
    for words in (["check", exports], ["explain", "3002", exports], ["rules", "check"], ["collection", exports]):
        held = io.BytesIO()
        with monkeypatch.context() as patch:
            for name in ("stdout", "stderr"):
                patch.setattr(sys, name, io.TextIOWrapper(held, encoding=encoding, write_through=True))
            patch.setattr(sys, "argv", ["coopcli", *words])
            status = cli.run()
        assert status == 0, held.getvalue()
        assert held.getvalue().decode(encoding)


def test_json_is_utf8_on_every_console(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coopcli import cli

    held = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(held, encoding="cp850"))
    monkeypatch.setattr(sys, "argv", ["coopcli", "check", str(working / "exports" / "2026-10"), "--json"])
    (working / "exports" / "2026-10" / "informação.csv").write_bytes(b"a;b\n1;2\n")
    assert cli.run() in (0, 1)
    assert not held.getvalue().isascii() and json.loads(held.getvalue().decode("utf-8"))["format"] == 1


SHELL = [
    ("rules list >&-", 0),
    ("rules list 2>&-", 0),
    ("rules list | head -1", 0),
    ("rules list > /dev/full", 1),
    ("sample mini new >&-", 0),
    ("sample mini new > /dev/full", 0),
    ("sample mini new >&- 2>&- <&-", 0),
    ("sample mini new | head -0", 0),
]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(("line", "status"), SHELL)
def test_the_status_is_of_what_was_asked_for(line: str, status: int, tmp_path: Path) -> None:
    """A list that nobody got is a failure; a folder that is in its place is none, whatever the screen took."""
    script = f"set -o pipefail; {sys.executable} -m coopcli {line}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert (tmp_path / "new" / "coop.yaml").exists() == line.startswith("sample")


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, OSError])
def test_after_the_last_name_the_status_is_0(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    from coopcli.commands import sample

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(sample, "print_written", fails)
    status, told = call("sample", "mini", tmp_path / "new")
    assert (status, (tmp_path / "new" / "coop.yaml").exists()) == (0, True)
    assert f"gravado: {tmp_path / 'new'}" in told and "publicado" not in told


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt, 130), (RuntimeError, 70), (OSError, 1)])
def test_before_it_nothing_is_there(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], status: int
) -> None:
    from coopcli import sample

    def fails(folder: Path) -> None:
        (folder / "exports").mkdir(parents=True)
        raise error

    monkeypatch.setattr(sample, "mini", fails)
    assert call("sample", "mini", tmp_path / "new")[0] == status
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.0, 4.0])
def test_the_status_of_an_interrupted_close_is_what_the_disk_shows(working: Path, seconds: float) -> None:
    words = [sys.executable, "-m", "coopcli", "close", "2026-10", "--folder", str(working)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    is_there = (working / "closings" / "2026-10" / "manifest.json").exists()
    assert (process.returncode == 0) == is_there, told
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_all_that_is_printed_passes_the_screen() -> None:
    import ast

    for path in (ROOT / "coopcli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and "_shipped" not in path.parts:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in ("echo", "secho", "Console") or path.name == "terminal.py", f"{path}: {name}"


HOSTILE = "\x1b]0;dono\x07\x1b]52;c;cm0=\x1b\\\x9b2J\u202e"
FORGED = "a\r\n[ok] publicado em nada\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
def test_nothing_of_the_data_is_obeyed(working: Path, call: Call) -> None:
    """In cells, names of files, values and keys of coop.yaml, words of rules and layouts: not on the screen, not in the log."""
    exports = working / "exports" / "2026-10"
    broken = (ROOT / "sample_data" / "broken" / "valor-invalido.csv").read_bytes()
    (exports / f"valor{HOSTILE}.csv").write_bytes(broken.replace(b"1.23,45", f"1{HOSTILE}".encode("cp1252", "ignore")))
    (exports / f"{FORGED}.csv".replace("/", "")).write_bytes(f'"x{HOSTILE}\n[ok]";y\n1;2\n'.encode())
    settings = working / "coop.yaml"
    shown = json.dumps(f"Coop {HOSTILE}{FORGED}")
    kept = settings.read_bytes()
    settings.write_bytes(re.sub(rb"(?m)^name: .*$", lambda _: f"name: {shown}".encode(), kept))
    own = working / "rules" / "collection" / "hostile.yaml"
    own.parent.mkdir(parents=True)
    own.write_bytes(f"id: collection/hostile\ntitle: {shown}\n{json.dumps(HOSTILE)}: 1\n".encode())
    lines = [call("rules", "check", "--folder", working)]
    own.unlink()
    lines += [call("check", exports), call("close", "2026-10", "--folder", working), call("collection", exports)]
    lines += [call("explain", "3002", exports), call("letters", "preview", "first-notice", "--folder", working)]
    lines.append(call("check", exports, "--json"))
    settings.write_bytes(kept + f"\n{shown}: 1\n".encode())
    lines.append(call("rules", "list", "--folder", working))
    log = (working / "closings" / "log.jsonl").read_text(encoding="utf-8")
    for status, told in [*lines, (0, log)]:
        assert status in (0, 1) and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told), told
        assert not re.search(r"^\[ok\]", told, re.MULTILINE)
