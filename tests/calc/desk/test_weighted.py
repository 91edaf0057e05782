"""Securato's score: points × weights by hand, the cut-offs, the largest instalment."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from coopcli.calc.desk.weighted import score
from tests.calc.building import frames_of

from .building import ON, answer, book, only, proposal

NAMES = ("Conceito", "Idade", "Estabilidade no emprego", "Cargo ou função", "Renda líquida")


def scored(points: dict[str, str], **changes: Any) -> Any:
    told = {"net_equity_cents": 1_000_000, "net_income_cents": 100_000} | changes
    frames = frames_of(
        {"proposals": [proposal(**told)], "questionnaire_answers": [answer(n, p) for n, p in points.items()]}
    )
    rule = book().in_force("rating/securato", ON)
    return only(score(frames["proposals"], frames["questionnaire_answers"], rule))


@pytest.mark.parametrize(
    ("points", "total", "procedure", "because"),
    [
        (["80"] * 5, 77.0, "Conceder condições padrão", "80 × 90% = 72, mais 50 × 10% = 5: 77"),
        (["100"] * 5, 95.0, "Conceder condições padrão", "90 + 5: o máximo com as faixas impressas do patrimônio"),
        (["0"] * 5, 5.0, "Rejeitar", "só o patrimônio: 50 × 10%"),
        (["70", "100", "70", "70", "80"], 74.0, "Conceder crédito limitado", "21 + 10 + 7 + 7 + 24 + 5"),
        (["70", "100", "80", "70", "80"], 75.0, "Conceder crédito limitado", "21 + 10 + 8 + 7 + 24 + 5: 75 ainda é limitado"),
        (["60", "60", "70", "70", "70"], 64.0, "Rejeitar", "18 + 6 + 7 + 7 + 21 + 5"),
        (["60", "70", "70", "70", "70"], 65.0, "Conceder crédito limitado", "18 + 7 + 7 + 7 + 21 + 5"),
    ],
)  # fmt: skip
def test_score_and_cut_off(points: list[str], total: float, procedure: str, because: str) -> None:
    found = scored(dict(zip(NAMES, points, strict=True)))
    assert found["score_points"] == total, because
    assert found["procedure"].startswith(procedure)


@pytest.mark.parametrize(
    ("equity", "total"), [(2_999_999, 77.0), (3_000_000, 76.0), (5_000_000, 74.0), (10_000_000, 75.0)]
)
def test_net_worth_as_printed(equity: int, total: float) -> None:
    """72 and a tenth of 50, 40, 20, 30: the table falls and rises again (FLAGS F004-18)."""
    assert scored(dict.fromkeys(NAMES, "80"), net_equity_cents=equity)["score_points"] == total


def test_missing_points_give_no_score() -> None:
    found = scored({"Conceito": "80"}, net_equity_cents=None)
    assert pd.isna(found["score_points"]) and pd.isna(found["procedure"])
    assert (
        found["missing_parameters"]
        == "Idade, Estabilidade no emprego, Cargo ou função, Renda líquida, Patrimônio líquido"
    )


@pytest.mark.parametrize("strange", ["101", "-1", "80,5", "oitenta", "", "=1+1"])
def test_points_out_of_the_scale_are_none(strange: str) -> None:
    assert "Conceito" in scored(dict.fromkeys(NAMES, "80") | {"Conceito": strange})["missing_parameters"]


def test_largest_instalment_is_at_most_half_of_net_income() -> None:
    """77% of R$ 1.000,00 would be 770,00: the model stops at 50%; 5% is R$ 50,00."""
    assert scored(dict.fromkeys(NAMES, "80"))["largest_installment_cents"] == 50_000
    assert scored(dict.fromkeys(NAMES, "0"))["largest_installment_cents"] == 5_000
