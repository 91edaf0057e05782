from __future__ import annotations

import pyarrow as pa
import pytest

from coopcli.reading.encoding import as_encoded_text, as_text, decodable


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
    assert decodable(content) == (content, encoding)


PORTUGUESE = [
    "Antônio;José;São Luís;Ímpar",
    "CONCEIÇÃO;JOÃO;ÍRIS;ÁUREA",
    "Número Contrato Crédito;Situação",
    "BAÚ",
    "baú à vista, 1º e 2ª parcelas",
    "AÇÚCAR e açúcar",
    "“aspas” – R$ 1,00",
]


@pytest.mark.parametrize("page", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("text", PORTUGUESE)
def test_portuguese_tells_its_code_page(text: str, page: str) -> None:
    try:
        content = text.encode(page)
    except UnicodeEncodeError:
        pytest.skip("the code page has no such letter")
    data, encoding = decodable(content)
    assert data.decode(encoding) == text


@pytest.mark.parametrize("page", ["cp1252", "cp850", "mac_roman"])
def test_a_line_of_another_program_in_a_file_of_utf_8(page: str) -> None:
    lines = [text.encode() for text in PORTUGUESE[:4]]
    lines[1] = PORTUGUESE[0].encode(page)
    data, encoding = decodable(b"\n".join(lines))
    assert encoding == "utf-8"
    assert data.decode().splitlines() == [PORTUGUESE[0], PORTUGUESE[0], *PORTUGUESE[2:4]]


def test_one_byte_of_windows_in_a_line_of_utf_8() -> None:
    data, encoding = decodable("Conceição;José;".encode() + b"Ant\xf4nio" + ";São".encode())
    assert data.decode(encoding) == "Conceição;José;Antônio;São"


def test_one_line_of_utf_8_in_a_file_of_windows() -> None:
    content = b"\n".join([*(text.encode("cp1252") for text in PORTUGUESE), "Antônio".encode()])
    data, encoding = decodable(content)
    assert data.decode(encoding).splitlines() == [*PORTUGUESE, "Antônio"]


def test_a_hard_blank_behind_a_capital_is_no_utf_8() -> None:
    content = "JOSÉ\xa0;ANDRÉ\xa0".encode("cp1252")  # C9 A0 would be one letter in UTF-8
    assert decodable(content) == (content, "cp1252")


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
