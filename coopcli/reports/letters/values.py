"""What of a member goes into a text: cleaned, and unable to act as markup, template or HTML."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from coopcli.dates import brazilian

LONGEST = 120
"""Longer texts are cut: no name or product is so long, and a letter must not overflow."""

_LONGEST_WORD = 40
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SMALL_WORDS = {"da", "de", "do", "das", "dos", "e", "di", "du", "del", "von", "van"}


class Block(str):
    """A place in a letter that is drawn, not written, such as the Pix code."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return the text on one line, without control, formatting, bidirectional or private characters."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if _is_shown(c))
    return " ".join(kept.split())


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Co", "Cs", "Cn")


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return the text cleaned and, where it is too long, cut, with long words broken up."""
    whole = clean(text)
    cut = whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "…"
    return re.sub(rf"(\S{{{_LONGEST_WORD}}})(?=\S)", r"\1 ", cut)


def in_markup(value: object, longest: int = LONGEST) -> str:
    """Return a value as markup that reads as its text: every ASCII punctuation mark as a character reference."""
    text = brazilian(value) if isinstance(value, date) else shortened(str(value), longest)
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", text)


def proper_name(name: str, *, is_company: bool) -> str:
    """Return a person's name as it is written, ``MARIA DA SILVA`` as ``Maria da Silva``; a company's is kept."""
    text = shortened(name)
    if is_company or not text.isupper():
        return text
    words = text.lower().split()
    return " ".join(word if i and word in _SMALL_WORDS else word[:1].upper() + word[1:] for i, word in enumerate(words))


def as_sentence(text: str) -> str:
    """Return ``Crédito pessoal`` for ``CRÉDITO PESSOAL``; anything else as it is."""
    return text.capitalize() if text.isupper() else text
