"""Last month's file among this month's: by its bytes or by its rows; what blocks and what is only told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.history import previous_close
from coopcli.closing.inputs import Request, gather
from coopcli.closing.manifest import read_manifest
from coopcli.closing.repeated_month import EarlierInput, content_digest, repeated_problems, unchanged_alert
from coopcli.closing.settings import Settings
from coopcli.errors import Acceptance
from coopcli.results import SourceFile
from coopcli.shipped import folder

from .closing_month import SEPTEMBER, close_month, codes_of

pytestmark = pytest.mark.slow

BROKEN = folder("sample_data") / "broken" / "arquivo-do-mes-anterior"
SEPTEMBER_END = date(2026, 9, 30)


# --- the digest of rows -------------------------------------------------------------------------------------------


def rows(**columns: list[object]) -> pd.DataFrame:
    data: dict[str, list[object]] = {"contract_id": ["1", "2"], "balance_cents": [100, 200]} | columns
    return pd.DataFrame(data).assign(source=0, source_row=[2, 3], movement_date=pd.Timestamp(2026, 9, 30))


def test_the_same_rows_have_the_same_digest_whatever_file_and_date() -> None:
    other = rows().assign(source=3, source_row=[10, 11], movement_date=pd.Timestamp(2026, 10, 31))
    assert content_digest(rows()) == content_digest(other)


@pytest.mark.parametrize(
    "changed",
    [
        rows(balance_cents=[100, 201]),
        rows(contract_id=["12", ""]),  # the same letters, cut elsewhere
        rows(contract_id=["1", None]),
        rows(contract_id=["2", "1"]),
        rows().iloc[:1],
        rows().rename(columns={"balance_cents": "amount_cents"}),
    ],
)
def test_anything_else_changes_the_digest(changed: pd.DataFrame) -> None:
    assert content_digest(changed) != content_digest(rows())


def test_missing_is_not_zero_nor_empty_nor_false() -> None:
    for missing, value in ((pd.array([None], "Int64"), [0]), (pd.array([None], "boolean"), [False])):
        one, other = pd.DataFrame({"x": missing}), pd.DataFrame({"x": pd.array(value, missing.dtype)})
        assert content_digest(one) != content_digest(other)
    texts = [pd.DataFrame({"x": pd.Series([text], dtype="str")}) for text in (None, "")]
    assert content_digest(texts[0]) != content_digest(texts[1])


def test_a_part_of_a_frame_has_the_digest_of_the_part_alone() -> None:
    """Files of one frame are told apart by slices of it."""
    whole = pd.concat([rows(), rows(contract_id=["8", "9"])], ignore_index=True)
    assert content_digest(whole.iloc[2:]) == content_digest(rows(contract_id=["8", "9"]))


# --- files --------------------------------------------------------------------------------------------------------


def source(frame: str, **facts: object) -> SourceFile:
    one = SourceFile("novo.csv", "", "sha-novo", "layouts/x", "X", frame, 1, rows_read=2, rows_used=2)
    return replace(one, **({"content_sha256": "dados"} | facts))  # type: ignore[arg-type]


def earlier(frame: str, sha256: str = "sha-velho", content: str = "dados") -> list[EarlierInput]:
    return [EarlierInput(SEPTEMBER_END, "velho.csv", frame, sha256, content)]


@pytest.mark.parametrize("frame", ["contracts", "installments", "current_accounts"])
def test_what_changes_every_month_blocks(frame: str) -> None:
    (problem,) = repeated_problems([source(frame)], earlier(frame))
    assert (problem.code, problem.file) == ("arquivo-do-mes-anterior", "novo.csv")
    assert problem.found.endswith("2 linha(s): os mesmos dados que velho.csv, do fechamento de 30/09/2026")
    same_file = source(frame, sha256="sha-velho")
    assert "o mesmo arquivo que" in repeated_problems([same_file], earlier(frame))[0].found
    assert unchanged_alert([source(frame)], earlier(frame)) == ""


@pytest.mark.parametrize("frame", ["guarantees", "members", "economic_groups", "reviews", "share_capital"])
def test_what_moves_slowly_is_only_told(frame: str) -> None:
    assert repeated_problems([source(frame)], earlier(frame)) == []
    assert "novo.csv" in unchanged_alert([source(frame)], earlier(frame))


def test_other_data_other_frames_and_empty_files_are_not_the_same() -> None:
    assert not repeated_problems([source("contracts")], earlier("contracts", content="outros"))
    assert not repeated_problems([source("contracts")], earlier("installments"))
    assert not repeated_problems([source("contracts", rows_used=0, sha256="sha-velho")], earlier("contracts"))
    unknown = source("contracts", content_sha256="")
    assert not repeated_problems([unknown], earlier("contracts", content=""))


# --- months -------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(working: Path) -> Path:
    """A working folder with September closed."""
    close_month(working, SEPTEMBER)
    return working


def october(working: Path) -> Path:
    return working / "exports" / "2026-10"


def test_the_sample_of_two_months_with_the_same_rows(working: Path) -> None:
    shutil.rmtree(working / "exports")
    shutil.copytree(BROKEN / "exports", working / "exports")
    no_lines = Acceptance("coluna-que-decide-ausente", "credit_line_code", "Ana", "sem programa federal")
    close_month(working, SEPTEMBER, accepted=(no_lines,))
    assert codes_of(lambda: close_month(working, accepted=(no_lines,)))[0] == "arquivo-do-mes-anterior"
    same = Acceptance("arquivo-do-mes-anterior", "cre_contratos.csv", "Ana", "sem movimento")
    assert close_month(working, accepted=(no_lines, same)).published


def test_two_different_months_pass_and_slow_sheets_are_told(closed: Path) -> None:
    month = close_month(closed).run.month
    assert "arquivo-do-mes-anterior" not in [problem.code for problem in month.problems]
    assert [alert for alert in month.alerts if alert.startswith("Iguais aos de um fechamento anterior")]


def test_last_months_file_is_found_by_its_bytes_under_another_name(closed: Path) -> None:
    old = next((closed / "exports" / "2026-09").glob("*arcelas*"))
    new = next(october(closed).glob("*arcelas*"))
    new.unlink()
    shutil.copy(old, october(closed) / f"parcelas de outubro{old.suffix}")
    codes = codes_of(lambda: close_month(closed))
    assert "arquivo-do-mes-anterior" in codes


def test_a_question_is_answered_all_the_same(closed: Path) -> None:
    on = date(2026, 10, 31)
    found = previous_close(closed / "closings", on, "2026-10")
    assert found is not None
    asked = Request(closed / "exports" / "2026-09", on, any_date=True)
    inputs = gather(asked, Settings(), lambda step: None, lambda day: found)
    assert "arquivo-do-mes-anterior" not in [problem.code for problem in inputs.problems]


def test_the_same_month_again_is_not_compared_with_itself(closed: Path) -> None:
    close_month(closed)
    assert close_month(closed).already


def test_all_earlier_closes_are_remembered_not_only_the_last(closed: Path) -> None:
    close_month(closed)
    found = previous_close(closed / "closings", date(2026, 11, 30), "2026-11")
    assert found is not None and found.on == date(2026, 10, 31)
    assert {one.on for one in found.inputs} == {SEPTEMBER_END, date(2026, 10, 31)}
    manifest = read_manifest(closed / "closings" / "2026-10")
    assert manifest is not None
    assert all(item["content_sha256"] for item in manifest["inputs"] if item["rows_used"])
