"""What can be read and does not seem true: told, or stopped by, as rules/reading/plausibility.yaml says.

The days of a contract whose instalments do not seem true are the worst that anything tells (calc/days.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from coopcli.calc.columns import days
from coopcli.calc.doubt import MOVED, SHORT, UNSURE
from coopcli.calc.plausible import Schedule, has_days_for_months, jumps, lives, schedule_of, sentinels
from coopcli.closing.gates import OWED
from coopcli.closing.last_sheets import gone
from coopcli.dates import brazilian
from coopcli.errors import Problem
from coopcli.money import as_fraction, brl, share
from coopcli.rulebook.decide import decide
from coopcli.rulebook.facts import Facts
from coopcli.words import FRAMES
from coopcli.words.lists import FINDINGS, GATES

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.calc.columns import Ints
    from coopcli.closing.repeated_month import Previous
    from coopcli.reading.read import Exports
    from coopcli.rulebook.tables import RuleFile

PLAUSIBILITY = "reading_plausibility"
PASSES, TO_CHECK, STOPS = GATES
_SHOWN = 200
_NO_END = ("until_date", "movement_date")
"""Dates for which a far one is a habit, or that are compared with the reference date anyway."""


@dataclass(frozen=True)
class Implausible:
    """What does not seem true, with the contracts whose days are therefore in doubt (calc.doubt.Doubts)."""

    problems: Sequence[Problem] = ()
    suspects: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOTHING_FOUND = Implausible()


@dataclass(frozen=True)
class _Finding:
    """Rows of a frame, of ``whole`` that were looked at, with what is told of one, and the doubt of its days. What is
    gone does not stand in the frame: ``rows`` are but counted."""

    name: str
    frame: str
    column: str
    rows: Ints
    whole: int
    text: Callable[[int], str]
    doubt: str = ""
    stands: bool = True


def implausible(exports: Exports, rule: RuleFile, on: date, previous: Previous | None) -> Implausible:
    """Return what does not seem true of the exports, by the policy in force."""
    found = [one for one in _findings(exports, rule, np.datetime64(on, "D"), previous) if len(one.rows)]
    if not found:
        return NOTHING_FOUND
    table = rule.tables["findings"]
    columns = {
        "implausible": [one.name for one in found],
        "frame": [one.frame for one in found],
        "found_rows": [len(one.rows) for one in found],
        "found_rows_permille": [-(-1000 * len(one.rows) // max(one.whole, 1)) for one in found],
    }
    decision = decide(table, Facts({name: columns[name] for name in table.signature.given}, len(found)))
    problems: list[Problem] = []
    for i, one in enumerate(found):
        row = decision.row(i)
        gate = str(row.outcomes["gate"]) if row else PASSES
        problems += _problems(one, exports, row.title if row else "", gate) if gate != PASSES else []
    return Implausible(problems, {doubt: _contracts(found, exports, doubt) for doubt in (UNSURE, SHORT, MOVED)})


def _contracts(found: Sequence[_Finding], exports: Exports, doubt: str) -> list[str]:
    names = {name for one in found if one.doubt == doubt for name in _ids(exports, one.frame).iloc[one.rows]}
    return sorted(names)


def _ids(exports: Exports, frame: str) -> pd.Series[str]:
    return exports.frames[frame]["contract_id"].astype("str")


def _problems(one: _Finding, exports: Exports, why: str, gate: str) -> Iterator[Problem]:
    """Yield a problem at the cell of each row; beyond ``_SHOWN``, one for the rest."""
    frame, code, told = exports.frames[one.frame], FINDINGS[one.name], gate == TO_CHECK
    title = FRAMES[one.frame].column(one.column).title if one.stands else FRAMES[one.frame].title
    named = next((name for name in ("contract_id", "account_id") if name in frame), "")
    if not one.stands:
        for row in one.rows[:_SHOWN]:
            yield Problem(code, one.text(int(row)), title, subjects=(one.frame,), is_only_told=told)
        return
    for row in one.rows[:_SHOWN]:
        source = exports.sources[int(frame["source"].iloc[row])]
        letter = source.columns.get(one.column) or source.columns.get(named, "")
        cell = f"{letter}{int(frame['source_row'].iloc[row])}" if letter else ""
        contract = str(frame[named].iloc[row]) if named else ""
        yield Problem(code, one.text(int(row)), source.name, source.sheet, cell, title, subjects=(contract, one.frame),
                      is_only_told=told)  # fmt: skip
    rest = len(one.rows) - _SHOWN
    if rest > 0:
        yield Problem(code, f"mais {rest} como estes: {why}", header=title, subjects=(one.frame,), is_only_told=told)


# --- what is looked for -------------------------------------------------------------------------------------------


def _findings(exports: Exports, rule: RuleFile, on: np.datetime64, previous: Previous | None) -> Iterator[_Finding]:
    before = previous.any_regime if previous else None
    schedule = schedule_of(exports.frames, on)
    yield from _dates(exports, rule, on)
    yield from _amounts(exports)
    yield from _lives(exports, on, rule["after_maturity_days"])
    yield from _schedules(schedule, rule["after_maturity_days"], exports.aside["installments"])
    yield from _sums(schedule, rule)
    if before is not None:
        yield from _changes(schedule, before, rule["balance_jump_count"])
    if previous is not None and previous.sheets is not None:
        read = {source.frame for source in exports.sources if source.rows_read}  # of others the whole export is missed
        lost = gone(previous.sheets, exports.frames, exports.aside)
        for name, texts in ((name, texts) for name, texts in lost if name in read):
            yield _Finding("row_gone", name, "", np.arange(len(texts)), len(texts), texts.__getitem__, stands=False)


def _dates(exports: Exports, rule: RuleFile, on: np.datetime64) -> Iterator[_Finding]:
    """Yield the dates of every export that only stand for one that is not known, and the columns that look swapped."""
    for name, frame in exports.frames.items():
        for column in FRAMES[name].columns if len(frame) else ():
            if column.kind != "date" or column.name in _NO_END:
                continue
            values = days(frame[column.name])
            rows = sentinels(values, on, rule["oldest_date_months"], rule["latest_date_months"])
            doubt = UNSURE if (name, column.name) == ("installments", "due_date") else ""
            yield _Finding("sentinel_date", name, column.name, rows, len(frame), _dated(values), doubt)
            for source in frame["source"].unique() if column.name != "birth_date" else ():
                own = np.flatnonzero(frame["source"].to_numpy() == source)
                if has_days_for_months(values[own]):
                    yield _Finding("days_for_months", name, column.name, own[:1], 1, _column_text)


def _amounts(exports: Exports) -> Iterator[_Finding]:
    """Yield the accounts of which an amount is blank where the same export tells it of others."""
    accounts = exports.frames["current_accounts"]
    for column in OWED:
        blank = accounts[column].isna().to_numpy(dtype=bool)
        rows = np.flatnonzero(blank) if not blank.all() else np.zeros(0, dtype=np.int64)
        text: Callable[[int], str] = lambda row: f"conta {accounts['account_id'].iloc[row]}: em branco"  # noqa: E731
        yield _Finding("amount_not_told", "current_accounts", column, rows, len(accounts), text)


def _column_text(row: int) -> str:
    return "a coluna inteira: nenhum dia acima de 12, e mais dias diferentes do que meses"


def _dated(values: np.ndarray, more: str = "") -> Callable[[int], str]:  # type: ignore[type-arg]
    return lambda row: f"{_day(values[row])}{more}"


def _day(day: np.datetime64) -> str:
    return "sem data" if np.isnat(day) else brazilian(day.astype(date))


def _lives(exports: Exports, on: np.datetime64, days_after_maturity: int) -> Iterator[_Finding]:
    contracts = exports.frames["contracts"]
    made, end = days(contracts["contract_date"]), days(contracts["maturity_date"])
    for column, rows in lives(contracts, on, days_after_maturity):
        values = days(contracts[column])

        def text(row: int, values: np.ndarray = values) -> str:  # type: ignore[type-arg]
            life = f"operação de {_day(made[row])} a {_day(end[row])}"
            return f"{_contract(contracts, row)}: {_day(values[row])}; {life}"

        yield _Finding("outside_contract", "contracts", column, rows, len(contracts), text)


def _contract(frame: pd.DataFrame, row: int) -> str:
    return f"contrato {frame['contract_id'].iloc[row]}"


def _schedules(schedule: Schedule, days_after_maturity: int, aside: pd.DataFrame) -> Iterator[_Finding]:
    """Yield what the due dates of a contract say against each other and against its life."""
    rows = schedule.installments
    due, number = days(rows["due_date"]), rows["installment_number"]

    def text(row: int) -> str:
        return f"{_contract(rows, row)}, parcela {number.iloc[row]}: {_day(due[row])}"

    found = (
        ("outside_contract", schedule.outside(days_after_maturity), UNSURE),
        ("due_date_falls", schedule.falling(), UNSURE),
        ("due_date_repeated", schedule.repeated(), ""),
        ("number_repeated", schedule.draws(), ""),
        ("days_for_months", schedule.swapped(), UNSURE),
        ("number_missing", schedule.after_a_gap(aside), UNSURE),
    )
    for name, places, doubt in found:
        yield _Finding(name, "installments", "due_date", places, len(schedule.contracts), text, doubt)


def _sums(schedule: Schedule, rule: RuleFile) -> Iterator[_Finding]:
    """Yield the contracts whose instalments owe less than the balance, or many times it."""
    contracts = schedule.contracts
    balance = contracts["balance_cents"].to_numpy(dtype=np.int64)
    owed, has_any = schedule.owed()
    least = share(balance, *as_fraction(rule["least_of_balance_rate"]))

    def text(row: int) -> str:
        sums = f"saldo {brl(int(balance[row]))}, parcelas em aberto {brl(int(owed[row]))}"
        return f"{_contract(contracts, row)}: {sums}"

    whole = int(has_any.sum())
    below = np.flatnonzero(has_any & (owed < least))
    above = np.flatnonzero(has_any & (balance > 0) & (owed > balance * rule["most_of_balance_count"]))
    yield _Finding("sum_below_balance", "contracts", "balance_cents", below, whole, text, SHORT)
    yield _Finding("sum_above_balance", "contracts", "balance_cents", above, whole, text)


def _changes(schedule: Schedule, before: pd.DataFrame, factor: int) -> Iterator[_Finding]:
    """Yield what does not follow from the last close: balances that jump, instalments and due dates that are gone."""
    contracts = schedule.contracts
    rows, was, now = jumps(contracts, before, factor)
    texts = {
        int(row): f"{_contract(contracts, row)}: {brl(int(then))} no fechamento anterior, {brl(int(today))} agora"
        for row, then, today in zip(rows, was, now, strict=True)
    }
    yield _Finding("balance_jump", "contracts", "balance_cents", rows, len(contracts), texts.__getitem__)
    if not {"days_source", "oldest_due_date", "days_past_due"} <= set(before):
        return
    gone = schedule.gone(before)
    lost: Callable[[int], str] = lambda row: f"{_contract(contracts, row)}: nenhuma parcela"  # noqa: E731
    yield _Finding("installments_gone", "contracts", "contract_id", gone, len(contracts), lost)
    moved = dict(schedule.moved(before))
    oldest = schedule.oldest_unpaid()

    def text(row: int) -> str:
        new = _day(oldest[row])
        was = f"venceu em {_day(moved[row])}, pelas parcelas do fechamento anterior"
        return f"{_contract(contracts, row)}: {was}; agora, {new}"

    places = np.array(sorted(moved), dtype=np.int64)
    yield _Finding("due_date_moved", "contracts", "oldest_due_date", places, len(contracts), text, MOVED)
