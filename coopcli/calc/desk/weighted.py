"""A score of weighted points (Securato): what somebody gave each characteristic, and net worth by its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.columns import folded_column
from coopcli.money import as_fraction
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.desk import SCORE_COLUMNS

if TYPE_CHECKING:
    from coopcli.rulebook.tables import RuleFile

_NET_EQUITY = "patrimonio liquido"


def score(proposals: pd.DataFrame, answers: pd.DataFrame, rule: RuleFile) -> pd.DataFrame:
    """Return the score of each proposal (results.desk.SCORE_COLUMNS), without which points are missing.

    Reads   proposals: net_equity_cents, net_income_cents; answers: question (the characteristic), answer (0 to 100).
    The score is the sum of points × weight; the same part of net income is the largest instalment, up to the rule's.
    """
    rows = rule.tables["weights"].rows
    names = [next(iter(row.conditions["characteristic"].values or ())) for row in rows]
    points = _points(proposals, answers, rule, [str(name) for name in names])
    weights = {str(name): int(row.outcomes["weight"]) for name, row in zip(names, rows, strict=True)}
    titles = {str(name): str(row.outcomes["item"]) for name, row in zip(names, rows, strict=True)}
    found = [_scored(given, weights, titles) for given in points.to_dict("records")]
    total = pd.Series([hundredths for hundredths, _, _ in found], dtype="Int64")
    known = total.notna().to_numpy()
    decided = decide(rule.tables["cut_off"], Facts({"score_hundredths": total.fillna(0)}, len(total)))
    result = proposals[["proposal_id", "document", "member_name", "amount_cents"]].assign(
        score_points=total.astype("Float64") / 100,
        procedure=pd.Series(decided.outcome("procedure").astype(object)).where(known).to_numpy(),
        procedure_article=pd.Series(decided.articles().astype(object)).where(known).to_numpy(),
        missing_parameters=[missing or None for _, _, missing in found],
        largest_installment_cents=_largest(proposals, total, rule),
        words=[words for _, words, _ in found],
    )
    return result[[column.name for column in SCORE_COLUMNS]]


def _points(proposals: pd.DataFrame, answers: pd.DataFrame, rule: RuleFile, names: list[str]) -> pd.DataFrame:
    """Return the points of each characteristic, missing where nobody gave any or they are out of the scale."""
    told = answers.assign(
        question=folded_column(answers["question"]),
        points=pd.to_numeric(answers["answer"].str.replace(",", "."), errors="coerce"),
    )
    highest = int(rule["highest_points"])
    usable = told[told["points"].between(0, highest) & (told["points"] % 1 == 0)]
    usable = usable.drop_duplicates(["proposal_id", "question"])
    wide = usable.pivot(index="proposal_id", columns="question", values="points")
    found = wide.reindex(index=proposals["proposal_id"], columns=names).reset_index(drop=True).astype("Int64")
    equity = decide(rule.tables["net_equity_points"], Facts.of(proposals[["net_equity_cents"]])).outcome("points")
    derived = pd.Series(equity.astype(object)).astype("Int64")
    return found.assign(**{_NET_EQUITY: derived.fillna(found[_NET_EQUITY])})


def _scored(given: dict[Any, Any], weights: dict[str, int], titles: dict[str, str]) -> tuple[int | None, str, str]:
    """Return the score in hundredths (None: points are missing), how it came about, and what is missing."""
    missing = ", ".join(titles[name] for name in weights if pd.isna(given[name]))
    told = [(titles[name], int(given[name]), weight) for name, weight in weights.items() if not pd.isna(given[name])]
    words = "; ".join(f"{title} {points} × {weight}%" for title, points, weight in told)
    return (None if missing else sum(points * weight for _, points, weight in told)), words, missing


def _largest(proposals: pd.DataFrame, total: pd.Series[Any], rule: RuleFile) -> pd.Series[Any]:
    """Return the score's part of net income, no more than the rule's part, rounded down to the centavo."""
    top, bottom = as_fraction(rule["highest_commitment_rate"])
    rows = zip(proposals["net_income_cents"], total, strict=True)
    found = [
        None if pd.isna(income) or pd.isna(hundredths)
        else min(int(income) * int(hundredths) // 10_000, int(income) * top // bottom)
        for income, hundredths in rows
    ]  # fmt: skip
    return pd.Series(found, dtype="Int64")
