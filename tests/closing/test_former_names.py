"""What was written while a regime was called by its act goes on meaning the same: closes, settings, command lines."""

from __future__ import annotations

import pandas as pd
import pytest

from coopcli.closing.close import Closed
from coopcli.closing.history import FILE
from coopcli.closing.manifest import read_manifest, write_manifest
from coopcli.closing.rules import REGIMES
from coopcli.commands.options import regimes
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder
from coopcli.signatures import FORMERLY, ROLES, role_named
from tests.conftest import MakeFolder

from .closing_month import SEPTEMBER, close_month

ACT = {"risk_levels": "cmn-2682", "floor_provision": "bcb-352"}


def _as_it_was(closed: Closed) -> None:
    """Write the operations of a close as versions did that called regimes by their acts."""
    manifest = read_manifest(closed.folder)
    operations = pd.read_parquet(closed.folder / FILE)
    told = [name.partition(".") for name in operations.columns]
    operations.columns = pd.Index([f"{ACT[regime]}.{name}" if name else regime for regime, _, name in told])
    operations = operations.rename(columns={"payment_form": "payment_method"})
    operations["bcb-352.risk_class"] = operations["bcb-352.risk_class"].astype("category")  # as texts were kept
    operations.to_parquet(closed.folder / FILE)
    write_manifest(closed.folder, {name: told for name, told in manifest.items() if name != "outputs"})


def test_the_former_names_are_of_roles() -> None:
    assert {FORMERLY[act]: act for act in FORMERLY} == ACT
    for act, role in FORMERLY.items():
        assert role_named(act) is ROLES[role]
        assert role in REGIMES and act not in ROLES


@pytest.mark.slow
def test_a_close_in_the_former_names_is_the_same_previous_close(make_folder: MakeFolder) -> None:
    old, new = make_folder("antiga"), make_folder("nova")
    for place in (old, new):
        september = close_month(place, SEPTEMBER, also=("risk_levels",))
        if place == old:
            _as_it_was(september)
    before, after = (close_month(place, also=("risk_levels",)) for place in (old, new))
    assert (before.folder / FILE).read_bytes() == (after.folder / FILE).read_bytes()
    assert before.run.month.alerts == after.run.month.alerts
    still = after.run.classifications["floor_provision"].classified.operations["problem_article"] == "art. 3º, § 4º"
    assert still.any(), "nothing of September counts in October"


@pytest.mark.parametrize("name", ["floor_provision", "bcb-352", "provisioning/bcb-352-2023"])
def test_choices_in_coop_yaml(name: str) -> None:
    book = load_rulebook(folder("rules"), None, {name: {"month_counting": "anniversary"}})
    (rule,) = book.versions("floor_provision")
    assert rule["month_counting"] == "anniversary"


def test_the_command_line() -> None:
    """So a close asked for by either name has the same fingerprint."""
    assert regimes(["cmn-2682", "floor_provision"]) == ("risk_levels", "floor_provision")
