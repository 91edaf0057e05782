"""The complete method from the export of expected losses to the closed folder (Res. CMN 4.966, art. 50)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.explain import explain

from .closing_month import SEPTEMBER, close_month, codes_of

pytestmark = pytest.mark.slow

HEADER = (
    "Contrato;Perda Esperada;Avaliação Coletiva;Aumento Significativo de Risco;Evidência até 60 dias;Data Movimento"
)


def with_expected_losses(folder: Path, leave_out: int = 0) -> pd.DataFrame:
    """Ask for the complete method and expect one centavo in ten of every operation; return the operations."""
    operations = close_month(folder, dry_run=True).run.month.operations
    lines = [
        f"{row.contract_id};{row.balance_cents // 10 // 100},{row.balance_cents // 10 % 100:02d};não;não;não;31/10/2026"
        for row in operations.iloc[leave_out:].itertuples()
    ]
    text = "\n".join([HEADER, *lines]) + "\n"
    (folder / "exports" / "2026-10" / "perdas.csv").write_bytes(text.encode())
    settings = folder / "coop.yaml"
    settings.write_bytes(
        settings.read_text(encoding="utf-8").replace("method: simplified", "method: complete").encode()
    )
    return operations


def test_a_month_by_the_complete_method(working: Path) -> None:
    with_expected_losses(working)
    closed = close_month(working)
    stored = pd.read_parquet(closed.folder / "carteira.parquet")
    assert set(stored["floor_provision.stage"].astype("str")) <= {"1", "2", "3"}
    assert (stored["floor_provision.additional_cents"] == 0).all()
    floor, expected = stored["floor_provision.incurred_cents"], stored["balance_cents"] // 10
    written_off = stored["floor_provision.excess_article"].astype("str").str.startswith("art. 49")
    greater = pd.concat([floor, expected], axis=1).max(axis=1)
    assert (stored["floor_provision.provision_cents"] == greater)[~written_off].all()
    topics = {note.topic: note.text for note in closed.run.month.notes}
    assert "o Anexo I é o piso e o Anexo II não se usa" in topics["Metodologia de provisão"]


def test_each_operation_needs_its_expected_loss(working: Path) -> None:
    with_expected_losses(working, leave_out=2)
    assert codes_of(lambda: close_month(working)).count("perda-esperada-ausente") == 2


def test_explain_tells_the_stage_its_reason_and_the_expected_loss(working: Path) -> None:
    operations = with_expected_losses(working)
    run = close_month(working, dry_run=True).run
    page = explain(run, str(operations["contract_id"].iloc[0]))
    (regime,) = page.regimes
    tables = [step.reference.split("#")[1].split("[")[0] for step in regime.steps]
    assert {"stage", "stage_reason", "excess", "contagion_by_stage"} <= set(tables)
    assert any(item.title == "Perda esperada apurada" for item in regime.sums)
    assert any(item.title == "Perdas esperadas" for item in page.inputs)


def test_the_previous_close_tells_stage_problem_and_guarantee(working: Path) -> None:
    close_month(working, SEPTEMBER)
    run = close_month(working, dry_run=True).run
    assert run.previous is not None and run.month.portfolio_changes is not None
    before = run.previous.operations["floor_provision"]
    assert {"problem_since", "in_cure_since", "guarantee_kind", "is_problem_asset"} <= set(before)
