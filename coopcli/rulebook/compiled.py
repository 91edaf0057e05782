"""Rule files made ready: a checked file (``schema``) with its texts converted by the words of its role.

What does not fit is a list of problems with their lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from coopcli.errors import Problem
from coopcli.money import parse_brl
from coopcli.rulebook.schema import ConditionModel, ParameterModel, RowModel, RuleFileModel, TableModel
from coopcli.rulebook.signed import (
    RefusedError,
    Words,
    answer_flaws,
    file_flaws,
    lists_of,
    missing_names,
    one_of,
    words_of_tables,
)
from coopcli.rulebook.tables import FOREVER, Condition, Parameter, Row, RuleFile, Table, Tables, Value
from coopcli.rulebook.vocabulary import FACTS
from coopcli.rulebook.yaml_text import YamlText
from coopcli.signatures import Role
from coopcli.words import WHOLE_NUMBERS, Word

FINEST_RATE = Decimal("1e-9")
"""Rates have at most nine decimals, so that money.share stays within int64."""


def compile_file(model: RuleFileModel, text: YamlText, role: Role) -> tuple[RuleFile | None, list[Problem]]:
    """Return the file ready to be evaluated, or its problems with their lines; its tables use the words of ``role``."""
    problems: list[Problem] = []
    parameters = {
        name: replace(parameter, line=text.line(("parameters", name)))
        for name, parameter in _each(model.parameters, ("parameters",), _parameter, text, problems)
    }
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
