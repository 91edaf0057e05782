"""Products and other institutions by class, and competitors whose names are spelled in several ways."""

from __future__ import annotations

import pandas as pd
import pytest

from coopcli.calc.nps.score import classes_of
from coopcli.calc.nps.usage import joined, usage_of
from coopcli.results.nps import Usage

from .building import QUESTIONNAIRE, answered, rule

INSTITUTIONS = rule("institutions")


def usage(people: list[dict[str, str]]) -> Usage:
    found = answered(people)
    return usage_of(
        found, classes_of(found.respondents["nps"], rule("net-promoter-score")), QUESTIONNAIRE, INSTITUTIONS
    )


SIX = "Conta corrente;Seguro;Extrato;Cheque;Consórcio;Rotativo"


def test_more_than_five_is_six() -> None:
    """Figure 13: more than five products. Five are not more than five; who left it blank is not counted as none."""
    five = SIX.rsplit(";", 1)[0]
    found = usage(
        [
            {"nps": "10", "produtos": SIX},
            {"nps": "9", "produtos": five},
            {"nps": "9", "produtos": ""},
            {"nps": "3", "produtos": SIX},
        ]
    )
    rows = found.many.set_index("class_title")
    assert rows.loc["Promotores", ["total", "answered", "count"]].tolist() == [3, 2, 1]
    assert rows.loc["Promotores", "rate"] == 0.5
    assert rows.loc["Detratores", "rate"] == 1
    assert pd.isna(rows.loc["Neutros", "rate"])
    assert found.how_many["products"].tolist() == [1, 2, 3, 4, 5, 6]
    assert found.how_many["count"].tolist() == [0, 0, 0, 0, 1, 2]


def test_products_never_used_are_listed() -> None:
    rows = usage([{"nps": "10", "produtos": "Seguro;Poupança"}]).products.set_index("product")
    assert rows.loc["Seguro", "rate"] == 1
    assert rows.loc["Outros: Poupança", "count"] == 1
    assert rows.loc["Previdência", "count"] == 0
    assert len(rows) == 18


def test_table_1_of_the_study() -> None:
    people = [{"nps": note, "outra_instituicao": use} for note, yes, no in (("10", 154, 200), ("8", 24, 28), ("3", 6, 3))
              for use, times in (("Sim", yes), ("Não", no)) for _ in range(times)]  # fmt: skip
    rows = usage(people).others
    assert rows[["class_title", "total", "count"]].to_numpy().tolist() == [
        ["Promotores", 354, 154], ["Neutros", 52, 24], ["Detratores", 9, 6], ["Todos", 415, 184],
    ]  # fmt: skip
    assert [round(100 * rate, 1) for rate in rows["rate"]] == [43.5, 46.2, 66.7, 44.3]


@pytest.mark.parametrize(
    "name", ["BB", "bb", "Banco do Brasil", "banco  do brasil", "B. do Brasil", "BANCO DO BRASIL S.A."]
)
def test_spellings_of_one_bank(name: str) -> None:
    assert joined(pd.Series([(name,)]), INSTITUTIONS)["institution"].tolist() == ["Banco do Brasil"]


def test_ranking_joins_spellings_and_counts_a_respondent_once() -> None:
    names = [
        "BB e Caixa",
        "bb, Banco do Brasil",
        "caixa econômica; Banco XYZ",
        "banco xyz",
        "BANCO XYZ",
        "nenhum",
        "Itaú",
        "",
    ]
    rows = usage([{"nps": "10", "quais_instituicoes": name} for name in names]).institutions
    assert rows[["place", "institution", "count"]].to_numpy().tolist() == [
        [1, "Banco XYZ", 3], [2, "Banco do Brasil", 2], [2, "Caixa Econômica Federal", 2], [4, "Itaú", 1],
    ]  # fmt: skip
    assert rows.loc[1, "spellings"] == "BB, bb"
    assert rows["rate"].sum() == pytest.approx(1)


def test_nobody_answered() -> None:
    found = usage([{"nps": "10"}])
    assert not len(found.products) and not len(found.how_many) and not len(found.institutions)
    assert found.others["answered"].sum() == 0
