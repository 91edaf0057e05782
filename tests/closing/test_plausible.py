"""What can be read and does not seem true: told or stopped by the policy, and never better than the truth."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from coopcli.closing.accepted import acceptances
from coopcli.closing.check import Checked, check
from coopcli.closing.history import previous_close
from coopcli.closing.inputs import Request
from coopcli.closing.settings import Settings, load_settings
from coopcli.shipped import folder as shipped

from .closing_month import SEPTEMBER, close_month

BROKEN = shipped("sample_data") / "broken"
STOPS = {"valor-nao-informado", "data-implausivel", "dias-e-meses-trocados"}
ALONE = (
    "parcelas-de-mesmo-numero",
    "data-fora-do-contrato",
    "vencimentos-fora-de-ordem",
    "parcelas-que-faltam",
    "parcelas-que-nao-somam",
    *sorted(STOPS),
)


def checked(exports: Path, *accepted: str) -> Checked:
    request = Request(exports, month=(2026, 10), accepted=acceptances(accepted, "Ana", "conferido na agência"))
    return check(request, Settings(), lambda step: None)


@pytest.mark.parametrize("code", ALONE)
def test_each_is_told_at_its_cell(code: str) -> None:
    found = checked(BROKEN / code / "exports" / "2026-10")
    (problem,) = (problem for problem in found.problems if problem.code == code)
    assert re.fullmatch(r"[A-Z]+\d+", problem.cell) and problem.file.endswith(".csv")
    assert problem.blocks is (code in STOPS)
    assert found.verdict == ("stops" if code in STOPS else "to_check")


@pytest.mark.parametrize("code", ["data-implausivel", "dias-e-meses-trocados"])
def test_what_stops_may_be_accepted_by_its_contract_or_file(code: str) -> None:
    exports = BROKEN / code / "exports" / "2026-10"
    assert checked(exports, f"{code}=installments.csv").stops == 0
    assert checked(exports, f"{code}=outro arquivo").stops == 1


def october(working: Path) -> Path:
    return working / "exports" / "2026-10"


def after_september(working: Path) -> Checked:
    before = previous_close(working / "closings", date(2026, 10, 31), "2026-10")
    return check(Request(october(working), month=(2026, 10)), Settings(), lambda step: None, lambda on: before)


def month_of(code: str, working: Path) -> None:
    """Make a working folder of a faulty month and close the month before it."""
    shutil.copytree(BROKEN / code / "exports", working / "exports")
    settings = (shipped("sample_data") / "mini" / "coop.yaml").read_text(encoding="utf-8")
    (working / "coop.yaml").write_bytes(settings.partition("choices:")[0].encode())
    close_month(working, SEPTEMBER, letters=False)


@pytest.mark.parametrize("code", ["saldo-que-salta", "parcelas-que-sumiram", "vencimento-que-mudou"])
def test_what_only_the_month_before_tells(code: str, tmp_path: Path) -> None:
    month_of(code, tmp_path / "coop")
    found = after_september(tmp_path / "coop")
    assert [problem.code for problem in found.problems if problem.code == code] == [code]
    assert found.verdict == "to_check" and found.run is not None


def test_a_due_date_that_moved_keeps_the_days_of_the_last_close(tmp_path: Path) -> None:
    """Due on 10/08/2026, moved to 20/10: 82 days by 31/10 and not 11."""
    month_of("vencimento-que-mudou", tmp_path / "coop")
    found = after_september(tmp_path / "coop")
    assert found.run is not None
    (days,) = found.run.month.operations.query("contract_id == '1001'")["days_past_due"]
    assert days == (date(2026, 10, 31) - date(2026, 8, 10)).days == 82
    (told,) = (problem.found for problem in found.problems if problem.code == "vencimento-que-mudou")
    assert "contrato 1001" in told and "10/08/2026" in told and "20/10/2026" in told


# --- the sample ---------------------------------------------------------------------------------------------------

DUE = re.compile(r"^((?:[^;]*;){3})(\d\d)/(\d\d)(/\d{4};)", re.MULTILINE)


def with_due_dates(exports: Path, change: Callable[[re.Match[str]], str], most: int = 0) -> None:
    (path,) = exports.glob("Parcelas*")
    text = path.read_bytes().decode("cp1252")
    changed, count = DUE.subn(change, text, most)
    assert count
    path.write_bytes(changed.encode("cp1252"))


def swapped(match: re.Match[str]) -> str:
    before, day, month, rest = match.groups()
    return f"{before}{month}/{day}{rest}" if int(day) <= 12 else match[0]


def test_the_sample_has_nothing_of_the_kind(working: Path) -> None:
    found = check(Request(october(working), month=(2026, 10)), load_settings(working), lambda step: None)
    assert found.problems == [] and found.run is not None
    assert int(found.run.month.classified[0].operations["provision_cents"].sum()) == 13_076_950


def test_a_question_about_a_past_day_is_asked_of_the_same_exports(working: Path) -> None:
    """Contracts made after that day are none that lie outside of their life."""
    asked = Request(october(working), reference_date=date(2026, 7, 31), any_date=True)
    found = check(asked, load_settings(working), lambda step: None)
    assert {problem.code for problem in found.problems} == {"exportacao-de-outra-data"}


def test_a_due_date_of_1900_stops(working: Path) -> None:
    with_due_dates(october(working), lambda match: f"{match[1]}01/01/1900;", most=1)
    found = checked(october(working))
    assert {problem.code for problem in found.problems if problem.blocks} == {"data-implausivel"}


def test_days_and_months_swapped_up_to_the_twelfth_stop(working: Path) -> None:
    with_due_dates(october(working), swapped)
    found = checked(october(working))
    assert "dias-e-meses-trocados" in {problem.code for problem in found.problems if problem.blocks}


def without_row(path: Path, row: int) -> None:
    """Remove a row below the header of the first sheet."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0].delete_rows(row)
    book.save(path)


@pytest.mark.parametrize(("name", "row"), [("cli_conglomerados.xlsx", 2), ("gatilhos_ativo_problematico.xlsx", 3)])
def test_a_row_that_the_last_close_had_stops(working: Path, name: str, row: int) -> None:
    close_month(working, SEPTEMBER, letters=False)
    assert "linha-que-sumiu" not in {problem.code for problem in after_september(working).problems}
    without_row(october(working) / name, row)
    (problem,) = (one for one in after_september(working).problems if one.code == "linha-que-sumiu")
    assert problem.blocks and problem.found


def test_a_guarantee_that_is_gone_is_told(working: Path) -> None:
    close_month(working, SEPTEMBER, letters=False)
    (path,) = october(working).glob("cre_garantias*")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:-1]]))
    (problem,) = (one for one in after_september(working).problems if one.code == "linha-que-sumiu")
    assert not problem.blocks and problem.found.startswith("Contrato")
