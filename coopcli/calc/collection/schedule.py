"""The instalments of an agreement: Tabela Price or equal parts, the last one closing the balance to the centavo."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.growth import exact_rate
from coopcli.calc.columns import amounts, dates, days, text
from coopcli.calc.columns import strings as arrow
from coopcli.dates import add_months
from coopcli.money import share, share_of_each
from coopcli.words.agreements import SCHEDULE_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints

LONGEST = 1_200
"""Instalments (a hundred years of months) beyond which a count is a slip of the keyboard, not a schedule."""

_KEYS = ["agreement_id", "installment_number"]


def can_be_scheduled(terms: pd.DataFrame) -> Flags:
    """Return which agreements tell form, count and amount."""
    count = amounts(terms["installment_count"])
    known = terms["amortization"].notna().to_numpy() & (terms["financed_cents"].to_numpy() > 0)
    flags: Flags = known & (count > 0) & (count <= LONGEST)
    return flags


def schedule_of(terms: pd.DataFrame) -> pd.DataFrame:
    """Return the instalments of agreements, in order of agreement and number.

    Reads   ``agreement_id``, ``financed_cents``, ``installment_count``, ``first_due_date``, ``monthly_rate``,
            ``amortization``. Of equal instalments the rate is not used.
    Adds    ``installment_number``, ``due_date``, ``amount_cents``, ``interest_cents``, ``principal_cents``,
            ``balance_cents``: principals add up to the amount financed, and the last balance is zero.
    """
    told = terms[can_be_scheduled(terms)].reset_index(drop=True)
    count = amounts(told["installment_count"])
    is_price = (told["amortization"] == "price").to_numpy(dtype=bool)
    rates, which = _rates(told, is_price)
    tops, bottoms = (np.array(part, dtype=np.int64)[which] for part in zip(*map(_parts, rates), strict=True))
    payment = _payment(told, rates, which)
    balance = told["financed_cents"].to_numpy(dtype=np.int64).copy()
    parts = []
    for number in range(1, int(count.max(initial=0)) + 1):
        interest = share(balance, tops, bottoms)
        owed = balance + interest
        amount = np.where(count == number, owed, np.minimum(payment, owed))
        balance = owed - amount
        going = np.flatnonzero(count >= number)
        columns = {"amount_cents": amount, "interest_cents": interest, "balance_cents": balance}
        parts.append(pd.DataFrame({name: values[going] for name, values in columns.items()}).assign(
            agreement_id=told["agreement_id"].to_numpy()[going], place=going, installment_number=number))  # fmt: skip
    return _dated(parts, told)


def _rates(told: pd.DataFrame, is_price: Flags) -> tuple[list[Fraction], Ints]:
    """Return the distinct monthly rates and which of them each agreement has; the first is zero."""
    values = np.where(is_price, told["monthly_rate"].to_numpy(dtype=np.float64, na_value=0.0), 0.0)
    distinct, which = np.unique(np.append(0.0, values), return_inverse=True)
    return [Fraction(exact_rate(value)) for value in distinct], which[1:].astype(np.int64)


def _parts(rate: Fraction) -> tuple[int, int]:
    return rate.numerator, rate.denominator


def _payment(told: pd.DataFrame, rates: list[Fraction], which: Ints) -> Ints:
    """Return the usual instalment: financed × i(1 + i)ⁿ ÷ ((1 + i)ⁿ − 1), or financed ÷ n without interest."""
    count = amounts(told["installment_count"])
    pairs, place = np.unique(np.stack([which, count]), axis=1, return_inverse=True)
    shares = [_part(rates[int(rate)], int(n)) for rate, n in pairs.T]
    return share_of_each(told["financed_cents"].to_numpy(dtype=np.int64), shares, place.reshape(-1).astype(np.int64))


def _part(rate: Fraction, count: int) -> Fraction:
    grown = (1 + rate) ** count
    return rate * grown / (grown - 1) if rate else Fraction(1, count)


def _dated(parts: list[pd.DataFrame], told: pd.DataFrame) -> pd.DataFrame:
    """Return the instalments with their due dates (missing where the first is) and principals."""
    empty = pd.DataFrame({name: pd.Series(dtype="int64") for name in ("amount_cents", "interest_cents",
        "balance_cents", "place", "installment_number")}).assign(agreement_id=pd.Series(dtype="str"))  # fmt: skip
    whole = pd.concat([empty, *parts], ignore_index=True)
    whole = whole.sort_values(["place", "installment_number"], kind="stable", ignore_index=True)
    first = days(told["first_due_date"])[whole["place"].to_numpy(dtype=np.int64)]
    due = add_months(first, whole["installment_number"].to_numpy(dtype=np.int64) - 1)
    return whole.assign(
        agreement_id=text(arrow(whole["agreement_id"])),
        due_date=dates(due),
        principal_cents=whole["amount_cents"] - whole["interest_cents"],
    ).drop(columns="place")


def beside_exported(schedule: pd.DataFrame, exported: pd.DataFrame, on: np.datetime64) -> pd.DataFrame:
    """Return the schedule beside the instalments of the cooperative's sheet, and in what they differ.

    Payments after ``on`` do not exist. Rows of either side are kept (results SCHEDULE_COLUMNS).
    """
    paid_later = days(exported["paid_date"]) > on
    sheet = pd.DataFrame({
        **{name: exported[name] for name in _KEYS},
        "exported_due_date": exported["due_date"],
        "exported_amount_cents": exported["amount_cents"].astype("Int64"),
        "paid_cents": exported["paid_cents"].astype("Int64").mask(paid_later, 0),
        "paid_date": exported["paid_date"].mask(paid_later),
    })  # fmt: skip
    money = dict.fromkeys(("amount_cents", "interest_cents", "principal_cents", "balance_cents"), "Int64")
    typed = {"installment_number": "Int64"}
    both = schedule.astype(money | typed).merge(sheet.astype(typed), how="outer", on=_KEYS, indicator="side")
    both["difference_cents"] = both["exported_amount_cents"] - both["amount_cents"]
    both["differs"] = _differences(both)
    return both.sort_values(_KEYS, kind="stable", ignore_index=True)[[column.name for column in SCHEDULE_COLUMNS]]


def _differences(both: pd.DataFrame) -> pd.Series[str]:
    """Return in what the sides differ ('' where in nothing, or where the agreement has no exported instalments)."""
    told = both["agreement_id"].isin(both.loc[both["side"] != "left_only", "agreement_id"])
    reckoned = both["agreement_id"].isin(both.loc[both["side"] != "right_only", "agreement_id"])
    amount = both["difference_cents"].fillna(0) != 0
    due = both["due_date"].notna() & both["exported_due_date"].notna() & (both["due_date"] != both["exported_due_date"])
    tests = [
        (both["side"] == "left_only") & told,
        (both["side"] == "right_only") & reckoned,
        ~reckoned,
        amount & due,
        amount,
        due,
    ]
    words = ["falta na planilha", "não está no cálculo", "sem dados para calcular", "valor e vencimento", "valor",
             "vencimento"]  # fmt: skip
    return pd.Series(np.select([np.asarray(test, dtype=bool) for test in tests], words, default=""), dtype="str")
