"""The late debts of a day, one row each: operations in arrears, and broken agreements.

An agreement stands for the contracts that it renegotiates and for the new contract that the system gave it. While its
instalments are paid, what is late of those contracts is followed no further; once it is broken, the agreement is the
debt, counted from its first late instalment (Política de Recuperação de Crédito, § 4.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.collection.about import broken_agreements, facts_of
from coopcli.calc.collection.agreed import Agreed, agreed_on
from coopcli.calc.columns import Groups, Keyed, amounts, dates, days, prefixed, strings, text
from coopcli.calc.debtors import CONTRACT_PREFIX, client_keys
from coopcli.dates import NEVER, days_after, days_between

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Flags, Ints
    from coopcli.calc.portfolio import Portfolio
    from coopcli.dates import BusinessCalendar
    from coopcli.rulebook.facts import Facts

ABOUT = ("member_id", "document", "member_name", "branch", "product", "product_kind")


@dataclass(frozen=True)
class LateDebts:
    """The debts (``frame``: the facts of DEBT_COLUMNS that need no rule) and what leads to them.

    ``client`` numbers the debtor of each among ``clients``. ``by_contract`` and ``by_agreement`` find the debt in which
    a contract or an agreement is. ``is_in_agreement``: late, but of an agreement that is being paid. ``facts`` are what
    rules may ask about a debt by itself. ``newest_due`` is the due date of the newest late instalment. ``operations``
    counts the late operations of the portfolio in each debt and ``operation_cents`` adds up their balance;
    ``late_operations`` and ``late_operation_cents`` are those of the portfolio.
    """

    on: np.datetime64
    calendar: BusinessCalendar
    frame: pd.DataFrame
    client: Ints
    clients: pa.Array
    by_contract: Keyed
    by_agreement: Keyed
    is_in_agreement: Flags
    newest_due: Days
    facts: Facts
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
    alone = np.flatnonzero(late & ~agreed.of_operation.at(agreed.is_broken, none=False))
    which = np.flatnonzero(agreed.is_broken)
    size = len(alone) + len(which)
    of_agreement = np.full(len(agreed.rows), -1, dtype=np.int64)
    of_agreement[which] = len(alone) + np.arange(len(which))
    of = agreed.of_operation.at(of_agreement, -1)
    of[alone] = np.arange(len(alone))
    debt = Groups(of, size)
    frame = _of_operations(portfolio.operations.iloc[alone], frames)
    if len(which):
        first = debt.first()[slice(len(alone), None)]
        frame = pd.concat([frame, _of_agreements(agreed, which, first, portfolio, frames)], ignore_index=True)
    in_agreement = np.concatenate([agreed.of_operation.known[alone], np.zeros(len(which), dtype=bool)])
    debts = _indexed(portfolio, agreed, frame, debt, Groups(of_agreement, size), in_agreement)
    count = broken_agreements(debts, frames, agreements)
    return replace(debts, facts=debts.facts.with_columns(broken_agreement_count=count))


def _indexed(
    portfolio: Portfolio, agreed: Agreed, frame: pd.DataFrame, debt: Groups, of_agreement: Groups, in_agreement: Flags
) -> LateDebts:
    """Return the debts with what leads to them; ``debt`` is of each operation, ``of_agreement`` of each agreement."""
    late = portfolio.days_past_due > 0
    counted = debt.where(late)
    clients = strings(frame["client_key"]).dictionary_encode()
    of_contract = of_agreement.of[agreed.of_contract]
    contracts = [portfolio.ids.filter(pa.array(debt.known)), agreed.contracts.filter(pa.array(of_contract >= 0))]
    of = np.concatenate([debt.of[debt.known], of_contract[of_contract >= 0]])
    return LateDebts(
        on=np.datetime64(portfolio.on, "D"),
        calendar=portfolio.calendar,
        frame=frame,
        client=clients.indices.to_numpy(zero_copy_only=False).astype(np.int64),
        clients=clients.dictionary,
        by_contract=Keyed(pa.concat_arrays(contracts), Groups(of, len(frame))),
        by_agreement=Keyed(agreed.ids, of_agreement),
        is_in_agreement=in_agreement,
        newest_due=_newest_due(portfolio, frame, debt),
        facts=facts_of(frame, debt, portfolio),
        operations=counted.count(),
        operation_cents=counted.sum(portfolio.balance_cents),
        late_operations=int(late.sum()),
        late_operation_cents=int(portfolio.balance_cents[late].sum()),
        untold_agreements=agreed.untold,
    )


def _newest_due(portfolio: Portfolio, frame: pd.DataFrame, debt: Groups) -> Days:
    """Return the newest due date that is late of each debt: by the instalments of its operations, else the oldest."""
    installments = portfolio.delay.open
    late = Groups(installments.operation, portfolio.size).within(debt).where(installments.days_past_due > 0)
    on = np.full(len(late.of), portfolio.on, "datetime64[D]")
    newest = late.max(days_after(on, -installments.days_past_due), NEVER)
    return np.fmax(newest, days(frame["oldest_due_date"]))


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
    agreed: Agreed, which: Ints, first: Groups, portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the late agreements as debts; what the sheet does not tell of the debtor, the ``first`` operation does."""
    operations = portfolio.operations
    about = {name: first.text(operations[name]) for name in ABOUT}
    rows = agreed.rows.iloc[which].reset_index(drop=True)
    told = pd.DataFrame(about).assign(contract_id=rows["agreement_id"])
    for name in ("member_id", "document"):
        told[name] = rows[name].fillna(told[name])
    members = frames["members"]
    member = Keyed(members["member_id"]).of(told["member_id"])
    due = agreed.due[which]
    return told[list(ABOUT)].assign(
        debt_id=rows["agreement_id"],
        debt_kind="agreement",
        client_key=_clients_of(told, frames),
        member_name=told["member_name"].fillna(member.text(members["name"])),
        branch=told["branch"].fillna(member.text(members["branch"])),
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
    debt = Groups(np.full(len(rows), -1, dtype=np.int64), debts.size)
    named = np.zeros(len(rows), dtype=bool)
    for column, found in (("contract_id", debts.by_contract), ("agreement_id", debts.by_agreement)):
        if column in rows:
            debt = debt.otherwise(found.of(rows[column]))
            named |= rows[column].notna().to_numpy()
    direct, others = np.flatnonzero(debt.known), np.flatnonzero(~named)
    row, spread = _of_debtors(others, Keyed(debts.clients).of(client_keys(rows.iloc[others], frames)), debts)
    return np.concatenate([direct, row]), np.concatenate([debt.of[direct], spread])


def _of_debtors(rows: Ints, clients: Groups, debts: LateDebts) -> tuple[Ints, Ints]:
    """Return the pairs (row, debt) for all debts of each row's client."""
    rows, client = rows[clients.known], clients.of[clients.known]
    by_client = np.argsort(debts.client, kind="stable")
    first, last = (np.searchsorted(debts.client[by_client], client, side) for side in ("left", "right"))
    count = last - first
    before = np.cumsum(count) - count
    inside = np.arange(int(count.sum())) - np.repeat(before - first, count)
    return np.repeat(rows, count), by_client[inside]
