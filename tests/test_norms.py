"""docs/normas.md against the program: no empty cell; every rule row, function and test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "normas.md").read_text(encoding="utf-8")
BOOK = load_rulebook(folder("rules"))

SECTIONS: dict[str, str] = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
RULE_ROW = re.compile(r"`([a-z-]+/[\w.-]+)#(\w+)\[(\d+)\]`")
NAMED = re.compile(r"`((?:coopcli|tests)/[\w/.-]+\.py)::(\w+)`")

ARTICLES = {
    "Resolução CMN nº 2.682/1999": range(1, 17),
    "Resolução CMN nº 4.966/2021": (2, 3, *range(15, 26), *range(37, 52), *range(68, 73)),
    "Resolução BCB nº 352/2023": range(74, 86),
}
"""The articles of each act, or those of them that speak of credit provision: each must have a row."""


def rows(section: str) -> list[list[str]]:
    """Return the cells of a section's table, without its header."""
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in lines[2:]]


@pytest.mark.parametrize("section", SECTIONS)
def test_no_cell_is_empty(section: str) -> None:
    bad = [row for row in rows(section) if len(row) != 4 or not all(row)]
    assert bad == []


@pytest.mark.parametrize("section", ARTICLES)
def test_every_article_has_a_row(section: str) -> None:
    assert set(ARTICLES[section]) <= {number for row in rows(section) for number in _numbers(row[0])}


def _numbers(cell: str) -> set[int]:
    """Return the articles that a cell names: ``art. 7º``, ``arts. 20 e 21``, ``arts. 82, 83 e 84``."""
    lists = re.findall(r"\barts?\. (\d+º?(?:(?:, | e )\d+º?(?!\d*-))*)", cell)
    return {int(number) for found in lists for number in re.findall(r"\d+", found)}


def test_every_rule_row_exists() -> None:
    found = RULE_ROW.findall(PAGE)
    assert found
    tables = {(rule.family, name): table for rule in BOOK.files for name, table in rule.tables.items()}
    tables |= {(rule.id, name): table for rule in BOOK.files for name, table in rule.tables.items()}
    missing = [
        f"{rule}#{table}[{number}]"
        for rule, table, number in found
        if (rule, table) not in tables or int(number) not in {row.number for row in tables[rule, table].rows}
    ]
    assert missing == []


def _names(path: Path) -> set[str]:
    """Return the functions, classes and values that a file defines, methods included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [t for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
    return found | {target.id for target in targets if isinstance(target, ast.Name)}


def test_every_function_and_test_exists() -> None:
    found = NAMED.findall(PAGE)
    assert found
    missing = [
        f"{path}::{name}" for path, name in found if not (ROOT / path).is_file() or name not in _names(ROOT / path)
    ]
    assert missing == []
