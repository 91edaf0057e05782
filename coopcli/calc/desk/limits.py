"""The limits of each proposal: what it is compared with, what is taken already, and the largest amount that fits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.desk.facts import Proposed
from coopcli.calc.desk.price import installment, largest_loan
from coopcli.money import as_fraction
from coopcli.results.desk import DOES_NOT_FIT, FITS, NOT_TOLD
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.desk import LIMIT_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import Row, RuleFile

Limit = dict[str, object]


def limits_of(
    known: Proposed, rates: list[Decimal | None], rule: RuleFile, reference_equity_cents: int | None
) -> pd.DataFrame:
    """Return the limits of each proposal, a row each (results.desk.LIMIT_COLUMNS).

    Reads   the proposals, their standing, current_installments_cents; ``rule`` is proposals/limits.
    """
    decided = decide(rule.tables["limit"], Facts.of(known.facts))
    reasons = decided.reasons()
    rows: list[Limit] = []
    for i, rate in enumerate(rates):
        row = decided.row(i)
        proposal = known.proposals.iloc[i]
        own = [_no_limit()] if row is None else [_own_limit(known, i, row, rate, reasons[i], rule)]
        for limit in [*own, *_concentration(known, i, rule, reference_equity_cents)]:
            rows.append({"proposal_id": proposal["proposal_id"], "member_name": proposal["member_name"], **limit})
    columns = [column.name for column in LIMIT_COLUMNS]
    found = pd.DataFrame(rows, columns=columns)
    money = {column.name: "Int64" for column in LIMIT_COLUMNS if column.kind == "money"}
    return found.astype(money)


def _no_limit() -> Limit:
    return {
        "limit": "a Figura 2 não prevê este meio de pagamento ou esta garantia, ou não foram informados",
        "fits": NOT_TOLD, "article": "5.8, Figura 2", "rule_reference": "",
    }  # fmt: skip


def _own_limit(known: Proposed, i: int, row: Row, rate: Decimal | None, reason: str, rule: RuleFile) -> Limit:
    """Return the limit of the proposal's own row: on the instalment for persons, on the amount for companies."""
    proposal, base = known.proposals.iloc[i], str(row.outcomes["limit_base"])
    share = Decimal(str(row.outcomes["rate"]))
    named: Limit = {"limit": row.title, "rate": float(share), "article": row.article, "rule_reference": reason}
    if base in ("payroll_margin", "net_income"):
        used = 0 if base == "payroll_margin" else known.facts["current_installments_cents"].iloc[i]
        return named | _by_installment(proposal, share, proposal[f"{base}_cents"], used, rate)
    months = int(rule["revenue_months"])
    revenue, equity = proposal["annual_revenue_cents"], proposal["net_equity_cents"]
    limit = None if pd.isna(revenue) else _part(int(revenue), share, months)
    extra = row.outcomes.get("equity_rate")
    if limit is not None and extra is not None:
        limit = None if pd.isna(equity) else limit + _part(max(int(equity), 0), Decimal(str(extra)))
    monthly = None if pd.isna(revenue) else _part(int(revenue), Decimal(1), months)
    used = int(known.standing.client_cents[i])
    return named | {"base_cents": monthly} | _by_amount(int(proposal["amount_cents"]), limit, used)


def _by_installment(proposal: Any, share: Decimal, base: Any, used: Any, rate: Decimal | None) -> Limit:
    amount, count = int(proposal["amount_cents"]), int(proposal["installment_count"])
    computable = rate is not None and count > 0
    new = installment(amount, rate, count) if computable and rate is not None else None
    if pd.isna(base) or pd.isna(used) or new is None:
        return {"base_cents": base, "new_cents": new, "used_cents": used, "fits": NOT_TOLD}
    limit = _part(int(base), share)
    assert rate is not None
    left = limit - int(used) - new
    largest = largest_loan(limit - int(used), rate, count)
    return {
        "base_cents": base, "limit_cents": limit, "used_cents": used, "new_cents": new, "left_cents": left,
        "fits": FITS if left >= 0 else DOES_NOT_FIT, "largest_cents": largest,
    }  # fmt: skip


def _by_amount(amount: int, limit: int | None, used: int) -> Limit:
    if limit is None:
        return {"new_cents": amount, "used_cents": used, "fits": NOT_TOLD}
    left = limit - used - amount
    return {
        "limit_cents": limit, "used_cents": used, "new_cents": amount, "left_cents": left,
        "fits": FITS if left >= 0 else DOES_NOT_FIT, "largest_cents": max(limit - used, 0),
    }  # fmt: skip


def _concentration(known: Proposed, i: int, rule: RuleFile, equity_cents: int | None) -> Iterator[Limit]:
    """Yield the limit by debtor and group; once more with the other proposals of the group, where there are any."""
    share: Decimal = rule["debtor_share_rate"]
    article = rule.parameters["debtor_share_rate"].article
    named: Limit = {"rate": float(share), "base_cents": equity_cents, "article": article}
    named["rule_reference"] = f"{rule.id}#debtor_share_rate"
    limit = None if equity_cents is None else _part(equity_cents, share)
    used, others = int(known.standing.group_cents[i]), int(known.standing.others_cents[i])
    amount = int(known.proposals["amount_cents"].iloc[i])
    yield named | {"limit": "PR por devedor, com o grupo"} | _by_amount(amount, limit, used)
    if others:
        yield named | {"limit": "o mesmo, com as outras propostas do grupo"} | _by_amount(amount, limit, used + others)


def _part(cents: int, share: Decimal, divisor: int = 1) -> int:
    """Return a share of an amount, rounded down to the centavo: a limit is never exceeded by rounding."""
    top, bottom = as_fraction(share)
    return cents * top // (bottom * divisor)


def largest_of(limits: pd.DataFrame) -> pd.DataFrame:
    """Return, by proposal, the largest amount that fits every limit and the limit that sets it (missing: one is
    not told)."""
    untold = limits.groupby("proposal_id")["largest_cents"].apply(lambda column: column.isna().any())
    least = limits.dropna(subset="largest_cents").sort_values("largest_cents", kind="stable")
    first = least.drop_duplicates("proposal_id").set_index("proposal_id")[["largest_cents", "limit"]]
    found = first.reindex(untold.index)
    return found.mask(untold)
