"""Decisions of a person to go on: which problems a month may be closed with, by whom and for what reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from coopcli.errors import PROBLEM_KINDS, Acceptance, CoopError, Problem
from coopcli.folding import slug

OPTION = "--accept"


def acceptances(texts: Sequence[str], author: str, reason: str) -> tuple[Acceptance, ...]:
    """Return what ``--accept CODE[=SUBJECT]`` accepts; CoopError (opcao-invalida) where it cannot be."""
    found = [Acceptance(code.strip(), subject.strip(), author, reason.strip()) for code, _, subject in _parted(texts)]
    problems = [problem for one in found for problem in _mistakes(one)]
    if found and not reason.strip():
        problems.append(Problem("opcao-invalida", OPTION, expected=f"{OPTION} com --reason, o motivo de seguir"))
    if problems:
        raise CoopError(problems)
    return tuple(found)


def _parted(texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for text in texts:
        yield text.partition("=")


def _mistakes(one: Acceptance) -> Iterator[Problem]:
    kind = PROBLEM_KINDS.get(one.code)
    if kind is None or not kind.acceptable:
        known = ", ".join(code for code, other in PROBLEM_KINDS.items() if other.acceptable)
        yield Problem("opcao-invalida", f"{OPTION} {one.code}", expected=f"um de: {known}")


def with_acceptances(problems: Iterable[Problem], accepted: Sequence[Acceptance]) -> list[Problem]:
    """Return the problems, each with the decision to go on with it, where there is one."""
    return [_with_acceptance(problem, accepted) for problem in problems]


def _with_acceptance(problem: Problem, accepted: Sequence[Acceptance]) -> Problem:
    mine = next((one for one in accepted if one.code == problem.code and _is_of(one.subject, problem)), None)
    return replace(problem, accepted=mine) if mine else problem


def _is_of(subject: str, problem: Problem) -> bool:
    """Return whether a subject names the problem: its file (with or without ending), sheet, column or export."""
    names = [problem.file, PurePath(problem.file).stem, problem.sheet, problem.header, *problem.subjects]
    return not subject or slug(subject) in {slug(name) for name in names if name}


def accepted_alerts(problems: Iterable[Problem], accepted: Sequence[Acceptance]) -> Iterator[str]:
    """Yield one sentence for each problem that somebody accepted, and for each decision that nothing needed."""
    used = set()
    for problem in problems:
        if problem.accepted is not None:
            used.add(problem.accepted)
            one = problem.accepted
            yield f"Aceito por {one.author}: {problem.code}, {problem.place()}: {problem.found}. Motivo: {one.reason}."
    for one in accepted:
        if one not in used:
            yield f"{OPTION} {one.text()} não foi preciso: nenhum problema corresponde."
