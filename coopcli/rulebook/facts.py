"""The facts of a portfolio as tables ask for them: each column coded once, however many tables use it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt

    Missing = npt.NDArray[np.bool_] | None


class Facts:
    """A read-only view of columns: name → int64, boolean, text or categorical column, one row an operation.

    A column may be a function that makes it: what no table asks is never made.
    """

    def __init__(self, columns: dict[str, object], rows: int) -> None:
        self._columns = columns
        self._numbers: dict[str, tuple[npt.NDArray[np.int64], Missing]] = {}
        self._categories: dict[str, tuple[npt.NDArray[np.int64], list[object], Missing]] = {}
        self.rows = rows

    @property
    def names(self) -> Iterable[str]:
        """The names of the columns."""
        return self._columns.keys()

    @classmethod
    def of(cls, frame: pd.DataFrame, **more: object) -> Facts:
        """Return the facts of a frame's columns, and of ``more`` columns of the same length."""
        return cls({**{str(name): frame[name] for name in frame.columns}, **more}, len(frame))

    def _column(self, name: str) -> object:
        column = self._columns[name]
        if callable(column):
            column = self._columns[name] = column()
        return column

    def take(self, rows: npt.NDArray[np.int64]) -> Facts:
        """Return the facts of some rows, in their order."""
        return Facts({name: partial(self._taken, name, rows) for name in self._columns}, len(rows))

    def _taken(self, name: str, rows: npt.NDArray[np.int64]) -> pd.Series[Any]:
        return pd.Series(self._column(name)).take(rows)

    def with_columns(self, **more: object) -> Facts:
        """Return these facts and more; what was already coded is kept."""
        new = Facts({**self._columns, **more}, self.rows)
        new._numbers = {k: v for k, v in self._numbers.items() if k not in more}
        new._categories = {k: v for k, v in self._categories.items() if k not in more}
        return new

    def numbers(self, name: str) -> tuple[npt.NDArray[np.int64], Missing]:
        """Return an int64 column and where it is missing (None: nowhere)."""
        if name not in self._numbers:
            column = pd.Series(self._column(name))
            missing = column.isna().to_numpy(dtype=bool)
            some = bool(missing.any())
            values = (column.fillna(0) if some else column).to_numpy(dtype=np.int64)
            self._numbers[name] = (values, missing if some else None)
        return self._numbers[name]

    def categories(self, name: str) -> tuple[npt.NDArray[np.int64], list[object], Missing]:
        """Return codes, the values that they stand for, and where the column is missing (None: nowhere)."""
        if name not in self._categories:
            column = pd.Series(self._column(name))
            if not isinstance(column.dtype, pd.CategoricalDtype):
                column = column.astype("category")
            codes = column.cat.codes.to_numpy().astype(np.int64)
            names = [_plain(value) for value in column.cat.categories]
            missing = codes < 0
            some = bool(missing.any())
            self._categories[name] = (
                np.where(missing, 0, codes) if some else codes,
                names,
                missing if some else None,
            )
        return self._categories[name]

    def value(self, name: str, position: int) -> object:
        """Return one value as a rule file would write it (None: missing), to be shown."""
        value = pd.Series(self._column(name)).iloc[position]
        return None if pd.isna(value) else _plain(value)


def _plain(value: object) -> object:
    """Return numpy's booleans as Python's, so that they look up like the values of a rule file."""
    return bool(value) if isinstance(value, np.bool_) else value
