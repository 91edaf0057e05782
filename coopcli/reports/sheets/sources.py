"""Fontes: the rules, the files, and the proof that what went in came out (house style A19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, official_words, top
from coopcli.results import Month, RuleSource, SourceFile

if TYPE_CHECKING:
    import pandas as pd

_CHECKS = (
    Column("check", "text", "Conferência"),
    Column("rows_in", "count", "Linhas na entrada"),
    Column("rows_out", "count", "Linhas na saída"),
    Column("cents_in", "money", "Valor na entrada"),
    Column("cents_out", "money", "Valor na saída"),
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
    Column("sha256", "code", "SHA-256"),
)

_RULES = (
    Column("title", "text", "Regra"),
    Column("id", "code", "Arquivo de regra"),
    Column("kind", "text", "Espécie"),
    Column("act", "text", "Ato"),
    Column("effective_from", "date", "Vigente de"),
    Column("effective_to", "date", "Até"),
    Column("checked_on", "date", "Conferida em"),
    Column("status", "text", "Observação"),
    Column("file", "text", "Lida de"),
    Column("url", "text", "Endereço do ato"),
    Column("sha256", "code", "SHA-256"),
)

_KINDS = {"law": "norma", "policy": "política da casa", "method": "método publicado"}

Check = tuple[str, int, int, int, int]
"""What is compared; rows in and out, centavos in and out."""


def sources_sheet(month: Month) -> Sheet:
    """Return the sheet of checks, input files and rules."""
    checks = list(checks_of(month))
    proof = Table(_CHECKS, _frame(_CHECKS, checks), 4)
    verdicts = [_verdict(proof.first_row + number, check) for number, check in enumerate(checks)]
    files = Table(
        _FILES, _frame(_FILES, [_file_row(s) for s in month.sources]), proof.next_row + 2, sums=_sums()
    )
    rules = Table(_RULES, _frame(_RULES, [_rule_row(rule) for rule in month.rules]), files.next_row + 2)
    cells = (
        *top("Fontes", f"{about(month)} · coopcli {month.version}"),
        Cell(3, 0, "O que entrou e o que saiu", "heading", across=6),
        Cell(proof.row, len(_CHECKS), "Resultado", "header"),
        *verdicts,
        Cell(files.row - 1, 0, "Arquivos de entrada", "heading", across=len(_FILES)),
        Cell(rules.row - 1, 0, "Regras aplicadas", "heading", across=len(_RULES)),
    )
    return Sheet(
        "Fontes", cells, (proof, files, rules), widths={0: 46, 10: 24}, freeze=(2, 0), footer=footer(month)
    )


def checks_of(month: Month) -> Iterator[Check]:
    """Yield the comparisons that prove the report: files against themselves, against the portfolio, against sheets."""
    for s in month.sources:
        used = (s.rows_used + s.rows_set_aside, s.cents_read, s.cents_used + s.cents_set_aside)
        yield f"{s.name}: lidas = usadas + separadas", s.rows_read, *used
        if s.footer_cents is not None:
            yield (
                f"{s.name}: soma das linhas = rodapé",
                s.rows_read,
                s.rows_read,
                s.cents_read,
                s.footer_cents,
            )
    rows, cents = len(month.operations), int(month.operations["balance_cents"].sum())
    came = [s.operations() for s in month.sources]
    yield (
        "Entrada usada = operações do relatório",
        sum(r for r, _ in came),
        rows,
        sum(c for _, c in came),
        cents,
    )
    for classified in month.classified:
        provision = int(classified.operations["provision_cents"].sum())
        yield (
            f"Operações = classificadas: {official_words(classified)}",
            rows,
            len(classified.operations),
            cents,
            cents,
        )
        parts = [name for name in ("incurred_cents", "additional_cents") if name in classified.operations]
        if parts:
            total = int(classified.operations[parts].sum().sum())
            yield f"Componentes = provisão: {classified.title}", rows, rows, total, provision
    for aging in month.aging:
        name = f"Operações = aging: {aging.scheme_title}{f', por {aging.by_title}' if aging.by else ''}"
        yield name, rows, int(aging.rows["count"].sum()), cents, int(aging.rows["balance_cents"].sum())


def agrees(check: Check) -> bool:
    """Return whether rows and centavos are the same on both sides."""
    _, rows_in, rows_out, cents_in, cents_out = check
    return (rows_in, cents_in) == (rows_out, cents_out)


def _verdict(row: int, check: Check) -> Cell:
    fits = agrees(check)
    return Cell(row, len(_CHECKS), "confere" if fits else "não confere", "good" if fits else "bad")


def _sums() -> tuple[str, ...]:
    return tuple(column.name for column in _FILES if column.name.startswith("rows_"))


def _file_row(s: SourceFile) -> tuple[object, ...]:
    layout = s.layout_title or "(não reconhecido)"
    rows = (s.rows_read, s.rows_used, s.rows_set_aside)
    return (
        s.name,
        s.sheet,
        layout,
        *rows,
        s.cents_read,
        s.cents_used,
        s.cents_set_aside,
        s.footer_cents,
        s.sha256,
    )


def _rule_row(rule: RuleSource) -> tuple[object, ...]:
    kind = _KINDS.get(rule.kind, rule.kind)
    period = (rule.effective_from, rule.effective_to, rule.checked_on)
    return (rule.title, rule.id, kind, rule.act, *period, rule.status, rule.file, rule.url, rule.sha256)


def _frame(columns: tuple[Column, ...], rows: list[Check] | list[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd

    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pd.DataFrame(
        {c.name: pd.Series(list(v), dtype="object") for c, v in zip(columns, values, strict=True)}
    )
