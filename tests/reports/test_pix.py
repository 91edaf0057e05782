"""Pix codes: the published vectors, the lengths, what cannot be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.reports.pix import checksum, pix_code, qr_png
from coopcli.results import Pix

MANUAL = Pix("123e4567-e12b-12d1-a456-426655440000", "Fulano de Tal", "BRASILIA")


def test_checksum_of_the_published_check_value() -> None:
    """CRC-16/CCITT-FALSE of "123456789" is 29B1 in every catalogue of CRCs."""
    assert checksum("123456789") == "29B1"


def test_the_example_of_the_manual() -> None:
    """Banco Central, Manual do BR Code: the code of the example, to its last character."""
    assert pix_code(MANUAL) == (
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
        "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
    )


def test_the_example_with_an_amount_and_a_reference() -> None:
    """R$ 123,45, reference CTR20260001: field 54 between 53 and 58; CRC 5EBF."""
    code = pix_code(MANUAL, 12_345, "CTR20260001")
    assert code.endswith("53039865406123.455802BR5913Fulano de Tal6008BRASILIA62150511CTR202600016304" + "5EBF")


@pytest.mark.parametrize(("cents", "written"), [(1, "54040.01"), (100, "54041.00"), (100_000_000, "54101000000.00")])
def test_amounts_have_a_point_and_two_decimals(cents: int, written: str) -> None:
    assert f"986{written}5802BR" in pix_code(MANUAL, cents)


@pytest.mark.parametrize("cents", [0, -1, 10**12])
def test_what_cannot_be_asked_for(cents: int) -> None:
    with pytest.raises(ValueError, match="cannot be asked"):
        pix_code(MANUAL, cents)


def fields(code: str) -> dict[str, str]:
    """Take a code apart, by identifier."""
    found, at = {}, 0
    while at < len(code):
        size = int(code[at + 2 : at + 4])
        found[code[at : at + 2]] = code[at + 4 : at + 4 + size]
        at += 4 + size
    return found


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.integers(1, 10**12 - 1))
def test_any_name_city_and_reference_give_a_code_that_reads_back(name: str, city: str, ref: str, cents: int) -> None:
    code = pix_code(Pix("12345678901", name, city), cents, ref)
    parts = fields(code)
    assert code.isascii() and parts["63"] == checksum(code[:-4])
    assert len(parts["59"]) <= 25 and len(parts["60"]) <= 15
    reference = fields(parts["62"])["05"]
    assert reference == "***" or (reference.isalnum() and len(reference) <= 25)


def test_accents_go_and_long_names_are_cut() -> None:
    """25 and 15 characters at most (Manual do BR Code, ids 59 and 60)."""
    parts = fields(pix_code(Pix("a@b.c", "Cooperativa de Crédito São João del-Rei", "São José dos Campos")))
    assert (parts["59"], parts["60"]) == ("Cooperativa de Credito Sa", "Sao Jose dos Ca")


def test_the_picture_of_a_code() -> None:
    assert qr_png(pix_code(MANUAL)).startswith(b"\x89PNG")
