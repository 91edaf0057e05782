"""Pontuação, Cortes, Meses and Faixas: a scorecard against what happened."""

from __future__ import annotations

from coopcli.reports.curves import ks_png, roc_png
from coopcli.reports.sheet import Chart, Sheet
from coopcli.reports.sheets.parts import about, footer, thousands
from coopcli.reports.sheets.profile import number
from coopcli.reports.sheets.stack import Stack
from coopcli.results import Study
from coopcli.results.scorecard import BackTest
from coopcli.words.scorecard import (
    BIN_COLUMNS,
    CUT_OFF_COLUMNS,
    GROUP_COLUMNS,
    INFORMATION_COLUMNS,
    MONTH_COLUMNS,
    STABILITY_COLUMNS,
)

_CHART = (640, 240)
_CHART_ROWS = 14
_WARM = "#C8793A"


def points_sheet(study: Study, test: BackTest) -> Sheet:
    """Return the first sheet: how the points part good from bad."""
    stack = Stack("Pontuação", about(study))
    stack.line(test.scorecard)
    stack.line(summary_words(test))
    for text in study.alerts:
        stack.line(text, "warning")
    stack.row += 1
    table = stack.table("Bons e maus por faixa de pontos", GROUP_COLUMNS, test.distribution)
    stack.page()
    chart = Chart("Maus por faixa de pontos", table, "points_group", "bad_rate", stack.row, 0, *_CHART, colour=_WARM)
    stack.charts.append(chart)
    stack.row += _CHART_ROWS
    if test.curve is not None:
        told = (roc_png(test.curve), "Curva ROC da pontuação")
        ks = ks_png(test.curve, "pontos", falls=not test.more_is_risk)
        stack.picture_row(told, (ks, "Bons e maus acumulados ao longo dos pontos"))
    return stack.sheet("Pontuação", footer(study))


def summary_words(test: BackTest) -> str:
    """Return the test in one line."""
    size = f"{thousands(test.count)} casos, {thousands(test.bad)} maus"
    if test.curve is None:
        return f"{size} · sem AUC, KS e Gini"
    curve = test.curve
    return f"{size} · AUC {number(curve.auc)} · KS {number(curve.ks)} · Gini {number(curve.gini)}"


def month_words(test: BackTest) -> list[list[str]]:
    """Return the months as the terminal shows them."""
    told = ("auc", "ks", "psi")
    return [
        [str(row["month"]), str(row["count"]), str(row["bad"])]
        + ["–" if row[name] is None or row[name] != row[name] else number(row[name]) for name in told]
        + [str(row["reading"])]
        for row in test.months.to_dict("records")
    ]


def cut_offs_sheet(study: Study, test: BackTest) -> Sheet:
    """Return what each cut-off would have approved and refused."""
    stack = Stack("Cortes", f"{about(study)} · o corte é decisão da cooperativa")
    table = stack.table("Taxa de aprovação e inadimplência por corte", CUT_OFF_COLUMNS, test.cut_offs)
    stack.page()
    size = (520, 240)
    stack.charts += [
        Chart("Taxa de aprovação", table, "cut_off", "approval_rate", stack.row, 0, *size),
        Chart("Inadimplência dos aprovados", table, "cut_off", "approved_bad_rate", stack.row, 5, *size, colour=_WARM),
    ]
    return stack.sheet("Cortes", footer(study))


def months_sheet(study: Study, test: BackTest) -> Sheet:
    """Return month after month, and the parts of each PSI."""
    stack = Stack("Meses", f"{about(study)} · base: {test.base}")
    stack.table("Acompanhamento", MONTH_COLUMNS, test.months)
    stack.table("Estabilidade por faixa de pontos (PSI)", STABILITY_COLUMNS, test.stability)
    return stack.sheet("Meses", footer(study))


def bins_sheets(study: Study, test: BackTest) -> list[Sheet]:
    """Return the bands with WoE and IV; no sheet where they were not asked for."""
    found = test.information
    if found is None:
        return []
    stack = Stack("Faixas", f"{about(study)} · ajuda para calibrar; a regra nova é assinada por uma ata")
    stack.table("Valor da informação", INFORMATION_COLUMNS, found.summary)
    stack.table("Faixas, WoE e IV", BIN_COLUMNS, found.table)
    return [stack.sheet("Faixas", footer(study))]
