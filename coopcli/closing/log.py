"""The log of a working folder: one JSON object a line, without personal data.

A month is in it before its folder gets its name (``publishing``) and again afterwards (``closed``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from coopcli.placing import private
from coopcli.reports.terminal import printable

FILE = "log.jsonl"
Clock = Callable[[], datetime]


def write_log(folder: Path, clock: Clock, event: str, **details: Any) -> None:
    """Append one event with its time. ``details`` are counts, codes, totals and names of files; nothing of persons."""
    told = {"at": clock().isoformat(timespec="seconds"), "event": event, **details}
    line = printable(json.dumps(told, ensure_ascii=False)).encode() + b"\n"
    with open(folder / FILE, "ab+", opener=private) as log:
        if end := log.seek(0, os.SEEK_END):
            log.seek(end - 1)
            line = line if log.read() == b"\n" else b"\n" + line  # a killed run cut the one before
        log.write(line)
        log.flush()
        os.fsync(log.fileno())


def events(folder: Path) -> list[dict[str, Any]]:
    """Return what the log tells, the oldest first, but for lines that a killed run cut."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [found for line in lines if (found := _event(line))]


def _event(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
