"""Texts are compared in one way everywhere: without case, accents, invisible characters and doubled spaces."""

from __future__ import annotations

import re

import pytest

from coopcli.folding import folded, slug, unaccented, words_of
from tests.test_imports import FILES, name_of

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  VIÚVO   (a) ", "viuvo (a)"),
        ("Promissória\tNº 3", "promissoria no 3"),
        ("Straße", "strasse"),
        ("ﬁança", "fianca"),
        (f"Sal{ZERO_WIDTH}do\u00ad", "saldo"),
        ("\u202eCAC\u0327A\u0303O", "cacao"),
        ("Ωμέγα", "ωμεγα"),
        (" \u00a0 ", ""),
    ],
)
def test_folded_texts_have_no_case_accent_or_spare_space(text: str, expected: str) -> None:
    assert folded(text) == expected
    assert folded(folded(text)) == expected


def test_capitals_and_spaces_stay_where_only_accents_go() -> None:
    assert unaccented("São João  do Açu") == "Sao Joao  do Acu"


def test_words_have_no_punctuation() -> None:
    assert words_of(" Educação_e  DISPONIBILIDADE! ") == "educacao e disponibilidade"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Número CPF/CNPJ", "numero_cpf_cnpj"),
        ("numero_cpf_cnpj", "numero_cpf_cnpj"),
        ("% Taxa Operação", "taxa_operacao"),
        ("  Valor\nSaldo ", "valor_saldo"),
        ("HIPOTECA RESIDENCIAL 1º GRAU", "hipoteca_residencial_1o_grau"),
        ("Saldo–Vencido", "saldo_vencido"),
        (f"Sal{ZERO_WIDTH}do", "saldo"),
        ("", ""),
    ],
)
def test_headers_and_their_slugs_match_alike(header: str, expected: str) -> None:
    assert slug(header) == expected


def test_no_other_file_takes_accents_off() -> None:
    """``unicodedata`` elsewhere only tells kinds of characters, or what one that a file cannot hold becomes."""
    known = {"folding.py", "reports/bureau_file.py"}
    own = [name_of(path) for path in FILES if re.search(r"unicodedata\.normalize", path.read_text(encoding="utf-8"))]
    assert set(own) <= known
