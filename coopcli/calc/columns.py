"""Column arithmetic shared by the calculations: rows found by key, rows in groups, dates as days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.folding import folded

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Days = npt.NDArray[np.datetime64]
    Values = npt.NDArray[Any]
    Texts: TypeAlias = pd.Series[Any] | pa.Array | Sequence[str | None]


def strings(column: Texts) -> pa.Array:
    """Return a text column as one Arrow array of strings."""
    if isinstance(column, pa.Array):
        return column.cast(pa.large_string())
    array = pa.array(column, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def positions(needles: pa.Array, haystack: pa.Array) -> Ints:
    """Return where each needle first stands in ``haystack`` (-1: nowhere, or missing)."""
    if not len(needles) or not len(haystack):
        return np.full(len(needles), -1, dtype=np.int64)
    if len(needles) * _FEW < len(haystack):
        return _few_positions(needles, haystack)
    return _places(pc.index_in(needles, value_set=haystack, skip_nulls=True))


_FEW = 8
"""Below one needle in so many, looking each straw up among the needles costs less than indexing the haystack."""


def _few_positions(needles: pa.Array, haystack: pa.Array) -> Ints:
    encoded = needles.dictionary_encode()
    needle = _places(pc.index_in(haystack, value_set=encoded.dictionary, skip_nulls=True))
    hits = np.flatnonzero(needle >= 0)[::-1]  # the first place of each needle is written last
    first = np.full(len(encoded.dictionary) + 1, -1, dtype=np.int64)
    first[needle[hits]] = hits
    return first[_places(encoded.indices)]  # a missing needle (-1) takes the last entry: nowhere


def _places(indices: pa.Array) -> Ints:
    result: Ints = pc.fill_null(indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return result


@dataclass(frozen=True)
class Groups:
    """Of each of some rows, the one of ``size`` other rows that it belongs to: its contract, its debt, its member.

    ``of`` is that place. A row that belongs to none has -1, which only the methods here read: they give ``none`` for
    it, and leave it out of every group.
    """

    of: Ints
    size: int

    @classmethod
    def numbered(cls, of: Ints) -> Groups:
        """Return the groups of rows that all have one, numbered from 0."""
        return cls(of, int(of.max(initial=-1)) + 1)

    def __getitem__(self, rows: Ints | slice) -> Groups:
        """Return the groups of the chosen rows, in their order."""
        return Groups(self.of[rows], self.size)

    @property
    def known(self) -> Flags:
        """Which rows belong to a group."""
        return self.of >= 0

    def at(self, values: Values, none: object) -> Values:
        """Return for each row what its group has."""
        if not len(values):
            return np.full(len(self.of), none, dtype=values.dtype)
        found = values[self.of]
        found[~self.known] = none
        return found

    def total(self, values: Ints) -> Ints:
        """Return for each row the exact sum of its group."""
        return self.at(self.sum(values), 0)

    def shared(self, which: Flags) -> Flags:
        """Return which rows are of a group with a chosen row."""
        return self.at(self.where(which).any(), none=False)

    def take(self, values: Texts) -> pa.Array:
        """Return for each row the text of its group, missing for none."""
        return take(strings(values), self.of)

    def text(self, values: Texts) -> pd.Series[Any]:
        """Return ``take`` as a pandas column."""
        return text(self.take(values))

    def column(self, values: pd.Series[Any]) -> pd.Series[Any]:
        """Return for each row what its group has in a column, missing for none."""
        return values.set_axis(range(len(values))).reindex(self.of).reset_index(drop=True)

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return for each row that of its group in a table, all missing for none."""
        return table.reset_index(drop=True).reindex(self.of).reset_index(drop=True)

    def where(self, which: Flags) -> Groups:
        """Return the groups with only the chosen rows in them."""
        return Groups(np.where(which, self.of, -1), self.size)

    def within(self, other: Groups) -> Groups:
        """Return for each row the group of its group: ``other`` groups these groups."""
        return Groups(self.at(other.of, -1), other.size)

    def otherwise(self, other: Groups) -> Groups:
        """Return the groups with the rows of none where ``other`` puts them."""
        return Groups(np.where(self.known, self.of, other.of), self.size)

    def first(self) -> Groups:
        """Return of each group its first row."""
        return self._written(np.flatnonzero(self.known)[::-1])

    def last(self) -> Groups:
        """Return of each group its last row."""
        return self._written(np.flatnonzero(self.known))

    def _written(self, rows: Ints) -> Groups:
        place = np.full(self.size, -1, dtype=np.int64)
        place[self.of[rows]] = rows  # of several rows the one written last stays
        return Groups(place, len(self.of))

    def any(self) -> Flags:
        """Return which groups have a row."""
        found = np.zeros(self.size, dtype=bool)
        found[self.of[self.known]] = True
        return found

    def count(self) -> Ints:
        """Return how many rows each group has."""
        return counts(self.of[self.known], self.size)

    def sum(self, values: Ints) -> Ints:
        """Return the exact int64 sum of each group's values."""
        return sums(self.of[self.known], values[self.known], self.size)

    def min(self, values: Values, none: object) -> Values:
        """Return the least value of each group; dates that are missing do not count."""
        return self._extreme(np.minimum, values, none)

    def max(self, values: Values, none: object) -> Values:
        """Return the greatest value of each group; dates that are missing do not count."""
        return self._extreme(np.maximum, values, none)

    def _extreme(self, better: np.ufunc, values: Values, none: object) -> Values:
        dated = values.dtype.kind == "M"
        rows = np.flatnonzero(self.known & ~np.isnat(values) if dated else self.known)
        group, own = self.of[rows], values[rows]
        found = np.full(self.size, none, dtype=values.dtype)
        found[group] = own  # any value of the group's own to begin with
        better.at(found.view(np.int64) if dated else found, group, own.view(np.int64) if dated else own)
        return found


class Keyed:
    """Rows that are found by a key: of several with the same one, the first; a missing key finds nothing.

    With ``groups`` it is what the found row belongs to that counts, as the debt that a contract is part of.
    """

    def __init__(self, keys: Texts, groups: Groups | None = None) -> None:
        self.keys = strings(keys)
        self.groups = groups

    def of(self, keys: Texts) -> Groups:
        """Return for each key the row that has it, or the group of that row."""
        found = Groups(positions(strings(keys), self.keys), len(self.keys))
        return found if self.groups is None else found.within(self.groups)

    def has(self, keys: Texts) -> Flags:
        """Return which keys some row has."""
        return self.of(keys).known


def take(values: pa.Array, where: Ints) -> pa.Array:
    """Return ``values`` at ``where``; missing where it is -1."""
    return values.take(pa.array(where, mask=where < 0))


def prefixed(prefix: str, values: pa.Array) -> pa.Array:
    """Return each text with ``prefix`` before it; missing stays missing."""
    words = [pa.scalar(word, pa.large_string()) for word in (prefix, "")]
    return pc.binary_join_element_wise(words[0], values, words[1])


def beside(*parts: pa.Array | str) -> pa.Array:
    """Return the parts of each row as one text: columns of text, and words that are the same for all."""
    texts = [pa.scalar(part, pa.string()) if isinstance(part, str) else part.cast(pa.string()) for part in parts]
    return pc.binary_join_element_wise(*texts, pa.scalar("", pa.string()))


def joined(texts: pa.Array, ends: Ints, separator: str) -> pd.Series[Any]:
    """Return each run of ``texts`` as one text: the n-th from ``ends[n]`` up to ``ends[n + 1]``."""
    lists = pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), texts)
    return text(pc.binary_join(lists, pa.scalar(separator, texts.type)))


def sums(groups: Ints, values: Ints, size: int) -> Ints:
    """Return the exact int64 sum of ``values`` in each of the groups 0 … size-1."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, groups, values)
    return total


def counts(groups: Ints, size: int) -> Ints:
    """Return how many rows each of the groups 0 … size-1 has."""
    return np.bincount(groups, minlength=size).astype(np.int64)


def days(column: pd.Series[Any]) -> Days:
    """Return a date column as numpy days (NaT where missing)."""
    result: Days = column.to_numpy().astype("datetime64[D]")
    return result


def in_force(sheet: pd.DataFrame, on: np.datetime64) -> Flags:
    """Return which rows of a sheet hold on the date, from ``from_date`` until the day before ``until_date``."""
    since, until = days(sheet["from_date"]), days(sheet["until_date"])
    holds: Flags = (since <= on) & (np.isnat(until) | (until > on))
    return holds


def dates(values: Days) -> Days:
    """Return numpy days as the seconds in which frames keep dates."""
    return values.astype("datetime64[s]")


def amounts(column: pd.Series[Any]) -> Ints:
    """Return an amount or count column as int64, 0 where missing."""
    result: Ints = column.fillna(0).to_numpy(dtype=np.int64)
    return result


def nullable(values: Ints, known: Flags) -> pd.arrays.IntegerArray:
    """Return int64 values as a nullable column, missing where not known."""
    return pd.arrays.IntegerArray(values.astype(np.int64), ~known)


def text(array: pa.Array) -> pd.Series[Any]:
    """Return an Arrow array of strings as a pandas text column."""
    return pd.Series(array.to_pandas(), dtype="str")


def folded_column(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts as they are compared, in small letters without accents; blank is missing."""
    words = {word: folded(str(word)) or None for word in column.dropna().unique()}
    return column.map(words).astype("str")


def looked_up(values: pd.Series[Any], keys: pd.Series[Any]) -> pd.Series[Any]:
    """Return the value of each key, of the kind that the values are; missing where there is none."""
    return values.reindex(pd.Index(keys)).set_axis(keys.index)
