"""The file of inclusions and removals for the credit bureau, in the layout of rules/collection/bureau-file."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coopcli.dates import brazilian
from coopcli.errors import Problem, RuleError
from coopcli.money import brl
from coopcli.reports.letters.values import clean
from coopcli.results import Study
from coopcli.words.agreements import BUREAU_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.rulebook.tables import RuleFile

FAMILY = "bureau_file"
INCLUDE, EXCLUDE = "to_include", "to_exclude"
_KINDS = {column.name: column.kind for column in BUREAU_COLUMNS} | {"reference_date": "date"}
_ADMITTED = {
    "money": ("money_comma", "money_point", "cents"),
    "date": ("date_br", "date_iso", "date_digits"),
    "text": ("text", "digits"),
}
_LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
_FORMULA_STARTS = "=+-@ "


def bureau_file(lists: pd.DataFrame, rule: RuleFile, study: Study) -> bytes:
    """Return the file: the debts to include and the listings to exclude (BUREAU_COLUMNS), a row each."""
    _check(rule)
    chosen = lists[lists["list_kind"].isin((INCLUDE, EXCLUDE))]
    columns = [row.outcomes for row in rule.tables["columns"].rows]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=str(rule["separator"]), lineterminator=_LINE_ENDS[str(rule["line_end"])])
    if rule["has_header"]:
        writer.writerow([column.get("header", "") for column in columns])
    codes = {INCLUDE: str(rule["include_code"]), EXCLUDE: str(rule["exclude_code"])}
    of_the_file = {
        "creditor_name": study.cooperative.name,
        "creditor_cnpj": study.cooperative.cnpj,
        "reference_date": study.reference_date,
    }
    for told in chosen.to_dict("records"):
        known = {**told, **of_the_file, "operation": codes[told["list_kind"]]}
        writer.writerow([_cell(known, column) for column in columns])
    return _encoded(stream.getvalue(), str(rule["encoding"]))


def _check(rule: RuleFile) -> None:
    """Raise RuleError where a column is written in a format that is not for what it holds."""
    problems = []
    for row in rule.tables["columns"].rows:
        name, form = str(row.outcomes.get("file_column", "")), str(row.outcomes.get("format", "text"))
        admitted = _ADMITTED.get(_KINDS.get(name, "text"), _ADMITTED["text"])
        if not name or form not in admitted:
            found, expected = f"coluna {name or 'sem file_column'}, format: {form}", f"um de: {', '.join(admitted)}"
            problems.append(Problem("regra-invalida", found, file=rule.file, line=row.line, expected=expected))
    if problems:
        raise RuleError(problems)


def _cell(known: dict[Any, Any], column: Any) -> str:
    """Return one value as the column writes it; '' where it is missing."""
    import pandas as pd

    name = str(column["file_column"])
    value = column.get("fixed_text", "") if name == "fixed" else known[name]
    return "" if pd.isna(value) else _FORMATS[str(column.get("format", "text"))](value)


def _text(value: Any) -> str:
    return clean(str(value)).lstrip(_FORMULA_STARTS)


def _money(point: str) -> Callable[[Any], str]:
    return lambda cents: brl(int(cents), symbol=False).replace(".", "").replace(",", point)


_FORMATS: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "digits": lambda value: "".join(c for c in str(value) if c.isascii() and c.isalnum()),
    "money_comma": _money(","),
    "money_point": _money("."),
    "cents": lambda cents: str(int(cents)),
    "date_br": brazilian,
    "date_iso": lambda day: f"{day:%Y-%m-%d}",
    "date_digits": lambda day: f"{day:%d%m%Y}",
}


def _encoded(text: str, encoding: str) -> bytes:
    """Return the text in the encoding; a letter that it lacks loses its accent, any other character becomes ``?``."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_writable(c, encoding) for c in text).encode(encoding, "replace")


def _writable(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", character)[0]
    return character
