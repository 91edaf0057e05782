"""Agreements on agreements: which follows which, how long the chain is, and where it is broken or runs in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

ABSENT = "o acordo anterior não está na planilha"
CIRCLE = "os acordos se apontam em círculo"
_SHOWN = 5


@dataclass(frozen=True)
class Link:
    """The chain that ends in an agreement: how many agreements, the first and the last of them, what is wrong."""

    length: int
    names: tuple[str, ...]
    flaw: str

    @property
    def words(self) -> str:
        """The chain in words; '' of an agreement that follows none."""
        if self.length == 1 and not self.flaw:
            return ""
        shown = self.names if self.length <= _SHOWN else (self.names[0], "…", *self.names[-(_SHOWN - 2) :])
        return " → ".join(shown)


def chains(sheet: pd.DataFrame) -> dict[str, Link]:
    """Return the chain of each agreement of the sheet.

    An agreement follows the one that it names or, where it names none, the one whose new contract it renegotiates, else
    the one before it on the same contract.
    """
    before = _before(sheet)
    ids = list(dict.fromkeys(sheet["agreement_id"]))
    found: dict[str, Link] = {}
    for agreement in ids:
        path = _unknown_path(agreement, before, found)
        for name in reversed(path):
            found[name] = _link(name, before, found, set(ids))
    return found


def replaced(sheet: pd.DataFrame) -> set[str]:
    """Return the agreements that a later one follows: their debt is in it. In a circle the earliest replaces nobody."""
    ordered = sheet.sort_values("signed_date", kind="stable")["agreement_id"]
    place = {agreement: number for number, agreement in enumerate(dict.fromkeys(ordered))}
    return {
        previous
        for agreement, previous in _before(sheet).items()
        if previous in place and place[previous] < place[agreement]
    }


def _before(sheet: pd.DataFrame) -> dict[str, str]:
    """Return which agreement each follows: the one that it names, that made its contract, or had the same contract."""
    rows = sheet.sort_values("signed_date", kind="stable")
    made = rows[rows["new_contract_id"].notna()]
    by_contract = dict(zip(made["new_contract_id"], made["agreement_id"], strict=True))
    found, last = dict[str, str](), dict[str, str]()
    for own, named, contract in zip(
        rows["agreement_id"], rows["previous_agreement_id"], rows["contract_id"], strict=True
    ):
        followed = next(
            (name for name in (by_contract.get(contract), last.get(contract)) if name not in (None, own)), None
        )
        previous = named if isinstance(named, str) else followed
        if previous is not None:
            found.setdefault(own, previous)
        last[contract] = own
    return found


def _unknown_path(start: str, before: Mapping[str, str], found: Mapping[str, Link]) -> list[str]:
    """Return the agreements from ``start`` back to one that is known, that follows none, or that was already met."""
    path, met = [], set[str]()
    name: str | None = start
    while name is not None and name not in found and name not in met:
        path.append(name)
        met.add(name)
        name = before.get(name)
    return path


def _link(name: str, before: Mapping[str, str], found: Mapping[str, Link], known: set[str]) -> Link:
    previous = before.get(name)
    if previous is None:
        return Link(1, (name,), "" if name in known else ABSENT)
    earlier = found.get(previous)
    if earlier is None:
        return Link(1, (name,), CIRCLE)
    return Link(earlier.length + 1, _kept((*earlier.names, name)), earlier.flaw)


def _kept(names: Sequence[str]) -> tuple[str, ...]:
    """Return the first and the last names: long chains need not be carried whole."""
    return tuple(names) if len(names) <= _SHOWN else (names[0], *names[-(_SHOWN - 1) :])
