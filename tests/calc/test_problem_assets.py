"""Problem assets of Res. CMN 4.966/2021, art. 3: what makes one, whom a trigger reaches, how it ends."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from .building import (
    SIGNED,
    Row,
    components,
    contract,
    provided,
    provided_alone,
    trigger,
)

SEPTEMBER_2026 = date(2026, 9, 30)


@pytest.mark.parametrize(
    "kind, article",
    [
        ("financial_incapacity", "art. 3º, § 2º, I"),
        ("restructuring", "art. 3º, § 2º, II"),
        ("bankruptcy", "art. 3º, § 2º, III"),
        ("judicial_recovery", "art. 3º, § 2º, III"),
        ("court_measure", "art. 3º, § 2º, IV"),
        ("loss_of_liquidity", "art. 3º, § 2º, V"),
        ("covenant_breach", "art. 3º, § 2º, VI"),
        ("sold_at_discount", "art. 3º, § 2º, VII"),
        ("early_evidence", "art. 3º, § 1º"),
        ("delay", "art. 3º, § 4º"),
    ],
)
def test_each_trigger_makes_a_problem_that_is_not_a_default(kind: str, article: str) -> None:
    found = provided_alone(contract("1", 10), problem_triggers=[trigger(kind, contract_id="1")])
    assert (found["is_problem_asset"], found["problem_article"], found["is_defaulted"]) == (True, article, False)
    assert found["stops_revenue"]  # art. 17: of every problem asset
    assert components(found) == (0, 39_500, 0)  # C4: 39,5%


@pytest.mark.parametrize(
    "since, until, expected, because",
    [
        (date(2026, 10, 31), None, True, "vale desde a data-base"),
        (date(2026, 11, 1), None, False, "ainda não começou"),
        (date(2026, 9, 1), date(2026, 11, 1), True, "descaracterizado só amanhã"),
        (date(2026, 9, 1), date(2026, 10, 31), True, "acabou na data-base, mas faltam condições da cura (§ 4º)"),
        (date(2026, 9, 1), date(2026, 9, 30), False, "acabou antes deste mês"),
    ],
)
def test_the_period_of_a_trigger(since: date, until: date | None, expected: bool, because: str) -> None:
    found = provided_alone(contract("1"), problem_triggers=[trigger("restructuring", since, until, contract_id="1")])
    assert found["is_problem_asset"] is expected, because


@pytest.mark.parametrize(
    "kind, whose, expected, because",
    [
        ("restructuring", {"contract_id": "1"}, "1", "a reestruturação é da operação"),
        ("restructuring", {"contract_id": "1", "document": "1" * 11}, "1", "a planilha diz a operação"),
        ("restructuring", {"document": "1" * 11}, "12", "só o devedor: todas as operações dele"),
        ("restructuring", {"contract_id": "99", "document": "1" * 11}, "12", "contrato que não há: o devedor"),
        ("judicial_recovery", {"contract_id": "1"}, "12", "a recuperação judicial é do devedor"),
        ("restructuring", {"contract_id": "99"}, "", "ninguém da carteira"),
        ("restructuring", {"document": "9" * 11}, "", "ninguém da carteira"),
    ],
)
def test_whom_a_trigger_reaches(kind: str, whose: Row, expected: str, because: str) -> None:
    contracts = [contract("1"), contract("2"), contract("3", document="3" * 11)]
    exceptions = [{"contract_id": key, "from_date": date(2026, 1, 1)} | SIGNED for key in "123"]  # contagion aside
    found = provided(
        {"contracts": contracts, "problem_triggers": [trigger(kind, **whose)], "contagion_exceptions": exceptions}
    )
    assert "".join(key for key, row in found.items() if row["is_problem_asset"]) == expected, because


@pytest.mark.parametrize(
    "sheet, lacks, because",
    [
        ([], True, "nada documentado: continua problemático"),
        ([trigger("delay", date(2026, 6, 1), date(2026, 10, 31), contract_id="1")], False, "documentado hoje"),
        ([trigger("delay", date(2026, 6, 1), date(2026, 10, 1), contract_id="1")], False, "no primeiro dia do mês"),
        (
            [trigger("delay", date(2026, 6, 1), date(2026, 9, 30), contract_id="1")],
            True,
            "antes do que se sabe do problema",
        ),
        ([trigger("delay", date(2026, 6, 1), date(2026, 11, 1), contract_id="1")], True, "só depois da data-base"),
        ([trigger("delay", date(2026, 6, 1), date(2026, 10, 15), contract_id="2")], True, "de outra operação"),
        ([trigger("restructuring", date(2026, 6, 1), date(2026, 10, 15), document="1" * 11)], False, "do devedor"),
    ],
)
def test_a_problem_of_the_previous_close_lasts_until_its_cure(sheet: list[Row], lacks: bool, because: str) -> None:
    """Without instalments timely payment is not shown either: a documented evidence alone is no cure."""
    previous = pd.DataFrame({"contract_id": ["1"], "is_own_problem": [True]})
    rows = {"contracts": [contract("1")], "problem_triggers": sheet}
    found = provided(rows, previous=previous, previous_on=SEPTEMBER_2026)["1"]
    assert (found["is_problem_asset"], found["problem_article"]) == (True, "art. 3º, § 4º")
    assert ("IV:" in found["cure_pending"]) is lacks, because


def test_a_cure_does_not_outweigh_ninety_one_days() -> None:
    previous = pd.DataFrame({"contract_id": ["1"], "is_own_problem": [True]})
    cure = [trigger("delay", date(2026, 6, 1), date(2026, 10, 15), contract_id="1")]
    rows = {"contracts": [contract("1", 91)], "problem_triggers": cure}
    found = provided(rows, previous=previous, previous_on=SEPTEMBER_2026)["1"]
    assert (found["is_problem_asset"], found["problem_article"]) == (True, "art. 3º, I")


def test_without_a_previous_close_only_the_sheet_tells_of_the_past() -> None:
    assert not provided_alone(contract("1"))["is_problem_asset"]
    assert provided_alone(contract("1"), problem_triggers=[trigger("delay", contract_id="1")])["is_problem_asset"]
