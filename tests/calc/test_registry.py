"""Member records: what is missing, out of date, repeated or cannot be, each on both sides of its edge."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd
import pytest

from coopcli.calc.registry.review import FAMILY, TERM_FAMILY, TERM_TABLE, registry_review
from coopcli.results.registry import RegistryReview
from coopcli.rulebook.book import Rulebook, load_rulebook
from coopcli.shipped import folder
from coopcli.words import FRAMES

ON = date(2026, 10, 31)
CPF, OTHER, CNPJ = "11144477735", "52998224725", "11222333000181"


@cache
def book() -> Rulebook:
    return load_rulebook(folder("rules"))


def members(*rows: dict[str, object]) -> pd.DataFrame:
    """Return members of a whole record, but for what each row says."""
    frame = FRAMES["members"].empty()
    whole = {
        "document": CPF, "name": "Maria", "person_type": "PF", "branch": "0001", "monthly_income_cents": 300_000,
        "birth_date": "1980-05-05", "member_since": "2010-01-01", "record_updated_on": "2026-01-15", "sex": "F",
        "marital_status": "Casado (a)", "dependent_count": 0, "profession": "Professora",
    }  # fmt: skip
    told = [{"member_id": f"{n + 1}", "source": 0, "source_row": n + 2, **whole, **row} for n, row in enumerate(rows)]
    columns = {name: [row.get(name) for row in told] for name in frame}
    return pd.DataFrame({name: pd.Series(values).astype(frame[name].dtype) for name, values in columns.items()})


def review(frame: pd.DataFrame, bad: dict[int, str] | None = None, **others: pd.DataFrame) -> RegistryReview:
    frames = {name: found.empty() for name, found in FRAMES.items()} | {"members": frame, **others}
    term = book().in_force(TERM_FAMILY, ON).tables[TERM_TABLE]
    return registry_review(frames, ON, book().in_force(FAMILY, ON), term, bad or {})


def findings(found: RegistryReview) -> list[tuple[str, str]]:
    return list(zip(found.findings["member_id"], found.findings["finding"], strict=True))


def other(name: str, **columns: list[object]) -> pd.DataFrame:
    frame = FRAMES[name].empty()
    size = len(next(iter(columns.values())))
    return pd.DataFrame({
        key: pd.Series(columns.get(key, [0 if key.startswith("source") else None] * size)).astype(frame[key].dtype)
        for key in frame
    })  # fmt: skip


def test_a_whole_record_has_nothing_to_mend() -> None:
    found = review(members({}))
    assert findings(found) == []
    assert found.members == 1
    assert found.unknown_fields == ("Endereço", "Telefone", "E-mail")


@pytest.mark.parametrize(
    ("renewed", "expected", "because"),
    [
        ("2025-10-31", [], "faz 12 meses na data-base: o último dia"),
        ("2025-10-30", [("1", "cadastro vencido")], "12 meses e um dia"),
        ("2026-10-31", [], "renovado na data-base"),
        ("2026-11-01", [("1", "renovação depois da data-base")], "amanhã"),
    ],
)
def test_term_of_the_record(renewed: str, expected: list[tuple[str, str]], because: str) -> None:
    assert findings(review(members({"record_updated_on": renewed}))) == expected, because


def test_a_record_out_of_date_says_what_it_is_past() -> None:
    found = review(members({"record_updated_on": "2025-10-30"}))
    assert found.findings["detail"].tolist() == ["renovado em 30/10/2025, há mais de 12 meses"]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2026-11-01", ["nascimento depois da data-base"]),
        ("2026-10-31", ["menor de 16 anos: só contrata representado"]),
        ("2010-11-01", ["menor de 16 anos: só contrata representado"]),
        ("2010-10-31", ["de 16 a 18 anos: só contrata assistido, salvo emancipação"]),
        ("2008-11-01", ["de 16 a 18 anos: só contrata assistido, salvo emancipação"]),
        ("2008-10-31", []),
        ("1915-11-01", []),
        ("1915-10-31", ["mais de 110 anos"]),
    ],
)
def test_ages(born: str, expected: list[str]) -> None:
    """16, 18 and 111 are reached on the birthday (data-base 31/10/2026)."""
    assert [text for _member, text in findings(review(members({"birth_date": born})))] == expected


def test_companies_have_no_age() -> None:
    company = {"document": CNPJ, "person_type": "PJ", "birth_date": "2020-01-01", "activity_code": "4711"}
    assert findings(review(members(company))) == []


def test_documents_repeated_or_of_the_other_kind() -> None:
    found = review(members({}, {}, {"document": OTHER, "person_type": "PJ", "activity_code": "4711"}))
    assert ("1", "documento de mais de um associado") in findings(found)
    assert ("2", "documento de mais de um associado") in findings(found)
    assert ("3", "documento de outro tipo de pessoa") in findings(found)
    assert "associados 1, 2" in found.findings["detail"].tolist()


def test_a_document_that_the_reader_refused_is_told_with_what_is_wrong() -> None:
    found = review(members({}, {"document": None}), {1: "CPF ou CNPJ com dígito verificador errado"})
    assert ("2", "CPF ou CNPJ com dígito verificador errado") in findings(found)
    assert ("2", "falta: CPF ou CNPJ") in findings(found)


def test_missing_fields_by_importance() -> None:
    found = review(members({}, {"document": OTHER, "monthly_income_cents": None, "sex": " ", "profession": None}))
    told = list(zip(found.findings["finding"], found.findings["importance_title"], strict=True))
    assert told == [
        ("falta: Renda bruta mensal", "essencial"), ("falta: Profissão", "importante"), ("falta: Sexo", "útil"),
    ]  # fmt: skip
    income = found.fields.set_index("field").loc["Renda bruta mensal"]
    assert (income["count"], income["missing"], income["filled_rate"]) == (2, 1, 0.5)


def test_a_field_that_nobody_has_is_told_once_and_is_nobodys_fault() -> None:
    found = review(members({"sex": None}, {"document": OTHER, "sex": None}))
    assert "Sexo" in found.unknown_fields
    assert findings(found) == []


def test_blank_telephones_are_no_telephone() -> None:
    phones = other("phones", member_id=["1", "2"], mobile_phone=["31999990000", " "], work_phone=[None, None])
    assert findings(review(members({}, {"document": OTHER}), phones=phones)) == [("2", "falta: Telefone")]


def test_those_who_left_are_left_out_from_the_day_they_left() -> None:
    gone = other(
        "departures", member_id=["1", "2"], departure_date=pd.to_datetime(["2026-10-31", "2026-11-01"]).tolist()
    )
    found = review(members({}, {"document": OTHER}), departures=gone)
    assert (found.members, found.departed) == (1, 1)


def test_the_dead_of_the_collection_are_told() -> None:
    days = pd.to_datetime(["2026-01-01"]).tolist()
    holds = other("holds", document=[CPF], hold_kind=["deceased"], from_date=days, reason=["x"], author=["y"])
    assert findings(review(members({}), holds=holds)) == [("1", "falecimento informado na cobrança")]


def test_ninth_digit_counts_and_names_nobody() -> None:
    """111.444.777-35 has 7 (ES, RJ); 529.982.247-25 too. One lives in RJ, one in MG; a company has no region."""
    homes = other("addresses", member_id=["1", "2"], state=["rj", "MG"], street=["x", "y"], city=["a", "b"])
    company = {"document": CNPJ, "person_type": "PJ", "activity_code": "4711"}
    found = review(members({}, {"document": OTHER}, company), addresses=homes)
    assert found.regions.to_numpy().tolist() == [["7", "ES, RJ", 2, 1, 1, 0]]
    assert {"member_id", "name", "document"}.isdisjoint(found.regions.columns)


def test_no_members_at_all() -> None:
    found = review(members())
    assert (found.members, len(found.findings), len(found.regions)) == (0, 0, 0)
