"""What explanatory notes disclose: Res. CMN 2.682/1999, art. 11; and the gains of art. 8, § 2."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.aging import aging
from coopcli.calc.columns import Keyed, amounts, days, nullable, strings, text
from coopcli.results import Disclosures
from coopcli.words.classification import LEVEL_COLUMNS, RENEGOTIATION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

FAMILY = "level_disclosures"
NOT_TOLD = "não informada"


def disclosures(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], levels: pd.DataFrame, bands: RuleFile
) -> Disclosures:
    """Return the tables of art. 11: I by client and activity, II by maturity, III the amounts of the year.

    Reads   ``risk_class`` of ``levels`` (one row an operation), members' activity, renegotiations and write-offs.
    """
    return Disclosures(
        _by_activity(portfolio, frames["members"], levels["risk_class"]),
        aging(portfolio, [bands])[0],
        _of_the_year(portfolio, frames),
        bands.short_title,
    )


def _by_activity(portfolio: Portfolio, members: pd.DataFrame, level: pd.Series[Any]) -> pd.DataFrame:
    """Return the balance by kind of client, activity (division of the CNAE) and level."""
    rows = pd.DataFrame(
        {
            "person_type": portfolio.operations["person_type"].astype("str"),
            "activity": text(_activities(portfolio, members)),
            "level": [f"level_{name}_cents" for name in level.astype("str")],
            "balance_cents": portfolio.balance_cents,
        }
    )
    keys = ["person_type", "activity"]
    sums = rows.groupby([*keys, "level"])["balance_cents"].sum().unstack(fill_value=0)
    sums = sums.reindex(columns=[column.name for column in LEVEL_COLUMNS], fill_value=0).astype("int64")
    return sums.assign(balance_cents=sums.sum(axis=1)).reset_index().rename_axis(columns=None)


def _activities(portfolio: Portfolio, members: pd.DataFrame) -> pa.Array:
    """Return the division of the CNAE (its first two digits) of each operation's member."""
    known = members[members["activity_code"].notna()]
    division = pc.utf8_slice_codeunits(pc.replace_substring_regex(strings(known["activity_code"]), r"\D", ""), 0, 2)
    operations = portfolio.operations
    by_member, by_document = (Keyed(known[name]).of(operations[name]) for name in ("member_id", "document"))
    found = by_member.otherwise(by_document).take(division)
    named = pc.binary_join_element_wise(
        pa.scalar("CNAE, divisão ", pa.large_string()), found, pa.scalar("", pa.large_string())
    )
    return pc.fill_null(named, NOT_TOLD)


def _of_the_year(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what was renegotiated, written off and recovered since the year began, up to the date."""
    gone = frames["write_offs"]
    new = _renegotiated_in_the_year(portfolio, frames)
    off = _this_year(gone["write_off_date"], portfolio.on)
    back = _this_year(gone["recovery_date"], portfolio.on)
    undated = (amounts(gone["recovered_cents"]) > 0) & gone["recovery_date"].isna().to_numpy()
    items = [
        ("Operações renegociadas no exercício", len(new), int(new.sum())),
        ("Operações lançadas contra prejuízo no exercício", int(off.sum()), int(gone.loc[off, "amount_cents"].sum())),
        ("Operações recuperadas no exercício", int(back.sum()), int(amounts(gone["recovered_cents"])[back].sum())),
        ("Recuperações sem data, fora do exercício", int(undated.sum()),
         int(amounts(gone["recovered_cents"])[undated].sum())),
    ]  # fmt: skip
    rows = pd.DataFrame(items, columns=["item", "count", "amount_cents"]).assign(article="art. 11, III")
    return rows[(rows["count"] > 0) | ~rows["item"].str.startswith("Recuperações sem data")].reset_index(drop=True)


def _this_year(column: pd.Series[Any], on: date) -> Flags:
    day = np.datetime64(on, "D")
    told = days(column)
    result: Flags = (told >= np.datetime64(f"{on.year:04d}-01-01", "D")) & (told <= day)
    return result


def _renegotiated_in_the_year(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]) -> pd.Series[Any]:
    """Return the amount of each contract renegotiated in the year: as contracted, else what is owed.

    Those of the sheet, by its date; and those that the system marks, not on the sheet, by the day of the contract.
    """
    sheet, contracts = frames["renegotiations"], frames["contracts"]
    named = sheet.loc[_this_year(sheet["renegotiation_date"], portfolio.on), "contract_id"]
    marked = contracts["is_renegotiated"].fillna(False).to_numpy(dtype=bool)
    marked &= _this_year(contracts["contract_date"], portfolio.on) & ~contracts["contract_id"].isin(
        sheet["contract_id"]
    )
    chosen = contracts[marked | contracts["contract_id"].isin(named).to_numpy()]
    return chosen["amount_cents"].fillna(chosen["balance_cents"]).astype("int64")


def renegotiation_register(portfolio: Portfolio, sheet: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Return the renegotiations up to the date (results.RENEGOTIATION_COLUMNS), with what of each gain has come in.

    Art. 8, § 2: a gain goes to the result as it is received; what has not been received does not. Of a gain that nobody
    told nothing is.
    """
    rows = sheet[~(days(sheet["renegotiation_date"]) > np.datetime64(portfolio.on, "D"))].reset_index(drop=True)
    operation = Keyed(portfolio.ids).of(rows["contract_id"])
    gain, is_told = amounts(rows["gain_cents"]), rows["gain_cents"].notna().to_numpy()
    received = np.minimum(gain, amounts(rows["gain_received_cents"]))
    told = rows.rename(columns={"held_level": "told_level"}).assign(
        held_level=operation.text(levels["held_level"].astype("str")),
        risk_class=operation.text(levels["risk_class"].astype("str")),
        balance_cents=nullable(operation.at(portfolio.balance_cents, 0), operation.known),
        recognised_cents=nullable(received, is_told),
        unrecognised_cents=nullable(gain - received, is_told),
    )
    order = ["renegotiation_date", "contract_id", "previous_contract_id"]
    return told.sort_values(order, kind="stable")[[column.name for column in RENEGOTIATION_COLUMNS]]
