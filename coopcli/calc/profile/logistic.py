"""The logistic regression of being late: odds ratios, how well it ranks (AUC, KS) and how well it is calibrated."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.profile.linear import CONSTANT
from coopcli.calc.ranking import curve_of, even_groups, group_of
from coopcli.results.profile import LogisticModel, p_text
from coopcli.words.profile import CALIBRATION_COLUMNS, LOGISTIC_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.columns import Flags
    from coopcli.calc.profile.design import Design
    from coopcli.rulebook.tables import RuleFile

    Floats = npt.NDArray[np.float64]

_NO_ESTIMATE = "a estimativa não converge: alguma combinação de variáveis separa inteiramente bons e maus"


def logistic_model(design: Design, is_late: Flags, rule: RuleFile) -> LogisticModel:
    """Return the maximum-likelihood logistic regression of late on the columns of ``design``."""
    late = is_late[design.used]
    count, bad = len(late), int(late.sum())
    if not design.names or bad in (0, count) or count <= len(design.names) + 1:
        few = "faltam variáveis, contratos, ou inadimplentes e adimplentes no modelo"
        return LogisticModel(design.left_out_rows(), count, bad, references=design.references, reason=few)
    fit = _fitted(design.values, late)
    if fit is None:
        return LogisticModel(design.left_out_rows(), count, bad, references=design.references, reason=_NO_ESTIMATE)
    probability = np.asarray(fit.predict())
    calibration = calibration_of(probability, late, int(rule["calibration_groups"]))
    statistic, p = hosmer_lemeshow(calibration)
    return LogisticModel(
        design.left_out_rows(),
        count,
        bad,
        _coefficients(fit, design.names, float(rule["confidence_rate"])),
        calibration,
        curve_of(probability, late),
        float(fit.prsquared),
        float(fit.llf),
        float(fit.llr),
        float(fit.llr_pvalue),
        statistic,
        p,
        design.references,
        warnings=_events_words(bad, count, len(design.names), int(rule["least_events_per_variable"])),
    )


def _fitted(values: Floats, late: Flags) -> Any:
    """Return the fit; None where there is no finite one."""
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationError, PerfectSeparationWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", PerfectSeparationWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            fit = sm.Logit(late.astype(np.float64), sm.add_constant(values, has_constant="add")).fit(
                disp=0, maxiter=100
            )
        except (ConvergenceWarning, PerfectSeparationWarning, PerfectSeparationError, np.linalg.LinAlgError):
            return None
    return fit if np.isfinite(fit.bse).all() else None


def _coefficients(fit: Any, names: tuple[str, ...], confidence: float) -> pd.DataFrame:
    limits = fit.conf_int(1 - confidence)
    with np.errstate(over="ignore"):
        columns = {
            "variable": [CONSTANT, *names],
            "b": fit.params,
            "error": fit.bse,
            "z": fit.tvalues,
            "p_text": [p_text(float(p)) for p in fit.pvalues],
            "odds": np.exp(fit.params),
            "odds_low": np.exp(limits[:, 0]),
            "odds_high": np.exp(limits[:, 1]),
        }
    return pd.DataFrame(columns, columns=[column.name for column in LOGISTIC_COLUMNS])


def calibration_of(probability: Floats, late: Flags, groups: int) -> pd.DataFrame:
    """Return expected and observed in groups of growing probability, as even as ties allow (equals stay together)."""
    group = group_of(probability, even_groups(probability, groups))
    rows = []
    for number, g in enumerate(np.unique(group), 1):
        inside = group == g
        size, expected, bad = int(inside.sum()), float(probability[inside].sum()), int(late[inside].sum())
        ends = (float(probability[inside].min()), float(probability[inside].max()))
        rows.append((number, size, *ends, expected, bad, expected / size, bad / size))
    return pd.DataFrame(rows, columns=[column.name for column in CALIBRATION_COLUMNS])


def hosmer_lemeshow(calibration: pd.DataFrame) -> tuple[float | None, float | None]:
    """Return the statistic over the groups and its p with groups - 2 degrees; None with fewer than three groups."""
    from scipy import stats

    if len(calibration) < 3:
        return None, None
    n, expected = calibration["count"].to_numpy(dtype=float), calibration["expected"].to_numpy(dtype=float)
    spread = expected * (1 - expected / n)
    if (spread <= 0).any():
        return None, None
    statistic = float((((calibration["late"] - expected) ** 2) / spread).sum())
    return statistic, float(stats.chi2.sf(statistic, len(calibration) - 2))


def _events_words(bad: int, count: int, variables: int, least: int) -> tuple[str, ...]:
    fewest = min(bad, count - bad)
    if fewest >= least * variables:
        return ()
    return (f"{fewest} casos do lado menor para {variables} variáveis: as estimativas são instáveis",)
