"""The ledger of assumptions: what is told of a month besides its problems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from coopcli.closing.check import Checked, check
from coopcli.closing.gates import FAMILY, lacks
from coopcli.closing.inputs import Request
from coopcli.closing.ledger import ledger_of
from coopcli.closing.repeated_month import Previous
from coopcli.closing.settings import load_settings
from coopcli.rulebook.book import load_rulebook
from coopcli.shipped import folder as shipped


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    from coopcli.sample import mini

    working: Path = tmp_path_factory.mktemp("ledger") / "mini"
    mini(working)
    request = Request(working / "exports" / "2026-10", month=(2026, 10))
    return check(request, load_settings(working), lambda step: None)


@pytest.mark.parametrize(
    ("name", "sheet", "is_told"),
    [
        ("cre_contratos.xls", "Plan1", True),
        ("cre_contratos.xlsb", "Plan1", True),
        ("cre_contratos.xls", "", False),
        ("cre_contratos.xlsx", "Plan1", False),
    ],
)
def test_rates_without_the_format_of_their_cells(sample: Checked, name: str, sheet: str, is_told: bool) -> None:
    """Of 0,0289 in a cell shown as percent only the number is left; a page or text called .xls shows 2,89%."""
    run = sample.run
    assert run is not None
    exports = sample.inputs.exports
    sources = [replace(s, name=name, sheet=sheet) if s.frame == "contracts" else s for s in exports.sources]
    contracts = exports.frames["contracts"].assign(monthly_rate=0.0289)
    changed = replace(exports, sources=sources, frames=exports.frames | {"contracts": contracts})
    (found, *_) = run.classifications.values()
    told = ledger_of(replace(sample.inputs, exports=changed), run.portfolio, found)
    assert [one.operations for one in told if one.code == "taxa-sem-formato"] == [
        44
    ] * is_told  # of 45 contracts one owes nothing


@pytest.mark.parametrize(("dated", "is_lacking"), [(True, False), (False, True)])
def test_payments_of_which_none_has_its_day(sample: Checked, dated: bool, is_lacking: bool) -> None:
    """A column that cannot be read is as one that is not there: a payment after the date would count as made."""
    exports = sample.inputs.exports
    rows = exports.frames["installments"]
    paid = rows if dated else rows.assign(paid_date=pd.NaT)
    changed = replace(exports, frames=exports.frames | {"installments": paid})
    rule = load_rulebook(shipped("rules")).in_force(FAMILY, date(2026, 10, 31))
    found = [(lack.column, lack.gate, lack.unsure_of) for lack in lacks(changed, rule, ["aging"], ())]
    assert (("paid_date", "to_check", "days") in found) is is_lacking


@pytest.mark.parametrize(("more_cents", "is_told"), [(0, False), (3, False), (4, True)])
def test_a_provision_that_fell_by_more_than_rounding_is_told(sample: Checked, more_cents: int, is_told: bool) -> None:
    """Three components, each rounded by half a centavo at most, on both sides: three centavos are nothing."""
    run = sample.run
    assert run is not None
    (found, *_) = run.classifications.values()
    now = run.portfolio.operations
    provided = found.classified.operations["provision_cents"].to_numpy()
    which = int(provided.argmax())
    before = now[["contract_id", "balance_cents", "days_past_due"]].assign(provision_cents=provided)
    before.loc[which, "provision_cents"] += more_cents
    previous = Previous(date(2026, 9, 30), {found.classified.regime: before})
    told = ledger_of(replace(sample.inputs, previous=previous), run.portfolio, found)
    assert [one.operations for one in told if one.code == "provisao-que-caiu"] == [1] * is_told
