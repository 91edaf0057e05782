"""The whole profile of a portfolio, as rules/profile declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.profile.bands import band_tables
from coopcli.calc.profile.design import coded_variables, linear_design, logistic_design
from coopcli.calc.profile.linear import linear_model
from coopcli.calc.profile.logistic import logistic_model
from coopcli.calc.profile.statistics import correlations, descriptions
from coopcli.results.profile import Profile

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.rulebook.tables import RuleFile

FAMILY, WAGE_FAMILY = "late_profile", "minimum_wage"
LATE = "Inadimplência"


def profile_of(facts: pd.DataFrame, rule: RuleFile, late_above_days: int) -> Profile:
    """Return the profile of the contracts of ``facts`` (calc.profile.facts): tables, statistics, two regressions."""
    is_late = facts["days_past_due"].to_numpy(dtype=np.int64) > late_above_days
    significance = float(rule["significance_rate"])
    variables = {LATE: is_late.astype(np.float64), **coded_variables(facts, rule, "linear")}
    return Profile(
        late_above_days,
        len(facts),
        int(is_late.sum()),
        band_tables(facts, is_late, rule),
        descriptions(variables),
        correlations(variables, significance),
        linear_model(linear_design(facts, rule), is_late, rule),
        logistic_model(logistic_design(facts, is_late, rule), is_late, rule),
        significance,
    )
