"""Res. CMN 2.682/1999, art. 7: since when in level H, and the six months after which the loan is written off."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from .building import (
    DECEMBER_2024,
    contract,
    leveled,
    leveled_alone,
)


def held_since(since: date) -> pd.DataFrame:
    """Return the previous close of contract 1, in level H since that day."""
    return pd.DataFrame({"contract_id": ["1"], "level_h_since": np.array([since], dtype="datetime64[s]")})


@pytest.mark.parametrize(
    "since, on, due, because",
    [
        (date(2024, 6, 30), date(2024, 12, 29), False, "seis meses menos um dia"),
        (date(2024, 6, 30), date(2024, 12, 30), True, "art. 7º: seis meses completos"),
        (date(2024, 6, 15), date(2024, 12, 14), False, "seis meses menos um dia"),
        (date(2024, 6, 15), date(2024, 12, 15), True, "seis meses"),
        (date(2024, 8, 31), date(2025, 2, 28), False, "fevereiro não tem dia 31: o prazo acaba em 01/03"),
        (date(2024, 8, 31), date(2025, 3, 1), True, "Código Civil, art. 132, § 3º"),
        (date(2024, 8, 31), date(2025, 3, 31), True, "o fechamento de março já transfere"),
        (date(2023, 8, 31), date(2024, 2, 29), False, "ano bissexto: 29/02 também não é 31"),
        (date(2024, 8, 28), date(2025, 2, 28), True, "de 28/08 a 28/02 são seis meses"),
    ],
)
def test_write_off_after_six_months_in_h(since: date, on: date, due: bool, because: str) -> None:
    rows = {"contracts": [contract("1", 181)]}
    found = leveled(rows, on=on, previous=held_since(since))["1"]
    assert (found["level_h_since"], found["write_off_due"]) == (since, due), because


@pytest.mark.parametrize(
    "days, since, due, because",
    [
        (364, date(2024, 7, 31), False, "passou de 180 dias em 01/07: classificada no balancete de 31/07"),
        (365, date(2024, 6, 30), True, "passou de 180 dias em 30/06: seis meses em 30/12"),
        (181, date(2024, 12, 31), False, "passou de 180 dias hoje"),
    ],
)
def test_since_when_in_h_where_no_close_tells(days: int, since: date, due: bool, because: str) -> None:
    found = leveled_alone(contract("1", days))
    assert (found["level_h_since"], found["write_off_due"]) == (since, due), because


@pytest.mark.parametrize(
    "days, on, since, because",
    [
        (350, DECEMBER_2024, date(2024, 7, 31), "passou de 180 dias em 15/07: balancete de 31/07"),
        (181, date(2024, 12, 15), date(2024, 12, 15), "passou hoje, no meio do mês: o balancete de 31/12 não existe"),
        (196, date(2024, 12, 15), date(2024, 11, 30), "passou em 30/11: balancete do mesmo dia"),
        (195, date(2024, 12, 15), date(2024, 12, 15), "passou em 01/12: só no balancete de 31/12"),
    ],
)
def test_in_h_since_the_middle_of_a_month(days: int, on: date, since: date, because: str) -> None:
    assert leveled({"contracts": [contract("1", days)]}, on=on)["1"]["level_h_since"] == since, because


def test_the_delay_tells_of_h_before_the_previous_close_does() -> None:
    found = leveled({"contracts": [contract("1", 365)]}, previous=held_since(date(2024, 11, 30)))["1"]
    assert found["level_h_since"] == date(2024, 6, 30)


def test_out_of_h_the_clock_stops() -> None:
    found = leveled({"contracts": [contract("1", 180)]}, previous=held_since(date(2024, 1, 1)))["1"]
    assert (found["risk_class"], found["level_h_since"], found["write_off_due"]) == ("G", None, False)


def test_in_h_by_contagion_since_now() -> None:
    found = leveled({"contracts": [contract("1", 0), contract("2", 400)]})["1"]
    assert (found["risk_class"], found["level_h_since"], found["write_off_due"]) == ("H", DECEMBER_2024, False)
