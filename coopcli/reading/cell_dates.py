"""Dates in cells: Brazilian, ISO, and the day numbers of Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]
    Days = npt.NDArray[np.datetime64]

FIRST_YEAR, LAST_YEAR = 1900, 2100
_TIME = r"(?:[T ][0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?$"
_BRAZILIAN = r"^(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})" + _TIME
_ISO = r"^(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})" + _TIME
_SERIAL = r"^(?P<n>\d{2,5})(?:\.\d+)?$"
_EPOCH = "1899-12-30"
_FIRST_SERIAL = 61
"""1 March 1900: below it Excel counts a 29 February 1900 that never was."""


def parse_dates(texts: pa.Array, *, serials: bool) -> tuple[pa.Array, Flags]:
    """Return the dates (timestamp[s]) and which texts are none; a time of day is dropped.

    Excel's day numbers count only with ``serials``; one that reads as a year (2026) is refused.
    """
    import numpy as np
    import pyarrow as pa

    days = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[D]")
    for pattern in (_BRAZILIAN, _ISO):
        found, parts = _groups(texts, pattern)
        days[found] = _existing(*(parts[name] for name in "ymd"))
    if serials:
        found, parts = _groups(texts, _SERIAL)
        days[found] = _from_serial(parts["n"])
    bad: Flags = np.isnat(days)
    return pa.array(days.astype("datetime64[s]")), bad


def _groups(texts: pa.Array, pattern: str) -> tuple[Ints, dict[str, Ints]]:
    """Return the positions of the texts that fit and, for them, the numbers of the named groups."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = np.flatnonzero(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False))
    groups = pc.extract_regex(texts.take(pa.array(found)), pattern)
    names = [field.name for field in groups.type]
    return found, {name: groups.field(name).cast(pa.int64()).to_numpy() for name in names}


def _existing(years: Ints, months: Ints, days: Ints) -> Days:
    """Return the dates; NaT for a day that its month does not have and for years out of range."""
    import numpy as np

    known = (months >= 1) & (months <= 12) & (years >= FIRST_YEAR) & (years <= LAST_YEAR)
    turn = np.where(known, (years - 1970) * 12 + months - 1, 0).astype("datetime64[M]")
    result: Days = turn.astype("datetime64[D]") + (days - 1).astype("timedelta64[D]")
    result[~known | (days < 1) | (result.astype("datetime64[M]") != turn)] = np.datetime64("NaT")
    return result


def _from_serial(serials: Ints) -> Days:
    import numpy as np

    result: Days = np.datetime64(_EPOCH, "D") + serials
    last = np.datetime64(f"{LAST_YEAR}-12-31", "D")
    is_year = (serials >= FIRST_YEAR) & (serials <= LAST_YEAR)
    result[(serials < _FIRST_SERIAL) | is_year | (result > last)] = np.datetime64("NaT")
    return result
