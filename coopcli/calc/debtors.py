"""Who owes each operation: document, person or company, client, economic group, counterparty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from coopcli.calc.columns import Groups, Keyed, prefixed, strings, take
from coopcli.documents import CNPJ_LENGTH, client_root

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints

GROUP_PREFIX, MEMBER_PREFIX, CONTRACT_PREFIX = "Grupo ", "associado ", "contrato "


@dataclass(frozen=True)
class Debtors:
    """The debtor of each operation. ``client`` numbers the CPF or company root (a member without either, by its
    number; an operation without member, by itself); ``counterparty`` numbers what contagion reaches."""

    document: pa.Array
    person_type: pa.Array
    group_id: pa.Array
    key: pa.Array
    client: Ints
    counterparty: Ints


def debtors_of(base: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Debtors:
    """Return the debtor of each row of ``base`` (contract_id, document, member_id, person_type)."""
    registry = _Registry(frames)
    document = registry.documents(base)
    alone = prefixed(CONTRACT_PREFIX, strings(base["contract_id"]))
    clients = pc.coalesce(_clients(base, document), alone).dictionary_encode()
    number: Ints = clients.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    sheet = frames["economic_groups"]
    in_sheet = _clients(sheet, registry.documents(sheet))
    own_group, whole_group = _groups(clients.dictionary, in_sheet, sheet["group_id"])
    group, whole = take(own_group, number), take(whole_group, number)
    key = pc.coalesce(prefixed(GROUP_PREFIX, whole), take(clients.dictionary, number))
    counterparty: Ints = key.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Debtors(document, registry.person_types(base, document), group, key, number, counterparty)


def client_keys(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pa.Array:
    """Return what names the debtor of each row of a sheet (member_id, document): CPF or company root, else the member.

    Missing where a row tells neither. Of all operations of one debtor it is the same.
    """
    return _clients(rows, _Registry(frames).documents(rows))


class _Registry:
    """What is known of members: from their own export and, where it is silent, from what else names them."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        told = [frames[name][["member_id", "document"]] for name in ("members", "contracts", "current_accounts")]
        self._documents = pd.concat(told, ignore_index=True)
        self._kinds = frames["members"]

    def _told(self, rows: pd.DataFrame, column: str, source: pd.DataFrame) -> pa.Array:
        """Return a column of the rows and, where it is blank, what ``source`` says of the row's member."""
        own = strings(rows[column])
        if not own.null_count:
            return own
        known = source[source[column].notna() & source["member_id"].notna()]
        return pc.coalesce(own, Keyed(known["member_id"]).of(rows["member_id"]).take(known[column]))

    def documents(self, rows: pd.DataFrame) -> pa.Array:
        """Return the document of each row, its own or that of its member (missing: unknown)."""
        return self._told(rows, "document", self._documents)

    def person_types(self, rows: pd.DataFrame, document: pa.Array) -> pa.Array:
        """Return PF or PJ: as the row says, else as its member is registered, else by the length of the document."""
        is_company = pc.equal(pc.utf8_length(document), CNPJ_LENGTH)
        words = [pa.scalar(word, pa.large_string()) for word in ("PJ", "PF")]
        told = self._told(rows, "person_type", self._kinds)
        return pc.coalesce(told, pc.if_else(is_company, *words))


def _clients(rows: pd.DataFrame, document: pa.Array) -> pa.Array:
    """Return what identifies the client of each row: CPF or company root, else the member (missing: neither)."""
    root = client_root(document)
    return pc.coalesce(root, prefixed(MEMBER_PREFIX, strings(rows["member_id"]))) if root.null_count else root


def _groups(clients: pa.Array, in_sheet: pa.Array, groups: pd.Series[Any]) -> tuple[pa.Array, pa.Array]:
    """Return for each client its economic group and that group's name once groups that share a client are one.

    ``in_sheet`` is the client of each row of ``groups``. Of several, the first in alphabetical order; missing where
    the client has none.
    """
    found = Keyed(clients).of(in_sheet)
    client = found[np.flatnonzero(found.known)]
    names, number = np.unique(groups.to_numpy(dtype=object)[found.known], return_inverse=True)
    group = Groups(number.astype(np.int64), len(names))
    own = Groups(client.min(group.of, -1), len(names))
    named = strings(names.tolist())
    return own.take(named), own.within(_joined(client, group)).take(named)


def _joined(client: Groups, group: Groups) -> Groups:
    """Return, for each group, the first of those that it shares a client with, itself or through others.

    The rows of the sheet have both: their ``client`` and their ``group``.
    """
    label = np.arange(group.size, dtype=np.int64)
    while True:
        lowest = client.at(client.min(group.at(label, -1), -1), -1)
        before, label = label, np.minimum(label, group.min(lowest, -1))
        if (label == before).all():
            return Groups(label, group.size)
