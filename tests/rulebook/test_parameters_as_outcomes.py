"""An outcome may be a parameter: ``deadline_days: $listing_by_days``."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.rulebook.book import load_file
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from tests.rulebook.writing import HEADER, refused, table, write

BODY = """\
parameters:
  by_days: {value: 75, article: art. 1º, policy: true}
  share_rate: {value: 0.5, article: art. 1º}
  word: {value: texto, article: art. 1º}
  words: {value: [a, b], article: art. 1º}
  yes: {value: "true", one_of: ["true", "false"], article: art. 1º}
tables:
  t:
    title: Prazos
    hit: first
    over: days_past_due
    rows:
      - {from: 1, OUTCOME, article: art. 2º, title: com prazo}
      - {act: nothing, article: art. 3º}
"""


@pytest.mark.parametrize(
    ("outcome", "name", "value"),
    [
        ("deadline_days: $by_days", "deadline_days", 75),
        ("advance_days: $by_days", "advance_days", 75),
        ("act: $word", "act", "texto"),
        ("is_followed: $yes", "is_followed", True),
    ],
)
def test_what_it_decides(tmp_path: Path, outcome: str, name: str, value: object) -> None:
    found = table(tmp_path, BODY.replace("OUTCOME", outcome))
    decision = decide(found, Facts({"days_past_due": [1, 0]}, 2))
    assert found.rows[0].outcomes[name] == value
    assert list(decision.titles()) == ["com prazo", None] or str(decision.titles()[1]) == "nan"


def test_a_number_that_only_some_rows_decide(tmp_path: Path) -> None:
    decision = decide(
        table(tmp_path, BODY.replace("OUTCOME", "deadline_days: $by_days")), Facts({"days_past_due": [1, 0]}, 2)
    )
    days, told = decision.numbers("deadline_days")
    assert (days.tolist(), told.tolist()) == ([75, 0], [True, False])


@pytest.mark.parametrize(
    "outcome",
    [
        "deadline_days: $word",
        "deadline_days: $share_rate",
        "act: $by_days",
        "is_followed: $word",
        "hold_effect: $word",
        "act: $words",
        "act: $unknown",
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, outcome: str) -> None:
    problem = refused(tmp_path, BODY.replace("OUTCOME", outcome))
    assert outcome.split(": ")[1].removeprefix("$") in problem.found


def test_a_choice_of_the_cooperative_reaches_the_outcome(tmp_path: Path) -> None:
    path = write(tmp_path, "topic/rule", HEADER + BODY.replace("OUTCOME", "deadline_days: $by_days"))
    rule = load_file(path, "rule", {"topic/rule": {"by_days": "90"}}, [])
    assert rule is not None
    assert rule.tables["t"].rows[0].outcomes["deadline_days"] == 90
