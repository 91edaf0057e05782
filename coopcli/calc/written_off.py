"""What has been written off, and what renegotiates it (Res. CMN 4.966, art. 49)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, positions, strings

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.calc.portfolio import Portfolio


@dataclass(frozen=True)
class WrittenOff:
    """Which operations renegotiate what was written off (``renegotiated``), of which the reason for a lower provision
    is documented (``has_relief``: § 4), and which should have left already (``is_decided``)."""

    renegotiated: Flags
    has_relief: Flags
    is_decided: Flags


def written_off(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]) -> WrittenOff:
    """Return it from the sheets of write-offs and of renegotiations.

    Of an operation that renegotiates several write-offs, each must have its reason for a lower provision.
    """
    on = np.datetime64(portfolio.on, "D")
    sheet = frames["write_offs"]
    relieved = (days(sheet["relief_date"]) <= on) & sheet["relief_reason"].notna().to_numpy()
    chain = frames["renegotiations"]
    replaced = positions(strings(chain["previous_contract_id"]), strings(sheet["contract_id"]))
    into = [sheet["renegotiated_into"], chain.loc[replaced >= 0, "contract_id"]]
    at = positions(strings(pd.concat(into, ignore_index=True)), portfolio.ids)
    known, lacks = at >= 0, ~np.concatenate([relieved, relieved[replaced[replaced >= 0]]])
    renegotiated, unrelieved = np.zeros(portfolio.size, dtype=bool), np.zeros(portfolio.size, dtype=bool)
    renegotiated[at[known]] = True
    unrelieved[at[known & lacks]] = True
    decided = sheet.loc[days(sheet["write_off_date"]) <= on, "contract_id"]
    return WrittenOff(renegotiated, renegotiated & ~unrelieved, positions(portfolio.ids, strings(decided)) >= 0)
