"""Words as a declared list joins them; comments under every theme of which they speak."""

from __future__ import annotations

import pandas as pd
import pytest

from coopcli.calc.nps.score import class_titles, classes_of
from coopcli.calc.nps.voices import voices_of
from coopcli.results.nps import Voices

from .building import answered, rule


def voices(*comments: str, note: str = "10") -> Voices:
    found = answered([{"nps": note, "comentario": text} for text in comments])
    scores = found.respondents["nps"]
    classes = classes_of(scores, rule("net-promoter-score"))
    texts = found.respondents["comentario"]
    return voices_of(texts, scores, classes, class_titles(classes), found, rule("words"), rule("themes"))


def counts(*comments: str) -> dict[str, int]:
    return dict(voices(*comments).words[["word", "count"]].to_numpy().tolist())


def test_plurals_accents_and_case_are_one_word() -> None:
    assert counts("Taxa baixa", "TAXAS baixas", "a taxa é boa") == {"taxas": 3, "baixas": 2, "bom": 1}


def test_words_out_of_the_list_take_their_usual_spelling() -> None:
    assert counts("Sensação", "sensacao", "sensação") == {"sensação": 3}


def test_stop_words_numbers_and_short_words_do_not_count() -> None:
    assert counts("eu não vou com a fé de 100 que vocês têm aí: ótimo") == {"ótimo": 1}


def test_every_appearance_counts_and_comments_are_told_apart() -> None:
    row = voices("bom, bom, muito bom").words.iloc[0]
    assert (row["word"], row["count"], row["comments"], row["promoter_count"]) == ("bom", 3, 1, 3)


@pytest.mark.parametrize(
    ("comment", "themes"),
    [
        ("Bom atendimento, taxas baixas", ["Atendimento", "Taxas e preços"]),
        ("A FILA demora", ["Rapidez e filas"]),
        ("rapidíssimo", ["Rapidez e filas"]),
        ("Gosto", ["Outros"]),
        ("👍", ["Outros"]),
        ("Confiável e segura; confiança", ["Confiança e segurança"]),
    ],
)
def test_themes(comment: str, themes: list[str]) -> None:
    assert voices(comment).comments["theme"].tolist() == themes


def test_theme_table_adds_up_and_has_the_mean_note() -> None:
    found = voices("fila", "fila e taxa", "nada mais")
    rows = found.themes.set_index("theme")
    assert rows["comments"].to_dict() == {"Rapidez e filas": 2, "Taxas e preços": 1, "Outros": 1}
    assert rows["mean"].tolist() == [10, 10, 10]
    assert rows.loc["Rapidez e filas", "rate"] == pytest.approx(2 / 3)


def test_nobody_wrote() -> None:
    found = voices("", " ")
    assert (found.total, len(found.words), len(found.themes), len(found.comments), found.cloud) == (0, 0, 0, 0, {})


def test_comment_without_a_note_is_kept_but_of_no_class() -> None:
    found = voices("fila", note="11")
    assert found.comments["class_title"].tolist() == ["Não informado"]
    assert pd.isna(found.comments["score"].iloc[0])
    assert found.words[["promoter_count", "neutral_count", "detractor_count"]].to_numpy().sum() == 0
