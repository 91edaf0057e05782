"""The previous close; and last month's file among this month's: the same bytes, or the same rows under another date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coopcli.dates import brazilian
from coopcli.errors import Problem
from coopcli.results import SourceFile
from coopcli.words import FRAMES, WORDS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.reading.read import Exports

FAST_MOVING = ("contracts", "installments", "current_accounts")
"""What changes every month: balances accrue, instalments are paid. The others may stay as they are for months."""

_NOT_CONTENT = ("movement_date", "source", "source_row")


@dataclass(frozen=True)
class EarlierInput:
    """A file that an earlier close was made from."""

    on: date
    name: str
    frame: str
    sha256: str
    content_sha256: str


@dataclass(frozen=True)
class Previous:
    """The previous close: its reference date, by regime its operations, and the fingerprint of its manifest.

    ``inputs`` are the files that this and all earlier closes were made from, the latest last; ``sheets`` the rows of
    last_sheets.KEPT (None: it did not keep them).
    """

    on: date
    operations: Mapping[str, pd.DataFrame]
    fingerprint: str = ""
    inputs: Sequence[EarlierInput] = ()
    sheets: pd.DataFrame | None = None

    @property
    def any_regime(self) -> pd.DataFrame | None:
        """The operations with what does not depend on a regime."""
        return next(iter(self.operations.values()), None)

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames that it was made from."""
        return tuple(dict.fromkeys(one.frame for one in self.inputs if one.on == self.on))


def earlier_inputs(on: date, manifest: dict[str, Any]) -> list[EarlierInput]:
    """Return the inputs of a close from its manifest; those of which nothing was used cannot be told apart."""
    return [
        EarlierInput(on, item["name"], item["frame"], item["sha256"], item.get("content_sha256", ""))
        for item in manifest.get("inputs", [])
        if item.get("rows_used")
    ]


def with_content(exports: Exports) -> Exports:
    """Return the exports with the digest of the rows of each file."""
    sources = [_with_content(i, source, exports) for i, source in enumerate(exports.sources)]
    return replace(exports, sources=sources)


def _with_content(i: int, source: SourceFile, exports: Exports) -> SourceFile:
    if not source.rows_used:
        return source
    rows = exports.frames[source.frame]
    mine = rows["source"].to_numpy() == i
    digest = content_digest(rows if mine.all() else rows[mine])
    return replace(source, content_sha256=digest)


def content_digest(rows: pd.DataFrame) -> str:
    """Return a digest of the rows in their order, whatever file they came from, without the date of movement."""
    digest = hashlib.sha256()
    for name in rows.columns:
        if name not in _NOT_CONTENT:
            digest.update(((name in WORDS and WORDS[name].formerly) or name).encode())
            for part in _bytes(rows[name]):
                digest.update(part)
    return digest.hexdigest()


def _bytes(column: pd.Series[Any]) -> Iterator[bytes | memoryview]:
    """Yield what tells a column from any other: where values are missing, how long they are, and what they hold."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pa.array(column, from_pandas=True)
    array = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    yield np.packbits(array.is_null().to_numpy(zero_copy_only=False)).tobytes()
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        texts = pc.fill_null(array.cast(pa.large_string()), "")
        _, offsets, data = texts.buffers()
        ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
        yield np.diff(ends).tobytes()
        yield memoryview(data or b"")[ends[0] : ends[-1]]
    else:
        values = array.cast(pa.int64()) if pa.types.is_timestamp(array.type) else array
        nothing = False if pa.types.is_boolean(values.type) else 0
        yield pc.fill_null(values, nothing).to_numpy(zero_copy_only=False).tobytes()


def repeated_files(sources: Iterable[SourceFile], earlier: Sequence[EarlierInput]) -> Iterator[tuple[SourceFile, str]]:
    """Yield the files that an earlier close was made from, each with the words of what is the same."""
    for source in sources:
        same = next((one for one in reversed(earlier) if source.rows_used and _is_same(source, one)), None)
        if same is not None:
            what = "o mesmo arquivo" if source.sha256 == same.sha256 else "os mesmos dados"
            yield source, f"{what} que {same.name}, do fechamento de {brazilian(same.on)}"


def _is_same(source: SourceFile, earlier: EarlierInput) -> bool:
    if source.frame != earlier.frame:
        return False
    content = source.content_sha256 and source.content_sha256 == earlier.content_sha256
    return bool(content) or source.sha256 == earlier.sha256


def repeated_problems(sources: Sequence[SourceFile], earlier: Sequence[EarlierInput]) -> list[Problem]:
    """Return a problem for each export that must have changed since and has not."""
    return [
        Problem(
            "arquivo-do-mes-anterior",
            f"{FRAMES[source.frame].title}, {source.rows_used} linha(s): {same}",
            file=source.name,
            sheet=source.sheet,
        )
        for source, same in repeated_files(sources, earlier)
        if source.frame in FAST_MOVING
    ]


def unchanged_alert(sources: Sequence[SourceFile], earlier: Sequence[EarlierInput]) -> str:
    """Return the sentence about the slow files that are as they were in an earlier close ('' where none is)."""
    same = [s.name for s, _ in repeated_files(sources, earlier) if s.frame not in FAST_MOVING]
    if not same:
        return ""
    return f"Iguais aos de um fechamento anterior; confirme que nada mudou: {', '.join(dict.fromkeys(same))}."
