"""Charges of late instalments: Política de Recuperação de Crédito, § 4.5; CDC, art. 52, § 1º; Súmula 379."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.collection.charges import by_debt, charged
from coopcli.calc.collection.late_installments import OF_A_CONTRACT, UNKNOWN
from coopcli.errors import CoopError
from coopcli.money import MAX_CENTS, brl, brl_texts
from tests.calc.building import Row, contract, installment, plain_rows
from tests.calc.collection.ruling import ON, charges, late, one, rule, told

SIMPLE = {"late_interest_method": "simple"}


@pytest.mark.parametrize(
    "days, interest, because",
    [
        (30, 1_000, "R$ 1.000,00 × ((1,01)^1 − 1)"),
        (60, 2_010, "R$ 1.000,00 × ((1,01)^2 − 1) = 20,10"),
        (90, 3_030, "(1,01)^3 = 1,030301: 30,301 vira 30,30"),
        (1, 33, "(1,01)^(1/30) = 1,00033173…: 0,3317 vira 0,33"),
        (15, 499, "raiz de 1,01 = 1,004987562…: 4,9876 vira 4,99"),
        (360, 12_683, "(1,01)^12 = 1,126825030…: 126,825 vira 126,83 (126,82503)"),
    ],
)
def test_exponential_interest_of_one_percent_a_month(days: int, interest: int, because: str) -> None:
    found = one(100_000, days)
    assert (found["fine_cents"], found["interest_cents"]) == (2_000, interest), because
    assert found["updated_cents"] == 100_000 + 2_000 + interest


def test_fine_is_charged_once_whatever_the_days() -> None:
    assert {one(100_000, days)["fine_cents"] for days in (1, 30, 400, 2_000)} == {2_000}


@pytest.mark.parametrize(
    "cents, days, choices, charges_cents, because",
    [
        (3_000_000, 1, {**SIMPLE, "fine_rate": "0"}, 1_000, "30.000,00 a 1% ao mês, um dia: 10,00, e não 9,90 nem 9,99"),
        (10_000, 2, {**SIMPLE, "fine_rate": "0.03", "late_interest_period": "day"}, 500, "100,00 + 3% + 2 × 1% = 105,00"),
        (150_000, 1, {**SIMPLE, "fine_rate": "0"}, 50, "0,5 exato: 1.500,00 × 1% ÷ 30 = 0,50"),
        (1_500, 1, {**SIMPLE, "fine_rate": "0"}, 1, "15,00 × 1% ÷ 30 = 0,005: meio centavo sobe"),
        (1_499, 1, {**SIMPLE, "fine_rate": "0"}, 0, "14,99 × 1% ÷ 30 = 0,004997: desce"),
        (36_500, 365, {**SIMPLE, "fine_rate": "0", "day_count": "year_of_365"}, 4_380, "365,00 × 12% = 43,80"),
        (36_500, 30, {**SIMPLE, "fine_rate": "0", "day_count": "year_of_365"}, 360, "365,00 × 1% × 360/365 = 3,60"),
    ],
)  # fmt: skip
def test_simple_interest(cents: int, days: int, choices: dict[str, str], charges_cents: int, because: str) -> None:
    assert one(cents, days, **choices)["charges_cents"] == charges_cents, because


@pytest.mark.parametrize(
    "due, on, method, interest, because",
    [
        (date(2027, 1, 31), date(2027, 3, 1), {}, 1_000, "fevereiro não tem dia 31: o mês acaba em 01/03"),
        (date(2027, 1, 15), date(2027, 2, 15), {}, 1_000, "de 15 a 15 é um mês, tenha ele 31 dias"),
        (date(2028, 2, 1), date(2028, 3, 1), {}, 1_000, "fevereiro bissexto também é um mês"),
        (date(2027, 1, 15), date(2027, 2, 14), SIMPLE, 968, "30 de 31 dias: 1.000,00 × 1% × 30/31 = 9,677"),
    ],
)
def test_months_of_the_calendar(due: date, on: date, method: dict[str, str], interest: int, because: str) -> None:
    found = one(100_000, (on - due).days, on, day_count="calendar_months", **method)
    assert found["interest_cents"] == interest, because


@pytest.mark.parametrize("year, days", [(2027, 4), (2032, 5)])
def test_leap_year_counts_its_day(year: int, days: int) -> None:
    """De 26/02 a 02/03 são quatro dias, e cinco no ano bissexto."""
    rows = {"contracts": [contract()], "installments": [installment("1", date(year, 2, 26))]}
    assert told(charges(rows, date(year, 3, 2), date(year, 3, 2)).rows, "days_past_due") == [(days,)]


def test_interest_on_the_fine_is_a_choice() -> None:
    """R$ 1.000,00 + 2% = R$ 1.020,00; 1% em 30 dias: 10,20."""
    assert one(100_000, 30, interest_on_fine="true")["interest_cents"] == 1_020


def test_contract_interest_is_a_choice_and_needs_the_rate() -> None:
    """1,5% ao mês em 30 dias sobre R$ 1.000,00: 15,00, além da multa e da mora."""
    found = one(100_000, 30, rate=0.015, contract_interest="contract_rate")
    assert (found["contract_interest_cents"], found["charges_cents"]) == (1_500, 4_500)
    assert "juros do contrato: R$ 15,00" in found["arithmetic"]
    assert one(100_000, 30, contract_interest="contract_rate")["contract_interest_cents"] == 0
    assert one(100_000, 30, rate=0.015)["contract_interest_cents"] == 0


def test_rates_of_contracts_have_four_decimals() -> None:
    """1,99% ao mês: em 30 dias 1.990,00 sobre R$ 100.000,00; em 60, 1,0199² − 1 = 4,019601%: 4.019,60."""
    for days, cents in ((30, 199_000), (60, 401_960)):
        rows = {"contracts": [contract(monthly_rate=0.0199)], "installments": [late_by(days)]}
        (row,) = plain_rows(charges(rows, contract_interest="contract_rate").rows)
        assert row["contract_interest_cents"] == cents


def late_by(days: int) -> Row:
    return installment("1", ON - timedelta(days=days), amount_cents=10_000_000)


def test_untold_rates_of_contracts_are_told() -> None:
    rows = {"contracts": [contract()], "installments": [installment("1", date(2026, 9, 1))]}
    found = charges(rows, contract_interest="contract_rate")
    assert found.alerts == ["1 parcela(s) em atraso sem taxa do contrato: sem juros do contrato."]


def test_arithmetic_is_written_out() -> None:
    assert one(100_000, 30)["arithmetic"] == (
        "multa: R$ 1.000,00 × 2% = R$ 20,00; juros: R$ 1.000,00 × ((1 + 1%)^(30/30) − 1) = R$ 10,00"
    )
    assert one(123_456_789, 2, **SIMPLE)["arithmetic"].endswith("juros: R$ 1.234.567,89 × 1% × 2/30 = R$ 823,05")


def test_reason_and_article_come_with_each_row() -> None:
    found = one(100, 1)
    assert (found["charge_reason"], found["charge_article"]) == ("collection/charges#late_charges[2]", "§ 4.5")


# --- Lei nº 7.089/1983 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "due, on, days, because",
    [
        (date(2026, 10, 24), date(2026, 10, 26), None, "sábado, e na segunda ainda se paga sem encargos"),
        (date(2026, 10, 24), date(2026, 10, 27), 3, "não pago na segunda: três dias desde o vencimento"),
        (date(2026, 10, 25), date(2026, 10, 26), None, "domingo"),
        (date(2026, 10, 12), date(2026, 10, 13), None, "feriado nacional"),
        (date(2026, 10, 12), date(2026, 10, 14), 2, "não pago em 13/10"),
        (date(2026, 10, 23), date(2026, 10, 24), 1, "sexta-feira: no sábado já há um dia"),
    ],
)
def test_due_on_a_day_without_banking(due: date, on: date, days: int | None, because: str) -> None:
    rows = {"contracts": [contract()], "installments": [installment("1", due)]}
    expected = [] if days is None else [(days,)]
    assert told(charges(rows, at=on).rows, "days_past_due") == expected, because


def test_paid_on_the_next_business_day_owes_nothing() -> None:
    paid = installment("1", date(2026, 10, 24), paid_cents=100_000, paid_date=date(2026, 10, 26))
    assert not len(charges({"contracts": [contract()], "installments": [paid]}).rows)


# --- which instalments, on which day ------------------------------------------------------------------------------


def test_each_late_instalment_by_itself_on_any_day() -> None:
    rows = {
        "contracts": [contract()],
        "installments": [
            installment("1", date(2026, 9, 1), installment_number=1, paid_cents=40_000, paid_date=date(2026, 9, 20)),
            installment("1", date(2026, 10, 1), installment_number=2),
            installment("1", date(2026, 11, 2), installment_number=3),
        ],
    }
    names = ("installment_number", "overdue_cents", "interest_cents")
    assert told(charges(rows).rows, *names) == [(1, 60_000, 1_206), (2, 100_000, 1_000)]
    """31/10: 600,00 × 2,01% = 12,06 (60 dias); 1.000,00 × 1% = 10,00 (30 dias). 02/11 é feriado e ainda não venceu."""
    assert [row[0] for row in told(charges(rows, at=date(2026, 11, 4)).rows, *names)] == [1, 2, 3]
    assert told(charges(rows, at=date(2026, 9, 19)).rows, *names)[0][1] == 100_000  # o pagamento é do dia 20


def test_contract_without_instalments_owes_its_overdue_amount_since_the_oldest_date() -> None:
    rows = {"contracts": [contract("1", 30, exported_overdue_cents=100_000), contract("2", 10), contract("3", 0)]}
    found = charges(rows)
    names = ("debt_id", "installment_number", "overdue_cents", "fine_cents", "interest_cents", "basis")
    assert told(found.rows, *names) == [
        ("1", None, 100_000, 2_000, 1_000, OF_A_CONTRACT),
        ("2", None, 0, 0, 0, UNKNOWN),
    ]
    assert found.alerts == [
        "1 operação(ões) em atraso sem valor vencido nas exportações: entram com zero, sem encargos."
    ]


def test_totals_of_a_debt_are_the_sums_of_its_instalments() -> None:
    found = charges(
        {
            "contracts": [contract("1"), contract("2")],
            "installments": [
                installment("2", date(2026, 9, 1)),
                installment("1", date(2026, 10, 1), installment_number=1),
                installment("1", date(2026, 9, 1), installment_number=2),
            ],
        }
    )
    names = ("debt_id", "late_count", "oldest_due_date", "overdue_cents", "charges_cents", "updated_cents")
    assert told(found.debts, *names) == [
        ("1", 2, date(2026, 9, 1), 200_000, 2_000 + 2_010 + 2_000 + 1_000, 207_010),
        ("2", 1, date(2026, 9, 1), 100_000, 4_010, 104_010),
    ]


def test_nothing_late_is_nothing_owed() -> None:
    found = charges({"contracts": [contract()], "installments": [installment("1", date(2026, 12, 1))]})
    assert (len(found.rows), len(found.debts), found.alerts) == (0, 0, [])


# --- the caps of the law ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choices, named, because",
    [
        ({}, [], "2% e 1% são os limites"),
        ({"fine_rate": "0.020000001"}, ["fine_cap_rate"], "CDC, art. 52, § 1º"),
        ({"late_interest_rate": "0.010000001"}, ["monthly_interest_cap_rate"], "Súmula 379"),
        ({"fine_rate": "0.1", "late_interest_rate": "0.05"}, ["fine_cap_rate", "monthly_interest_cap_rate"], "as duas"),
        ({"late_interest_period": "day", "late_interest_rate": "0.0003", **SIMPLE}, [], "0,03% ao dia: 0,9% ao mês"),
        ({"late_interest_period": "day", "late_interest_rate": "0.00034", **SIMPLE}, ["monthly_interest_cap_rate"], "1,02%"),
        ({"late_interest_period": "day", "late_interest_rate": "0.00033223"}, ["monthly_interest_cap_rate"], "(1,00033223)^30 > 1,01"),
    ],
)  # fmt: skip
def test_an_alarm_above_the_caps_and_the_amount_as_the_policy_says(
    choices: dict[str, str], named: list[str], because: str
) -> None:
    rows = {"contracts": [contract()], "installments": [installment("1", date(2026, 10, 1))]}
    found = charges(rows, **choices)
    assert [
        name for alert in found.alerts for name in ("fine_cap_rate", "monthly_interest_cap_rate") if name in alert
    ] == named, because
    assert all("collection/charges" in alert and "collection/charge-caps" in alert for alert in found.alerts)
    fine = Decimal(choices.get("fine_rate", "0.02")) * 100_000
    assert found.rows["fine_cents"].item() == int(fine + Decimal("0.5"))  # never cut down to the cap


# --- properties ---------------------------------------------------------------------------------------------------

CENTS, DAYS = st.integers(0, 10**12), st.integers(1, 4_000)
CHOICES = st.sampled_from(
    [{}, SIMPLE, {"day_count": "calendar_months"}, {"day_count": "year_of_365"}, {"interest_on_fine": "true"}]
)


@given(CENTS, DAYS, CHOICES)
@settings(max_examples=60, deadline=None)
def test_more_days_and_more_money_never_owe_less(cents: int, days: int, choices: dict[str, str]) -> None:
    on = ON + timedelta(days=1)
    now, later = one(cents, days, **choices), one(cents, days + 1, on, **choices)
    assert later["charges_cents"] >= now["charges_cents"]
    assert one(cents + 1, days, **choices)["charges_cents"] >= now["charges_cents"]


@given(st.lists(st.tuples(CENTS, DAYS), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_charges_add_up_over_instalments(parts: list[tuple[int, int]]) -> None:
    rows = charged(late([cents for cents, _ in parts], [days for _, days in parts]), rule("charges"), ON)
    alone = [one(cents, days)["charges_cents"] for cents, days in parts]
    assert rows["charges_cents"].tolist() == alone
    assert by_debt(rows)["charges_cents"].item() == sum(alone)
    assert (rows["updated_cents"] - rows["overdue_cents"] - rows["charges_cents"]).eq(0).all()


@given(CENTS, CENTS, DAYS)
@settings(max_examples=60, deadline=None)
def test_two_halves_owe_what_the_whole_owes_but_for_rounding(first: int, second: int, days: int) -> None:
    whole = one(first + second, days)["charges_cents"]
    parts = one(first, days)["charges_cents"] + one(second, days)["charges_cents"]
    assert abs(whole - parts) <= 2  # fine and interest, half a centavo each, of each half


@given(CENTS, DAYS)
@settings(max_examples=60, deadline=None)
def test_exponential_interest_agrees_with_decimal_logarithms(cents: int, days: int) -> None:
    """A second way: exp(ln(1,01) × days/30), in decimal."""
    from decimal import ROUND_HALF_UP, localcontext

    with localcontext(prec=60):
        grown = (Decimal("1.01").ln() * days / 30).exp() - 1
        expected = (cents * grown).quantize(Decimal(1), ROUND_HALF_UP) if days % 30 else None
    if expected is not None:
        assert one(cents, days)["interest_cents"] == expected


# --- extremes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cents, fine, interest", [(0, 0, 0), (1, 0, 0), (25, 1, 0), (24, 0, 0), (50, 1, 1), (49, 1, 0)]
)
def test_centavos(cents: int, fine: int, interest: int) -> None:
    """Em 30 dias: 2% de 25 centavos é meio centavo e sobe; 1% de 50 também."""
    found = one(cents, 30)
    assert (found["fine_cents"], found["interest_cents"]) == (fine, interest)


def test_the_largest_amount_of_a_cell_is_exact() -> None:
    found = one(MAX_CENTS, 30)
    assert (found["fine_cents"], found["interest_cents"]) == (MAX_CENTS // 50, MAX_CENTS // 100)


def test_what_cannot_be_added_up_exactly_is_an_error() -> None:
    with pytest.raises(CoopError) as caught:
        one(MAX_CENTS, 40_000)
    assert caught.value.problems[0].code == "soma-grande-demais"


@pytest.mark.parametrize("cents", [0, 1, 99, 100, 99_999, 100_000, 123_456_789, 10**11, MAX_CENTS])
def test_a_column_of_amounts_is_written_as_each_amount_is(cents: int) -> None:
    assert brl_texts(np.array([cents, 0, 100_000_00], dtype=np.int64)).to_pylist() == [
        brl(cents), "R$ 0,00", "R$ 100.000,00"
    ]  # fmt: skip


def test_two_hundred_thousand_instalments_take_seconds() -> None:
    random = np.random.default_rng(1)
    count = 200_000
    rows = late(random.integers(1, 10**9, count).tolist(), random.integers(1, 1_500, count).tolist())
    rows["debt_id"] = pd.Series(random.integers(1, 60_000, count)).astype("str")
    begun = time.perf_counter()
    found = by_debt(charged(rows, rule("charges"), ON))
    assert time.perf_counter() - begun < 20  # about one second on an idle machine
    assert found["late_count"].sum() == count


@pytest.mark.parametrize(
    ("charges_fine", "charges_interest", "fine", "interest"),
    [(True, True, 2_000, 230_039), (True, False, 2_000, 0), (False, True, 0, 230_039), (False, False, 0, 0)],
)
def test_what_a_row_does_not_charge_is_nothing_however_late(
    charges_fine: bool, charges_interest: bool, fine: int, interest: int
) -> None:
    """Ten years of 360 days: 1.000,00 × (1,01^120 − 1) = 2.300,39 (1,01^120 = 3,30038689…); not one centavo without."""
    own = rule("charges")
    table = own.tables["late_charges"]
    answers = {"charges_fine": charges_fine, "charges_interest": charges_interest}
    rows = (table.rows[0], replace(table.rows[1], outcomes=answers))
    changed = replace(own, tables={**own.tables, "late_charges": replace(table, rows=rows)})
    found = plain_rows(charged(late([100_000], [3_600]), changed, ON))[0]
    assert (found["fine_cents"], found["interest_cents"]) == (fine, interest)
    assert found["updated_cents"] == 100_000 + fine + interest
