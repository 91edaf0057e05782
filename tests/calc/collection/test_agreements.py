"""Agreements: Política de Recuperação de Crédito, §§ 4.3, 4.4 e 5."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.collection.agreements import agreements_of, with_broken_agreements
from coopcli.calc.collection.chains import ABSENT, CIRCLE, chains
from coopcli.calc.collection.schedule import beside_exported, schedule_of
from coopcli.results.collection_charges import Agreements
from tests.calc.building import Row, contract, frames_of, plain_rows, portfolio
from tests.calc.collection.ruling import ON, charges, rule, told

SIGNED = date(2026, 7, 1)


def agreement(agreement_id: str = "A", contract_id: str = "1", **facts: Any) -> Row:
    """Return an agreement of R$ 1.000,00 in two equal instalments, signed on 01/07/2026."""
    row: Row = {"agreement_id": agreement_id, "contract_id": contract_id, "signed_date": SIGNED}
    row |= {"debt_cents": 100_000, "installment_count": 2, "amortization": "equal_installments", "member_id": "7"}
    return row | facts


def part(
    number: int, due: date, paid: int = 0, on: date | None = None, agreement_id: str = "A", cents: int = 50_000
) -> Row:
    """Return an instalment of an agreement."""
    row: Row = {"agreement_id": agreement_id, "installment_number": number, "due_date": due, "amount_cents": cents}
    return row | {"paid_cents": paid, "paid_date": on}


def agreed(
    agreements: list[Row], parts: list[Row] | None = None, on: date = ON, classes: pd.DataFrame | None = None,
    previous: pd.DataFrame | None = None, charging: dict[str, str] | None = None, others: dict[str, list[Row]] | None = None,
    **choices: str,
) -> Agreements:  # fmt: skip
    rows = {"contracts": [contract("900")], "agreements": agreements, "agreement_installments": parts or []}
    rows |= others or {}
    rules = rule("agreements", **choices), rule("charges", **(charging or {}))
    return agreements_of(portfolio(rows, on), frames_of(rows), *rules, classes, previous)


def first(found: Agreements) -> Row:
    return plain_rows(found.agreements)[0]


# --- schedules ------------------------------------------------------------------------------------------------------


def terms(financed: int, count: int, rate: float | None = None, form: str | None = "price", due: date | None = date(2026, 1, 31)) -> pd.DataFrame:  # fmt: skip
    return pd.DataFrame(
        {
            "agreement_id": ["A"],
            "financed_cents": np.array([financed], dtype=np.int64),
            "installment_count": pd.array([count], dtype="Int64"),
            "first_due_date": pd.Series(np.array([due], dtype="datetime64[s]")),
            "monthly_rate": pd.array([rate], dtype="Float64"),
            "amortization": pd.Series([form], dtype="str"),
        }
    )


@pytest.mark.parametrize(
    "financed, count, rate, form, usual, last, because",
    [
        (100_000, 12, 0.01, "price", 8_885, 8_884, "1.000,00 em 12 vezes a 1%: 88,8488 vira 88,85"),
        (1_000_000, 10, 0.015, "price", 108_434, 108_435, "10.000,00 × 0,015 ÷ (1 − 1,015^−10) = 1.084,34"),
        (1_999_999, 24, None, "equal_installments", 83_333, 83_340, "19.999,99 − 23 × 833,33 = 833,40"),
        (90_000, 3, 0.0, "price", 30_000, 30_000, "sem juros é a divisão"),
        (100_000, 3, None, "equal_installments", 33_333, 33_334, "1.000,00 − 2 × 333,33"),
        (200_000, 3, None, "equal_installments", 66_667, 66_666, "666,666… sobe, e a última desce"),
        (100_000, 1, 0.02, "price", 102_000, 102_000, "uma só: a dívida e o juro de um mês"),
        (1, 1, 0.5, "price", 2, 2, "um centavo e meio centavo de juro, que sobe"),
    ],
)
def test_usual_and_last_instalment(
    financed: int, count: int, rate: float | None, form: str, usual: int, last: int, because: str
) -> None:
    found = schedule_of(terms(financed, count, rate, form))
    amounts = found["amount_cents"].tolist()
    assert set(amounts[:-1]) <= {usual}, because
    assert amounts[-1] == last, because


def test_price_instalment_by_instalment() -> None:
    """300,00 em 3 vezes a 2%: parcela 104,03 (104,0264…); juros 6,00; 4,04 (201,97 × 2% = 4,0394); 2,04 (101,98 × 2%)."""
    found = schedule_of(terms(30_000, 3, 0.02))
    assert told(found, "interest_cents", "principal_cents", "balance_cents", "due_date") == [
        (600, 9_803, 20_197, date(2026, 1, 31)),
        (404, 9_999, 10_198, date(2026, 2, 28)),
        (204, 10_198, 0, date(2026, 3, 31)),
    ]


@given(
    st.integers(1, 10**11), st.integers(1, 120), st.sampled_from([None, 0.0, 0.0001, 0.0199, 0.15, 1.0]),
    st.sampled_from(["price", "equal_installments"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_principals_add_up_and_the_last_balance_is_zero(
    financed: int, count: int, rate: float | None, form: str
) -> None:
    found = schedule_of(terms(financed, count, rate, form))
    assert len(found) == count
    assert found["principal_cents"].sum() == financed
    assert found["balance_cents"].iloc[-1] == 0
    assert (found["amount_cents"] >= 0).all() and (found["balance_cents"] >= 0).all()
    assert (found["amount_cents"] == found["interest_cents"] + found["principal_cents"]).all()


@pytest.mark.parametrize("changes", [{"installment_count": None}, {"amortization": None}, {"installment_count": 0},
                                     {"installment_count": 1_201}, {"discount_cents": 100_000}])  # fmt: skip
def test_without_count_form_or_amount_there_is_no_schedule_and_it_is_told(changes: dict[str, Any]) -> None:
    found = agreed([agreement(**changes)], [part(1, date(2026, 12, 1))])
    assert told(found.schedule, "amount_cents", "exported_amount_cents", "differs") == [
        (None, 50_000, "sem dados para calcular")
    ]
    assert any("não foram conferidas" in alert for alert in found.alerts)


def test_entry_and_discount_leave_the_schedule_and_rows_of_an_agreement_add_up() -> None:
    """(1.000,00 − 100,00 − 200,00) + 300,00 = 1.000,00 em duas vezes."""
    rows = [agreement(discount_cents=10_000, down_payment_cents=20_000), agreement(contract_id="2", debt_cents=30_000)]
    found = agreed(rows)
    assert found.schedule["amount_cents"].tolist() == [50_000, 50_000]
    assert (first(found)["contracts"], first(found)["financed_cents"]) == ("1, 2", 100_000)


@pytest.mark.parametrize("discount, entry, financed", [(60_000, 40_000, 0), (80_000, 30_000, 0), (60_000, 39_999, 1)])
def test_discount_and_entry_that_come_to_the_debt_or_above_it_leave_nothing(
    discount: int, entry: int, financed: int
) -> None:
    """R$ 1.000,00 less R$ 800,00 and R$ 300,00 leaves nothing to pay in instalments, not R$ 100,00 to give back."""
    found = agreed([agreement(discount_cents=discount, down_payment_cents=entry)])
    assert first(found)["financed_cents"] == financed
    assert any("não foram conferidas" in alert for alert in found.alerts) is not bool(financed)


def test_exported_instalments_beside_the_calculated_ones() -> None:
    made = schedule_of(terms(100_000, 4, None, "equal_installments", date(2026, 7, 31)))
    rows = [
        part(1, date(2026, 7, 31), 25_000, date(2026, 7, 31), cents=25_000),
        part(2, date(2026, 8, 30), 25_000, date(2026, 11, 1), cents=25_000),  # pago depois da data
        part(3, date(2026, 9, 30), cents=25_001),
        part(5, date(2026, 11, 30), cents=25_000),
    ]
    exported = frames_of({"agreement_installments": rows})["agreement_installments"]
    found = beside_exported(made, exported, np.datetime64(ON, "D"))
    assert told(found, "installment_number", "difference_cents", "differs", "paid_cents") == [
        (1, 0, "", 25_000),
        (2, 0, "vencimento", 0),
        (3, 1, "valor", 0),
        (4, None, "falta na planilha", None),
        (5, None, "não está no cálculo", 0),
    ]


# --- state ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts, parts, state, because",
    [
        ({}, [part(1, date(2026, 10, 30))], "agreement_broken", "§ 4.4: um dia de atraso da 1ª parcela"),
        ({}, [part(1, date(2026, 10, 31))], "agreement_kept", "vence hoje"),
        ({}, [part(1, date(2026, 10, 24), 50_000, date(2026, 10, 26)), part(2, date(2026, 11, 24))], "agreement_kept",
         "vencida no sábado e paga na segunda (Lei 7.089)"),
        ({}, [part(1, date(2026, 9, 1), 49_999, date(2026, 9, 1))], "agreement_broken", "falta um centavo"),
        ({}, [part(1, date(2026, 9, 1), 50_000, date(2026, 9, 1)), part(2, date(2026, 10, 1), 50_000, date(2026, 10, 1))],
         "agreement_settled", "as duas pagas"),
        ({}, [part(1, date(2026, 9, 1), 50_000, date(2026, 9, 1))], "agreement_kept", "a segunda ainda não foi emitida"),
        ({"settled_date": ON}, [], "agreement_settled", "a planilha diz que foi quitado"),
        ({"settled_date": ON + timedelta(1)}, [], "agreement_unknown", "será quitado amanhã: hoje não se sabe"),
        ({"broken_date": ON}, [], "agreement_broken", "a planilha diz que foi quebrado"),
        ({}, [], "agreement_unknown", "ninguém informou as parcelas"),
    ],
)  # fmt: skip
def test_state(facts: dict[str, Any], parts: list[Row], state: str, because: str) -> None:
    assert first(agreed([agreement(**facts)], parts))["agreement_state"] == state, because


@pytest.mark.parametrize("days, state", [(0, "agreement_kept"), (1, "agreement_broken")])
def test_without_instalments_the_new_contract_tells(days: int, state: str) -> None:
    others = {"contracts": [contract("900", days, exported_overdue_cents=700)]}
    found = first(agreed([agreement(new_contract_id="900")], others=others))
    assert (found["agreement_state"], found["days_past_due"], found["late_cents"]) == (state, days, 700 * days)


def test_a_later_agreement_replaces_an_earlier_one() -> None:
    """§ 4.3: a dívida é a do novo acordo; por número, pelo contrato que o anterior criou ou pelo mesmo contrato; num círculo, o mais novo."""
    late = [part(1, date(2026, 9, 1)), part(1, date(2026, 12, 1), agreement_id="B")]
    by_name = [agreement("A"), agreement("B", "2", previous_agreement_id="A", signed_date=date(2026, 10, 1))]
    by_contract = [agreement("A", new_contract_id="2"), agreement("B", "2", signed_date=date(2026, 10, 1))]
    circle = [by_name[0] | {"previous_agreement_id": "B"}, by_name[1]]
    same_contract = [agreement("A"), agreement("B", signed_date=date(2026, 10, 1))]
    for rows in (by_name, by_contract, same_contract, circle):
        found = agreed(rows, late)
        assert told(found.agreements, "agreement_id", "agreement_state", "updated_cents") == [
            ("A", "agreement_replaced", 0), ("B", "agreement_kept", 0)
        ]  # fmt: skip
    unsigned = [agreement("A"), agreement("B", "2", previous_agreement_id="A", signed_date=ON + timedelta(1))]
    assert first(agreed(unsigned, late))["agreement_state"] == "agreement_broken"


def test_agreements_of_the_future_do_not_exist_yet() -> None:
    assert not len(agreed([agreement(signed_date=ON + timedelta(1))]).agreements)


# --- breach: what comes back ----------------------------------------------------------------------------------------

PAID_ONE = [
    part(1, date(2026, 7, 31), 30_000, date(2026, 7, 31), cents=30_000),
    part(2, date(2026, 8, 30), cents=30_000),
]
ON_BREACH = date(2026, 9, 29)


def restored(*facts: Row, parts: list[Row] = PAID_ONE, on: date = ON_BREACH, **choices: Any) -> tuple[int, int, int]:
    found = first(agreed(list(facts) or [agreement()], parts, on, **choices))
    return found["restored_cents"], found["restored_charges_cents"], found["updated_cents"]


def test_the_debt_comes_back_less_what_was_paid() -> None:
    """1.000,00 em 01/07; 31/07: juros 10,00, dos 300,00 pagos 290,00 vão à dívida: 710,00; 60 dias: 710,00 × 2,01%."""
    assert restored() == (71_000, 1_427, 72_427)
    found = agreed([agreement()], PAID_ONE, ON_BREACH)
    assert told(found.allocations, "origin", "interest_cents", "principal_cents", "balance_cents") == [
        ("parcela 1", 1_000, 29_000, 71_000)
    ]
    assert first(found)["arithmetic"] == (
        "dívida: R$ 1.000,00 − R$ 290,00 pagos = R$ 710,00; desde 31/07/2026, "
        "juros: R$ 710,00 × ((1 + 1%)^(60/30) − 1) = R$ 14,27"
    )


def test_the_discount_is_lost_or_kept_as_chosen() -> None:
    kept = agreement(discount_cents=20_000)
    assert restored(kept)[0] == 71_000
    """800,00: juros de 30 dias 8,00; 300,00 − 8,00 = 292,00; restam 508,00, e 2,01% disso são 10,21."""
    assert restored(kept, restores_discount="false") == (50_800, 1_021, 51_821)


def test_the_fine_comes_back_only_where_chosen_and_is_paid_before_interest() -> None:
    """Multa 20,00 + juros 10,00 + dívida 270,00 = 300,00; restam 730,00, e 2,01% disso são 14,673."""
    assert restored(fine_on_restored="true") == (73_000, 1_467, 74_467)


def test_the_entry_counts_on_the_day_of_signing() -> None:
    """1.000,00 − 100,00 = 900,00 sem juros; 31/07: juros 9,00, à dívida 291,00: 609,00; 60 dias: 12,2409."""
    assert restored(agreement(down_payment_cents=10_000)) == (60_900, 1_224, 62_124)


def test_a_payment_after_the_date_does_not_exist() -> None:
    """De 01/07 a 30/07: 29 dias: 1.000,00 × ((1,01)^(29/30) − 1) = 9,6650…"""
    late = [part(1, date(2026, 7, 15), 30_000, date(2026, 7, 31), cents=30_000)]
    assert restored(parts=late, on=date(2026, 7, 30)) == (100_000, 967, 100_967)


def test_what_is_paid_beyond_the_debt_is_left_over() -> None:
    rows = [part(1, date(2026, 7, 31), 102_000, date(2026, 7, 31)), part(2, date(2026, 8, 30), cents=1)]
    found = agreed([agreement()], rows, ON_BREACH)
    assert first(found)["updated_cents"] == 0
    assert told(found.allocations, "interest_cents", "principal_cents", "left_over_cents") == [(1_000, 100_000, 1_000)]


def test_kept_and_settled_agreements_bring_nothing_back() -> None:
    assert restored(parts=[part(1, ON)], on=date(2026, 9, 29)) == (0, 0, 0)
    assert restored(agreement(settled_date=SIGNED)) == (0, 0, 0)


def test_paid_without_a_day_counts_when_it_fell_due() -> None:
    rows = [part(1, date(2026, 7, 31), 30_000, None, cents=30_000), part(2, date(2026, 8, 30), cents=30_000)]
    assert restored(parts=rows) == (71_000, 1_427, 72_427)


def test_broken_agreements_take_the_place_of_their_contracts() -> None:
    """O contrato 1 é do acordo, o 900 é o contrato novo dele; o 800 não tem acordo."""
    late = [contract(name, 10, exported_overdue_cents=500) for name in ("1", "800", "900")]
    whole = charges({"contracts": late})
    signed = agreement(new_contract_id="900")
    found = agreed([signed], PAID_ONE, ON_BREACH)
    frames = frames_of({"members": [{"member_id": "7", "name": "Ana Lima"}], "agreements": [signed]})
    both = with_broken_agreements(whole, found.agreements, frames)
    assert told(both.debts, "debt_id", "member_name", "overdue_cents", "updated_cents")[1:] == [
        ("A", "Ana Lima", 71_000, 72_427)
    ]
    assert both.debts["debt_id"].tolist() == ["800", "A"]
    assert both.rows["arithmetic"].iloc[1] == first(found)["arithmetic"]
    assert with_broken_agreements(whole, found.agreements[:0], frames).debts.equals(whole.debts)


def test_an_agreement_broken_without_instalments_is_due_since_the_breach() -> None:
    rows = [agreement(broken_date=date(2026, 10, 1))]
    both = with_broken_agreements(charges({}), agreed(rows).agreements, frames_of({"agreements": rows}))
    assert told(both.rows, "due_date", "overdue_cents") == [(date(2026, 10, 1), 100_000)]


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(0, 60_000)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_payments_of_a_broken_agreement_are_conserved(payments: list[tuple[int, int]]) -> None:
    rows = [part(n, SIGNED + timedelta(days), cents, SIGNED + timedelta(days), cents=60_001)
            for n, (days, cents) in enumerate(payments, 1)]  # fmt: skip
    found = agreed([agreement()], rows)
    applied = found.allocations[["fine_cents", "interest_cents", "principal_cents", "left_over_cents"]].sum().sum()
    assert applied == sum(cents for _, cents in payments) == first(found)["paid_cents"]
    assert first(found)["restored_cents"] == 100_000 - found.allocations["principal_cents"].sum()


# --- chains ---------------------------------------------------------------------------------------------------------


def linked(*rows: Row) -> dict[str, tuple[int, str, str]]:
    found = chains(frames_of({"agreements": list(rows)})["agreements"])
    return {name: (link.length, link.words, link.flaw) for name, link in found.items()}


def test_chains_by_name_and_by_contract() -> None:
    found = linked(
        agreement("C", "30", previous_agreement_id="B"),
        agreement("B", "20"),
        agreement("A", "10", new_contract_id="20"),
        agreement("D", "40"),
    )
    assert found == {"A": (1, "", ""), "B": (2, "A → B", ""), "C": (3, "A → B → C", ""), "D": (1, "", "")}


def test_circles_end_and_are_told() -> None:
    found = linked(agreement("A", previous_agreement_id="B"), agreement("B", previous_agreement_id="A"),
                   agreement("C", previous_agreement_id="C"), agreement("D", previous_agreement_id="A"))  # fmt: skip
    assert {name for name, (_, _, flaw) in found.items() if flaw == CIRCLE} == {"A", "B", "C", "D"}


def test_an_earlier_agreement_that_nobody_wrote_down_is_told() -> None:
    assert linked(agreement("B", previous_agreement_id="A"))["B"] == (2, "A → B", ABSENT)


def test_a_renegotiation_of_the_own_new_contract_is_no_circle() -> None:
    assert linked(agreement("A", "10", new_contract_id="10"))["A"] == (1, "", "")


def test_long_chains_are_quick_and_shown_by_their_ends() -> None:
    rows = [agreement(f"A{n}", previous_agreement_id=f"A{n - 1}" if n else None) for n in range(3_000)]
    begun = time.perf_counter()
    found = linked(*rows)
    assert found["A2999"] == (3_000, "A0 → … → A2997 → A2998 → A2999", "")
    assert time.perf_counter() - begun < 5


def test_chains_are_alerts() -> None:
    found = agreed(
        [agreement("A"), agreement("B", previous_agreement_id="A"), agreement("C", previous_agreement_id="Z")]
    )
    assert [alert for alert in found.alerts if "anterior" in alert or "sobre outro" in alert] == [
        "1 acordo(s) cujo acordo anterior não está na planilha.",
        "2 acordo(s) sobre outro acordo (coluna Acordos encadeados).",
    ]


# --- ten days to register ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "received, registered, status, late, because",
    [
        (None, None, "não veio de escritório", None, "acordo da própria cooperativa"),
        (date(2026, 10, 21), None, "a registrar", 0, "§ 5: hoje é o 10º dia"),
        (date(2026, 10, 20), None, "não registrado, prazo vencido", 1, "§ 5: 11º dia"),
        (date(2026, 10, 1), date(2026, 10, 11), "registrado no prazo", 0, "no 10º dia"),
        (date(2026, 10, 1), date(2026, 10, 12), "registrado fora do prazo", 1, "no 11º dia"),
        (date(2026, 10, 20), date(2026, 11, 1), "não registrado, prazo vencido", 1, "amanhã não existe ainda"),
        (date(2026, 11, 5), None, "não veio de escritório", None, "ainda não chegou"),
    ],
)
def test_ten_days_to_register(
    received: date | None, registered: date | None, status: str, late: int | None, because: str
) -> None:
    found = first(agreed([agreement(received_date=received, registered_date=registered)]))
    assert (found["mirror_status"], found["mirror_days_late"]) == (status, late), because
    assert found["mirror_deadline_date"] == (None if late is None else received + timedelta(10) if received else None)


# --- never a better class --------------------------------------------------------------------------------------------

NEW = agreement(new_contract_id="900")
SHEET = {"contract_id": "900", "previous_contract_id": "1", "held_level": "E"}


def verdict(classes: dict[str, Any], previous: dict[str, Any] | None, **facts: Any) -> str:
    before = pd.DataFrame(previous) if previous else None
    found = agreed([NEW], classes=pd.DataFrame(classes), previous=before, others=facts)
    return str(plain_rows(found.renegotiations)[0]["check_result"])


@pytest.mark.parametrize(
    "now, before, expected",
    [("E", "E", "confere"), ("H", "E", "confere"), ("D", "E", "a classe melhorou"), ("AA", "A", "a classe melhorou")],
)
def test_a_level_never_gets_better(now: str, before: str, expected: str) -> None:
    facts = {"renegotiations": [SHEET | {"held_level": before}]}
    assert verdict({"risk_class": [now]}, None, **facts).startswith(expected)
    previous = {"contract_id": ["1"], "risk_class": [before]}
    assert verdict({"risk_class": [now]}, previous, renegotiations=[SHEET]).startswith(expected)


@pytest.mark.parametrize("is_problem, expected", [(True, "confere"), (False, "a classe melhorou")])
def test_a_problem_asset_stays_one(is_problem: bool, expected: str) -> None:
    previous = {"contract_id": ["1"], "risk_class": ["C5"], "is_problem_asset": [True]}
    classes = {"risk_class": ["C3"], "is_problem_asset": [is_problem]}
    assert verdict(classes, previous, renegotiations=[SHEET]).startswith(expected)


def test_what_the_close_does_not_know_of_is_told() -> None:
    classes = {"risk_class": ["A"]}
    assert verdict(classes, None) == "falta na planilha de renegociações e não está marcada no sistema"
    marked = [contract("900", is_renegotiated=True)]
    assert verdict(classes, None, contracts=marked) == "falta na planilha de renegociações"
    assert verdict({"risk_class": ["A"]}, None, contracts=[contract("901")]) == "contrato novo fora da carteira"


def test_ten_thousand_agreements_take_seconds() -> None:
    rows = [agreement(f"A{n}", str(n), amortization="price", monthly_rate=0.01 + n % 7 / 1_000, installment_count=12,
                      first_due_date=date(2026, 8, 1)) for n in range(3_000)]  # fmt: skip
    parts = [part(number, date(2026, 7 + number, 1), 8_000 * (number == 1), date(2026, 8, 1), f"A{n}")
             for n in range(3_000) for number in (1, 2)]  # fmt: skip
    begun = time.perf_counter()
    found = agreed(rows, parts)
    assert len(found.schedule) == 36_000
    assert time.perf_counter() - begun < 20
