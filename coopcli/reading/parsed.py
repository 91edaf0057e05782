"""What a parser of cells gives back, and the small steps that all parsers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.words import Column

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Faults = npt.NDArray[np.int8]
    Flags = npt.NDArray[np.bool_]

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
    "valor-ambiguo",
    "mes-na-frente",
    "documento-mascarado",
    "codigo-arredondado",
    "formula-sem-valor",
    "valor-americano",
    "documento-de-outro-tipo",
    "fora-do-declarado",
    "dias-e-meses-trocados",
)
"""What can be wrong with a cell; ``Parsed.faults`` holds positions in this tuple, 0 where nothing is."""


@dataclass(frozen=True)
class Parsed:
    """The values of a column, null where missing or unreadable, and the fault of each cell."""

    values: pa.Array
    faults: Faults


def fault(code: str) -> int:
    """Return how ``code`` is written in ``Parsed.faults``."""
    return FAULT_CODES.index(code)


def as_flags(flags: pa.Array) -> Flags:
    result: Flags = flags.to_numpy(zero_copy_only=False)
    return result


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.match_substring_regex(texts, pattern)


def checked(values: pa.Array, bad: Flags, code: str) -> Parsed:
    """Return ``values`` with null and the fault ``code`` where they are ``bad``."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if bad.any():
        values = pc.if_else(pa.array(bad), pa.scalar(None, values.type), values)
    return Parsed(values, np.where(bad, np.int8(fault(code)), np.int8(0)))


def renamed(parsed: Parsed, texts: pa.Array, pattern: str, code: str) -> Parsed:
    """Return the same with the fault ``code`` where a faulty text fits ``pattern``."""
    import numpy as np

    if not parsed.faults.any():
        return parsed
    special = (parsed.faults > 0) & as_flags(matches(texts, pattern))
    return Parsed(parsed.values, np.where(special, np.int8(fault(code)), parsed.faults))


def below_zero(parsed: Parsed, column: Column) -> Parsed:
    """Mark what is below zero where that cannot be; the number stays, so that its reais are counted."""
    import numpy as np
    import pyarrow.compute as pc

    if column.may_be_negative:
        return parsed
    below = as_flags(pc.fill_null(pc.less(parsed.values, 0), False))
    return Parsed(parsed.values, np.where(below, np.int8(fault("valor-negativo")), parsed.faults))
