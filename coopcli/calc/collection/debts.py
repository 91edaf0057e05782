"""The late debts of a day, one row each: operations in arrears, and broken agreements.

An agreement stands for the contracts that it renegotiates and for the new contract that the system gave it. While its
instalments are paid, what is late of those contracts is followed no further; once it is broken, the agreement is the
debt, counted from its first late instalment (Política de Recuperação de Crédito, § 4.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.collection.agreed import Agreed, agreed_on
from coopcli.calc.columns import amounts, dates, days, latest, positions, prefixed, strings, sums, take, text
from coopcli.calc.debtors import CONTRACT_PREFIX, client_keys
from coopcli.dates import days_after, days_between

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.dates import BusinessCalendar

ABOUT = ("member_id", "document", "member_name", "branch", "product", "product_kind")


@dataclass(frozen=True)
class LateDebts:
    """The debts (``frame``: the facts of DEBT_COLUMNS that need no rule) and what leads to them.

    ``client`` numbers the debtor of each among ``clients``. ``contract_ids`` and ``contract_debt`` say in which debt
    each contract is, ``agreement_ids`` and ``agreement_debt`` the same of agreements. ``is_in_agreement``: late, but of
    an agreement that is being paid. ``newest_due`` is the due date of the newest late instalment. ``operations`` counts
    the late operations of the portfolio in each debt and ``operation_cents`` adds up their balance;
    ``late_operations`` and ``late_operation_cents`` are those of the portfolio.
    """

    on: np.datetime64
    calendar: BusinessCalendar
    frame: pd.DataFrame
    client: Ints
    clients: pa.Array
    contract_ids: pa.Array
    contract_debt: Ints
    agreement_ids: pa.Array
    agreement_debt: Ints
    is_in_agreement: Flags
    newest_due: Days
    credit_line_code: pa.Array
    operations: Ints
    operation_cents: Ints
    late_operations: int
    late_operation_cents: int
    untold_agreements: list[str]

    @property
    def size(self) -> int:
        """The number of debts."""
        return len(self.frame)

    @property
    def due(self) -> Days:
        """The oldest unpaid due date of each debt."""
        return days(self.frame["oldest_due_date"])


def late_debts(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], agreements: pd.DataFrame) -> LateDebts:
    """Return the late debts on the portfolio's date.

    Reads   the operations, ``agreements`` as calculated (AGREEMENT_COLUMNS) and as written, members.
    Keeps   the order of the operations; broken agreements follow them.
    """
    agreed = agreed_on(portfolio, frames, agreements)
    late = portfolio.days_past_due > 0
    of_broken = np.append(agreed.is_broken, False)[agreed.of_operation]
    alone = np.flatnonzero(late & ~of_broken)
    which = np.flatnonzero(agreed.is_broken)
    place = np.full(len(agreed.rows) + 1, -1, dtype=np.int64)
    place[which] = len(alone) + np.arange(len(which))
    debt_of = np.where(of_broken, place[agreed.of_operation], -1)
    debt_of[alone] = np.arange(len(alone))
    frame = _of_operations(portfolio.operations.iloc[alone], frames)
    if len(which):
        first = _first(debt_of, len(alone) + len(which))[len(alone) :]
        frame = pd.concat([frame, _of_agreements(agreed, which, first, portfolio, frames)], ignore_index=True)
    in_agreement = np.concatenate([agreed.of_operation[alone] >= 0, np.zeros(len(which), dtype=bool)])
    return _indexed(portfolio, agreed, frame, debt_of, place, in_agreement)


def _indexed(
    portfolio: Portfolio, agreed: Agreed, frame: pd.DataFrame, debt_of: Ints, place: Ints, in_agreement: Flags
) -> LateDebts:
    """Return the debts with what leads to them; ``debt_of`` is of each operation, ``place`` of each agreement."""
    size, inside = len(frame), debt_of >= 0
    late = portfolio.days_past_due > 0
    counted = np.flatnonzero(inside & late)
    clients = strings(frame["client_key"]).dictionary_encode()
    in_agreements = place[agreed.of_contract]
    known = in_agreements >= 0
    contracts = [portfolio.ids.filter(pa.array(inside)), agreed.contracts.filter(pa.array(known))]
    return LateDebts(
        on=np.datetime64(portfolio.on, "D"),
        calendar=portfolio.calendar,
        frame=frame,
        client=clients.indices.to_numpy(zero_copy_only=False).astype(np.int64),
        clients=clients.dictionary,
        contract_ids=pa.concat_arrays(contracts),
        contract_debt=np.concatenate([debt_of[inside], in_agreements[known]]),
        agreement_ids=agreed.ids,
        agreement_debt=place[:-1],
        is_in_agreement=in_agreement,
        newest_due=_newest_due(portfolio, frame, debt_of),
        credit_line_code=take(portfolio.credit_line_code, _first(debt_of, size)),
        operations=np.bincount(debt_of[counted], minlength=size).astype(np.int64),
        operation_cents=sums(debt_of[counted], portfolio.balance_cents[counted], size),
        late_operations=int(late.sum()),
        late_operation_cents=int(portfolio.balance_cents[late].sum()),
        untold_agreements=agreed.untold,
    )


def _newest_due(portfolio: Portfolio, frame: pd.DataFrame, debt_of: Ints) -> Days:
    """Return the newest due date that is late of each debt: by the instalments of its operations, else the oldest."""
    installments = portfolio.delay.open
    debt = debt_of[installments.operation]
    late = np.flatnonzero((installments.days_past_due > 0) & (debt >= 0))
    due = days_after(np.full(len(late), portfolio.on, "datetime64[D]"), -installments.days_past_due[late])
    return np.fmax(latest(debt[late], due, len(frame)), days(frame["oldest_due_date"]))


def _first(debt_of: Ints, size: int) -> Ints:
    """Return the first operation of each debt (-1: it has none)."""
    first = np.full(size, -1, dtype=np.int64)
    inside = np.flatnonzero(debt_of >= 0)[::-1]  # the first of each is written last
    first[debt_of[inside]] = inside
    return first


def _of_operations(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return operations as debts."""
    told = rows[[*ABOUT, "oldest_due_date", "days_past_due", "balance_cents"]].reset_index(drop=True)
    return told.assign(
        debt_id=rows["contract_id"].to_numpy(),
        debt_kind="contract",
        client_key=_clients_of(rows, frames),
        contracts=rows["contract_id"].to_numpy(),
        overdue_cents=amounts(rows["overdue_cents"]),
        is_dated_by_breach=False,
    )


def _clients_of(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.Series[str]:
    alone = prefixed(CONTRACT_PREFIX, strings(rows["contract_id"]))
    return text(pc.coalesce(client_keys(rows, frames), alone))


def _of_agreements(
    agreed: Agreed, which: Ints, first: Ints, portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the late agreements as debts; what the sheet does not tell of the debtor, the ``first`` operation does."""
    operations = portfolio.operations
    about = {name: text(take(strings(operations[name]), first)) for name in ABOUT}
    rows = agreed.rows.iloc[which].reset_index(drop=True)
    told = pd.DataFrame(about).assign(contract_id=rows["agreement_id"])
    for name in ("member_id", "document"):
        told[name] = rows[name].fillna(told[name])
    members = frames["members"]
    at = positions(strings(told["member_id"]), strings(members["member_id"]))
    due = agreed.due[which]
    return told[list(ABOUT)].assign(
        debt_id=rows["agreement_id"],
        debt_kind="agreement",
        client_key=_clients_of(told, frames),
        member_name=told["member_name"].fillna(text(take(strings(members["name"]), at))),
        branch=told["branch"].fillna(text(take(strings(members["branch"]), at))),
        contracts=agreed.contract_lists().iloc[which].to_numpy(),
        oldest_due_date=dates(due),
        days_past_due=days_between(due, np.datetime64(portfolio.on, "D"), missing=0),
        overdue_cents=amounts(rows["restored_cents"]),
        balance_cents=agreed.balance_cents[which],
        is_dated_by_breach=agreed.is_dated_by_breach[which],
    )


def reach(rows: pd.DataFrame, debts: LateDebts, frames: Mapping[str, pd.DataFrame]) -> tuple[Ints, Ints]:
    """Return the pairs (row of a sheet, debt) that the rows speak of.

    A row that names a contract or an agreement speaks of that debt; one that names only a member or a document, of all
    debts of the debtor.
    """
    debt = np.full(len(rows), -1, dtype=np.int64)
    named = np.zeros(len(rows), dtype=bool)
    for column, ids, of in (
        ("contract_id", debts.contract_ids, debts.contract_debt),
        ("agreement_id", debts.agreement_ids, debts.agreement_debt),
    ):
        if column in rows:
            debt = np.where(debt < 0, np.append(of, -1)[positions(strings(rows[column]), ids)], debt)
            named |= rows[column].notna().to_numpy()
    direct, others = np.flatnonzero(debt >= 0), np.flatnonzero(~named)
    row, spread = _of_debtors(others, positions(client_keys(rows.iloc[others], frames), debts.clients), debts)
    return np.concatenate([direct, row]), np.concatenate([debt[direct], spread])


def _of_debtors(rows: Ints, client: Ints, debts: LateDebts) -> tuple[Ints, Ints]:
    """Return the pairs (row, debt) for all debts of each row's client (-1: none)."""
    rows, client = rows[client >= 0], client[client >= 0]
    by_client = np.argsort(debts.client, kind="stable")
    first, last = (np.searchsorted(debts.client[by_client], client, side) for side in ("left", "right"))
    count = last - first
    before = np.cumsum(count) - count
    inside = np.arange(int(count.sum())) - np.repeat(before - first, count)
    return np.repeat(rows, count), by_client[inside]
