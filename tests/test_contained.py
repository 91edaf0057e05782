"""The process that reads what others wrote: it gives results, or one failure with its cause, and is there again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcli import contained
from coopcli.contained import Cause, ContainedError, Limits
from coopcli.errors import DataError, Problem

TASKS = "tests.contained_tasks"
LIMITS = Limits(seconds=20, memory_bytes=1 << 30)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    contained.end()


def worker() -> int:
    return int(contained.call(f"{TASKS}:echo", b"", LIMITS).head["pid"])


def test_what_goes_in_comes_out_and_noise_does_not() -> None:
    content = os.urandom(5_000_000)
    reply = contained.call(f"{TASKS}:echo", content, LIMITS, word="ação")
    assert (reply.head["word"], reply.parts) == ("ação", [content, content[:1]])


def test_one_process_serves_many_calls_and_is_not_this_one() -> None:
    assert worker() == worker() != os.getpid()


def test_a_refusal_is_raised_here_and_ends_nothing() -> None:
    before = worker()
    with pytest.raises(DataError) as caught:
        contained.call(f"{TASKS}:refuse", b"", LIMITS)
    assert set(caught.value.problems) == {Problem("arquivo-vazio", "nada", file="a.xlsx")}
    assert worker() == before


@pytest.mark.parametrize(
    "task, cause",
    [
        ("panic", "crash"),
        ("abort", "crash"),
        ("segfault", "crash"),
        ("leave", "crash"),
        ("recurse", "crash"),
        pytest.param("hoard", "memory", marks=POSIX),
    ],
)
def test_what_breaks_down_is_told_and_replaced(task: str, cause: Cause) -> None:
    before = worker()
    with pytest.raises(ContainedError) as caught:
        contained.call(f"{TASKS}:{task}", b"content", LIMITS)
    assert caught.value.cause == cause
    assert worker() != before


@pytest.mark.slow
@pytest.mark.parametrize("task", ["spin", "sleep"])
def test_what_does_not_end_is_ended(task: str) -> None:
    with pytest.raises(ContainedError) as caught:
        contained.call(f"{TASKS}:{task}", b"", Limits(1, 1 << 30))
    assert caught.value.cause == "time"
    assert worker()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.slow
def test_who_is_interrupted_leaves_no_process_behind(tmp_path: Path) -> None:
    script = (
        "import signal\nfrom coopcli import contained\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which jobs in the background ignore
        f"pid = contained.call('{TASKS}:echo', b'', contained.Limits(60, 1 << 30)).head['pid']\n"
        "print(pid, flush=True)\n"
        f"contained.call('{TASKS}:sleep', b'', contained.Limits(60, 1 << 30))\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=Path(__file__).parent.parent,
    )
    assert caller.stdout
    pid = int(caller.stdout.readline())
    time.sleep(0.5)
    os.killpg(caller.pid, signal.SIGINT)  # as Ctrl+C does: both get it
    _, said = caller.communicate(timeout=30)
    assert "KeyboardInterrupt" in said
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_folder_full_of_names_of_modules_is_no_danger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_bytes(b"raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert worker()
