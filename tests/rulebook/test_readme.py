"""rules/README.md: its worked example is true to the letter, and it names every key of the format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from coopcli.errors import RuleError
from coopcli.rulebook import cases, schema
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.cases import load_cases, run_case
from coopcli.shipped import folder

from .writing import write

TEXT = (folder("rules") / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:yaml)?\n(.*?)```", TEXT, re.DOTALL)
RULE_ID = "aging/board"


def block(start: str) -> str:
    (found,) = [text for text in BLOCKS if text.startswith(start)]
    return found


def test_worked_example_loads_and_its_cases_hold(tmp_path: Path) -> None:
    write(tmp_path / "rules", RULE_ID, block(f"id: {RULE_ID}"))
    write(tmp_path / "cases", RULE_ID, block(f"rule: {RULE_ID}"))
    book = load_rulebook(tmp_path / "rules")
    found = load_cases(tmp_path / "cases")
    assert len(found) == 6
    assert [run_case(book, case) for case in found] == [None] * 6


def test_gap_of_the_worked_example_is_told_as_printed(tmp_path: Path) -> None:
    write(tmp_path / "rules", RULE_ID, block(f"id: {RULE_ID}").replace("{from: 6,", "{from: 7,"))
    with pytest.raises(RuleError) as caught:
        load_rulebook(tmp_path / "rules")
    assert f"{caught.value}\n" == block("[regra-com-lacuna]")


def test_overlay_of_the_example_is_true(tmp_path: Path) -> None:
    write(tmp_path / "rules", "overlays/advances", block("id: overlays/advances"))
    rule = load_rulebook(folder("rules"), tmp_path / "rules").versions("floor_provision")[-1]
    table = rule.tables["additional_loss"]
    assert "#additional_loss[6]+overlays/advances:14" in {
        table.reference(i).removeprefix(rule.id) for i in range(len(table.rows))
    }


def keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize(
    "model",
    [
        schema.RuleFileModel,
        schema.SourceModel,
        schema.ParameterModel,
        schema.TableModel,
        schema.RowModel,
        schema.ConditionModel,
        schema.OverlayFileModel,
        schema.OverlaidTableModel,
        schema.ReplacementModel,
        schema.AdditionModel,
    ],
)
def test_every_key_of_the_format_is_explained(model: type[BaseModel]) -> None:
    assert [key for key in keys_of(model) if not re.search(rf"\b{key}\b:?", TEXT)] == []


def test_every_key_of_a_case_and_every_hit_policy_is_explained() -> None:
    words = {*cases._FILE_KEYS, *cases._CASE_KEYS, *schema.Hit.__args__}  # type: ignore[attr-defined]
    assert [word for word in sorted(words) if f"`{word}`" not in TEXT] == []
