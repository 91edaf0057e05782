"""Exports against each other: rows that name a contract which the portfolio does not have are set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.documents import client_root
from coopcli.errors import Cause, Problem
from coopcli.money import brl
from coopcli.reading.faults import MAX_PROBLEMS
from coopcli.reading.proposals import zeros_of
from coopcli.reading.read import joined_aside
from coopcli.reading.repeated import amounts
from coopcli.results import SourceFile
from coopcli.words import FRAMES, Frame

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from coopcli.reading.read import Exports

    Flags = npt.NDArray[np.bool_]

CODES = {
    "installments": "parcela-sem-contrato",
    "guarantees": "contrato-desconhecido",
    "guarantors": "contrato-desconhecido",
    "contagion_exceptions": "contrato-desconhecido",
    "reviews": "contrato-desconhecido",
    "problem_triggers": "contrato-desconhecido",
}
"""The frames that speak of contracts of the portfolio; written-off contracts are not in it, so their sheet is not."""
_OF_UNREAD = "de contratos cuja linha, na exportação de contratos, não se leu: corrija-a primeiro"
STRANGER = "devedor-desconhecido"


def crossed(exports: Exports, account_prefixes: tuple[str, ...]) -> Exports:
    """Return the exports without the rows of unknown contracts: each is counted, in rows and in reais, and told.

    A contract is known when it stands in the contracts export, or is an account's operation (``account_prefixes``
    before its number). Without a contracts export nothing is compared: its absence is the problem.
    """
    if not any(source.frame == "contracts" for source in exports.sources):
        return exports
    known = _known(exports, account_prefixes)
    for name, code in CODES.items():
        unknown = _unknown(exports.frames[name], known)
        if unknown.any():
            exports = _without(exports, FRAMES[name], unknown, code, known)
    strangers = _strangers(exports)
    if not strangers.any():
        return exports
    return _without(exports, FRAMES["problem_triggers"], strangers, STRANGER, known)


def _strangers(exports: Exports) -> Flags:
    """Return which rows of the triggers' sheet name no contract and no debtor that the exports know."""
    rows = exports.frames["problem_triggers"]
    debtors = [exports.frames[name]["document"] for name in ("contracts", "members", "current_accounts")]
    roots = [client_root(_texts(column)) for column in [rows["document"], *debtors]]
    known = pc.is_in(roots[0], value_set=pa.concat_arrays(roots[1:]), skip_nulls=True)
    stranger: Flags = pc.and_(pc.is_null(_texts(rows["contract_id"])), pc.invert(known)).to_numpy(zero_copy_only=False)
    return stranger


def _texts(column: pd.Series[str]) -> pa.Array:
    array = pa.array(column, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array  # rows of several files


def _known(exports: Exports, account_prefixes: tuple[str, ...]) -> pa.Array:
    accounts = exports.frames["current_accounts"]["account_id"]
    ids = pd.concat([exports.frames["contracts"]["contract_id"], *(prefix + accounts for prefix in account_prefixes)])
    return _texts(ids)


def _unknown(rows: pd.DataFrame, known: pa.Array) -> Flags:
    """Return which rows name a contract that is not known; a row that names none (a debtor's trigger) is not one."""
    named = _texts(rows["contract_id"])
    found = pc.or_(pc.is_in(named, value_set=known), pc.is_null(named))
    return ~found.to_numpy(zero_copy_only=False)


def _causes(exports: Exports, rows: pd.DataFrame, gone: pd.DataFrame, known: pa.Array) -> dict[int, Cause]:
    """Return, by source, what the contracts that nobody knows have in common: zeros before them."""
    contracts = set(known.to_pylist())
    unread = set(exports.aside["contracts"]["contract_id"].dropna())
    found = {}
    for source in gone["source"].unique():
        mine = rows.loc[rows["source"] == source, "contract_id"]
        strange = gone.loc[gone["source"] == source, "contract_id"]
        if unread.issuperset(strange):
            found[int(source)] = Cause(len(mine), _OF_UNREAD)
            continue
        alike = zeros_of(mine.dropna().tolist(), contracts | unread)
        if alike:
            declared, words, preview = alike
            found[int(source)] = Cause(
                len(mine), words, exports.sources[source].layout, "contract_id", declared, tuple(preview)
            )
    return found


def _without(exports: Exports, frame: Frame, unknown: Flags, code: str, known: pa.Array) -> Exports:
    rows = exports.frames[frame.name]
    gone = rows[unknown]
    cents = pd.Series(amounts(gone, frame), index=gone.index)
    names = [exports.sources[source].name for source in gone["source"]]
    aside = gone[["source", "source_row"]].assign(file=names, frame=frame.name, code=code, cents=cents)
    kept = rows[~unknown].reset_index(drop=True)
    return replace(
        exports,
        frames=exports.frames | {frame.name: kept},
        sources=[_recounted(i, source, aside) for i, source in enumerate(exports.sources)],
        problems=[
            *exports.problems,
            *_problems(exports, gone.assign(cents=cents), code, _causes(exports, rows, gone, known)),
        ],
        set_aside=pd.concat([exports.set_aside, aside], ignore_index=True),
        aside=exports.aside | {frame.name: joined_aside(exports.aside[frame.name], gone, code)},
    )


def _recounted(i: int, source: SourceFile, aside: pd.DataFrame) -> SourceFile:
    mine = aside.loc[aside["source"] == i, "cents"]
    rows, cents = len(mine), int(mine.sum())
    return replace(
        source,
        rows_used=source.rows_used - rows,
        rows_set_aside=source.rows_set_aside + rows,
        cents_used=source.cents_used - cents,
        cents_set_aside=source.cents_set_aside + cents,
    )


def _problems(exports: Exports, gone: pd.DataFrame, code: str, causes: Mapping[int, Cause]) -> Iterator[Problem]:
    """Yield one problem a contract and file, at its first row; beyond ``MAX_PROBLEMS``, one for all the rest."""
    groups = list(gone.groupby(["source", "contract_id"], sort=False, dropna=False))
    for (index, contract), rows in groups[:MAX_PROBLEMS]:
        source = exports.sources[index]
        letter = source.columns.get("contract_id", "")
        cents = int(rows["cents"].sum())
        amount = f", {brl(cents)}" if cents else ""
        yield Problem(
            code,
            f"{_named(contract)}, em {_lines(len(rows))}{amount}",
            file=source.name,
            sheet=source.sheet,
            cell=f"{letter}{int(rows['source_row'].iloc[0])}",
            header="Contrato",
            rows=len(rows),
            cents=cents,
            cause=causes.get(int(index)),
        )
    rest = groups[MAX_PROBLEMS:]
    if rest:
        rows = sum(len(part) for _, part in rest)
        cents = sum(int(part["cents"].sum()) for _, part in rest)
        yield Problem(code, f"mais {len(rest)} contratos com o mesmo problema", rows=rows, cents=cents, times=len(rest))


def _named(contract: object) -> str:
    return f"contrato {contract}" if isinstance(contract, str) else "nenhum contrato, e um CPF/CNPJ que ninguém tem"


def _lines(count: int) -> str:
    return "1 linha" if count == 1 else f"{count} linhas"
