"""The agreements in force on a day: which contracts each stands for, and which are debts because they were broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from coopcli.calc.columns import Groups, Keyed, amounts, days, joined, strings
from coopcli.dates import NEVER

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio

SETTLED, BROKEN, UNKNOWN = "agreement_settled", "agreement_broken", "agreement_unknown"


@dataclass(frozen=True)
class Agreed:
    """One entry an agreement in force: not settled, nor replaced by another.

    ``rows`` are their rows of the calculation (AGREEMENT_COLUMNS). ``contracts`` and ``of_contract`` are the contracts
    that each stands for, ``of_operation`` the agreement of each operation. ``due`` is the first late
    instalment of the broken ones or, where none is known (``is_dated_by_breach``), the day of the breach. ``untold``
    are agreements of which nothing says whether they are paid: they stand for nothing.
    """

    rows: pd.DataFrame
    contracts: pa.Array
    of_contract: Ints
    of_operation: Groups
    is_broken: Flags
    due: Days
    is_dated_by_breach: Flags
    balance_cents: Ints
    untold: list[str]

    @property
    def ids(self) -> pa.Array:
        """The numbers of the agreements."""
        return strings(self.rows["agreement_id"])

    def contract_lists(self) -> pd.Series[str]:
        """Return the contracts of each agreement, in words."""
        order = np.argsort(self.of_contract, kind="stable")
        ends = np.searchsorted(self.of_contract[order], np.arange(len(self.rows) + 1))
        return joined(self.contracts.take(pa.array(order)), ends, ", ")


def agreed_on(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], agreements: pd.DataFrame) -> Agreed:
    """Return the agreements in force on the portfolio's date.

    Reads   ``agreements`` as calculated (AGREEMENT_COLUMNS), the sheet of agreements (contracts, dates of breach).
    Source  Política de Recuperação de Crédito, § 4.4: collection is taken up at the first late instalment.
    """
    day = np.datetime64(portfolio.on, "D")
    rows = _in_force(agreements)
    sheet = frames["agreements"]
    own = Keyed(rows["agreement_id"]).of(sheet["agreement_id"])
    broken_on, first_due = (own.min(days(sheet[name]), NEVER) for name in ("broken_date", "first_due_date"))
    is_broken = (rows["agreement_state"] == BROKEN).to_numpy(dtype=bool)
    is_untold = (rows["agreement_state"] == UNKNOWN).to_numpy(dtype=bool) & ~(first_due > day)
    late = days(rows["first_late_date"])
    contracts, of_contract = _contracts(sheet, own.where(own.at(~is_untold, none=False)))
    of_operation = Keyed(contracts, Groups(of_contract, len(rows))).of(portfolio.ids)
    balance = of_operation.sum(portfolio.balance_cents)
    return Agreed(
        rows,
        contracts,
        of_contract,
        of_operation,
        is_broken,
        np.where(np.isnat(late), broken_on, late),
        is_broken & np.isnat(late),
        np.where(balance > 0, balance, amounts(rows["restored_cents"])),
        rows.loc[is_untold, "agreement_id"].tolist(),
    )


def _in_force(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return the agreements that no later one replaced and nobody settled, in the order of their signature."""
    rows = agreements.sort_values("signed_date", kind="stable", ignore_index=True)
    replaced = Keyed(rows["agreement_id"]).of(rows["previous_agreement_id"])
    is_replaced = replaced.where(replaced.of < np.arange(len(rows))).any()  # a circle replaces nobody earlier
    return rows[~is_replaced & (rows["agreement_state"] != SETTLED).to_numpy(dtype=bool)].reset_index(drop=True)


def _contracts(sheet: pd.DataFrame, own: Groups) -> tuple[pa.Array, Ints]:
    """Return the contracts, old and new, and the agreement of each; of several agreements, the latest."""
    names = ("contract_id", "new_contract_id")
    pairs = pd.concat(
        [pd.DataFrame({"contract": sheet[name], "agreement": own.of}) for name in names], ignore_index=True
    )
    pairs = pairs[pairs["contract"].notna() & (pairs["agreement"] >= 0)]
    pairs = pairs.sort_values("agreement", kind="stable").drop_duplicates("contract", keep="last")
    return strings(pairs["contract"]), pairs["agreement"].to_numpy(dtype=np.int64)
