"""What members use, what they give, who speaks with them: the columns and values of the indicators' report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.results.month import Study
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd

NOT_TOLD = "não informado"


def month_columns(months: Sequence[str], *, money: bool = False) -> tuple[Column, ...]:
    """Return a column for each month (``jun/2017``), of counts or of amounts."""
    return tuple(Column(month, "money" if money else "count", month, may_be_negative=money) for month in months)


@dataclass(frozen=True)
class Relationship:
    """Everything that the report of the indicators shows; None where an export that it needs is absent.

    ``months`` are told as ``jun/2017``. ``absent`` names what the crossing lacks.
    """

    study: Study
    months: list[str]
    evolution: pd.DataFrame  # EVOLUTION_COLUMNS
    means: pd.DataFrame  # MEAN_COLUMNS
    solutions: pd.DataFrame  # SOLUTION_COLUMNS, months, SOLUTION_TOTALS
    outside: pd.DataFrame  # OUTSIDE_COLUMNS
    groups: pd.DataFrame  # GROUP_COLUMNS
    latest_groups: pd.DataFrame  # LATEST_COLUMNS
    distribution: pd.DataFrame  # BAND_COLUMNS, months
    movement: pd.DataFrame  # MOVEMENT_COLUMNS
    movers: pd.DataFrame  # MOVER_COLUMNS
    check_up: pd.DataFrame  # CHECK_UP_COLUMNS
    crossing: pd.DataFrame  # CROSSING_COLUMNS
    families: pd.DataFrame | None = None  # FAMILY_COLUMNS, months, FAMILY_TOTALS
    quadrants: pd.DataFrame | None = None  # QUADRANT_COLUMNS
    bands: pd.DataFrame | None = None  # solution band, a column for each margin band
    low_return: pd.DataFrame | None = None  # LOW_RETURN_COLUMNS
    cycle: pd.DataFrame | None = None  # CYCLE_COLUMNS
    overdue: pd.DataFrame | None = None  # OVERDUE_COLUMNS
    absent: list[str] = field(default_factory=list)
