"""What is owed of a contract, of a member or of the whole portfolio on a day, from a folder of exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopcli.calc.collection.charges import CAPS, FAMILY, charges_of
from coopcli.calc.collection.late_installments import late_installments
from coopcli.calc.portfolio import Portfolio, portfolio_of
from coopcli.closing.inputs import Request, Say, reference_date
from coopcli.closing.month import first_date
from coopcli.closing.rules import CALENDARS, calendar_of
from coopcli.closing.study import StudyInputs, gather_study
from coopcli.dates import brazilian
from coopcli.errors import stop
from coopcli.results import Check, Note, Study
from coopcli.results.collection_charges import Charges

if TYPE_CHECKING:
    import pandas as pd

_NOTES = (
    Note("Base", "O que cada parcela em atraso ainda deve na data pedida; pagamentos depois dela não existem."),
    Note("Multa", "Uma vez sobre o valor em atraso de cada parcela; não cresce com os dias."),
    Note(
        "Dias sem expediente",
        "Vencimento em sábado, domingo ou feriado bancário e pago no primeiro dia útil seguinte: sem encargos; não "
        "pago, os dias contam do vencimento (Lei nº 7.089/1983).",
    ),
    Note("Arredondamento", "Cada encargo de cada parcela é calculado exato e arredondado uma vez, meio para cima."),
    Note(
        "Contrato sem parcelas exportadas",
        "O valor vencido inteiro conta desde o vencimento em aberto mais antigo.",
    ),
)


@dataclass(frozen=True)
class ChargesRun:
    """The charges asked for, whom they concern, and what proves them."""

    study: Study
    charges: Charges
    asked: str
    asked_for_one: bool


@dataclass(frozen=True)
class ChargesRequest:
    """The exports, and whose charges on which day (None: the reference date; no name: the whole portfolio)."""

    exports: Path
    contract: str = ""
    member: str = ""
    on: date | None = None

    @property
    def is_all(self) -> bool:
        """Whether the whole portfolio is asked for."""
        return not (self.contract or self.member)


def run_charges(request: ChargesRequest, say: Say) -> ChargesRun:
    """Return the charges asked for.

    Raises DataError where the exports cannot be read, RuleError where no rule of charges is in force on the day,
    CoopError (contrato-nao-encontrado) where the portfolio has no such contract or member.
    """
    path = request.exports
    inputs = gather_study([path], say, ("contracts",), None, lambda exports: reference_date(Request(path), exports))
    on = request.on or inputs.on
    rule, caps = (inputs.book.in_force(family, on) for family in (FAMILY, CAPS))
    calendars = tuple(inputs.book.in_force(family, on) for family in CALENDARS)
    calendar = calendar_of(calendars, first_date(inputs.exports, inputs.on), max(on, inputs.on))
    frames = inputs.exports.frames
    portfolio = portfolio_of(frames, inputs.on, calendar, inputs.settings.tolerance_cents)
    say("calculando")
    late = late_installments(portfolio, frames, on)
    found = charges_of(_asked_for(late, portfolio, request), rule, caps, on)
    checks = _checks(found, portfolio if request.is_all and on == inputs.on else None)
    study = inputs.study([rule, caps, *calendars], _notes(inputs, on), found.alerts, checks)
    return ChargesRun(study, found, _words(request), not request.is_all)


def _asked_for(late: pd.DataFrame, portfolio: Portfolio, request: ChargesRequest) -> pd.DataFrame:
    if not _mine(portfolio.operations, request).any():
        raise stop(
            "contrato-nao-encontrado",
            _words(request),
            expected="operação da carteira",
            remedy="confira o número; só operações com saldo entram",
        )
    return late[_mine(late, request)].reset_index(drop=True)


def _mine(rows: pd.DataFrame, request: ChargesRequest) -> pd.Series[bool]:
    """Return which rows are of the contract and of the member (by number, CPF or CNPJ) that are asked for."""
    mine = rows["contract_id"].notna()
    if request.contract:
        mine &= rows["contract_id"] == request.contract
    if request.member:
        plain = request.member.translate(str.maketrans("", "", ".-/ "))
        mine &= (rows["member_id"] == request.member) | (rows["document"] == plain)
    return mine.fillna(False).astype(bool)


def _words(request: ChargesRequest) -> str:
    asked = [f"contrato {request.contract}" if request.contract else ""]
    asked += [f"associado {request.member}" if request.member else ""]
    return ", ".join(filter(None, asked)) or "toda a carteira"


def _checks(charges: Charges, whole: Portfolio | None) -> Sequence[Check]:
    """Return what adds up; where it is the ``whole`` portfolio on its date, its overdue amount too."""
    rows, debts = charges.rows, charges.debts
    late, updated = int(debts["late_count"].sum()), int(debts["updated_cents"].sum())
    parts = int(rows[["overdue_cents", "charges_cents"]].sum().sum())
    found = [
        Check("Encargos", "parcelas = soma das dívidas", len(rows), late, int(rows["updated_cents"].sum()), updated),
        Check("Encargos", "em atraso + encargos = atualizado", len(rows), len(rows), parts, updated),
    ]
    if whole is not None:
        operations, owed = whole.operations, int(rows["overdue_cents"].sum())
        count = int((operations["days_past_due"] > 0).sum())
        cents = int(operations["overdue_cents"].fillna(0).sum())
        found.append(Check("Carteira", "operações em atraso = dívidas", count, len(debts), cents, owed))
    return found


def _notes(inputs: StudyInputs, on: date) -> list[Note]:
    """Return the conventions and, of a day that is not the exports', what they cannot know."""
    if on == inputs.on:
        return list(_NOTES)
    after = "parcelas pagas desde então ainda aparecem em atraso" if on > inputs.on else "os saldos são os exportados"
    text = f"As exportações são de {brazilian(inputs.on)} e os encargos, de {brazilian(on)}: {after}."
    return [Note("Data dos encargos", text), *_NOTES]
