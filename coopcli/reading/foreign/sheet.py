"""A sheet as a parser of workbooks gives it, and how it travels from the process that parsed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coopcli.contained import Reply
from coopcli.reading.raw import FileKind

if TYPE_CHECKING:
    import pyarrow as pa

Area = tuple[int, int, int, int]
"""Merged cells: first row, first column, last row, last column, counted from 0 as the sheet does."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, from its first row and ``first_column`` on, as strings; null where there is nothing.

    ``hidden``: the sheet is not shown; nor are ``hidden_rows`` and ``hidden_columns``, counted from 0 as it does.
    """

    name: str
    kind: FileKind
    columns: Sequence[pa.Array]
    first_column: int = 0
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)


def packed(sheets: Sequence[Sheet]) -> Reply:
    """Return the sheets as Arrow streams, with their facts in the head."""
    facts = [
        {
            "name": sheet.name,
            "kind": sheet.kind,
            "first_column": sheet.first_column,
            "hidden": sheet.hidden,
            "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns,
            "merged": sheet.merged,
        }
        for sheet in sheets
    ]
    return Reply(facts, [_stream(sheet.columns) for sheet in sheets])


def unpacked(reply: Reply) -> list[Sheet]:
    """Return the sheets of a reply, their cells where they arrived: nothing is copied."""
    import pyarrow as pa

    return [
        _sheet(facts, pa.ipc.open_stream(part).read_next_batch())
        for facts, part in zip(reply.head, reply.parts, strict=True)
    ]


def _sheet(facts: dict[str, Any], cells: pa.RecordBatch) -> Sheet:
    merged = [(top, left, bottom, right) for top, left, bottom, right in facts["merged"]]
    return Sheet(**{**facts, "merged": merged, "columns": cells.columns})


def _stream(columns: Sequence[pa.Array]) -> bytes:
    import pyarrow as pa

    batch = pa.RecordBatch.from_arrays(list(columns), [str(i) for i in range(len(columns))])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    stream: bytes = sink.getvalue()  # a buffer: as good as bytes to whoever writes or measures it
    return stream
