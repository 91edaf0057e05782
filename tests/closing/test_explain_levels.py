"""What ``explain`` tells of Res. CMN 2.682 beyond delay: the level held, the chain, the review, level H."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from coopcli.closing.explain import explain
from coopcli.closing.month import Request, run_month
from coopcli.closing.settings import Settings

OCTOBER = date(2026, 10, 31)


def sums_of(working: Path, contract_id: str, rows: list[list[str]]) -> dict[str, str]:
    """Return the lines of arithmetic under Res. CMN 2.682, once the renegotiations sheet has ``rows``."""
    folder = working / "exports" / "2026-10"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    headers = ["Contrato Novo", "Contrato Anterior", "Data da Renegociação", "Nível Mantido", "Motivo", "Autor"]
    for row in [headers, *rows]:
        sheet.append(row)
    book.save(folder / "renegociacoes.xlsx")
    settings = Settings(adjusted_equity_cents=1_000_000)
    run = run_month(Request(folder, OCTOBER, also=("risk_levels",)), settings, lambda _: None)
    page = explain(run, contract_id)
    lines = [*page.facts, *(line for regime in page.regimes for line in regime.sums)]
    return {line.title: line.text for line in lines} | {
        step.reference: step.article for regime in page.regimes for step in regime.steps
    }


def test_a_renegotiation_is_told_with_its_level_and_chain(working: Path) -> None:
    rows = [["3011", "2901", "10/10/2026", "D", "r", "a"], ["2901", "2801", "10/01/2026", "", "r", "a"]]
    told = sums_of(working, "3011", rows)
    assert told["Nível mantido"] == "D, da renegociação de 10/10/2026"
    assert told["Cadeia de renegociações"] == "3011 ← 2901 ← 2801"
    assert "art. 8º, caput" in told.values()


def test_an_unknown_level_is_told(working: Path) -> None:
    told = sums_of(working, "3011", [["3011", "2901", "10/10/2026", "", "r", "a"]])
    assert told["Nível mantido (Resolução CMN nº 2.682/1999, art. 8º)"] == "renegociada, sem nível anterior conhecido"
    assert told["Cadeia de renegociações"] == "3011 ← 2901"


def test_the_review_of_a_large_client_is_told(working: Path) -> None:
    """R$ 20.000,00 of one client are more than 5% of R$ 10.000,00: six months."""
    told = sums_of(working, "3011", [["1", "2", "10/10/2026", "", "r", "a"]])
    assert {"Última revisão", "Revisar até"} <= set(told)
    assert "art. 4º, II, a" in told.values()
