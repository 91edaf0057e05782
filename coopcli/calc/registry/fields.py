"""Which fields each record lacks, and how much each matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.profile.bands import shares
from coopcli.calc.registry.found import found
from coopcli.results.registry import IMPORTANCES
from coopcli.rulebook.decide import row_matches
from coopcli.rulebook.facts import Facts
from coopcli.words.registry import FIELD_COLUMNS

if TYPE_CHECKING:
    from coopcli.calc.columns import Flags
    from coopcli.rulebook.tables import RuleFile

_OF_OTHER_EXPORTS = ("addresses", "phones", "emails")


def missing_fields(
    members: pd.DataFrame, frames: Mapping[str, pd.DataFrame], rule: RuleFile
) -> tuple[list[pd.DataFrame], pd.DataFrame, tuple[str, ...]]:
    """Return the findings of missing fields, FIELD_COLUMNS, and the fields of which no export tells anything.

    A field that no record has is no finding of each member: its export, or its column, was not given.
    """
    table = rule.tables["fields"]
    applies = row_matches(table, Facts.of(members))
    findings, rows, unknown = [], [], []
    for place, row in enumerate(table.rows):
        has = _has(members, frames, str(row.outcomes["fact"]))
        wanted = applies[:, place]
        if wanted.any() and not (has & wanted).any():
            unknown.append(row.title)
            continue
        missing = wanted & ~has
        importance = IMPORTANCES[str(row.outcomes["importance"])]
        rows.append((row.title, importance, int(wanted.sum()), int(missing.sum()), row.article))
        words = f"falta: {row.title}"
        findings.append(found(members, missing, words, "", importance, row.article))
    names = [column.name for column in FIELD_COLUMNS if column.name != "filled_rate"]
    told = pd.DataFrame(rows, columns=names)
    count, missing_count = (told[name].to_numpy(dtype=np.int64) for name in ("count", "missing"))
    return findings, told.assign(filled_rate=shares(count - missing_count, count)), tuple(unknown)


def _has(members: pd.DataFrame, frames: Mapping[str, pd.DataFrame], field: str) -> Flags:
    """Return which members have the field: in their own record, or a row in the export of that name."""
    if field not in _OF_OTHER_EXPORTS:
        column = members[field]
        is_text = pd.api.types.is_string_dtype(column.dtype)
        filled = column.fillna("").str.strip().ne("") if is_text else column.notna()
        return filled.to_numpy(dtype=bool)
    own = frames[field]
    reached = own if field == "addresses" else own[_some_text(own)]
    return members["member_id"].isin(reached["member_id"]).to_numpy(dtype=bool)


def _some_text(rows: pd.DataFrame) -> Flags:
    """Return which rows of telephones or e-mails hold any."""
    told = [name for name in rows if name.endswith("_phone") or name == "email"]
    return rows[told].fillna("").apply(lambda column: column.str.strip().ne("")).any(axis=1).to_numpy(dtype=bool)
