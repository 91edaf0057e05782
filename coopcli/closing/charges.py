"""What is owed of a contract, of a member or of the whole portfolio on a day, from a folder of exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from coopcli.calc.collection.agreements import FAMILY as AGREEMENTS
from coopcli.calc.collection.agreements import agreements_of, with_broken_agreements
from coopcli.calc.collection.charges import CAPS, FAMILY, charges_of, checks_of
from coopcli.calc.collection.late_installments import late_installments
from coopcli.calc.portfolio import Portfolio
from coopcli.closing.inputs import Request, Say, reference_date
from coopcli.closing.study import StudyInputs, gather_study
from coopcli.dates import brazilian
from coopcli.documents import CNPJ_LENGTH, CPF_LENGTH, mask
from coopcli.errors import Acceptance, stop
from coopcli.reading.read import Exports
from coopcli.results import Check, Note, Study
from coopcli.results.collection_charges import Charges

NOTES = (
    Note("Base", "O que cada parcela em atraso ainda deve na data pedida; pagamentos depois dela não existem."),
    Note("Multa", "Uma vez sobre o valor em atraso de cada parcela; não cresce com os dias."),
    Note(
        "Dias sem expediente",
        "Vencimento em sábado, domingo ou feriado bancário e pago no primeiro dia útil seguinte: sem encargos; não "
        "pago, os dias contam do vencimento (Lei nº 7.089/1983).",
    ),
    Note("Arredondamento", "Cada encargo de cada parcela é calculado exato e arredondado uma vez, meio para cima."),
    Note(
        "Acordo quebrado",
        "Volta a dívida da data do acordo, com os juros de mora desde então, menos o que foi pago (regra "
        "collection/agreements); as parcelas do contrato não são somadas a ela.",
    ),
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
    accepted: tuple[Acceptance, ...] = ()

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
    accepted = request.accepted
    dated: Callable[[Exports], date | None] = lambda exports: reference_date(Request(path), exports)  # noqa: E731
    inputs = gather_study([path], say, ("contracts",), None, dated, accepted=accepted)
    on = request.on or inputs.on
    rule, caps, broken = (inputs.rule(family, on) for family in (FAMILY, CAPS, AGREEMENTS))
    frames, portfolio = inputs.frames, inputs.portfolio
    say("calculando")
    agreed = agreements_of(replace(portfolio, on=on), frames, broken, rule).agreements
    agreed = agreed[_of_agreement(agreed, frames["agreements"], request)]
    late = _asked_for(late_installments(portfolio, frames, on), portfolio, agreed, request)
    alone = charges_of(late, rule, caps, on)
    found = with_broken_agreements(alone, agreed, frames)
    checks = [*checks_of(found), *(_whole(alone, portfolio) if request.is_all and on == inputs.on else ())]
    return ChargesRun(
        inputs.study(_notes(inputs, on), found.alerts, checks), found, _words(request), not request.is_all
    )


def _asked_for(late: pd.DataFrame, portfolio: Portfolio, agreed: pd.DataFrame, request: ChargesRequest) -> pd.DataFrame:
    if not (len(agreed) or _mine(portfolio.operations, request).any()):
        expected, remedy = "operação ou acordo da carteira", "confira o número; só operações com saldo entram"
        raise stop("contrato-nao-encontrado", _words(request), expected=expected, remedy=remedy)
    return late[_mine(late, request)].reset_index(drop=True)


def _mine(rows: pd.DataFrame, request: ChargesRequest) -> pd.Series[bool]:
    """Return which rows are of the contract and of the member (by number, CPF or CNPJ) that are asked for."""
    mine = rows["contract_id"].notna()
    if request.contract:
        mine &= rows["contract_id"] == request.contract
    return mine & _of_member(rows, request)


def _of_member(rows: pd.DataFrame, request: ChargesRequest) -> pd.Series[bool]:
    mine = (rows["member_id"] == request.member) | (rows["document"] == _plain(request.member))
    return mine.fillna(False).astype(bool) | (not request.member)


def _plain(member: str) -> str:
    """Return a CPF or CNPJ without its punctuation; a member's number as it is."""
    bare = member.translate(str.maketrans("", "", ".-/ ")).upper()
    return bare if len(bare) in (CPF_LENGTH, CNPJ_LENGTH) else member


def _of_agreement(agreed: pd.DataFrame, sheet: pd.DataFrame, request: ChargesRequest) -> pd.Series[bool]:
    """Return which agreements are asked for: by their own number, by a contract of theirs, old or new, by member."""
    theirs = sheet[["agreement_id", "contract_id", "new_contract_id"]]
    named = sheet.loc[(theirs == request.contract).fillna(False).any(axis=1), "agreement_id"]
    return (agreed["agreement_id"].isin(named) | (not request.contract)) & _of_member(agreed, request)


def _words(request: ChargesRequest) -> str:
    """Return whose charges are asked for; a CPF shows masked."""
    asked = [f"contrato {request.contract}" if request.contract else ""]
    asked += [f"associado {mask(_plain(request.member))}" if request.member else ""]
    return ", ".join(filter(None, asked)) or "toda a carteira"


def _whole(charges: Charges, portfolio: Portfolio) -> list[Check]:
    """Return the late operations of the portfolio against their charges, before agreements take their place."""
    operations, owed = portfolio.operations, int(charges.rows["overdue_cents"].sum())
    count, cents = int((operations["days_past_due"] > 0).sum()), int(operations["overdue_cents"].fillna(0).sum())
    return [Check("Carteira", "operações em atraso = com encargos", count, len(charges.debts), cents, owed)]


def _notes(inputs: StudyInputs, on: date) -> list[Note]:
    """Return the conventions and, of a day that is not the exports', what they cannot know."""
    if on == inputs.on:
        return list(NOTES)
    after = "parcelas pagas desde então ainda aparecem em atraso" if on > inputs.on else "os saldos são os exportados"
    text = f"As exportações são de {brazilian(inputs.on)} e os encargos, de {brazilian(on)}: {after}."
    return [Note("Data dos encargos", text), *NOTES]
