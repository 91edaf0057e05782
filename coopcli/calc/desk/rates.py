"""The monthly rate of each proposal: that of the rating, what the payment adds, what a guarantee takes off."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.columns import Keyed
from coopcli.calc.desk.facts import Proposed
from coopcli.money import percent
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopcli.rulebook.tables import RuleFile


Made = tuple[Decimal | None, str, str]
"""A rate (None: there is none), how it came about, and by which articles."""


@dataclass(frozen=True)
class Rates:
    """The exact rate of each proposal (None: there is none), how it is made up, and by which articles."""

    rate: list[Decimal | None]
    words: list[str]
    article: list[str]


def rates_of(known: Proposed, levels: pd.Series[Any], contracts: pd.DataFrame, base: RuleFile, rule: RuleFile) -> Rates:
    """Return the rate of each proposal at its level; ``contracts`` tell the rate of what it renegotiates.

    Reads   the facts of proposals/base-rates and proposals/rates.
    """
    facts = Facts.of(known.facts.assign(level=levels.to_numpy()))
    parts = [decide(base.tables["base_rate"], facts)]
    parts += [decide(rule.tables[name], facts) for name in ("surcharge", "reduction")]
    rows = [[part.row(i) for part in parts] for i in range(facts.rows)]
    made = [_made(*row) for row in rows]
    kept = _kept_rates(known, contracts, rule)
    found = [own if old is None else old for own, old in zip(made, kept, strict=True)]
    return Rates([f[0] for f in found], [f[1] for f in found], [f[2] for f in found])


def _made(base: Any, surcharge: Any, reduction: Any) -> Made:
    """Return the rate that three rows make, in words too."""
    if base is None:
        return None, "a Diretoria Executiva ou o Conselho fixa a taxa", "5.13"
    if surcharge is None:
        return None, "o manual não dá taxa a este meio de pagamento sem avalista, ou ele não foi informado", "5.13"
    amounts = [Decimal(str(row.outcomes["rate"])) for row in (base, surcharge, reduction)]
    rate = max(amounts[0] + amounts[1] - amounts[2], Decimal(0))
    words = f"{percent(amounts[0])} + {percent(amounts[1])} − {percent(amounts[2])}"
    told = f"{words} ({surcharge.title}; {reduction.title})"
    return rate, told, "; ".join(dict.fromkeys(row.article for row in (base, surcharge, reduction)))


def _kept_rates(known: Proposed, contracts: pd.DataFrame, rule: RuleFile) -> list[Made | None]:
    """Return, for what renegotiates too early, the rate of the contract renegotiated; None for all others."""
    asked = known.proposals["renegotiates"].notna().tolist()
    old = Keyed(contracts["contract_id"]).of(known.proposals["renegotiates"]).rows(contracts)
    shares = [_paid_share(p, c) for p, c in zip(old["paid_installment_count"], old["installment_count"], strict=True)]
    decided = decide(
        rule.tables["renegotiated"], Facts({"paid_basis_points": pd.Series(shares, dtype="Int64")}, len(old))
    )
    found: list[Made | None] = []
    for i, (is_asked, rate) in enumerate(zip(asked, old["monthly_rate"], strict=True)):
        row = decided.row(i)
        if not is_asked or row is None or row.outcomes["is_admitted"]:
            found.append(None)
        else:
            known_rate = None if pd.isna(rate) else Decimal(str(rate))
            shown = "não informada" if known_rate is None else percent(known_rate)
            found.append((known_rate, f"{row.outcomes['procedure']}, {shown} ({row.title})", row.article))
    return found


def _paid_share(paid: Any, count: Any) -> int | None:
    """Return how much of the instalments is paid, in hundredths of a percent, rounded up (None: not told)."""
    if pd.isna(paid) or pd.isna(count) or int(count) <= 0:
        return None
    return -(-int(paid) * 10_000 // int(count))


def with_commitment(known: Proposed, contracts: pd.DataFrame, rules: Sequence[RuleFile]) -> pd.DataFrame:
    """Return the facts with ``commitment_basis_points``: instalments in course and the new one over payroll margin.

    The new one is reckoned at the rate of the level that proposals/base-rates names, since the proposal's own rate
    depends on the rating. Rounded up, so that 20,01% is above 20%; missing where margin, rate or instalment is.
    """
    from coopcli.calc.desk.price import installment

    base, rule = rules
    level = pd.Series(base["commitment_rate_level"], index=known.facts.index)
    at = rates_of(known, level, contracts, base, rule).rate
    rows = zip(
        known.proposals["amount_cents"], known.proposals["installment_count"], at,
        known.facts["current_installments_cents"], known.proposals["payroll_margin_cents"], strict=True,
    )  # fmt: skip
    shares = [
        None
        if rate is None or pd.isna(current) or pd.isna(margin) or margin <= 0 or count <= 0
        else -(-(int(current) + installment(int(amount), rate, int(count))) * 10_000 // int(margin))
        for amount, count, rate, current, margin in rows
    ]
    return known.facts.assign(commitment_basis_points=pd.Series(shares, dtype="Int64"))
