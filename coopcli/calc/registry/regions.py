"""The tax region that issued each CPF, counted beside the state of the address: information, never a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coopcli.calc.columns import Keyed
from coopcli.documents import CPF_LENGTH
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.registry import REGION_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import Table

_NINTH = 8


def regions_of(members: pd.DataFrame, addresses: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return REGION_COLUMNS: counts alone, with nobody's name, for the ninth digit is no residence."""
    document = members["document"].fillna("")
    persons = members[(document.str.len() == CPF_LENGTH).to_numpy(dtype=bool)].reset_index(drop=True)
    digit = persons["document"].str[_NINTH]
    states = pd.Series(decide(table, Facts({"cpf_region": digit}, len(persons))).outcome("states").astype(object))
    address = Keyed(addresses["member_id"]).of(persons["member_id"])
    home = address.text(addresses["state"]).fillna("").str.strip().str.upper()
    blank = (home == "").to_numpy(dtype=bool)
    inside = (home.map(_region_of_each_state(table)) == digit).to_numpy(dtype=bool)
    rows = pd.DataFrame(
        {
            "cpf_region": digit, "states": states, "count": 1, "same": inside & ~blank, "other": ~inside & ~blank,
            "unknown": blank,
        }
    )  # fmt: skip
    counted = rows.groupby(["cpf_region", "states"], as_index=False).sum()
    return counted[[column.name for column in REGION_COLUMNS]].astype(
        dict.fromkeys(("count", "same", "other", "unknown"), "int64")
    )


def _region_of_each_state(table: Table) -> dict[str, str]:
    """Return the ninth digit of each state."""
    return {
        state: str(digit)
        for row in table.rows
        for digit in row.conditions["cpf_region"].values or ()
        for state in str(row.outcomes["states"]).split(", ")
    }
