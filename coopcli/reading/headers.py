"""How headers and words from outside are compared: without accents, case or punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coopcli.folding import slug

MISSING_WORDS = ("", "-", "--", "–", "—", "N/A", "N/D", "NULL", "NONE", "NAN", "(VAZIO)", "(EM BRANCO)")
"""What exports write where there is no value (compared in upper case)."""

_UNIT = r"(?i)\s*\((em\s+)?(r\$|reais|%|dias|\d{1,2})\)\s*$"


def slugs(texts: Iterable[str | None]) -> list[str]:
    """Return the slug of each text; an empty one where there is no text."""
    return [slug(text or "") for text in texts]


def bare_slugs(texts: Iterable[str | None]) -> list[str]:
    """Return the slug of each header without the unit or footnote behind it: ``Saldo (R$)``, ``Saldo (1)``."""
    return [slug(re.sub(_UNIT, "", text or "")) for text in texts]


def column_letters(position: int) -> str:
    """Return the name Excel gives the column: ``A`` for 0, ``AA`` for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
