"""The log of a working folder: one JSON object a line, without personal data."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

FILE = "log.jsonl"
Clock = Callable[[], datetime]


def write_log(folder: Path, clock: Clock, event: str, **details: Any) -> None:
    """Append one event with its time. ``details`` are counts, codes, totals and names of files; nothing of persons."""
    line = json.dumps({"at": clock().isoformat(timespec="seconds"), "event": event, **details}, ensure_ascii=False)
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (line + "\n").encode())
    finally:
        os.close(descriptor)
