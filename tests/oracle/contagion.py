"""Who shares the credit risk with whom: same client, or same economic group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .operation import Operation, Readings

Key = tuple[str, str]


def counterparties(operations: Sequence[Operation]) -> list[list[Operation]]:
    """Return the operations gathered by counterparty.

    Two operations belong together when the client or the economic group is the same (Res. CMN 2.682, art. 3:
    "mesmo cliente ou grupo econômico"; Res. CMN 4.966, art. 2, sole paragraph), and so on from one to the
    next: an establishment that is missing from the list of the group comes in by the root of its CNPJ.
    """
    if len({each.contract_id for each in operations}) < len(operations):
        raise ValueError("a contract appears twice")
    by_key: dict[Key, list[Operation]] = defaultdict(list)
    for operation in operations:
        for key in _keys(operation):
            by_key[key].append(operation)
    gathered: list[list[Operation]] = []
    taken: set[Key] = set()
    for operation in operations:
        if ("client", operation.client_key) not in taken:
            gathered.append(_reached_from(operation, by_key, taken))
    return gathered


def _reached_from(start: Operation, by_key: dict[Key, list[Operation]], taken: set[Key]) -> list[Operation]:
    """Return ``start`` and all that keys join to it, each once; ``taken`` gains the keys."""
    waiting = _keys(start)
    found: dict[str, Operation] = {}
    while waiting:
        key = waiting.pop()
        if key in taken:
            continue
        taken.add(key)
        for operation in by_key[key]:
            found[operation.contract_id] = operation
            waiting.extend(_keys(operation))
    return list(found.values())


def _keys(operation: Operation) -> list[Key]:
    client = [("client", operation.client_key)]
    return client if operation.group_key is None else [*client, ("group", operation.group_key)]


def givers(operations: Iterable[Operation], readings: Readings) -> list[Operation]:
    """Return the operations whose risk passes to the others of the counterparty."""
    return [each for each in operations if readings.exceptions_drag or not each.is_contagion_exception]
