"""The month-end close: lock, calculate, publish the whole folder at once or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coopcli.closing.history import previous_close, write_portfolio
from coopcli.closing.inputs import Request, Say, StoppedError
from coopcli.closing.log import Clock, write_log
from coopcli.closing.manifest import (
    TO_FILL_IN,
    changed_outputs,
    file_digest,
    manifest_of,
    read_manifest,
    write_manifest,
)
from coopcli.closing.month import MonthRun, run_month
from coopcli.closing.problem_list import put_list, remove_list
from coopcli.closing.publish import locked, publish
from coopcli.closing.settings import FILE as SETTINGS_FILE
from coopcli.closing.settings import load_settings
from coopcli.errors import CoopError, DataError, Problem
from coopcli.reports.month import month_workbook, problems_workbook

REPORT = "relatorio.xlsx"


@dataclass(frozen=True)
class Options:
    """How a close is run: what ``coopcli close`` takes."""

    month: tuple[int, int]
    reference_date: date | None = None
    also: tuple[str, ...] = ()
    strict: bool = False
    replace: bool = False
    dry_run: bool = False
    corrections: Path | None = None
    author: str = ""
    control_totals: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

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
            return _close(folder, closings, options, say, clock)
        except CoopError as error:
            codes = Counter(problem.code for problem in error.problems)
            write_log(closings, clock, "stopped", month=options.name, problems=dict(codes))
            if isinstance(error, DataError) and settings.folder and not options.dry_run:
                applied = error.corrections if isinstance(error, StoppedError) else []
                put_list(_list_of(closings, options), error.problems, applied, _exports_of(folder, options))
            raise


def _exports_of(folder: Path, options: Options) -> Path:
    return folder / "exports" / options.name


def _list_of(closings: Path, options: Options) -> Path:
    return closings / f"{options.name}.{TO_FILL_IN}"


def _close(folder: Path, closings: Path, options: Options, say: Say, clock: Clock) -> Closed:
    request = Request(
        _exports_of(folder, options), options.reference_date, options.month, options.also, options.strict,
        corrections=options.corrections, author=options.author, control_totals=options.control_totals,
        unchanged=options.unchanged,
    )  # fmt: skip
    run = run_month(request, load_settings(folder), say, lambda on: previous_close(closings, on, options.name))
    manifest = manifest_of(
        run.month,
        {"month": options.name, "also": list(options.also), "unchanged": sorted(options.unchanged)},
        file_digest(folder / SETTINGS_FILE),
        run.previous.fingerprint if run.previous else "",
    )
    target = closings / options.name
    if options.dry_run:
        return Closed(run, target, published=False)
    if target.exists() and not options.replace:
        return _already_closed(run, target, manifest)
    say("gravando")
    aside = publish(target, lambda staging: _write(staging, run, manifest, request.exports), replace=options.replace)
    remove_list(_list_of(closings, options), run.month.corrections)
    _log(closings, clock, options, run, manifest)
    return Closed(run, target, published=True, kept_aside=aside)


def _log(closings: Path, clock: Clock, options: Options, run: MonthRun, manifest: dict[str, Any]) -> None:
    if run.month.corrections:
        cells = [f"{one.file} {one.sheet}!{one.cell}: {one.code}, {one.author}" for one in run.month.corrections]
        write_log(closings, clock, "corrected", month=options.name, cells=cells)
    totals, fingerprint = manifest["totals"], manifest["fingerprint"]
    write_log(closings, clock, "closed", month=options.name, fingerprint=fingerprint, totals=totals)


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


def _write(staging: Path, run: MonthRun, manifest: dict[str, Any], exports: Path) -> None:
    month_workbook(staging / REPORT, run.month, exports)
    write_portfolio(staging, run.month)
    if run.month.problems or run.month.corrections:
        problems_workbook(staging / TO_FILL_IN, run.month.problems, run.month.corrections, exports)
    write_manifest(staging, manifest)
