"""What the file for the law office says of a debt, in words: who and where, instalments, guarantees, agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from coopcli.dates import brazilian
from coopcli.documents import punctuate
from coopcli.money import brl
from coopcli.words import CHOICE_TITLES

if TYPE_CHECKING:
    import numpy as np

PHONES = ("mobile_phone", "home_phone", "work_phone", "message_phone")
Words = Callable[[pd.DataFrame], str]


def of_each(keys: Iterable[str], rows: pd.DataFrame, by: str, words: Words) -> pd.Series[str]:
    """Return, for each key, the words for its rows ('' where it has none)."""
    wanted = list(keys)
    mine = rows[rows[by].isin(set(wanted))]
    told = {str(key): words(group) for key, group in mine.groupby(by, sort=False)}
    return pd.Series([told.get(key, "") for key in wanted], dtype="str")


def joined(parts: Iterable[object], between: str = ", ") -> str:
    """Return the parts that are not blank, each once."""
    return between.join(dict.fromkeys(str(part) for part in parts if not pd.isna(part) and str(part)))


def address(rows: pd.DataFrame) -> str:
    """Return the first address on one line."""
    row = rows.iloc[0]
    place = joined((row["city"], row["state"]), "/")
    return joined((row["street"], row["number"], row["complement"], row["district"], place, _zip(row["zip_code"])))


def _zip(code: object) -> object:
    return code if pd.isna(code) else f"CEP {code}"


def phones(rows: pd.DataFrame) -> str:
    """Return every telephone."""
    return joined(rows[name].iloc[0] for name in PHONES)


def email(rows: pd.DataFrame) -> str:
    """Return every e-mail."""
    return joined(rows["email"])


def installments(rows: pd.DataFrame) -> str:
    """Return ``2 parcelas: 9 (17/08/2026), 10 (17/09/2026)``; of a debt without instalments, since when it is due."""
    numbers = rows["installment_number"]
    if numbers.isna().all():
        return f"vencido desde {_day(rows['due_date'].min())}"
    parts = (f"{n} ({_day(due)})" for n, due in zip(numbers, rows["due_date"], strict=True) if not pd.isna(n))
    return f"{len(rows)} parcela{'s' if len(rows) > 1 else ''}: {joined(parts)}"


def _day(day: pd.Timestamp | np.datetime64) -> str:
    return "data não informada" if pd.isna(day) else brazilian(pd.Timestamp(day))


def guarantors(rows: pd.DataFrame) -> str:
    """Return each guarantor with CPF or CNPJ."""
    named = zip(rows["name"].fillna("sem nome"), rows["document"].fillna(""), strict=True)
    return joined((f"{name} ({punctuate(document)})" for name, document in named), "; ")


def guarantees(rows: pd.DataFrame) -> str:
    """Return each guarantee with its description and value."""
    return joined((_guarantee(row) for row in rows.to_dict("records")), "; ")


def _guarantee(row: Mapping[object, object]) -> str:
    kind, described, cents = str(row["guarantee_kind"]), row["description"], row["amount_cents"]
    value = "" if pd.isna(cents) else brl(int(cents))  # type: ignore[arg-type, call-overload]
    return joined((CHOICE_TITLES.get(kind, kind), described, value))


def classes(rows: pd.DataFrame) -> str:
    """Return the classes of the operations of a debt."""
    return joined(rows["risk_class"])


def agreements(rows: pd.DataFrame) -> str:
    """Return each agreement with its state and day."""
    told = zip(rows["agreement_id"], rows["agreement_state"].astype(str), rows["signed_date"], strict=True)
    return joined((f"{name} de {_day(day)} ({CHOICE_TITLES.get(state, state)})" for name, state, day in told), "; ")
