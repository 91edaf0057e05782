"""What members use, what they give, who speaks with them: the columns and values of the indicators' report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.results.month import Study

if TYPE_CHECKING:
    import pandas as pd

NOT_TOLD = "não informado"

EVOLUTION_COLUMNS = (
    Column("month", "text", "Mês"),
    Column("member_count", "count", "Associados"),
    Column("solution_count", "count", "Soluções em uso"),
    Column("isa", "number", "ISA"),
    Column("margin_cents", "money", "Margem de contribuição"),
    Column("margin_per_member_cents", "money", "MC por associado"),
)
"""Of months without margins both amounts are missing; where no month has any, so are the columns."""

GROUP_COLUMNS = (
    Column("by", "text", "Por"),
    Column("group", "text", "Grupo", personal=True),
    *EVOLUTION_COLUMNS,
)

MEAN_COLUMNS = (
    Column("month", "text", "Período"),
    Column("mean_members", "number", "Associados"),
    Column("isa", "number", "ISA"),
    Column("margin_cents", "money", "Margem de contribuição"),
    Column("margin_per_member_cents", "money", "MC por associado"),
)
LATEST_COLUMNS = (
    Column("by", "text", "Por"),
    Column("group", "text", "Grupo", personal=True),
    Column("member_count", "count", "Associados"),
    Column("solution_count", "count", "Soluções em uso"),
    Column("isa", "number", "ISA"),
    Column("isa_change", "number", "Variação do ISA", may_be_negative=True),
    Column("margin_cents", "money", "Margem de contribuição"),
    Column("margin_per_member_cents", "money", "MC por associado"),
    Column("margin_change_cents", "money", "Variação da MC por associado", may_be_negative=True),
    Column("since", "text", "Desde"),
)
"""The groups of the last month against the first one told of each."""

SOLUTION_COLUMNS = (Column("solution", "text", "Solução"), Column("family", "text", "Família"))
FAMILY_COLUMNS = (Column("family", "text", "Família"),)
BAND_COLUMNS = (Column("solution_count", "count", "Soluções por associado"),)
"""Followed by a column for each month (``MonthColumn``), then by what is told of them all."""

SOLUTION_TOTALS = (
    Column("mean", "number", "Média"),
    Column("change", "count", "Variação no período", may_be_negative=True),
    Column("last_change", "count", "Variação no último mês", may_be_negative=True),
    Column("share_rate", "rate", "Associados que usam"),
)
FAMILY_TOTALS = (
    Column("mean_cents", "money", "Média"),
    Column("share_rate", "rate", "Parte da média"),
    Column("change_cents", "money", "Variação no período", may_be_negative=True),
)

OUTSIDE_COLUMNS = (
    Column("kind", "text", "O que é"),
    Column("name", "text", "Nome na exportação"),
    Column("rows", "count", "Linhas"),
    Column("members", "count", "Associados"),
    Column("cents", "money", "Margem"),
)
"""Products that the list lacks, which are not counted, and families, which are."""

MOVEMENT_COLUMNS = (
    Column("month", "text", "Mês"),
    Column("since", "text", "Desde"),
    Column("joined", "count", "Entraram"),
    Column("left", "count", "Saíram"),
    Column("gained", "count", "Ganharam soluções"),
    Column("lost", "count", "Perderam soluções"),
    Column("unchanged", "count", "Nem uma coisa nem outra"),
    Column("solutions_before", "count", "Soluções antes"),
    Column("solutions_of_joined", "count", "dos que entraram"),
    Column("solutions_of_left", "count", "dos que saíram"),
    Column("solutions_gained", "count", "ganhas"),
    Column("solutions_lost", "count", "perdidas"),
    Column("solutions_after", "count", "Soluções depois"),
)
"""A member may gain some solutions and lose others. Before + of joined − of left + gained − lost = after."""

MOVER_COLUMNS = (
    Column("month", "text", "Mês"),
    Column("member_id", "code", "Associado"),
    Column("member_name", "text", "Nome", personal=True),
    Column("manager", "text", "Gerente", personal=True),
    Column("what", "text", "O que houve"),
    Column("before", "count", "Soluções antes"),
    Column("after", "count", "Soluções depois"),
    Column("gained", "text", "Passou a usar"),
    Column("lost", "text", "Deixou de usar"),
)

MEMBER_COLUMNS = (
    Column("member_id", "code", "Associado"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("manager", "text", "Gerente", personal=True),
    Column("segment", "text", "Segmento"),
    Column("solution_count", "count", "Soluções"),
    Column("margin_cents", "money", "Margem do mês", may_be_negative=True),
)
"""With what every list of members begins; names and margins only where an export tells them."""

QUADRANT_COLUMNS = (
    Column("quadrant", "text", "Quantidade e retorno"),
    Column("member_count", "count", "Associados"),
    Column("member_rate", "rate", "Parte dos associados"),
    Column("solution_count", "count", "Soluções em uso"),
    Column("margin_cents", "money", "Margem do mês"),
    Column("margin_per_member_cents", "money", "MC por associado"),
    Column("late_count", "count", "Em atraso"),
    Column("detractor_count", "count", "Detratores"),
)
LOW_RETURN_COLUMNS = (
    *MEMBER_COLUMNS,
    Column("group_isa", "number", "ISA do grupo"),
    Column("group_margin_cents", "money", "MC média do grupo"),
)

CHECK_UP_COLUMNS = (
    Column("rank", "count", "Ordem"),
    *(column for column in MEMBER_COLUMNS if column.name not in ("branch", "segment")),
    Column("points", "count", "Pontos"),
    Column("points_reason", "text", "Por quê"),
    Column("suggestions", "text", "O que o segmento costuma ter"),
    Column("lost", "text", "Deixou de usar no mês"),
    Column("last_contact_date", "date", "Último contato"),
    Column("last_subject", "text", "Assunto"),
    Column("may_call", "flag", "Oferecer agora"),
    Column("advice", "text", "Por que não oferecer"),
)

CYCLE_COLUMNS = (
    Column("manager", "text", "Gerente", personal=True),
    Column("member_count", "count", "Associados"),
    Column("contacted", "count", "Contatados no giro"),
    Column("contacted_rate", "rate", "Giro da carteira"),
    Column("overdue", "count", "Vencidos"),
    Column("never", "count", "Sem contato registrado"),
    Column("mean_days", "number", "Dias desde o contato, em média"),
)
OVERDUE_COLUMNS = (
    *MEMBER_COLUMNS,
    Column("status", "text", "Situação no giro"),
    Column("last_contact_date", "date", "Último contato"),
    Column("days_since_contact", "count", "Dias desde o contato"),
    Column("channel", "text", "Canal"),
    Column("last_subject", "text", "Assunto"),
    Column("next_contact_date", "date", "Próximo contato combinado"),
)

CROSSING_COLUMNS = (
    *MEMBER_COLUMNS,
    Column("quadrant", "text", "Quantidade e retorno"),
    Column("monthly_income_cents", "money", "Renda mensal"),
    Column("income_rate", "rate", "Margem sobre a renda", may_be_negative=True),
    Column("income_words", "text", "Diante da margem usual"),
    Column("contract_count", "count", "Operações"),
    Column("balance_cents", "money", "Saldo devedor"),
    Column("overdue_cents", "money", "Valor vencido"),
    Column("days_past_due", "count", "Dias em atraso"),
    Column("score", "count", "Nota de recomendação"),
    Column("respondent_class", "text", "Classe NPS"),
    Column("last_contact_date", "date", "Último contato"),
    Column("days_since_contact", "count", "Dias desde o contato"),
)
"""What the sources present tell; the columns of those that are absent are not there."""


def month_columns(months: Sequence[str], *, money: bool = False) -> tuple[Column, ...]:
    """Return a column for each month (``jun/2017``), of counts or of amounts."""
    return tuple(Column(month, "money" if money else "count", month, may_be_negative=money) for month in months)


@dataclass(frozen=True)
class Relationship:
    """Everything that the report of the indicators shows; None where an export that it needs is absent.

    ``months`` are told as ``jun/2017``. ``absent`` names what the crossing lacks.
    """

    study: Study
    months: list[str]
    evolution: pd.DataFrame  # EVOLUTION_COLUMNS
    means: pd.DataFrame  # MEAN_COLUMNS
    solutions: pd.DataFrame  # SOLUTION_COLUMNS, months, SOLUTION_TOTALS
    outside: pd.DataFrame  # OUTSIDE_COLUMNS
    groups: pd.DataFrame  # GROUP_COLUMNS
    latest_groups: pd.DataFrame  # LATEST_COLUMNS
    distribution: pd.DataFrame  # BAND_COLUMNS, months
    movement: pd.DataFrame  # MOVEMENT_COLUMNS
    movers: pd.DataFrame  # MOVER_COLUMNS
    check_up: pd.DataFrame  # CHECK_UP_COLUMNS
    crossing: pd.DataFrame  # CROSSING_COLUMNS
    families: pd.DataFrame | None = None  # FAMILY_COLUMNS, months, FAMILY_TOTALS
    quadrants: pd.DataFrame | None = None  # QUADRANT_COLUMNS
    bands: pd.DataFrame | None = None  # solution band, a column for each margin band
    low_return: pd.DataFrame | None = None  # LOW_RETURN_COLUMNS
    cycle: pd.DataFrame | None = None  # CYCLE_COLUMNS
    overdue: pd.DataFrame | None = None  # OVERDUE_COLUMNS
    absent: list[str] = field(default_factory=list)
