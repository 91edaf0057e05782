"""Numbers in cells: amounts, whole numbers and rates.

In workbooks a number arrives with a decimal point. That never clashes with the thousands point of Brazilian
texts, because an amount with exactly three decimals is refused in either form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopcli.folding import slug
from coopcli.money import MAX_CENTS
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import Parsed, as_flags, below_zero, checked, matches, renamed
from coopcli.reading.raw import FileKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

_AMOUNT = r"^-?(\d{1,3}(\.\d{3})+,\d{1,2}|\d+(,\d{1,2})?)$"
_AMBIGUOUS = r"^-?\d{1,3}([.,]\d{3})+$"
_AMERICAN = r"^-?(\d{1,3}(,\d{3})+|\d+)\.\d{1,2}$"
_AMOUNT_OF_NUMBER = r"^-?\d+\.(\d{1,2}|\d{4,})$"
_MARKED = r"^(.*\d%?)\s*(?:[*†¹²³⁴⁵]+|\(\d{1,2}\))$"
_MINUSES = r"[\x{2010}-\x{2015}\x{2212}\x{FE63}\x{FF0D}]"
_SPACES = r"[\p{Zs}\x{200B}\x{2060}\x{FEFF}]+"
_THOUSANDS = r"(\d)[ '’´`](\d{3})(\D|$)"
_CURRENCY = r"(?i)R\$|\bBRL\b"
_SIDES = {"C": "CR[EÉ]DITO|CR[EÉ]D|CR|C", "D": "D[EÉ]BITO|D[EÉ]B|DB|DR|D"}
"""What stands behind an amount for the side of the ledger, credit or debit."""
_OF_EITHER_SIDE = rf"(?i)^\+?[\d., ]*\d ?\(?(?:{'|'.join(_SIDES.values())})\.?\)?$"
_NOTHING = r"^R\$ ?-$"
"""Zero, as the accounting format of Excel shows it."""
_NOISE_REAIS = 1e-6
"""How far from a whole centavo the sum of a formula may lie (0.1 + 0.2 is 0.30000000000000004)."""
_MAX_DIGITS = 18


def parse_money(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read reais as int64 centavos: ``1.234,56``, ``R$ 1.234,56``, ``(10,00)``, ``10,00 D``, a number cell."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = matches(texts, _AMOUNT)
    if not pc.all(fits).as_py():
        rest = pc.invert(fits)
        dressed = _undressed(texts.filter(rest), column)
        texts = pc.replace_with_mask(texts, rest, _as_comma(dressed) if kind != "csv" else dressed)
        fits = matches(texts, _AMOUNT)
    digits = pc.replace_substring(pc.if_else(fits, texts, "0"), ".", "")
    scale = _scale(digits)
    digits = pc.replace_substring(digits, ",", "")
    if pc.any(pc.greater(pc.binary_length(digits), _MAX_DIGITS)).as_py():
        digits = pc.replace_substring_regex(digits, r"^(-?)0+(\d)", r"\1\2")
    short = pc.less_equal(pc.binary_length(pc.utf8_ltrim(digits, "-")), _MAX_DIGITS)
    cents = pc.if_else(short, digits, "0").cast(pa.int64()).to_numpy()
    too_large = ~as_flags(short) | (np.abs(cents) > MAX_CENTS // scale)
    parsed = checked(pa.array(cents * np.where(too_large, 0, scale)), ~as_flags(fits), "valor-invalido")
    parsed = renamed(parsed, texts, _AMERICAN, "valor-americano")
    for ambiguous in (_AMBIGUOUS, _OF_EITHER_SIDE):
        parsed = renamed(parsed, texts, ambiguous, "valor-ambiguo")
    large = checked(parsed.values, too_large, "soma-grande-demais")
    return below_zero(Parsed(large.values, np.maximum(parsed.faults, large.faults)), column.column)


def without_marks(texts: pa.Array) -> pa.Array:
    """Return numbers without the mark of a footnote behind them: ``1.234,56*``, ``12 (1)``, ``12¹``."""
    import pyarrow.compute as pc

    marked = matches(texts, _MARKED)
    return pc.replace_substring_regex(texts, _MARKED, r"\1") if pc.any(marked).as_py() else texts


def _scale(digits: pa.Array) -> npt.NDArray[np.int64]:
    """Return by how much each number, its comma left out, must be multiplied to be in centavos."""
    import numpy as np
    import pyarrow.compute as pc

    comma = pc.find_substring(digits, ",").to_numpy()
    decimals = np.where(comma < 0, 0, pc.binary_length(digits).to_numpy() - comma - 1)
    return np.array([100, 10, 1], dtype=np.int64)[decimals]


def _undressed(texts: pa.Array, column: LayoutColumn) -> pa.Array:
    """Return the amounts with what makes them negative written as a minus before them, and without ``R$``.

    In parentheses, with the minus behind or on the other side of the ledger (C where a balance is a debit) an amount
    is negative. Which side is above zero only the layout can say: without its word, an amount that may be either stays
    as it is, and is refused.
    """
    import pyarrow.compute as pc

    bare = _tidied(texts)
    bare = pc.if_else(matches(bare, _NOTHING), "0", bare)
    bare = pc.utf8_trim(pc.replace_substring_regex(without_marks(bare), _CURRENCY, " "), " ")
    for _ in range(2):  # groups that touch: 1 234 567
        bare = pc.replace_substring_regex(bare, _THOUSANDS, r"\1.\2\3")
    above_zero = {"credit": "C", "debit": "D", None: "" if column.column.may_be_negative else "D"}[column.sign]
    for side, words in _SIDES.items() if above_zero else ():
        sign = "" if side == above_zero else "-"
        bare = pc.replace_substring_regex(bare, rf"(?i)^(\+?[\d., ]*\d) ?\(?(?:{words})\.?\)?$", rf"{sign}\1")
    bare = pc.replace_substring_regex(bare, r"^([^()-]*\d) ?-$", r"-\1")
    bare = pc.replace_substring_regex(bare, r"^\( *([^()-]+?) *\)$", r"-\1")
    return _tidied(bare)


def _tidied(texts: pa.Array) -> pa.Array:
    """Return numbers with plain blanks, a plain minus right before the figures and no plus."""
    import pyarrow.compute as pc

    plain = pc.replace_substring_regex(pc.replace_substring_regex(texts, _SPACES, " "), _MINUSES, "-")
    return pc.replace_substring_regex(plain, r"^(?:\+|(-)) *(\d)", r"\1\2")


def _as_comma(texts: pa.Array) -> pa.Array:
    """Return number cells in Brazilian form; float noise goes, any other fraction of a centavo stays."""
    import pyarrow.compute as pc

    is_number = matches(texts, _AMOUNT_OF_NUMBER)
    noisy = pc.and_(is_number, matches(texts, r"\.\d{3}"))
    if pc.any(noisy).as_py():
        texts = pc.replace_with_mask(texts, noisy, _without_noise(texts.filter(noisy)))
    exact = pc.and_(is_number, matches(texts, r"\.\d{1,2}$"))
    return pc.if_else(exact, pc.replace_substring(texts, ".", ","), texts)


def _without_noise(texts: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    reais = texts.cast(pa.float64()).to_numpy()
    rounded = np.round(reais, 2)
    near = np.abs(reais - rounded) <= _NOISE_REAIS
    return pc.if_else(pa.array(near), pa.array([f"{value:.2f}" for value in rounded.tolist()], pa.string()), texts)


def parse_count(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read whole numbers: ``12``, ``12,00`` or (a number cell) ``12.0``, and the words that the layout counts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = without_marks(_tidied(_as_numbers(texts, column.exact)))
    fits = matches(texts, r"^-?\d{1,9}([.,]0+)?$" if kind != "csv" else r"^-?\d{1,9}(,0+)?$")
    digits = pc.replace_substring_regex(pc.if_else(fits, texts, "0"), r"[.,]0+$", "")
    parsed = checked(digits.cast(pa.int64()), ~as_flags(fits), "numero-invalido")
    return below_zero(parsed, column.column)


def _as_numbers(texts: pa.Array, words: Mapping[str, str]) -> pa.Array:
    """Return the texts with the number of each known word (normalised) in its place."""
    if not words:
        return texts
    import pyarrow as pa

    distinct = texts.dictionary_encode()
    said = [words.get(slug(text), text) for text in distinct.dictionary.to_pylist()]
    return pa.array(said, pa.string()).take(distinct.indices)


def parse_rate(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read rates as fractions: ``1,99%`` is 0.0199, and ``1,99`` too where the layout's unit is percent."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = without_marks(_tidied(texts))
    fits = matches(texts, r"^-?\d+([.,]\d+)?\s*%?$" if kind != "csv" else r"^-?\d+(,\d+)?\s*%?$")
    number = pc.replace_substring_regex(pc.if_else(fits, texts, "0"), r"\s*%$", "")
    value = pc.replace_substring(number, ",", ".").cast(pa.float64()).to_numpy()
    percent = as_flags(pc.ends_with(texts, "%")) | (column.unit == "percent")
    return checked(pa.array(np.where(percent, value / 100, value)), ~as_flags(fits), "taxa-invalida")
