"""Restructuring and renegotiation (Res. CMN 4.966, arts. 2, XX and XXI, and 72-A), write-off (art. 49)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .building import Row, Rows, components, contract, provided, provided_alone, trigger

JUNE_10 = date(2026, 6, 10)


def renegotiation(kind: str | None, on: date | None = JUNE_10, **facts: Any) -> Row:
    told: Row = {"contract_id": "1", "previous_contract_id": "0", "renegotiation_date": on}
    return told | {"renegotiation_kind": kind} | facts


@pytest.mark.parametrize(
    "kind, is_problem, because",
    [
        ("restructured", True, "art. 3º, § 2º, II"),
        ("plain_renegotiation", False, "art. 2º, XX: renegociação simples não é indicativo"),
        (None, False, "não disse que é reestruturação"),
    ],
)
def test_only_a_restructuring_is_an_indication(kind: str | None, is_problem: bool, because: str) -> None:
    found = provided_alone(contract("1"), renegotiations=[renegotiation(kind)])
    assert found["is_problem_asset"] is is_problem, because
    assert (found["problem_article"] == "art. 3º, § 2º, II") is is_problem


def test_a_restructuring_begins_on_its_date() -> None:
    assert not provided_alone(contract("1"), renegotiations=[renegotiation("restructured", date(2026, 11, 1))])[
        "is_problem_asset"
    ]
    found = provided_alone(contract("1"), renegotiations=[renegotiation("restructured")])
    assert found["problem_since"] == JUNE_10
    assert provided_alone(contract("1"), renegotiations=[renegotiation("restructured", None)])["is_problem_asset"]


def test_its_end_is_what_the_sheet_of_triggers_documents() -> None:
    end = trigger("restructuring", JUNE_10, date(2026, 10, 20), contract_id="1")
    found = provided_alone(contract("1"), renegotiations=[renegotiation("restructured")], problem_triggers=[end])
    assert (found["problem_article"], "II:" in found["cure_pending"], "IV:" in found["cure_pending"]) == (
        "art. 3º, § 4º", True, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "since, is_problem, because",
    [
        (date(2024, 4, 30), True, "antes de 01/05/2024: reestruturação como outra qualquer"),
        (date(2024, 5, 1), False, "art. 72-A"),
        (date(2024, 12, 31), False, "art. 72-A"),
        (date(2025, 1, 1), True, "depois de 31/12/2024"),
    ],
)
def test_the_climate_of_2024(since: date, is_problem: bool, because: str) -> None:
    sheet = [trigger("climate_restructuring", since, contract_id="1")]
    found = provided_alone(contract("1"), problem_triggers=sheet)
    assert found["is_problem_asset"] is is_problem, because
    also = provided_alone(contract("1"), problem_triggers=sheet, renegotiations=[renegotiation("restructured", since)])
    assert also["is_problem_asset"] is is_problem, "a planilha de renegociações não desfaz o art. 72-A"


def test_the_climate_does_not_outweigh_another_indication() -> None:
    """Art. 72-A, § 1º, II."""
    sheet = [
        trigger("climate_restructuring", date(2024, 6, 1), contract_id="1"),
        trigger("financial_incapacity", contract_id="1"),
    ]
    found = provided_alone(contract("1"), problem_triggers=sheet)
    assert (found["is_problem_asset"], found["problem_article"]) == (True, "art. 3º, § 2º, I")


# --- art. 49 ------------------------------------------------------------------------------------------------------

GONE: Row = {"contract_id": "9", "write_off_date": date(2026, 1, 5), "amount_cents": 1, "renegotiated_into": "1"}
RELIEF: Row = {"relief_date": date(2026, 10, 31), "relief_reason": "30% amortizado"}


@pytest.mark.parametrize(
    "relief, expected, because",
    [
        ({}, (0, 39_500, 60_500), "art. 49, § 2º: 100%"),
        (RELIEF, (0, 39_500, 0), "art. 49, § 4º: ficam os níveis da Resolução BCB nº 352"),
        (RELIEF | {"relief_date": date(2026, 11, 1)}, (0, 39_500, 60_500), "só amanhã"),
        (RELIEF | {"relief_reason": None}, (0, 39_500, 60_500), "sem motivo não é comprovado"),
    ],
)
def test_a_lower_provision_is_documented(relief: Row, expected: tuple[int, int, int], because: str) -> None:
    found = provided_alone(contract("1"), write_offs=[GONE | relief])
    assert components(found) == expected, because
    assert found["is_problem_asset"]


def test_each_write_off_behind_an_operation_needs_its_reason() -> None:
    two = [GONE | RELIEF, GONE | {"contract_id": "8"}]
    assert components(provided_alone(contract("1"), write_offs=two)) == (0, 39_500, 60_500)


def test_the_sheet_of_renegotiations_tells_of_a_write_off_too() -> None:
    """Art. 49, § 3º: o instrumento que liquida ou refinancia o baixado."""
    gone = GONE | {"contract_id": "0", "renegotiated_into": None}
    found = provided_alone(contract("1"), write_offs=[gone], renegotiations=[renegotiation("plain_renegotiation")])
    assert components(found) == (0, 39_500, 60_500)


@pytest.mark.parametrize(
    "days, choice, due, because",
    [
        (361, None, False, "art. 49: nenhum critério declarado"),
        (360, "360", False, "360 dias não é mais que 360"),
        (361, "360", True, "art. 49, § 5º: além do critério"),
    ],
)
def test_the_criterion_of_the_cooperative(days: int, choice: str | None, due: bool, because: str) -> None:
    chosen = [("provisioning/cmn-4966-2021", "write_off_after_days", choice)] if choice else []
    rows: Rows = {"contracts": [contract("1", days)]}
    assert provided(rows, *chosen)["1"]["write_off_due"] is due, because


@pytest.mark.parametrize(
    "on, due", [(date(2026, 10, 31), True), (date(2026, 11, 1), False)], ids=["decidida", "decidida amanhã"]
)
def test_a_documented_decision(on: date, due: bool) -> None:
    gone = GONE | {"contract_id": "1", "renegotiated_into": None, "write_off_date": on}
    found = provided_alone(contract("1"), write_offs=[gone])
    assert found["write_off_due"] is due
