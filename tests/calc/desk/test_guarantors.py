"""Crossed and triangular guarantees: cycles of two and three in the graph of guarantors."""

from __future__ import annotations

import pandas as pd
import pytest

from coopcli.calc.desk.guarantors import guarantee_cycles

A, B, C, D = "11111111111", "22222222222", "33333333333", "44444444444"
Edge = tuple[str, str]


def cycles(proposals: list[tuple[str, str, str | None]], known: list[Edge]) -> dict[str, tuple[int | None, str]]:
    rows = pd.DataFrame(proposals, columns=["proposal_id", "document", "guarantor_document"], dtype="str")
    graph = pd.DataFrame([(*edge, f"contrato {i}") for i, edge in enumerate(known)],
                         columns=["debtor", "guarantor", "via"], dtype="str")  # fmt: skip
    found = guarantee_cycles(rows, graph)
    lengths = [None if pd.isna(n) else int(n) for n in found["length"]]
    words = found["words"].fillna("")
    return dict(zip(found["proposal_id"], zip(lengths, words, strict=True), strict=True))


@pytest.mark.parametrize(
    ("known", "length", "because"),
    [
        ([], None, "B não deve nada garantido por A"),
        ([(B, A)], 2, "A garante B: com a proposta, aval cruzado"),
        ([(A, B)], None, "o mesmo garantidor outra vez não é ciclo"),
        ([(B, C), (C, A)], 3, "B ← C ← A: aval triangular"),
        ([(B, C), (C, D), (D, A)], None, "um ciclo de quatro não é cruzado nem triangular"),
        ([(B, C), (C, A), (B, A)], 2, "o mais curto"),
        ([(B, B), (C, C)], None, "o laço de outrem não fecha ciclo com A"),
        ([(C, B), (A, C)], None, "as setas ao contrário não fecham ciclo"),
    ],
)
def test_cycle_of_a_proposal_of_a_guaranteed_by_b(known: list[Edge], length: int | None, because: str) -> None:
    assert cycles([("P1", A, B)], known)["P1"][0] == length, because


def test_the_guarantor_may_be_the_debtor() -> None:
    assert cycles([("P1", A, A)], [])["P1"][0] == 1


def test_proposals_close_cycles_among_themselves() -> None:
    found = cycles([("P1", A, B), ("P2", B, C), ("P3", C, A), ("P4", D, A)], [])
    assert {name: length for name, (length, _) in found.items()} == {"P1": 3, "P2": 3, "P3": 3, "P4": None}
    assert found["P1"][1] == "o ciclo volta ao proponente por: proposta P2 e proposta P3"


def test_companies_of_one_root_are_one() -> None:
    """A matriz propõe com aval de B; B deve com aval da filial: é a mesma empresa."""
    matrix, branch = "12345678000195", "12345678000276"
    assert cycles([("P1", matrix, B)], [(B, branch[:8])])["P1"][0] == 2


def test_without_guarantor_there_is_no_cycle() -> None:
    assert cycles([("P1", A, None)], [(B, A)])["P1"] == (None, "")


def test_rows_and_order_are_kept() -> None:
    found = cycles([("P2", A, B), ("P1", A, B)], [(B, A), (B, A), (B, C), (C, A)])
    assert list(found) == ["P2", "P1"]
