"""The documented exceptions to contagion: Res. CMN 2.682/1999, art. 3; Res. CMN 4.966/2021, arts. 37 and 51."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, in_force
from coopcli.words.classification import EXCEPTION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.classified import Classification
    from coopcli.calc.portfolio import Portfolio


def exceptions_in_force(
    portfolio: Portfolio, sheet: pd.DataFrame, classifications: Mapping[str, Classification]
) -> pd.DataFrame:
    """Return the exceptions in force under each regime (results.EXCEPTION_COLUMNS), with what they avert today."""
    rows = sheet[in_force(sheet, np.datetime64(portfolio.on, "D"))]
    operation = Keyed(portfolio.ids).of(rows["contract_id"])
    rows, at = rows[operation.known], operation.of[operation.known]
    facts = portfolio.operations.iloc[at]
    parts = [
        rows.assign(
            regime=found.classified.act,
            member_name=facts["member_name"].to_numpy(),
            balance_cents=facts["balance_cents"].to_numpy(),
            takes_effect=[found.contagion.decision.facts.value("counterparty_is_worse", int(i)) for i in at],
            exception_article=found.contagion.decision.articles().astype("str")[at],
        )
        for found in classifications.values()
    ]
    whole = pd.concat(parts, ignore_index=True)
    return whole[[column.name for column in EXCEPTION_COLUMNS]]
