"""The close: all at once or nothing, the same bytes from the same inputs, nothing written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing import close as closing
from coopcli.closing.manifest import read_manifest
from tests.owner import assert_owners_alone

from .closing_month import OCTOBER, OUTPUTS, SEPTEMBER, close_month, codes_of, tree

MakeFolder = Callable[[str], Path]


def appended(path: Path, text: str) -> None:
    path.write_bytes((path.read_text(encoding="utf-8") + text).encode())


# --- what is published --------------------------------------------------------------------------------------------


def test_a_close_publishes_its_folder(working: Path) -> None:
    closed = close_month(working)
    assert (closed.published, closed.already, closed.kept_aside) == (True, False, None)
    assert closed.folder == working / "closings" / "2026-10"
    assert sorted(path.name for path in closed.folder.iterdir()) == sorted(OUTPUTS)
    assert closed.run.month.reference_date == date(2026, 10, 31)


def test_the_same_inputs_give_the_same_bytes(make_folder: MakeFolder) -> None:
    one, other = make_folder("uma"), make_folder("outra")
    for folder in (one, other):
        close_month(folder, SEPTEMBER)
        close_month(folder)
    assert tree(one / "closings") == tree(other / "closings")


def test_only_the_owner_reads_what_was_published(working: Path) -> None:
    folder = close_month(working).folder
    assert_owners_alone(folder, *folder.iterdir())


def test_the_manifest_tells_inputs_outputs_and_totals(working: Path) -> None:
    closed = close_month(working)
    manifest = read_manifest(closed.folder)
    assert manifest is not None
    operations = closed.run.month.operations
    assert manifest["reference_date"] == "2026-10-31"
    assert manifest["totals"]["operations"] == len(operations)
    assert manifest["totals"]["balance_cents"] == operations["balance_cents"].sum()
    assert {item["name"] for item in manifest["inputs"]} == {
        path.name for path in (working / "exports" / "2026-10").iterdir()
    }
    assert [item["name"] for item in manifest["outputs"]] == sorted(set(OUTPUTS) - {"manifest.json"})
    for item in manifest["inputs"]:
        assert item["rows_read"] == item["rows_used"] + item["rows_set_aside"]
        assert item["cents_read"] == item["cents_used"] + item["cents_set_aside"]


def test_carteira_parquet_is_the_month(working: Path) -> None:
    closed = close_month(working)
    stored = pd.read_parquet(closed.folder / "carteira.parquet")
    assert stored["contract_id"].tolist() == closed.run.month.operations["contract_id"].tolist()
    official = closed.run.month.classified[0]
    assert stored[f"{official.regime}.provision_cents"].sum() == official.operations["provision_cents"].sum()


def test_a_second_regime_beside_the_official(working: Path) -> None:
    closed = close_month(working, also=("risk_levels",))
    assert [(c.regime, c.official) for c in closed.run.month.classified] == [
        ("floor_provision", True),
        ("risk_levels", False),
    ]
    assert "risk_levels.risk_class" in pd.read_parquet(closed.folder / "carteira.parquet")


# --- a month already closed ---------------------------------------------------------------------------------------


def test_the_same_close_again_changes_nothing(working: Path) -> None:
    close_month(working)
    before = tree(working / "closings")
    again = close_month(working)
    assert (again.published, again.already) == (False, True)
    assert tree(working / "closings") == before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: appended(folder / "coop.yaml", "\n# outra linha\n"),
        lambda folder: (folder / "exports" / "2026-10" / "cli_conglomerados.xlsx").unlink(),
    ],
    ids=["settings", "inputs"],
)
def test_a_different_close_is_refused(working: Path, change: Callable[[Path], object]) -> None:
    close_month(working)
    before = tree(working / "closings" / "2026-10")
    change(working)
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]
    assert tree(working / "closings" / "2026-10") == before


def test_other_options_and_another_previous_close_are_a_different_close(working: Path) -> None:
    close_month(working)
    assert codes_of(lambda: close_month(working, also=("risk_levels",))) == ["fechamento-ja-existe"]
    close_month(working, SEPTEMBER)
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]


def test_a_folder_without_manifest_is_not_ours_to_touch(working: Path) -> None:
    target = working / "closings" / "2026-10"
    target.mkdir(parents=True)
    (target / "anotações.txt").write_bytes(b"do auditor")
    assert codes_of(lambda: close_month(working)) == ["fechamento-ilegivel"]
    assert tree(target) == {"anotações.txt": b"do auditor"}


def test_replace_keeps_the_old_one_aside(working: Path) -> None:
    folder = close_month(working).folder
    first = tree(folder)
    for number in (1, 2):
        closed = close_month(working, also=("risk_levels",), replace=True)
        assert closed.published
        assert closed.kept_aside == working / "closings" / f"2026-10.substituido-{number}"
    assert tree(working / "closings" / "2026-10.substituido-1") == first
    assert tree(folder) == tree(working / "closings" / "2026-10.substituido-2") != first


def test_an_output_changed_afterwards_is_found(working: Path) -> None:
    folder = close_month(working).folder
    with (folder / "relatorio.xlsx").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(closing.CoopError, match=r"alterados depois do fechamento: relatorio\.xlsx"):
        close_month(working)


def test_an_output_deleted_afterwards_is_found(working: Path) -> None:
    folder = close_month(working).folder
    (folder / "carteira.parquet").unlink()
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]


def test_months_are_told_by_their_folder(working: Path) -> None:
    assert codes_of(lambda: close_month(working, (2026, 8))) == ["arquivo-nao-encontrado"]
    assert closing.Options(OCTOBER).name == "2026-10"
