"""The queue of the day: a row a debtor, nothing lost, what is late against the policy first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcli.results.collection import Collection
from coopcli.words.collection import (
    ACT_COLUMNS,
    DEBT_COLUMNS,
    HOLD_COLUMNS,
    MANAGEMENT_EXCEPTION_COLUMNS,
    QUEUE_COLUMNS,
    SETTLEMENT_COLUMNS,
)
from coopcli.words.lists import DESTINATIONS
from tests.calc.building import Row, Rows, contract, installment, plain_rows
from tests.calc.collection.collecting import (
    ON,
    act,
    collected,
    days_before,
    debts_of,
    hold,
    joined,
    late,
    left,
    on_leave,
    table,
)


def queue_rows(rows: Rows, *choices: Any) -> list[Row]:
    return plain_rows(collected(rows, ON, *choices).queue)


def test_a_member_with_debts_in_three_stages_has_one_row_at_the_highest() -> None:
    """Contract 1 is listed (judicial), 2 and 3 are in the window of the listing; 4 is held. All are told."""
    rows = joined(
        late("1", 150, cents=600_000), late("2", 140), late("3", 130, cents=1), late("4", 100), left(60),
        act("bureau_listing", 9), act("contact", 50, contract_id="2"), act("listing_notice", 12, contract_id="2"),
        hold("dispute", 70, contract_id="4"),
    )  # fmt: skip
    (row,) = queue_rows(rows)
    assert (row["stage_title"], row["stage_rank"], row["debt_count"]) == ("Cobrança judicial", 3, 3)
    assert (row["debt_id"], row["act_title"]) == ("1", "Encaminhar ao Jurídico para a cobrança judicial")
    assert row["debts"] == (
        "1: Cobrança judicial, 150 dias; 2: Inclusão nos órgãos de proteção ao crédito, 140 dias; "
        "3: Inclusão nos órgãos de proteção ao crédito, 130 dias"
    )
    assert (row["held_debts"], row["overdue_cents"], row["days_past_due"]) == ("4", 700_001, 150)


def test_an_act_goes_before_a_wait_and_the_stage_is_still_the_highest() -> None:
    """Contract 1 is in court and waits; contract 2 is to be listed: its act is the row's."""
    rows = joined(
        late("1", 150), late("2", 140), left(60), act("bureau_listing", 50), act("lawsuit", 20),
        act("contact", 50, contract_id="2"), act("listing_notice", 12, contract_id="2"),
    )  # fmt: skip
    (row,) = queue_rows(rows)
    assert (row["stage_title"], row["debt_id"]) == ("Ação judicial em andamento", "2")
    assert row["act_title"] == "Incluir nos órgãos de proteção ao crédito"


def test_what_is_late_against_the_policy_comes_first() -> None:
    """80 days after leaving (notice due on the 65th) before 70 days, before debts in time, the higher stage first."""
    people = {"a": 70, "b": 80, "c": 20, "d": 52}
    rows: Rows = {}
    for name, since in people.items():
        document = {"a": "11111111111", "b": "22222222222", "c": "33333333333", "d": "44444444444"}[name]
        one = joined(
            late(name, since + 20, document=document, member_id=name), left(since, member_id=name, document=document)
        )
        rows = joined(rows, one)
    assert table(collected(rows).queue, "debt_id", "days_late_on_act") == [("b", 15), ("a", 5), ("d", 0), ("c", 0)]


def test_branches_of_a_company_are_one_debtor() -> None:
    rows = joined(
        late("1", 10, document="11222333000181", member_id="1"), late("2", 10, document="11222333000262", member_id="2")
    )
    (row,) = queue_rows(rows)
    assert (row["client_key"], row["debt_count"]) == ("11222333", 2)


def test_without_document_the_member_is_the_debtor_and_without_either_the_contract() -> None:
    rows = joined(
        late("1", 10, document=None), late("2", 11, document=None), late("3", 12, document=None, member_id=None)
    )
    assert sorted(table(collected(rows).queue, "client_key", "debt_count")) == [("associado 7", 2), ("contrato 3", 1)]


def test_charges_are_carried_and_missing_where_one_is() -> None:
    import pandas as pd

    from coopcli.calc.collection.queue import queue_of

    found = collected(joined(late("1", 10), late("2", 12)))
    debts = found.debts.assign(updated_cents=pd.array([100_100, 100_200], dtype="Int64"))
    assert queue_of(debts)["updated_cents"].tolist() == [200_300]
    debts = found.debts.assign(updated_cents=pd.array([100_100, pd.NA], dtype="Int64"))
    assert queue_of(debts)["updated_cents"].isna().all()


def test_nothing_late_is_an_empty_collection_with_all_its_columns() -> None:
    for rows in ({}, late(days=0)):
        found = collected(rows)
        shapes = [
            (found.debts, DEBT_COLUMNS), (found.queue, QUEUE_COLUMNS), (found.acts, ACT_COLUMNS),
            (found.holds, HOLD_COLUMNS), (found.settlements, SETTLEMENT_COLUMNS),
            (found.exceptions, MANAGEMENT_EXCEPTION_COLUMNS),
        ]  # fmt: skip
        for frame, columns in shapes:
            assert (list(frame.columns), len(frame)) == ([column.name for column in columns], 0)
        assert found.alerts == []


HOSTILE = ["=cmd|' /C calc'!A0", "../../x", "{{7*7}}", "<script>", "‮txt", "x" * 300, "a; b: c", ""]


def test_hostile_names_stay_text() -> None:
    rows: Rows = {}
    for i, name in enumerate(HOSTILE):
        one = late(f"={name[:20]}{i}", 10 + i, member_name=name, document=None, member_id=f"@{i}", branch=name[:5])
        rows = joined(rows, one)
    found = collected(rows)
    assert {name or "" for (name,) in table(found.queue, "member_name")} == set(HOSTILE)
    assert {row["debt_id"] for row in plain_rows(found.debts)} == {f"={n[:20]}{i}" for i, n in enumerate(HOSTILE)}


# --- for all portfolios ----------------------------------------------------------------------------------------------

KINDS = ("contact", "listing_notice", "bureau_listing", "bureau_removal", "law_office", "lawsuit", "lawsuit_end")


@st.composite
def portfolios(draw: st.DrawFn) -> Rows:
    """Draw a few debtors with contracts late by any number of days, and whatever was done and decided of them."""
    size = draw(st.integers(1, 6))
    contracts, installments = [], []
    for i in range(size):
        owner = draw(st.integers(1, 3))
        cents = draw(st.integers(1, 900_000))
        contracts.append(contract(str(i), document=None, member_id=str(owner), balance_cents=cents))
        due = days_before(draw(st.integers(-5, 2500)))
        paid = draw(st.integers(0, cents))
        when = days_before(draw(st.integers(0, 90))) if paid else None
        installments.append(installment(str(i), due, amount_cents=cents, paid_cents=paid, paid_date=when))
    of = st.sampled_from([str(i) for i in range(size)])
    day = st.integers(-3, 400).map(days_before)
    some = {"min_size": 0, "max_size": 5}
    kind = st.sampled_from(KINDS)
    events = draw(st.lists(st.fixed_dictionaries({"contract_id": of, "event_kind": kind, "event_date": day}), **some))
    pause = st.sampled_from(["suspension", "dispute", "court_order", "promise", "deceased"])
    holds = draw(
        st.lists(
            st.fixed_dictionaries(
                {"contract_id": of, "hold_kind": pause, "from_date": day, "until_date": st.none() | day}
            ),
            **some,
        )
    )
    rows: Rows = {"contracts": contracts, "installments": installments, "collection_events": events}
    signed = [row | {"reason": "m", "author": "a"} for row in holds]
    gone = left(draw(st.integers(0, 200)), member_id="1", document=None) if draw(st.booleans()) else {}
    away = on_leave(600, draw(st.none() | st.integers(0, 100)), member_id="2", document=None)
    return joined(rows, {"holds": signed}, gone, away)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=portfolios())
def test_every_late_debt_is_somewhere_and_the_sums_agree(rows: Rows) -> None:
    found = collected(rows)  # its checks agree
    debts = debts_of(found)
    late_ones = {r["contract_id"] for r in rows["installments"] if _owed(r) and r["due_date"] < ON}
    assert set(debts) <= late_ones, "só o que venceu e não foi pago"
    assert {row["destination_title"] for row in debts.values()} <= set(DESTINATIONS.values())
    queued = [row for row in debts.values() if row["destination_title"] in ("na fila", "aguardando prazo")]
    queue = plain_rows(found.queue)
    assert sum(row["debt_count"] for row in queue) == len(queued)
    assert sum(row["overdue_cents"] for row in queue) == sum(row["overdue_cents"] for row in queued)
    assert sorted(row["client_key"] for row in queue) == sorted({row["client_key"] for row in queued})
    assert len(found.holds.drop_duplicates()) >= len({str(r) for r in rows["holds"]}) * bool(len(found.holds))
    _acts_agree(found, debts)


def _owed(row: Row) -> int:
    return row["amount_cents"] - row["paid_cents"]


def _acts_agree(found: Collection, debts: dict[str, Row]) -> None:
    """What may be done today is what the queue holds and asks for; everything decided has its article."""
    acts = {row["debt_id"] for row in plain_rows(found.acts)}
    assert acts == {name for name, row in debts.items() if row["destination_title"] == "na fila" and row["act"]}
    for row in debts.values():
        assert row["stage_reason"] and row["stage_article"] and row["situation_article"]
        assert (row["act"] is None) == (row["act_article"] is None)
        assert not row["is_act_late"] or row["deadline_date"] < ON


@settings(max_examples=15, deadline=None)
@given(since=st.integers(1, 300), more=st.integers(0, 60), listed=st.booleans(), leave=st.booleans())
def test_more_days_never_lower_the_stage(since: int, more: int, listed: bool, leave: bool) -> None:
    """The same debt a few days later, with nothing done meanwhile."""

    def rank(days: int) -> int:
        away = on_leave(900, used=days) if leave else left(days)
        rows = joined(late(days=days + 400), away, act("bureau_listing", days) if listed else {})
        return int(plain_rows(collected(rows).debts)[0]["stage_rank"])

    assert rank(since) <= rank(since + more)


@pytest.mark.slow
def test_two_hundred_thousand_late_contracts_in_seconds() -> None:
    from time import perf_counter

    from benchmarks.collection import large_collection

    collect = large_collection(200_000)
    start = perf_counter()
    found = collect()
    spent = perf_counter() - start
    assert len(found.debts) == 200_000
    assert spent < 30, f"{spent:.1f} s (a few seconds on a free machine)"


def test_date_of_the_tests_is_a_saturday() -> None:
    assert date.weekday(ON) == 5
