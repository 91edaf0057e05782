"""No answer becomes another: what does not fit is left out and named."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.nps.answers import answers_of, waves_of
from coopcli.calc.nps.questionnaire import questionnaire_of
from coopcli.errors import RuleError

from .building import QUESTIONNAIRE, answered, frame_of, rule


@pytest.mark.parametrize(
    ("text", "note"),
    [("0", 0), ("10", 10), (" 9 ", 9), ("7,0", 7), ("7.00", 7), ("+8", 8)],
)
def test_a_whole_note_of_the_scale_counts(text: str, note: int) -> None:
    found = answered([{"nps": text}])
    assert found.respondents["nps"].tolist() == [note]
    assert not len(found.left_out)


@pytest.mark.parametrize(
    ("text", "reason", "because"),
    [
        ("", "blank", "nothing is no note"),
        (None, "blank", "nothing is no note"),
        ("  ", "blank", "blanks are nothing"),
        ("-", "blank", "a dash is nothing"),
        ("11", "out_of_scale", "the scale ends at 10"),
        ("-1", "out_of_scale", "and begins at 0"),
        ("9,5", "fraction", "between neutral and promoter: whoever rounds decides for the member"),
        ("10.0001", "fraction", "not 10"),
        ("dez", "not_a_number", "a word"),
        ("9 ou 10", "not_a_number", "two notes"),
        ("1e1", "not_a_number", "not how anybody writes 10"),
        ("９", "not_a_number", "a digit of another script"),
        ("99999999999999999999", "out_of_scale", "longer than any number of ours"),
    ],
)
def test_any_other_note_is_left_out_and_named(text: str | None, reason: str, because: str) -> None:
    found = answered([{"nps": text}, {"nps": "10"}])
    assert found.respondents["nps"].isna().tolist() == [True, False], because
    assert found.left_out["reason"].tolist() == [reason]
    assert found.left_out["source_row"].tolist() == [2]


def test_a_blank_attribute_is_no_problem_and_no_zero() -> None:
    found = answered([{"nps": "10", "Tempo de espera": ""}, {"nps": "9", "Tempo de espera": "6"}])
    assert found.respondents["tempo_espera"].isna().all()
    assert found.left_out[["code", "reason"]].to_numpy().tolist() == [["tempo_espera", "out_of_scale"]]


@pytest.mark.parametrize("name", ["nps", "7", "NPS", "Nota de recomendação", "nota_de_recomendacao", "NOTA"])
def test_a_question_is_known_by_code_number_and_words(name: str) -> None:
    assert answered([{name: "10"}]).respondents["nps"].tolist() == [10]


def test_a_question_asked_twice_counts_once() -> None:
    found = answered([{"nps": "10", "7": "3"}])
    assert found.respondents["nps"].tolist() == [10]
    assert found.left_out["reason"].tolist() == ["repeated"]


def test_unknown_questions_are_counted() -> None:
    found = answered([{"nps": "10", "Cor": "azul"}, {"Cor": "verde"}])
    assert found.unknown == {"Cor": 2}
    assert len(found.respondents) == 2


def test_options_are_compared_without_case_and_accents() -> None:
    found = answered([{"Sexo": "feminino"}, {"Sexo": "M"}, {"Sexo": "outro"}, {"Sexo": None}])
    assert found.respondents["sexo"].fillna("").tolist() == ["Feminino", "Masculino", "", ""]
    assert found.left_out["reason"].tolist() == ["not_an_option"]


def test_several_products_and_what_is_none_of_them() -> None:
    found = answered(
        [{"produtos": "Conta corrente; seguro, CHEQUE;Poupança;seguro"}, {"produtos": "Crédito pessoal (pré-aprovado)"}]
    )
    assert found.respondents["produtos"].tolist() == [
        ("Conta corrente", "Seguro", "Cheque", "Outros: Poupança"),
        ("Crédito pessoal (pré-aprovado)",),
    ]


def test_an_option_with_commas_is_one() -> None:
    found = answered([{"como_conheceu": "Propaganda de televisão, jornal, redes sociais"}, {"como_conheceu": "Rádio"}])
    assert found.respondents["como_conheceu"].tolist() == ["Propaganda de televisão, jornal, redes sociais", "Outros"]


def test_a_comment_of_marks_alone_is_a_comment() -> None:
    assert answered([{"comentario": "👍👍"}, {"comentario": " "}]).respondents["comentario"].isna().tolist() == [
        False,
        True,
    ]


def test_latest_wave_is_that_of_the_last_day() -> None:
    frame = pd.concat([frame_of([{"nps": "9"}], "B", "2025-01-01"), frame_of([{"nps": "9"}], "A", "2026-01-01")])
    assert waves_of(frame) == ["B", "A"]
    assert len(answers_of(frame, QUESTIONNAIRE, "B").respondents) == 1


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["nps", "7", "Tempo de espera", "Cor", "comentario"]), st.text(max_size=6), min_size=1
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_row_is_told_unknown_or_repeated(people: list[dict[str, str]]) -> None:
    found = answered(people)
    repeated = int((found.left_out["reason"] == "repeated").sum())
    assert found.rows == sum(found.told.values()) + repeated + sum(found.unknown.values())
    notes = found.respondents["nps"].dropna()
    assert notes.between(0, 10).all()
    assert (notes == notes.round()).all()


def test_a_questionnaire_without_a_note_is_refused() -> None:
    own = rule("member-satisfaction")
    rows = tuple(row for row in own.tables["questions"].rows if row.outcomes["answer_kind"] != "score")
    table = type(own.tables["questions"])(**{**vars(own.tables["questions"]), "rows": rows})
    broken = type(own)(**{**vars(own), "tables": {**own.tables, "questions": table}})
    with pytest.raises(RuleError, match="score"):
        questionnaire_of(broken)
