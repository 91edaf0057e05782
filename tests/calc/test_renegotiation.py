"""Renegotiations: Res. CMN 2.682, art. 8. Contracts of one person each, in arrears by nothing unless told."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coopcli.calc import levels
from coopcli.calc.portfolio import portfolio_of

from .building import DECEMBER_2024, Row, Rows, calendar, contract, frames_of, plain_rows, rulebook

NOVEMBER = date(2024, 11, 30)


def classified(rows: Rows, previous: pd.DataFrame | None = None, on: date = DECEMBER_2024) -> dict[str, Row]:
    frames = frames_of(rows)
    portfolio = portfolio_of(frames, on, calendar())
    rule = rulebook().nearest(levels.REGIME, on)
    found = levels.classify(portfolio, frames, rule, previous, np.datetime64(NOVEMBER, "D")).classified.operations
    return dict(zip(portfolio.operations["contract_id"], plain_rows(found), strict=True))


def before(**of_contract: Row) -> pd.DataFrame:
    """Return the previous close: the columns of each contract (c1, c2 …)."""
    columns = {"risk_class": None, "is_renegotiated": False, "held_before": None, "held_since": None}
    rows = [{"contract_id": key[1:]} | columns | row for key, row in of_contract.items()]
    frame = pd.DataFrame(rows)
    return frame.assign(held_since=pd.to_datetime(frame["held_since"]).astype("datetime64[s]"))


def replaces(new: str, old: str, on: date | None = date(2024, 12, 10), held: str | None = None) -> Row:
    return {"contract_id": new, "previous_contract_id": old, "renegotiation_date": on, "held_level": held}


def review(level: str, on: date, ground: str | None, contract_id: str = "1") -> Row:
    row = {"contract_id": contract_id, "level": level, "review_date": on, "ground": ground}
    return row | {"reason": "r", "author": "a"}


def held(sheet: list[Row], previous: pd.DataFrame | None = None, **others: list[Row]) -> Row:
    """Return how contract 1, not late, is classified."""
    return classified({"contracts": [contract("1")], "renegotiations": sheet, **others}, previous)["1"]


# --- caput ---------------------------------------------------------------------------------------------------------


def test_the_level_told_is_kept() -> None:
    found = held([replaces("1", "0", held="E")])
    assert (found["risk_class"], found["class_article"], found["provision_cents"]) == ("E", "art. 8º, caput", 30_000)


def test_the_level_of_the_previous_close_is_kept_where_none_is_told() -> None:
    assert held([replaces("1", "0")], before(c0={"risk_class": "F"}))["risk_class"] == "F"


def test_the_worst_of_what_is_told_and_what_the_close_says() -> None:
    assert held([replaces("1", "0", held="C")], before(c0={"risk_class": "F"}))["risk_class"] == "F"


def test_the_worst_of_several_replaced() -> None:
    assert held([replaces("1", "8", held="B"), replaces("1", "9", held="D")])["risk_class"] == "D"


def test_delay_can_still_make_it_worse() -> None:
    rows = {"contracts": [contract("1", 121)], "renegotiations": [replaces("1", "0", held="E")]}
    assert classified(rows)["1"]["risk_class"] == "F"


def test_chains_go_back_as_far_as_the_level_is_unknown() -> None:
    chain = [replaces("1", "b"), replaces("b", "c", date(2024, 6, 1)), replaces("c", "d", date(2023, 1, 1), "G")]
    assert held(chain)["risk_class"] == "G"
    # the close saw b in C, with its own review: what came before b no longer counts
    assert held(chain, before(cb={"risk_class": "C"}))["risk_class"] == "C"


def test_a_circle_comes_to_rest() -> None:
    assert held([replaces("1", "b", held="C"), replaces("b", "1", held="D")])["risk_class"] == "D"


def test_a_renegotiation_of_tomorrow_does_not_exist() -> None:
    assert held([replaces("1", "0", date(2025, 1, 1), "G")])["risk_class"] == "A"
    assert held([replaces("1", "0", date(2024, 12, 31), "G")])["risk_class"] == "G"


@pytest.mark.parametrize(
    "write_off, level, because",
    [
        (date(2024, 12, 10), "H", "baixada até o dia da renegociação: registrada como prejuízo"),
        (date(2024, 12, 11), "C", "baixado só o resto, depois da renegociação parcial"),
    ],
)
def test_what_was_written_off_is_h(write_off: date, level: str, because: str) -> None:
    gone = {"contract_id": "0", "write_off_date": write_off, "amount_cents": 1}
    assert held([replaces("1", "0", held="C")], write_offs=[gone])["risk_class"] == level, because


def test_written_off_further_back_in_the_chain_is_h_too() -> None:
    gone = {"contract_id": "c", "write_off_date": date(2023, 1, 1), "amount_cents": 1}
    chain = [replaces("1", "b"), replaces("b", "c", date(2024, 1, 1))]
    assert held(chain, write_offs=[gone])["risk_class"] == "H"


# --- as months go by -----------------------------------------------------------------------------------------------


def carried(level: str, since: date) -> Row:
    return {"risk_class": level, "is_renegotiated": True, "held_before": level, "held_since": since}


def test_what_the_previous_close_held_is_held_while_it_is_renegotiated() -> None:
    past = before(c1=carried("E", date(2024, 3, 1)))
    assert classified({"contracts": [contract("1", is_renegotiated=True)]}, past)["1"]["risk_class"] == "E"
    assert classified({"contracts": [contract("1")]}, past)["1"]["risk_class"] == "A"  # nothing says so any longer
    assert held([replaces("1", "0", date(2024, 3, 1))], past)["risk_class"] == "E"


def test_the_same_number_keeps_the_class_of_its_day_and_not_a_worse_one_since() -> None:
    """Renegotiated in March in C; D in November for delay; paid in December: C, not D."""
    past = before(c1=carried("C", date(2024, 3, 1)) | {"risk_class": "D"})
    assert held([replaces("1", "1", date(2024, 3, 1))], past)["risk_class"] == "C"
    assert held([replaces("1", "1", date(2024, 12, 1))], past)["risk_class"] == "D"  # renegotiated again, in D


def test_marked_by_the_system_since_the_previous_close_keeps_its_class() -> None:
    rows = {"contracts": [contract("1", is_renegotiated=True)]}
    assert classified(rows, before(c1={"risk_class": "D"}))["1"]["risk_class"] == "D"
    found = classified(rows, before(c1={"risk_class": "D", "is_renegotiated": True}))["1"]
    assert (found["risk_class"], found["is_held_level_unknown"]) == ("A", True)


def test_without_any_level_it_is_told() -> None:
    found = held([replaces("1", "0")])
    assert (found["risk_class"], found["held_level"], found["is_held_level_unknown"]) == ("A", None, True)
    assert not held([])["is_held_level_unknown"]


def test_the_close_tells_the_next_one_what_was_held_before_improvement() -> None:
    found = held([replaces("1", "0", date(2024, 6, 1), "F")], reviews=[review("C", date(2024, 7, 1), "new_fact")])
    assert (found["held_level"], found["held_before"], found["held_since"]) == ("C", "F", date(2024, 6, 1))


# --- § 1 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "level, on, ground, expected, article, because",
    [
        ("C", date(2024, 12, 11), "amortization", "C", "art. 8º, § 1º", "amortização significativa"),
        ("C", date(2024, 12, 11), "new_fact", "C", "art. 8º, § 1º", "fato novo relevante"),
        ("C", date(2024, 12, 11), "other_ground", "F", "art. 8º, caput", "outro fundamento não basta"),
        ("C", date(2024, 12, 11), None, "F", "art. 8º, caput", "sem fundamento não melhora"),
        ("C", date(2024, 12, 10), "new_fact", "F", "art. 8º, caput", "do dia da renegociação: não é fato novo"),
        ("C", date(2025, 1, 1), "new_fact", "F", "art. 8º, caput", "revisão posterior à data-base não existe"),
        ("G", date(2024, 12, 11), "new_fact", "G", "art. 2º", "revisão para pior: vale o nível atribuído"),
    ],
)
def test_improvement_needs_a_later_review_and_its_reason(
    level: str, on: date, ground: str | None, expected: str, article: str, because: str
) -> None:
    found = held([replaces("1", "0", held="F")], reviews=[review(level, on, ground)])
    assert (found["risk_class"], found["class_article"]) == (expected, article), because


def test_a_later_review_for_another_reason_does_not_better_further() -> None:
    reviews = [review("D", date(2024, 12, 11), "amortization"), review("A", date(2024, 12, 20), "other_ground")]
    assert held([replaces("1", "0", held="F")], reviews=reviews)["risk_class"] == "D"


def test_what_was_written_off_betters_in_the_same_way() -> None:
    gone: dict[str, Any] = {"contract_id": "0", "write_off_date": date(2023, 1, 1), "amount_cents": 1}
    reviews = [review("E", date(2024, 12, 11), "amortization")]
    assert held([replaces("1", "0")], write_offs=[gone], reviews=reviews)["risk_class"] == "E"
    into = [gone | {"renegotiated_into": "1"}]
    rows = {"contracts": [contract("1", contract_date=date(2024, 12, 11))], "write_offs": into, "reviews": reviews}
    assert classified(rows)["1"]["risk_class"] == "H"  # the review is of the day of the new contract


def test_the_level_held_drags_the_others_of_the_client() -> None:
    rows = {"contracts": [contract("1"), contract("2")], "renegotiations": [replaces("1", "0", held="D")]}
    assert classified(rows)["2"]["risk_class"] == "D"
