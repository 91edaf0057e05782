"""The review of all records on a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import days, in_force, nullable
from coopcli.calc.desk.people import record_age
from coopcli.calc.profile.bands import shares
from coopcli.calc.registry.fields import missing_fields
from coopcli.calc.registry.found import found
from coopcli.calc.registry.regions import regions_of
from coopcli.dates import full_months
from coopcli.documents import CNPJ_LENGTH, CPF_LENGTH
from coopcli.results.registry import IMPORTANCES, RegistryReview
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.registry import BRANCH_COLUMNS, FINDING_COLUMNS, SUMMARY_COLUMNS

if TYPE_CHECKING:
    from datetime import date

    from coopcli.calc.columns import Days, Ints
    from coopcli.rulebook.tables import RuleFile, Table

FAMILY, TERM_FAMILY, TERM_TABLE = "member_records", "proposal_vetoes", "record_age"
"""The term of a record is that of the proposals' vetoes: one place says when it is out of date."""

_ESSENTIAL = IMPORTANCES["essential"]
_NO_BRANCH = "(sem PA)"


def registry_review(
    frames: Mapping[str, pd.DataFrame], on: date, rule: RuleFile, term: Table, bad_documents: Mapping[int, str]
) -> RegistryReview:
    """Return what is to be mended in the records of members on the date, those who have left aside.

    ``bad_documents`` says, by position in the members' frame, what the reader found wrong in a document.
    """
    everyone = frames["members"].reset_index(drop=True)
    day = np.datetime64(on, "D")
    wrong = pd.Series(bad_documents, dtype="object").reindex(range(len(everyone)))
    gone = _departed(everyone, frames["departures"], day)
    members = everyone[~gone].reset_index(drop=True)
    wrong = wrong[~gone].reset_index(drop=True)
    of_fields, fields, unknown = missing_fields(members, frames, rule)
    findings = [
        found(members, wrong.notna().to_numpy(dtype=bool), wrong.fillna("").astype("str"), "", _ESSENTIAL, "3.4, L"),
        *_documents(members),
        *_old_records(members, day, term),
        *_ages(members, day, rule.tables["age"]),
        *_deceased(members, frames["holds"], day),
        *of_fields,
    ]
    together = _sorted(findings)
    return RegistryReview(
        len(members),
        int(gone.sum()),
        together,
        _summary(together, len(members)),
        fields,
        _branches(members, together),
        regions_of(members, frames["addresses"], rule.tables["cpf_region"]),
        unknown,
    )


def _departed(members: pd.DataFrame, departures: pd.DataFrame, day: np.datetime64) -> np.ndarray:
    left = departures[days(departures["departure_date"]) <= day]
    return members["member_id"].isin(left["member_id"]).to_numpy(dtype=bool)


def _documents(members: pd.DataFrame) -> list[pd.DataFrame]:
    """Return documents of more than one member, and those of the other kind of person."""
    document = members["document"]
    repeated = (document.notna() & document.duplicated(keep=False)).to_numpy(dtype=bool)
    others = members[repeated].groupby("document")["member_id"].agg(", ".join)
    length = document.str.len().fillna(0).to_numpy(dtype=np.int64)
    kind = members["person_type"].fillna("").to_numpy()
    crossed = ((kind == "PF") & (length == CNPJ_LENGTH)) | ((kind == "PJ") & (length == CPF_LENGTH))
    told = document.map(others).astype("str").fillna("")
    return [
        found(members, repeated, "documento de mais de um associado", "associados " + told, _ESSENTIAL, "3.4, L"),
        found(members, crossed, "documento de outro tipo de pessoa", "tipo " + members["person_type"].fillna(""),
              _ESSENTIAL, "3.4, L"),
    ]  # fmt: skip


def _old_records(members: pd.DataFrame, day: np.datetime64, term: Table) -> list[pd.DataFrame]:
    """Return records past their term, and those renewed on a day that has not come."""
    renewed = days(members["record_updated_on"])
    known = ~np.isnat(renewed)
    ahead = known & (renewed > day)
    months = record_age(renewed, day)
    decision = decide(term, Facts({"record_age_months": months}, len(members)))
    old = (decision.index >= 0) & ~decision.flag("is_met")
    since = pd.Series("renovado em " + _days_text(renewed) + ", há mais de " + (months - 1).astype("str") + " meses")
    articles = {row.article for i, row in enumerate(term.rows) if i in set(decision.index[old])}
    return [
        found(members, old, "cadastro vencido", since, _ESSENTIAL, "; ".join(sorted(articles))),
        found(members, ahead, "renovação depois da data-base", pd.Series(_days_text(renewed)), _ESSENTIAL, "3.4"),
    ]


def _days_text(values: Days) -> np.ndarray:
    return pd.Series(values).dt.strftime("%d/%m/%Y").fillna("").to_numpy(dtype="U10")


def _ages(members: pd.DataFrame, day: np.datetime64, table: Table) -> list[pd.DataFrame]:
    """Return the ages that the rule asks to look at; companies have none."""
    born = days(members["birth_date"])
    known = ~np.isnat(born) & (members["person_type"].fillna("PF") == "PF").to_numpy(dtype=bool)
    decision = decide(table, Facts({"member_age_years": nullable(_years(born, known, day), known)}, len(members)))
    texts = pd.Series("nascimento em " + _days_text(born))
    return [
        found(members, decision.index == i, str(row.outcomes["finding"]), texts,
              IMPORTANCES[str(row.outcomes["importance"])], row.article)
        for i, row in enumerate(table.rows)
    ]  # fmt: skip


def _years(born: Days, known: np.ndarray, day: np.datetime64) -> Ints:
    """Return whole years of age; below zero where the birth lies ahead."""
    return np.where(known & (born > day), -1, full_months(born, day, missing=0) // 12)


def _deceased(members: pd.DataFrame, holds: pd.DataFrame, day: np.datetime64) -> list[pd.DataFrame]:
    """Return the members whose death a pause of collection tells, and whose record is still open."""
    told = holds[in_force(holds, day) & (holds["hold_kind"] == "deceased").to_numpy(dtype=bool)]
    by_number = members["member_id"].isin(told["member_id"].dropna())
    by_document = members["document"].notna() & members["document"].isin(told["document"].dropna())
    dead = (by_number | by_document).to_numpy(dtype=bool)
    return [found(members, dead, "falecimento informado na cobrança", "cadastro ainda aberto", _ESSENTIAL, "3.4")]


def _sorted(findings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return all findings, the most important first, then by branch and member."""
    filled = [rows for rows in findings if len(rows)]
    if not filled:
        return pd.DataFrame(columns=[column.name for column in FINDING_COLUMNS])
    together = pd.concat(filled, ignore_index=True)
    rank = {words: i for i, words in enumerate(IMPORTANCES.values())}
    order = together.assign(rank=together["importance_title"].map(rank), at=together["branch"].fillna(_NO_BRANCH))
    return order.sort_values(["rank", "at", "member_id"], kind="stable", ignore_index=True)[together.columns]


def _summary(findings: pd.DataFrame, members: int) -> pd.DataFrame:
    counts = (
        findings.groupby(["importance_title", "finding"], sort=False)["member_id"].nunique().reset_index(name="count")
    )
    rank = {words: i for i, words in enumerate(IMPORTANCES.values())}
    ordered = counts.assign(rank=counts["importance_title"].map(rank)).sort_values(
        ["rank", "count"], ascending=[True, False], kind="stable", ignore_index=True
    )
    count = ordered["count"].to_numpy(dtype=np.int64)
    return ordered.assign(share=shares(count, np.full(len(count), members)))[[c.name for c in SUMMARY_COLUMNS]]


def _branches(members: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    branch = members["branch"].fillna(_NO_BRANCH)
    has = members["member_id"].isin(findings["member_id"])
    worst = members["member_id"].isin(findings.loc[findings["importance_title"] == _ESSENTIAL, "member_id"])
    rows = pd.DataFrame({"branch": branch, "count": 1, "with_findings": has, "with_essential": worst})
    sums = rows.groupby("branch").sum().astype("int64").reset_index()
    share = shares(sums["with_findings"].to_numpy(), sums["count"].to_numpy())
    return sums.assign(share=share)[[column.name for column in BRANCH_COLUMNS]]
