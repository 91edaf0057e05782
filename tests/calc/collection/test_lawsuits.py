"""The list for the law office: Política de Recuperação de Crédito, §§ 4.3 e 4.4."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from coopcli.calc.collection.agreements import agreements_of
from coopcli.calc.collection.debts import late_debts
from coopcli.calc.collection.late_installments import late_installments
from coopcli.calc.collection.lawsuits import Sources, lawsuit_list
from coopcli.words.agreements import LAWSUIT_COLUMNS
from tests.calc.building import Row, contract, frames_of, installment, plain_rows, portfolio
from tests.calc.collection.ruling import ON, debts_of, rule

SEND = {"act": "law_office", "is_listed": True, "listed_date": date(2026, 9, 20), "notice_date": date(2026, 9, 1),
        "situation": "former_member", "deadline_date": date(2026, 11, 4), "charges_cents": 5_000}  # fmt: skip
WHO = {"member_id": "7", "document": "11111111111"}
COMPLETE: dict[str, list[Row]] = {
    "collection_events": [{"contract_id": "1", "event_kind": "contact", "event_date": date(2026, 8, 20)}],
    "departures": [WHO | {"departure_date": date(2026, 8, 1), "settlement_date": date(2026, 8, 10)}],
    "addresses": [
        WHO | {"street": "Rua das Flores", "number": "10", "city": "Ipê", "state": "MG", "zip_code": "30000-000"}
    ],
}


def listed(
    debts: list[Row], rows: dict[str, list[Row]] | None = None, classified: dict[str, Any] | None = None
) -> list[Row]:
    """Return the list for debts of contracts of the same numbers, late since 01/08/2026."""
    contracts = [contract(row.get("debt_id", "1"), member_id="7") for row in debts]
    parts = [installment(row.get("debt_id", "1"), date(2026, 8, 1), installment_number=9) for row in debts]
    told = {"contracts": contracts, "installments": parts} | COMPLETE | (rows or {})
    frames, found = frames_of(told), portfolio(told)
    agreements = agreements_of(found, frames, rule("agreements"), rule("charges")).agreements
    late = late_debts(found, frames, agreements)
    classes = pd.DataFrame(classified) if classified else None
    sources = Sources(frames, late_installments(found, frames, ON), agreements, classes)
    result = lawsuit_list(late, debts_of(*debts), sources, rule("lawsuits"))
    assert list(result.columns) == [column.name for column in LAWSUIT_COLUMNS]
    return plain_rows(result)


def only(debt: Row, rows: dict[str, list[Row]] | None = None, classified: dict[str, Any] | None = None) -> Row:
    found = listed([debt], rows, classified)
    assert len(found) == 1
    return found[0]


def events(*told: tuple[str, date], **facts: Any) -> dict[str, list[Row]]:
    rows = [{"contract_id": "1", "event_kind": kind, "event_date": on} | facts for kind, on in told]
    return {"collection_events": [*COMPLETE["collection_events"], *rows]}


@pytest.mark.parametrize(
    "facts, kind, because",
    [
        ({}, "to_send", "acima de R$ 5.000,00 ou por decisão da Coordenação, como a etapa decidiu"),
        ({"act": "evaluate_lawsuit"}, "to_decide", "até R$ 5.000,00, a critério da Coordenação"),
        ({"act": "follow_law_office"}, "to_sue", "já no escritório"),
        ({"destination_title": "em pausa"}, "lawsuit_held", "em pausa nada se envia"),
    ],
)
def test_lists(facts: dict[str, Any], kind: str, because: str) -> None:
    found = only(SEND | facts)
    assert found["lawsuit_list"] == kind, because
    assert found["lawsuit_reason"].startswith("collection/lawsuits#lawsuit[")
    assert found["lawsuit_article"].startswith("§ 4.3")


@pytest.mark.parametrize("act", ["contact", "list", "lawsuit_waived", None])
def test_other_acts_are_not_for_the_law_office(act: str | None) -> None:
    assert listed([SEND | {"act": act}]) == []


def test_an_agreement_that_is_kept_goes_to_no_law_office() -> None:
    """§ 4.3: que não quitaram ou renegociaram; um processo em curso continua na lista."""
    kept = SEND | {"destination_title": "acordo em dia"}
    assert listed([kept]) == []
    assert only(kept, events(("lawsuit", date(2026, 10, 1))))["lawsuit_list"] == "in_court"


def test_in_court_until_the_lawsuit_ends() -> None:
    """§ 4.3, 3ª linha: acompanhar o andamento; esgotada, o processo poderá ser encerrado."""
    filed = ("lawsuit", date(2026, 10, 1))
    found = only(SEND | {"act": "follow_lawsuit"}, events(filed, protocol="0001234-56.2026"))
    assert (found["lawsuit_list"], found["lawsuit_date"], found["protocol"]) == (
        "in_court",
        filed[1],
        "0001234-56.2026",
    )
    assert listed([SEND | {"act": None}], events(filed, ("lawsuit_end", date(2026, 10, 20)))) == []
    again = events(filed, ("lawsuit_end", date(2026, 10, 20)), ("lawsuit", date(2026, 10, 25)))
    assert only(SEND | {"act": None}, again)["lawsuit_list"] == "in_court"


@pytest.mark.parametrize("deadline, left", [(date(2026, 11, 4), 4), (ON, 0), (date(2026, 10, 30), -1), (None, None)])
def test_days_to_the_deadline(deadline: date | None, left: int | None) -> None:
    """45 dias da negativação de 20/09 acabam em 04/11; o prazo vem da etapa."""
    assert only(SEND | {"deadline_date": deadline})["days_left"] == left


def test_contents_of_the_file() -> None:
    rows: dict[str, list[Row]] = {
        "phones": [WHO | {"mobile_phone": "31999990000", "home_phone": "3133330000"}],
        "emails": [WHO | {"email": "ana@exemplo.br"}],
        "guarantors": [{"contract_id": "1", "document": "22222222222", "name": "Rui Dias"}],
        "guarantees": [{"contract_id": "1", "guarantee_kind": "personal_guarantee", "amount_cents": 500_000}],
        "agreements": [{"agreement_id": "A", "contract_id": "1", "signed_date": date(2026, 6, 1), "debt_cents": 1,
                        "settled_date": date(2026, 7, 1)}],
    }  # fmt: skip
    found = only(SEND, rows | events(("law_office", date(2026, 10, 2)), ("contact_attempt", date(2026, 9, 2))))
    names = ("address", "phones", "email", "installments", "guarantors", "guarantees", "agreements", "contact_count",
             "last_contact_date", "law_office_date", "overdue_cents", "updated_cents")  # fmt: skip
    assert [found[name] for name in names] == [
        "Rua das Flores, 10, Ipê/MG, CEP 30000-000",
        "31999990000, 3133330000",
        "ana@exemplo.br",
        "1 parcela: 9 (01/08/2026)",
        "Rui Dias (222.222.222-22)",
        "aval ou fiança, R$ 5.000,00",
        "A de 01/06/2026 (quitado)",
        2,
        date(2026, 9, 2),
        date(2026, 10, 2),
        100_000,
        105_000,
    ]
    assert found["missing_documents"] == ""


@pytest.mark.parametrize(
    "facts, rows, missing",
    [
        ({"notice_date": None}, {}, "comprovante do aviso prévio"),
        ({"is_listed": False}, {}, "comprovante da negativação"),
        ({"document": None}, {}, "CPF ou CNPJ do devedor"),
        ({"updated_cents": None}, {}, "demonstrativo do débito atualizado"),
        ({}, {"addresses": []}, "endereço do devedor"),
        ({}, {"collection_events": []}, "registro do contato da cobrança administrativa"),
        ({}, {"departures": []}, "demonstrativo do encontro de contas"),
        ({}, {"departures": [WHO | {"departure_date": date(2026, 8, 1)}]}, "demonstrativo do encontro de contas"),
        ({"situation": "active_member"}, {"departures": []}, ""),
        (
            {},
            {"guarantees": [{"contract_id": "1", "guarantee_kind": "personal_guarantee"}]},
            "nome e CPF dos avalistas",
        ),
        ({}, {"guarantees": [{"contract_id": "1", "guarantee_kind": "movable_fiduciary"}]}, ""),
        ({"notice_date": None, "is_listed": False}, {}, "comprovante do aviso prévio; comprovante da negativação"),
    ],
)
def test_missing_documents(facts: dict[str, Any], rows: dict[str, list[Row]], missing: str) -> None:
    assert only(SEND | facts, rows)["missing_documents"] == missing


def classes(**facts: Any) -> dict[str, Any]:
    usual = {"contract_id": ["1"], "risk_class": ["C5"], "provision_cents": [60_000], "is_problem_asset": [True]}
    return usual | {"stops_revenue": [True]} | {name: [value] for name, value in facts.items()}


@pytest.mark.parametrize(
    "facts, flags",
    [
        ({}, ""),
        ({"is_problem_asset": False}, "não é ativo problemático: reveja"),
        ({"stops_revenue": False}, "receita ainda apropriada"),
        ({"provision_cents": 0}, "sem provisão"),
        ({"provision_cents": 1}, ""),
    ],
)
def test_what_the_close_says(facts: dict[str, Any], flags: str) -> None:
    found = only(SEND, classified=classes(**facts))
    assert (found["close_flags"], found["risk_class"]) == (flags, "C5")


def test_a_regime_without_problem_assets_has_none_to_check() -> None:
    """Res. CMN 2.682: nível, provisão e receita."""
    told = classes(risk_class="H")
    del told["is_problem_asset"]
    found = only(SEND, classified=told)
    assert (found["risk_class"], found["is_problem_asset"], found["close_flags"]) == ("H", None, "")


def test_without_a_close_nothing_is_said_of_it() -> None:
    found = only(SEND)
    names = ("risk_class", "provision_cents", "is_problem_asset", "stops_revenue", "is_written_off", "close_flags")
    assert [found[name] for name in names] == ["", None, None, None, False, ""]


def test_written_off_debts_are_told() -> None:
    """Res. CMN 4.966, art. 49, § 1º: o controle segue; uma baixa de amanhã ainda não existe."""
    gone = {"contract_id": "1", "write_off_date": ON, "amount_cents": 100}
    found = only(SEND, {"write_offs": [gone]})
    assert (found["is_written_off"], found["close_flags"]) == (
        True,
        "baixada para prejuízo: o que se receber é recuperação",
    )
    assert not only(SEND, {"write_offs": [gone | {"write_off_date": date(2026, 11, 1)}]})["is_written_off"]


def test_an_agreement_adds_up_its_contracts() -> None:
    """Dois contratos de um acordo quebrado: provisões somadas; um sem ativo problemático basta para conferir."""
    signed = [{"agreement_id": "A", "contract_id": name, "signed_date": date(2026, 7, 1), "debt_cents": 50_000,
               "broken_date": date(2026, 8, 1), "member_id": "7"} for name in ("1", "2")]  # fmt: skip
    rows = {"contracts": [contract("1", 91), contract("2", 91)], "installments": [], "agreements": signed}
    told = {"contract_id": ["1", "2"], "risk_class": ["C5", "C3"], "provision_cents": [60_000, 1_000]}
    told |= {"is_problem_asset": [True, False], "stops_revenue": [True, True]}
    debt = SEND | {"debt_id": "A", "debt_kind": "agreement", "contracts": "1, 2", "situation": "broken_agreement"}
    found = only(debt, rows, told)
    assert (found["provision_cents"], found["risk_class"]) == (61_000, "C5, C3")
    assert found["close_flags"] == "não é ativo problemático: reveja"
    assert found["agreements"] == "A de 01/07/2026 (quebrado)"


def test_earliest_deadline_first_and_nothing_at_all() -> None:
    later = SEND | {"debt_id": "2", "deadline_date": date(2026, 10, 1)}
    assert [row["debt_id"] for row in listed([SEND, later])] == ["2", "1"]
    assert listed([]) == []


def test_hostile_texts_stay_text() -> None:
    rows = {"addresses": [WHO | {"street": "=cmd|' /C calc'!A0", "city": "{{7*7}}"}]}
    found = only(SEND | {"member_name": "<script>"}, rows)
    assert (found["address"], found["member_name"]) == ("=cmd|' /C calc'!A0, {{7*7}}", "<script>")


def test_three_thousand_debts_take_seconds() -> None:
    import time

    debts = [SEND | {"debt_id": str(n)} for n in range(1, 3_001)]
    begun = time.perf_counter()
    assert len(listed(debts)) == 3_000
    assert time.perf_counter() - begun < 20
