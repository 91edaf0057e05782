"""Who counts as a member, what counts as a solution in use, whose margin it is."""

from __future__ import annotations

from datetime import date

import pytest

from coopcli.calc.relationship.totals import distribution, evolution, families, groups, latest_groups, means, solutions
from tests.calc.relationship.using import OCTOBER, SEPTEMBER, gives, usage, used


def isa(*rows: object, **others: object) -> list[tuple[int, int]]:
    """Return members and solutions of each month."""
    found = evolution(usage(*rows, **others))  # type: ignore[arg-type]
    return list(zip(found["member_count"], found["solution_count"], strict=True))


def test_isa_is_distinct_solutions_over_members() -> None:
    """Figura 1: (2 + 1) ÷ 2 = 1,5."""
    found = evolution(usage([*used("1", "Poupança", "Canais"), *used("2", "Poupança")]))
    assert (found["member_count"].tolist(), found["solution_count"].tolist(), found["isa"].tolist()) == (
        [2],
        [3],
        [1.5],
    )


@pytest.mark.parametrize(
    ("rows", "because"),
    [
        (used("1", "Cartão Crédito", "Cartão de Crédito", "CARTAO DE CREDITO"), "one solution by three names"),
        (used("1", "Poupança", quantity=7), "seven accounts are one solution"),
        ([*used("1", "Poupança"), *used("1", "Poupança", on=date(2026, 10, 15))], "twice in a month is once"),
        ([*used("1", "Poupança"), *used("1", "Canais", quantity=0)], "quantity zero is not in use"),
        ([*used("1", "Poupança"), *used("1", "Renda Fixa Premium")], "what is not on the list is not counted"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_counts_once(rows: list[dict[str, object]], because: str) -> None:
    assert isa(rows) == [(1, 1)], because


def test_a_member_without_any_solution_is_a_member() -> None:
    """ISA 1 ÷ 2: quantity zero says that member 2 is there."""
    assert isa([*used("1", "Poupança"), *used("2", "Poupança", quantity=0)]) == [(2, 1)]


def test_a_member_who_only_gives_a_margin_is_a_member() -> None:
    assert isa(used("1", "Poupança"), [gives("2", 100)]) == [(2, 1)]


def test_the_register_counts_where_the_cooperative_chose_it() -> None:
    """Member 2 joined in time, 3 joined too late, 4 left in September, 5 leaves in November."""
    register = [
        {"member_id": "2", "member_since": date(2026, 10, 31)}, {"member_id": "3", "member_since": date(2026, 11, 1)},
        {"member_id": "4"}, {"member_id": "5"},
    ]  # fmt: skip
    left = [
        {"member_id": "4", "departure_date": date(2026, 9, 30)},
        {"member_id": "5", "departure_date": date(2026, 11, 2)},
    ]
    rows = used("1", "Poupança")
    assert isa(rows, members=register, departures=left) == [(1, 1)]
    assert isa(rows, members_from="register", members=register, departures=left) == [(3, 1)]


def test_months_after_the_day_do_not_exist() -> None:
    rows = [*used("1", "Poupança", on=SEPTEMBER), *used("1", "Poupança", on=OCTOBER)]
    assert isa(rows, on=date(2026, 9, 1)) == [(1, 1)]
    assert len(isa(rows, on=OCTOBER)) == 2


def test_a_month_that_is_missing_in_between_is_told() -> None:
    found = usage([*used("1", "Poupança", on=date(2026, 8, 31)), *used("1", "Poupança", on=OCTOBER)])
    assert (found.months, found.missing_months) == (["ago/2026", "out/2026"], ["set/2026"])


def test_products_and_families_off_the_list_are_named() -> None:
    found = usage(
        [*used("1", "Poupança", "Ouro"), *used("2", "Ouro"), *used("3", "Prata", quantity=0)],
        [gives("1", 500, "Câmbio"), gives("2", -100, "Créditos")],
    ).outside
    assert found[["kind", "exported_name", "rows", "members"]].to_numpy().tolist() == [
        ["Produto", "Ouro", 2, 2], ["Família", "Câmbio", 1, 1],
    ]  # fmt: skip
    assert found["margin_cents"].tolist()[1] == 500


# --- margins --------------------------------------------------------------------------------------


def test_margin_per_member_divides_by_all_members_and_rounds_once() -> None:
    """R$ 1,00 among 3 members: 33,33… centavos each; R$ 0,05 among 2: 2,5, half up to 3."""
    three = evolution(usage([*used("1", "Canais"), *used("2", "Canais"), *used("3", "Canais")], [gives("1", 100)]))
    two = evolution(usage([*used("1", "Canais"), *used("2", "Canais")], [gives("1", 5)]))
    assert (three["margin_per_member_cents"].tolist(), two["margin_per_member_cents"].tolist()) == ([33], [3])


def test_negative_margins_are_subtracted() -> None:
    found = usage(used("1", "Canais"), [gives("1", 1_000), gives("1", -1_500, "Seguros")])
    assert evolution(found)["margin_cents"].tolist() == [-500]
    assert found.roster["margin_cents"].tolist() == [-500]


def test_a_margin_of_no_member_counts_in_the_month_and_in_its_group() -> None:
    rows = used("1", "Canais", branch="0001", manager="Ana")
    found = usage(rows, [gives("1", 100), gives(None, 900, branch="0002")])
    assert evolution(found)["margin_cents"].tolist() == [1_000]
    by = groups(found)
    branches = by[by["by"] == "PA"]
    assert branches[["member_group", "member_count", "margin_cents"]].to_numpy().tolist() == [
        ["0001", 1, 100],
        ["0002", 0, 900],
    ]
    assert branches["margin_per_member_cents"].isna().tolist() == [False, True]


def test_a_month_without_margins_has_none_not_zero() -> None:
    rows = [*used("1", "Canais", on=SEPTEMBER), *used("1", "Canais")]
    found = evolution(usage(rows, [gives("1", 100)]))
    assert found["margin_cents"].isna().tolist() == [True, False]
    assert "margin_cents" not in evolution(usage(rows))
    assert families(usage(rows)) is None


def test_margins_of_months_without_use_are_left_out_and_counted() -> None:
    found = usage(used("1", "Canais"), [gives("1", 100), gives("1", 40, on=SEPTEMBER)])
    assert evolution(found)["margin_cents"].tolist() == [100]
    assert (found.counted["margins_apart"], found.counted["margin_cents_apart"]) == (1, 40)


def test_families_by_any_spelling_and_their_share_of_the_mean() -> None:
    """Créditos (300 + 100) ÷ 2 = 200 a month, Seguros 100 ÷ 2 = 50: 80% and 20%."""
    rows = [*used("1", "Canais", on=SEPTEMBER), *used("1", "Canais")]
    margins = [gives("1", 300, "CRÉDITOS", SEPTEMBER), gives("1", 100, "créditos"), gives("1", 100, "Seguros")]
    found = families(usage(rows, margins))
    assert found is not None
    assert found[["family", "set/2026", "out/2026", "mean_cents", "share_rate"]].to_numpy().tolist() == [
        ["Créditos", 300, 100, 200, 0.8],
        ["Seguros", 0, 100, 50, 0.2],
    ]


# --- tables ---------------------------------------------------------------------------------------


def test_solutions_by_month_and_their_growth() -> None:
    rows = [*used("1", "Canais", on=SEPTEMBER), *used("1", "Canais", "Poupança"), *used("2", "Poupança")]
    found = solutions(usage(rows)).set_index("solution")
    assert found.loc["Poupança", ["set/2026", "out/2026", "change", "mean", "share_rate"]].tolist() == [
        0,
        2,
        2,
        1.0,
        1.0,
    ]
    assert found.loc["Canais", ["set/2026", "out/2026", "change", "mean", "share_rate"]].tolist() == [1, 1, 0, 1.0, 0.5]


def test_distribution_has_every_number_from_none_to_the_most() -> None:
    rows = [*used("1", "Canais", "Poupança", "Previdência"), *used("2", "Canais", quantity=0), *used("3", "Canais")]
    found = distribution(usage(rows))
    assert dict(zip(found["solution_count"], found["out/2026"], strict=True)) == {0: 1, 1: 1, 2: 0, 3: 1}


def test_groups_add_up_and_say_where_nothing_is_told() -> None:
    rows = [*used("1", "Canais", manager="Ana"), *used("2", "Canais", "Poupança")]
    found = groups(usage(rows, members=[{"member_id": "2", "segment": "Agro"}]))
    by = {
        tuple(row[:2]): tuple(row[2:])
        for row in found[["by", "member_group", "member_count", "solution_count"]].to_numpy()
    }
    assert by["Gerente", "Ana"] == (1, 1) and by["Gerente", "não informado"] == (1, 2)
    assert by["Segmento", "Agro"] == (1, 2) and by["PA", "não informado"] == (2, 3)


def test_latest_groups_against_the_first_month_that_is_told_of_each() -> None:
    rows = [*used("1", "Canais", on=SEPTEMBER, branch="1"), *used("1", "Canais", "Poupança", branch="1")]
    found = latest_groups(groups(usage([*rows, *used("2", "Canais", branch="2")])), ["set/2026", "out/2026"])
    of = found[found["by"] == "PA"].set_index("member_group")
    assert of["isa_change"].tolist() == [1.0, 0.0]
    assert of["since"].tolist() == ["set/2026", "out/2026"]


def test_means_count_each_month_once() -> None:
    """ISA 1 in September, 2 in October: 1,5, though October has more members."""
    rows = [*used("1", "Canais", on=SEPTEMBER), *used("1", "Canais", "Poupança"), *used("2", "Canais", "Poupança")]
    assert means(evolution(usage(rows)))["isa"].tolist() == [1.5]
