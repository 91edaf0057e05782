"""The capital of a member in the debt: the account settlement of who left, the use of the capital of who is on leave.

An amount that nobody told is no zero: the account is not worked out, its row says what lacks, and its letter waits.

Source  Política de Recuperação de Crédito, §§ 4.3 (capital + juros ao capital + saldo em RDC − empréstimo) and 4.2 (the
        capital above the minimum share, after twelve months).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.collection.debts import reach
from coopcli.calc.columns import Groups, Keyed, amounts, beside, dates, days, nullable, strings, sums, text
from coopcli.calc.debtors import client_keys
from coopcli.dates import NEVER, add_months
from coopcli.money import brl_texts
from coopcli.words.collection import SETTLEMENT_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.collection.situation import Standing
    from coopcli.calc.columns import Flags, Ints
    from coopcli.rulebook.tables import RuleFile

ACCOUNTS, AMORTIZATION = "capital_account_settlement", "capital_amortization"
DONE, DUE, AHEAD = "feito", "a fazer", "ainda não cabe"
MONEY = (
    "share_capital_cents", "capital_interest_cents", "deposits_cents", "minimum_share_cents", "loans_cents",
    "used_cents", "remaining_debt_cents", "to_return_cents",
)  # fmt: skip


def settlements_of(
    debts: LateDebts, frames: Mapping[str, pd.DataFrame], standing: Standing, situations: RuleFile, on_leave: RuleFile
) -> pd.DataFrame:
    """Return the settlements (SETTLEMENT_COLUMNS) of the debtors with late debts, one row a debtor and kind.

    Reads   departures (capital, interest, RDC and loans as told; of what is not told, share_capital and the balance of
            the late debts), leaves, share_capital.
    """
    kinds = (
        _accounts(debts, frames, standing),
        _amortizations(debts, frames, standing, situations, on_leave),
    )
    rows = pd.concat([kind for kind in kinds if len(kind)] or [kinds[0]], ignore_index=True)
    return rows.assign(arithmetic=_arithmetic(rows))[[column.name for column in SETTLEMENT_COLUMNS]]


def _of_debtors(debts: LateDebts, which: Flags) -> tuple[Ints, pd.DataFrame]:
    """Return the first chosen debt of each debtor, and who the debtors are."""
    chosen = np.flatnonzero(which)
    _, first = np.unique(debts.client[chosen], return_index=True)
    at = chosen[np.sort(first)]
    return at, debts.frame[["client_key", "member_id", "document", "member_name"]].iloc[at].reset_index(drop=True)


def _balances(debts: LateDebts, at: Ints) -> Ints:
    """Return what each debtor owes in late debts."""
    total = sums(debts.client, amounts(debts.frame["balance_cents"]), len(debts.clients))
    return total[debts.client[at]]


def _capital(debts: LateDebts, frames: Mapping[str, pd.DataFrame], at: Ints) -> pd.arrays.IntegerArray:
    """Return the paid-in capital of each debtor, by the export of share capital; missing without an account in it."""
    sheet = frames["share_capital"]
    owner = Keyed(debts.clients.take(debts.client[at])).of(client_keys(sheet, frames))
    return nullable(owner.sum(amounts(sheet["paid_in_cents"])), owner.count() > 0)


def _accounts(debts: LateDebts, frames: Mapping[str, pd.DataFrame], standing: Standing) -> pd.DataFrame:
    """Return the account settlement of each former member with late debts (§ 4.3)."""
    at, who = _of_debtors(debts, ~np.isnat(standing.departed))
    sheet = frames["departures"]
    row, debt = reach(sheet, debts, frames)
    mine = days(sheet["departure_date"])[row] == standing.departed[debt]
    own = Groups(debt, debts.size).where(mine).last().within(Groups(row, len(sheet)))[at]
    told = own.rows(sheet[[*_OF_THE_ACCOUNT, "loans_cents"]])
    loans = told["loans_cents"].fillna(pd.Series(_balances(debts, at), dtype="Int64"))
    parts = told.assign(share_capital_cents=told["share_capital_cents"].fillna(pd.Series(_capital(debts, frames, at))))
    has = parts["share_capital_cents"] + parts["capital_interest_cents"] + parts["deposits_cents"]
    return who.assign(
        settlement_kind=ACCOUNTS,
        base_date=dates(standing.departed[at]),
        due_date=dates(standing.departed[at]),
        done_date=dates(standing.settled[at]),
        **{name: parts[name] for name in _OF_THE_ACCOUNT},
        minimum_share_cents=0,
        loans_cents=loans,
        used_cents=has.where(has <= loans, loans).where(has.notna()),
        remaining_debt_cents=(loans - has).clip(lower=0),
        to_return_cents=(has - loans).clip(lower=0),
        state_title=np.where(np.isnat(standing.settled[at]), DUE, DONE),
        article="§ 4.3 (encontro de contas)",
    )


_OF_THE_ACCOUNT = ("share_capital_cents", "capital_interest_cents", "deposits_cents")


def _amortizations(
    debts: LateDebts, frames: Mapping[str, pd.DataFrame], standing: Standing, situations: RuleFile, on_leave: RuleFile
) -> pd.DataFrame:
    """Return the use of the capital of each member on leave with late debts (§ 4.2)."""
    at, who = _of_debtors(debts, standing.is_on_leave & np.isnat(standing.departed))
    base = Groups(debts.client, len(debts.clients)).min(debts.due, NEVER)[debts.client[at]]
    due = add_months(base, on_leave["capital_use_months"])
    used = standing.capital_used[at]
    done = pd.Series(~np.isnat(used))
    minimum = int(situations["minimum_share_cents"])
    capital, owed = pd.Series(_capital(debts, frames, at)), pd.Series(_balances(debts, at), dtype="Int64")
    taken = pd.Series(_taken(debts, frames, at))
    above = (capital - minimum).clip(lower=0)
    fits = above.where(above <= owed, owed).where(above.notna())
    return who.assign(
        settlement_kind=AMORTIZATION,
        base_date=dates(base),
        due_date=dates(due),
        done_date=dates(used),
        share_capital_cents=(capital + taken).where(done, capital),
        capital_interest_cents=0,
        deposits_cents=0,
        minimum_share_cents=minimum,
        loans_cents=(owed + taken).where(done, owed),
        used_cents=taken.where(done, fits),
        remaining_debt_cents=owed.where(done, owed - fits),
        to_return_cents=0,
        state_title=np.where(done, DONE, np.where(due <= debts.on, DUE, AHEAD)),
        article="§ 4.2, 2º parágrafo",
    )


def _taken(debts: LateDebts, frames: Mapping[str, pd.DataFrame], at: Ints) -> pd.arrays.IntegerArray:
    """Return the capital that was used, as the sheet of leaves tells it (missing: not told)."""
    sheet = frames["leaves"]
    sheet = sheet[days(sheet["capital_used_date"]) <= debts.on].sort_values("capital_used_date", kind="stable")
    row, debt = reach(sheet.reset_index(drop=True), debts, frames)
    used, known = np.zeros(debts.size, dtype=np.int64), np.zeros(debts.size, dtype=bool)
    order = np.argsort(row, kind="stable")
    used[debt[order]] = amounts(sheet["capital_used_cents"])[row[order]]
    known[debt[order]] = sheet["capital_used_cents"].notna().to_numpy()[row[order]]
    return nullable(used[at], known[at])


def _arithmetic(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the sum of each settlement in words, or what nobody told of it."""
    reais = {name: brl_texts(amounts(rows[name])) for name in MONEY}
    capital, interest, deposits, minimum, owed, used, left, over = (reais[name] for name in MONEY)
    accounts = beside(capital, " + ", interest, " + ", deposits, " − ", owed, ": dívida que resta ", left)
    returned = beside(accounts, "; a devolver: ", over)
    accounts = pc.if_else(pa.array(amounts(rows["to_return_cents"]) > 0), returned, accounts)
    kept = beside("capital ", capital, " − cota mínima ", minimum, ": usa ", used, "; ", owed, " − ", used, " = ", left)
    is_accounts = (rows["settlement_kind"] == ACCOUNTS).to_numpy(dtype=bool)
    lacking = beside("não informado: ", strings(_untold(rows)))
    summed = pc.if_else(pa.array(is_accounts), accounts, kept)
    return text(pc.if_else(pa.array(rows["remaining_debt_cents"].isna().to_numpy()), lacking, summed))


def _untold(rows: pd.DataFrame) -> list[str]:
    """Return the amounts that enter each account and that nobody told, by name."""
    names = {
        "share_capital_cents": "capital",
        "capital_interest_cents": "juros ao capital",
        "deposits_cents": "saldo em RDC",
    }
    missing = rows[list(names)].isna().to_numpy()
    return [", ".join(name for name, lacks in zip(names.values(), row, strict=True) if lacks) for row in missing]
