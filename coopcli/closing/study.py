"""A study: what a command that closes no month is calculated from, and what its report proves itself by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from coopcli import __version__
from coopcli.calc.doubt import CERTAIN, Doubts
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.closing.accepted import accepted_alerts, with_acceptances
from coopcli.closing.checks import missing_frames
from coopcli.closing.inputs import Say, dates_told, files_of, read_exports, stop_where_blocked
from coopcli.closing.month import first_date, rulebook_of
from coopcli.closing.plausible import NOTHING_FOUND, PLAUSIBILITY, implausible
from coopcli.closing.rules import CALENDARS, calendar_of
from coopcli.closing.settings import FILE, Settings, load_settings
from coopcli.dates import BusinessCalendar
from coopcli.errors import Acceptance, CoopError, Problem
from coopcli.reading.read import Exports
from coopcli.results import Check, Note, Study
from coopcli.rulebook.book import Rulebook, rule_sources
from coopcli.rulebook.tables import RuleFile
from coopcli.words import FRAMES


@dataclass(frozen=True)
class StudyInputs:
    """The exports that a study reads, the rules and settings of the cooperative, and the reference date.

    A rule that is asked for (``rule``, ``calendar``, ``portfolio``) is named, with its notes, by the report.
    """

    exports: Exports
    settings: Settings
    book: Rulebook
    on: date
    rules: dict[str, RuleFile] = field(default_factory=dict)
    doubts: Doubts = CERTAIN
    accepted: tuple[Acceptance, ...] = ()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The canonical frames that were read."""
        return self.exports.frames

    @property
    def read(self) -> frozenset[str]:
        """The names of the frames of which a file was read."""
        return frozenset(source.frame for source in self.exports.sources)

    @cached_property
    def portfolio(self) -> Portfolio:
        """The operations and their days past due on the reference date."""
        calendar = self.calendar(first_date(self.exports, self.on), self.on)
        return portfolio_of(self.frames, self.on, calendar, self.settings.tolerance_cents, self.doubts)

    def has(self, frame: str) -> bool:
        """Return whether any row of a frame was read."""
        return len(self.frames[frame]) > 0

    def used(self, frame: str) -> tuple[int, int]:
        """Return how many rows of a frame are used, and their amount in centavos, as the files were read."""
        own = [source for source in self.exports.sources if source.frame == frame]
        return sum(source.rows_used for source in own), sum(source.cents_used for source in own)

    def rule(self, family: str, on: date | None = None) -> RuleFile:
        """Return the file in force on a day, else on the reference date; raises RuleError where none is."""
        found = self.book.in_force(family, on or self.on)
        return self.rules.setdefault(found.id, found)

    def calendar(self, first: date, last: date) -> BusinessCalendar:
        """Return the business days between two dates, by the calendars in force on the last."""
        return calendar_of([self.rule(family, last) for family in CALENDARS], first, last)

    def problem(
        self, code: str, found: str, place: Sequence[int], columns: Sequence[str], header: str, expected: str = ""
    ) -> Problem:
        """Return a problem at the cell of a frame's row: in the first of ``columns`` that its file has.

        ``place`` is the file's position and the row's number. A column is canonical, or a header that is itself a
        value (of a sheet with a column for each question).
        """
        at, line = place
        source = self.exports.sources[int(at)]
        letters = {**source.columns, **source.value_columns}
        letter = next((letters[name] for name in columns if name in letters), "")
        cell = f"{letter}{int(line)}" if letter else ""
        return Problem(code, found, source.name, source.sheet, cell, header, expected=expected)

    def study(
        self, notes: Iterable[Note] = (), alerts: Iterable[str] = (), checks: Iterable[Check] = (),
        problems: Iterable[Problem] = (),
    ) -> Study:  # fmt: skip
        """Return what proves a report made from these inputs and from the rules that were asked for."""
        found = [*self.exports.problems, *problems]
        of_rules = [Note(rule.title, text) for rule in self.rules.values() for text in rule.notes]
        return Study(
            self.settings.cooperative,
            self.on,
            self.exports.sources,
            rule_sources(self.rules.values(), self.on),
            [*notes, *of_rules],
            __version__,
            [*accepted_alerts(found, self.accepted), *alerts],
            found,
            list(checks),
        )


def without_exports(settings: Settings, on: date) -> StudyInputs:
    """Return what a study has where no file is read: every frame empty."""
    frames = {name: frame.empty() for name, frame in FRAMES.items()}
    aside = {name: frame.empty_aside() for name, frame in FRAMES.items()}
    return StudyInputs(Exports(frames, [], [], pd.DataFrame(), aside), settings, rulebook_of(settings), on)


def together(parts: Sequence[StudyInputs]) -> StudyInputs:
    """Return several readings as one, of the latest date; the frames of each stay its own."""
    last = max(parts, key=lambda part: part.on)
    sources = [source for part in parts for source in part.exports.sources]
    problems = [problem for part in parts for problem in part.exports.problems]
    rules = {id_: rule for part in parts for id_, rule in part.rules.items()}
    return replace(last, exports=replace(last.exports, frames={}, sources=sources, problems=problems), rules=rules)


def settings_near(path: Path) -> Settings:
    """Return the settings of the working folder that ``path`` is or lies in; without one, those of no cooperative."""
    around = [path.resolve(), *path.resolve().parents]
    return next((load_settings(folder) for folder in around if (folder / FILE).is_file()), Settings())


def gather_study(
    paths: Sequence[Path], say: Say, required: Sequence[str], on: date | None,
    date_of: Callable[[Exports], date | None], *, strict: bool = False, accepted: Sequence[Acceptance] = (),
) -> StudyInputs:  # fmt: skip
    """Return the exports of files and folders, with the settings of the working folder of the first.

    ``required`` names the frames without which there is no study; ``date_of`` tells the reference date where ``on``
    does not; ``accepted`` are the problems that somebody goes on with. A study of contracts asks of their exports what
    a close asks (closing/plausible.py). Raises DataError with every problem where one blocks (or, when strict, exists),
    CoopError where no date can be told.
    """
    settings = settings_near(paths[0])
    files = [file for path in paths for file in (files_of(path) if path.is_dir() else [path])]
    exports = read_exports(list({file.resolve(): file for file in files}.values()), settings, say)
    missing = list(missing_frames(exports, required))
    exports = replace(exports, problems=with_acceptances(exports.problems, accepted))
    stop_where_blocked([*exports.problems, *missing], strict=strict)
    day = on or date_of(exports)
    if day is None:
        remedy = "diga a data-base com --reference-date, como 31/10/2026"
        undated = Problem("opcao-invalida", "nenhuma data nos arquivos", expected="uma data-base", remedy=remedy)
        raise CoopError([*exports.problems, undated])
    book, found = rulebook_of(settings), NOTHING_FOUND
    if "contracts" in required:
        found = implausible(exports, book.in_force(PLAUSIBILITY, day), max([day, *dates_told(exports)]), None)
        told = with_acceptances(found.problems, accepted)
        exports = replace(exports, problems=[*exports.problems, *told])
        stop_where_blocked(exports.problems, strict=strict)
    doubts = Doubts(exports.aside, suspects=found.suspects)
    return StudyInputs(exports, settings, book, day, doubts=doubts, accepted=tuple(accepted))


def latest(*places: tuple[str, str]) -> Callable[[Exports], date | None]:
    """Return how a study is dated by the latest day in columns (frame, column) of its frames."""

    def date_of(exports: Exports) -> date | None:
        days = [exports.frames[frame][column].max() for frame, column in places]
        return max((pd.Timestamp(day).date() for day in days if not pd.isna(day)), default=None)

    return date_of
