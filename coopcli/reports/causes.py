"""Problems by cause: those of one kind in one column of one file are one thing to mend, told once with its counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopcli.errors import PROBLEM_KINDS, Cause, Problem


@dataclass(frozen=True)
class Group:
    """Problems with one cause, in the order in which they were found."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The one that speaks for all: code, file, sheet, header."""
        return self.problems[0]

    @property
    def cause(self) -> Cause | None:
        """What they have in common, where a reading found it."""
        return self.first.cause

    @cached_property
    def count(self) -> int:
        """How many cells, rows or files it is about."""
        return sum(problem.times for problem in self.problems)

    @cached_property
    def rows(self) -> int:
        """How many rows are set aside because of it."""
        return sum(problem.rows for problem in self.problems)

    @cached_property
    def cents(self) -> int:
        """What those rows come to."""
        return sum(problem.cents for problem in self.problems)

    @property
    def column(self) -> str:
        """The letters of the column where all of it is; '' where it is not all in one."""
        letters = {match[1] for problem in self.problems if (match := re.fullmatch(r"([A-Z]+)\d+", problem.cell))}
        return letters.pop() if len(letters) == 1 else ""

    def sentence(self) -> str:
        """Return what is wrong: ``584 de 584 células de Valor Parcela estão em formato americano``."""
        kind, cause = PROBLEM_KINDS[self.first.code], self.cause
        if cause is not None and cause.words:
            return f"{self.count} problema(s) de {self.first.header}: {cause.words}"
        if cause is not None and kind.of_cells:
            return f"{self.count} de {cause.cells} células de {self.first.header} {kind.of_cells}"
        return f"{self.count} vezes: {kind.title}"


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Return the problems by cause, in the order in which the first of each was found."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        about = problem.accepted is not None, problem.wanted(), problem.advice()
        own = None if _is_of_data(problem) else number
        groups.setdefault((problem.code, problem.file, problem.sheet, problem.header, about, own), []).append(problem)
    return [Group(tuple(group)) for group in groups.values()]


def _is_of_data(problem: Problem) -> bool:
    """Return whether others like it are the same thing to mend; of rules and options each is told by itself."""
    return bool(problem.cell or problem.rows or problem.times > 1)


def by_kind(groups: Sequence[Group]) -> list[tuple[str, int, int, int]]:
    """Return, for each kind, how many problems, rows and centavos there are of it, the largest amounts first."""
    counts: dict[str, tuple[int, int, int]] = {}
    for group in groups:
        count, rows, cents = counts.get(group.first.code, (0, 0, 0))
        counts[group.first.code] = count + group.count, rows + group.rows, cents + group.cents
    return sorted(((code, *told) for code, told in counts.items()), key=lambda kind: (-kind[3], -kind[1], kind[0]))
