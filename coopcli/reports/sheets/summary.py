"""Resumo: the month on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcli.dates import brazilian
from coopcli.documents import punctuate
from coopcli.money import brl, percent
from coopcli.reports.sheet import Cell, Chart, Sheet, Table
from coopcli.reports.sheets.aging import aging_table
from coopcli.reports.sheets.parts import Tile, footer, in_sentence, official_words, plural, tile_cells
from coopcli.reports.sheets.provision import class_title, provision_table
from coopcli.reports.sheets.sources import checks_of
from coopcli.results import AgingTable, Indicator, Month
from coopcli.words import Kind

if TYPE_CHECKING:
    import pandas as pd

_LEFT, _RIGHT = 0, 6
_WIDTHS = {0: 31, 1: 13, 2: 22, 3: 22, 4: 15, 5: 4, 6: 31, 7: 13, 8: 22, 9: 15, 10: 22}
_TABLES_ROW = 9
_CHART_ROWS, _CHART_SIZE = 12, (746, 238)
_WARM = "#C8793A"
_LINE = 23
_MOST_ALERTS = 8
_TILE_PLACES = ((0, 2), (2, 2), (4, 3), (7, 2), (9, 2))
_COVERAGE = "IC"
"""The indicator of coverage, where the rules have it."""


def summary_sheet(month: Month) -> Sheet:
    """Return the first sheet: who, when, how much, how late, how safe, and what to look at."""
    tables = _tables(month)
    row = max((table.next_row for table in tables), default=_TABLES_ROW) + 1
    charts = _charts(month, tables, row)
    below = row + (_CHART_ROWS + 1 if charts else 0)
    cells = (
        *_head(month),
        *tile_cells(_tiles(month), _TILE_PLACES),
        *_headings(month, tables),
        *_indicator_cells(month.indicators, below),
        *_care_cells(month, below),
    )
    return Sheet(
        "Resumo",
        cells,
        tuple(tables),
        tuple(charts),
        widths=_WIDTHS,
        heights={4: 15, 5: 24, 6: 23} | dict.fromkeys(range(below + 1, below + 1 + _lines(month)), _LINE),
        one_page=True,
        footer=footer(month),
        colour="#1F6F78",
    )


def _head(month: Month) -> list[Cell]:
    cnpj = f" · CNPJ {punctuate(month.cooperative.cnpj)}" if month.cooperative.cnpj else ""
    line = f"Carteira de crédito na data-base de {brazilian(month.reference_date)}{cnpj} · valores em reais"
    return [Cell(0, 0, month.cooperative.name, "title"), Cell(1, 0, line, "subtitle")]


def _tiles(month: Month) -> list[Tile]:
    """Return the figures that a director reads first."""
    facts = month.operations
    total, late = int(facts["balance_cents"].sum()), facts["days_past_due"] > 0
    late_cents = int(facts.loc[late, "balance_cents"].sum())
    in_arrears = plural(int(late.sum()), "operação", "operações")
    tiles: list[Tile] = [
        ("Carteira total", total, "money", plural(len(facts), "operação", "operações")),
        (
            "Saldo das operações em atraso",
            late_cents,
            "money",
            f"{in_arrears} · {_percent(late_cents, total)}",
        ),
    ]
    if not month.classified:
        return tiles
    in_force = month.classified[0]
    provision = int(in_force.operations["provision_cents"].sum())
    tiles += [
        ("Provisão", provision, "money", official_words(in_force)),
        ("Provisão sobre a carteira", _ratio(provision, total), "rate", "provisão ÷ saldo devedor"),
    ]
    return tiles + [
        ("Cobertura", indicator.value, "rate", indicator.definition.removeprefix("cobertura: "))
        for indicator in month.indicators
        if indicator.key == _COVERAGE
    ]


def _ratio(numerator: int, denominator: int) -> float | None:
    return numerator / denominator if denominator else None


def _percent(numerator: int, denominator: int) -> str:
    ratio = _ratio(numerator, denominator)
    return "–" if ratio is None else f"{percent(ratio)} da carteira"


def _tables(month: Month) -> list[Table]:
    """Return the provision by class (left) and the aging of the whole portfolio (right), where given."""
    tables = []
    if month.classified:
        whole = provision_table(month, month.classified[0], "risk_class", _TABLES_ROW)
        shown = ("risk_class", "count", "balance_cents", "provision_cents", "effective_rate")
        tables.append(_only(whole, shown))
    aging = _whole_aging(month.aging)
    if aging is not None:
        tables.append(aging_table(aging, _TABLES_ROW, _RIGHT))
    return tables


def _only(table: Table, names: Sequence[str]) -> Table:
    """Return the table with the columns ``names`` alone."""
    columns = tuple(column for column in table.columns if column.name in names)
    return Table(columns, table.rows, table.row, table.column, table.sums, table.ratios)


def _whole_aging(tables: Sequence[AgingTable]) -> AgingTable | None:
    return next((table for table in tables if not table.by), None)


def _headings(month: Month, tables: Sequence[Table]) -> list[Cell]:
    """Return the heading over each table."""
    aging = _whole_aging(month.aging)
    texts = {_RIGHT: f"Aging · {aging.scheme_title}" if aging else ""}
    if month.classified:
        texts[_LEFT] = f"Provisão por {in_sentence(class_title(month.classified[0].regime))}"
    return [Cell(_TABLES_ROW - 1, t.column, texts[t.column], "heading", across=len(t.columns)) for t in tables]


def _charts(month: Month, tables: Sequence[Table], row: int) -> list[Chart]:
    """Return a chart under each table that has rows."""
    return [
        _provision_chart(table, row) if table.column == _LEFT else _aging_chart(table, row, month.operations)
        for table in tables
        if len(table.rows)
    ]


def _provision_chart(table: Table, row: int) -> Chart:
    return Chart("Provisão", table, "risk_class", "provision_cents", row, _LEFT, *_CHART_SIZE)


def _aging_chart(table: Table, row: int, operations: pd.DataFrame) -> Chart:
    first = _late_bands(table.rows, operations)
    title = "Saldo em atraso por faixa" if first else "Saldo por faixa"
    return Chart(title, table, "band", "balance_cents", row, _RIGHT, *_CHART_SIZE, first, _WARM)


def _late_bands(bands: pd.DataFrame, operations: pd.DataFrame) -> int:
    """Return 1 where the first band is what is not late: drawn, it would flatten all the others."""
    on_time = operations.loc[operations["days_past_due"] <= 0, "balance_cents"]
    first = bands.iloc[0]
    same = (int(first["count"]), int(first["balance_cents"])) == (len(on_time), int(on_time.sum()))
    return int(same and len(bands) > 1)


def _indicator_cells(indicators: Sequence[Indicator], row: int) -> list[Cell]:
    """Return each indicator with its value, its definition and the amounts that it divides."""
    cells = [Cell(row, _LEFT, "Indicadores", "heading", across=5)]
    for number, indicator in enumerate(indicators, row + 1):
        amounts = f"{brl(indicator.numerator_cents)} ÷ {brl(indicator.denominator_cents)}"
        cells += [
            Cell(number, _LEFT, indicator.title),
            Cell(number, _LEFT + 1, indicator.value, "body", "rate"),
            Cell(number, _LEFT + 2, f"{indicator.definition} ({amounts})", "small", across=3),
        ]
    return cells


def _care_cells(month: Month, row: int) -> list[Cell]:
    """Return what to look at: problems, what was set aside, whether the sums close, and the alerts."""
    facts = _care_facts(month)
    cells = [Cell(row, _RIGHT, "Integridade e atenção", "heading", across=5)]
    for number, (label, value, kind) in enumerate(facts, row + 1):
        cells += [
            Cell(number, _RIGHT, label, "wrapped", across=3),
            Cell(number, _RIGHT + 3, value, "body", kind, across=2),
        ]
    alerts = [Cell(n, _RIGHT, text, "warning", across=5) for n, text in enumerate(_alerts(month), row + 1 + len(facts))]
    return cells + alerts


def _care_facts(month: Month) -> list[tuple[str, int, Kind]]:
    checks = checks_of(month)
    failed = sum(not check.agrees() for check in checks)
    facts: list[tuple[str, int, Kind]] = [
        ("Problemas encontrados (aba Problemas)", len(month.problems), "count"),
        ("Linhas separadas, fora do cálculo", sum(s.rows_set_aside for s in month.sources), "count"),
        ("Valor separado, fora do cálculo", sum(s.cents_set_aside for s in month.sources), "money"),
        (f"Conferências que não fecham, de {len(checks)} (aba Fontes)", failed, "count"),
    ]
    unread: tuple[tuple[str, int, Kind], ...] = (
        ("Último valor conhecido do que não se leu", sum(s.cents_unread for s in month.sources), "money"),
        ("Linhas separadas de valor não conhecido", sum(s.rows_unvalued for s in month.sources), "count"),
    )
    facts += [fact for fact in unread if fact[1]]
    if month.divergences is not None:
        apart = month.divergences["balance_cents"]
        facts += [
            ("Operações que o sistema vê de outro modo (aba Divergências)", len(apart), "count"),
            ("Saldo das operações da aba Divergências", int(apart.sum()), "money"),
        ]
    for other in month.classified[1:]:
        provision = int(other.operations["provision_cents"].sum())
        facts.append((f"Provisão: {official_words(other)}", provision, "money"))
    return facts


def _alerts(month: Month) -> list[str]:
    """Return the first alerts and how many more there are."""
    shown = list(month.alerts[:_MOST_ALERTS])
    more = len(month.alerts) - len(shown)
    return [*shown, f"… e mais {plural(more, 'alerta', 'alertas')}, na aba Notas"] if more else shown


def _lines(month: Month) -> int:
    """Return how many lines the indicators and what stands beside them take."""
    return max(len(month.indicators), len(_care_facts(month)) + len(_alerts(month)))
