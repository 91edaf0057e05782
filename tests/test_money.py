"""Centavos: shares, written amounts, and the only rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.money import MAX_CENTS, as_fraction, brl, in_words, parse_brl, percent, share, to_cents

AMOUNTS = st.integers(0, MAX_CENTS)


@pytest.mark.parametrize(
    "cents, rate, expected, because",
    [
        (100_000, "0.005", 500, "0,5% de R$ 1.000,00"),
        (100, "0.005", 1, "meio centavo sobe"),
        (99, "0.005", 0, "0,495 centavo desce"),
        (300, "0.005", 2, "1,5 centavo sobe"),
        (1, "1", 1, "100%"),
        (12_345, "0", 0, "0%"),
        (MAX_CENTS, "1", MAX_CENTS, "o maior valor"),
    ],
)
def test_a_share_rounds_half_up_once(cents: int, rate: str, expected: int, because: str) -> None:
    assert share(np.array([cents]), *as_fraction(Decimal(rate))).tolist() == [expected], because


@given(st.lists(AMOUNTS, min_size=1, max_size=10), st.decimals(0, 1, places=5))
def test_a_share_is_what_decimal_arithmetic_gives(cents: list[int], rate: Decimal) -> None:
    expected = [int((Decimal(amount) * rate).quantize(Decimal(1), ROUND_HALF_UP)) for amount in cents]
    assert share(np.array(cents), *as_fraction(rate)).tolist() == expected


def test_a_share_may_have_a_fraction_a_row() -> None:
    assert share(np.array([100, 100]), np.array([1, 2]), np.array([3, 3])).tolist() == [33, 67]


@pytest.mark.parametrize(
    "cents, text",
    [
        (0, "R$ 0,00"),
        (5, "R$ 0,05"),
        (-5, "-R$ 0,05"),
        (100_000, "R$ 1.000,00"),
        (99_999, "R$ 999,99"),
        (-123_456_789, "-R$ 1.234.567,89"),
    ],
)
def test_amounts_are_written_as_in_brazil(cents: int, text: str) -> None:
    assert brl(cents) == text
    assert brl(cents, symbol=False) == text.replace("R$ ", "")


@given(st.integers(-MAX_CENTS, MAX_CENTS))
def test_a_written_amount_is_read_back(cents: int) -> None:
    assert parse_brl(brl(cents, symbol=False)) == cents


@pytest.mark.parametrize(
    "text", ["1234", "1.234", "1,234.56", "12,345", "1.23,45", "R$ 1,00", "", "1,0", "--1,00", "1.2345,00"]
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError):
        parse_brl(text)


def test_reais_become_centavos_without_rounding() -> None:
    assert to_cents(Decimal("1.23")) == 123
    with pytest.raises(ValueError):
        to_cents(Decimal("1.234"))


@pytest.mark.parametrize(
    "rate, places, text",
    [(Decimal("0.125"), 2, "12,50%"), (0.1, 2, "10,00%"), (Decimal(1), 0, "100%"), (Decimal("0.005"), 1, "0,5%")],
)
def test_percentages(rate: Decimal | float, places: int, text: str) -> None:
    assert percent(rate, places) == text


@pytest.mark.parametrize(
    "cents, words",
    [
        (0, "zero reais"),
        (1, "um centavo"),
        (50, "cinquenta centavos"),
        (100, "um real"),
        (101, "um real e um centavo"),
        (1_400, "catorze reais"),
        (10_000, "cem reais"),
        (10_100, "cento e um reais"),
        (2_121, "vinte e um reais e vinte e um centavos"),
        (100_000, "mil reais"),
        (123_456, "mil duzentos e trinta e quatro reais e cinquenta e seis centavos"),
        (100_000_000, "um milhão de reais"),
        (100_000_001, "um milhão de reais e um centavo"),
        (100_000_100, "um milhão e um reais"),
        (120_000_000, "um milhão e duzentos mil reais"),
        (900_000_000_000, "nove bilhões de reais"),
    ],
)
def test_amounts_in_words(cents: int, words: str) -> None:
    assert in_words(cents) == words


SPOKEN = dict(zip(
    ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa", "cem", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"],
    [*range(20), *range(20, 100, 10), 100, 100, *range(200, 1000, 100)],
    strict=True,
))  # fmt: skip
SCALES = {
    "mil": 10**3,
    "milhão": 10**6,
    "milhões": 10**6,
    "bilhão": 10**9,
    "bilhões": 10**9,
    "trilhão": 10**12,
    "trilhões": 10**12,
}


def spoken(words: str) -> int:
    """Return the number that words say: what stands before a scale counts so many times, ``mil`` alone is one."""
    total = group = 0
    for word in words.split():
        if word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        elif word not in ("e", "de"):
            group += SPOKEN[word]
    return total + group


@given(st.integers(0, MAX_CENTS) | st.integers(0, 10_000_000))
def test_an_amount_in_words_says_the_amount(cents: int) -> None:
    words = in_words(cents).replace("reais", "real").replace("centavos", "centavo")
    reais, has_reais, rest = words.rpartition(" real") if " real" in words else ("", "", words)
    said = spoken(reais) * 100 + spoken(rest.replace("centavo", ""))
    assert said == cents
    assert bool(has_reais) is (cents >= 100 or cents == 0)
