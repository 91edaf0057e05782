"""What the terminal says of problems: enough to go on, nothing personal."""

from __future__ import annotations

import pytest

from coopcli.errors import Cause, Problem
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


@pytest.mark.parametrize(
    "count, last", [(20, None), (21, "… e mais 1 causa, de 1 problema."), (23, "… e mais 3 causas, de 3 problemas.")]
)
def test_the_first_twenty_causes_then_how_many_more_and_where(count: int, last: str | None) -> None:
    days = [Problem("data-invalida", f"{number}/13/2026", header=f"Data {number}") for number in range(1, count + 1)]
    text = problems_text(days, where="problemas.xlsx")
    assert text.count("[data-invalida]") == 20
    assert "20/13/2026" in text
    assert "21/13/2026" not in text
    assert ("… e mais" in text) == (last is not None)
    if last:
        assert text.endswith(f"{last}\n\nA lista completa está em problemas.xlsx.")


def test_problems_of_one_column_are_one_block_with_three_examples() -> None:
    cause = Cause(584, "", "layouts/sisbr-installments", "amount_cents", "decimal: point", (("9.50", "R$ 9,50"),))
    cells = [
        Problem("valor-americano", "9.50", "parcelas.csv", cell=f"E{row}", header="Valor Parcela", rows=1, cents=2_00,
                cause=cause)
        for row in range(2, 586)
    ]  # fmt: skip
    assert problems_text(cells).splitlines() == [
        "[valor-americano] parcelas.csv (Valor Parcela)",
        "  encontrado:  584 de 584 células de Valor Parcela estão em formato americano; 584 linhas de fora, R$ 1.168,00",
        "               E2 9.50 · E3 9.50 · E4 9.50 · …",
        "  esperado:    valor em reais, como 1.234,56",
        "  o que fazer: exporte de novo em formato brasileiro (no Excel, Dados, De Texto/CSV, localidade Inglês, e "
        "salve)",
        "  proposta:    decimal: point: 9.50 → R$ 9,50",
        '               no layout: coopcli layouts declare sisbr-installments amount_cents "decimal: point"',
        "               só neste mês: escreva sim em Correção, na aba Causas da lista de problemas",
        "",
        "A lista completa: coopcli check --output problemas.xlsx.",
    ]


def test_kinds_come_first_those_of_most_reais_on_top() -> None:
    dates = [Problem("data-invalida", "x", "a.csv", cell=f"A{row}", rows=1, cents=1_00) for row in (2, 3)]
    amounts = [Problem("valor-invalido", "x", "a.csv", cell=f"B{row}", rows=1, cents=9_00) for row in (4, 5)]
    first, second = problems_text([*dates, *amounts]).splitlines()[:2]
    assert first == "     2 × [valor-invalido] Valor em reais que não se lê com certeza, 2 linhas de fora, R$ 18,00"
    assert second == "     2 × [data-invalida] Data que não se lê ou não existe, 2 linhas de fora, R$ 2,00"


def test_amounts_that_nobody_could_read_are_not_told_as_zero() -> None:
    balances = [Problem("valor-invalido", "x", "a.csv", cell=f"B{row}", rows=1, header="Saldo") for row in (4, 5)]
    text = problems_text(balances)
    assert "2 linhas de fora, sem valor que se leia" in text
    assert "R$ 0,00" not in text


def test_mistakes_in_rules_are_told_one_by_one() -> None:
    text = problems_text([Problem("regra-invalida", f"chave {i}", "a.yaml", line=i) for i in range(1, 6)])
    assert text.count("[regra-invalida]") == 5


def test_a_line_of_another_width_shows_none_of_its_cells() -> None:
    short = Problem("linha-incompleta", "3 colunas: 1001 | Teresa Vilaça | 10,00", "a.csv", line=7, personal=True)
    assert without_personal_data(short) == "3 colunas: ***"
    assert "Teresa" not in problems_text([short])


def test_no_problem_no_text() -> None:
    assert problems_text([]) == ""
