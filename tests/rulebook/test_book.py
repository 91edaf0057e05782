"""The rulebook: which file is in force on a day, whose file counts, and what a cooperative may choose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.book import Rulebook, load_rulebook, period, rule_source

from .writing import bands, header, write

OLD, NEW, LATER = "provisioning/act", "provisioning/act.as-of-2025-01-01", "provisioning/act.as-of-2026-03-01"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Three versions of an act: 01/03/2000 to 31/12/2024, from 01/01/2025, and from 01/03/2026 on (a day's gap)."""
    folder = tmp_path / "shipped" / "rules"
    write(folder, OLD, header(OLD, "2000-03-01", "2024-12-31") + bands())
    write(folder, NEW, header(NEW, "2025-01-01", "2026-02-27") + bands(rates=("0.3", "0.4")))
    write(folder, LATER, header(LATER, "2026-03-01") + bands(rates=("0.5", "0.6")))
    return folder


def problems_of(shipped: Path, own: Path | None = None, **choices: dict[str, str]) -> list[Problem]:
    with pytest.raises(RuleError) as caught:
        load_rulebook(shipped, own, {key.replace("__", "/"): value for key, value in choices.items()})
    return caught.value.problems


@pytest.mark.parametrize(
    ("day", "rule_id"),
    [
        (date(2000, 3, 1), OLD),
        (date(2024, 12, 31), OLD),
        (date(2025, 1, 1), NEW),
        (date(2026, 2, 27), NEW),
        (date(2026, 3, 1), LATER),
        (date(2099, 12, 31), LATER),
    ],
)
def test_version_in_force_on_its_first_and_last_day(shipped: Path, day: date, rule_id: str) -> None:
    book = load_rulebook(shipped)
    assert book.in_force(OLD, day).id == book.nearest(OLD, day).id == rule_id
    assert book.is_in_force(OLD, day)
    assert [rule.id for rule in book.topic("provisioning", day)] == [rule_id]


@pytest.mark.parametrize(
    ("day", "nearest"), [(date(2000, 2, 29), OLD), (date(1999, 12, 21), OLD), (date(2026, 2, 28), NEW)]
)
def test_no_version_in_force_is_an_error_that_lists_them_all(shipped: Path, day: date, nearest: str) -> None:
    book = load_rulebook(shipped)
    with pytest.raises(RuleError) as caught:
        book.in_force(OLD, day)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("sem-regra-vigente", f"data-base {day:%d/%m/%Y}")
    assert problem.found == (
        f"{OLD} (de 01/03/2000 a 31/12/2024); {NEW} (de 01/01/2025 a 27/02/2026); {LATER} (desde 01/03/2026)"
    )
    assert not book.is_in_force(OLD, day)
    assert book.topic("provisioning", day) == []
    assert book.nearest(OLD, day).id == nearest


def test_unknown_act_is_an_error(shipped: Path) -> None:
    book = load_rulebook(shipped)
    for ask in (book.in_force, book.nearest):
        with pytest.raises(RuleError, match="nenhum arquivo provisioning/other"):
            ask("provisioning/other", date(2025, 1, 1))


def test_versions_come_oldest_first(shipped: Path) -> None:
    assert [rule.id for rule in load_rulebook(shipped).versions(OLD)] == [OLD, NEW, LATER]


def test_periods_are_written_as_the_clerk_reads_them(shipped: Path) -> None:
    assert [period(rule) for rule in load_rulebook(shipped).versions(OLD)] == [
        "de 01/03/2000 a 31/12/2024", "de 01/01/2025 a 27/02/2026", "desde 01/03/2026",
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["2025-01-01", "2030-01-01", ""])
def test_overlapping_periods_are_refused_even_by_one_day(shipped: Path, end: str) -> None:
    write(shipped, OLD, header(OLD, "2000-03-01", end) + bands())
    (problem,) = problems_of(shipped)
    assert problem.code == "regras-sobrepostas"
    assert OLD in problem.found
    assert NEW in problem.found


def test_every_problem_of_every_file_is_told(shipped: Path) -> None:
    write(shipped, OLD, header(OLD, "2000-03-01", "2024-12-31") + bands(rates=("2", "0.1")))
    write(shipped, LATER, header(LATER, "2026-03-01") + bands().replace("above: 14", "above: 15"))
    assert [(p.code, p.file) for p in problems_of(shipped)] == [
        ("regra-com-lacuna", f"rules/{LATER}.yaml"), ("regra-invalida", f"rules/{OLD}.yaml"),
    ]  # fmt: skip


def test_id_must_be_the_path(shipped: Path) -> None:
    write(shipped, "provisioning/elsewhere", header("provisioning/somewhere", "2025-01-01") + bands())
    (problem,) = problems_of(shipped)
    assert (problem.found, problem.expected) == ("id: provisioning/somewhere", "id: provisioning/elsewhere")


@pytest.mark.parametrize("folder", ["layouts", "cases"])
def test_layouts_and_cases_have_a_format_of_their_own(shipped: Path, folder: str) -> None:
    write(shipped, f"{folder}/contracts", "frame: contracts\n")
    assert len(load_rulebook(shipped).files) == 3


# --- the cooperative's own files ----------------------------------------------------------------------------------


def test_own_file_replaces_the_shipped_one_with_the_same_id(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "coop" / "rules"
    write(own, NEW, header(NEW, "2025-01-01", "2026-02-27") + bands(rates=("0.7", "0.8")))
    book = load_rulebook(shipped, own)
    rule = book.in_force(OLD, date(2025, 6, 30))
    assert [row.outcomes["rate"] for row in rule.tables["t"].rows] == [Decimal("0.7"), Decimal("0.8")]
    assert [r.shipped is not None for r in book.versions(OLD)] == [False, True, False]
    assert "substitui a regra publicada" in rule_source(rule, date(2025, 6, 30)).status
    assert rule_source(book.versions(OLD)[0], date(2024, 6, 30)).status == ""


def test_own_file_with_a_new_id_is_added(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "coop" / "rules"
    write(own, "collection/ours", header("collection/ours", "2025-01-01") + bands())
    (rule,) = load_rulebook(shipped, own).topic("collection", date(2025, 1, 1))
    assert (rule.id, rule.shipped) == ("collection/ours", None)


def test_own_file_is_proved_like_any_other(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "coop" / "rules"
    write(own, NEW, header(NEW, "2025-01-01", "2026-02-27") + bands().replace("above: 14", "above: 20"))
    assert [problem.code for problem in problems_of(shipped, own)] == ["regra-com-lacuna"]


def test_folder_that_is_not_there_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    assert load_rulebook(shipped, tmp_path / "none") == load_rulebook(shipped)


def test_fingerprint_is_that_of_the_bytes(shipped: Path) -> None:
    """sha256sum of an edited file differs, and of the same text is the same."""
    before = {rule.id: rule.sha256 for rule in load_rulebook(shipped).files}
    path = shipped / f"{OLD}.yaml"
    path.write_bytes(path.read_bytes() + "# comentário\n".encode())
    after = {rule.id: rule.sha256 for rule in load_rulebook(shipped).files}
    assert {rule_id for rule_id in before if before[rule_id] != after[rule_id]} == {OLD}
    assert all(len(value) == 64 for value in after.values())


# --- choices ------------------------------------------------------------------------------------------------------

CHOOSABLE = """\
parameters:
  method: {value: calendar, one_of: [calendar, anniversary], article: a}
  grace_days: {value: 14, policy: true, article: a}
  fixed_days: {value: 90, article: a}
  holidays: {value: [24/06], policy: true, article: a}
""" + bands().replace("14", "$grace_days")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped" / "rules"
    write(folder, "policy/rule", header("policy/rule") + CHOOSABLE)
    return folder


def only(book: Rulebook) -> dict[str, object]:
    (rule,) = book.files
    return {name: rule[name] for name in rule.parameters}


def test_choices_reach_parameters_and_the_tables_that_use_them(policy: Path) -> None:
    book = load_rulebook(policy, None, {"policy/rule": {"grace_days": "9", "method": "anniversary"}})
    assert only(book) == {"method": "anniversary", "grace_days": 9, "fixed_days": 90, "holidays": ("24/06",)}
    (rule,) = book.files
    limits = [row.conditions["days_past_due"] for row in rule.tables["t"].rows]
    assert (limits[0].high, limits[1].low) == (9, 10)
    assert rule.overrides == ("grace_days = 9", "method = anniversary")
    status = rule_source(rule, date(2026, 1, 1)).status
    assert "escolhas da cooperativa: grace_days = 9, method = anniversary" in status


def test_without_choices_the_published_values_stand(policy: Path) -> None:
    assert only(load_rulebook(policy)) == {
        "method": "calendar", "grace_days": 14, "fixed_days": 90, "holidays": ("24/06",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "found", "expected"),
    [
        ({"method": "lunar"}, "policy/rule: method: 'lunar'", "um de: calendar, anniversary"),
        ({"grace_days": "many"}, "policy/rule: grace_days: 'many'", "um número inteiro"),
        ({"fixed_days": "30"}, "fixed_days: parâmetro que não se escolhe", "method, grace_days, holidays"),
        ({"colour": "blue"}, "colour: parâmetro que não se escolhe", "method, grace_days, holidays"),
        ({"holidays": "24/06"}, "policy/rule: holidays: '24/06'", "uma lista"),
    ],
)
def test_choice_that_cannot_be_is_refused(policy: Path, choice: dict[str, str], found: str, expected: str) -> None:
    (problem,) = problems_of(policy, policy__rule=choice)
    assert (problem.code, problem.file) == ("configuracao-invalida", "coop.yaml")
    assert found in problem.found
    assert problem.expected == expected


def test_choice_for_an_unknown_rule_is_refused(policy: Path) -> None:
    (problem,) = problems_of(policy, policy__other={"grace_days": "9"})
    assert problem.found == "choices, policy/other: regra desconhecida"
    assert problem.expected == "policy/rule"


def test_choice_that_makes_a_gap_is_refused(policy: Path) -> None:
    write(policy, "policy/rule", header("policy/rule") + CHOOSABLE.replace("above: $grace_days", "above: 14"))
    assert load_rulebook(policy).files
    (problem,) = problems_of(policy, policy__rule={"grace_days": "9"})
    assert problem.code == "regra-com-lacuna"


def test_choice_by_the_act_reaches_all_its_versions_and_by_id_one(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    write(folder, "policy/rule", header("policy/rule", end="2026-06-30") + CHOOSABLE)
    amended = "policy/rule.as-of-2026-07-01"
    write(folder, amended, header(amended, "2026-07-01") + CHOOSABLE)
    book = load_rulebook(folder, None, {"policy/rule": {"grace_days": "9"}, amended: {"grace_days": "5"}})
    assert [rule["grace_days"] for rule in book.versions("policy/rule")] == [9, 5]


def test_choice_of_a_parameter_that_only_the_own_file_has(policy: Path, tmp_path: Path) -> None:
    own = tmp_path / "coop" / "rules"
    more = CHOOSABLE.replace("parameters:\n", "parameters:\n  extra_days: {value: 1, policy: true, article: a}\n")
    write(own, "policy/rule", header("policy/rule") + more)
    book = load_rulebook(policy, own, {"policy/rule": {"extra_days": "2"}})
    assert only(book)["extra_days"] == 2


def test_source_tells_what_a_reader_must_know(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    more = "confirm: [artigo não lido]\nparameters:\n  d_days: {value: 1, article: a, confirm: ver com o contador}\n"
    text = header("policy/rule", end="2026-06-30", more=more)
    text = text.replace("checked_on: 2026-11-21", "checked_on: 2026-11-21, amended_by: [Lei 2]")
    write(folder, "policy/rule", text + bands())
    (rule,) = load_rulebook(folder).files
    source = rule_source(rule, date(2026, 7, 1))
    assert source.act == "Ata nº 1, alterada por Lei 2"
    assert source.status == (
        "fora da vigência (de 01/01/2026 a 30/06/2026): visão gerencial; a confirmar: artigo não lido; "
        "a confirmar: d_days: ver com o contador"
    )
