"""What a rule file must not say: each refusal names the file and the line, and what was expected instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from .writing import HEADER, bands, header, load, refused

PORTFOLIO_MAP = "rate: {C1: 0.1, C2: 0.1, C3: 0.1, C4: 0.1, C5: 0.1}"


def rows(*lines: str, hit: str = "first", keys: str = "") -> str:
    """Return a table ``t`` with these rows; ``keys`` are lines of the table itself."""
    table_keys = "".join(f"    {key}\n" for key in keys.splitlines())
    body = "".join(f"      - {line}\n" for line in lines)
    return f"tables:\n  t:\n    title: Tabela\n    hit: {hit}\n{table_keys}    rows:\n{body}"


SHAPE = {
    "unknown key of the file": (HEADER + "colour: blue # <-\n", "colour: chave desconhecida", ""),
    "unknown key of the source": (
        HEADER.replace("act: Ata nº 1,", "act: Ata nº 1, pages: 3,").replace(
            "checked_on: 2026-11-21}", "checked_on: 2026-11-21} # <-"
        ),
        "source.pages: chave desconhecida",
        "",
    ),
    "no title": (HEADER.replace("title: Regra de teste\n", ""), "title: falta a chave", ""),
    "empty title": (HEADER.replace("title: Regra de teste", "title: # <-"), "title: texto vazio", ""),
    "unknown kind": (
        HEADER.replace("kind: policy", "kind: opinion # <-"),
        "kind: valor fora da lista ('opinion')",
        "'law'",
    ),
    "not a date": (
        HEADER.replace("effective_from: 2026-01-01", "effective_from: 2026-02-30 # <-"),
        "effective_from: não é uma data como 2026-11-21 ('2026-02-30')",
        "",
    ),
    "unknown hit policy": (
        HEADER + "tables:\n  t:\n    title: T\n    hit: best # <-\n    rows: [{level: A, article: a}]\n",
        "tables.t.hit: valor fora da lista ('best')",
        "'unique', 'first', 'worst', 'collect sum' ou 'collect'",
    ),
    "unknown key of the table": (
        HEADER
        + "tables:\n  t:\n    title: T\n    hit: first\n    colour: x # <-\n    rows: [{level: A, article: a}]\n",
        "tables.t.colour: chave desconhecida",
        "",
    ),
    "no rows": (
        HEADER + "tables:\n  t:\n    title: T\n    hit: first\n    rows: [] # <-\n",
        "tables.t.rows: lista vazia",
        "",
    ),
    "row without article": (HEADER + rows("{level: A} # <-"), "tables.t.rows.0.article: falta a chave", ""),
    "row with an empty article": (HEADER + rows('{level: A, article: ""} # <-'), "article: texto vazio", ""),
    "unknown condition": (
        HEADER + rows("{when: {days_past_due: {over: 3}}, level: A, article: a} # <-"),
        "when.days_past_due.over: chave desconhecida",
        "",
    ),
    "two kinds of condition at once": (
        HEADER + rows("{when: {days_to_due: {from: 3, missing: false}}, level: A, article: a} # <-"),
        "condições que se excluem",
        "só um destes",
    ),
    "is and in at once": (
        HEADER + rows("{when: {level: {is: A, in: [B]}}, level: A, article: a} # <-"),
        "condições que se excluem",
        "só um destes",
    ),
}


@pytest.mark.parametrize(("text", "found", "expected"), SHAPE.values(), ids=SHAPE.keys())
def test_shape_is_refused(tmp_path: Path, text: str, found: str, expected: str) -> None:
    problem = refused(tmp_path, "", head=text)
    assert problem.code == "regra-invalida"
    assert found in problem.found
    assert expected in problem.expected


ELSE = "{level: A, article: a}"
MEANING = {
    "unknown fact": (
        rows("{when: {delay: {from: 3}}, level: A, article: a} # <-"),
        "fato desconhecido: delay",
        "days_past_due",
    ),
    "unknown fact in over": (
        rows("{from: 0, level: A, article: a}", keys="over: delay"),
        "fato desconhecido: delay",
        "days_past_due",
    ),
    "unknown fact in by": (rows(ELSE, keys="by: purse"), "fato desconhecido: purse", "portfolio"),
    "unknown fact in covers": (
        rows(ELSE, keys="covers: {delay: {from: 1}} # <-"),
        "fato desconhecido: delay",
        "days_past_due",
    ),
    "unknown outcome": (rows("{colour: blue, article: a} # <-"), "resultado desconhecido: colour", "level"),
    "row that decides nothing": (rows("{article: a} # <-"), "linha sem resultado", "level"),
    "outcome out of its list": (rows("{level: Z, article: a} # <-"), "level: 'Z'", "um de: AA, A, B"),
    "fact value out of its list": (
        rows("{when: {person_type: {is: PX}}, level: A, article: a} # <-"),
        "person_type: 'PX'",
        "um de: PF, PJ",
    ),
    "map without by": (
        rows("{" + PORTFOLIO_MAP + ", article: a} # <-"),
        "resultado em mapa numa tabela sem by",
        "by",
    ),
    "map that misses a portfolio": (
        rows("{rate: {C1: 0.1, C2: 0.1, C3: 0.1, C4: 0.1}, article: a} # <-", keys="by: portfolio"),
        "mapa com as chaves C1, C2, C3, C4",
        "todas as chaves: C1, C2, C3, C4, C5",
    ),
    "map with one key too many": (
        rows(
            "{rate: {C1: 0.1, C2: 0.1, C3: 0.1, C4: 0.1, C5: 0.1, C6: 0.1}, article: a} # <-",
            keys="by: portfolio",
        ),
        "C5, C6",
        "todas as chaves: C1, C2, C3, C4, C5",
    ),
    "by repeated in when": (
        rows("{when: {portfolio: {is: C1}}, " + PORTFOLIO_MAP + ", article: a} # <-", keys="by: portfolio"),
        "portfolio: em when e como chave do mapa",
        "num só lugar",
    ),
    "over repeated in when": (
        rows("{when: {days_past_due: {from: 3}}, to: 9, level: A, article: a} # <-", keys="over: days_past_due"),
        "days_past_due: limites na linha e em when",
        "num só lugar",
    ),
    "limits without over": (
        rows("{from: 0, level: A, article: a} # <-"),
        "limites numa tabela sem over",
        "over",
    ),
    "limits on a text": (
        rows("{when: {level: {from: A}}, level: A, article: a} # <-"),
        "limites em level",
        "is, in, not_in",
    ),
    "from and above together": (
        rows("{from: 0, above: 3, level: A, article: a} # <-", keys="over: days_past_due"),
        "limites de days_past_due",
        "um de from/above",
    ),
    "to and below together": (
        rows("{to: 0, below: 3, level: A, article: a} # <-", keys="over: days_past_due"),
        "limites de days_past_due",
        "um de to/below",
    ),
    "empty interval": (
        rows("{from: 31, to: 30, level: A, article: a} # <-", keys="over: days_past_due"),
        "days_past_due: de 31 a 30",
        "não esteja vazio",
    ),
    "interval that below empties": (
        rows("{from: 1, below: 1, level: A, article: a} # <-", keys="over: days_past_due"),
        "days_past_due: de 1 a 0",
        "não esteja vazio",
    ),
    "days that are no number": (
        rows("{from: ten, level: A, article: a} # <-", keys="over: days_past_due"),
        "days_past_due: 'ten'",
        "um número inteiro",
    ),
    "days with a double sign": (
        rows("{from: --5, level: A, article: a} # <-", keys="over: days_past_due"),
        "days_past_due: '--5'",
        "um número inteiro",
    ),
    "money with a decimal point": (
        rows("{when: {client_total_cents: {below: 50000.00}}, level: A, article: a} # <-"),
        "client_total_cents: '50000.00'",
        "'50.000,00'",
    ),
    "money without cents": (
        rows('{when: {client_total_cents: {below: "50.000"}}, level: A, article: a} # <-'),
        "client_total_cents: '50.000'",
        "'50.000,00'",
    ),
    "rate above one": (rows("{rate: 1.5, article: a} # <-"), "rate: '1.5'", "uma fração de 0 a 1"),
    "rate below zero": (rows("{rate: -0.1, article: a} # <-"), "rate: '-0.1'", "uma fração de 0 a 1"),
    "rate in percent": (rows("{rate: 10%, article: a} # <-"), "rate: '10%'", "0.005"),
    "rate with a comma": (rows('{rate: "0,5", article: a} # <-'), "rate: '0,5'", "fração com ponto"),
    "rate that is not a number": (rows("{rate: NaN, article: a} # <-"), "rate: 'NaN'", "uma fração de 0 a 1"),
    "rate that is infinite": (
        rows("{rate: Infinity, article: a} # <-"),
        "rate: 'Infinity'",
        "uma fração de 0 a 1",
    ),
    "rate with ten decimals": (
        rows("{rate: 0.0000000001, article: a} # <-"),
        "rate: '0.0000000001'",
        "nove casas",
    ),
    "flag that is neither true nor false": (
        rows("{stops_revenue: yes, article: a} # <-"),
        "stops_revenue: 'yes'",
        "true ou false",
    ),
    "parameter that is not there": (
        rows("{from: $limit, level: A, article: a} # <-", keys="over: days_past_due"),
        "parâmetro desconhecido: $limit",
        "um de:",
    ),
    "not_in of an open list": (
        rows("{when: {days_past_due: {not_in: [1]}}, level: A, article: a} # <-"),
        "not_in em days_past_due",
        "lista fechada",
    ),
    "worst without order": (rows(ELSE, hit="worst"), "tabela worst sem order", "do melhor ao pior"),
    "order of an unknown outcome": (
        rows(ELSE, hit="worst", keys="order: {colour: [A]} # <-"),
        "resultado desconhecido: colour",
        "level",
    ),
    "worst row that lacks the ordered outcome": (
        rows("{review: x, article: a} # <-", hit="worst", keys="order: {level: [A]}"),
        "linha 1: falta level",
        "",
    ),
    "worst row out of the order": (
        rows("{level: B, article: a} # <-", hit="worst", keys="order: {level: [A]}"),
        "level: B não está em order",
        "",
    ),
    "collect sum without sum": (
        rows("{points: 1, article: a}", hit="collect sum"),
        "collect sum com sum: ''",
        "points",
    ),
    "collect sum of a text": (
        rows("{points: 1, article: a}", hit="collect sum", keys="sum: review"),
        "collect sum com sum: 'review'",
        "points",
    ),
    "collect sum row without points": (
        rows("{question: renda, article: a} # <-", hit="collect sum", keys="sum: points"),
        "linha 1: falta points",
        "",
    ),
    "one_per of an unknown outcome": (
        rows("{points: 1, article: a}", hit="collect sum", keys="sum: points\none_per: colour"),
        "resultado desconhecido: colour",
        "question",
    ),
    "one_per row without its question": (
        rows("{points: 1, article: a} # <-", hit="collect sum", keys="sum: points\none_per: question"),
        "linha 1: falta question",
        "",
    ),
    "a row without the rate that the others have": (
        rows("{when: {is_renegotiated: {is: true}}, rate: 0.1, article: a}", "{review: x, article: a} # <-"),
        "linha 2: falta rate",
        "",
    ),
    "parameter that does not fit its unit": (
        "parameters:\n  grace_days:\n    article: a\n    value: 3.5 # <-\n",
        "grace_days: '3.5'",
        "um número inteiro",
    ),
    "parameter out of its list": (
        "parameters:\n  way: {article: a, one_of: [x, y], value: z} # <-\n",
        "way: 'z'",
        "um de: x, y",
    ),
}


@pytest.mark.parametrize(("body", "found", "expected"), MEANING.values(), ids=MEANING.keys())
def test_meaning_is_refused(tmp_path: Path, body: str, found: str, expected: str) -> None:
    problem = refused(tmp_path, body)
    assert problem.code == "regra-invalida"
    assert found in problem.found
    assert expected in problem.expected


def test_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    problem = refused(tmp_path, bands(), head=header(end="2025-12-31"))
    assert problem.found == "effective_to antes de effective_from"


def test_law_without_articles_is_refused(tmp_path: Path) -> None:
    problem = refused(tmp_path, bands(), head=HEADER.replace("kind: policy", "kind: law"))
    assert "source.articles vazio" in problem.found


def test_period_of_a_single_day_is_accepted(tmp_path: Path) -> None:
    rule, problems = load(tmp_path, header(end="2026-01-01") + bands())
    assert rule is not None
    assert problems == []


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = HEADER + rows(
        "{rate: 2, article: a}", "{colour: x, article: a}", "{when: {delay: {is: 1}}, rate: 1, article: a}"
    )
    rule, problems = load(tmp_path, text)
    assert rule is None
    assert [problem.line for problem in problems] == [12, 13, 14]


def test_values_arrive_in_their_units(tmp_path: Path) -> None:
    body = 'parameters:\n  floor_cents: {value: "50.000,00", article: a}\n  part_rate: {value: 0.005, article: a}\n' + (
        "  grace_days: {value: 0030, article: a}\n  used: {value: 'true', one_of: ['true', 'false'], article: a}\n"
        "  names: {value: [x, y], article: a}\n"
    )
    rule, _ = load(tmp_path, HEADER + body)
    assert rule is not None
    values = {name: rule[name] for name in rule.parameters}
    assert {k: str(v) for k, v in values.items()} == {
        "floor_cents": "5000000", "part_rate": "0.005", "grace_days": "30", "used": "True", "names": "('x', 'y')",
    }  # fmt: skip


def test_parameter_stands_for_a_limit(tmp_path: Path) -> None:
    body = "parameters:\n  grace_days: {value: 14, article: a}\n" + bands().replace("14", "$grace_days")
    rule, problems = load(tmp_path, HEADER + body)
    assert problems == []
    assert rule is not None
    first = rule.tables["t"].rows[0].conditions["days_past_due"]
    assert (first.low, first.high) == (0, 14)
    assert rule.tables["t"].rows[1].conditions["days_past_due"].low == 15
