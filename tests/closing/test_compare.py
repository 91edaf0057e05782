"""The two sides of ``rules diff``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coopcli.closing.compare import compare, own_against_published, public_book, side_of
from coopcli.closing.inputs import Request
from coopcli.closing.month import MonthRun, run_month
from coopcli.closing.settings import Settings, load_settings
from coopcli.errors import CoopError, RuleError
from coopcli.sample import mini
from coopcli.shipped import folder as shipped


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> MonthRun:
    folder = tmp_path_factory.mktemp("compare") / "coop"
    mini(folder)
    return run_month(Request(folder / "exports" / "2026-10"), load_settings(folder), lambda step: None)


@pytest.mark.parametrize(
    ("text", "regime", "first_rule"),
    [
        ("risk_levels", "risk_levels", "provisioning/cmn-2682-1999"),
        ("floor_provision", "floor_provision", "provisioning/cmn-4966-2021"),
        ("provisioning/bcb-352-2023", "floor_provision", "provisioning/cmn-4966-2021"),
        ("31/12/2024", "risk_levels", "provisioning/cmn-2682-1999"),
        ("2025-01-01", "floor_provision", "provisioning/cmn-4966-2021"),
    ],
)
def test_a_side_is_a_regime_a_rule_or_a_date(run: MonthRun, text: str, regime: str, first_rule: str):
    side = side_of(text, run)
    assert (side.regime, side.rules[0].family) == (regime, first_rule)


def test_a_word_that_is_none_of_these_is_told_what_there_is(run: MonthRun):
    with pytest.raises(CoopError, match="risk_levels, floor_provision"):
        side_of("basileia", run)


def test_a_date_without_a_regime_is_a_missing_rule(run: MonthRun):
    with pytest.raises(RuleError, match="sem-regra-vigente"):
        side_of("01/01/1999", run)


def test_a_file_of_the_cooperative_is_compared_with_the_shipped_one(run: MonthRun, tmp_path: Path):
    text = (shipped("rules") / "provisioning" / "bcb-352-2023.yaml").read_text(encoding="utf-8")
    own = tmp_path / "bcb-352-2023.yaml"
    own.write_bytes(text.replace("to: 14, rate: 0.005", "to: 14, rate: 0.010").encode())
    found = compare(run, side_of("floor_provision", run), side_of(str(own), run))
    # crédito pessoal com consignação até 14 dias, de 0,5% para 1%: a provisão dessas operações dobra
    assert len(found.changes) > 0
    assert (found.changes["right_cents"] == 2 * found.changes["left_cents"]).all()
    assert (found.changes["left_class"] == found.changes["right_class"]).all()


def test_the_published_side_takes_the_choices_that_it_has():
    """By id, by role; what only a cooperative's own rule has is left out, and no reason to stop."""
    choices: dict[str, dict[str, str | list[str]]] = {
        "floor_provision": {"month_counting": "anniversary"},
        "provisioning/cmn-2682-1999": {"double_count": "true", "of_ours": "1"},
        "provisioning/bcb-900-2026": {"month_counting": "anniversary"},
    }
    book = public_book(Settings(choices=choices))
    assert book.in_force("floor_provision", date(2026, 10, 31))["month_counting"] == "anniversary"
    assert book.in_force("risk_levels", date(2024, 6, 30))["double_count"] is True


def test_rules_as_published_differ_in_nothing(run: MonthRun):
    (found,) = own_against_published(run)
    assert found.titles == ("regras publicadas", "regras em vigor")
    assert len(found.changes) == 0
    assert int(found.by_class["difference_cents"].sum()) == 0
    assert int(found.by_class["left_cents"].sum()) == 13_076_950
