"""Whom letters go to: name, postal address, e-mail and mobile phone of each member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from coopcli.calc.columns import Keyed, days, strings, text
from coopcli.calc.debtors import client_keys

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags

_ZIP = r"^\d{5}-?\d{3}$"
DECEASED = "deceased"
ADDRESS = ("street", "district", "city", "state", "zip_code")


def reached(who: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return, for each row of ``who`` (member_id, document), its address, e-mail and phone; "" where not known.

    The first complete address of a member counts, else the first. ``has_postal_address``: street, city, state and a
    postal code of eight digits; ``has_electronic_address``: an e-mail or a mobile phone.
    """
    addresses = _addresses(frames["addresses"])
    found = _of(who, addresses, [*ADDRESS, "is_complete"])
    found["email"] = _of(who, frames["emails"], ["email"])["email"]
    found["phone"] = _of(who, frames["phones"], ["mobile_phone"])["mobile_phone"]
    is_complete = found.pop("is_complete") == "True"
    electronic = (found["email"] != "") | (found["phone"] != "")
    return found.assign(has_postal_address=is_complete.to_numpy(), has_electronic_address=electronic.to_numpy())


def _addresses(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return the addresses with the street in one line, the complete ones first."""
    parts = [sheet[name].fillna("").str.strip() for name in ("street", "number", "complement")]
    street = parts[0]
    for part in parts[1:]:
        street = street.where(part == "", street + ", " + part)
    told = sheet.assign(street=street.str.strip(", "), zip_code=_zip_codes(sheet["zip_code"]))
    complete = told["zip_code"].str.match(_ZIP, na=False)
    for name in ("street", "city", "state"):
        complete &= told[name].fillna("").str.strip() != ""
    told["is_complete"] = complete.astype(str)
    return told.sort_values("is_complete", ascending=False, kind="stable")


def _zip_codes(codes: pd.Series[str]) -> pd.Series[str]:
    """Return ``30100-000`` for eight digits; anything else as it is."""
    return codes.str.strip().str.replace(r"^(\d{5})\D?(\d{3})$", r"\1-\2", regex=True)


def _of(who: pd.DataFrame, sheet: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return columns of the first row of ``sheet`` that is of each member, else of each document."""
    by_member, by_document = (Keyed(sheet[name]).of(who[name]) for name in ("member_id", "document"))
    own = by_member.otherwise(by_document)
    return pd.DataFrame({name: own.text(sheet[name]).fillna("").to_numpy() for name in names})


def deceased(frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> pd.Series[str]:
    """Return who has died, as a pause in force on the date tells: the keys of ``client_keys``.

    Reads   holds; one that names only a contract is of the member of that contract.
    """
    sheet, contracts = frames["holds"], frames["contracts"]
    until = days(sheet["until_date"])
    told = (sheet["hold_kind"] == DECEASED).to_numpy(dtype=bool) & (days(sheet["from_date"]) <= on)
    rows = sheet.loc[told & (np.isnat(until) | (until >= on)), ["contract_id", "member_id", "document"]]
    named = rows[["member_id", "document"]].notna().any(axis=1).to_numpy()
    contract = Keyed(contracts["contract_id"]).of(rows["contract_id"]).where(~named)
    who = ("member_id", "document")
    whole = pd.DataFrame({name: text(pc.coalesce(strings(rows[name]), contract.take(contracts[name]))) for name in who})
    return text(client_keys(whole, frames)).dropna()


def has_died(who: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> Flags:
    """Return which rows of ``who`` (member_id, document) are of somebody who has died."""
    return text(client_keys(who, frames)).isin(deceased(frames, on)).to_numpy(dtype=bool)
