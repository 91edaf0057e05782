"""The static Pix code (BR Code of the Banco Central) and its QR: text that a bank's app pastes or reads.

Each field is an identifier, a length of two digits and a value; the last is a CRC-16 (CCITT, from 0xFFFF) over all
that stands before it.
"""

from __future__ import annotations

import binascii
import re
from io import BytesIO

from coopcli.folding import unaccented
from coopcli.results import Pix

NAME_LENGTH, CITY_LENGTH, REFERENCE_LENGTH, VALUE_LENGTH = 25, 15, 25, 99
NO_REFERENCE = "***"
_MASK, _DOTS = 2, 4
"""Any of the eight masks reads; trying all of them takes seven times as long. Dots a module."""

_LARGEST_CENTS = 10**12  # an amount has at most 13 characters


def pix_code(pix: Pix, cents: int | None = None, reference: str = "") -> str:
    """Return the copy-and-paste text; ``cents`` None leaves the amount to who pays.

    ``reference`` (txid) keeps its letters and digits, at most 25; name and city lose accents and what does not fit.
    """
    if cents is not None and not 0 < cents < _LARGEST_CENTS:
        raise ValueError(f"{cents} centavos cannot be asked for by Pix")
    account = _field("00", "br.gov.bcb.pix") + _field("01", pix.key)
    told = re.sub(r"[^A-Za-z0-9]", "", reference)[:REFERENCE_LENGTH] or NO_REFERENCE
    body = (
        _field("00", "01") + _field("26", account) + _field("52", "0000") + _field("53", "986")
        + (_field("54", f"{cents // 100}.{cents % 100:02d}") if cents is not None else "")
        + _field("58", "BR") + _field("59", _plain(pix.name, NAME_LENGTH) or "N")
        + _field("60", _plain(pix.city, CITY_LENGTH) or "BRASIL") + _field("62", _field("05", told)) + "6304"
    )  # fmt: skip
    return body + checksum(body)


def checksum(text: str) -> str:
    """Return the CRC-16 (CCITT) of a text as four upper-case hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def qr_png(code: str) -> bytes:
    """Return the QR of a code as PNG, with its quiet zone."""
    import segno

    stream = BytesIO()
    segno.make_qr(code, error="m", mask=_MASK).save(stream, kind="png", scale=_DOTS)
    return stream.getvalue()


def _field(identifier: str, value: str) -> str:
    if len(value) > VALUE_LENGTH:
        raise ValueError(f"field {identifier} of a Pix code is too long")
    return f"{identifier}{len(value):02d}{value}"


def _plain(text: str, length: int) -> str:
    """Return the text without accents, in printable ASCII, cut to ``length``."""
    return re.sub(r"[^ -~]+", " ", unaccented(text)).strip()[:length].strip()
