"""Rows that say again what another row has said: one is kept, the others are set aside.

Of rows that contradict each other the worst is kept: the most owed, the most days, the least paid; else the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.money import brl
from coopcli.reading.faults import MAX_PROBLEMS
from coopcli.words import Column, Frame

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from coopcli.reading.table import Reading

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_CODES = {
    "contracts": "contrato-repetido",
    "installments": "parcela-repetida",
    "members": "associado-repetido",
}


def repeated_code(frame: Frame) -> str:
    """Return the problem code of a repeated row of ``frame``."""
    return _CODES.get(frame.name, "linha-repetida")


CONFLICT = "linha-contraditoria"


def repeated(rows: pd.DataFrame, frame: Frame) -> Flags:
    """Return which rows have the key of the one that is kept; none in a frame without a key."""
    import numpy as np
    import pandas as pd

    if not frame.key or not len(rows) or _all_differ(rows, frame):
        return np.zeros(len(rows), dtype=bool)
    order = _worst_first(rows, frame)
    again = np.empty(len(rows), dtype=bool)
    again[order] = pd.Series(_key_numbers(rows, frame)[order]).duplicated().to_numpy()
    return again


def _worst_first(rows: pd.DataFrame, frame: Frame) -> Ints:
    """Return the rows by what is owed, the days past due and what is paid; in their own order where these are equal."""
    import numpy as np

    def told(name: str) -> Ints:
        known: Ints = rows[name].fillna(0).to_numpy(dtype=np.int64) if name in rows else np.zeros(len(rows), np.int64)
        return known

    place = np.arange(len(rows))
    return np.lexsort((place, told("paid_cents"), -told("exported_days_past_due"), -amounts(rows, frame)))


def _all_differ(rows: pd.DataFrame, frame: Frame) -> bool:
    """Return whether a key of one column has no value twice, which is soon counted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(frame.key) > 1:
        return False
    keys = pa.array(rows[frame.key[0]], from_pandas=True)
    return bool(pc.count_distinct(keys, mode="all").as_py() == len(keys))


def _key_numbers(rows: pd.DataFrame, frame: Frame) -> Ints:
    """Return one number a row, equal where all key columns are."""
    import numpy as np
    import pandas as pd

    numbers = np.zeros(len(rows), dtype=np.int64)
    for column in frame.key:
        codes, values = pd.factorize(rows[column])
        numbers = pd.factorize(numbers * (len(values) + 1) + codes)[0]
    return numbers


def repeated_problems(
    rows: pd.DataFrame, frame: Frame, again: Flags, readings: Sequence[Reading | None], files: Sequence[str]
) -> list[Problem]:
    """Return the problems of the rows marked ``again``, each with the place of the row that is kept."""
    kept = _kept(rows, frame, again)
    differ = _differ(rows, frame, kept) & again
    problems = []
    for which, code in ((differ, CONFLICT), (again & ~differ, repeated_code(frame))):
        lines = _repeated_lines(rows, frame, again, which)
        shown, rest = lines[:MAX_PROBLEMS], lines[MAX_PROBLEMS:]
        problems += [_problem(rows, line, int(kept[line.place]), frame, readings, files, code) for line in shown]
        if rest:
            found = f"mais {len(rest)} linhas com o mesmo problema"
            count, cents = sum(line.rows for line in rest), sum(line.cents for line in rest)
            problems.append(Problem(code, found, rows=count, cents=cents, times=len(rest)))
    return problems


def _kept(rows: pd.DataFrame, frame: Frame, again: Flags) -> Ints:
    """Return for each row the one of its key that is kept."""
    import numpy as np

    numbers = _key_numbers(rows, frame)
    place = np.zeros(int(numbers.max()) + 1, dtype=np.int64)
    kept = np.flatnonzero(~again)
    place[numbers[kept]] = kept
    found: Ints = place[numbers]
    return found


def _differ(rows: pd.DataFrame, frame: Frame, kept: Ints) -> Flags:
    """Return which rows say something else than the row that is kept; how a text is written does not count."""
    import numpy as np

    differ = np.zeros(len(rows), dtype=bool)
    for name in _facts(frame):
        differ |= _unlike(rows[name], kept)
    return differ


def _facts(frame: Frame) -> list[str]:
    return [column.name for column in frame.columns if column.kind != "text" and column.name not in frame.key]


def _unlike(values: pd.Series, kept: Ints) -> Flags:  # type: ignore[type-arg]
    other = values.iloc[kept].set_axis(values.index)
    same = (values == other).fillna(False) | (values.isna() & other.isna())
    unlike: Flags = ~same.to_numpy(dtype=bool)
    return unlike


@dataclass(frozen=True)
class _Line:
    """A row of a file that says something again: the position of the first such row of the frame, how many there are,
    their amount, and whether (1 or 0) nothing else of the line is kept."""

    place: int
    values: int
    cents: int
    rows: int


def _repeated_lines(rows: pd.DataFrame, frame: Frame, again: Flags, which: Flags) -> list[_Line]:
    """Return the rows of the files with one ``which`` repeats something, in the order of the frame."""
    import numpy as np
    import pandas as pd

    line = rows.groupby(["source", "source_row"], sort=False).ngroup().to_numpy()
    kept = set(np.unique(line[~again]).tolist())
    told = pd.DataFrame({"line": line, "place": np.arange(len(rows)), "cents": amounts(rows, frame)})[which]
    by_line = told.groupby("line", sort=False)
    found = zip(by_line.indices, by_line["place"].first(), by_line.size(), by_line["cents"].sum(), strict=True)
    return [_Line(int(place), int(size), int(cents), int(number not in kept)) for number, place, size, cents in found]


def _problem(
    rows: pd.DataFrame,
    line: _Line,
    kept: int,
    frame: Frame,
    readings: Sequence[Reading | None],
    files: Sequence[str],
    code: str,
) -> Problem:
    row, other = rows.iloc[line.place], rows.iloc[kept]
    reading = readings[row["source"]]
    assert reading is not None  # the row came from it
    table = reading.table
    key = ", ".join(f"{frame.column(name).title} {_shown(frame.column(name), row[name])}" for name in frame.key)
    more = f"; e mais {line.values - 1} valores desta linha" if line.values > 1 else ""
    place = f"{files[other['source']]}, linha {other['source_row']}"
    told = [_apart(frame.column(name), row[name], other[name]) for name in _facts(frame)] if code == CONFLICT else []
    apart = f"; {'; '.join(text for text in told if text)}" if code == CONFLICT else ""
    return Problem(
        code,
        f"{key}; já está em {place}{apart}{more}",
        file=files[row["source"]],
        sheet=table.sheet,
        cell=table.address(int(row["source_row"]), reading.key_column),
        header=table.header(reading.key_column),
        rows=line.rows,
        cents=line.cents,
    )


def _apart(column: Column, here: object, there: object) -> str:
    """Return what a column says in both rows, where that is not the same; what is personal is only named."""
    if _shown(column, here) == _shown(column, there):
        return ""
    if column.personal:
        return f"outro {column.title}"
    return f"{column.title} {_shown(column, here)} aqui, {_shown(column, there)} lá"


def _shown(column: Column, value: object) -> str:
    import pandas as pd

    if pd.isna(value):  # type: ignore[call-overload]
        return "em branco"
    if column.kind == "money":
        return brl(int(value))  # type: ignore[call-overload]
    return f"{value:%d/%m/%Y}" if column.kind == "date" else str(value)


def amounts(rows: pd.DataFrame, frame: Frame) -> Ints:
    """Return the amount of each row in centavos, 0 where there is none."""
    import numpy as np

    if not frame.amount:
        return np.zeros(len(rows), dtype=np.int64)
    cents: Ints = rows[frame.amount].fillna(0).to_numpy(dtype=np.int64)
    return cents
