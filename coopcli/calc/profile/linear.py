"""The linear regression of being late, as the study has it: coefficients, correlations, ANOVA, VIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.results.profile import LinearModel, p_text
from coopcli.words.profile import ANOVA_COLUMNS, LINEAR_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.columns import Flags
    from coopcli.calc.profile.design import Design
    from coopcli.rulebook.tables import RuleFile

    Floats = npt.NDArray[np.float64]

CONSTANT = "(Constante)"


def linear_model(design: Design, is_late: Flags, rule: RuleFile) -> LinearModel:
    """Return the least-squares regression of late (1) and on time (0) on the columns of ``design``."""
    late = is_late[design.used].astype(np.float64)
    reason = _impossible(design, late)
    if reason:
        return LinearModel(design.left_out_rows(), len(late), reason=reason)
    import statsmodels.api as sm

    fit = sm.OLS(late, sm.add_constant(design.values, has_constant="add")).fit()
    table = _coefficients(fit, design, late, float(rule["confidence_rate"]))
    return LinearModel(
        design.left_out_rows(),
        len(late),
        table,
        _anova(fit),
        _coefficient_correlations(fit, design.names),
        max(fit.rsquared, 0.0) ** 0.5,
        float(fit.rsquared),
        float(fit.rsquared_adj),
        float(fit.mse_resid) ** 0.5,
        warnings=_warnings(table, len(late), rule),
    )


def _impossible(design: Design, late: Floats) -> str:
    if not design.names:
        return "nenhuma variável com que fazer o modelo"
    if len(late) <= len(design.names) + 1:
        return f"{len(late)} contratos com todos os dados: são poucos para {len(design.names)} variáveis"
    if late.min() == late.max():
        return "todos os contratos do modelo são adimplentes, ou todos inadimplentes"
    return ""


def _coefficients(fit: Any, design: Design, late: Floats, confidence: float) -> pd.DataFrame:
    """Return LINEAR_COLUMNS, the constant first."""
    limits = fit.conf_int(1 - confidence)
    beta = fit.params[1:] * design.values.std(axis=0, ddof=1) / late.std(ddof=1)
    zero_order = np.array([np.corrcoef(column, late)[0, 1] for column in design.values.T])
    tolerance = _tolerances(design.values)
    t, left = fit.tvalues[1:], fit.df_resid
    columns = {
        "variable": [CONSTANT, *design.names],
        "b": fit.params,
        "error": fit.bse,
        "beta": _after_nothing(beta),
        "t": fit.tvalues,
        "p_text": [p_text(float(p)) for p in fit.pvalues],
        "low": limits[:, 0],
        "high": limits[:, 1],
        "zero_order": _after_nothing(zero_order),
        "partial": _after_nothing(partial(t, left)),
        "part": _after_nothing(part(t, float(fit.rsquared), left)),
        "tolerance": _after_nothing(tolerance),
        "vif": _after_nothing(1 / tolerance),
    }
    return pd.DataFrame(columns, columns=[column.name for column in LINEAR_COLUMNS])


def partial(t: Floats, degrees: float) -> Floats:
    """Return the correlation of each variable with the dependent, the others held: from its t."""
    return t / np.sqrt(t**2 + degrees)


def part(t: Floats, r_squared: float, degrees: float) -> Floats:
    """Return the semi-partial correlation of each variable: the root, with its sign, of what it alone explains."""
    return t * np.sqrt((1 - r_squared) / degrees)


def _after_nothing(values: Floats) -> Floats:
    """Return values for the variables, with none for the constant."""
    return np.concatenate([[np.nan], values])


def _tolerances(values: Floats) -> Floats:
    """Return 1 - R² of each column on the others: the diagonal of the inverse of their correlations, inverted."""
    correlations = np.atleast_2d(np.corrcoef(values, rowvar=False))
    return 1 / np.diag(np.linalg.inv(correlations))


def _anova(fit: Any) -> pd.DataFrame:
    rows = [
        ("Regressão", fit.ess, int(fit.df_model), fit.mse_model, fit.fvalue, p_text(float(fit.f_pvalue))),
        ("Resíduo", fit.ssr, int(fit.df_resid), fit.mse_resid, None, ""),
        ("Total", fit.centered_tss, int(fit.df_model + fit.df_resid), None, None, ""),
    ]
    return pd.DataFrame(rows, columns=[column.name for column in ANOVA_COLUMNS])


def _coefficient_correlations(fit: Any, names: tuple[str, ...]) -> pd.DataFrame:
    """Return how the estimates go together (the study's Tabela 16), not the variables."""
    covariance = fit.cov_params()[1:, 1:]
    scale = np.sqrt(np.diag(covariance))
    matrix = covariance / np.outer(scale, scale)
    return pd.DataFrame({"variable": names, **{name: matrix[:, i] for i, name in enumerate(names)}})


def _warnings(table: pd.DataFrame, size: int, rule: RuleFile) -> tuple[str, ...]:
    """Return what weakens the model, by the study's own three conditions."""
    variables = len(table) - 1
    wanted = int(rule["sample_base"]) + int(rule["sample_per_variable"]) * variables
    said = []
    if size < wanted:
        said.append(f"{size} contratos: o método pede ao menos {wanted} para {variables} variáveis")
    limit = float(rule["largest_vif"])
    high = table.loc[table["vif"] > limit, "variable"]
    if len(high):
        said.append(f"VIF acima de {limit:g}, variáveis quase colineares: {', '.join(high)}")
    return tuple(said)
