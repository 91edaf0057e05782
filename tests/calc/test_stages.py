"""The complete method (Res. CMN 4.966, arts. 37 to 50): stages, contagion, expected loss above the floor of Annex I."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from .building import OCTOBER_2026, SIGNED, Row, Rows, by_contract, classify_losses, components, contract, trigger

SEPTEMBER_2026 = date(2026, 9, 30)
WITH_ADDITIONAL = ("provisioning/bcb-352-2023", "additional_under_complete", "true")


def loss(contract_id: str = "1", cents: int = 1_000, **flags: bool) -> Row:
    return {"contract_id": contract_id, "expected_loss_cents": cents, "movement_date": OCTOBER_2026} | flags


def complete(rows: Rows, *choices: Any, **previous: Any) -> dict[str, Row]:
    return by_contract(classify_losses(rows, OCTOBER_2026, *choices, method="complete", **previous))


def alone(one: Row, expected: Row, *choices: Any, **others: list[Row]) -> Row:
    return complete({"contracts": [one], "expected_losses": [expected], **others}, *choices)["1"]


@pytest.mark.parametrize(
    "days, flags, stage, code, because",
    [
        (30, {}, "1", "101", "art. 38, § 7º: superior a 30"),
        (31, {}, "2", "201", "art. 38, § 7º"),
        (31, {"has_sixty_day_evidence": True}, "1", "101", "art. 38, § 8º"),
        (60, {"has_sixty_day_evidence": True}, "1", "101", "art. 38, § 8º: de até 60 dias"),
        (61, {"has_sixty_day_evidence": True}, "2", "201", "art. 38, § 8º"),
        (0, {"has_significant_increase": True}, "2", "201", "art. 37, II, a"),
        (90, {}, "2", "201", "90 dias ainda não é problemático"),
        (91, {}, "3", "302", "art. 37, III; art. 3º, I"),
    ],
)
def test_the_stage_of_an_operation(days: int, flags: dict[str, bool], stage: str, code: str, because: str) -> None:
    found = alone(contract("1", days), loss(**flags))
    assert (found["stage"], found["stage_code"]) == (stage, code), because


@pytest.mark.parametrize(
    "kind, code",
    [
        ("financial_incapacity", "308"), ("restructuring", "304"), ("bankruptcy", "305"), ("judicial_recovery", "303"),
        ("court_measure", "306"), ("loss_of_liquidity", "308"), ("covenant_breach", "307"),
        ("sold_at_discount", "309"), ("early_evidence", "308"), ("delay", "311"),
    ],
)  # fmt: skip
def test_the_reason_of_each_indication(kind: str, code: str) -> None:
    found = alone(contract("1"), loss(), problem_triggers=[trigger(kind, contract_id="1")])
    assert (found["stage"], found["stage_code"]) == ("3", code)


@pytest.mark.parametrize(
    "days, expected, parts, because",
    [
        (0, 1_000, (0, 0, 1_000), "sem inadimplemento não há piso; o Anexo II não se usa"),
        (91, 30_000, (35_000, 0, 0), "C4: o Anexo I, 35%, é o piso"),
        (91, 35_000, (35_000, 0, 0), "perda esperada igual ao piso"),
        (91, 40_000, (35_000, 0, 5_000), "art. 79, I e III: 350,00 e 50,00"),
        (91, 100_001, (35_000, 0, 65_000), "a perda conta até o saldo"),
    ],
)
def test_the_expected_loss_above_the_floor(days: int, expected: int, parts: tuple[int, int, int], because: str) -> None:
    assert components(alone(contract("1", days), loss(cents=expected))) == parts, because


def test_the_additional_provision_where_article_78_paragraph_3_asks_for_it() -> None:
    # C4, 91 days: 35% + 4,5% (art. 78, § 1º, III); nothing of the 300,00 expected exceeds them
    assert components(alone(contract("1", 91), loss(cents=30_000), WITH_ADDITIONAL)) == (35_000, 4_500, 0)


def test_the_simplified_method_has_no_stages_and_takes_the_expected_loss_as_excess() -> None:
    rows: Rows = {"contracts": [contract("1", 0)], "expected_losses": [loss(cents=5_000, is_collective=True)]}
    found = by_contract(classify_losses(rows, OCTOBER_2026))["1"]
    assert "stage" not in found
    assert components(found) == (0, 1_900, 3_100)  # Anexo II, C4, 1,9%; the rest of 50,00 is art. 79, III
    assert found["excess_article"] == "art. 76, caput, e art. 79, III"


def test_stage_3_drags_the_counterparty_but_what_is_measured_collectively() -> None:
    contracts = [contract("1", 0), contract("2", 91), contract("3", 0), contract("4", 0)]
    exceptions = [{"contract_id": "4", "from_date": date(2026, 1, 1)} | SIGNED]
    losses = [loss("1"), loss("2"), loss("3", is_collective=True), loss("4")]
    found = complete({"contracts": contracts, "expected_losses": losses, "contagion_exceptions": exceptions})
    assert [found[key]["stage"] for key in "1234"] == ["3", "3", "1", "1"]
    assert (found["1"]["stage_code"], found["1"]["problem_article"]) == ("310", "art. 37, § 5º")
    assert [found[key]["stops_revenue"] for key in "1234"] == [True, True, False, False]


def test_a_collective_operation_still_drags_those_measured_one_by_one() -> None:
    losses = [loss("1"), loss("2", is_collective=True)]
    found = complete({"contracts": [contract("1", 0), contract("2", 91)], "expected_losses": losses})
    assert found["1"]["stage"] == "3"


def test_the_simplified_method_drags_what_is_measured_collectively() -> None:
    """Art. 43 is of the sections that art. 51, § 5º, switches off."""
    rows: Rows = {
        "contracts": [contract("1", 0), contract("2", 91)],
        "expected_losses": [loss("1", is_collective=True)],
    }
    assert by_contract(classify_losses(rows, OCTOBER_2026))["1"]["is_problem_asset"]


def before(**columns: Any) -> dict[str, Any]:
    """Return a previous close in which contract 1 had these columns."""
    return {"previous": pd.DataFrame({"contract_id": ["1"], **{k: [v] for k, v in columns.items()}}),
            "previous_on": SEPTEMBER_2026}  # fmt: skip


@pytest.mark.parametrize(
    "previous, flags, stage, code, because",
    [
        ({"stage": "2", "stage_code": "201"}, {}, "2", "201", "art. 37, § 4º: só volta com redução comprovada"),
        ({"stage": "2", "stage_code": "201"}, {"has_risk_reduction": True}, "1", "102", "art. 37, § 4º"),
        ({"stage": "2", "stage_code": "202"}, {}, "2", "202", "deixou de ser problemática em mês anterior"),
        ({"stage": "2", "stage_code": "202"}, {"has_risk_reduction": True}, "1", "103", "art. 37, § 3º"),
        ({"stage": "1", "stage_code": "102"}, {}, "1", "102", "nada mudou"),
        ({"stage": "3", "stage_code": "310", "is_problem_asset": True}, {}, "2", "202", "era arrastada: II, b"),
        ({"stage": "3", "stage_code": "310", "is_problem_asset": True, "began_as_problem": True}, {}, "1", "103",
         "art. 37, § 2º"),
    ],
)  # fmt: skip
def test_what_the_previous_close_allocated(
    previous: Row, flags: dict[str, bool], stage: str, code: str, because: str
) -> None:
    rows: Rows = {"contracts": [contract("1")], "expected_losses": [loss(**flags)]}
    found = complete(rows, **before(**previous))["1"]
    assert (found["stage"], found["stage_code"]) == (stage, code), because
    assert found["provision_cents"] == 1_000


def test_written_off_and_renegotiated_is_in_stage_3_at_100_percent() -> None:
    gone = {"contract_id": "9", "write_off_date": date(2026, 1, 5), "amount_cents": 1, "renegotiated_into": "1"}
    found = alone(contract("1"), loss(cents=1_000), write_offs=[gone])
    assert (found["stage"], found["stage_code"], components(found)) == ("3", "301", (0, 0, 100_000))
    assert found["excess_article"] == "art. 49, §§ 2º e 3º"
