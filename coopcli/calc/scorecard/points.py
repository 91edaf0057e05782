"""The points that a rule file of ``collect sum`` gives to each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coopcli.errors import stop
from coopcli.rulebook.decide import collect
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.vocabulary import FACTS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile, Table

MEANING = "points_mean"


def scorecard_table(rule: RuleFile) -> Table:
    """Return the one table of the file whose points add up; CoopError where there is none, or more than one."""
    found = [table for table in rule.tables.values() if table.hit == "collect sum"]
    if len(found) != 1:
        told = f"{rule.id}: {len(found)} tabelas com hit: collect sum"
        raise stop("opcao-invalida", told, expected="uma regra com uma tabela de pontos, como rating/nossacoop")
    return found[0]


def points_of(cases: pd.DataFrame, table: Table) -> tuple[pd.Series[int], list[str]]:
    """Return the points of each case, and the titles of the facts that nobody told: they count as not informed.

    Raises CoopError where the table asks for a fact that may not be missing and that the cases do not have.
    """
    absent = [name for name in table.facts if name not in cases or cases[name].isna().all()]
    needed = [FACTS[name].asked for name in absent if not FACTS[name].may_be_missing]
    if needed:
        told = f"faltam nos arquivos: {', '.join(needed)}"
        raise stop("opcao-invalida", told, expected=f"o que a tabela {table.name} de {table.rule_id} pede")
    unknown = [name for name in table.signature.given if name not in cases or name in absent]
    blank = {name: pd.Series(pd.NA, index=cases.index, dtype="object") for name in unknown}
    total = collect(table, Facts.of(cases, **blank)).total
    return pd.Series(total, index=cases.index), [FACTS[name].asked for name in absent]


def more_points_mean_risk(rule: RuleFile | None, back_test: RuleFile) -> bool:
    """Return whether more points mean more risk: as the scorecard says, else as the rule of the back-test does."""
    told = rule.parameters.get(MEANING) if rule else None
    return str(told.value if told else back_test[MEANING]) == "risk"
