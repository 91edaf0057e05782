"""What collection comes to: each debt at its stage, the queue of the day, what holds, what is settled.

``*_reason`` columns hold a rule reference (``id#table[row]``), ``*_article`` columns the paragraph of the policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.results.month import Check
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd


CODES = ("client_key", "situation", "collection_stage", "stage_rank", "act", "letter")
"""What leads from one list to another, or to a letter: words of the rules, which sheets leave out."""

QUEUE_FIRST = (
    "is_act_late", "days_late_on_act", "deadline_date", "act_title", "responsible", "member_id", "member_name",
    "document", "branch", "stage_title", "debts",
)  # fmt: skip


def shown(columns: tuple[Column, ...], first: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return the columns as a sheet has them: without the codes, those named in ``first`` ahead of the others."""
    ahead = [column for name in first for column in columns if column.name == name]
    return (*ahead, *(column for column in columns if column.name not in (*CODES, *first)))


@dataclass(frozen=True)
class Collection:
    """What collection comes to on a day."""

    debts: pd.DataFrame  # DEBT_COLUMNS
    queue: pd.DataFrame  # QUEUE_COLUMNS
    acts: pd.DataFrame  # ACT_COLUMNS
    holds: pd.DataFrame  # HOLD_COLUMNS
    settlements: pd.DataFrame  # SETTLEMENT_COLUMNS
    exceptions: pd.DataFrame  # MANAGEMENT_EXCEPTION_COLUMNS
    checks: list[Check] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
