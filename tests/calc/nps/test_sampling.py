"""The sample of the study, and what must hold of any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.calc.nps.sampling import in_proportion, planned_sample, sample_of, sample_size

from .building import answered, rule

RULE = rule("sample-size")


@pytest.mark.parametrize(
    ("population", "size", "because"),
    [
        (15_000, 375, "equação 2 do estudo: 14.406 ÷ 38,46 = 374,6"),
        (1_000, 278, "960,4 ÷ 3,4579 = 277,7"),
        (100, 80, "96,04 ÷ 1,2079 = 79,5"),
        (10, 10, "9,604 ÷ 0,9829 = 9,8"),
        (1, 1, "0,9604 ÷ 0,9604 = 1"),
        (0, 0, "ninguém"),
        (10**9, 385, "população sem limite: 0,9604 ÷ 0,0025 = 384,1"),
    ],
)
def test_finite_population(population: int, size: int, because: str) -> None:
    assert sample_size(population, RULE).size == size, because


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 10**7))
def test_never_more_than_there_are(population: int) -> None:
    assert 1 <= sample_size(population, RULE).size <= population


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 5000), st.lists(st.integers(0, 10_000), max_size=30))
def test_shares_add_up_and_are_within_one_of_the_quota(total: int, weights: list[int]) -> None:
    parts = in_proportion(total, np.array(weights, dtype=np.int64))
    assert int(parts.sum()) == (total if sum(weights) else 0)
    quotas = [total * weight / sum(weights) for weight in weights] if sum(weights) else []
    assert all(abs(part - quota) < 1 for part, quota in zip(parts, quotas, strict=False))


def test_largest_remainders_by_hand() -> None:
    """7 by 5, 3, 2: quotas 3,5; 2,1; 1,4. Whole parts 3, 2, 1; the seventh goes to the largest remainder, 0,5."""
    assert in_proportion(7, np.array([5, 3, 2])).tolist() == [4, 2, 1]
    assert in_proportion(3, np.array([1, 1])).tolist() == [2, 1]


def branches(**members: int) -> pd.DataFrame:
    rows = pd.DataFrame(
        {"branch": list(members), "branch_name": None, "population": list(members.values()), "sent": 10}
    )
    return rows.astype({"branch": "str", "branch_name": "str", "population": "Int64", "sent": "Int64"})


def sample(people: list[dict[str, str]], told: pd.DataFrame, population: int | None = None):  # type: ignore[no-untyped-def]
    found = answered(people)
    size = sample_size(population or int(told["population"].sum()), RULE) if len(told) or population else None
    valid = found.respondents["nps"].notna()
    return sample_of(found, valid, told, size, rule("net-promoter-score"), rule("statistics"))


def test_by_branch_with_warnings() -> None:
    """20 members need 20 answers (all but 0,05 of them): A 10, B 8, C 2."""
    people = [{"nps": "10", "branch": "A"}] * 10 + [{"nps": "10", "branch": "B"}] * 7 + [{"nps": "x", "branch": "B"}]
    people += [{"nps": "9", "branch": "Z"}, {"nps": "9"}]
    found = sample(people, branches(A=10, B=8, C=2))
    rows = found.by_branch.set_index("branch")
    assert rows["planned"].dropna().to_dict() == {"A": 10, "B": 8, "C": 2}
    assert rows["respondents"].to_dict() == {"Não informado": 1, "A": 10, "B": 8, "C": 0, "Z": 1}
    assert rows["answers"].sum() == 19
    assert rows["warning"].fillna("").to_dict() == {
        "Não informado": "respondeu sem dizer o PA", "A": "", "B": "faltam 1 para a amostra planejada",
        "C": "faltam 2 para a amostra planejada", "Z": "PA fora da lista de associados",
    }  # fmt: skip
    assert rows.loc["A", "response_rate"] == 1.0
    assert rows.loc["B", "response_rate"] == 0.8
    assert pd.isna(rows.loc["Z", "response_rate"])
    assert found.alerts


def test_without_members_nothing_is_planned_and_it_is_said() -> None:
    found = sample([{"nps": "10", "branch": "A"}], branches())
    assert found.size is None
    assert "não informado" in found.alerts[0]
    assert found.by_branch["warning"].isna().all()


def test_a_total_alone_plans_no_branch() -> None:
    found = sample([{"nps": "10", "branch": "A"}], branches(), 15_000)
    assert found.size is not None and found.size.size == 375
    assert found.by_branch["planned"].isna().all()
    assert found.by_branch["warning"].isna().all()
    assert "375" in found.alerts[0]


def test_more_respondents_than_members_is_said() -> None:
    people = [{"nps": "10", "branch": "A"}] * 5 + [{"nps": "10", "branch": "B"}]
    found = sample(people, branches(A=4, B=1))
    assert any("Há 6 respondentes e só se informaram 5 associados" in alert for alert in found.alerts)
    assert found.by_branch["warning"].fillna("").tolist() == ["mais respondentes do que associados (4): confira", ""]


def test_representativeness_by_hand() -> None:
    """30 and 10 answers where 20 and 20 are expected: χ² = 100/20 + 100/20 = 10, one degree: p = 0,001565."""
    people = [{"nps": "9", "branch": "A"}] * 30 + [{"nps": "9", "branch": "B"}] * 10
    assert sample(people, branches(A=500, B=500)).p == pytest.approx(0.0015654, abs=1e-7)


def test_planned_sample_adds_up() -> None:
    told = branches(A=7, B=11, C=13)
    size = sample_size(31, RULE)
    assert planned_sample(told, size)["planned"].sum() == size.size
