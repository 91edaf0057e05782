"""What has been written off, and what renegotiates it (Res. CMN 4.966, art. 49)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, days

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
    replaced = Keyed(sheet["contract_id"]).of(chain["previous_contract_id"])
    into = [sheet["renegotiated_into"], chain["contract_id"].where(replaced.known)]
    operation = Keyed(portfolio.ids).of(pd.concat(into, ignore_index=True))
    lacks = ~np.concatenate([relieved, replaced.at(relieved, none=False)])
    renegotiated, unrelieved = operation.any(), operation.where(lacks).any()
    decided = sheet.loc[days(sheet["write_off_date"]) <= on, "contract_id"]
    return WrittenOff(renegotiated, renegotiated & ~unrelieved, Keyed(decided).has(portfolio.ids))
