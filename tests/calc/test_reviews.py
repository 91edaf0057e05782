"""Terms of review: Res. CMN 2.682, art. 4, II and § 3, and art. 5. Each contract alone owes R$ 1.000,00 or as told."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from coopcli.calc import levels
from coopcli.calc.portfolio import portfolio_of

from .building import DECEMBER_2024, Row, Rows, calendar, contract, frames_of, plain_rows, rulebook

RECLASSIFY = ("provisioning/cmn-2682-1999", "overdue_review", "level_h")
EQUITY = 200_000_000
"""R$ 2.000.000,00: 5% are R$ 100.000,00."""


def classified(rows: Rows, *choices: Any, on: date = DECEMBER_2024, equity: int | None = EQUITY) -> dict[str, Row]:
    frames = frames_of(rows)
    portfolio = portfolio_of(frames, on, calendar())
    rule = rulebook(choices).nearest(levels.REGIME, on)
    found = levels.classify(portfolio, frames, rule, None, None, equity).classified.operations
    return dict(zip(portfolio.operations["contract_id"], plain_rows(found), strict=True))


def large(contract_id: str = "1", **facts: Any) -> Row:
    """Return a contract of R$ 50.000,00, the least that is not reviewed by delay alone."""
    return contract(contract_id, balance_cents=5_000_000) | {"contract_date": date(2024, 1, 10)} | facts


def review(on: date, level: str = "A", contract_id: str = "1") -> Row:
    return {"contract_id": contract_id, "level": level, "review_date": on, "reason": "r", "author": "a"}


@pytest.mark.parametrize(
    "reviewed, due, overdue, because",
    [
        (date(2023, 12, 31), date(2024, 12, 31), False, "art. 4º, II, b: o prazo de doze meses acaba hoje"),
        (date(2023, 12, 30), date(2024, 12, 30), True, "acabou ontem"),
        (date(2024, 12, 31), date(2025, 12, 31), False, "revista hoje"),
        (date(2025, 1, 1), date(2024, 1, 15), True, "a revisão de amanhã não existe; vale a data da operação"),
    ],
)
def test_twelve_months_from_the_last_review(reviewed: date, due: date, overdue: bool, because: str) -> None:
    rows = {"contracts": [large(contract_date=date(2023, 1, 15))], "reviews": [review(reviewed)]}
    found = classified(rows)["1"]
    assert (found["review_due_date"], found["is_review_overdue"]) == (due, overdue), because
    assert found["risk_class"] == "A"  # only an alert where the cooperative did not choose otherwise


@pytest.mark.parametrize(
    "contracted, overdue",
    [(date(2023, 12, 31), False), (date(2023, 12, 30), True)],
)
def test_without_a_review_the_term_runs_from_the_contract(contracted: date, overdue: bool) -> None:
    found = classified({"contracts": [large(contract_date=contracted)]})["1"]
    assert (found["last_review_date"], found["is_review_overdue"]) == (contracted, overdue)


@pytest.mark.parametrize(
    "cents, equity, due, because",
    [
        (10_000_000, EQUITY, date(2025, 6, 30), "R$ 100.000,00 são 5% de R$ 2.000.000,00: não são superiores"),
        (10_000_001, EQUITY, date(2024, 12, 30), "um centavo acima de 5%: seis meses"),
        (10_000_001, None, date(2025, 6, 30), "sem patrimônio informado: doze meses para todos"),
        (10_000_001, EQUITY + 19, date(2024, 12, 30), "5% de 2.000.000,19 são 100.000,0095: 100.000,01 é superior"),
        (10_000_001, EQUITY + 20, date(2025, 6, 30), "5% de R$ 2.000.000,20 são R$ 100.000,01: não é superior"),
    ],
)
def test_six_months_above_five_percent_of_the_adjusted_equity(
    cents: int, equity: int | None, due: date, because: str
) -> None:
    rows = {
        "contracts": [large(balance_cents=cents)],
        "reviews": [review(date(2024, 6, 30))],
    }
    assert classified(rows, equity=equity)["1"]["review_due_date"] == due, because


def test_the_group_counts_together_and_so_does_a_small_client_of_it() -> None:
    """Art. 4º, II, a: "de um mesmo cliente ou grupo econômico"; only alínea b excepts art. 5º."""
    contracts = [large("1", balance_cents=9_900_000), contract("2", document="2" * 11, balance_cents=100_001)]
    groups: list[Row] = [{"group_id": "9", "document": key * 11} for key in "12"]
    rows = {"contracts": contracts, "reviews": [review(date(2024, 6, 29), contract_id="2")]}
    assert classified(rows)["2"]["review_basis"] == "automática, só pelo atraso"
    together = classified({**rows, "economic_groups": groups})
    assert together["2"]["review_due_date"] == date(2024, 12, 29) and together["2"]["is_review_overdue"]


@pytest.mark.parametrize("cents, due", [(4_999_999, None), (5_000_000, date(2021, 1, 10))])
def test_a_small_client_is_reviewed_by_delay_alone(cents: int, due: date | None) -> None:
    """Art. 5º: responsabilidade total inferior a R$ 50.000,00."""
    found = classified({"contracts": [large(balance_cents=cents, contract_date=date(2020, 1, 10))]})["1"]
    assert found["review_due_date"] == due


def test_an_overdue_review_takes_all_of_the_debtor_to_h_where_chosen() -> None:
    """Art. 4º, § 3º: "a reclassificação das operações do devedor"; 100% of R$ 50.000,00."""
    contracts = [large("1", contract_date=date(2023, 1, 1)), large("2"), large("3", document="3" * 11)]
    found = classified({"contracts": contracts}, RECLASSIFY)
    assert [found[key]["own_class"] for key in "123"] == ["H", "H", "A"]
    assert [found[key]["is_review_overdue"] for key in "123"] == [True, False, False]
    assert (found["1"]["class_article"], found["1"]["provision_cents"]) == ("art. 4º, § 3º", 5_000_000)
    assert [row["risk_class"] for row in classified({"contracts": contracts}).values()] == ["A", "A", "A"]


def test_without_any_date_the_term_is_unknown_and_takes_nobody_to_h() -> None:
    found = classified({"contracts": [large(contract_date=None)]}, RECLASSIFY)["1"]
    assert (found["is_review_unknown"], found["is_review_overdue"], found["risk_class"]) == (True, False, "A")


def test_an_account_limit_has_no_date_of_contract_and_an_overdraft_began_on_its_first_day() -> None:
    accounts: list[Row] = [
        {"account_id": "7", "document": "7" * 11, "limit_used_cents": 5_000_000, "limit_days_past_due": 400},
        {"account_id": "8", "document": "8" * 11, "overdraft_cents": 5_000_000, "overdraft_days": 400},
    ]
    found = classified({"current_accounts": accounts})
    assert found["LIM-7"]["is_review_unknown"] and not found["LIM-7"]["is_review_overdue"]
    assert found["ADP-8"]["is_review_overdue"]  # 400 days are more than twelve months


@pytest.mark.parametrize(
    "contracted, cents, level, because",
    [
        (date(2000, 2, 29), 4_999_999, "A", "art. 5º, § 2º: no mínimo A"),
        (date(2000, 3, 1), 4_999_999, "AA", "contratada depois de 29/02/2000"),
        (date(2000, 2, 29), 5_000_000, "AA", "observado o valor do caput: inferior a R$ 50.000,00"),
    ],
)
def test_operations_from_before_the_act(contracted: date, cents: int, level: str, because: str) -> None:
    row = large(contract_date=contracted, balance_cents=cents, exported_level="AA")
    assert classified({"contracts": [row]})["1"]["own_class"] == level, because


def test_limits_do_not_overflow() -> None:
    rows = {"contracts": [large(balance_cents=9 * 10**15)]}
    assert classified(rows, equity=np.iinfo(np.int64).max)["1"]["review_basis"] == "individual, a cada 12 meses"
