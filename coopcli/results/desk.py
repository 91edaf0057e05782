"""What the credit desk gives: the ratings, limits, impediments, rates and authority of proposals.

Every ``*_article`` column holds the article of the row that decided, every ``*_reason`` its reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.results.month import Check

if TYPE_CHECKING:
    import pandas as pd

BLOCKED, TO_CHECK, CLEAR = "impedida", "a conferir", "sem impedimento"
FITS, DOES_NOT_FIT, NOT_TOLD = "cabe", "não cabe", "não informado"


@dataclass(frozen=True)
class Rating:
    """Proposals rated by a questionnaire: a row a proposal (RATING_COLUMNS) and a row an answer (ANSWER_COLUMNS)."""

    ratings: pd.DataFrame
    answers: pd.DataFrame


@dataclass(frozen=True)
class Desk:
    """What is known of each proposal before it is decided. ``checklist`` has proposal_id, item and article;
    ``warnings`` the same, of the authority."""

    summary: pd.DataFrame  # SUMMARY_COLUMNS
    rating: Rating
    limits: pd.DataFrame  # LIMIT_COLUMNS
    findings: pd.DataFrame  # FINDING_COLUMNS
    steps: pd.DataFrame  # STEP_COLUMNS
    warnings: pd.DataFrame
    checklist: pd.DataFrame
    checks: list[Check] = field(default_factory=list)


@dataclass(frozen=True)
class AuthorityTable:
    """The limits of authority for a reference equity: ``rows`` has authority, base_cents and, for each group of
    levels in ``groups`` (its title → its column), the limit; ``notes`` are the rule's own."""

    reference_equity_cents: int
    percentage: int
    article: str
    rows: pd.DataFrame
    groups: Mapping[str, str]
    notes: tuple[str, ...] = ()
