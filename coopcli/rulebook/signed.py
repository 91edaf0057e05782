"""Rule files held to the signatures of their role: which words a table may use, and what its rows must answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from coopcli.errors import Problem
from coopcli.rulebook.schema import RuleFileModel, TableModel
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES, listed
from coopcli.rulebook.yaml_text import YamlText
from coopcli.signatures import ROLE_OF_FILE, ROLES, Kind, Role, Signature
from coopcli.words import Word

if TYPE_CHECKING:
    from coopcli.rulebook.tables import Parameter, Row, Table, Value

Path_ = tuple[str | int, ...]


class RefusedError(Exception):
    """What cannot be compiled, with the path to it in the file."""

    def __init__(self, path: Path_, found: str, expected: str) -> None:
        super().__init__(found)
        self.path, self.found, self.expected = path, found, expected


def one_of(wrong: str, words: Iterable[str]) -> str:
    """Return what was expected where ``wrong`` is none of the ``words``, the most alike of them first."""
    known = list(dict.fromkeys(words))
    alike = get_close_matches(wrong, known, n=1)
    listed = f"um de: {', '.join(sorted(known))}" if known else "nenhum"
    return f"você quis dizer {alike[0]}? ({listed})" if alike else listed


def lists_of(model: RuleFileModel, role: Role) -> dict[str, tuple[str, ...]]:
    """Return the values of each word that takes them from a list of the file."""
    given = {name: tuple(values) for name, values in model.lists.items() if name in role.lists}
    return {word: values for name, values in given.items() for word in role.lists[name]}


@dataclass(frozen=True)
class Words:
    """The few words that one table may use."""

    table: str
    signature: Signature
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fact(self, name: str, path: Path_) -> Word:
        """Return the fact; refused where the table is not given it."""
        if name not in self.signature.given:
            what = "não recebe o fato" if name in FACTS else "fato desconhecido:"
            raise RefusedError(path, f"tabela {self.table}: {what} {name}", one_of(name, self.signature.given))
        return listed(FACTS[name], self.lists)

    def outcome(self, name: str, path: Path_) -> Word:
        """Return the outcome; refused where nothing reads it from the table."""
        if name not in self.signature.outcomes:
            what = "ninguém lê dela o resultado" if name in OUTCOMES else "resultado desconhecido:"
            raise RefusedError(path, f"tabela {self.table}: {what} {name}", one_of(name, self.signature.outcomes))
        return listed(OUTCOMES[name], self.lists)


def role_of(model: RuleFileModel, text: YamlText) -> Role | Problem:
    """Return the role of a file: as its header says, else that of the shipped file of its id."""
    name = model.role or ROLE_OF_FILE.get(model.id.split(".as-of-")[0], "")
    if name in ROLES:
        return ROLES[name]
    found = f"role: {name}" if name else f"falta role: o id {model.id} não é o de uma regra publicada"
    return Problem(
        "regra-invalida", found, file=text.file, line=text.line(("role",) if name else ("id",)),
        expected=f"role: {one_of(name or model.id.split('/')[-1], ROLES)}",
        remedy="escreva no cabeçalho a linha role: com o papel desta regra (docs/dados.md)",
    )  # fmt: skip


def words_of_tables(model: RuleFileModel, role: Role) -> Iterator[tuple[str, TableModel, Words]]:
    """Yield each table with the words that it may use; one that nobody reads is refused by ``file_flaws``."""
    signatures = role.signatures({name: [row.outcomes() for row in table.rows] for name, table in model.tables.items()})
    for name, table in model.tables.items():
        signature = signatures.get(name, role.others)
        if signature is not None:
            yield name, table, Words(name, signature, lists_of(model, role))


def file_flaws(model: RuleFileModel, text: YamlText, role: Role, parameters: Mapping[str, Parameter]) -> list[Problem]:
    """Return what a file lacks for its role, or has and nobody reads: tables and parameters."""
    signatures = role.signatures({name: [row.outcomes() for row in table.rows] for name, table in model.tables.items()})

    def problem(path: Path_, found: str, expected: str) -> Problem:
        return Problem("regra-invalida", found, file=text.file, line=text.line(path), expected=expected)

    found = [
        problem(("tables", name), f"tabela {name}: ninguém a lê ({role.title})", one_of(name, signatures))
        for name in model.tables
        if name not in signatures and role.others is None
    ]
    found += [
        problem(("tables",), f"falta a tabela {name}", f"a tabela {name} ({role.title})")
        for name, signature in role.tables.items()
        if name not in model.tables and not signature.absent
    ]
    found += [
        problem(("parameters",), f"falta o parâmetro {name}", f"o parâmetro {name} ({role.title})")
        for name in role.parameters
        if name not in model.parameters
    ]
    found += [problem(path, what, expected) for path, what, expected in _header_flaws(model, role)]
    used = set(_used(model.model_dump()))
    for name, parameter in parameters.items():
        path = ("parameters", name)
        optional = (kind for pattern, (kind, _) in role.may_have.items() if fnmatchcase(name, pattern))
        kind = role.parameters.get(name) or next(optional, None)
        if kind is None and name not in used:
            known = one_of(name, (*role.parameters, *role.may_have))
            found.append(problem(path, f"parâmetro {name}: ninguém o lê", known))
        elif kind and (expected := _wrong_kind(parameter.value, kind) or _wrong_choices(parameter.one_of, kind)):
            found.append(problem(path, f"{name}: {_told(parameter.value)}", expected))
    return found


def _header_flaws(model: RuleFileModel, role: Role) -> Iterator[tuple[Path_, str, str]]:
    """Yield what is wrong with the lists and the articles that a file gives beside its tables."""
    for key, told, known in (("lists", model.lists, role.lists), ("cites", model.cites, role.cites)):
        for name in told:
            if name not in known:
                yield (key, name), f"{key}: {name}: ninguém lê", one_of(name, known)
    for name, values in model.lists.items():
        if not values or len(set(values)) < len(values):
            yield ("lists", name), f"lists: {name}: {', '.join(values)}", "uma lista em que cada valor está uma vez"


def _used(part: Any) -> Iterator[str]:
    """Yield the names of the parameters that stand as ``$name`` anywhere in a file."""
    if isinstance(part, str) and part.startswith("$"):
        yield part[1:]
    if isinstance(part, Mapping):
        for value in part.values():
            yield from _used(value)
    if isinstance(part, list):
        for value in part:
            yield from _used(value)


def _told(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "list": (lambda value: isinstance(value, tuple), "uma lista, como [um, dois]"),
    "flag": (lambda value: isinstance(value, bool), 'true ou false, com one_of: ["true", "false"]'),
    "number": (lambda value: isinstance(value, str | int) and _is_number(str(value)), "um número, a partir de zero"),
    "date": (lambda value: isinstance(value, str) and _is_date(value), "uma data como 2026-11-21"),
    "text": (lambda value: not isinstance(value, tuple), "um só texto"),
}
"""Kinds that the end of a parameter's name does not tell."""


def _wrong_kind(value: Value | tuple[str, ...], kind: Kind) -> str:
    """Return what the program expects of a parameter's value ('': the value fits)."""
    if isinstance(kind, tuple):
        if kind[0] == "each":
            is_each = isinstance(value, tuple) and sorted(value) == sorted(kind[1:])
            return "" if is_each else f"uma lista com cada um destes, uma vez: {', '.join(kind[1:])}"
        is_list, words = kind[0] == "list", kind[1:] if kind[0] == "list" else kind
        told = value if isinstance(value, tuple) else (str(value),)
        is_known = isinstance(value, tuple) == is_list and bool(told) and set(told) <= set(words)
        return "" if is_known else ("uma lista de: " if is_list else "um de: ") + ", ".join(words)
    fits, expected = _KINDS.get(kind, (lambda _: True, ""))
    return "" if fits(value) else expected


def _wrong_choices(choices: tuple[str, ...], kind: Kind) -> str:
    """Return what a list of choices may hold, where it has a word that the program does not know ('': it has none)."""
    known = kind if isinstance(kind, tuple) else choices
    return f"one_of: só {', '.join(known)}" if set(choices) - set(known) else ""


def answer_flaws(table: Table, answered: Mapping[str, frozenset[Value]]) -> list[Problem]:
    """Return where the table is not as its signature has it; ``answered`` are the file's values by outcome."""
    found = [*_policy_flaws(table)]
    for row in table.rows:
        wrong = list(_row_flaws(row, table.signature, answered))
        file = table.file_of(row)
        found += [_flaw(table, row.line, f"linha {row.number}: {what}", expected, file) for what, expected in wrong]
    return found


def _flaw(table: Table, line: int, found: str, expected: str, file: str = "") -> Problem:
    told = f"tabela {table.name}, {found}"
    return Problem("regra-invalida", told, file=file or table.file, line=line, expected=expected)


def _policy_flaws(table: Table) -> Iterator[Problem]:
    signed = table.signature
    if table.hit not in signed.hits:
        yield _flaw(table, table.line, f"hit: {table.hit}", f"hit: {' ou '.join(signed.hits)}")
    if table.may_be_empty and signed.rows == "one" and not signed.empty:
        yield _flaw(
            table, table.line, "may_be_empty", "uma linha para cada caso: sem linha o programa não sabe o que fazer"
        )
    for key in ("sum", "one_per"):
        if signed.rows == "sum" and getattr(table, key) != getattr(signed, key):
            yield _flaw(table, table.line, f"{key}: {getattr(table, key)}", f"{key}: {getattr(signed, key)}")
    for name in signed.totals:
        if name not in table.totals:
            yield _flaw(table, table.line, f"falta {name} em totals", f"totals com {', '.join(signed.totals)}")


def _row_flaws(row: Row, signed: Signature, answered: Mapping[str, frozenset[Value]]) -> Iterator[tuple[str, str]]:
    for name in signed.answers:
        if name not in row.outcomes:
            yield f"falta {name} ({OUTCOMES[name].asked})", f"{name} em cada linha"
    if signed.titled and not row.title:
        yield "falta title", "um título: é o que o relatório mostra"
    if signed.keyed and signed.keyed not in row.conditions:
        yield f"falta a condição sobre {signed.keyed}", f"{signed.keyed} em cada linha"
    for key, others in signed.needs.items():
        if _holds(key, row) and not any(other in row.outcomes for other in others):
            yield f"{key.replace('=', ': ')} sem {' nem '.join(others)}", f"{' ou '.join(others)} na mesma linha"
    for name, lists in signed.among.items():
        for key, words in lists.items():
            known = [str(v) for w in words for v in (answered.get(w[1:], ()) if w.startswith("=") else (w,))]
            told = str(row.outcomes.get(name, ""))
            if name in row.outcomes and _holds(key, row) and told not in known:
                yield f"{name}: {told}", one_of(told, known)


def _holds(key: str, row: Row) -> bool:
    """Return whether the row answers so: ``outcome``, ``outcome=value``, or '' (always)."""
    name, _, value = key.partition("=")
    return not key or (name in row.outcomes and (not value or str(row.outcomes[name]) == value))


def missing_names(model: RuleFileModel, text: YamlText, role: Role) -> list[Problem]:
    """Return the rows that name a table which the file lacks."""
    rows = {name: [row.outcomes() for row in table.rows] for name, table in model.tables.items()}
    found = []
    for named, name, row in role.names(rows):
        if named.must_exist and name not in model.tables:
            line = text.line(("tables", named.table, "rows", rows[named.table].index(dict(row))))
            told = f"tabela {named.table}: {named.outcome}: {name} não existe"
            found.append(
                Problem("regra-invalida", told, file=text.file, line=line, expected=one_of(name, model.tables))
            )
    return found
