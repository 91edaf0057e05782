"""The process that ``contained`` calls: reads a request, does the task within its limits, writes the reply."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from coopcli.contained import Reply, receive, send
from coopcli.errors import CoopError

_SPARE_BYTES = 1 << 30
"""Where the system does not tell how much memory a process has."""


def main() -> None:
    """Serve until the other end closes; a task that fails ends the process, whose state nobody knows then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who was interrupted ends this process too
    requests, replies = _own_streams()
    _no_traces()
    if sys.argv[1:]:
        importlib.import_module(sys.argv[1])
    while True:
        try:
            request, (content,) = receive(requests)
        except EOFError:
            return
        _limit(request["seconds"], request["memory_bytes"])
        head, parts, failed = _done(request, content)
        send(replies, head, parts)
        if failed:
            return
        del content, parts


def _done(request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes], bool]:
    module, _, function = request["task"].partition(":")
    try:
        reply: Reply = getattr(importlib.import_module(module), function)(content, **request["arguments"])
    except CoopError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}, [], False
    except BaseException as error:  # a panic in Rust is a BaseException
        print(repr(error), file=sys.stderr)
        too_much = isinstance(error, MemoryError) or "capacity overflow" in str(error)
        return {"failure": "memory" if too_much else "crash"}, [], True
    return {"result": reply.head}, reply.parts, False


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes, out of reach of whatever a library prints or reads."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _no_traces() -> None:
    """Leave neither memory dumps nor windows behind when a parser breaks down."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002 | 0x8000)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(seconds: int, memory_bytes: int) -> None:
    """Bound this call where the system can; elsewhere the caller's clock is the only bound."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, _memory_now() + memory_bytes)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _lower(what: int, limit: int) -> None:
    import resource

    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _memory_now() -> int:
    try:
        status = Path("/proc/self/statm").read_text(encoding="ascii")
        return int(status.split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _SPARE_BYTES


if __name__ == "__main__":
    main()
