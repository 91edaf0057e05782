"""What members wrote: words counted as a declared list joins them, and comments by theme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from coopcli.calc.nps.usage import by_class
from coopcli.folding import words_of
from coopcli.results.nps import Voices
from coopcli.words.survey import COMMENT_COLUMNS, THEME_COLUMNS, WORD_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.nps.answers import Answers
    from coopcli.rulebook.tables import RuleFile

WORDS_FAMILY, THEMES_FAMILY = "survey_words", "survey_themes"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Lexicon:
    """Which words count, and under which name: ``shown`` by normalised word, ``themes`` by keyword."""

    shown: Mapping[str, str]
    stop_words: frozenset[str]
    shortest: int
    themes: tuple[tuple[str, str], ...]
    other_theme: str

    def theme_of(self, word: str) -> list[str]:
        """Return the themes of a normalised word."""
        return [theme for keyword, theme in self.themes if _fits(word, keyword)]


def lexicon_of(words: RuleFile, themes: RuleFile) -> Lexicon:
    """Return what the two rule files say of words."""
    rows = words.tables["variants"].rows
    own = {words_of(str(row.outcomes["word"])): str(row.outcomes["word"]) for row in rows}
    shown = own | {words_of(str(row.outcomes["variant"])): str(row.outcomes["word"]) for row in rows}
    keywords = [(str(row.outcomes["keyword"]), str(row.outcomes["theme"])) for row in themes.tables["keywords"].rows]
    marked = tuple((words_of(key) + ("*" if key.endswith("*") else ""), theme) for key, theme in keywords)
    stop = frozenset(words_of(word) for word in words["stop_words"])
    return Lexicon(shown, stop, int(words["shortest_count"]), marked, str(themes["other_theme"]))


def _fits(word: str, keyword: str) -> bool:
    return word.startswith(keyword[:-1]) if keyword.endswith("*") else word == keyword


def voices_of(
    comments: pd.Series[Any], scores: pd.Series[Any], classes: pd.Series[Any], titles: pd.Series[Any],
    answers: Answers, words: RuleFile, themes: RuleFile,
) -> Voices:  # fmt: skip
    """Return the words and themes of the comments; all columns are by respondent."""
    lexicon = lexicon_of(words, themes)
    told = comments.dropna()
    spoken = spoken_words(told)
    counted = _counted(spoken, lexicon)
    by_theme = themes_by_comment(told, spoken, lexicon)
    cloud = counted["shown"].value_counts()
    people = answers.respondents
    listed = pd.DataFrame({
        "theme": by_theme, "class_title": titles.reindex(by_theme.index), "score": scores.reindex(by_theme.index),
        "branch": people["branch"].reindex(by_theme.index),
        "respondent_id": people["respondent_id"].reindex(by_theme.index), "comment": told.reindex(by_theme.index),
    }).astype({"score": "Int64"})  # fmt: skip
    listed = listed.sort_values(["theme", "score", "respondent_id"], kind="stable")
    return Voices(
        _word_rows(counted, classes).head(int(words["shown_count"])),
        _theme_rows(by_theme, scores, classes, len(told)),
        listed[[column.name for column in COMMENT_COLUMNS]].reset_index(drop=True),
        {str(word): int(count) for word, count in cloud.head(int(words["cloud_count"])).items()},
        len(told),
    )


def spoken_words(comments: pd.Series[Any]) -> pd.DataFrame:
    """Return each word of each comment as ``spelled`` and as ``word``, normalised; the comment's place as index."""
    words = comments.map(_WORD.findall).explode().dropna().astype("str")
    spelled = words.str.casefold()
    plain = {word: words_of(word) for word in spelled.unique()}
    return pd.DataFrame({"spelled": spelled, "word": spelled.map(plain)})


def _counted(spoken: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the words that count, each with the name under which it does."""
    counts = ~spoken["word"].isin(lexicon.stop_words) & (spoken["word"].str.len() >= lexicon.shortest)
    used = spoken[counts]
    usual = used.groupby("word")["spelled"].agg(lambda texts: Counter(texts).most_common(1)[0][0]) if len(used) else {}
    return used.assign(shown=used["word"].map({**dict(usual), **lexicon.shown}))


def _word_rows(counted: pd.DataFrame, classes: pd.Series[Any]) -> pd.DataFrame:
    counts = by_class(counted["shown"], classes)
    once = counted.reset_index().drop_duplicates(["index", "shown"])["shown"].value_counts()
    rows = counts.assign(word=counts.index, comments=once.reindex(counts.index).astype("int64"))
    rows = rows.sort_values(["count", "word"], ascending=[False, True])
    return rows[[column.name for column in WORD_COLUMNS]].reset_index(drop=True)


def themes_by_comment(comments: pd.Series[Any], spoken: pd.DataFrame, lexicon: Lexicon) -> pd.Series[Any]:
    """Return the themes of each comment, one a row; the comment's place as index, once for each theme."""
    themes = spoken["word"].map({word: lexicon.theme_of(word) for word in spoken["word"].unique()})
    found = themes.explode().dropna().rename("theme").reset_index().drop_duplicates().set_index("index")["theme"]
    without = comments.index.difference(found.index)
    return pd.concat([found, pd.Series(lexicon.other_theme, index=without, dtype="object")]).sort_index(kind="stable")


def _theme_rows(
    by_theme: pd.Series[Any], scores: pd.Series[Any], classes: pd.Series[Any], comments: int
) -> pd.DataFrame:
    counts = by_class(by_theme, classes)
    means = scores.reindex(by_theme.index).groupby(by_theme.to_numpy()).mean()
    rows = counts.assign(theme=counts.index, comments=counts["count"], mean=means.reindex(counts.index))
    rows["rate"] = rows["comments"] / max(comments, 1)
    rows = rows.sort_values(["comments", "theme"], ascending=[False, True])
    return rows[[column.name for column in THEME_COLUMNS]].reset_index(drop=True)
