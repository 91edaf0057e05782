"""The complete method on random portfolios, here and in the second reckoning of tests/oracle: they must agree."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pandas as pd
import pytest
from oracle.complete import Before, Completed, Estimate, complete
from oracle.operation import Operation, Readings

from coopcli.calc import expected_loss
from coopcli.calc.portfolio import portfolio_of

from .building import OCTOBER_2026, Row, calendar, frames_of, plain_rows, rulebook
from .drawing import Drawn, draw
from .second_reader import operations_of

READINGS = Readings(missing_day="next")


def estimates_of(random: Random, operations: list[Operation]) -> dict[str, Estimate]:
    chances = (0.2, 0.15, 0.3, 0.3)
    return {
        one.contract_id: Estimate(
            random.choice((0, random.randrange(one.balance_cents + 1), one.balance_cents + 5)),
            *(random.random() < chance for chance in chances),
        )
        for one in operations
    }


def before_of(random: Random, drawn: Drawn, operations: list[Operation]) -> dict[str, Before]:
    found = {}
    for one in operations:
        was = one.contract_id in drawn.own_problems or random.random() < 0.1
        stage = 3 if was else random.choice((None, 1, 2))
        found[one.contract_id] = Before(stage, was, was and random.random() < 0.3)
    return found


def previous_of(drawn: Drawn, before: dict[str, Before]) -> pd.DataFrame:
    own = [drawn.own_problems.get(key, (None, None)) for key in before]
    since, in_cure = (np.array([each[at] for each in own], dtype="datetime64[s]") for at in (0, 1))
    return pd.DataFrame(
        {
            "contract_id": list(before),
            "is_own_problem": [key in drawn.own_problems for key in before],
            "problem_since": since,
            "in_cure_since": in_cure,
            "is_problem_asset": [each.was_problem for each in before.values()],
            "began_as_problem": [each.began_as_problem for each in before.values()],
            "stage_code": pd.Series([{1: "101", 2: "201", 3: "302"}.get(each.stage or 0) for each in before.values()]),
            "stage": pd.Series([None if each.stage is None else str(each.stage) for each in before.values()]),
        }
    )


def rows_of(estimates: dict[str, Estimate], on: date) -> list[Row]:
    return [
        {
            "contract_id": key,
            "expected_loss_cents": one.loss_cents,
            "is_collective": one.is_collective,
            "has_significant_increase": one.increased,
            "has_sixty_day_evidence": one.has_evidence,
            "has_risk_reduction": one.reduced,
            "movement_date": on,
        }
        for key, one in estimates.items()
    ]


@pytest.mark.parametrize(
    "seed, count",
    [(11, 2_000), pytest.param(12, 100_000, marks=pytest.mark.slow)],
    ids=["2-thousand", "100-thousand"],
)
def test_both_reckonings_agree(seed: int, count: int) -> None:
    drawn, random = draw(seed, count, OCTOBER_2026), Random(seed)
    operations = operations_of(drawn, READINGS, exported_level_counts=True, federal_lines=())
    estimates, before = estimates_of(random, operations), before_of(random, drawn, operations)
    # contracted since the previous close is told by the date of the contract: none of the drawn ones is
    frames = frames_of({**drawn.rows, "expected_losses": rows_of(estimates, OCTOBER_2026)})
    portfolio = portfolio_of(frames, OCTOBER_2026, calendar())
    concepts, rates = (rulebook().nearest(family, OCTOBER_2026) for family in expected_loss.FAMILIES)
    previous_on = np.datetime64(drawn.previous_on, "D")
    found = expected_loss.classify(
        portfolio, frames, concepts, rates, previous_of(drawn, before), previous_on, "complete"
    ).classified.operations
    expected = complete(operations, estimates, before, OCTOBER_2026, READINGS)
    whole = plain_rows(pd.concat([portfolio.operations["contract_id"], found], axis=1))
    differ = [
        (row["contract_id"], ours, theirs)
        for row in whole
        if (ours := _ours(row)) != (theirs := _theirs(expected[row["contract_id"]]))
    ]
    assert differ == []
    assert {row["stage"] for row in whole} == {"1", "2", "3"}
    assert {"101", "102", "103", "201", "202", "302", "310", "311"} <= {row["stage_code"] for row in whole}


def _ours(row: Row) -> tuple[object, ...]:
    return (
        int(row["stage"]),
        row["is_problem_asset"],
        row["incurred_cents"],
        row["additional_cents"],
        row["excess_cents"],
    )


def _theirs(one: Completed) -> tuple[object, ...]:
    return one.stage, one.provided.is_problem_asset, one.incurred_cents, 0, one.excess_cents
