"""Invented people and companies: documents checked against validate-docbr."""

from __future__ import annotations

from datetime import date

import numpy as np
from validate_docbr import CNPJ, CPF

from coopcli.sample.people import (
    cnpj,
    cnpj_column,
    companies,
    cpf,
    cpf_column,
    establishment,
    people,
    zero_padded,
)


def test_cpfs_are_valid_and_all_different() -> None:
    documents = cpf_column(np.arange(3_000)).to_pylist()
    assert all(CPF().validate(document) for document in documents)
    assert len(set(documents)) == 3_000
    assert any(document.startswith("0") for document in documents)


def test_a_fifth_of_the_cnpjs_have_letters_and_all_are_valid() -> None:
    documents = cnpj_column(np.arange(1_000)).to_pylist()
    assert all(CNPJ().validate(document) for document in documents)
    assert len(set(documents)) == 1_000
    assert sum(not document.isdecimal() for document in documents) == 200


def test_cnpj_of_the_official_example() -> None:
    # IN RFB 2.229/2024, example of the Receita Federal: 12.ABC.345/01DE-35
    assert cnpj("12ABC345", "01DE") == "12ABC34501DE35"


def test_another_establishment_shares_only_the_root() -> None:
    company = companies(1, np.random.default_rng(1), date(2026, 9, 30), first_number=500)[0]
    branch = establishment(company, 501, "0002")
    assert branch.document[:8] == company.document[:8]
    assert branch.document[8:12] == "0002"
    assert CNPJ().validate(branch.document)


def test_people_are_of_age() -> None:
    members = people(200, np.random.default_rng(1), date(2026, 9, 30))
    assert all(18 < (date(2026, 9, 30) - member.birth_date).days / 365.25 < 81 for member in members)
    assert members[7].document == cpf(7)


def test_zeros_in_front() -> None:
    assert zero_padded(np.array([7, 1234]), 4).to_pylist() == ["0007", "1234"]
