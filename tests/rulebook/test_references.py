"""Names in own rule files that nothing has: a condition or a list that would never decide, told by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.closing.month import rulebook_of
from coopcli.closing.settings import Settings
from coopcli.errors import RuleError
from coopcli.shipped import folder as shipped


@pytest.mark.parametrize(
    ("rule_id", "right", "wrong", "told"),
    [
        ("collection/letters", "in: [listing, capital-use]}}", "in: [listing, capital-uso]}}", "capital-use"),
        ("collection/letters", "{letter: {is: law-office}}", "{letter: {is: law-ofice}}", "law-office"),
        ("collection/letters", "value: [listing-notice]", "value: [listing-notce]", "listing-notice"),
        ("collection/letters", "value: debt-settled", "value: debt-setled", "debt-settled"),
        ("collection/letters", "value: [paga]", "value: [pago]", "paga"),
        ("collection/letter-contents", "[name, address, cnpj]", "[name, adress, cnpj]", "address"),
        ("collection/charges", "contract_interest, principal]", "contract_interest]", "cada um destes, uma vez"),
        ("collection/charges", "[costs, fine, interest,", "[costs, fine, fine, interest,", "cada um destes, uma vez"),
        ("collection/charges", "[costs, fine, interest,", "[costs, fine, intrest,", "cada um destes, uma vez"),
        ("reading/gates", "column: {is: credit_line_code}", "column: {is: credit_line_cod}", "credit_line_code"),
        ("indicators/delinquency", "indicator: INAD30,", "indicator: INAD15,", "um nome para cada indicador"),
    ],
)
def test_a_name_that_nothing_has_is_refused_by_file_and_line(
    tmp_path: Path, rule_id: str, right: str, wrong: str, told: str
) -> None:
    text = (shipped("rules") / f"{rule_id}.yaml").read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "rules" / f"{rule_id}.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.replace(right, wrong, 1).encode())
    line = text[: text.index(right)].count("\n") + 1
    with pytest.raises(RuleError) as caught:
        rulebook_of(Settings(folder=tmp_path))
    (problem,) = caught.value.problems
    assert problem.file == f"rules/{rule_id}.yaml"
    assert problem.line in (line, line - 1)  # a parameter of several lines is told at its name
    assert told in problem.expected


def test_a_day_written_otherwise_is_told_without_a_word_of_english(tmp_path: Path) -> None:
    text = (shipped("rules") / "collection/charges.yaml").read_text(encoding="utf-8")
    path = tmp_path / "rules" / "collection" / "charges.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.replace("effective_from: 2026-07-01", "effective_from: 01/07/2026").encode())
    with pytest.raises(RuleError) as caught:
        rulebook_of(Settings(folder=tmp_path))
    (problem,) = caught.value.problems
    assert problem.found == "effective_from: não é uma data como 2026-11-21 ('01/07/2026')"
    assert "character" not in problem.text()
