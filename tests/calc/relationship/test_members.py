"""Quantity and return, contacts, what speaks against a call, and the Check Up list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from coopcli.calc.nps.score import FAMILY as CLASSES
from coopcli.calc.relationship.check_up import FAMILY, VETO_FACTS, check_up
from coopcli.calc.relationship.contacts import cycle, overdue, with_contacts
from coopcli.calc.relationship.crossing import crossing
from coopcli.calc.relationship.members import flags_of, registered, with_answers, with_debts
from coopcli.calc.relationship.returns import bands, quadrants, returns_of
from coopcli.calc.relationship.usage import MANAGEMENT, Usage
from tests.calc.building import Row, frames_of
from tests.calc.relationship.using import OCTOBER, gives, rule_of, usage, used

HOLDS = ("deceased", "dispute", "court_order")


def members_of(found: Usage) -> pd.DataFrame:
    return found.of_month(found.last)


# --- quantity and return --------------------------------------------------------------------------


def test_the_mean_itself_is_many_and_high() -> None:
    """ISA 2 and MC R$ 2,00: two solutions are many, R$ 2,00 is a good margin; one centavo less is not."""
    rows = [*used("1", "Canais", "Poupança", "Cobrança"), *used("2", "Canais", "Poupança"), *used("3", "Canais")]
    margins = [gives("1", 199), gives("2", 200), gives("3", 201)]
    members = members_of(usage(rows, margins))
    found = returns_of(members, rule_of(MANAGEMENT))
    assert list(found.quadrant) == [
        "muitos produtos e pouco retorno", "muitos produtos e bom retorno", "poucos produtos e bom retorno",
    ]  # fmt: skip
    assert found.is_low.tolist() == [True, False, False]
    assert (found.group_isa.tolist(), found.group_margin_cents.tolist()) == ([2.0] * 3, [200] * 3)
    table = quadrants(members, found).set_index("quadrant")
    assert table.loc["poucos produtos e pouco retorno", "member_count"] == 0
    assert pd.isna(table.loc["poucos produtos e pouco retorno", "margin_per_member_cents"])
    assert (table["member_count"].sum(), table["margin_cents"].sum()) == (3, 600)


@pytest.mark.parametrize(("group", "low"), [("segment", [False, False]), ("cooperative", [True, False])])
def test_members_are_compared_with_their_segment_or_with_all(group: str, low: list[bool]) -> None:
    rows = [*used("1", "Canais", segment="Agro"), *used("2", "Canais", segment="Urbano")]
    members = members_of(usage(rows, [gives("1", 100), gives("2", 900)]))
    assert returns_of(members, rule_of(MANAGEMENT, reference_group=group)).is_low.tolist() == low


def test_bands_hold_every_member_and_what_is_below_zero() -> None:
    rows = [*used("1", "Canais", quantity=0), *used("2", "Canais", "Poupança"), *used("3", "Canais")]
    found = bands(members_of(usage(rows, [gives("2", -1), gives("3", 10_001)])), rule_of(MANAGEMENT))
    table = found.set_index("solution_band")
    assert table.loc["nenhuma", "nenhuma"] == table.loc["1 a 2", "negativa"] == table.loc["1 a 2", "R$ 100 a 250"] == 1
    assert table.to_numpy().sum() == 3


# --- contacts -------------------------------------------------------------------------------------


def spoken(member: str, days_ago: int, **told: Any) -> Row:
    return {"member_id": member, "contact_date": OCTOBER - timedelta(days=days_ago), **told}


def in_contact(*contacts: Row, members: Sequence[str] = ("1", "2", "3")) -> pd.DataFrame:
    rows = [row for number in members for row in used(number, "Canais", manager="Ana")]
    told = frames_of({"relationship_contacts": contacts})["relationship_contacts"]
    return with_contacts(members_of(usage(rows)), told, rule_of(MANAGEMENT), OCTOBER)


def test_the_cycle_by_manager() -> None:
    """Spoken to 90 days ago: within; 91: overdue; never: neither. One of three."""
    found = in_contact(spoken("1", 90, subject="Check Up"), spoken("1", 200), spoken("2", 91))
    assert found["status"].tolist() == ["no giro", "vencido", "sem contato registrado"]
    assert (
        found["days_since_relationship_contact"].tolist()[:2] == [90, 91]
        and found["last_subject"].tolist()[0] == "Check Up"
    )
    (row,) = cycle(found).to_dict("records")
    assert [row[name] for name in ("member_count", "contacted_count", "overdue", "never")] == [3, 1, 1, 1]
    assert (row["contacted_rate"], row["mean_days"]) == (1 / 3, 90.5)
    assert overdue(found)["member_id"].tolist() == ["3", "2"]


def test_a_contact_after_the_day_has_not_happened() -> None:
    found = in_contact(spoken("1", -1), spoken("2", 0))
    assert found["is_contacted"].tolist() == [False, True, False]


def test_nobody_was_ever_contacted() -> None:
    found = cycle(in_contact())
    assert found["contacted_rate"].tolist() == [0.0] and found["mean_days"].isna().all()


# --- debts, answers, holds ------------------------------------------------------------------------


def test_debts_are_added_up_and_what_nobody_tells_is_not_zero() -> None:
    rows = [*used("1", "Canais"), *used("2", "Canais"), *used("3", "Canais")]
    operations = pd.DataFrame(
        {
            "contract_id": ["a", "b", "c", "d"],
            "member_id": ["1", "1", None, "9"],
            "document": [None, None, "52998224725", None],
            "balance_cents": [100, 50, 70, 1],
            "overdue_cents": pd.array([10, 5, None, 1], dtype="Int64"),
            "days_past_due": [3, 40, 8, 1],
        }
    )
    register = frames_of({"members": [{"member_id": "2", "document": "52998224725"}]})["members"]
    found = with_debts(members_of(usage(rows)), operations, register)
    assert found["contract_count"].tolist() == [2, 1, 0]
    assert found["days_past_due"].tolist() == [40, 8, 0]
    assert found["overdue_cents"].isna().tolist() == [False, True, False]
    assert found["overdue_cents"].tolist()[::2] == [15, 0]


def test_the_last_valid_note_counts() -> None:
    rows = [row for number in "1234" for row in used(number, "Canais")]
    answers = [
        {"wave": wave, "respondent_id": f"{wave}{who}", "member_id": who, "question": "NPS", "answer": note,
         "answered_date": day}
        for wave, who, note, day in (
            ("a", "1", "10", date(2026, 3, 1)), ("b", "1", "3", date(2026, 9, 1)),
            ("a", "2", "6", date(2026, 3, 1)), ("b", "2", "11", date(2026, 9, 1)),
            ("b", "3", "9", date(2026, 12, 1)),
        )
    ]  # fmt: skip
    told = frames_of({"survey_answers": answers})["survey_answers"]
    survey, classes = rule_of("nps/member-satisfaction"), rule_of(CLASSES)
    found = with_answers(members_of(usage(rows)), told, survey, classes, OCTOBER)
    assert found["score"].tolist()[:2] == [3, 6], "a note of 11 is no note: the one before stands"
    assert found["score"].isna().tolist() == [False, False, True, True], "answers after the day do not exist"
    assert found["respondent_class"].tolist()[:2] == ["detractor", "detractor"]


def test_what_stands_against_a_call() -> None:
    rows = [row for number in "12345" for row in used(number, "Canais")]
    told = frames_of(
        {
            "collection_events": [
                {"member_id": "1", "event_kind": "bureau_listing", "event_date": date(2026, 9, 1)},
                {"member_id": "2", "event_kind": "bureau_listing", "event_date": date(2026, 9, 1)},
                {"member_id": "2", "event_kind": "bureau_removal", "event_date": date(2026, 10, 1)},
                {"contract_id": "c3", "event_kind": "lawsuit", "event_date": date(2026, 9, 1)},
                {"member_id": "5", "event_kind": "lawsuit", "event_date": date(2026, 11, 1)},
            ],
            "contracts": [{"contract_id": "c3", "member_id": "3", "balance_cents": 1}],
            "holds": [
                {"member_id": "4", "hold_kind": "deceased", "from_date": date(2026, 1, 1)},
                {"member_id": "5", "hold_kind": "promise", "from_date": date(2026, 10, 1)},
            ],
            "departures": [{"member_id": "5", "departure_date": date(2026, 10, 31)}],
        }
    )
    found = flags_of(members_of(usage(rows)), told, HOLDS, OCTOBER)
    assert found.to_numpy().tolist() == [
        [True, False, False, False],
        [False, False, False, False],
        [False, True, False, False],
        [False, False, True, False],
        [False, False, False, True],
    ]


# --- the list -------------------------------------------------------------------------------------


def calling(found: Usage, **facts: Sequence[Any]) -> pd.DataFrame:
    members = members_of(found).assign(lost_count=0, lost="", **dict.fromkeys(VETO_FACTS, False))
    return check_up(members.assign(days_past_due=0).assign(**facts), found, rule_of(FAMILY))


def test_the_list_in_its_order() -> None:
    """0: 50 + 20; 2: 30 + 20; 1: 40 + 20 (never spoken to); three solutions are not few."""
    rows = [*used("1", "Canais"), *used("2", "Canais", "Poupança"), *used("3", "Canais", quantity=0)]
    found = calling(usage([*rows, *used("4", "Canais", "Poupança", "Cobrança")]))
    assert found[["rank", "member_id", "points"]].to_numpy().tolist() == [[1, "3", 70], [2, "1", 60], [3, "2", 50]]
    assert found["points_reason"].tolist()[0] == "soluções 50 + contato 20"


def test_equal_points_go_by_fewer_solutions_and_number() -> None:
    rows = [*used("2", "Canais", quantity=0), *used("1", "Canais", quantity=0)]
    assert calling(usage(rows))["member_id"].tolist() == ["1", "2"]


def test_vetoes_keep_the_place_and_give_the_reasons() -> None:
    rows = [*used("1", "Canais"), *used("2", "Canais")]
    found = calling(usage(rows), days_past_due=[1, 0], is_detractor=[True, False])
    assert found["may_call"].tolist() == [False, True]
    assert found["advice"].tolist() == [
        "dívida em atraso: primeiro a cobrança; detrator na última pesquisa: primeiro ouvir",
        "",
    ]


def test_what_the_segment_uses_and_the_member_lacks() -> None:
    """Of 10 members 6 save (60%), 5 have a card (50%), 4 use the channels: the first two are usual."""
    rows = []
    for i in range(10):
        products = [
            *(["Poupança"] if i < 6 else []),
            *(["Cartão de débito"] if i < 5 else []),
            *(["Canais"] if i > 5 else []),
        ]
        rows += used(str(i), *products, segment="Agro")
    found = calling(usage(rows)).set_index("member_id")["suggestions"]
    assert (found["9"], found["5"], found["0"]) == ("Poupança, Cartão de débito", "Cartão de débito", "")


def test_a_small_segment_does_not_tell_what_is_usual() -> None:
    rows = [row for i in range(9) for row in used(str(i), "Poupança", segment="Agro")]
    assert calling(usage([*rows, *used("9", "Canais", segment="Urbano")]))["suggestions"].unique().tolist() == [""]


def test_nobody_has_few_solutions() -> None:
    assert len(calling(usage(used("1", "Canais", "Poupança", "Cobrança")))) == 0


# --- the crossing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "words", "because"),
    [
        (3_999, "abaixo", "2.3: 4% de R$ 1.000,00 são R$ 40,00"),
        (4_000, "dentro", "4% é da faixa"),
        (6_000, "dentro", "6% é da faixa"),
        (6_001, "acima", "acima de R$ 60,00"),
        (-1, "abaixo", "negativa"),
    ],
)
def test_margin_over_the_monthly_income(margin: int, words: str, because: str) -> None:
    register = frames_of({"members": [{"member_id": "1", "name": "Ana", "monthly_income_cents": 100_000}]})["members"]
    members = registered(members_of(usage(used("1", "Canais"), [gives("1", margin)])), register)
    found = crossing(members, rule_of(MANAGEMENT))
    assert found["income_words"].tolist() == [words], because
    assert found["income_rate"].tolist() == [margin / 100_000]


def test_what_no_export_tells_has_no_column() -> None:
    found = crossing(members_of(usage(used("1", "Canais"))).drop(columns="margin_cents"), rule_of(MANAGEMENT))
    assert list(found) == ["member_id", "branch", "manager", "segment", "solution_count"]


def test_an_income_of_nothing_gives_no_rate() -> None:
    register = frames_of({"members": [{"member_id": "1", "monthly_income_cents": 0}]})["members"]
    members = registered(members_of(usage(used("1", "Canais"), [gives("1", 5)])), register)
    found = crossing(members, rule_of(MANAGEMENT))
    assert (found["income_rate"].isna().tolist(), found["income_words"].tolist()) == ([True], [""])
