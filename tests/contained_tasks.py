"""What a parser may do to the process it runs in; called by test_contained."""

from __future__ import annotations

import ctypes
import os
import sys

from coopcli.contained import Reply
from coopcli.errors import DataError, Problem


class PanicException(BaseException):
    """What Rust raises is no Exception."""


def echo(content: bytes, **said: object) -> Reply:
    print("noise of a library")
    os.write(1, b"more noise")
    return Reply({"pid": os.getpid(), **said}, [content, content[:1]])


def refuse(content: bytes) -> Reply:
    raise DataError([Problem("arquivo-vazio", "nada", file="a.xlsx")])


def panic(content: bytes) -> Reply:
    raise PanicException("called Option::unwrap on a None value")


def abort(content: bytes) -> Reply:
    os.abort()


def segfault(content: bytes) -> Reply:
    ctypes.string_at(0)
    return Reply(None)


def leave(content: bytes) -> Reply:
    os._exit(0)


def spin(content: bytes) -> Reply:
    while True:
        pass


def sleep(content: bytes) -> Reply:
    import time

    time.sleep(600)
    return Reply(None)


def hoard(content: bytes) -> Reply:
    held = []
    while True:
        held.append(bytearray(1 << 26))


def recurse(content: bytes) -> Reply:
    sys.setrecursionlimit(1_000_000)
    return recurse(content)
