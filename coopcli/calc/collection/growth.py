"""How interest grows with time: exact fractions, one for each distinct due date, and the words for them.

Exponential: (1 + rate)^periods − 1. Simple: rate × periods. How days become periods is the rule's ``day_count``.
Eighty digits are more than any amount can tell apart; whole powers up to forty periods are exact in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from coopcli.dates import days_between, full_months, term_end
from coopcli.errors import stop
from coopcli.money import MAX_CENTS, brl, share_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopcli.calc.columns import Days, Ints
    from coopcli.rulebook.tables import RuleFile

_DIGITS = 80
RATE_PLACES = 9


@dataclass(frozen=True)
class Span:
    """A time in periods of the rate, and how the arithmetic writes it: ``45/30``."""

    periods: Fraction
    words: str


@dataclass(frozen=True)
class Terms:
    """The terms of interest of a rule: the rate of a period, exponential or simple, how days become periods."""

    rate: Decimal
    method: str
    day_count: str
    by_day: bool

    def monthly(self, rate: Decimal) -> Terms:
        """Return the same terms for another rate, a month."""
        return Terms(rate, self.method, self.day_count, by_day=False)


def terms_of(rule: RuleFile) -> Terms:
    """Return the terms of late interest of the rule of charges."""
    by_day = str(rule["late_interest_period"]) == "day"
    return Terms(rule["late_interest_rate"], str(rule["late_interest_method"]), str(rule["day_count"]), by_day)


def span(since: np.datetime64, until: np.datetime64, terms: Terms) -> Span:
    """Return the time between two days in periods of the terms."""
    passed = int(days_between(since, until, missing=0))
    if terms.by_day:
        return Span(Fraction(passed), str(passed))
    if terms.day_count == "year_of_365":
        return Span(Fraction(passed * 12, 365), f"{passed} × 12/365")
    if terms.day_count == "thirty_days":
        return Span(Fraction(passed, 30), f"{passed}/30")
    return _calendar_span(since, until)


def _calendar_span(since: np.datetime64, until: np.datetime64) -> Span:
    """Return whole months of the calendar and the share of the month that is running."""
    start = np.array([since], dtype="datetime64[D]")
    whole = full_months(start, until, missing=0)
    begun, end = term_end(start, whole)[0], term_end(start, whole + 1)[0]
    rest, length = (int(days_between(begun, day, missing=0)) for day in (until, end))
    months = int(whole[0])
    return Span(months + Fraction(rest, length), f"{months} + {rest}/{length}" if rest else str(months))


@lru_cache(maxsize=8_192)
def growth(terms: Terms, periods: Fraction) -> Fraction:
    """Return what one real grows by in so many periods."""
    if terms.method == "simple":
        return Fraction(terms.rate) * periods
    with localcontext(prec=_DIGITS):
        exponent = Decimal(periods.numerator) / Decimal(periods.denominator)
        return Fraction((1 + terms.rate) ** exponent - 1)


def grown(cents: Ints, growths: Sequence[Fraction], which: Ints) -> Ints:
    """Return what each amount grows by, ``growths[which]`` of it, rounded once, half up.

    Raises CoopError (soma-grande-demais) where it could no longer be added up exactly: never a wrong number.
    """
    try:
        found = share_of_each(cents, growths, which)
    except OverflowError:
        found = np.array([MAX_CENTS + 1])
    if found.max(initial=0) > MAX_CENTS:
        raise stop("soma-grande-demais", f"juros acima de {brl(MAX_CENTS)}")
    return found


def growth_words(terms: Terms, time: Span) -> str:
    """Return ``((1 + 1%)^(45/30) − 1)``, or ``1% × 45/30`` where interest is simple."""
    rate = rate_words(terms.rate)
    return f"{rate} × {time.words}" if terms.method == "simple" else f"((1 + {rate})^({time.words}) − 1)"


def rate_words(rate: Decimal) -> str:
    """Return ``2%`` for 0.02 and ``1,5%`` for 0.015: all its digits, and none that says nothing."""
    digits = f"{100 * rate:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{plain.replace('.', ',')}%"


def exact_rate(value: float) -> Decimal:
    """Return a rate that an export tells, free of the noise of binary fractions."""
    return Decimal(repr(round(float(value), RATE_PLACES)))


def by_date(since: Days, until: np.datetime64, terms: Terms) -> tuple[list[Fraction], list[str], Ints]:
    """Return the growth since each distinct date, its words, and which of them each date takes."""
    distinct, which = np.unique(since, return_inverse=True)
    spans = [span(day, until, terms) for day in distinct]
    words = [growth_words(terms, time) for time in spans]
    return [growth(terms, time.periods) for time in spans], words, which.astype(np.int64)
