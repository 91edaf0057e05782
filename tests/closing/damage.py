"""Damage: whatever cell, row, column or file of a month is made unreadable, blanked or removed, it never looks better.

A damaged month either stops; or its provision and each operation's days past due are at least those of the month
undamaged; or an assumption that the undamaged month does not make, or a problem with its reais, says by how much it may
be more, and why. Left out is the one damage that nothing can tell: a row of a sheet of the cooperative that is gone
whole and that the month before did not have either, of which no other file speaks.

    python -m tests.closing.damage 1000 [seed]     counts by outcome, and every damage that breaks this
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

import openpyxl

from coopcli.closing.check import Checked, check
from coopcli.closing.history import previous_close
from coopcli.closing.inputs import Request, layouts_of
from coopcli.closing.month import rulebook_of
from coopcli.closing.repeated_month import Previous
from coopcli.closing.settings import Settings, load_settings
from coopcli.sample import mini
from tests.closing.closing_month import SEPTEMBER, close_month

UNREADABLE = ("#N/D", "?", "1,234.56", "32/13/2026", "n/d")
CELL, ROW, COLUMN, FILE = "célula", "linha", "coluna", "arquivo"
BLANK, GARBLED, REMOVED = "em branco", "ilegível", "removida"

OF_THE_COOPERATIVE = ("gatilhos_ativo_problematico", "excecoes_ao_arrasto", "revisoes_de_nivel", "baixas_para_prejuizo")

Rows = list[list[str]]


@dataclass(frozen=True)
class Damage:
    """What is done to one file: ``row`` and ``column`` count from 0 below and along its header."""

    what: str
    how: str
    file: str
    row: int = -1
    column: int = -1
    text: str = ""

    def __str__(self) -> str:
        place = f" linha {self.row}" * (self.row >= 0) + f" coluna {self.column}" * (self.column >= 0)
        return f"{self.what} {self.how}: {self.file}{place} {self.text}".rstrip()


@dataclass(frozen=True)
class Sheet:
    """A file as rows of texts; ``header`` is the place of its header."""

    rows: Rows
    header: int

    @property
    def data(self) -> range:
        """The places of the rows below the header."""
        return range(self.header + 1, len(self.rows))

    def damaged(self, damage: Damage) -> Rows:
        """Return the rows with the damage done."""
        rows = [list(row) for row in self.rows]
        place, column = self.header + 1 + damage.row, damage.column
        text = damage.text if damage.how == GARBLED else ""
        if damage.what == FILE:
            return [[text for _ in row] for row in rows] if damage.how == GARBLED else rows[: self.header + 1]
        if damage.what == ROW and damage.how == REMOVED:
            return rows[:place] + rows[place + 1 :]
        if damage.what == COLUMN and damage.how == REMOVED:
            return [row[:column] + row[column + 1 :] for row in rows]
        for i in self.data if damage.what == COLUMN else [place]:
            cells = [column] if column >= 0 else range(len(rows[i]))
            for cell in cells:
                if cell < len(rows[i]):
                    rows[i][cell] = text
        return rows


@dataclass(frozen=True)
class Outcome:
    """What became of a damaged month. ``kind``: stops, not better, told, or better in silence."""

    kind: str
    detail: str = ""


class Month:
    """October of the sample as texts, September closed, and what October comes to undamaged."""

    def __init__(self, folder: Path) -> None:
        mini(folder / "mini")
        self.working = folder / "mini"
        close_month(self.working, SEPTEMBER, letters=False)
        self.settings: Settings = replace(load_settings(self.working), collection_in_close=False)
        exports = self.working / "exports" / "2026-10"
        self.sheets = {path.stem: _sheet(path) for path in sorted(exports.iterdir())}
        before = {path.stem: _sheet(path) for path in sorted((self.working / "exports" / "2026-09").iterdir())}
        self._new = {
            (name, number)
            for name in OF_THE_COOPERATIVE
            for number, place in enumerate(self.sheets[name].data)
            if self.sheets[name].rows[place] not in before[name].rows
        }
        self.previous = previous_close(self.working / "closings", date(2026, 10, 31), "2026-10")
        self._kept = {  # the same for every damage: read once
            "coopcli.closing.check.rulebook_of": rulebook_of(self.settings),
            "coopcli.closing.inputs.layouts_of": layouts_of(self.settings),
        }
        self.sound = self._check({})
        assert self.sound.run is not None, [p.text() for p in self.sound.problems]

    def _check(self, changed: dict[str, Rows | None]) -> Checked:
        with tempfile.TemporaryDirectory() as folder:
            exports = Path(folder) / "exports" / "2026-10"
            exports.mkdir(parents=True)
            for name, sheet in self.sheets.items():
                rows = changed.get(name, sheet.rows)
                if rows is not None:
                    _write(exports / f"{name}.csv", rows)
            with ExitStack() as kept:
                for name, value in self._kept.items():
                    kept.enter_context(patch(name, return_value=value))
                return check(Request(exports, month=(2026, 10)), self.settings, lambda step: None, self._before)

    def _before(self, on: date) -> Previous | None:
        return self.previous

    def is_unknowable(self, damage: Damage) -> bool:
        """Return whether a damage takes away all that was ever said of something."""
        return damage.what == ROW and damage.how != GARBLED and (damage.file, damage.row) in self._new

    def outcome(self, damage: Damage) -> Outcome:
        """Return what becomes of the month under a damage."""
        gone = damage.what == FILE and damage.how == REMOVED
        found = self._check({damage.file: None if gone else self.sheets[damage.file].damaged(damage)})
        if found.stops:
            return Outcome("pára", ", ".join(sorted({p.code for p in found.problems})))
        assert found.run is not None and self.sound.run is not None
        fall = _provision(self.sound) - _provision(found)
        younger = _younger(self.sound, found)
        if fall <= 0 and not younger:
            return Outcome("não melhora")
        known = set(self.sound.run.month.assumptions)
        new = [one for one in found.run.month.assumptions if one not in known]
        told = sum(one.highest_cents - one.provision_cents for one in new if one.highest_cents is not None)
        told += sum(problem.cents for problem in found.problems if problem not in self.sound.problems)
        detail = (
            f"provisão −{fall / 100:.2f}, contado {told / 100:.2f}, dias a menos em {younger}, {[o.code for o in new]}"
        )
        return Outcome("contado" if told and told >= fall else "melhora em silêncio", detail)


def _provision(found: Checked) -> int:
    assert found.run is not None
    return int(found.run.month.classified[0].operations["provision_cents"].sum())


def _younger(sound: Checked, found: Checked) -> list[str]:
    """Return the operations with fewer days past due than undamaged."""
    assert found.run is not None and sound.run is not None
    before, after = (one.run.month.operations.set_index("contract_id")["days_past_due"] for one in (sound, found))
    both = before.to_frame("before").join(after.to_frame("after"), how="inner")
    return sorted(both.index[both["after"] < both["before"]])


def _sheet(path: Path) -> Sheet:
    rows = _xlsx(path) if path.suffix == ".xlsx" else _csv(path)
    filled = [sum(bool(cell) for cell in row) for row in rows]
    header = next(i for i, count in enumerate(filled) if count > 2)
    return Sheet(rows, header)


def _xlsx(path: Path) -> Rows:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)


def _csv(path: Path) -> Rows:
    content = path.read_bytes()
    text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1252")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    delimiter = ";" if ";" in text else ","
    return [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if row]


def _write(path: Path, rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())


# --- which damages there are --------------------------------------------------------------------------------------


def damages(sheets: dict[str, Sheet], what: str, file: str) -> list[Damage]:
    """Return every damage of a kind to a file."""
    return list(_damages(sheets[file], what, file))


def _damages(sheet: Sheet, what: str, file: str) -> Iterator[Damage]:
    rows, columns = range(len(sheet.data)), range(len(sheet.rows[sheet.header]))
    if what == FILE:
        yield from (Damage(what, how, file, text="?") for how in (REMOVED, GARBLED, BLANK))
    elif what == ROW:
        yield from (Damage(what, how, file, row, text="?") for row in rows for how in (REMOVED, BLANK, GARBLED))
    elif what == COLUMN:
        yield from (Damage(what, how, file, column=column) for column in columns for how in (REMOVED, BLANK))
        yield from (Damage(what, GARBLED, file, column=column, text=text) for column in columns for text in UNREADABLE)
    else:
        places = [(row, column) for row in rows for column in columns]
        yield from (Damage(what, BLANK, file, row, column) for row, column in places)
        yield from (Damage(what, GARBLED, file, row, column, text) for row, column in places for text in UNREADABLE)


def drawn(sheets: dict[str, Sheet], source: random.Random) -> Damage:
    """Return a damage: a kind, then a file, then which."""
    what = source.choice((CELL, CELL, ROW, COLUMN, FILE))
    return source.choice(damages(sheets, what, source.choice(sorted(sheets))))


def main(arguments: Sequence[str]) -> int:
    """Run as many damages as asked, tell what became of them; 1 where one made the month better in silence."""
    count, seed = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    folder = Path(tempfile.mkdtemp())
    try:
        month, source, found = Month(folder), random.Random(seed), Counter[str]()
        for done in range(1, count + 1):
            damage = drawn(month.sheets, source)
            if month.is_unknowable(damage):
                found["de que nada mais fala"] += 1
                continue
            outcome = month.outcome(damage)
            found[outcome.kind] += 1
            if outcome.kind == "melhora em silêncio":
                print(f"{damage}: {outcome.detail}", flush=True)
            if done % 100 == 0 and done < count:
                print(f"{done}: {dict(found)}", flush=True)
        print("; ".join(f"{kind}: {number}" for kind, number in found.most_common()))
        return int(found["melhora em silêncio"] > 0)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
