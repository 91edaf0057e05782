"""One table under the overlays in force: rows replaced, rows added, house minima; and that nothing fell below the law.

A minimum is worked into the table's own rows: before each row that answers less stands one for the cases that both
name, with the greater answer and the reason of both. So what is proved of a table and decides is one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from coopcli.errors import Problem, RuleError
from coopcli.money import percent
from coopcli.rulebook.compiled import compiled_rows, refusal
from coopcli.rulebook.grid import MAX_CELLS, Grid, grid_of
from coopcli.rulebook.proofs import flaws
from coopcli.rulebook.schema import OverlaidTableModel, RowModel, TableModel
from coopcli.rulebook.signed import Path_, RefusedError, Words, one_of
from coopcli.rulebook.tables import Condition, Overlay, Parameter, Row, Table, Value
from coopcli.rulebook.vocabulary import OUTCOMES
from coopcli.rulebook.yaml_text import YamlText, in_a_line


@dataclass(frozen=True)
class Written:
    """What one overlay says of one table, and where it says it."""

    overlay: Overlay
    model: OverlaidTableModel
    text: YamlText

    def problem(self, table: str, found: str, *path: str | int, expected: str, remedy: str = "") -> Problem:
        """Return a problem of the overlay at the line of ``path`` below its table."""
        line, told = self.text.line(("tables", table, *path)), f"tabela {table}: {found}"
        return Problem("regra-invalida", told, file=self.text.file, line=line, expected=expected, remedy=remedy)


@dataclass
class _Overlaying:
    """A table while overlays are worked into it."""

    table: Table
    model: TableModel
    words: Words
    parameters: Mapping[str, Parameter]
    problems: list[Problem]

    def run(self, written: Sequence[Written]) -> Table:
        """Return the table under all overlays; what does not fit is added to ``problems``."""
        before, had = self.table, len(self.problems)
        taken: dict[int, Overlay] = {}
        for one in written:
            self._rewrite(one, taken)
        if len(self.problems) == had:
            self._prove(written)
        if len(self.problems) == had and (minima := [row for one in written for row in self._minima(one)]):
            self.table = _raised(self.table, minima)
            self._prove(written)
        if len(self.problems) == had:
            self.problems += below_the_law(before, self.table, written[0])
        return self.table

    def _prove(self, written: Sequence[Written]) -> None:
        for problem in flaws(self.table):
            if problem.file != self.table.file:
                self.problems.append(problem)
                continue
            for one in written:  # the published table was proved without them
                found = f"com {one.overlay.id}, {problem.found}"
                line = one.text.line(("tables", self.table.name))
                self.problems.append(replace(problem, found=found, file=one.text.file, line=line))

    def _compiled(self, one: Written, row: RowModel, *path: str | int) -> list[Row]:
        """Return the rows of the overlay that ``row`` unfolds to; none where it does not compile."""
        place: Path_ = ("tables", self.table.name, *path)
        try:
            line = one.text.line(place)
            rows = compiled_rows(0, row, self.model, self.parameters, line, place, self.words)
            return [replace(found, overlay=one.overlay) for found in rows]
        except RefusedError as refused:
            self.problems.append(refusal(refused, one.text))
            return []

    # --- replace, add --------------------------------------------------------------------------------------------

    def _rewrite(self, one: Written, taken: dict[int, Overlay]) -> None:
        for i, item in enumerate(one.model.replace):
            number = self._quoted(one, item.row, taken, "replace", i, "row")
            new = self._compiled(one, item.with_, "replace", i, "with")
            if number and new:
                self._put(number, [self._in_place_of(number, row) for row in new], keep=False)
        for i, added in enumerate(one.model.add):
            new = [_told(row, row.article) for row in self._compiled(one, added.row, "add", i, "row")]
            if added.before is not None:
                if number := self._quoted(one, added.before, taken, "add", i, "before", shared=True):
                    self._put(number, new, keep=True)
            elif self.table.hit == "first":
                expected = "before: a linha publicada, como está escrita, antes da qual esta entra"
                found = "falta before: na tabela decide a primeira linha que vale"
                self.problems.append(one.problem(self.table.name, found, "add", i, expected=expected))
            else:
                self.table = replace(self.table, rows=(*self.table.rows, *new))

    def _quoted(
        self, one: Written, quote: RowModel, taken: dict[int, Overlay], *path: str | int, shared: bool = False
    ) -> int:
        """Return the number of the published row that is written as the quote; 0 where that cannot be told."""
        written = quote.model_dump()
        numbers = [number for number, row in enumerate(self.model.rows, 1) if row.model_dump() == written]
        if len(numbers) != 1:
            self.problems.append(self._unknown_row(one, quote, len(numbers), path))
            return 0
        other = taken.get(numbers[0])
        if other is not None and not (shared and other == one.overlay):
            found = f"linha {numbers[0]}: {other.id} e {one.overlay.id} mudam a mesma linha"
            if other == one.overlay:
                found = f"linha {numbers[0]}: mudada duas vezes"
            self.problems.append(one.problem(self.table.name, found, *path, expected="cada linha mudada uma só vez"))
            return 0
        taken[numbers[0]] = one.overlay
        return numbers[0]

    def _unknown_row(self, one: Written, quote: RowModel, count: int, path: Path_) -> Problem:
        if count:
            found = "a linha citada está mais de uma vez na regra"
            return one.problem(self.table.name, found, *path, expected="uma linha que só haja uma vez")
        rows = [in_a_line(row.model_dump(by_alias=True, exclude_defaults=True)) for row in self.model.rows]
        alike = one_of(in_a_line(quote.model_dump(by_alias=True, exclude_defaults=True)), rows)
        nearest = alike.split("? (um de:")[0].removeprefix("você quis dizer ") if "você quis dizer" in alike else ""
        where = f"{self.table.rule_id} ({self.table.file})"
        return one.problem(
            self.table.name,
            f"a linha citada não está em {where}: foi corrigida, ou está escrita de outro modo",
            *path,
            expected=f"a linha como está hoje: {nearest}" if nearest else f"uma linha da tabela em {where}",
            remedy="leia a linha publicada: se a correção muda a decisão da casa, mude ou encerre (effective_to) a "
            "sobreposição; se não, cite a linha como está agora",
        )

    def _put(self, number: int, new: Sequence[Row], *, keep: bool) -> None:
        """Put rows before those of a published row, or in their place."""
        rows: list[Row] = []
        done = False
        for row in self.table.rows:
            is_it = row.number == number and row.overlay is None
            rows += new if is_it and not done else ()
            done = done or is_it
            rows += () if is_it and not keep else (row,)
        self.table = replace(self.table, rows=tuple(rows))

    def _in_place_of(self, number: int, row: Row) -> Row:
        """Return the row as one that replaces: that of the same value of ``by``, where it was unfolded."""
        old = [law for law in self.table.rows if law.number == number and law.overlay is None]
        by = self.model.by
        law = next((one for one in old if one.conditions.get(by) == row.conditions.get(by)), old[0])
        return _told(replace(row, number=number, law=law), f"{row.article} (no lugar de {law.article})")

    # --- minimum -------------------------------------------------------------------------------------------------

    def _minima(self, one: Written) -> Iterator[Row]:
        may = [name for name, better in self.table.signature.prudent.items() if better == "more"]
        for i, item in enumerate(one.model.minimum):
            names = list(item.outcomes())
            if len(names) != 1 or names[0] not in may:
                found = f"minimum de {', '.join(names) or 'nada'}"
                expected = f"um só resultado, {' ou '.join(may)}" if may else "add ou replace: a tabela não tem mínimos"
                self.problems.append(one.problem(self.table.name, found, "minimum", i, expected=expected))
            elif self.table.hit not in ("unique", "first"):
                found, expected = f"minimum numa tabela {self.table.hit}", "add: na tabela decide a pior linha que vale"
                self.problems.append(one.problem(self.table.name, found, "minimum", i, expected=expected))
            else:
                yield from (replace(row, title=row.title or one.overlay.title) for row in self._compiled(
                    one, item, "minimum", i
                ))  # fmt: skip


def overlay_table(
    table: Table, model: TableModel, words: Words, parameters: Mapping[str, Parameter], written: Sequence[Written],
    problems: list[Problem],
) -> Table:  # fmt: skip
    """Return the table under overlays, in the order of their ids; what does not fit is added to ``problems``.

    Refused are quotes of rows that are not (or no longer) there, rows that two overlays change, gaps and overlaps that
    they make, minima of what has none, and answers below the published ones without ``rates_may_fall``.
    """
    return _Overlaying(table, model, words, parameters, problems).run(written)


def _told(row: Row, article: str) -> Row:
    assert row.overlay is not None
    return replace(row, article=f"{row.overlay.short_act}, {article}")


def _raised(table: Table, minima: Sequence[Row]) -> Table:
    """Return the table with a row before each that answers less than a minimum, for the cases that both name."""
    rows: list[Row] = []
    for row in table.rows:
        rows += [
            raised for minimum in _highest_first(table, minima) if (raised := _both(table, row, minimum)) is not None
        ]
        rows.append(row)
    if table.may_be_empty:
        rows += [_told(minimum, minimum.article) for minimum in _highest_first(table, minima)]
    return replace(table, rows=tuple(rows), hit="first")


def _highest_first(table: Table, minima: Sequence[Row]) -> list[Row]:
    return sorted(minima, key=lambda row: rank(table, *next(iter(row.outcomes.items()))), reverse=True)


def _both(table: Table, row: Row, minimum: Row) -> Row | None:
    """Return the row raised to a minimum where both hold; None where it answers as much, or they never both hold."""
    ((name, least),) = minimum.outcomes.items()
    if name not in row.outcomes or rank(table, name, row.outcomes[name]) >= rank(table, name, least):
        return None
    conditions = dict(row.conditions)
    for fact, condition in minimum.conditions.items():
        met = condition if fact not in conditions else meeting(conditions[fact], condition)
        if met is None:
            return None
        conditions[fact] = met
    assert minimum.overlay is not None
    own, house = _said(name, row.outcomes[name]), _said(name, least)
    return replace(
        row,
        line=minimum.line,
        conditions=conditions,
        outcomes={**row.outcomes, name: least},
        article=f"{row.article} ({own}); mínimo da casa {house}: {minimum.overlay.short_act}, {minimum.article}",
        title="; ".join(filter(None, (row.title, minimum.title))),
        overlay=minimum.overlay,
        law=row,
    )


def _said(name: str, value: Value) -> str:
    if isinstance(value, Decimal):
        return percent(value, max(2, -int(value.normalize().as_tuple().exponent) - 2))
    said = ("sim" if value else "não") if isinstance(value, bool) else value
    return f"{OUTCOMES[name].asked}: {said}"


def meeting(one: Condition, other: Condition) -> Condition | None:
    """Return the condition that holds where both do; None where they never do."""
    if one.missing is not None or other.missing is not None:
        wants, rest = (one, other) if one.missing is not None else (other, one)
        if wants.missing:
            return wants if rest.missing else None
        return wants if rest.missing is False else None if rest.missing else rest
    if one.values is None and other.values is None:
        low, high = max(one.low, other.low), min(one.high, other.high)
        return Condition(low, high) if low <= high else None
    listed, rest = (one, other) if one.values is not None else (other, one)
    values = frozenset(value for value in listed.values or () if rest.admits(value))
    return Condition(values=values) if values else None


# --- prudence --------------------------------------------------------------------------------------------------------


def rank(table: Table, name: str, value: Value | None) -> Decimal:
    """Return how much an answer of a table is: a number as it is, a word by its place in its list, none below all."""
    if value is None:
        return Decimal("-Infinity")
    if choices := table.outcome(name).choices:
        return Decimal(choices.index(str(value)))
    return Decimal(value if isinstance(value, Decimal) else int(value))


def is_less_prudent(table: Table, name: str, answer: Value | None, law: Value | None) -> bool:
    """Return whether an answer is below the published one, by what the table's signature has as prudent."""
    better = table.signature.prudent.get(name)
    if better is None or answer == law:
        return False
    own, published = rank(table, name, answer), rank(table, name, law)
    return own < published if better == "more" else own > published


@dataclass(frozen=True)
class Lowered:
    """A case that a table answers less prudently than the published one, in words, by which row (None: by none)."""

    row: Row | None
    found: str


def lowered(law: Table, own: Table, but: Callable[[Row], bool]) -> Iterator[Lowered]:
    """Yield the first case of each answer of ``own`` that is less prudent than the table ``law`` has it.

    Rows of ``own`` of which ``but`` holds are left out. Raises RuleError where the cases are too many to compare.
    """
    if not own.signature.prudent:
        return
    axes = grid_of(replace(law, rows=(*law.rows, *own.rows))).axes
    old, new = Grid(law, axes), Grid(own, axes)
    if new.size > MAX_CELLS:
        found = f"{new.size} combinações de condições, com as da regra publicada"
        expected = f"no máximo {MAX_CELLS}, para que se comparem"
        raise RuleError([Problem("regra-invalida", found, file=own.file, line=own.line, expected=expected)])
    counted = old.possible & ~np.array([but(row) for row in own.rows] + [False])[new.decided]
    pairs, cells = np.unique(np.stack([old.decided, new.decided])[:, counted], axis=1, return_index=True)
    places = np.flatnonzero(counted)[cells]
    for name in own.signature.prudent:
        for (was, now), cell in zip(pairs.T.tolist(), places.tolist(), strict=True):
            answers = [t.rows[i].outcomes.get(name) if i >= 0 else None for t, i in ((own, now), (law, was))]
            if is_less_prudent(own, name, *answers):
                told, published = ("nenhuma linha" if value is None else _said(name, value) for value in answers)
                found = f"menos que a regra publicada: {told} onde ela dá {published} ({new.describe(cell)})"
                yield Lowered(own.rows[now] if now >= 0 else None, found)
                break


def below_the_law(before: Table, after: Table, one: Written) -> Iterator[Problem]:
    """Yield the first case of each answer that overlays make less prudent, unless the deciding row says why it may."""
    expected = "pelo menos o que a regra publicada dá; se a norma o permite, rates_may_fall, com o motivo, na linha"
    try:
        for case in lowered(before, after, lambda row: bool(row.rates_may_fall)):
            if case.row is None or case.row.overlay is None:
                yield one.problem(after.name, case.found, expected=expected)
            else:
                told = f"tabela {after.name}: {case.found}"
                yield Problem("regra-invalida", told, file=case.row.overlay.file, line=case.row.line, expected=expected)
    except RuleError as error:
        yield from (one.problem(after.name, problem.found, expected=problem.expected) for problem in error.problems)
