"""Problem assets of Res. CMN 4.966/2021: triggers, bankruptcy, contagion, exceptions."""

from __future__ import annotations

from typing import Any

import pytest

from . import bcb_352_tables as tables
from .bcb_352 import NO_INDICATION, TRIGGER_ARTICLES
from .building import in_portfolio, operation, provided, provided_all
from .operation import TRIGGERS, Readings


@pytest.mark.parametrize("trigger", [trigger for trigger in TRIGGERS if trigger != NO_INDICATION])
def test_a_trigger_makes_a_problem_asset(trigger: str) -> None:
    found = [provided(in_portfolio(portfolio, 0, triggers=(trigger,))) for portfolio in tables.PORTFOLIOS]
    assert [each.provision_cents for each in found] == [10_000, 33_400, 48_700, 39_500, 53_400], "art. 78, § 1º, II"
    assert all(each.is_problem_asset and each.stops_revenue and not each.is_defaulted for each in found)
    assert found[0].problem_articles == (TRIGGER_ARTICLES[trigger],)
    assert found[0].incurred_cents == 0


def test_problem_by_trigger_and_by_delay_alike() -> None:
    both = provided(in_portfolio("C5", 91, triggers=("restructuring",)))
    assert both.provision_cents == 53_400, "inadimplida: Anexo I + § 1º, III, não o inciso II"
    assert both.problem_articles == ("CMN 4.966, art. 3º, I", "CMN 4.966, art. 3º, § 2º, II")


@pytest.mark.parametrize("facts", [{"was_problem_asset": True}, {"was_problem_asset": True, "is_renegotiated": True}])
def test_not_cured_stays_a_problem(facts: dict[str, bool]) -> None:
    assert provided(in_portfolio("C5", 0, **facts)).provision_cents == 53_400, "CMN 4.966, art. 3º, § 4º"


def test_plain_renegotiation_is_no_trigger() -> None:
    assert not provided(in_portfolio("C5", 0, is_renegotiated=True)).is_problem_asset, (
        "art. 3º, § 2º, II, fala de reestruturação"
    )


@pytest.mark.parametrize(
    "facts, incurred, additional, problem, because",
    [
        ({"person_type": "PJ", "is_bankrupt": True}, 100_000, 0, True, "art. 77, mesmo em dia"),
        ({"person_type": "PJ", "triggers": ("bankruptcy",)}, 100_000, 0, True, "art. 77"),
        (
            {"person_type": "PJ", "triggers": ("judicial_recovery",)},
            0,
            53_400,
            True,
            "recuperação não é falência",
        ),
        (
            {"person_type": "PF", "triggers": ("bankruptcy",)},
            0,
            53_400,
            True,
            "art. 77 fala de pessoa jurídica",
        ),
        ({"person_type": "PF", "is_bankrupt": True}, 0, 53_400, True, "idem"),
        ({"person_type": "PJ", "is_bankrupt": True, "given_days": 200}, 100_000, 0, True, "art. 78, § 2º"),
        (
            {"person_type": "PJ", "is_bankrupt": True, "is_federal_programme": True},
            100_000,
            0,
            True,
            "§ 5º só afasta o 78",
        ),
    ],
)
def test_bankruptcy(facts: dict[str, Any], incurred: int, additional: int, problem: bool, because: str) -> None:
    found = provided(operation(**facts))
    assert (found.incurred_cents, found.additional_cents, found.is_problem_asset) == (
        incurred,
        additional,
        problem,
    ), because


def test_bankruptcy_reaches_all_operations_of_the_company_but_not_its_group() -> None:
    company: dict[str, Any] = {"client_key": "12345678", "person_type": "PJ", "group_key": "G"}
    first, second, excepted, partner = provided_all(
        operation("1", is_bankrupt=True, **company),
        operation("2", **company),
        operation("3", is_contagion_exception=True, **company),
        operation("4", group_key="G"),
    )
    assert [each.incurred_cents for each in (first, second, excepted)] == [100_000] * 3, "art. 77: a contraparte"
    assert (partner.incurred_cents, partner.additional_cents) == (0, 53_400)
    assert partner.dragged_by == {"1", "2", "3"}


def test_contagion_makes_problem_assets_but_no_default() -> None:
    late, current, other = provided_all(operation("1", 91), operation("2"), operation("3", client_key="22222222222"))
    assert (late.is_problem_asset, current.is_problem_asset, other.is_problem_asset) == (True, True, False)
    assert current.problem_articles == ("CMN 4.966, art. 51, § 4º",)
    assert current.dragged_by == {"1"}
    assert late.dragged_by == frozenset()
    assert not current.is_defaulted, "art. 76, § 2º, I, e art. 80, I: cada ativo pelo seu atraso"
    assert (current.incurred_cents, current.additional_cents) == (0, 53_400), "art. 78, § 1º, II"
    assert current.stops_revenue, "art. 17"


def test_contagion_keeps_each_portfolio() -> None:
    _, secured = provided_all(operation("1", 200), operation("2", guarantee_kinds=("real_estate_fiduciary",)))
    assert (secured.portfolio, secured.provision_cents) == ("C1", 10_000)


def test_ninety_days_drag_nobody() -> None:
    assert not any(each.is_problem_asset for each in provided_all(operation("1", 90), operation("2")))


def test_exception_does_not_receive_and_still_gives() -> None:
    late, excepted = provided_all(operation("1", 91), operation("2", is_contagion_exception=True))
    assert (late.is_problem_asset, excepted.is_problem_asset) == (True, False), "art. 51, § 4º, parte final"
    operations = [operation("1", 91, is_contagion_exception=True), operation("2")]
    assert [each.is_problem_asset for each in provided_all(*operations)] == [True, True]
    out = Readings(exceptions_drag=False)
    assert [each.is_problem_asset for each in provided_all(*operations, readings=out)] == [True, False]
