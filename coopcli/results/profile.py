"""What the profile of default comes to: tables, tests and regressions, as the calculations give and the sheets show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN_BAND = "Não informado"
"""The band of contracts of which the characteristic is not known: shown, and left out of the tests."""

NOBODY_TOLD = "nenhum contrato tem o dado"


@dataclass(frozen=True)
class Association:
    """The chi-square test of a table; ``reason`` says why there is none, ``warning`` what weakens it ('' nothing)."""

    statistic: float | None = None
    degrees: int = 0
    p: float | None = None
    cramers_v: float | None = None
    exact_p: float | None = None  # Fisher's, of a table of two by two
    smallest_expected: float | None = None
    small_cells: int = 0
    cells: int = 0
    reason: str = ""
    warning: str = ""


@dataclass(frozen=True)
class BandTable:
    """One characteristic: ``rows`` has BAND_COLUMNS, in the order of the rule."""

    title: str
    article: str
    rows: pd.DataFrame
    test: Association


@dataclass(frozen=True)
class LinearModel:
    """A least-squares regression; the frames have their columns, ``correlations`` those of the coefficients.

    ``reason`` says why there is none: then only ``left_out`` is filled in.
    """

    left_out: pd.DataFrame  # LEFT_OUT_COLUMNS
    count: int = 0
    coefficients: pd.DataFrame | None = None  # LINEAR_COLUMNS
    anova: pd.DataFrame | None = None  # ANOVA_COLUMNS
    correlations: pd.DataFrame | None = None  # variable, then one column a variable
    r: float = 0.0
    r_squared: float = 0.0
    adjusted: float = 0.0
    error: float = 0.0
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curve:
    """How well a number tells bad from good: exact counts at each of its values, the riskiest first.

    ``bad`` and ``good`` are cumulative (the first entry is 0), ``at`` the value that was added at each step.
    """

    at: tuple[float, ...]
    bad: tuple[int, ...]
    good: tuple[int, ...]
    auc: float
    ks: float
    ks_at: float

    @property
    def gini(self) -> float:
        """Twice the area less one."""
        return 2 * self.auc - 1


@dataclass(frozen=True)
class LogisticModel:
    """A logistic regression of being late; ``reason`` says why there is none."""

    left_out: pd.DataFrame  # LEFT_OUT_COLUMNS
    count: int = 0
    late: int = 0
    coefficients: pd.DataFrame | None = None  # LOGISTIC_COLUMNS
    calibration: pd.DataFrame | None = None  # CALIBRATION_COLUMNS
    curve: Curve | None = None
    pseudo_r_squared: float = 0.0
    log_likelihood: float = 0.0
    likelihood_ratio: float = 0.0
    likelihood_p: float = 1.0
    hosmer_lemeshow: float | None = None
    hosmer_lemeshow_p: float | None = None
    references: tuple[str, ...] = ()
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """The whole profile: ``late_above_days`` is what makes a contract late."""

    late_above_days: int
    contracts: int
    late: int
    tables: list[BandTable]
    descriptions: pd.DataFrame  # DESCRIPTION_COLUMNS
    correlations: pd.DataFrame  # CORRELATION_COLUMNS
    linear: LinearModel
    logistic: LogisticModel
    significance: float = 0.05
    warnings: list[str] = field(default_factory=list)


def p_text(p: float | None) -> str:
    """Return a p-value as it is read: ``0,0123``, ``< 0,0001``, or a dash."""
    if p is None or p != p:
        return "–"
    return "< 0,0001" if p < 0.0001 else f"{p:.4f}".replace(".", ",")
