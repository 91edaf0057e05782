"""One month from exports to results: its date, what stops it, what is only told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from calc.building import contract, frames_of

from coopcli.closing.inputs import Request, reference_date
from coopcli.closing.month import MonthRun, run_month
from coopcli.closing.settings import Settings, load_settings
from coopcli.errors import CoopError
from coopcli.shipped import folder

from .closing_month import close_month, codes_of

BROKEN = folder("sample_data") / "broken"
OCTOBER_END = date(2026, 10, 31)


def chosen(*moved: date | None, **asked: Any) -> date:
    """Return the reference date of contracts with these dates of movement."""
    contracts = [contract(f"{n}", movement_date=day) for n, day in enumerate(moved)]
    exports: Any = SimpleNamespace(frames=frames_of({"contracts": contracts}))
    return reference_date(Request(Path(), **asked), exports)


@pytest.mark.parametrize(
    "moved, asked, expected, because",
    [
        ((OCTOBER_END,), {"reference_date": date(2026, 10, 15)}, date(2026, 10, 15), "a pedida vale sempre"),
        ((OCTOBER_END, None), {}, OCTOBER_END, "a única das exportações"),
        ((date(2026, 10, 30),), {"month": (2026, 10)}, date(2026, 10, 30), "a das exportações, dentro do mês"),
        ((date(2026, 9, 30),), {"month": (2026, 10)}, OCTOBER_END, "de outro mês: vale o fim do mês, e o erro aparece"),
        ((date(2026, 9, 30), date(2026, 10, 30)), {"month": (2026, 10)}, date(2026, 10, 30), "só uma é do mês"),
        ((date(2026, 10, 29), date(2026, 10, 30)), {"month": (2026, 10)}, OCTOBER_END, "não concordam: o fim do mês"),
        ((None,), {"month": (2024, 2)}, date(2024, 2, 29), "sem data de movimento: o fim do mês"),
        ((), {"month": (2025, 2)}, date(2025, 2, 28), "sem linhas: o fim do mês"),
    ],
)
def test_the_reference_date(
    moved: tuple[date | None, ...], asked: dict[str, Any], expected: date, because: str
) -> None:
    assert chosen(*moved, **asked) == expected, because


@pytest.mark.parametrize("moved", [(), (None,), (date(2026, 10, 30), OCTOBER_END)])
def test_no_date_to_choose_is_an_error_not_a_guess(moved: tuple[date | None, ...]) -> None:
    assert codes_of(lambda: chosen(*moved)) == ["opcao-invalida"]


def run(exports: Path, settings: Settings | None = None, **asked: Any) -> MonthRun:
    return run_month(Request(exports, **asked), settings or Settings(), lambda step: None)


@pytest.mark.parametrize("code", ["data-base-divergente", "exportacao-ausente"])
def test_exports_that_stop_a_month(code: str) -> None:
    asked = {"reference_date": OCTOBER_END}
    assert code in codes_of(lambda: run(BROKEN / code / "exports" / "2026-10", **asked))


@pytest.mark.parametrize("code", ["parcela-sem-contrato", "contrato-desconhecido"])
def test_exports_that_only_warn_unless_strict(code: str) -> None:
    exports = BROKEN / code / "exports" / "2026-10"
    found = run(exports, reference_date=OCTOBER_END).month.problems
    assert [problem.code for problem in found] == [code]
    assert found[0].cell and found[0].file
    assert codes_of(lambda: run(exports, reference_date=OCTOBER_END, strict=True)) == [code]


def test_a_trigger_of_nobody_stops_a_month() -> None:
    exports = BROKEN / "devedor-desconhecido" / "exports" / "2026-10"
    found = codes_of(lambda: run(exports, reference_date=OCTOBER_END))
    assert found == ["linhas-separadas-demais", "devedor-desconhecido"]  # it may be of a debt of the portfolio


def test_a_question_about_another_day_is_answered_with_a_warning(working: Path) -> None:
    exports = working / "exports" / "2026-10"
    asked: dict[str, Any] = {"reference_date": date(2026, 10, 15)}
    assert "data-base-divergente" in codes_of(lambda: run(exports, **asked))
    answered = run(exports, any_date=True, **asked).month
    assert answered.reference_date == date(2026, 10, 15)
    assert {problem.code for problem in answered.problems} == {"exportacao-de-outra-data"}


def test_every_row_and_every_real_is_accounted_for(working: Path) -> None:
    month = close_month(working, dry_run=True).run.month
    for source in month.sources:
        assert source.rows_read == source.rows_used + source.rows_set_aside
        assert source.cents_read == source.cents_used + source.cents_set_aside
    assert sum(source.operation_rows or 0 for source in month.sources) == len(month.operations)
    assert sum(source.operation_cents or 0 for source in month.sources) == month.operations["balance_cents"].sum()


def test_the_complete_method_is_not_passed_off_as_the_simplified(working: Path) -> None:
    settings = working / "coop.yaml"
    settings.write_bytes(settings.read_text(encoding="utf-8").replace("simplified", "complete").encode())
    assert set(codes_of(lambda: close_month(working))) >= {"perda-esperada-ausente"}


def test_the_simplified_method_is_of_segments_4_and_5(working: Path) -> None:
    """Res. CMN 4.966, art. 50."""
    settings = working / "coop.yaml"
    settings.write_bytes(settings.read_text(encoding="utf-8").replace("segment: S5", "segment: S3").encode())
    assert codes_of(lambda: close_month(working)) == ["configuracao-invalida"]


def test_no_regime_in_force_stops(working: Path) -> None:
    with pytest.raises(CoopError) as error:
        run(working / "exports" / "2026-10", reference_date=date(1999, 12, 31), any_date=True)
    assert {problem.code for problem in error.value.problems} == {"sem-regra-vigente"}


def test_the_rules_of_the_working_folder_replace_the_shipped(working: Path) -> None:
    """A cooperative that closes its bands at 15 days, and a municipal holiday on a Friday."""
    shipped = (folder("rules") / "aging" / "cooperative.yaml").read_text(encoding="utf-8")
    own = working / "rules" / "aging" / "cooperative.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(re.sub("em dia", "sem atraso", shipped).encode())
    month = close_month(working).run.month
    bands = {table.scheme: set(table.rows["band"]) for table in month.aging}
    assert "sem atraso" in bands["aging/cooperative"]
    told = {rule.id: rule.status for rule in month.rules}
    assert told["aging/cooperative"].startswith("substitui a regra publicada; a cópia não diz de que texto foi feita")


def test_a_gap_in_an_own_rule_stops_with_file_and_line(working: Path) -> None:
    shipped = (folder("rules") / "aging" / "cooperative.yaml").read_text(encoding="utf-8")
    own = working / "rules" / "aging" / "cooperative.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(shipped.replace("from: 15,  to: 30", "from: 16,  to: 30").encode())
    with pytest.raises(CoopError) as error:
        close_month(working)
    (problem,) = error.value.problems
    assert (problem.code, problem.file) == ("regra-com-lacuna", "rules/aging/cooperative.yaml")
    assert "15" in problem.found and problem.line > 1


def test_the_choices_of_the_cooperative_count(working: Path) -> None:
    settings = load_settings(working)
    exports = working / "exports" / "2026-10"
    chosen = {**settings.choices, "provisioning/bcb-352-2023": {"month_counting": "anniversary"}}
    other = Settings(settings.cooperative, settings.method, settings.tolerance_cents, chosen, settings.folder)
    asked: dict[str, Any] = {"reference_date": date(2026, 11, 5), "any_date": True}  # November has only begun
    by_calendar, by_anniversary = (
        run(exports, each, **asked)
        .classifications["floor_provision"]
        .classified.operations["months_since_default"]
        .sum()
        for each in (settings, other)
    )
    assert by_calendar > by_anniversary


def test_an_unknown_choice_is_refused(working: Path) -> None:
    with (working / "coop.yaml").open("ab") as stream:
        stream.write(b"  provisioning/cmn-4966-2021:\n    sem_parametro: sim\n")
    assert set(codes_of(lambda: close_month(working))) == {"configuracao-invalida"}
