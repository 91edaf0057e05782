"""The indicators in words: what ``coopcli indicators`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopcli.money import brl, percent

if TYPE_CHECKING:
    from coopcli.results.relationship import Relationship

EVOLUTION_HEADERS = ["mês", "associados", "soluções", "ISA", "margem", "MC por associado"]


def evolution_rows(found: Relationship) -> list[list[str]]:
    """Return each month as a row of ``EVOLUTION_HEADERS``."""
    rows = []
    for row in found.evolution.to_dict("records"):
        amounts = [row.get(name) for name in ("margin_cents", "margin_per_member_cents")]
        isa = f"{row['isa']:.2f}".replace(".", ",")
        money = ["–" if not isinstance(cents, int) else brl(cents) for cents in amounts]
        rows.append([str(row["month"]), str(row["member_count"]), str(row["solution_count"]), isa, *money])
    return rows


def said(found: Relationship) -> Iterator[str]:
    """Yield what to look at, a line each."""
    now = int(found.check_up["may_call"].sum())
    yield f"Check Up: {len(found.check_up)} associado(s) com poucas soluções, {now} a chamar agora"
    if found.low_return is not None:
        yield f"muitas soluções e pouco retorno: {len(found.low_return)} associado(s)"
    if found.cycle is not None:
        members, contacted = int(found.cycle["member_count"].sum()), int(found.cycle["contacted_count"].sum())
        rate = percent(contacted / members) if members else "–"
        yield f"giro de carteira: {contacted} de {members} associados contatados ({rate})"
    if found.absent:
        yield f"sem exportação, fora do relatório: {'; '.join(found.absent)}"
    for alert in found.study.alerts:
        yield f"atenção: {alert}"
