"""From the text of a column to values: one vectorised parser a kind, and which cells do not fit and why.

A parser takes trimmed texts (a string array without nulls) and returns ``Parsed``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coopcli import documents
from coopcli.folding import slug
from coopcli.reading.cell_dates import MONTH_FIRST, parse_dates, turned_by_excel
from coopcli.reading.cell_numbers import parse_count, parse_money, parse_rate
from coopcli.reading.headers import MISSING_WORDS
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import Parsed, as_flags, checked, fault, matches, renamed
from coopcli.reading.raw import NEVER_CALCULATED, FileKind
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]

    Parser = Callable[[pa.Array, LayoutColumn, FileKind], "Parsed"]

_ERROR_WORD = r"^#(N/A|N/D|DIV/0!|REF!|VALUE!|VALOR!|NAME\?|NOME\?|NUM!|N[UÚ]M!|NULL!|NULO!|GETTING_DATA|SEM-VALOR)$"
_FLAGS = {
    "s": True,
    "sim": True,
    "1": True,
    "x": True,
    "true": True,
    "verdadeiro": True,
    "n": False,
    "nao": False,
    "0": False,
    "false": False,
    "falso": False,
}
_EXCEL_DIGITS = 15
_INVISIBLE = r"[\x{200B}-\x{200F}\x{2060}\x{FEFF}]"
_SHORTENED = r"^\d([.,]\d+)?[Ee]\+\d{2,3}$|^\d+[.,]\d+[Ee]\+?\d+$"
"""How Excel writes a long number: 1,23E+15. A code of digits, e and digits (7e30087) is a code like any other."""
_MASKED = r"^[\dA-Za-z./-]*([*#•]+|[Xx]{2,})[\dA-Za-z*#•./-]*$"


def parse(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Return the values of a column of cells; missing where required is a fault too.

    ``texts`` are strings, or a dictionary of strings: then each distinct one is parsed once.
    """
    import pyarrow as pa

    if not isinstance(texts, pa.DictionaryArray):
        return _parse(texts, column, kind)
    distinct = _parse(texts.dictionary, column, kind)
    places = texts.indices
    return Parsed(distinct.values.take(places), distinct.faults[places.to_numpy()])


def _parse(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = _trimmed(texts)
    missing = _missing(bare)
    if column.column.kind != "text" and pc.any(pc.starts_with(bare, "'")).as_py():  # how Excel marks a text
        bare = pc.replace_substring_regex(bare, r"^'\s*", "")
        missing = _missing(bare)
    if column.when_missing:
        bare = pc.if_else(missing, column.when_missing, bare)
        missing = pa.repeat(False, len(bare))
    wrong = matches(bare, _ERROR_WORD) if pc.any(pc.starts_with(bare, "#")).as_py() else None
    absent = missing if wrong is None else pc.or_(missing, wrong)
    if pc.any(absent).as_py():
        parsed = _scattered(bare, absent, column, kind)
    else:
        parsed = PARSERS[column.column.kind](bare, column, kind)
    faults = parsed.faults
    if column.column.required:
        faults = np.where(as_flags(missing), np.int8(fault("valor-ausente")), faults)
    if wrong is not None:
        faults = np.where(as_flags(wrong), np.int8(fault("celula-com-erro")), faults)
        never = as_flags(pc.equal(bare, NEVER_CALCULATED))
        faults = np.where(never, np.int8(fault("formula-sem-valor")), faults)
    return Parsed(parsed.values, faults)


def _scattered(texts: pa.Array, absent: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Parse only the cells that hold something; the others are null and without fault."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    present = as_flags(pc.invert(absent))
    parsed = PARSERS[column.column.kind](texts.filter(pa.array(present)), column, kind)
    faults = np.zeros(len(texts), dtype=np.int8)
    faults[present] = parsed.faults
    places = pa.array(np.cumsum(present) - 1, mask=~present)
    return Parsed(parsed.values.take(places), faults)


def is_missing(texts: pa.Array) -> Flags:
    """Return which cells hold nothing, or a word for it."""
    return as_flags(_missing(_trimmed(texts)))


def _trimmed(texts: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    filled = pc.fill_null(texts, "")
    if not pc.all(pc.string_is_ascii(filled)).as_py():
        filled = pc.replace_substring_regex(filled, _INVISIBLE, "")
    return pc.utf8_trim_whitespace(filled)


def _missing(bare: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    short = pc.less_equal(pc.binary_length(bare), max(map(len, MISSING_WORDS)))
    if not pc.any(short).as_py():
        return short
    return pc.is_in(pc.utf8_upper(bare), pa.array(MISSING_WORDS))


def parse_text(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Keep the text as it is."""
    import numpy as np

    return Parsed(texts, np.zeros(len(texts), dtype=np.int8))


def parse_code(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Keep codes with their zeros; ``1234.0`` was a number once, ``1234(1)`` has a footnote, ``1,23E+15`` has lost its
    digits."""
    import pyarrow.compute as pc

    if kind != "csv" and pc.any(pc.greater(pc.binary_length(texts), _EXCEL_DIGITS)).as_py():
        rounded = _rounded(texts)
        if rounded.any():
            return checked(texts, rounded, "codigo-arredondado")
    if pc.all(pc.ascii_is_decimal(texts)).as_py():
        return parse_text(texts, column, kind)
    if pc.any(pc.match_substring(texts, ".0")).as_py():
        texts = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")
    texts = pc.replace_substring_regex(texts, r"^(\d+)\s*\(\d{1,2}\)$", r"\1")
    return checked(texts, as_flags(matches(texts, _SHORTENED)), "codigo-invalido")


def _rounded(texts: pa.Array) -> Flags:
    """Return which codes are longer than a number of Excel can be, where all such codes lost what was beyond.

    One code that ends in a zero proves nothing; two, or one with three figures lost, do.
    """
    import numpy as np

    long = as_flags(matches(texts, rf"^\d{{{_EXCEL_DIGITS + 1},}}$"))
    codes = texts.filter(long).to_pylist()
    lost = all(_as_number(code) == code for code in codes)
    certain = len(codes) > 1 or any(len(code) >= _EXCEL_DIGITS + 3 for code in codes)
    return long if lost and certain else np.zeros(len(texts), dtype=bool)


def _as_number(code: str) -> str:
    """Return the code as Excel writes a number of so many figures."""
    return str(int(float(f"{float(code):.{_EXCEL_DIGITS}g}")))


def parse_document(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    """Read CPF and CNPJ without punctuation, their lost zeros restored; wrong check digits are a fault."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    cleaned = documents.clean(texts)
    valid = documents.valid(cleaned)
    if not valid.all():
        longer = pc.utf8_lpad(cleaned, documents.CNPJ_LENGTH, "0")
        companies = ~valid & ~_whole_cpf(texts) & documents.valid(longer)
        cleaned, valid = pc.if_else(pa.array(companies), longer, cleaned), np.logical_or(valid, companies)
    return renamed(checked(cleaned, ~valid, "documento-invalido"), texts, _MASKED, "documento-mascarado")


def _whole_cpf(texts: pa.Array) -> Flags:
    """Return which texts are a CPF by their form: one with its dash, or eleven figures in a column that kept its zeros.

    One wrong CPF in a hundred has the check digits of a CNPJ that lost its zeros.
    """
    import pyarrow.compute as pc

    of_cpf = matches(texts, r"^[\d. ]+-\d{2}$")
    if pc.any(matches(texts, r"^0(\d{10}|\d{13})$")).as_py():
        of_cpf = pc.or_(of_cpf, matches(texts, r"^\d{11}$"))
    return as_flags(of_cpf)


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
    return checked(upper, ~as_flags(pc.is_in(upper, pa.array(LEVELS))), "codigo-invalido")


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
    return checked(values, as_flags(values.is_null()), "codigo-invalido")


def _parse_date(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> Parsed:
    values, bad = parse_dates(texts, column, kind)
    found = renamed(checked(values, bad, "data-invalida"), texts, MONTH_FIRST, "mes-na-frente")
    turned = turned_by_excel(texts, values) if kind != "csv" else None
    return found if turned is None else checked(found.values, turned, "dias-e-meses-trocados")


PARSERS: dict[str, Parser] = {
    "text": parse_text,
    "code": parse_code,
    "document": parse_document,
    "money": parse_money,
    "rate": parse_rate,
    **dict.fromkeys(("count", "days", "months"), parse_count),
    "date": _parse_date,
    "flag": parse_flag,
    "level": parse_level,
    "choice": parse_choice,
}
"""The parser of each ``words.Kind``."""
