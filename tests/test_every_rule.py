"""What must hold for every shipped rule file, whoever adds it (house style A22)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coopcli.errors import Problem
from coopcli.rulebook.book import NOT_RULES, Rulebook, load_file, load_rulebook
from coopcli.rulebook.cases import Case, load_cases
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.rulebook.proofs import flaws, oddities
from coopcli.rulebook.tables import FOREVER, RuleFile, Table
from coopcli.rulebook.vocabulary import FACTS
from coopcli.rulebook.yaml_text import read_yaml, yaml_files
from coopcli.shipped import folder
from coopcli.words import WHOLE_NUMBERS

RULES = folder("rules")
PATHS = [path for path in yaml_files(RULES) if path.relative_to(RULES).parts[0] not in NOT_RULES]
READ_ON = date(2026, 12, 31)
"""No rule can have been checked after this day. Move it on with the release that adds a later reading."""

BOOK: Rulebook = load_rulebook(RULES)
CASES = load_cases(Path(__file__).parent / "cases")


def _name(path: Path) -> str:
    return path.relative_to(RULES).with_suffix("").as_posix()


def _decidable(rule: RuleFile) -> list[Table]:
    return [table for table in rule.tables.values() if not table.hit.startswith("collect")]


TABLES = [table for rule in BOOK.files for table in _decidable(rule)]


def _table_name(table: Table) -> str:
    return f"{table.rule_id}#{table.name}"


@pytest.fixture(scope="module")
def cases_of() -> dict[str, list[Case]]:
    """The cases of each table, under the id of the version that they run against."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        for rule in BOOK.versions(case.rule.split(".as-of-")[0]):
            if case.rule in (rule.id, rule.family) and (case.on is None or rule.covers(case.on)):
                found[f"{rule.id}#{case.table}"].append(case)
    return found


@pytest.mark.parametrize("path", PATHS, ids=_name)
class TestFile:
    def test_id_is_its_path(self, path: Path) -> None:
        assert read_yaml(path).data["id"] == _name(path)

    def test_says_where_it_comes_from(self, path: Path) -> None:
        source = read_yaml(path).data["source"]
        assert source["act"] and source["url"].startswith("https://")
        assert date(2020, 1, 1) <= date.fromisoformat(source["checked_on"]) <= READ_ON

    def test_law_names_its_articles(self, path: Path) -> None:
        data = read_yaml(path).data
        assert data["kind"] != "law" or data["source"]["articles"]

    def test_every_row_and_parameter_has_its_article(self, path: Path) -> None:
        data = read_yaml(path).data
        rows = [row for table in data.get("tables", {}).values() for row in table["rows"]]
        assert all(item["article"].strip() for item in [*rows, *data.get("parameters", {}).values()])

    def test_loader_proves_it(self, path: Path) -> None:
        problems: list[Problem] = []
        rule = load_file(path, path.name, {}, problems)
        assert problems == []
        assert rule is not None
        assert [flaw for table in rule.tables.values() for flaw in flaws(table)] == []

    def test_has_no_oddity(self, path: Path) -> None:
        rule = load_file(path, path.name, {}, [])
        assert rule is not None
        assert [odd for table in rule.tables.values() for odd in oddities(table)] == []

    def test_has_a_case_where_a_table_decides(self, path: Path) -> None:
        rule = next(rule for rule in BOOK.files if rule.id == _name(path))
        families = {case.rule.split(".as-of-")[0] for case in CASES}
        assert not _decidable(rule) or rule.family in families


def test_every_shipped_yaml_is_read() -> None:
    """A file with another ending (.yml) would be silently left out."""
    strange = [path for path in RULES.rglob("*") if path.is_file() and path.suffix not in (".yaml", ".md")]
    assert strange == []
    assert [rule.id for rule in BOOK.files] == sorted(map(_name, PATHS))


@pytest.mark.parametrize("table", TABLES, ids=_table_name)
def test_every_row_is_decided_by_a_case(table: Table, cases_of: dict[str, list[Case]]) -> None:
    """Every row, and every entry of a row that is a map (each portfolio of each month of Annex I)."""
    decided = {_deciding_row(table, case) for case in cases_of[_table_name(table)]}
    never = [f"linha {row.number}: {dict(row.outcomes)}" for i, row in enumerate(table.rows) if i not in decided]
    assert never == []


def _deciding_row(table: Table, case: Case) -> int:
    """Return the index of the row that decides the case (a flag not given is false)."""
    names = [*table.facts, *table.covers]
    columns: dict[str, object] = {name: [None] for name in table.signature.given}
    columns |= {name: [case.given.get(name, False if FACTS[name].kind == "flag" else None)] for name in names}
    return int(decide(table, Facts(columns, 1)).index[0])


LAWS = {rule.id for rule in BOOK.files if rule.kind == "law"}


@pytest.mark.parametrize("table", [t for t in TABLES if t.rule_id in LAWS], ids=_table_name)
def test_article_of_every_row_is_the_one_that_a_case_cites(table: Table, cases_of: dict[str, list[Case]]) -> None:
    """Cases cite the article as read in the norm; the reports print the one of the row: they must agree."""
    said: dict[str, str] = defaultdict(str)
    for case in cases_of[_table_name(table)]:
        if (index := _deciding_row(table, case)) >= 0:
            said[table.rows[index].article] += f"{case.because}\n"
    articles = {row.article for row in table.rows}
    assert [article for article in articles if not _is_cited(article, said[article])] == []


def _is_cited(article: str, texts: str) -> bool:
    return any(part.split(" e §")[0] in texts for part in article.split("; "))


def _edges(table: Table) -> set[tuple[str, int]]:
    """Return each number next to a limit of the table, on both sides, that can occur and that it covers."""
    found: set[tuple[str, int]] = set()
    for row in table.rows:
        for fact, condition in row.conditions.items():
            if FACTS[fact].kind in WHOLE_NUMBERS:
                low, high = condition.low, condition.high
                found |= {(fact, low), (fact, low - 1)} if low > -FOREVER else set()
                found |= {(fact, high), (fact, high + 1)} if high < FOREVER else set()
    covered = table.covers
    return {(f, n) for f, n in found if n >= 0 and (f not in covered or covered[f].admits(n))}


@pytest.mark.parametrize("table", TABLES, ids=_table_name)
def test_both_sides_of_every_edge_have_a_case(table: Table, cases_of: dict[str, list[Case]]) -> None:
    given = {(fact, value) for case in cases_of[_table_name(table)] for fact, value in case.given.items()}
    assert sorted(_edges(table) - given) == []  # type: ignore[operator]


def test_edges_of_a_known_table() -> None:
    """Art. 4, I: 14/15, 30/31, 60/61, 90/91, 120/121, 150/151, 180/181, and day 0."""
    table = BOOK.in_force("provisioning/cmn-2682-1999", date(2024, 12, 31)).tables["level_by_days_past_due"]
    days = [0, 14, 15, 30, 31, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181]
    assert _edges(table) == {("days_past_due", day) for day in days}


PORTFOLIOS = ("C1", "C2", "C3", "C4", "C5")


def _tenths(table: str, months: list[int], portfolio: str) -> list[int]:
    """Return the rate of operations defaulted for so many months, in tenths of a percent."""
    rule = BOOK.in_force("provisioning/bcb-352-2023", date(2025, 1, 1))
    always = {"is_bankrupt_company": False, "is_federal_programme": False, "is_complete_method": False}
    always |= {"is_problem_asset": True}
    columns: dict[str, object] = {name: [None] * len(months) for name in rule.tables[table].signature.given}
    columns |= {name: [value] * len(months) for name, value in always.items()}
    columns |= {"portfolio": [portfolio] * len(months), "product_kind": ["other"] * len(months)}
    columns |= {"days_past_due": [91 + 30 * month for month in months], "months_since_default": months}
    decision = decide(rule.tables[table], Facts(columns, len(months)))
    return decision.share_of(np.full(len(months), 1000, dtype=np.int64)).tolist()


@pytest.mark.parametrize(
    ("portfolio", "start", "step"),
    [("C1", 55, 45), ("C2", 300, 34), ("C3", 450, 37), ("C4", 350, 45), ("C5", 500, 34)],
)
def test_annex_i_grows_by_a_constant_step_up_to_100_percent(portfolio: str, start: int, step: int) -> None:
    """Independent of the typed table: every column of Annex I is start + step × months, at most 100%."""
    months = list(range(40))
    assert _tenths("incurred_loss", months, portfolio) == [min(start + step * month, 1000) for month in months]


@pytest.mark.parametrize("portfolio", PORTFOLIOS)
def test_total_of_a_defaulted_operation_is_the_next_row_of_annex_i(portfolio: str) -> None:
    """Art. 78, § 1, III, adds one step of Annex I: total(n) = Annex I(n + 1), capped at 100% by § 2."""
    months = list(range(40))
    incurred, extra = (_tenths(table, months, portfolio) for table in ("incurred_loss", "additional_loss"))
    total = [min(a + b, 1000) for a, b in zip(incurred, extra, strict=True)]
    assert total == _tenths("incurred_loss", [month + 1 for month in months], portfolio)


@pytest.mark.parametrize(
    ("family", "last_day", "first_day"),
    [
        ("provisioning/cmn-2682-1999", date(2024, 12, 31), date(2000, 3, 1)),
        ("provisioning/cmn-4966-2021", None, date(2025, 1, 1)),
        ("provisioning/bcb-352-2023", None, date(2025, 1, 1)),
    ],
)
def test_regimes_meet_on_new_year_2025(family: str, last_day: date | None, first_day: date) -> None:
    """Res. 2.682, art. 16: effects from 01/03/2000; Res. 4.966, arts. 80 and 81: revoked from 01/01/2025."""
    versions = BOOK.versions(family)
    assert (versions[0].effective_from, versions[-1].effective_to) == (first_day, last_day)
