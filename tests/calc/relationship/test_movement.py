"""Who gained, lost, came and left, and that nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.relationship.movement import changes, movement
from coopcli.calc.relationship.usage import Usage
from tests.calc.relationship.using import OCTOBER, SEPTEMBER, usage, used

SOME = ("Canais", "Poupança", "Previdência", "Cobrança")


def two_months(before: dict[str, Sequence[str]], after: dict[str, Sequence[str]]) -> Usage:
    """Return two months: of each member the solutions; one without any is there all the same."""
    rows = []
    for on, held in ((SEPTEMBER, before), (OCTOBER, after)):
        for member, products in held.items():
            rows += used(member, *products, on=on) or used(member, "Canais", on=on, quantity=0)
    return usage(rows)


def test_every_kind_of_movement_by_hand() -> None:
    found = two_months(
        {"1": ["Canais"], "2": ["Canais", "Poupança"], "3": ["Canais"], "4": ["Canais"], "5": []},
        {"1": ["Canais", "Poupança"], "2": ["Canais"], "3": ["Poupança"], "5": [], "6": ["Canais", "Cobrança"]},
    )
    changed = changes(found)
    by = changed.set_index("member_id")
    assert by["what"].to_dict() == {
        "1": "ficou", "2": "ficou", "3": "ficou", "4": "saiu", "5": "ficou", "6": "entrou",
    }  # fmt: skip
    assert by.loc[["1", "2", "3", "6"], "gained"].tolist() == ["Poupança", "", "Poupança", ""]
    assert by.loc[["1", "2", "3", "4"], "lost"].tolist() == ["", "Poupança", "Canais", ""]
    (row,) = movement(found, changed).to_dict("records")
    assert (row["since"], row["month"]) == ("set/2026", "out/2026")
    assert [row[name] for name in ("joined", "left", "gained_count", "lost_count", "unchanged")] == [1, 1, 2, 2, 1]
    assert (row["solutions_before"], row["solutions_after"]) == (5, 6)
    assert [row[f"solutions_{name}"] for name in ("of_joined", "of_left", "gained", "lost")] == [2, 1, 2, 2]


def test_one_month_has_nothing_to_compare_with() -> None:
    found = usage(used("1", "Canais"))
    assert (len(changes(found)), len(movement(found, changes(found)))) == (0, 0)


def test_a_missing_month_is_leapt_over_and_said() -> None:
    found = usage([*used("1", "Canais", on=date(2026, 8, 31)), *used("1", "Poupança", on=OCTOBER)])
    (row,) = movement(found, changes(found)).to_dict("records")
    assert (row["since"], row["month"], row["solutions_gained"], row["solutions_lost"]) == (
        "ago/2026",
        "out/2026",
        1,
        1,
    )


@pytest.mark.slow
@given(
    *[st.dictionaries(st.sampled_from("ABCDE"), st.sets(st.sampled_from(SOME)).map(sorted), min_size=1)] * 2,
)
@settings(max_examples=40, deadline=None)
def test_before_and_what_moved_is_after(before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    found = two_months(before, after)
    (row,) = movement(found, changes(found)).to_dict("records")
    gone = row["solutions_of_left"] + row["solutions_lost"]
    come = row["solutions_of_joined"] + row["solutions_gained"]
    assert row["solutions_before"] + come - gone == row["solutions_after"]
    assert (row["solutions_before"], row["solutions_after"]) == (
        sum(map(len, before.values())), sum(map(len, after.values())),
    )  # fmt: skip
