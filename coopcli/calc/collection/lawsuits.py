"""The list for the law office, with what its file needs and what to check against the close.

Source  rules/collection/lawsuits: Política de Recuperação de Crédito, §§ 4.3 e 4.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.collection import dossier
from coopcli.calc.collection.acts import acts_of
from coopcli.calc.columns import Groups, Keyed, dates, days, nullable
from coopcli.dates import days_between
from coopcli.rulebook.decide import collect, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.agreements import LAWSUIT_COLUMNS
from coopcli.words.lists import DESTINATIONS

if TYPE_CHECKING:
    from coopcli.calc.collection.acts import Acts
    from coopcli.calc.collection.debts import LateDebts
    from coopcli.calc.columns import Flags, Ints
    from coopcli.rulebook.tables import RuleFile, Table

FAMILY = "lawsuits"
LEFT = ("former_member", "broken_agreement")
CONTACTS = ("contact", "contact_attempt")


@dataclass(frozen=True)
class Sources:
    """What the file is put together from: the exports, the rows of charges (CHARGE_COLUMNS), the agreements
    (AGREEMENT_COLUMNS) and, where there was a close, its operations (``contract_id`` beside the regime's columns)."""

    frames: Mapping[str, pd.DataFrame]
    rows: pd.DataFrame
    agreements: pd.DataFrame
    classified: pd.DataFrame | None = None


def lawsuit_list(late: LateDebts, debts: pd.DataFrame, sources: Sources, rule: RuleFile) -> pd.DataFrame:
    """Return the debts of the law office (results LAWSUIT_COLUMNS): the earliest deadline first.

    Reads   ``debts`` (DEBT_COLUMNS) of the late debts ``late``; collection_events, contracts, members' addresses,
            telephones and e-mails, guarantors, guarantees, write_offs.
    """
    acts = acts_of(sources.frames, late)
    own = debts.iloc[Keyed(debts["debt_id"]).of(late.frame["debt_id"]).of].reset_index(drop=True)
    sued, ended = acts.last("lawsuit"), acts.last("lawsuit_end")
    facts: dict[str, object] = {
        "act": own["act"].where(own["destination_title"] != DESTINATIONS["in_agreement"]),
        "is_held": (own["destination_title"] == DESTINATIONS["held"]).to_numpy(dtype=bool),
        "has_lawsuit": ~np.isnat(sued) & ~(ended >= sued),
    }
    decision = decide(rule.tables["lawsuit"], Facts(facts, len(own)))
    which = np.flatnonzero(decision.index >= 0)
    titles = np.array([row.title for row in decision.table.rows], dtype=object)[decision.index[which]]
    told = own.iloc[which].reset_index(drop=True).assign(
        lawsuit_list=np.asarray(decision.outcome("lawsuit_list"), dtype=object)[which],
        lawsuit_status=titles,
        lawsuit_reason=np.asarray(decision.reasons(), dtype=object)[which],
        lawsuit_article=np.asarray(decision.articles(), dtype=object)[which],
    )  # fmt: skip
    told = _with_words(_with_acts(told, acts, which), sources)
    return _finished(told, acts, which, sources, rule, late.on)


def _with_acts(told: pd.DataFrame, acts: Acts, which: Ints) -> pd.DataFrame:
    """Return the debts with what was done of each, and when."""
    number = acts.debts.where(np.isin(acts.kind, CONTACTS)).count()
    filed = acts.debts.where(acts.kind == "lawsuit").last().within(Groups(acts.row, len(acts.sheet)))
    done = {"last_contact_date": "contact", "law_office_date": "law_office", "lawsuit_date": "lawsuit"}
    return told.assign(
        contact_count=number[which],
        protocol=filed[which].text(acts.sheet["protocol"]),
        **{name: dates(acts.last(kind)[which]) for name, kind in done.items()},
    )


def _with_words(told: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Return the debts with address, telephones, instalments, guarantors, guarantees and agreements in words."""
    frames, members = sources.frames, told["member_id"].fillna("")
    by_member = {"address": ("addresses", dossier.address), "phones": ("phones", dossier.phones),
                 "email": ("emails", dossier.email)}  # fmt: skip
    words = {name: dossier.of_each(members, frames[frame], "member_id", of) for name, (frame, of) in by_member.items()}
    by_contract = {"guarantors": dossier.guarantors, "guarantees": dossier.guarantees}
    for name, of in by_contract.items():
        words[name] = dossier.of_each(told["debt_id"], _of_debts(told, frames[name]), "debt_id", of)
    words["installments"] = dossier.of_each(told["debt_id"], sources.rows, "debt_id", dossier.installments)
    signed = sources.frames["agreements"][["agreement_id", "contract_id"]]
    states = signed.merge(sources.agreements[["agreement_id", "agreement_state", "signed_date"]], on="agreement_id")
    words["agreements"] = dossier.of_each(told["debt_id"], _of_debts(told, states), "debt_id", dossier.agreements)
    return told.assign(**words)


def _of_debts(told: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows about contracts of the debts, each with its debt."""
    contracts = told["contracts"].str.split(", ").explode().dropna()
    pairs = pd.DataFrame(
        {"contract_id": contracts.to_numpy(), "debt_id": told["debt_id"].loc[contracts.index].to_numpy()}
    )
    return rows.merge(pairs.drop_duplicates("contract_id"), on="contract_id")


def _finished(
    told: pd.DataFrame, acts: Acts, which: Ints, sources: Sources, rule: RuleFile, on: np.datetime64
) -> pd.DataFrame:
    """Return the list with what is missing, what the close says, and the days that are left."""
    settled = ~np.isnat(acts.last("account_settlement")[which]) | _settled(told, sources.frames, on)
    has_aval = _of_debts(told, sources.frames["guarantees"])
    has_aval = has_aval.loc[has_aval["guarantee_kind"] == "personal_guarantee", "debt_id"]
    missing: dict[str, object] = {
        "has_document": told["document"].notna().to_numpy(),
        "has_address": (told["address"] != "").to_numpy(dtype=bool),
        "has_contact": (told["contact_count"] > 0).to_numpy(),
        "has_listing_notice": told["notice_date"].notna().to_numpy(),
        "is_listed": told["is_listed"].fillna(False).to_numpy(dtype=bool),
        "has_left": told["situation"].isin(LEFT).to_numpy(dtype=bool),
        "has_account_settlement": settled,
        "has_personal_guarantee": told["debt_id"].isin(has_aval).to_numpy(dtype=bool),
        "has_guarantor": (told["guarantors"] != "").to_numpy(dtype=bool),
        "has_updated_amount": told["updated_cents"].notna().to_numpy(),
    }
    closed = _closed(told, sources, on)
    left = days(told["deadline_date"])
    found = told.assign(
        **closed,
        missing_documents=_kept(rule.tables["missing_documents"], Facts(missing, len(told))),
        close_flags=_kept(rule.tables["close_check"], Facts(dict(closed), len(told))),
        days_left=nullable(days_between(on, left, missing=0), ~np.isnat(left)),
    )
    found["provision_cents"] = pd.Series(found["provision_cents"], dtype="Int64").mask(~found["is_classified"])
    for name in ("is_problem_asset", "stops_revenue"):
        found[name] = found[name].astype("boolean").mask(~found["is_classified"] | (name not in _columns(sources)))
    found = found.sort_values(["deadline_date", "client_key", "debt_id"], kind="stable", ignore_index=True)
    return found[[column.name for column in LAWSUIT_COLUMNS]]


def _settled(told: pd.DataFrame, frames: Mapping[str, pd.DataFrame], on: np.datetime64) -> np.ndarray:  # type: ignore[type-arg]
    """Return whose account settlement the sheet of departures has."""
    sheet = frames["departures"]
    done = sheet.loc[days(sheet["settlement_date"]) <= on, "member_id"]
    return told["member_id"].isin(done).to_numpy(dtype=bool)


def _columns(sources: Sources) -> list[str]:
    return [] if sources.classified is None else list(sources.classified.columns)


def _closed(told: pd.DataFrame, sources: Sources, on: np.datetime64) -> dict[str, object]:
    """Return what the close says of the operations of each debt: any problem, all revenue stopped, provisions added."""
    size, frames = len(told), sources.frames
    gone = frames["write_offs"]
    off = _of_debts(told, gone[days(gone["write_off_date"]) <= on])["debt_id"]
    found: dict[str, object] = {"is_written_off": told["debt_id"].isin(off).to_numpy(dtype=bool)}
    blank = {"risk_class": pd.Series([""] * size, dtype="str"), "provision_cents": np.zeros(size, dtype=np.int64)}
    nothing = {name: np.zeros(size, dtype=bool) for name in ("is_classified", "is_problem_asset", "stops_revenue")}
    if sources.classified is None:
        return found | blank | nothing
    mine = _of_debts(told, sources.classified)
    debt = Keyed(told["debt_id"]).of(mine["debt_id"])
    classes = mine.assign(risk_class=mine["risk_class"].astype("str"))
    flags = {name: _flag(mine, debt, name) for name in ("is_problem_asset", "stops_revenue")}
    return found | flags | {
        "is_classified": debt.any(),
        "risk_class": dossier.of_each(told["debt_id"], classes, "debt_id", dossier.classes),
        "provision_cents": debt.sum(mine["provision_cents"].to_numpy(dtype=np.int64)),
    }  # fmt: skip


def _flag(mine: pd.DataFrame, debt: Groups, name: str) -> Flags:
    """Return whether all operations of each debt have the flag (a regime without it has nothing to check)."""
    if name not in mine:
        return np.ones(debt.size, dtype=bool)
    return ~debt.where(~mine[name].fillna(False).to_numpy(dtype=bool)).any()


def _kept(table: Table, facts: Facts) -> pd.Series[str]:
    """Return the documents of every matching row, in words."""
    words = np.array([str(row.outcomes["dossier_document"]) for row in table.rows], dtype=object)
    return pd.Series(["; ".join(words[match]) for match in collect(table, facts).matches], dtype="str")
