"""Commands whose libraries are not installed say what to install; extras, pyproject and locks tell the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from coopcli.errors import CoopError
from coopcli.extras import EXTRAS, require

ROOT = Path(__file__).parents[1]
OPTIONAL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_installs_what_it_is_asked_for(extra: str) -> None:
    named = {re.split(r"[<>=\[]", line)[0] for line in OPTIONAL[extra]} - {"coopcli"}
    assert named == set(EXTRAS[extra])


def test_a_missing_library_is_told_with_the_extra_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopcli.extras.find_spec", lambda name: None if name == "wordcloud" else object())
    with pytest.raises(CoopError) as raised:
        require("studies", "pesquisa de satisfação")
    (problem,) = raised.value.problems
    assert (problem.code, problem.found) == ("biblioteca-ausente", "pesquisa de satisfação sem wordcloud")
    assert 'whl[studies]"' in problem.advice()


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_is_installed_raises_nothing(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopcli.extras.find_spec", lambda _name: object())
    require(extra, "comando")
