"""Provisão: each regime by class, by branch and by product; totals are formulas over the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import (
    about,
    footer,
    in_order,
    in_sentence,
    money_columns,
    official_words,
    top,
)
from coopcli.results import Classified, Month
from coopcli.words import Column, column
from coopcli.words.classification import PROVISION_COLUMNS, REGIME_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_UNKNOWN = "(sem informação)"

_GROUPS = {"risk_class": "", "branch": "Por PA", "product": "Por produto"}

_BALANCE, _SHARE, _DEFAULTED, _RATE = PROVISION_COLUMNS


def provision_sheet(month: Month) -> Sheet:
    """Return the sheet of provisions, one section a regime."""
    cells, tables, breaks, row = list(top("Provisão", about(month))), [], [], 3
    for classified in month.classified:
        cells.append(Cell(row, 0, official_words(classified), "band", across=6))
        row += 2
        for key, heading in _GROUPS.items():
            title = heading or f"Por {in_sentence(class_title(classified.regime))}"
            table = provision_table(month, classified, key, row + 1)
            cells.append(Cell(row, 0, title, "heading", across=len(table.columns)))
            tables.append(table)
            row = table.next_row + 1
        row += 1
        breaks.append(row)
    return Sheet(
        "Provisão",
        tuple(cells),
        tuple(tables),
        freeze=(2, 1),
        breaks=tuple(breaks[:-1]),
        footer=footer(month),
    )


def provision_table(month: Month, classified: Classified, key: str, row: int) -> Table:
    """Return the table of a regime by ``key``: risk_class; branch or product (with the balance by class)."""
    facts = _facts(month, classified)
    classes = [] if key == "risk_class" else in_order(list(facts["risk_class"].unique()))
    by_class = tuple(Column(f"class.{name}", "money", f"Saldo {name}") for name in classes)
    columns = (
        Column(key, "text", class_title(classified.regime) if key == "risk_class" else _title(key)),
        column("count", "Operações"),
        *_amounts(classified),
        *by_class,
    )
    sums = ("count", "share", *(c.name for c in columns if c.kind == "money"))
    ratios = {"effective_rate": ("provision_cents", "balance_cents")}
    return Table(columns, _grouped(facts, key, classes), row, sums=sums, ratios=ratios)


def _amounts(classified: Classified) -> tuple[Column, ...]:
    """Return what is shown of every group: balance, of it the defaulted, components and provision."""
    defaulted = (_DEFAULTED,) if "is_defaulted" in classified.operations else ()
    return (_BALANCE, _SHARE, *defaulted, *money_columns(classified.regime), _RATE)


def class_title(regime: str) -> str:
    """Return what the regime calls its classes: nível de risco, carteira."""
    return next(column.title for column in REGIME_COLUMNS[regime] if column.name == "risk_class")


def _title(key: str) -> str:
    return {"branch": "PA", "product": "Produto"}[key]


def _facts(month: Month, classified: Classified) -> pd.DataFrame:
    """Return one row an operation with what the tables add up."""
    import pandas as pd

    given = classified.operations.reset_index(drop=True)
    facts = {"balance_cents": month.operations["balance_cents"].reset_index(drop=True)}
    for name in ("branch", "product"):
        facts[name] = _named(month.operations[name].reset_index(drop=True))
    facts["risk_class"] = _named(given["risk_class"])
    facts |= {column.name: given[column.name] for column in money_columns(classified.regime)}
    if "is_defaulted" in given:
        facts["defaulted_cents"] = facts["balance_cents"].where(given["is_defaulted"].fillna(False).astype(bool), 0)
    return pd.DataFrame(facts, copy=False)


def _named(names: pd.Series) -> pd.Series:
    return names.astype("str").fillna(_UNKNOWN)


def _grouped(facts: pd.DataFrame, key: str, classes: Iterable[str]) -> pd.DataFrame:
    """Return counts and sums by ``key``, shares and rates, and the balance of each of ``classes``."""
    amounts = [name for name in facts if str(name).endswith("_cents")]
    groups = facts.groupby(key, sort=False)
    rows = groups[amounts].sum().assign(count=groups.size())
    rows = rows.loc[in_order(list(rows.index))]
    whole = int(rows["balance_cents"].sum()) or 1
    rows["share"] = rows["balance_cents"] / whole
    rows["effective_rate"] = rows["provision_cents"] / rows["balance_cents"].where(rows["balance_cents"] != 0)
    for name in classes:
        of_class = facts[facts["risk_class"] == name].groupby(key)["balance_cents"].sum()
        rows[f"class.{name}"] = of_class.reindex(rows.index, fill_value=0)
    return rows.rename_axis(key).reset_index()
