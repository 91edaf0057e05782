"""What is owed on a day and what is done with it: charges, agreements, bureau lists, the list for the law office.

``*_reason`` columns hold a rule reference (``id#table[row]``), ``*_article`` columns the article or paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Charges:
    """What late debts come to on ``on``: by instalment (CHARGE_COLUMNS) and by debt (DEBT_CHARGE_COLUMNS).

    ``alerts`` says where the policy charges more than the law admits, and what could not be worked out.
    """

    on: date
    rows: pd.DataFrame
    debts: pd.DataFrame
    alerts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Agreements:
    """The agreements on a day, their schedules beside the exported ones, the payments applied, the cross-check."""

    agreements: pd.DataFrame  # AGREEMENT_COLUMNS
    schedule: pd.DataFrame  # SCHEDULE_COLUMNS
    allocations: pd.DataFrame  # ALLOCATION_COLUMNS
    renegotiations: pd.DataFrame  # RENEGOTIATION_CHECK_COLUMNS
    alerts: list[str] = field(default_factory=list)
