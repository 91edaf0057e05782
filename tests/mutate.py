"""Which slips in a calculation no test would see: ``make mutate TOPIC=cure``.

A topic is ``coopcli/calc/<topic>.py`` or a folder of that name. Each comparison, sum, whole number, negation and
choice of first or last, least or greatest in its functions is turned into its neighbour, one at a time, and the
topic's tests run until one fails. A mutant that lives is a row missing from the tests, or a line that says nothing.
The mutated code takes the place of the function's own in a fork of this process, where everything is loaded already.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import inspect
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CALC, TESTS = ROOT / "coopcli" / "calc", ROOT / "tests" / "calc"
BESIDES = {
    "levels": ["test_write_off.py", "test_contagion.py", "test_second_reckoning.py"],
    "contagion": ["test_second_reckoning.py"],
    "delay": ["test_aging.py", "test_portfolio.py"],
    "problem_assets": ["test_cure.py", "test_restructuring.py"],
    "triggers": ["test_cure.py", "test_problem_assets.py", "test_restructuring.py"],
}
"""The tests of a topic that do not bear its name."""
SECONDS = 120
"""A mutant whose tests take longer goes round in circles, and is counted as seen."""

OPERATORS: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}  # fmt: skip
_PAIRS = (("minimum", "maximum"), ("fmin", "fmax"), ("min", "max"), ("first", "last"), ("any", "all"))
NAMES = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


@dataclass(frozen=True)
class Mutant:
    """A slip: in which function of which module, on which line, what it was and what it became."""

    module: str
    tree: ast.Module
    line: int
    was: str
    became: str

    def __str__(self) -> str:
        return f"{self.module.replace('.', '/')}.py:{self.line}: {self.was}  →  {self.became}"


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the neighbours of one node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        yield ast.Compare(node.left, [OPERATORS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(OPERATORS[type(node.op)](), node.values)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield ast.Attribute(node.value, NAMES[node.attr], node.ctx)


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield parent, field, place in the field, and child, of all that runs below a node: no annotation, no default."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "args") and isinstance(
            node, (ast.FunctionDef, ast.arg)
        ):
            continue
        if field == "annotation":
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield node, field, place, child
                yield from _places(child)


def mutants_of(module: str, path: Path) -> Iterator[Mutant]:
    """Yield every slip that can be made in the functions of a file."""
    whole = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(whole) if isinstance(node, ast.FunctionDef)]
    nested = {id(inner) for one in functions for inner in ast.walk(one) if inner is not one}
    for function in (one for one in functions if id(one) not in nested):
        for parent, field, place, child in list(_places(function)):
            for new in _changed(child):
                ast.copy_location(new, child)
                _put(parent, field, place, new)
                yield Mutant(
                    module, ast.fix_missing_locations(copy.deepcopy(whole)), getattr(child, "lineno", 0),
                    ast.unparse(child), ast.unparse(new),
                )  # fmt: skip
                _put(parent, field, place, child)


def _put(parent: ast.AST, field: str, place: int | None, child: ast.AST) -> None:
    if place is None:
        setattr(parent, field, child)
    else:
        getattr(parent, field)[place] = child


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """Yield the functions and methods that a module defines, below whatever decorates them."""
    owners = [module, *(each for each in vars(module).values() if inspect.isclass(each))]
    for value in (value for owner in owners for value in vars(owner).values()):
        for found in (
            value,
            getattr(value, "fget", None),
            getattr(value, "func", None),
            getattr(value, "__func__", None),
        ):
            inner = inspect.unwrap(found) if callable(found) else found
            if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
                yield inner


def put_in_place(mutant: Mutant) -> None:
    """Let the functions of the loaded module run the mutant's code."""
    module = importlib.import_module(mutant.module)
    codes = {code.co_qualname: code for code in _codes(compile(mutant.tree, str(module.__file__), "exec"))}
    for function in _functions(module):
        code = codes.get(function.__qualname__)
        if code is not None and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code


def is_seen(mutant: Mutant, tests: list[str]) -> bool:
    """Return whether a test fails, in a process of its own, where a mutant takes the place of what is right."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    signal.alarm(SECONDS)
    put_in_place(mutant)
    os._exit(_run(tests))


def _run(tests: list[str]) -> int:
    return int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow", *tests]))


def topic_of(name: str) -> tuple[dict[str, Path], list[str]]:
    """Return the modules of a topic and its tests; SystemExit where there are none."""
    paths = sorted((CALC / name).glob("*.py")) or [CALC / f"{name}.py"]
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths if path.stem != "__init__"
    }
    alone = CALC / f"{name}.py"
    named = [
        TESTS / name.removesuffix(".py"),
        (TESTS / name).with_name(f"test_{alone.stem}.py"),
        *(TESTS / one for one in BESIDES.get(name, ())),
    ]
    tests = [str(path) for path in named if path.exists()]
    if not all(path.exists() for path in paths) or not tests:
        raise SystemExit(f"no topic {name}: coopcli/calc/{name}.py, tests/calc/test_{alone.stem}.py")
    return modules, tests


def main() -> None:
    """Print the mutants of a topic that live, and how many were seen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("topic", help="cure, contagion, collection/bureau …")
    asked.add_argument("--most", type=int, default=0, help="so many of them, drawn by a fixed seed; 0: all")
    asked.add_argument("--tests", nargs="*", default=[], help="other tests than those of the topic's name")
    given = asked.parse_args()
    modules, tests = topic_of(given.topic)
    tests = given.tests or tests
    if _run(tests):
        raise SystemExit("the tests fail without any mutant")
    mutants = [mutant for module, path in modules.items() for mutant in mutants_of(module, path)]
    if given.most and len(mutants) > given.most:
        mutants = sorted(random.Random(0).sample(mutants, given.most), key=lambda one: (one.module, one.line))
    counted: Counter[bool] = Counter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # told to end, it says how far it came
    try:
        for mutant in mutants:
            seen = is_seen(mutant, tests)
            counted[seen] += 1
            if not seen:
                print(f"alive  {mutant}", flush=True)
    finally:
        tried = f"{counted.total()} of {len(mutants)} mutants"
        print(f"{given.topic}: {tried}, {counted[True]} seen, {counted[False]} alive", flush=True)


if __name__ == "__main__":
    sys.exit(main())
