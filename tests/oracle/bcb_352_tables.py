"""The percentages of Res. BCB 352/2023, typed from its text."""

from __future__ import annotations

from decimal import Decimal

PORTFOLIOS = ("C1", "C2", "C3", "C4", "C5")

Row = dict[str, Decimal]


def _row(*percents: str) -> Row:
    return dict(zip(PORTFOLIOS, map(Decimal, percents), strict=True))


ANNEX_I = (
    # months since default, the last row from 21 on
    _row("5.5", "30.0", "45.0", "35.0", "50.0"),
    _row("10.0", "33.4", "48.7", "39.5", "53.4"),
    _row("14.5", "36.8", "52.4", "44.0", "56.8"),
    _row("19.0", "40.2", "56.1", "48.5", "60.2"),
    _row("23.5", "43.6", "59.8", "53.0", "63.6"),
    _row("28.0", "47.0", "63.5", "57.5", "67.0"),
    _row("32.5", "50.4", "67.2", "62.0", "70.4"),
    _row("37.0", "53.8", "70.9", "66.5", "73.8"),
    _row("41.5", "57.2", "74.6", "71.0", "77.2"),
    _row("46.0", "60.6", "78.3", "75.5", "80.6"),
    _row("50.5", "64.0", "82.0", "80.0", "84.0"),
    _row("55.0", "67.4", "85.7", "84.5", "87.4"),
    _row("59.5", "70.8", "89.4", "89.0", "90.8"),
    _row("64.0", "74.2", "93.1", "93.5", "94.2"),
    _row("68.5", "77.6", "96.8", "98.0", "97.6"),
    _row("73.0", "81.0", "100.0", "100.0", "100.0"),
    _row("77.5", "84.4", "100.0", "100.0", "100.0"),
    _row("82.0", "87.8", "100.0", "100.0", "100.0"),
    _row("86.5", "91.2", "100.0", "100.0", "100.0"),
    _row("91.0", "94.6", "100.0", "100.0", "100.0"),
    _row("95.5", "98.0", "100.0", "100.0", "100.0"),
    _row("100.0", "100.0", "100.0", "100.0", "100.0"),
)
"""Art. 76, § 1: incurred loss of assets more than 90 days late."""

ANNEX_II = (
    # last day of the band, percentages
    (14, _row("1.4", "1.4", "1.9", "1.9", "1.9")),
    (30, _row("3.5", "3.5", "3.5", "3.5", "7.5")),
    (60, _row("4.5", "6", "13", "13", "15")),
    (90, _row("5", "17", "32", "32", "38")),
)
"""Art. 78, § 1, I: operations that are no problem asset."""

PROBLEM_NOT_DEFAULTED = _row("10.0", "33.4", "48.7", "39.5", "53.4")
"""Art. 78, § 1, II."""

DEFAULTED = _row("4.5", "3.4", "3.7", "4.5", "3.4")
"""Art. 78, § 1, III: on top of Annex I."""

BANKRUPT_COMPANY = Decimal("100")  # art. 77
PAYROLL = Decimal("0.5")  # art. 78, § 6
PAYROLL_LAST_DAY = 14  # art. 78, § 6: "de até quatorze dias"
DEFAULTED_ABOVE_DAYS = 90  # art. 76, § 2, I: "superior a 90 (noventa) dias"


def annex_i(portfolio: str, months: int) -> Decimal:
    """Return the percentage of incurred loss."""
    return ANNEX_I[min(months, len(ANNEX_I) - 1)][portfolio]


def annex_ii(portfolio: str, days: int) -> Decimal:
    """Return the percentage of additional loss of an operation at most 90 days late."""
    for last_day, row in ANNEX_II:
        if days <= last_day:
            return row[portfolio]
    raise ValueError(f"{days} days late is a problem asset: Annex II ends at {DEFAULTED_ABOVE_DAYS}")
