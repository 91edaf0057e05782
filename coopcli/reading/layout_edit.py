"""A layout with one more line: what is declared of a column is written into its text, comments and all else kept."""

from __future__ import annotations

from pathlib import Path

import yaml

from coopcli.errors import stop
from coopcli.reading.layout_steps import COLUMN_KEYS, VALUES, declared
from coopcli.rulebook.signed import one_of


def with_line(text: str, column: str, line: str) -> str:
    """Return a layout's text with ``decimal: point`` among the keys of ``column``, in the place of what the key said.

    Raises CoopError (opcao-invalida) where the layout has no such column or the line declares nothing.
    """
    told = declared(line)
    if told is None:
        wanted = "; ".join(f"{key}: {' ou '.join(VALUES.get(key, ('10',)))}" for key in COLUMN_KEYS)
        raise stop("opcao-invalida", line, expected=f"uma de: {wanted}")
    key, value = told
    columns = _child(yaml.compose(text, Loader=yaml.SafeLoader), "columns")
    known = [node.value for node, _ in columns.value] if columns else []
    node = _child(columns, column) if columns else None
    if node is None or not isinstance(node, yaml.MappingNode):
        raise stop("opcao-invalida", column, expected=one_of(column, known))
    before = _child(node, key)
    if before is not None:
        return f"{text[: before.start_mark.index]}{value}{text[before.end_mark.index :]}"
    if node.flow_style:
        end = node.end_mark.index - 1
        return f"{text[:end].rstrip()}, {key}: {value}{text[end:]}"
    start = node.start_mark
    return f"{text[: start.index]}{key}: {value}\n{' ' * start.column}{text[start.index :]}"


def with_comment(text: str, column: str, comment: str) -> str:
    """Return a layout's text with a comment above a column."""
    columns = _child(yaml.compose(text, Loader=yaml.SafeLoader), "columns")
    assert isinstance(columns, yaml.MappingNode)
    start = next(name.start_mark for name, _ in columns.value if name.value == column)
    return f"{text[: start.index]}# {' '.join(comment.split())}\n{' ' * start.column}{text[start.index :]}"


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def line_in(text: str, column: str) -> str:
    """Return the lines of a layout's text that tell of a column."""
    columns = _child(yaml.compose(text, Loader=yaml.SafeLoader), "columns")
    assert isinstance(columns, yaml.MappingNode)
    name, node = next((name, value) for name, value in columns.value if name.value == column)
    return text[name.start_mark.index : node.end_mark.index].rstrip()


def text_of(path: Path) -> str:
    """Return a layout's text with plain line ends and without a mark."""
    return path.read_text(encoding="utf-8-sig")
