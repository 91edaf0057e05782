"""What a month is calculated from: the exports read, corrected and compared, with every problem; nothing stops here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.calc.portfolio import LIMIT_PREFIX, OVERDRAFT_PREFIX
from coopcli.closing.accepted import with_acceptances
from coopcli.closing.checks import missing_exports, other_dates
from coopcli.closing.control import asked_in_sheets, asked_on_the_command_line, reconciled
from coopcli.closing.corrections import corrected, read_corrections
from coopcli.closing.gates import FAMILY, Lack, lack_problems, lacks, set_aside_problems, steps_of
from coopcli.closing.last_known import with_last_known
from coopcli.closing.plausible import NOTHING_FOUND, PLAUSIBILITY, Implausible, implausible
from coopcli.closing.repeated_month import Previous, repeated_problems, unchanged_alert, with_content
from coopcli.closing.settings import Settings
from coopcli.dates import brazilian
from coopcli.errors import Acceptance, CoopError, DataError, Problem
from coopcli.reading.crossed import crossed
from coopcli.reading.layouts import Layout, load_layouts
from coopcli.reading.read import Exports, export_files, read_paths
from coopcli.reading.replaced import NOTHING, Replacements
from coopcli.results import ControlTotal, Correction
from coopcli.shipped import folder as shipped

if TYPE_CHECKING:
    from coopcli.rulebook.book import Rulebook

Say = Callable[[str], None]
OF_READING = (FAMILY, PLAUSIBILITY)
"""The families of rules that judge what was read."""


FindPrevious = Callable[[date], Previous | None]


@dataclass(frozen=True)
class Request:
    """What is asked for: the exports, the date (None: as the exports say), further regimes, strictness.

    ``any_date``: the exports may be of another date (a question about a past day, never a close). ``corrections`` is
    a list of problems that came back, ``author`` who filled it in; ``control_totals`` as on the command line;
    ``accepted`` are the problems that somebody goes on with.
    """

    exports: Path
    reference_date: date | None = None
    month: tuple[int, int] | None = None
    also: tuple[str, ...] = ()
    strict: bool = False
    any_date: bool = False
    corrections: Path | None = None
    author: str = ""
    control_totals: tuple[str, ...] = ()
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """The exports and all that was found about them; ``on`` is None where no reference date can be told."""

    exports: Exports
    on: date | None
    problems: list[Problem]
    controls: list[ControlTotal]
    corrections: list[Correction]
    previous: Previous | None = None
    alerts: list[str] = field(default_factory=list)
    accepted: tuple[Acceptance, ...] = ()
    lacks: list[Lack] = field(default_factory=list)
    dated_by_folder: bool = False
    implausible: Implausible = NOTHING_FOUND


class StoppedError(DataError):
    """Data that do not fit, after ``corrections`` were applied."""

    def __init__(self, problems: Sequence[Problem], corrections: Sequence[Correction]) -> None:
        super().__init__(problems)
        self.corrections = list(corrections)


def blocking_first(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, those that block before the others."""
    return sorted(problems, key=lambda problem: not problem.blocks)


def stop_where_blocked(
    problems: Sequence[Problem], corrections: Sequence[Correction] = (), *, strict: bool = False
) -> None:
    """Raise StoppedError with all problems, those that block first, where one blocks (or, when strict, exists)."""
    standing = [problem for problem in problems if problem.blocks or (strict and problem.accepted is None)]
    if standing:
        raise StoppedError(blocking_first(problems), corrections)


def gather(request: Request, settings: Settings, say: Say, previous: FindPrevious | None = None) -> Inputs:
    """Return the exports as corrected, with every problem of theirs, between them and with what was asked.

    ``previous`` finds the close before a reference date. Raises CoopError where there is nothing to read, or the
    corrections or an option cannot be read.
    """
    asked = asked_on_the_command_line(request.control_totals)
    typed = read_corrections(request.corrections, request.author) if request.corrections else []
    mended = corrected(lambda replacements: read_exports(files_of(request.exports), settings, say, replacements), typed)
    exports = mended.exports
    controls, wrong_totals = reconciled([*asked, *asked_in_sheets(exports)], exports.sources)
    problems = [*exports.problems, *mended.problems, *missing_exports(exports), *wrong_totals]
    try:
        on = reference_date(request, exports)
    except CoopError as error:
        problems = with_acceptances([*problems, *error.problems], request.accepted)
        return Inputs(exports, None, problems, controls, mended.applied, accepted=request.accepted)
    problems += other_dates(exports, on, may_differ=request.any_date)
    found, alerts = None, []
    try:
        found = previous(on) if previous else None
    except CoopError as error:
        problems += error.problems
    if found and not request.any_date:
        problems += repeated_problems(exports.sources, found.inputs)
        alerts.append(unchanged_alert(exports.sources, found.inputs))
    problems = with_acceptances(problems, request.accepted)
    alerts = [alert for alert in alerts if alert]
    by_folder = request.reference_date is None and on not in dates_told(exports)
    return Inputs(
        exports, on, problems, controls, mended.applied, found, alerts, request.accepted, dated_by_folder=by_folder
    )


def gated(inputs: Inputs, settings: Settings, book: Rulebook, also: Sequence[str] = ()) -> Inputs:
    """Return the inputs with what rules/reading says of them; without a date nothing can be said."""
    on = inputs.on
    if on is None:
        return inputs
    last = inputs.previous.any_regime if inputs.previous else None
    inputs = replace(inputs, exports=with_last_known(inputs.exports, last))
    rule = book.in_force(FAMILY, on)
    before = inputs.previous.frames if inputs.previous else ()
    lacking = lacks(inputs.exports, rule, steps_of(settings, book, on, also), before)
    latest = max([on, *dates_told(inputs.exports)])  # a question about a past day asks the same exports
    found = implausible(inputs.exports, book.in_force(PLAUSIBILITY, on), latest, inputs.previous)
    problems = [
        *lack_problems(lacking, inputs.exports),
        *set_aside_problems(inputs.exports, rule, on),
        *found.problems,
    ]
    more = with_acceptances(problems, inputs.accepted)
    return replace(inputs, problems=[*inputs.problems, *more], lacks=lacking, implausible=found)


def files_of(folder: Path) -> list[Path]:
    """Return the files that a reading of ``folder`` takes; DataError where there is no such folder."""
    if not folder.is_dir():
        expected = "a pasta com as exportações do mês"
        raise DataError([Problem("arquivo-nao-encontrado", str(folder), file=folder.name, expected=expected)])
    return export_files(folder)


def layouts_of(settings: Settings) -> list[Layout]:
    """Return the shipped layouts, with those of the cooperative in the place of their namesakes."""
    own = [settings.own_rules / "layouts"] if settings.own_rules else []
    return load_layouts([shipped("rules") / "layouts", *own])


def read_exports(paths: Sequence[Path], settings: Settings, say: Say, replacements: Replacements = NOTHING) -> Exports:
    """Return what the files hold, telling each file's name; ``replacements`` are read in the place of cells."""
    exports = read_paths(paths, layouts_of(settings), lambda name: say(f"lendo {name}"), replacements)
    return crossed(with_content(exports), (OVERDRAFT_PREFIX, LIMIT_PREFIX))


def reference_date(request: Request, exports: Exports) -> date:
    """Return the reference date: the one asked for; else the exports' own, where they agree; else the month's end."""
    from coopcli.dates import month_end

    if request.reference_date is not None:
        return request.reference_date
    found = dates_told(exports)
    if request.month is not None:
        inside = {day for day in found if (day.year, day.month) == request.month}
        return inside.pop() if len(inside) == 1 else month_end(*request.month)
    if len(found) == 1:
        return found.pop()
    told = ", ".join(sorted(brazilian(day) for day in found)) or "nenhuma data de movimento nas exportações"
    expected, remedy = "uma data-base", "diga a data-base com --reference-date, como 31/10/2026"
    raise CoopError([Problem("opcao-invalida", told, expected=expected, remedy=remedy)])


def dates_told(exports: Exports) -> set[date]:
    """Return the days that the exports say they are of."""
    import pandas as pd

    dated = [frame["movement_date"] for frame in exports.frames.values() if "movement_date" in frame]
    return {pd.Timestamp(day).date() for column in dated for day in column.dropna().unique()}
