"""The close: all at once or nothing, the same bytes from the same inputs, nothing written over."""

from __future__ import annotations

import errno
import json
import multiprocessing
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coopcli.closing import close as closing
from coopcli.closing import publish as publishing
from coopcli.closing.manifest import read_manifest

from .closing_month import OCTOBER, OUTPUTS, SEPTEMBER, close_month, codes_of, tree

MakeFolder = Callable[[str], Path]


def appended(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


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
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}
    assert modes.pop("2026-10") == 0o700
    assert set(modes.values()) == {0o600}


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
    assert [item["name"] for item in manifest["outputs"]] == ["carteira.parquet", "relatorio.xlsx"]
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
    closed = close_month(working, also=("cmn-2682",))
    assert [(c.regime, c.official) for c in closed.run.month.classified] == [("bcb-352", True), ("cmn-2682", False)]
    assert "cmn-2682.risk_class" in pd.read_parquet(closed.folder / "carteira.parquet")


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
    assert codes_of(lambda: close_month(working, also=("cmn-2682",))) == ["fechamento-ja-existe"]
    close_month(working, SEPTEMBER)
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]


def test_a_folder_without_manifest_is_not_ours_to_touch(working: Path) -> None:
    target = working / "closings" / "2026-10"
    target.mkdir(parents=True)
    (target / "anotações.txt").write_text("do auditor")
    assert codes_of(lambda: close_month(working)) == ["fechamento-ja-existe"]
    assert tree(target) == {"anotações.txt": b"do auditor"}


def test_replace_keeps_the_old_one_aside(working: Path) -> None:
    folder = close_month(working).folder
    first = tree(folder)
    for number in (1, 2):
        closed = close_month(working, also=("cmn-2682",), replace=True)
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


# --- all or nothing -----------------------------------------------------------------------------------------------


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["month_workbook", "write_portfolio", "write_manifest"])
def test_a_full_disk_leaves_nothing_behind(working: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(closing, step, full_disk)
        with pytest.raises(OSError, match="No space"):
            close_month(working)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]
    assert close_month(working).published  # and the next attempt goes through


def test_an_interruption_leaves_nothing_behind(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(closing, "write_manifest", interrupted)
    with pytest.raises(KeyboardInterrupt):
        close_month(working)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]


def test_a_failed_replacement_leaves_the_old_close_standing(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = close_month(working).folder
    before = tree(folder)
    real = Path.rename

    def not_the_staging(self: Path, target: Path) -> Path:
        if self.name.startswith("."):
            raise OSError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", not_the_staging)
    with pytest.raises(OSError, match="Permission"):
        close_month(working, also=("cmn-2682",), replace=True)
    assert tree(folder) == before
    assert [path.name for path in (working / "closings").iterdir() if path.is_dir()] == ["2026-10"]


def test_what_a_killed_run_left_is_swept_away(working: Path) -> None:
    left = working / "closings" / ".2026-10.em-andamento"
    left.mkdir(parents=True)
    (left / "relatorio.xlsx").write_bytes(b"pela metade")
    folder = close_month(working).folder
    assert not left.exists()
    assert sorted(path.name for path in folder.iterdir()) == sorted(OUTPUTS)


def test_a_dry_run_writes_nothing_but_the_lock(working: Path) -> None:
    before = tree(working)
    closed = close_month(working, dry_run=True)
    assert (closed.published, len(closed.run.month.operations) > 0) == (False, True)
    assert tree(working).keys() - before.keys() <= {"closings/.coopcli.lock"}


def test_a_dry_run_that_fails_writes_no_list(working: Path) -> None:
    (working / "exports" / "2026-10" / "cre_contratos.xlsx").unlink()
    assert "exportacao-ausente" in codes_of(lambda: close_month(working, dry_run=True))
    assert not list((working / "closings").glob("*.xlsx"))


# --- the lock -----------------------------------------------------------------------------------------------------


def _hold(folder: Path, held: Any, done: Any) -> None:
    with publishing.locked(folder):
        held.set()
        done.wait(30)


def test_one_close_at_a_time(working: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(working / "closings", held, done))
    other.start()
    try:
        assert held.wait(30)
        assert codes_of(lambda: close_month(working)) == ["em-uso"]
    finally:
        done.set()
        other.join(30)
    assert close_month(working).published


# --- the previous close -------------------------------------------------------------------------------------------


def test_the_previous_close_is_found_and_used(working: Path) -> None:
    """A problem asset of September that pays in October stays one until its cure is documented (art. 3º, § 4º)."""
    without = close_month(working, dry_run=True).run.classifications["bcb-352"].classified.operations
    september = close_month(working, SEPTEMBER)
    october = close_month(working)
    manifest = read_manifest(september.folder)
    assert manifest is not None and read_manifest(october.folder)["previous_fingerprint"] == manifest["fingerprint"]  # type: ignore[index]
    before = september.run.classifications["bcb-352"].classified.operations
    was = set(september.run.month.operations["contract_id"][before["is_own_problem"].to_numpy()])
    now = october.run.classifications["bcb-352"].classified.operations
    ids = october.run.month.operations["contract_id"]
    still = set(ids[(now["problem_article"] == "art. 3º, § 4º").to_numpy()])
    assert still and still <= was
    assert not (without["problem_article"] == "art. 3º, § 4º").any()
    notes = [note.text for note in october.run.month.notes if note.topic == "Fechamento anterior"]
    assert notes == ["Comparado com o fechamento de 30/09/2026."]


def test_the_previous_close_is_the_latest_before_the_date(working: Path) -> None:
    from coopcli.closing.history import previous_close

    closings = working / "closings"
    close_month(working, SEPTEMBER)
    close_month(working)
    assert previous_close(closings, date(2026, 9, 30), "x") is None
    assert previous_close(closings, date(2026, 10, 31), "2026-10").on == date(2026, 9, 30)  # type: ignore[union-attr]
    assert previous_close(closings, date(2026, 11, 30), "2026-11").on == date(2026, 10, 31)  # type: ignore[union-attr]
    close_month(working, replace=True)  # a close set aside is no month
    assert previous_close(closings, date(2026, 11, 30), "2026-11").on == date(2026, 10, 31)  # type: ignore[union-attr]


# --- the log ------------------------------------------------------------------------------------------------------


def test_the_log_is_json_lines_without_personal_data(working: Path) -> None:
    closed = close_month(working, SEPTEMBER)
    close_month(working)
    codes_of(lambda: close_month(working, SEPTEMBER, also=("cmn-2682",)))
    path = working / "closings" / "log.jsonl"
    text = path.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["event"], line["month"]) for line in lines] == [
        ("closed", "2026-09"), ("closed", "2026-10"), ("stopped", "2026-09"),
    ]  # fmt: skip
    assert {line["at"] for line in lines} == {"2026-11-03T12:00:00"}
    assert lines[2]["problems"] == {"fechamento-ja-existe": 1}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    members = closed.run.exports.frames["members"]
    for personal in (*members["document"].dropna(), *members["name"].dropna()):
        assert personal not in text


def test_the_list_of_what_stopped_a_close(working: Path) -> None:
    contracts = working / "exports" / "2026-10" / "cre_contratos.xlsx"
    kept = contracts.read_bytes()
    contracts.unlink()
    codes_of(lambda: close_month(working))
    listed = working / "closings" / "2026-10.problemas.xlsx"
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    codes_of(lambda: close_month(working))  # a second failure writes it anew
    contracts.write_bytes(kept)
    close_month(working)
    assert not listed.exists()


def test_months_are_told_by_their_folder(working: Path) -> None:
    assert codes_of(lambda: close_month(working, (2026, 8))) == ["arquivo-nao-encontrado"]
    assert closing.Options(OCTOBER).name == "2026-10"
