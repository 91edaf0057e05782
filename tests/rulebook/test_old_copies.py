"""A cooperative's copy of a rule, made before the shipped one gained a table or a parameter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from coopcli.closing.checks import alerts_of_copies
from coopcli.errors import RuleError
from coopcli.rulebook.book import load_rulebook, rule_source
from coopcli.rulebook.tables import RuleFile
from coopcli.shipped import folder as shipped


def test_a_table_that_the_file_lacks_is_told_with_the_file():
    rule = load_rulebook(shipped("rules")).versions("provisioning/bcb-352-2023")[0]
    with pytest.raises(RuleError, match=r"(?s)bcb-352-2023\.yaml.*falta a tabela of_tomorrow.*copie de novo"):
        rule.tables["of_tomorrow"]
    assert "of_tomorrow" not in rule.tables


def test_a_parameter_that_the_file_lacks_is_told_with_the_file():
    rule = load_rulebook(shipped("rules")).versions("provisioning/bcb-352-2023")[0]
    with pytest.raises(RuleError, match="falta o parâmetro of_tomorrow"):
        rule["of_tomorrow"]


FLOOR = "provisioning/bcb-352-2023"


def own_copy(tmp_path: Path, *, copied_from: str = "", text: str = "") -> RuleFile:
    """Return the rule of a copy of a shipped file, the shipped one being ``text`` where it was corrected since."""
    published = (shipped("rules") / f"{FLOOR}.yaml").read_text(encoding="utf-8")
    for name, content in (("shipped", text or published), ("own", published)):
        head = f"copied_from: {copied_from}\n" if copied_from and name == "own" else ""
        path = tmp_path / name / "rules" / f"{FLOOR}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((head + content).encode())
    book = load_rulebook(tmp_path / "shipped" / "rules", tmp_path / "own" / "rules")
    return book.versions(FLOOR)[0]


def test_a_copy_of_today_is_silent_and_one_that_hides_a_correction_is_told(tmp_path: Path) -> None:
    """Annex II, C5, to 14 days: 1,9% in the copy; the shipped file is corrected to 2,0%."""
    published = (shipped("rules") / f"{FLOOR}.yaml").read_text(encoding="utf-8")
    today = load_rulebook(shipped("rules")).versions(FLOOR)[0].fingerprint
    assert len(today) == 16
    assert "não diz de que texto" in own_copy(tmp_path).hidden_correction
    assert own_copy(tmp_path, copied_from=today).hidden_correction == ""
    read_again = published.replace("checked_on: 2026-11-21", "checked_on: 2026-11-30") + "# lida de novo\n"
    assert own_copy(tmp_path, copied_from=today, text=read_again).hidden_correction == ""
    corrected = published.replace("C5: 0.019}", "C5: 0.020}")
    rule = own_copy(tmp_path, copied_from=today, text=corrected)
    assert "mudou depois desta cópia" in rule.hidden_correction
    stale, below = alerts_of_copies([rule])
    assert stale == f"rules/{FLOOR}.yaml: {rule.hidden_correction}."
    assert "additional_loss: menos que a regra publicada: 1,90% onde ela dá 2,00%" in below
    assert rule.hidden_correction in rule_source(rule, date(2026, 10, 31)).status


CONCEPTS, LEVELS = "provisioning/cmn-4966-2021.as-of-2025-10-01", "provisioning/cmn-2682-1999"


def slipped(tmp_path: Path, rule_id: str, *edits: tuple[str, str]) -> list[str]:
    """Return what is told of a cooperative's copy of a shipped rule with these slips of the pen."""
    text = (shipped("rules") / f"{rule_id}.yaml").read_text(encoding="utf-8")
    for right, wrong in edits:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    path = tmp_path / "rules" / f"{rule_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    book = load_rulebook(shipped("rules"), tmp_path / "rules")
    return alerts_of_copies([rule for rule in book.files if rule.id == rule_id])


@pytest.mark.parametrize(
    ("rule_id", "right", "wrong", "told"),
    [
        (LEVELS, "rate: 1,     article", "rate: 0.1,   article", "provision_rate.*10,00% onde ela dá 100,00%.*: H"),
        (LEVELS, "order: {level: [G, H]}", "order: {level: [H, G]}", "special_level.*nível de risco: G onde .*: H"),
        (LEVELS, "to: 120, level: E", "to: 120, level: B", "level_by_days_past_due.*: B onde .*: E .*atraso: 91"),
        (FLOOR, "is_complete_method: {is: true}", "is_complete_method: {is: false}", "additional_loss: menos.*: 0,00% onde"),
        (FLOOR, "from: 61, to: 90, rate: {C1: 0.05,", "from: 61, to: 90, rate: {C1: 0.045,", "4,50% onde ela dá 5,00%"),
        (
            CONCEPTS,
            "counterparty_is_worse: {is: true}}, is_dragged: true, article: \"art. 51, § 4º\"",
            "counterparty_is_worse: {is: true}}, is_dragged: false, article: \"art. 51, § 4º\"",
            "contagion.*recebe o arrasto: não onde ela dá recebe o arrasto: sim",
        ),
        (CONCEPTS, "was_written_off: {is: true}}, rate: 1,", "was_written_off: {is: true}}, rate: 0,", "minimum_total"),
    ],
)  # fmt: skip
def test_a_copy_that_answers_less_than_the_published_rule_is_told_by_file_and_line(
    tmp_path: Path, rule_id: str, right: str, wrong: str, told: str
) -> None:
    (alert,) = slipped(tmp_path, rule_id, (right, wrong))
    assert re.match(rf"rules/{rule_id}\.yaml, linha \d+, tabela .*{told}", alert), alert


def test_a_number_of_the_law_changed_in_a_copy_is_told_and_a_more_prudent_answer_is_not(tmp_path: Path) -> None:
    """Res. 4.966, art. 3, I: more than 90 days; the copy says 900. And 8% where Annex II, C5, 15 to 30 days, has 7,5%."""
    found = slipped(tmp_path, CONCEPTS, ("problem_after_days: {value: 90", "problem_after_days: {value: 900"))
    assert found[-1].endswith("parâmetro problem_after_days: 900 onde a regra publicada dá 90 (art. 3º, I).")
    assert "tabela problem_asset" in found[0]
    assert "dias em atraso: 91" in found[0]
    assert slipped(tmp_path, FLOOR, ("C4: 0.035, C5: 0.075}", "C4: 0.035, C5: 0.080}")) == []
