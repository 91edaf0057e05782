"""The dictionary: each word once, its unit in its name, and every table made of words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from coopcli.errors import Problem
from coopcli.reports.terminal import shown, without_personal_data
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.words import FRAMES, TABLES, WORDS, Word, column, columns, declare, each

ALL_COLUMNS = [
    *((frame.name, own) for frame in FRAMES.values() for own in frame.columns),
    *((name, own) for name, table in TABLES.items() for own in table),
]

UNITS = {
    "money": r"_cents$",
    "rate": r"_(rate|share)$|^(rate|share)$",
    "date": r"_(date|since|until|on)$",
    "days": r"(^|_)days(_|$)",
    "months": r"(^|_)months(_|$)",
    "document": r"(^|_)document$",
}
"""What the name of a word of each kind says, and of no other kind."""

OTHERWISE = {
    "days_source": "text: where the days come from",
    "mean_days": "number: days with decimals",
    "collection_goes_on": "flag: a verb",
    "dossier_document": "text: the name of a paper, not a CPF",
    "is_above_equity_share": "flag",
    "has_received_date": "flag",
    "has_settled_date": "flag",
    "has_document": "flag",
}
"""Words whose name has the ending of a kind and that are of another, and why."""


def test_a_word_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="declared twice: contract_id"):
        declare(Word("contract_id", "code", "Contrato"))


def test_a_column_that_is_no_word_is_refused() -> None:
    with pytest.raises(KeyError, match="contratc_id"):
        columns("member_id contratc_id")


@pytest.mark.parametrize(("kind", "ending"), UNITS.items())
def test_the_unit_is_in_the_name(kind: str, ending: str) -> None:
    checked = [word for word in WORDS.values() if word.name not in OTHERWISE]
    assert {word.name for word in checked if word.kind == kind} == {
        word.name for word in checked if re.search(ending, word.name)
    }


def test_a_word_is_whole() -> None:
    for word in WORDS.values():
        assert re.fullmatch(r"[a-z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*", word.name)
        assert bool(word.choices) == (word.kind in ("choice", "level")), word.name
        assert word.title and word.title.strip() == word.title, word.name
        assert word.personal or word.kind != "document", word.name


def test_exceptions_are_words_that_need_them() -> None:
    assert {name for name in OTHERWISE if name in WORDS and any(re.search(e, name) for e in UNITS.values())} == {
        *OTHERWISE
    }


def test_a_column_is_a_word_in_all_but_its_title() -> None:
    for table, own in ALL_COLUMNS:
        word = WORDS[own.name]
        assert (own.kind, own.choices, own.personal) == (word.kind, word.choices, word.personal), (table, own.name)


def test_no_word_is_unused() -> None:
    used = {own.name for _, own in ALL_COLUMNS} | FACTS.keys() | OUTCOMES.keys()
    assert set(WORDS) - used == set()


def test_a_table_has_no_word_twice() -> None:
    places = [(table, own.name) for table, own in ALL_COLUMNS]
    assert [place for place in places if places.count(place) > 1] == []


def test_what_a_rule_calls_a_word() -> None:
    assert WORDS["days_past_due"].asked == "dias em atraso"
    assert WORDS["has_document"].asked == "CPF ou CNPJ informado"
    assert WORDS["member_age_years"].asked == "idade do associado, em anos completos"


def test_a_column_may_have_another_title_in_one_table() -> None:
    own = column("amount_cents", "Valor da parcela")
    assert (own.title, own.kind, own.dtype) == ("Valor da parcela", "money", "Int64")
    short, other = columns("member_id", own)
    assert (short.title, other) == ("Associado", own)


@pytest.mark.parametrize("value", ["MARIA APARECIDA DE SOUZA", "31999998888", "Rua das Flores, 12", "7", "a@b.com.br"])
def test_what_is_personal_never_shows_whole(value: str) -> None:
    for word in WORDS.values():
        if word.personal and word.kind != "document":
            assert value not in shown(word, value), word.name
    assert shown(WORDS["document"], "52998224725") == "***.982.247-**"
    assert value not in without_personal_data(Problem("valor-invalido", value, header="Obs", personal=True))


def test_what_is_nobodys_shows_in_the_clerks_words() -> None:
    assert shown(WORDS["balance_cents"], 123_456) == "R$ 1.234,56"
    assert shown(WORDS["product_kind"], "revolving") == "rotativo"


def test_rows_are_told_by_words_alone() -> None:
    rows = pd.DataFrame({"band": ["a"], "count": [2], "colour": ["blue"]})
    assert list(each(rows, "count band")) == [(2, "a")]
    for name in ("colour", "share"):  # no word; no column of the frame
        with pytest.raises(KeyError, match=name):
            each(rows, f"band {name}")
