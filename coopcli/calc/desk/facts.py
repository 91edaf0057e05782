"""The facts of proposals: what the rules of the desk ask about, one row a proposal, and the field each came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts, folded_column
from coopcli.calc.desk.credit import Standing, arrears_of, credit_facts, standing
from coopcli.calc.desk.guarantors import edges_of, guarantee_cycles
from coopcli.calc.desk.people import Frames, flags, member_rows, person_facts, since
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words import FRAMES

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile

_FIELDS = {
    "membership_months": (("members", "member_since"),),
    "previous_delay_days": (("installments", "paid_date"), ("contracts", "contract_date")),
    "unpaid_days": (("installments", "due_date"),),
    "employment_months": (("proposals", "employment_since"),),
    "paid_capital_cents": (("share_capital", "paid_in_cents"),),
    "is_record_outdated": (("members", "record_updated_on"),),
    "bureau_finding": (("proposals", "has_restrictions"),),
    "payment_method": (("proposals", "payment_method"),),
    "has_guarantor": (("proposals", "guarantor_document"),),
    "installment_count": (("proposals", "installment_count"),),
    "guarantee_kind": (("proposals", "guarantee_kind"),),
    "receives_salary_here": (("proposals", "receives_salary_here"),),
    "commitment_basis_points": (("installments", "amount_cents"), ("proposals", "payroll_margin_cents")),
}
"""Where the facts of the questionnaire come from: frame and column."""


@dataclass(frozen=True)
class Proposed:
    """The proposals, their facts and their standing; ``cycles`` tells the guarantees that close one."""

    proposals: pd.DataFrame
    facts: pd.DataFrame
    standing: Standing
    cycles: pd.DataFrame
    on: date


def proposed(frames: Frames, portfolio: Portfolio, read: Collection[str], rule: RuleFile) -> Proposed:
    """Return what is known of each proposal of the exports; ``rule`` is proposals/vetoes.

    Reads   proposals, members, departures, share_capital, contracts, installments, guarantors, write_offs.
    Keeps   one row a proposal, in its order.
    """
    proposals = frames["proposals"].reset_index(drop=True)
    on = np.datetime64(portfolio.on, "D")
    debts = standing(proposals, portfolio, frames)
    cycles = guarantee_cycles(proposals, edges_of(portfolio.operations, frames["guarantors"]))
    parts = [
        proposals[["product_kind", "payment_method", "credit_title", "has_restrictions", "is_for_third_party"]],
        proposals[["retains_capital", "receives_salary_here", "is_new_company", "has_conflict_of_interest"]],
        proposals[["amount_cents", "installment_count", "net_equity_cents"]],
        person_facts(proposals, frames, read, rule, on),
        credit_facts(proposals, frames, portfolio, read),
        _guarantee_facts(proposals, frames, portfolio, read, rule),
        _purpose_facts(proposals["purpose"], rule),
    ]
    facts = pd.concat(parts, axis=1).assign(
        product_kind=proposals["product_kind"].fillna("other"),
        person_type=debts.person_type,
        credit_line=folded_column(proposals["credit_line"]),
        is_restriction_justified=proposals["restrictions_reason"].notna(),
        bureau_finding=proposals["has_restrictions"].map({False: "clear"}).astype("str"),
        employment_months=since(proposals["employment_since"].to_numpy().astype("datetime64[D]"), on),
        has_payroll_margin=amounts(proposals["payroll_margin_cents"]) > 0,
        has_loss=_has_loss(proposals, frames["write_offs"], on),
        guarantee_cycle=cycles["length"],
        client_total_cents=debts.client_cents + amounts(proposals["amount_cents"]),
        other_operation_count=pd.Series(pd.NA, index=proposals.index, dtype="Int64"),
        perception=pd.Series(None, index=proposals.index, dtype="str"),
    )
    decided = decide(rule.tables["record_age"], Facts.of(facts))
    facts["is_record_outdated"] = flags(~decided.flag("is_met"), decided.index >= 0)
    return Proposed(proposals, facts, debts, cycles, portfolio.on)


def _guarantee_facts(
    proposals: pd.DataFrame, frames: Frames, portfolio: Portfolio, read: Collection[str], rule: RuleFile
) -> pd.DataFrame:
    """Return what backs each proposal: kind, share of the amount, and what is known of the guarantor."""
    kind = proposals["guarantee_kind"].fillna("none")
    named = proposals["guarantor_document"].notna()
    guarantor = proposals.assign(document=proposals["guarantor_document"], member_id=pd.Series(dtype="str"))
    registered = member_rows(guarantor, frames["members"]).known
    late = arrears_of(proposals["guarantor_document"], portfolio)
    worth, asked = amounts(proposals["guarantee_cents"]).tolist(), proposals["amount_cents"].tolist()
    share = [value * 10_000 // amount if amount > 0 else 0 for value, amount in zip(worth, asked, strict=True)]
    return pd.DataFrame(
        {
            "guarantee_kind": kind,
            "has_guarantor": (named | (kind == "personal_guarantee")).to_numpy(dtype=bool),
            "has_real_guarantee": kind.isin(list(rule["real_guarantees"])).to_numpy(dtype=bool),
            "guarantee_basis_points": pd.Series(share, dtype="Int64").where(proposals["guarantee_cents"].notna()),
            "is_guarantor_registered": flags(registered, (named & ("members" in read)).to_numpy(dtype=bool)),
            "guarantor_days_past_due": pd.Series(np.maximum(late, 0), dtype="Int64").where(
                named & ("contracts" in read)
            ),
        }
    )


def _purpose_facts(purpose: pd.Series[Any], rule: RuleFile) -> pd.DataFrame:
    words = folded_column(purpose)
    return pd.DataFrame(
        {
            "is_for_capital": mentions(words, rule["capital_words"]),
            "is_for_losses": mentions(words, rule["loss_words"]),
        }
    )


def mentions(texts: pd.Series[Any], words: Collection[str]) -> Flags:
    """Return which texts (as ``folded_column`` gives them) have one of the words, whole."""
    import re

    wanted = "|".join(re.escape(str(word)) for word in folded_column(pd.Series(list(words), dtype="str")))
    found: Flags = texts.str.contains(rf"(?<!\w)(?:{wanted})(?!\w)", regex=True).fillna(False).to_numpy(dtype=bool)
    return found


def _has_loss(proposals: pd.DataFrame, write_offs: pd.DataFrame, on: np.datetime64) -> Flags:
    """Return which clients have an operation written off and not wholly recovered by the date."""
    left = amounts(write_offs["amount_cents"]) > amounts(write_offs["recovered_cents"])
    known = write_offs["write_off_date"].to_numpy().astype("datetime64[D]") <= on
    owed = write_offs[left & known]
    return member_rows(proposals, owed.assign(member_id=pd.Series(dtype="str"))).known


def field_of(fact: str) -> str:
    """Return the fields that a fact comes from, in the clerk's words: ``Associados: Início do relacionamento``."""
    places = [(FRAMES[frame], column) for frame, column in _FIELDS.get(fact, ())]
    return "; ".join(f"{frame.title}: {frame.column(column).title}" for frame, column in places)
