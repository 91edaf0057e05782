"""One operation explained: where each input stands, each rule with its article and row, the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from coopcli.calc import levels
from coopcli.calc.classified import Classification
from coopcli.calc.columns import positions, strings
from coopcli.closing.month import MonthRun
from coopcli.dates import brazilian
from coopcli.documents import mask
from coopcli.errors import CoopError, Problem
from coopcli.frames import CHOICE_TITLES, FRAMES, Frame
from coopcli.money import brl, percent
from coopcli.rulebook.vocabulary import FACTS, OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from coopcli.rulebook.decide import Decision


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
    position = int(positions(strings([contract_id]), run.portfolio.ids)[0])
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
            if rule.status and rule.id.startswith("provisioning/")
        ],
    )


def _where_else(run: MonthRun, contract_id: str) -> str:
    contracts = run.exports.frames["contracts"]
    if (contracts["contract_id"] == contract_id).any():
        return "o contrato está na exportação com saldo zero e por isso fora da carteira"
    return "confira o número; linhas com problema ficam fora da carteira (veja problemas.xlsx)"


# --- inputs ------------------------------------------------------------------------------------------------------

_PRIVATE = {"member_name", "name", "document", "member_id"}
_ALWAYS_THE_SAME = {"contract_id", "movement_date", "interest_cents", "status"}
_LATE_SHOWN = 12


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
        shown = [c for c in frame.columns if c.name in source.columns and c.name not in _ALWAYS_THE_SAME]
        values = [
            f"{c.title}: {_said(c.kind, c.name, row[c.name])} ({source.columns[c.name]}{row['source_row']})"
            for c in shown
            if not _is_missing(row[c.name])
        ]
        yield Input(frame.title, values, f"{source.name}{', aba ' + source.sheet if source.sheet else ''}")


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _said(kind: str, name: str, value: Any) -> str:
    import pandas as pd

    if name in _PRIVATE:
        return mask(str(value)) if name == "document" else "***"
    if kind == "money":
        return brl(int(value))
    if kind == "date":
        return brazilian(pd.Timestamp(value).date())
    if kind == "flag":
        return "sim" if value else "não"
    if kind == "rate":
        return percent(float(value))
    return CHOICE_TITLES.get(str(value), str(value)) if kind == "choice" else str(value)


# --- facts and rules ---------------------------------------------------------------------------------------------


def _facts(run: MonthRun, position: int) -> Iterator[Sum]:
    import pandas as pd

    row = run.portfolio.operations.iloc[position]
    on = run.month.reference_date
    if not pd.isna(row["oldest_due_date"]) and row["days_past_due"]:
        due = brazilian(pd.Timestamp(row["oldest_due_date"]).date())
        yield Sum("Dias em atraso", f"{brazilian(on)} − {due} = {row['days_past_due']} dias ({row['days_source']})")
    else:
        yield Sum("Dias em atraso", f"{row['days_past_due']} ({row['days_source']})")
    overdue = "não informado" if pd.isna(row["overdue_cents"]) else brl(int(row["overdue_cents"]))
    yield Sum("Valor vencido", overdue)
    yield Sum("Saldo devedor", brl(int(row["balance_cents"])))
    same = int((run.portfolio.counterparty == run.portfolio.counterparty[position]).sum())
    kind = f"grupo econômico {row['group_id']}" if not pd.isna(row["group_id"]) else "o próprio associado"
    yield Sum("Contraparte", f"{kind}, com {same} operação(ões) na carteira")
    yield Sum("Responsabilidade total do cliente", brl(int(run.portfolio.client_total_cents[position])))
    yield Sum("Meses a decorrer", str(int(run.portfolio.remaining_months[position])))


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
        gives = f"{OUTCOMES['portfolio'].title}: {row['risk_class']}"
        why = "de várias garantias, a de menor provisão (art. 81, § 1º)"
        steps.append(
            Step("Carteira pela garantia", acts[rule_id], row["class_article"], row["class_reason"], why, gives)
        )
    sums = (
        _level_sums(run, row, position) if found.classified.regime == levels.REGIME else _loss_sums(run, row, position)
    )
    return RegimePage(
        found.classified.title, found.classified.official, steps, list(sums), _dragged(run, found, position)
    )


def _step(decision: Decision, acts: dict[str, str], position: int) -> Step | None:
    row = decision.row(position)
    if row is None:
        return None
    asked = [f"{FACTS[fact].title}: {_fact(fact, decision.facts.value(fact, position))}" for fact in row.conditions]
    gives = ", ".join(f"{OUTCOMES[name].title}: {_outcome(value)}" for name, value in row.outcomes.items())
    table = decision.table
    title = f"{table.title}: {row.title}" if row.title else table.title
    reference = table.reference(int(decision.index[position]))
    return Step(title, acts[table.rule_id], row.article, reference, "; ".join(asked) or "em todos os casos", gives)


def _fact(name: str, value: object) -> str:
    if value is None:
        return "não informado"
    return brl(int(str(value))) if FACTS[name].kind == "money" else _outcome(value)


def _outcome(value: object) -> str:
    if isinstance(value, bool):
        return "sim" if value else "não"
    return percent(value) if isinstance(value, Decimal) else CHOICE_TITLES.get(str(value), str(value))


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


def _level_sums(run: MonthRun, row: pd.Series[Any], position: int) -> Iterator[Sum]:
    balance = int(run.portfolio.balance_cents[position])
    text = f"{brl(balance)} × {percent(row['provision_rate'])} = {brl(int(row['provision_cents']))}"
    yield from _held_sums(run, row, position)
    yield from _review_sums(row)
    if not _is_missing(row["level_h_since"]):
        since = _day(row["level_h_since"])
        due = "transferir para compensação" if row["write_off_due"] else "fica até completar seis meses"
        yield Sum("Em H desde (art. 7º)", f"{since}: {due}")
    yield Sum(f"Provisão do nível {row['risk_class']} ({row['rate_article']})", text)


def _held_sums(run: MonthRun, row: pd.Series[Any], position: int) -> Iterator[Sum]:
    """Yield what a renegotiation makes the operation keep, with the contracts that it replaced."""
    chain = " ← ".join(_chain(run, str(run.portfolio.operations["contract_id"].iloc[position])))
    if not _is_missing(row["held_level"]):
        bettered = f", {row['held_before']} antes da melhora" if row["held_before"] != row["held_level"] else ""
        text = f"{row['held_level']}{bettered}, da renegociação de {_day(row['held_since'])}; cadeia: {chain}"
        yield Sum("Nível mantido (art. 8º)", text)
    elif row["is_held_level_unknown"]:
        yield Sum("Nível mantido (art. 8º)", f"renegociada, sem nível anterior conhecido; cadeia: {chain}")


def _chain(run: MonthRun, contract_id: str) -> list[str]:
    """Return the contract and those that it replaced, of several one after the other, as far back as the sheet goes."""
    sheet = run.exports.frames["renegotiations"]
    found = [contract_id]
    for name in found:  # grows while it is read
        older = sheet.loc[sheet["contract_id"] == name, "previous_contract_id"]
        found += [one for one in older.drop_duplicates() if one not in found]
    return found


def _review_sums(row: pd.Series[Any]) -> Iterator[Sum]:
    if row["is_review_unknown"]:
        yield Sum("Revisão (art. 4º, II)", "sem data de operação nem de revisão")
    elif not _is_missing(row["review_due_date"]):
        late = ": vencida (§ 3º)" if row["is_review_overdue"] else ""
        text = f"última em {_day(row['last_review_date'])}, revisar até {_day(row['review_due_date'])}{late}"
        yield Sum("Revisão (art. 4º, II)", text)


def _day(value: Any) -> str:
    """Return a date of a frame as ``31/10/2026``."""
    import pandas as pd

    return brazilian(pd.Timestamp(value).date())


def _loss_sums(run: MonthRun, row: pd.Series[Any], position: int) -> Iterator[Sum]:
    import pandas as pd

    balance = int(run.portfolio.balance_cents[position])
    yield from _problem_sums(row)
    if row["is_defaulted"]:
        since = brazilian(pd.Timestamp(row["default_date"]).date())
        months = (
            f"inadimplido em {since}: {row['months_since_default']} mês(es) até {brazilian(run.month.reference_date)}"
        )
        if not pd.isna(row["other_months"]):
            months += f" ({row['other_months']} pela outra contagem)"
        yield Sum("Meses de inadimplência", months)
    for name, title in (("incurred", "Perda incorrida"), ("additional", "Perda esperada adicional")):
        cents, rate = int(row[f"{name}_cents"]), row[f"{name}_rate"]
        limited = " (limitada ao saldo: art. 78, § 2º)" if name == "additional" and _is_limited(balance, row) else ""
        yield Sum(f"{title} ({row[f'{name}_article']})", f"{brl(balance)} × {percent(rate)} = {brl(cents)}{limited}")
    if not pd.isna(row.get("expected_loss_cents")):
        yield Sum("Perda esperada apurada", brl(int(row["expected_loss_cents"])))
    if row["excess_cents"]:
        yield Sum(f"Excedente ({row['excess_article']})", brl(int(row["excess_cents"])))
    parts = " + ".join(brl(int(row[f"{name}_cents"])) for name in ("incurred", "additional", "excess"))
    yield Sum("Provisão", f"{parts} = {brl(int(row['provision_cents']))}")


def _problem_sums(row: pd.Series[Any]) -> Iterator[Sum]:
    """Yield since when it is a problem asset by itself and in cure, and what the cure lacks."""
    import pandas as pd

    for name, title in (("problem_since", "Ativo problemático por si desde"), ("in_cure_since", "Em cura desde")):
        if not pd.isna(row[name]):
            yield Sum(title, brazilian(pd.Timestamp(row[name]).date()))
    if not pd.isna(row["cure_pending"]):
        yield Sum("Falta para a cura (art. 3º, § 4º)", str(row["cure_pending"]))


def _is_limited(balance: int, row: pd.Series[Any]) -> bool:
    return bool(np.round(balance * row["additional_rate"]) > row["additional_cents"])
