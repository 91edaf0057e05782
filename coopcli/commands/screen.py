"""The screen: whatever is printed can be printed, and what becomes of it never ends a command.

Set once, around the whole run. A console keeps its own encoding, with what it lacks replaced; no character of the data
reaches it as a command; a reader that went away, a full disk or a closed screen is remembered, not raised.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from coopcli.reports.terminal import printable_text

_READER_WENT = {errno.EPIPE, errno.ESHUTDOWN, *([errno.EINVAL] if os.name == "nt" else [])}


class Screen(io.TextIOBase):
    """Standard output or standard error; ``unfiltered`` is the same for what draws on it (colours, moving lines)."""

    def __init__(self, stream: TextIO, *, unfiltered: bool = False) -> None:
        self._stream = stream
        self._is_drawn_on = unfiltered
        self.lost: OSError | None = None
        self.unfiltered = self if unfiltered else Screen(stream, unfiltered=True)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

    @property
    def failed(self) -> OSError | None:
        """What kept something from being shown, but for a reader who had read enough."""
        lost = self.lost or (None if self._is_drawn_on else self.unfiltered.lost)
        return None if lost is None or lost.errno in _READER_WENT else lost

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The console's own."""
        return self._stream.encoding or "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """What becomes of a character that the console lacks."""
        return "replace"

    def write(self, text: str) -> int:
        """Write a text, but for what a terminal would obey."""
        shown = text if self._is_drawn_on else printable_text(text)
        self._try(lambda: self._stream.write(shown))
        return len(text)

    def flush(self) -> None:
        """Show what was written."""
        self._try(self._stream.flush)

    def _try(self, step: Any) -> None:
        try:
            step()
        except OSError as error:
            self.lost = self.lost or error
            with suppress(OSError, ValueError):  # or what is left in the buffer fails again when Python ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        except ValueError:
            pass  # closed by somebody else

    def isatty(self) -> bool:
        """Return whether somebody is looking."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Return True."""
        return True

    def as_utf8(self) -> None:
        """Write in UTF-8 from here on."""
        if isinstance(self._stream, io.TextIOWrapper):
            self._stream.reconfigure(encoding="utf-8")


@contextmanager
def screen() -> Iterator[Screen]:
    """Have standard output and standard error as screens; gives the first."""
    _open_what_is_closed()
    before = sys.stdout, sys.stderr
    shown, told = (Screen(stream or io.StringIO()) for stream in before)
    sys.stdout, sys.stderr = shown, told  # type: ignore[assignment]
    try:
        yield shown
    finally:
        shown.flush()
        told.flush()
        sys.stdout, sys.stderr = before


def utf8() -> None:
    """Have standard output in UTF-8 from here on, whatever the console's encoding: for programs."""
    if isinstance(sys.stdout, Screen):
        sys.stdout.as_utf8()


def _open_what_is_closed() -> None:
    """Have the three standard descriptors taken, or the next file opened would be the screen."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free: this one
