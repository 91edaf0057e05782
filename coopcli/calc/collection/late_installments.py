"""The late instalments of a portfolio on any day, each with what is still owed of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, amounts, dates, days
from coopcli.calc.delay import days_late, delay_from_installments

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints
    from coopcli.calc.portfolio import Portfolio

OF_AN_INSTALLMENT = "parcela"
OF_A_CONTRACT = "contrato sem parcelas exportadas"
UNKNOWN = "valor vencido não informado"

_ABOUT = ("contract_id", "member_id", "document", "member_name", "person_type", "product_kind")


def late_installments(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], on: date) -> pd.DataFrame:
    """Return the late instalments on ``on``, by operation and due date, with what is still owed of each.

    Reads   installments (payments after ``on`` do not exist yet); of operations without exported instalments the
            overdue amount, due since its oldest due date; contracts, for their rate.
    Adds    ``debt_id``, ``due_date``, ``days_past_due``, ``overdue_cents``, ``monthly_rate`` and ``basis``.
    """
    day = np.datetime64(on, "D")
    sheet = frames["installments"]
    found = delay_from_installments(portfolio.ids, sheet, day, portfolio.calendar, portfolio.tolerance_cents)
    late = np.flatnonzero(found.open.days_past_due > 0)
    rows = found.open.row[late]
    told = _rows(
        portfolio, found.open.operation[late], days(sheet["due_date"])[rows], found.open.days_past_due[late],
        found.open.unpaid_cents[late],
    )  # fmt: skip
    told = told.assign(
        installment_number=sheet["installment_number"].iloc[rows].astype("Int64").to_numpy(), basis=OF_AN_INSTALLMENT
    )
    whole = pd.concat([told, _without_installments(portfolio, found.known, day)], ignore_index=True)
    whole["monthly_rate"] = _rates(whole["contract_id"], frames["contracts"])
    return whole.sort_values(["operation", "due_date", "installment_number"], kind="stable", ignore_index=True)


def _rows(portfolio: Portfolio, operation: Ints, due: Days, past: Ints, owed: Ints) -> pd.DataFrame:
    about = portfolio.operations[list(_ABOUT)].iloc[operation].reset_index(drop=True)
    about.insert(0, "debt_id", about["contract_id"])
    return about.assign(operation=operation, due_date=dates(due), days_past_due=past, overdue_cents=owed)


def _without_installments(portfolio: Portfolio, known: np.ndarray, day: np.datetime64) -> pd.DataFrame:  # type: ignore[type-arg]
    """Return the operations that no instalment tells of, late since their oldest due date."""
    due = days(portfolio.operations["oldest_due_date"])
    past = np.where(np.isnat(due) | (due > day), 0, days_late(due, day, portfolio.calendar))
    which = np.flatnonzero(~known & (past > 0))
    told = portfolio.operations["overdue_cents"].iloc[which]
    rows = _rows(portfolio, which, due[which], past[which], amounts(told))
    number = pd.array([pd.NA] * len(which), dtype="Int64")
    return rows.assign(installment_number=number, basis=np.where(told.isna(), UNKNOWN, OF_A_CONTRACT))


def _rates(ids: pd.Series, contracts: pd.DataFrame) -> np.ndarray:  # type: ignore[type-arg]
    """Return the monthly rate of each contract as told (NaN: not told)."""
    rates = contracts["monthly_rate"].to_numpy(dtype=np.float64, na_value=np.nan)
    return Keyed(contracts["contract_id"]).of(ids).at(rates, np.nan)
