"""Overlays: what a cooperative decides above a rule, without a copy of it, and the days on which it does.

An overlay says what it changes: the file, act or role, the table, and the published row as it is written. So a
correction that is shipped later reaches the cooperative, or stops it where it touches what the overlay changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from coopcli.errors import Problem, RuleError
from coopcli.rulebook.compiled import answered_values
from coopcli.rulebook.overlaid import Written, overlay_table
from coopcli.rulebook.schema import OverlayFileModel, RuleFileModel, parse_overlay
from coopcli.rulebook.signed import answer_flaws, one_of, words_of_tables
from coopcli.rulebook.tables import Overlay, RuleFile
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files
from coopcli.signatures import ROLES

FOLDER = "overlays"
"""The folder of a cooperative's rules/ in which its overlays are."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Loaded:
    """A rule file with the text that it was compiled from."""

    rule: RuleFile
    model: RuleFileModel


@dataclass(frozen=True)
class _Read:
    overlay: Overlay
    model: OverlayFileModel
    text: YamlText

    def problem(self, key: str, found: str, expected: str = "", remedy: str = "") -> Problem:
        line = self.text.line((key,))
        return Problem("regra-invalida", found, file=self.text.file, line=line, expected=expected, remedy=remedy)


def overlay_problem(text: YamlText) -> Problem | None:
    """Return why a file of rules/ that overlays something is in the wrong folder (None: it is no overlay)."""
    if not isinstance(text.data, dict) or "overlays" not in text.data:
        return None
    found, expected = "uma sobreposição fora da sua pasta", f"o arquivo em rules/{FOLDER}/"
    line = text.line(("overlays",))
    return Problem("regra-invalida", found, file=text.file, line=line, expected=expected, remedy="mude-o de pasta")


def with_overlays(files: Mapping[str, Loaded], folder: Path | None, problems: list[Problem]) -> list[RuleFile]:
    """Return the rule files under the overlays of the cooperative's rules folder, each as often as they cut its time.

    What does not fit is added to ``problems``: what rule files are refused for, targets that do not exist or do not
    last, and what ``overlay_table`` refuses.
    """
    found = list(_read_all(folder / FOLDER, folder.name, problems)) if folder is not None else []
    reached: dict[str, list[_Read]] = {}
    for one in found:
        targets = _targets(one, files)
        problems += _flaws_of_target(one, targets, files)
        for rule in targets:
            reached.setdefault(rule.id, []).append(one)
    rules = []
    for rule_id, loaded in files.items():
        rules += _pieces(loaded, reached.get(rule_id, []), problems)
    return rules


# --- the files -------------------------------------------------------------------------------------------------------


def _read_all(folder: Path, parent: str, problems: list[Problem]) -> Iterator[_Read]:
    for path in yaml_files(folder):
        relative = path.relative_to(folder.parent).as_posix()
        try:
            text = read_yaml(path, f"{parent}/{relative}")
        except RuleError as error:
            problems += error.problems
            continue
        model, found = parse_overlay(text)
        problems += found
        if model is None:
            continue
        overlay = _overlay_of(model, text, hashlib.sha256(path.read_bytes()).hexdigest())
        one = _Read(overlay, model, text)
        expected = relative.removesuffix(path.suffix)
        if model.id != expected:
            problems.append(one.problem("id", f"id: {model.id}", f"id: {expected}"))
        if model.effective_to is not None and model.effective_to < model.effective_from:
            problems.append(one.problem("effective_to", "effective_to antes de effective_from"))
        else:
            yield one


def _overlay_of(model: OverlayFileModel, text: YamlText, sha256: str) -> Overlay:
    lines = tuple(
        text.line(("tables", name, key, i, *row))
        for name, table in model.tables.items()
        for key, *row in (("minimum",), ("replace", "with"), ("add", "row"))
        for i in range(len(getattr(table, key)))
    )
    source = model.source
    return Overlay(
        model.id, model.title, model.overlays, source.act, source.url, source.checked_on, model.author, model.reason,
        model.effective_from, model.effective_to, text.file, sha256, lines,
    )  # fmt: skip


# --- what they reach -------------------------------------------------------------------------------------------------


def _targets(one: _Read, files: Mapping[str, Loaded]) -> list[RuleFile]:
    """Return the files that the overlay names (by id, act or role) and that are in force on one of its days."""
    name, (first, last) = one.overlay.target, _period(one.overlay)
    rules = [loaded.rule for loaded in files.values()]
    named = [rule for rule in rules if name in (rule.id, rule.family, rule.role)]
    within = [rule for rule in named if _period(rule)[0] <= last and first <= _period(rule)[1]]
    return sorted(within, key=lambda rule: rule.effective_from)


def _period(one: Overlay | RuleFile) -> tuple[date, date]:
    return one.effective_from, one.effective_to or date.max


def _flaws_of_target(one: _Read, targets: Sequence[RuleFile], files: Mapping[str, Loaded]) -> Iterator[Problem]:
    name = one.overlay.target
    known = {word for loaded in files.values() for word in (loaded.rule.id, loaded.rule.family, loaded.rule.role)}
    if name.startswith(f"{FOLDER}/"):
        expected = "a regra, o ato ou o papel que as duas mudam; dois mínimos convivem, e vale o maior"
        yield one.problem("overlays", f"overlays: {name}: uma sobreposição não se sobrepõe a outra", expected)
    elif name not in known:
        yield one.problem("overlays", f"overlays: {name}: nenhuma regra", one_of(name, known))
    elif name in ROLES and ROLES[name].several:
        ids = ", ".join(sorted(loaded.rule.id for loaded in files.values() if loaded.rule.role == name))
        yield one.problem("overlays", f"overlays: {name}: vários arquivos têm esse papel", f"um de: {ids}")
    else:
        yield from _days_without(one, targets)
        wrong = set(one.model.tables) - {table for rule in targets for table in rule.tables}
        for table in sorted(wrong) if targets else ():
            tables = one_of(table, (t for rule in targets for t in rule.tables))
            found = f"tabela {table}: {name} não a tem"
            yield replace(one.problem("tables", found, tables), line=one.text.line(("tables", table)))


def _days_without(one: _Read, targets: Sequence[RuleFile]) -> Iterator[Problem]:
    """Yield the first day of the overlay on which nothing that it names is in force: it would be lost silently."""
    day, last = _period(one.overlay)
    for rule in targets:
        start, end = _period(rule)
        if start > day:
            break
        if end >= last:
            return
        day = end + _DAY
    name = one.overlay.target
    found = f"em {day:%d/%m/%Y} não há {name} em vigor: a sobreposição não decidiria nada, sem que ninguém o visse"
    remedy = f"encerre-a com a regra (effective_to: {day - _DAY}) e, se a decisão continua, escreva outra sobre a nova"
    key = "effective_to" if one.overlay.effective_to else "effective_from"
    if day == one.overlay.effective_from:
        key, remedy = "effective_from", "comece-a no primeiro dia da regra, ou depois"
    yield one.problem(key, found, f"{name} em vigor enquanto a sobreposição vigora", remedy)


# --- what comes of it ------------------------------------------------------------------------------------------------


def _pieces(loaded: Loaded, overlays: Sequence[_Read], problems: list[Problem]) -> list[RuleFile]:
    """Return the rule as it is in force over its time: one file for each stretch with the same overlays."""
    rule = loaded.rule
    if not overlays:
        return [rule]
    first, last = _period(rule)
    starts = {first}
    for one in overlays:
        begins, ends = _period(one.overlay)
        starts |= {begins} if begins > first else set()
        starts |= {ends + _DAY} if ends < last else set()
    pieces, cuts = [], sorted(starts)
    for start, following in zip(cuts, [*cuts[1:], None], strict=True):
        end = following - _DAY if following else rule.effective_to
        piece = replace(rule, effective_from=start, effective_to=end, published=rule)
        pieces.append(_overlaid(piece, loaded.model, [one for one in overlays if one.overlay.covers(start)], problems))
    return pieces


def _overlaid(piece: RuleFile, model: RuleFileModel, overlays: Sequence[_Read], problems: list[Problem]) -> RuleFile:
    """Return the rule file with its tables under the overlays, in the order of their ids."""
    in_order = sorted(overlays, key=lambda one: one.overlay.id)
    tables = piece.tables.copy()
    before = len(problems)
    for name, table_model, words in words_of_tables(model, ROLES[piece.role]):
        written = [
            Written(one.overlay, one.model.tables[name], one.text) for one in in_order if name in one.model.tables
        ]
        if written:
            tables[name] = overlay_table(tables[name], table_model, words, piece.parameters, written, problems)
    if len(problems) == before:
        answered = answered_values(tables.values())
        problems += [flaw for table in tables.values() for flaw in answer_flaws(table, answered)]
    return replace(piece, tables=tables, overlays=tuple(one.overlay for one in in_order))
