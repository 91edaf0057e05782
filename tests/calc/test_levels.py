"""Res. CMN 2.682/1999 over whole portfolios: R$ 1.000,00 each, so that a rate reads as an amount."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from .building import (
    DOUBLE_COUNT,
    ONLY_COMPARE,
    Row,
    classify_levels,
    contract,
    installment,
    leveled,
    leveled_alone,
)


@pytest.mark.parametrize(
    "days, level, provision_cents, because",
    [
        (0, "A", 500, "em dia: A, art. 6º, I: 0,5% de R$ 1.000,00"),
        (14, "A", 500, "o nível B só começa no 15º dia"),
        (15, "B", 1_000, "art. 4º, I, a; art. 6º, II: 1%"),
        (30, "B", 1_000, "art. 4º, I, a: até 30 dias"),
        (31, "C", 3_000, "art. 4º, I, b; art. 6º, III: 3%"),
        (60, "C", 3_000, "art. 4º, I, b: até 60 dias"),
        (61, "D", 10_000, "art. 4º, I, c; art. 6º, IV: 10%"),
        (90, "D", 10_000, "art. 4º, I, c: até 90 dias"),
        (91, "E", 30_000, "art. 4º, I, d; art. 6º, V: 30%"),
        (120, "E", 30_000, "art. 4º, I, d: até 120 dias"),
        (121, "F", 50_000, "art. 4º, I, e; art. 6º, VI: 50%"),
        (150, "F", 50_000, "art. 4º, I, e: até 150 dias"),
        (151, "G", 70_000, "art. 4º, I, f; art. 6º, VII: 70%"),
        (180, "G", 70_000, "art. 4º, I, f: até 180 dias"),
        (181, "H", 100_000, "art. 4º, I, g: superior a 180 dias; art. 6º, VIII: 100%"),
        (5_000, "H", 100_000, "art. 4º, I, g"),
    ],
)
def test_level_by_delay(days: int, level: str, provision_cents: int, because: str) -> None:
    found = leveled_alone(contract("1", days))
    assert (found["risk_class"], found["own_class"], found["provision_cents"]) == (level, level, provision_cents), (
        because
    )


@pytest.mark.parametrize(
    "days, level, because",
    [
        (29, "A", "o dobro de 15 é 30: 29 dias ainda é A"),
        (30, "B", "de 30 a 60"),
        (60, "B", "dobro de 30"),
        (61, "C", "de 61 a 120"),
        (120, "C", "dobro de 60"),
        (121, "D", "de 121 a 180"),
        (180, "D", "dobro de 90"),
        (181, "E", "de 181 a 240"),
        (240, "E", "dobro de 120"),
        (241, "F", "de 241 a 300"),
        (300, "F", "dobro de 150"),
        (301, "G", "de 301 a 360"),
        (360, "G", "dobro de 180"),
        (361, "H", "superior a 360"),
    ],
)
def test_level_by_delay_counted_double(days: int, level: str, because: str) -> None:
    long = contract("1", days, maturity_date=date(2030, 1, 1))
    assert leveled_alone(long, DOUBLE_COUNT)["risk_class"] == level, because


@pytest.mark.parametrize(
    "maturity, choices, level, because",
    [
        (date(2027, 12, 31), (DOUBLE_COUNT,), "C", "exatamente 36 meses não é superior a 36: 60 dias é C"),
        (date(2028, 1, 1), (DOUBLE_COUNT,), "B", "36 meses e um dia: conta em dobro, 60 dias é B"),
        (date(2028, 1, 1), (), "C", "a cooperativa não escolheu a contagem em dobro ('admite-se')"),
        (None, (DOUBLE_COUNT,), "C", "sem vencimento final não se sabe se passa de 36 meses"),
    ],
)  # fmt: skip
def test_double_count_needs_more_than_36_months_and_the_choice(
    maturity: date | None, choices: tuple[Any, ...], level: str, because: str
) -> None:
    assert leveled_alone(contract("1", 60, maturity_date=maturity), *choices)["risk_class"] == level, because


@pytest.mark.parametrize(
    "facts, days, level, because",
    [
        ({"product_kind": "exchange_advance"}, 30, "B", "câmbio com 30 dias não é superior a 30"),
        ({"product_kind": "exchange_advance"}, 31, "G", "art. 4º, § 1º: superior a 30 dias"),
        ({"product_kind": "import_financing"}, 31, "G", "art. 4º, § 1º"),
        ({"product_kind": "overdraft"}, 29, "B", "adiantamento há 29 dias: só o inciso I"),
        ({"product_kind": "overdraft"}, 30, "G", "art. 4º, § 1º: a partir de 30 dias da ocorrência"),
        ({"contract_date": date(2024, 9, 2), "maturity_date": date(2024, 10, 1)}, 31, "G", "menos de um mês"),
        ({"contract_date": date(2024, 9, 2), "maturity_date": date(2024, 10, 1)}, 30, "B", "menos de um mês, 30 dias"),
        ({"contract_date": date(2024, 9, 2), "maturity_date": date(2024, 10, 2)}, 31, "C", "um mês inteiro"),
        ({"product_kind": "exchange_advance"}, 181, "H", "o pior dos dois: mais de 180 dias"),
    ],
)
def test_special_operations_of_article_4(facts: Row, days: int, level: str, because: str) -> None:
    assert leveled_alone(contract("1", days, **facts))["risk_class"] == level, because


def test_an_account_overdrawn_for_thirty_days() -> None:
    accounts: list[Row] = [
        {"account_id": key, "document": key * 11, "overdraft_cents": 100_000, "overdraft_days": days}
        for key, days in (("1", 29), ("2", 30))
    ]
    found = leveled({"current_accounts": accounts})
    # 29 days: B, 1%; 30 days of its occurrence: G, 70%
    assert [found[key]["provision_cents"] for key in ("ADP-1", "ADP-2")] == [1_000, 70_000]


@pytest.mark.parametrize(
    "cents, review, because",
    [
        (4_999_999, "automática", "R$ 49.999,99: inferior a R$ 50.000,00 (art. 5º)"),
        (5_000_000, "individual", "R$ 50.000,00 não é inferior a R$ 50.000,00"),
    ],
)
def test_review_by_what_the_client_owes_in_all(cents: int, review: str, because: str) -> None:
    contracts = [contract("1", balance_cents=cents - 1), contract("2", balance_cents=1)]
    found = leveled({"contracts": contracts})
    assert all(row["review_basis"].startswith(review) for row in found.values()), because


def review(level: str, on: date, contract_id: str = "1") -> Row:
    return {"contract_id": contract_id, "level": level, "review_date": on, "reason": "r", "author": "a"}


@pytest.mark.parametrize(
    "exported, reviews, days, choices, level, because",
    [
        ("AA", [], 0, (), "AA", "art. 2º: até 14 dias o atraso não pede nada"),
        ("AA", [], 14, (), "AA", "o inciso I só exige nível a partir do 15º dia"),
        ("AA", [], 15, (), "B", "15 dias: no mínimo B"),
        ("D", [], 0, (), "D", "o nível exportado vale como piso"),
        ("D", [], 0, (ONLY_COMPARE,), "A", "a cooperativa escolheu só comparar"),
        ("B", [], 61, (), "D", "o atraso pede mais que o nível dado"),
        ("D", [review("B", date(2024, 11, 5))], 0, (), "B", "revisão documentada melhora o nível (art. 8º, § 2º)"),
        ("D", [review("B", date(2024, 12, 31))], 0, (), "B", "revisão da data-base"),
        ("D", [review("B", date(2025, 1, 1))], 0, (), "D", "revisão posterior à data-base não existe"),
        (None, [review("E", date(2024, 5, 5)), review("C", date(2024, 6, 6))], 0, (), "C", "vale a última"),
        (None, [review("C", date(2024, 6, 6)), review("E", date(2024, 5, 5))], 0, (), "C", "em qualquer ordem"),
        (None, [review("E", date(2024, 5, 5)), review("H", date(2025, 2, 2))], 0, (), "E", "a última até a data-base"),
        (None, [review("E", date(2024, 5, 5), "2")], 0, (), "A", "revisão de outra operação"),
        (None, [review("E", date(2024, 5, 5))], 0, (ONLY_COMPARE,), "E", "revisão vale sempre"),
    ],
)  # fmt: skip
def test_given_levels(
    exported: str | None, reviews: list[Row], days: int, choices: tuple[Any, ...], level: str, because: str
) -> None:
    found = leveled_alone(contract("1", days, exported_level=exported), *choices, reviews=reviews)
    assert found["risk_class"] == level, because


@pytest.mark.parametrize(
    "signed, level, because",
    [
        (date(2000, 2, 29), "A", "art. 5º, § 2º: contratada até 29/02/2000, no mínimo A"),
        (date(2000, 3, 1), "AA", "contratada sob a Resolução: vale o nível dado"),
    ],
)
def test_the_last_day_of_the_initial_stock(signed: date, level: str, because: str) -> None:
    found = leveled_alone(contract("1", 0, contract_date=signed, exported_level="AA"))
    assert found["own_class"] == level, because


def test_the_renegotiation_of_what_was_written_off_is_h() -> None:
    gone = {"contract_id": "9", "write_off_date": date(2024, 1, 5), "amount_cents": 1, "renegotiated_into": "1"}
    found = leveled_alone(contract("1", 0), write_offs=[gone])
    assert (found["risk_class"], found["class_article"], found["provision_cents"]) == ("H", "art. 8º, caput", 100_000)
    assert leveled_alone(contract("2", 0), write_offs=[gone])["risk_class"] == "A"


def test_a_renegotiation_keeps_the_level_that_the_system_holds() -> None:
    found = leveled_alone(contract("1", 0, is_renegotiated=True, exported_level="F"))
    assert found["risk_class"] == "F"  # art. 8º: no mínimo no mesmo nível


@pytest.mark.parametrize("days, stops", [(59, False), (60, True)])
def test_revenue_stops_at_sixty_days(days: int, stops: bool) -> None:
    """Art. 9º: atraso igual ou superior a 60 dias."""
    assert leveled_alone(contract("1", days))["stops_revenue"] is stops


def test_a_level_from_instalments_on_a_weekend() -> None:
    """31/10/2026 is a Saturday before a holiday on Monday: 15 days late only once Tuesday has passed unpaid."""
    due = date(2026, 10, 31)
    rows = {"contracts": [contract("1")], "installments": [installment("1", due)]}
    for days, level in ((3, "A"), (14, "A"), (15, "B"), (31, "C")):
        assert leveled(rows, on=due + timedelta(days=days))["1"]["risk_class"] == level


def test_an_official_regime_until_its_end() -> None:
    rows = {"contracts": [contract("1")]}
    assert classify_levels(rows, date(2024, 12, 31))[1].classified.official
    assert not classify_levels(rows, date(2025, 1, 1))[1].classified.official
