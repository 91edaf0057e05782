"""Roles: what plays a role on a day is found whatever its id; two at once, or a file without one, are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.shipped import folder
from coopcli.signatures import ROLE_OF_FILE, ROLES, role_named

RULES = folder("rules")
FLOOR, NEW = "provisioning/bcb-352-2023", "provisioning/bcb-900-2026"


def shipped(name: str = FLOOR) -> str:
    return (RULES / f"{name}.yaml").read_text(encoding="utf-8")


def new_act(role: str = "role: floor_provision\n") -> str:
    """Return an act of 2026, in force from 2027, with 6% where BCB 352 has 5,5% (C1, less than a month)."""
    text = (
        shipped()
        .replace(f"id: {FLOOR}", f"id: {NEW}")
        .replace("effective_from: 2025-01-01", "effective_from: 2027-01-01")
    )
    text = text.replace("role: floor_provision\n", role).replace("nº 352/2023\n", "nº 900/2026\n")
    return text.replace("C1: 0.055, C2", "C1: 0.060, C2")


def ended() -> str:
    return shipped().replace("effective_from: 2025-01-01", "effective_from: 2025-01-01\neffective_to: 2026-12-31")


def book_of(
    tmp_path: Path, files: dict[str, str], choices: dict[str, dict[str, str | list[str]]] | None = None
) -> Rulebook:
    for name, text in files.items():
        path = tmp_path / "rules" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return load_rulebook(RULES, tmp_path / "rules", choices)


def problems_of(tmp_path: Path, files: dict[str, str]) -> list[Problem]:
    with pytest.raises(RuleError) as caught:
        book_of(tmp_path, files)
    return caught.value.problems


@pytest.mark.parametrize("name", ["floor_provision", FLOOR])
def test_a_new_act_is_used_from_its_first_day(tmp_path: Path, name: str) -> None:
    book = book_of(tmp_path, {FLOOR: ended(), NEW: new_act()})
    assert book.in_force(name, date(2026, 12, 31)).id == FLOOR
    found = book.in_force(name, date(2027, 1, 1))
    assert (found.id, found.short_title) == (NEW, "Resolução BCB nº 900/2026")


def test_a_new_act_while_the_old_one_goes_on_is_refused_with_the_line_to_add(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {NEW: new_act()})
    assert (problem.code, problem.file) == ("regras-sobrepostas", f"rules/{NEW}.yaml")
    assert f"rules/{FLOOR}.yaml: effective_to: 2026-12-31" in problem.text()


def test_an_own_id_without_a_role_is_refused_with_the_line_to_add(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {FLOOR: ended(), NEW: new_act(role="")})
    assert (problem.code, problem.line) == ("regra-invalida", 1)
    assert "falta role" in problem.found and "role:" in problem.expected


def test_a_misspelt_role_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {FLOOR: ended(), NEW: new_act(role="role: floor_provisions\n")})
    assert problem.expected.startswith("role: você quis dizer floor_provision?")


def test_choices_by_role_by_old_id_and_by_own_id(tmp_path: Path) -> None:
    both = {FLOOR: ended(), NEW: new_act()}
    for name in ("floor_provision", FLOOR):
        book = book_of(tmp_path, both, {name: {"month_counting": "anniversary"}})
        assert book.in_force("floor_provision", date(2026, 1, 1))["month_counting"] == "anniversary"
        assert book.in_force("floor_provision", date(2027, 1, 1))["month_counting"] == "anniversary"
    book = book_of(tmp_path, both, {NEW: {"month_counting": "anniversary"}})
    assert book.in_force("floor_provision", date(2026, 1, 1))["month_counting"] == "calendar"
    with pytest.raises(RuleError, match="parâmetro que não se escolhe"):
        book_of(tmp_path, both, {"floor_provision": {"month_count": "anniversary"}})


def test_every_shipped_id_still_names_its_role() -> None:
    book = load_rulebook(RULES)
    for name, role in ROLE_OF_FILE.items():
        assert book.versions(name), name
        assert {rule.role for rule in book.versions(name)} == {role}
    assert all(role_named(role.name) is role for role in ROLES.values() if not role.several)


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("collection/situations", "ladder: collection/former-member,", "ladder: collection/former-members,", "collection/former-member?"),
        ("profile/delinquency", "table: age,", "table: ages,", "age?"),
        ("profile/delinquency", "fact: sex, table", "fact: credit_line, table", "fact: credit_line"),
        ("indicators/delinquency", "denominator: INAD90", "denominator: INAD99", "INAD90?"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_has_is_told_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, found: str
) -> None:
    text = shipped(name)
    assert old in text
    problems = problems_of(tmp_path, {name: text.replace(old, new, 1)})
    lines = [i for i, line in enumerate(text.splitlines(), 1) if old in line]
    assert any(problem.line == lines[0] and found in problem.text() for problem in problems), problems


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("portfolio: [C1, C2, C3, C4, C5]", "lists: portfolio: C1, C1"),
        ("several_guarantees:", "cites: several_guarantee: ninguém lê"),
        ("lists:\n  portfolio:", "lists: level: ninguém lê"),
    ],
)
def test_a_list_or_an_article_that_does_not_fit_is_refused_by_line(tmp_path: Path, written: str, found: str) -> None:
    spoilt = {
        "portfolio: [C1, C2, C3, C4, C5]": "portfolio: [C1, C1]",
        "several_guarantees:": "several_guarantee:",
        "lists:\n  portfolio:": "lists:\n  level:",
    }[written]
    text = shipped().replace(written, spoilt)
    problems = problems_of(tmp_path, {FLOOR: text})
    lines = {problem.line for problem in problems if problem.found == found}
    place = spoilt.split("\n")[-1]
    assert lines == {1 + text[: text.index(place)].count("\n")}
