"""Aging: nothing is lost between portfolio and bands; SCR by instalment; edges of the bands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coopcli.calc.aging import BREAKDOWNS, NOT_TOLD, aging
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.results import AgingTable

from .building import OCTOBER_2026, Row, calendar, contract, frames_of, installment, plain_rows, portfolio, rulebook
from .drawing import draw

SCHEMES = rulebook().topic("aging", OCTOBER_2026)
SCR = "aging/scr"


def tables(found: Portfolio) -> dict[tuple[str, str], AgingTable]:
    return {(table.scheme, table.by): table for table in aging(found, SCHEMES)}


def filled(table: AgingTable) -> dict[str, Row]:
    """Return the bands that hold something, by name."""
    return {row["band"]: row for row in plain_rows(table.rows) if row["count"]}


def test_every_scheme_by_every_breakdown() -> None:
    found = tables(portfolio({"contracts": [contract("1")]}))
    assert set(found) == {(rule.id, by) for rule in SCHEMES for by in BREAKDOWNS}
    assert {scheme for scheme, _ in found} == {"aging/bcb-352-2023", "aging/cooperative", SCR}


def test_no_real_is_lost() -> None:
    """Every table adds up to the portfolio; that of the SCR counts open instalments and what has none."""
    found = portfolio_of(frames_of(draw(7, 2_000, OCTOBER_2026).rows), OCTOBER_2026, calendar())
    opened = set(found.delay.open.operation.tolist())
    entries = len(found.delay.open.operation) + found.size - len(opened)
    overdue = int(found.operations["overdue_cents"].fillna(0).sum())
    for (scheme, by), table in tables(found).items():
        whole = table.rows[["count", "balance_cents", "overdue_cents"]].sum().tolist()
        assert whole == [entries if scheme == SCR else found.size, found.balance_cents.sum(), overdue], (scheme, by)
        assert table.by_installment is (scheme == SCR)


@pytest.mark.parametrize("by", ["branch", "product", "payment_form"])
def test_a_breakdown_adds_up_to_the_whole_band_by_band(by: str) -> None:
    contracts = [
        contract(f"{n}", days, **{by: group}, document=f"{n}" * 11)
        for n, (days, group) in enumerate([(0, "b"), (15, "a"), (31, "b"), (91, None)], start=1)
    ]
    found = tables(portfolio({"contracts": contracts}))
    for scheme in {scheme for scheme, _ in found}:
        whole, parts = found[scheme, ""].rows, found[scheme, by].rows
        assert parts["group"].unique().tolist() == [NOT_TOLD, "a", "b"]
        totals = parts.groupby("band_order")[["count", "balance_cents", "overdue_cents"]].sum()
        assert (totals == whole.set_index("band_order")[totals.columns]).all(axis=None)


@pytest.mark.parametrize(
    "days, band",
    [
        (0, "em dia"), (1, "1 a 14 dias"), (14, "1 a 14 dias"), (15, "15 a 30 dias"), (30, "15 a 30 dias"),
        (31, "31 a 60 dias"), (60, "31 a 60 dias"), (61, "61 a 90 dias"), (90, "61 a 90 dias"), (91, "91 a 180 dias"),
        (180, "91 a 180 dias"), (181, "181 a 360 dias"), (360, "181 a 360 dias"), (361, "acima de 360 dias"),
    ],
)  # fmt: skip
def test_the_cooperatives_bands(days: int, band: str) -> None:
    found = filled(tables(portfolio({"contracts": [contract("1", days)]}))["aging/cooperative", ""])
    assert {name: row["balance_cents"] for name, row in found.items()} == {band: 100_000}


@pytest.mark.parametrize(
    "ahead, band",
    [
        (-541, "v290"), (-540, "v280"), (-361, "v280"), (-360, "v270"), (-181, "v255"), (-180, "v250"), (-91, "v240"),
        (-90, "v230"), (-15, "v210"), (-14, "v205"), (-1, "v205"), (0, "v110"), (30, "v110"), (31, "v120"),
        (60, "v120"), (61, "v130"), (90, "v130"), (91, "v140"), (360, "v150"), (361, "v160"), (5_400, "v180"),
        (5_401, "v190"),
    ],
)  # fmt: skip
def test_the_scr_by_instalment(ahead: int, band: str) -> None:
    """Thursday 29/10/2026: no neighbour of these due dates matters but the date itself."""
    on = date(2026, 10, 29)
    rows = {"contracts": [contract("1")], "installments": [installment("1", on + timedelta(days=ahead), paid_cents=1)]}
    found = filled(tables(portfolio(rows, on))[SCR, ""])
    ((name, row),) = found.items()
    assert name.split(" ")[0] == band
    assert row["balance_cents"] == 100_000  # the balance of the operation, whole in its only open instalment
    assert row["overdue_cents"] == (99_999 if ahead < 0 else 0)  # R$ 1.000,00 less what was paid


def test_one_operation_in_several_bands_of_the_scr() -> None:
    due = {
        1: date(2026, 8, 12),
        2: date(2026, 9, 14),
        3: date(2026, 11, 16),
        4: date(2027, 11, 15),
        5: date(2026, 7, 14),
    }
    installments = [installment("1", day, installment_number=number) for number, day in due.items()]
    installments[2]["balance_cents"] = 95_000  # the balance that the system exports, not the whole instalment
    installments[4]["paid_cents"] = 100_000
    contracts = [contract("1", balance_cents=3_950_000), contract("2", 0)]
    contracts.append(contract("3", 20, exported_overdue_cents=30_000))
    found = filled(tables(portfolio({"contracts": contracts, "installments": installments}))[SCR, ""])
    seen = {
        name.split(" ")[0]: (row["count"], row["balance_cents"], row["overdue_cents"]) for name, row in found.items()
    }
    assert seen == {  # R$ 39.500,00 divided in proportion to R$ 1.000,00 + 1.000,00 + 950,00 + 1.000,00
        "v230": (1, 1_000_000, 100_000),  # 80 days late
        "v220": (1, 1_000_000, 100_000),  # 47 days late
        "v110": (1, 950_000, 0),  # in 16 days
        "v160": (1, 1_000_000, 0),  # in 380 days
        "v199": (1, 100_000, 0),  # contract 2, without instalments: no known term
        "v210": (1, 100_000, 30_000),  # contract 3, without instalments: whole, at its own 20 days
    }


def test_an_instalment_of_saturday_is_not_late_on_the_holiday_after_it() -> None:
    rows = {"contracts": [contract("1")], "installments": [installment("1", date(2026, 10, 31))]}
    names = [
        name.split(" ")[0]
        for on in (date(2026, 11, 3), date(2026, 11, 4))
        for name in filled(tables(portfolio(rows, on))[SCR, ""])
    ]
    assert names == ["v110", "v205"]


def test_an_empty_portfolio_has_its_bands() -> None:
    for table in tables(portfolio({})).values():
        assert table.rows["count"].sum() == 0
