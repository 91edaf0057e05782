"""A cooperative's copy of a rule, made before the shipped one gained a table or a parameter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coopcli.closing.checks import stale_copies
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
    assert stale_copies([rule]) == [f"rules/{FLOOR}.yaml: {rule.hidden_correction}."]
    assert rule.hidden_correction in rule_source(rule, date(2026, 10, 31)).status
