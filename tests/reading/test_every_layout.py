"""What must hold of every shipped layout: it reads its own sample, and no other layout claims it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from coopcli.folding import slug
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.read import read_paths
from coopcli.sample.literal import as_stored
from coopcli.words import CHOICE_TITLES, FRAMES, Frame
from coopcli.words import lists as frame_words
from tests.reading.golden import ENDING, SAMPLES, expected_text, golden_of, sample_of, shipped_layouts
from tests.sample.exported import cents
from tests.sample.layout_samples import TABLES, write

LAYOUTS = shipped_layouts()
every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.id)


def names_of(layout: Layout) -> set[str]:
    """Return the headers that a layout names; among columns of values, those that it is recognised by."""
    return {header for column in layout.columns.values() for header in column.headers}.union(layout.signature)


# --- samples and golden files ---------------------------------------------------------------------


def test_samples_are_what_the_generator_writes(tmp_path: Path) -> None:
    write(tmp_path)
    committed = {path.name: path for path in SAMPLES.iterdir() if not path.name.endswith(ENDING)}
    assert {path.name for path in tmp_path.iterdir()} == committed.keys()
    for path in tmp_path.iterdir():
        assert path.read_bytes() == committed[path.name].read_bytes(), path.name


def test_every_layout_has_a_sample_and_a_golden_file_and_no_other_is_there() -> None:
    wanted = {path.name for layout in LAYOUTS for path in (sample_of(layout), golden_of(layout))}
    assert {path.name for path in SAMPLES.iterdir()} == wanted


@every_layout
def test_layout_reads_its_sample_to_its_golden_file(layout: Layout) -> None:
    exports = read_paths([sample_of(layout)], LAYOUTS)
    (source,) = exports.sources
    assert (source.layout, exports.problems) == (layout.id, [])
    assert set(source.columns) == set(layout.columns), "the sample has a header for every column"
    assert 5 <= source.rows_read == source.rows_used <= 10
    assert expected_text(exports, layout) == golden_of(layout).read_text(encoding="utf-8")


@every_layout
def test_golden_file_says_what_was_written_by_hand(layout: Layout) -> None:
    """Cell by cell, the sample's text against the golden file, without the parsers of ``reading``."""
    rows = TABLES[layout.id.removeprefix("layouts/")].rows()
    with golden_of(layout).open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file))
    header = next(i for i, row in enumerate(rows) if set(map(slug, row)) >= set(layout.signature))
    data = [row for row in rows[header + 1 :] if not row[0].startswith("Total")]
    written = [cells for row in data for cells in lines_of(dict(zip(rows[header], row, strict=True)), layout)]
    assert len(golden) == len(written)
    for cells, read in zip(written, golden, strict=True):
        for name, column in layout.columns.items():
            cell = next(cells[header] for header in (*column.headers, name) if header in cells)
            assert read[name] in set(readings(cell, column)), f"{name}: {cell}"


def lines_of(row: dict[str, str], layout: Layout) -> Iterator[dict[str, str]]:
    """Yield what a row of the file says, by header; of a sheet with columns of values, each by itself."""
    cells = {slug(header): cell for header, cell in row.items()}
    if layout.unpivot is None:
        yield cells
        return
    named = {header for column in layout.columns.values() for header in column.headers}
    values = {header: cell for header, cell in row.items() if slug(header) not in named}
    filled = {header: cell for header, cell in values.items() if cell not in ("", "-")}
    shown = values if layout.unpivot.keeps_blank else filled or dict(list(values.items())[:1])
    for header, cell in shown.items():
        yield {**cells, layout.unpivot.name: header, layout.unpivot.value: cell}


def readings(cell: str, column: LayoutColumn) -> Iterator[str]:
    """Yield what a cell may stand for, by a second and slower way."""
    kind = column.column.kind
    if cell in ("", "-", "N/A"):
        yield "000"[: 1 if column.when_missing else 0]
    elif kind == "count":
        yield {"S": "1", "X": "1", "N": "0", "Não": "0"}.get(cell, cell)
    elif kind == "money":
        yield str(cents(cell.removeprefix("R$ ")))
    elif kind == "document":
        yield re.sub(r"\W", "", cell)
    elif kind == "date" and cell.count("/") == 2:
        yield "-".join(reversed(cell.split("/")))
    elif kind == "date":
        yield {"10/2026": "2026-10-31"}[cell]
    elif kind == "rate":
        yield str(round(float(cell.rstrip("%").replace(",", ".")) / 100, 8))
    elif kind == "flag":
        yield {"S": "True", "N": "False"}[cell]
    elif kind == "choice":
        yield column.exact.get(slug(cell), "")
        yield from (choice for prefix, choice in column.prefix.items() if cell.startswith(prefix))
    else:
        yield from (cell, cell.upper() if kind == "level" else cell)


def test_cells_are_stored_as_spreadsheets_do() -> None:
    cells = ["31/10/2026", "1.234,56", "-0,50", "001.000.003-80", "0001", "12", "", "S/N"]
    assert [as_stored(cell) for cell in cells] == [46326, 1234.56, -0.5, 100000380, "0001", 12, None, "S/N"]


# --- told apart -----------------------------------------------------------------------------------


@pytest.mark.parametrize("layout, other", list(permutations(LAYOUTS, 2)), ids=lambda layout: layout.id.split("/")[1])
def test_no_export_in_full_is_claimed_by_another_layout(layout: Layout, other: Layout) -> None:
    """Whatever names a column may bear: the other signature is not all there, or it is shorter and loses."""
    claimed = names_of(layout).issuperset(other.signature)
    assert not claimed or len(other.signature) < len(layout.signature)


@every_layout
def test_signature_stands_in_the_preferred_headers(layout: Layout) -> None:
    preferred = {column.headers[0] for column in layout.columns.values() if column.headers}
    assert preferred >= set(layout.signature) or layout.unpivot


@every_layout
def test_no_header_feeds_two_columns(layout: Layout) -> None:
    headers = [header for column in layout.columns.values() for header in set(column.headers)]
    assert len(headers) == len(set(headers))


@every_layout
def test_every_choice_can_be_written(layout: Layout) -> None:
    for column in layout.columns.values():
        said = {*column.exact.values(), *column.prefix.values(), column.otherwise} - {None}
        if column.column.kind == "choice" and column.column.name != "product_kind":
            assert said == set(column.column.choices), column.column.name
        assert said <= set(column.column.choices) or column.column.kind == "count"


@every_layout
def test_layout_says_where_its_headers_were_seen(layout: Layout) -> None:
    assert layout.source.system
    assert layout.source.note


# --- frames ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("frame", FRAMES.values(), ids=lambda frame: frame.name)
def test_frame_is_whole(frame: Frame) -> None:
    names = [column.name for column in frame.columns]
    assert len(names) == len(set(names))
    assert {*frame.key, *([frame.amount] if frame.amount else [])} <= set(names)
    for column in frame.columns:
        assert column.title[0].isupper() or column.title[0].isdigit()
        assert (column.kind == "money") == column.name.endswith("_cents")
        assert (column.kind in ("choice", "level")) == bool(column.choices)
        assert column.kind != "rate" or column.name.endswith("_rate")
    assert list(frame.empty().columns) == [*names, "source", "source_row"]


def test_no_word_stands_in_two_closed_lists() -> None:
    lists = [
        words
        for name, words in vars(frame_words).items()
        if name.isupper()
        and words is not CHOICE_TITLES
        and isinstance(words, dict)
        and words.keys() <= CHOICE_TITLES.keys()
    ]
    assert sum(map(len, lists)) == len(CHOICE_TITLES)
