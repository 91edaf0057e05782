"""What the terminal says of problems: enough to go on, nothing personal."""

from __future__ import annotations

import pytest

from coopcli.errors import Problem
from coopcli.reports.terminal import problems_text, without_personal_data


@pytest.mark.parametrize(
    "code, header, found, shown",
    [
        ("documento-invalido", "CPF/CNPJ", "123.456.789-00", "***.456.789-**"),
        ("documento-invalido", "CPF/CNPJ", "12345678900", "***.456.789-**"),
        ("documento-invalido", "CPF/CNPJ", "1234567890", "**********"),
        ("documento-invalido", "CPF/CNPJ", "00012345678900", "**************"),
        ("valor-ausente", "CPF do avalista", "12345", "*****"),
        ("valor-ausente", "CPF/CNPJ", "(vazia)", "(vazia)"),
        ("valor-ausente", "Nome do cliente", "(vazia)", "(vazia)"),
        ("codigo-invalido", "Nome do cliente", "Maria da Silva", "M*** d*** S***"),
        ("codigo-invalido", "Número do cliente", "0012", "0012"),
        ("valor-invalido", "Saldo", "1,234.56", "1,234.56"),
        ("valor-invalido", "Saldo", "ref. 123.456.789-00 paga", "ref. ***.456.789-** paga"),
        ("data-invalida", "Vencimento", "31/02/2026", "31/02/2026"),
    ],
)
def test_personal_data_are_masked(code: str, header: str, found: str, shown: str) -> None:
    assert without_personal_data(Problem(code, found, header=header)) == shown


@pytest.mark.parametrize("count, last", [(20, None), (21, "… e mais 1 problema."), (23, "… e mais 3 problemas.")])
def test_the_first_twenty_then_how_many_more_and_where(count: int, last: str | None) -> None:
    text = problems_text([Problem("data-invalida", f"{number}/13/2026") for number in range(1, count + 1)])
    assert text.count("[data-invalida]") == 20
    assert "20/13/2026" in text
    assert "21/13/2026" not in text
    assert ("… e mais" in text) == (last is not None)
    if last:
        assert text.endswith(f"{last} A lista completa está em problemas.xlsx.")


def test_no_problem_no_text() -> None:
    assert problems_text([]) == ""
