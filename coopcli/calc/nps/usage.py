"""What members use: the cooperative's products, and other institutions, by class of respondent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.nps.questionnaire import Questionnaire
from coopcli.folding import words_of
from coopcli.results.nps import CLASS_TITLES, CLASSES, Usage
from coopcli.words.survey import (
    BY_CLASS_COLUMNS,
    HOW_MANY_COLUMNS,
    INSTITUTION_COLUMNS,
    PRODUCT_COLUMNS,
    PROFILE_COLUMNS,
)

if TYPE_CHECKING:
    from coopcli.calc.nps.answers import Answers
    from coopcli.calc.nps.score import Segment
    from coopcli.rulebook.tables import RuleFile

FAMILY = "institutions"


def usage_of(answers: Answers, classes: pd.Series[Any], questionnaire: Questionnaire, rule: RuleFile) -> Usage:
    """Return products and other institutions; what was not asked has no rows."""
    above = int(questionnaire.rule["many_above_count"])
    products = _column(answers, questionnaire, "many")
    how_many = products.map(len, na_action="ignore")
    return Usage(
        _products(products, classes, questionnaire),
        _how_many(how_many, classes),
        _by_class(how_many > above, how_many.notna(), classes),
        _others(answers, classes, questionnaire),
        _ranking(_column(answers, questionnaire, "names"), classes, rule),
        above,
    )


def profile_of(segments: list[Segment]) -> pd.DataFrame:
    """Return how many respondents are in each group, whether their note counts or not (PROFILE_COLUMNS)."""
    rows = []
    for title, groups, order in segments:
        told = int(groups.notna().sum())
        counts = groups.value_counts()
        rows += [(title, name, int(counts.get(name, 0)), counts.get(name, 0) / told) for name in order if told]
    return pd.DataFrame(rows, columns=[column.name for column in PROFILE_COLUMNS])


def _column(answers: Answers, questionnaire: Questionnaire, kind: str) -> pd.Series[Any]:
    question = questionnaire.only(kind)
    if question is None:
        return pd.Series(None, index=answers.respondents.index, dtype="object")
    return answers.respondents[question.code]


def by_class(items: pd.Series[Any], classes: pd.Series[Any]) -> pd.DataFrame:
    """Return how often each item came: ``count`` of all, and ``<class>_count`` of those with a valid note."""
    counts = {"count": items.value_counts()}
    counts |= {f"{name}_count": items[classes.reindex(items.index) == name].value_counts() for name in CLASSES}
    return pd.DataFrame(counts).fillna(0).astype("int64").rename_axis(None)


def _products(products: pd.Series[Any], classes: pd.Series[Any], questionnaire: Questionnaire) -> pd.DataFrame:
    counts = by_class(products.dropna().explode(), classes)
    question = questionnaire.only("many")
    unused = [name for name in (question.answers if question else ()) if name not in counts.index and len(counts)]
    counts = pd.concat([counts, pd.DataFrame(0, index=unused, columns=counts.columns)])
    told = products.notna()
    rows = counts.assign(product=counts.index, rate=counts["count"] / max(int(told.sum()), 1))
    for name in CLASSES:
        of_class = int((told & (classes == name)).sum())
        rows[f"{name}_rate"] = counts[f"{name}_count"] / of_class if of_class else None
    return _in_columns(rows.sort_values(["count", "product"], ascending=[False, True]), PRODUCT_COLUMNS)


def _how_many(how_many: pd.Series[Any], classes: pd.Series[Any]) -> pd.DataFrame:
    counts = by_class(how_many.dropna().astype("int64"), classes)
    whole = counts.reindex(range(1, int(counts.index.max()) + 1), fill_value=0) if len(counts) else counts
    return _in_columns(whole.assign(products=whole.index), HOW_MANY_COLUMNS)


def _others(answers: Answers, classes: pd.Series[Any], questionnaire: Questionnaire) -> pd.DataFrame:
    question = questionnaire.only("yes_no")
    told = _column(answers, questionnaire, "yes_no")
    yes = question.answers[0] if question and question.answers else ""
    return _by_class(told == yes, told.notna(), classes)


def _by_class(holds: pd.Series[Any], told: pd.Series[Any], classes: pd.Series[Any]) -> pd.DataFrame:
    """Return, by class and in all, of how many of those who answered it holds (table 1 of the study)."""
    groups: dict[str, pd.Series[Any]] = {CLASS_TITLES[name]: classes == name for name in CLASSES}
    groups["Todos"] = classes.notna()
    rows = []
    for title, mine in groups.items():
        answered, count = int((told & mine).sum()), int((holds & told & mine).sum())
        rows.append((title, int(mine.sum()), answered, count, count / answered if answered else None))
    return pd.DataFrame(rows, columns=[column.name for column in BY_CLASS_COLUMNS])


def institution_names(rule: RuleFile) -> Mapping[str, str]:
    """Return the name of each normalised spelling; '' for what is no name."""
    none = {words_of(text): "" for text in rule["not_a_name"]}
    rows = rule.tables["variants"].rows
    own = {words_of(str(row.outcomes["word"])): str(row.outcomes["word"]) for row in rows}
    return none | own | {words_of(str(row.outcomes["variant"])): str(row.outcomes["word"]) for row in rows}


def joined(written: pd.Series[Any], rule: RuleFile) -> pd.DataFrame:
    """Return each mention: the respondent's place as index, ``written`` and ``institution``.

    Spellings that no rule knows are joined where they differ in case, accents or punctuation alone, under the most
    frequent of them; a respondent who writes one institution twice mentions it once.
    """
    known = institution_names(rule)
    mentions = written.dropna().explode().dropna().rename("written").to_frame()
    keys = mentions["written"].map(words_of)
    usual = mentions["written"].groupby(keys).agg(lambda texts: texts.value_counts().index[0])
    mentions["institution"] = keys.map(lambda key: known.get(key, usual.get(key, key)))
    told = mentions[mentions["institution"] != ""]
    return told[~(told.index.to_series().astype(str) + "|" + told["institution"]).duplicated().to_numpy()]


def _ranking(written: pd.Series[Any], classes: pd.Series[Any], rule: RuleFile) -> pd.DataFrame:
    mentions = joined(written, rule)
    counts = by_class(mentions["institution"], classes)
    spelled = mentions.groupby("institution")["written"].agg(lambda texts: ", ".join(sorted(set(texts))))
    rows = counts.assign(institution=counts.index, spellings=spelled.reindex(counts.index), rate=None)
    rows["rate"] = counts["count"] / max(int(counts["count"].sum()), 1)
    rows = rows.sort_values(["count", "institution"], ascending=[False, True])
    places = rows["count"].rank(method="min", ascending=False).astype("int64")
    return _in_columns(rows.assign(place=places), INSTITUTION_COLUMNS)


def _in_columns(rows: pd.DataFrame, columns: tuple[Any, ...]) -> pd.DataFrame:
    return rows[[column.name for column in columns]].reset_index(drop=True)
