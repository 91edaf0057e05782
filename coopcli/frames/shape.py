"""The canonical frames: what every layout produces and every calculation consumes.

Declared once. A frame is a pandas DataFrame whose columns are exactly those declared here, in this order, plus
``source`` (int64): the position of the row's file in the reading and, with ``source_row`` (int64, the 1-based
row as Excel numbers it), the way back to the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "code", "document", "money", "rate", "number", "count", "date", "flag", "level", "choice"]

DTYPES: dict[Kind, str] = {
    "text": "str",
    "code": "str",  # digits that must keep their zeros: branch, contract, account
    "document": "str",  # CPF (11) or CNPJ (14), no punctuation
    "money": "Int64",  # centavos; int64 where required
    "rate": "Float64",  # a fraction, for display; rates that decide money live in rules/
    "number": "Float64",  # a statistic, for display
    "count": "Int64",  # days, numbers of instalments
    "date": "datetime64[s]",
    "flag": "boolean",
    "level": "str",  # AA, A … H
    "choice": "str",  # one of Column.choices
}


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column. ``choices`` closes the list of values of a ``choice``.

    ``personal`` texts (names, telephones, what somebody wrote) show masked on a screen, as documents do.
    """

    name: str
    kind: Kind
    title: str
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_negative: bool = False
    personal: bool = False

    @property
    def dtype(self) -> str:
        """The pandas dtype; required amounts and counts have no missing values and are plain int64."""
        return "int64" if self.required and self.kind in ("money", "count") else self.nullable_dtype

    @property
    def nullable_dtype(self) -> str:
        """The pandas dtype of values that may be missing."""
        return DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """One canonical frame: ``key`` columns identify a row; ``amount`` is the column that control totals add up."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    amount: str = ""

    def column(self, name: str) -> Column:
        """Return the column called ``name`` (KeyError where there is none)."""
        return {column.name: column for column in self.columns}[name]

    def empty(self) -> pd.DataFrame:
        """Return the frame with no rows and the right dtypes."""
        import pandas as pd

        kinds = {column.name: pd.Series(dtype=column.dtype) for column in self.columns}  # type: ignore[call-overload]
        return pd.DataFrame({**kinds, "source": pd.Series(dtype="int64"), "source_row": pd.Series(dtype="int64")})

    def empty_aside(self) -> pd.DataFrame:
        """Return the shape of the rows set aside: the columns, where nothing could be read missing, and ``code``."""
        import pandas as pd

        kinds = {column.name: pd.Series(dtype=column.nullable_dtype) for column in self.columns}  # type: ignore[call-overload]
        places = {name: pd.Series(dtype="int64") for name in ("source", "source_row")}
        return pd.DataFrame({**kinds, **places, "code": pd.Series(dtype="str")})
