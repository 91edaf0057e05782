"""Text in Windows-1252 turned into UTF-8, a whole column at once."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

UTF8_MARK = b"\xef\xbb\xbf"
_PIECE = 1 << 20
_SAMPLE = 20_000
_FEW = 0.2
_HEAD_BYTES = 1 << 12
_MOST = 0.6
"""Of the letters of a Portuguese text in UTF-16 nearly every one has a zero byte; a few (– “ ”) have none."""


def as_single_bytes(content: bytes) -> bytes:
    """Return a text without its mark; UTF-16, with a mark or without, comes back as UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16").encode("utf-8")
    head = content[:_HEAD_BYTES]
    even, odd = head[::2], head[1::2]
    if odd.count(0) > _MOST * len(odd) and even.count(0) < _FEW * len(even):
        return content.decode("utf-16-le").encode("utf-8")
    if even.count(0) > _MOST * len(even) and odd.count(0) < _FEW * len(odd):
        return content.decode("utf-16-be").encode("utf-8")
    return content.removeprefix(UTF8_MARK)


def encoding_of(content: bytes) -> str:
    """Return ``utf-8`` where the file decodes as such, else ``cp1252``."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _PIECE):  # in pieces: a failure copies what was to be decoded
            decoder.decode(view[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def as_encoded_text(column: pa.Array, encoding: str) -> pa.Array:
    """Return ``as_text``, as a dictionary where few distinct texts make up the column."""
    import pyarrow as pa

    if not _repeats(column):
        return as_text(column, encoding)
    encoded = column.dictionary_encode("encode")
    return pa.DictionaryArray.from_arrays(encoded.indices, as_text(encoded.dictionary, encoding))


def _repeats(column: pa.Array) -> bool:
    """Return whether few distinct texts make up the column (less than a fifth of a sample)."""
    import pyarrow.compute as pc

    sample = column.slice(0, _SAMPLE)
    return bool(pc.count_distinct(sample, mode="all").as_py() < _FEW * len(sample))


def as_text(column: pa.Array, encoding: str) -> pa.Array:
    """Return a column of bytes as strings; UnicodeDecodeError where ``encoding`` has no such character."""
    import pyarrow as pa

    if column.type == pa.string():
        return column
    if encoding == "utf-8" or _bytes(column).isascii():
        return column.cast(pa.string())
    return _converted(column, encoding)


def _offsets(column: pa.Array) -> npt.NDArray[np.int32]:
    import numpy as np

    return np.frombuffer(column.buffers()[1], dtype=np.int32)[column.offset : column.offset + len(column) + 1]


def _bytes(column: pa.Array) -> bytes:
    if not len(column):
        return b""
    offsets = _offsets(column)
    data: bytes = column.buffers()[2].slice(int(offsets[0]), int(offsets[-1] - offsets[0])).to_pybytes()
    return data


def _converted(column: pa.Array, encoding: str) -> pa.Array:
    """Decode all cells in one go; a cell moves by as many bytes as the letters before it gained."""
    import numpy as np
    import pyarrow as pa

    data = _bytes(column)
    letters = np.frombuffer(data, dtype=np.uint8)
    accented = np.flatnonzero(letters >= 0x80)
    gains = np.array([len(bytes([byte]).decode(encoding, "replace").encode()) - 1 for byte in range(256)])
    gained = np.concatenate(([0], np.cumsum(gains[letters[accented]])))
    old = _offsets(column) - _offsets(column)[0]
    places = (old + gained[np.searchsorted(accented, old)]).astype(np.int32)
    text = data.decode(encoding).encode("utf-8")
    return pa.Array.from_buffers(pa.string(), len(column), [None, pa.py_buffer(places), pa.py_buffer(text)])
