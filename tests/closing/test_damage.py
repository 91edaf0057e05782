"""Whatever is damaged, the month never looks better in silence (damage.py)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from .damage import CELL, COLUMN, FILE, ROW, Damage, Month, damages

DAMAGES = 200


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return Month(tmp_path_factory.mktemp("damage"))


@pytest.mark.slow
def test_undamaged_the_texts_are_the_sample(month: Month) -> None:
    assert month.sound.run is not None
    found = month.sound.run.month
    assert (len(found.operations), int(found.operations["balance_cents"].sum())) == (47, 49_670_000)
    assert int(found.classified[0].operations["provision_cents"].sum()) == 13_385_950  # after September


@pytest.mark.slow
@settings(max_examples=DAMAGES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_damage_makes_the_month_better_in_silence(month: Month, data: st.DataObject) -> None:
    what = data.draw(st.sampled_from((CELL, ROW, COLUMN, FILE)))
    file = data.draw(st.sampled_from(sorted(month.sheets)))
    damage: Damage = data.draw(st.sampled_from(damages(month.sheets, what, file)))
    assume(not month.is_unknowable(damage))
    outcome = month.outcome(damage)
    assert outcome.kind != "melhora em silêncio", f"{damage}: {outcome.detail}"
