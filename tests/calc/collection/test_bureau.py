"""The credit bureau lists: Política, §§ 4.3 e 4.4; CDC, art. 43; Súmulas 323, 359 e 548 do STJ."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coopcli.calc.collection.bureau import bureau_lists
from coopcli.words.agreements import AGREEMENT_COLUMNS, BUREAU_COLUMNS, CHARGE_COLUMNS
from tests.calc.building import Row, calendar, column_of, contract, frames_of, installment, plain_rows
from tests.calc.collection.ruling import ON, debts_of, rule

TO_LIST = {"act": "list", "notice_date": date(2026, 10, 1)}


def event(kind: str, on: date, **facts: Any) -> Row:
    return {"contract_id": "1", "event_kind": kind, "event_date": on, "bureau": "Serasa"} | facts


def charge(cents: int, due: date, debt_id: str = "1") -> Row:
    amounts = {"overdue_cents": cents, "updated_cents": cents + 1_000}
    zero = dict.fromkeys(("fine_cents", "interest_cents", "contract_interest_cents", "charges_cents", "days_past_due"), 0)  # fmt: skip
    return {"debt_id": debt_id, "contract_id": debt_id, "due_date": due} | amounts | zero


def agreement_row(state: str, agreement_id: str = "A") -> Row:
    row = {column.name: 0 for column in AGREEMENT_COLUMNS if column.kind in ("money", "count")}
    return row | {"agreement_id": agreement_id, "agreement_state": state, "signed_date": date(2026, 10, 20)}


def lists(
    debts: list[Row], events: list[Row] | None = None, charges: list[Row] | None = None, on: date = ON,
    agreements: list[Row] | None = None, holidays: tuple[date, ...] = (), choices: dict[str, str] | None = None,
    **others: list[Row],
) -> list[Row]:  # fmt: skip
    frames = frames_of({"contracts": [contract("1", member_id="7")], "collection_events": events or [], **others})
    rows = pd.DataFrame({c.name: column_of(c, [row.get(c.name) for row in charges or []]) for c in CHARGE_COLUMNS})
    signed = pd.DataFrame(
        {c.name: column_of(c, [row.get(c.name) for row in agreements or []]) for c in AGREEMENT_COLUMNS}
    )
    found = bureau_lists(
        debts_of(*debts),
        rows,
        signed,
        frames,
        rule("bureau", **(choices or {})),
        calendar(holidays),
        np.datetime64(on, "D"),
    )
    assert list(found.columns) == [column.name for column in BUREAU_COLUMNS]
    return plain_rows(found)


def only(*given: Any, **facts: Any) -> Row:
    found = lists(*given, **facts)
    assert len(found) == 1
    return found[0]


# --- to include -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts, kind, article, because",
    [
        ({}, "to_include", "§ 4.3, tabela, 2ª linha", "a etapa manda incluir e o aviso foi enviado"),
        ({"notice_date": None}, "to_wait", "CDC, art. 43, § 2º", "sem comunicação por escrito"),
        ({"destination_title": "em pausa", "hold_kind": "dispute"}, "to_wait", "§ 4.3", "contestada"),
        ({"act": "listing_notice"}, "to_wait", "CDC, art. 43, § 2º", "o aviso ainda vai ser enviado"),
        ({"act": "await_notice"}, "to_wait", "CDC, art. 43, § 2º", "no prazo do aviso"),
        ({"act": "not_listable"}, "to_check", "CDC, art. 43, § 1º", "a etapa viu que passou de cinco anos"),
        ({"act": "listing_waived"}, "to_wait", "§ 4.3", "a Gerência decidiu"),
    ],
)
def test_debts_on_their_way_to_a_listing(facts: dict[str, Any], kind: str, article: str, because: str) -> None:
    found = only([TO_LIST | facts])
    assert (found["list_kind"], found["bureau_article"].startswith(article)) == (kind, True), because
    assert found["bureau_reason"].startswith("collection/bureau#listing[")


@pytest.mark.parametrize("act", ["contact", "follow", "law_office", None])
def test_other_stages_are_in_no_list(act: str | None) -> None:
    assert lists([TO_LIST | {"act": act}]) == []


def test_an_agreement_that_is_kept_is_in_no_list() -> None:
    """§ 4.3: que não quitaram ou renegociaram."""
    assert lists([TO_LIST | {"destination_title": "acordo em dia"}]) == []


def test_what_is_listed_is_not_included_again() -> None:
    assert (
        only([TO_LIST | {"is_listed": True}], [event("bureau_listing", date(2026, 9, 1))])["list_kind"] == "still_owing"
    )


@pytest.mark.parametrize(
    "due, fits, because",
    [
        (date(2021, 11, 1), True, "faltam um dia para cinco anos"),
        (date(2021, 10, 31), False, "completa cinco anos hoje"),
        (date(2016, 1, 1), False, "dez anos"),
    ],
)
def test_five_years_from_the_due_date_of_each_instalment(due: date, fits: bool, because: str) -> None:
    """CDC, art. 43, § 1º: R$ 300,00 antigos e R$ 700,00 de 2026."""
    found = only([TO_LIST], charges=[charge(30_000, due), charge(70_000, date(2026, 8, 1))])
    assert found["list_kind"] == "to_include"
    expected = (100_000, 0, due) if fits else (70_000, 30_000, date(2026, 8, 1))
    assert (found["amount_cents"], found["too_old_cents"], found["due_date"]) == expected, because
    alone = only([TO_LIST], charges=[charge(30_000, due)])
    assert alone["list_kind"] == ("to_include" if fits else "to_check"), because


def test_29_february_ends_five_years_later_on_1_march() -> None:
    """Código Civil, art. 132, § 3º."""
    row = [charge(100, date(2024, 2, 29))]
    assert only([TO_LIST], charges=row, on=date(2029, 2, 28))["list_kind"] == "to_include"
    assert only([TO_LIST], charges=row, on=date(2029, 3, 1))["list_kind"] == "to_check"


def test_amount_told_to_the_bureau_is_a_choice_and_needs_no_rows_of_charges() -> None:
    assert only([TO_LIST])["amount_cents"] == 100_000
    assert only([TO_LIST], choices={"listed_amount": "updated_cents"})["amount_cents"] == 105_000
    assert (
        only([TO_LIST | {"updated_cents": None}], choices={"listed_amount": "updated_cents"})["amount_cents"] == 100_000
    )
    rows = [charge(40_000, date(2026, 8, 1)), charge(1, date(2026, 9, 1), "2")]
    assert only([TO_LIST], charges=rows, choices={"listed_amount": "updated_cents"})["amount_cents"] == 41_000


# --- to exclude: five business days ---------------------------------------------------------------------------------

LISTED = [event("bureau_listing", date(2026, 9, 1))]


def paid(on: date | None, **facts: Any) -> list[Row]:
    return [installment("1", date(2026, 8, 3), paid_cents=100_000, paid_date=on, **facts)]


@pytest.mark.parametrize(
    "day, deadline, because",
    [
        (date(2026, 10, 19), date(2026, 10, 26), "de segunda a segunda: terça é o primeiro dia útil"),
        (date(2026, 10, 23), date(2026, 10, 30), "paga na sexta: de segunda a sexta"),
        (date(2026, 10, 24), date(2026, 10, 30), "paga no sábado: de segunda a sexta"),
        (date(2026, 10, 5), date(2026, 10, 13), "12/10 é feriado"),
        (date(2026, 10, 30), date(2026, 11, 9), "02/11 é feriado"),
    ],
)
def test_five_business_days_after_payment(day: date, deadline: date, because: str) -> None:
    found = only([], LISTED, installments=paid(day))
    assert (found["list_kind"], found["settled_date"], found["deadline_date"]) == ("to_exclude", day, deadline), because
    assert found["days_left"] == (deadline - ON).days
    assert found["bureau_article"] == "Súmula 548 do STJ"


def test_a_municipal_holiday_counts_no_day() -> None:
    assert only([], LISTED, installments=paid(date(2026, 10, 19)), holidays=(date(2026, 10, 20),))[
        "deadline_date"
    ] == date(2026, 10, 27)


def test_paid_without_a_day_is_to_be_excluded_now() -> None:
    found = only([], LISTED, installments=paid(None))
    assert (found["list_kind"], found["deadline_date"], found["bureau_status"]) == (
        "to_exclude", None, "paga, sem data de pagamento informada"
    )  # fmt: skip


def test_a_payment_of_tomorrow_does_not_exist() -> None:
    assert only([], LISTED, installments=paid(ON + timedelta(1)))["settled_date"] is None


@pytest.mark.parametrize("state, kind", [("agreement_kept", "to_exclude"), ("agreement_broken", "still_owing")])
def test_renegotiated_debts_leave_the_bureau_while_the_agreement_is_kept(state: str, kind: str) -> None:
    signed = {"agreement_id": "A", "contract_id": "1", "signed_date": date(2026, 10, 20), "debt_cents": 1}
    late = [{"destination_title": "acordo em dia" if kind == "to_exclude" else "na fila", "is_listed": True}]
    found = lists_with(late, signed, state)
    assert found["list_kind"] == kind
    assert found["settled_date"] == (date(2026, 10, 20) if kind == "to_exclude" else None)


def lists_with(late: list[Row], signed: Row, state: str) -> Row:
    frames = frames_of({"contracts": [contract("1")], "collection_events": LISTED, "agreements": [signed]})
    states = pd.DataFrame({c.name: column_of(c, [agreement_row(state).get(c.name)]) for c in AGREEMENT_COLUMNS})
    rows = pd.DataFrame({c.name: column_of(c, []) for c in CHARGE_COLUMNS})
    found = bureau_lists(debts_of(*late), rows, states, frames, rule("bureau"), calendar(), np.datetime64(ON, "D"))
    return plain_rows(found)[0]


def test_listed_for_more_than_five_years_is_to_be_excluded_since_then() -> None:
    debt = {"is_listed": True, "oldest_due_date": date(2021, 9, 1)}
    found = only([debt], LISTED, charges=[charge(100, date(2021, 9, 1)), charge(100, date(2021, 10, 1))])
    assert (found["list_kind"], found["deadline_date"], found["days_left"]) == ("to_exclude", date(2026, 10, 1), -30)
    assert found["bureau_article"].startswith("CDC, art. 43, § 1º")


# --- listed -----------------------------------------------------------------------------------------------------------


def test_listed_and_still_owing() -> None:
    found = only([{"is_listed": True}], LISTED)
    assert (found["list_kind"], found["listed_date"], found["member_name"]) == (
        "still_owing",
        date(2026, 9, 1),
        "Ana Lima",
    )


@pytest.mark.parametrize(
    "events, count, kind, because",
    [
        ([event("bureau_listing", date(2026, 9, 20))], 2, "to_check", "duas vezes no mesmo órgão"),
        ([event("bureau_listing", date(2026, 9, 20), bureau=" SERASA ")], 2, "to_check", "o mesmo, com outra grafia"),
        ([event("bureau_listing", date(2026, 9, 20), bureau="SPC")], 1, "still_owing", "outro órgão é outra inclusão"),
        ([event("bureau_removal", date(2026, 9, 10)), event("bureau_listing", date(2026, 9, 20))], 1, "still_owing",
         "baixada entre uma e outra"),
        ([event("bureau_listing", ON + timedelta(1))], 1, "still_owing", "a segunda é de amanhã"),
    ],
)  # fmt: skip
def test_listed_twice(events: list[Row], count: int, kind: str, because: str) -> None:
    found = only([{"is_listed": True}], [*LISTED, *events])
    assert (found["listing_count"], found["list_kind"]) == (count, kind), because


def test_agreement_and_contract_listed_are_listed_twice() -> None:
    """§ 4.4: a dívida do acordo é a do contrato; uma só inclusão."""
    debt = {"debt_id": "A", "debt_kind": "agreement", "contracts": "1", "is_listed": True}
    other = event("bureau_listing", date(2026, 10, 1), contract_id=None, agreement_id="A")
    signed = {
        "agreement_id": "A",
        "contract_id": "1",
        "signed_date": date(2026, 8, 1),
        "debt_cents": 1,
        "member_id": "7",
    }
    frames = frames_of({"contracts": [contract("1")], "collection_events": [*LISTED, other], "agreements": [signed]})
    rows = pd.DataFrame({c.name: column_of(c, []) for c in CHARGE_COLUMNS})
    states = pd.DataFrame(
        {c.name: column_of(c, [agreement_row("agreement_broken").get(c.name)]) for c in AGREEMENT_COLUMNS}
    )
    found = plain_rows(
        bureau_lists(debts_of(debt), rows, states, frames, rule("bureau"), calendar(), np.datetime64(ON, "D"))
    )
    assert [(row["debt_id"], row["list_kind"], row["listing_count"]) for row in found] == [
        ("1", "to_check", 2), ("A", "to_check", 2)
    ]  # fmt: skip


def test_who_paid_an_instalment_after_the_listing_is_looked_into() -> None:
    """§ 4.4: pagam no mínimo uma parcela, para a baixa da restrição; uma parte dela não basta."""
    assert only([{"is_listed": True}], LISTED, installments=paid(date(2026, 9, 2)))["list_kind"] == "to_check"
    assert only([{"is_listed": True}], LISTED, installments=paid(date(2026, 9, 1)))["list_kind"] == "still_owing"
    half = [installment("1", date(2026, 8, 3), paid_cents=99_999, paid_date=date(2026, 9, 2))]
    assert only([{"is_listed": True}], LISTED, installments=half)["list_kind"] == "still_owing"


def test_a_listing_that_no_debt_explains() -> None:
    found = only([], [event("bureau_listing", date(2026, 9, 1), contract_id="999")])
    assert (found["list_kind"], found["debt_id"], found["bureau_status"]) == (
        "to_check", "999", "nenhuma dívida corresponde à negativação"
    )  # fmt: skip


def test_listings_by_document_or_member() -> None:
    told = {"contract_id": None, "document": "11111111111"}
    assert only([{"is_listed": True}], [event("bureau_listing", date(2026, 9, 1), **told)])["debt_id"] == "1"
    by_member = event("bureau_listing", date(2026, 9, 1), contract_id=None, member_id="7")
    assert only([{"is_listed": True}], [by_member])["list_kind"] == "still_owing"
    assert only([], [by_member])["list_kind"] == "to_exclude"  # nothing of this debtor is late


def test_a_removal_by_document_ends_every_listing_of_the_debtor() -> None:
    whole = event("bureau_removal", date(2026, 10, 1), contract_id=None, document="11111111111")
    assert lists([], [*LISTED, whole]) == []
    earlier = whole | {"event_date": date(2026, 8, 1)}
    assert len(lists([], [*LISTED, earlier])) == 1
    other = whole | {"document": "22222222222"}
    assert len(lists([], [*LISTED, other])) == 1


def test_order_of_the_lists_and_every_debt_once() -> None:
    debts = [
        TO_LIST | {"debt_id": "3", "client_key": "3"},
        {"is_listed": True},
        TO_LIST | {"debt_id": "4", "client_key": "4", "notice_date": None},
    ]
    found = lists(debts, [*LISTED, event("bureau_listing", date(2026, 9, 1), contract_id="9")])
    assert [(row["list_kind"], row["debt_id"]) for row in found] == [
        ("to_include", "3"), ("still_owing", "1"), ("to_wait", "4"), ("to_check", "9")
    ]  # fmt: skip


def test_nothing_at_all() -> None:
    assert lists([]) == []


def test_hostile_names_stay_text() -> None:
    found = only([TO_LIST | {"member_name": "=cmd|' /C calc'!A0", "debt_id": "../../x"}])
    assert (found["member_name"], found["debt_id"]) == ("=cmd|' /C calc'!A0", "../../x")


def test_a_hundred_thousand_debts_take_seconds() -> None:
    count = 100_000
    whole = debts_of(TO_LIST).iloc[np.zeros(count, dtype=np.int64)].reset_index(drop=True)
    names = pd.Series(np.arange(count)).astype("str")
    whole = whole.assign(debt_id=names, contracts=names, client_key=names, is_listed=np.arange(count) % 2 == 0)
    listing = [event("bureau_listing", date(2026, 9, 1), contract_id="0")]
    frames = frames_of({"contracts": [contract("0")], "collection_events": listing})
    sheet = frames["collection_events"].iloc[np.zeros(count // 2, dtype=np.int64)].reset_index(drop=True)
    frames["collection_events"] = sheet.assign(contract_id=names[::2].reset_index(drop=True))
    empty = [
        pd.DataFrame({c.name: column_of(c, []) for c in columns}) for columns in (CHARGE_COLUMNS, AGREEMENT_COLUMNS)
    ]
    begun = time.perf_counter()
    found = bureau_lists(whole, *empty, frames, rule("bureau"), calendar(), np.datetime64(ON, "D"))
    assert time.perf_counter() - begun < 20
    assert found["list_kind"].value_counts().to_dict() == {"to_include": count // 2, "still_owing": count // 2}
