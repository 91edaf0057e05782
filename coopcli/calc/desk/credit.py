"""What the exports tell of the credit of who proposes: debt, arrears, the operation before, instalments in course."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, Keyed, amounts, days, strings, sums, text
from coopcli.calc.debtors import debtors_of
from coopcli.calc.delay import days_late, unpaid_cents
from coopcli.calc.desk.people import Frames, told
from coopcli.dates import days_between
from coopcli.documents import client_root

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints
    from coopcli.calc.portfolio import Portfolio

_IDENTITY = ["contract_id", "document", "member_id", "person_type"]


@dataclass(frozen=True)
class Standing:
    """One row a proposal: the existing debt of the client and of its group, less what the proposal renegotiates."""

    person_type: pd.Series[Any]
    client_cents: Ints
    group_cents: Ints
    others_cents: Ints
    renegotiated_cents: Ints


def standing(proposals: pd.DataFrame, portfolio: Portfolio, frames: Frames) -> Standing:
    """Return the debt of who proposes, the company's root and the economic group counting as one.

    ``others_cents`` is what the other proposals of the same group ask for.
    """
    own = proposals.rename(columns={"proposal_id": "contract_id"})[_IDENTITY]
    base = pd.concat([portfolio.operations[_IDENTITY], own.assign(contract_id="proposta")], ignore_index=True)
    debtors = debtors_of(base, frames)
    size, first = len(base), len(portfolio.operations)
    balance, asked = portfolio.balance_cents, amounts(proposals["amount_cents"])
    client, group = debtors.client, debtors.counterparty
    replaced = _renegotiated(proposals, portfolio)
    of_group = sums(group[first:], asked, size)[group[first:]]
    return Standing(
        pd.Series(debtors.person_type.to_pandas())[first:].reset_index(drop=True),
        sums(client[:first], balance, size)[client[first:]] - replaced,
        sums(group[:first], balance, size)[group[first:]] - replaced,
        of_group - asked,
        replaced,
    )


def _renegotiated(proposals: pd.DataFrame, portfolio: Portfolio) -> Ints:
    old = Keyed(portfolio.ids).of(proposals["renegotiates"])
    return old.where(_same_client(proposals, portfolio, old)).at(portfolio.balance_cents, 0)


def _same_client(proposals: pd.DataFrame, portfolio: Portfolio, operation: Groups) -> Flags:
    """Return whether the operation is of the client who proposes."""
    root = operation.text(client_root(strings(portfolio.operations["document"])))
    same: Flags = (root == text(client_root(strings(proposals["document"])))).to_numpy(dtype=bool)
    return same


def arrears_of(documents: pd.Series[Any], portfolio: Portfolio) -> Ints:
    """Return the days past due of the worst operation of each document's client (-1: the client has none)."""
    clients = client_root(strings(documents))
    operations = Keyed(clients).of(client_root(strings(portfolio.operations["document"])))
    return Keyed(clients).of(clients).at(operations.max(portfolio.days_past_due, -1), -1)


def credit_facts(proposals: pd.DataFrame, frames: Frames, portfolio: Portfolio, read: Collection[str]) -> pd.DataFrame:
    """Return the arrears of who proposes, the delay of the operation before, and what falls due each month.

    Adds    unpaid_days, previous_delay_days (missing without contracts), current_installments_cents (missing where an
            operation has no instalments).
    """
    is_told = "contracts" in read
    worst = np.maximum(arrears_of(proposals["document"], portfolio), 0)
    mine = _contracts_of(proposals, frames["contracts"])
    rows = frames["installments"]
    rows = rows[rows["contract_id"].isin(mine["contract_id"])].reset_index(drop=True)
    return pd.DataFrame(
        {
            "unpaid_days": told(pd.Series(worst, dtype="Int64"), is_told),
            "previous_delay_days": told(_previous_delay(len(proposals), mine, rows, portfolio), is_told),
            "current_installments_cents": told(_in_course(len(proposals), mine, rows, portfolio), is_told),
        }
    )


def _contracts_of(proposals: pd.DataFrame, contracts: pd.DataFrame) -> pd.DataFrame:
    """Return the contracts of the clients who propose, once for each of their proposals (``proposal``: its place)."""
    keyed = contracts.assign(client=client_root(strings(contracts["document"])).to_pandas())
    asked = pd.DataFrame(
        {
            "client": client_root(strings(proposals["document"])).to_pandas(),
            "proposal": np.arange(len(proposals)),
            "renegotiates": proposals["renegotiates"],
        }
    )
    return keyed[keyed["client"].isin(asked["client"])].merge(asked, on="client")


def _previous_delay(size: int, mine: pd.DataFrame, rows: pd.DataFrame, portfolio: Portfolio) -> pd.Series[Any]:
    """Return the worst delay of an instalment of the client's latest operation; 0 where it had none.

    Of operations signed on the same day, or undated, the worst; missing where nothing tells a delay.
    """
    worst = _worst_delay(rows, portfolio)
    dated = mine.assign(delay=mine["contract_id"].map(worst).astype("Int64"))
    dated["delay"] = dated["delay"].fillna(dated["exported_days_past_due"])
    latest = dated.groupby("proposal")["contract_date"].transform("max")
    last = dated[(dated["contract_date"] == latest) | dated["contract_date"].isna()]
    found = pd.Series(0, index=range(size), dtype="Int64")
    groups = last.groupby("proposal")["delay"]
    found[groups.size().index] = groups.max().where(groups.count() > 0)
    return found


def _worst_delay(rows: pd.DataFrame, portfolio: Portfolio) -> pd.Series[Any]:
    """Return, by contract, the most days by which an instalment was paid late or is overdue."""
    on, due = np.datetime64(portfolio.on, "D"), days(rows["due_date"])
    paid = days(rows["paid_date"])
    settled = (unpaid_cents(rows, on) <= portfolio.tolerance_cents) & ~np.isnat(paid)
    after = days_between(due, paid, missing=0)
    late_paid = settled & (paid > portfolio.calendar.same_or_next(due))
    still = (unpaid_cents(rows, on) > portfolio.tolerance_cents) * days_late(due, on, portfolio.calendar)
    worst = pd.Series(np.maximum(np.where(late_paid, after, 0), still), dtype="Int64")
    return worst.groupby(rows["contract_id"].to_numpy()).max()


def _in_course(size: int, mine: pd.DataFrame, rows: pd.DataFrame, portfolio: Portfolio) -> pd.Series[Any]:
    """Return what the client pays a month: the next instalment of each operation that goes on, else the last one.

    What the proposal renegotiates is left out; missing where an operation has no instalments in the exports.
    """
    on = np.datetime64(portfolio.on, "D")
    open_rows = rows[unpaid_cents(rows, on) > portfolio.tolerance_cents].sort_values("due_date", kind="stable")
    ahead = open_rows[days(open_rows["due_date"]) > on].drop_duplicates("contract_id")
    last = open_rows.drop_duplicates("contract_id", keep="last")
    payment = pd.concat([ahead, last]).drop_duplicates("contract_id").set_index("contract_id")["amount_cents"]
    goes_on = mine[(mine["balance_cents"] > 0) & (mine["contract_id"] != mine["renegotiates"]).fillna(True)]
    each = goes_on["contract_id"].map(payment).astype("Int64")
    found = pd.Series(0, index=range(size), dtype="Int64")
    groups = each.groupby(goes_on["proposal"])
    found[groups.size().index] = groups.sum().where(groups.count() == groups.size())
    return found
