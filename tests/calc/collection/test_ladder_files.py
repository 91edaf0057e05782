"""A ladder that cannot be climbed says so in words, with its file, before any debt is on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcli.calc.collection import collection_rules
from coopcli.errors import RuleError
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder
from tests.calc.collection.collecting import ON, REMINDERS, book_of


def test_shipped_ladders_can_be_climbed() -> None:
    assert [rule.role for rule in book_of().files].count("ladder") == 3
    assert [rule.role for rule in book_of().files].count("leave_ladder") == 1


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("value: [oldest_due_date]", "value: oldest_due_date", "clock: oldest_due_date"),
        ("value: [oldest_due_date]", "value: [departure]", "clock: [departure]"),
        (
            "  amount_scope: {value: debt, one_of: [debt, debtor], article: item 4}\n",
            "",
            "falta o parâmetro amount_scope",
        ),
        (
            "days_past_due: {from: 10}",
            "months_since_default: {from: 10}",
            "tabela stage: não recebe o fato months_since_default",
        ),
        (
            "event_letter: {is: reminder-1}",
            "days_past_due: {from: 1}",
            "tabela acts_done: não recebe o fato days_past_due",
        ),
        ("\n  stage:\n", "\n  stages:\n", "falta a tabela stage"),
    ],
)
def test_what_is_wrong_with_a_ladder(tmp_path: Path, old: str, new: str, found: str) -> None:
    own = tmp_path / "rules"
    shutil.copytree(REMINDERS, own)
    path = own / "collection" / "reminders.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    with pytest.raises(RuleError) as error:
        collection_rules(load_rulebook(folder("rules"), own), ON)
    assert found in " ".join(problem.found for problem in error.value.problems)
    assert error.value.problems[0].file.endswith("collection/reminders.yaml")


def test_a_situation_that_names_no_rule(tmp_path: Path) -> None:
    own = tmp_path / "rules"
    shutil.copytree(REMINDERS, own)
    path = own / "collection" / "situations.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("collection/reminders", "collection/other").encode())
    with pytest.raises(RuleError) as error:
        collection_rules(load_rulebook(folder("rules"), own), ON)
    (problem,) = error.value.problems
    assert (problem.code, problem.line) == ("regra-invalida", 14)
    assert "ladder: collection/other: nenhuma regra" in problem.found
