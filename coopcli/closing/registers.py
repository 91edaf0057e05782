"""What a month keeps in sight besides the portfolio: write-offs, exceptions, renegotiations, disclosures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopcli.calc import levels
from coopcli.calc.classified import Classification
from coopcli.calc.disclosures import disclosures, renegotiation_register
from coopcli.calc.exceptions import exceptions_in_force
from coopcli.calc.portfolio import Portfolio
from coopcli.calc.write_offs import write_off_register
from coopcli.closing.rules import MonthRules
from coopcli.results import Registers

if TYPE_CHECKING:
    import pandas as pd


def registers_of(
    portfolio: Portfolio,
    frames: Mapping[str, pd.DataFrame],
    classifications: Mapping[str, Classification],
    rules: MonthRules,
) -> Registers:
    """Return the registers of the month; renegotiations and disclosures where Res. CMN 2.682 was calculated."""
    gone = write_off_register(frames["write_offs"], portfolio.on, rules.register)
    excepted = exceptions_in_force(portfolio, frames["contagion_exceptions"], classifications)
    found = classifications.get(levels.REGIME)
    if found is None or rules.disclosures is None:
        return Registers(gone, excepted)
    by_level = found.classified.operations
    renegotiated = renegotiation_register(portfolio, frames["renegotiations"], by_level)
    return Registers(gone, excepted, renegotiated, disclosures(portfolio, frames, by_level, rules.disclosures))
