"""Indicators of delinquency and cover (rules/indicators): INAD, PAR, IPROV, IC, IQC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopcli.results import Classified, Indicator
from coopcli.rulebook.decide import collect
from coopcli.rulebook.facts import Facts
from coopcli.words.lists import LEVELS

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile, Table

WHOLE = "carteira"


def indicators(portfolio: Portfolio, classified: Classified, rule: RuleFile) -> list[Indicator]:
    """Return the indicators of the month, in the order of the rule file.

    The provision is that of ``classified`` (the regime in force); the table ``quality`` needs risk levels and is
    left out where the regime has none.
    """
    operations = classified.operations
    columns = {
        "balance_cents": portfolio.balance_cents,
        "overdue_cents": portfolio.operations["overdue_cents"].fillna(0).to_numpy(dtype=np.int64),
        "provision_cents": operations["provision_cents"].to_numpy(dtype=np.int64),
    }
    facts = Facts({"days_past_due": portfolio.days_past_due, "level": operations["risk_class"]}, portfolio.size)
    has_levels = set(operations["risk_class"].cat.categories) <= set(LEVELS)
    names = ["indicators", "quality"] if has_levels else ["indicators"]
    totals: dict[str, int] = {WHOLE: int(columns["balance_cents"].sum())}
    found = [item for name in names for item in _of_table(rule.tables[name], facts, columns)]
    totals |= {key: cents for key, _title, cents, _denominator in found}
    return [Indicator(key, key, cents, totals[denominator], title) for key, title, cents, denominator in found]


def _of_table(table: Table, facts: Facts, columns: dict[str, Ints]) -> list[tuple[str, str, int, str]]:
    matches = collect(table, facts).matches
    return [
        (
            str(row.outcomes["indicator"]),
            row.title,
            int(columns[str(row.outcomes["numerator"])][matches[:, i]].sum()),
            str(row.outcomes["denominator"]),
        )
        for i, row in enumerate(table.rows)
    ]
