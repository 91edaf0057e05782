"""The register of what was written off: five years and as long as collection goes on.

Res. CMN 2.682/1999, art. 7, sole paragraph, until 31/12/2024; Res. CMN 4.966/2021, art. 49, § 1, since.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import dates, days
from coopcli.dates import full_months, term_end
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words.classification import WRITE_OFF_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.rulebook.tables import RuleFile

FAMILY = "write_off_register"


def write_off_register(sheet: pd.DataFrame, on: date, rule: RuleFile) -> pd.DataFrame:
    """Return what had been written off by the date (results.WRITE_OFF_COLUMNS), the oldest first.

    Reads   the write-offs sheet; collection goes on where no day of its end, up to the date, is told.
    """
    day = np.datetime64(on, "D")
    rows = sheet[days(sheet["write_off_date"]) <= day].sort_values(["write_off_date", "contract_id"], kind="stable")
    since, ended = days(rows["write_off_date"]), days(rows["collection_end_date"])
    months = int(rule["write_off_register_months"])
    months_since = full_months(since, day, missing=0)
    facts = Facts({"months_since_write_off": months_since, "collection_goes_on": ~(ended <= day)}, len(rows))
    decision = decide(rule.tables["write_off_register"], facts)
    until = term_end(since, months)
    told = rows.assign(
        register_until=dates(until),
        is_term_over=until <= day,
        stays_registered=decision.flag("stays_registered"),
        register_article=decision.articles(),
    )
    return told[[column.name for column in WRITE_OFF_COLUMNS]].reset_index(drop=True)
