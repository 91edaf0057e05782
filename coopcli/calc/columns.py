"""Column arithmetic shared by the calculations: keys to positions, exact sums by group, dates as days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.dates import NEVER
from coopcli.folding import folded

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Days = npt.NDArray[np.datetime64]


def strings(column: pd.Series[Any] | Sequence[str | None]) -> pa.Array:
    """Return a text column as one Arrow array of strings."""
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


def earliest(groups: Ints, values: Days, size: int) -> Days:
    """Return the first date of each of the groups 0 … size-1 (NaT: none)."""
    none = np.iinfo(np.int64).max
    found = np.full(size, none)
    np.minimum.at(found, groups, np.where(np.isnat(values), none, values.astype(np.int64)))
    return np.where(found == none, NEVER, found.astype("datetime64[D]"))


def latest(groups: Ints, values: Days, size: int) -> Days:
    """Return the last date of each of the groups 0 … size-1 (NaT: none)."""
    found = np.full(size, NEVER.astype(np.int64))  # the smallest integer
    np.maximum.at(found, groups, values.astype(np.int64))
    return found.astype("datetime64[D]")


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
