from __future__ import annotations

import pyarrow as pa
import pytest

from coopcli.reading.encoding import as_encoded_text, as_text, encoding_of


@pytest.mark.parametrize(
    "content, encoding",
    [
        (b"abc", "utf-8"),
        ("ação".encode(), "utf-8"),
        ("ação".encode("cp1252"), "cp1252"),
        ("ação".encode() * 300_000, "utf-8"),  # letters cut where the file is decoded in pieces
        (b"a" * 3_000_000 + b"\xe7", "cp1252"),
        ("ç".encode()[:1], "cp1252"),
    ],
)
def test_what_decodes_as_utf_8_is_utf_8(content: bytes, encoding: str) -> None:
    assert encoding_of(content) == encoding


@pytest.mark.parametrize("words", [["ação", "", "€ 1", "abc", "“aspas”", "ÿ"], ["é"], [], ["abc"]])
@pytest.mark.parametrize("times", [1, 50])
def test_a_column_of_windows_bytes(words: list[str], times: int) -> None:
    column = pa.array([word.encode("cp1252") for word in words * times], pa.binary())
    assert as_text(column, "cp1252").to_pylist() == words * times
    assert as_encoded_text(column, "cp1252").to_pylist() == words * times
    assert as_text(column.slice(1), "cp1252").to_pylist() == (words * times)[1:]


def test_bytes_that_windows_does_not_know() -> None:
    with pytest.raises(UnicodeDecodeError):
        as_text(pa.array([b"a\x81", b"b"], pa.binary()), "cp1252")
