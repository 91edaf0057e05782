"""The layers of the design, by reading the source: who may import whom, what start-up may load, what stays pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import coopcli

PACKAGE = Path(coopcli.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)

WORKER = {"contained", "contained_worker"}
LOWEST = {
    "words",
    "folding",
    "money",
    "dates",
    "documents",
    "errors",
    "extras",
    "placing",
    "shipped",
    "results",
    *WORKER,
}
MIDDLE = {"reading", "calc", "reports"}
BELOW_COMMANDS = {"closing", "sample", "rulebook", "signatures", *MIDDLE, *LOWEST}
MAY_IMPORT = {
    "__main__": {"cli"},
    "cli": {"commands", *BELOW_COMMANDS},
    "commands": BELOW_COMMANDS,
    "closing": {"rulebook", "signatures", *MIDDLE, *LOWEST},
    "sample": LOWEST,
    **{part: {"rulebook", "signatures", *LOWEST} for part in MIDDLE},
    "rulebook": {"signatures", *LOWEST},
    "signatures": LOWEST,
    **dict.fromkeys(LOWEST, LOWEST),
    "__init__": set(),
}
"""What each part of coopcli may import besides itself. reading, calc and reports do not know each other."""

HEAVY = {"pandas", "pyarrow", "numpy"}
CLOCK = {"today", "now", "utcnow"}
CLOCKLESS = {"calc", "reading", "reports", "rulebook", "closing"}
LONGEST = 40


def name_of(path: Path) -> str:
    """Return ``rulebook/grid.py``."""
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    """Return the layer: the folder, or the module at the top."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def modules_in(node: ast.AST) -> Iterator[str]:
    """Yield the full name of each module that an import statement names, and of what it takes from it."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole path"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_at_start(tree: ast.Module) -> Iterator[str]:
    """Yield what importing the module loads: not what functions import, nor what only type checkers read."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield from modules_in(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
            continue
        waiting += ast.iter_child_nodes(node)


def module_file(module: str) -> Path | None:
    """Return the file of ``coopcli.a.b`` (or of ``coopcli.a`` where b is a name in it); None outside coopcli."""
    parts = module.split(".")
    if parts[0] != PACKAGE.name:
        return None
    for end in (len(parts), len(parts) - 1):
        place = PACKAGE.joinpath(*parts[1:end])
        for candidate in (place.with_suffix(".py"), place / "__init__.py"):
            if candidate.is_file():
                return candidate
    return None


def loaded_by(path: Path) -> dict[Path, list[str]]:
    """Return every file of coopcli that importing ``path`` loads, with the foreign packages that it loads."""
    found: dict[Path, list[str]] = {}
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        modules = list(imported_at_start(tree_of(file)))
        found[file] = [module.split(".")[0] for module in modules]
        waiting += [inner for module in modules if (inner := module_file(module)) is not None]
    return found


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.Module) -> Iterator[str]:
    """Yield the last name of everything that is called: ``today`` for ``date.today()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("path", FILES, ids=name_of)
class TestEveryFile:
    def test_belongs_to_a_layer(self, path: Path) -> None:
        assert part_of(path) in MAY_IMPORT

    def test_imports_only_what_lies_below(self, path: Path) -> None:
        own = part_of(path)
        inner = {m.split(".")[1] for node in ast.walk(tree_of(path)) for m in modules_in(node) if module_file(m)}
        allowed = MAY_IMPORT[own] | {own, "__version__"}
        assert inner <= allowed, f"{name_of(path)} imports {sorted(inner - allowed)}"

    def test_has_no_function_over_forty_lines(self, path: Path) -> None:
        lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(tree_of(path))}
        assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}

    def test_every_function_has_a_return_type(self, path: Path) -> None:
        assert [f.name for f in functions(tree_of(path)) if f.returns is None] == []


def in_layers(*parts: str) -> list[Path]:
    return [path for path in FILES if part_of(path) in parts]


@pytest.mark.parametrize("path", in_layers("__main__", "cli", "commands"), ids=name_of)
def test_commands_load_nothing_heavy_themselves(path: Path) -> None:
    packages = {module.split(".")[0] for module in imported_at_start(tree_of(path))}
    assert packages & HEAVY == set()


def test_start_up_loads_nothing_heavy_by_any_way() -> None:
    """pandas alone costs 0,3 s of every start: commands load what needs it inside their functions."""
    loaded = loaded_by(PACKAGE / "__main__.py")
    assert {name_of(file): HEAVY & set(packages) for file, packages in loaded.items() if HEAVY & set(packages)} == {}


@pytest.mark.parametrize("path", in_layers(*CLOCKLESS), ids=name_of)
def test_no_calculation_looks_at_the_clock(path: Path) -> None:
    """Same files, same date, same rules: same bytes. The reference date is an argument (house style A8)."""
    assert CLOCK & set(calls(tree_of(path))) == set()


@pytest.mark.parametrize("path", in_layers("calc", "rulebook"), ids=name_of)
def test_calculations_print_nothing_and_open_no_files(path: Path) -> None:
    allowed = {"read_text", "read_bytes"} if part_of(path) == "rulebook" else set()
    forbidden = {"print", "open", "read_text", "read_bytes", "write_text", "write_bytes"} - allowed
    assert forbidden & set(calls(tree_of(path))) == set()


def texts_by_the_system(tree: ast.Module) -> Iterator[str]:
    """Yield each call that leaves line ends or the encoding of a text to the operating system."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        is_method = isinstance(node.func, ast.Attribute)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        mode = named.get("mode") or next(iter(node.args[0 if is_method else 1 :]), None)
        text_mode = mode.value if isinstance(mode, ast.Constant) and set(str(mode.value)) <= set("rwaxt+") else ""
        writes = name == "open" and bool(set(str(text_mode)) & set("wax+"))
        if writes or (is_method and (name == "write_text" or (name == "read_text" and "encoding" not in named))):
            yield f"line {node.lineno}: {name}"


ROOT = PACKAGE.parent
SCRIPTS = sorted(path for name in ("tests", "docs", "benchmarks") for path in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("path", [*FILES, *SCRIPTS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_written_is_bytes(path: Path) -> None:
    """Windows would end the lines of a text otherwise, and each system has an encoding of its own: no two alike."""
    assert list(texts_by_the_system(tree_of(path))) == []


def test_missing_dates_and_spans_of_days_are_written_in_dates_alone() -> None:
    """One NEVER with one meaning, and no bare number added to a date: numpy refuses or warns of both."""
    spans = {"NaT", "timedelta64"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in FILES
        if path.name != "dates.py"
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Attribute) and node.attr in spans)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(tuple(spans)))
    ]
    assert found == []


# --- the checks themselves ----------------------------------------------------------------------------------------


def test_imports_inside_functions_and_for_types_do_not_count_at_start() -> None:
    source = (
        "import a\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\nelse:\n    import c\n"
        "def f():\n    import d\nclass K:\n    import e\ntry:\n    import g\nexcept ImportError:\n    import h\n"
    )
    assert set(imported_at_start(ast.parse(source))) == {"a", "typing.TYPE_CHECKING", "c", "e", "g", "h"}


def test_what_is_loaded_is_followed_through_coopcli() -> None:
    loaded = {name_of(path): packages for path, packages in loaded_by(PACKAGE / "rulebook" / "decide.py").items()}
    assert "rulebook/yaml_text.py" in loaded  # decide → tables → yaml_text
    assert "numpy" in loaded["rulebook/decide.py"]
    assert "yaml" in loaded["rulebook/yaml_text.py"]


@pytest.mark.parametrize(
    "source, found",
    [
        ("p.write_text(t, encoding='utf-8')", ["line 1: write_text"]),
        ("p.read_text()", ["line 1: read_text"]),
        ("p.open('w', encoding='utf-8')\nopen(p, mode='a')", ["line 1: open", "line 2: open"]),
        ("p.read_text(encoding='utf-8')\np.open('rb')\nopen(p, 'xb')\nz.open(name, 'w')\nwrite_text(p, t)", []),
    ],
)
def test_texts_left_to_the_system_are_seen(source: str, found: list[str]) -> None:
    assert list(texts_by_the_system(ast.parse(source))) == found


def test_calls_are_seen_by_their_last_name() -> None:
    assert set(calls(ast.parse("date.today()\nprint(now())\nx.y.utcnow()"))) == {"today", "print", "now", "utcnow"}
