"""Whole centavos, exact rates, and the only place where anything is rounded."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa
    from unicode_rbnf import RbnfEngine

    Cents = npt.NDArray[np.int64]

MAX_CENTS = 9_000_000_000_000_000
"""Largest amount of a cell, in centavos (R$ 90 trilhões): a thousand of them still add up within int64."""


def share(cents: Cents, numerator: Cents | int, denominator: Cents | int) -> Cents:
    """Return ``numerator / denominator`` of ``cents``, rounded half up to the centavo.

    ``cents`` is int64 and >= 0, at most ``MAX_CENTS``; the fraction may be one number or one a row. Exact for
    any size: whole multiples are taken apart first, so that no product leaves int64.
    """
    whole, rest = cents // denominator, cents % denominator
    rounded: Cents = whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
    return rounded


def share_of_each(cents: Cents, fractions: Sequence[Fraction], which: Cents) -> Cents:
    """Return of each amount the share ``fractions[which]``, exact whatever its size, rounded half up to the centavo.

    ``share`` in Python's own integers: for fractions of too many digits for int64, few of them over many amounts.
    Raises OverflowError where a result leaves int64.
    """
    import numpy as np

    tops = np.array([f.numerator for f in fractions], dtype=object)[which]
    bottoms = np.array([f.denominator for f in fractions], dtype=object)[which]
    return share(cents.astype(object), tops, bottoms).astype(np.int64)


def as_fraction(rate: Decimal) -> tuple[int, int]:
    """Return ``rate`` (a fraction, 0.005 means 0,5%) as numerator and denominator in lowest terms."""
    return rate.as_integer_ratio()


def to_cents(reais: Decimal) -> int:
    """Return reais as centavos; more than two decimals is a ``ValueError`` (nothing is rounded on the way in)."""
    cents = reais * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{reais} has fractions of a centavo")
    return int(cents)


def brl(cents: int, *, symbol: bool = True) -> str:
    """Return ``R$ 1.234,56`` for 123456 (``-R$ 1,00`` for -100); without ``symbol`` just the number."""
    reais, rest = divmod(abs(int(cents)), 100)
    text = f"{reais:,}".replace(",", ".") + f",{rest:02d}"
    return ("-" if cents < 0 else "") + ("R$ " if symbol else "") + text


def brl_texts(cents: Cents) -> pa.Array:
    """Return ``R$ 1.234,56`` for each amount, none of which is negative: ``brl`` for a whole column."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    def padded(values: Cents, width: int) -> pa.Array:
        return pc.utf8_lpad(pa.array(values).cast(pa.string()), width, "0")

    reais, rest = np.divmod(cents, 100)
    empty = pa.scalar("", pa.string())
    written = pc.binary_join_element_wise(pa.scalar(",", pa.string()), padded(rest, 2), empty)
    is_open = np.ones(len(cents), dtype=bool)
    while is_open.any():
        reais, group = np.divmod(reais, 1000)
        goes_on = reais > 0
        longer = pc.binary_join_element_wise(pa.scalar(".", pa.string()), padded(group, 3), written, empty)
        first = pc.binary_join_element_wise(pa.scalar("R$ ", pa.string()), padded(group, 1), written, empty)
        written = pc.if_else(pa.array(is_open), pc.if_else(pa.array(goes_on), longer, first), written)
        is_open &= goes_on
    return written


def percent(rate: Decimal | float, places: int = 2) -> str:
    """Return ``12,50%`` for 0.125."""
    return f"{100 * Decimal(str(rate)):.{places}f}%".replace(".", ",")


def parse_brl(text: str) -> int:
    """Return the centavos of ``1.234,56`` (Brazilian form with comma and two decimals); else ``ValueError``."""
    import re

    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+),\d{2}", text):
        raise ValueError(f"{text!r} is not an amount like 1.234,56")
    return to_cents(Decimal(text.replace(".", "").replace(",", ".")))


def in_words(cents: int) -> str:
    """Return ``mil duzentos e trinta e quatro reais e cinquenta e seis centavos`` for 123456 (not negative)."""
    reais, rest = divmod(int(cents), 100)
    parts = [_counted(reais, "real", "reais")] if reais or not rest else []
    if rest:
        parts.append(_counted(rest, "centavo", "centavos"))
    return " e ".join(parts)


def _counted(count: int, one: str, many: str) -> str:
    """Return ``um real``, ``dois reais``; of whole millions ``um milhão de reais``."""
    of = "de " if count and count % 1_000_000 == 0 else ""
    return f"{_spelling().format_number(count).text} {one if count == 1 else of + many}"


@cache
def _spelling() -> RbnfEngine:
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language("pt")
