"""What is known of each contract: its own terms and the record of the member who owes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, nullable, positions, strings, take, text
from coopcli.dates import full_months

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints
    from coopcli.calc.portfolio import Portfolio


def contract_facts(frames: Mapping[str, pd.DataFrame], portfolio: Portfolio, wage_cents: int) -> pd.DataFrame:
    """Return one row for each contract with a balance: what rules ask about contract and member.

    Reads   contracts, members; the portfolio of the same frames (its first rows are these contracts, in order).
    Adds    days_past_due (int64), member_age_years, income_wages and the like (nullable), texts in small letters
            without accents (``sex``, ``marital_status``, ``profession``) and as written (``sex_written`` …).
    Keeps   the order of the contracts; overdrafts and limits of current accounts are no contracts.
    """
    owed = frames["contracts"]["balance_cents"].to_numpy(dtype=np.int64) > 0
    contracts = frames["contracts"][owed].reset_index(drop=True)
    where = _member_of(contracts, portfolio.operations["document"].iloc[: len(contracts)], frames["members"])
    members = frames["members"]
    is_company = (portfolio.operations["person_type"].iloc[: len(contracts)] == "PJ").to_numpy(dtype=bool)
    born = _taken(members["birth_date"], where).mask(is_company)  # of a company it is the day of its foundation
    income = _taken(members["monthly_income_cents"], where)
    facts = pd.DataFrame(
        {
            "contract_id": contracts["contract_id"],
            "member_id": contracts["member_id"],
            "balance_cents": contracts["balance_cents"],
            "days_past_due": portfolio.days_past_due[: len(contracts)],
            "branch": contracts["branch"],
            "product_kind": contracts["product_kind"].fillna("other"),
            "installment_count": contracts["installment_count"],
            "given_level": contracts["exported_level"],
            "member_age_years": _ages(born, portfolio.on),
            "dependent_count": _taken(members["dependent_count"], where),
            "income_wages": wages_begun(income, wage_cents),
            "monthly_income_thousands": income.astype("Float64") / 100_000,
            "is_member": where >= 0,
        }
    )
    for name in ("sex", "marital_status", "profession"):
        written = _taken(members[name], where)
        facts[f"{name}_written"], facts[name] = written, folded(written)
    return facts


def folded(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts in small letters, without accents and doubled spaces; blank is missing."""
    words = {word: _folded(str(word)) or None for word in column.dropna().unique()}
    return column.map(words).astype("str")


def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return " ".join(bare.casefold().split())


def wages_begun(income_cents: pd.Series[Any], wage_cents: int) -> pd.Series[Any]:
    """Return an income in minimum wages, the one begun counted whole: 3 wages are 3, a centavo more is 4."""
    return (income_cents + (wage_cents - 1)) // wage_cents


def _member_of(contracts: pd.DataFrame, documents: pd.Series[Any], members: pd.DataFrame) -> Ints:
    """Return the row of the member of each contract, by number, else by document (-1: none)."""
    by_number = positions(strings(contracts["member_id"]), strings(members["member_id"]))
    by_document = positions(strings(documents), strings(members["document"]))
    return np.where(by_number >= 0, by_number, by_document)


def _taken(column: pd.Series[Any], where: Ints) -> pd.Series[Any]:
    """Return the column's values at ``where``, missing where it is -1."""
    if pd.api.types.is_string_dtype(column.dtype):
        return text(take(strings(column), where))
    padded = pd.concat(
        [column.reset_index(drop=True), pd.Series([pd.NaT if column.dtype.kind == "M" else pd.NA], dtype=column.dtype)]
    )
    return padded.iloc[where].reset_index(drop=True)


def _ages(born: pd.Series[Any], on: object) -> pd.arrays.IntegerArray:
    """Return ages in whole years; missing where the date is, or lies in the future."""
    day = np.datetime64(on, "D")  # type: ignore[call-overload]
    birth = days(born)
    known = ~np.isnat(birth)
    years = full_months(np.where(known, birth, day), day) // 12
    return nullable(years, known & (birth <= day))
