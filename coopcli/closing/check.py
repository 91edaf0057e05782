"""The exports of a month read and checked, all that stands against a close collected; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from coopcli import __version__
from coopcli.closing.gates import PASSES, STOPS, verdict_of, with_verdicts
from coopcli.closing.inputs import FindPrevious, Inputs, Request, Say, blocking_first, gated, gather
from coopcli.closing.method import require_a_method
from coopcli.closing.month import MonthRun, calculate, rulebook_of
from coopcli.closing.rules import MonthRules, rules_for
from coopcli.errors import CoopError, Problem
from coopcli.results import SourceFile

if TYPE_CHECKING:
    from coopcli.closing.settings import Settings

FORMAT = 1
"""Of the answer for programs: it changes when a key changes its meaning or goes away."""


@dataclass(frozen=True)
class Missing:
    """An export that no file gave, and what follows for a close."""

    frame: str
    title: str
    effect: str


@dataclass(frozen=True)
class Checked:
    """What a check came to. ``run`` is the month as calculated, where nothing stands against it; ``rules`` those in
    force, where the date is known."""

    inputs: Inputs
    problems: list[Problem]
    missing: list[Missing]
    rules: MonthRules | None
    run: MonthRun | None
    strict: bool = False

    @property
    def sources(self) -> list[SourceFile]:
        """The files read."""
        return self.run.month.sources if self.run else with_verdicts(self.inputs.exports.sources, self.problems)

    @property
    def stops(self) -> int:
        """How many problems would stop a close."""
        standing = [problem for problem in self.problems if problem.accepted is None]
        return len(standing) if self.strict else sum(problem.blocks for problem in standing)

    @property
    def verdict(self) -> str:
        """How the reading of the month ended."""
        return STOPS if self.stops else verdict_of(self.problems, self.inputs.lacks)


def check(
    request: Request, settings: Settings, say: Say, previous: FindPrevious | None = None,
    further: Callable[[MonthRun], list[Problem]] | None = None,
) -> Checked:  # fmt: skip
    """Return all that a close of these exports would find; where nothing blocks, the month is calculated too.

    ``further`` finds what would yet stop a close of the calculated month (close.still_stops).

    Raises CoopError only where there is nothing to read, or an option or the corrections cannot be read.
    """
    inputs = gather(request, settings, say, previous)
    problems, rules, run = inputs.problems, None, None
    try:
        book = rulebook_of(settings)
        inputs = gated(inputs, settings, book, request.also)
        problems = inputs.problems
        rules = rules_for(book, inputs.on, request.also) if inputs.on else None
        if rules is not None:
            require_a_method(settings, rules)
        if not any(problem.blocks for problem in problems):
            say("calculando")
            run = calculate(inputs, settings, book, request.also)
            problems = run.month.problems
            if further is not None and not any(problem.blocks for problem in problems):
                problems = [*problems, *further(run)]
    except CoopError as error:
        problems = [*problems, *error.problems]
    return Checked(inputs, blocking_first(problems), _missing(inputs), rules, run, request.strict)


def _missing(inputs: Inputs) -> list[Missing]:
    lacking = [lack for lack in inputs.lacks if lack.gate != PASSES and not lack.column]
    return [Missing(lack.frame, lack.title, lack.effect) for lack in lacking]


def as_json(checked: Checked) -> dict[str, Any]:
    """Return the check for programs: codes, files, cells, counts and centavos; nothing of what a cell holds."""
    inputs = checked.inputs
    return {
        "format": FORMAT,
        "coopcli": __version__,
        "reference_date": inputs.on.isoformat() if inputs.on else None,
        "would_close": not checked.stops,
        "verdict": checked.verdict,
        "problem_counts": dict(sorted(Counter(problem.code for problem in checked.problems).items())),
        "problems": [_problem(problem) for problem in checked.problems],
        "files": [_file(source) for source in checked.sources],
        "set_aside": {
            "rows": sum(source.rows_set_aside for source in checked.sources),
            "cents": sum(source.cents_set_aside for source in checked.sources),
            "last_known_cents": sum(source.cents_unread for source in checked.sources),
            "rows_of_unknown_value": sum(source.rows_unvalued for source in checked.sources),
        },
        "control_totals": [asdict(total) | {"agrees": total.agrees} for total in inputs.controls],
        "corrections_applied": len(inputs.corrections),
        "assumptions": [asdict(one) for one in checked.run.month.assumptions] if checked.run else [],
        "missing": [asdict(one) for one in checked.missing],
        "rules": [] if checked.rules is None else [rule.id for rule in checked.rules.all()],
        "regimes": [] if checked.rules is None else list(checked.rules.regimes),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    names = ("code", "file", "sheet", "cell", "line", "header", "rows", "cents")
    return {name: getattr(problem, name) for name in names} | {
        "blocks": problem.blocks,
        "accepted": problem.accepted is not None,
    }


def _file(source: SourceFile) -> dict[str, Any]:
    names = (
        "name", "sheet", "layout", "frame", "header_row", "rows_read", "rows_used", "rows_set_aside",
        "cents_read", "cents_used", "cents_set_aside", "footer_cents", "sha256", "verdict",
    )  # fmt: skip
    return {name: getattr(source, name) for name in names}
