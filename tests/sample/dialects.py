"""The same export in any form that systems and spreadsheets give it: what a reading must not stumble over."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, get_args

from coopcli.documents import punctuate
from coopcli.money import brl
from coopcli.sample.writing import EXCEL_EPOCH
from coopcli.words import WORDS, Kind

Format = Literal["csv", "xlsx", "xlsm"]
Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
Delimiter = Literal[";", ",", "\t", "|"]
Quoting = Literal["minimal", "all", "none"]
LineEnd = Literal["\n", "\r\n", "\r"]
Money = Literal["brazilian", "plain", "symbol", "hard_space", "side", "zeros", "footnote", "parentheses", "number"]
Dates = Literal["brazilian", "short", "iso", "iso_time", "time", "compact", "serial", "day"]
Documents = Literal["plain", "printed", "number"]
Rates = Literal["plain", "sign", "number"]
Flags = Literal["S/N", "Sim/Não", "1/0", "VERDADEIRO/FALSO"]
Missing = Literal["", "-", "N/A", "–"]
Headers = Literal["plain", "upper", "unit", "two_lines"]

SHORT_YEARS = range(1980, 2030)
"""Years that two digits tell under every layout; others are written in full."""
MAC_EPOCH = date(1904, 1, 1)
_CREDITS = ("paid_in_cents",)
"""Amounts of the credit side of the ledger: their C is above zero."""

Value = str | int | float | date | None


@dataclass(frozen=True)
class Dialect:
    """One form of an export. ``title_lines`` stand above the header, ``page_rows`` rows below each page's heading and
    ``group_rows`` above each subtotal (0: none); ``offset`` are empty rows and columns before the table."""

    format: Format = "csv"
    encoding: Encoding = "utf-8"
    delimiter: Delimiter = ";"
    quoting: Quoting = "minimal"
    line_end: LineEnd = "\r\n"
    separator_line: bool = False
    nulls: bool = False
    ragged: bool = False
    title_lines: int = 0
    page_rows: int = 0
    group_rows: int = 0
    footer: bool = False
    blank_rows: int = 0
    blank_column: bool = False
    offset: tuple[int, int] = (0, 0)
    headers: Headers = "plain"
    money: Money = "brazilian"
    dates: Dates = "brazilian"
    documents: Documents = "plain"
    rates: Rates = "plain"
    flags: Flags = "S/N"
    missing: Missing = ""
    counts_from_1904: bool = False
    hidden: bool = False


def mixed(seed: int) -> Dialect:
    """Return a dialect chosen at random, the same for the same seed."""
    rng = random.Random(seed)
    one_of = rng.choice
    return Dialect(
        format=one_of(get_args(Format)),
        encoding=one_of(get_args(Encoding)),
        delimiter=one_of(get_args(Delimiter)),
        quoting=one_of(get_args(Quoting)),
        line_end=one_of(get_args(LineEnd)),
        separator_line=one_of((False, True)),
        nulls=one_of((False, False, True)),
        ragged=one_of((False, True)),
        title_lines=rng.randrange(4),
        page_rows=one_of((0, 0, 7, 50)),
        group_rows=one_of((0, 0, 5, 40)),
        footer=one_of((False, True)),
        blank_rows=one_of((0, 0, 9)),
        blank_column=one_of((False, True)),
        offset=(rng.randrange(3), rng.randrange(3)),
        headers=one_of(get_args(Headers)),
        money=one_of(get_args(Money)),
        dates=one_of(get_args(Dates)),
        documents=one_of(get_args(Documents)),
        rates=one_of(get_args(Rates)),
        flags=one_of(get_args(Flags)),
        missing=one_of(get_args(Missing)),
        counts_from_1904=one_of((False, True)),
        hidden=one_of((False, False, True)),
    )


def cell(value: object, name: str, kind: Kind, dialect: Dialect) -> Value:
    """Return a cell of the column ``name`` in the dialect; in texts every cell is a text."""
    if value is None:
        return dialect.missing
    if isinstance(value, str):
        return _document(value, dialect) if kind == "document" else value
    if isinstance(value, bool):
        yes, no = dialect.flags.split("/")
        return yes if value else no
    if isinstance(value, date):
        return _date(value, dialect)
    if kind == "money" and isinstance(value, int):
        return _money(value, name, dialect)
    if kind == "rate":
        return _rate(Decimal(str(value)), dialect)
    return value if dialect.format != "csv" and isinstance(value, int) else str(value)


def _document(document: str, dialect: Dialect) -> Value:
    if dialect.documents == "printed":
        return punctuate(document)
    if dialect.documents == "number" and document.isdecimal():
        return int(document) if dialect.format != "csv" else str(int(document))
    return document


def _money(cents: int, name: str, dialect: Dialect) -> Value:
    plain = brl(abs(cents), symbol=False)
    minus = "-" * (cents < 0)
    side = "C" if (cents < 0) != (name in _CREDITS) else "D"
    forms = {
        "brazilian": minus + plain,
        "plain": minus + plain.replace(".", ""),
        "symbol": f"R$ {minus}{plain}",
        "hard_space": f"{minus}R$\xa0{plain}",
        "side": f"{plain} {side}",
        "zeros": minus + plain.replace(".", "").zfill(16),
        "footnote": f"{minus}{plain}*",
        "parentheses": f"({plain})" if cents < 0 else plain,
    }
    if dialect.money == "side" and WORDS[name].may_be_negative and name not in _CREDITS:
        return forms["brazilian"]  # which side is below zero nobody said
    if dialect.money != "number":
        return forms[dialect.money]
    return forms["plain"] if dialect.format == "csv" else cents / 100


def _date(day: date, dialect: Dialect) -> Value:
    in_full = f"{day:%d/%m/%Y}"
    short = f"{day.day}/{day.month}/{day:%y}"
    forms: dict[str, str] = {
        "brazilian": in_full,
        "short": short if day.year in SHORT_YEARS else in_full,
        "iso": day.isoformat(),
        "iso_time": f"{day.isoformat()}T00:00:00",
        "time": f"{in_full} 00:00:00",
        "compact": f"{day:%Y%m%d}",
    }
    if dialect.dates in forms:
        return forms[dialect.dates]
    if dialect.format == "csv":
        return in_full
    if dialect.dates == "day" and day >= MAC_EPOCH:
        return datetime(day.year, day.month, day.day)
    number = (day - (MAC_EPOCH if dialect.counts_from_1904 else EXCEL_EPOCH)).days
    reads_as_year = 1900 <= number <= 2100
    return in_full if number < 61 or reads_as_year else number


def _rate(percent: Decimal, dialect: Dialect) -> Value:
    text = str(percent).replace(".", ",")
    if dialect.rates == "number" and dialect.format != "csv":
        return float(percent)
    return f"{text}%" if dialect.rates == "sign" else text
