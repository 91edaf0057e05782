"""How texts from outside are compared: without case, accents, invisible characters and doubled spaces."""

from __future__ import annotations

import re
import unicodedata


def unaccented(text: str) -> str:
    """Return the text without accents and invisible characters, its capitals kept: ``Joao`` for ``João``."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def folded(text: str) -> str:
    """Return the text as it is compared: ``viuvo (a)`` for ``  VIÚVO   (a)``."""
    return " ".join(unaccented(text.casefold()).split())


def words_of(text: str) -> str:
    """Return the text folded and without punctuation: ``educacao e lazer`` for ``Educação_e LAZER!``."""
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def slug(text: str) -> str:
    """Return ``numero_cpf_cnpj`` for ``Número CPF/CNPJ``."""
    return "_".join(re.findall(r"[a-z0-9]+", folded(text)))
