"""Perfil and Tabelas: who is late, by each characteristic, with its test and its chart."""

from __future__ import annotations

from coopcli.reports.measure import height_of, wrapped_lines
from coopcli.reports.sheet import Cell, Chart, Sheet, Style, Table
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Study
from coopcli.results.profile import UNKNOWN_BAND, Association, BandTable, Profile, p_text
from coopcli.words import Column
from coopcli.words.profile import BAND_COLUMNS

_OVERVIEW = (
    Column("title", "text", "Característica"),
    Column("worst", "text", "Faixa com mais inadimplência"),
    Column("worst_rate", "rate", "Inadimplentes na faixa"),
    Column("statistic", "number", "Qui-quadrado"),
    Column("degrees", "count", "Graus de liberdade"),
    Column("p", "text", "p"),
    Column("cramers_v", "number", "V de Cramér"),
    Column("verdict", "text", "Leitura"),
)
_CHART_ROWS, _CHART_COLUMN, _CHART_SIZE = 10, 8, (560, 190)
_ALERT_CHARACTERS = 140
_WARM = "#C8793A"


def number(value: float, places: int = 3) -> str:
    """Return a statistic as it is read in a sentence: ``46,461``."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def late_words(profile: Profile) -> str:
    """Return what counts as late."""
    days = profile.late_above_days
    return f"mais de {days} dias de atraso" if days else "qualquer atraso"


def overview_sheet(study: Study, profile: Profile) -> Sheet:
    """Return the first sheet: how many are late, and which characteristics go with it."""
    import pandas as pd

    rows = [_overview_row(table, profile.significance) for table in profile.tables]
    table = Table(_OVERVIEW, pd.DataFrame(rows, columns=[column.name for column in _OVERVIEW]), 8)
    rate = profile.late / profile.contracts if profile.contracts else None
    tiles = (
        ("Contratos", profile.contracts, "count"), ("Inadimplentes", profile.late, "count"),
        ("Inadimplência", rate, "rate"),
    )  # fmt: skip
    cells = [*top("Perfil da inadimplência", f"{about(study)} · inadimplente: {late_words(profile)}")]
    for place, (label, value, kind) in enumerate(tiles):
        cells += [Cell(3, place, label, "tile_label"), Cell(4, place, value, "tile_value", kind)]  # type: ignore[arg-type]
    cells.append(Cell(7, 0, "Que características andam com a inadimplência", "heading", across=len(_OVERVIEW)))
    heights = {4: 23.0}
    for row, text in enumerate(study.alerts, table.next_row + 2):
        cells.append(Cell(row, 0, text, "warning", across=len(_OVERVIEW)))
        heights[row] = height_of(wrapped_lines(text, _ALERT_CHARACTERS))
    return Sheet(
        "Perfil",
        tuple(cells),
        (table,),
        widths={0: 26, 1: 30, 2: 18, 7: 44},
        heights=heights,
        footer=footer(study),
        colour="#1F6F78",
    )


def _overview_row(table: BandTable, significance: float) -> tuple[object, ...]:
    test = table.test
    known = (table.rows["total"] > 0) & (table.rows["band"] != UNKNOWN_BAND)
    filled = table.rows[known].sort_values("late_rate", ascending=False, kind="stable")
    worst = filled.iloc[0] if len(filled) else None
    name, rate = ("–", None) if worst is None else (worst["band"], worst["late_rate"])
    numbers = (test.statistic, test.degrees or None, p_text(test.p), test.cramers_v)
    return (table.title, name, rate, *numbers, verdict(test, significance))


def verdict(test: Association, significance: float) -> str:
    """Return what the test says, in one sentence."""
    if test.p is None:
        return f"sem teste: {test.reason}"
    p = test.p if test.exact_p is None else test.exact_p
    words = "anda com a inadimplência" if p < significance else "a diferença pode ser acaso"
    return f"{words} (aproximado)" if test.small_cells and test.exact_p is None else words


def tables_sheet(study: Study, profile: Profile) -> Sheet:
    """Return every characteristic one below the other, each with its test and a chart of the share that is late."""
    cells: list[Cell] = list(top("Tabelas", f"{about(study)} · inadimplente: {late_words(profile)}"))
    tables: list[Table] = []
    charts: list[Chart] = []
    breaks: list[int] = []
    row = 3
    for position, found in enumerate(profile.tables):
        if position and position % 3 == 0:
            breaks.append(row)
        table = Table(BAND_COLUMNS, found.rows, row + 1, sums=_SUMS, ratios=_RATIOS)
        cells.append(Cell(row, 0, f"{found.title} ({found.article})", "heading", across=len(BAND_COLUMNS)))
        cells.append(Cell(table.next_row, 0, test_words(found.test), _style(found.test), across=len(BAND_COLUMNS)))
        tables.append(table)
        charts.append(_chart(found, table, row + 1))
        row = max(table.next_row + 2, row + _CHART_ROWS)
    heights = {t.next_row: 30.0 for t, found in zip(tables, profile.tables, strict=True) if found.test.warning}
    return Sheet(
        "Tabelas",
        tuple(cells),
        tuple(tables),
        tuple(charts),
        widths={0: 34},
        heights=heights,
        breaks=tuple(breaks),
        freeze=(2, 0),
        footer=footer(study),
    )


_SUMS = ("total", "on_time", "late", "portfolio_share", "late_share")
_RATIOS = {"late_rate": ("late", "total")}


def _style(test: Association) -> Style:
    return "warning" if test.reason or test.warning else "small"


def _chart(found: BandTable, table: Table, row: int) -> Chart:
    return Chart(
        f"Inadimplência por {found.title[:1].lower() + found.title[1:] if found.title != 'PA' else 'PA'}",
        table,
        "band",
        "late_rate",
        row,
        _CHART_COLUMN,
        *_CHART_SIZE,
        colour=_WARM,
    )


def test_words(test: Association) -> str:
    """Return the test in words: ``qui-quadrado 46,461; 4 g.l.; p < 0,0001; V de Cramér 0,088``."""
    if test.p is None or test.statistic is None or test.cramers_v is None:
        return f"Sem teste: {test.reason}."
    p = p_text(test.p)
    words = [
        f"Qui-quadrado {number(test.statistic)}",
        f"{test.degrees} g.l.",
        f"p {p if p.startswith('<') else f'= {p}'}",
    ]
    words.append(f"V de Cramér {number(test.cramers_v)}")
    if test.exact_p is not None:
        words.append(f"p exato de Fisher {p_text(test.exact_p)}")
    return f"{'; '.join(words)}. {test.warning}".strip()
