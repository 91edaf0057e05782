"""CPF and CNPJ in columns: lost zeros, check digits, company roots, masks.

The check digits are computed for a whole column at once; ``validate-docbr`` is the reference they are tested
against. The CNPJ may hold letters since July 2026 (IN RFB 2.229/2024): a character counts as its ASCII code - 48.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]

CPF_LENGTH, CNPJ_LENGTH = 11, 14
CNPJ_ROOT_LENGTH = 8

_CPF_WEIGHTS = tuple(range(10, 1, -1)), tuple(range(11, 1, -1))
_CNPJ_WEIGHTS = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def clean(column: pa.Array) -> pa.Array:
    """Return the documents without punctuation, upper case, zeros restored on the left (up to 11, else 14).

    Fewer than 12 digits are a CPF that lost its zeros, 12 and 13 digits a CNPJ that did. What cannot be either
    comes back as it was, and ``valid`` refuses it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.all(pc.ascii_is_decimal(column)).as_py()
    bare = column if plain else pc.utf8_upper(pc.replace_substring_regex(column, r"[\s./-]+", ""))
    length = pc.utf8_length(bare)
    cpf = pc.utf8_lpad(bare, CPF_LENGTH, "0")
    cnpj = pc.utf8_lpad(bare, CNPJ_LENGTH, "0")
    blank = pc.equal(length, 0)
    padded = pc.if_else(pc.less_equal(length, CPF_LENGTH), cpf, cnpj)
    return pc.if_else(blank, pa.scalar(None, pa.string()), padded)


def valid(column: pa.Array) -> Flags:
    """Return, for cleaned documents, which are a CPF or CNPJ with right check digits (missing: False)."""
    import numpy as np
    import pyarrow.compute as pc

    result: Flags = np.zeros(len(column), dtype=bool)
    length = pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    for size, check in ((CPF_LENGTH, _cpf_ok), (CNPJ_LENGTH, _cnpj_ok)):
        rows = np.flatnonzero(length == size)
        if rows.size:
            result[rows] = check(_codes(column.take(rows), size))
    return result


def is_cnpj(text: str) -> bool:
    """Return whether a single text, with or without punctuation, is a whole CNPJ with right check digits."""
    import pyarrow as pa

    bare = re.sub(r"[\s./-]+", "", text).upper()
    return len(bare) == CNPJ_LENGTH and bool(valid(pa.array([bare]))[0])


def _codes(column: pa.Array, size: int) -> npt.NDArray[np.int16]:
    """Return the ASCII codes - 48 of a column of strings of ``size`` bytes, one row a string."""
    import numpy as np
    import pyarrow as pa

    joined = column.cast(pa.binary(size)).buffers()[1]
    codes = np.frombuffer(joined, dtype=np.uint8, count=size * len(column))
    return codes.reshape(-1, size).astype(np.int16) - ord("0")


def _check_digit(codes: npt.NDArray[np.int16], weights: Sequence[int]) -> npt.NDArray[np.int16]:
    import numpy as np

    rest = codes[:, : len(weights)] @ np.array(weights, dtype=np.int16) % 11
    return np.where(rest < 2, 0, 11 - rest)


def _cpf_ok(codes: npt.NDArray[np.int16]) -> Flags:
    digits = ((codes >= 0) & (codes <= 9)).all(axis=1)
    first = _check_digit(codes, _CPF_WEIGHTS[0]) == codes[:, 9]
    second = _check_digit(codes, _CPF_WEIGHTS[1]) == codes[:, 10]
    all_equal = (codes == codes[:, :1]).all(axis=1)
    ok: Flags = digits & first & second & ~all_equal
    return ok


def _cnpj_ok(codes: npt.NDArray[np.int16]) -> Flags:
    letter = ord("A") - ord("0")
    characters = ((codes >= 0) & (codes <= 9)) | ((codes >= letter) & (codes <= letter + 25))
    digits = ((codes[:, 12:] >= 0) & (codes[:, 12:] <= 9)).all(axis=1)
    first = _check_digit(codes, _CNPJ_WEIGHTS[0]) == codes[:, 12]
    second = _check_digit(codes, _CNPJ_WEIGHTS[1]) == codes[:, 13]
    all_equal = (codes == codes[:, :1]).all(axis=1)
    ok: Flags = characters.all(axis=1) & digits & first & second & ~all_equal
    return ok


def with_check_digits(bodies: pa.Array) -> pa.Array:
    """Return the documents whose first 9 characters (a column of CPF) or 12 (of CNPJ) are given."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_cpf = len(bodies) and len(bodies[0].as_py()) == CPF_LENGTH - 2
    for weights in _CPF_WEIGHTS if is_cpf else _CNPJ_WEIGHTS:
        digits = _check_digit(_codes(bodies, len(weights)), weights)
        bodies = pc.binary_join_element_wise(bodies, pa.array(digits.astype(str)), "")
    return bodies


def client_root(column: pa.Array) -> pa.Array:
    """Return what identifies the counterparty: the whole CPF, the 8-character root of the CNPJ."""
    import pyarrow.compute as pc

    is_company = pc.equal(pc.utf8_length(column), CNPJ_LENGTH)
    return pc.if_else(is_company, pc.utf8_slice_codeunits(column, 0, CNPJ_ROOT_LENGTH), column)


def mask(document: str) -> str:
    """Return ``***.456.789-**`` for a CPF; a CNPJ (public information) as ``12.ABC.345/01DE-35``."""
    if len(document) == CPF_LENGTH:
        return f"***.{document[3:6]}.{document[6:9]}-**"
    return punctuate(document)


def punctuate(document: str) -> str:
    """Return the document with its usual punctuation; anything else unchanged."""
    d = document
    if len(d) == CPF_LENGTH:
        return f"{d[:3]}.{d[3:6]}.{d[6:9]}-{d[9:]}"
    if len(d) == CNPJ_LENGTH:
        return f"{d[:2]}.{d[2:5]}.{d[5:8]}/{d[8:12]}-{d[12:]}"
    return d


def mask_name(name: str) -> str:
    """Return ``M*** S***`` for ``Maria Silva``: initials only."""
    return " ".join(f"{word[0]}***" for word in name.split())
