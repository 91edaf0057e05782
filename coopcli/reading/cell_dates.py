"""Dates in cells: Brazilian, ISO, and the day numbers of Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcli.dates import NEVER, days_after, month_ends
from coopcli.reading.layout_steps import MonthDay
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import as_flags, matches
from coopcli.reading.raw import FileKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]
    Days = npt.NDArray[np.datetime64]

FIRST_YEAR, LAST_YEAR = 1900, 2100
_TIME = r"(?:[T ]+[0-2]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$"
_BRAZILIAN = r"^(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})" + _TIME
_SHORT = r"^(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{2})" + _TIME
_YEAR_FIRST = r"^(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})" + _TIME
_COMPACT = r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"
_MONTH = r"^(?P<m>\d{1,2})/(?P<y>\d{4})$"
_YEAR_AND_MONTH = r"^(\d{4})[-/](\d{1,2})$"
_YEAR_MONTH = r"^(\d{4})(\d{2})(?:\.0+)?$"
MONTH_ALONE = r"^(?:\d{1,2}/\d{4}|\d{4}[-/]?\d{2}(?:\.0+)?|\pL+(?:\s+de\s+|[/\s.-]+)\d{4})$"
"""How a month without a day is written."""
MONTH_FIRST = r"^(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-](?:\d{2}|\d{4})" + _TIME
"""No Brazilian date: the 13th month or a later one."""
_MONTHS = (
    "jan",
    "fev|feb",
    "mar",
    "abr|apr",
    "mai|may",
    "jun",
    "jul",
    "ago|aug",
    "set|sep",
    "out|oct",
    "nov",
    "dez|dec",
)
_BETWEEN = r"(?:\s+de\s+|[/\s.-]+)"
_BEFORE_THREE_IN_UTC = r"[T ]+0?[0-2]:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?\s*(?:Z|[+-]00:?00)$"
_MIDNIGHT = r"[T ]+0?0:00(?::00(?:[.,]0+)?)?\s*(?:Z|[+-]00:?00)$"
_SERIAL = r"^(?P<n>\d{2,5})(?:\.\d+)?$"
_SERIAL_IN_TEXT = r"^(?P<n>[3-6]\d{4})(?:[.,]\d+)?$"
"""What a workbook saved as text leaves of a date without a format: the days from 1982 to 2091."""
_EPOCH = "1899-12-30"
MAC_DAYS = 1462
"""Workbooks of 1904 count their days from 1 January of that year: so many fewer."""
_FIRST_SERIAL = 61
"""1 March 1900: below it Excel counts a 29 February 1900 that never was."""


def parse_dates(texts: pa.Array, column: LayoutColumn, kind: FileKind) -> tuple[pa.Array, Flags]:
    """Return the dates (timestamp[s]) and which texts are none; a time of day is dropped.

    A time in UTC is first told in Brasília, three hours earlier; midnight in UTC is no time but a day without one. Of
    Excel's day numbers one that reads as a year (2026) is refused, in texts all that have not five digits. A month
    alone is a date only where the layout says which day it means.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    days = np.full(len(texts), NEVER)
    _fill_days(days, texts, (_BRAZILIAN, _YEAR_FIRST, _COMPACT, _SHORT), column.first_year)
    if np.isnat(days).any():
        _fill_days(days, _with_numbers(texts), (_BRAZILIAN, _SHORT), column.first_year)
        found, parts = _groups(texts, _SERIAL_IN_TEXT if kind == "csv" else _SERIAL)
        days[found] = _from_serial(parts["n"], MAC_DAYS if kind == "excel1904" else 0)
    in_utc = matches(texts, _BEFORE_THREE_IN_UTC)
    if pc.any(in_utc).as_py():
        early = as_flags(pc.and_not(in_utc, matches(texts, _MIDNIGHT)))
        days[early] = days_after(days[early], -1)
    if column.month:
        _fill_months(days, texts, column.month)
    bad: Flags = np.isnat(days)
    return pa.array(days.astype("datetime64[s]")), bad


def turned_by_excel(texts: pa.Array, values: pa.Array) -> Flags | None:
    """Return the cells that an Excel with the month in front took for dates, turning them; None where there are none.

    Of 05/10/2026 it makes the 10th of May, and leaves 25/10/2026 a text: all dates up to the 12th, all texts after it.
    """
    import pyarrow.compute as pc

    typed, left = as_flags(matches(texts, _TYPED)), as_flags(matches(texts, _BRAZILIAN))
    if typed.sum() < _ENOUGH or left.sum() < _ENOUGH:
        return None
    day = pc.fill_null(pc.day(values), 0).to_numpy(zero_copy_only=False)
    return typed if day[typed].max() <= 12 and day[left].min() > 12 else None


_TYPED = r"^\d{4}-\d{2}-\d{2}"
_ENOUGH = 4
"""Of so many dates, by chance, one in forty columns has none after the 12th, and hardly one only such texts too."""


def _fill_days(days: Days, texts: pa.Array, patterns: Sequence[str], first_year: int) -> None:
    """Put in ``days`` those of the texts that fit a pattern, unless all days are known."""
    import numpy as np

    for pattern in patterns:
        if not np.isnat(days).any():
            return
        found, parts = _groups(texts, pattern)
        years = _in_full(parts["y"], first_year) if pattern is _SHORT else parts["y"]
        days[found] = _existing(years, parts["m"], parts["d"])


def _with_numbers(texts: pa.Array) -> pa.Array:
    """Return dates with the name of their month as its number: 15/10/25 for ``15/out/25``, ``15 de outubro de 25``."""
    import pyarrow.compute as pc

    named = pc.utf8_lower(texts)
    for number, name in enumerate(_MONTHS, start=1):
        date = rf"^(\d{{1,2}}){_BETWEEN}(?:{name})[a-zç]*{_BETWEEN}(\d{{4}}|\d{{2}})\b"
        named = pc.replace_substring_regex(named, date, rf"\1/{number}/\2")
    return named


def _in_full(years: Ints, first: int) -> Ints:
    """Return the years of two digits that lie in the hundred years from ``first`` on."""
    return first + (years - first) % 100


def _fill_months(days: Days, texts: pa.Array, day: MonthDay) -> None:
    """Put in ``days`` the first or last day of what is written as a month: ``10/2026``, ``out/2026``, ``202610``."""
    import numpy as np
    import pyarrow.compute as pc

    named = pc.utf8_lower(texts)
    for number, name in enumerate(_MONTHS, start=1):
        named = pc.replace_substring_regex(named, rf"^(?:{name})[a-zç]*{_BETWEEN}(\d{{4}})$", rf"{number}/\1")
    for pattern in (_YEAR_AND_MONTH, _YEAR_MONTH):
        named = pc.replace_substring_regex(named, pattern, r"\2/\1")
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
