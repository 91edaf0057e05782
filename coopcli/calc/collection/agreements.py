"""Agreements on a day: their state and schedule, the debt that a breach brings back, chains, deadlines, cross-check.

Source  rules/collection/agreements (Política de Recuperação de Crédito, §§ 4.3, 4.4 e 5) and rules/collection/charges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from coopcli.calc.collection.chains import CIRCLE, chains, replaced
from coopcli.calc.collection.charges import by_debt
from coopcli.calc.collection.cross_check import renegotiation_check
from coopcli.calc.collection.restored import Restored, payments_of, restored_debt
from coopcli.calc.collection.schedule import beside_exported, can_be_scheduled, schedule_of
from coopcli.calc.columns import Groups, Keyed, amounts, dates, days, strings, text
from coopcli.calc.delay import delay_from_installments
from coopcli.dates import NEVER, days_after, days_between
from coopcli.results.collection_charges import Agreements, Charges
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.agreements import AGREEMENT_COLUMNS, CHARGE_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

    from coopcli.calc.columns import Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

FAMILY = "agreements"
BROKEN = "agreement_broken"
OF_AN_AGREEMENT = "acordo quebrado"

_FIRST = ("member_id", "document", "signed_date", "previous_agreement_id", "new_contract_id", "installment_count",
          "first_due_date", "monthly_rate", "amortization", "negotiated_by", "received_date", "registered_date",
          "broken_date", "settled_date")  # fmt: skip
_ADDED_UP = ("debt_cents", "discount_cents", "down_payment_cents")


def agreements_of(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], rule: RuleFile, charges: RuleFile,
    classes: pd.DataFrame | None = None, previous: pd.DataFrame | None = None,
) -> Agreements:  # fmt: skip
    """Return the agreements signed up to the portfolio's date.

    Reads   agreements, agreement_installments, renegotiations; ``classes`` are the portfolio's operations as
            classified (same rows), ``previous`` those of the previous close (``contract_id``, ``risk_class``).
    """
    day = np.datetime64(portfolio.on, "D")
    sheet = frames["agreements"]
    sheet = sheet[days(sheet["signed_date"]) <= day].reset_index(drop=True)
    terms = _terms(sheet)
    told = frames["agreement_installments"]
    paid = payments_of(terms, told, day)
    facts = _with_delay(terms, told, paid, portfolio)
    facts = facts.assign(is_replaced=facts["agreement_id"].isin(replaced(sheet)))
    state = decide(rule.tables["agreement_state"], Facts.of(facts))
    is_broken = np.asarray(state.outcome("agreement_state") == BROKEN, dtype=bool)
    restored = restored_debt(facts[is_broken], paid, charges, rule, day)
    found = facts.assign(
        agreement_state=state.outcome("agreement_state"), state_reason=state.reasons(), state_article=state.articles()
    )
    found = _with_restored(found, is_broken, restored)
    found = _with_mirroring(_with_chains(found, sheet), rule, day)
    schedule = beside_exported(schedule_of(terms), told[told["agreement_id"].isin(terms["agreement_id"])], day)
    checked = renegotiation_check(sheet, portfolio, frames["renegotiations"], rule, classes, previous)
    found = found[[column.name for column in AGREEMENT_COLUMNS]]
    return Agreements(found, schedule, restored.allocations, checked, list(_alerts(found, terms, schedule, checked)))


def _terms(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return one row an agreement, in the order of the sheet: amounts added up, the rest as first told."""
    groups = sheet.groupby("agreement_id", sort=False)
    terms = groups[list(_FIRST)].first().reset_index()
    own = Keyed(terms["agreement_id"]).of(sheet["agreement_id"])
    for name in _ADDED_UP:
        terms[name] = own.sum(amounts(sheet[name]))
    terms["contracts"] = groups["contract_id"].agg(", ".join).to_numpy() if len(terms) else pd.Series(dtype="str")
    financed = terms["debt_cents"] - terms["discount_cents"] - terms["down_payment_cents"]
    return terms.assign(financed_cents=financed.clip(lower=0))


def _with_delay(terms: pd.DataFrame, told: pd.DataFrame, paid: pd.DataFrame, portfolio: Portfolio) -> pd.DataFrame:
    """Return the agreements with what their instalments tell or, without any, the new contract in the portfolio."""
    day, size = np.datetime64(portfolio.on, "D"), len(terms)
    ids = strings(terms["agreement_id"])
    rows = told.assign(contract_id=told["agreement_id"], balance_cents=pd.array([pd.NA] * len(told), dtype="Int64"))
    delay = delay_from_installments(ids, rows, day, portfolio.calendar, portfolio.tolerance_cents)
    new = Keyed(portfolio.ids).of(terms["new_contract_id"])
    by_new = ~delay.known & new.known
    operations = portfolio.operations
    due, overdue = new.at(days(operations["oldest_due_date"]), NEVER), new.at(amounts(operations["overdue_cents"]), 0)
    unpaid = Groups(delay.open.operation, size)
    agreement = Keyed(ids)
    rows_told = agreement.of(told["agreement_id"]).count()
    return terms.assign(
        days_past_due=np.where(by_new, new.at(portfolio.days_past_due, 0), delay.days_past_due),
        first_late_date=dates(np.where(by_new, due, delay.oldest_due_date)),
        late_cents=np.where(by_new, overdue, delay.overdue_cents),
        late_count=unpaid.where(delay.open.days_past_due > 0).count(),
        paid_cents=agreement.of(paid["agreement_id"]).sum(paid["paid_cents"].to_numpy(dtype=np.int64)),
        is_told_settled=days(terms["settled_date"]) <= day,
        is_told_broken=days(terms["broken_date"]) <= day,
        has_agreement_installments=delay.known | by_new,
        is_fully_paid=delay.known & ~unpaid.any() & (rows_told >= amounts(terms["installment_count"])),
    )


def _with_restored(found: pd.DataFrame, is_broken: Flags, restored: Restored) -> pd.DataFrame:
    owed = np.zeros(len(found), dtype=np.int64)
    charges, fine = owed.copy(), owed.copy()
    owed[is_broken], fine[is_broken] = restored.principal_cents, restored.fine_cents
    charges[is_broken] = restored.fine_cents + restored.interest_cents
    words = pd.Series([""] * len(found), dtype="str")
    words[is_broken] = restored.arithmetic
    return found.assign(
        restored_cents=owed,
        restored_fine_cents=fine,
        restored_charges_cents=charges,
        updated_cents=owed + charges,
        arithmetic=words,
    )


def _with_chains(found: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    links = chains(sheet)
    own = [links[agreement] for agreement in found["agreement_id"]]
    return found.assign(
        chain=pd.Series([link.words for link in own], dtype="str"),
        chain_length=pd.Series([link.length for link in own], dtype="int64"),
        chain_flaw=pd.Series([link.flaw for link in own], dtype="str"),
    )


def _with_mirroring(found: pd.DataFrame, rule: RuleFile, day: np.datetime64) -> pd.DataFrame:
    """Return the agreements with the ten days to register what a law office negotiated (§ 5)."""
    received, registered = days(found["received_date"]), days(found["registered_date"])
    came, done = received <= day, registered <= day
    received = np.where(came, received, NEVER)
    passed = days_between(received, np.where(done, registered, day), missing=0)
    facts: dict[str, object] = {
        "has_received_date": came,
        "is_registered": done,
        "days_since_received": np.maximum(passed, 0),
    }
    decision = decide(rule.tables["mirroring"], Facts(facts, len(found)))
    limit = int(rule["mirror_days"])
    over = np.maximum(passed - limit, 0)
    return found.assign(
        mirror_deadline_date=dates(days_after(received, limit)),
        mirror_days_late=pd.arrays.IntegerArray(over, ~came),
        mirror_status=decision.outcome("mirror_status"),
        mirror_article=decision.articles(),
    )


def with_broken_agreements(charges: Charges, found: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Charges:
    """Return the charges with what broken agreements owe, one row each, in the place of their contracts' rows.

    Reads   ``found`` (AGREEMENT_COLUMNS), agreements (old and new contracts), members, contracts.
    """
    sheet = frames["agreements"]
    rows = found[found["agreement_state"] == BROKEN].reset_index(drop=True)
    theirs = sheet.loc[sheet["agreement_id"].isin(rows["agreement_id"]), ["contract_id", "new_contract_id"]]
    others = charges.rows[~charges.rows["debt_id"].isin(theirs.stack().unique())]
    named = (("members", "name"), ("contracts", "member_name"))
    names = pc.coalesce(*(_told(rows, frames[frame], name) for frame, name in named))
    told = rows.assign(
        debt_id=rows["agreement_id"],
        contract_id=rows["contracts"],
        member_name=text(names),
        installment_number=pd.array([pd.NA] * len(rows), dtype="Int64"),
        due_date=rows["first_late_date"].fillna(_broken_on(rows, sheet)),
        overdue_cents=rows["restored_cents"],
        fine_cents=rows["restored_fine_cents"],
        interest_cents=rows["restored_charges_cents"] - rows["restored_fine_cents"],
        contract_interest_cents=np.int64(0),
        charges_cents=rows["restored_charges_cents"],
        basis=OF_AN_AGREEMENT,
        charge_reason=rows["state_reason"],
        charge_article=rows["state_article"],
    )[[column.name for column in CHARGE_COLUMNS]]
    parts = [part for part in (others, told) if len(part)] or [others]
    whole = pd.concat(parts, ignore_index=True)
    return replace(charges, rows=whole, debts=by_debt(whole))


def _told(rows: pd.DataFrame, sheet: pd.DataFrame, name: str) -> pa.Array:
    """Return what a sheet tells of the member of each row."""
    return Keyed(sheet["member_id"]).of(rows["member_id"]).take(sheet[name])


def _broken_on(rows: pd.DataFrame, sheet: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return the day on which the sheet says that each agreement was broken."""
    first = sheet.groupby("agreement_id")["broken_date"].min()
    return first.reindex(rows["agreement_id"]).set_axis(rows.index)


def _alerts(found: pd.DataFrame, terms: pd.DataFrame, schedule: pd.DataFrame, checked: pd.DataFrame) -> Iterator[str]:
    """Yield what the reader must know of the agreements, each in one sentence."""
    yield from _counted(found["chain_flaw"] == CIRCLE, "acordo(s) em círculo: um aponta para o outro como anterior.")
    yield from _counted((found["chain_flaw"] != "") & (found["chain_flaw"] != CIRCLE),
                        "acordo(s) cujo acordo anterior não está na planilha.")  # fmt: skip
    yield from _counted(found["chain_length"] > 1, "acordo(s) sobre outro acordo (coluna Acordos encadeados).")
    yield from _counted(~can_be_scheduled(terms), "acordo(s) sem forma de cálculo, quantidade de parcelas ou valor: "
                        "as parcelas não foram conferidas.")  # fmt: skip
    is_equal = (terms["amortization"] == "equal_installments") & (terms["monthly_rate"].fillna(0) > 0)
    yield from _counted(is_equal, "acordo(s) em parcelas iguais com taxa: a taxa não entra na conta das parcelas.")
    without_rate = (terms["amortization"] == "price") & (terms["monthly_rate"].fillna(0) == 0)
    yield from _counted(without_rate, "acordo(s) pela Tabela Price sem taxa: parcelas calculadas sem juros.")
    differing = schedule.loc[schedule["differs"] != "", "agreement_id"].nunique()
    if differing:
        yield f"{differing} acordo(s) com parcelas diferentes das calculadas (aba Parcelas dos acordos)."
    overdue = (found["mirror_days_late"].fillna(0) > 0) & found["registered_date"].isna()
    yield from _counted(overdue, "acordo(s) do escritório jurídico sem registro no sistema depois do prazo (§ 5).")
    yield from _counted(checked["check_result"] != "confere", "contrato(s) de acordo a conferir nas renegociações.")


def _counted(rows: pd.Series[bool] | Flags, what: str) -> Iterator[str]:
    number = int(np.asarray(rows, dtype=bool).sum())
    if number:
        yield f"{number} {what}"
