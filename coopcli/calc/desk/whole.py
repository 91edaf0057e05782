"""The whole desk: from the facts of proposals to what the committee reads of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import amounts
from coopcli.calc.desk.authority import deciding, steps_of
from coopcli.calc.desk.facts import Proposed, proposed
from coopcli.calc.desk.findings import VETO, findings_of, items_of
from coopcli.calc.desk.limits import largest_of, limits_of
from coopcli.calc.desk.people import Frames
from coopcli.calc.desk.price import installment
from coopcli.calc.desk.questionnaire import rate
from coopcli.calc.desk.rates import Rates, rates_of, with_commitment
from coopcli.results.desk import BLOCKED, CLEAR, TO_CHECK, Desk, Rating
from coopcli.words.desk import SUMMARY_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.portfolio import Portfolio
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class DeskRules:
    """The rule files of the desk; ``rating`` is the questionnaire."""

    rating: RuleFile
    vetoes: RuleFile
    limits: RuleFile
    rates: RuleFile
    base_rates: RuleFile
    approval: RuleFile
    committee: RuleFile


def known_proposals(
    frames: Frames, portfolio: Portfolio, read: Collection[str], vetoes: RuleFile, prices: tuple[RuleFile, RuleFile]
) -> Proposed:
    """Return the proposals with every fact that the exports give, the commitment of income included.

    ``prices`` are the rules of base rates and of rates.
    """
    known = proposed(frames, portfolio, read, vetoes)
    facts = with_commitment(known, frames["contracts"], prices)
    return Proposed(known.proposals, facts, known.standing, known.cycles, known.on)


def rated(known: Proposed, frames: Frames, rating: RuleFile) -> Rating:
    """Return the rating of each proposal by the questionnaire."""
    return rate(known.proposals, known.facts, frames["questionnaire_answers"], rating)


def desk_of(
    frames: Frames, portfolio: Portfolio, read: Collection[str], rules: DeskRules, reference_equity_cents: int | None
) -> Desk:
    """Return what is known of each proposal before it is decided. Keeps one row a proposal, in its order."""
    known = known_proposals(frames, portfolio, read, rules.vetoes, (rules.base_rates, rules.rates))
    rating = rated(known, frames, rules.rating)
    levels = rating.ratings["level"].astype("str")
    rates = rates_of(known, levels, frames["contracts"], rules.base_rates, rules.rates)
    limits = limits_of(known, rates.rate, rules.limits, reference_equity_cents)
    facts = known.facts.assign(
        unanswered_count=rating.ratings["unanswered_count"],
        has_earlier_answers=_earlier_answers(known.proposals, frames["questionnaire_answers"]),
        level=levels,
    )
    findings = findings_of(known, facts, limits, rules.vetoes)
    steps = steps_of(known, levels, rules.approval, reference_equity_cents)
    decides = deciding(steps, len(known.proposals))
    warned = facts.assign(authority=decides["key"].astype("str").to_numpy())
    warnings = items_of(known, rules.approval.tables["warnings"], warned)
    summary = _summary(known, rating.ratings, rates, limits, findings, decides, warnings)
    checklist = items_of(known, rules.committee.tables["checklist"], facts)
    return Desk(summary, rating, limits, findings, steps, warnings, checklist)


def _earlier_answers(proposals: pd.DataFrame, answers: pd.DataFrame) -> Any:
    """Return which proposals have answers dated before them: of an earlier questionnaire."""
    asked = answers[["proposal_id", "answered_date"]].merge(proposals[["proposal_id", "proposal_date"]])
    early = asked.loc[asked["answered_date"] < asked["proposal_date"], "proposal_id"]
    return proposals["proposal_id"].isin(early).to_numpy(dtype=bool)


def _summary(
    known: Proposed, ratings: pd.DataFrame, rates: Rates, limits: pd.DataFrame, findings: pd.DataFrame,
    decides: pd.DataFrame, warnings: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    proposals = known.proposals
    largest = largest_of(limits).reindex(proposals["proposal_id"]).reset_index(drop=True)
    count = findings.groupby(["proposal_id", "verdict_title"]).size().unstack(fill_value=0)
    count = count.reindex(index=proposals["proposal_id"], columns=[VETO, TO_CHECK], fill_value=0)
    vetoes, to_check = (count[name].to_numpy(dtype=np.int64) for name in (VETO, TO_CHECK))
    reported = set(warnings.loc[warnings["reports_to_board"], "proposal_id"])
    found = proposals.assign(
        person_type=known.facts["person_type"],
        standing=np.select([vetoes > 0, to_check > 0], [BLOCKED, TO_CHECK], CLEAR),
        veto_count=vetoes,
        to_check_count=to_check,
        level=ratings["level"].astype("str"),
        total_points=ratings["total_points"],
        unanswered_count=ratings["unanswered_count"],
        level_article=ratings["level_article"].astype("str"),
        monthly_rate=pd.Series([None if rate is None else float(rate) for rate in rates.rate], dtype="Float64"),
        rate_words=rates.words,
        rate_article=rates.article,
        installment_cents=_installments(proposals, rates.rate),
        largest_cents=largest["largest_cents"].astype("Int64"),
        binding_limit=largest["limit"],
        client_total_cents=known.standing.client_cents + amounts(proposals["amount_cents"]),
        authority_title=decides["authority_title"].to_numpy(),
        authority_limit_cents=pd.array(decides["limit_cents"], dtype="Int64"),
        authority_words=decides["words"].to_numpy(),
        authority_article=decides["article"].to_numpy(),
        reports_to_board=proposals["proposal_id"].isin(reported),
    )
    return found[[column.name for column in SUMMARY_COLUMNS]]


def _installments(proposals: pd.DataFrame, rates: list[Decimal | None]) -> pd.Series[Any]:
    rows = zip(proposals["amount_cents"], proposals["installment_count"], rates, strict=True)
    found = [None if rate is None or n <= 0 else installment(int(amount), rate, int(n)) for amount, n, rate in rows]
    return pd.Series(found, dtype="Int64")
