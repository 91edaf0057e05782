"""The published cases on the rules in force: which no longer hold, by which row, and whether that was decided.

A cooperative may decide above the law by an overlay, and choose what a rule leaves to it; both are told. Whatever else
makes a published case fail (a copy, an answer less prudent) is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, groupby, product
from typing import Literal

from coopcli.dates import brazilian
from coopcli.errors import Problem
from coopcli.rulebook.book import Rulebook
from coopcli.rulebook.cases import Answer, Case, answer, rule_of, words_of
from coopcli.rulebook.grid import grid_of
from coopcli.rulebook.overlaid import is_less_prudent
from coopcli.rulebook.tables import Row, RuleFile, Table, Value
from coopcli.rulebook.vocabulary import FACTS

Cause = Literal["overlay", "choice", "rule"]
"""A decision above the law; a choice that the rule leaves to the cooperative; neither."""


@dataclass(frozen=True)
class Deviation:
    """The published cases that one row (or table, or its absence) of a rule in force answers otherwise."""

    cause: Cause
    rule: RuleFile
    table: str
    row: Row | None
    cases: tuple[Case, ...]
    first: Answer

    @property
    def reference(self) -> str:
        """The reference of the row, ``id#table[row]``."""
        return f"{self.rule.id}#{self.table}{self.row.place if self.row else ''}"

    @property
    def places(self) -> list[tuple[str, int]]:
        """File and line of each case."""
        return [(case.file, case.line) for case in self.cases]

    def text(self) -> str:
        """Return it in a sentence: the row, the cases by file and line, and one of them in full."""
        assert self.first.problem is not None
        count = f"{len(self.cases)} {'caso publicado muda' if len(self.cases) == 1 else 'casos publicados mudam'}"
        since = f" desde {brazilian(self.rule.effective_from)}" if self.rule.published else ""
        published = words_of(self.cases[0].expect)
        return (
            f"{count} por {self.reference}{since}: {self.first.problem.found}; publicado {published} "
            f"({self.cases[0].because}) [{'; '.join(_places(self.cases))}]"
        )

    def problem(self) -> Problem:
        """Return it as what must be mended, at the row."""
        assert self.first.problem is not None
        table = self.rule.tables.get(self.table)
        file, line = self.rule.file, table.line if table else 1
        if table is not None and self.row is not None:
            file, line = table.file_of(self.row), self.row.line
        remedy = "confira a linha contra a norma; o que a casa decide acima dela vai numa sobreposição (rules/overlays)"
        return Problem(
            "caso-divergente", self.text(), file=file, line=line, expected=self.first.problem.expected, remedy=remedy
        )


def _places(cases: Sequence[Case]) -> Iterator[str]:
    for file, of_file in groupby(cases, key=lambda case: case.file):
        yield f"{file}, linha {', '.join(str(case.line) for case in of_file)}"


def deviations(
    book: Rulebook, shipped: Rulebook, cases: Sequence[Case], unchosen: Callable[[], Rulebook]
) -> list[Deviation]:
    """Return what ``book``, the rules in force, answers otherwise than the published ``cases`` of the ``shipped`` ones.

    A case is put to every stretch of time of the rule that it is about, whatever its own day. ``unchosen`` gives the
    rules in force without the choices of coop.yaml; it is asked where a choice may be the cause.
    """
    found: dict[tuple[str, Cause], list[tuple[RuleFile, Case, Answer]]] = {}
    without = cache(unchosen)
    for case in cases:
        published = rule_of(shipped, case)
        for rule in [f for f in book.files if published and f.id == published.id]:
            assert published is not None
            if _same(rule, published, case.table):
                continue
            for asked in _as_asked(case, rule, published):
                told = answer(rule, asked)
                if told.problem is not None:
                    cause = _cause(rule, asked, told, without)
                    reference = f"{rule.id}#{case.table}{told.row.place if told.row else ''}"
                    found.setdefault((reference, cause), []).append((rule, asked, told))
    return [
        Deviation(cause, items[0][0], items[0][1].table, items[0][2].row, _each_once(items), items[0][2])
        for (_, cause), items in found.items()
    ]


def _as_asked(case: Case, rule: RuleFile, published: RuleFile) -> Iterator[Case]:
    """Yield the case as a table in force asks it: in every way, of a fact that the published table does not ask."""
    table, old = rule.tables.get(case.table), published.tables.get(case.table)
    known = {*case.given, *(old.facts if old else ()), *(old.covers if old else ())}
    axes = [axis for axis in grid_of(table).axes if axis.term.name not in known] if table and old else []
    for values in product(*(compress(axis.values, axis.possible) for axis in axes)):
        more = {axis.term.name: v for axis, v in zip(axes, values, strict=True) if v is not None}
        yield replace(case, given={**case.given, **more}, name=", ".join([case.name, *map(_said, more.items())]))


def _said(item: tuple[str, Value]) -> str:
    return f"{FACTS[item[0]].asked}: {item[1]}"


def _each_once(items: Sequence[tuple[RuleFile, Case, Answer]]) -> tuple[Case, ...]:
    return tuple({(case.file, case.line): case for _, case, _ in items}.values())


def _same(rule: RuleFile, published: RuleFile, table: str) -> bool:
    """Return whether a table is the published one, and so answers as it does."""
    return table in rule.tables and rule.tables[table] == published.tables.get(table)


def _cause(rule: RuleFile, case: Case, told: Answer, unchosen: Callable[[], Rulebook]) -> Cause:
    if told.row is not None and told.row.overlay and _is_prudent(rule.tables[case.table], told, case.expect):
        return "overlay"
    if rule.overrides:
        for other in unchosen().files:
            if (other.id, other.effective_from) == (rule.id, rule.effective_from):
                return "choice" if answer(other, case).problem is None else "rule"
    return "rule"


def _is_prudent(table: Table, told: Answer, expect: Mapping[str, Value]) -> bool:
    """Return whether everything that differs is more prudent than was expected."""
    differs = [name for name, value in told.decided.items() if value != expect.get(name)]
    return bool(differs) and all(
        name in table.signature.prudent and not is_less_prudent(table, name, told.decided[name], expect.get(name))
        for name in differs
    )


def without_cases(book: Rulebook, shipped: Rulebook, cases: Sequence[Case]) -> list[str]:
    """Return the cooperative's own rules, no copies of shipped ones, that decide and that no case is about."""
    published = {rule.id for rule in shipped.files}
    about = {case.rule for case in cases}
    own = [rule for rule in book.files if rule.id not in published and not about & {rule.id, rule.family}]
    return list(dict.fromkeys(rule.id for rule in own if rule.tables))
