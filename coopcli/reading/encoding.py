"""Which encoding a text is in, by what it says in it; a whole column turned into UTF-8 at once."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Bytes = npt.NDArray[np.uint8]
    Flags = npt.NDArray[np.bool_]
    Places = npt.NDArray[np.int64]

CODE_PAGES = ("cp1252", "cp850", "mac_roman")
"""Windows, DOS and old systems, Mac."""
_PORTUGUESE = set("áàâãéêíóôõúüçÁÀÂÃÉÊÍÓÔÕÚÜÇ")
_PORTUGUESE_SIGNS = _PORTUGUESE | set("ªº°§²³–—‘’“”•…€\xa0")
UTF8_MARK = b"\xef\xbb\xbf"
_NO_CONTINUATION = bytes(range(0x80)) + bytes(range(0xC0, 0x100))
"""The bytes that do not continue a character of UTF-8: a text of these alone has none of more than one byte."""
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


def decodable(content: bytes) -> tuple[bytes, str]:
    """Return a text and its encoding: UTF-8 where it decodes as such, else the code page in which it is Portuguese.

    A text in which both are mixed (a line pasted from another program) comes back as UTF-8 throughout.
    """
    if _is_utf8(content) and not _only_hard_blanks(content):
        return content, "utf-8"
    import numpy as np

    data = np.frombuffer(content, dtype=np.uint8)
    if not content.translate(None, _NO_CONTINUATION):
        return content, _code_page(data, _first_high(data))
    high = np.flatnonzero(data >= 0x80)
    in_utf8 = _in_utf8(data, high)
    code_page = _code_page(data, high[~in_utf8][:_SAMPLE])
    if not in_utf8.any():
        return content, code_page

    def by_code_page(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return content[error.start : error.start + 1].decode(code_page, "replace"), error.start + 1

    codecs.register_error("coopcli.code_page", by_code_page)
    return content.decode("utf-8", "coopcli.code_page").encode("utf-8"), "utf-8"


def contradiction(content: bytes, encoding: str) -> str:
    """Return what in a text speaks against an encoding ('' nothing): a byte that it has not, or UTF-8 throughout."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"linha {line}: byte {content[error.start]:#04x}, que não existe em {encoding}"
    if encoding != "utf-8" and not content.isascii() and _is_utf8(content) and not _only_hard_blanks(content):
        return "um texto em UTF-8"
    return ""


def _only_hard_blanks(content: bytes) -> bool:
    """Return whether all that looks like UTF-8 is a capital of Windows-1252 with a hard blank behind it: ``É\\xa0``."""
    if content.isascii() or any(letter.encode() in content for letter in _PORTUGUESE_SIGNS):
        return False
    rest = re.sub(rb"[\xc0-\xdd]\xa0", b"", content)
    return rest.isascii()


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _PIECE):  # in pieces: a failure copies what was to be decoded
            decoder.decode(view[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_high(data: Bytes) -> Places:
    """Return where the first bytes above 127 stand, as many as a sample needs."""
    import numpy as np

    found = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(data), _PIECE):
        found.append(np.flatnonzero(data[start : start + _PIECE] >= 0x80) + start)
        if sum(map(len, found)) >= _SAMPLE:
            break
    return np.concatenate(found)[:_SAMPLE]


def _in_utf8(data: Bytes, high: Places) -> Flags:
    """Return which of the bytes above 127 make up a letter or sign of Portuguese in UTF-8."""
    import numpy as np

    result = np.zeros(len(high), dtype=bool)
    for size in (2, 3):
        written = [sign.encode() for sign in _PORTUGUESE_SIGNS if len(sign.encode()) == size]
        starts = np.flatnonzero(high[size - 1 :] - high[: len(high) - size + 1] == size - 1)
        found = sum(data[high[starts] + i].astype(np.int64) << (8 * i) for i in range(size))
        starts = starts[np.isin(found, [int.from_bytes(sign, "little") for sign in written])]
        for i in range(size):
            result[starts + i] = True
    return result


def _code_page(data: Bytes, places: Places) -> str:
    """Return the code page that makes most of the bytes at ``places`` Portuguese letters; Windows-1252 in doubt."""
    scores = {page: _score(data, places, page) for page in CODE_PAGES}
    return max(CODE_PAGES, key=lambda page: scores[page])  # the first of equals


def _score(data: Bytes, places: Places, page: str) -> int:
    """Return how many of the bytes are letters in their place, less those that are not."""
    import numpy as np

    texts = [bytes([byte]).decode(page, "replace") for byte in range(256)]
    worth = np.array([_worth(text) for text in texts])
    is_upper, is_lower = (np.array([getattr(text, test)() for text in texts]) for test in ("isupper", "islower"))
    own, before = data[places], data[np.maximum(places - 1, 0)]
    after = data[np.minimum(places + 1, len(data) - 1)]
    shouts = is_upper[own] & is_lower[before] & (before < 0x80)
    further = data[np.maximum(places - 2, 0)]
    among = (is_upper[after] & (after < 0x80)) | (is_upper[further] & (further < 0x80) & (places > 1))
    whispers = is_lower[own] & is_upper[before] & (before < 0x80) & among
    return int(worth[own].sum() - 2 * (shouts | whispers).sum())


def _worth(letter: str) -> int:
    if letter in _PORTUGUESE:
        return 1
    return 0 if letter in _PORTUGUESE_SIGNS else -1


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
