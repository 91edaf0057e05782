"""Facts, both regimes and reasons over a million contracts in memory; growth with rows and with rules."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measure import Result, alternating, seconds
from coopcli import sample
from coopcli.calc import expected_loss, levels
from coopcli.calc.portfolio import portfolio_of
from coopcli.closing.rules import MonthRules, calendar_of, rules_for
from coopcli.reading.layouts import load_layouts
from coopcli.reading.read import read_folder
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.tables import Condition, Table
from coopcli.shipped import folder as shipped

if TYPE_CHECKING:
    import pandas as pd

ON = date(2026, 10, 31)
CONTRACTS = 1_000_000


def run(folder: Path) -> list[Result]:
    """Return the calculation's seconds, its growth, and what fifty more rules cost."""
    sample.scaled(folder / "calc", CONTRACTS, 5)
    layouts = load_layouts([shipped("rules") / "layouts"])
    frames = read_folder(folder / "calc" / "exports" / "2026-10", layouts).frames
    rules = rules_for(load_rulebook(shipped("rules")), ON, ("risk_levels",))
    times = {size: seconds(lambda n=size: calculate(_first(frames, n), rules)) for size in (CONTRACTS // 8, CONTRACTS)}
    mine, floor = alternating([lambda: calculate(frames, rules), lambda: _floor(frames)], 3)
    slope = math.log(times[CONTRACTS] / times[CONTRACTS // 8]) / math.log(8)
    return [
        Result(
            f"facts and both regimes, {CONTRACTS:,} contracts, 5 instalments each",
            f"{mine:.2f} s ({CONTRACTS / mine:,.0f} contracts/s)",
            f"{floor:.3f} s (numpy over the same columns once)",
            f"{mine / floor:.0f}×",
            "≤ 4 s",
            mine <= 4,
        ),
        Result("growth with rows (log-log slope)", f"{slope:.2f}", "", "", "≤ 1.05", slope <= 1.05),
        _more_rules(frames, rules),
    ]


def calculate(frames: dict[str, pd.DataFrame], rules: MonthRules) -> None:
    """Compute the facts and both regimes."""
    portfolio = portfolio_of(frames, ON, calendar_of(rules.calendars, date(2015, 1, 1), ON))
    levels.classify(portfolio, frames, rules.regimes["risk_levels"][0], None)
    expected_loss.classify(portfolio, frames, *rules.regimes["floor_provision"], None, None)


def _first(frames: dict[str, pd.DataFrame], contracts: int) -> dict[str, pd.DataFrame]:
    kept = frames["contracts"].head(contracts)
    mine = {
        name: frame[frame["contract_id"].isin(kept["contract_id"])].reset_index(drop=True)
        for name, frame in frames.items()
        if "contract_id" in frame and name != "contracts"
    }
    return frames | mine | {"contracts": kept.reset_index(drop=True)}


def _floor(frames: dict[str, pd.DataFrame]) -> int:
    """Add and compare the columns that the calculation cannot do without."""
    installments, contracts = frames["installments"], frames["contracts"]
    owed = installments["amount_cents"].to_numpy() - installments["paid_cents"].to_numpy()
    late = installments["due_date"].to_numpy() < np.datetime64(ON)
    return int((owed * late).sum() + contracts["balance_cents"].to_numpy().sum())


def _more_rules(frames: dict[str, pd.DataFrame], rules: MonthRules) -> Result:
    """Return what the whole calculation costs when one of its tables has fifty more rows."""
    concepts, provision = rules.regimes["floor_provision"]
    longer = provision.tables | {"incurred_loss": _with_rows(provision.tables["incurred_loss"], 50)}
    more_rules = replace(
        rules, regimes=rules.regimes | {"floor_provision": (concepts, replace(provision, tables=longer))}
    )
    more, plain = alternating([lambda: calculate(frames, more_rules), lambda: calculate(frames, rules)], 3)
    ratio = more / plain
    what = "the same with fifty more rules"
    return Result(what, f"{more:.2f} s", f"{plain:.2f} s", f"{ratio:.2f}×", "≤ 1.1×", ratio <= 1.1)


def _with_rows(table: Table, more: int) -> Table:
    """Return the table with further months before its last rows, so that each cell still has one row."""
    last = table.rows[-1]
    rows = [
        replace(last, conditions={**last.conditions, "months_since_default": Condition(21 + i, 21 + i)})
        for i in range(more)
    ]
    return replace(table, rows=(*table.rows[:-5], *rows, *table.rows[-5:]))
