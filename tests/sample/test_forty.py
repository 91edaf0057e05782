"""The committed small sample: what its generator writes, and what a reader finds in it by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from coopcli.sample import mini
from coopcli.sample.forty_stories import STORIES
from coopcli.shipped import folder as shipped

from .exported import cents, day, text, workbook

MINI = shipped("sample_data") / "mini"
OCTOBER = MINI / "exports" / "2026-10"


def content(path: Path) -> object:
    """The bytes of a text; of a workbook the bytes of its parts (zlib versions compress them differently)."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return {(part.filename, part.date_time): parts.read(part) for part in parts.infolist()}


def test_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    mini(tmp_path)
    written, committed = (
        {path.relative_to(root).as_posix(): content(path) for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path, MINI)
    )
    assert written == committed


@pytest.mark.parametrize(
    ("contract", "days", "balance", "because"),
    [
        (1000, 0, 10_000, "vence em 31/10/2026, a data-base"),
        (1015, 15, 10_000, "12 parcelas de R$ 1.000,00, duas pagas"),
        (1091, 91, 10_000, "venceu em 01/08/2026: 30 dias de agosto, 30 de setembro, 31 de outubro"),
        (4001, 50, 9_400, "R$ 600,00 pagos da parcela mais antiga"),
        (4002, 15, 10_000, "a terceira parcela foi paga em 03/11, depois da data-base"),
        (4004, 0, 0, "quitado"),
        (4036, 31, 38_000, "40 parcelas, duas pagas; a terceira venceu em 30/09/2026"),
        (4037, 30, 38_000, "a terceira venceu em 01/10/2026"),
        (4040, 0, 12_000, "nenhuma parcela paga"),
        (4041, 0, 6_000, "pagas as de maio e junho, e em 22/10 as de julho a outubro"),
    ],
)
def test_contracts_by_hand(contract: int, days: int, balance: int, because: str) -> None:
    rows = {row["Número Contrato Crédito"]: row for row in workbook(OCTOBER / "cre_contratos.xlsx")}
    assert rows[contract]["Quantidade Dias Atraso"] == days, because
    assert rows[contract]["Valor Saldo Devedor Diário"] == balance, because


def test_portfolio_adds_up_by_hand() -> None:
    # 45 contracts: 39 of 10.000,00; 4001 of 9.400,00; two of 38.000,00; 12.000,00; 6.000,00; 4004 paid off
    rows = workbook(OCTOBER / "cre_contratos.xlsx")
    assert len(rows) == 45
    assert sum(int(str(row["Valor Saldo Devedor Diário"])) for row in rows) == 493_400


def test_every_story_is_in_the_readme() -> None:
    lines = (MINI / "README.md").read_text(encoding="utf-8").splitlines()
    told = {line.split("|")[1].strip(): line for line in lines if line.startswith("| ") and "|" in line}
    assert all(story.text in told[str(story.contract)] for story in STORIES)


def test_the_instalment_behind_91_days() -> None:
    rows = text(OCTOBER / "Parcelas 10-2026.csv", "cp1252", titles=2)
    unpaid = [row for row in rows if row["Número Contrato Crédito"] == "1091" and not cents(row["Valor Pago Parcela"])]
    assert min(day(row["Data Vencimento Parcela"]) for row in unpaid).isoformat() == "2026-08-01"


def test_committed_samples_stay_small() -> None:
    sizes = [path.stat().st_size for path in shipped("sample_data").rglob("*") if path.is_file()]
    assert sum(sizes) < 1_000_000
