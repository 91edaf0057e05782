"""What late instalments owe on a day: fine once, late interest by the day, and the contract's own where chosen.

Source  rules/collection/charges (Política de Recuperação de Crédito, § 4.5); caps in rules/collection/charge-caps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.collection.growth import Terms, by_date, exact_rate, grown, growth, rate_words, span, terms_of
from coopcli.calc.collection.late_installments import UNKNOWN
from coopcli.calc.columns import beside, counts, days, sums, text
from coopcli.money import as_fraction, brl_texts, share
from coopcli.results import Check
from coopcli.results.collection_charges import Charges
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.agreements import CHARGE_COLUMNS, DEBT_CHARGE_COLUMNS

if TYPE_CHECKING:
    from fractions import Fraction

    from coopcli.calc.columns import Ints
    from coopcli.rulebook.tables import RuleFile

FAMILY, CAPS = "charges", "charge_caps"
MONTH_OF_DAYS = 30
"""For comparing a daily rate with a cap that is monthly."""


def charges_of(late: pd.DataFrame, rule: RuleFile, caps: RuleFile, on: date) -> Charges:
    """Return what late instalments (``late_installments``) owe on ``on``, the sums by debt, and the alerts."""
    rows = charged(late, rule, on)
    return Charges(on, rows, by_debt(rows), [*cap_alerts(rule, caps), *_gaps(late, rule)])


def charged(late: pd.DataFrame, rule: RuleFile, on: date) -> pd.DataFrame:
    """Return late instalments with their charges (results CHARGE_COLUMNS), each rounded once, half up.

    Reads   ``debt_id``, ``due_date``, ``days_past_due``, ``overdue_cents``, ``monthly_rate`` (NaN: not told).
    Keeps   rows and order. Raises DataError (soma-grande-demais) where charges cannot be added up exactly.
    """
    day, terms = np.datetime64(on, "D"), terms_of(rule)
    decision = decide(rule.tables["late_charges"], Facts.of(late))
    owed = late["overdue_cents"].to_numpy(dtype=np.int64)
    fine = np.where(decision.flag("charges_fine"), share(owed, *as_fraction(rule["fine_rate"])), 0)
    base = owed + fine if rule["interest_on_fine"] else owed
    growths, words, which = by_date(days(late["due_date"]), day, terms)
    bears = decision.flag("charges_interest")
    interest = grown(np.where(bears, base, 0), growths, which)
    own = np.where(bears, _contract_interest(late, owed, day, terms, rule), 0)
    charges = fine + interest + own
    told = late.assign(
        fine_cents=fine,
        interest_cents=interest,
        contract_interest_cents=own,
        charges_cents=charges,
        updated_cents=owed + charges,
        arithmetic=text(_arithmetic(owed, base, (fine, interest, own), rule, pa.array(words, pa.string()), which)),
        charge_reason=decision.reasons(),
        charge_article=decision.articles(),
    )
    return told[[column.name for column in CHARGE_COLUMNS]]


def _contract_interest(late: pd.DataFrame, owed: Ints, day: np.datetime64, terms: Terms, rule: RuleFile) -> Ints:
    """Return the contract's interest since the due date (0 where it is not charged, or its rate is not told)."""
    if str(rule["contract_interest"]) == "none":
        return np.zeros(len(late), dtype=np.int64)
    rates = late["monthly_rate"].to_numpy(dtype=np.float64)
    pairs = pd.MultiIndex.from_arrays([days(late["due_date"]), np.where(np.isnan(rates), 0.0, rates)])
    which, distinct = pd.factorize(pairs)
    growths = [_growth_since(terms.monthly(exact_rate(rate)), due, day) for due, rate in distinct]
    return grown(owed, growths, which.astype(np.int64))


def _growth_since(terms: Terms, due: pd.Timestamp, day: np.datetime64) -> Fraction:
    return growth(terms, span(due.to_datetime64().astype("datetime64[D]"), day, terms).periods)


def _arithmetic(
    owed: Ints, base: Ints, parts: tuple[Ints, Ints, Ints], rule: RuleFile, words: pa.Array, which: Ints
) -> pa.Array:
    """Return ``multa: R$ 1.000,00 × 2% = R$ 20,00; juros: R$ 1.000,00 × ((1 + 1%)^(30/30) − 1) = R$ 10,00``."""
    fine, interest, own = map(brl_texts, parts)
    rate, principal = rate_words(rule["fine_rate"]), brl_texts(owed)
    fined = beside("multa: ", principal, f" × {rate} = ", fine)
    with_interest = beside("juros: ", brl_texts(base), " × ", words.take(pa.array(which)), " = ", interest)
    whole = pc.if_else(pa.array(parts[0] > 0), beside(fined, "; ", with_interest), with_interest)
    more = beside(whole, "; juros do contrato: ", own)
    whole = pc.if_else(pa.array(parts[2] > 0), more, whole)
    return pc.if_else(pa.array(owed > 0), whole, "sem valor informado")


def by_debt(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the charges of each debt (results DEBT_CHARGE_COLUMNS), in the order of its first instalment."""
    which, ids = pd.factorize(rows["debt_id"])
    at = which.astype(np.int64)
    first = np.unique(at, return_index=True)[1]
    found = rows.iloc[first][["member_id", "document", "member_name"]].reset_index(drop=True)
    found.insert(0, "debt_id", pd.Series(ids, dtype="str"))
    money = [column.name for column in DEBT_CHARGE_COLUMNS if column.kind == "money"]
    oldest = rows["due_date"].groupby(at).min().to_numpy() if len(rows) else rows["due_date"].to_numpy()
    totals = {name: sums(at, rows[name].to_numpy(dtype=np.int64), len(ids)) for name in money}
    return found.assign(late_count=counts(at, len(ids)), oldest_due_date=oldest, **totals)[
        [column.name for column in DEBT_CHARGE_COLUMNS]
    ]


def checks_of(charges: Charges) -> list[Check]:
    """Return what proves the charges: instalments against debts, and the parts against the whole."""
    rows, debts = charges.rows, charges.debts
    late, updated = int(debts["late_count"].sum()), int(debts["updated_cents"].sum())
    parts = int(rows[["overdue_cents", "charges_cents"]].sum().sum())
    return [
        Check("Encargos", "parcelas = soma das dívidas", len(rows), late, int(rows["updated_cents"].sum()), updated),
        Check("Encargos", "em atraso + encargos = atualizado", len(rows), len(rows), parts, updated),
    ]


def cap_alerts(rule: RuleFile, caps: RuleFile) -> Iterator[str]:
    """Yield what the policy charges above the law, naming the row of each; nothing is cut down."""
    terms = terms_of(rule)
    one_month = Decimal(MONTH_OF_DAYS if terms.by_day else 1)
    exponential = terms.method == "exponential"
    monthly = (1 + terms.rate) ** one_month - 1 if exponential else terms.rate * one_month
    asked = (("fine_rate", "fine_cap_rate", rule["fine_rate"], "multa de"),
             ("late_interest_rate", "monthly_interest_cap_rate", monthly, "juros de mora, ao mês, de"))  # fmt: skip
    for name, cap, rate, what in asked:
        if rate > caps[cap]:
            limit = f"{rate_words(caps[cap])} ({caps.parameters[cap].article})"
            place = f"{rule.id}, {name}; limite em {caps.id}, {cap}"
            yield f"Encargos acima do limite legal: {what} {rate_words(round(rate, 6))}, e o limite é {limit}. {place}."


def _gaps(late: pd.DataFrame, rule: RuleFile) -> Iterator[str]:
    unknown = int((late["basis"] == UNKNOWN).sum())
    if unknown:
        yield f"{unknown} operação(ões) em atraso sem valor vencido nas exportações: entram com zero, sem encargos."
    if str(rule["contract_interest"]) != "none" and (untold := int(late["monthly_rate"].isna().sum())):
        yield f"{untold} parcela(s) em atraso sem taxa do contrato: sem juros do contrato."
