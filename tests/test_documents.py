"""CPF and CNPJ against validate-docbr and the vectors that the Receita Federal published."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from validate_docbr import CNPJ, CPF

from coopcli.documents import clean, client_root, mask, mask_name, punctuate, valid, with_check_digits

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_valid(document: str) -> bool:
    return bool(valid(pa.array([document]))[0])


@pytest.mark.parametrize(
    "cnpj",
    [
        "12ABC34501DE35",  # FAQ of the Receita, question 14
        "1345C3A5000106",
        "R55231B3000757",
        "90021382000122",
        "90024778000123",
        "ABCDEFGHIJKL80",
        "11222333000181",
    ],
)
def test_published_cnpjs_are_valid(cnpj: str) -> None:
    assert is_valid(cnpj)


@pytest.mark.parametrize(
    "document",
    [
        "R55231B3000700",
        "90025108000101",
        "900244200001A2",  # check digits are digits
        "00000000000000",
        "11111111111",  # eleven equal digits
        "00000000000",
        "52998224726",
        "52998224715",
        "5299822472",
        "529982247255",
        "5299822472A",
        "12abc34501de35",  # not cleaned
        "12ABC34501DÉ35",
        "",
    ],
)
def test_what_is_not_a_document(document: str) -> None:
    assert not is_valid(document)


def test_a_missing_document_is_not_valid() -> None:
    assert valid(pa.array([None, "52998224725"], pa.string())).tolist() == [False, True]
    assert valid(pa.array([], pa.string())).tolist() == []


def test_a_part_of_a_column_is_checked_like_the_whole() -> None:
    column = pa.array(["x", "52998224725", "52998224726", "11222333000181"])
    assert valid(column.slice(1)).tolist() == [True, False, True]


@given(st.lists(st.text("0123456789", min_size=11, max_size=11), min_size=1, max_size=20))
def test_cpfs_are_judged_as_by_the_library(documents: list[str]) -> None:
    complete = [document[:9] + CPF()._generate_first_digit(list(document[:9])) for document in documents]
    complete = [document + CPF()._generate_second_digit(list(document)) for document in complete]
    both = documents + complete
    assert valid(pa.array(both)).tolist() == [CPF().validate(document) for document in both]


@given(
    st.lists(st.text(ALPHANUMERIC, min_size=12, max_size=12), min_size=1, max_size=20),
    st.text("0123456789", min_size=2, max_size=2),
)
def test_cnpjs_are_judged_as_by_the_library(stems: list[str], digits: str) -> None:
    documents = [stem + digits for stem in stems]
    assert valid(pa.array(documents)).tolist() == [CNPJ().validate(document) for document in documents]


@given(st.integers(0, 10**9 - 1))
def test_a_generated_cpf_is_valid_with_its_zeros_lost(number: int) -> None:
    digits = [int(digit) for digit in f"{number:09d}"]
    for _ in range(2):  # weights from n + 1 down to 2, what is left of 11, and 10 becomes 0
        total = sum(digit * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True))
        digits.append(0 if total % 11 < 2 else 11 - total % 11)
    document = "".join(map(str, digits))
    cleaned = clean(pa.array([document.lstrip("0") or "0"]))
    assert cleaned.to_pylist() == [document]
    assert valid(cleaned).tolist() == [len(set(document)) > 1]


@pytest.mark.parametrize(
    "text, document",
    [
        ("529.982.247-25", "52998224725"),
        ("12.abc.345/01de-35", "12ABC34501DE35"),
        ("191", "00000000191"),
        ("22333000181", "22333000181"),  # eleven digits: a CPF
        ("122233300018", "00122233300018"),  # twelve: a CNPJ that lost two zeros
        ("1122233300018", "01122233300018"),
        ("112223330001815", "112223330001815"),
        (" 529 982 247 25 ", "52998224725"),
        ("", None),
        (" - ", None),
        (None, None),
    ],
)
def test_documents_are_cleaned(text: str | None, document: str | None) -> None:
    assert clean(pa.array([text], pa.string())).to_pylist() == [document]


def test_the_counterparty_is_the_cpf_or_the_root_of_the_cnpj() -> None:
    column = pa.array(["52998224725", "12ABC34501DE35", "12ABC345000188", None])
    assert client_root(column).to_pylist() == ["52998224725", "12ABC345", "12ABC345", None]


def test_masks() -> None:
    assert mask("52998224725") == "***.982.247-**"
    assert mask("12ABC34501DE35") == "12.ABC.345/01DE-35"
    assert punctuate("52998224725") == "529.982.247-25"
    assert punctuate("123") == "123"
    assert mask_name("Maria da  Silva") == "M*** d*** S***"
    assert mask_name("") == ""


@given(st.lists(st.text("0123456789", min_size=9, max_size=9), min_size=1, max_size=10))
def test_completed_cpfs_are_valid_to_the_library(bodies: list[str]) -> None:
    documents = with_check_digits(pa.array(bodies)).to_pylist()
    assert [document[:9] for document in documents] == bodies
    assert all(CPF().validate(document) for document in documents if len(set(document)) > 1)


def test_completed_cnpjs_are_the_published_ones() -> None:
    completed = with_check_digits(pa.array(["12ABC34501DE", "1345C3A50001", "112223330001"])).to_pylist()
    assert completed == ["12ABC34501DE35", "1345C3A5000106", "11222333000181"]
