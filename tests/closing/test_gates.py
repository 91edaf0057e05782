"""Gates: what may be lacking of a month, what stops it, and who may go on with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from coopcli.cli import app
from coopcli.closing.accepted import acceptances
from coopcli.closing.check import Checked, check
from coopcli.closing.inputs import Request
from coopcli.closing.manifest import read_manifest
from coopcli.closing.settings import Settings
from coopcli.errors import Acceptance, CoopError
from coopcli.shipped import folder as shipped

from .closing_month import SEPTEMBER, close_month, codes_of

BROKEN = shipped("sample_data") / "broken"


def checked(exports: Path, *accepted: str) -> Checked:
    request = Request(exports, month=(2026, 10), accepted=acceptances(accepted, "Ana", "conferido na agência"))
    return check(request, Settings(), lambda step: None)


def broken(code: str) -> Path:
    return BROKEN / code / "exports" / "2026-10"


def found(result: Checked, code: str) -> list[str]:
    return [problem.found for problem in result.problems if problem.code == code]


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("linhas-separadas-demais", "Contratos"),
        ("linhas-separadas-demais", "cre_contratos.csv"),
        ("coluna-que-decide-ausente", "Submodalidade Bacen"),
        ("coluna-que-decide-ausente", "Natureza do produto"),
        ("exportacao-esperada-ausente", "Parcelas"),
    ],
)
def test_what_is_lacking_stops_until_somebody_accepts_it(code: str, subject: str) -> None:
    alone = checked(broken(code))
    others = [p.code for p in alone.problems if p.code == code and p.header != "Parcelas" and p.file != "Parcelas"]
    assert alone.verdict == "stops" and found(alone, code)
    everything = checked(broken(code), code)
    assert everything.verdict == "to_check" and everything.stops == 0
    one = checked(broken(code), f"{code}={subject}")
    assert one.stops < alone.stops and one.stops <= len(others)
    other = checked(broken(code), f"{code}=outra coisa")
    assert other.stops == alone.stops


def test_a_decision_needs_a_reason_and_a_code_that_may_be_accepted() -> None:
    assert codes_of(lambda: acceptances(["linhas-separadas-demais"], "Ana", " ")) == ["opcao-invalida"]
    with pytest.raises(CoopError) as error:
        acceptances(["exportacao-ausente"], "Ana", "sem contratos")
    assert "linhas-separadas-demais" in error.value.problems[0].expected


def test_half_of_the_rows_are_told_in_rows_and_reais() -> None:
    (told,) = found(checked(broken("linhas-separadas-demais")), "linhas-separadas-demais")
    assert told.startswith("2 de 3 linha(s) que não se leem")


# --- the sample: what the month must not go on with ---------------------------------------------------------------


def october(working: Path) -> Path:
    return working / "exports" / "2026-10"


def without_column(path: Path, header: str) -> None:
    pd.read_excel(path, dtype=str).drop(columns=header).to_excel(path, index=False, sheet_name="Plan1")


Damage = Callable[[Path], None]


def unreadable(name: str) -> Damage:
    def damage(folder: Path) -> None:
        next(folder.glob(name)).write_bytes("Prestação;Operação\r\n1;2\r\n".encode())

    return damage


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda folder: without_column(folder / "cre_contratos.xlsx", "Submodalidade Bacen"), "coluna-que-decide-ausente"),
        (lambda folder: without_column(folder / "cre_contratos.xlsx", "Código Linha Crédito"), "coluna-que-decide-ausente"),
        (unreadable("Parcelas*"), "exportacao-esperada-ausente"),
        (lambda folder: (folder / "cre_garantias.csv").unlink(), "exportacao-esperada-ausente"),
    ],
    ids=["Submodalidade", "Linha de crédito", "parcelas não reconhecidas", "sem garantias"],
)  # fmt: skip
def test_check_and_close_stop_alike(working: Path, damage: Damage, code: str) -> None:
    close_month(working, SEPTEMBER)
    damage(october(working))
    assert code in codes_of(lambda: close_month(working))
    status = CliRunner().invoke(app, ["check", str(october(working))]).exit_code
    assert status == 1
    decision = ["--accept", code, "--author", "Ana", "--reason", "a central não exporta"]
    assert CliRunner().invoke(app, ["check", str(october(working)), *decision]).exit_code == 0
    closed = close_month(working, accepted=(Acceptance(code, "", "Ana", "a central não exporta"),))
    assert closed.published
    manifest = read_manifest(closed.folder)
    assert manifest is not None
    assert [(one["code"], one["author"], one["reason"]) for one in manifest["accepted"]] == [
        (code, "Ana", "a central não exporta")
    ]
    log = (working / "closings" / "log.jsonl").read_text(encoding="utf-8")
    assert '"event": "accepted"' in log and "a central não exporta" in log
    assert any(alert.startswith(f"Aceito por Ana: {code}") for alert in closed.run.month.alerts)


@pytest.mark.slow
def test_a_month_without_the_sheet_that_september_had_stops(working: Path) -> None:
    close_month(working, SEPTEMBER)
    for name in ("cli_conglomerados.xlsx", "gatilhos_ativo_problematico.xlsx", "cre_avalistas.csv"):
        kept = working / name
        shutil.move(october(working) / name, kept)
        assert codes_of(lambda: close_month(working)) == ["exportacao-esperada-ausente"]
        shutil.move(kept, october(working) / name)


@pytest.mark.slow
def test_check_says_that_another_close_stands(working: Path) -> None:
    """``close`` would stop on it (without --replace): the status is the same."""
    close_month(working)
    assert CliRunner().invoke(app, ["check", str(october(working))]).exit_code == 0
    without_rows = "Número Contrato Crédito;CPF Garantidor Crédito;Nome Garantidor\r\n".encode()
    (october(working) / "cre_avalistas.csv").write_bytes(without_rows)
    result = CliRunner().invoke(app, ["check", str(october(working)), "--json"])
    assert result.exit_code == 1 and '"fechamento-ja-existe": 1' in result.stdout
