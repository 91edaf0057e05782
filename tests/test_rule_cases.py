"""Every case of tests/cases, as accountants wrote it, against the shipped rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.rulebook.cases import Case, load_cases, run_case
from coopcli.shipped import folder

CASES = load_cases(Path(__file__).parent / "cases")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(folder("rules"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}:{case.line}")
def test_case_holds(book: Rulebook, case: Case) -> None:
    problem = run_case(book, case)
    assert problem is None, problem.text()


def test_no_two_cases_describe_the_same_situation() -> None:
    """A case written twice is a case meant for another situation."""
    seen = [(case.rule, case.on, case.table, frozenset(case.given.items()), case.of_cents) for case in CASES]
    twice = [f"{case.file}:{case.line}" for case, key in zip(CASES, seen, strict=True) if seen.count(key) > 1]
    assert twice == []
