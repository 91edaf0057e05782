"""A study: what a command that closes no month is calculated from, and what its report proves itself by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopcli import __version__
from coopcli.closing.checks import missing_frames
from coopcli.closing.inputs import Say, files_of, read_exports, stop_where_blocked
from coopcli.closing.month import rulebook_of
from coopcli.closing.settings import FILE, Settings, load_settings
from coopcli.errors import CoopError, Problem
from coopcli.reading.read import Exports
from coopcli.results import Check, Note, Study
from coopcli.rulebook.book import Rulebook, rule_source
from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class StudyInputs:
    """The exports that a study reads, the rules and settings of the cooperative, and the reference date."""

    exports: Exports
    settings: Settings
    book: Rulebook
    on: date

    def study(
        self, rules: Sequence[RuleFile], notes: Sequence[Note] = (), alerts: Sequence[str] = (),
        checks: Sequence[Check] = (),
    ) -> Study:  # fmt: skip
        """Return what proves a report made from these inputs by these rules."""
        used = list({rule.id: rule for rule in rules}.values())
        return Study(
            self.settings.cooperative,
            self.on,
            self.exports.sources,
            [rule_source(rule, self.on) for rule in used],
            list(notes),
            __version__,
            list(alerts),
            self.exports.problems,
            list(checks),
        )


def settings_near(path: Path) -> Settings:
    """Return the settings of the working folder that ``path`` is or lies in; without one, those of no cooperative."""
    around = [path.resolve(), *path.resolve().parents]
    return next((load_settings(folder) for folder in around if (folder / FILE).is_file()), Settings())


def gather_study(
    paths: Sequence[Path], say: Say, required: Sequence[str], on: date | None,
    date_of: Callable[[Exports], date | None], *, strict: bool = False,
) -> StudyInputs:  # fmt: skip
    """Return the exports of files and folders, with the settings of the working folder of the first.

    ``required`` names the frames without which there is no study; ``date_of`` tells the reference date where ``on``
    does not. Raises DataError with every problem where one blocks (or, when strict, exists), CoopError where no date
    can be told.
    """
    settings = settings_near(paths[0])
    files = [file for path in paths for file in (files_of(path) if path.is_dir() else [path])]
    exports = read_exports(list({file.resolve(): file for file in files}.values()), settings, say)
    missing = list(missing_frames(exports, required))
    stop_where_blocked([*exports.problems, *missing], strict=strict)
    day = on or date_of(exports)
    if day is None:
        remedy = "diga a data-base com --reference-date, como 31/10/2026"
        undated = Problem("opcao-invalida", "nenhuma data nos arquivos", expected="uma data-base", remedy=remedy)
        raise CoopError([*exports.problems, undated])
    return StudyInputs(exports, settings, rulebook_of(settings), day)


def latest(frame: str, column: str) -> Callable[[Exports], date | None]:
    """Return how a study is dated by the latest day in a column of one of its frames."""

    def date_of(exports: Exports) -> date | None:
        import pandas as pd

        day = exports.frames[frame][column].max()
        return None if pd.isna(day) else pd.Timestamp(day).date()

    return date_of
