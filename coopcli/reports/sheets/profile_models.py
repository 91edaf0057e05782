"""Variáveis, Regressão linear and Regressão logística: the statistics behind the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.curves import calibration_png, ks_png, roc_png
from coopcli.reports.sheet import Sheet
from coopcli.reports.sheets.parts import about, footer, thousands
from coopcli.reports.sheets.profile import number
from coopcli.reports.sheets.stack import Stack
from coopcli.results import Study
from coopcli.results.profile import LinearModel, LogisticModel, Profile, p_text
from coopcli.words import Column
from coopcli.words.profile import (
    ANOVA_COLUMNS,
    CALIBRATION_COLUMNS,
    CORRELATION_COLUMNS,
    DESCRIPTION_COLUMNS,
    LEFT_OUT_COLUMNS,
    LINEAR_COLUMNS,
    LOGISTIC_COLUMNS,
)

if TYPE_CHECKING:
    import pandas as pd


def variables_sheet(study: Study, profile: Profile) -> Sheet:
    """Return means, deviations and the correlations of the variables of the linear regression."""
    stack = Stack("Variáveis", about(study))
    stack.table("Estatísticas descritivas", DESCRIPTION_COLUMNS, profile.descriptions)
    stack.table("Correlações, duas a duas", CORRELATION_COLUMNS, profile.correlations)
    return stack.sheet("Variáveis", footer(study))


def linear_sheet(study: Study, profile: Profile) -> Sheet:
    """Return the linear regression, or why there is none."""
    model = profile.linear
    stack = Stack("Regressão linear", f"{about(study)} · dependente: inadimplência (0 ou 1)")
    _linear_words(stack, model)
    if model.coefficients is not None and model.anova is not None and model.correlations is not None:
        stack.table("Coeficientes", LINEAR_COLUMNS, model.coefficients)
        stack.table("Análise de variância", ANOVA_COLUMNS, model.anova)
        names = [str(name) for name in model.correlations.columns]
        columns = tuple(Column(name, "number", name) for name in names[1:])
        first = Column("variable", "text", "Correlação dos coeficientes")
        stack.table(
            "Correlação entre os coeficientes estimados (não entre as variáveis)", (first, *columns), model.correlations
        )
    _left_out(stack, model.left_out)
    return stack.sheet("Regressão linear", footer(study))


def _linear_words(stack: Stack, model: LinearModel) -> None:
    if model.reason:
        stack.line(f"Não calculada: {model.reason}.", "warning")
    else:
        size = f"{thousands(model.count)} contratos"
        part = f"R {number(model.r)} · R² {number(model.r_squared)} (a parte explicada)"
        stack.line(f"{size} · {part} · R² ajustado {number(model.adjusted)}")
        stack.line(f"Erro-padrão da estimativa {number(model.error)}")
    for text in model.warnings:
        stack.line(text, "warning")
    stack.row += 1


def logistic_sheet(study: Study, profile: Profile) -> Sheet:
    """Return the logistic regression with its pictures, or why there is none."""
    model = profile.logistic
    stack = Stack("Regressão logística", f"{about(study)} · probabilidade de inadimplência")
    _logistic_words(stack, model)
    if model.coefficients is not None and model.calibration is not None and model.curve is not None:
        stack.table("Coeficientes e razões de chances", LOGISTIC_COLUMNS, model.coefficients)
        stack.page()
        stack.table("Calibração, em grupos de probabilidade crescente", CALIBRATION_COLUMNS, model.calibration)
        stack.picture_row(
            (roc_png(model.curve), "Curva ROC da regressão logística"),
            (ks_png(model.curve, "probabilidade"), "Bons e maus acumulados ao longo da probabilidade"),
            (calibration_png(model.calibration), "Inadimplência prevista e observada em cada grupo"),
        )
    _left_out(stack, model.left_out)
    return stack.sheet("Regressão logística", footer(study))


def _logistic_words(stack: Stack, model: LogisticModel) -> None:
    if model.reason or model.curve is None:
        stack.line(f"Não calculada: {model.reason}.", "warning")
    else:
        size = f"{thousands(model.count)} contratos, {thousands(model.late)} inadimplentes"
        rank = f"AUC {number(model.curve.auc)} · Gini {number(model.curve.gini)} · KS {number(model.curve.ks)}"
        stack.line(f"{size} · {rank} · pseudo-R² de McFadden {number(model.pseudo_r_squared)}")
        stack.line(f"Razão de verossimilhança {number(model.likelihood_ratio)}, p {p_text(model.likelihood_p)}")
        stack.line(_hosmer_words(model))
    if model.references:
        stack.line(f"Categorias de referência: {'; '.join(model.references)}")
    for text in model.warnings:
        stack.line(text, "warning")
    stack.row += 1


def _hosmer_words(model: LogisticModel) -> str:
    if model.hosmer_lemeshow is None:
        return "Hosmer–Lemeshow: sem grupos bastantes para o teste"
    words = f"Hosmer–Lemeshow {number(model.hosmer_lemeshow)}, p {p_text(model.hosmer_lemeshow_p)}"
    return f"{words} (p pequeno: o previsto afasta-se do observado em algum grupo; veja a calibração)"


def _left_out(stack: Stack, rows: pd.DataFrame) -> None:
    if len(rows):
        stack.table("O que ficou fora, e por quê", LEFT_OUT_COLUMNS, rows)
