"""The published cases on the rules in force: what a copy, an overlay and a choice change, and by which row.

Published: level A takes 0,5% (Res. 2.682, art. 6, I), which three cases tell; C5 takes 1,9% to 14 days (Res. BCB 352,
Annex II).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.rulebook.cases import Case, load_cases
from coopcli.rulebook.published import Deviation, deviations, without_cases
from coopcli.shipped import folder

from .test_overlays import BAND, FLOOR, LEVELS, MINIMUM, overlay, replacing
from .writing import bands, header, write

RULES = folder("rules")
PUBLIC = load_rulebook(RULES)
CASES = [case for case in load_cases(folder("tests/cases")) if case.rule.startswith("provisioning")]


def shipped(name: str) -> str:
    return (RULES / f"{name}.yaml").read_text(encoding="utf-8")


def changed(tmp_path: Path, name: str, text: str, choices: dict[str, dict[str, str | list[str]]] | None = None,
            cases: list[Case] = CASES) -> list[Deviation]:  # fmt: skip
    write(tmp_path / "rules", name, text)
    book = load_rulebook(RULES, tmp_path / "rules", choices)
    return deviations(book, PUBLIC, cases, lambda: load_rulebook(RULES, tmp_path / "rules"))


def test_the_rules_as_published_change_no_case(tmp_path: Path) -> None:
    assert changed(tmp_path, LEVELS, shipped(LEVELS)) == []
    assert changed(tmp_path, LEVELS, f"# uma linha a mais\n{shipped(LEVELS)}") == []


@pytest.mark.parametrize("rate", ["0.006", "0.004"])
def test_a_copy_is_told_by_its_row_whether_it_asks_more_or_less(tmp_path: Path, rate: str) -> None:
    (found,) = changed(tmp_path, LEVELS, shipped(LEVELS).replace("rate: 0.005", f"rate: {rate}"))
    assert (found.cause, found.reference, len(found.cases)) == ("rule", f"{LEVELS}#provision_rate[2]", 3)
    problem = found.problem()
    line = shipped(LEVELS).splitlines().index(
        '      - {when: {level: {is: A}},  rate: 0.005, article: "art. 6º, I"}'
    )  # fmt: skip
    assert (problem.code, problem.file, problem.line) == ("caso-divergente", f"rules/{LEVELS}.yaml", line + 1)
    assert f"rate: {rate}" in problem.found and "publicado rate: 0.005" in problem.found


def test_a_copy_that_leaves_a_table_differently_named_or_shaped_is_told(tmp_path: Path) -> None:
    """Art. 4, I: the copy counts level B from day 16, and the case of day 15 no longer holds."""
    text = shipped(LEVELS).replace("from: 0,   to: 14,  level: AA", "from: 0,   to: 15,  level: AA")
    (found,) = changed(tmp_path, LEVELS, text.replace("from: 15,  to: 30,  level: B", "from: 16,  to: 30,  level: B"))
    assert found.reference == f"{LEVELS}#level_by_days_past_due[1]"
    assert found.cause == "rule"


def test_a_house_minimum_is_told_as_decided_above_the_law(tmp_path: Path) -> None:
    """5% on C5: the cases of 0 and 14 days (1,9%), the payroll loan (0,5%), what is defaulted (3,4%), and no other."""
    text = overlay(MINIMUM.replace("product_kind: {is: overdraft}", "portfolio: {is: C5}"))
    found = changed(tmp_path, "overlays/house", text)
    assert {one.cause for one in found} == {"overlay"}
    published = {str(case.expect["rate"]) for one in found for case in one.cases}
    assert published == {"0.019", "0.005", "0.034", "0"}
    assert f"{FLOOR}#additional_loss[6]+overlays/house:11 desde 01/10/2026" in found[0].text()


def test_a_minimum_that_asks_what_the_table_did_not_is_put_to_every_answer(tmp_path: Path) -> None:
    """Provision of a level by product: the cases give no product. 1% on overdrafts: only A is below (0,5%; AA 0%)."""
    text = overlay(
        MINIMUM.replace("additional_loss", "provision_rate").replace("0.05", "0.01"), target=LEVELS,
        start="2024-01-01", end="2024-12-31",
    )  # fmt: skip
    found = changed(tmp_path, "overlays/house", text)
    assert [(one.cause, one.row.number) for one in found if one.row] == [("overlay", 1), ("overlay", 2)]
    assert "natureza do produto: overdraft" in found[0].text()
    assert all("personal_loan" not in case.name for one in found for case in one.cases)


def test_an_overlay_below_the_law_is_a_problem_though_it_says_why(tmp_path: Path) -> None:
    new = BAND % ("0.07", "item 5") + ", rates_may_fall: norma nova"
    (found,) = changed(tmp_path, "overlays/house", overlay(replacing(new)))
    assert found.cause == "rule"
    assert found.problem().file == "rules/overlays/house.yaml"
    assert found.problem().line == 12


def test_a_choice_that_the_rule_leaves_is_told_as_a_choice(tmp_path: Path) -> None:
    """Cure after 6 months of timely payment for 3: the published cases at 3 months are not met."""
    choices: dict[str, dict[str, str | list[str]]] = {"provisioning/cmn-4966-2021": {"cure_timely_payment_months": "6"}}
    found = changed(tmp_path, LEVELS, shipped(LEVELS), choices)
    assert found
    assert {one.cause for one in found} == {"choice"}


def test_own_rules_that_no_case_is_about_are_named(tmp_path: Path) -> None:
    text = header("aging/ours", more="").replace("role: anything", "role: aging_scheme")
    write(tmp_path / "rules", "aging/ours", text + bands("bands").replace("rate: 0.1", "band: A").replace(
        "rate: 0.2", "band: B"
    ))  # fmt: skip
    book: Rulebook = load_rulebook(RULES, tmp_path / "rules")
    assert without_cases(book, PUBLIC, []) == ["aging/ours"]
