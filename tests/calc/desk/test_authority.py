"""Approval authority: the figures that the study prints, the edges, who may decide and what it must know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from coopcli.calc.desk.authority import authority_limits, authority_table
from coopcli.errors import RuleError
from coopcli.rulebook.tables import Condition

from .building import ANA, answer, desk, loan, only, proposal, rules

MILLION = 100_000_000
PUBLISHED = [1_008_000, 2_002_000, 3_080_000, 9_100_000, 17_080_000]
"""R$ 10.080,00; 20.020,00; 30.800,00; 91.000,00; 170.800,00: 140% of Figura 3."""


@pytest.mark.parametrize("equity", [5 * MILLION + 1, 12 * MILLION, 15 * MILLION])
@pytest.mark.parametrize(("level", "percent"), [("AA", 100), ("A", 100), ("B", 85), ("C", 75)])
def test_published_limits(equity: int, level: str, percent: int) -> None:
    found = authority_limits(rules().approval, equity)
    cents = found.loc[found["level"] == level, "limit_cents"].tolist()
    assert cents[:5] == [cents * percent // 100 for cents in PUBLISHED]
    assert all(cents * percent % 100 == 0 for cents in PUBLISHED)  # nothing to round
    assert cents[5] == equity * 15 // 100 or equity % 20


@pytest.mark.parametrize(
    ("equity", "attendant"),
    [(45_000_001, 504_000), (75_000_000, 504_000), (75_000_001, 576_000), (100_000_001, 720_000),
     (300_000_001, 864_000), (500_000_000, 864_000), (500_000_001, 1_008_000), (1_500_000_001, 1_152_000),
     (4_500_000_001, 1_296_000)],
)  # fmt: skip
def test_attendant_at_each_edge_of_the_equity(equity: int, attendant: int) -> None:
    """R$ 7.200,00 × 70%, 80%, 100%, 120%, 140%, 160%, 180%."""
    assert authority_limits(rules().approval, equity)["limit_cents"].iloc[0] == attendant


def test_small_equity_is_an_error_and_not_seventy_percent() -> None:
    """FLAGS F004-19: the manual points to another table, which the study does not print."""
    with pytest.raises(RuleError, match=r"R\$ 450\.000,00"):
        authority_limits(rules().approval, 45_000_000)


def test_refused_levels_have_no_limit_and_no_column() -> None:
    table = authority_table(rules().approval, 12 * MILLION)
    assert list(table.groups) == ["AA e A (100%)", "B (85%)", "C (75%)"]
    refused = authority_limits(rules().approval, 12 * MILLION).query("level in ['D', 'E', 'F', 'G', 'H']")
    assert not refused["limit_cents"].any()
    assert len(table.rows) == 6


def test_table_of_one_level() -> None:
    table = authority_table(rules().approval, 12 * MILLION, "B")
    assert table.groups == {"B (85%)": "limit_B_cents"}
    assert table.rows["limit_B_cents"].tolist()[:5] == [856_800, 1_701_700, 2_618_000, 7_735_000, 14_518_000]


def decided(equity: int | None = 12 * MILLION, **changes: Any) -> Any:
    typed = [answer("2B", "1"), answer("5A", "1"), answer("4A", "1", reason="margem livre")]
    more = {name: changes.pop(name) for name in ("contracts", "write_offs") if name in changes}
    capital = [{"capital_account_id": "1", "document": ANA, "paid_in_cents": 500_001}]
    return desk(proposals=[proposal(**changes)], questionnaire_answers=typed, share_capital=capital, equity=equity,
                **more)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"amount_cents": 1_008_000}, "Unidade de Crédito – Atendimento"),
        ({"amount_cents": 1_008_001}, "Unidade de Crédito – Responsável pelo PAC"),
        ({"amount_cents": 2_002_000, "installment_count": 60}, "Unidade de Crédito – Responsável pelo PAC"),
        ({"amount_cents": 2_002_000, "installment_count": 61}, "Comitê de Crédito"),
        ({"amount_cents": 2_002_001, "installment_count": 60}, "Unidade de Crédito – Gerentes Operacionais"),
        ({"amount_cents": 3_080_000}, "Unidade de Crédito – Gerentes Operacionais"),
        ({"amount_cents": 3_080_001}, "Comitê de Crédito"),
        ({"amount_cents": 9_100_000}, "Comitê de Crédito"),
        ({"amount_cents": 9_100_001}, "Diretoria Executiva"),
        ({"amount_cents": 17_080_000}, "Diretoria Executiva"),
        ({"amount_cents": 17_080_001}, "Conselho de Administração"),
        ({"amount_cents": 180_000_000}, "Conselho de Administração"),
        ({"amount_cents": 180_000_001}, None),
        ({"payment_method": "account_debit"}, "Unidade de Crédito – Responsável pelo PAC"),
        ({"payment_method": "cheque", "installment_count": 24}, "Unidade de Crédito – Responsável pelo PAC"),
        ({"payment_method": "cheque", "installment_count": 25}, "Unidade de Crédito – Gerentes Operacionais"),
        ({"payment_method": "slip"}, "Comitê de Crédito"),
        ({"payment_method": None}, "Comitê de Crédito"),
    ],
)
def test_the_lowest_authority_that_may(changes: dict[str, Any], expected: str | None) -> None:
    found = only(decided(**changes).summary)
    assert found["level"] == "A"
    assert (None if pd.isna(found["authority_title"]) else found["authority_title"]) == expected


def test_six_steps_with_a_reason_each() -> None:
    steps = decided(amount_cents=1_008_001).steps
    assert len(steps) == 6
    assert steps["words"].iloc[0] == "R$ 10.080,01 acima de R$ 10.080,00"
    assert steps["decides"].tolist() == [False, True, False, False, False, False]
    assert steps["rule_reference"].str.contains(r"^authority/approval#\w+\[\d+\]$").all()


def test_refused_levels_go_to_the_board_whatever_the_amount() -> None:
    found = desk(proposals=[proposal(has_restrictions=True)], members=[])
    summary = only(found.summary)
    assert summary["level"] in "DEFGH"
    assert summary["authority_title"] == "Diretoria Executiva"
    assert summary["authority_words"].startswith("vedado ao Atendimento")


@pytest.mark.parametrize(("owed", "reported"), [(4_900_000, False), (4_900_001, True)])
def test_more_than_fifty_thousand_is_reported(owed: int, reported: bool) -> None:
    """R$ 1.000,00 proposed: with 49.000,00 the volume is 50.000,00, no more."""
    found = decided(contracts=[loan("7", ANA, balance_cents=owed)])
    assert bool(only(found.summary)["reports_to_board"]) == reported
    assert only(found.summary)["client_total_cents"] == owed + 100_000


@pytest.mark.parametrize(("conflict", "word"), [(True, "conflito de interesses"), (None, "conferir se algum membro")])
def test_conflict_of_interests(conflict: bool | None, word: str) -> None:
    assert decided(has_conflict_of_interest=conflict).warnings["item"].str.startswith(word).any()


def test_two_signatures_of_the_board() -> None:
    assert "duas assinaturas" in only(decided(amount_cents=9_100_001).warnings)["item"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [({"guarantor_document": "22222222222"}, "pode liberar"), ({}, "falta avalista"),
     ({"payroll_margin_cents": 0, "guarantor_document": "22222222222"}, "falta margem")],
)  # fmt: skip
def test_who_has_a_loss(changes: dict[str, Any], word: str) -> None:
    lost = [{"contract_id": "5", "write_off_date": "2025-01-10", "amount_cents": 1_000, "document": ANA}]
    assert decided(write_offs=lost, **changes).warnings["item"].str.contains(word).any()


def test_a_recovered_loss_is_none() -> None:
    lost = [{"contract_id": "5", "write_off_date": "2025-01-10", "amount_cents": 1_000, "document": ANA,
             "recovered_cents": 1_000}]  # fmt: skip
    assert not decided(write_offs=lost).warnings["item"].str.contains("prejuízo").any()


def test_the_row_that_refuses_is_named_by_its_place_in_the_file() -> None:
    """A row with an answer for each level is one line of the file, whatever stands after it."""
    approval = rules().approval
    refused = approval.tables["refused_rating"]
    (shown,) = refused.rows
    each = [replace(shown, conditions={"level": Condition(values=frozenset([level]))}) for level in "DFGH"]
    second = replace(shown, number=2, conditions={"level": Condition(values=frozenset("E"))})
    tables = {**approval.tables, "refused_rating": replace(refused, rows=(*each, second))}
    own = replace(rules(), approval=replace(approval, tables=tables))
    found = desk(proposals=[proposal(has_restrictions=True)], members=[], own=own)
    assert only(found.summary)["level"] == "E"
    assert set(found.steps["rule_reference"]) == {"authority/approval#refused_rating[2]"}
