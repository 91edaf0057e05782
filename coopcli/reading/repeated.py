"""Rows that say again what another row has said: the first is kept, the later ones are set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reading.faults import MAX_PROBLEMS
from coopcli.words import Frame

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


def repeated(rows: pd.DataFrame, frame: Frame) -> Flags:
    """Return which rows have the key of an earlier one; none in a frame without a key."""
    import numpy as np
    import pandas as pd

    if not frame.key or not len(rows) or _all_differ(rows, frame):
        return np.zeros(len(rows), dtype=bool)
    again: Flags = pd.Series(_key_numbers(rows, frame)).duplicated().to_numpy()
    return again


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
    """Return the problems of the rows marked ``again``, each with the place of the row that came first."""
    import numpy as np

    lines = _repeated_lines(rows, frame, again)
    shown, rest = lines[:MAX_PROBLEMS], lines[MAX_PROBLEMS:]
    if not shown:
        return []
    numbers = _key_numbers(rows, frame)
    _, firsts = np.unique(numbers, return_index=True)
    problems = [_problem(rows, line, int(firsts[numbers[line.place]]), frame, readings, files) for line in shown]
    if rest:
        found = f"mais {len(rest)} linhas com o mesmo problema"
        count, cents = sum(line.rows for line in rest), sum(line.cents for line in rest)
        problems.append(Problem(repeated_code(frame), found, rows=count, cents=cents))
    return problems


@dataclass(frozen=True)
class _Line:
    """A row of a file that says something again: the position of the first such row of the frame, how many there are,
    their amount, and whether (1 or 0) nothing else of the line is kept."""

    place: int
    values: int
    cents: int
    rows: int


def _repeated_lines(rows: pd.DataFrame, frame: Frame, again: Flags) -> list[_Line]:
    """Return the rows of the files that have something repeated, in the order of the frame."""
    import numpy as np
    import pandas as pd

    line = rows.groupby(["source", "source_row"], sort=False).ngroup().to_numpy()
    kept = set(np.unique(line[~again]).tolist())
    told = pd.DataFrame({"line": line, "place": np.arange(len(rows)), "cents": amounts(rows, frame)})[again]
    by_line = told.groupby("line", sort=False)
    found = zip(by_line.indices, by_line["place"].first(), by_line.size(), by_line["cents"].sum(), strict=True)
    return [_Line(int(place), int(size), int(cents), int(number not in kept)) for number, place, size, cents in found]


def _problem(
    rows: pd.DataFrame,
    line: _Line,
    first: int,
    frame: Frame,
    readings: Sequence[Reading | None],
    files: Sequence[str],
) -> Problem:
    row, earlier = rows.iloc[line.place], rows.iloc[first]
    reading = readings[row["source"]]
    assert reading is not None  # the row came from it
    table = reading.table
    key = ", ".join(f"{frame.column(name).title} {row[name]}" for name in frame.key)
    more = f"; e mais {line.values - 1} valores desta linha" if line.values > 1 else ""
    return Problem(
        repeated_code(frame),
        f"{key}; já está em {files[earlier['source']]}, linha {earlier['source_row']}{more}",
        file=files[row["source"]],
        sheet=table.sheet,
        cell=table.address(int(row["source_row"]), reading.key_column),
        header=table.header(reading.key_column),
        rows=line.rows,
        cents=line.cents,
    )


def amounts(rows: pd.DataFrame, frame: Frame) -> Ints:
    """Return the amount of each row in centavos, 0 where there is none."""
    import numpy as np

    if not frame.amount:
        return np.zeros(len(rows), dtype=np.int64)
    cents: Ints = rows[frame.amount].fillna(0).to_numpy(dtype=np.int64)
    return cents
