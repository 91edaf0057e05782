"""What pydantic refuses in a YAML file, in Portuguese and with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from coopcli.rulebook.yaml_text import YamlText

if TYPE_CHECKING:
    from pydantic import ValidationError

_WORDS = {
    "extra_forbidden": "chave desconhecida",
    "missing": "falta a chave",
    "literal_error": "valor fora da lista",
    "bool_parsing": "não é true nem false",
    "int_parsing": "não é um número inteiro",
    "date_from_datetime_parsing": "não é uma data como 2026-11-21",
    "date_parsing": "não é uma data como 2026-11-21",
    "too_short": "lista vazia",
    "string_too_short": "texto vazio",
    "string_type": "não é um texto",
    "list_type": "não é uma lista",
    "dict_type": "não é um grupo de chaves",
    "model_type": "não é um grupo de chaves",
}
_OTHER = "valor que não serve"
_OF_THE_KEY = ("missing", "extra_forbidden")
"""What is wrong with a key itself: there is no value to show."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """``found`` names the key and what is wrong with it; ``expected`` may be empty."""

    found: str
    expected: str
    line: int


def mistakes(
    error: ValidationError, text: YamlText, words: Mapping[str, str] | None = None, keys: Sequence[str] = ()
) -> Iterator[Mistake]:
    """Yield each mistake; ``words`` are the caller's own, by pydantic's type of error, ``keys`` those of the format.

    What a validator of ours says (``value_error``) is what was expected where the caller has a word for it, else
    the word itself.
    """
    own = words or {}
    for item in error.errors():
        path = tuple(item["loc"])
        reason = str(item.get("ctx", {}).get("error", ""))
        word = own.get(item["type"]) or _WORDS.get(item["type"]) or reason or _OTHER
        wanted = reason if word != reason and item["type"] == "value_error" else ""  # the rest is in English
        wanted = _meant(path, keys) if item["type"] == "extra_forbidden" else wanted
        expected = str(item.get("ctx", {}).get("expected", wanted)).replace(" or ", " ou ")
        yield Mistake(f"{'.'.join(map(str, path))}: {word}{_value(dict(item))}", expected, text.line(path))


def _meant(path: Sequence[int | str], keys: Sequence[str]) -> str:
    """Return which of the ``keys`` an unknown one was probably meant to be."""
    alike = get_close_matches(str(path[-1]), keys, n=1)
    return f"você quis dizer {alike[0]}?" if alike else ""


def _value(item: dict[str, Any]) -> str:
    """Return the value as it is written, where it is one and not a whole group of keys."""
    is_value = item["type"] not in _OF_THE_KEY and isinstance(item["input"], str)
    return f" ({item['input']!r})" if is_value else ""
