"""What must hold between exports before a month is calculated, and what a reader must be warned of after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coopcli.calc import expected_loss, levels
from coopcli.calc.classified import Classification
from coopcli.calc.columns import Keyed
from coopcli.calc.portfolio import Portfolio
from coopcli.calc.stages import expected_losses
from coopcli.dates import brazilian
from coopcli.errors import Problem
from coopcli.money import brl
from coopcli.rulebook.copies import below_the_published
from coopcli.words import FRAMES

if TYPE_CHECKING:
    from coopcli.reading.read import Exports
    from coopcli.rulebook.tables import RuleFile

_SHOWN = 1000


def missing_exports(exports: Exports) -> Iterator[Problem]:
    """Yield the exports without which there is no month."""
    if not any(source.frame == "contracts" for source in exports.sources):
        read = ", ".join(source.name for source in exports.sources) or "nenhum arquivo"
        expected = "a exportação de contratos de crédito (cre_contratos)"
        yield Problem("exportacao-ausente", f"lidos: {read}", file="Contratos", expected=expected)


def missing_frames(exports: Exports, required: Sequence[str]) -> Iterator[Problem]:
    """Yield the frames that a study cannot do without and that no file gave."""
    read = ", ".join(source.name for source in exports.sources) or "nenhum arquivo"
    for name in required:
        if not any(source.frame == name for source in exports.sources):
            title = FRAMES[name].title
            yield Problem("exportacao-ausente", f"lidos: {read}", file=title, expected=f"um arquivo de: {title}")


def other_dates(exports: Exports, on: date, *, may_differ: bool) -> Iterator[Problem]:
    """Yield the exports of another date than the reference date: they stop a close, not a mere question."""
    for name, frame in exports.frames.items():
        if "movement_date" not in frame or not len(frame):
            continue
        other = frame[frame["movement_date"].notna() & (frame["movement_date"] != pd.Timestamp(on))]
        for source, rows in other.groupby("source"):
            dates = sorted(pd.Timestamp(day).date() for day in rows["movement_date"].unique())
            yield Problem(
                "exportacao-de-outra-data" if may_differ else "data-base-divergente",
                f"{', '.join(brazilian(day) for day in dates[:3])} em {len(rows)} linha(s)",
                file=exports.sources[int(source)].name,
                header=FRAMES[name].column("movement_date").title,
                expected=f"exportação de {brazilian(on)}",
                rows=len(rows),
            )


def unknown_delays(portfolio: Portfolio, exports: Exports) -> list[Problem]:
    """Return the operations whose delay nothing tells, at the row of each; beyond a thousand, one for the rest."""
    return list(_at_operations(np.flatnonzero(portfolio.unknown_delay), "atraso-desconhecido", portfolio, exports))


def _at_operations(which: np.ndarray, code: str, portfolio: Portfolio, exports: Exports) -> Iterator[Problem]:  # type: ignore[type-arg]
    """Yield a problem at the row of each operation; beyond a thousand, one for the rest."""
    balance = portfolio.balance_cents
    for position in which[:_SHOWN]:
        source = exports.sources[int(portfolio.source[position])]
        cell = f"{source.columns.get('contract_id', 'A')}{int(portfolio.source_row[position])}"
        text = f"contrato {portfolio.ids[position]}, {brl(int(balance[position]))}"
        yield Problem(code, text, source.name, source.sheet, cell, "Contrato")
    rest = which[_SHOWN:]
    if len(rest):
        yield Problem(code, f"mais {len(rest)} operações, {brl(int(balance[rest].sum()))}")


def missing_expected_losses(portfolio: Portfolio, exports: Exports, *, required: bool) -> list[Problem]:
    """Return the operations without an expected loss, where the method requires one of each."""
    if not required:
        return []
    told = expected_losses(portfolio, exports.frames["expected_losses"])
    return list(_at_operations(np.flatnonzero(~told.known), "perda-esperada-ausente", portfolio, exports))


def alerts_of_copies(rules: Sequence[RuleFile]) -> list[str]:
    """Return the cooperative's copies of rules that were corrected since, and what copies decide below the published.

    The correction of a copied rule does not count; what is below a law may be a slip of the pen.
    """
    stale = [f"{rule.file}: {rule.hidden_correction}." for rule in rules if rule.copied_from and rule.hidden_correction]
    return [*stale, *(f"{text}." for rule in rules for text in below_the_published(rule))]


def alerts_of(portfolio: Portfolio, exports: Exports, found: Mapping[str, Classification]) -> list[str]:
    """Return what the reader of the summary must know, each in one sentence."""
    operations = portfolio.operations
    alerts = [
        _count(portfolio.unknown_delay, "sem nenhuma informação de atraso, contadas como em dia", operations),
        _count(operations["overdue_cents"].isna(), "em atraso, sem valor vencido conhecido", operations),
        _count(_written_off(portfolio, exports), "já baixadas para prejuízo e ainda na carteira", operations),
    ]
    if levels.REGIME in found:
        alerts += _level_alerts(found[levels.REGIME], operations)
    if expected_loss.REGIME in found:
        alerts += _loss_alerts(found[expected_loss.REGIME], operations)
        alerts += _export_alerts(portfolio, exports, found[expected_loss.REGIME].rules[0])
    return [alert for alert in alerts if alert]


def _count(rows: pd.Series | np.ndarray, what: str, operations: pd.DataFrame) -> str:  # type: ignore[type-arg]
    """Return ``3 operações (R$ 1.000,00): what``; nothing where there is none."""
    picked = np.asarray(rows, dtype=bool)
    if not picked.any():
        return ""
    cents = int(operations["balance_cents"].to_numpy()[picked].sum())
    word = "operação" if picked.sum() == 1 else "operações"
    return f"{int(picked.sum())} {word} ({brl(cents)}): {what}."


def _written_off(portfolio: Portfolio, exports: Exports) -> pd.Series:  # type: ignore[type-arg]
    sheet = exports.frames["write_offs"]
    gone = sheet.loc[sheet["write_off_date"] <= pd.Timestamp(portfolio.on), "contract_id"]
    return portfolio.operations["contract_id"].isin(gone)


def _level_alerts(found: Classification, operations: pd.DataFrame) -> Iterator[str]:
    frame, rule = found.classified.operations, found.rules[0]
    due = frame["write_off_due"].to_numpy(dtype=bool)
    yield _count(due, f"a transferir para compensação ({_cited(found, 'write_off', due)})", operations)
    reviews = rule.cite("reviews")
    overdue = frame["is_review_overdue"].to_numpy(dtype=bool)
    if overdue.any():
        since = pd.Timestamp(frame.loc[overdue, "review_due_date"].min()).date()
        choice = rule.parameters["overdue_review"]
        reclassifies = str(choice.value) == "level_h"
        then = (
            "as operações desses devedores foram a H"
            if reclassifies
            else f"o {choice.article} manda as dos devedores a H"
        )
        what = f"com revisão de nível vencida, a mais antiga desde {brazilian(since)} ({reviews}): {then}"
        yield _count(overdue, what, operations)
    what = f"com revisão exigida e sem data de operação nem de revisão ({reviews})"
    yield _count(frame["is_review_unknown"], what, operations)
    what = "renegociadas sem nível anterior conhecido; preencha a planilha de renegociações"
    yield _count(frame["is_held_level_unknown"], f"{what} ({rule.cite('renegotiation')})", operations)


def _cited(found: Classification, table: str, rows: np.ndarray) -> str:  # type: ignore[type-arg]
    """Return the act with the articles by which a table decided some operations."""
    decision = found.decisions[table]
    articles = dict.fromkeys(row.article for at in np.unique(decision.index[rows]) for row in [decision.table.rows[at]])
    rule = next(rule for rule in found.rules if rule.id == decision.table.rule_id)
    return rule.cited(" e ".join(articles))


def change_alerts(changes: pd.DataFrame | None, found: Mapping[str, Classification]) -> Iterator[str]:
    """Yield how many operations changed portfolio since the previous close."""
    if changes is not None and len(changes):
        difference = brl(int(changes["difference_cents"].sum()))
        told = f"{len(changes)} operação(ões) mudaram de carteira desde o fechamento anterior (aba Carteiras revistas)"
        article = found[expected_loss.REGIME].rules[1].cite("portfolio_review")
        yield f"{told}: {difference} de provisão ({article})."


def _export_alerts(portfolio: Portfolio, exports: Exports, concepts: RuleFile) -> Iterator[str]:
    """Yield what the sheets of expected losses and of renegotiations tell that does not fit the portfolio."""
    rows = exports.frames["expected_losses"]
    operation = Keyed(portfolio.ids).of(rows["contract_id"])
    stray = int((~operation.known).sum())
    if stray:
        yield f"Planilha de perdas esperadas: {stray} linha(s) de operações que não estão na carteira, não usadas."
    cents = rows["expected_loss_cents"].to_numpy(dtype=np.int64)
    above = operation.where(cents > operation.at(portfolio.balance_cents, 0)).any()
    yield _count(above, "com perda esperada maior que o saldo, contada até ele", portfolio.operations)
    sheet = exports.frames["renegotiations"]
    unsaid = portfolio.operations["contract_id"].isin(sheet.loc[sheet["renegotiation_kind"].isna(), "contract_id"])
    what = f"na planilha de renegociações sem Tipo; diga se é reestruturação ({concepts.cite('restructuring')})"
    yield _count(unsaid, what, portfolio.operations)


def _loss_alerts(found: Classification, operations: pd.DataFrame) -> Iterator[str]:
    frame, concepts = found.classified.operations, found.rules[0]
    renegotiated = operations["is_renegotiated"].to_numpy(dtype=bool) & ~frame["is_problem_asset"].to_numpy(dtype=bool)
    what = "renegociadas que não são ativo problemático; confirme que não são reestruturação"
    yield _count(renegotiated, f"{what} ({concepts.cite('restructuring')})", operations)
    own = found.decisions["problem_asset"]
    keeps = np.array(["was_problem_asset" in row.conditions for row in own.table.rows] + [False])
    kept = keeps[own.index] & frame["is_own_problem"].to_numpy(dtype=bool)
    what = "seguem problemáticas: falta cumprir condição da cura (coluna Falta para a cura"
    yield _count(kept, f"{what}; {_cited(found, 'problem_asset', kept)})", operations)
    what = "com outro número de meses pela outra contagem do Anexo I (coluna Meses pela outra contagem)"
    yield _count(frame["other_months"].notna(), what, operations)
    due = frame["write_off_due"].to_numpy(dtype=bool)
    yield _count(due, f"a baixar ({_cited(found, 'write_off', due)})", operations)
