"""What a back-test comes to: distribution of points, cut-offs, months, and bands that tell good from bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.results.profile import Curve


@dataclass(frozen=True)
class Bin:
    """A band of a characteristic: ``low`` (included) to ``high`` (not), or ``words``; neither: not told."""

    woe: float
    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True)
class Information:
    """The bands found for each characteristic; ``bins`` has them by the fact that a rule would ask about."""

    summary: pd.DataFrame  # INFORMATION_COLUMNS
    table: pd.DataFrame  # BIN_COLUMNS
    bins: dict[str, list[Bin]]
    titles: dict[str, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class BackTest:
    """A scorecard against what happened. ``more_is_risk``: more points mean more risk.

    ``curve`` is None where all are good or all are bad.
    """

    scorecard: str
    more_is_risk: bool
    bad_above_days: int
    base: str
    count: int
    bad: int
    distribution: pd.DataFrame  # GROUP_COLUMNS
    cut_offs: pd.DataFrame  # CUT_OFF_COLUMNS
    months: pd.DataFrame  # MONTH_COLUMNS
    stability: pd.DataFrame  # STABILITY_COLUMNS
    curve: Curve | None
    points_to_double: int
    information: Information | None = None
