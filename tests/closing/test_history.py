"""The previous close, and the log of the working folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from coopcli.closing.manifest import read_manifest
from tests.owner import assert_owners_alone

from .closing_month import SEPTEMBER, close_month, codes_of

pytestmark = pytest.mark.slow


def test_the_previous_close_is_found_and_used(working: Path) -> None:
    """A problem asset of September that pays in October stays one until its cure is documented (art. 3º, § 4º)."""
    without = close_month(working, dry_run=True).run.classifications["floor_provision"].classified.operations
    september = close_month(working, SEPTEMBER)
    october = close_month(working)
    manifest = read_manifest(september.folder)
    assert manifest is not None and read_manifest(october.folder)["previous_fingerprint"] == manifest["fingerprint"]  # type: ignore[index]
    before = september.run.classifications["floor_provision"].classified.operations
    was = set(september.run.month.operations["contract_id"][before["is_own_problem"].to_numpy()])
    now = october.run.classifications["floor_provision"].classified.operations
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


def test_the_log_is_json_lines_without_personal_data(working: Path) -> None:
    closed = close_month(working, SEPTEMBER)
    close_month(working)
    codes_of(lambda: close_month(working, SEPTEMBER, also=("risk_levels",)))
    path = working / "closings" / "log.jsonl"
    text = path.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["event"], line["month"]) for line in lines] == [
        ("publishing", "2026-09"), ("closed", "2026-09"),
        ("publishing", "2026-10"), ("closed", "2026-10"), ("stopped", "2026-09"),
    ]  # fmt: skip
    assert {line["at"] for line in lines} == {"2026-11-03T12:00:00"}
    assert lines[4]["problems"] == {"fechamento-ja-existe": 1}
    assert_owners_alone(path)
    members = closed.run.exports.frames["members"]
    for personal in (*members["document"].dropna(), *members["name"].dropna()):
        assert personal not in text


def test_the_list_of_what_stopped_a_close(working: Path) -> None:
    contracts = working / "exports" / "2026-10" / "cre_contratos.xlsx"
    kept = contracts.read_bytes()
    contracts.unlink()
    codes_of(lambda: close_month(working))
    listed = working / "closings" / "2026-10.problemas.xlsx"
    assert_owners_alone(listed)
    codes_of(lambda: close_month(working))  # a second failure writes it anew
    contracts.write_bytes(kept)
    close_month(working)
    assert not listed.exists()
