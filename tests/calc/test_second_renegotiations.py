"""Random renegotiations and reviews through coopcli.calc and through the second reckoning: they must agree."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import numpy as np
import pandas as pd
import pytest
from oracle.renegotiated import Before, Link, Review, Story, level_to_keep, review_due

from coopcli.calc import levels
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.words.lists import LEVELS

from .building import DECEMBER_2024, Row, calendar, frames_of, plain_rows, rulebook

NOVEMBER = date(2024, 11, 30)
GROUNDS = ("amortization", "new_fact", "other_ground", None)
INSIDE = [f"{number}" for number in range(1, 13)]
ALL = [*INSIDE, "x1", "x2", "x3", "x4"]


def day_near(random: Random) -> date:
    """Return a day around the two closes, or long before."""
    return DECEMBER_2024 - timedelta(days=random.choice((-1, 0, 1, 10, 30, 31, 32, 60, 90, 400)))


def a_story(random: Random) -> Story:
    """Return a dozen operations with a tangle of renegotiations, reviews, write-offs and a previous close."""
    links = {
        (random.choice(ALL), random.choice(ALL), random.choice((None, day_near(random), day_near(random))))
        for _ in range(random.randrange(14))
    }
    some = [name for name in ALL if random.random() < 0.5]
    return Story(
        DECEMBER_2024,
        NOVEMBER,
        {name: random.choice((None, day_near(random))) for name in INSIDE},
        [Link(*link, random.choice((None, None, *LEVELS))) for link in sorted(links, key=str)],
        {name: day_near(random) for name in ALL if random.random() < 0.08},
        [name for name in INSIDE if random.random() < 0.06],
        frozenset(name for name in INSIDE if random.random() < 0.4),
        {name: _reviews(random) for name in INSIDE if random.random() < 0.4},
        {name: _before(random) for name in some},
    )


def _reviews(random: Random) -> list[Review]:
    """Return reviews on days of their own: of one day, the last of the file would count."""
    days = {day_near(random) for _ in range(random.choice((1, 1, 2, 3)))}
    return [Review(day, random.choice(LEVELS), random.choice(GROUNDS)) for day in sorted(days)]


def _before(random: Random) -> Before:
    held = random.choice((None, None, random.choice(LEVELS)))
    since = NOVEMBER - timedelta(days=random.choice((0, 1, 40, 300)))
    return Before(random.choice(LEVELS), random.random() < 0.5, held, since if held else None)


def rows_of(story: Story) -> dict[str, list[Row]]:
    """Return the story as the rows of the sheets."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for name, day in story.contracts.items():
        rows["contracts"].append({"contract_id": name, "document": name.zfill(11), "balance_cents": 100,
                                  "exported_days_past_due": 0, "contract_date": day,
                                  "is_renegotiated": name in story.marked})  # fmt: skip
    for link in story.links:
        rows["renegotiations"].append({"contract_id": link.new, "previous_contract_id": link.old,
                                       "renegotiation_date": link.day, "held_level": link.told})  # fmt: skip
    for name, day in story.write_offs.items():
        rows["write_offs"].append({"contract_id": name, "write_off_date": day, "amount_cents": 1})
    for number, name in enumerate(story.written_off_into):
        rows["write_offs"].append({"contract_id": f"w{number}", "write_off_date": date(2020, 1, 1),
                                   "amount_cents": 1, "renegotiated_into": name})  # fmt: skip
    for name, found in story.reviews.items():
        rows["reviews"] += [{"contract_id": name, "level": r.level, "review_date": r.day, "ground": r.ground,
                             "reason": "r", "author": "a"} for r in found]  # fmt: skip
    return rows


def previous_of(story: Story) -> pd.DataFrame:
    past = story.before
    since = np.array([one.since for one in past.values()], dtype="datetime64[D]").astype("datetime64[s]")
    return pd.DataFrame(
        {
            "contract_id": list(past),
            "risk_class": [one.level for one in past.values()],
            "is_renegotiated": [one.was_marked for one in past.values()],
            "held_before": [one.held for one in past.values()],
            "held_since": since,
        }
    )


def classified(
    rows: dict[str, list[Row]], previous: pd.DataFrame | None, equity: int | None
) -> tuple[Portfolio, list[Row]]:
    frames = frames_of(rows)
    portfolio = portfolio_of(frames, DECEMBER_2024, calendar())
    rule = rulebook().nearest(levels.REGIME, DECEMBER_2024)
    before = np.datetime64(NOVEMBER, "D")
    found = levels.classify(portfolio, frames, rule, previous, before, equity).classified.operations
    return portfolio, plain_rows(pd.concat([portfolio.operations["contract_id"], found], axis=1))


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 100, 200, 300])
def test_both_keep_the_same_level(first: int) -> None:
    kept = 0
    for seed in range(first, first + 100):
        story = a_story(Random(seed))
        for row in classified(rows_of(story), previous_of(story), None)[1]:
            wanted = level_to_keep(story, row["contract_id"])
            assert row["held_level"] == wanted, f"seed {seed}, contract {row['contract_id']}: {story}"
            is_unknown = wanted is None and story.is_renegotiation(row["contract_id"])
            assert row["is_held_level_unknown"] == is_unknown
            kept += wanted is not None
    assert kept > 300  # of 1.200 operations: the tangle does hold levels


@pytest.mark.parametrize("seed", range(4))
def test_both_ask_for_the_same_review(seed: int) -> None:
    random = Random(seed)
    rows: dict[str, list[Row]] = defaultdict(list)
    last: dict[str, date | None] = {}
    for number in range(400):
        key, day = (
            f"{number:04d}",
            random.choice((None, *(DECEMBER_2024 - timedelta(days=d) for d in (1, 184, 185, 366, 367)))),
        )
        cents = random.choice((1, 2_499_999, 2_500_000, 4_999_999, 5_000_000, 9_999_999, 10_000_000, 10_000_001))
        owner = f"{random.randrange(300):011d}"
        rows["contracts"].append({"contract_id": key, "document": owner, "balance_cents": cents,
                                  "exported_days_past_due": 0, "contract_date": day})  # fmt: skip
        last[key] = day
        if random.random() < 0.3:
            on = DECEMBER_2024 - timedelta(days=random.choice((-1, 0, 30, 183, 184, 185, 365, 366, 367)))
            rows["reviews"].append({"contract_id": key, "level": "A", "review_date": on, "reason": "r", "author": "a"})
            if on <= DECEMBER_2024:
                last[key] = max(on, day or on)
    equity = random.choice((None, 200_000_000, 200_000_019, 200_000_020, 50_000_000))
    portfolio, found = classified(rows, None, equity)
    owed: dict[str, int] = defaultdict(int)
    for row in rows["contracts"]:
        owed[row["document"]] += row["balance_cents"]
    for row, document in zip(found, portfolio.operations["document"], strict=True):
        months, due = review_due(owed[document], owed[document], equity, last[row["contract_id"]])
        assert row["review_due_date"] == due, row
        assert row["is_review_overdue"] == (due is not None and due < DECEMBER_2024)
        assert row["is_review_unknown"] == (months is not None and last[row["contract_id"]] is None)
