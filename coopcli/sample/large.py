"""A portfolio of any size, of October 2026, as two texts and the guarantees: something to measure with.

Everything is worked out in columns, a block of contracts at a time: memory does not grow with the size.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from coopcli.dates import add_months, days_between
from coopcli.sample.desk import REFERENCE
from coopcli.sample.exports import HEADERS, file_names
from coopcli.sample.loans import PRODUCTS
from coopcli.sample.people import FEMALE_NAMES, LAST_NAMES, TRADES, cnpj, cnpj_column, cpf_column, zero_padded
from coopcli.sample.writing import month_folder, write_coop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from coopcli.dates import Days, Ints

NAME = "Cooperativa de Medição"
ROOT = "90765432"
SEED = 20_261_031
BLOCK = 100_000
FIRST_CONTRACT, FIRST_MEMBER = 1_000_001, 1_000_001
MEMBERS_PER_100 = 85
ON_TIME_SHARE, LONGEST_DELAY_DAYS = 0.88, 700
BASE = np.datetime64(REFERENCE, "D")
KINDS = ("payroll", "personal", "vehicle", "goods", "rural", "capital", "capital_short", "discount")
FIRST_BUSINESS_KIND = KINDS.index("capital")
GUARANTEE_KINDS = (
    "AVAL",
    "ALIENAÇÃO FIDUCIÁRIA DE VEÍCULO",
    "ALIENAÇÃO FIDUCIÁRIA DE IMÓVEL",
    "CAUÇÃO DE RECEBÍVEIS",
)
EVERY_GUARANTEED = 3


@dataclass(frozen=True)
class Block:
    """Some contracts as columns, and their instalments as (contracts × instalments) tables."""

    number: Ints
    member: Ints
    kind: Ints
    amount: Ints
    due: Days
    paid: npt.NDArray[np.bool_]

    @property
    def days(self) -> Ints:
        """The days past due of each contract."""
        oldest = self.due[np.arange(len(self.due)), self.paid.sum(axis=1)]
        days: Ints = np.maximum(days_between(oldest, BASE, missing=0), 0)
        return days


def write(folder: Path, contracts: int, installments_per_contract: int = 5) -> None:
    """Write ``coop.yaml`` and ``exports/2026-10`` with so many contracts of so many instalments each."""
    write_coop(folder, NAME, cnpj(ROOT), "Vale do Ipê")
    month = month_folder(folder, REFERENCE)
    names = file_names(REFERENCE) | {"contracts": "cre_contratos.csv"}
    tables = {"contracts": loans, "installments": installments, "guarantees": guarantees}
    for frame, table in tables.items():
        with (month / names[frame]).open("wb") as file:
            file.write((";".join(HEADERS[frame].values()) + "\r\n").encode("cp1252"))
            for first in range(0, contracts, BLOCK):
                size = min(BLOCK, contracts - first)
                _append(file, HEADERS[frame], table(block(first, size, contracts, installments_per_contract)))


def block(first: int, size: int, contracts: int, installments: int) -> Block:
    """Return the contracts from position ``first`` on; the same numbers each time."""
    rng = np.random.default_rng([SEED, first])
    position = np.arange(first, first + size)
    members = max(contracts * MEMBERS_PER_100 // 100, 1)
    late = rng.random(size) > ON_TIME_SHARE
    days = np.where(late, 1 + rng.random(size) ** 3 * LONGEST_DELAY_DAYS, -rng.integers(1, 29, size)).astype(np.int64)
    paid_count = rng.integers(0, installments, size)
    order = np.arange(installments)
    anchor = (BASE - days).repeat(installments)
    due = add_months(anchor, (order - paid_count[:, None]).ravel()).reshape(size, installments)
    return Block(
        number=FIRST_CONTRACT + position,
        member=position % members,
        kind=rng.integers(0, len(KINDS), size),
        amount=rng.integers(5_000, 200_000, size),
        due=due,
        paid=order < paid_count[:, None],
    )


def loans(found: Block) -> dict[str, object]:
    """Return the contracts export of a block, as text columns; a single value stands for a whole column."""
    count = found.due.shape[1]
    unpaid = count - found.paid.sum(axis=1)
    is_company = found.kind >= FIRST_BUSINESS_KIND
    words = [PRODUCTS[kind] for kind in KINDS]
    return {
        "movement_date": _day(REFERENCE),
        "member_id": _text(FIRST_MEMBER + 2 * found.member + is_company),
        "document": _choose(is_company, cnpj_column(found.member), cpf_column(found.member)),
        "member_name": _choose(is_company, _company_names(found.member), _person_names(found.member)),
        "person_type": _take(("PF", "PJ"), is_company.astype(np.int64)),
        "branch": zero_padded(1 + found.member % 20, 4),
        "contract_id": _text(found.number),
        "product": _take([word.modality for word in words], found.kind),
        "product_kind": _take([word.submodality for word in words], found.kind),
        "credit_line_code": _take([word.line_code for word in words], found.kind),
        "credit_line": _take([word.line for word in words], found.kind),
        "purpose": _take([word.purpose for word in words], found.kind),
        "payment_form": _take([word.payment for word in words], found.kind),
        "contract_date": _days(add_months(found.due[:, 0], -1)),
        "maturity_date": _days(found.due[:, -1]),
        "amount_cents": _reais(found.amount * count),
        "balance_cents": _reais(found.amount * unpaid),
        "monthly_rate": _take([str(word.monthly_rate).replace(".", ",") for word in words], found.kind),
        "installment_count": str(count),
        "paid_installment_count": _text(count - unpaid),
        "exported_level": _take(("A", "B", "C"), found.number % 3),
        "exported_days_past_due": _text(found.days),
        "is_renegotiated": _take(("N", "S"), (found.number % 50 == 0).astype(np.int64)),
        "status": "ENTRADA NORMAL",
    }


def installments(found: Block) -> dict[str, object]:
    """Return the instalments export of a block, as text columns."""
    size, count = found.due.shape
    paid, due = found.paid.ravel(), found.due.ravel()
    amount = found.amount.repeat(count)
    days = np.where(paid, 0, np.maximum(days_between(due, BASE, missing=0), 0))
    due_text = _days(due)
    return {
        "movement_date": _day(REFERENCE),
        "contract_id": _text(found.number.repeat(count)),
        "installment_number": _text(np.tile(np.arange(1, count + 1), size)),
        "due_date": due_text,
        "amount_cents": _reais(amount),
        "paid_cents": _reais(np.where(paid, amount, 0)),
        "paid_date": _choose(paid, due_text, ""),
        "balance_cents": _reais(np.where(paid, 0, amount)),
        "interest_cents": _reais(amount // 5),
        "exported_days_past_due": _text(days),
        "status": _take(("A VENCER", "VENCIDA", "LIQUIDADA"), np.where(paid, 2, (days > 0).astype(np.int64))),
    }


def guarantees(found: Block) -> dict[str, object]:
    """Return the guarantees export of a block: one for every third contract."""
    held = found.number % EVERY_GUARANTEED == 0
    kinds = _take(GUARANTEE_KINDS, found.number[held] // EVERY_GUARANTEED % len(GUARANTEE_KINDS))
    return {
        "movement_date": _day(REFERENCE),
        "contract_id": _text(found.number[held]),
        "guarantee_kind": kinds,
        "description": kinds,
        "amount_cents": _reais(found.amount[held] * found.due.shape[1]),
    }


def _append(file: BinaryIO, headers: Mapping[str, str], columns: Mapping[str, object]) -> None:
    """Write the columns, in the order of the headers, as lines of text."""
    import pyarrow as pa
    from pyarrow import csv

    size = next(len(column) for column in columns.values() if isinstance(column, pa.Array))
    arrays = [columns[name] for name in headers]
    full = [pa.repeat(array, size) if isinstance(array, str) else array for array in arrays]
    sink = pa.BufferOutputStream()
    form = csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none", eol="\r\n")
    csv.write_csv(pa.table(full, names=list(headers)), sink, form)
    file.write(sink.getvalue().to_pybytes().decode("utf-8").encode("cp1252"))


def _text(numbers: Ints) -> pa.Array:
    import pyarrow as pa

    return pa.array(numbers).cast(pa.string())


def _reais(cents: Ints) -> pa.Array:
    """Return whole centavos as ``1234,56``."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(_text(cents // 100), zero_padded(cents % 100, 2), ",")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _days(days: Days) -> pa.Array:
    """Return dates as ``31/10/2026``: each distinct one is written once."""
    import pyarrow as pa

    distinct, place = np.unique(days, return_inverse=True)
    return pa.array([_day(day) for day in distinct.tolist()], pa.string()).take(pa.array(place))


def _take(words: Sequence[str], place: Ints) -> pa.Array:
    import pyarrow as pa

    return pa.array(words, pa.string()).take(pa.array(place))


def _choose(which: npt.NDArray[np.bool_], yes: pa.Array, no: pa.Array | str) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pa.array(which), yes, no)


def _person_names(members: Ints) -> pa.Array:
    import pyarrow.compute as pc

    first, last = (
        _take(FEMALE_NAMES, members % len(FEMALE_NAMES)),
        _take(LAST_NAMES, members % len(LAST_NAMES)),
    )
    return pc.binary_join_element_wise(first, last, _text(members), " ")


def _company_names(members: Ints) -> pa.Array:
    import pyarrow.compute as pc

    trades = _take([trade for trade, _ in TRADES], members % len(TRADES))
    return pc.binary_join_element_wise(trades, _text(members), "Ltda", " ")
