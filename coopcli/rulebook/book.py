"""The rulebook: every rule file, shipped and of the cooperative, and the one in force on a date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from coopcli.dates import brazilian
from coopcli.errors import Problem, RuleError
from coopcli.results import RuleSource
from coopcli.rulebook.compiled import compile_file, parameter_value
from coopcli.rulebook.overlays import FOLDER as OVERLAYS
from coopcli.rulebook.overlays import Loaded, overlay_problem, with_overlays
from coopcli.rulebook.proofs import flaws
from coopcli.rulebook.references import ladder_problems, word_problems
from coopcli.rulebook.schema import ParameterModel, RuleFileModel, parse
from coopcli.rulebook.signed import role_of
from coopcli.rulebook.tables import Overlay, RuleFile
from coopcli.rulebook.yaml_text import YamlText, read_yaml, yaml_files
from coopcli.signatures import ROLES, Role, former_names, role_named

Choices = Mapping[str, Mapping[str, str | list[str]]]

NOT_RULES = ("layouts", "cases", OVERLAYS)
"""Folders of rules/ whose files have a format of their own: layouts of exports, cases and overlays of the rules."""


@dataclass(frozen=True)
class Rulebook:
    """All rule files, by id; one that an overlay acts on for a part of its time is there once for each part."""

    files: tuple[RuleFile, ...]

    def versions(self, name: str) -> list[RuleFile]:
        """Return what plays a role, whichever its act, oldest first; or the versions of an act that is one of several.

        ``name`` is a role, or the id of a file: of a role that one file plays at a time, that of its shipped file.
        """
        role = role_named(name)
        found = [f for f in self.files if (f.role == role.name if role else f.family == name)]
        return sorted(found, key=lambda f: f.effective_from)

    def in_force(self, name: str, on: date) -> RuleFile:
        """Return the file in force on ``on`` for a role or of an act; RuleError where there is none."""
        hits = [f for f in self.versions(name) if f.covers(on)]
        if len(hits) == 1:
            return hits[0]
        raise RuleError([_none_or_many(name, on, self.versions(name), hits)])

    def is_in_force(self, name: str, on: date) -> bool:
        """Return whether some file was in force on ``on`` for a role or of an act."""
        return any(f.covers(on) for f in self.versions(name))

    def nearest(self, name: str, on: date) -> RuleFile:
        """Return what is in force, else the last one before ``on``, else the first: for management views."""
        versions = self.versions(name)
        if not versions:
            raise RuleError([_none_or_many(name, on, [], [])])
        before = [f for f in versions if f.effective_from <= on]
        return (before or versions[:1])[-1]

    def topic(self, topic: str, on: date) -> list[RuleFile]:
        """Return the files of a topic in force on ``on``, by id."""
        return sorted((f for f in self.files if f.topic == topic and f.covers(on)), key=lambda f: f.id)


def _none_or_many(name: str, on: date, versions: Sequence[RuleFile], hits: Sequence[RuleFile]) -> Problem:
    known = [f"{f.id} ({period(f)})" for f in hits or versions]
    code = "regras-sobrepostas" if hits else "sem-regra-vigente"
    role = role_named(name)
    nothing = f"nenhuma regra com role: {role.name} ({role.title})" if role else f"nenhum arquivo {name}"
    return Problem(code, "; ".join(known) or nothing, file=f"data-base {brazilian(on)}")


def period(rule: RuleFile | Overlay) -> str:
    """Return ``de 01/03/2000 a 31/12/2024`` or ``desde 01/01/2025``."""
    if rule.effective_to is None:
        return f"desde {brazilian(rule.effective_from)}"
    return f"de {brazilian(rule.effective_from)} a {brazilian(rule.effective_to)}"


def load_rulebook(shipped: Path, own: Path | None = None, choices: Choices | None = None) -> Rulebook:
    """Return the rulebook of the shipped files, those of the cooperative in their place, its overlays and its choices.

    Raises RuleError with every problem of every file: format, unknown words, gaps, overlaps, falling rates,
    overlapping periods, choices that do not exist, overlays that do not fit.
    """
    problems: list[Problem] = []
    chosen = dict(choices or {})
    own_files = _load_folder(own, chosen, problems) if own is not None and own.is_dir() else {}
    files = _load_folder(shipped, chosen, problems, replaced=own_files)
    for rule_id, own_file in own_files.items():
        copied = replace(own_file.rule, shipped=files[rule_id].rule if rule_id in files else None)
        files[rule_id] = replace(own_file, rule=copied)
    if not problems:  # a file that did not load would look unknown
        rules = [loaded.rule for loaded in files.values()]
        known = {name for f in rules for name in (f.id, f.family, f.role, *_names_of(ROLES[f.role]))}
        unknown = [rule_id for rule_id in chosen if rule_id not in known]
        problems += [_choice_problem(rule_id, "regra desconhecida", ", ".join(sorted(files))) for rule_id in unknown]
        problems += _nowhere(chosen, rules)
    problems += _overlapping_periods([loaded.rule for loaded in files.values()])
    if not problems:
        rules = with_overlays(dict(sorted(files.items())), own, problems)
        problems += [*ladder_problems(rules), *word_problems(rules)]
    if problems:
        raise RuleError(problems)
    return Rulebook(tuple(rules))


def _nowhere(choices: Choices, files: list[RuleFile]) -> list[Problem]:
    """Return the choices by role of a parameter that no file of the role has."""
    found = []
    for name in choices.keys() & ROLES.keys():
        may = sorted({p.name for f in files if f.role == name for p in f.parameters.values() if p.policy or p.one_of})
        wrong = [key for key in choices[name] if key not in may]
        found += [_choice_problem(f"{name}: {key}", "parâmetro que não se escolhe", ", ".join(may)) for key in wrong]
    return found


def _load_folder(
    folder: Path, choices: Choices, problems: list[Problem], replaced: Collection[str] = ()
) -> dict[str, Loaded]:
    """Return the rules of a folder by id; a choice that one of those ``replaced`` does not have is no mistake."""
    files: dict[str, Loaded] = {}
    for path in yaml_files(folder):
        relative = path.relative_to(folder)
        if relative.parts[0] in NOT_RULES:
            continue
        expected_id = relative.with_suffix("").as_posix()
        heard: list[Problem] = []
        loaded = _loaded(path, f"{folder.name}/{relative.as_posix()}", choices, heard)
        problems += [p for p in heard if expected_id not in replaced or p.code != "configuracao-invalida"]
        if loaded is None:
            continue
        rule = loaded.rule
        if rule.id != expected_id:
            problems.append(
                Problem("regra-invalida", f"id: {rule.id}", file=rule.file, line=1, expected=f"id: {expected_id}")
            )
        files[rule.id] = loaded
    return files


def load_file(path: Path, name: str, choices: Choices, problems: list[Problem]) -> RuleFile | None:
    """Return one rule file, proved; what is wrong with it is added to ``problems`` and gives None."""
    loaded = _loaded(path, name, choices, problems)
    return None if loaded is None else loaded.rule


def _loaded(path: Path, name: str, choices: Choices, problems: list[Problem]) -> Loaded | None:
    try:
        text = read_yaml(path, name)
    except RuleError as error:
        problems += error.problems
        return None
    if misplaced := overlay_problem(text):
        problems.append(misplaced)
        return None
    model, found = parse(text)
    if model is not None:
        fingerprint = _fingerprint(model)
        role = role_of(model, text)
        if isinstance(role, Problem):
            problems.append(role)
            return None
        model, chosen = _with_choices(model, role, choices, problems)
        rule, found = compile_file(model, text, role)
        found += _header_flaws(model, text)
        if rule is not None and not found:
            found = [flaw for table in rule.tables.values() for flaw in flaws(table)]
            if not found:
                sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
                known = replace(rule, sha256=sha256, overrides=tuple(chosen), fingerprint=fingerprint)
                return Loaded(replace(known, copied_from=model.copied_from), model)
    problems += found
    return None


def _fingerprint(model: RuleFileModel) -> str:
    """Return what tells two texts of a rule apart by what they decide and when: not by notes nor the day of reading."""
    decides = model.model_dump(mode="json", include={"effective_from", "effective_to", "lists", "parameters", "tables"})
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]


def _header_flaws(model: RuleFileModel, text: YamlText) -> list[Problem]:
    flaws_found = []
    if model.effective_to is not None and model.effective_to < model.effective_from:
        flaws_found.append("effective_to antes de effective_from")
    if model.kind == "law" and not model.source.articles:
        flaws_found.append("source.articles vazio numa regra kind: law")
    return [Problem("regra-invalida", found, file=text.file, line=1) for found in flaws_found]


def _names_of(role: Role) -> tuple[str, ...]:
    """Return the names by which settings may call what plays a role: its own, former ones, its shipped files' ids."""
    return () if role.several else (*former_names(role.name), *role.files, role.name)


def _with_choices(
    model: RuleFileModel, role: Role, choices: Choices, problems: list[Problem]
) -> tuple[RuleFileModel, list[str]]:
    """Return the file with the cooperative's choices of parameters, and those choices in words."""
    parameters = dict(model.parameters)
    own = (model.id.split(".as-of-")[0], model.id)
    of_role = {key: value for name in _names_of(role) for key, value in choices.get(name, {}).items()}
    wanted = {key: value for key, value in of_role.items() if key in parameters}  # another act may have the rest
    wanted |= {key: value for name in own for key, value in choices.get(name, {}).items()}
    chosen = []
    for name, value in wanted.items():
        parameter = parameters.get(name)
        if parameter is None or not (parameter.policy or parameter.one_of):
            may = ", ".join(n for n, p in parameters.items() if p.policy or p.one_of) or "nenhum parâmetro"
            problems.append(_choice_problem(f"{model.id}: {name}", "parâmetro que não se escolhe", may))
            continue
        problem = _bad_choice(model.id, name, value, parameter)
        if problem:
            problems.append(problem)
            continue
        parameters[name] = parameter.model_copy(update={"value": value})
        chosen.append(f"{name} = {value}")
    return model.model_copy(update={"parameters": parameters}), chosen


def _bad_choice(rule_id: str, name: str, value: str | list[str], parameter: ParameterModel) -> Problem | None:
    is_list = isinstance(parameter.value, list)
    if isinstance(value, list) != is_list:
        return _choice_problem(f"{rule_id}: {name}", repr(value), "uma lista" if is_list else "um só valor")
    try:
        parameter_value(name, value, tuple(parameter.one_of))
    except ValueError as error:
        return _choice_problem(f"{rule_id}: {name}", repr(value), str(error))
    return None


def _choice_problem(place: str, found: str, expected: str) -> Problem:
    return Problem("configuracao-invalida", f"choices, {place}: {found}", file="coop.yaml", expected=expected)


def _overlapping_periods(files: list[RuleFile]) -> list[Problem]:
    """Return the files that are in force at once for a role that one file plays, or as versions of one act."""
    problems = []
    groups: dict[str, list[RuleFile]] = {}
    for rule in sorted(files, key=lambda f: (f.effective_from, f.id)):
        role = role_named(rule.role)
        groups.setdefault(role.name if role else rule.family, []).append(rule)
    for _, versions in sorted(groups.items()):
        for earlier, later in pairwise(versions):
            if earlier.effective_to is None or earlier.effective_to >= later.effective_from:
                problems.append(_overlap(earlier, later))
    return problems


def _overlap(earlier: RuleFile, later: RuleFile) -> Problem:
    found = f"{earlier.id} ({period(earlier)}) e {later.id} ({period(later)})"
    role = role_named(later.role)
    if later.effective_from == earlier.effective_from or role is None:
        return Problem("regras-sobrepostas", found, file=later.file, line=1)
    last = later.effective_from - timedelta(days=1)
    expected = f"uma só regra em vigor para {role.name} ({role.title})"
    remedy = f"se a nova substitui a outra, escreva em {earlier.file}: effective_to: {last.isoformat()}"
    return Problem("regras-sobrepostas", found, file=later.file, line=1, expected=expected, remedy=remedy)


def rule_sources(rules: Iterable[RuleFile], on: date) -> list[RuleSource]:
    """Return the rules as the Fontes sheet shows them, and the overlays on them, each once."""
    files = list(rules)
    overlays = {overlay.id: overlay for rule in files for overlay in rule.overlays}
    return [*(rule_source(rule, on) for rule in files), *map(_overlay_source, overlays.values())]


def _overlay_source(overlay: Overlay) -> RuleSource:
    status = f"sobrepõe-se a {overlay.target}, por {overlay.author}: {overlay.reason}"
    return RuleSource(
        overlay.id, overlay.title, "policy", overlay.act, overlay.url, overlay.checked_on, overlay.effective_from,
        overlay.effective_to, overlay.file, overlay.sha256, status,
    )  # fmt: skip


def rule_source(rule: RuleFile, on: date) -> RuleSource:
    """Return the rule as the Fontes sheet shows it, with the dates of its own file."""
    act = ", ".join([rule.act, *(f"alterada por {a}" for a in rule.amended_by)])
    status = [
        "substitui a regra publicada" if rule.shipped else "",
        rule.hidden_correction,
        f"com {', '.join(overlay.id for overlay in rule.overlays)}" if rule.overlays else "",
        "" if rule.covers(on) else f"fora da vigência ({period(rule)}): visão gerencial",
        f"escolhas da cooperativa: {', '.join(rule.overrides)}" if rule.overrides else "",
        *(f"a confirmar: {text}" for text in rule.confirm),
        *(f"a confirmar: {p.name}: {p.confirm}" for p in rule.parameters.values() if p.confirm),
    ]
    whole = rule.published or rule
    return RuleSource(
        rule.id, rule.title, rule.kind, act, rule.url, rule.checked_on, whole.effective_from, whole.effective_to,
        rule.file, rule.sha256, "; ".join(filter(None, status)),
    )  # fmt: skip


def unknown_rule(book: Rulebook, rule_id: str) -> Problem:
    """Return the problem of a rule id that no file has."""
    known = ", ".join(dict.fromkeys(rule.id for rule in book.files))
    return Problem("sem-regra-vigente", rule_id, expected=f"um de: {known}", remedy="confira o nome da regra")
