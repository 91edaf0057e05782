"""What the terminal and the log may say: nothing that a terminal obeys, nobody's data, and the first problems alone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from coopcli.documents import CNPJ_LENGTH, CPF_LENGTH, mask, mask_name
from coopcli.errors import Problem
from coopcli.money import brl, percent
from coopcli.words import CHOICE_TITLES, Kind, Word

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls (C0, C1), marks of direction, line and paragraph ends, what has no width, tags, and halves of characters."""

_EMPTY = "(vazia)"
_NAME_HEADER = re.compile(r"nome|associad|cooperad|client|garantidor|avalista|titular", re.IGNORECASE)
_DOCUMENT_HEADER = re.compile(r"cpf|cnpj|documento", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?<!\d)(?:\d{3}\.?\d{3}\.?\d{3}-?\d{2}|\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2})(?!\d)")


def printable(text: str) -> str:
    """Return one line of text; what a terminal would obey or hide is written out as JSON does: ``\\u001b``, ``\\n``."""
    return _OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)


def printable_text(text: str) -> str:
    """Return the same of a text of several lines: only the line ends are left."""
    return "\n".join(map(printable, text.split("\n")))


def problems_text(problems: Sequence[Problem], limit: int = 20, where: str = "problemas.xlsx") -> str:
    """Return the first ``limit`` problems, how many more there are, and in which file all of them stand."""
    texts = [_printable(problem).text() for problem in problems[:limit]]
    more = len(problems) - limit
    if more > 0:
        words = "1 problema" if more == 1 else f"{more} problemas"
        texts.append(f"… e mais {words}. A lista completa está em {where}.")
    return "\n\n".join(texts)


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
