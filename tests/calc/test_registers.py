"""Res. CMN 2.682: write-offs (art. 7, sole paragraph), gains (art. 8, § 2), exceptions (art. 3), notes (art. 11)."""

from __future__ import annotations

from datetime import date

import pytest

from coopcli.calc.disclosures import disclosures, renegotiation_register
from coopcli.calc.exceptions import exceptions_in_force
from coopcli.calc.portfolio import portfolio_of
from coopcli.calc.write_offs import FAMILY, write_off_register

from .building import (
    DECEMBER_2024,
    OCTOBER_2026,
    Row,
    Rows,
    calendar,
    classify_levels,
    contract,
    frames_of,
    installment,
    plain_rows,
    rulebook,
)


def register(on: date, *rows: Row) -> list[Row]:
    sheet = frames_of({"write_offs": rows})["write_offs"]
    return plain_rows(write_off_register(sheet, on, rulebook().in_force(FAMILY, on)))


def gone(on: date, **facts: object) -> Row:
    return {"contract_id": "9", "write_off_date": on, "amount_cents": 100_000} | facts


@pytest.mark.parametrize(
    "written_off, ended, until, over, stays, because",
    [
        (date(2021, 11, 1), date(2022, 1, 1), date(2026, 11, 1), False, True, "faltam um dia para os cinco anos"),
        (date(2021, 10, 31), date(2022, 1, 1), date(2026, 10, 31), True, False, "cinco anos completos, nada a cobrar"),
        (date(2021, 10, 31), None, date(2026, 10, 31), True, True, "cobrança sem fim anotado continua"),
        (date(2021, 10, 31), date(2026, 11, 1), date(2026, 10, 31), True, True, "a cobrança acaba amanhã"),
        (date(2021, 10, 31), date(2026, 10, 31), date(2026, 10, 31), True, False, "a cobrança acabou hoje"),
        (date(2020, 2, 29), date(2021, 1, 1), date(2025, 3, 1), True, False, "fevereiro de 2025 não tem 29"),
    ],
)
def test_five_years_and_as_long_as_collection_goes_on(
    written_off: date, ended: date | None, until: date, over: bool, stays: bool, because: str
) -> None:
    (found,) = register(OCTOBER_2026, gone(written_off, collection_end_date=ended))
    assert (found["register_until"], found["is_term_over"], found["stays_registered"]) == (until, over, stays), because
    assert found["register_article"] == "art. 49, § 1º"


def test_until_2024_the_register_is_that_of_resolution_2682() -> None:
    (found,) = register(DECEMBER_2024, gone(date(2024, 12, 31)), gone(date(2025, 1, 1), contract_id="8"))
    assert (found["contract_id"], found["register_article"]) == ("9", "art. 7º, parágrafo único")


@pytest.mark.parametrize(
    "gain, received, recognised, unrecognised",
    [(10_000, None, 0, 10_000), (10_000, 4_000, 4_000, 6_000), (10_000, 12_000, 10_000, 0), (None, None, None, None)],
)
def test_a_gain_goes_to_the_result_as_it_is_received(
    gain: int | None, received: int | None, recognised: int | None, unrecognised: int | None
) -> None:
    """Art. 8º, § 2º: apropriado ao resultado quando do seu efetivo recebimento."""
    told = {"gain_cents": gain, "gain_received_cents": received, "held_level": "D"}
    sheet = [{"contract_id": "1", "previous_contract_id": "0", "renegotiation_date": date(2024, 12, 1)} | told]
    portfolio, found = classify_levels({"contracts": [contract("1")], "renegotiations": sheet}, DECEMBER_2024)
    rows = renegotiation_register(
        portfolio, frames_of({"renegotiations": sheet})["renegotiations"], found.classified.operations
    )
    (row,) = plain_rows(rows)
    assert (row["recognised_cents"], row["unrecognised_cents"]) == (recognised, unrecognised)
    assert (row["held_level"], row["risk_class"], row["balance_cents"]) == ("D", "D", 100_000)


def test_a_renegotiation_of_what_is_no_longer_owed_has_no_level() -> None:
    sheet = [{"contract_id": "7", "previous_contract_id": "0"}]
    portfolio, found = classify_levels({"contracts": [contract("1")]}, DECEMBER_2024)
    rows = renegotiation_register(
        portfolio, frames_of({"renegotiations": sheet})["renegotiations"], found.classified.operations
    )
    (row,) = plain_rows(rows)
    assert (row["held_level"], row["risk_class"], row["balance_cents"]) == (None, None, None)


def test_exceptions_are_told_with_author_reason_and_what_they_avert() -> None:
    """Art. 3º, parte final. Contract 2 is in H; the exception of 1 averts it, that of 3 has nothing to avert."""
    excepted: list[Row] = [
        {"contract_id": key, "from_date": since, "reason": "garantia real", "author": "Comitê"}
        for key, since in (("1", date(2024, 1, 1)), ("3", date(2024, 1, 1)), ("2", date(2025, 1, 1)))
    ]
    contracts = [contract("1"), contract("2", 181), contract("3", document="3" * 11)]
    rows: Rows = {"contracts": contracts, "contagion_exceptions": excepted}
    portfolio, found = classify_levels(rows, DECEMBER_2024)
    told = plain_rows(exceptions_in_force(portfolio, frames_of(rows)["contagion_exceptions"], {"risk_levels": found}))
    assert [(row["contract_id"], row["takes_effect"]) for row in told] == [("1", True), ("3", False)]
    assert {(row["reason"], row["author"]) for row in told} == {("garantia real", "Comitê")}
    assert told[0]["exception_article"] == "art. 3º, parte final"


ROWS: Rows = {
    "members": [
        {"member_id": "10", "document": "1" * 11, "activity_code": "0111-3/01"},
        {"member_id": "20", "document": "2" * 14, "activity_code": "4711302"},
    ],
    "contracts": [
        contract("1", 0, member_id="10", balance_cents=100_000),
        contract("2", 31, document="2" * 14, person_type="PJ", balance_cents=200_000),  # known by its document
        contract("3", 0, document="2" * 14, person_type="PJ", balance_cents=50_000),  # dragged to C
        contract("4", 0, document="4" * 11, balance_cents=70_000, is_renegotiated=True, amount_cents=90_000,
                 contract_date=date(2024, 1, 1)),
        contract("5", 0, document="5" * 11, balance_cents=30_000, is_renegotiated=True,
                 contract_date=date(2023, 12, 31)),
    ],
    "installments": [
        installment("1", date(2025, 3, 31), balance_cents=100_000),  # 90 days ahead
        installment("3", date(2025, 4, 1), balance_cents=20_000),  # 91
        installment("3", date(2025, 12, 26), installment_number=2, balance_cents=20_000),  # 360
        installment("3", date(2025, 12, 27), installment_number=3, balance_cents=10_000),  # 361
    ],
    "renegotiations": [{"contract_id": "1", "previous_contract_id": "0", "renegotiation_date": date(2024, 12, 31)}],
    "write_offs": [
        gone(date(2024, 1, 1), amount_cents=40_000, recovered_cents=1_000, recovery_date=date(2024, 6, 1)),
        gone(date(2023, 12, 31), contract_id="8", recovered_cents=2_000, recovery_date=date(2024, 12, 31)),
        gone(date(2022, 1, 1), contract_id="7", recovered_cents=4_000, recovery_date=date(2023, 12, 31)),
        gone(date(2022, 1, 1), contract_id="6", recovered_cents=8_000),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def disclosed() -> dict[str, list[Row]]:
    frames = frames_of(ROWS)
    portfolio, found = classify_levels(ROWS, DECEMBER_2024)
    bands = rulebook().nearest("disclosures/cmn-2682-1999", DECEMBER_2024)
    told = disclosures(portfolio, frames, found.classified.operations, bands)
    assert portfolio_of(frames, DECEMBER_2024, calendar()).size == 5
    return {
        "activity": plain_rows(told.by_activity),
        "maturity": plain_rows(told.by_maturity.rows),
        "year": plain_rows(told.of_the_year),
    }


def test_by_client_activity_and_level(disclosed: dict[str, list[Row]]) -> None:
    """Art. 11, I. Contracts 2 and 3 are of one company, both C; 1 is of a farmer, A."""
    found = {(row["person_type"], row["activity"]): row for row in disclosed["activity"]}
    assert set(found) == {("PF", "CNAE, divisão 01"), ("PJ", "CNAE, divisão 47"), ("PF", "não informada")}
    assert found["PJ", "CNAE, divisão 47"]["level_C_cents"] == 250_000
    assert found["PF", "CNAE, divisão 01"]["level_A_cents"] == 100_000
    assert found["PF", "não informada"]["balance_cents"] == 100_000
    assert sum(row["balance_cents"] for row in found.values()) == 450_000


def test_by_maturity(disclosed: dict[str, list[Row]]) -> None:
    """Art. 11, II: the 2.000,00 in arrears by 31 days; 4 and 5 have no instalments."""
    found = {row["band"]: row["balance_cents"] for row in disclosed["maturity"]}
    assert found == {
        "vencidas até 14 dias": 0,
        "vencidas a partir de 15 dias": 200_000,
        "a vencer em até 3 meses": 100_000,
        "a vencer de 3 a 12 meses": 40_000,
        "a vencer depois de 12 meses": 10_000,
        "sem parcelas informadas": 100_000,
    }


def test_amounts_of_the_year(disclosed: dict[str, list[Row]]) -> None:
    """Art. 11, III: of 2024 alone. Renegotiated: 1 (sheet, owes 1.000,00) and 4 (marked, contracted at 900,00)."""
    found = [(row["item"], row["count"], row["amount_cents"]) for row in disclosed["year"]]
    assert found == [
        ("Operações renegociadas no exercício", 2, 190_000),
        ("Operações lançadas contra prejuízo no exercício", 1, 40_000),
        ("Operações recuperadas no exercício", 2, 3_000),
        ("Recuperações sem data, fora do exercício", 1, 8_000),
    ]
