"""A proposed layout tried on its own file: what transformations its columns need, and which rows it would lose."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from coopcli.errors import PROBLEM_KINDS, Problem
from coopcli.money import brl
from coopcli.reading.layout_edit import with_comment, with_line
from coopcli.reading.layouts import read_layout
from coopcli.reading.read import Exports, read_paths


def tried(text: str, file: Path) -> str:
    """Return the layout with the transformations that mend its columns, each in doubt, and remarks on what it reads."""
    exports = _read(text, file)
    causes = {p.cause.column: p.cause for p in exports.problems if p.cause and p.cause.declared}
    for column, cause in causes.items():
        preview = " · ".join(f"{before} → {after}" for before, after in cause.preview)
        text = with_comment(with_line(text, column, cause.declared), column, f"EM DÚVIDA: {cause.declared}: {preview}")
    exports = _read(text, file) if causes else exports
    first, _, rest = text.partition("\n")
    return "\n".join([first, *_remarks(exports), rest])


def _read(text: str, file: Path) -> Exports:
    with tempfile.TemporaryDirectory() as folder:
        identity = next(line for line in text.splitlines() if line.startswith("id: "))
        path = Path(folder) / f"{identity.removeprefix('id: layouts/')}.yaml"
        path.write_bytes(text.encode())
        return read_paths([file], [read_layout(path)])


def _remarks(exports: Exports) -> Iterator[str]:
    """Yield, as comments, how many rows this layout would use and lose, and why."""
    read = [source for source in exports.sources if source.layout]
    rows, used = sum(source.rows_read for source in read), sum(source.rows_used for source in read)
    cents = sum(source.cents_set_aside for source in read)
    lost = f"; PERDERIA {rows - used}" if rows > used else ""
    amount = f", {brl(cents)}" if cents else ""
    yield f"# Com este layout: {rows} linha(s) lida(s), {used} usada(s){lost}{amount}."
    yield from (f"#   {line}" for line in _by_column(exports.problems))


def _by_column(problems: Sequence[Problem]) -> list[str]:
    """Return the problems by kind and column, nothing of any cell among them."""
    counts: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        counts[problem.code, " ".join(problem.header.split())] += problem.times
    return [f"{count} × {PROBLEM_KINDS[code].title}" + (f": {header}" if header else "")
            for (code, header), count in counts.most_common()]  # fmt: skip
