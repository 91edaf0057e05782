"""Random portfolios through coopcli.calc and through the second reckoning of tests/oracle: they must agree.

Compared of every operation: days, overdue amount, level and portfolio, problem and default, months, each component
of the provision to the centavo, stop of revenue, write-off, and that contagion comes from one of those that drag.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from oracle import bcb_352, cmn_2682
from oracle.days_past_due import delay_of
from oracle.operation import Operation, Readings

from coopcli.calc import expected_loss, levels
from coopcli.calc.portfolio import Portfolio, portfolio_of

from .building import (
    ANNIVERSARY,
    DECEMBER_2024,
    DOUBLE_COUNT,
    OCTOBER_2026,
    ONLY_COMPARE,
    Row,
    calendar,
    frames_of,
    plain_rows,
    rulebook,
)
from .drawing import FEDERAL_LINES, Drawn, draw
from .second_reader import operations_of

Choice = tuple[str, str, str]

FEDERAL = ("provisioning/bcb-352-2023", "federal_programme_credit_lines", " ".join(FEDERAL_LINES))
HOLIDAYS = (date(2026, 8, 3), date(2026, 10, 30), date(2024, 12, 30))
FEBRUARY_2028 = date(2028, 2, 29)

CASES = [
    # seed, operations, reference date, choices, tolerance, municipal holidays
    pytest.param(1, 3_000, OCTOBER_2026, (FEDERAL,), 0, (), id="october-2026"),
    pytest.param(2, 1_000, OCTOBER_2026, (FEDERAL, ANNIVERSARY, DOUBLE_COUNT), 1_000, HOLIDAYS, id="choices"),
    pytest.param(3, 1_000, DECEMBER_2024, (DOUBLE_COUNT, ONLY_COMPARE), 0, HOLIDAYS, id="december-2024"),
    pytest.param(4, 1_000, FEBRUARY_2028, (FEDERAL, ANNIVERSARY), 1, (), id="leap-day"),
    pytest.param(
        5, 100_000, OCTOBER_2026, (FEDERAL, DOUBLE_COUNT), 0, (), id="100-thousand", marks=pytest.mark.slow
    ),
]  # fmt: skip


@pytest.mark.parametrize("seed, count, on, choices, tolerance, holidays", CASES)
def test_both_reckonings_agree(
    seed: int, count: int, on: date, choices: tuple[Choice, ...], tolerance: int, holidays: tuple[date, ...]
) -> None:
    drawn = draw(seed, count, on)
    readings = Readings(
        tolerance_cents=tolerance,
        local_holidays=frozenset(holidays),
        double_count=DOUBLE_COUNT in choices,
        months="anniversary" if ANNIVERSARY in choices else "calendar",
        missing_day="next",
    )
    expected = operations_of(
        drawn,
        readings,
        exported_level_counts=ONLY_COMPARE not in choices,
        federal_lines=FEDERAL_LINES if FEDERAL in choices else (),
    )
    frames = frames_of(drawn.rows)
    portfolio = portfolio_of(frames, on, calendar(holidays), tolerance)
    assert sorted(portfolio.operations["contract_id"]) == sorted(each.contract_id for each in expected)
    _compare(portfolio.operations, _delays(expected, on, readings), expected)
    _compare(
        _levels(portfolio, frames, choices, drawn),
        {key: _level(one) for key, one in cmn_2682.classify(expected, on, readings).items()},
        expected,
    )
    _compare(
        _losses(portfolio, frames, choices, drawn),
        {key: _loss(one) for key, one in bcb_352.provide(expected, on, readings).items()},
        expected,
    )


def _levels(
    portfolio: Portfolio, frames: dict[str, pd.DataFrame], choices: tuple[Choice, ...], drawn: Drawn
) -> pd.DataFrame:
    since = np.array(list(drawn.level_h_since.values()), dtype="datetime64[s]")
    previous = pd.DataFrame({"contract_id": list(drawn.level_h_since), "level_h_since": since})
    rule = rulebook(choices).nearest(levels.REGIME, portfolio.on)
    return _numbered(portfolio, levels.classify(portfolio, frames, rule, previous).classified.operations)


def _losses(
    portfolio: Portfolio, frames: dict[str, pd.DataFrame], choices: tuple[Choice, ...], drawn: Drawn
) -> pd.DataFrame:
    previous = _previous(drawn)
    concepts, rates = (rulebook(choices).nearest(family, portfolio.on) for family in expected_loss.FAMILIES)
    before = np.datetime64(drawn.previous_on, "D")
    found = expected_loss.classify(portfolio, frames, concepts, rates, previous, before)
    return _numbered(portfolio, found.classified.operations)


def _previous(drawn: Drawn) -> pd.DataFrame:
    """Return the problem assets of the previous close as it stored them."""
    told = list(drawn.own_problems.values())
    since, in_cure = (np.array([each[at] for each in told], dtype="datetime64[s]") for at in (0, 1))
    return pd.DataFrame(
        {
            "contract_id": list(drawn.own_problems),
            "is_own_problem": True,
            "problem_since": since,
            "in_cure_since": in_cure,
        }
    )


def _numbered(portfolio: Portfolio, decided: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([portfolio.operations["contract_id"], decided], axis=1)


class AnyOf(frozenset[str]):
    """Equal to any of its contracts; without any, to none at all."""

    def __eq__(self, other: object) -> bool:
        return other in set(self) if self else other is None

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = frozenset.__hash__


def _delays(operations: list[Operation], on: date, readings: Readings) -> dict[str, Row]:
    found = {}
    for one in operations:
        delay = delay_of(one, on, readings)
        found[one.contract_id] = {"days_past_due": delay.days}
        if one.installments:
            found[one.contract_id] |= {"oldest_due_date": delay.since, "overdue_cents": delay.overdue_cents}
    return found


def _level(one: cmn_2682.Classified) -> Row:
    return {
        "own_class": one.own_level,
        "risk_class": one.level,
        "contagion_source": AnyOf(one.dragged_by),
        "provision_rate": float(one.percent / 100),
        "provision_cents": one.provision_cents,
        "write_off_due": one.is_write_off_due,
        "stops_revenue": one.stops_revenue,
    }


def _loss(one: bcb_352.Provided) -> Row:
    return {
        "risk_class": one.portfolio,
        "is_problem_asset": one.is_problem_asset,
        "is_own_problem": one.is_problem_asset and not one.dragged_by,
        "is_defaulted": one.is_defaulted,
        "contagion_source": AnyOf(one.dragged_by),
        "default_date": one.default_date,
        "months_since_default": one.months,
        "incurred_rate": float(one.incurred_percent / 100),
        "incurred_cents": one.incurred_cents,
        "additional_rate": float(one.additional_percent / 100),
        "additional_cents": one.additional_cents,
        "excess_cents": one.excess_cents,
        "provision_cents": one.provision_cents,
        "stops_revenue": one.stops_revenue,
    }


def _compare(found: pd.DataFrame, expected: Mapping[str, Row], operations: list[Operation]) -> None:
    """Fail with the first operations on which they differ, what each says and what the operation is."""
    known = {each.contract_id: each for each in operations}
    differences = [
        f"{row['contract_id']}: {difference}\n    {known[row['contract_id']]}"
        for row in plain_rows(found)
        if (difference := _difference(row, expected[row["contract_id"]]))
    ]
    assert not differences, f"{len(differences)} differ:\n" + "\n".join(differences[:5])


def _difference(row: Row, wanted: Row) -> str:
    same: Callable[[Any, Any], bool] = lambda a, b: a == b  # noqa: E731
    return ", ".join(
        f"{name} is {row[name]!r}, the second reckoning says {value!r}"
        for name, value in wanted.items()
        if not same(value, row[name])
    )


def test_the_random_portfolio_visits_every_class() -> None:
    """Agreement proves nothing of what was never drawn."""
    drawn = draw(1, 4_000, OCTOBER_2026)
    frames = frames_of(drawn.rows)
    portfolio = portfolio_of(frames, OCTOBER_2026, calendar())
    by_level = _levels(portfolio, frames, (FEDERAL, DOUBLE_COUNT), drawn)
    by_loss = _losses(portfolio, frames, (FEDERAL,), drawn)
    assert set(by_level["risk_class"]) == {"AA", "A", "B", "C", "D", "E", "F", "G", "H"}
    assert set(by_loss["risk_class"]) == {"C1", "C2", "C3", "C4", "C5"}
    assert set(range(22)) <= set(by_loss["months_since_default"].dropna())
    assert all(set(by_level[flag]) == {True, False} for flag in ("write_off_due", "stops_revenue"))
    assert all(set(by_loss[flag]) == {True, False} for flag in ("is_problem_asset", "is_defaulted"))
    was = by_loss["contract_id"].isin(drawn.own_problems)
    assert (was & ~by_loss["is_own_problem"]).sum() >= 10
    pending = "; ".join(by_loss["cure_pending"].dropna().astype("str"))
    assert all(f"{condition}: " in pending for condition in ("I", "II", "III", "IV"))
    assert by_level["contagion_source"].notna().any() and by_loss["contagion_source"].notna().any()
    limited = by_loss["additional_cents"] < (portfolio.balance_cents * by_loss["additional_rate"]).round() - 1
    assert limited.any() and (by_loss["excess_cents"] > 0).any()
    assert set(portfolio.operations["days_source"]) == {
        "parcelas", "vencimento mais antigo", "sistema", "vencimento final", "não informada",
        "parcelas que se leem", "sistema, por parcelas ilegíveis",
    }  # fmt: skip
