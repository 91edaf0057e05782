"""The questionnaire: each answer as the exports derive it or somebody typed it, the points, the level and why.

What was typed wins over what was derived only with a reason; where nothing is derived it simply counts. A question
without either counts as the rule's row for what is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from coopcli.calc.columns import Groups, folded_column
from coopcli.calc.desk.facts import field_of
from coopcli.folding import folded
from coopcli.results.desk import Rating
from coopcli.rulebook.decide import decide, row_matches
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.vocabulary import FACTS
from coopcli.words import WHOLE_NUMBERS
from coopcli.words.desk import ANSWER_COLUMNS, RATING_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags, Ints
    from coopcli.rulebook.tables import Row, RuleFile, Table

TABLE = "questionnaire"
DERIVED, TYPED, TYPED_OVER, NOBODY = "exportações", "digitada", "digitada com motivo", "ninguém informou"
_COSTLIEST = 3


@dataclass(frozen=True)
class Typed:
    """The answers that were typed: ``row`` is the option's row in the table (-1: no option says that), by answer."""

    answers: pd.DataFrame
    proposal: Ints
    row: Ints

    @property
    def strange(self) -> pd.DataFrame:
        """The answers to no proposal or question, or in words that no option has."""
        return self.answers[(self.proposal < 0) | (self.row < 0)]


def typed_answers(proposals: pd.DataFrame, answers: pd.DataFrame, table: Table) -> Typed:
    """Return each typed answer with its proposal's place and the option that it names, by number or by its words."""
    place = pd.Series(np.arange(len(proposals)), index=proposals["proposal_id"])
    proposal = answers["proposal_id"].map(place).fillna(-1).to_numpy(dtype=np.int64)
    titles = folded_column(pd.Series([row.title for row in table.rows], dtype="str")).tolist()
    names: dict[tuple[str, str], int] = {}
    for i, row in reversed(list(enumerate(table.rows))):
        if "option" in row.outcomes:
            question = folded(str(row.outcomes[table.one_per]))
            names[question, str(row.outcomes["option"])] = i
            names[question, titles[i]] = i
    said = zip(folded_column(answers["question"]).tolist(), folded_column(answers["answer"]).tolist(), strict=True)
    return Typed(answers, proposal, np.array([names.get(pair, -1) for pair in said], dtype=np.int64))


def rate(proposals: pd.DataFrame, facts: pd.DataFrame, answers: pd.DataFrame, rule: RuleFile) -> Rating:
    """Return the rating of each proposal by the questionnaire of ``rule``.

    Reads   the facts of the questionnaire's conditions; answers: proposal_id, question, answer, reason, author.
    Adds    results.desk.RATING_COLUMNS, and ANSWER_COLUMNS in a row for each question of each proposal.
    """
    table = rule.tables[TABLE]
    given = Facts.of(facts)
    derived = _derived(table, given)
    typed = typed_answers(proposals, answers, table)
    told = _answer_rows(proposals, derived, typed, table, given, rule)
    return Rating(_ratings(proposals, told, table, rule), told)


def questions_of(table: Table) -> list[str]:
    """Return the questions in the order of the table."""
    return list(dict.fromkeys(str(row.outcomes[table.one_per]) for row in table.rows))


def _derived(table: Table, given: Facts) -> dict[str, Ints]:
    """Return, by question, the row that the facts match in each proposal."""
    matches = row_matches(table, given)
    questions = np.array([str(row.outcomes[table.one_per]) for row in table.rows])
    found = {}
    for question in questions_of(table):
        columns = np.flatnonzero(questions == question)
        found[question] = columns[matches[:, columns].argmax(axis=1)]
    return found


def _answer_rows(
    proposals: pd.DataFrame, derived: dict[str, Ints], typed: Typed, table: Table, given: Facts, rule: RuleFile
) -> pd.DataFrame:
    """Return a row for each question of each proposal (ANSWER_COLUMNS, and ``row``, ``unused``)."""
    parts = [_question_rows(proposals, question, rows, typed, table, given, rule) for question, rows in derived.items()]
    found = pd.concat(parts).assign(order=lambda rows: rows.groupby("question", sort=False).ngroup())
    found = found.sort_values(["place", "order"], kind="stable", ignore_index=True)
    return found[[*(column.name for column in ANSWER_COLUMNS), "place", "unused"]]


def _question_rows(
    proposals: pd.DataFrame, question: str, rows: Ints, typed: Typed, table: Table, given: Facts, rule: RuleFile
) -> pd.DataFrame:
    size = len(proposals)
    own = (typed.row >= 0) & (typed.proposal >= 0)
    own &= np.array([str(table.rows[i].outcomes[table.one_per]) == question for i in typed.row], dtype=bool)
    last = Groups(typed.proposal, size).where(own).last()
    answer = last.rows(typed.answers)
    is_typed, is_derived = last.known, _of_rows(rows, table, lambda row: "option" in row.outcomes, bool)
    typed_row = last.at(typed.row, -1)
    same = is_typed & (_option(typed_row, table) == _option(rows, table)) & is_derived
    has_reason = answer["reason"].notna().to_numpy(dtype=bool)
    wins = is_typed & ~same & (~is_derived | has_reason)
    kept = np.where(wins, typed_row, rows)
    points = _of_rows(kept, table, lambda row: int(row.outcomes[table.sum]), np.int64)
    least = min(int(row.outcomes[table.sum]) for row in table.rows if row.outcomes[table.one_per] == question)
    title = decide(rule.tables["questions"], Facts({"question": [question]}, 1)).outcome("item")[0]
    return pd.DataFrame(
        {
            "proposal_id": proposals["proposal_id"],
            "member_name": proposals["member_name"],
            "question": question,
            "question_title": title,
            "answer": _titles(kept, table),
            "origin": np.select([wins & is_derived, wins, is_derived], [TYPED_OVER, TYPED, DERIVED], NOBODY),
            "derived": _derived_words(rows, is_derived, table, given),
            "field": _fields(rows, is_derived, table),
            "typed": pd.Series(_titles(typed_row, table)).where(is_typed),
            "typed_reason": answer["reason"],
            "author": answer["author"],
            "weight": _of_rows(kept, table, lambda row: row.outcomes.get("weight"), object),
            "points": points,
            "cost": points - least,
            "article": _of_rows(kept, table, lambda row: row.article, object),
            "rule_reference": [table.reference(int(i)) for i in kept],
            "place": np.arange(size),
            "unused": is_typed & ~same & ~wins,
        }
    )


def _of_rows(rows: Ints, table: Table, of: Any, dtype: Any) -> Any:
    values = np.empty(len(table.rows), dtype=dtype)
    values[:] = [of(row) for row in table.rows]
    return values[rows]


def _option(rows: Ints, table: Table) -> Ints:
    result: Ints = _of_rows(rows, table, lambda row: int(row.outcomes.get("option", 0)), np.int64)
    return result


def _titles(rows: Ints, table: Table) -> Any:
    return _of_rows(rows, table, lambda row: row.title, object)


def _derived_words(rows: Ints, told: Flags, table: Table, given: Facts) -> list[str | None]:
    """Return, for each proposal, the facts that the derived row asked about, with their values."""
    found = []
    for place, (index, is_told) in enumerate(zip(rows.tolist(), told.tolist(), strict=True)):
        row = table.rows[index]
        values = [(fact, given.value(fact, place)) for fact in row.conditions]
        words = "; ".join(f"{_fact_title(fact)}: {_shown(fact, value)}" for fact, value in values if value is not None)
        found.append(f"{row.title} ({words})" if is_told else None)
    return found


def _fact_title(fact: str) -> str:
    """Return a fact's title without the unit in which rules write it."""
    return FACTS[fact].asked.partition(", em centésimos")[0]


def _shown(fact: str, value: Any) -> str:
    from coopcli.money import brl
    from coopcli.words import CHOICE_TITLES

    term = FACTS[fact]
    if term.kind == "money":
        return brl(int(value))
    if term.kind == "flag":
        return "sim" if value else "não"
    if fact.endswith("_basis_points"):
        return f"{int(value) // 100},{int(value) % 100:02d}%"
    return str(int(value)) if term.kind in WHOLE_NUMBERS else CHOICE_TITLES.get(str(value), str(value))


def _fields(rows: Ints, told: Flags, table: Table) -> list[str | None]:
    words = [_field_words(row) for row in table.rows]
    return [words[i] if is_told else None for i, is_told in zip(rows.tolist(), told.tolist(), strict=True)]


def _field_words(row: Row) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(field_of, row.conditions))))


def _ratings(proposals: pd.DataFrame, told: pd.DataFrame, table: Table, rule: RuleFile) -> pd.DataFrame:
    by_place = told.groupby("place")
    found = proposals[["proposal_id", "document", "member_name", "amount_cents"]].copy()
    for total, questions in table.totals.items():
        counted = told if not questions else told[told["question"].isin(questions)]
        found[total] = counted.groupby("place")["points"].sum().reindex(found.index).fillna(0).astype("int64")
    facts = Facts.of(found)
    partial, final = decide(rule.tables["partial_result"], facts), decide(rule.tables["final_result"], facts)
    found["partial_level"], found["level"] = partial.outcome("level"), final.outcome("level")
    found["level_note"] = _of_rows(final.index.astype(np.int64), final.table, lambda row: row.title or None, object)
    found["level_article"], found["level_reason"] = final.articles(), final.reasons()
    unanswered = (told["origin"] == NOBODY).groupby(told["place"]).sum()
    found["unanswered_count"] = unanswered.reindex(found.index).fillna(0).astype("int64")
    found["unused_count"] = by_place["unused"].sum().reindex(found.index).fillna(0).astype("int64")
    found["costliest"] = _costliest(told).reindex(found.index)
    return found[[column.name for column in RATING_COLUMNS]]


def _costliest(told: pd.DataFrame) -> pd.Series[Any]:
    """Return the three questions that cost most points, those that cost none left out; earlier ones before."""
    dear = told[told["cost"] > 0].sort_values(["place", "cost"], ascending=[True, False], kind="stable")
    top = dear.groupby("place").head(_COSTLIEST)
    words = top["question"] + " " + top["question_title"].astype(str) + ": " + top["answer"].astype(str)
    words += " (+" + top["cost"].astype(str) + ")"
    return words.groupby(top["place"]).agg("; ".join)
