"""``coopcli check``: everything a close would find, told at once; nothing written."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coopcli.cli import app
from coopcli.closing.check import Checked, as_json, check
from coopcli.closing.inputs import Request
from coopcli.closing.settings import Settings, load_settings
from coopcli.shipped import folder

from .closing_month import SEPTEMBER, close_month, tree

BROKEN = folder("sample_data") / "broken"
KEYS = {
    "format", "coopcli", "reference_date", "would_close", "problem_counts", "problems", "files", "set_aside",
    "control_totals", "corrections_applied", "missing", "rules", "regimes", "verdict", "assumptions",
}  # fmt: skip
"""What programs may rely on."""


def checked(exports: Path, settings: Settings | None = None, **asked: Any) -> Checked:
    return check(Request(exports, **asked), settings or Settings(), lambda step: None)


def october(working: Path) -> Path:
    return working / "exports" / "2026-10"


def codes(found: Checked) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_sound_month_would_close(working: Path) -> None:
    found = checked(october(working), load_settings(working), month=(2026, 10))
    assert (found.stops, found.missing, found.inputs.on) == (0, [], date(2026, 10, 31))
    assert found.rules is not None and list(found.rules.regimes) == ["floor_provision"]
    assert found.run is not None and len(found.run.month.operations)


def test_all_that_stops_a_close_is_told_at_once(working: Path) -> None:
    """A missing column, a wrong total, another date, an amount: a close would tell the first of them and stop."""
    for code in ("coluna-ausente", "total-nao-confere", "valor-invalido"):
        content = (BROKEN / f"{code}.csv").read_bytes().replace(b";100", b";909")
        (october(working) / f"{code}.csv").write_bytes(content)
    other_date = BROKEN / "data-base-divergente" / "exports" / "2026-10" / "cre_contratos.csv"
    (october(working) / "de setembro.csv").write_bytes(other_date.read_bytes().replace(b";100", b";808"))
    found = checked(october(working), month=(2026, 10), control_totals=("contratos=0,01",))
    assert {"coluna-ausente", "total-nao-confere", "valor-invalido", "data-base-divergente"} <= set(codes(found))
    assert codes(found).count("total-nao-confere") == 2
    assert found.run is None and found.stops == 4
    assert codes(found).index("valor-invalido") >= 4  # what blocks comes first


def test_warnings_do_not_stop_unless_strict() -> None:
    exports = BROKEN / "parcela-sem-contrato" / "exports" / "2026-10"
    assert (codes(checked(exports)), checked(exports).stops) == (["parcela-sem-contrato"], 0)
    assert checked(exports, strict=True).stops == 1


def test_what_only_the_calculation_finds_is_found() -> None:
    found = checked(BROKEN / "atraso-desconhecido" / "exports" / "2026-10")
    assert (codes(found), found.stops) == (["atraso-desconhecido"], 1)


def test_what_is_missing_is_told_with_what_follows() -> None:
    found = checked(BROKEN / "data-base-divergente" / "exports" / "2026-10", reference_date=date(2026, 9, 30))
    assert [one.frame for one in found.missing] == [
        "installments", "members", "economic_groups", "guarantees", "current_accounts"
    ]  # fmt: skip
    assert "dias em atraso" in found.missing[0].effect


def test_guarantees_are_not_missed_where_no_rule_asks_for_them() -> None:
    exports = BROKEN / "data-base-divergente" / "exports" / "2026-10"
    found = checked(exports, reference_date=date(2024, 12, 31), any_date=True)
    assert "guarantees" not in [one.frame for one in found.missing]


def test_a_date_without_rules_and_no_date_at_all_are_problems(working: Path) -> None:
    before = checked(october(working), reference_date=date(1999, 12, 31), any_date=True)
    assert set(codes(before)) == {"sem-regra-vigente", "exportacao-de-outra-data"} and before.rules is None
    undated = checked(BROKEN / "exportacao-ausente" / "exports" / "2026-10")
    assert codes(undated) == ["exportacao-ausente", "opcao-invalida"]
    assert undated.inputs.on is None


def test_the_method_that_the_segment_does_not_admit_is_told(working: Path) -> None:
    """Res. CMN 4.966, art. 50: the simplified method is of segments 4 and 5."""
    other = replace(load_settings(working), segment="S3")
    assert "configuracao-invalida" in codes(checked(october(working), other))


# --- for programs -------------------------------------------------------------------------------------------------


def test_the_answer_for_programs_has_its_keys_and_no_personal_data(working: Path) -> None:
    name = "documento-invalido.csv"
    (october(working) / name).write_bytes((BROKEN / name).read_bytes().replace(b";100", b";909"))
    answer = as_json(checked(october(working), month=(2026, 10)))
    assert set(answer) == KEYS
    assert answer["problem_counts"] == {"documento-invalido": 1}
    (problem,) = answer["problems"]
    assert set(problem) == {"code", "blocks", "accepted", "file", "sheet", "cell", "line", "header", "rows", "cents"}
    text = json.dumps(answer, ensure_ascii=False)
    assert "12345678900" not in text and "Ana" not in text
    assert sum(file["rows_read"] for file in answer["files"]) == sum(
        file["rows_used"] + file["rows_set_aside"] for file in answer["files"]
    )


# --- the command --------------------------------------------------------------------------------------------------


def call(*words: object) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of ``coopcli check``."""
    result = CliRunner().invoke(app, ["check", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.slow
def test_nothing_is_written(working: Path) -> None:
    close_month(working, SEPTEMBER)
    before = tree(working)
    assert call(october(working))[0] == 0
    assert call(october(working), "--json")[0] == 0
    assert call(working, "--control-total", "contratos=0,01")[0] == 1
    assert tree(working) == before


def test_a_working_folder_stands_for_its_latest_month(working: Path) -> None:
    month, folder_ = (json.loads(call(place, "--json")[1]) for place in (october(working), working))
    assert month == folder_
    assert folder_["reference_date"] == "2026-10-31"


def test_the_command_says_what_it_read_and_how_a_close_would_end(working: Path) -> None:
    status, said, _ = call(october(working))
    assert status == 0
    for words in ("reconhecido como", "data-base: 31/10/2026", "provisioning/bcb-352-2023", "o fechamento seguiria"):
        assert words in said
    status, said, told = call(october(working), "--control-total", "contratos=0,01")
    assert status == 1
    assert "não confere" in said and "o fechamento pararia: 1 problema(s)" in said
    assert "[total-nao-confere]" in told


def test_the_terminal_shows_no_document(working: Path) -> None:
    name = "documento-invalido.csv"
    (october(working) / name).write_bytes((BROKEN / name).read_bytes().replace(b";100", b";909"))
    status, said, told = call(october(working))
    assert status == 0 and "[documento-invalido]" in told
    assert "12345678900" not in said + told


def test_last_months_file_is_found(working: Path) -> None:
    close_month(working, SEPTEMBER)
    shutil.rmtree(october(working))
    shutil.copytree(working / "exports" / "2026-09", october(working))
    status, answer, _ = call(october(working), "--json")
    assert status == 1
    assert {"arquivo-do-mes-anterior", "data-base-divergente"} <= set(json.loads(answer)["problem_counts"])


@pytest.mark.parametrize("name", ["check", "conferir"])
def test_the_command_has_its_portuguese_name(name: str, working: Path) -> None:
    assert CliRunner().invoke(app, [name, str(working), "--silencioso"]).exit_code == 0
