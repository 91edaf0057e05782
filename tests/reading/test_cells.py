"""Every form of a cell, accepted and refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.money import MAX_CENTS, brl
from coopcli.reading.cells import parse
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import FAULT_CODES
from coopcli.reading.raw import FileKind
from coopcli.words import Column, Kind


def a_column(kind: Kind, **layout: Any) -> LayoutColumn:
    column = Column(
        "x", kind, "X", required=layout.pop("required", False), may_be_negative=layout.pop("negative", False)
    )
    plain = LayoutColumn(column, ("x",), {}, {}, None, "fraction", "set_aside", "", ())
    return replace(plain, **layout)


def read_cells(texts: list[str | None], kind: Kind, file: FileKind = "csv", **layout: Any) -> list[tuple[Any, str]]:
    parsed = parse(pa.array(texts, pa.string()), a_column(kind, **layout), file)
    return [(value, FAULT_CODES[fault]) for value, fault in zip(parsed.values.to_pylist(), parsed.faults, strict=True)]


def read_cell(text: str | None, kind: Kind, file: FileKind = "csv", **layout: Any) -> tuple[Any, str]:
    return read_cells([text], kind, file, **layout)[0]


@pytest.mark.parametrize(
    "text, cents",
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("1234,5", 123450),
        ("1234", 123400),
        ("0,00", 0),
        ("R$ 1.234,56", 123456),
        ("R$1.234,56", 123456),
        ("R$\xa01.234,56", 123456),
        ("\xa01.234,56\xa0", 123456),
        ("0000000314028,30", 31402830),
        ("1.234,56 D", 123456),
        ("1.234,56D", 123456),
        ("R$ 1.234,56\xa0D", 123456),
        ("1.234,56*", 123456),
        ("1.234,56 **", 123456),
        ("1.234,56 (1)", 123456),
        ("1234¹", 123400),
        ("90.000.000.000.000,00", MAX_CENTS),
        ("R$ -", 0),
        (" R$ -   ", 0),
        ("R$\xa0\u2013", 0),
        ("+10,00", 1000),
        ("+ 10,00", 1000),
        ("1\xa0234,56", 123456),
        ("1\u202f234\u202f567,89", 123456789),
        ("1\u2009234,56", 123456),
        ("1 234,56", 123456),
        ("1'234,56", 123456),
        ("1\u2019234\u2019567,8", 123456780),
        ("R$ 1\xa0234,56", 123456),
        ("1.234,56 R$", 123456),
        ("BRL 10,00", 1000),
        ("'1.234,56", 123456),
        ("539354(1)", 53935400),
        ("539354,10(2)", 53935410),
        ("10,00 DB", 1000),
        ("10,00 db", 1000),
        ("10,00 (D)", 1000),
        ("R$ 10,00 Déb.", 1000),
        ("0000000000005679,94", 567994),
        ("\u200b10,00\ufeff", 1000),
    ],
)
def test_money_is_read(text: str, cents: int) -> None:
    assert read_cell(text, "money") == (cents, "")
    assert read_cell(text, "money", "excel") == (cents, "")


@pytest.mark.parametrize(
    "text",
    [
        "-10,00",
        "(10,00)",
        "(R$ 10,00)",
        "R$ -10,00",
        "-R$ 10,00",
        "-10",
        "10,00-",
        "10,00 -",
        "- 10,00",
        "\u221210,00",
        "\u2013 10,00",
        "R$ (10,00)",
        "R$ - 10,00",
        "R$ \u221210,00",
        "- R$ 10,00",
        "( 10,00 )",
        "-10,00*",
    ],
)
def test_money_below_zero_is_read_and_refused_where_it_cannot_be(text: str) -> None:
    assert read_cell(text, "money", negative=True) == (-1000, "")
    assert read_cell(text, "money") == (-1000, "valor-negativo")


@pytest.mark.parametrize(
    "text",
    ["12,3456", "1.23,45", "1.2345,67", ",50", "12 34,56", "1 2345,67", "abc", "1e5", "(-10,00)", "--1", "R$",
     "31/10/2026", "-10,00 C", "-10,00-", "10,00 CD", "10,00 X", "*", "D", "1.234,56 (123)"],
)  # fmt: skip
def test_money_that_is_not_certain_is_refused(text: str) -> None:
    assert read_cell(text, "money") == (None, "valor-invalido")
    assert read_cell(text, "money", "excel") == (None, "valor-invalido")


@pytest.mark.parametrize("text", ["1.234", "12,345", "1.234.567", "1.230", "-1.234", "R$ 1.234", "(1.234)", "1.234*"])
def test_money_that_may_be_thousands_or_a_fraction_is_refused(text: str) -> None:
    assert read_cell(text, "money") == (None, "valor-ambiguo")
    assert read_cell(text, "money", "excel") == (None, "valor-ambiguo")


def test_the_side_of_the_ledger_gives_the_sign() -> None:
    sides: list[str | None] = ["10,00 D", "10,00 C", "10,00DB", "10,00 CR", "R$ 10,00 Cr."]
    signs = [1000, -1000, 1000, -1000, -1000]
    debit = read_cells(sides, "money", negative=True, sign="debit")
    credit = read_cells(sides, "money", negative=True, sign="credit")
    assert debit == [(cents, "") for cents in signs]
    assert credit == [(-cents, "") for cents in signs]


def test_a_side_of_which_nobody_knows_whether_it_is_above_zero_is_refused() -> None:
    assert read_cells(["10,00 D", "10,00 CR"], "money", negative=True) == [(None, "valor-ambiguo")] * 2
    assert read_cells(["10,00 D", "10,00 CR"], "money") == [(1000, ""), (-1000, "valor-negativo")]


@pytest.mark.parametrize("text", ["1,234.56", "10,000.00", "12345.60", "R$ 1,234,567.8", "-1,234.56", "(1,234.56)"])
def test_american_amounts_are_refused_as_such(text: str) -> None:
    assert read_cell(text, "money") == (None, "valor-americano")


def test_american_amounts_are_refused_in_texts_of_workbooks_too() -> None:
    assert read_cells(["10,000.00", "1,234.56"], "money", "excel") == [(None, "valor-americano")] * 2


@pytest.mark.parametrize(
    "text, cents",
    [("-0000000000005679,94", -567994), ("-00000000000000000000", 0), ("0000000000000000000000,01", 1),
     ("- 0000000000005679,94", -567994), ("0000000000005679,94-", -567994)],
)  # fmt: skip
def test_signs_and_zeros_are_no_figures(text: str, cents: int) -> None:
    assert read_cell(text, "money", negative=True) == (cents, "")


@pytest.mark.parametrize("text", ["90.000.000.000.000,01", "90000000000001", "9" * 30, "9" * 19 + ",99"])
def test_money_too_large_to_add_up_is_refused(text: str) -> None:
    assert read_cell(text, "money") == (None, "soma-grande-demais")


@pytest.mark.parametrize(
    "text, cents",
    [
        ("1234.5", 123450),
        ("1234.56", 123456),
        ("0.30000000000000004", 30),  # 0.1 + 0.2
        ("1234567.8900000001", 123456789),
        ("0.2850000010", None),  # half a centavo off: more than noise
        ("1.2345", None),
    ],
)
def test_number_cells_have_a_decimal_point(text: str, cents: int | None) -> None:
    expected = (cents, "") if cents is not None else (None, "valor-invalido")
    assert read_cell(text, "money", "excel") == expected
    american = text in ("1234.5", "1234.56")
    assert read_cell(text, "money", "csv") == (None, "valor-americano" if american else "valor-invalido")


@settings(deadline=None)
@given(st.integers(0, MAX_CENTS))
def test_money_comes_back_as_it_was_written(cents: int) -> None:
    assert read_cells([brl(cents), brl(cents, symbol=False)], "money") == [(cents, ""), (cents, "")]


@pytest.mark.parametrize(
    "text, day",
    [
        ("31/10/2026", date(2026, 10, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2026-10-31", date(2026, 10, 31)),
        ("31/10/2026 00:00", date(2026, 10, 31)),
        ("2026-10-31 00:00:00", date(2026, 10, 31)),
        ("2026-10-31T00:00:00", date(2026, 10, 31)),
        ("29/02/2024", date(2024, 2, 29)),
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
        ("20261031", date(2026, 10, 31)),
        ("31/10/26", date(2026, 10, 31)),
        ("1/2/29 00:00", date(2029, 2, 1)),
        ("1/2/30", date(1930, 2, 1)),
        ("15-10-2025", date(2025, 10, 15)),
        ("15.10.2025", date(2025, 10, 15)),
        ("15.10.25", date(2025, 10, 15)),
        ("2026/10/31", date(2026, 10, 31)),
        ("2026.10.31", date(2026, 10, 31)),
        ("2026-1-1", date(2026, 1, 1)),
        ("15/out/25", date(2025, 10, 15)),
        ("15-OUT-2025", date(2025, 10, 15)),
        ("15 out. 2025", date(2025, 10, 15)),
        ("15 de março de 2025", date(2025, 3, 15)),
        ("15-Oct-2025", date(2025, 10, 15)),
        ("1/fev/26 00:00", date(2026, 2, 1)),
        ("2026-10-31T12:00:00Z", date(2026, 10, 31)),
        ("2026-10-31T00:00:00Z", date(2026, 10, 31)),
        ("2026-10-31T00:00:00.000+00:00", date(2026, 10, 31)),
        ("2026-10-31T03:00:00Z", date(2026, 10, 31)),
        ("2026-11-01T02:59:59Z", date(2026, 10, 31)),  # 23:59:59 of 31 October in Brasília
        ("2026-11-01T01:30:00+00:00", date(2026, 10, 31)),
        ("2026-10-31T23:30:00-03:00", date(2026, 10, 31)),
        ("2026-10-31T00:30:00-0300", date(2026, 10, 31)),
        ("46326", date(2026, 10, 31)),
        ("46326,5", date(2026, 10, 31)),
        ("'31/10/2026", date(2026, 10, 31)),
    ],
)
def test_dates_are_read(text: str, day: date) -> None:
    value, fault = read_cell(text, "date")
    assert (value.date(), fault) == (day, "")


@pytest.mark.parametrize(
    "text",
    ["29/02/2026", "31/04/2026", "00/01/2026", "32/01/2026", "01/00/2026", "31/12/1899", "13/13/2026",
     "01/01/2101", "20261301", "10/2026", "out/2026", "31/10/2026 25h",
     "2026", "outubro", "2026-10", "15-10-25", "15/xyz/2025", "31/fev/2026", "4632", "463260", "29999", "15/1025"],
)  # fmt: skip
def test_dates_that_do_not_exist_or_are_not_certain_are_refused(text: str) -> None:
    assert read_cell(text, "date") == (None, "data-invalida")


@pytest.mark.parametrize(
    "text", ["01/13/2026", "12/31/2026", "1/13/26", "04/27/2027 10:00", "10-31-2026", "10.31.2026"]
)
def test_a_date_with_the_month_in_front_has_its_own_code(text: str) -> None:
    assert read_cell(text, "date") == (None, "mes-na-frente")


@pytest.mark.parametrize("text", ["13/31/2026", "02/32/2026", "00/13/2026"])
def test_a_date_that_no_order_makes_right_has_not(text: str) -> None:
    assert read_cell(text, "date") == (None, "data-invalida")


@pytest.mark.parametrize(
    "text, first_year, year",
    [("1/2/79", 1980, 2079), ("1/2/80", 1980, 1980), ("1/2/00", 1930, 2000), ("1/2/99", 1930, 1999)],
)
def test_two_digits_mean_the_hundred_years_of_the_layout(text: str, first_year: int, year: int) -> None:
    assert read_cell(text, "date", first_year=first_year)[0].date() == date(year, 2, 1)


@pytest.mark.parametrize(
    "text", ["10/2026", "2026-10", "2026/10", "out/2026", "Outubro/2026", "OUT 2026", "outubro de 2026", "out-2026"]
)
def test_a_month_is_a_date_where_the_layout_says_which_day(text: str) -> None:
    assert read_cell(text, "date", month="last")[0].date() == date(2026, 10, 31)
    assert read_cell(text, "date", month="first")[0].date() == date(2026, 10, 1)
    assert read_cell("13/2026", "date", month="last") == (None, "data-invalida")


def test_workbooks_of_1904_count_1462_days_fewer() -> None:
    assert read_cell("44864", "date", "excel1904")[0].date() == date(2026, 10, 31)  # 46326 - 1462
    assert read_cell("0", "date", "excel1904") == (None, "data-invalida")


@pytest.mark.parametrize(
    "text, day",
    [
        ("46326", date(2026, 10, 31)),  # 45658 is 1 January 2025; 365 + 303 days later
        ("46326.75", date(2026, 10, 31)),
        ("61", date(1900, 3, 1)),
        ("60", None),  # Excel's 29 February 1900
        ("1900", None),  # reads as a year
        ("2026", None),
        ("2100", None),
        ("1899", date(1905, 3, 13)),
        ("2101", date(1905, 10, 1)),
        ("73415", date(2100, 12, 31)),
        ("73416", None),
        ("-1", None),
    ],
)
def test_workbooks_give_dates_as_day_numbers(text: str, day: date | None) -> None:
    value, fault = read_cell(text, "date", "excel")
    assert (value and value.date(), fault) == (day, "" if day else "data-invalida")


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_come_back_as_they_were_written(day: date) -> None:
    texts: list[str | None] = [f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day}/{day.month}/{day.year}"]
    assert [value.date() for value, _ in read_cells(texts, "date")] == [day] * 3


@settings(deadline=None)
@given(st.dates(date(1910, 1, 1), date(2100, 12, 31)))
def test_day_numbers_count_from_the_end_of_1899(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert read_cell(str(number), "date", "excel")[0].date() == day


@pytest.mark.parametrize(
    "text, number", [("12", 12), ("0", 0), ("007", 7), ("12,00", 12), ("12 (1)", 12), ("12*", 12), ("12²", 12)]
)
def test_counts_are_read(text: str, number: int) -> None:
    assert read_cell(text, "count") == (number, "")


@pytest.mark.parametrize("text", ["1.234", "12,5", "12.0", "doze", "1234567890"])
def test_counts_that_are_not_certain_are_refused(text: str) -> None:
    assert read_cell(text, "count") == (None, "numero-invalido")


def test_counts_below_zero_and_number_cells() -> None:
    assert read_cell("-1", "count") == (-1, "valor-negativo")
    assert read_cell("12.0", "count", "excel") == (12, "")
    assert read_cell("12.5", "count", "excel") == (None, "numero-invalido")


@pytest.mark.parametrize(
    "text, file, unit, rate",
    [
        ("1,99", "csv", "percent", 0.0199),
        ("1,99%", "csv", "percent", 0.0199),
        ("1,99 %", "csv", "fraction", 0.0199),
        ("0,0199", "csv", "fraction", 0.0199),
        ("0", "csv", "percent", 0.0),
        ("1,99%*", "csv", "percent", 0.0199),
        ("1.99", "excel", "percent", 0.0199),
        ("0.0199", "excel", "fraction", 0.0199),
    ],
)
def test_rates_are_fractions(text: str, file: FileKind, unit: str, rate: float) -> None:
    assert read_cell(text, "rate", file, unit=unit) == (pytest.approx(rate, abs=1e-12), "")


@pytest.mark.parametrize("text", ["1.99", "1,9,9", "a.m.", "1,99% a.m."])
def test_rates_that_are_not_certain_are_refused(text: str) -> None:
    assert read_cell(text, "rate") == (None, "taxa-invalida")


@pytest.mark.parametrize(
    "text, flag",
    [("S", True), ("s", True), ("Sim", True), ("1", True), ("X", True), ("true", True), ("VERDADEIRO", True),
     ("N", False), ("Falso", False), ("Não", False), ("NAO", False), ("0", False), ("false", False)],
)  # fmt: skip
def test_flags_are_read(text: str, flag: bool) -> None:
    assert read_cell(text, "flag") == (flag, "")


def test_flags_and_levels_outside_their_lists_are_refused() -> None:
    assert read_cell("talvez", "flag") == (None, "codigo-invalido")
    assert read_cell("I", "level") == (None, "codigo-invalido")
    assert read_cells(["aa", "AA", "h"], "level") == [("AA", ""), ("AA", ""), ("H", "")]


def test_choices_take_the_words_of_the_layout() -> None:
    words = {"exact": {"sem_garantia": "none"}, "prefix": {"02": "loan", "0213": "revolving"}}
    found = read_cells(["Sem Garantia", "0213 - Cheque", "0299", "9999"], "choice", **words)
    assert found == [("none", ""), ("revolving", ""), ("loan", ""), (None, "codigo-invalido")]
    assert read_cell("9999", "choice", **words, otherwise="other") == ("other", "")


@pytest.mark.parametrize(
    "text, document",
    [
        ("529.982.247-25", "52998224725"),
        ("52998224725", "52998224725"),
        ("1234567890", "01234567890"),
        ("191", "00000000191"),
        ("11.222.333/0001-81", "11222333000181"),
        ("1222333000184", None),
        ("12ABC34501DE35", "12ABC34501DE35"),
        ("12.abc.345/01de-35", "12ABC34501DE35"),
        ("529.982.247-26", None),
        ("00000000000", None),
        ("11222333000181", "11222333000181"),
        ("00.000.000/0001-91", "00000000000191"),
        ("1345C3A5000106", "1345C3A5000106"),
        ("R55231B3000757", "R55231B3000757"),
        ("90021382000122", "90021382000122"),
        ("90024778000123", "90024778000123"),
        ("ABCDEFGHIJKL80", "ABCDEFGHIJKL80"),
        ("R55231B3000700", None),
        ("90025108000101", None),
        ("900244200001A2", None),
        ("00000000000000", None),
        ("360305000104", "00360305000104"),  # two zeros lost
        ("11111111111", None),
    ],
)
def test_documents_are_checked(text: str, document: str | None) -> None:
    assert read_cell(text, "document") == (document, "" if document else "documento-invalido")


@pytest.mark.parametrize("text", ["***.456.789-**", "XXX.456.789-XX", "***", "12.***.***/0001-**", "•••.456.789-••"])
def test_a_masked_document_is_no_identity(text: str) -> None:
    assert read_cell(text, "document") == (None, "documento-mascarado")


@pytest.mark.parametrize(
    "codes, rounded",
    [
        (["12345678901234499584"], True),  # 12345678901234500000 as a float
        (["12345678901234567890"], False),
        (["1234567890123450"], False),  # one code that ends in a zero
        (["1234567890123450", "1234567890123460"], True),
        (["1234567890123450", "1234567890123461"], False),
        (["123456789012345"], False),
    ],
)
def test_codes_that_excel_rounded(codes: list[str | None], rounded: bool) -> None:
    long = "codigo-arredondado" if rounded else ""
    assert [fault for _, fault in read_cells(codes, "code", "excel")] == [long] * len(codes)
    assert [fault for _, fault in read_cells(codes, "code")] == [""] * len(codes)


@pytest.mark.parametrize(
    "text, code",
    [("0001", "0001"), (" 0001 ", "0001"), ("1234.0", "1234"), ("A-01", "A-01"), ("1.0.0", "1.0.0")],
)
def test_codes_keep_their_zeros(text: str, code: str) -> None:
    assert read_cell(text, "code") == (code, "")


@pytest.mark.parametrize("text", ["1,23E+15", "1.23E+15", "1E+15", "1e+15", "1.5E15"])
def test_codes_that_lost_their_digits_are_refused(text: str) -> None:
    assert read_cell(text, "code") == (None, "codigo-invalido")


@pytest.mark.parametrize(
    ("text", "code"), [("539354(1)", "539354"), ("539354 (2)", "539354"), ("A(1)", "A(1)"), ("12(123)", "12(123)")]
)
def test_a_footnote_is_no_part_of_a_number(text: str, code: str) -> None:
    assert read_cell(text, "code") == (code, "")


@pytest.mark.parametrize(
    ("typed", "left", "turned"),
    [
        ("2026-05-10 2026-05-11 2026-05-12 2026-05-01", "25/10/2026 26/10/2026 27/10/2026 28/10/2026", True),
        ("2026-05-10 2026-05-11 2026-05-12 2026-05-13", "25/10/2026 26/10/2026 27/10/2026 28/10/2026", False),
        ("2026-05-10 2026-05-11 2026-05-12 2026-05-01", "12/10/2026 26/10/2026 27/10/2026 28/10/2026", False),
        ("2026-05-10 2026-05-11 2026-05-12", "25/10/2026 26/10/2026 27/10/2026 28/10/2026", False),
    ],
)
def test_dates_that_excel_turned_where_it_could(typed: str, left: str, turned: bool) -> None:
    """Day and month change places up to the 12th; what has no such month stays a text."""
    cells: list[str | None] = [*typed.split(), *left.split()]
    faults = [fault for _, fault in read_cells(cells, "date", "excel")]
    assert faults == ["dias-e-meses-trocados" if turned and cell in typed.split() else "" for cell in cells]
    assert [fault for _, fault in read_cells(cells, "date")] == [""] * len(cells)


@pytest.mark.parametrize("text", ["7e30087", "302e452", "1E15", "12E5", "0e1"])
def test_figures_and_an_e_are_a_code(text: str) -> None:
    assert read_cell(text, "code") == (text, "")


def test_a_wrong_cpf_is_no_cnpj_that_lost_its_zeros() -> None:
    wrong = "67736223054"  # no CPF; with three zeros before it, a CNPJ by its check digits
    company = "00067736223054"
    assert read_cell("677.362.230-54", "document") == (None, "documento-invalido")
    assert read_cells([wrong, "01234567890"], "document")[0] == (None, "documento-invalido"), "a coluna guarda os zeros"
    assert read_cells([wrong, "1234567890"], "document")[0] == (company, "")


@pytest.mark.parametrize("text", ["", None, " ", "\xa0", "-", "N/A", "n/a", "NULL", "–", "—", "N/D", "(vazio)"])
@pytest.mark.parametrize(
    "kind", ["money", "date", "text", "code", "document", "choice", "count", "rate", "flag", "level"]
)
def test_missing_words_are_missing_in_every_kind(text: str | None, kind: Kind) -> None:
    assert read_cell(text, kind) == (None, "")
    assert read_cell(text, kind, required=True) == (None, "valor-ausente")


@pytest.mark.parametrize(
    "word", ["#N/A", "#N/D", "#DIV/0!", "#REF!", "#VALOR!", "#VALUE!", "#NOME?", "#NÚM!", "#NULO!"]
)
def test_error_cells_are_faults_even_in_texts(word: str) -> None:
    assert read_cells([word, "a"], "text") == [(None, "celula-com-erro"), ("a", "")]


def test_a_formula_without_a_value_is_no_zero() -> None:
    assert read_cell("#SEM-VALOR", "money", "excel", when_missing="0,00") == (None, "formula-sem-valor")


def test_a_declared_default_is_read_where_the_cell_is_empty() -> None:
    assert read_cell("", "money", when_missing="0,00", required=True) == (0, "")
    assert read_cell("", "money", required=True) == (None, "valor-ausente")


def test_a_dictionary_of_texts_gives_the_same_as_the_texts() -> None:
    texts = pa.array(["1,00", "x", None, "-2,00"] * 5)
    plain, encoded = (parse(t, a_column("money"), "csv") for t in (texts, texts.dictionary_encode("encode")))
    assert encoded.values.to_pylist() == plain.values.to_pylist() == [100, None, None, -200] * 5
    assert encoded.faults.tolist() == plain.faults.tolist()
