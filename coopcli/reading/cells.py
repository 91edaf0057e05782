"""From the text of a column to values: one vectorised parser a kind, and which cells do not fit and why.

A parser takes trimmed texts (string array without nulls) and returns ``Parsed``. In workbooks a number arrives
with a decimal point; that never clashes with the thousands point of Brazilian texts, because an amount with
exactly three decimals is refused in either form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli import documents
from coopcli.frames import Column
from coopcli.money import MAX_CENTS
from coopcli.reading.cell_dates import parse_dates
from coopcli.reading.headers import MISSING_WORDS, slug
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.raw import FileKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Faults = npt.NDArray[np.int8]
    Flags = npt.NDArray[np.bool_]
    Parser = Callable[[pa.Array, LayoutColumn, FileKind], "Parsed"]

FAULT_CODES = (
    "",
    "valor-ausente",
    "valor-invalido",
    "valor-negativo",
    "numero-invalido",
    "taxa-invalida",
    "data-invalida",
    "documento-invalido",
    "codigo-invalido",
    "celula-com-erro",
    "soma-grande-demais",
)
"""What can be wrong with a cell; ``Parsed.faults`` holds positions in this tuple, 0 where nothing is."""

_AMOUNT = r"^-?(\d{1,3}(\.\d{3})+,\d{1,2}|\d+(,\d{1,2})?)$"
_AMOUNT_OF_NUMBER = r"^-?\d+\.(\d{1,2}|\d{4,})$"
_NOISE_REAIS = 1e-6
"""How far from a whole centavo the sum of a formula may lie (0.1 + 0.2 is 0.30000000000000004)."""
_MAX_DIGITS = 18
_SAMPLE = 20_000
_FEW = 0.2
"""A column whose sample has fewer distinct texts than this share is parsed once a distinct text."""
_ERROR_WORD = r"^#(N/A|N/D|DIV/0!|REF!|VALUE!|VALOR!|NAME\?|NOME\?|NUM!|N[UÚ]M!|NULL!|NULO!)$"
_FLAGS = {
    "s": True,
    "sim": True,
    "1": True,
    "x": True,
    "true": True,
    "n": False,
    "nao": False,
    "0": False,
    "false": False,
}
_LEVELS = ("AA", "A", "B", "C", "D", "E", "F", "G", "H")


@dataclass(frozen=True)
class Parsed:
    """The values of a column, null where missing or unreadable, and the fault of each cell (``FAULT_CODES``)."""

    values: pa.Array
    faults: Faults


def fault(code: str) -> int:
    """Return how ``code`` is written in ``Parsed.faults``."""
    return FAULT_CODES.index(code)


def parse(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Return the values of a column of cells; missing where required is a fault too."""
    if not _repeats(texts):
        return _parse(texts, column, kind)
    encoded = texts.dictionary_encode("encode")
    distinct = _parse(encoded.dictionary, column, kind)
    places = encoded.indices
    return Parsed(distinct.values.take(places), distinct.faults[places.to_numpy()])


def _repeats(texts: pa.Array) -> bool:
    import pyarrow.compute as pc

    sample = texts.slice(0, _SAMPLE)
    return bool(pc.count_distinct(sample).as_py() < _FEW * len(sample))


def _parse(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    missing = _missing(bare)
    if column.when_missing:
        bare = pc.if_else(missing, column.when_missing, bare)
        missing = pa.repeat(False, len(bare))
    wrong = _matches(bare, _ERROR_WORD) if pc.any(pc.starts_with(bare, "#")).as_py() else None
    absent = missing if wrong is None else pc.or_(missing, wrong)
    if pc.any(absent).as_py():
        parsed = _scattered(bare, absent, column, kind)
    else:
        parsed = PARSERS[column.column.kind](bare, column, kind)
    faults = parsed.faults
    if column.column.required:
        faults = np.where(_numpy(missing), np.int8(fault("valor-ausente")), faults)
    if wrong is not None:
        faults = np.where(_numpy(wrong), np.int8(fault("celula-com-erro")), faults)
    return Parsed(parsed.values, faults)


def _scattered(texts: pa.Array, absent: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Parse only the cells that hold something; the others are null and without fault."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    present = _numpy(pc.invert(absent))
    parsed = PARSERS[column.column.kind](texts.filter(pa.array(present)), column, kind)
    faults = np.zeros(len(texts), dtype=np.int8)
    faults[present] = parsed.faults
    places = pa.array(np.cumsum(present) - 1, mask=~present)
    return Parsed(parsed.values.take(places), faults)


def _missing(bare: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    short = pc.less_equal(pc.binary_length(bare), max(map(len, MISSING_WORDS)))
    if not pc.any(short).as_py():
        return short
    return pc.is_in(pc.utf8_upper(bare), pa.array(MISSING_WORDS))


def _numpy(flags: pa.Array) -> Flags:
    result: Flags = flags.to_numpy(zero_copy_only=False)
    return result


def _matches(texts: pa.Array, pattern: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.match_substring_regex(texts, pattern)


def _checked(values: pa.Array, bad: Flags, code: str) -> Parsed:
    """Return ``values`` with null and the fault ``code`` where they are ``bad``."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if bad.any():
        values = pc.if_else(pa.array(bad), pa.scalar(None, values.type), values)
    return Parsed(values, np.where(bad, np.int8(fault(code)), np.int8(0)))


def _negatives(parsed: Parsed, column: Column) -> Parsed:
    """Mark what is below zero where that cannot be; the number stays, so that the row can be counted in reais."""
    import numpy as np
    import pyarrow.compute as pc

    if column.may_be_negative:
        return parsed
    below = _numpy(pc.fill_null(pc.less(parsed.values, 0), False))
    return Parsed(parsed.values, np.where(below, np.int8(fault("valor-negativo")), parsed.faults))


# --- money -------------------------------------------------------------------------------------------------------


def parse_money(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read reais as int64 centavos: ``1.234,56``, ``R$ 1.234,56``, ``(10,00)``, ``1234``, or a number cell."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = _matches(texts, _AMOUNT)
    if not pc.all(fits).as_py():
        rest = pc.invert(fits)
        dressed = _undressed(texts.filter(rest))
        texts = pc.replace_with_mask(texts, rest, _as_comma(dressed) if kind == "excel" else dressed)
        fits = _matches(texts, _AMOUNT)
    digits = pc.replace_substring(pc.if_else(fits, texts, "0"), ".", "")
    scale = _scale(digits)
    digits = pc.replace_substring(digits, ",", "")
    short = pc.less_equal(pc.binary_length(digits), _MAX_DIGITS)
    cents = pc.if_else(short, digits, "0").cast(pa.int64()).to_numpy()
    too_large = ~_numpy(short) | (np.abs(cents) > MAX_CENTS // scale)
    parsed = _checked(pa.array(cents * np.where(too_large, 0, scale)), ~_numpy(fits), "valor-invalido")
    large = _checked(parsed.values, too_large, "soma-grande-demais")
    return _negatives(Parsed(large.values, np.maximum(parsed.faults, large.faults)), column.column)


def _scale(digits: pa.Array) -> npt.NDArray[np.int64]:
    """Return by how much each number, its comma left out, must be multiplied to be in centavos."""
    import numpy as np
    import pyarrow.compute as pc

    comma = pc.find_substring(digits, ",").to_numpy()
    decimals = np.where(comma < 0, 0, pc.binary_length(digits).to_numpy() - comma - 1)
    return np.array([100, 10, 1], dtype=np.int64)[decimals]


def _undressed(texts: pa.Array) -> pa.Array:
    """Return the amounts without ``R$``, parentheses (a minus) and the spaces between sign and number."""
    import pyarrow.compute as pc

    bare = pc.replace_substring_regex(texts, r"^\(([^()-]+)\)$", r"-\1")
    return pc.replace_substring_regex(bare, r"^(-?)[\s\x{A0}]*R\$[\s\x{A0}]*(-?)[\s\x{A0}]*", r"\1\2")


def _as_comma(texts: pa.Array) -> pa.Array:
    """Return number cells in Brazilian form; float noise goes, any other fraction of a centavo stays as it is."""
    import pyarrow.compute as pc

    is_number = _matches(texts, _AMOUNT_OF_NUMBER)
    noisy = pc.and_(is_number, _matches(texts, r"\.\d{3}"))
    if pc.any(noisy).as_py():
        texts = pc.replace_with_mask(texts, noisy, _without_noise(texts.filter(noisy)))
    exact = pc.and_(is_number, _matches(texts, r"\.\d{1,2}$"))
    return pc.if_else(exact, pc.replace_substring(texts, ".", ","), texts)


def _without_noise(texts: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    reais = texts.cast(pa.float64()).to_numpy()
    rounded = np.round(reais, 2)
    near = np.abs(reais - rounded) <= _NOISE_REAIS
    return pc.if_else(
        pa.array(near), pa.array([f"{value:.2f}" for value in rounded.tolist()], pa.string()), texts
    )


# --- other numbers -----------------------------------------------------------------------------------------------


def parse_count(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read whole numbers: ``12``, and ``12,00`` or (a number cell) ``12.0``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = _matches(texts, r"^-?\d{1,9}([.,]0+)?$" if kind == "excel" else r"^-?\d{1,9}(,0+)?$")
    digits = pc.replace_substring_regex(pc.if_else(fits, texts, "0"), r"[.,]0+$", "")
    parsed = _checked(digits.cast(pa.int64()), ~_numpy(fits), "numero-invalido")
    return _negatives(parsed, column.column)


def parse_rate(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read rates as fractions: ``1,99%`` is 0.0199, and ``1,99`` too where the layout's unit is percent."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = _matches(texts, r"^-?\d+([.,]\d+)?\s*%?$" if kind == "excel" else r"^-?\d+(,\d+)?\s*%?$")
    number = pc.replace_substring_regex(pc.if_else(fits, texts, "0"), r"\s*%$", "")
    value = pc.replace_substring(number, ",", ".").cast(pa.float64()).to_numpy()
    percent = _numpy(pc.ends_with(texts, "%")) | (column.unit == "percent")
    return _checked(pa.array(np.where(percent, value / 100, value)), ~_numpy(fits), "taxa-invalida")


# --- texts -------------------------------------------------------------------------------------------------------


def parse_text(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Keep the text as it is."""
    import numpy as np

    return Parsed(texts, np.zeros(len(texts), dtype=np.int8))


def parse_code(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Keep codes with their zeros; ``1234.0`` was a number once, ``1,23E+15`` has lost its digits."""
    import pyarrow.compute as pc

    if pc.any(pc.match_substring(texts, ".0")).as_py():
        texts = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")
    return _checked(texts, _numpy(_matches(texts, r"^\d+([.,]\d+)?[Ee]\+?\d+$")), "codigo-invalido")


def parse_document(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read CPF and CNPJ without punctuation, their lost zeros restored; wrong check digits are a fault."""
    cleaned = documents.clean(texts)
    return _checked(cleaned, ~documents.valid(cleaned), "documento-invalido")


def parse_flag(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read ``S``/``N``, ``Sim``/``Não``, ``1``/``0`` and ``X``."""
    import pyarrow as pa

    found = [_FLAGS.get(slug(text)) for text in texts.to_pylist()]
    return _looked_up(pa.array(found, pa.bool_()))


def parse_level(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read the levels AA and A to H."""
    import pyarrow as pa
    import pyarrow.compute as pc

    upper = pc.utf8_upper(texts)
    return _checked(upper, ~_numpy(pc.is_in(upper, pa.array(_LEVELS))), "codigo-invalido")


def parse_choice(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read the layout's words as canonical choices."""
    import pyarrow as pa

    return _looked_up(pa.array([_choice(text, column) for text in texts.to_pylist()], pa.string()))


def _choice(text: str, column: LayoutColumn) -> str | None:
    exact = column.exact.get(slug(text))
    if exact is not None:
        return exact
    prefixes = [prefix for prefix in column.prefix if text.startswith(prefix)]
    return column.prefix[max(prefixes, key=len)] if prefixes else column.otherwise


def _looked_up(values: pa.Array) -> Parsed:
    return _checked(values, _numpy(values.is_null()), "codigo-invalido")


def _parse_date(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    values, bad = parse_dates(texts, serials=kind == "excel")
    return _checked(values, bad, "data-invalida")


PARSERS: dict[str, Parser] = {
    "text": parse_text,
    "code": parse_code,
    "document": parse_document,
    "money": parse_money,
    "rate": parse_rate,
    "count": parse_count,
    "date": _parse_date,
    "flag": parse_flag,
    "level": parse_level,
    "choice": parse_choice,
}
"""The parser of each ``frames.Kind``."""
