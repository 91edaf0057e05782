"""What a word is, and the tables of columns that are made of words.

A word is declared once: its name (with its unit), its kind, what the clerk reads, the closed list of its values,
whether it is personal. Frames, results, sheets and rule files use it by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal[
    "text", "code", "document", "money", "rate", "number", "count", "days", "months", "date", "flag", "level", "choice"
]

DTYPES: dict[Kind, str] = {
    "text": "str",
    "code": "str",  # digits that must keep their zeros: branch, contract, account
    "document": "str",  # CPF (11) or CNPJ (14), no punctuation
    "money": "Int64",  # centavos; int64 where required
    "rate": "Float64",  # a fraction, for display; rates that decide money live in rules/
    "number": "Float64",  # a statistic, for display
    "count": "Int64",
    "days": "Int64",
    "months": "Int64",
    "date": "datetime64[s]",
    "flag": "boolean",
    "level": "str",  # AA, A … H; of a risk class, the portfolio (C1 … C5) too
    "choice": "str",  # one of Word.choices
}

PLACES = ("source", "source_row")
"""Where a row of a frame was read: no words, and in every frame."""

WHOLE_NUMBERS: tuple[Kind, ...] = ("money", "count", "days", "months")


@dataclass(frozen=True, slots=True)
class Word:
    """One concept. ``title`` is what the clerk reads, ``header`` what a sheet says for short, ``meaning`` how rules and
    their messages put it, where these differ.

    ``choices`` closes the list of values. ``personal`` values (documents, names, telephones, what somebody wrote)
    never show whole on a screen or in a log. Rules must say what they do with what ``may_be_missing``. ``formerly`` is
    the name that older layouts and closes know it by.
    """

    name: str
    kind: Kind
    title: str
    header: str = ""
    meaning: str = ""
    choices: tuple[str, ...] = ()
    personal: bool = False
    may_be_negative: bool = False
    may_be_missing: bool = False
    formerly: str = ""

    @property
    def asked(self) -> str:
        """How a rule puts it, in the middle of a sentence."""
        is_acronym = self.title[1:2].isupper()
        return self.meaning or (self.title if is_acronym else self.title[0].lower() + self.title[1:])


@dataclass(frozen=True, slots=True)
class Column(Word):
    """A word in a table, by the title that it has there; an export without a ``required`` column is refused."""

    required: bool = False

    @property
    def dtype(self) -> str:
        """The pandas dtype; required whole numbers have no missing values and are plain int64."""
        return "int64" if self.required and self.kind in WHOLE_NUMBERS else self.nullable_dtype

    @property
    def nullable_dtype(self) -> str:
        """The pandas dtype of values that may be missing."""
        return DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """One canonical frame: ``key`` columns identify a row; ``amount`` is the column that control totals add up.

    As a pandas DataFrame it has exactly these columns, in this order, plus ``source`` (int64): the position of the
    row's file in the reading and, with ``source_row`` (int64, the 1-based row as Excel numbers it), the way back to
    the cell.
    """

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
        return pd.DataFrame({**kinds, **{name: pd.Series(dtype="int64") for name in PLACES}})

    def empty_aside(self) -> pd.DataFrame:
        """Return the shape of the rows set aside: the columns, where nothing could be read missing, and ``code``."""
        import pandas as pd

        kinds = {column.name: pd.Series(dtype=column.nullable_dtype) for column in self.columns}  # type: ignore[call-overload]
        places = {name: pd.Series(dtype="int64") for name in PLACES}
        return pd.DataFrame({**kinds, **places, "code": pd.Series(dtype="str")})


WORDS: dict[str, Word] = {}
"""Every word by its name, in the order of the topics."""


def declare(*words: Word) -> None:
    """Add words to the dictionary; ValueError for one that it has."""
    for word in words:
        if word.name in WORDS:
            raise ValueError(f"a word is declared twice: {word.name}")
        WORDS[word.name] = word


def each(rows: pd.DataFrame, names: str) -> Iterator[tuple[Any, ...]]:
    """Yield the values of some columns, row by row; KeyError for a name that is no word, or no column of the frame."""
    wanted = names.split()
    if strange := [name for name in wanted if name not in WORDS and name not in PLACES]:
        raise KeyError(f"no word: {', '.join(strange)}")
    return zip(*(rows[name] for name in wanted), strict=True)


def column(name: str, title: str = "", **differences: Any) -> Column:
    """Return a word as a column that has another title, or ``differences``, in this table alone."""
    return Column(**asdict(WORDS[name]) | {"title": title or WORDS[name].title} | differences)


def columns(*parts: str | Column) -> tuple[Column, ...]:
    """Return the columns of a sheet: words by their names, separated by blanks, and columns as they are."""
    return tuple(replace(part, title=part.header or part.title) if name else part for name, part in _columns(parts))


def frame(name: str, title: str, *parts: str | Column, required: str, key: str = "", amount: str = "") -> Frame:
    """Return a canonical frame of words by their names; ``required`` and ``key`` name some of them."""
    needed = required.split()
    own = tuple(replace(part, required=part.name in needed) for _, part in _columns(parts))
    return Frame(name, title, own, tuple(key.split()), amount)


def _columns(parts: tuple[str | Column, ...]) -> Iterator[tuple[str, Column]]:
    """Yield the columns, those of words with the word's name beside."""
    for part in parts:
        if isinstance(part, Column):
            yield "", part
        else:
            yield from ((name, column(name)) for name in part.split())
