"""Fontes: the rules, the files, and the proof that what went in came out (house style A19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, in_sentence, money_columns, top
from coopcli.results import (
    VERDICT_WORDS,
    AgingTable,
    Check,
    Classified,
    ControlTotal,
    Month,
    RuleSource,
    SourceFile,
    Study,
)
from coopcli.results.letters import TemplateSource
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd

_CHECKS = (
    Column("subject", "text", "O que se confere"),
    Column("verdict", "text", "Resultado"),
    Column("comparison", "text", "Conferência"),
    Column("rows_in", "count", "Linhas de um lado"),
    Column("rows_out", "count", "Linhas do outro"),
    Column("row_difference", "count", "Diferença"),
    Column("cents_in", "money", "Valor de um lado"),
    Column("cents_out", "money", "Valor do outro"),
    Column("cents_difference", "money", "Diferença"),
)

_FILES = (
    Column("name", "text", "Arquivo"),
    Column("sheet", "text", "Aba"),
    Column("layout", "text", "Layout"),
    Column("rows_read", "count", "Linhas lidas"),
    Column("rows_used", "count", "Linhas usadas"),
    Column("rows_set_aside", "count", "Linhas separadas"),
    Column("cents_read", "money", "Valor lido"),
    Column("cents_used", "money", "Valor usado"),
    Column("cents_set_aside", "money", "Valor separado"),
    Column("footer_cents", "money", "Total do rodapé"),
    Column("verdict", "text", "Leitura"),
    Column("sha256", "code", "SHA-256"),
)

_TRANSFORMATIONS = (
    Column("name", "text", "Arquivo"),
    Column("declared", "text", "Declarado no layout"),
    Column("title", "text", "Coluna"),
    Column("header", "text", "Cabeçalho"),
    Column("count", "count", "Quantidade"),
    Column("unit", "text", "De quê"),
    Column("cents", "money", "Valor de fora"),
)

_ACCEPTED = (
    Column("code", "code", "Aceito"),
    Column("author", "text", "Por quem"),
    Column("reason", "text", "Motivo"),
    Column("file", "text", "Arquivo ou exportação"),
    Column("header", "text", "Coluna"),
    Column("found", "text", "Encontrado"),
)

_RULES = (
    Column("title", "text", "Regra"),
    Column("id", "code", "Identificação"),
    Column("act", "text", "Ato"),
    Column("effective_from", "date", "Vigente de"),
    Column("effective_to", "date", "Até"),
    Column("checked_on", "date", "Conferida em"),
    Column("kind", "text", "Espécie"),
    Column("status", "text", "Observação"),
    Column("url", "text", "Endereço do ato"),
    Column("file", "text", "Lida de"),
    Column("sha256", "code", "SHA-256"),
)

_TEMPLATES = (
    Column("name", "code", "Modelo de carta"),
    Column("origin", "text", "De quem é"),
    Column("sha256", "code", "SHA-256"),
)

_DECLARED = "Transformações declaradas nos layouts"

_WIDTHS = {0: 42, 1: 26, 2: 40, 3: 12, 4: 12, 5: 12, 6: 18, 7: 24, 8: 24, 9: 24, 10: 14, 11: 38}
"""One set of widths for the three tables: their columns of a kind stand below each other."""

_KINDS = {"law": "norma", "policy": "política da casa", "method": "método publicado"}

AGREES, DISAGREES = "confere", "não confere"


def sources_sheet(report: Month | Study) -> Sheet:
    """Return the sheet of checks, input files and rules."""
    checks = checks_of(report)
    proof = Table(_CHECKS, _frame(_CHECKS, [_check_row(check) for check in checks]), 4)
    files = Table(_FILES, _frame(_FILES, [_file_row(s) for s in report.sources]), proof.next_row + 2, sums=_sums())
    rules = Table(_RULES, _frame(_RULES, [_rule_row(rule) for rule in report.rules]), files.next_row + 2)
    templates = Table(_TEMPLATES, _frame(_TEMPLATES, [_template_row(t) for t in report.templates]), rules.next_row + 2)
    cells: tuple[Cell, ...] = (
        *top("Fontes", f"{about(report)} · coopcli {report.version}"),
        Cell(3, 0, "O que entrou e o que saiu", "heading", across=len(_CHECKS)),
        *(_verdict(proof.first_row + number, check) for number, check in enumerate(checks)),
        Cell(files.row - 1, 0, "Arquivos de entrada", "heading", across=len(_FILES)),
        Cell(rules.row - 1, 0, "Regras aplicadas", "heading", across=len(_RULES)),
    )
    tables: tuple[Table, ...] = (proof, files, rules)
    if report.templates:
        cells = (*cells, Cell(templates.row - 1, 0, "Modelos das cartas", "heading", across=len(_RULES)))
        tables = (*tables, templates)
    done: list[tuple[object, ...]] = [(s.name, t.declared, t.title, t.header, t.count, t.unit, t.cents or None)
            for s in report.sources for t in s.transformations]  # fmt: skip
    if done:
        below = Table(_TRANSFORMATIONS, _frame(_TRANSFORMATIONS, done), tables[-1].next_row + 2)
        cells = (*cells, Cell(below.row - 1, 0, _DECLARED, "heading", across=len(_RULES)))
        tables = (*tables, below)
    accepted = [problem for problem in report.problems if problem.accepted]
    if accepted:
        below = Table(_ACCEPTED, _frame(_ACCEPTED, [_accepted_row(p) for p in accepted]), tables[-1].next_row + 2)
        cells = (*cells, Cell(below.row - 1, 0, "Decisões de seguir (--accept)", "heading", across=len(_RULES)))
        tables = (*tables, below)
    return Sheet("Fontes", cells, tables, widths=_WIDTHS, freeze=(2, 0), footer=footer(report))


def checks_of(report: Month | Study) -> list[Check]:
    """Return what proves the report: each file against itself, control totals, and what the report itself adds up."""
    return [
        *(check for source in report.sources for check in _file_checks(source)),
        *(_control_check(total) for total in report.controls),
        *(report.checks if isinstance(report, Study) else _month_checks(report)),
    ]


def _month_checks(month: Month) -> list[Check]:
    """Return the portfolio, and each sheet against it."""
    rows, cents = len(month.operations), int(month.operations["balance_cents"].sum())
    came = [source.operations() for source in month.sources]
    rows_in, cents_in = sum(count for count, _ in came), sum(amount for _, amount in came)
    return [
        Check("Carteira", "entrada usada = operações do relatório", rows_in, rows, cents_in, cents),
        *(check for classified in month.classified for check in _regime_checks(classified, rows, cents)),
        *(_aging_check(aging, rows, cents) for aging in month.aging),
    ]


def _file_checks(source: SourceFile) -> Iterator[Check]:
    rows, cents = source.rows_used + source.rows_set_aside, source.cents_used + source.cents_set_aside
    yield Check(source.name, "lido = usado + separado", source.rows_read, rows, source.cents_read, cents)
    if source.footer_cents is not None:
        same_rows = (source.rows_read, source.rows_read)
        yield Check(source.name, "soma das linhas = rodapé", *same_rows, source.cents_read, source.footer_cents)


def _control_check(total: ControlTotal) -> Check:
    sides = (total.found or 0, total.expected)
    rows, cents = (sides, (0, 0)) if total.of_rows else ((0, 0), sides)
    return Check(total.subject, f"lido = total de controle ({total.origin})", *rows, *cents)


def _regime_checks(classified: Classified, rows: int, cents: int) -> Iterator[Check]:
    given, name = classified.operations, classified.act
    yield Check(name, "operações = operações classificadas", rows, len(given), cents, cents)
    parts = [column.name for column in money_columns(classified.regime) if column.name != "provision_cents"]
    if parts:
        components, provision = int(given[parts].sum().sum()), int(given["provision_cents"].sum())
        yield Check(name, "soma dos componentes = provisão", rows, len(given), components, provision)


def _aging_check(aging: AgingTable, rows: int, cents: int) -> Check:
    by = f", por {in_sentence(aging.by_title)}" if aging.by else ""
    balance = int(aging.rows["balance_cents"].sum())
    if aging.by_installment:  # its count is of instalments: only the amounts can be compared
        return Check(f"{aging.scheme_title}{by}", "saldo = soma das faixas", rows, rows, cents, balance)
    count = int(aging.rows["count"].sum())
    return Check(f"{aging.scheme_title}{by}", "operações = soma das faixas", rows, count, cents, balance)


def _check_row(check: Check) -> tuple[object, ...]:
    rows = (check.rows_in, check.rows_out, check.rows_in - check.rows_out)
    cents = (check.cents_in, check.cents_out, check.cents_in - check.cents_out)
    return (check.subject, AGREES if check.agrees() else DISAGREES, check.comparison, *rows, *cents)


def _verdict(row: int, check: Check) -> Cell:
    return Cell(row, 1, *((AGREES, "good") if check.agrees() else (DISAGREES, "bad")))


def _sums() -> tuple[str, ...]:
    return tuple(column.name for column in _FILES if column.name.startswith("rows_"))


def _file_row(s: SourceFile) -> tuple[object, ...]:
    layout = s.layout_title or "(não reconhecido)"
    rows = (s.rows_read, s.rows_used, s.rows_set_aside)
    return (
        s.name,
        f"{s.sheet} (oculta)" if s.hidden else s.sheet,
        layout,
        *rows,
        s.cents_read,
        s.cents_used,
        s.cents_set_aside,
        s.footer_cents,
        VERDICT_WORDS.get(s.verdict, "–"),
        s.sha256,
    )


def _rule_row(rule: RuleSource) -> tuple[object, ...]:
    dates = (rule.effective_from, rule.effective_to, rule.checked_on)
    kind = _KINDS.get(rule.kind, rule.kind)
    return (rule.title, rule.id, rule.act, *dates, kind, rule.status, rule.url, rule.file, rule.sha256)


def _accepted_row(problem: Problem) -> tuple[object, ...]:
    assert problem.accepted is not None
    decision = problem.accepted
    return (problem.code, decision.author, decision.reason, problem.file, problem.header, problem.found)


def _template_row(template: TemplateSource) -> tuple[object, ...]:
    return (template.name, "da cooperativa" if template.own else "publicado com o coopcli", template.sha256)


def _frame(columns: tuple[Column, ...], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd

    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pd.DataFrame({c.name: pd.Series(list(v), dtype="object") for c, v in zip(columns, values, strict=True)})
