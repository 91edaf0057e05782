"""Tables as they are evaluated: conditions on facts, outcomes with exact values, rows that know their place.

``compile_file`` turns a checked file (``schema``) into these; what it refuses is a list of problems with lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from coopcli.errors import Problem, RuleError
from coopcli.money import parse_brl
from coopcli.rulebook.schema import ConditionModel, Hit, ParameterModel, RowModel, RuleFileModel, TableModel
from coopcli.rulebook.signed import (
    RefusedError,
    Words,
    answer_flaws,
    file_flaws,
    listed,
    lists_of,
    missing_names,
    one_of,
    words_of_tables,
)
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.rulebook.yaml_text import YamlText
from coopcli.signatures import Role, Signature
from coopcli.words import WHOLE_NUMBERS, WORDS, Word

Value = int | Decimal | bool | str
FOREVER = 2**62
FINEST_RATE = Decimal("1e-9")
"""Rates have at most nine decimals, so that money.share stays within int64."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whole numbers: ``low`` to ``high``, both included; everything else: ``values`` (None: anything but missing).

    ``missing`` None: a missing fact does not match; True: only a missing one does; False: any that is not missing.
    """

    low: int = -FOREVER
    high: int = FOREVER
    values: frozenset[Value] | None = None
    missing: bool | None = None

    def admits(self, value: Value | None) -> bool:
        """Return whether one value of the fact satisfies the condition (None is missing)."""
        if value is None or self.missing is not None:
            return (value is None) == bool(self.missing)
        if self.values is not None:
            return value in self.values
        return not isinstance(value, int) or isinstance(value, bool) or self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table after ``by`` was unfolded: ``number`` is its place in the file, from 1.

    A row of an ``overlay`` has the line of the overlay's file; ``law`` is the row that it raises or stands in the place
    of (None: it was added), and ``number`` that row's.
    """

    number: int
    line: int
    conditions: Mapping[str, Condition]
    outcomes: Mapping[str, Value]
    article: str
    title: str
    added: str = ""
    rates_may_fall: str = ""
    overlay: Overlay | None = None
    law: Row | None = None

    @property
    def place(self) -> str:
        """Where the row stands, in its table or in the overlay: ``[6]``, ``[6]+overlays/minimum:18``."""
        own = f"+{self.overlay.id}:{self.line}" if self.overlay else ""
        return f"[{self.number or 'nova'}]{own}"


@dataclass(frozen=True)
class Overlay:
    """What a cooperative decided above a rule; ``changes`` are the lines of its file that change a table."""

    id: str
    title: str
    target: str
    act: str
    url: str
    checked_on: date
    author: str
    reason: str
    effective_from: date
    effective_to: date | None
    file: str
    sha256: str
    changes: tuple[int, ...]

    @property
    def short_act(self) -> str:
        """The act up to its first comma, as articles name it."""
        return self.act.partition(",")[0]

    def covers(self, on: date) -> bool:
        """Return whether it was in force on ``on``."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class Table:
    """A named table of a rule file."""

    rule_id: str
    name: str
    title: str
    hit: Hit
    rows: tuple[Row, ...]
    order: Mapping[str, tuple[Value, ...]]
    sum: str
    one_per: str
    covers: Mapping[str, Condition]
    may_be_empty: str
    file: str
    line: int
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    direction: Mapping[str, str] = field(default_factory=dict)
    signature: Signature = field(default_factory=Signature)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fact(self, name: str) -> Word:
        """Return a fact as the table knows it: with the values that its file lays down."""
        return listed(FACTS[name], self.lists)

    def outcome(self, name: str) -> Word:
        """Return an outcome as the table knows it."""
        return listed(OUTCOMES[name], self.lists)

    @property
    def facts(self) -> list[str]:
        """The facts that its conditions ask about, in the order of their first mention."""
        return list(dict.fromkeys(fact for row in self.rows for fact in row.conditions))

    def reference(self, index: int) -> str:
        """Return the reason of ``rows[index]``: ``provisioning/bcb-352-2023#additional_loss[3]``; '' for -1."""
        return f"{self.rule_id}#{self.name}{self.rows[index].place}" if index >= 0 else ""

    def file_of(self, row: Row) -> str:
        """Return the file in which the row's line is."""
        return row.overlay.file if row.overlay else self.file


@dataclass(frozen=True)
class Parameter:
    """A parameter with its converted value (``_months``, ``_days``, ``_count``: int; ``_cents``: centavos; ``_rate``:
    Decimal)."""

    name: str
    value: Value | tuple[str, ...]
    article: str
    title: str
    one_of: tuple[str, ...]
    policy: bool
    confirm: str
    chosen_by: str = ""


@dataclass(frozen=True)
class RuleFile:
    """A rule file, ready to be asked. ``family`` is the id without the amendment date; ``short_title`` is what
    reports call the act.

    Where overlays act on a part of its time, it is several in a row, each with what is in force: ``overlays`` (none in
    some) and ``published``, the whole as its file has it. ``shipped`` is the file whose place an own one takes;
    ``fingerprint`` tells texts apart that decide something else, and ``copied_from`` is that of the shipped one when
    the copy was made.
    """

    id: str
    title: str
    kind: str
    act: str
    articles: tuple[str, ...]
    url: str
    checked_on: date
    amended_by: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    notes: tuple[str, ...]
    confirm: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    tables: Tables
    file: str
    role: str = ""
    short_title: str = ""
    sha256: str = ""
    overrides: tuple[str, ...] = field(default=())
    overlays: tuple[Overlay, ...] = ()
    published: RuleFile | None = None
    fingerprint: str = ""
    copied_from: str = ""
    shipped: RuleFile | None = None
    cites: Mapping[str, str] = field(default_factory=dict)
    not_applied: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, word: str) -> tuple[str, ...]:
        """Return the closed list of a word, as the file lays it down or as the dictionary has it."""
        return self.lists.get(word, WORDS[word].choices)

    def cited(self, article: str) -> str:
        """Return an article with its act: ``Resolução BCB nº 352/2023, art. 81``; the act alone without one."""
        return f"{self.short_title}, {article}" if article else self.short_title

    def cite(self, what: str) -> str:
        """Return where the act says what reports cite outside of its tables."""
        return self.cited(self.cites.get(what, ""))

    @property
    def hidden_correction(self) -> str:
        """What a copy hides, or may hide, of the shipped file ('': nothing)."""
        if self.shipped is None or self.copied_from == self.shipped.fingerprint:
            return ""
        now = f"copied_from: {self.shipped.fingerprint}"
        if self.copied_from:
            return f"a regra publicada mudou depois desta cópia e a mudança não vale (refeita a cópia, {now})"
        return f"a cópia não diz de que texto foi feita: uma correção ficaria escondida ({now})"

    @property
    def family(self) -> str:
        """The id without the amendment: every version of an act shares it."""
        return self.id.split(".as-of-")[0]

    @property
    def topic(self) -> str:
        """The folder: ``provisioning``, ``aging`` …"""
        return self.id.split("/")[0]

    def covers(self, on: date) -> bool:
        """Return whether the rule was in force on ``on``."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def __getitem__(self, name: str) -> Any:
        """Return the value of the parameter ``name``; RuleError where the file has none."""
        if name not in self.parameters:
            raise _lacks(self.id, self.file, f"o parâmetro {name}")
        return self.parameters[name].value


class Tables(dict[str, Table]):
    """The tables of a file: asking for one that it lacks is a mistake of the file (an old copy of a shipped rule)."""

    def __init__(self, rule_id: str, file: str) -> None:
        super().__init__()
        self._rule_id, self._file = rule_id, file

    def copy(self) -> Tables:
        """Return the same tables, to be changed."""
        copied = Tables(self._rule_id, self._file)
        copied.update(self)
        return copied

    def __missing__(self, name: str) -> Table:
        raise _lacks(self._rule_id, self._file, f"a tabela {name}")


def _lacks(rule_id: str, file: str, what: str) -> RuleError:
    expected, remedy = f"{rule_id} com {what}", "copie de novo a regra publicada e refaça nela a sua mudança"
    return RuleError([Problem("regra-invalida", f"falta {what}", file=file, expected=expected, remedy=remedy)])


def compile_file(model: RuleFileModel, text: YamlText, role: Role) -> tuple[RuleFile | None, list[Problem]]:
    """Return the file ready to be evaluated, or its problems with their lines; its tables use the words of ``role``."""
    problems: list[Problem] = []
    parameters = dict(_each(model.parameters, ("parameters",), _parameter, text, problems))
    tables = Tables(model.id, text.file)
    for name, table, words in words_of_tables(model, role):
        compiled = _table(model, name, table, parameters, text, problems, words)
        if compiled is not None:
            tables[name] = compiled
    problems += [*file_flaws(model, text, role, parameters), *missing_names(model, text, role)]
    answered = answered_values(tables.values())
    problems += [flaw for table in tables.values() for flaw in answer_flaws(table, answered)]
    if problems:
        return None, problems
    source = model.source
    return RuleFile(
        model.id, model.title, model.kind, source.act, tuple(source.articles), source.url, source.checked_on,
        tuple(source.amended_by), model.effective_from, model.effective_to, tuple(model.notes), tuple(model.confirm),
        parameters, tables, text.file, role.name, model.short_title or source.act.partition(",")[0],
        cites=model.cites, not_applied=model.not_applied, lists=lists_of(model, role),
    ), []  # fmt: skip


def answered_values(tables: Iterable[Table]) -> dict[str, frozenset[Value]]:
    """Return every value that some row answers, by outcome."""
    found: dict[str, set[Value]] = {}
    for table in tables:
        for row in table.rows:
            for name, value in row.outcomes.items():
                found.setdefault(name, set()).add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _each(
    items: Mapping[str, Any],
    path: tuple[str | int, ...],
    convert: Callable[[str, Any, tuple[str | int, ...]], Any],
    text: YamlText,
    problems: list[Problem],
) -> Iterator[tuple[str, Any]]:
    for name, item in items.items():
        try:
            yield name, convert(name, item, (*path, name))
        except RefusedError as refused:
            problems.append(refusal(refused, text))


def refusal(refused: RefusedError, text: YamlText) -> Problem:
    """Return what cannot be compiled as a problem of the file."""
    line = text.line(refused.path)
    return Problem("regra-invalida", refused.found, file=text.file, line=line, expected=refused.expected)


_UNITS = (("_months", "months"), ("_days", "days"), ("_count", "count"), ("_cents", "money"), ("_rate", "rate"))
"""What the end of a parameter's name says of its value."""


def parameter_value(name: str, value: str | list[str], one_of: tuple[str, ...]) -> Value | tuple[str, ...]:
    """Return a parameter's text as its unit says (the end of the name); ValueError where it does not fit."""
    if isinstance(value, list):
        return tuple(value)
    if one_of and value not in one_of:
        raise ValueError(f"um de: {', '.join(one_of)}")
    if one_of:
        return value == "true" if set(one_of) == {"true", "false"} else value
    for suffix, kind in _UNITS:
        if name.endswith(suffix):
            return _convert(value, kind)
    return value


def _parameter(name: str, model: ParameterModel, path: tuple[str | int, ...]) -> Parameter:
    one_of = tuple(model.one_of)
    try:
        value = parameter_value(name, model.value, one_of)
    except ValueError as error:
        raise RefusedError((*path, "value"), f"{name}: {model.value!r}", str(error)) from error
    return Parameter(name, value, model.article, model.title, one_of, model.policy, model.confirm)


def _convert(text: str, kind: str) -> Value:
    """Return the value that ``text`` writes; ValueError tells what was expected, in Portuguese."""
    if kind == "money":
        try:
            return parse_brl(text)
        except ValueError:
            raise ValueError("valor em reais entre aspas, como '50.000,00'") from None
    if kind == "rate":
        return _rate(text)
    if kind == "flag":
        if text not in ("true", "false"):
            raise ValueError("true ou false")
        return text == "true"
    if kind in WHOLE_NUMBERS:
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError("um número inteiro")
        return int(text)
    return text


def _rate(text: str) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        raise ValueError("uma fração com ponto, como 0.005 (que é 0,5%)") from None
    if not rate.is_finite() or not 0 <= rate <= 1 or rate != rate.quantize(FINEST_RATE):
        raise ValueError("uma fração de 0 a 1, de até nove casas (0.005 é 0,5%)")
    return rate


def term_value(term: Word, text: str) -> Value:
    """Return ``text`` as a value of the fact or outcome ``term``; ValueError where it is none."""
    value = _convert(text, term.kind)
    if term.choices and value not in term.choices:
        raise ValueError(f"um de: {', '.join(term.choices)}")
    return value


def _table(
    model: RuleFileModel, name: str, table: TableModel, parameters: Mapping[str, Parameter],
    text: YamlText, problems: list[Problem], words: Words,
) -> Table | None:  # fmt: skip
    path = ("tables", name)
    rows: list[Row] = []
    before = len(problems)
    try:
        order = {key: _order(words, key, values, (*path, "order")) for key, values in table.order.items()}
        covers = {fact: _condition(words, fact, c, {}, (*path, "covers", fact)) for fact, c in table.covers.items()}
        _table_keys(table, words, path)
    except RefusedError as refused:
        problems.append(refusal(refused, text))
        return None
    for i, row in enumerate(table.rows):
        try:
            rows += compiled_rows(
                i + 1, row, table, parameters, text.line((*path, "rows", i)), (*path, "rows", i), words
            )
        except RefusedError as refused:
            problems.append(refusal(refused, text))
    if len(problems) > before:
        return None
    return Table(
        model.id, name, table.title, table.hit, tuple(rows), order, table.sum_, table.one_per, covers,
        table.may_be_empty, text.file, text.line(path),
        {name: tuple(questions) for name, questions in table.totals.items()}, dict(table.direction), words.signature,
        words.lists,
    )  # fmt: skip


def _table_keys(table: TableModel, words: Words, path: tuple[str | int, ...]) -> None:
    for key, told in (("over", table.over), ("by", table.by)):
        if told:
            words.fact(told, (*path, key))
    for fact in table.direction:
        words.fact(fact, (*path, "direction", fact))
    for key, told in (("sum", table.sum_), ("one_per", table.one_per)):
        if told:
            words.outcome(told, (*path, key))
    if table.hit == "worst" and len(table.order) != 1:
        raise RefusedError(path, "tabela worst sem order", "order: {resultado: [do melhor ao pior]}")
    if table.hit == "collect sum" and not (table.sum_ and words.outcome(table.sum_, path).kind in WHOLE_NUMBERS):
        numbers = [name for name in words.signature.outcomes if words.outcome(name, path).kind in WHOLE_NUMBERS]
        raise RefusedError(path, f"tabela collect sum com sum: {table.sum_!r}", f"sum: {one_of('', numbers)}")
    _totals(table, path)


def _totals(table: TableModel, path: tuple[str | int, ...]) -> None:
    """Refuse totals of what does not add up by question, and questions that the table does not ask."""
    if not table.totals:
        return
    if table.hit != "collect sum" or not table.one_per:
        raise RefusedError((*path, "totals"), "totals", "hit: collect sum, com one_per")
    asked = {str(row.outcomes().get(table.one_per)) for row in table.rows}
    for name, questions in table.totals.items():
        if name not in FACTS:
            raise RefusedError((*path, "totals"), f"totals, fato desconhecido: {name}", one_of(name, FACTS))
        if unknown := sorted(set(questions) - asked):
            found = f"totals, {name}: {', '.join(unknown)}"
            raise RefusedError((*path, "totals"), found, f"um de: {', '.join(sorted(asked))}")


def _order(words: Words, key: str, values: list[str], path: tuple[str | int, ...]) -> tuple[Value, ...]:
    term = words.outcome(key, path)
    return tuple(_as(term, value, path) for value in values)


def _as(term: Word, text: Any, path: tuple[str | int, ...]) -> Value:
    try:
        return term_value(term, str(text))
    except ValueError as error:
        raise RefusedError(path, f"{term.name}: {text!r}", str(error)) from error


def compiled_rows(
    number: int, row: RowModel, table: TableModel, parameters: Mapping[str, Parameter],
    line: int, path: tuple[str | int, ...], words: Words,
) -> Iterator[Row]:  # fmt: skip
    """Yield the row, once for each value of ``by`` where an outcome is a map."""
    conditions = {fact: _condition(words, fact, c, parameters, (*path, "when", fact)) for fact, c in row.when.items()}
    band = ConditionModel.model_validate({"from": row.from_, "to": row.to, "above": row.above, "below": row.below})
    if band.model_dump(exclude_none=True):
        if not table.over:
            raise RefusedError(path, "limites numa tabela sem over", "over: o fato a que os limites se referem")
        if table.over in conditions:
            raise RefusedError(path, f"{table.over}: limites na linha e em when", "a condição num só lugar")
        conditions[table.over] = _condition(words, table.over, band, parameters, path)
    outcomes = row.outcomes()
    terms = {key: words.outcome(key, (*path, key)) for key in outcomes}
    if not outcomes:
        raise RefusedError(path, "linha sem resultado", f"um de: {', '.join(words.signature.outcomes)}")
    for value in _unfolded(outcomes, table.by, conditions, path, words):
        own = conditions | ({table.by: Condition(values=frozenset([value]))} if value is not None else {})
        picked = {k: v[value] if isinstance(v, dict) else v for k, v in outcomes.items()}
        decided = {key: _outcome(terms[key], text, parameters, (*path, key)) for key, text in picked.items()}
        yield Row(number, line, own, decided, row.article, row.title, row.added, row.rates_may_fall)


def _outcome(term: Word, text: Any, parameters: Mapping[str, Parameter], path: tuple[str | int, ...]) -> Value:
    """Return what a row decides: as written, or the parameter that ``$name`` stands for."""
    if not str(text).startswith("$"):
        return _as(term, text, path)
    value = _parameter_of(str(text)[1:], parameters, path)
    wanted = int if term.kind in WHOLE_NUMBERS else {"rate": Decimal, "flag": bool}.get(term.kind, str)
    if type(value) is not wanted or (term.choices and value not in term.choices):
        raise RefusedError(path, f"{term.name}: {text}", f"um parâmetro que caiba em {term.asked}")
    return value


def _unfolded(
    outcomes: Mapping[str, Any], by: str, conditions: Mapping[str, Condition], path: tuple[str | int, ...],
    words: Words,
) -> list[str | None]:  # fmt: skip
    """Return the values of ``by`` that a row's outcome maps name; [None] where there is no map."""
    maps = [value for value in outcomes.values() if isinstance(value, dict)]
    if not maps:
        return [None]
    if not by:
        raise RefusedError(path, "resultado em mapa numa tabela sem by", "by: o fato que escolhe no mapa")
    names = list(maps[0])
    if by in conditions:
        raise RefusedError(path, f"{by}: em when e como chave do mapa", "a condição num só lugar")
    domain = words.fact(by, path).choices
    if any(list(m) != names for m in maps) or set(names) != set(domain):
        raise RefusedError(path, f"mapa com as chaves {', '.join(names)}", f"todas as chaves: {', '.join(domain)}")
    return list(names)


def _condition(
    words: Words, fact: str, model: ConditionModel, parameters: Mapping[str, Parameter], path: tuple[str | int, ...]
) -> Condition:
    term = words.fact(fact, path)

    def value(text: str) -> Value:
        if text.startswith("$"):
            return _parameter_of(text[1:], parameters, path)
        return _as(term, text, path)

    if model.missing is not None:
        return Condition(missing=model.missing)
    listed = _listed(term, model, value, path)
    if listed is not None:
        return Condition(values=listed)
    return _interval(term, model, value, path)


def _parameter_of(name: str, parameters: Mapping[str, Parameter], path: tuple[str | int, ...]) -> Value:
    if name not in parameters or isinstance(parameters[name].value, tuple):
        raise RefusedError(path, f"parâmetro desconhecido: ${name}", f"um de: {', '.join(sorted(parameters))}")
    return parameters[name].value  # type: ignore[return-value]


def _listed(
    term: Word, model: ConditionModel, value: Callable[[str], Value], path: tuple[str | int, ...]
) -> frozenset[Value] | None:
    if model.is_ is not None:
        return frozenset([value(model.is_)])
    if model.in_ is not None:
        return frozenset(map(value, model.in_))
    if model.not_in is None:
        return None
    if not term.choices:
        raise RefusedError(path, f"not_in em {term.name}", "not_in só num fato de lista fechada")
    return frozenset(term.choices) - frozenset(map(value, model.not_in))


def _interval(
    term: Word, model: ConditionModel, value: Callable[[str], Value], path: tuple[str | int, ...]
) -> Condition:
    if term.kind not in WHOLE_NUMBERS:
        raise RefusedError(path, f"limites em {term.name}", "is, in, not_in ou missing")
    lows = [int(value(t)) + step for t, step in ((model.from_, 0), (model.above, 1)) if t is not None]
    highs = [int(value(t)) - step for t, step in ((model.to, 0), (model.below, 1)) if t is not None]
    if len(lows) > 1 or len(highs) > 1 or not lows + highs:
        raise RefusedError(path, f"limites de {term.name}", "no máximo um de from/above e um de to/below")
    low, high = (lows or [-FOREVER])[0], (highs or [FOREVER])[0]
    if low > high:
        raise RefusedError(path, f"{term.name}: de {low} a {high}", "um intervalo que não esteja vazio")
    return Condition(low, high)
