"""Res. CMN 2.682/1999 on both sides of each edge, with the sums that can be done in the head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .building import operation
from .cmn_2682 import Classified, classify
from .operation import AS_IT_STANDS, Operation, Readings

ON = date(2024, 10, 31)
DOUBLE = Readings(double_count=True)


def _one(alone: Operation, on: date = ON, readings: Readings = AS_IT_STANDS) -> Classified:
    return classify([alone], on, readings)[alone.contract_id]


@pytest.mark.parametrize(
    "days, level, provision_cents, because",
    [
        (0, "A", 500, "art. 6º, I: 0,5% de R$ 1.000,00"),
        (14, "A", 500, "art. 4º, I, a: B só começa no 15º dia"),
        (15, "B", 1_000, "art. 4º, I, a; art. 6º, II: 1%"),
        (30, "B", 1_000, "art. 4º, I, a: até 30"),
        (31, "C", 3_000, "art. 4º, I, b; art. 6º, III: 3%"),
        (60, "C", 3_000, "art. 4º, I, b: até 60"),
        (61, "D", 10_000, "art. 4º, I, c; art. 6º, IV: 10%"),
        (90, "D", 10_000, "art. 4º, I, c: até 90"),
        (91, "E", 30_000, "art. 4º, I, d; art. 6º, V: 30%"),
        (120, "E", 30_000, "art. 4º, I, d: até 120"),
        (121, "F", 50_000, "art. 4º, I, e; art. 6º, VI: 50%"),
        (150, "F", 50_000, "art. 4º, I, e: até 150"),
        (151, "G", 70_000, "art. 4º, I, f; art. 6º, VII: 70%"),
        (180, "G", 70_000, "art. 4º, I, f: até 180"),
        (181, "H", 100_000, "art. 4º, I, g: superior a 180; art. 6º, VIII: 100%"),
        (3_000, "H", 100_000, "art. 4º, I, g"),
    ],
)
def test_level_by_days(days: int, level: str, provision_cents: int, because: str) -> None:
    result = _one(operation(days=days))
    assert (result.level, result.provision_cents) == (level, provision_cents), because


@pytest.mark.parametrize(
    "days, level",
    [
        (29, "A"), (30, "B"), (60, "B"), (61, "C"), (120, "C"), (121, "D"), (180, "D"), (181, "E"),
        (240, "E"), (241, "F"), (300, "F"), (301, "G"), (360, "G"), (361, "H"),
    ],
)  # fmt: skip
def test_double_count_of_long_operations(days: int, level: str) -> None:
    long = operation(days=days, maturity_date=date(2030, 1, 1))
    assert _one(long, readings=DOUBLE).level == level, "art. 4º, § 2º"


@pytest.mark.parametrize(
    "on, maturity_date, level, because",
    [
        (date(2024, 10, 15), date(2027, 10, 15), "D", "36 meses exatos não são superiores a 36"),
        (date(2024, 10, 15), date(2027, 10, 16), "C", "36 meses e um dia"),
        (date(2024, 10, 31), date(2027, 10, 31), "D", "fim de mês"),
        (date(2024, 10, 31), date(2027, 11, 1), "C", "fim de mês e um dia"),
        (date(2024, 2, 29), date(2027, 2, 28), "D", "29/02 e 36 meses: 28/02"),
        (date(2024, 2, 29), date(2027, 3, 1), "C", "e um dia"),
        (date(2023, 2, 28), date(2026, 2, 28), "D", "28/02 e 36 meses"),
        (date(2025, 2, 28), date(2028, 2, 29), "C", "28/02/2028 e um dia"),
        (date(2024, 10, 31), None, "D", "sem vencimento não se sabe"),
    ],
)
def test_36_months_and_a_day(on: date, maturity_date: date | None, level: str, because: str) -> None:
    # 61 days: D by item I, c; C when counted double (61 to 120)
    assert _one(operation(days=61, maturity_date=maturity_date), on, DOUBLE).level == level, because


def test_by_the_civil_code_36_months_from_29_february_end_on_1_march() -> None:
    readings = Readings(double_count=True, missing_day="next")
    leap = date(2024, 2, 29)
    assert _one(operation(days=61, maturity_date=date(2027, 3, 1)), leap, readings).level == "D"
    assert _one(operation(days=61, maturity_date=date(2027, 3, 2)), leap, readings).level == "C"


def test_double_count_only_where_chosen() -> None:
    assert _one(operation(days=61, maturity_date=date(2034, 1, 1))).level == "D", "art. 4º, § 2º: admite-se"


@pytest.mark.parametrize(
    "days, level",
    [(14, "A"), (15, "B"), (29, "B"), (30, "G"), (45, "G"), (180, "G"), (181, "H")],
)
def test_overdraft_from_the_thirtieth_day(days: int, level: str) -> None:
    overdraft = operation(product_kind="overdraft", overdraft_days=days)
    assert _one(overdraft).level == level, "art. 4º, § 1º: a partir de trinta dias de sua ocorrência"


@pytest.mark.parametrize("product_kind", ["exchange_advance", "import_financing"])
@pytest.mark.parametrize("days, level", [(14, "A"), (30, "B"), (31, "G"), (180, "G"), (181, "H")])
def test_exchange_above_thirty_days(product_kind: str, days: int, level: str) -> None:
    assert _one(operation(days=days, product_kind=product_kind)).level == level, "art. 4º, § 1º: superiores a 30"


@pytest.mark.parametrize(
    "contract_date, maturity_date, level, because",
    [
        (date(2024, 8, 1), date(2024, 8, 31), "G", "menos de um mês"),
        (date(2024, 8, 1), date(2024, 9, 1), "C", "um mês exato não é inferior a um mês"),
        (date(2024, 1, 31), date(2024, 2, 28), "G", "31/01 a 28/02 de ano bissexto: falta um dia"),
        (date(2024, 1, 31), date(2024, 2, 29), "C", "31/01 a 29/02: um mês"),
        (None, date(2024, 8, 31), "C", "sem a data da operação não se sabe o prazo"),
    ],
)
def test_operations_under_a_month(contract_date: date | None, maturity_date: date, level: str, because: str) -> None:
    short = operation(days=31, contract_date=contract_date, maturity_date=maturity_date)
    assert _one(short).level == level, because


def test_the_double_count_does_not_reach_paragraph_1() -> None:
    long = operation(days=31, product_kind="exchange_advance", maturity_date=date(2030, 1, 1))
    assert _one(long, readings=DOUBLE).level == "G", "art. 4º, § 2º dobra só os prazos do inciso I"


@pytest.mark.parametrize(
    "given_level, days, level, because",
    [
        ("D", 0, "D", "art. 5º: mantida a classificação quando a revisão dá menor risco"),
        ("D", 90, "D", "igual"),
        ("D", 91, "E", "art. 4º, I, d: no mínimo E"),
        ("AA", 0, "AA", "arts. 1º e 2º: AA é da cooperativa; o art. 4º, I, nada pede antes de 15 dias"),
        ("AA", 14, "AA", "idem"),
        ("AA", 15, "B", "art. 4º, I, a"),
        (None, 0, "A", "sem classificação não se supõe AA"),
    ],
)
def test_given_level_is_a_floor(given_level: str | None, days: int, level: str, because: str) -> None:
    assert _one(operation(days=days, given_level=given_level)).level == level, because


def test_aa_has_no_provision() -> None:
    assert _one(operation(given_level="AA")).provision_cents == 0, "art. 6º começa no nível A"
    stricter = _one(operation(given_level="AA"), readings=Readings(aa_survives=False))
    assert (stricter.level, stricter.provision_cents) == ("A", 500)


def test_contagion_takes_the_worst_of_the_client() -> None:
    result = classify([operation("1", 0), operation("2", 95), operation("3", 40)], ON)
    assert [result[each].level for each in "123"] == ["E", "E", "E"], "art. 3º"
    assert [result[each].own_level for each in "123"] == ["A", "E", "C"]
    assert result["1"].dragged_by == {"2"}
    assert result["2"].dragged_by == frozenset()
    assert result["1"].provision_cents == 30_000


def test_contagion_joins_group_and_client() -> None:
    operations = [
        operation("1", 0, client_key="11111111111", group_key="G"),
        operation("2", 181, client_key="22222222", group_key="G"),
        operation("3", 0, client_key="22222222"),  # another establishment, missing from the group's list
        operation("4", 0, client_key="33333333333"),
        operation("5", 0, client_key="44444444444", group_key="other"),
    ]
    result = classify(operations, ON)
    assert [result[each].level for each in "12345"] == ["H", "H", "H", "A", "A"]


def test_order_does_not_matter() -> None:
    operations = [
        operation("1", 0, client_key="1", group_key="G"),
        operation("2", 40, client_key="2", group_key="H"),
        operation("3", 95, client_key="2", group_key="G"),
    ]
    assert classify(operations, ON) == classify(operations[::-1], ON)


def test_exception_does_not_receive_and_still_gives() -> None:
    operations = [
        operation("1", 40, is_contagion_exception=True),
        operation("2", 95),
        operation("3", 0),
    ]
    assert [classify(operations, ON)[each].level for each in "123"] == ["C", "E", "E"], "art. 3º, parte final"
    late = [operation("1", 95, is_contagion_exception=True), operation("2", 0)]
    assert [classify(late, ON)[each].level for each in "12"] == ["E", "E"]
    out = Readings(exceptions_drag=False)
    assert [classify(late, ON, out)[each].level for each in "12"] == ["E", "A"]


@pytest.mark.parametrize(
    "facts, level, because",
    [
        ({"is_renegotiated": True, "held_level": "F"}, "F", "no mínimo, no mesmo nível"),
        ({"is_renegotiated": True, "held_level": "F", "given_days": 181}, "H", "pior por atraso"),
        ({"is_renegotiated": False, "held_level": "F"}, "A", "não renegociada"),
        ({"is_renegotiated": True, "renegotiates_write_off": True}, "H", "registrada como prejuízo"),
    ],
)
def test_renegotiation(facts: dict[str, Any], level: str, because: str) -> None:
    assert _one(operation(**facts)).level == level, f"art. 8º: {because}"


@pytest.mark.parametrize(
    "since, on, expected",
    [
        (date(2024, 4, 30), date(2024, 10, 29), False),
        (date(2024, 4, 30), date(2024, 10, 30), True),
        (date(2024, 5, 1), date(2024, 10, 31), False),
        (date(2023, 8, 31), date(2024, 2, 28), False),
        (date(2023, 8, 31), date(2024, 2, 29), True),
        (None, date(2024, 10, 31), False),
    ],
)
def test_six_months_in_h(since: date | None, on: date, expected: bool) -> None:
    assert _one(operation(days=400, level_h_since=since), on).is_write_off_due is expected, "art. 7º"


def test_by_the_civil_code_six_months_from_31_august_end_on_1_march() -> None:
    written, readings = operation(days=400, level_h_since=date(2023, 8, 31)), Readings(missing_day="next")
    assert not _one(written, date(2024, 2, 29), readings).is_write_off_due
    assert _one(written, date(2024, 3, 1), readings).is_write_off_due


def test_out_of_h_nothing_is_written_off() -> None:
    assert not _one(operation(days=180, level_h_since=date(2020, 1, 1))).is_write_off_due


@pytest.mark.parametrize("days, stops", [(0, False), (59, False), (60, True), (61, True)])
def test_revenue_stops_at_sixty_days(days: int, stops: bool) -> None:
    assert _one(operation(days=days)).stops_revenue is stops, "art. 9º: igual ou superior a sessenta dias"


def test_revenue_stops_by_its_own_delay_only() -> None:
    result = classify([operation("1", 0), operation("2", 181)], ON)
    assert result["1"].level == "H" and not result["1"].stops_revenue, "art. 9º fala do atraso, não do nível"
    long = operation(days=60, maturity_date=date(2034, 1, 1))
    assert _one(long, readings=DOUBLE).stops_revenue, "art. 4º, § 2º não dobra o prazo do art. 9º"


@pytest.mark.parametrize(
    "balance_cents, provision_cents, because",
    [
        (100, 1, "0,5% de R$ 1,00 = 0,005: meio centavo sobe"),
        (99, 0, "0,00495 desce"),
        (300, 2, "0,015 sobe"),
        (500, 3, "0,025 sobe; para o par daria 0,02"),
        (9_000_000_000_000_000, 45_000_000_000_000, "o maior valor"),
    ],
)
def test_half_a_centavo_goes_up(balance_cents: int, provision_cents: int, because: str) -> None:
    assert _one(operation(balance_cents=balance_cents)).provision_cents == provision_cents, because


def test_a_contract_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        classify([operation("1"), operation("1")], ON)
