"""Cadastro, Pendências and Nono algarismo: what is to be mended in the records of members."""

from __future__ import annotations

from coopcli.reports.sheet import Chart, Sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, top
from coopcli.reports.sheets.stack import Stack
from coopcli.results import Study
from coopcli.results.registry import RegistryReview
from coopcli.words.registry import BRANCH_COLUMNS, FIELD_COLUMNS, FINDING_COLUMNS, REGION_COLUMNS, SUMMARY_COLUMNS

_NOTICE = (
    "Só informação. O nono algarismo diz em que região fiscal o CPF foi emitido: não é residência nem naturalidade, "
    "muita gente muda de estado, e ele não serve para filtrar, recusar ou pontuar ninguém."
)
_CHART = (640, 240)


def registry_sheet(study: Study, review: RegistryReview) -> Sheet:
    """Return the first sheet: what there is to mend, by kind, by branch and by field."""
    stack = Stack("Cadastro dos associados", about(study))
    pending = plural(review.findings["member_id"].nunique(), "tem pendência", "têm pendência")
    stack.line(f"{plural(review.members, 'associado conferido', 'associados conferidos')}; {pending}")
    for text in study.alerts:
        stack.line(text, "warning")
    stack.row += 1
    stack.table("O que há a corrigir", SUMMARY_COLUMNS, review.summary)
    stack.table("Por PA", BRANCH_COLUMNS, review.branches)
    stack.page()
    table = stack.table("Campos, pela importância para a análise", FIELD_COLUMNS, review.fields)
    if len(review.fields):
        stack.charts.append(Chart("Preenchimento dos campos", table, "field", "filled_rate", stack.row, 0, *_CHART))
    return stack.sheet("Cadastro", footer(study))


def findings_sheets(study: Study, review: RegistryReview, rows_per_sheet: int) -> list[Sheet]:
    """Return every finding, member by member; no sheet where there is none."""
    rows = review.findings
    if not len(rows):
        return []
    text = f"{about(study)} · {plural(len(rows), 'pendência', 'pendências')}"
    page = Sheet("Pendências", top("Pendências", text), freeze=(5, 2), footer=footer(study))
    return long_pages(page, FINDING_COLUMNS, rows, rows_per_sheet)


def regions_sheet(study: Study, review: RegistryReview) -> Sheet:
    """Return the counts by ninth digit of the CPF, under what they are not."""
    stack = Stack("Nono algarismo do CPF", about(study))
    stack.line(_NOTICE, "warning", across=7)
    stack.row += 1
    stack.table("Região fiscal de emissão e UF do endereço", REGION_COLUMNS, review.regions)
    return stack.sheet("Nono algarismo", footer(study))
