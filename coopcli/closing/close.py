"""The month-end close: lock, calculate, publish the whole folder at once or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopcli.closing.history import previous_close, write_portfolio
from coopcli.closing.inputs import Request, Say, StoppedError
from coopcli.closing.last_sheets import write_sheets
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
from coopcli.closing.publish import locked, publish, put_in_order
from coopcli.closing.settings import FILE as SETTINGS_FILE
from coopcli.closing.settings import load_settings
from coopcli.errors import Acceptance, CoopError, DataError, Problem
from coopcli.reports.month import month_workbook, problems_workbook
from coopcli.results import Note

if TYPE_CHECKING:
    from coopcli.closing.collection import CollectionRun

REPORT = "relatorio.xlsx"
_NO_LIST = "a lista destes problemas não pôde ser gravada: feche-a se estiver aberta, confira o espaço no disco"
_NOT_WANTED = "desligada em coop.yaml (collection_in_close): sem fila, listas nem cartas"


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
    accepted: tuple[Acceptance, ...] = ()
    letters: bool = True
    letters_on: date | None = None

    @property
    def name(self) -> str:
        """The month as its folders are called: ``2026-10``."""
        return f"{self.month[0]:04d}-{self.month[1]:02d}"

    def told(self) -> dict[str, Any]:
        """Return what the manifest tells of the options: what the outputs depend on."""
        told: dict[str, Any] = {"month": self.name, "also": list(self.also)}
        if not self.letters:
            told["letters"] = False
        return told | ({"letters_on": self.letters_on.isoformat()} if self.letters_on else {})


@dataclass(frozen=True)
class Closed:
    """What a close came to. ``published`` is False for a dry run and where the same close already stood.

    ``collection`` is None where no policy of collection is in force on the date; ``remarks`` tell what failed after the
    publication.
    """

    run: MonthRun
    collection: CollectionRun | None
    folder: Path
    published: bool
    already: bool = False
    kept_aside: Path | None = None
    remarks: list[str] = field(default_factory=list)


def close(folder: Path, options: Options, say: Say, clock: Clock) -> Closed:
    """Close the month of the working folder.

    Raises CoopError: the settings, the data or the rules do not fit, another close is running, or the month was
    closed from something else. Then nothing is published; where data do not fit their list is written beside the
    closes as ``AAAA-MM.problemas.xlsx``.
    """
    load_settings(folder)
    closings = folder / "closings"
    with locked(closings):
        put_in_order(closings, say, clock)
        try:
            return _close(folder, closings, options, say, clock)
        except CoopError as error:
            codes = Counter(problem.code for problem in error.problems)
            with suppress(OSError):  # the clerk is told, whatever becomes of the log
                write_log(closings, clock, "stopped", month=options.name, problems=dict(codes))
            if isinstance(error, DataError) and not options.dry_run:
                _put_list(error, folder, closings, options)
            raise


def _put_list(error: DataError, folder: Path, closings: Path, options: Options) -> None:
    """Write the list of what stopped the close; where that fails too, it is told beside the reason."""
    applied = error.corrections if isinstance(error, StoppedError) else []
    path = _list_of(closings, options)
    try:
        put_list(path, error.problems, applied, _exports_of(folder, options))
        error.listed = str(path)
    except OSError as failure:
        error.problems.append(Problem("falha-de-disco", failure.strerror or "", file=path.name, remedy=_NO_LIST))


def _exports_of(folder: Path, options: Options) -> Path:
    return folder / "exports" / options.name


def _list_of(closings: Path, options: Options) -> Path:
    return closings / f"{options.name}.{TO_FILL_IN}"


def _close(folder: Path, closings: Path, options: Options, say: Say, clock: Clock) -> Closed:
    request = Request(
        _exports_of(folder, options), options.reference_date, options.month, options.also, options.strict,
        corrections=options.corrections, author=options.author, control_totals=options.control_totals,
        accepted=options.accepted,
    )  # fmt: skip
    run = run_month(request, load_settings(folder), say, lambda on: previous_close(closings, on, options.name))
    collection, manifest = _prepared(run, folder, closings, options, say)
    target = closings / options.name
    if options.dry_run:
        return Closed(run, collection, target, published=False)
    if target.exists() and not options.replace:
        return _already_closed(Closed(run, collection, target, published=False, already=True), manifest)
    say("gravando")

    def write(staging: Path) -> None:
        _write(staging, run, request.exports)
        if collection:
            _write_collection(staging, collection, say)
        write_manifest(staging, manifest)

    tell = partial(_log, closings, clock, options, run, manifest)
    aside = publish(target, write, lambda: tell("publishing"), replace=options.replace)
    remarks = [
        *_tried("o registro (log.jsonl) não pôde ser completado", lambda: tell("closed")),
        *_tried("a lista de problemas não pôde ser retirada",
                lambda: remove_list(_list_of(closings, options), run.month.corrections)),
    ]  # fmt: skip
    return Closed(run, collection, target, published=True, kept_aside=aside, remarks=remarks)


def _tried(failed: str, step: Callable[[], object]) -> list[str]:
    """Do what follows a publication, and return what is to be said of it: the month stands whatever becomes of it."""
    try:
        step()
    except OSError as error:
        return [f"{failed}: {error.strerror}"]
    return []


def _prepared(
    run: MonthRun, folder: Path, closings: Path, options: Options, say: Say
) -> tuple[CollectionRun | None, dict[str, Any]]:
    """Return the collection of a calculated month, and the manifest of its close without the outputs."""
    collection = _collected(run, closings, options, say)
    manifest = manifest_of(
        run.month,
        options.told(),
        file_digest(folder / SETTINGS_FILE),
        run.previous.fingerprint if run.previous else "",
        collection.papers() if collection else {},
    )
    return collection, manifest


def still_stops(run: MonthRun, folder: Path, options: Options, say: Say) -> list[Problem]:
    """Return what would yet stop a close of a calculated month: its collection, or another close that stands."""
    closings = folder / "closings"
    try:
        collection, manifest = _prepared(run, folder, closings, options, say)
        target = closings / options.name
        if target.exists() and not options.replace:
            _already_closed(Closed(run, collection, target, published=False, already=True), manifest)
    except CoopError as error:
        return error.problems
    return []


def _collected(run: MonthRun, closings: Path, options: Options, say: Say) -> CollectionRun | None:
    """Return the month's collection; where coop.yaml lacks what letters must tell, without them and with an alert."""
    if not run.settings.collection_in_close:
        run.month.notes.append(Note("Cobrança", _NOT_WANTED, applied=False))
        return None
    from coopcli.closing import collection  # heavy, and not for everybody

    if not collection.has_policy(run):
        run.month.notes.append(collection.without_policy(run))
        return None
    say("cobrança")
    lacking = collection.lacking_for_letters(run) if options.letters else ""
    if lacking:
        run.month.alerts.append(f"Nenhuma carta foi gravada: em coop.yaml, {lacking} (preencha, ou use --no-letters).")
    are_wanted = options.letters and not lacking
    wanted = collection.LettersWanted(closings, options.name, options.letters_on) if are_wanted else None
    return collection.run_collection(run, wanted)


def _write_collection(staging: Path, collection: CollectionRun, say: Say) -> None:
    collection.write_lists(staging)
    if collection.letters:
        say("cartas")
        collection.write_letters(staging)


def _log(
    closings: Path, clock: Clock, options: Options, run: MonthRun, manifest: dict[str, Any], event: str
) -> None:  # fmt: skip
    if run.month.corrections and event == "closed":
        cells = [f"{one.file} {one.sheet}!{one.cell}: {one.code}, {one.author}" for one in run.month.corrections]
        write_log(closings, clock, "corrected", month=options.name, cells=cells)
    if manifest["accepted"]:
        write_log(closings, clock, "accepted", month=options.name, decisions=manifest["accepted"])
    totals, fingerprint = manifest["totals"], manifest["fingerprint"]
    write_log(closings, clock, event, month=options.name, fingerprint=fingerprint, totals=totals)


def _already_closed(closed: Closed, manifest: dict[str, Any]) -> Closed:
    """Return the close where the one that stands is the same and untouched; else CoopError."""
    target = closed.folder
    standing = read_manifest(target)
    if standing["fingerprint"] != manifest["fingerprint"]:
        raise CoopError([Problem("fechamento-ja-existe", str(target), file=target.name)])
    changed = changed_outputs(target, standing)
    if changed:
        found = f"alterados depois do fechamento: {', '.join(changed)}"
        raise CoopError([Problem("fechamento-ja-existe", found, file=target.name)])
    return closed


def _write(staging: Path, run: MonthRun, exports: Path) -> None:
    month_workbook(staging / REPORT, run.month, exports)
    write_portfolio(staging, run.month)
    write_sheets(staging, run.exports.frames, run.portfolio.on)
    if run.month.problems or run.month.corrections:
        problems_workbook(staging / TO_FILL_IN, run.month.problems, run.month.corrections, exports)
