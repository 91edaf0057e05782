"""Every impediment of the manual, with what nobody told, on both sides of its edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coopcli.calc.desk.findings import TO_CHECK, VETO
from coopcli.results.desk import BLOCKED, CLEAR
from coopcli.results.desk import TO_CHECK as HELD

from .building import ANA, BIA, CAU, DINO, answer, desk, loan, member, only, proposal, rules, titles

ANSWERS = [answer("2B", "1"), answer("5A", "1")]
CAR: dict[str, Any] = {"guarantee_kind": "movable_fiduciary"}


def effects(**changes: Any) -> dict[str, str]:
    """Return the findings of the usual proposal with changes: title → effect."""
    found = desk(proposals=[proposal(**changes)], questionnaire_answers=ANSWERS).findings
    return dict(zip(found["title"], found["verdict_title"], strict=True))


def test_nothing_stands_against_the_usual_proposal() -> None:
    found = desk(proposals=[proposal()], questionnaire_answers=ANSWERS)
    assert titles(found) == set()
    assert only(found.summary)["standing"] == CLEAR


@pytest.mark.parametrize(
    ("changes", "title", "effect"),
    [
        ({"is_for_third_party": True}, "em nome de outro titular (laranja)", VETO),
        ({"is_for_third_party": None}, "não declarado se o crédito é para outra pessoa", TO_CHECK),
        ({"product_kind": "overdraft"}, "saque a descoberto em conta de depósitos", VETO),
        ({"has_restrictions": True}, "restrições não justificadas", VETO),
        ({"has_restrictions": True, "restrictions_reason": "paga"},
         "restrições com justificativa: conferir o documento", TO_CHECK),
        ({"has_restrictions": None}, "consulta de restrições não informada", TO_CHECK),
        ({"credit_title": "no_title"}, "sem título de crédito representativo da dívida", VETO),
        ({"credit_title": None}, "título de crédito não informado", TO_CHECK),
        ({"retains_capital": True}, "aumento de capital por retenção de parte do crédito", VETO),
        ({"purpose": "Integralizar CAPITAL SOCIAL"}, "a finalidade é subscrever ou integralizar capital da cooperativa", VETO),
        ({"purpose": "subscrição de quotas-partes"}, "a finalidade é subscrever ou integralizar capital da cooperativa", VETO),
        ({"purpose": "Rateio de perdas 2025"}, "a finalidade é pagar perdas rateadas", VETO),
        ({"credit_line": "Consignado Especial"}, "linha que a Tabela 4 não tem", TO_CHECK),
        ({"installment_count": 11}, "Normal / Refinanciamento: de 12 a 60 meses", VETO),
        ({"credit_line": "Curto Prazo", "installment_count": 7}, "Curto Prazo: 6 meses", VETO),
        ({"credit_line": "Curto Prazo - 06 meses", "installment_count": 7}, "Curto Prazo: 6 meses", VETO),
        ({"credit_line": "Novo - 12 meses - (até R$ 1.000,00)", "amount_cents": 100_001}, "Novo: até R$ 1.000,00", VETO),
        ({"credit_line": "Normal / Refinanciamento (de 12 a 60 meses)", "installment_count": 61},
         "Normal / Refinanciamento: de 12 a 60 meses", VETO),
        ({"credit_line": "Novo - 03 meses", "installment_count": 4}, "Novo: 3 meses", VETO),
        ({"credit_line": "Novo - 12 meses", "amount_cents": 100_001}, "Novo: até R$ 1.000,00", VETO),
    ],
)  # fmt: skip
def test_what_a_proposal_says_of_itself(changes: dict[str, Any], title: str, effect: str) -> None:
    assert effects(**changes) == {title: effect}


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "Capital de giro da família"}, {"purpose": None}, {"purpose": "Descotar a casa"},
        {"purpose": "=cmd|' /C calc'!A0"}, {"installment_count": 12}, {"installment_count": 60},
        {"credit_line": "NORMAL"}, {"credit_line": None}, {"credit_line": "Curto prazo", "installment_count": 6},
        {"credit_line": "Novo - 12 meses"}, {"credit_line": "Antecipação 13º Salário"},
    ],
)  # fmt: skip
def test_what_is_none_of_it(changes: dict[str, Any]) -> None:
    assert effects(**changes) == {}


@pytest.mark.parametrize(
    ("value", "guarantor", "expected"),
    [
        (100_000, None, {}),
        (99_999, None, {"garantia real de menos de 100% da proposta e sem complemento": VETO}),
        (99_999, BIA, {"garantia real de menos de 100% da proposta, complementada por aval: conferir se basta": TO_CHECK}),
        (None, None, {"valor da garantia real não informado": TO_CHECK}),
    ],
)  # fmt: skip
def test_real_guarantee_of_the_whole_proposal(
    value: int | None, guarantor: str | None, expected: dict[str, str]
) -> None:
    """5.11: at least 100% of the proposal of R$ 1.000,00."""
    assert effects(**CAR, guarantee_cents=value, guarantor_document=guarantor) == expected


def test_a_share_of_the_guarantee_is_shown_rounded_down() -> None:
    found = desk(proposals=[proposal(**CAR, guarantee_cents=99_999)])
    assert "99,99% da proposta" in found.findings["detail"].tolist()


@pytest.mark.parametrize(
    ("rows", "read", "expected"),
    [
        ([member(ANA)], None, set()),
        ([member(BIA)], None, {"não é associado"}),
        ([], ("proposals",), {"conferir se é associado (cadastro de associados não exportado)"}),
        ([member(ANA, record_updated_on=date(2025, 10, 31))], None, set()),
        ([member(ANA, record_updated_on=date(2025, 10, 30))], None, {"ficha cadastral desatualizada"}),
        ([member(ANA, record_updated_on=None)], None, {"data da renovação cadastral não informada"}),
        ([member(ANA, monthly_income_cents=None)], None, {"cadastro incompleto"}),
        ([member(ANA, birth_date=date(2008, 10, 31))], None, set()),
        ([member(ANA, birth_date=date(2008, 11, 1))], None, {"sem plena capacidade civil (menor de 18 anos)"}),
        ([member(ANA) | {"document": None, "member_id": "7"}], None, {"cadastro incompleto"}),
    ],
)
def test_the_member(rows: list[Any], read: tuple[str, ...] | None, expected: set[str]) -> None:
    """A record is good for 12 months, 31/10/2025 to 31/10/2026, and expires on the day after them; 18 years on the very day."""
    more: dict[str, Any] = {"read": read} if read else {}
    found = desk(proposals=[proposal(member_id="7")], members=rows, questionnaire_answers=ANSWERS, **more)
    limits = {title for title in titles(found) if "limite" in title}
    assert titles(found) - limits == expected


def test_who_left_is_no_member() -> None:
    left = [{"member_id": "111111", "document": ANA, "departure_date": date(2026, 10, 31)}]
    later = [{"member_id": "111111", "document": ANA, "departure_date": date(2026, 11, 1)}]
    assert "não é associado" in titles(desk(proposals=[proposal()], departures=left))
    assert "não é associado" not in titles(desk(proposals=[proposal()], departures=later))


@pytest.mark.parametrize(
    ("document", "contracts", "expected"),
    [
        (BIA, [], set()),
        (BIA, [loan("9", BIA)], set()),
        (BIA, [loan("9", BIA, exported_days_past_due=1)], {"garantidor com operação em atraso: a restrição invalida a garantia"}),
        ("99999999999", [], {"garantidor sem cadastro na cooperativa"}),
        (None, [], {"garantidor não identificado ou cadastro não exportado"}),
    ],
)  # fmt: skip
def test_the_guarantor(document: str | None, contracts: list[Any], expected: set[str]) -> None:
    told = proposal(guarantee_kind="personal_guarantee", guarantor_document=document)
    assert titles(desk(proposals=[told], contracts=contracts, questionnaire_answers=ANSWERS)) == expected


def test_crossed_and_triangular_guarantees() -> None:
    told = [
        proposal("P1", ANA, guarantor_document=BIA),
        proposal("P2", CAU, guarantor_document=DINO),
        proposal("P3", DINO, guarantor_document=ANA),
    ]
    contracts = [loan("7", BIA), loan("8", ANA), loan("9", BIA, balance_cents=0)]
    signed = [{"contract_id": "7", "document": ANA}, {"contract_id": "8", "document": CAU}]
    found = desk(proposals=told, contracts=contracts, guarantors=signed)
    assert "aval cruzado" in titles(found, "P1")
    assert "aval triangular" in titles(found, "P2")
    assert "aval triangular" in titles(found, "P3")
    assert found.findings.loc[found.findings["title"] == "aval cruzado", "detail"].tolist() == [
        "o proponente garante quem o garante: contrato 7"
    ]


def test_a_guarantee_of_what_is_paid_off_closes_no_cycle() -> None:
    contracts, signed = [loan("7", BIA, balance_cents=0)], [{"contract_id": "7", "document": ANA}]
    found = desk(proposals=[proposal(guarantor_document=BIA)], contracts=contracts, guarantors=signed)
    assert "aval cruzado" not in titles(found)


@pytest.mark.parametrize(
    ("cents", "answers", "vetoed"),
    [(5_000_000, [], False), (5_000_001, [], True), (5_000_001, ANSWERS, False), (5_000_001, ANSWERS[:1], True)],
)
def test_questionnaire_above_fifty_thousand(cents: int, answers: list[Any], vetoed: bool) -> None:
    """5.12, 1: valor superior a R$ 50.000,00."""
    found = desk(proposals=[proposal(amount_cents=cents, payroll_margin_cents=10**8)], questionnaire_answers=answers)
    title = "questionário obrigatório acima de R$ 50.000,00 com perguntas sem resposta"
    assert (title in titles(found)) == vetoed


def test_answers_of_before_the_proposal_are_another_questionnaire() -> None:
    early = [answer("5A", "1", answered_date=date(2026, 10, 25))]
    assert "respostas de um questionário anterior à proposta" in titles(
        desk(proposals=[proposal()], questionnaire_answers=early)
    )


def test_every_prohibition_has_an_article_and_reason() -> None:
    found = desk(proposals=[proposal(has_restrictions=True, credit_title=None)])
    assert found.findings["article"].str.startswith("5.").all()
    assert found.findings["rule_reference"].str.contains(r"^proposals/\w+#\w+\[\d+\]$").all()


def test_one_thing_to_check_holds_a_proposal_and_one_veto_blocks_it() -> None:
    told = [proposal("P1", credit_title=None), proposal("P2", credit_title="no_title", has_restrictions=None)]
    typed = [row | {"proposal_id": name} for row in ANSWERS for name in ("P1", "P2")]
    found = desk(proposals=told, questionnaire_answers=typed).summary
    assert found["standing"].tolist() == [HELD, BLOCKED]
    assert found[["veto_count", "to_check_count"]].to_numpy().tolist() == [[0, 1], [1, 1]]


def test_the_real_guarantees_are_kinds_of_guarantee() -> None:
    from coopcli.words.lists import GUARANTEE_KINDS

    assert set(rules().vetoes["real_guarantees"]) <= set(GUARANTEE_KINDS)


def test_the_fields_of_a_record_are_columns_of_members() -> None:
    from coopcli.words import FRAMES

    assert set(rules().vetoes["record_fields"]) <= {column.name for column in FRAMES["members"].columns}
