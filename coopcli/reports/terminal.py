"""What the terminal and the log may say: nothing that a terminal obeys, nobody's data, and the first problems alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from coopcli.documents import CNPJ_LENGTH, CPF_LENGTH, mask, mask_name
from coopcli.errors import PROBLEM_KINDS, Problem
from coopcli.money import brl, percent
from coopcli.reports.causes import Group, by_kind, grouped
from coopcli.words import CHOICE_TITLES, Kind, Word

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls (C0, C1), marks of direction, line and paragraph ends, what has no width, tags, and halves of characters."""

_EMPTY = "(vazia)"
_EXAMPLES = 3
_NO_LIST = "A lista completa: coopcli check --output problemas.xlsx."
_OF_LINES = ("linha-incompleta", "virgula-sem-aspas")
"""Problems that quote all cells of a line, some of which may be names."""
_NAME_HEADER = re.compile(r"nome|associad|cooperad|client|garantidor|avalista|titular", re.IGNORECASE)
_DOCUMENT_HEADER = re.compile(r"cpf|cnpj|documento", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?<!\d)(?:\d{3}\.?\d{3}\.?\d{3}-?\d{2}|\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2})(?!\d)")


def printable(text: str) -> str:
    """Return one line of text; what a terminal would obey or hide is written out as JSON does: ``\\u001b``, ``\\n``."""
    return _OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)


def printable_text(text: str) -> str:
    """Return the same of a text of several lines: only the line ends are left."""
    return "\n".join(map(printable, text.split("\n")))


def problems_text(problems: Sequence[Problem], limit: int = 20, where: str = "") -> str:
    """Return the problems by cause: how many of each kind, then a block for each of the first ``limit`` causes, with
    three examples and what would mend them all, and ``where`` the list of all problems is ('' nowhere
    yet)."""
    groups = grouped(problems)
    texts = ["\n".join(_kind_lines(groups))] if len(groups) > 1 and len(groups) < len(problems) else []
    texts += [_block(group) for group in groups[:limit]]
    hidden = len(problems) - sum(min(len(group.problems), _EXAMPLES) for group in groups[:limit])
    if len(groups) > limit:
        more = sum(len(group.problems) for group in groups[limit:])
        texts.append(f"… e mais {_many(len(groups) - limit, 'causa')}, de {_many(more, 'problema')}.")
    if hidden > 0:
        texts.append(f"A lista completa está em {where}." if where else _NO_LIST)
    return "\n\n".join(texts)


def _many(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"


def _left_out(rows: int, cents: int) -> str:
    """Return how much is left out: no amount where none could be read, rather than R$ 0,00."""
    return f"{_many(rows, 'linha')} de fora" + (f", {brl(cents)}" if cents else ", sem valor que se leia")


def _kind_lines(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the kinds of problems, those of most reais first."""
    for code, count, rows, cents in by_kind(groups):
        amount = f", {_left_out(rows, cents)}" if rows else ""
        yield f"{count:>6} × [{code}] {PROBLEM_KINDS[code].title}{amount}"


def _block(group: Group) -> str:
    """Return one cause in a few lines; a single problem as it tells itself."""
    if len(group.problems) == 1 and not (group.cause and group.cause.declared):
        return _printable(group.first).text()
    first = _printable(group.first)
    place = replace(first, cell="", line=0).place()
    amount = f"; {_left_out(group.rows, group.cents)}" if group.rows else ""
    shown = [_printable(problem) for problem in group.problems[:_EXAMPLES]]
    examples = " · ".join(" ".join(filter(None, (_spot(problem), problem.found))) for problem in shown)
    lines = [
        f"[{first.code}] {place}".rstrip(),
        f"  encontrado:  {printable(group.sentence())}{amount}",
        f"               {examples}{' · …' if len(group.problems) > _EXAMPLES else ''}",
        f"  esperado:    {first.wanted()}",
        f"  o que fazer: {first.advice()}",
        *_proposal(group),
    ]
    if group.first.accepted is not None:
        lines.append(f"  aceito:      por {group.first.accepted.author}: {group.first.accepted.reason}")
    return "\n".join(lines)


def _spot(problem: Problem) -> str:
    return problem.cell or (f"linha {problem.line}" if problem.line else "")


def _proposal(group: Group) -> Iterator[str]:
    """Yield the line that would mend all of it, with some cells before and after, and how to declare it."""
    cause = group.cause
    if cause is None or not cause.declared:
        return
    personal = group.first.personal or group.first.code.startswith("documento-")
    pairs = [tuple(masked(text) if personal else text for text in pair) for pair in cause.preview]
    yield f"  proposta:    {cause.declared}: " + printable(" · ".join(f"{before} → {after}" for before, after in pairs))
    layout = cause.layout.removeprefix("layouts/")
    yield f'               no layout: coopcli layouts declare {layout} {cause.column} "{cause.declared}"'
    if group.column:
        yield "               só neste mês: escreva sim em Correção, na aba Causas da lista de problemas"


def _printable(problem: Problem) -> Problem:
    """Return the problem as it may be shown, each of its words on one line."""
    shown = replace(problem, found=without_personal_data(problem))
    for field in fields(shown):
        if isinstance(text := getattr(shown, field.name), str):
            shown = replace(shown, **{field.name: printable(text)})  # type: ignore[arg-type]
    return shown


def without_personal_data(problem: Problem) -> str:
    """Return what was found, masked where its column is personal or its header says so, and CPFs wherever they are."""
    if problem.found == _EMPTY:
        return _EMPTY
    if problem.code.startswith("documento-") or _DOCUMENT_HEADER.search(problem.header):
        return _mask_document(problem.found)
    if _NAME_HEADER.search(problem.header) and re.search(r"[^\W\d_]", problem.found):
        return mask_name(problem.found)
    if problem.code in _OF_LINES and problem.personal:
        return f"{problem.found.partition(': ')[0]}: ***"
    if problem.personal:
        return masked(problem.found)
    return _DOCUMENT.sub(lambda match: _mask_document(match[0]), problem.found)


def shown(word: Word, value: Any) -> str:
    """Return a value as a screen shows it: masked where its word is personal, else in the clerk's words."""
    import pandas as pd

    if pd.isna(value):
        return "não informado"
    if word.kind == "document":
        return mask(str(value)) if len(str(value)) in (CPF_LENGTH, CNPJ_LENGTH) else "***"
    return masked(str(value)) if word.personal else said(word.kind, value)


def said(kind: Kind, value: Any) -> str:
    """Return a value that is nobody's in the clerk's words."""
    import pandas as pd

    from coopcli.dates import brazilian  # numpy, which no start-up loads

    if kind == "date":
        return brazilian(pd.Timestamp(value).date())
    if kind == "flag" or isinstance(value, bool):
        return "sim" if value else "não"
    if kind == "rate" or isinstance(value, Decimal):
        return percent(value)
    return brl(int(value)) if kind == "money" else CHOICE_TITLES.get(str(value), str(value))


def masked(text: str) -> str:
    """Return ``M*** S***`` for a name; of what is no words, as a telephone or a house number, nothing."""
    return mask_name(text) if all(len(word) > 1 and word[0].isalpha() for word in text.split()) else "***"


def _mask_document(found: str) -> str:
    """Return a CPF as ***.456.789-**; of anything else, perhaps a CPF gone wrong, only the length shows."""
    digits = re.sub(r"[\s./-]+", "", found)
    return mask(digits) if re.fullmatch(r"\d{11}", digits) else re.sub(r"\w", "*", found)
