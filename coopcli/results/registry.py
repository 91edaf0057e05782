"""What the review of member records comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

IMPORTANCES = {"essential": "essencial", "important": "importante", "useful": "útil"}
"""How much a field matters to the analysis, the most first."""


@dataclass(frozen=True)
class RegistryReview:
    """The records of members on a date. ``members`` were reviewed; ``departed`` were left aside."""

    members: int
    departed: int
    findings: pd.DataFrame  # FINDING_COLUMNS
    summary: pd.DataFrame  # SUMMARY_COLUMNS
    fields: pd.DataFrame  # FIELD_COLUMNS
    branches: pd.DataFrame  # BRANCH_COLUMNS
    regions: pd.DataFrame  # REGION_COLUMNS
    unknown_fields: tuple[str, ...] = ()
