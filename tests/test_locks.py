"""The locked versions: one of each for all purposes, as pyproject.toml allows, and no more than a purpose needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PURPOSES = {
    "requirements-run.lock": (),
    "requirements-studies.lock": ("studies",),
    "requirements-scorecard.lock": ("studies", "binning"),
    "requirements.lock": ("studies", "binning", "dev"),
}
"""What each lock installs beside what every command needs."""

TO_DEVELOP = {"pytest", "pytest-xdist", "hypothesis", "mypy", "ruff", "uv", "hatchling", "build", "validate-docbr"}


def locked(name: str) -> set[str]:
    """Return the pinned lines of a lock, as ``numpy==2.4.6 ; python_full_version < '3.12'``."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {line.rstrip(" \\") for line in text.splitlines() if re.match(r"[a-z0-9]", line)}


def asked(extras: tuple[str, ...]) -> list[Requirement]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return [wanted for line in lines if (wanted := Requirement(line)).name != PROJECT["name"]]


@pytest.mark.parametrize("name", PURPOSES)
def test_a_lock_has_all_that_its_purpose_asks_for_in_versions_that_are_allowed(name: str) -> None:
    pins = [Requirement(line) for line in locked(name)]
    for wanted in asked(PURPOSES[name]):
        found = [pin for pin in pins if pin.name == canonicalize_name(wanted.name)]
        assert found, wanted
        versions = [version.version for pin in found for version in pin.specifier]
        assert all(wanted.specifier.contains(version) for version in versions), (wanted, versions)


@pytest.mark.parametrize("name", [name for name in PURPOSES if name != "requirements.lock"])
def test_all_locks_take_the_same_versions(name: str) -> None:
    versions, all_versions = (
        {line.partition(" ;")[0] for line in locked(lock)} for lock in (name, "requirements.lock")
    )
    assert versions <= all_versions


def test_whoever_only_runs_it_gets_nothing_else() -> None:
    run, studies, scorecard = ({line.partition("==")[0] for line in locked(name)} for name in list(PURPOSES)[:3])
    assert run < studies < scorecard
    assert not scorecard & TO_DEVELOP
    assert not studies & {"optbinning", "ortools", "scikit-learn"}
    assert not run & {"statsmodels", "matplotlib", "wordcloud"}


@pytest.mark.parametrize("name", PURPOSES)
def test_a_lock_holds_digests_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", text))
