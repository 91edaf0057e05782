"""Pauses: what they stop, that they overlap, begin in the past, end early, and are told when they end."""

from __future__ import annotations

from datetime import date

import pytest

from tests.calc.building import Rows, installment
from tests.calc.collection.collecting import (
    PERSON,
    act,
    collected,
    days_before,
    debt,
    debts_of,
    exception,
    hold,
    joined,
    late,
    left,
    table,
)

FORMER = joined(late(days=100), left(60), act("contact", 40))
"""On the 60th day after leaving, in the window of the listing (51–75)."""


@pytest.mark.parametrize("kind", ["suspension", "dispute", "court_order", "deceased"])
def test_a_pause_of_the_clock_stops_clock_and_act(kind: str) -> None:
    """60 days less the 11 from 20 to 10 days ago are 49: the window is again that of the contact (1–50)."""
    over = debt(joined(FORMER, hold(kind, 20, 10)))
    assert (over["collection_days"], over["held_days"], over["collection_stage"]) == (49, 11, "administrative")
    assert (over["destination_title"], over["act"], over["hold_kind"]) == ("na fila", "contact", None)
    now = debt(joined(FORMER, hold(kind, 20)))
    assert (now["collection_days"], now["held_days"], now["destination_title"]) == (39, 21, "em pausa")
    assert (now["hold_kind"], now["hold_until_date"], now["is_act_late"]) == (kind, None, False)


def test_the_last_day_still_holds() -> None:
    assert debt(joined(FORMER, hold("suspension", 5, 0)))["destination_title"] == "em pausa"
    row = debt(joined(FORMER, hold("suspension", 5, 1)))
    assert (row["destination_title"], row["collection_days"]) == ("na fila", 55)


def test_overlapping_pauses_count_once() -> None:
    """20 to 10 days ago and 15 to 5 days ago: 16 days, not 22."""
    row = debt(joined(FORMER, hold("suspension", 20, 10), hold("dispute", 15, 5)))
    assert (row["held_days"], row["collection_days"]) == (16, 44)


def test_a_pause_registered_afterwards_counts_back() -> None:
    """It began before the member left: only its days after that are taken off."""
    row = debt(joined(FORMER, hold("dispute", 90, 41)))
    assert (row["held_days"], row["collection_days"]) == (19, 41)


def test_a_pause_moves_the_deadline() -> None:
    """Listing by the 75th day: 15 days from today; with 11 days that do not count, 26."""
    assert debt(joined(FORMER, act("listing_notice", 12)))["deadline_date"] == days_before(-15)
    late_act = joined(late(days=100), left(80), act("contact", 40), act("listing_notice", 12))
    assert debt(late_act)["days_late_on_act"] == 5
    row = debt(joined(late_act, hold("suspension", 9, 7)))
    assert (row["deadline_date"], row["days_late_on_act"]) == (days_before(2), 2)
    after_the_deadline = debt(joined(late_act, hold("suspension", 3, 2)))
    assert (after_the_deadline["deadline_date"], after_the_deadline["days_late_on_act"]) == (days_before(5), 3)


def test_a_pause_of_a_member_reaches_all_debts_and_of_a_contract_one() -> None:
    rows = joined(late("1"), late("2"))
    of_member = hold("court_order", 5, contract_id=None, member_id="7")
    assert [r["destination_title"] for r in debts_of(collected(joined(rows, of_member))).values()] == ["em pausa"] * 2
    of_document = hold("court_order", 5, contract_id=None, document=PERSON)
    assert [r["destination_title"] for r in debts_of(collected(joined(rows, of_document))).values()] == ["em pausa"] * 2
    found = debts_of(collected(joined(rows, hold("court_order", 5))))
    assert (found["1"]["destination_title"], found["2"]["destination_title"]) == ("em pausa", "na fila")


def promise(since: int, until: int | None, cents: int | None = 50_000) -> Rows:
    return hold("promise", since, until, promised_cents=cents)


def paid(days: int, cents: int) -> Rows:
    """Return a payment of part of another instalment of contract 1, so many days ago."""
    row = installment("1", days_before(70), installment_number=2, paid_cents=cents, paid_date=days_before(days))
    return {"installments": [row]}


@pytest.mark.parametrize(
    ("rows", "state", "destination"),
    [
        (promise(3, 0), "em vigor", "em pausa"),
        (promise(3, 1), "promessa quebrada", "na fila"),
        (joined(promise(9, -1), paid(2, 49_999)), "em vigor", "em pausa"),
        (joined(promise(9, -1), paid(2, 50_000)), "promessa cumprida", "na fila"),
        (joined(promise(9, 3), paid(2, 50_000)), "promessa quebrada", "na fila"),
        (joined(promise(9, 3, None), paid(4, 1)), "promessa cumprida", "na fila"),
        (promise(10, None), "em vigor", "em pausa"),
        (promise(11, None), "promessa quebrada", "na fila"),
    ],
)
def test_promises(rows: Rows, state: str, destination: str) -> None:
    """The act waits and the days go on; broken, collection goes on at once; an open promise lasts ten days."""
    found = collected(joined(FORMER, rows))
    row = debts_of(found)["1"]
    assert (row["destination_title"], row["collection_days"], row["held_days"]) == (destination, 60, 0)
    assert table(found.holds, "state_title") == [(state,)]


def test_a_broken_promise_is_told() -> None:
    found = collected(joined(FORMER, promise(9, 3)))
    assert any("promessa" in text and "quebrada" in text for text in found.alerts)


@pytest.mark.parametrize(
    ("until", "previous", "recently"),
    [(10, 12, True), (10, 10, True), (10, 9, False), (None, 12, False), (0, 12, False)],
)
def test_pauses_that_ended_since_the_previous_run_are_told(until: int | None, previous: int, recently: bool) -> None:
    """It held on the day of the previous run, and holds no more."""
    found = collected(joined(FORMER, hold("suspension", 20, until)), previous_on=days_before(previous))
    assert table(found.holds, "ended_recently") == [(recently,)]


def test_no_pause_is_lost() -> None:
    """One that is ahead, one of a debt that is not late, one of nobody: each has its row."""
    rows = joined(
        FORMER,
        hold("suspension", -2),
        hold("dispute", 5, contract_id="99"),
        hold("deceased", 5, contract_id=None, member_id="404"),
    )
    found = collected(rows)
    assert sorted(table(found.holds, "hold_kind", "state_title"), key=str) == [
        ("deceased", "em vigor"),
        ("dispute", "em vigor"),
        ("suspension", "ainda não começou"),
    ]
    assert debts_of(found)["1"]["destination_title"] == "na fila"


def test_of_several_pauses_the_one_that_stops_the_clock_is_told_and_the_last_day_of_all() -> None:
    row = debt(joined(FORMER, promise(3, -9), hold("court_order", 4, -2)))
    assert (row["hold_kind"], row["hold_until_date"]) == ("court_order", days_before(-9))


def test_rows_without_effect_are_told() -> None:
    """Of nobody, or ending before it begins: a court order that does not hold must not pass in silence."""
    nobody = hold("court_order", 5, contract_id=None)
    turned = hold("court_order", 5, 9)
    event = act("contact", 1, contract_id=None)
    found = collected(joined(FORMER, nobody, turned, event, exception("no_listing", contract_id=None)))
    assert debts_of(found)["1"]["destination_title"] == "na fila"
    assert [text for text in found.alerts if "não tem efeito" in text] == [
        "1 pausa(s) da cobrança sem contrato, associado nem CPF/CNPJ: não tem efeito.",
        "1 pausa(s) da cobrança com Até antes de Desde: não tem efeito.",
        "1 exceção(ões) da cobrança sem contrato, associado nem CPF/CNPJ: não tem efeito.",
        "1 evento(s) de cobrança sem contrato, associado nem CPF/CNPJ: não tem efeito.",
    ]
    assert len(found.holds) == 2


# --- exceptions of the management (§ 4.3) ----------------------------------------------------------------------------


def test_left_out_by_the_management() -> None:
    found = collected(joined(FORMER, exception("no_collection")))
    assert debts_of(found)["1"]["destination_title"] == "exceção da Gerência"
    assert len(found.queue) == 0
    assert table(found.exceptions, "exception_kind", "is_in_force", "author", "exception_article") == [
        ("no_collection", True, "Gerência", "§ 4.3 (exceções)")
    ]
    assert debt(joined(FORMER, exception("no_collection", since=9, until=1)))["destination_title"] == "na fila"


def test_not_to_be_listed() -> None:
    row = debt(joined(FORMER, exception("no_listing")))
    assert (row["act"], row["destination_title"], row["exception"]) == (
        "listing_waived", "exceção da Gerência", "Não negativar",
    )  # fmt: skip


def test_the_coordinator_decides_the_lawsuit() -> None:
    small = joined(late(days=150), left(120), act("bureau_listing", 9))
    assert debt(small)["act"] == "evaluate_lawsuit"
    assert debt(joined(small, exception("force_lawsuit")))["act"] == "law_office"
    assert debt(joined(small, exception("no_lawsuit")))["destination_title"] == "exceção da Gerência"


def test_windows_longer_and_shorter_by_so_many_days() -> None:
    longer = debt(joined(FORMER, exception("longer_window", window_days=10)))
    assert (longer["collection_days"], longer["collection_stage"]) == (50, "administrative")
    assert longer["deadline_date"] == days_before(0), "o 50º dia, dez dias depois"
    shorter = debt(joined(FORMER, exception("shorter_window", window_days=16)))
    assert (shorter["collection_days"], shorter["deadline_date"]) == (76, days_before(60 - 65 + 16))


def test_an_exception_of_nobody_is_still_registered() -> None:
    found = collected(joined(FORMER, exception("no_lawsuit", contract_id="404", from_date=date(2020, 1, 1))))
    assert table(found.exceptions, "debt_id", "exception_kind") == [(None, "no_lawsuit")]
