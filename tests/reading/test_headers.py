from __future__ import annotations

import pytest

from coopcli.reading.headers import column_letters, slug


@pytest.mark.parametrize(
    "header, expected",
    [
        ("Número CPF/CNPJ", "numero_cpf_cnpj"),
        ("numero_cpf_cnpj", "numero_cpf_cnpj"),
        ("% Taxa Operação", "taxa_operacao"),
        ("  Valor\nSaldo ", "valor_saldo"),
        ("HIPOTECA RESIDENCIAL 1º GRAU", "hipoteca_residencial_1o_grau"),
        ("", ""),
    ],
)
def test_headers_and_their_slugs_match_alike(header: str, expected: str) -> None:
    assert slug(header) == expected


@pytest.mark.parametrize(
    "position, letters", [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_excel_calls_them(position: int, letters: str) -> None:
    assert column_letters(position) == letters
