"""The month-end close: lock, calculate, publish the whole folder at once or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coopcli.closing.history import previous_close, write_portfolio
from coopcli.closing.log import Clock, write_log
from coopcli.closing.manifest import changed_outputs, file_digest, manifest_of, read_manifest, write_manifest
from coopcli.closing.month import MonthRun, Previous, Request, Say, run_month
from coopcli.closing.publish import locked, publish
from coopcli.closing.settings import FILE as SETTINGS_FILE
from coopcli.closing.settings import load_settings
from coopcli.errors import CoopError, DataError, Problem
from coopcli.reports.month import month_workbook, problems_workbook

REPORT, PROBLEMS = "relatorio.xlsx", "problemas.xlsx"


@dataclass(frozen=True)
class Options:
    """How a close is run: what ``coopcli close`` takes."""

    month: tuple[int, int]
    reference_date: date | None = None
    also: tuple[str, ...] = ()
    strict: bool = False
    replace: bool = False
    dry_run: bool = False

    @property
    def name(self) -> str:
        """The month as its folders are called: ``2026-10``."""
        return f"{self.month[0]:04d}-{self.month[1]:02d}"


@dataclass(frozen=True)
class Closed:
    """What a close came to. ``published`` is False for a dry run and where the same close already stood."""

    run: MonthRun
    folder: Path
    published: bool
    already: bool = False
    kept_aside: Path | None = None


def close(folder: Path, options: Options, say: Say, clock: Clock) -> Closed:
    """Close the month of the working folder.

    Raises CoopError: the settings, the data or the rules do not fit, another close is running, or the month was
    closed from something else. Then nothing is published; where data do not fit their list is written beside the
    closes as ``AAAA-MM.problemas.xlsx``.
    """
    settings = load_settings(folder)
    closings = folder / "closings"
    with locked(closings):
        try:
            return _close(folder, closings, options, say, clock, _Finder(closings, options.name))
        except CoopError as error:
            codes = Counter(problem.code for problem in error.problems)
            write_log(closings, clock, "stopped", month=options.name, problems=dict(codes))
            if isinstance(error, DataError) and settings.folder and not options.dry_run:
                _list_problems(closings / f"{options.name}.{PROBLEMS}", error.problems)
            raise


class _Finder:
    """Finds the previous close once the reference date is known, and remembers it."""

    def __init__(self, closings: Path, own_name: str) -> None:
        self._closings, self._own_name = closings, own_name
        self.found: Previous | None = None

    def __call__(self, on: date) -> Previous | None:
        self.found = previous_close(self._closings, on, self._own_name)
        return self.found


def _close(folder: Path, closings: Path, options: Options, say: Say, clock: Clock, finder: _Finder) -> Closed:
    settings = load_settings(folder)
    request = Request(
        folder / "exports" / options.name, options.reference_date, options.month, options.also, options.strict
    )
    run = run_month(request, settings, say, finder)
    manifest = manifest_of(
        run.month,
        {"month": options.name, "also": list(options.also)},
        file_digest(folder / SETTINGS_FILE),
        finder.found.fingerprint if finder.found else "",
    )
    target = closings / options.name
    if options.dry_run:
        return Closed(run, target, published=False)
    if target.exists() and not options.replace:
        return _already_closed(run, target, manifest)
    say("gravando")
    aside = publish(target, lambda staging: _write(staging, run, manifest), replace=options.replace)
    (closings / f"{options.name}.{PROBLEMS}").unlink(missing_ok=True)
    totals = manifest["totals"]
    write_log(closings, clock, "closed", month=options.name, fingerprint=manifest["fingerprint"], totals=totals)
    return Closed(run, target, published=True, kept_aside=aside)


def _already_closed(run: MonthRun, target: Path, manifest: dict[str, Any]) -> Closed:
    """Return the standing close where it is the same and untouched; else CoopError."""
    standing = read_manifest(target)
    if standing is None or standing.get("fingerprint") != manifest["fingerprint"]:
        raise CoopError([Problem("fechamento-ja-existe", str(target), file=target.name)])
    changed = changed_outputs(target, standing)
    if changed:
        found = f"alterados depois do fechamento: {', '.join(changed)}"
        raise CoopError([Problem("fechamento-ja-existe", found, file=target.name)])
    return Closed(run, target, published=False, already=True)


def _write(staging: Path, run: MonthRun, manifest: dict[str, Any]) -> None:
    month_workbook(staging / REPORT, run.month)
    write_portfolio(staging, run.month)
    if run.month.problems:
        problems_workbook(staging / PROBLEMS, run.month.problems)
    write_manifest(staging, manifest)


def _list_problems(path: Path, problems: list[Problem]) -> None:
    """Write the list of the problems that stopped a close in the place of the one before."""
    path.unlink(missing_ok=True)
    problems_workbook(path, problems)
