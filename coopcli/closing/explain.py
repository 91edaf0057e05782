"""One operation explained: where each input stands, each rule with its article and row, the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopcli.calc import levels
from coopcli.calc.classified import Classification
from coopcli.calc.columns import Keyed
from coopcli.closing.month import MonthRun
from coopcli.dates import brazilian
from coopcli.errors import CoopError, Problem
from coopcli.money import brl, percent
from coopcli.reports.terminal import said, shown
from coopcli.results import COMPONENTS, Classified
from coopcli.rulebook.overlays import FOLDER as OVERLAYS
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES
from coopcli.words import FRAMES, Frame, Kind

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.rulebook.decide import Decision
    from coopcli.rulebook.tables import RuleFile


@dataclass(frozen=True)
class Input:
    """A row of an export: its values, each with its cell, and the file."""

    title: str
    values: list[str]
    place: str


@dataclass(frozen=True)
class Step:
    """One decision: the table, the row and article that decided, the facts it asked about, what it gives."""

    title: str
    act: str
    article: str
    reference: str
    facts: str
    gives: str


@dataclass(frozen=True)
class Sum:
    """One line of arithmetic: ``R$ 1.000,00 × 3,00% = R$ 30,00``."""

    title: str
    text: str


@dataclass(frozen=True)
class RegimePage:
    """How one regime decided the operation."""

    title: str
    official: bool
    steps: list[Step]
    sums: list[Sum]
    contagion: str


@dataclass(frozen=True)
class Page:
    """The whole page about an operation."""

    contract_id: str
    reference_date: str
    inputs: list[Input]
    facts: list[Sum]
    regimes: list[RegimePage]
    notes: list[str]


def explain(run: MonthRun, contract_id: str) -> Page:
    """Return the page of one operation; CoopError (contrato-nao-encontrado) where the portfolio has none."""
    (position,) = Keyed(run.portfolio.ids).of([contract_id]).of.tolist()
    if position < 0:
        raise CoopError([Problem("contrato-nao-encontrado", contract_id, remedy=_where_else(run, contract_id))])
    on = run.month.reference_date
    return Page(
        contract_id,
        brazilian(on),
        list(_inputs(run, position, contract_id)),
        list(_facts(run, position)),
        [_regime(run, found, position) for found in run.classifications.values()],
        [
            f"{rule.id}: {rule.status}"
            for rule in run.month.rules
            if rule.status and rule.id.startswith(("provisioning/", f"{OVERLAYS}/"))
        ],
    )


def _where_else(run: MonthRun, contract_id: str) -> str:
    contracts = run.exports.frames["contracts"]
    if (contracts["contract_id"] == contract_id).any():
        return "o contrato está na exportação com saldo zero e por isso fora da carteira"
    return "confira o número; linhas com problema ficam fora da carteira (veja problemas.xlsx)"


# --- inputs ------------------------------------------------------------------------------------------------------

_ALWAYS_THE_SAME = {"contract_id", "movement_date", "interest_cents", "status"}
_LATE_SHOWN, _ARTICLE = 12, "_article"


def _inputs(run: MonthRun, position: int, contract_id: str) -> Iterator[Input]:
    """Yield the rows that the operation came from: its own, its instalments in arrears, guarantees, sheets."""
    source, row = int(run.portfolio.source[position]), int(run.portfolio.source_row[position])
    frame = FRAMES[run.exports.sources[source].frame]
    rows = run.exports.frames[frame.name]
    own = rows[(rows["source"] == source) & (rows["source_row"] == row)]
    yield from _cells(run, frame, own)
    for name in (
        "installments",
        "guarantees",
        "guarantors",
        "contagion_exceptions",
        "problem_triggers",
        "reviews",
        "renegotiations",
        "write_offs",
        "expected_losses",
    ):
        yield from _cells(run, FRAMES[name], _rows_about(run, name, contract_id))


def _rows_about(run: MonthRun, name: str, contract_id: str) -> pd.DataFrame:
    import pandas as pd

    rows = run.exports.frames[name]
    about = rows["contract_id"] == contract_id
    if name == "write_offs":
        about |= rows["renegotiated_into"] == contract_id
    if name == "renegotiations":
        about |= rows["previous_contract_id"] == contract_id
    rows = rows[about.fillna(False)]
    if name != "installments":
        return rows
    late = rows[
        (rows["due_date"] <= pd.Timestamp(run.month.reference_date)) & (rows["paid_cents"] < rows["amount_cents"])
    ]
    paid_later = rows[rows["paid_date"] > pd.Timestamp(run.month.reference_date)]
    return pd.concat([late, paid_later]).drop_duplicates().sort_values("due_date").head(_LATE_SHOWN)


def _cells(run: MonthRun, frame: Frame, rows: pd.DataFrame) -> Iterator[Input]:
    for _, row in rows.iterrows():
        source = run.exports.sources[int(row["source"])]
        filled = [c for c in frame.columns if c.name in source.columns and c.name not in _ALWAYS_THE_SAME]
        values = [
            f"{c.title}: {shown(c, row[c.name])} ({source.columns[c.name]}{row['source_row']})"
            for c in filled
            if not _is_missing(row[c.name])
        ]
        yield Input(frame.title, values, f"{source.name}{', aba ' + source.sheet if source.sheet else ''}")


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _said(kind: Kind, value: Any) -> str:
    """Return a value in the clerk's words."""
    return "não informado" if _is_missing(value) else said(kind, value)


# --- facts and rules ---------------------------------------------------------------------------------------------


def _facts(run: MonthRun, position: int) -> Iterator[Sum]:
    row, portfolio = run.portfolio.operations.iloc[position], run.portfolio
    late = f"{row['days_past_due']} dias ({row['days_source']})"
    dated = row["days_past_due"] and not _is_missing(row["oldest_due_date"])
    counted = f"{brazilian(run.month.reference_date)} − {_said('date', row['oldest_due_date'])} = " if dated else ""
    yield Sum("Dias em atraso", counted + late)
    yield Sum("Valor vencido", _said("money", row["overdue_cents"]))
    yield Sum("Saldo devedor", _said("money", row["balance_cents"]))
    same = int((portfolio.counterparty == portfolio.counterparty[position]).sum())
    kind = "o próprio associado" if _is_missing(row["group_id"]) else f"grupo econômico {row['group_id']}"
    yield Sum("Contraparte", f"{kind}, com {same} operação(ões) na carteira")
    yield Sum("Responsabilidade total do cliente", _said("money", portfolio.client_total_cents[position]))
    yield Sum("Meses a decorrer", str(int(portfolio.remaining_months[position])))
    chain = _chain(run, str(row["contract_id"]))
    if len(chain) > 1:
        yield Sum("Cadeia de renegociações", " ← ".join(chain))


def _chain(run: MonthRun, contract_id: str) -> list[str]:
    """Return the contract and those that it replaced, of several one after the other, as far back as the sheet goes."""
    sheet = run.exports.frames["renegotiations"]
    found = [contract_id]
    for name in found:  # grows while it is read
        older = sheet.loc[sheet["contract_id"] == name, "previous_contract_id"]
        found += [one for one in older.drop_duplicates() if one not in found]
    return found


def _regime(run: MonthRun, found: Classification, position: int) -> RegimePage:
    acts = {rule.id: rule.act for rule in found.rules}
    steps = [
        step
        for name, decision in found.decisions.items()
        if name != "portfolio_by_guarantee" and (step := _step(decision, acts, position)) is not None
    ]
    row = found.classified.operations.iloc[position]
    if "#portfolio_by_guarantee[" in str(row["class_reason"]):
        rule_id = row["class_reason"].split("#")[0]
        gives = f"{OUTCOMES['portfolio'].asked}: {row['risk_class']}"
        why = f"de várias garantias, a de menor provisão ({found.rules[1].cite('several_guarantees')})"
        steps.append(
            Step("Carteira pela garantia", acts[rule_id], row["class_article"], row["class_reason"], why, gives)
        )
    sums = list(_sums(found, row, int(run.portfolio.balance_cents[position])))
    return RegimePage(found.classified.title, found.classified.official, steps, sums, _dragged(run, found, position))


def _step(decision: Decision, acts: dict[str, str], position: int) -> Step | None:
    row = decision.row(position)
    if row is None:
        return None
    values = {fact: decision.facts.value(fact, position) for fact in _asked(decision, position)}
    asked = [f"{FACTS[fact].asked}: {_said(FACTS[fact].kind, value)}" for fact, value in values.items()]
    gives = ", ".join(f"{OUTCOMES[name].asked}: {_said(OUTCOMES[name].kind, v)}" for name, v in row.outcomes.items())
    table = decision.table
    title = f"{table.title}: {row.title}" if row.title else table.title
    reference = decision.reference(position)
    act = f"{acts[table.rule_id]}, com {row.overlay.act}" if row.overlay else acts[table.rule_id]
    return Step(title, act, row.article, reference, "; ".join(asked) or "em todos os casos", gives)


def _asked(decision: Decision, position: int) -> Iterable[str]:
    """Return the facts that decided: those of the row, of those passed over where the first match decides, of all of
    them where the worst does."""
    rows, at = decision.table.rows, int(decision.index[position])
    looked_at = {"first": rows[: at + 1], "worst": rows}.get(decision.table.hit, rows[at : at + 1])
    return dict.fromkeys(fact for row in looked_at for fact in row.conditions)


def _dragged(run: MonthRun, found: Classification, position: int) -> str:
    source = int(found.contagion.source[position])
    if source < 0:
        return ""
    row = run.portfolio.operations.iloc[source]
    other = found.classified.operations.iloc[source]
    why = other["class_article"] if found.classified.regime == levels.REGIME else other["problem_article"]
    return (
        f"arrastada pela operação {row['contract_id']} da mesma contraparte: {row['days_past_due']} dias em atraso, "
        f"saldo de {brl(int(row['balance_cents']))}, fundamento {why}"
    )


# --- arithmetic --------------------------------------------------------------------------------------------------


_UNKNOWN = {
    "is_held_level_unknown": ("Nível mantido", "renegotiation", "renegociada, sem nível anterior conhecido"),
    "is_review_unknown": ("Revisão", "reviews", "sem data de operação nem de revisão"),
}
"""What nothing tells of an operation, which no column shows: its title, what of the act it is, and what lacks."""


def _sums(found: Classification, row: pd.Series[Any], balance: int) -> Iterator[Sum]:
    """Yield what the regime's columns tell of the operation, in their order, and how its provision adds up.

    Where a rate stands before an amount, ``saldo × taxa = valor``. What is missing, not so or nothing is left out.
    """
    classified, rule = found.classified, found.rules[-1]
    articles = _articles(classified, row)
    share = None
    for column in classified.columns:
        value, title = row[column.name], column.title + articles.get(column.name, "")
        if column.kind == "rate":
            share, of_rate = value, articles.get(column.name, "")
        elif column.name == "provision_cents" and COMPONENTS[classified.regime]:
            parts = (brl(int(row[name])) for name in COMPONENTS[classified.regime])
            yield Sum(title, f"{' + '.join(parts)} = {brl(int(value))}")
        elif column.kind == "money" and share is not None:
            yield Sum(column.title + of_rate, _product(balance, share, int(value), rule))
            share = None
        elif not column.name.endswith(_ARTICLE) and not _is_missing(value) and value not in (0, ""):
            yield Sum(title, _said(column.kind, value) + _of_renegotiation(column.name, row))
    for name, (title, cited, lacks) in _UNKNOWN.items():
        if row.get(name):
            yield Sum(f"{title} ({rule.cite(cited)})", lacks)


def _articles(classified: Classified, row: pd.Series[Any]) -> dict[str, str]:
    """Return the article of each column that has one: of the column before it or, by its name, of the next."""
    names = [column.name for column in classified.columns]
    places = [place for place, name in enumerate(names) if name.endswith(_ARTICLE) and not _is_missing(row[name])]
    is_of_next = {place: names[place].removesuffix(_ARTICLE) not in names[place - 1] for place in places}
    return {names[place + 1 if is_of_next[place] else place - 1]: f" ({row[names[place]]})" for place in places}


def _of_renegotiation(name: str, row: pd.Series[Any]) -> str:
    if name != "held_level":
        return ""
    bettered = f", {row['held_before']} antes da melhora" if row["held_before"] != row["held_level"] else ""
    return f"{bettered}, da renegociação de {_said('date', row['held_since'])}"


def _product(balance: int, rate: Any, cents: int, rule: RuleFile) -> str:
    limited = f" (limitada ao saldo: {rule.cite('up_to_balance')})" if np.round(balance * float(rate)) > cents else ""
    return f"{brl(balance)} × {percent(rate)} = {brl(cents)}{limited}"
