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
MAX_BYTES = 4_000_000
"""The largest file shipped has a hundredth of it."""
MAX_DEPTH = 40


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

    Raises RuleError (regra-invalida) where it is not YAML, is not UTF-8, has a key twice, refers to itself (anchors and
    aliases: a few bytes that unfold to gigabytes) or is larger or deeper than any file that a person writes.
    """
    file = name or path.name
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise RuleError([_broken(file, 0, f"{size / 1e6:.1f} MB", f"até {MAX_BYTES / 1e6:.0f} MB")])
    tree = _Tree(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
        for event in yaml.parse(text, Loader=_Loader):
            tree.take(event)
    except UnicodeDecodeError as error:
        raise RuleError([_broken(file, 0, f"caractere inválido na posição {error.start}", "texto em UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise RuleError([_broken(file, line, _shown(text, line), "YAML bem formado")]) from error
    except yaml.YAMLError as error:
        raise RuleError([_broken(file, 0, "um caractere de controle", "texto sem caracteres de controle")]) from error
    if tree.problems:
        raise RuleError(tree.problems)
    return YamlText(file, tree.data, tree.lines)


@dataclass
class _Open:
    """A list or mapping that is being read: its place in the file's tree, and the key whose value comes next."""

    values: dict[str, Any] | list[Any]
    path: Path_
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.values, dict) and self.key is None


class _Tree:
    """What the events of a document add up to; without recursion, so that its depth is a number to be refused."""

    def __init__(self, file: str) -> None:
        self.data: Any = {}
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []
        self._file, self._documents = file, 0
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event; RuleError where the document must not be read on."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            expected = "cada valor escrito no seu lugar, sem âncoras (&) nem referências (*)"
            raise RuleError([_broken(self._file, line, f"{mark}{event.anchor}", expected)])  # type: ignore[attr-defined]
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise RuleError([_broken(self._file, line, "um segundo documento (---)", "um documento por arquivo")])
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event.value, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def _scalar(self, text: str, line: int) -> None:
        if not (self._open and self._open[-1].wants_key):
            self._place(text, line)
            return
        parent = self._open[-1]
        if text in parent.values:
            found = f"a chave {text!r} aparece duas vezes"
            self.problems.append(_broken(self._file, line, found, "cada chave uma só vez"))
        parent.key = text

    def _begin(self, values: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            found = f"mais de {MAX_DEPTH} níveis, um dentro do outro"
            raise RuleError([_broken(self._file, line, found, f"até {MAX_DEPTH} níveis")])
        if self._open and self._open[-1].wants_key:
            raise RuleError([_broken(self._file, line, "uma lista ou mapa no lugar de uma chave", "chaves de texto")])
        self._open.append(_Open(values, self._place(values, line)))

    def _place(self, value: Any, line: int) -> Path_:
        """Put a value where it belongs and return its path."""
        if not self._open:
            self.data = value
            self.lines[()] = line
            return ()
        parent = self._open[-1]
        if isinstance(parent.values, list):
            path: Path_ = (*parent.path, len(parent.values))
            parent.values.append(value)
        else:
            assert parent.key is not None
            path = (*parent.path, parent.key)
            parent.values[parent.key] = value
            parent.key = None
        self.lines[path] = line
        return path


def _shown(text: str, line: int) -> str:
    """Return a line of the file (the last one for its end), as it is told."""
    lines = text.splitlines() or [""]
    return f"não se lê a partir de «{lines[min(line, len(lines)) - 1].strip()[:80]}»"


def _broken(file: str, line: int, found: str, expected: str) -> Problem:
    return Problem("regra-invalida", found, file=file, line=line, expected=expected)


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the .yaml and .yml files below ``folder`` in the order of their names."""
    found = (path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml") and path.is_file())
    yield from sorted(found, key=lambda path: path.parts)  # paths of Windows would compare without capitals


class _Whole(yaml.SafeDumper):
    """Writes what appears twice twice: anchors are refused when it is read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def in_a_line(value: Any) -> str:
    """Return nested dicts, lists and texts as YAML in one line, which reads back as the same."""
    text = yaml.dump(value, Dumper=_Whole, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return str(text).strip()
