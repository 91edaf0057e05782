"""YAML as text: no scalar is interpreted, no key is lost, every value knows its line (house style A6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from coopcli.errors import Problem, RuleError

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """A YAML file as nested dicts, lists and strings; ``lines`` gives the 1-based line of each path in it."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """Return the line of ``path``, or of the nearest part of it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path, name: str | None = None) -> YamlText:
    """Return the file as text; ``name`` is how messages call it.

    Raises RuleError (regra-invalida) where it is not YAML, is not UTF-8 or has a key twice.
    """
    file = name or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise RuleError([_broken(file, 0, f"caractere inválido na posição {error.start}", "texto em UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise RuleError([_broken(file, line, str(error.problem or error.context), "YAML bem formado")]) from error
    except yaml.YAMLError as error:
        raise RuleError([_broken(file, 0, str(error).splitlines()[0], "texto sem caracteres de controle")]) from error
    lines: dict[Path_, int] = {}
    problems: list[Problem] = []
    data = _plain(node, (), lines, problems, file) if node is not None else {}
    if problems:
        raise RuleError(problems)
    return YamlText(file, data, lines)


def _plain(node: yaml.Node, path: Path_, lines: dict[Path_, int], problems: list[Problem], file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines, problems, file) for i, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            found = f"a chave {key!r} aparece duas vezes"
            problems.append(_broken(file, key_node.start_mark.line + 1, found, "cada chave uma só vez"))
        result[key] = _plain(value_node, (*path, key), lines, problems, file)
    return result


def _broken(file: str, line: int, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=file, line=line, expected=expected)


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the .yaml and .yml files below ``folder`` in the order of their names."""
    found = (path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml") and path.is_file())
    yield from sorted(found, key=lambda path: path.parts)  # paths of Windows would compare without capitals
