"""What is not certain of an operation, and what is then taken: never better than the truth.

A row that was set aside still names its contract; the last close still knows what it was. Of two answers the worse
counts, and the results say which one it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import Keyed, amounts, days, positions, strings
from coopcli.dates import NEVER

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from coopcli.calc.columns import Days, Flags

_READ = ("parcela-sem-contrato", "contrato-desconhecido", "parcela-repetida", "linha-repetida")
"""Rows set aside that could be read: of contracts that are not in the portfolio, or said twice."""

UNSURE, SHORT, MOVED = "unsure", "short", "moved"


@dataclass(frozen=True)
class Doubts:
    """``aside`` has what could be read of the rows set aside, by frame (Frame.empty_aside); ``before`` the operations
    of the previous close, of ``before_on`` (contract_id, days_past_due, oldest_due_date), None where there is none.

    ``suspects`` are contracts whose instalments do not seem true, by what then may be worse than they: UNSURE anything
    else that tells, SHORT what the system exported, MOVED what the previous close knew.
    """

    aside: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    before: pd.DataFrame | None = None
    before_on: np.datetime64 = NEVER
    suspects: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def unsure_days(self, ids: pa.Array) -> Flags:
        """Return which contracts have instalments that could not be read or do not seem true."""
        return self.unread(ids, "installments") | self.suspected(ids, UNSURE)

    def suspected(self, ids: pa.Array, why: str) -> Flags:
        """Return which contracts are suspects for a reason."""
        return Keyed(list(self.suspects.get(why, ()))).has(ids)

    def unread(self, ids: pa.Array, frame: str) -> Flags:
        """Return which contracts have a row of the frame that could not be read."""
        found = np.zeros(len(ids), dtype=bool)
        rows = self.aside.get(frame)
        if rows is not None and len(rows):
            lost = rows[~rows["code"].isin(_READ)]
            found = positions(ids, strings(lost["contract_id"])) >= 0
        return found

    def late_since(self, ids: pa.Array) -> Days:
        """Return the oldest due date that the previous close knew of each contract that was late (NaT: none)."""
        return self._of_last_close(ids, current=NEVER)

    def late_at_most_since(self, ids: pa.Array) -> Days:
        """Return the same; of a contract that was not late, the day of that close: nothing fell due before it."""
        return self._of_last_close(ids, current=self.before_on)

    def _of_last_close(self, ids: pa.Array, current: np.datetime64) -> Days:
        since = np.full(len(ids), NEVER)
        if self.before is not None and {"days_past_due", "oldest_due_date"} <= set(self.before):
            at = positions(ids, strings(self.before["contract_id"]))
            due = days(self.before["oldest_due_date"])
            was_late = amounts(self.before["days_past_due"]) > 0
            known = at >= 0
            since[known] = np.where(was_late, due, current)[at[known]]
        return since


CERTAIN = Doubts()


def undated_payments(installments: pd.DataFrame, ids: pa.Array) -> Flags:
    """Return which contracts have a payment without its day, in a sheet that dates the others."""
    found = np.zeros(len(ids), dtype=bool)
    dated = installments["paid_date"].notna().to_numpy()
    undated = (amounts(installments["paid_cents"]) > 0) & ~dated
    if dated.any() and undated.any():
        found = positions(ids, strings(installments.loc[undated, "contract_id"])) >= 0
    return found
