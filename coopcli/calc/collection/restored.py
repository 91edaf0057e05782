"""The debt that comes back when an agreement is broken: with its interest, less what was paid, each on its day.

Interest runs on what is left of the debt since the agreement was signed; at each payment it is added up and the payment
applied in the declared order, and counting begins anew on the debt that is left: interest bears none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection.growth import Terms, grown, growth, growth_words, span, terms_of
from coopcli.calc.collection.payments import allocate, payment_order
from coopcli.calc.columns import Keyed, dates, days
from coopcli.dates import brazilian
from coopcli.money import as_fraction, brl, share
from coopcli.words.agreements import ALLOCATION_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Days, Ints
    from coopcli.rulebook.tables import RuleFile

DOWN_PAYMENT = "entrada"


@dataclass(frozen=True)
class Restored:
    """For each broken agreement: what is left of the debt, of the fine and of interest, in words too, and how each
    payment was applied (results ALLOCATION_COLUMNS)."""

    principal_cents: Ints
    fine_cents: Ints
    interest_cents: Ints
    arithmetic: list[str]
    allocations: pd.DataFrame


def restored_debt(
    broken: pd.DataFrame, payments: pd.DataFrame, charges: RuleFile, rule: RuleFile, on: np.datetime64
) -> Restored:
    """Return what broken agreements owe again on ``on``.

    Reads   ``agreement_id``, ``signed_date``, ``debt_cents``, ``discount_cents`` of the agreements; ``agreement_id``,
            ``paid_date``, ``paid_cents``, ``origin`` of their payments.
    """
    terms, order = terms_of(charges), payment_order(charges)
    principal = broken["debt_cents"].to_numpy(dtype=np.int64).copy()
    if not rule["restores_discount"]:
        principal = principal - np.minimum(broken["discount_cents"].to_numpy(dtype=np.int64), principal)
    fine = (
        share(principal, *as_fraction(charges["fine_rate"])) if rule["fine_on_restored"] else np.zeros_like(principal)
    )
    account = _Account(principal, fine, days(broken["signed_date"]).copy(), terms)
    parts = [account.pay(turn, order) for turn in _turns(broken, payments)]
    words = account.close(on)
    empty = pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in ALLOCATION_COLUMNS})  # type: ignore[call-overload]
    whole = pd.concat([empty, *parts], ignore_index=True) if parts else empty
    whole = whole.sort_values(["agreement_id", "paid_date"], kind="stable", ignore_index=True)
    return Restored(account.principal, account.fine, account.interest, words, whole)


def _turns(broken: pd.DataFrame, payments: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the first payment of each agreement, then the second of each, and so on; ``at`` is the agreement."""
    own = Keyed(broken["agreement_id"]).of(payments["agreement_id"])
    mine = payments.assign(at=own.of)[own.known].sort_values("paid_date", kind="stable", ignore_index=True)
    turn = mine.groupby("at").cumcount()
    return [mine[turn == number] for number in range(int(turn.max()) + 1 if len(mine) else 0)]


class _Account:
    """What each agreement owes, day after day."""

    def __init__(self, principal: Ints, fine: Ints, since: Days, terms: Terms) -> None:
        self.principal, self.fine, self._since, self._terms = principal, fine, since, terms
        self._debt = principal.copy()
        self.interest = np.zeros_like(principal)

    def _accrue(self, at: Ints, until: Days) -> list[str]:
        """Add the interest of the debt that is left, up to a day of each; return how it was worked out."""
        later = np.maximum(until, self._since[at])
        spans = [span(since, day, self._terms) for since, day in zip(self._since[at], later, strict=True)]
        growths = [growth(self._terms, time.periods) for time in spans]
        added = grown(self.principal[at], growths, np.arange(len(at)))
        self.interest[at] += added
        self._since[at] = later
        return [
            f"juros: {brl(int(owed))} × {growth_words(self._terms, time)} = {brl(int(cents))}"
            for owed, time, cents in zip(self.principal[at], spans, added, strict=True)
        ]

    def pay(self, turn: pd.DataFrame, order: tuple[str, ...]) -> pd.DataFrame:
        """Apply at most one payment to each agreement; return how (results ALLOCATION_COLUMNS)."""
        at, paid = turn["at"].to_numpy(dtype=np.int64), turn["paid_cents"].to_numpy(dtype=np.int64)
        words = self._accrue(at, days(turn["paid_date"]))
        owed = {"fine": self.fine[at], "interest": self.interest[at], "principal": self.principal[at]}
        applied, left = allocate(paid, owed, order)
        self.fine[at] -= applied["fine"]
        self.interest[at] -= applied["interest"]
        self.principal[at] -= applied["principal"]
        told = turn[["agreement_id", "paid_date", "origin", "paid_cents"]].assign(
            fine_cents=applied["fine"], interest_cents=applied["interest"], principal_cents=applied["principal"],
            left_over_cents=left, balance_cents=self.principal[at], arithmetic=words,
        )  # fmt: skip
        return told[[column.name for column in ALLOCATION_COLUMNS]]

    def close(self, on: np.datetime64) -> list[str]:
        """Add the interest up to ``on``; return the account of each agreement in words."""
        everyone = np.arange(len(self.principal))
        since, before = [brazilian(day.item()) for day in self._since], self.interest.copy()
        words = self._accrue(everyone, np.full(len(everyone), on))
        found = []
        for at in everyone:
            paid = int(self._debt[at] - self.principal[at])
            less = f" − {brl(paid)} pagos = {brl(int(self.principal[at]))}" if paid else ""
            unpaid = f"; juros anteriores não pagos: {brl(int(before[at]))}" if before[at] else ""
            fine = f"; multa: {brl(int(self.fine[at]))}" if self.fine[at] else ""
            found.append(f"dívida: {brl(int(self._debt[at]))}{less}{unpaid}{fine}; desde {since[at]}, {words[at]}")
        return found


def payments_of(agreements: pd.DataFrame, installments: pd.DataFrame, on: np.datetime64) -> pd.DataFrame:
    """Return the down payment and the paid instalments of agreements up to ``on``, each with its day.

    A paid instalment without a day counts as paid when it fell due, or today where that is still ahead.
    """
    paid = installments[(installments["paid_cents"] > 0).to_numpy() & ~(days(installments["paid_date"]) > on)]
    due = np.minimum(days(paid["due_date"]), on)
    day = days(paid["paid_date"])
    own = pd.DataFrame({
        "agreement_id": paid["agreement_id"].to_numpy(),
        "paid_date": dates(np.where(np.isnat(day), due, day)),
        "paid_cents": paid["paid_cents"].to_numpy(dtype=np.int64),
        "origin": ("parcela " + paid["installment_number"].astype("str")).to_numpy(),
    })  # fmt: skip
    down = agreements[agreements["down_payment_cents"] > 0]
    first = pd.DataFrame({
        "agreement_id": down["agreement_id"].to_numpy(),
        "paid_date": down["signed_date"].to_numpy(),
        "paid_cents": down["down_payment_cents"].to_numpy(dtype=np.int64),
        "origin": DOWN_PAYMENT,
    })  # fmt: skip
    return pd.concat([first, own], ignore_index=True)
