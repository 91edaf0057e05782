"""The words that rule files may use: facts (what conditions ask about) and outcomes (what rows decide).

They are the words of the signatures. Numbers are int64 in the unit of the name (``_cents`` are written in rules as
``"50.000,00"``); ``rate`` outcomes are exact fractions (0.005 means 0,5%).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coopcli.signatures import ROLES, Signature
from coopcli.words import WORDS, Word


def _signatures() -> Iterator[Signature]:
    for role in ROLES.values():
        yield from (*role.tables.values(), *(named.signature for named in role.named))
        if role.others:
            yield role.others


FACTS: dict[str, Word] = {name: WORDS[name] for own in _signatures() for name in (*own.given, *own.totals)}
"""What some table is given."""

LISTED = frozenset(word for role in ROLES.values() for words in role.lists.values() for word in words)
"""Words of which a rule file may lay down the values."""

OUTCOMES: dict[str, Word] = {name: WORDS[name] for own in _signatures() for name in own.outcomes}
"""What some table answers."""


def listed(word: Word, lists: Mapping[str, tuple[str, ...]]) -> Word:
    """Return the word with the values that a rule file lays down for it."""
    return replace(word, choices=lists[word.name]) if word.name in lists else word
