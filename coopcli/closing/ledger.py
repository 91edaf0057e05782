"""The ledger of assumptions: what was taken for want of something told, what it touches, what it could be otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc.columns import Keyed, amounts
from coopcli.calc.days import DAYS_SOURCES, INSTALLMENTS, SYSTEM
from coopcli.calc.debtors import CONTRACT_PREFIX
from coopcli.calc.portfolio import LIMIT_PREFIX, OVERDRAFT_PREFIX
from coopcli.calc.ranges import provision_range
from coopcli.closing.gates import PASSES
from coopcli.closing.repeated_month import FAST_MOVING
from coopcli.dates import brazilian
from coopcli.results import Assumption
from coopcli.words import FRAMES

if TYPE_CHECKING:
    import numpy.typing as npt

    from coopcli.calc.classified import Classification
    from coopcli.calc.columns import Flags, Groups
    from coopcli.calc.portfolio import Portfolio
    from coopcli.closing.gates import Lack
    from coopcli.closing.inputs import Inputs


@dataclass(frozen=True)
class _Taken:
    """Something taken of the operations ``which``, and what is therefore not certain of them."""

    code: str
    text: str
    which: Flags
    unsure_of: tuple[str, ...] = ()


def ledger_of(inputs: Inputs, portfolio: Portfolio, found: Classification) -> list[Assumption]:
    """Return the assumptions of the month under its regime, the largest in reais first."""
    taken = [
        *_lacking(inputs.lacks, portfolio),
        *_days(inputs.lacks, portfolio),
        *_unread(portfolio),
        *_undated(inputs, portfolio),
        *_unformatted(inputs, portfolio),
        *_changed(inputs, portfolio, found),
    ]
    inside = [_assumption(one, portfolio, found) for one in taken if one.which.any()]
    return sorted(
        [*inside, *_outside(inputs, portfolio), *_transformed(inputs)], key=lambda one: (-one.cents, one.code, one.text)
    )


def _assumption(taken: _Taken, portfolio: Portfolio, found: Classification) -> Assumption:
    provision = found.classified.operations["provision_cents"].to_numpy(dtype=np.int64)
    bounds = provision_range(portfolio, found, taken.which, taken.unsure_of) if taken.unsure_of else (None, None)
    return Assumption(
        taken.code,
        taken.text,
        int(taken.which.sum()),
        int(portfolio.balance_cents[taken.which].sum()),
        int(provision[taken.which].sum()),
        *bounds,
    )


def _is_account(portfolio: Portfolio) -> Flags:
    ids = portfolio.operations["contract_id"].str
    return np.asarray(ids.startswith(OVERDRAFT_PREFIX) | ids.startswith(LIMIT_PREFIX), dtype=bool)


def _lacking(lacks: list[Lack], portfolio: Portfolio) -> Iterator[_Taken]:
    """Yield the exports and columns that are not there; what touches no operation of the portfolio, on all of it."""
    for lack in lacks:
        if lack.gate != PASSES:
            which = np.ones(portfolio.size, dtype=bool)
            sources = portfolio.operations["days_source"].astype("str").to_numpy()
            if lack.frame == "installments" and lack.column:
                which = ~_is_account(portfolio) & (sources == INSTALLMENTS)
            elif lack.frame == "installments" or lack.column == "exported_days_past_due":
                which = ~_is_account(portfolio) & (sources != INSTALLMENTS)
            elif lack.frame == "contracts":
                which = ~_is_account(portfolio)
            missing = f"Sem a coluna {lack.title}, em {lack.file}" if lack.column else f"Sem a exportação {lack.title}"
            code = f"sem-{lack.frame}.{lack.column}" if lack.column else f"sem-{lack.frame}"
            yield _Taken(code, f"{missing}: {lack.effect}", which, (lack.unsure_of,) if lack.unsure_of else ())


def _days(lacks: list[Lack], portfolio: Portfolio) -> Iterator[_Taken]:
    """Yield the operations whose days come from anything but all their instalments; of accounts, but the system."""
    sources = portfolio.operations["days_source"].astype("str").to_numpy()
    told = np.where(_is_account(portfolio), sources != SYSTEM, True)
    if any(lack.frame == "installments" and not lack.column for lack in lacks):  # told of all contracts already
        told &= _is_account(portfolio)
    for source in DAYS_SOURCES:
        if source != INSTALLMENTS:
            text = f"Dias em atraso por outra fonte que não todas as parcelas: {source}"
            yield _Taken(f"dias-{source}", text, told & (sources == source), ("days",))


def _unread(portfolio: Portfolio) -> Iterator[_Taken]:
    text = "Garantia ou avalista que não se leu: a carteira de maior provisão das que podem ser"
    yield _Taken("garantia-ilegivel", text, portfolio.unread_guarantee, ("portfolio",))
    text = "Natureza do produto não informada: a carteira de maior provisão das que podem ser"
    yield _Taken("produto-nao-informado", text, portfolio.unknown_product, ("portfolio",))
    keys = portfolio.operations["client_key"].str.startswith(CONTRACT_PREFIX)
    text = "Sem CPF/CNPJ nem número de associado: devedor à parte, sem arrasto de outras operações"
    yield _Taken("devedor-nao-informado", text, keys.to_numpy(dtype=bool), ("contagion",))


def _undated(inputs: Inputs, portfolio: Portfolio) -> Iterator[_Taken]:
    """Yield the files that say of no day, and the date that only the folder's name says."""
    assert inputs.on is not None
    everything = np.ones(portfolio.size, dtype=bool)
    if inputs.dated_by_folder:
        text = f"Data-base tirada do nome da pasta, {brazilian(inputs.on)}: nenhuma exportação a diz"
        yield _Taken("data-da-pasta", text, everything)
        return
    for name in FAST_MOVING:
        rows = inputs.exports.frames[name]
        if len(rows) and rows["movement_date"].isna().all():
            text = f"{FRAMES[name].title} sem data do movimento: tomada como de {brazilian(inputs.on)}"
            yield _Taken(f"sem-data-{name}", text, everything)


def _unformatted(inputs: Inputs, portfolio: Portfolio) -> Iterator[_Taken]:
    """Yield the rates of workbooks of which the format of cells cannot be read: 0,0289 may be 2,89%."""
    rates = inputs.exports.frames["contracts"].set_index("contract_id")["monthly_rate"].notna()
    has_rate = portfolio.operations["contract_id"].map(rates[~rates.index.duplicated()]).fillna(False).to_numpy(bool)
    for place, source in enumerate(inputs.exports.sources):
        is_binary = source.sheet and source.name.lower().endswith((".xls", ".xlsb"))  # pages and texts show percents
        if source.frame == "contracts" and is_binary:
            text = f"Taxas lidas sem o formato das células, que {source.name} não deixa ler: 0,0289 fica 0,0289%"
            yield _Taken("taxa-sem-formato", text, has_rate & (portfolio.source == place) & ~_is_account(portfolio))


def _changed(inputs: Inputs, portfolio: Portfolio, found: Classification) -> Iterator[_Taken]:
    """Yield the operations that had a group or a guarantee at the previous close and have it no more."""
    before = inputs.previous.operations.get(found.classified.regime) if inputs.previous else None
    if before is None:
        return
    then = Keyed(before["contract_id"]).of(portfolio.operations["contract_id"])
    if "group_id" in before:
        had, has = _names(then.column(before["group_id"])), _names(portfolio.operations["group_id"])
        lost = (had != "") & (had != has)
        text = "Sem o grupo econômico que tinham no fechamento anterior, ou com outro: nenhum arrasto entre elas"
        yield _Taken("grupo-que-sumiu", text, np.isin(had, had[lost]), ("contagion",))
    if {"provision_cents", "balance_cents", "days_past_due"} <= set(before):
        text = "Provisão em proporção menor que a do fechamento anterior, sem que os dias em atraso tenham caído"
        yield _Taken("provisao-que-caiu", text, _fell(before, then, portfolio, found), ("anything",))
    kinds = found.classified.operations
    if "guarantee_kind" in before and "guarantee_kind" in kinds:
        had, has = _names(then.column(before["guarantee_kind"])), _names(kinds["guarantee_kind"])
        text = "Com outra garantia, ou sem a que tinham no fechamento anterior"
        yield _Taken("garantia-que-mudou", text, (had != "") & (had != has), ("portfolio",))


def _names(column: pd.Series[str]) -> npt.NDArray[np.str_]:
    """Return a column as texts to compare, blank where missing."""
    return column.astype("object").fillna("").to_numpy(dtype=np.str_)


def _fell(before: pd.DataFrame, then: Groups, portfolio: Portfolio, found: Classification) -> Flags:
    """Return which operations have a smaller share of their balance provided for, and are no less late (``then``: the
    row of the previous close of each)."""
    was_late, was_owed, was_provided = (
        then.at(amounts(before[name]), 0) for name in ("days_past_due", "balance_cents", "provision_cents")
    )
    provided = found.classified.operations["provision_cents"].to_numpy(dtype=np.int64)
    less = (provided + _ROUNDED) * was_owed.astype(float) < (was_provided - _ROUNDED) * portfolio.balance_cents
    fell: Flags = (was_owed > 0) & less & (portfolio.days_past_due >= was_late)
    return fell


_ROUNDED = 1.5
"""By how many centavos a provision may differ from its share of the balance: three components, each rounded."""


def _transformed(inputs: Inputs) -> Iterator[Assumption]:
    """Yield what layouts declare was done to files; the rows that they leave out are in no figure."""
    for source in inputs.exports.sources:
        for one in source.transformations:
            text = f"Transformação declarada no layout de {source.name}: {one.text()}"
            yield Assumption("transformacao-declarada", text, 0, one.cents, 0)


_OPERATIONS = (
    ("contracts", "contratos-de-fora", "Contratos", "balance_cents"),
    ("current_accounts", "contas-de-fora", "Contas correntes", "overdraft_cents"),
)


def _outside(inputs: Inputs, portfolio: Portfolio) -> Iterator[Assumption]:
    """Yield what is not in the portfolio: contracts set aside, and what the previous close had and this month lacks."""
    aside = inputs.exports.aside["contracts"]
    for frame, code, what, amount in _OPERATIONS:
        rows = inputs.exports.aside[frame]
        lost = rows[~rows["code"].isin(("contrato-repetido", "linha-repetida"))]
        if len(lost):
            cents, unknown = int(amounts(lost[amount]).sum()), int(lost[amount].isna().sum())
            told = f" ({unknown} de valor não conhecido)" if unknown else ""
            text = f"{what} que não se leem: fora da carteira, sem provisão{told}"
            yield Assumption(code, text, len(lost), cents, 0, 0, cents)
    before = inputs.previous.any_regime if inputs.previous else None
    if before is None or "balance_cents" not in before:
        return
    known = pd.concat([*_told(inputs), aside["contract_id"].dropna(), portfolio.operations["contract_id"]])
    gone = before[~before["contract_id"].isin(known)]
    if len(gone):
        cents = int(gone["balance_cents"].sum())
        text = "Operações do fechamento anterior de que este mês não diz nada: tomadas por encerradas"
        yield Assumption("operacoes-que-sumiram", text, len(gone), cents, 0, 0, cents)


def _told(inputs: Inputs) -> Iterator[pd.Series]:  # type: ignore[type-arg]
    """Yield the operations of which the exports say something, were it that nothing is owed."""
    frames = inputs.exports.frames
    yield frames["contracts"]["contract_id"]
    yield frames["write_offs"]["contract_id"]
    accounts = frames["current_accounts"]
    for prefix, column in ((OVERDRAFT_PREFIX, "overdraft_cents"), (LIMIT_PREFIX, "limit_used_cents")):
        yield prefix + accounts.loc[accounts[column].notna(), "account_id"]
