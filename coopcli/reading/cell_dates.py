"""Dates in cells: Brazilian, ISO, and the day numbers of Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.dates import NEVER, days_after, month_ends
from coopcli.reading.layout_file import MonthDay
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.raw import FileKind

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
_SHORT = r"^(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})" + _TIME
_ISO = r"^(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})" + _TIME
_COMPACT = r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"
_MONTH = r"^(?P<m>\d{1,2})/(?P<y>\d{4})$"
MONTH_FIRST = r"^(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{2}|\d{4})" + _TIME
"""No Brazilian date: the 13th month or a later one."""
_MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
_SERIAL = r"^(?P<n>\d{2,5})(?:\.\d+)?$"
_EPOCH = "1899-12-30"
MAC_DAYS = 1462
"""Workbooks of 1904 count their days from 1 January of that year: so many fewer."""
_FIRST_SERIAL = 61
"""1 March 1900: below it Excel counts a 29 February 1900 that never was."""


def parse_dates(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> tuple[pa.Array, Flags]:
    """Return the dates (timestamp[s]) and which texts are none; a time of day is dropped.

    Excel's day numbers count only in workbooks; one that reads as a year (2026) is refused. A month alone is a date
    only where the layout says which day it means.
    """
    import numpy as np
    import pyarrow as pa

    days = np.full(len(texts), NEVER)
    for pattern in (_BRAZILIAN, _ISO, _COMPACT, _SHORT):
        if not np.isnat(days).any():
            break
        found, parts = _groups(texts, pattern)
        years = _in_full(parts["y"], column.first_year) if pattern is _SHORT else parts["y"]
        days[found] = _existing(years, parts["m"], parts["d"])
    if kind != "csv":
        found, parts = _groups(texts, _SERIAL)
        days[found] = _from_serial(parts["n"], MAC_DAYS if kind == "excel1904" else 0)
    if column.month:
        _fill_months(days, texts, column.month)
    bad: Flags = np.isnat(days)
    return pa.array(days.astype("datetime64[s]")), bad


def _in_full(years: Ints, first: int) -> Ints:
    """Return the years of two digits that lie in the hundred years from ``first`` on."""
    return first + (years - first) % 100


def _fill_months(days: Days, texts: pa.Array, day: MonthDay) -> None:
    """Put in ``days`` the first or last day of what is written as a month: ``10/2026``, ``out/2026``."""
    import numpy as np
    import pyarrow.compute as pc

    named = pc.utf8_lower(texts)
    for number, name in enumerate(_MONTHS, start=1):
        named = pc.replace_substring_regex(named, rf"^{name}[a-zç]*[/\s.-]+(?:de )?(\d{{4}})$", rf"{number}/\1")
    found, parts = _groups(named, _MONTH)
    first = _existing(parts["y"], parts["m"], np.ones(len(found), dtype=np.int64))
    last = month_ends(first)
    days[found] = first if day == "first" else last


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
    result: Days = days_after(turn.astype("datetime64[D]"), days - 1)
    result[~known | (days < 1) | (result.astype("datetime64[M]") != turn)] = NEVER
    return result


def _from_serial(serials: Ints, later: int) -> Days:
    """Return the days of Excel's numbers; ``later`` is how many days after the usual one their count begins."""
    import numpy as np

    result: Days = days_after(np.full(len(serials), _EPOCH, "datetime64[D]"), serials + later)
    last = np.datetime64(f"{LAST_YEAR}-12-31", "D")
    is_year = (serials >= FIRST_YEAR) & (serials <= LAST_YEAR)
    result[(serials + later < _FIRST_SERIAL) | is_year | (result > last)] = NEVER
    return result
