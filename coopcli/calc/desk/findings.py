"""What stands against each proposal, what is to be checked, and what the authority must know or attest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.desk.facts import Proposed
from coopcli.results.desk import DOES_NOT_FIT, NOT_TOLD
from coopcli.rulebook.decide import collect, decide
from coopcli.rulebook.facts import Facts
from coopcli.words.desk import FINDING_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile, Table

VETO, TO_CHECK = "impede", "a conferir"
_EFFECT = {"veto": VETO, "to_check": TO_CHECK}


def findings_of(known: Proposed, facts: pd.DataFrame, limits: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Return every row of the tables of impediments that holds, the lines' terms, and the limits that do not fit.

    Reads   the facts of proposals/vetoes. Gives results.desk.FINDING_COLUMNS, in the order of proposals.
    """
    tables = [rule.tables["vetoes"], rule.tables["line_terms"]]
    given = Facts.of(facts)
    parts = [_collected(known, table, given) for table in tables]
    parts.append(_unknown_lines(known, rule, given))
    found = pd.concat(parts, ignore_index=True)
    found["detail"] = _details(known, facts, found)
    found = pd.concat([found, _of_limits(known, limits)], ignore_index=True)
    found["order"] = found["verdict_title"].map({VETO: 0, TO_CHECK: 1})
    found = found.sort_values(["place", "order"], kind="stable", ignore_index=True)
    return found[[column.name for column in FINDING_COLUMNS]]


def _collected(known: Proposed, table: Table, given: Facts) -> pd.DataFrame:
    place, row = np.nonzero(collect(table, given).matches)
    rows = [table.rows[int(i)] for i in row]
    return _rows(known, place).assign(
        verdict_title=[_EFFECT[str(r.outcomes["verdict"])] for r in rows],
        title=[r.title for r in rows],
        article=[r.article for r in rows],
        rule_reference=[table.reference(int(i)) for i in row],
        asked=[list(r.conditions) for r in rows],
    )


def _rows(known: Proposed, place: Any) -> pd.DataFrame:
    return known.proposals.iloc[place][["proposal_id", "member_name"]].reset_index(drop=True).assign(place=place)


def _unknown_lines(known: Proposed, rule: RuleFile, given: Facts) -> pd.DataFrame:
    decided = decide(rule.tables["lines"], given)
    told = known.facts["credit_line"].notna().to_numpy()
    place = np.flatnonzero(~decided.flag("is_met") & told)
    return _rows(known, place).assign(
        verdict_title=TO_CHECK,
        title=[str(word) for word in decided.outcome("modality").take(place)],
        article=[str(word) for word in decided.articles().take(place)],
        rule_reference=[str(word) for word in decided.reasons().take(place)],
        asked=[["credit_line"]] * len(place),
    )


def _details(known: Proposed, facts: pd.DataFrame, found: pd.DataFrame) -> list[str | None]:
    """Return, beside each finding, what the proposal says about the facts that its row asked about."""
    sources: dict[str, pd.Series[Any]] = {
        "guarantee_cycle": known.cycles["words"],
        "is_for_capital": known.proposals["purpose"],
        "is_for_losses": known.proposals["purpose"],
        "is_restriction_justified": known.proposals["restrictions_reason"],
        "guarantee_basis_points": _percent(facts["guarantee_basis_points"]),
        "guarantor_days_past_due": _with_unit(facts["guarantor_days_past_due"], " dias em atraso"),
        "unanswered_count": _with_unit(facts["unanswered_count"], " sem resposta"),
        "is_record_outdated": _past_months(facts["record_age_months"]),
        "credit_line": known.proposals["credit_line"],
        "installment_count": _with_unit(facts["installment_count"], " parcelas"),
    }
    details = []
    for asked, place in zip(found["asked"], found["place"], strict=True):
        told = [sources[fact].iloc[place] for fact in asked if fact in sources]
        details.append("; ".join(str(text) for text in told if not pd.isna(text)) or None)
    return details


def _percent(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.map(lambda n: f"{n // 100},{n % 100:02d}% da proposta", na_action="ignore")


def _with_unit(column: pd.Series[Any], unit: str) -> pd.Series[Any]:
    return column.map(lambda n: f"{n}{unit}", na_action="ignore")


def _past_months(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return an age in begun months as the months that it is past."""
    return column.map(lambda n: f"renovada há mais de {n - 1} meses", na_action="ignore")


def _of_limits(known: Proposed, limits: pd.DataFrame) -> pd.DataFrame:
    """Return the limits that do not fit as impediments, those that nothing tells as things to check."""
    from coopcli.money import brl

    place = pd.Series(range(len(known.proposals)), index=known.proposals["proposal_id"])
    wrong = limits[limits["fits"].isin([DOES_NOT_FIT, NOT_TOLD])]
    over = wrong["fits"] == DOES_NOT_FIT
    lefts = zip(wrong.to_dict("records"), over, strict=True)
    detail = [f"passa {brl(-int(limit['left_cents']))}" if is_over else _untold(limit) for limit, is_over in lefts]
    title = np.where(over, "não cabe no limite: ", "limite que não se pôde calcular: ")
    return pd.DataFrame(
        {
            "proposal_id": wrong["proposal_id"],
            "member_name": wrong["member_name"],
            "place": wrong["proposal_id"].map(place),
            "verdict_title": np.where(over, VETO, TO_CHECK),
            "title": title + wrong["limit"].astype(object),
            "detail": detail,
            "article": wrong["article"],
            "rule_reference": wrong["rule_reference"],
        }
    )


def _untold(limit: dict[Any, Any]) -> str | None:
    """Return what is missing for a limit to be reckoned."""
    wanted = {
        "base_cents": "a base não foi informada", "used_cents": "não se sabe o que já paga por mês",
        "new_cents": "sem taxa não há prestação",
    }  # fmt: skip
    return "; ".join(words for name, words in wanted.items() if pd.isna(limit[name])) or None


def items_of(known: Proposed, table: Table, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the items of a ``collect`` table that hold: proposal_id, item, article, reports_to_board."""
    place, row = np.nonzero(collect(table, Facts.of(facts)).matches)
    rows = [table.rows[int(i)] for i in row]
    return _rows(known, place).assign(
        item=pd.Series([str(r.outcomes["item"]) for r in rows], dtype="str"),
        article=pd.Series([r.article for r in rows], dtype="str"),
        reports_to_board=np.array([bool(r.outcomes.get("reports_to_board", False)) for r in rows], dtype=bool),
    )
