"""Work on files that others made, done in a process of its own: what brings a parser down brings nothing else down.

A task is a function ``package.module:function`` of coopcli that takes bytes and gives a ``Reply``; ``contained_worker``
runs it. The process is begun when first needed and used again; one that failed is replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Literal

from coopcli.errors import DataError, Problem

Cause = Literal["memory", "time", "crash"]

_WALL = 4
"""How many seconds may pass for each second of work: the machine has other things to do."""
_TOO_MUCH = (b"memory allocation", b"capacity overflow", b"MemoryError", b"bad_alloc", b"out of memory")
"""What a process says that asked for more memory than it may have."""


@dataclass(frozen=True)
class Limits:
    """What one call may take: seconds of work, and bytes of memory beyond what the process has at its start."""

    seconds: int
    memory_bytes: int


@dataclass(frozen=True)
class Reply:
    """What a task gives back: a head of plain values (JSON) and parts of bytes."""

    head: Any
    parts: list[bytes] = field(default_factory=list)


class ContainedError(Exception):
    """A call that ended without a reply; ``cause`` says what it took too much of, or that it broke down."""

    def __init__(self, cause: Cause) -> None:
        self.cause = cause
        super().__init__(cause)


class _Process:
    """A worker and its pipes."""

    def __init__(self, module: str) -> None:
        self.owner = os.getpid()
        self.said = tempfile.TemporaryFile()  # noqa: SIM115
        self.late = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coopcli.contained_worker", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"},
            creationflags=_quiet_on_windows(),
        )

    def alive(self) -> bool:
        """Whether it can take a call; after a fork it belongs to the other process."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, request: dict[str, Any], content: bytes, seconds: float) -> Reply:
        """Return the reply; ContainedError where there is none in time."""
        timer = threading.Timer(seconds, self._give_up)
        timer.start()
        try:
            send(self._stream("stdin"), request, [content])
            head, parts = receive(self._stream("stdout"))
        except (OSError, EOFError, ValueError) as error:
            raise ContainedError(self._cause()) from error
        finally:
            timer.cancel()
        return Reply(head, parts)

    def end(self) -> None:
        """Let it go: at once, whatever it is doing."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self.said):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]

    def _stream(self, name: str) -> IO[bytes]:
        stream: IO[bytes] = getattr(self._process, name)
        return stream

    def _give_up(self) -> None:
        self.late = True
        self._process.kill()

    def _cause(self) -> Cause:
        status = self._process.wait()
        self.said.seek(0)
        if any(word in self.said.read() for word in _TOO_MUCH):
            return "memory"
        return "time" if self.late or status == -_processor_time_is_over() else "crash"


_lock = threading.Lock()
_processes: list[_Process] = []


def prepare(module: str) -> None:
    """Begin the worker, to be ready when ``module``'s first task is called."""
    with _lock, contextlib.suppress(OSError):
        _process(module)


def call(task: str, content: bytes, limits: Limits, **arguments: object) -> Reply:
    """Return what the task gives; its DataError is raised here, and ContainedError where it gives nothing."""
    request = {"task": task, "arguments": arguments, "seconds": limits.seconds, "memory_bytes": limits.memory_bytes}
    with _lock, _ended_on_failure():
        try:
            reply = _process(task.partition(":")[0]).ask(request, content, _WALL * limits.seconds)
        except OSError as error:
            raise ContainedError("crash") from error
        if "failure" in reply.head:
            raise ContainedError(reply.head["failure"])
    if "problems" in reply.head:
        raise DataError([Problem(**told | {"subjects": tuple(told["subjects"])}) for told in reply.head["problems"]])
    return Reply(reply.head["result"], reply.parts)


def _process(module: str) -> _Process:
    if not _processes or not _processes[0].alive():
        end()
        _processes.append(_Process(module))
    return _processes[0]


@contextlib.contextmanager
def _ended_on_failure() -> Iterator[None]:
    """Replace a worker that failed or was interrupted: nobody knows what state it is in."""
    try:
        yield
    except BaseException:
        end()
        raise


@atexit.register
def end() -> None:
    """End the worker, if there is one."""
    while _processes:
        _processes.pop().end()


def _quiet_on_windows() -> int:
    """Return the flags with which no window opens and Ctrl+C does not reach the worker."""
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP


def _processor_time_is_over() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", 0))


# --- what both ends speak -------------------------------------------------------------------------------------


def send(stream: IO[bytes], head: dict[str, Any], parts: list[bytes]) -> None:
    """Write a line with the head and how long each part is, and the parts."""
    stream.write(json.dumps({"head": head, "sizes": [len(part) for part in parts]}).encode("ascii") + b"\n")
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Any, list[bytes]]:
    """Read what ``send`` wrote; EOFError where the other end is gone."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    message = json.loads(line)
    parts = [stream.read(size) for size in message["sizes"]]
    if [len(part) for part in parts] != message["sizes"]:
        raise EOFError
    return message["head"], parts
