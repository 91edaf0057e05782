"""Contagion under both regimes: Res. CMN 2.682, art. 3; Res. CMN 4.966, art. 51, § 4."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from .building import (
    SIGNED,
    Row,
    components,
    contract,
    leveled,
    provided,
)

SEPTEMBER_2026 = date(2026, 9, 30)


def test_the_worst_operation_drags_those_of_the_same_client() -> None:
    found = leveled({"contracts": [contract("1", 0), contract("2", 31), contract("3", 0, document="2" * 11)]})
    assert [found[key]["risk_class"] for key in "123"] == ["C", "C", "A"]
    assert [found[key]["own_class"] for key in "123"] == ["A", "C", "A"]
    assert [found[key]["contagion_source"] for key in "123"] == ["2", None, None]
    assert found["1"]["class_article"] == "art. 3º" and found["2"]["class_article"] == "art. 4º, I, b"
    assert not found["1"]["stops_revenue"]  # art. 9º looks at the operation's own delay


@pytest.mark.parametrize(
    "since, until, level, because",
    [
        (date(2024, 12, 31), None, "A", "vale desde a data-base"),
        (date(2025, 1, 1), None, "H", "ainda não começou"),
        (date(2024, 1, 1), date(2025, 1, 1), "A", "acaba amanhã"),
        (date(2024, 1, 1), date(2024, 12, 31), "H", "acabou hoje: no dia do fim já não vale"),
    ],
)
def test_a_documented_exception_takes_nobodys_risk(since: date, until: date | None, level: str, because: str) -> None:
    exception = {"contract_id": "1", "from_date": since, "until_date": until, "reason": "r", "author": "a"}
    contracts = [contract("1", 0), contract("2", 181)]
    found = leveled({"contracts": contracts, "contagion_exceptions": [exception]})
    assert found["1"]["risk_class"] == level, because


def test_an_excepted_operation_still_drags() -> None:
    """Art. 3º, parte final: only the excepted operation itself may differ."""
    exception = {"contract_id": "2", "from_date": date(2024, 1, 1), "reason": "r", "author": "a"}
    contracts = [contract("1", 0), contract("2", 181)]
    found = leveled({"contracts": contracts, "contagion_exceptions": [exception]})
    assert (found["1"]["risk_class"], found["2"]["contagion_source"]) == ("H", None)


def test_the_source_is_the_longest_past_due_then_the_largest_then_the_first_by_number() -> None:
    late = [contract("8", 200, balance_cents=300_000), contract("5", 300), contract("7", 300, balance_cents=200_000)]
    same = contract("6", 300, balance_cents=200_000)
    found = leveled({"contracts": [contract("1", 0), *late]})
    assert found["1"]["contagion_source"] == "7"
    found = leveled({"contracts": [*late, same, contract("1", 0)]})
    assert found["1"]["contagion_source"] == "6"


def test_the_first_operation_of_the_portfolio_drags_too() -> None:
    found = leveled({"contracts": [contract("2", 31), contract("1", 0)]})["1"]
    assert (found["contagion_source"], found["risk_class"], found["class_article"]) == ("2", "C", "art. 3º")


def test_the_group_drags_as_the_client_does() -> None:
    groups: list[Row] = [{"group_id": "9", "document": key * 11} for key in "12"]
    contracts = [contract("1", 0), contract("2", 91, document="2" * 11), contract("3", 121, document="3" * 11)]
    found = leveled({"contracts": contracts, "economic_groups": groups})
    assert [found[key]["risk_class"] for key in "123"] == ["E", "E", "F"]


def test_contagion_makes_a_problem_but_never_a_default() -> None:
    contracts = [
        contract("1", 5, product_kind="personal_loan"),
        contract("2", 200),
        contract("3", 0, document="3" * 11),
    ]
    found = provided({"contracts": contracts})
    dragged = found["1"]
    assert (dragged["is_problem_asset"], dragged["is_defaulted"], dragged["contagion_source"]) == (True, False, "2")
    assert dragged["problem_article"] == "art. 51, § 4º" and dragged["stops_revenue"]
    assert components(dragged) == (0, 53_400, 0)  # C5: art. 78, § 1º, II, not III
    assert (dragged["months_since_default"], dragged["default_date"]) == (None, None)
    assert (found["2"]["contagion_source"], found["3"]["is_problem_asset"]) == (None, False)


def test_what_was_dragged_does_not_stay_by_itself() -> None:
    """Art. 3º, § 4º, keeps what was a problem of its own; what was only dragged is free once the source is gone."""
    previous = pd.DataFrame({"contract_id": ["1", "2"], "is_own_problem": [False, True]})
    rows = {"contracts": [contract("1"), contract("2", document="2" * 11)]}
    found = provided(rows, previous=previous, previous_on=SEPTEMBER_2026)
    assert [found[key]["is_problem_asset"] for key in "12"] == [False, True]


def test_an_exception_takes_no_risk_but_gives_its_own() -> None:
    contracts = [contract("1"), contract("2", 91), contract("3")]
    exceptions = [{"contract_id": key, "from_date": date(2026, 1, 1)} | SIGNED for key in "12"]
    found = provided({"contracts": contracts, "contagion_exceptions": exceptions})
    assert [found[key]["is_problem_asset"] for key in "123"] == [False, True, True]
