"""Signed tables: every shipped rule file, spoilt in every way that a slip of the hand can spoil it, is refused.

Refused by file and line when it is loaded: a word that its table may not use, an answer that is missing, another hit
policy, a table or a parameter that the role needs and the file lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from coopcli.errors import Problem
from coopcli.rulebook.compiled import compile_file
from coopcli.rulebook.schema import parse
from coopcli.rulebook.signed import role_of
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files
from coopcli.shipped import folder
from coopcli.signatures import ROLE_OF_FILE, ROLES, Role, Signature

RULES = folder("rules")
FILES = [path for path in yaml_files(RULES) if path.relative_to(RULES).parts[0] not in ("layouts", "cases")]
IDS = [path.relative_to(RULES).with_suffix("").as_posix() for path in FILES]


@cache
def text_of(rule_id: str) -> YamlText:
    return read_yaml(RULES / f"{rule_id}.yaml", f"rules/{rule_id}.yaml")


def problems_of(text: YamlText) -> list[Problem]:
    """Return what the loader has against a file, before its grids are proved."""
    model, found = parse(text)
    if model is None:
        return found
    role = role_of(model, text)
    return [role] if isinstance(role, Problem) else compile_file(model, text, role)[1]


def spoilt(rule_id: str, change: Callable[[Any], object]) -> list[Problem]:
    text = text_of(rule_id)
    data = deepcopy(text.data)
    change(data)
    return problems_of(YamlText(text.file, data, text.lines))


def signatures_of(rule_id: str) -> dict[str, Signature]:
    model, _ = parse(text_of(rule_id))
    assert model is not None
    role = role_of(model, text_of(rule_id))
    assert isinstance(role, Role)
    return role.signatures({name: [row.outcomes() for row in table.rows] for name, table in model.tables.items()})


def rows_of(rule_id: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for name, table in (text_of(rule_id).data.get("tables") or {}).items():
        yield from ((name, i, row) for i, row in enumerate(table["rows"]))


def refused_at(rule_id: str, change: Callable[[Any], object], *words: str, line: int | None = None) -> None:
    found = spoilt(rule_id, change)
    assert found, f"{rule_id}: {words} was let through"
    assert all(problem.code == "regra-invalida" and problem.file == f"rules/{rule_id}.yaml" for problem in found)
    told = " ".join(f"{problem.found} {problem.expected}" for problem in found)
    assert all(word in told for word in words), told
    if line is not None:
        assert line in [problem.line for problem in found]


@pytest.mark.parametrize("rule_id", IDS)
def test_shipped_rules_play_the_role_of_their_id(rule_id: str) -> None:
    assert problems_of(text_of(rule_id)) == []
    assert rule_id.split(".as-of-")[0] in ROLE_OF_FILE


@pytest.mark.parametrize("rule_id", IDS)
def test_each_required_answer_is_missed(rule_id: str) -> None:
    signatures = signatures_of(rule_id)
    for table, i, _row in rows_of(rule_id):
        for name in signatures[table].answers:
            line = text_of(rule_id).line(("tables", table, "rows", i))
            refused_at(
                rule_id,
                lambda data, table=table, i=i, name=name: data["tables"][table]["rows"][i].pop(name),
                name,
                line=line,
            )


@pytest.mark.parametrize("rule_id", IDS)
def test_each_outcome_is_told_by_another_name(rule_id: str) -> None:
    signatures = signatures_of(rule_id)
    for table in signatures:
        rows = [(i, row) for name, i, row in rows_of(rule_id) if name == table]
        if not rows:
            continue
        i, row = rows[0]
        for name in [key for key in row if key in OUTCOMES]:
            other = next(word for word in OUTCOMES if word not in signatures[table].outcomes)
            for wrong in (name + "x", other):

                def rename(data: Any, table: str = table, i: int = i, name: str = name, wrong: str = wrong) -> None:
                    row = data["tables"][table]["rows"][i]
                    row[wrong] = row.pop(name)

                refused_at(rule_id, rename, wrong)


@pytest.mark.parametrize("rule_id", IDS)
def test_each_table_asks_what_it_is_not_given(rule_id: str) -> None:
    signatures = signatures_of(rule_id)
    seen = set()
    for table, i, row in rows_of(rule_id):
        if table in seen:
            continue
        seen.add(table)
        given = signatures[table].given
        stranger = next(fact for fact in FACTS if fact not in given and FACTS[fact].kind == "flag")
        misspelt = f"{given[0]}x" if given else "x"
        for wrong in (stranger, misspelt):

            def ask(data: Any, table: str = table, i: int = i, wrong: str = wrong) -> None:
                row = data["tables"][table]["rows"][i]
                row["when"] = {**row.get("when", {}), wrong: {"is": "true"}}

            refused_at(rule_id, ask, wrong)
        if given:
            refused_at(
                rule_id,
                lambda data, table=table, i=i, wrong=misspelt: data["tables"][table]["rows"][i].update(
                    when={wrong: {"is": "true"}}
                ),
                "você quis dizer",
            )


@pytest.mark.parametrize("rule_id", IDS)
def test_each_table_has_another_hit_policy_or_another_name(rule_id: str) -> None:
    for table, signature in signatures_of(rule_id).items():
        if table not in (text_of(rule_id).data.get("tables") or {}):
            continue
        wrong = "collect" if "collect" not in signature.hits else "first"
        refused_at(rule_id, lambda data, table=table, wrong=wrong: data["tables"][table].update(hit=wrong), "hit")
        if signature.rows == "one" and not signature.empty:
            refused_at(
                rule_id, lambda data, table=table: data["tables"][table].update(may_be_empty="x"), "may_be_empty"
            )

        def rename(data: Any, table: str = table) -> None:
            data["tables"][f"{table}_x"] = data["tables"].pop(table)

        refused_at(rule_id, rename, table)


@pytest.mark.parametrize("rule_id", IDS)
def test_each_parameter_is_missing_or_of_another_kind(rule_id: str) -> None:
    role = ROLES[ROLE_OF_FILE[rule_id.split(".as-of-")[0]]]
    for name, kind in role.parameters.items():
        refused_at(rule_id, lambda data, name=name: data["parameters"].pop(name), name)
        wrong = "dois" if kind != "list" and not (isinstance(kind, tuple) and kind[0] == "list") else "um só"
        if kind != "text":

            def change(data: Any, name: str = name, wrong: str = wrong) -> None:
                data["parameters"][name] = {"value": wrong, "article": "a"}

            refused_at(rule_id, change, name)

    def add(data: Any) -> None:
        data.setdefault("parameters", {})["nobody_reads_this"] = {"value": "1", "article": "a"}

    if "*" not in role.may_have:
        refused_at(rule_id, add, "nobody_reads_this")
